"""One indicator of one partnership: everything that may be shown of it."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from tospann.access.actor import Actor
from tospann.access.roles import Permission
from tospann.base import clock
from tospann.engines.results.disclosure.classes import may_rank
from tospann.engines.results.periods import Due, Period, containing, parse
from tospann.indicators.models import Frequency, Indicator
from tospann.offices.models import MunicipalityChange
from tospann.partnerships.models import Owner, OwnerKind, Partnership
from tospann.partnerships.selectors import owners_on
from tospann.results import lines, wording
from tospann.results.cells import Cell, cells_of, office_cell
from tospann.results.doubt import interval
from tospann.results.figures import LENGTHS
from tospann.results.mergers import Carried, Change, on_today
from tospann.results.models import OFFICE, Measurement, Note, Published, Rebase, Summary
from tospann.results.series import Series, series_of
from tospann.results.targets import planned

COMPARED = 6  # other offices beside one's own


@dataclass(frozen=True, slots=True)
class Column:
    """A place in the table."""

    place: str
    name: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A cell of the table in words."""

    carried: Carried | None
    indicator: Indicator
    absent: Due | None = None  # how it stands with a figure that is not there

    @property
    def cell(self) -> Cell | None:
        """What may be shown."""
        return self.carried.cell if self.carried else None

    @property
    def is_number(self) -> bool:
        """Zero is a number."""
        return self.cell is not None and self.cell.is_number

    @property
    def text(self) -> str:
        """The number with its unit, or what stands there instead."""
        if self.cell is None:
            return ""
        if self.is_number:
            return wording.amount(self.cell.value, self.indicator)
        return wording.mark_words(self.cell.mark)

    @property
    def why(self) -> str:
        """Why it is hidden here."""
        return wording.why_words(self.cell.why) if self.cell else ""

    @property
    def parts(self) -> str:
        """Numerator of denominator, when both are there."""
        cell = self.cell
        if cell is None or cell.numerator is None or cell.denominator is None:
            return ""
        return _("%(numerator)s av %(denominator)s") % {
            "numerator": wording.plain(cell.numerator),
            "denominator": wording.plain(cell.denominator),
        }

    @property
    def between(self) -> str:
        """How sure it is, when few stand behind it: 31,2–48,9."""
        found = interval(self.indicator, self.cell)
        return wording.between(found, self.indicator) if found else ""

    @property
    def sure(self) -> str:
        """The same as a sentence."""
        found = interval(self.indicator, self.cell)
        return wording.sure(found, self.indicator) if found else ""

    @property
    def from_where(self) -> str:
        """From which old numbers, and with what share, it was reckoned."""
        sources = self.carried.sources if self.carried else ()
        return ", ".join(
            number if share == 1 else f"{number} ({wording.share(share)})"
            for number, share in sources
        )


@dataclass(frozen=True, slots=True)
class Row:
    """A period in the table."""

    code: str
    label: str
    cells: tuple[Shown, ...]  # in the order of the columns
    target: str
    flag: str
    edition: int  # how many times the office's figure has come in
    quality: str
    source: str
    source_on: date | None


@dataclass(frozen=True, slots=True)
class Coming:
    """A period whose figure has not come."""

    label: str
    state: Due
    due_on: date


@dataclass(frozen=True, slots=True)
class Corrected:
    """A figure that was shown, and then another."""

    at: datetime
    period: str
    old: Shown
    new: Shown
    reason: str
    source: str
    withdrawn: bool  # the import was taken back


@dataclass(frozen=True, slots=True)
class Other:
    """Another office, or a larger area, for the same period."""

    name: str
    slug: str
    is_own: bool
    shown: Shown
    base: Decimal | None


