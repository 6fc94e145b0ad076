"""The boards over the whole country, at the volume they are made for.

    python -m bench.boards

A scratch database holds 280 partnerships with five documents each in two versions, 37 figures each
and a million and a half measurements. Every page is beside the smallest page there is, asked in
turn by the same client in the same process. One to three minutes, most of it to fill the database.
Ratios are of processor time, which says more than seconds on a machine that others use too.
"""

import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

PARTNERSHIPS = 280
REGIONS = 12
MONTHS = 147  # of each of 37 indicators in each partnership: 1.5 million
DOCUMENTS = (
    *("partnership_agreement", "host_agreement", "operation_agreement"),
    *("cooperation_agreement", "joint_plan"),
)
ROUNDS = 21

MEASUREMENTS = """
INSERT INTO results_measurement (indicator_id, partnership_id, place, split, period, first_on,
    last_on, mark, value, quality, edition, standing, batch_id)
SELECT i.id, p.id, '', '', to_char(m, 'YYYY"M"MM'), m, (m + interval '1 month - 1 day')::date, 'n',
    40 + 5 * sin(extract(epoch FROM m)), 'i', 1, true, %s
FROM indicators_indicator i, partnerships_partnership p,
    (SELECT generate_series(date '2014-10-01', date '2014-10-01' + %s * interval '1 month',
        interval '1 month')::date AS m) AS months
WHERE i.partnership_id IS NULL AND p.slug LIKE 'kontor-%%'
"""


@contextmanager
def scratch() -> Iterator[None]:
    """A database of its own, with the program set up on it; gone afterwards."""
    above = Path(tempfile.mkdtemp(prefix="tospann-bench-"))
    above.chmod(0o711)
    os.environ |= {
        "TOSPANN_DATA": str(above / "data"),
        "TOSPANN_DEMO": "yes",
        "TOSPANN_BASE_URL": "http://localhost:8000",
        "TOSPANN_DB_POOL": "0",
        "TOSPANN_DB_SECONDS": "300",
        "TOSPANN_LOG_LEVEL": "ERROR",
        "DJANGO_SETTINGS_MODULE": "tospann.config.settings",
    }
    from tospann.config.embedded import Server

    server = Server(above / "data", settings={"fsync": "off", "autovacuum": "off"})
    try:
        with server:
            os.environ["DATABASE_URL"] = server.url
            import django

            django.setup()
            from django.core.management import call_command
            from django.db import connection
            from django.test.utils import setup_test_environment

            setup_test_environment()
            call_command("migrate", verbosity=0)
            yield
            connection.close()
    finally:
        shutil.rmtree((above / "data" / "pg").resolve(), ignore_errors=True)
        shutil.rmtree(above, ignore_errors=True)


def fill() -> None:
    """The demo, and partnerships in its likeness until there are as many as in the country."""
    from django.db import connection

    from tospann.demo import loading
    from tospann.partnerships.models import Partnership

    loading.load()
    _partnerships()
    _documents()
    _figures()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    assert Partnership.objects.count() == PARTNERSHIPS


def _partnerships() -> None:
    from tospann.base.sorting import norwegian_key
    from tospann.partnerships.models import (
        OrganisationModel,
        Owner,
        OwnerKind,
        Ownership,
        Part,
        Partnership,
    )

    regions = list(Owner.objects.filter(kind=OwnerKind.STATE))
    regions += [
        Owner.objects.create(kind=OwnerKind.STATE, code=f"region-{n}", name=f"Nav region {n}")
        for n in range(len(regions), REGIONS)
    ]
    models = list(OrganisationModel)
    made = [
        Partnership(slug=f"kontor-{n}", name=f"Nav kontor {n}", model=models[n % len(models)])
        for n in range(PARTNERSHIPS - Partnership.objects.count())
    ]
    for one in made:
        one.sort_key = norwegian_key(one.name)
    Partnership.objects.bulk_create(made)
    municipal = [
        Owner(
            kind=OwnerKind.MUNICIPALITY,
            code=f"x{n}",
            name=f"Kommune {n}",
            sort_key=norwegian_key(f"Kommune {n}"),
        )
        for n in range(len(made))
    ]
    Owner.objects.bulk_create(municipal)
    since = datetime(2020, 1, 1, tzinfo=UTC).date()
    Ownership.objects.bulk_create(
        Ownership(partnership=one, owner=owner, part=part, since=since)
        for n, one in enumerate(made)
        for owner, part in [
            (regions[n % len(regions)], Part.STATE),
            (municipal[n], Part.MUNICIPAL_PARTY),
        ]
    )


