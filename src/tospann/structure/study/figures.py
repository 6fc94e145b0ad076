"""Tables, maps and a chart out of the engine, frozen cell by cell as they are shown and as CSV.

Every figure comes from `engines.structure.report.compared`, which rounds once. What no table of
the dataset holds makes no table here.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any
from uuid import UUID

import numpy as np
from django.utils.translation import gettext as _

from tospann.agreements.points import listed
from tospann.engines.structure import drawing, drawn, norwegian, part, reach, report, stated
from tospann.engines.structure.assumptions import ILLUSTRATIVE
from tospann.engines.structure.charts import Axis, Line, curve
from tospann.engines.structure.comparison import compare
from tospann.engines.structure.hidden import Hidden, complement, count, few, nested, share
from tospann.engines.structure.report import Column, path
from tospann.engines.structure.territory import EMPLOYERS, Structure, Territory, Travel
from tospann.structure.models import Scenario
from tospann.structure.selectors.scenarios import structure_of
from tospann.structure.selectors.territories import present, territory_of, travel_of
from tospann.structure.study import body, words

Plain = Any
FARTHEST = 120  # minutes: where the curve ends
STEP = 5
IN_CURVE = 2  # alternatives beside today


@dataclass(frozen=True)
class Counted:
    """A scenario beside today. `data` is `report.compared`: read it, never change it."""

    scenario: UUID
    letter: str
    title: str
    structure: Structure
    data: Plain


@dataclass(frozen=True)
class Lab:
    """Everything the study is made of. `concerned` are numbers, in order; areas are whole."""

    territory: Territory
    travel: Travel
    today: Structure
    counted: tuple[Counted, ...]
    concerned: tuple[str, ...]
    owners: tuple[str, ...]

    @property
    def before(self) -> Plain:
        """Today, measured."""
        return self.counted[0].data["before"]

    def name(self, number: str) -> str:
        """A municipality by its number."""
        return self.territory.municipalities.names[self.territory.municipalities.index(number)]

    def rows(self, data: Plain) -> list[Plain]:
        """The municipalities concerned, of what is measured or compared."""
        return [one for one in data["municipalities"] if one["code"] in self.concerned]

    def areas(self, data: Plain) -> list[Plain]:
        """The areas concerned, of what is measured."""
        return [one for one in data["areas"] if set(one["members"]) & set(self.concerned)]

    def told(self, one: "Counted") -> list[Plain]:
        """The areas of an alternative that an owner is in, or that are not as today."""
        moved = {change["municipality"] for change in one.data["changes"]} | set(self.owners)
        return [area for area in self.areas(one.data["after"]) if moved & set(area["members"])]

    def changes(self, one: "Counted") -> list[Plain]:
        """What is otherwise than today for those concerned."""
        return [c for c in one.data["changes"] if c["municipality"] in self.concerned]

    def area(self, data: Plain, number: str) -> Plain:
        """The area of a municipality, of what is measured."""
        return next(one for one in data["areas"] if number in one["members"])

    def is_illustrative(self, *tables: str) -> bool:
        """Whether any of these tables of the dataset is nobody's fact."""
        return any(
            one.quality == "illustrative" for one in self.territory.sources if one.table in tables
        )

    def source(self, *tables: str) -> str:
        """Where these tables of the dataset come from."""
        found = [one for one in self.territory.sources if one.table in tables]
        if self.travel.source.table in tables and self.travel.source not in found:
            found.append(self.travel.source)
        return "; ".join(
            ", ".join(part for part in (one.title, one.publisher, one.date) if part)
            for one in found
        )


def lab(scenarios: Sequence[Scenario], owners: Sequence[str]) -> Lab:
    """The scenarios, the recommended first, beside today, for those who own the office.

    Where none of them is in the tables, for those whom the scenarios change. All of one dataset.
    No queries once the process has read it. Raises `BadData` when the differences of a scenario
    do not make a structure.
    """
    first = scenarios[0]
    territory, travel = territory_of(first.dataset_id), travel_of(first.dataset_id)
    counted = tuple(
        Counted(one.pk, letter, one.title, structure_of(one), report_of(one))
        for letter, one in zip("ABCDEF", scenarios, strict=False)
    )
    today = present(territory)
    structures = [today, *(one.structure for one in counted)]
    inside = tuple(one for one in owners if one in territory.municipalities.numbers)
    changed = [change["municipality"] for one in counted for change in one.data["changes"]]
    concerned = concerned_by(territory, structures, inside or changed)
    return Lab(territory, travel, today, counted, concerned, inside)


