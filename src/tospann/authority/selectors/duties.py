"""What an office must do because of whom it serves, and where nobody serves."""

from dataclasses import dataclass
from datetime import date, timedelta

from tospann.authority.selectors import wording
from tospann.authority.selectors.gathering import Gathered, gathered
from tospann.engines import authority as engine
from tospann.offices.models import Coverage, Office


@dataclass(frozen=True, slots=True)
class DutyLine:
    """A duty, why the office has it, and how sure that is."""

    kind: str
    says: str
    because: str
    rule: str
    key: str
    confidence: str


@dataclass(frozen=True, slots=True)
class Alarm:
    """A gap, an overlap, or an agreement that must be handled."""

    says: str
    rule: str


@dataclass(frozen=True, slots=True)
class DutiesPage:
    """The duties of an office on a day, and what is wrong with its coverage."""

    office: Office
    name: str
    day: date
    served: list[str]
    sami: list[DutyLine]
    forms: list[DutyLine]
    alarms: list[Alarm]


def offices_to_choose() -> list[tuple[str, str]]:
    """Every office by name. One query."""
    rows = Office.objects.order_by("sort_key", "unit_number")
    return list(rows.values_list("unit_number", "name"))


def duties_page(unit_number: str, day: date) -> DutiesPage | None:
    """The duties of an office, or None if there is no such office. 23 queries.

    Alarms look at the municipalities the office serves, in the year before and after the day.
    """
    office = Office.objects.filter(unit_number=unit_number).first()
    if office is None:
        return None
    serving = Coverage.objects.on(day).filter(office=office).select_related("municipality")
    served = {row.municipality.number: row.municipality.name for row in serving}
    found = gathered(day, served.keys())
    lines = [_line(one) for one in engine.duties(found.facts, unit_number, day)]
    return DutiesPage(
        office,
        office.name_on(day),
        day,
        sorted(served.values()),
        [one for one in lines if one.kind != engine.DutyKind.LANGUAGE_FORM],
        [one for one in lines if one.kind == engine.DutyKind.LANGUAGE_FORM],
        _alarms(found, served, day),
    )


def _line(one: engine.Duty) -> DutyLine:
    return DutyLine(
        one.kind.value,
        wording.said(one.says),
        wording.said(one.because),
        str(one.provision) if one.provision else "",
        one.provision.key if one.provision else "",
        wording.confidence(one.confidence),
    )


YEAR = timedelta(days=365)


def _alarms(found: Gathered, served: dict[str, str], day: date) -> list[Alarm]:
    first = max(engine.FIRST_DAY, day - YEAR)
    alarms = [
        Alarm(wording.said(one.says), str(one.provision or ""))
        for one in engine.coverage(found.facts, first, day + YEAR)
        if one.municipality in served
    ]
    handle = [Alarm(wording.said(one.says), "") for one in engine.to_handle(found.facts, day)]
    return [*alarms, *handle]
