"""The joint ring of a year: a governed document that every owner adopts.

Its body is a list of dated events. An event keeps its id through all versions, and through the
years: next year's wheel is this year's with the days counted anew by the same rules.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import TextChoices
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from pydantic import BaseModel, Field, model_validator

from tospann.agreed.body import Missing, RequiredAnnex, Term
from tospann.agreed.kinds import Kind
from tospann.agreed.models import Version
from tospann.agreements.complete import gaps
from tospann.agreements.forms.body import form_for
from tospann.agreements.points import Ask, Point, Row, Rows, parts
from tospann.agreements.sources import PRACTICE
from tospann.base import clock
from tospann.engines.wheel import DayOff, Every, Occurrence, On, Recurrence, occurrences
from tospann.partnerships.models import Part, Partnership
from tospann.wheel.models import DayOffLabel, OnLabel, SortLabel, SubjectLabel
from tospann.wheel.template import joint_lines
from tospann.wheel.words import repeated

NAME = "annual_wheel"
FIRST_YEAR, LAST_YEAR = 2000, 2100


class Responsible(TextChoices):
    """Whose it is to see to."""

    JOINT = "joint", _l("eierne sammen")
    STATE = "state", _l("staten")
    MUNICIPALITY = "municipality", _l("kommunen")
    LEADER = "leader", _l("Nav-lederen")
    BOTH = "both", _l("begge arbeidsgiverne")
    REGION = "region", _l("regionen og KS")


class JointEvent(Row):
    """An event of the joint ring. `day` is the day by the rule; it may be moved from it."""

    title: str = ""
    day: date | None = None
    last: date | None = None
    sort: SortLabel = SortLabel.OTHER
    subject: str = ""
    responsible: Responsible = Responsible.JOINT
    on: OnLabel = OnLabel.DATE
    day_off: DayOffLabel = DayOffLabel.MOVE
    basis: str = ""

    def recurrence(self) -> Recurrence | None:
        """How it comes back; None while it has no day, or ends before it begins."""
        if self.day is None or (self.last is not None and self.last < self.day):
            return None
        length = (self.last - self.day).days + 1 if self.last else 1
        return Recurrence(self.day, Every.YEAR, On(self.on), DayOff(self.day_off), length)

    def occurrence(self, year: int) -> Occurrence | None:
        """The one planned in the year, wherever it was moved; None when it comes in no such."""
        how = self.recurrence()
        if how is None:
            return None
        window = date(year, 1, 1), date(year + 1, 1, 31)
        return next((one for one in occurrences(how, *window) if one.planned.year == year), None)


class AnnualWheel(BaseModel):
    """The body. Events stand in the order of their days."""

    year: int | None = None
    events: list[JointEvent] = Field(default_factory=list)

    @model_validator(mode="after")
    def _by_day(self) -> "AnnualWheel":
        self.events.sort(key=lambda one: (one.day or date.max, one.id))
        return self


def _day(day: date) -> str:
    return date_format(day, "l j. F Y", use_l10n=False)


def _of_year(body: AnnualWheel) -> Iterator[str]:
    if body.year:
        yield _(
            "Årshjulet gjelder året %(year)s. Hver eier har i tillegg sin egen ring, som eieren "
            "endrer selv."
        ) % {"year": str(body.year)}


def _says(row: JointEvent) -> Iterator[str]:
    if row.day is None:
        return
    one = row.occurrence(row.day.year)
    if one is None:
        return
    if one.first != one.last:
        yield _("Fra %(first)s til %(last)s.") % {"first": _day(one.first), "last": _day(one.last)}
    elif one.moved:
        yield _("%(day)s, fordi %(planned)s ikke er en virkedag.") % {
            "day": capfirst(_day(one.first)),
            "planned": _day(one.planned),
        }
    else:
        yield f"{capfirst(_day(one.first))}."
    if how := row.recurrence():
        yield repeated(how)


SUBJECTS = [(value, label) for value, label in SubjectLabel.choices if value]
POINTS = (
    Point("year", "1", _l("Året"), PRACTICE, (
        Ask("year", _l("År"), _l("Fire sifre, for eksempel 2027."), blocks=True, said=True),
    ), says=_of_year),
    Point("events", "2", _l("Felles hendelser"), PRACTICE, rows=(
        Rows("events", _l("Felles hendelser"), _l("en hendelse"), (
            Ask("title", _l("Hva skjer?"), blocks=True),
            Ask("day", _l("Dag"), blocks=True, said=True),
            Ask("last", _l("Siste dag"), _l("Bare når det varer mer enn én dag."),
                optional=True, said=True),
            Ask("sort", _l("Type hendelse")),
            Ask("subject", _l("Hva gjelder det?"), _l("Brukes til å finne datoer som kolliderer."),
                optional=True, choices=SUBJECTS),
            Ask("responsible", _l("Ansvarlig")),
            Ask("on", _l("Samme tid neste år"), said=True),
            Ask("day_off", _l("Når dagen er en fridag"), said=True),
            Ask("basis", _l("Grunnlag"), _l("Lov, brev eller avtale."), optional=True),
        ), least=1, blocks=True, part="hendelse", heading=lambda row: row.title or _("Uten navn"),
            says=_says),
    )),
)  # fmt: skip


def missing(body: AnnualWheel) -> list[Missing]:
    """Everything found wanting, in the order of the points."""
    return [*gaps(POINTS, body, clock.today()), *_faults(body)]


def _faults(body: AnnualWheel) -> Iterator[Missing]:
    source = str(PRACTICE)
    if body.year is not None and not FIRST_YEAR <= body.year <= LAST_YEAR:
        yield Missing("year", _("Skriv året med fire sifre."), source, blocks=True)
    for row in body.events:
        part = f"hendelse-{row.id}"
        if row.day and row.last and row.last < row.day:
            text = _("«%(title)s» slutter før den begynner. Rett dagene.")
            yield Missing(part, text % {"title": row.title}, source, blocks=True)
        if row.day and body.year and row.day.year != body.year:
            text = _("«%(title)s» har en dag i %(other)s, men årshjulet gjelder %(year)s.")
            words = {"title": row.title, "other": str(row.day.year), "year": str(body.year)}
            yield Missing(part, text % words, source, blocks=True)


def annexes(body: AnnualWheel) -> list[RequiredAnnex]:
    """None."""
    return []


def term(body: AnnualWheel) -> Term:
    """The calendar year."""
    if body.year is None or not FIRST_YEAR <= body.year <= LAST_YEAR:
        return Term(None)
    return Term(date(body.year, 1, 1), date(body.year, 12, 31))


# --- A year from a template, or from the year before ------------------------------------


def new_body(partnership: Partnership) -> dict[str, Any]:
    """The next year that has no wheel: rolled over from the last one, else from the template.

    Without any wheel, it is this year until October, and then the next. One query.
    """
    latest = latest_body(partnership)
    year = _year_after(latest)
    made = rolled(latest, year) if latest else from_template(partnership.model, year)
    return made.model_dump(mode="json")


def next_year(partnership: Partnership) -> int:
    """The year that `new_body` makes a wheel for. One query."""
    return _year_after(latest_body(partnership))


def _year_after(latest: AnnualWheel | None) -> int:
    if latest is not None and latest.year is not None:
        return latest.year + 1
    today = clock.today()
    return today.year if today.month < 10 else today.year + 1


def latest_body(partnership: Partnership) -> AnnualWheel | None:
    """The opened wheel of the latest year, in its newest version. One query."""
    found = Version.objects.filter(
        document__partnership=partnership, document__kind=NAME
    ).order_by("-since", "-opened_at", "-number")
    version = found.first()
    return AnnualWheel.model_validate(version.read().body) if version else None


def from_template(model: str, year: int) -> AnnualWheel:
    """The template's events in a year, in the language in use. No queries."""
    return AnnualWheel(
        year=year,
        events=[
            JointEvent(
                id=f"mal{line.number:02}",
                title=str(title),
                day=line.on(year),
                last=date(year, *line.until) if line.until else None,
                sort=SortLabel(line.sort) if title is line.title else SortLabel.AGREEMENT,
                subject=line.subject.value if title is line.title else "",
                responsible=(Responsible(line.who) if title is line.title else Responsible.JOINT),
                basis=str(line.basis) if title is line.title else "",
            )
            for line, title in joint_lines(model)
        ],
    )


def rolled(body: AnnualWheel, year: int) -> AnnualWheel:
    """The same events in a later year, with their days counted anew. No queries."""
    events = []
    for row in body.events:
        one = row.occurrence(year)
        if one is not None:
            last = one.planned + (row.last - row.day) if row.last and row.day else None
            events.append(row.model_copy(update={"day": one.planned, "last": last}))
        elif row.day is None:
            events.append(row.model_copy())
    return AnnualWheel(year=year, events=events)


KIND = Kind(
    name=NAME,
    label=_l("årshjul"),
    schema=AnnualWheel,
    ratified_by=frozenset({Part.STATE, Part.MUNICIPAL_PARTY, Part.PARTICIPANT}),
    parts=lambda body: parts(POINTS, body),
    missing=missing,
    annexes=annexes,
    term=term,
    form=form_for(POINTS, AnnualWheel),
    new_body=new_body,
)