def _documents() -> None:
    """Each kind in two versions; the second is ratified by both owners, the first by one."""
    from tospann.agreed.models import Document, Ratification, Release, Version
    from tospann.partnerships.models import Ownership

    patterns = {
        kind: Version.objects.filter(document__kind=kind).order_by("-since").first()
        for kind in DOCUMENTS
    }
    now = datetime.now(UTC)
    documents, versions, yes = [], [], []
    owners: dict[Any, list[Ownership]] = {}
    for row in Ownership.objects.filter(partnership__slug__startswith="kontor-"):
        owners.setdefault(row.partnership_id, []).append(row)
    for key, parties in owners.items():
        for kind, pattern in patterns.items():
            if pattern is None:
                continue
            document = Document(kind=kind, partnership_id=key, title=pattern.title, created_at=now)
            documents.append(document)
            for number in (1, 2):
                version = Version(
                    document=document,
                    number=number,
                    title=pattern.title,
                    content=bytes(pattern.content),
                    sha256=pattern.sha256,
                    text=pattern.text,
                    since=pattern.since,
                    until=pattern.until,
                    revise_by=pattern.revise_by,
                    opened_at=now,
                )
                versions.append(version)
                yes += [
                    Ratification(
                        version=version,
                        owner_id=row.owner_id,
                        sha256=version.sha256,
                        decided_by="Styret",
                        decided_on=version.since,
                        case_reference="1/26",
                        recorded_at=now,
                    )
                    for row in parties[:number]
                ]
    Document.objects.bulk_create(documents)
    Version.objects.bulk_create(versions, batch_size=500)
    Release.objects.bulk_create(Release(version=one, released_at=now) for one in versions)
    Ratification.objects.bulk_create(yes)


def _figures() -> None:
    """The last three years of each indicator as a line, and every measurement behind it."""
    from django.db import connection

    from tospann.base import clock
    from tospann.indicators.models import Indicator
    from tospann.partnerships.models import Partnership
    from tospann.results.goals import latest_wanted
    from tospann.results.models import Import, Summary

    today = clock.today()
    due = {one: latest_wanted(one, today) for one in Indicator.objects.filter(partnership=None)}
    months = [f"{2023 + n // 12}M{n % 12 + 1:02}" for n in range(10, 46)]
    told = {"code": "variation.common", "message": "Vanlig variasjon", "params": []}
    Summary.objects.all().delete()
    Summary.objects.bulk_create(
        (
            Summary(
                partnership=one,
                indicator=indicator,
                period=str(period),
                first_on=period.first_day,
                last_on=period.last_day,
                mark="n",
                value=40 + n % 20,
                base=200,
                quality="i",
                source="Bench",
                entered_on=today,
                variation="concern" if n % 9 == 0 else "common",
                assurance="either",
                words={"variation": told, "assurance": told},
                target=45,
                met=n % 20 >= 5,
                points=[[month, 40 + (n + at) % 7, ""] for at, month in enumerate(months)],
                has_note=False,
            )
            for n, one in enumerate(Partnership.objects.all())
            for indicator, period in due.items()
        ),
        batch_size=2000,
    )
    batch = Import.objects.create(
        sort="file", source="Bench", row_count=0, taken_at=datetime.now(UTC)
    )
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conname FROM pg_constraint WHERE contype = 'f' "
            "AND conrelid = 'results_measurement'::regclass"
        )
        for (
            name,
        ) in cursor.fetchall():  # to look up each of six million references takes minutes
            cursor.execute(f'ALTER TABLE results_measurement DROP CONSTRAINT "{name}"')
        cursor.execute(MEASUREMENTS, [batch.pk, MONTHS - 1])