@dataclass(frozen=True, slots=True)
class Page:
    """The whole page."""

    partnership: Partnership
    indicator: Indicator
    place: str
    split: str  # the group; "" is everybody
    splits: tuple[tuple[str, str], ...]  # groups there are figures of, and their names
    columns: tuple[Column, ...]
    series: Series | None
    rows: tuple[Row, ...]  # newest first
    coming: tuple[Coming, ...]
    rebases: tuple[tuple[str, Rebase], ...]  # the period in words, and the row
    notes: tuple[tuple[str, Note], ...]  # for those inside
    corrected: tuple[Corrected, ...]
    others: tuple[Other, ...]
    ranked: bool
    choices: tuple[Partnership, ...]  # offices that can be laid beside
    may_give: bool
    may_write: bool
    inside: bool
    needs_note: bool
    is_carried: bool

    @property
    def place_name(self) -> str:
        """The place the chart is of."""
        return next((one.name for one in self.columns if one.place == self.place), "")

    @property
    def is_whole(self) -> bool:
        """Whether the page is of everybody at the whole office, for whom the target is."""
        return self.place == OFFICE and not self.split

    @property
    def split_name(self) -> str:
        """The group the page is of."""
        return wording.split_words(self.split)

    @property
    def latest(self) -> Row | None:
        """The newest period in the chart's place that has a figure, or a mark instead of one."""
        at = [one.place for one in self.columns].index(self.place)
        return next((row for row in self.rows if row.cells[at].cell), None)

    @property
    def latest_shown(self) -> Shown | None:
        """That figure."""
        at = [one.place for one in self.columns].index(self.place)
        return self.latest.cells[at] if self.latest else None

    @property
    def has_intervals(self) -> bool:
        """Whether any figure in the table is told with its doubt."""
        return any(cell.between for row in self.rows for cell in row.cells)

    @property
    def owner_kind(self) -> str:
        """For the tag of whose it is."""
        return {"municipal": "municipality"}.get(self.indicator.line, self.indicator.line)

    @property
    def reasons(self) -> list[str]:
        """Why numbers in the table are hidden, each reason once."""
        found = [cell.why for row in self.rows for cell in row.cells if cell.why]
        return list(dict.fromkeys(found))


def page(
    actor: Actor,
    partnership: Partnership,
    indicator: Indicator,
    *,
    place: str = OFFICE,
    split: str = "",
    beside: Sequence[str] = (),
) -> Page:
    """The page of an indicator; `beside` are slugs of offices to compare with.

    An unknown place is the office, an unknown group everybody. The number of queries depends on
    neither the number of periods, of offices nor of groups.
    """
    today = clock.today()
    every = list(
        Published.objects.filter(partnership=partnership, indicator=indicator)
        .select_related("batch")
        .order_by("first_on", "number")
    )
    standing = [one for one in every if one.standing]
    owners = owners_on(partnership, today)
    columns = _columns(owners, standing)
    splits = _splits(standing)
    if split not in splits:
        split = ""
    view = _view(indicator, standing, columns, split)
    if place not in {one.place for one in columns}:
        place = OFFICE
    rebases = tuple(
        Rebase.objects.filter(partnership=partnership, indicator=indicator, withdrawn_at=None)
        .select_related("owner")
        .order_by("first_on", "pk")
    )
    whole = place == OFFICE and not split
    path = planned(partnership, today).paths.get(indicator.code)
    series = series_of(
        indicator,
        {code: carried.cell for code, carried in view[place].items()},
        rebased=[one.period for one in rebases] if place == OFFICE else (),
        path=path if whole else None,  # the target is for everybody at the office
    )
    inside = actor.may_in(Permission.INTERNAL_READ, partnership_id=partnership.pk)
    notes = (
        tuple(Note.objects.filter(partnership=partnership, indicator=indicator)[:10])
        if inside
        else ()
    )
    others, ranked = _others(partnership, indicator, beside)
    last = series.points[-1].period if series else None
    line = Summary.objects.filter(partnership=partnership, indicator=indicator).first()
    return Page(
        partnership=partnership,
        indicator=indicator,
        place=place,
        split=split,
        splits=tuple((one, wording.split_words(one)) for one in splits),
        columns=tuple(columns),
        series=series,
        rows=tuple(_rows(indicator, columns, view, series, today)),
        coming=tuple(_coming(indicator, last, today)),
        rebases=tuple((wording.period_words(one.period), one) for one in rebases),
        notes=tuple((wording.period_words(one.period), one) for one in notes),
        corrected=tuple(_corrected(indicator, every)),
        others=others,
        ranked=ranked,
        choices=tuple(
            Partnership.objects.filter(summaries__indicator=indicator)
            .exclude(pk=partnership.pk)
            .order_by("sort_key", "pk")
        ),
        may_give=lines.may_give(actor, indicator, partnership=partnership, owners=owners),
        may_write=actor.may_in(Permission.FIGURES_ENTER, partnership_id=partnership.pk),
        inside=inside,
        needs_note=whole and bool(line and line.off_track and not line.has_note),
        is_carried=any(one.sources for codes in view.values() for one in codes.values()),
    )


