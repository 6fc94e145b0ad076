"""What the pages of the present structure and of a dataset's other structures show."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from tospann.engines.structure import norwegian, report
from tospann.engines.structure.hidden import Hidden, share
from tospann.engines.structure.maps import TravelMap
from tospann.engines.structure.report import Column, Plain, Table, path, shown
from tospann.engines.structure.territory import Source, Territory
from tospann.structure.models import Dataset
from tospann.structure.selectors import gist, structures, tables, words, zooming
from tospann.structure.selectors.structures import Measured, ShownMap
from tospann.structure.selectors.tables import Laid
from tospann.structure.selectors.territories import present, territory_of

MOST_SHOWN = 120  # rows: a longer table is read as a file
OF_AREAS = {"omrader", "t2", "t4"}  # tables whose rows are areas, by the numbers of the map
BANDS = "reisetid"  # the name of the table of bands, beside those of `tables.TABLES`


@dataclass(frozen=True)
class SourceLine:
    """Where figures come from, told. `illustrative`: nobody's fact."""

    title: str
    publisher: str
    date: str
    quality: str
    note: str
    illustrative: bool


@dataclass(frozen=True)
class Section:
    """A table on the page, or what is missing for it."""

    name: str
    number: str
    title: str | Promise
    lead: str | Promise
    table: Laid | None
    row_count: int  # of a table that is too long to show; 0 otherwise
    lacks: str | Promise
    sources: tuple[SourceLine, ...]
    gist: str  # what the table says, for those who do not open it

    @property
    def illustrative(self) -> bool:
        """Does any of it rest on figures that are nobody's fact?"""
        return any(one.illustrative for one in self.sources)


@dataclass(frozen=True)
class DatasetLine:
    """A dataset in the list: what it holds, and how its offices lie today."""

    dataset: Dataset
    title: str
    municipality_count: int
    residents: int
    structures: tuple[str, ...]  # titles
    has_present: bool
    illustrative: tuple[str, ...]  # tables that are only examples
    publishers: tuple[str, ...]
    map: ShownMap


@dataclass(frozen=True)
class BarePage:
    """A dataset that does not say who shares an office: what is known all the same."""

    dataset: Dataset
    map: ShownMap
    residents: Section

    @property
    def territory(self) -> Territory:
        """The dataset's tables."""
        return territory_of(self.dataset.pk)


@dataclass(frozen=True)
class Tally:
    """A figure that sums up the structure, as it is told."""

    label: str
    text: str


@dataclass(frozen=True)
class StructurePage:
    """Everything on the page of one structure of a dataset."""

    dataset: Dataset
    measured: Measured
    map: ShownMap
    meet: TravelMap
    host: TravelMap
    bands: Laid
    bands_gist: str
    travel_source: SourceLine
    waiting: bool
    tallies: tuple[Tally, ...]
    sections: tuple[Section, ...]

    @property
    def title(self) -> str:
        """The name of the structure."""
        return self.measured.structure.title

    @property
    def name(self) -> str:
        """The short name of the structure, as the address has it."""
        return self.measured.structure.name


def dataset_line(dataset: Dataset) -> DatasetLine:
    """A dataset in the list. One query when it is read anew."""
    territory = territory_of(dataset.pk)
    base = structures.base_of(dataset.pk)
    return DatasetLine(
        dataset,
        territory.title,
        len(territory.municipalities),
        int(territory.residents.sum()),
        tuple(one.title for one in territory.structures),
        bool(territory.structures),
        tuple(sorted({one.title for one in territory.sources if one.quality == "illustrative"})),
        tuple(sorted({who for one in territory.sources for who in one.publisher.split(", ")})),
        structures.shown_map(territory, present(territory), base, id_=f"kart-{dataset.name}"),
    )


def bare_page(dataset: Dataset) -> BarePage:
    """What can be told without a structure, which costs no travel times. No query."""
    line = dataset_line(dataset)
    return BarePage(dataset, line.map, _section(_unmeasured(dataset), "t1"))


def _unmeasured(dataset: Dataset) -> Measured:
    """The dataset with nothing reckoned: enough for what no structure changes."""
    territory = territory_of(dataset.pk)
    return Measured(territory, present(territory), {})


def structure_page(dataset: Dataset, name: str) -> StructurePage:
    """A structure of the dataset. No query, once the dataset is read. Raises `KeyError`."""
    found = structures.measured_in(dataset.pk, name)
    territory, structure = found.territory, found.structure
    meet, host = (structures.travel_map_in(dataset.pk, name, kind) for kind in ("meet", "host"))
    (travel,) = found.data["sources"]["travel"][-1:]
    return StructurePage(
        dataset,
        found,
        structures.shown_map(
            territory,
            structure,
            structures.base_of(dataset.pk),
            zoom=zooming.address(dataset, name) if territory.structures else "",
        ),
        meet,
        host,
        tables.laid(bands_table(meet, host), _("Innbyggere etter reisetid"), id_=BANDS),
        gist.bands(found.data["whole"]),
        _source(travel),
        found.data["waiting_for_ferries"],
        _tallies(found),
        tuple(_section(found, one) for one in tables.TABLES),
    )