def report_of(scenario: Scenario) -> Plain:
    """`report.compared` of a scenario beside today, kept by what it is made of."""
    told = json.dumps([scenario.differences, scenario.assumptions], sort_keys=True)
    return _compared(scenario.dataset_id, scenario.title, told)


@lru_cache(maxsize=16)
def _compared(dataset_id: UUID, title: str, told: str) -> Plain:
    differences, assumptions = json.loads(told)
    territory = territory_of(dataset_id)
    today = present(territory)
    after = drawn.with_differences(territory, today, differences, name="scenario", title=title)
    return report.compared(
        compare(
            territory,
            travel_of(dataset_id),
            today,
            after,
            stated.changed(ILLUSTRATIVE, assumptions),
        )
    )


def concerned_by(
    territory: Territory, structures: Sequence[Structure], owners: Sequence[str]
) -> tuple[str, ...]:
    """The owners, and all who share an area with one of them in any of the structures."""
    numbers = territory.municipalities.numbers
    found = {i for i, number in enumerate(numbers) if number in set(owners)}
    while True:
        more = set(found)
        for one in structures:
            areas = {int(one.area[i]) for i in found}
            more |= set(np.flatnonzero(np.isin(one.area, list(areas))).tolist())
        if more == found:
            return tuple(numbers[i] for i in sorted(found))
        found = more


# ---- tables --------------------------------------------------------------------------------


def frozen(
    id: str, caption: str, table: report.Table, *, source: str = "", illustrative: bool = False
) -> body.Table:
    """A table of the engine, as the study keeps it."""
    return body.Table(
        id=id,
        caption=caption,
        columns=[
            body.Column(name=one.name, title=str(one.title), number=one.told is not None)
            for one in table.columns
        ],
        shown=[[_told(one, row) for one in table.columns] for row in table.rows],
        plain=[[_cell(one, row) for one in table.columns] for row in table.rows],
        source=source,
        illustrative=illustrative,
    )


def _told(column: Column, row: Mapping[str, Any]) -> str:
    value = column.of(row)
    if value is None:
        return "–"
    if isinstance(value, Mapping):
        return _("skjult")
    return str(value) if column.told is None else column.told(value)


def _cell(column: Column, row: Mapping[str, Any]) -> str:
    value = column.of(row)
    if value is None:
        return ""
    return ":" if isinstance(value, Mapping) else str(value)


def _name() -> Column:
    return Column("name", _("Kommune"), path("name"))


def _residents() -> Column:
    return Column("residents", _("Innbyggere"), path("residents"), norwegian.whole)


def ages(lab: Lab) -> body.Table | None:
    """T1: residents by age in the newest year, and all of them in the first year."""
    known = lab.territory.ages
    if known is None:
        return None
    rows = []
    for number in lab.concerned:
        people = known.residents[lab.territory.municipalities.index(number)]
        newest = [int(one) for one in people[:, -1]]
        hide = complement(newest, [few(one) for one in newest])
        rows.append(
            {
                "name": lab.name(number),
                "first": report.shown(count(int(people[:, 0].sum()))),
                "now": report.shown(count(sum(newest))),
                **{
                    group: report.shown(Hidden.FEW if hidden else one)
                    for group, one, hidden in zip(known.groups, newest, hide, strict=True)
                },
            }
        )
    columns = (
        _name(),
        Column(f"residents_{known.years[0]}", str(known.years[0]), path("first"), norwegian.whole),
        Column(f"residents_{known.years[-1]}", str(known.years[-1]), path("now"), norwegian.whole),
        *(
            Column(
                f"residents_{known.years[-1]}_age_{group}",
                _("%(ages)s år") % {"ages": group.replace("-", "–")},
                path(group),
                norwegian.whole,
            )
            for group in known.groups
        ),
    )
    return frozen(
        "t1",
        _("T1 Innbyggere og alder per 1. januar %(year)s") % {"year": known.years[-1]},
        report.Table(columns, tuple(rows)),
        source=lab.source("residents"),
        illustrative=lab.is_illustrative("residents"),
    )


