"""Whole tables of answers: one office on a day, and two tables held against each other."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from tospann.authority.selectors import wording
from tospann.authority.selectors.gathering import Gathered, community, gathered
from tospann.authority.selectors.questions import (
    Asked,
    ChainLink,
    Refusal,
    missing_links,
    on_day,
    serving_office,
)
from tospann.engines import authority as engine
from tospann.engines.authority import Code, Finding, Unanswerable
from tospann.partnerships.models import OrganisationModel

STATE = engine.STATE


@dataclass(frozen=True, slots=True)
class Employer:
    """A column: who somebody is employed by, seen from the responsible municipality."""

    code: str
    name: str
    role: str  # own, host, other, state or community, in words


@dataclass(frozen=True, slots=True)
class Cell:
    """One answer, with why in short and where it is told in full."""

    code: str
    word: str
    label: str
    color: str
    meaning: str
    missing: list[ChainLink]
    confidence: str
    address: str
    refused: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A service with one cell for each employer."""

    code: str
    name: str
    cells: list[Cell]


@dataclass(frozen=True, slots=True)
class GroupOfLines:
    """Services of one kind."""

    name: str
    lines: list[Line]


@dataclass(frozen=True, slots=True)
class MatrixPage:
    """Who may decide what for those who stay in a municipality, on a day."""

    municipality: engine.Municipality
    office: engine.Office | None
    model: str
    day: date
    served: list[engine.Municipality]  # by the office, to choose among
    employers: list[Employer]
    groups: list[GroupOfLines]
    legend: list[tuple[str, str, str]]  # word, meaning, colour of the codes that occur


def places(found: Gathered, number: str) -> list[str]:
    """The municipality and those that share its office or its partnership, by name. No queries."""
    office = serving_office(found, number)
    served = {
        one.municipality
        for one in found.facts.coverage
        if one.office == office and _holds(one, found.day)
    }
    together = {
        other
        for period in found.facts.models
        if number in period.municipalities and _holds(period, found.day)
        for other in period.municipalities
    }
    names = names_on(found)
    return sorted((served | together | {number}) & names.keys(), key=lambda one: names[one].name)


def _holds(row: Any, day: date) -> bool:
    return (row.since is None or row.since <= day) and (row.until is None or day <= row.until)


def names_on(found: Gathered) -> dict[str, engine.Municipality]:
    """The municipalities that exist on the day, by number. No queries."""
    return {one.number: one for one in found.facts.municipalities if _holds(one, found.day)}


def employers(found: Gathered, facts: engine.Facts, number: str) -> list[Employer]:
    """The columns: the state, the municipality itself, its host, then the others. No queries."""
    period = next(
        (
            one
            for one in facts.models
            if number in one.municipalities and _holds(one, found.day) and one.services is None
        ),
        None,
    )
    host = period.host if period else ""
    names = names_on(found)
    columns = [Employer(STATE, _("Staten"), _("staten"))]
    columns.append(Employer(number, names[number].name, _("kommunen med ansvaret")))
    if host and host != number and host in names:
        word = (
            _("kontorkommunen")
            if period and period.model is engine.Model.TASK_COMMUNITY
            else _("vertskommunen")
        )
        columns.append(Employer(host, names[host].name, word))
    if period and period.community:
        columns.append(Employer(period.community, _("Oppgavefellesskapet"), _("fellesskapet")))
    taken = {one.code for one in columns}
    columns += [
        Employer(other, names[other].name, _("en annen kommune"))
        for other in places(found, number)
        if other not in taken
    ]
    return columns


def _person(employer: str, office: str) -> tuple[engine.Employment, ...]:
    return (engine.Employment(employer, _("oppgitt i spørsmålet"), office),)


def matrix_page(number: str, day: date) -> MatrixPage | Refusal:
    """The table for one municipality and day. 22 queries.

    Everyday cases: no matter of principle.
    """
    number = on_day(number, day)
    found = gathered(day, {number})
    names = names_on(found)
    if number not in names:
        return _refusal(found, number)
    office = serving_office(found, number)
    columns = employers(found, found.facts, number)
    told = _told(found.facts, number, day, columns, office)
    groups = [
        GroupOfLines(
            _group_name(group),
            [
                Line(
                    one.code,
                    wording.service_name(one.code),
                    [
                        _cell(told, found, number, one.code, column, n, day)
                        for n, column in enumerate(columns)
                    ],
                )
                for one in engine.services().values()
                if one.group is group
            ],
        )
        for group in engine.Group
    ]
    codes = {Code(cell.code) for group in groups for line in group.lines for cell in line.cells
             if cell.code}  # fmt: skip
    period = next((one for one in found.facts.models if number in one.municipalities), None)
    model = period.model if period and _holds(period, day) else engine.Model.OWN_OFFICE
    return MatrixPage(
        names[number],
        next((one for one in found.facts.offices if one.code == office), None),
        wording.said(engine.MODEL_LABELS[model]),
        day,
        [names[one] for one in places(found, number)],
        columns,
        [group for group in groups if group.lines],
        [
            (str(word), wording.said(engine.MEANINGS[code]), color)
            for code, (word, color, _icon) in wording.WORDS.items()
            if code in codes
        ],
    )