def table_of(dataset: Dataset, structure: str, name: str) -> Table | None:
    """A table of the page by its name; None when the dataset lacks it. Raises `KeyError`."""
    if name == "t1":
        found = _unmeasured(dataset)
        return tables.table(found.territory, name, structure=found.structure, data={})
    found = structures.measured_in(dataset.pk, structure)
    if name == BANDS:
        meet, host = (
            structures.travel_map_in(dataset.pk, structure, kind) for kind in ("meet", "host")
        )
        return bands_table(meet, host)
    return tables.table(found.territory, name, structure=found.structure, data=found.data)


def bands_table(meet: TravelMap, host: TravelMap) -> Table:
    """How many live within each span of minutes, for both ways."""
    rows = []
    for near, far in zip(meet.bands, host.bands, strict=True):
        row: dict[str, Any] = {"name": near.name}
        for kind, band, whole in (("meet", near, meet), ("host", far, host)):
            people = [one.residents for one in whole.bands]
            base = sum(one for one in people if not isinstance(one, Hidden))
            row[f"{kind}_residents"] = shown(band.residents)
            row[f"{kind}_share"] = shown(
                band.residents
                if isinstance(band.residents, Hidden)
                else share(band.residents, base),
                report.SHARE,
            )
        rows.append(row)
    told: Mapping[str, str] = {"meet": _("Møte noen"), "host": _("Hovedkontoret")}
    columns = [Column("band", _("Reisetid én vei"), path("name"))]
    for kind, title in told.items():
        columns += [
            Column(f"{kind}_residents", title, path(f"{kind}_residents"), norwegian.whole),
            Column(f"{kind}_share", _("Andel"), path(f"{kind}_share"), report.share_told),
        ]
    return Table(tuple(columns), tuple(rows))


def _section(found: Measured, name: str) -> Section:
    part = tables.TABLES[name]
    made = tables.table(found.territory, name, structure=found.structure, data=found.data)
    long = made is not None and len(made.rows) > MOST_SHOWN
    told = (
        None
        if made is None or long
        else tables.laid(made, str(part.title), id_=name, numbered=name in OF_AREAS)
    )
    lines = _sources_of(found, part.rests_on) if made else ()
    rows = len(made.rows) if made is not None and long else 0
    said = gist.gist(name, made, found.data) if made else ""
    return Section(name, part.number, part.title, part.lead, told, rows, part.lacks, lines, said)


def _sources_of(found: Measured, wanted: Iterable[str]) -> tuple[SourceLine, ...]:
    """The sources of some tables; those of travel times as they were reckoned."""
    wanted = set(wanted)
    plain = [report.source(one) for one in found.territory.sources if one.table in wanted]
    if "travel" in wanted:
        plain = [*found.data["sources"]["travel"]]
        plain += [report.source(one) for one in _presence(found.territory, wanted)]
    return tuple(_source(one) for one in plain)


def _presence(territory: Territory, wanted: set[str]) -> list[Source]:
    return [one for one in territory.sources if one.table == "presence" and "presence" in wanted]


def _source(plain: Plain) -> SourceLine:
    quality = str(words.QUALITIES.get(plain["quality"], plain["quality"]))
    return SourceLine(
        plain["title"],
        plain["publisher"],
        plain["date"],
        quality,
        plain["note"],
        plain["quality"] == "illustrative",
    )


def source_lines(sources: Iterable[Plain]) -> tuple[SourceLine, ...]:
    """Sources as `report` gives them, each once."""
    found = {(one["title"], one["publisher"], one["date"]): _source(one) for one in sources}
    return tuple(found.values())


def _tallies(found: Measured) -> tuple[Tally, ...]:
    whole, staff = found.data["whole"], found.territory.staff
    figures = [
        (_("Kontorområder"), norwegian.whole(found.structure.areas)),
        (_("Steder med folk til stede"), norwegian.whole(int((found.structure.days > 0).sum()))),
        (_("Innbyggere"), _figure(whole["residents"], norwegian.whole)),
        (_("Innen 30 min"), _figure(whole["meet"]["within_share"]["30"], report.share_told)),
        (_("Over 60 min"), _over(whole["meet"]["within_share"]["60"])),
    ]
    if staff is not None and staff.fte.size:
        figures.append((_("Årsverk (eksempel)") if _is_example(found) else _("Årsverk"),
                        norwegian.decimal(float(staff.fte.sum()), report.FTE)))  # fmt: skip
    return tuple(Tally(label, text) for label, text in figures)


def _is_example(found: Measured) -> bool:
    return any(
        one.table == "staff" and one.quality == "illustrative" for one in found.territory.sources
    )


def _over(value: Plain) -> str:
    """What is left of a share, from the same rounded figure."""
    if value is None or isinstance(value, Mapping):
        return _figure(value, report.share_told)
    return report.share_told(round(1 - value, report.SHARE))


def _figure(value: Plain, told: Any) -> str:
    if value is None:
        return "–"
    return _("skjult") if isinstance(value, Mapping) else told(value)
