"""100 000 rows from a file to published figures, as a person and the queue do it, beside peers.

    python -m bench.imports

Fifteen years of all the common indicators for an office of five municipalities: everybody, two
sexes and three ages, with totals that add up, small numbers, stars from the source and gaps. The
steps are the product's own: the file is read by the queue in a process of its own, looked over on
the page, confirmed there, and taken and published by the queue. Progress is watched from another
connection meanwhile.

The peers read and check the same file: pandas as CSV, openpyxl as a workbook (ours reads that too,
for a fair comparison). They know no layouts, places or doubles, hide nothing and publish nothing.
Seconds are of the processor (ours and the reader's, not the database's); ratios are of those.
"""

import csv
import io
import os
import re
import resource
import shutil
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

ROWS = 100_000
YEARS = range(2011, 2026)
SHARES = {"9901": 0.56, "9902": 0.20, "9903": 0.12, "9904": 0.08, "9905": 0.04}
SEXES = ("k", "m")
AGES = ("18–29", "30–49", "50–67")
HEADINGS = ("indikator", "kontor", "kommune", "periode", "gruppe")
NUMBERS = ("verdi", "teller", "nevner", "merke")
STARRED = "I9"  # whose smallest numbers the source has hidden already
Row = tuple[str, ...]


# --- The table --------------------------------------------------------------------------


def rows() -> list[Row]:
    """So many rows in the order of the catalogue; the same every time."""
    from tospann.indicators.catalogue import rows as catalogue

    chance = Random(5)  # noqa: S311 - figures, not secrets
    out: list[Row] = []
    for one in catalogue():
        size = chance.choice((60, 150, 400, 900, 2500))
        rate = chance.choice((0.04, 0.1, 0.25, 0.5, 0.8))
        for year in YEARS:
            for period in _periods(one["frequency"], year):
                out += _table(one, period, size, rate, chance)
    return out[:ROWS]


def _periods(frequency: str, year: int) -> list[str]:
    letter, count = {
        "month": ("M", 12), "quarter": ("K", 4), "tertial": ("T", 3), "half_year": ("H", 2),
        "year": ("", 1),
    }[frequency]  # fmt: skip
    if not letter:
        return [str(year)]
    return [f"{year}{letter}{n:02}" if count == 12 else f"{year}{letter}{n}"
            for n in range(1, count + 1)]  # fmt: skip


def _table(
    one: dict[str, Any], period: str, size: int, rate: float, chance: Random
) -> Iterator[Row]:
    """Office and municipalities by everybody, sexes and ages; every total is the sum."""
    counts: dict[tuple[str, str], list[int]] = {}
    for place, share in SHARES.items():
        for sex in SEXES:
            for age in AGES:
                base = max(0, round(chance.gauss(size * share / 6, 1 + size * share / 40)))
                hits = sum(chance.random() < rate for _ in range(base)) if base < 60 else min(
                    base, max(0, round(chance.gauss(base * rate, (base * rate) ** 0.5)))
                )  # fmt: skip
                for key in ((p, g) for p in ("", place) for g in ("", sex, age)):
                    both = counts.setdefault(key, [0, 0])
                    both[0] += hits
                    both[1] += base
    for (place, group), (count, base) in counts.items():
        mark = "mangler" if chance.random() < 1 / 300 and place and group else ""
        if one["code"] == STARRED and 1 <= count <= 3:
            mark = "skjult i kilden"
        said = ("", "", "") if mark else _said(one["measure"], count, base, chance)
        if said == ("", "", ""):
            mark = mark or "ikke aktuelt"
        yield (one["code"], "maling", place, period, group, *said, mark)


def _said(measure: str, count: int, base: int, chance: Random) -> tuple[str, str, str]:
    """Value, numerator and denominator as the measure has them; nothing of nobody."""
    if measure == "count":
        return str(count), "", ""
    if not base:
        return "", "", ""
    if measure in ("share", "rate"):
        return "", str(count), str(base)
    if measure == "money":
        return "", str(base * chance.randint(6_000, 9_000)), str(base)
    if measure == "score":
        return f"{chance.uniform(3, 5.5):.1f}".replace(".", ","), "", str(base)
    return str(chance.randint(10, 60)), "", str(base)


