"""One indicator over all partnerships.

They are put in order of value only where that is fair: the same period, and 30 or more behind the
figure. The others stand by name, each with the reason. What is hidden stays hidden.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from django.db.models import Count, Q
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from tospann.base.spreadsheets import Value
from tospann.engines.results.charts import Variation
from tospann.engines.results.disclosure.classes import may_rank
from tospann.indicators.models import Direction, Indicator
from tospann.partnerships.models import Owner, Partnership
from tospann.results import wording
from tospann.results.models import Mark, Summary
from tospann.results.series import told

WIDTH, HEIGHT, EDGE = 120, 28, 3  # of a sparkline, in its own units


class Place(StrEnum):
    """Where a partnership stands on the board of an indicator."""

    RANKED = "ranked"
    OLDER = "older"
    SMALL = "small"
    NO_BASE = "no_base"
    HIDDEN = "hidden"
    NOT_THERE = "not_there"


HEADINGS: dict[Place, str | Promise] = {
    Place.RANKED: _l("I rekkefølge"),
    Place.OLDER: _l("Tallet er for en eldre periode"),
    Place.SMALL: _l("Færre enn 30 bak tallet"),
    Place.NO_BASE: _l("Uten rekkefølge"),
    Place.HIDDEN: _l("Skjult"),
    Place.NOT_THERE: _l("Uten tall"),
}
REASONS: dict[Place, str | Promise] = {
    Place.RANKED: _l("Samme periode, og minst 30 bak hvert tall."),
    Place.OLDER: _l(
        "Nyere tall er ikke kommet. Tall fra ulike perioder kan ikke settes opp mot hverandre."
    ),
    Place.SMALL: _l(
        "Når få står bak, svinger tallet mye av seg selv. En rekkefølge ville ikke si noe."
    ),
    Place.NO_BASE: _l(
        "Tallet har ikke noe grunnlag å deles på, og kontorene er av ulik størrelse. "
        "En rekkefølge ville mest vise hvem som er størst."
    ),
    Place.HIDDEN: _l("Tallet er skjult for at ingen skal kjennes igjen."),
    Place.NOT_THERE: _l("Det er ikke kommet noe tall, eller det er meldt at tallet mangler."),
}


@dataclass(frozen=True, slots=True)
class Spark:
    """The last periods as a line, with a dot at the latest number. Gaps stay gaps."""

    path: str
    x: str
    y: str


@dataclass(frozen=True, slots=True)
class Line:
    """A partnership with its latest figure, ready to print."""

    partnership: Partnership
    region: Owner | None
    summary: Summary | None
    indicator: Indicator
    place: Place

    @property
    def amount(self) -> str:
        """The value with its unit, or what stands there instead."""
        if self.summary is None:
            return _("ingen tall ennå")
        if self.summary.mark == Mark.NUMBER:
            return wording.amount(self.summary.value, self.indicator)
        return wording.mark_words(self.summary.mark)

    @property
    def why(self) -> str:
        """Why it is hidden."""
        return wording.why_words(self.summary.why) if self.summary else ""

    @property
    def base(self) -> str:
        """How many stand behind the figure."""
        if self.summary is None or self.summary.base is None:
            return ""
        return wording.plain(self.summary.base)

    @property
    def period(self) -> str:
        """The period of the figure."""
        return wording.period_words(self.summary.period) if self.summary else ""

    @property
    def quality(self) -> str:
        """Preliminary, estimated, illustrative; nothing when it is final."""
        return wording.quality_words(self.summary.quality) if self.summary else ""

    @property
    def target(self) -> str:
        """The target for that period."""
        if self.summary is None or self.summary.target is None:
            return ""
        return wording.amount(self.summary.target, self.indicator)

    @property
    def variation(self) -> str:
        """What the latest figure says, in words."""
        return told(self.summary.words["variation"]).said(_) if self.summary else ""

    @property
    def color(self) -> str:
        """The colour that says the same."""
        return wording.COLORS.get(self.summary.variation, "") if self.summary else ""

    @property
    def assurance(self) -> str:
        """What can be expected of the target, in words; nothing with too few figures."""
        if self.summary is None or self.summary.variation == Variation.TOO_FEW:
            return ""
        return told(self.summary.words["assurance"]).said(_)

    @property
    def spark(self) -> Spark | None:
        """The line of the last periods; None with fewer than two numbers."""
        return spark([point[1] for point in self.summary.points]) if self.summary else None


@dataclass(frozen=True, slots=True)
class Section:
    """Those that stand alike, and why."""

    place: Place
    lines: list[Line]

    @property
    def heading(self) -> str:
        """What they are called together."""
        return str(HEADINGS[self.place])

    @property
    def reason(self) -> str:
        """Why they stand together."""
        return str(REASONS[self.place])


@dataclass(frozen=True, slots=True)
class Spread:
    """The board of an indicator."""

    indicator: Indicator
    sections: list[Section]
    regions: list[Owner]
    count: int
    worse_count: int
    better_count: int
    period: str  # that of those in order

    @property
    def lines(self) -> list[Line]:
        """Every partnership, as it stands on the page."""
        return [line for section in self.sections for line in section.lines]


def spread(code: str, *, region: str = "") -> Spread | None:
    """The board of an indicator of the catalogue, or None. Three queries.

    `region` is the code of a state owner; empty for the whole country.
    """
    indicator = Indicator.objects.filter(code=code, partnership=None).first()
    if indicator is None:
        return None
    latest = {row.partnership_id: row for row in Summary.objects.filter(indicator=indicator)}
    found: list[tuple[Partnership, Owner | None]] = []
    for one in Partnership.objects.select_related("board_line__region").order_by("sort_key", "pk"):
        line = getattr(one, "board_line", None)
        found.append((one, line.region if line else None))
    regions = {owner.pk: owner for _one, owner in found if owner is not None}
    chosen = [
        (one, owner)
        for one, owner in found
        if not region or (owner is not None and owner.code == region)
    ]
    numbers = [row for row in latest.values() if row.mark == Mark.NUMBER]
    newest = max(numbers, key=lambda row: row.last_on, default=None)
    lines = [
        Line(one, owner, latest.get(one.pk), indicator, _place(latest.get(one.pk), newest))
        for one, owner in chosen
    ]
    return Spread(
        indicator=indicator,
        sections=_sections(lines, indicator),
        regions=sorted(regions.values(), key=lambda one: (one.sort_key, str(one.pk))),
        count=len(lines),
        worse_count=_with(lines, Variation.CONCERN),
        better_count=_with(lines, Variation.IMPROVEMENT),
        period=wording.period_words(newest.period) if newest else "",
    )


def _with(lines: Iterable[Line], variation: Variation) -> int:
    return sum(bool(one.summary and one.summary.variation == variation) for one in lines)


def _place(row: Summary | None, newest: Summary | None) -> Place:
    if row is None or row.mark in (Mark.MISSING, Mark.NOT_APPLICABLE):
        return Place.NOT_THERE
    if row.mark != Mark.NUMBER:
        return Place.HIDDEN
    if row.base is None:
        return Place.NO_BASE
    if not may_rank(int(row.base)):
        return Place.SMALL
    return Place.RANKED if newest and row.period == newest.period else Place.OLDER


def _sections(lines: Sequence[Line], indicator: Indicator) -> list[Section]:
    found = []
    for place in Place:
        those = [line for line in lines if line.place is place]
        if place is Place.RANKED:
            rising = indicator.direction == Direction.DOWN
            those.sort(key=lambda one: _number(one), reverse=not rising)
        if those:
            found.append(Section(place, those))
    return found


def _number(line: Line) -> Decimal:
    assert line.summary is not None
    return line.summary.value or Decimal(0)


def spark(values: Sequence[float | None]) -> Spark | None:
    """A line through the values in order, scaled to fill its frame. None with fewer than two."""
    numbers = [value for value in values if value is not None]
    if len(numbers) < 2:
        return None
    low, high = min(numbers), max(numbers)
    step = (WIDTH - 2 * EDGE) / (len(values) - 1)
    parts, pen, last = [], "M", ("", "")
    for at, value in enumerate(values):
        if value is None:
            pen = "M"
            continue
        share = (value - low) / (high - low) if high > low else 0.5
        last = (f"{EDGE + at * step:.1f}", f"{HEIGHT - EDGE - share * (HEIGHT - 2 * EDGE):.1f}")
        parts.append(f"{pen}{last[0]} {last[1]}")
        pen = "L"
    return Spark("".join(parts), *last)


def table(found: Spread) -> tuple[list[str], list[list[Value]]]:
    """Headings and values for a file. A number only where a number is shown."""
    headings = [
        *(_("Partnerskap"), _("Statlig eier"), _("Periode"), _("Verdi"), _("Enhet")),
        *(_("Antall bak tallet"), _("Måltall"), _("Utvikling"), _("Sikkerhet"), _("Kvalitet")),
        _("Plass i oversikten"),
    ]
    return headings, [
        [
            line.partnership.name,
            str(line.region or ""),
            line.summary.period if line.summary else "",
            _exact(line),
            found.indicator.unit_name,
            line.summary.base if line.summary else None,
            line.summary.target if line.summary else None,
            line.variation,
            line.assurance,
            line.quality,
            str(HEADINGS[line.place]),
        ]
        for line in found.lines
    ]


def _exact(line: Line) -> Value:
    if line.summary is not None and line.summary.mark == Mark.NUMBER:
        return line.summary.value
    return line.amount


@dataclass(frozen=True, slots=True)
class Counted:
    """An indicator of the catalogue, and how many partnerships have which news."""

    indicator: Indicator
    count: int
    better: int
    worse: int


def counted() -> list[Counted]:
    """Every indicator of the catalogue in use, in its order. Two queries."""
    rows = {
        row["indicator"]: row
        for row in Summary.objects.filter(indicator__partnership=None)
        .values("indicator")
        .annotate(
            count=Count("pk"),
            better=Count("pk", filter=Q(variation=Variation.IMPROVEMENT)),
            worse=Count("pk", filter=Q(variation=Variation.CONCERN)),
        )
        .order_by("indicator")
    }
    none = {"count": 0, "better": 0, "worse": 0}
    return [
        Counted(one, *(rows.get(one.pk, none)[name] for name in ("count", "better", "worse")))
        for one in Indicator.objects.filter(partnership=None, retired_at=None)
    ]