def staff(lab: Lab) -> body.Table | None:
    """T2: full-time equivalents by where they sit today, employer and function."""
    known = lab.territory.staff
    if known is None:
        return None
    at = [lab.territory.municipalities.index(number) for number in lab.concerned]
    rows = [_positions(lab.name(n), known.fte[i]) for n, i in zip(lab.concerned, at, strict=True)]
    rows.append(_positions(_("Til sammen"), known.fte[at].sum(axis=0)))
    columns = (
        _name(),
        *(
            Column(f"{employer}_fte", title, path(employer), report.fte_told)
            for employer, title in zip(EMPLOYERS, (_("Stat"), _("Kommune")), strict=True)
        ),
        *(
            Column(
                f"{name}_fte", words.capital(words.function(name)), path(str(i)), report.fte_told
            )
            for i, name in enumerate(known.functions)
        ),
    )
    return frozen(
        "t2",
        _("T2 Årsverk etter arbeidsgiver og oppgave"),
        report.Table(columns, tuple(rows)),
        source=lab.source("staff"),
        illustrative=lab.is_illustrative("staff"),
    )


def _positions(name: str, fte: Any) -> dict[str, Any]:
    by_employer, by_function = fte.sum(axis=1), fte.sum(axis=0)
    return {
        "name": name,
        **{
            employer: report.shown(float(by_employer[i]), report.FTE)
            for i, employer in enumerate(EMPLOYERS)
        },
        **{str(i): report.shown(float(one), report.FTE) for i, one in enumerate(by_function)},
    }


def competence(lab: Lab) -> body.Table | None:
    """T4: which fields rest on one person, and which nobody holds, in each municipality."""
    known = lab.territory.staff
    if known is None or not known.fields:
        return None
    rows = []
    for number in lab.concerned:
        people = known.people[lab.territory.municipalities.index(number)]

        def held(by: Any) -> str:
            found = [words.field(known.fields[i]) for i in np.flatnonzero(by)]
            return ", ".join(found) or _("ingen fagområder")

        rows.append(
            {
                "name": lab.name(number),
                "twos": int((people >= 2).sum()),
                "alone": held(people == 1),
                "nobody": held(people == 0),
            }
        )
    columns = (
        _name(),
        Column("fields_in_twos", _("Fag hos to eller flere"), path("twos"), norwegian.whole),
        Column("held_by_one", _("Hviler på én person"), path("alone")),
        Column("held_by_nobody", _("Ingen har"), path("nobody")),
    )
    return frozen(
        "t4",
        _("T4 Fagområder og sårbarhet i dag"),
        report.Table(columns, tuple(rows)),
        source=lab.source("competence"),
        illustrative=lab.is_illustrative("competence"),
    )


def _ways(kind: str, title: str) -> tuple[Column, ...]:
    return (
        Column(f"{kind}_mean_minutes", title, path(kind, "mean_minutes"), report.minutes_told),
        *(
            Column(
                f"{kind}_within_{limit}_share",
                _("Innen %(minutes)s min") % {"minutes": limit},
                path(kind, "within_share", str(limit)),
                report.share_told,
            )
            for limit in reach.LIMITS
        ),
    )


def ways(lab: Lab) -> body.Table:
    """T7: how far it is today, to somebody to meet and to the main office."""
    columns = (
        _name(),
        _residents(),
        *_ways("meet", _("Møtested, snitt i min")),
        _ways("host", _("Hovedkontor, snitt i min"))[0],
        Column(
            "meet_no_same_day_share",
            _("Ikke tur-retur på én dag"),
            path("meet", "no_same_day_share"),
            report.share_told,
        ),
    )
    return frozen(
        "t7",
        _("T7 Reisevei i dag, én vei"),
        report.Table(columns, tuple(lab.rows(lab.before))),
        source=lab.source("places", "sites", lab.travel.source.table),
    )