def as_csv(table: list[Row]) -> bytes:
    """Tospann's own table as text."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";")
    writer.writerows([(*HEADINGS, *NUMBERS), *table])
    return text.getvalue().encode()


def as_xlsx(table: list[Row]) -> bytes:
    """The same as a workbook, numbers as numbers."""
    import xlsxwriter

    held = io.BytesIO()
    with xlsxwriter.Workbook(held, {"in_memory": True, "constant_memory": False}) as book:
        sheet = book.add_worksheet("Tall")
        sheet.write_row(0, 0, (*HEADINGS, *NUMBERS))
        for at, row in enumerate(table, start=1):
            for place, text in enumerate(row):
                if 5 <= place <= 7 and text:
                    sheet.write_number(at, place, float(text.replace(",", ".")))
                elif text:
                    sheet.write_string(at, place, text)
    return held.getvalue()


# --- The run ----------------------------------------------------------------------------


def main() -> None:
    """Print the times."""
    from tospann.config.embedded import Server

    above = Path(tempfile.mkdtemp(prefix="tospann-bench-"))
    above.chmod(0o711)
    os.environ |= {
        "TOSPANN_DATA": str(above / "data"),
        "TOSPANN_DEMO": "yes",
        "TOSPANN_BASE_URL": "http://localhost:8000",
        "TOSPANN_DB_POOL": "0",
        "TOSPANN_DB_SECONDS": "600",  # as the queue's worker has it
        "TOSPANN_LOG_LEVEL": "ERROR",
        "DJANGO_SETTINGS_MODULE": "tospann.config.settings",
    }
    server = Server(above / "data", creates_databases=True)
    try:
        with server:
            os.environ["DATABASE_URL"] = server.url
            _measure()
    finally:
        shutil.rmtree((above / "data" / "pg").resolve(), ignore_errors=True)
        shutil.rmtree(above, ignore_errors=True)


@dataclass
class Cost:
    """What a step took: seconds by the clock, and of the processor, ours and the children's."""

    wall: float
    cpu: float
    steps: list[tuple[int, int]] = field(default_factory=list)

    def __str__(self) -> str:
        said = f"{self.cpu:6.1f} s of processor, {self.wall:6.1f} s by the clock"
        return said + (f", progress seen {len(self.steps)} times" if self.steps else "")


def _cpu() -> float:
    child = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + child.ru_utime + child.ru_stime


def _timed(work: Callable[[], Any]) -> tuple[Any, Cost]:
    wall, cpu = time.perf_counter(), _cpu()
    answer = work()
    return answer, Cost(time.perf_counter() - wall, _cpu() - cpu)


def _measure() -> None:
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection
    from django.test import Client
    from django.test.utils import setup_test_environment
    from django.urls import reverse

    from tospann.imports import actions, tasks
    from tospann.imports.models import Draft
    from tospann.results import actions as results
    from tospann.results import tasks as result_tasks
    from tospann.results.models import Measurement, Published

    setup_test_environment()
    call_command("migrate", verbosity=0)
    partnership, person = _office()
    table = rows()
    data = as_csv(table)
    _say("table", f"{len(table)} rows, {len(data) / 1e6:.1f} MB")
    from tospann.partnerships.selectors import actor_for

    actor = actor_for(person)
    draft = actions.begin(
        actor=actor, partnership=partnership, name="maling.csv", data=data, source="Måling"
    )
    client = Client()
    client.force_login(person, "django.contrib.auth.backends.ModelBackend")
    client.get(reverse("base:glossary"))
    with _watched(draft.pk) as steps:
        _none, read = _timed(lambda: tasks.read(str(draft.pk)))
    read.steps = list(steps)
    _say("read by the queue", read)
    address = reverse("imports:draft", args=[draft.pk])
    page, looked = _timed(lambda: client.get(address))
    assert page.status_code == 200, page.status_code
    look = page.context["page"].look
    assert page.context["page"].ready, (look["bad_count"], look["bad"][:5], look["left"])
    _say("looked over on the page", f"{looked}; {look['take']} new")
    form = page.context["confirm"]
    sent = {form.add_prefix(name): form.get_initial_for_field(one, name)
            for name, one in form.fields.items()}  # fmt: skip
    answer, confirmed = _timed(
        lambda: client.post(reverse("imports:confirm", args=[draft.pk]), sent)
    )
    assert answer.status_code == 302, answer.status_code
    _say("confirmed on the page", confirmed)
    with _watched(draft.pk) as steps:
        _none, taken = _timed(lambda: tasks.take(str(draft.pk)))
    taken.steps = list(steps)
    draft = Draft.objects.get(pk=draft.pk)
    assert draft.state == "taken", (draft.state, draft.refusal)
    _say("taken and published", taken)
    hidden = sum(
        len(re.findall(r'"mark": "h"', str(one).replace("'", '"')))
        for one in Published.objects.values_list("cells", flat=True)
    )
    _say("", f"{Measurement.objects.count()} figures in {Published.objects.count()} tables, "
             f"{hidden} cells hidden")  # fmt: skip
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    _say("most memory, worker and reader", f"{own:.0f} and {child:.0f} MB")
    batch = draft.batch
    assert batch is not None
    smallest = _page(client, reverse("base:livez"))
    glossary = _page(client, reverse("base:glossary"))
    card = _page(client, reverse("results:card", args=["maling"]))
    _say(
        "pages: liveness, glossary, card",
        f"{smallest * 1000:.1f}, {glossary * 1000:.0f} and {card * 1000:.0f} ms of processor",
    )
    whole = read.cpu + looked.cpu + confirmed.cpu + taken.cpu
    _say("the whole import", f"{whole:.1f} s of processor: {whole / glossary:.0f} glossaries")
    _peers(table, data, read.cpu)
    _none, asked = _timed(lambda: results.revert_import(actor=actor, batch=batch, reason="Måling"))
    _say("all of it asked reverted", asked)
    _none, reverted = _timed(lambda: result_tasks.revert(str(batch.pk)))
    _say("and reverted by the queue", reverted)
    connection.close()


