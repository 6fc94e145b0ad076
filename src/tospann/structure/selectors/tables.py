"""The tables of a structure: T1 to T10 of a study, each with its sources, and how they are shown.

Every figure is made and rounded by the engine (`report`), once, so that a page, a CSV and the
command line say the same to the last digit. A table is `report.Table`; `laid` makes it cells.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from tospann.engines.structure import norwegian, report, travel
from tospann.engines.structure.assumptions import ILLUSTRATIVE
from tospann.engines.structure.hidden import Hidden, complement, count, few, share
from tospann.engines.structure.measures import measure
from tospann.engines.structure.report import Column, Plain, Table, path, shown
from tospann.engines.structure.territory import EMPLOYERS, Structure, Territory
from tospann.structure.selectors import words
from tospann.structure.selectors.territories import present


@dataclass(frozen=True)
class Ground:
    """What tables are made of: a structure of a territory, and what was measured in it."""

    territory: Territory
    structure: Structure
    data: Plain  # `report.measured`

    @property
    def names(self) -> dict[str, str]:
        """The municipalities' names by number."""
        return names_of(self.territory)


def names_of(territory: Territory) -> dict[str, str]:
    """The municipalities' names by number."""
    held = territory.municipalities
    return dict(zip(held.numbers, held.names, strict=True))


def table(
    territory: Territory,
    name: str,
    *,
    structure: Structure | None = None,
    data: Plain | None = None,
) -> Table | None:
    """One of `TABLES` for a structure, that of today unless another is given.

    `data` is `report.measured` of the structure, when it has been measured already. None when the
    dataset lacks what the table is made of. Raises `KeyError` for a table there is none of.
    """
    structure = structure or present(territory)
    if data is None:
        data = report.measured(measure(territory, travel.best(territory), structure, ILLUSTRATIVE))
    made = TABLES[name].made
    return None if made is None else made(Ground(territory, structure, data))


def shift_tables(data: Plain) -> dict[str, Table]:
    """Who gets a longer and who a shorter way, municipality by municipality: `meet` and `host`.

    `data` is `report.compared`.
    """
    return {kind: report.shifts_table(data, kind) for kind in ("meet", "host")}


# --- The tables ---------------------------------------------------------------------------


def _areas(ground: Ground) -> Table:
    made = report.areas_table(ground.data, ground.names)
    columns = {column.name: column for column in made.columns}
    columns["model"] = Column("model", "Modell", path("model"))
    order = (
        *("name", "others", "model", "residents", "meet_mean_minutes", "host_mean_minutes"),
        *("state_fte", "municipality_fte", "fields_in_twos", "uncovered_share", "inside_share"),
        "total_kroner",
    )
    return Table(tuple(columns[name] for name in ("code", *order)), made.rows)


def _residents(ground: Ground) -> Table | None:
    """T1: residents by age in the latest year, and how many more or fewer since the first."""
    territory, ages = ground.territory, ground.territory.ages
    if ages is None:
        return None
    last, first = int(np.argmax(ages.years)), int(np.argmin(ages.years))
    held = territory.municipalities

    def row(code: str, name: str, now: Any, before: Any) -> dict[str, Any]:
        hide = complement(now.tolist(), [few(int(n)) for n in now])
        told = [Hidden.FEW if h else count(int(n)) for n, h in zip(now, hide, strict=True)]
        return {
            "code": code,
            "name": name,
            "residents": shown(count(int(now.sum()))),
            **{f"g{i}": shown(one) for i, one in enumerate(told)},
            "change": shown(_change(int(now.sum()), int(before.sum()))),
        }

    counts = ages.residents
    rows = [row("", territory.title, counts[:, :, last].sum(axis=0), counts[:, :, first].sum(0))]
    rows += [
        row(number, name, counts[i, :, last], counts[i, :, first])
        for i, (number, name) in enumerate(zip(held.numbers, held.names, strict=True))
    ]
    columns = [report.CODE, report.NAME, report.RESIDENTS]
    columns += [
        Column(f"age_{group}_residents", _("%(ages)s år") % {"ages": group.replace("-", "–")},
               path(f"g{i}"), norwegian.whole)
        for i, group in enumerate(ages.groups)
    ]  # fmt: skip
    since = ages.years[first]
    if len(ages.years) > 1:
        title = _("Endring siden %(year)s") % {"year": since}
        columns.append(Column(f"change_since_{since}_residents", title, path("change"), signed))
    return Table(tuple(columns), tuple(rows))


