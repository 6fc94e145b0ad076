"""Two structures beside each other: who gains, who loses, and what else is otherwise.

Every figure is one of `report.compared`, or the difference of two of its figures as they stand
there. Means never stand alone: what comes first is how many get a longer way, and where.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from tospann.access.actor import Actor
from tospann.access.roles import Permission
from tospann.engines.structure import norwegian, report
from tospann.engines.structure.assumptions import ILLUSTRATIVE, Assumptions
from tospann.engines.structure.comparison import compare
from tospann.engines.structure.report import Column, Plain, Table, path
from tospann.engines.structure.territory import Structure, Territory
from tospann.partnerships.models import Partnership
from tospann.structure.models import Dataset, Scenario
from tospann.structure.selectors import structures, tables, words, zooming
from tospann.structure.selectors.gist import shifted
from tospann.structure.selectors.scenarios import assumptions_of, scenarios, structure_of
from tospann.structure.selectors.showing import SourceLine, source_lines
from tospann.structure.selectors.structures import PRESENT, ShownMap
from tospann.structure.selectors.tables import Laid, names_of
from tospann.structure.selectors.territories import newest, present, territory_of, travel_of

LOSERS, BY_NAME, WINNERS = "", "navn", "vinner"
SHIFTS = {"moete": "meet", "hovedkontor": "host"}  # tables of who gets a longer way, and which


@dataclass(frozen=True)
class Side:
    """One that can be chosen. `key` is how the address names it."""

    key: str
    title: str
    dataset_id: UUID | None  # of a scenario; a structure is of whichever dataset is shown
    scenario: Scenario | None = None


@dataclass(frozen=True)
class Ground:
    """What there is to choose among."""

    dataset: Dataset
    sides: tuple[Side, ...]

    def side(self, key: str) -> Side | None:
        """The one with the key."""
        return next((one for one in self.sides if one.key == key), None)


@dataclass(frozen=True)
class ShownTable:
    """A table of the page with its heading, for links to its CSV."""

    name: str
    title: str
    lead: str
    table: Laid
    empty: str  # what to say when it has no rows
    gist: str  # what it says, for those who do not open it


@dataclass(frozen=True)
class ComparisonPage:
    """Everything on the page."""

    data: Plain  # `report.compared`
    before: Structure
    after: Structure
    maps: tuple[ShownMap, ShownMap]
    losers: tuple[str, ...]  # municipalities where somebody gets more than 30 minutes longer
    unknown: tuple[str, ...]  # where it is hidden whether anybody does
    winners: tuple[str, ...]  # where somebody gets a shorter way and nobody a longer
    tables: tuple[ShownTable, ...]
    sources: tuple[SourceLine, ...]
    assumed: str  # whose assumptions cost is reckoned by; "" for the stated ones
    illustrative: bool


# --- What can be chosen -----------------------------------------------------------------


def ground_of(name: str) -> Ground | None:
    """The structures of the newest version of a dataset. One query."""
    dataset = newest(name)
    return None if dataset is None else Ground(dataset, _structures(dataset))


def partnership_of(slug: str, actor: Actor) -> Partnership | None:
    """The partnership, for those inside it; None for everybody else. One query."""
    found = Partnership.objects.filter(slug=slug).first()
    if found is None:
        return None
    may = actor.may_in(Permission.INTERNAL_READ, partnership_id=found.pk)
    return found if may else None


def ground_in(partnership: Partnership, wanted: Iterable[str]) -> Ground | None:
    """A partnership's scenarios, and the structures of the dataset they are of.

    The dataset is that of the first scenario in `wanted`, else of the newest scenario, else the
    first that has structures. None when there is no dataset. Three queries at most.
    """
    found = list(scenarios(partnership).defer("dataset__archive"))
    by_key = {str(one.pk): one for one in found}
    chosen = next((by_key[key] for key in wanted if key in by_key), found[0] if found else None)
    dataset = chosen.dataset if chosen else _with_structures()
    if dataset is None:
        return None
    own = tuple(Side(str(one.pk), one.title, one.dataset_id, one) for one in found)
    return Ground(dataset, (*_structures(dataset), *own))


def _with_structures() -> Dataset | None:
    every = structures.newest_of_each()
    return next((one for one in every if territory_of(one.pk).structures), None)


def _structures(dataset: Dataset) -> tuple[Side, ...]:
    territory = territory_of(dataset.pk)
    today = present(territory)
    return tuple(
        Side(PRESENT if one is today else one.name, one.title, None)
        for one in structures.structures_in(territory).values()
    )


# --- The comparison ---------------------------------------------------------------------


def compared(ground: Ground, a: Side, b: Side) -> tuple[Structure, Structure, Plain, str]:
    """The two structures, `report.compared` of them, and whose assumptions it rests on.

    Those of the scenario to compare with, else of the one it is compared from. 50 ms a county.
    Raises `ValueError` when a scenario is of another dataset, `BadData` as `structure_of`.
    """
    for side in (a, b):
        if side.dataset_id not in (None, ground.dataset.pk):
            raise ValueError(f"{side.title} is of another dataset")
    territory = territory_of(ground.dataset.pk)
    before, after = (_structure(territory, side) for side in (a, b))
    whose = b.scenario or a.scenario
    found = compare(territory, travel_of(ground.dataset.pk), before, after, _assumptions(whose))
    changed = whose is not None and bool(whose.assumptions)
    return before, after, report.compared(found), whose.title if whose and changed else ""


def _structure(territory: Territory, side: Side) -> Structure:
    if side.scenario is not None:
        return structure_of(side.scenario)
    found = structures.structure_named(territory, side.key)
    if found is None:
        raise ValueError(f"no structure {side.key}")
    return found


def _assumptions(scenario: Scenario | None) -> Assumptions:
    return ILLUSTRATIVE if scenario is None else assumptions_of(scenario)


def page_of(ground: Ground, a: Side, b: Side, sort: str) -> ComparisonPage:
    """The comparison as the page shows it. Raises as `compared`."""
    before, after, data, assumed = compared(ground, a, b)
    territory = territory_of(ground.dataset.pk)
    base = structures.base_of(ground.dataset.pk)
    names = names_of(territory)
    return ComparisonPage(
        data,
        before,
        after,
        (
            structures.shown_map(territory, before, base, id_="kart-a", zoom=_zoom(ground, a)),
            structures.shown_map(territory, after, base, id_="kart-b", zoom=_zoom(ground, b)),
        ),
        tuple(one["name"] for one in data["municipalities"] if _loses(one)),
        tuple(one["name"] for one in data["municipalities"] if _may_lose(one)),
        tuple(one["name"] for one in data["municipalities"] if _only_gains(one)),
        _shown_tables(data, names, territory, sort),
        source_lines(
            source
            for each in data["after"]["sources"].values()
            for source in each
            if source["quality"]
        ),
        assumed,
        before.illustrative
        or after.illustrative
        or any(side.scenario and side.scenario.illustrative for side in (a, b)),
    )


def _zoom(ground: Ground, side: Side) -> str:
    if side.scenario is not None:
        return zooming.address_of(side.scenario)
    return zooming.address(ground.dataset, side.key)


def table_of(ground: Ground, data: Plain, name: str, sort: str) -> Table | None:
    """A table of the page by its name; `alt` has every shift, as the command line gives it."""
    territory = territory_of(ground.dataset.pk)
    if name == "alt":
        return report.shifts(data)
    made = _tables(data, names_of(territory), territory, sort)
    return made[name][2] if name in made else None


def _shown_tables(
    data: Plain, names: Mapping[str, str], territory: Territory, sort: str
) -> tuple[ShownTable, ...]:
    return tuple(
        ShownTable(
            name,
            title,
            lead,
            tables.laid(made, title, id_=name),
            empty,
            shifted(made, SHIFTS[name]) if name in SHIFTS else "",
        )
        for name, (title, lead, made, empty) in _tables(data, names, territory, sort).items()
    )


def _tables(
    data: Plain, names: Mapping[str, str], territory: Territory, sort: str
) -> dict[str, tuple[str, str, Table, str]]:
    """Title, lead, table and what to say of no rows, by name."""
    nobody = _("Ingen får lengre eller kortere vei.")
    shifts = tables.shift_tables(data)
    return {
        "moete": (
            _("Vei til et sted å møte noen"),
            _("Så mange innbyggere får kortere og lengre vei. Kommuner der ingenting endres, er "
              "utelatt."),
            ordered(shifts["meet"], "meet", sort),
            nobody,
        ),
        "hovedkontor": (
            _("Vei til hovedkontoret"),
            _("Så mange innbyggere får kortere og lengre vei til kommunesenteret hos verten."),
            ordered(shifts["host"], "host", sort),
            nobody,
        ),
        "kommuner": (
            _("Ny vert, modell eller nye partnere"),
            _("Kommuner som må inngå eller si opp avtaler."),
            _changes(data, names),
            _("Ingen kommune får ny vert, modell eller nye partnere."),
        ),
        "miljo": (
            _("Fagmiljø"),
            _("Årsverk og fagområder i det kontoret kommunen hører til."),
            _environment(data),
            _("Datasettet har ingen tall om ansatte."),
        ),
        "kostnad": (
            _("Kostnad og fordeling"),
            _("Kommunens del av kontorets kostnad i året, etter kostnadsnøkkelen. Kronene er "
              "regnet av oppgitte forutsetninger."),
            _cost(data),
            _("Det mangler tall for å fordele kostnaden."),
        ),
        "samlet": (
            _("Samlet"),
            _("Tall for alle under ett. Et snitt kan gå ned selv om noen får mye lengre vei."),
            _whole(data),
            "",
        ),
    }  # fmt: skip


def ordered(made: Table, kind: str, sort: str) -> Table:
    """Those whose way changes, everybody first, then by who loses most, gains most, or by name."""
    whole, *rest = made.rows
    moved = [row for row in rest if not _unmoved(row[kind])]
    if not moved:
        return replace(made, rows=())
    keys: dict[str, Callable[[Mapping[str, Any]], Any]] = {
        LOSERS: lambda row: tuple(-n for n in _losses(row[kind])),
        WINNERS: lambda row: -_people(row[kind]["shorter_residents"]),
        BY_NAME: lambda row: row["name"],
    }
    moved.sort(key=lambda row: row["name"])
    return replace(made, rows=(whole, *sorted(moved, key=keys[sort])))


def _people(value: Plain) -> int:
    """A count as far as it is told: a hidden one may be nobody."""
    return 0 if isinstance(value, Mapping) else value


def _losses(shift: Plain) -> tuple[int, int, int]:
    by = shift["longer_by_residents"]
    return _people(by["30"]), _people(by["15"]), _people(shift["longer_residents"])


def _loses(row: Plain) -> bool:
    return any(_losses(row[kind])[0] for kind in ("meet", "host"))


def _may_lose(row: Plain) -> bool:
    """Hidden whether anybody does; where nobody gets 15 minutes longer, nobody gets 30."""
    hidden = (
        isinstance(one["30"], Mapping) and one["15"] != 0
        for one in (row[kind]["longer_by_residents"] for kind in ("meet", "host"))
    )
    return not _loses(row) and any(hidden)


def _only_gains(row: Plain) -> bool:
    ways = [row[kind] for kind in ("meet", "host")]
    gains = any(_people(one["shorter_residents"]) for one in ways)
    return gains and all(one["longer_residents"] == 0 for one in ways)


def _unmoved(shift: Plain) -> bool:
    return shift["shorter_residents"] == 0 and shift["longer_residents"] == 0


def _changes(data: Plain, names: Mapping[str, str]) -> Table:
    def named(key: str) -> Callable[[Mapping[str, Any]], str]:
        return lambda row: ", ".join(names[number] for number in row[key])

    def model(at: int) -> Callable[[Mapping[str, Any]], str]:
        return lambda row: str(words.MODELS.get(row["model"][at], row["model"][at]))

    return Table(
        (
            Column("code", "Nr.", path("municipality")),
            Column("name", _("Kommune"), lambda row: names[row["municipality"]]),
            Column("host_before", _("Vert før"), lambda row: names[row["host"][0]]),
            Column("host_after", _("Vert etter"), lambda row: names[row["host"][1]]),
            Column("model_before", _("Modell før"), model(0)),
            Column("model_after", _("Modell etter"), model(1)),
            Column("joined", _("Sammen med"), named("joined")),
            Column("left", _("Ikke lenger med"), named("left")),
        ),
        tuple(data["changes"]),
    )


def _area_of(measured: Plain) -> dict[str, Plain]:
    """The area each municipality belongs to, by number."""
    return {number: area for area in measured["areas"] for number in area["members"]}


def _environment(data: Plain) -> Table:
    """FTE and competence in the office each municipality belongs to, before and after."""
    before, after = _area_of(data["before"]), _area_of(data["after"])
    rows = []
    for one in data["municipalities"]:
        old, new = (each[one["code"]]["environment"] for each in (before, after))
        if old is None or new is None:
            return Table((Column("name", _("Kommune"), path("name")),), ())
        row = {"code": one["code"], "name": one["name"]}
        for key, told in (("before", old), ("after", new)):
            row[f"fte_{key}"] = round(sum(told["fte"].values()), report.FTE)
            row[f"twos_{key}"] = told["fields_in_twos"]
            row[f"uncovered_{key}"] = told["uncovered_share"]
        if old != new:
            rows.append(row)
    figures = [
        ("fte", _("Årsverk"), report.fte_told, "fte"),
        ("twos", _("Fag hos minst to"), norwegian.whole, "fields_in_twos"),
        ("uncovered", _("Dager uten fagperson"), report.share_told, "uncovered_share"),
    ]
    return _before_after(figures, rows)


def _cost(data: Plain) -> Table:
    """Each municipality's part of the cost of its office, before and after."""
    shares: list[dict[str, tuple[int, float]]] = []
    for measured in (data["before"], data["after"]):
        shares.append(
            {
                owner["municipality"]: (owner["kroner"], owner["percent"])
                for area in measured["areas"]
                if area["key"]
                for owner in area["key"]["owners"]
            }
        )
    rows = []
    for one in data["municipalities"]:
        old, new = (each.get(one["code"], (None, None)) for each in shares)
        if old == new:
            continue
        row = {"code": one["code"], "name": one["name"]}
        for key, (kroner, percent) in (("before", old), ("after", new)):
            row[f"kroner_{key}"], row[f"percent_{key}"] = kroner, percent
        row["kroner_difference"] = _difference(old[0], new[0], 0)
        rows.append(row)
    rows.sort(key=lambda row: (-(row["kroner_difference"] or 0), row["name"]))
    figures = [
        ("kroner", _("Kroner"), norwegian.whole, "kroner"),
        ("percent", _("Del av kontoret, %"), lambda value: norwegian.decimal(value, 2), "percent"),
    ]
    made = _before_after(figures, rows)
    more = Column("difference_kroner", _("Endring, kr"), path("kroner_difference"), tables.signed)
    return replace(made, columns=(*made.columns, more))