@contextmanager
def _watched(key: Any) -> Iterator[list[tuple[int, int]]]:
    """The steps of progress somebody who looks at the page twice a second would see."""
    from django.db import connections

    from tospann.imports.models import Draft

    seen: list[tuple[int, int]] = []
    over = threading.Event()

    def look() -> None:
        while not over.wait(0.5):
            step = Draft.objects.filter(pk=key).values_list("done_count", "all_count").get()
            if step[1] and (not seen or step != seen[-1]):
                seen.append(step)
        connections.close_all()

    watcher = threading.Thread(target=look)
    watcher.start()
    try:
        yield seen
    finally:
        over.set()
        watcher.join()


def _page(client: Any, address: str) -> float:
    """Processor seconds of a page, the median of nine after the first."""
    found = []
    for _round in range(10):
        before = time.process_time()
        assert client.get(address).status_code == 200, address
        found.append(time.process_time() - before)
    return statistics.median(found[1:])


def _office() -> tuple[Any, Any]:
    """A partnership of the state and five municipalities, and its leader, who may give all."""
    from tospann.access.actor import STRANGER
    from tospann.access.roles import Role
    from tospann.accounts.models import Person
    from tospann.indicators import actions as indicators
    from tospann.partnerships import actions as partnerships
    from tospann.partnerships.models import OwnerKind, Part, Seat

    since = date(2010, 1, 1)
    indicators.take_catalogue(actor=STRANGER)
    partnership = partnerships.form_partnership(
        actor=STRANGER, slug="maling", name="Nav Måling", model="host_administrative"
    )
    state = partnerships.register_owner(
        actor=STRANGER, kind=OwnerKind.STATE, code="nav-maling", name="Nav Målland"
    )
    parts = [(state, Part.STATE)]
    for number in SHARES:
        owner = partnerships.register_owner(
            actor=STRANGER, kind=OwnerKind.MUNICIPALITY, code=number, name=f"Kommune {number}"
        )
        parts.append((owner, Part.MUNICIPAL_PARTY if number == "9901" else Part.PARTICIPANT))
    for owner, part in parts:
        partnerships.begin_ownership(
            actor=STRANGER, partnership=partnership, owner=owner, part=part, since=since
        )
    person = Person.objects.create_user(email="maling@example.no", name="Måling")
    Seat.objects.create(
        person=person, owner=state, partnership=partnership, role=Role.OFFICE_LEADER, since=since
    )
    return partnership, person


# --- The peers --------------------------------------------------------------------------


def _peers(table: list[Row], data: bytes, ours: float) -> None:
    """Reading and checking alone, by pandas and openpyxl, of the same file."""
    from tospann.imports import reading

    try:
        import pandas as pd
    except ImportError:
        _say("pandas", "is not installed; `make bench` installs it")
    else:
        _count, cost = _timed(lambda: _checked_by_pandas(pd, pd.read_csv(
            io.BytesIO(data), sep=";", dtype=str, keep_default_na=False)))  # fmt: skip
        _say("pandas reads and checks the CSV", f"{cost}: ours {ours / cost.cpu:.1f} times that")
    book = as_xlsx(table)
    _answer, own = _timed(lambda: reading.read_bytes(book, "maling.xlsx", limits=reading.QUEUED))
    assert _answer.found is not None, _answer
    _say("the same as a workbook, ours", own)
    _count, cost = _timed(lambda: _checked_by_openpyxl(book))
    _say("openpyxl reads and checks it", f"{cost}: ours {own.cpu / cost.cpu:.2f} times that")


def _checked_by_pandas(pd: Any, frame: Any) -> int:
    """Numbers are numbers, parts fit, periods and places are known, no row stands twice."""
    for name in ("verdi", "teller", "nevner"):
        text = frame[name].str.replace(",", ".", regex=False)
        frame[name] = pd.to_numeric(text.where(text != ""), errors="raise")
    assert frame["periode"].str.fullmatch(r"\d{4}(M\d\d|[KTH]\d)?").all()
    assert frame["kommune"].isin(["", *SHARES]).all()
    assert not (frame["teller"] > frame["nevner"]).where(frame["indikator"].str.len() < 3).any()
    assert not frame.duplicated(list(HEADINGS)).any()
    return len(frame)


def _checked_by_openpyxl(book: bytes) -> int:
    """The same checks, row by row, of a workbook."""
    from openpyxl import load_workbook

    period = re.compile(r"\d{4}(M\d\d|[KTH]\d)?")
    seen = set()
    sheet = load_workbook(io.BytesIO(book), read_only=True).active
    lines = sheet.iter_rows(min_row=2, max_col=len(HEADINGS) + len(NUMBERS), values_only=True)
    for code, office, place, when, group, value, above, below, _mark in lines:
        assert period.fullmatch(when)
        assert not place or place in SHARES
        assert all(one is None or isinstance(one, int | float) for one in (value, above, below))
        assert (code, office, place, when, group) not in seen
        seen.add((code, office, place, when, group))
    return len(seen)


def _say(what: str, result: object) -> None:
    sys.stdout.write(f"{what:34} {result}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