def _change(now: int, before: int) -> int | Hidden:
    """How many more; hidden where one of the two would be."""
    return Hidden.FEW if few(now) or few(before) else now - before


def signed(value: float) -> str:
    """A difference with its sign, also when it is a rise."""
    return ("+" if value > 0 else "") + norwegian.whole(value)


def _staff(ground: Ground) -> Table | None:
    """T2: full-time equivalents by office, employer and function."""
    staff = ground.territory.staff
    if staff is None or not staff.functions:
        return None
    rows = []
    for at, area in enumerate(ground.data["areas"]):
        members = np.flatnonzero(ground.structure.area == at)
        fte = staff.fte[members].sum(axis=0)
        for i, employer in enumerate(EMPLOYERS):
            rows.append(
                {
                    "code": area["code"],
                    "name": area["name"],
                    "employer": employer,
                    "fte": shown(float(fte[i].sum()), report.FTE),
                    **{f"f{j}": shown(float(one), report.FTE) for j, one in enumerate(fte[i])},
                }
            )
    functions = [
        Column(
            f"{function}_fte",
            words.named(function, words.FUNCTIONS).capitalize(),
            path(f"f{j}"),
            report.fte_told,
        )
        for j, function in enumerate(staff.functions)
    ]
    return Table(
        (
            report.CODE,
            Column("name", _("Kontor i"), path("name")),
            Column("employer", _("Arbeidsgiver"), path("employer")),
            *functions,
            Column("fte", _("Årsverk i alt"), path("fte"), report.fte_told),
        ),
        tuple(rows),
    )


def _competence(ground: Ground) -> Table | None:
    """T4: how many hold each field in each office, and how many fields rest on one person."""
    staff = ground.territory.staff
    if staff is None or not staff.fields:
        return None
    rows = []
    for area in ground.data["areas"]:
        held = area["environment"]["fields"]
        rows.append(
            {
                **area,
                **{f"f{j}": one["people"] for j, one in enumerate(held)},
                "alone": sum(one["people"] == 1 for one in held),
                "nobody": sum(one["people"] == 0 for one in held),
            }
        )
    fields = [
        Column(
            f"{field}_people",
            words.named(field, words.FIELDS).capitalize(),
            path(f"f{j}"),
            norwegian.whole,
        )
        for j, field in enumerate(staff.fields)
    ]
    by_name = {column.name: column for column in report.OF_AREA}
    return Table(
        (
            report.CODE,
            Column("name", _("Kontor i"), path("name")),
            *fields,
            Column("fields_alone", _("Fag hos én"), path("alone"), norwegian.whole),
            Column("fields_nobody", _("Fag ingen har"), path("nobody"), norwegian.whole),
            by_name["uncovered_share"],
        ),
        tuple(rows),
    )


def _ways(kind: str) -> Callable[[Ground], Table]:
    """T7: how far the residents of each municipality have, to meet somebody or to the host."""

    def made(ground: Ground) -> Table:
        columns = report.MEET if kind == "meet" else report.HOST
        return Table(
            (report.CODE, report.NAME, report.RESIDENTS, *columns),
            (ground.data["whole"], *ground.data["municipalities"]),
        )

    return made


