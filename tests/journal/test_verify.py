"""Every way of tampering that the journal promises to show, against both who check it."""

import ast
import base64
import hashlib
import importlib.util
import json
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import connection, transaction
from django.db.models import F
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import tospann.journal
from tospann.journal import chain, heads
from tospann.journal.models import Entry, Head
from tospann.journal.record import action, record
from tospann.journal.verify import faults

SCRIPT = Path(tospann.journal.__file__).with_name("verifier.py")
_spec = importlib.util.spec_from_file_location("kontroll", SCRIPT)
kontroll = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(kontroll)


@contextmanager
def tampering():
    """As the one who runs the database, with the guards off; undone afterwards."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            for table in ("journal_entry", "journal_head"):
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        yield
        transaction.set_rollback(True)


@pytest.fixture
def history(cast):
    """Some twenty entries, and four heads that cover most of them."""
    version = cast.version()
    for owner in cast.owners:
        cast.ratify(version, owner)
    cast.write(version.document, text="Kontoret er åpent alle dager.")
    cast.ratify(cast.open(version.document), cast.nav)
    cast.document()
    return cast


@pytest.fixture
def check(client, tmp_path, capsys):
    """Download what everybody can and run the script on it: exit code and what it printed."""

    def run(*, held="", key="", heads_text=None):
        export = b"".join(client.get("/journal/eksport.jsonl").streaming_content)
        (tmp_path / "eksport.jsonl").write_bytes(export)
        published = heads_text or client.get("/journal/hoder.txt").text
        (tmp_path / "hoder.txt").write_text(published, encoding="utf-8")
        arguments = [str(tmp_path / "eksport.jsonl"), str(tmp_path / "hoder.txt")]
        if held:
            (tmp_path / "gammelt.txt").write_text(held, encoding="utf-8")
            arguments += ["--old-head", str(tmp_path / "gammelt.txt")]
        code = kontroll.main([*arguments, *(["--key", key] if key else [])])
        return code, capsys.readouterr().out

    return run


def newest_note() -> str:
    return Head.objects.order_by("-number").first().note


def newest_number() -> int:
    return Head.objects.order_by("-number").first().number


def rewrite(start: int = 1) -> None:
    """Recompute every hash from `start`, as one who runs the database can."""
    before = Entry.objects.filter(number=start - 1).first()
    previous = before.hash if before else chain.START
    for entry in Entry.objects.filter(number__gte=start).order_by("number"):
        entry.previous = previous
        entry.hash = previous = chain.link(previous, bytes(entry.content))
        entry.save()


def sign_again(key: Ed25519PrivateKey | None = None) -> None:
    """Sign every head anew for the chain as it is, with the real key or another."""
    from django.conf import settings as product

    key = key or Ed25519PrivateKey.from_private_bytes(product.JOURNAL_KEY_FILE.read_bytes())
    raw = key.public_key().public_bytes_raw()
    for head in Head.objects.all():
        head.hash = Entry.objects.get(number=head.number).hash
        text = heads.body(number=head.number, digest=head.hash)
        signature = base64.b64encode(heads.key_id(raw) + key.sign(text.encode())).decode()
        head.note = f"{text}\n— {heads.ORIGIN} {signature}\n"
        head.save()


# --- Honest -----------------------------------------------------------------------------


def test_an_honest_history_has_no_faults(history, check):
    assert not list(faults())
    code, told = check(held=newest_note(), key=heads.verifier_key())
    assert code == 0
    assert "Journalen stemmer." in told


def test_an_empty_journal_has_no_faults(db, check):
    assert not list(faults())
    assert check()[0] == 0


def test_the_script_runs_alone_with_the_standard_library(history, check, tmp_path):
    check(held=newest_note())
    copy = tmp_path / "kontroll.py"
    copy.write_bytes(SCRIPT.read_bytes())

    found = subprocess.run(
        [sys.executable, "-I", "-S", copy, "eksport.jsonl", "hoder.txt", "--old-head",
         "gammelt.txt"],
        cwd=tmp_path, capture_output=True, text=True, encoding="utf-8",
        env={"PYTHONIOENCODING": "utf-8"}, check=False,
    )  # fmt: skip

    assert (found.returncode, found.stderr) == (0, "")
    names = {
        name.split(".")[0]
        for node in ast.walk(ast.parse(SCRIPT.read_text()))
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }
    assert names <= sys.stdlib_module_names


FACTS = st.dictionaries(
    st.sampled_from(["title", "owner", "case_reference", "æøå", "tall"]),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
    | st.integers(-(2**53) + 1, 2**53 - 1)
    | st.none(),
)


@given(st.lists(FACTS, max_size=6))
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_honest_history_gives_a_false_alarm(cast, check, histories):
    @action
    def write():
        for facts in histories:
            record("draft.started", actor=cast.actor("leader"), subject=cast.partnership, **facts)
            heads.sign_head()
        record("file.uploaded", actor=cast.actor("leader"), subject=cast.partnership, sha256="0")

    with transaction.atomic():
        write()
        heads.sign_head()
        assert not list(faults())
        assert check(held=newest_note())[0] == 0
        transaction.set_rollback(True)


# --- Tampered ---------------------------------------------------------------------------


def flipped(value: bytes, place: int) -> bytes:
    return value[:place] + bytes([value[place] ^ 1]) + value[place + 1 :]


def test_any_changed_byte_of_any_entry_is_found(history, check):
    for entry in Entry.objects.order_by("number"):
        content = bytes(entry.content)
        for place in {0, len(content) // 2, len(content) - 1}:
            with tampering():
                changed = flipped(content, place)
                Entry.objects.filter(pk=entry.pk).update(content=changed)
                assert entry.number in {fault.number for fault in faults()}


def test_a_changed_text_of_a_public_entry_is_found_by_the_script(history, check):
    for entry in Entry.objects.filter(kind__startswith="version.").order_by("number"):
        with tampering():
            content = bytes(entry.content).replace(b"Notat", b"Vedtak")
            Entry.objects.filter(pk=entry.pk).update(content=content)
            code, told = check()
            assert code == 1
            assert f"Oppføring {entry.number}:" in told


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("previous", "f" * 64), ("previous", "z"), ("hash", "f" * 64), ("hash", "z"),
        ("at", "2020-01-01T00:00:00Z"), ("kind", "draft.discarded"), ("person_id", None),
        ("partnership_id", None), ("subject_type", "x"), ("subject_id", "x"),
    ],
)  # fmt: skip
def test_any_changed_column_is_found(history, column, value):
    entry = Entry.objects.get(kind="version.opened", number__lt=15)
    with tampering():
        Entry.objects.filter(pk=entry.pk).update(**{column: value})
        assert entry.number in {fault.number for fault in faults()}


def test_an_entry_that_is_no_longer_json_is_a_fault_and_no_crash(history, check):
    with tampering():
        entry = Entry.objects.get(number=5)
        entry.content = b"\xff{"
        entry.save()
        rewrite(5)
        assert 5 in {fault.number for fault in faults()}


def removed_first():
    Entry.objects.filter(number=1).delete()


def removed_middle():
    Entry.objects.filter(number=8).delete()


def removed_middle_and_closed_the_gap():
    Entry.objects.filter(number=8).delete()
    for number in range(9, Entry.objects.count() + 2):
        Entry.objects.filter(number=number).update(number=number - 1)


def swapped():
    a, b = Entry.objects.get(number=7), Entry.objects.get(number=8)
    a.content, b.content = b.content, a.content
    a.save()
    b.save()


def swapped_and_recomputed():
    swapped()
    rewrite()


def renumbered():
    for number in range(Entry.objects.count(), 9, -1):
        Entry.objects.filter(number=number).update(number=number + 1)


def inserted():
    renumbered()
    made = Entry.objects.get(number=9)
    made.number, made.hash = 10, "a" * 64
    made.save(force_insert=True)


def inserted_and_recomputed():
    inserted()
    rewrite()


def rewritten():
    entry = Entry.objects.get(kind="version.opened", number__lt=15)
    entry.content = bytes(entry.content).replace(b"Notat", b"Vedtak")
    entry.save()
    rewrite()


def head_retold():
    head = Head.objects.order_by("number").first()
    head.note = head.note.replace(f"\n{head.number}\n", f"\n{head.number - 1}\n")
    head.save()


def signed_with_another_key():
    sign_again(Ed25519PrivateKey.generate())


TAMPERED = [
    removed_first, removed_middle, removed_middle_and_closed_the_gap, swapped,
    swapped_and_recomputed, renumbered, inserted, inserted_and_recomputed, rewritten,
    head_retold, signed_with_another_key,
]  # fmt: skip


@pytest.mark.parametrize("tamper", TAMPERED)
def test_both_find_it(history, check, tamper):
    with tampering():
        tamper()
        assert list(faults())
        assert check()[0] == 1


@pytest.mark.parametrize("change", [{"number": F("number") - 1}, {"hash": "z"}, {"note": ""}])
def test_any_changed_column_of_a_head_is_found(history, change):
    with tampering():
        Head.objects.filter(number=newest_number()).update(**change)
        assert list(faults())


def cut_the_end():
    Entry.objects.filter(number__gt=10).delete()
    Head.objects.filter(number__gt=10).delete()


def rewritten_and_signed():
    rewritten()
    sign_again()


def started_over():
    Head.objects.all().delete()
    rewritten()
    heads.sign_head()


@pytest.mark.parametrize("tamper", [cut_the_end, rewritten_and_signed, started_over])
def test_what_the_key_holder_can_do_is_found_by_any_held_head(history, check, tamper):
    held = newest_note()
    with tampering():
        tamper()
        assert check()[0] == 0, "nobody can see this without a head"
        code, told = check(held=held)
        assert code == 1
        assert "Spart hode" in told


def test_a_cut_end_is_found_from_the_rows_it_spoke_of(history):
    with tampering():
        cut_the_end()
        assert list(faults())


def test_a_replaced_key_is_found_by_the_held_key(history, check):
    held = heads.verifier_key()
    another = Ed25519PrivateKey.generate()
    raw = another.public_key().public_bytes_raw()
    made = f"{heads.ORIGIN}+{heads.key_id(raw).hex()}+" + base64.b64encode(b"\x01" + raw).decode()
    with tampering():
        sign_again(another)
        published = "\n".join([f"{made}\n", *Head.objects.values_list("note", flat=True)])
        assert check(heads_text=published)[0] == 0
        assert check(heads_text=published, key=held)[0] == 1


def test_two_heads_of_the_same_size_are_found(history, check, client):
    honest = client.get("/journal/hoder.txt").text
    with tampering():
        rewritten_and_signed()
        code, told = check(heads_text=f"{honest}\n{newest_note()}")
    assert code == 1
    assert "to hoder med samme nummer" in told


def test_a_file_cut_in_the_middle_of_a_line_cannot_be_read(history, check, tmp_path):
    check()
    export = tmp_path / "eksport.jsonl"
    export.write_bytes(export.read_bytes()[:-40])

    assert kontroll.main([str(export), str(tmp_path / "hoder.txt")]) == 2


def test_a_held_file_without_a_head_is_not_passed_over(history, check):
    assert check(held="ikke noe hode\n")[0] == 2


# --- Ed25519 of the script --------------------------------------------------------------


@given(st.binary(min_size=32, max_size=32), st.binary(max_size=80))
@settings(max_examples=20)
def test_the_scripts_ed25519_agrees_with_the_librarys(seed, message):
    key = Ed25519PrivateKey.from_private_bytes(seed)
    raw, signature = key.public_key().public_bytes_raw(), key.sign(message)

    assert kontroll.holds(raw, message, signature)
    assert not kontroll.holds(raw, message + b"x", signature)
    for place in (0, 31, 32, 63):
        assert not kontroll.holds(raw, message, flipped(signature, place))


def test_the_scripts_ed25519_gives_the_answer_of_rfc_8032():
    # RFC 8032, 7.1, test 2
    key = "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c"
    signature = (
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
        "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
    )
    assert kontroll.holds(bytes.fromhex(key), b"\x72", bytes.fromhex(signature))
    # s + L signs the same point; RFC 8032 refuses it
    s = int.from_bytes(bytes.fromhex(signature)[32:], "little") + kontroll.L
    forged = bytes.fromhex(signature)[:32] + s.to_bytes(32, "little")
    assert not kontroll.holds(bytes.fromhex(key), b"\x72", forged)


def test_the_export_gives_the_digest_of_what_is_not_for_everybody(history, client):
    lines = b"".join(client.get("/journal/eksport.jsonl").streaming_content).splitlines()
    told = {line["number"]: line for line in map(json.loads, lines)}

    for entry in Entry.objects.all():
        line = told[entry.number]
        assert line["digest"] == hashlib.sha256(bytes(entry.content)).hexdigest()
        assert (line["content"] is None) == entry.kind.startswith(("draft.", "version.first_read"))