def _clocked(work: Callable[[], Any]) -> tuple[float, Any]:
    began = time.perf_counter()
    answer = work()
    return time.perf_counter() - began, answer


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def _papers() -> dict[str, str]:
    """The demo's frozen report as its state's cover and as one council's page."""
    from django.urls import reverse

    from tospann.agreed.models import Version
    from tospann.partnerships.models import OwnerKind

    version = Version.objects.filter(document__kind="report").order_by("-number").first()
    assert version is not None
    partnership = version.document.partnership
    council = partnership.ownerships.filter(owner__kind=OwnerKind.MUNICIPALITY).first()
    assert council is not None
    place = [partnership.slug, version.pk]
    return {
        "report, the state's cover as PDF": reverse("reports:state_file", args=[*place, "pdf"]),
        "report, a council's page as PDF": reverse(
            "reports:council_pdf", args=[*place, council.owner.code]
        ),
        "report, the figures as XLSX": reverse("reports:sheet", args=place),
    }


def main() -> None:
    """Fill, reckon, ask each page in turn, and print a line for each."""
    with scratch():
        seconds, _ = _clocked(fill)
        _say(f"filled in {seconds:.0f} s")
        measure()


def measure() -> None:
    """The lines, and then the pages."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext
    from django.urls import reverse

    from tospann.agreed.models import Document
    from tospann.agreed.standing import standings, with_rows
    from tospann.base import clock
    from tospann.partnerships.models import Seat
    from tospann.portal.board import keeping
    from tospann.results.models import Measurement

    today = clock.today()
    kernel, count = _clocked(
        lambda: sum(len(standings(one, today)) for one in with_rows(Document.objects.all()))
    )
    _say(f"{count} versions judged by the kernel, as a board without lines would: {kernel:.2f} s")
    every, count = _clocked(lambda: keeping.catch_up(all_anew=True))
    _say(f"{count} lines reckoned anew: {every:.2f} s")
    nothing, _ = _clocked(keeping.catch_up)
    _say(f"nothing to reckon: {nothing * 1000:.0f} ms")
    _say(f"{Measurement.objects.count()} measurements")

    inside, outside = Client(), Client()
    seat = Seat.objects.filter(owner__kind="state", role="owner_representative").first()
    assert seat is not None
    inside.force_login(seat.person, "django.contrib.auth.backends.ModelBackend")
    board = reverse("portal:board")
    pages = {
        "liveness, the smallest page": (outside, reverse("base:livez")),
        "glossary": (outside, reverse("base:glossary")),
        "national board": (outside, board),
        "national board, grouped, from inside": (inside, f"{board}?grupper=on&sorter=mal"),
        "regional board, from inside": (inside, f"{board}?region={seat.owner.code}"),
        "one indicator over the country": (
            outside,
            reverse("portal:board_indicator", args=["I1"]),
        ),
        "national board as XLSX": (outside, reverse("portal:board_xlsx")),
    }
    pages["card of an office"] = (outside, reverse("results:card", args=["kontor-7"]))
    pages["card of an office with all its charts"] = (
        outside,
        reverse("results:card", args=["indre-salten"]),
    )
    pages |= {name: (outside, address) for name, address in _papers().items()}
    times: dict[str, list[float]] = {name: [] for name in pages}
    work: dict[str, list[float]] = {name: [] for name in pages}
    asked: dict[str, int] = {}
    first: dict[str, float] = {}
    for round_ in range(ROUNDS):
        for name, (client, address) in pages.items():
            before = time.process_time()
            with CaptureQueriesContext(connection) as seen:
                seconds, answer = _clocked(lambda c=client, a=address: c.get(a))
            assert answer.status_code == 200, (name, answer.status_code)
            asked[name] = len(seen)
            if round_:  # the first round compiles templates
                times[name].append(seconds)
                work[name].append(time.process_time() - before)
            else:
                first[name] = time.process_time() - before
    glossary = statistics.median(work["glossary"])
    for name, found in times.items():
        middle, worst = statistics.median(found), statistics.quantiles(found, n=20)[-1]
        _say(
            f"{name}: median {middle * 1000:.0f} ms, 95 % under {worst * 1000:.0f} ms, "
            f"{asked[name]} queries; {statistics.median(work[name]) * 1000:.0f} ms of processor, "
            f"{statistics.median(work[name]) / glossary:.1f} times the glossary; "
            f"the first time {first[name] * 1000:.0f} ms"
        )


if __name__ == "__main__":
    main()