def _commuting(ground: Ground) -> Table | None:
    """T8: who works where they live, who travels out, who travels in."""
    flows = ground.territory.commuting
    if flows is None:
        return None
    held = ground.territory.municipalities
    inside_area = [area["commuting"]["inside_share"] for area in ground.data["areas"]]
    rows = []
    for i, (number, name) in enumerate(zip(held.numbers, held.names, strict=True)):
        employed, own = int(flows[i].sum()), int(flows[i, i])
        hide = few(own) or few(employed - own)
        rows.append(
            {
                "code": number,
                "name": name,
                "employed": shown(count(employed)),
                "own": shown(Hidden.FEW if hide else own),
                "out": shown(Hidden.FEW if hide else employed - own),
                "into": shown(count(int(flows[:, i].sum()) - own)),
                "share": shown(share(own, employed), report.SHARE),
                "area": inside_area[int(ground.structure.area[i])],
            }
        )
    return Table(
        (
            report.CODE,
            report.NAME,
            Column("employed", _("Sysselsatte"), path("employed"), norwegian.whole),
            Column("own_employed", _("Jobber hjemme"), path("own"), norwegian.whole),
            Column("out_employed", _("Pendler ut"), path("out"), norwegian.whole),
            Column("in_employed", _("Pendler inn"), path("into"), norwegian.whole),
            Column("own_share", _("Jobber i kommunen"), path("share"), report.share_told),
            Column("area_share", _("I området jobber hjemme"), path("area"), report.share_told),
        ),
        tuple(rows),
    )


def _opening(ground: Ground) -> Table:
    """T10: where there is somebody to meet, and how many days a week."""
    territory, structure = ground.territory, ground.structure
    held, sites = territory.municipalities, territory.sites
    main = set(held.seats[structure.hosts].tolist())
    rows = []
    for site in np.flatnonzero(structure.days > 0).tolist():
        municipality = int(sites.municipality[site])
        host = int(structure.hosts[structure.area[municipality]])
        rows.append(
            {
                "code": sites.ids[site],
                "name": sites.names[site],
                "municipality": held.names[municipality],
                "host": held.names[host],
                "kind": "main" if site in main else "branch",
                "days": shown(float(structure.days[site]), 1),
            }
        )
    return Table(
        (
            Column("site", _("Sted"), path("code")),
            Column("name", _("Sted"), path("name")),
            Column("municipality", _("Kommune"), path("municipality")),
            Column("host", _("Hører til kontoret i"), path("host")),
            Column("site_kind", _("Slag"), path("kind")),
            Column("days", _("Dager i uken"), path("days"), days_told),
        ),
        tuple(rows),
    )


def days_told(value: float) -> str:
    """Days a week without a decimal that says nothing."""
    return norwegian.decimal(value, 1).removesuffix(",0")


@dataclass(frozen=True)
class Part:
    """A table a study has: what it is called, what it rests on, and what is missing without it."""

    number: str  # as the studies number it; "" outside
    title: str | Promise
    lead: str | Promise
    rests_on: tuple[str, ...] = ()  # tables of the dataset
    made: Callable[[Ground], Table | None] | None = None
    lacks: str | Promise = ""


