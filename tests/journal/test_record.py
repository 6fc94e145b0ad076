import threading

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor

from tospann.agreed import actions as agreed
from tospann.agreed.models import Document
from tospann.base import clock
from tospann.journal import chain
from tospann.journal.models import Entry, Head
from tospann.journal.record import Unrecorded, action, content_of, record
from tospann.journal.verify import faults


@action
def write(cast, who="leader", kind="draft.started", **facts):
    return record(
        kind,
        actor=cast.actor(who),
        subject=cast.partnership,
        partnership_id=cast.partnership.pk,
        **facts,
    )


def test_an_entry_follows_from_the_one_before_it(cast):
    before = Entry.objects.order_by("-number").first()

    entry = write(cast)

    assert entry.number == before.number + 1
    assert entry.previous == before.hash
    assert entry.hash == chain.link(before.hash, bytes(entry.content))


def test_an_entry_holds_role_and_owner_and_no_name(cast):
    content = content_of(write(cast, "fjordbygd"))

    assert content["role"] == "owner_representative"
    assert content["owner"] == str(cast.fjordbygd.pk)
    assert cast.people["fjordbygd"].name not in str(content)


def test_what_is_not_public_cannot_be_guessed_from_its_digest(cast):
    salts = {content_of(write(cast))["salt"] for _n in range(3)}

    assert len(salts) == 3
    assert all(len(salt) == 32 for salt in salts)
    assert "salt" not in content_of(write(cast, kind="version.agreed", title="x", version=1))


def test_nothing_is_recorded_outside_an_action(cast):
    with pytest.raises(Unrecorded, match="outside an action"):
        record("draft.started", actor=cast.actor("leader"), subject=cast.partnership)


def test_a_kind_without_a_sentence_is_refused(cast):
    before = Entry.objects.count()

    with pytest.raises(LookupError, match="no sentence"):
        write(cast, kind="draft.vanished")

    assert Entry.objects.count() == before


def test_an_action_that_records_nothing_is_rolled_back(cast):
    @action
    def silent():
        cast.partnership.name = "Endret i det stille"
        cast.partnership.save()

    with pytest.raises(Unrecorded, match="left no journal entry"):
        silent()

    cast.partnership.refresh_from_db()
    assert cast.partnership.name == "Nav Fjordbygd"


def test_an_action_that_fails_leaves_no_entry(cast):
    @action
    def failing():
        write(cast)
        raise RuntimeError

    before = Entry.objects.count()

    with pytest.raises(RuntimeError):
        failing()

    assert Entry.objects.count() == before
    assert write(cast).number == before + 1


def test_an_action_inside_an_action_counts_for_both(cast):
    @action
    def outer():
        write(cast)

    outer()

    assert not list(faults())


def test_eight_writers_at_once_leave_a_chain_without_gaps(real_cast):
    cast, failed = real_cast, []

    def work():
        try:
            for _n in range(4):
                write(cast)
        except Exception as fault:  # noqa: BLE001 - told by the assert below
            failed.append(fault)
        finally:
            connection.close()

    before = Entry.objects.count()
    threads = [threading.Thread(target=work) for _n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert not failed
    numbers = list(Entry.objects.order_by("number").values_list("number", flat=True))
    assert numbers == list(range(1, before + 33))
    assert not list(faults())


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE journal_entry SET kind = 'x' WHERE number = 1",
        "DELETE FROM journal_entry WHERE number = 1",
        "TRUNCATE journal_entry",
        "UPDATE journal_head SET note = 'x'",
        "DELETE FROM journal_head",
        "TRUNCATE journal_head",
    ],
)
def test_the_database_refuses_to_change_what_is_written(cast, sql):
    cast.ratify(cast.version(), cast.nav)

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        connection.cursor().execute(sql)


@pytest.mark.parametrize(
    "wrong", [{"number": 9999}, {"previous": "0" * 64}, {"hash": "f" * 64}, {"content": b"{}"}]
)
def test_the_database_refuses_an_entry_that_does_not_follow(cast, wrong):
    last = Entry.objects.order_by("-number").first()
    content = b'{"number":1}'
    right = {
        "number": last.number + 1,
        "previous": last.hash,
        "content": content,
        "hash": chain.link(last.hash, content),
        "at": clock.now(),
        "kind": "draft.started",
        "subject_type": "x",
        "subject_id": "1",
    }

    with pytest.raises(DatabaseError, match="does not follow"), transaction.atomic():
        Entry.objects.create(**right | wrong)
    Entry.objects.create(**right)


def test_a_head_is_signed_when_an_owner_answers(cast):
    version = cast.version()
    cast.ratify(version, cast.nav)
    assert Head.objects.count() == 1

    agreed.withdraw(actor=cast.actor("nav"), version=version, owner=cast.nav, reason="Feil.")

    last = Entry.objects.order_by("-number").first()
    assert Head.objects.order_by("-number").first().hash == last.hash


def triggers() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgname LIKE 'journal_%%'"
        )
        return {name for (name,) in cursor.fetchall()}


def test_the_migrations_go_both_ways(db):
    there = triggers()
    leaf = MigrationExecutor(connection).loader.graph.leaf_nodes("journal")

    MigrationExecutor(connection).migrate([("journal", "0001_initial")])
    assert not triggers()
    MigrationExecutor(connection).migrate([("journal", None)])
    assert "journal_entry" not in connection.introspection.table_names()
    MigrationExecutor(connection).migrate(leaf)

    assert triggers() == there
    assert len(there) == 5


def test_the_journal_alone_tells_which_documents_were_opened(cast):
    version = cast.version()

    told = content_of(Entry.objects.get(kind="version.opened"))

    assert told["facts"]["document"] == str(Document.objects.get().pk)
    assert told["facts"]["sha256"] == version.sha256
