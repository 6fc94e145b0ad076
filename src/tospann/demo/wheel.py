"""The partnerships' year: joint rings adopted or waiting, and rings of the owners' own.

The joint ring is the product's template with its customary days. Which days these owners in fact
use is not public: every day and decision below is an illustration.
"""

from datetime import date, time, timedelta
from typing import Any

from tospann.agreed import actions as agreed
from tospann.agreed.forms import deciding_body
from tospann.agreed.kinds import kind_of
from tospann.agreed.models import Document, Version
from tospann.demo.roles import STATE
from tospann.demo.stage import Event, Stage
from tospann.partnerships.models import Partnership
from tospann.partnerships.selectors import owners_on
from tospann.wheel import actions
from tospann.wheel.joint import NAME, from_template

MADE_UP = "Illustrasjon."


def events(
    stage: Stage, indre_salten: Partnership, ofoten: Partnership, sor_salten: Partnership
) -> list[Event]:
    """What is adopted and entered, and when."""
    year = stage.today.year
    return [
        Event(480, 8, lambda: _adopted(stage, indre_salten, year - 1)),
        Event(400, 8, lambda: _adopted(stage, ofoten, year)),
        Event(399, 8, lambda: _adopted(stage, indre_salten, year)),
        Event(398, 8, lambda: _region(stage)),
        Event(397, 8, lambda: _indre_salten(stage, indre_salten, year)),
        Event(396, 8, lambda: _ofoten(stage, ofoten, year)),
        Event(30, 8, lambda: _waiting(stage, indre_salten)),
        Event(20, 8, lambda: _ticks(stage, indre_salten)),
    ]


# --- Joint rings ------------------------------------------------------------------------


def _opened(stage: Stage, partnership: Partnership, body: dict[str, Any]) -> Version:
    """A joint ring opened for ratification by the state's representative."""
    actor = stage.representative(stage.owners[STATE])
    title = f"Felles årshjul {body['year']} for {partnership.name} (illustrasjon)"
    document = agreed.create_document(
        actor=actor, kind=kind_of(NAME), partnership=partnership, title=title
    )
    agreed.save_draft(
        actor=actor, document=document, revision=1, title=title, language="nb", body=body
    )
    return agreed.open_version(actor=actor, document=document, revision=2)


def _ratify(stage: Stage, version: Version, codes: list[str]) -> None:
    for n, code in enumerate(codes):
        owner = stage.owners[code]
        agreed.ratify(
            actor=stage.representative(owner),
            version=version,
            owner=owner,
            sha256=version.sha256,
            decided_by=deciding_body(owner),
            decided_on=version.opened_at.date(),
            case_reference=f"PS {90 + n}",
        )


def _adopted(stage: Stage, partnership: Partnership, year: int) -> None:
    """The template's year, adopted by every owner; the February meeting in the school break."""
    wheel = from_template(partnership.model, year)
    version = _opened(stage, partnership, wheel.model_dump(mode="json"))
    owners = owners_on(partnership, stage.today)
    _ratify(stage, version, [one.owner.code for one in owners])


def _waiting(stage: Stage, partnership: Partnership) -> None:
    """Next year's, rolled over from this one's, which waits for two of the councils."""
    body = kind_of(NAME).new_body(partnership)
    version = _opened(stage, partnership, body)
    _ratify(stage, version, [STATE, "1841", "1845", "1840"])


# --- Own rings --------------------------------------------------------------------------


def _region(stage: Stage) -> None:
    """The region's wheel: entered once, seen in the three partnerships."""
    owner = stage.owners[STATE]
    actor = stage.representative(owner)
    year = stage.today.year
    common: dict[str, Any] = {"actor": actor, "owner": owner, "partnership": None}
    for title, sort, since, more in (
        ("Månedstall for arbeidsmarkedet", "figures", date(year, 1, 2),
         {"every": "month", "on": "first_working", "public": True}),
        ("Kvartalstall for sykefraværet", "figures", date(year, 3, 12),
         {"every": "quarter", "on": "weekday", "public": True}),
        ("Ledersamling i fylket", "gathering", date(year, 9, 17),
         {"every": "year", "on": "weekday", "begins": time(9), "ends": time(15, 30)}),
        ("Virksomhetsrapport til direktoratet", "report_due", date(year, 1, 15),
         {"every": "year"}),
    ):  # fmt: skip
        actions.enter_event(
            **common, title=f"{title}", sort=sort, since=since, details=MADE_UP, **more
        )


def _indre_salten(stage: Stage, partnership: Partnership, year: int) -> None:
    """What each council does, Fauske's winter break, and papers due before the figures exist."""
    for n, code in enumerate(("1841", "1840")):
        owner = stage.owners[code]
        actor = stage.representative(owner)
        actions.fill_ring(actor=actor, partnership=partnership, owner=owner, year=year)
        common: dict[str, Any] = {"actor": actor, "owner": owner, "partnership": partnership}
        monday = _monday(year, 10)
        actions.enter_event(
            **common, title="Vinterferie", sort="school_break", since=monday, length=7,
            details=MADE_UP, public=True,
        )  # fmt: skip
        actions.enter_event(
            **common, title="Høstferie", sort="school_break", since=_monday(year, 41), length=7,
            details=MADE_UP, public=True,
        )  # fmt: skip
        if n == 0:
            actions.enter_event(
                **common, title="Papirer om årets resultat til kommunestyret",
                sort="papers_due", subject="year", since=date(year, 3, 12), every="year",
                details=f"{MADE_UP} Frist for saker til møtet i april.",
            )  # fmt: skip


def _ofoten(stage: Stage, partnership: Partnership, year: int) -> None:
    owner = stage.owners["1806"]
    actions.fill_ring(
        actor=stage.representative(owner), partnership=partnership, owner=owner, year=year
    )


def _monday(year: int, week: int) -> date:
    return date.fromisocalendar(year, week, 1)


# --- What is done -----------------------------------------------------------------------


def _ticks(stage: Stage, partnership: Partnership) -> None:
    """Joint events more than a month ago are done, all but one."""
    document = Document.objects.get(
        partnership=partnership, kind=NAME, title__contains=f" {stage.today.year} "
    )
    actor = stage.actor("nav-leder-indre-salten")
    wheel = from_template(partnership.model, stage.today.year)
    before = stage.today - timedelta(days=31)
    for row in wheel.events:
        if row.day is not None and row.day < before and row.id != "mal25":
            actions.tick(
                actor=actor,
                partnership=partnership,
                owner=None,
                key=f"felles-{document.pk}-{row.id}",
                title=row.title,
            )