TABLES: dict[str, Part] = {
    "omrader": Part(
        "",
        _l("Kontorområdene"),
        _l("Hvem som deler kontor, hvem som er vert, og hva området har. Tabellen sier det samme "
           "som kartet. Kostnaden er regnet av oppgitte forutsetninger, ikke av regnskap."),
        ("structures", "presence", "staff", "competence", "commuting"),
        _areas,
    ),
    "t1": Part(
        "T1",
        _l("Innbyggere og alder"),
        _l("Folketall 1. januar. Framskriving er ikke med i datasettet."),
        ("residents",),
        _residents,
        _l("Legg ved tabellen «residents»: innbyggere etter alder og år."),
    ),
    "t2": Part(
        "T2",
        _l("Årsverk"),
        _l("Årsverk etter kontor, arbeidsgiver og oppgave, talt der de sitter i dag."),
        ("staff",),
        _staff,
        _l("Legg ved tabellen «staff»: årsverk etter kommune, arbeidsgiver og oppgave."),
    ),
    "t3": Part(
        "T3",
        _l("Ansattes alder og avgang"),
        "",
        lacks=_l("Datasettet har ingen tabell over ansattes alder. Tallene må hentes fra begge "
                 "arbeidsgiverne, og bare som grupper."),
    ),
    "t4": Part(
        "T4",
        _l("Fagområder og sårbarhet"),
        _l("Hvor mange som har hvert fagområde. Et fag hos én er sårbart: ingen er der når "
           "personen er borte."),
        ("competence",),
        _competence,
        _l("Legg ved tabellen «competence»: hvor mange som har hvert fagområde."),
    ),
    "t5": Part(
        "T5",
        _l("Brukere etter gruppe"),
        "",
        lacks=_l("Datasettet har ingen tall om brukere. De står under resultatene i hvert "
                 "partnerskap."),
    ),
    "t6": Part(
        "T6",
        _l("Sosialhjelp og kvalifiseringsprogram"),
        "",
        lacks=_l("Datasettet har ingen tall om sosialhjelp. De står under resultatene i hvert "
                 "partnerskap."),
    ),
    "t7": Part(
        "T7",
        _l("Reisetid til et sted å møte noen"),
        _l("Minutter én vei til det nærmeste stedet i eget område der noen er til stede."),
        ("places", "sites", "nodes", "edges", "travel", "presence"),
        _ways("meet"),
    ),
    "t7b": Part(
        "T7",
        _l("Reisetid til hovedkontoret"),
        _l("Minutter én vei til kommunesenteret i vertskommunen."),
        ("places", "sites", "nodes", "edges", "travel"),
        _ways("host"),
    ),
    "t8": Part(
        "T8",
        _l("Pendling"),
        _l("Hvor mange som jobber der de bor, og hvor mange som reiser ut og inn. Bare reiser "
           "inne i området er med."),
        ("commuting",),
        _commuting,
        _l("Legg ved tabellen «commuting»: sysselsatte etter bosted og arbeidssted."),
    ),
    "t9": Part(
        "T9",
        _l("Kommunale tjenester i kontoret"),
        "",
        lacks=_l("Datasettet har ingen tabell over tjenester. Hvilke kommunale tjenester som er "
                 "lagt til kontoret, står i partnerskapsavtalene."),
    ),
    "t10": Part(
        "T10",
        _l("Åpne dager og steder"),
        _l("Steder der noen er til stede, og hvor mange dager i uken."),
        ("presence",),
        _opening,
    ),
}  # fmt: skip


# --- How a table is shown ---------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell. `label` is the heading of its column, for a phone."""

    text: str
    label: str
    figure: bool  # to the right
    hidden: bool
    wide: bool  # so long that it may take a line of its own


@dataclass(frozen=True, slots=True)
class Row:
    """One row: what it is about, and its cells. `whole`: it sums up the others."""

    name: str
    cells: tuple[Cell, ...]
    whole: bool


@dataclass(frozen=True, slots=True)
class Laid:
    """A table as `structure/_table.html` shows it."""

    id: str
    caption: str
    corner: str  # the heading over the names of the rows
    headings: tuple[tuple[str, bool], ...]  # text, and whether figures stand below
    rows: tuple[Row, ...]


def laid(
    made: Table,
    caption: str,
    *,
    id_: str,
    without: Sequence[str] = ("code",),
    numbered: bool = False,
) -> Laid:
    """Cells of a table, in the words of the page. Columns in `without` stand in the CSV only.

    The first of the other columns names the row; `numbered` puts the number of its area first,
    as the map has it.
    """
    first, *others = [column for column in made.columns if column.name not in {*without, "site"}]
    heads = [(words.heading(one.name, one.title), one.told is not None) for one in others]
    rows = tuple(
        Row(
            f"{row['code']} {first.of(row)}" if numbered else _cell(first, row, "").text,
            tuple(
                _cell(column, row, label)
                for column, (label, _right) in zip(others, heads, strict=True)
            ),
            row.get("kind") == "whole" or row.get("code") == "",
        )
        for row in made.rows
    )
    return Laid(id_, caption, words.heading(first.name, first.title), tuple(heads), rows)


def _cell(column: Column, row: Mapping[str, Any], label: str) -> Cell:
    value = column.of(row)
    figure = column.told is not None
    if value is None:
        return Cell("–", label, figure, False, False)
    if isinstance(value, Mapping):
        return Cell(_("skjult"), label, figure, True, False)
    if column.told is not None:
        return Cell(column.told(value), label, True, False, False)
    text = words.cell(column.name, str(value))
    return Cell(text, label, False, False, len(text) > 40)