def shifts(lab: Lab, one: Counted, kind: str) -> body.Table:
    """T7 with an alternative: who gets a shorter and who a longer way."""
    table = report.shifts_table(one.data, kind)
    titles = (
        _("Kommune"),
        _("Innbyggere"),
        _("Kortere"),
        _("Likt"),
        _("Lengre"),
        *(_("Over %(minutes)s min lengre") % {"minutes": n} for n in one.data["longer_minutes"]),
        _("Mest, min"),
    )
    columns = tuple(replace(c, title=t) for c, t in zip(table.columns, titles, strict=True))
    where = _("til møtested") if kind == "meet" else _("til hovedkontor")
    return frozen(
        f"t7-{one.letter.lower()}-{kind}",
        _("T7 Endret reisevei %(where)s med alternativ %(letter)s")
        % {"where": where, "letter": one.letter},
        report.Table(columns, tuple(lab.rows(one.data))),
        source=lab.source("places", "sites", lab.travel.source.table),
    )


def commuting(lab: Lab) -> body.Table | None:
    """T8: who works at home and inside the area concerned."""
    known = lab.territory.commuting
    if known is None:
        return None
    at = [lab.territory.municipalities.index(number) for number in lab.concerned]
    rows = []
    for number, i in zip(lab.concerned, at, strict=True):
        everybody = int(known[i].sum())
        own, inside = int(known[i, i]), int(known[i, at].sum())
        hide = nested([own, inside], everybody)
        shares = [
            Hidden.FEW if hidden else share(people, everybody)
            for people, hidden in zip((own, inside), hide, strict=True)
        ]
        rows.append(
            {
                "name": lab.name(number),
                "employed": report.shown(count(everybody)),
                "own": report.shown(shares[0], report.SHARE),
                "inside": report.shown(shares[1], report.SHARE),
            }
        )
    columns = (
        _name(),
        Column("employed", _("Sysselsatte"), path("employed"), norwegian.whole),
        Column("own_share", _("Arbeider i egen kommune"), path("own"), report.share_told),
        Column("inside_share", _("Arbeider i kommunene her"), path("inside"), report.share_told),
    )
    return frozen(
        "t8",
        _("T8 Pendling"),
        report.Table(columns, tuple(rows)),
        source=lab.source("commuting"),
        illustrative=lab.is_illustrative("commuting"),
    )


def presence(lab: Lab) -> body.Table:
    """T10: days a week with somebody to meet, today and with each alternative."""
    sites, numbers = lab.territory.sites, lab.territory.municipalities.numbers
    structures = [("today", _("I dag"), lab.today)]
    structures += [(one.letter.lower(), one.letter, one.structure) for one in lab.counted]
    rows = []
    for i, name in enumerate(sites.names):
        number = numbers[sites.municipality[i]]
        days = {key: report.shown(float(one.days[i]), 1) for key, _title, one in structures}
        if number in lab.concerned and any(days.values()):
            rows.append({"site": name, "name": lab.name(number), **days})
    columns = (
        Column("site", _("Sted"), path("site")),
        _name(),
        *(Column(f"{key}_days", title, path(key), days_told) for key, title, _one in structures),
    )
    return frozen(
        "t10",
        _("T10 Dager i uken med noen å møte"),
        report.Table(columns, tuple(rows)),
        source=lab.source("presence"),
        illustrative=lab.is_illustrative("presence"),
    )


def days_told(value: float) -> str:
    """2.0 → 2, 2.5 → 2,5."""
    return norwegian.decimal(value).removesuffix(",0")


