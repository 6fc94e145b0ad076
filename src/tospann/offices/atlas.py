"""What the map of Nordland shows on a day: shapes, offices, names and a legend."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import reduce
from uuid import UUID

from tospann.offices.map import Frame, Label, place_labels, point
from tospann.offices.models import (
    Municipality,
    MunicipalityChange,
    MunicipalityName,
    Office,
    Outline,
    Site,
    SiteKind,
)
from tospann.offices.selectors import Serving, coverages_on_day, serving_by_municipality

HUES = 8  # as many joint offices as map.css has colours for; a ninth shares with the first
# Height of the names in map units; map.css draws the joint offices so on a small screen.
JOINT_LETTER, OWN_LETTER = 900, 640
PADDING = 900  # map units around the drawing, for the names at the rim


@dataclass(frozen=True, slots=True)
class Held:
    """A municipality inside a shape on the day, and who serves it."""

    municipality: Municipality
    names: tuple[MunicipalityName, ...]
    serving: Serving


@dataclass(frozen=True, slots=True)
class Shape:
    """One drawn area. Before a merger it holds the municipalities that were there then."""

    municipality: Municipality  # the one whose border is drawn
    path: str
    held: tuple[Held, ...]
    hue: int | None  # 1 to `HUES` for a joint office; None for an office of its own
    divided: bool  # state and municipal services come from different offices
    mixed: bool  # the offices differ between the municipalities that were here

    @property
    def own_borders(self) -> bool:
        """True when the border drawn is that of the municipality on the day."""
        return [held.municipality for held in self.held] == [self.municipality]


@dataclass(frozen=True, slots=True)
class Dot:
    """An office's main place, or a smaller one."""

    x: int
    y: int
    office: Office
    site: Site
    joint: bool
    name: str = ""  # the office's name without "Nav", at main places
    label: Label | None = None


@dataclass(frozen=True, slots=True)
class JointOffice:
    """One line of the legend."""

    office: Office
    name: str
    hue: int
    serves: tuple[Municipality, ...]


@dataclass(frozen=True, slots=True)
class Atlas:
    day: date
    view_box: str
    shapes: list[Shape]
    dots: list[Dot]
    joint: list[JointOffice]
    borders_on: date | None
    any_divided: bool
    any_mixed: bool
    any_own: bool


def atlas_on(day: date) -> Atlas:
    """The map on a day. Shapes in Norwegian order, so that the keyboard follows the list.

    Six queries. Without outlines the map is empty.
    """
    outlines = list(
        Outline.objects.select_related("municipality").order_by(
            "municipality__sort_key", "municipality__number"
        )
    )
    coverages = list(coverages_on_day(day).select_related("office", "municipality"))
    serving = serving_by_municipality(coverages, day)
    names = defaultdict(list)
    for name in MunicipalityName.objects.order_by("language", "pk"):
        names[name.municipality_id].append(name)
    there = _Lineage(day)
    joint = _joint_offices(coverages, day)
    hues = {line.office.pk: line.hue for line in joint}
    nobody = Serving((), ())

    shapes = []
    for outline in outlines:
        held = tuple(
            Held(m, tuple(names[m.pk]), serving.get(m.pk, nobody))
            for m in there.at(outline.municipality_id)
        )
        answers = {tuple(office.id for office in h.serving.offices) for h in held}
        first = held[0].serving.offices[:1] if len(answers) == 1 else ()
        shapes.append(
            Shape(
                municipality=outline.municipality,
                path=outline.path,
                held=held,
                hue=hues.get(first[0].id) if first else None,
                divided=any(h.serving.divided for h in held),
                mixed=len(answers) > 1,
            )
        )
    frames = [Frame(o.left, o.top, o.right, o.bottom) for o in outlines] or [Frame(0, 0, 1, 1)]
    frame = reduce(Frame.around, frames).padded(PADDING)
    return Atlas(
        day=day,
        view_box=frame.view_box,
        shapes=shapes,
        dots=_dots(day, {row.office_id for row in coverages}, hues, frame),
        joint=joint,
        borders_on=outlines[0].borders_on if outlines else None,
        any_divided=any(shape.divided for shape in shapes),
        any_mixed=any(shape.mixed for shape in shapes),
        any_own=any(shape.hue is None and not shape.mixed for shape in shapes),
    )


class _Lineage:
    """Which municipalities lie where another one lies, on a day. Two queries."""

    def __init__(self, day: date) -> None:
        self.day = day
        self.municipalities = {m.pk: m for m in Municipality.objects.all()}
        self.origins: dict[UUID, list[UUID]] = defaultdict(list)
        self.successions: dict[UUID, list[UUID]] = defaultdict(list)
        for predecessor, successor in MunicipalityChange.objects.order_by(
            "predecessor__sort_key", "pk"
        ).values_list("predecessor", "successor"):
            self.origins[successor].append(predecessor)
            self.successions[predecessor].append(successor)

    def at(self, key: UUID) -> list[Municipality]:
        """The municipality itself if it exists on the day; else those before or after it."""
        municipality = self.municipalities[key]
        period = municipality.period
        if period.lower and self.day < period.lower:
            return [m for before in self.origins[key] for m in self.at(before)]
        if period.upper and self.day >= period.upper:
            return [m for after in self.successions[key] for m in self.at(after)]
        return [municipality]


def _joint_offices(coverages: list, day: date) -> list[JointOffice]:
    """Offices with the municipal services of two or more municipalities, in Norwegian order."""
    offices, serves = {}, defaultdict(list)
    for row in coverages:
        if row.part != "state":
            offices[row.office_id] = row.office
            serves[row.office_id].append(row.municipality)
    return [
        JointOffice(
            offices[key],
            offices[key].name_on(day),
            rank % HUES + 1,
            tuple(sorted(serves[key], key=lambda m: m.sort_key)),
        )
        for rank, key in enumerate(key for key in offices if len(serves[key]) > 1)
    ]


def _dots(day: date, serving: set[UUID], hues: dict[UUID, int], frame: Frame) -> list[Dot]:
    """Places of the offices that serve someone on the day; main places last, so drawn on top."""
    sites = (
        Site.objects.on(day)
        .filter(office__in=serving)
        .exclude(kind=SiteKind.POSSIBLE)
        .select_related("office", "municipality")
        .order_by("office__sort_key", "pk")
    )
    places = [(*point(site.latitude, site.longitude), site) for site in sites]
    main = [(x, y, site) for x, y, site in places if site.kind == SiteKind.MAIN]
    main.sort(key=lambda place: place[2].office_id not in hues)  # joint offices choose first
    labels = place_labels(
        [
            (
                x,
                y,
                short_name(site.office.name_on(day)),
                JOINT_LETTER if site.office_id in hues else OWN_LETTER,
            )
            for x, y, site in main
        ],
        points=[(x, y) for x, y, site in places if site.kind != SiteKind.MAIN],
        within=frame,
    )
    return [
        *(
            Dot(x, y, site.office, site, site.office_id in hues)
            for x, y, site in places
            if site.kind != SiteKind.MAIN
        ),
        *(
            Dot(
                x,
                y,
                site.office,
                site,
                site.office_id in hues,
                short_name(site.office.name_on(day)),
                label,
            )
            for (x, y, site), label in zip(main, labels, strict=True)
        ),
    ]


def short_name(name: str) -> str:
    """An office's name without "Nav", which all of them begin with."""
    return name[4:] if name[:4].upper() == "NAV " else name