def _group_name(group: engine.Group) -> str:
    name = wording.said(engine.GROUP_LABELS[group])
    return name[:1].upper() + name[1:]


def _refusal(found: Gathered, number: str) -> Refusal:
    try:
        engine.answer(
            found.facts,
            engine.Question("M1", engine.Stay(number), _person(STATE, ""), found.day),
        )
    except Unanswerable as refused:
        return Refusal(Asked("M1", number, STATE, found.day), wording.said(refused.reason))
    raise ValueError(f"{number} can be answered on {found.day}")


def _told(
    facts: engine.Facts,
    number: str,
    day: date,
    columns: Sequence[Employer],
    office: str,
    *,
    assume: bool = False,
) -> engine.Matrix:
    return engine.matrix(
        facts,
        municipalities=[number],
        services=list(engine.services()),
        people=[_person(one.code, office) for one in columns],
        days=[day],
        of_principle=False,
        office=office,
        assume=assume,
    )


def _cell(
    told: engine.Matrix,
    found: Gathered,
    number: str,
    service: str,
    column: Employer,
    n: int,
    day: date,
) -> Cell:
    asked = Asked(service, number, column.code, day, principle="no")
    address = f"{reverse('authority:question')}?{asked.query()}"
    try:
        finding = told[number, service, n, day]
    except Unanswerable as refused:
        text = wording.said(refused.reason)
        return Cell("", _("Ikke svar"), "", "neutral", text, [], "", address, refused=text)
    return cell_of(finding, found, address)


def cell_of(finding: Finding, found: Gathered, address: str) -> Cell:
    """One finding as a cell. No queries."""
    word, color, _icon = wording.WORDS[finding.code]
    return Cell(
        finding.code.value,
        str(word),
        wording.label(finding.code),
        color,
        wording.said(finding.meaning),
        missing_links(finding, found),
        wording.confidence(finding.confidence),
        address,
    )


def as_data(page: MatrixPage) -> dict[str, Any]:
    """The table as JSON gives it. Names of fields never change; new ones may come."""
    return {
        "guidance": True,
        "municipality": page.municipality.number,
        "day": page.day.isoformat(),
        "model": page.model,
        "employers": [{"code": one.code, "name": one.name} for one in page.employers],
        "services": [
            {
                "service": line.code,
                "name": line.name,
                "answers": [
                    {
                        "employer": column.code,
                        "code": cell.code,
                        "label": cell.label,
                        "missing": [link.id for link in cell.missing],
                        "confidence": cell.confidence,
                        "address": cell.address,
                    }
                    for column, cell in zip(page.employers, line.cells, strict=True)
                ],
            }
            for group in page.groups
            for line in group.lines
        ],
    }


# --- Two tables against each other ------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two that are compared. `model` empty: as it is on record."""

    day: date
    model: str = ""

    @property
    def title(self) -> str:
        """What is compared, in words."""
        if self.model:
            return wording.said(engine.MODEL_LABELS[engine.Model(self.model)])
        return _("Slik det er registrert")


@dataclass(frozen=True, slots=True)
class Pair:
    """What an employer may do on either side."""

    employer: Employer
    before: str
    before_color: str
    after: str
    after_color: str
    changed: bool