def environment(lab: Lab) -> body.Table | None:
    """T2: size of the professional environments, today and with each alternative."""
    rows = [
        {**area, "structure": title, "name": members(lab, area)}
        for title, area in _each_area(lab)
        if area["environment"]
    ]
    if not rows:
        return None
    columns = (
        Column("structure", _("Struktur"), path("structure")),
        Column("area", _("Område"), path("name")),
        *(
            Column(f"{employer}_fte", title, path("environment", "fte", employer), report.fte_told)
            for employer, title in zip(
                EMPLOYERS, (_("Årsverk, stat"), _("Årsverk, kommune")), strict=True
            )
        ),
        Column(
            "fields_in_twos",
            _("Fag hos to eller flere"),
            path("environment", "fields_in_twos"),
            norwegian.whole,
        ),
        Column(
            "uncovered_share",
            _("Dager uten noen med faget"),
            path("environment", "uncovered_share"),
            report.share_told,
        ),
    )
    return frozen(
        "t2-omrade",
        _("T2 Fagmiljø etter område"),
        report.Table(columns, tuple(rows)),
        source=lab.source("staff", "competence"),
        illustrative=lab.is_illustrative("staff", "competence"),
    )


def _each_area(lab: Lab) -> Iterator[tuple[str, Plain]]:
    for area in lab.areas(lab.before):
        yield _("I dag"), area
    for one in lab.counted:
        for area in lab.areas(one.data["after"]):
            yield one.letter, area


def members(lab: Lab, area: Plain) -> str:
    """`Meløy med Rødøy`, the host first."""
    host = area["host_municipality"]
    others = [lab.name(number) for number in area["members"] if number != host]
    if not others:
        return lab.name(host)
    return _("%(host)s med %(others)s") % {
        "host": lab.name(host),
        "others": listed(others),
    }


def costs(lab: Lab) -> body.Table:
    """T11: what each area costs a year, by the stated assumptions."""
    kinds = (
        ("main_office", _("Hovedkontor, kr")),
        ("model", _("Samarbeid, kr")),
        ("presence", _("Nærvær ellers, kr")),
        ("total", _("Til sammen, kr")),
    )
    rows = [
        {"structure": title, "name": members(lab, area), **area["cost"]}
        for title, area in _each_area(lab)
    ]
    columns = (
        Column("structure", _("Struktur"), path("structure")),
        Column("area", _("Område"), path("name")),
        *(
            Column(f"{kind}_kroner", title, path(f"{kind}_kroner"), norwegian.whole)
            for kind, title in kinds
        ),
    )
    return frozen(
        "t11",
        _("T11 Kostnader per år etter oppgitte forutsetninger"),
        report.Table(columns, tuple(rows)),
        source=_("Oppgitte forutsetninger, se vedlegget"),
        illustrative=True,
    )


def paid(data: Plain, number: str) -> Plain:
    """What a municipality pays by the cost key of its area: kroner and per cent, or None."""
    for area in data["areas"]:
        for one in area["key"]["owners"] if area["key"] else ():
            if one["municipality"] == number:
                return one
    return None


def key(lab: Lab) -> body.Table | None:
    """T12: what each municipality pays by the stated cost key."""
    structures = [("today", _("I dag, kr"), lab.before)]
    structures += [
        (one.letter.lower(), _("%(letter)s, kr") % {"letter": one.letter}, one.data["after"])
        for one in lab.counted
    ]
    rows = []
    for number in lab.concerned:
        found = {name: paid(data, number) for name, _title, data in structures}
        rows.append({"name": lab.name(number), **found})
    if not any(row[name] for row in rows for name, _title, _data in structures):
        return None
    columns = [_name()]
    for name, title, _data in structures:
        columns.append(Column(f"{name}_kroner", title, path(name, "kroner"), norwegian.whole))
        columns.append(
            Column(f"{name}_percent", _("Andel av området"), path(name, "percent"), _percent)
        )
    return frozen(
        "t12",
        _("T12 Fordeling etter oppgitt nøkkel"),
        report.Table(tuple(columns), tuple(rows)),
        source=_("Oppgitte forutsetninger, se vedlegget"),
        illustrative=True,
    )


def _percent(value: float) -> str:
    return norwegian.decimal(value, 2) + norwegian.FIXED + "%"