def _columns(owners: Sequence, standing: Sequence[Published]) -> list[Column]:
    """The office, and its municipalities when any of them has had a figure of its own."""
    there = {row["place"] for one in standing for row in one.cells} - {OFFICE}
    found = [Column(OFFICE, _("Kontoret"))]
    municipal = [one.owner for one in owners if one.owner.kind == OwnerKind.MUNICIPALITY]
    if any(len(place) == 4 for place in there):
        found += [Column(owner.code, _short(owner)) for owner in municipal]
    return found


def _splits(standing: Sequence[Published]) -> list[str]:
    """The groups that have had a figure: the sexes, then ages from the youngest."""
    found = {row["split"] for one in standing for row in one.cells} - {""}
    return sorted(found, key=_age)


def _age(split: str) -> tuple[int, str]:
    digits = re.match(r"\d+", split)
    return (int(digits[0]) if digits else -1, split)


def _short(owner: Owner) -> str:
    return owner.name.removesuffix(" kommune")


def _view(
    indicator: Indicator,
    standing: Sequence[Published],
    columns: Sequence[Column],
    split: str,
) -> dict[str, dict[str, Carried]]:
    """A group's figures by place and period, on today's municipalities.

    One query, none without municipalities.
    """
    changes: list[Change] = []
    if len(columns) > 1:
        changes = [
            Change(old, new, on, share)
            for old, new, on, share in MunicipalityChange.objects.order_by("on").values_list(
                "predecessor__number", "successor__number", "on", "share"
            )
        ]
    view: dict[str, dict[str, Carried]] = defaultdict(dict)
    for one in standing:
        cells = {cell.key: cell for cell in cells_of(one)}
        last_on = parse(one.period).last_day
        for column in columns:
            carried = on_today(indicator, cells, column.place, last_on, changes, split=split)
            if carried is not None:
                view[column.place][one.period] = carried
    return view


def _rows(
    indicator: Indicator,
    columns: Sequence[Column],
    view: dict[str, dict[str, Carried]],
    series: Series | None,
    today: date,
) -> list[Row]:
    """The periods from the newest back; the target and the flag are those of the chart.

    What is absent in a column before the column's first figure was never to come.
    """
    if series is None:
        return []
    targets = {
        str(point.period): (target, flag)
        for point, target, flag in zip(series.points, series.targets, series.flags, strict=True)
    }
    codes = {*targets, *(code for one in columns for code in view[one.place])}
    begun = {
        one.place: min((parse(code).first_day for code in view[one.place]), default=date.max)
        for one in columns
    }
    rows = []
    for code in sorted(codes, key=parse, reverse=True):
        target, flag = targets.get(code, (None, ""))
        office = view[OFFICE].get(code)
        first = office or next(
            (view[one.place][code] for one in columns if code in view[one.place]), None
        )
        cell = first.cell if first else None
        rows.append(
            Row(
                code=code,
                label=wording.period_words(code),
                cells=tuple(
                    Shown(
                        view[one.place].get(code),
                        indicator,
                        parse(code).due(today, indicator.due_days, begun[one.place]),
                    )
                    for one in columns
                ),
                target="" if target is None else wording.amount(target, indicator),
                flag=flag,
                edition=cell.edition if cell else 0,
                quality=wording.quality_words(cell.quality) if cell else "",
                source=cell.source if cell else "",
                source_on=cell.source_on if cell else None,
            )
        )
    return rows


def _coming(indicator: Indicator, last: Period | None, today: date) -> list[Coming]:
    """Periods after the last figure, up to the one that is running; newest first."""
    running = containing(today, LENGTHS[Frequency(indicator.frequency)])
    period = last.next if last else running
    found: list[Coming] = []
    while period <= running and len(found) < 24:
        found.append(
            Coming(
                period.label.said(_),
                period.due(today, indicator.due_days),
                period.due_on(indicator.due_days),
            )
        )
        period = period.next
    return found[::-1]