@dataclass(frozen=True, slots=True)
class PairLine:
    """Services that go the same way, with a pair for each employer."""

    names: list[str]
    pairs: list[Pair]

    @property
    def others(self) -> int:
        """How many services stand behind the first."""
        return len(self.names) - 1

    @property
    def changed(self) -> bool:
        """Whether any employer may do something else."""
        return any(pair.changed for pair in self.pairs)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two models, or two days, for one municipality."""

    municipality: engine.Municipality
    first: Side
    second: Side
    host: str
    employers: list[Employer]
    lines: list[PairLine]
    all_count: int
    changed_count: int


def comparison(
    number: str, first: Side, second: Side, *, host: str = "", only_changes: bool = True
) -> Comparison | Refusal:
    """Who may decide what on two sides, for one municipality. 44 queries at most.

    A model that is not the one on record is shown as if every paper it needs were in place.
    host : the host municipality of a hosted model; the one on record when empty.
    """
    scenes: list[tuple[Gathered, engine.Facts, str, bool]] = []
    for side in (first, second):
        here = on_day(number, side.day)
        found = gathered(side.day, {here, host} - {""})
        if here not in names_on(found):
            return _refusal(found, here)
        scenes.append((found, *_scene(found, here, side, host)))
    columns = _columns(number, scenes)
    tables = []
    for side, (found, facts, _host, assume) in zip((first, second), scenes, strict=True):
        here = same(found, number)
        then = [replace(one, code=same(found, one.code)) for one in columns]
        office = serving_office(found, here)
        tables.append((_told(facts, here, side.day, then, office, assume=assume), here, side.day))
    alike: dict[tuple[Pair, ...], list[str]] = defaultdict(list)
    for code in engine.services():
        pairs = tuple(_pair(tables, code, n, one) for n, one in enumerate(columns))
        alike[pairs].append(wording.service_name(code))
    lines = [PairLine(names, list(pairs)) for pairs, names in alike.items()]
    changed = [line for line in lines if line.changed]
    found = scenes[1][0]
    return Comparison(
        names_on(found)[on_day(number, second.day)],
        first,
        second,
        next((h for _f, _g, h, _a in reversed(scenes) if h), ""),
        columns,
        changed if only_changes else lines,
        len(engine.services()),
        sum(len(line.names) for line in changed),
    )


def _scene(found: Gathered, number: str, side: Side, host: str) -> tuple[engine.Facts, str, bool]:
    """The facts of a side, its host, and whether papers are taken for granted."""
    on_record = next((one for one in found.facts.models if number in one.municipalities), None)
    known = host or (on_record.host if on_record else "")
    if not side.model:
        return found.facts, known, False
    model = engine.Model(side.model)
    together = frozenset(places(found, number)) | ({known} - {""})
    hosted = model.value in {m.value for m in HOSTED}
    party = known or (sorted(together - {number}) or [number])[0]
    period = engine.ModelPeriod(
        model,
        frozenset([number]) if model is engine.Model.OWN_OFFICE else together,
        _("tenkt: %(model)s") % {"model": side.title},
        host=party if hosted else "",
        community=community(found.partnerships[0])
        if model is engine.Model.TASK_COMMUNITY and found.partnerships
        else "fellesskap"
        if model is engine.Model.TASK_COMMUNITY
        else "",
    )
    facts = replace(found.facts, trials=())  # nobody knows whether a trial would be approved
    return engine.under_model(facts, period), party if hosted else known, True


HOSTED = (
    OrganisationModel.HOST_ADMINISTRATIVE,
    OrganisationModel.HOST_JOINT_BOARD,
    OrganisationModel.TASK_COMMUNITY,
)


def same(found: Gathered, code: str) -> str:
    """The number on the day of a municipality that only changed number. No queries."""
    names = names_on(found)
    if code in names or not code.isdigit():
        return code
    called = {one.name for one in found.facts.municipalities if one.number == code}
    there = [number for number, one in names.items() if one.name in called]
    return there[0] if len(there) == 1 else code


def _columns(
    number: str,
    scenes: list[tuple[Gathered, engine.Facts, str, bool]],
) -> list[Employer]:
    """The employers of either side, each once, under the numbers of the second side."""
    columns: dict[str, Employer] = {}
    other = _("en annen kommune")
    for found, facts, _host, _assume in scenes:
        for one in employers(found, facts, same(found, number)):
            now = replace(one, code=same(scenes[1][0], one.code))
            if now.code not in columns or columns[now.code].role == other:
                columns[now.code] = now
    return sorted(columns.values(), key=lambda one: one.code != STATE)


def _pair(
    tables: list[tuple[engine.Matrix, str, date]], service: str, n: int, employer: Employer
) -> Pair:
    told = []
    for table, number, day in tables:
        code = table.code((number, service, n, day))
        told.append(
            (wording.label(code), wording.WORDS[code][1], code)
            if code
            else (_("kan ikke besvares"), "neutral", None)
        )
    (before, color, was), (after, color_after, now) = told
    return Pair(employer, before, color, after, color_after, was is not now)