def own(lab: Lab, number: str) -> body.Table:
    """One municipality in each structure: its ways, and what it pays."""
    before = next(one for one in lab.before["municipalities"] if one["code"] == number)
    rows = [{"structure": _("I dag"), **before, "paid": paid(lab.before, number)}]
    for one in lab.counted:
        after = next(m for m in one.data["after"]["municipalities"] if m["code"] == number)
        rows.append({"structure": one.letter, **after, "paid": paid(one.data["after"], number)})
    columns = (
        Column("structure", _("Struktur"), path("structure")),
        *_ways("meet", _("Møtested, snitt i min"))[:3],
        _ways("host", _("Hovedkontor, snitt i min"))[0],
        Column("kroner", _("Kommunen betaler, kr"), path("paid", "kroner"), norwegian.whole),
    )
    return frozen(
        f"kommune-{number}",
        _("%(municipality)s i dag og med hvert alternativ") % {"municipality": lab.name(number)},
        report.Table(columns, tuple(rows)),
        source=lab.source("places", "sites", lab.travel.source.table),
        illustrative=True,
    )


# ---- pictures ------------------------------------------------------------------------------


def area_map(lab: Lab, structure: Structure, id: str, title: str) -> body.Picture:
    """The areas concerned in one structure."""
    piece = part.part_of(lab.territory, lab.concerned)
    here = replace(part.structure_in(lab.territory, structure, lab.concerned), title=title)
    svg = drawing.areas_map(piece, here, id_=id)
    names, told = lab.territory.municipalities.names, []
    for area in sorted(set(structure.area[_at(lab)].tolist())):
        host = int(structure.hosts[area])
        others = [names[i] for i in np.flatnonzero(structure.area == area) if i != host]
        told.append(
            _("%(host)s med %(others)s") % {"host": names[host], "others": listed(others)}
            if others
            else _("%(host)s alene") % {"host": names[host]}
        )
    alt = _("Kart over %(title)s. Områdene er: %(areas)s.") % {
        "title": title,
        "areas": "; ".join(told),
    }
    return body.Picture(id=id, title=title, alt=alt, svg=svg, illustrative=structure.illustrative)


def travel_map(lab: Lab, structure: Structure, id: str, title: str) -> body.Picture:
    """How far everybody concerned has to somebody to meet in one structure."""
    piece = part.part_of(lab.territory, lab.concerned)
    ways = reach.to_meet(lab.territory, lab.travel, structure)
    here = part.structure_in(lab.territory, structure, lab.concerned)
    svg = drawing.travel_map(
        piece,
        part.ways_in(lab.territory, ways, lab.concerned),
        title,
        sites=np.flatnonzero(here.days > 0).tolist(),
        id_=id,
    )
    alt = _("Kart over %(title)s. Tabell T7 har de samme tallene for hver kommune.") % {
        "title": title
    }
    return body.Picture(id=id, title=title, alt=alt, svg=svg)


def travel_curve(lab: Lab) -> body.Picture:
    """How many have so long a way or shorter, today and with the first alternatives."""
    at = np.isin(lab.territory.places.municipality, _at(lab))
    people = lab.territory.places.residents[at]
    structures = [(_("I dag"), lab.today)]
    structures += [
        (_("Alternativ %(letter)s") % {"letter": one.letter}, one.structure)
        for one in lab.counted[:IN_CURVE]
    ]
    lines = []
    for name, structure in structures:
        seconds = reach.to_meet(lab.territory, lab.travel, structure).seconds[at]
        lines.append(
            Line(
                name,
                [
                    (float(m), 100 * float(people[seconds <= 60 * m].sum() / people.sum()))
                    for m in range(0, FARTHEST + 1, STEP)
                ],
            )
        )
    title = _("Andel som når et møtested på så kort tid eller kortere")
    svg = curve(
        title,
        Axis(_("Minutter én vei"), norwegian.whole, zero=True),
        Axis(_("Prosent av innbyggerne"), norwegian.whole, zero=True),
        lines,
        id_="reisevei",
    )
    alt = _("%(title)s. Tabell T7 har tallene for hver kommune.") % {"title": title}
    return body.Picture(id="reisevei", title=title, alt=alt, svg=svg)


def _at(lab: Lab) -> list[int]:
    return [lab.territory.municipalities.index(number) for number in lab.concerned]