def _corrected(indicator: Indicator, every: Sequence[Published]) -> list[Corrected]:
    """Periods whose office figure was shown in more than one way, newest change first."""
    found = []
    before: dict[str, Published] = {}
    for one in every:
        earlier = before.get(one.period)
        before[one.period] = one
        if earlier is None:
            continue
        old, new = office_cell(earlier), office_cell(one)
        if old == new:
            continue
        withdrawn = one.batch.reverted_at is not None and (
            one.published_at >= one.batch.reverted_at
        )
        found.append(
            Corrected(
                at=one.published_at,
                period=wording.period_words(one.period),
                old=Shown(Carried(old) if old else None, indicator),
                new=Shown(Carried(new) if new else None, indicator),
                reason=one.batch.reverted_because if withdrawn else one.batch.reason,
                source=one.batch.source,
                withdrawn=withdrawn,
            )
        )
    return sorted(found, key=lambda one: one.at, reverse=True)


def _others(
    partnership: Partnership, indicator: Indicator, beside: Sequence[str]
) -> tuple[tuple[Other, ...], bool]:
    """This office and those laid beside it, for this office's latest period; are they ranked?

    They are put in order of value only when each has a base of 30 or more; else by name. The
    county and the country come last. Three queries.
    """
    own = Summary.objects.filter(partnership=partnership, indicator=indicator).first()
    if own is None:
        return (), False
    slugs = list(dict.fromkeys(beside))[:COMPARED]
    rows = Published.objects.filter(
        Q(partnership=partnership) | Q(partnership__slug__in=slugs),
        indicator=indicator,
        period=own.period,
        standing=True,
    ).select_related("partnership")
    offices = []
    for one in rows:
        cell = office_cell(one)
        if cell is not None and one.partnership is not None:
            mine = one.partnership_id == partnership.pk
            offices.append(
                _other(one.partnership.name, one.partnership.slug, mine, cell, indicator)
            )
    areas = _areas(indicator, own)
    ranked = len(offices) > 1 and all(
        one.base is not None and may_rank(int(one.base)) for one in offices
    )
    offices.sort(key=lambda one: one.name)
    if ranked:
        down = indicator.direction == "down"
        offices.sort(key=lambda one: _value(one), reverse=not down)
    return (*offices, *sorted(areas, key=lambda one: one.name)), ranked


def _value(other: Other) -> Decimal:
    assert other.shown.cell is not None
    return other.shown.cell.value or Decimal(0)


def _areas(indicator: Indicator, own: Summary) -> list[Other]:
    """The county and the country, for the newest period that is not after the office's own."""
    shared = Published.objects.filter(
        indicator=indicator, partnership=None, standing=True, first_on__lte=own.first_on
    ).order_by("-first_on")
    latest = shared.first()
    if latest is None:
        return []
    when = "" if latest.period == own.period else f", {wording.period_words(latest.period)}"
    return [
        _other(f"{wording.area_words(cell.place)}{when}", "", False, cell, indicator)
        for cell in cells_of(latest)
    ]


def _other(name: str, slug: str, is_own: bool, cell: Cell, indicator: Indicator) -> Other:
    return Other(name, slug, is_own, Shown(Carried(cell), indicator), cell.denominator)


# --- For the forms ----------------------------------------------------------------------


def measurement(
    partnership: Partnership, indicator: Indicator, period: str, place: str
) -> Measurement | None:
    """The figure that stands, for the form that corrects it. One query."""
    return (
        Measurement.objects.standing()
        .filter(partnership=partnership, indicator=indicator, period=period, place=place, split="")
        .select_related("indicator", "partnership", "batch")
        .first()
    )


def shown_cell(
    partnership: Partnership, indicator: Indicator, period: str, place: str
) -> Cell | None:
    """What everybody sees of a figure. One query."""
    found = Published.objects.filter(
        partnership=partnership, indicator=indicator, period=period, standing=True
    ).first()
    if found is None:
        return None
    return next((cell for cell in cells_of(found) if cell.key == (place, "")), None)


def rebase_of(row_id: UUID) -> Rebase | None:
    """A new base by its id. One query."""
    return (
        Rebase.objects.select_related("partnership", "indicator", "owner")
        .filter(pk=row_id)
        .first()
    )
