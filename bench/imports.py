"""100 000 rows from a pasted file to published figures, on a real database, beside a plain load.

    python -m bench.imports

The peer reads the same file with pandas and copies it into a table of one's own with COPY: it
knows no indicators, places, marks or doubles, hides nothing and publishes nothing. The last line
sets the import beside one page of the product.
"""

import csv
import io
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

INDICATORS = ("I1", "I2", "I3", "I4", "I5", "I6", "I7", "I9", "I11")
PLACES = ("", "9901", "9902", "9903", "9904", "9905")
GROUPS = tuple(f"gruppe {n}" for n in range(3))
MONTHS = [f"{2018 + n // 12}M{n % 12 + 1:02}" for n in range(72)]


def table() -> bytes:
    """No two rows are about the same figure; one in fifty is about few people."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";")
    writer.writerow(
        [
            "indikator",
            "kontor",
            "kommune",
            "periode",
            "gruppe",
            "verdi",
            "teller",
            "nevner",
            "merke",
        ]
    )
    n = 0
    for code in INDICATORS:
        for month in MONTHS:
            for place in PLACES:
                for group in GROUPS:
                    n += 1
                    count = 3 if n % 50 == 0 else 20 + n * 7 % 300
                    row = (code, "maling", place, month, group, "", count, count * 3, "")
                    writer.writerow(row)
    return text.getvalue().encode()


def main() -> None:
    """Print the times."""
    from tospann.config.embedded import Server

    with tempfile.TemporaryDirectory() as above:
        Path(above).chmod(0o711)
        os.environ["TOSPANN_DATA"] = above
        server = Server(Path(above) / "data", creates_databases=True)
        server.start()
        os.environ["DATABASE_URL"] = server.url
        os.environ["DJANGO_SETTINGS_MODULE"] = "tospann.config.settings"
        try:
            _measure(table())
        finally:
            server.stop()


def _measure(data: bytes) -> None:
    import django

    django.setup()
    from django.core.management import call_command
    from django.test import Client

    from tospann.imports import actions, found, reader, reading

    call_command("migrate", verbosity=0)
    partnership, actor = _office()
    rows = data.count(b"\n") - 1
    _say("table", f"{rows} rows, {len(data) / 1e6:.1f} MB")
    answer, read = _timed(lambda: reading.read_bytes(data, "maling.csv", allowed=reader.QUEUED))
    assert answer.found is not None, answer
    _say("read in a process of its own", f"{read:.1f} s")
    packed = found.packed(answer.found)
    draft = actions.begin(
        actor=actor, partnership=partnership, name="maling.csv", data=data, found=packed,
        source="Måling",
    )  # fmt: skip
    seen, looked = _timed(lambda: actions._ready(actor, draft))
    _say("laid beside what stands", f"{looked:.1f} s, {len(seen.take)} new")
    draft = actions.confirm(actor=actor, draft=draft, revision=1, fingerprint=seen.fingerprint)
    _batch, taken = _timed(lambda: actions.take(actor=actor, draft=draft))
    _say("taken and published", f"{taken:.1f} s")
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    _say("most memory, worker and reader", f"{own:.0f} and {child:.0f} MB")
    client = Client()
    client.get("/om/tilgjengelighet/", HTTP_HOST="localhost")
    _page, page = _timed(lambda: client.get("/", HTTP_HOST="localhost"))
    whole = read + looked + taken
    _say("one page of the product", f"{page * 1000:.0f} ms, {whole / page:.0f} to an import")
    _say("pandas and COPY", _peer(data, whole))


def _office() -> tuple[Any, Any]:
    """A partnership of the state and five municipalities, and who gives the state's figures."""
    from tospann.access.actor import STRANGER
    from tospann.access.roles import Role
    from tospann.accounts.models import Person
    from tospann.indicators import actions as indicators
    from tospann.partnerships import actions as partnerships
    from tospann.partnerships.models import OwnerKind, Part, Seat
    from tospann.partnerships.selectors import actor_for

    indicators.take_catalogue(actor=STRANGER)
    since = date(2015, 1, 1)
    partnership = partnerships.form_partnership(
        actor=STRANGER, slug="maling", name="Nav Måling", model="host_administrative"
    )
    state = partnerships.register_owner(
        actor=STRANGER, kind=OwnerKind.STATE, code="nav-maling", name="Nav Målland"
    )
    parts = [(state, Part.STATE)]
    for number in PLACES[1:]:
        owner = partnerships.register_owner(
            actor=STRANGER, kind=OwnerKind.MUNICIPALITY, code=number, name=f"Kommune {number}"
        )
        parts.append((owner, Part.MUNICIPAL_PARTY if number == "9901" else Part.PARTICIPANT))
    for owner, part in parts:
        partnerships.begin_ownership(
            actor=STRANGER, partnership=partnership, owner=owner, part=part, since=since
        )
    person = Person.objects.create_user(email="maling@example.no", name="Måling")
    Seat.objects.create(person=person, owner=state, role=Role.OWNER_REPRESENTATIVE, since=since)
    return partnership, actor_for(person)


def _peer(data: bytes, whole: float) -> str:
    """The same file into a frame, and from there into a table."""
    try:
        import pandas as pd
    except ImportError:
        return "pandas is not installed"
    from django.db import connection

    def load() -> None:
        frame = pd.read_csv(io.BytesIO(data), sep=";", dtype={"kommune": str})
        connection.ensure_connection()
        with connection.cursor() as cursor:
            cursor.execute(
                "CREATE TEMP TABLE peer (code text, office text, place text, period text,"
                " split text, value float, above float, below float, mark text)"
            )
            with cursor.copy("COPY peer FROM STDIN (FORMAT csv)") as copy:
                copy.write(frame.to_csv(index=False, header=False))

    _nothing, seconds = _timed(load)
    return f"{seconds:.1f} s; the import takes {whole / seconds:.0f} times that"


def _timed(work: Callable[[], Any]) -> tuple[Any, float]:
    began = time.perf_counter()
    return work(), time.perf_counter() - began


def _say(what: str, result: str) -> None:
    sys.stdout.write(f"{what:34} {result}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