def _before_after(
    figures: Iterable[tuple[str, str, Callable[[Any], str], str]], rows: Iterable[Plain]
) -> Table:
    columns = [
        Column("code", "Nr.", path("code")),
        Column("name", _("Kommune"), path("name")),
    ]
    for key, title, told, unit in figures:
        for when, word in (("before", _("før")), ("after", _("etter"))):
            columns.append(
                Column(f"{when}_{unit}", f"{title} {word}", path(f"{key}_{when}"), told)
            )
    return Table(tuple(columns), tuple(rows))


def _whole(data: Plain) -> Table:
    """Everybody together: before, after, and the difference."""
    figures: list[tuple[str, str, Callable[[Any], str], Callable[[Plain], Plain], int]] = [
        ("areas", _("Kontorområder"), norwegian.whole, lambda one: len(one["areas"]), 0),
        *(
            (
                f"{kind}_mean_minutes",
                f"{title}, {_('snitt i min')}",
                report.minutes_told,
                path("whole", kind, "mean_minutes"),
                report.MINUTES,
            )
            for kind, title in (("meet", _("Møte noen")), ("host", _("Hovedkontor")))
        ),
        *(
            (
                f"meet_within_{limit}_share",
                _("Møte noen innen %(limit)s min") % {"limit": limit},
                report.share_told,
                path("whole", "meet", "within_share", limit),
                report.SHARE,
            )
            for limit in ("30", "60", "90")
        ),
        (
            "cost_kroner",
            _("Kostnad i året, kr"),
            norwegian.whole,
            path("objective", "cost_kroner"),
            0,
        ),
    ]
    rows: list[dict[str, Any]] = []
    for key, title in (("before", _("Før")), ("after", _("Etter"))):
        rows.append({"name": title, **{name: of(data[key]) for name, _t, _s, of, _d in figures}})
    rows.append(
        {
            "name": _("Endring"),
            **{name: _difference(rows[0][name], rows[1][name], d) for name, *_r, d in figures},
        }
    )
    return Table(
        (
            Column("when", _("Alle under ett"), path("name")),
            *(Column(name, title, path(name), told) for name, title, told, *_r in figures),
        ),
        tuple(rows),
    )


def _difference(before: Plain, after: Plain, digits: int) -> Plain:
    """What is left between two figures as they are told; hidden or missing when one of them is."""
    for one in (before, after):
        if one is None or isinstance(one, Mapping):
            return one
    return round(after - before, digits) if digits else after - before
