"""What a table would do if it were taken: new, changed and equal figures, and what is wrong.

Old figures are shown as everybody sees them: one that is hidden is not told here either.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tospann.access.actor import Actor
from tospann.base import clock
from tospann.engines.tables import Kind
from tospann.engines.tables import Mark as TableMark
from tospann.imports.found import Bad, Found, Seen, exact
from tospann.imports.matching import GROUP, LEFT_OUT, OFFICE_COLUMN, QUALITY, key
from tospann.indicators.models import Indicator, Measure
from tospann.partnerships.models import Partnership
from tospann.partnerships.selectors import owners_on
from tospann.results import lines, wording
from tospann.results.cells import HIDDEN, Cell, cells_of
from tospann.results.errors import PartMissing, PartsDisagree
from tospann.results.exports import QUALITIES
from tospann.results.figures import Figure, faults, whole
from tospann.results.models import OFFICE, Mark, Measurement, Published, Quality
from tospann.results.selectors.people import places_of

ROWS = 40  # figures shown one by one
BAD = 60  # bad cells shown one by one
_QUALITIES = {word: code for code, word in QUALITIES.items()}
_MARKS = {
    TableMark.NOT_APPLICABLE.value: Mark.NOT_APPLICABLE,
    TableMark.MISSING.value: Mark.MISSING,
    TableMark.SUPPRESSED.value: Mark.SUPPRESSED,
    TableMark.SUPPRESSED_NAV.value: Mark.SUPPRESSED,
    TableMark.BELOW.value: Mark.SUPPRESSED,
}
# Why rows are not taken with, in the order they are told.
HALF = (PartMissing, PartsDisagree)  # what a figure of two cells is, without one of them
LEFT = {
    "unmatched": gettext_lazy("Rader uten indikator"),
    "outside": gettext_lazy("Steder utenfor partnerskapet"),
    "shared": gettext_lazy("Tall for fylket eller landet"),
    "others": gettext_lazy("Tall som en annen svarer for"),
    "empty": gettext_lazy("Tomme ruter"),
    "hidden": gettext_lazy("Skjult i tabellen, men tallet er kjent her"),
}


@dataclass(slots=True)
class Placed:
    """A figure of ours, and the cell of the table it comes from."""

    figure: Figure
    seen: Seen


@dataclass(slots=True)
class Look:
    """All that the page says about a table, and the figures that would be taken."""

    take: list[Figure] = field(default_factory=list)
    counts: dict[str, Counter] = field(default_factory=lambda: defaultdict(Counter))
    rows: list[dict[str, str]] = field(default_factory=list)
    bad: list[Bad] = field(default_factory=list)
    more_bad: int = 0
    left: Counter = field(default_factory=Counter)
    left_names: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    names: dict[str, str] = field(default_factory=dict)

    def total(self, what: str) -> int:
        """How many figures are `new`, `changed` or `same`."""
        return sum(counts[what] for counts in self.counts.values())

    @property
    def fingerprint(self) -> str:
        """Changes with anything that would be taken, or with what stood before."""
        text = "\n".join(
            f"{one.cell}{one.mark}{one.value}{one.numerator}{one.denominator}{one.quality}"
            for one in self.take
        ) + repr([self.total("new"), self.total("changed"), self.total("same")])
        return hashlib.sha256(text.encode()).hexdigest()[:32]

    def plain(self) -> dict[str, Any]:
        """The page's part of it as plain data, to be kept where the table is large."""
        return {
            "lines": [
                {
                    "code": code,
                    "name": self.names[code],
                    **{what: counts[what] for what in ("new", "changed", "same")},
                }
                for code, counts in self.counts.items()
            ],
            **{what: self.total(what) for what in ("new", "changed", "same")},
            "take": len(self.take),
            "rows": self.rows,
            "bad": [[b.code, b.text, b.sheet, b.address, b.stood] for b in self.bad[:BAD]],
            "bad_count": len(self.bad) + self.more_bad,
            "left": [
                {
                    "why": why,
                    "count": self.left[why],
                    "names": ", ".join(self.left_names[why][:8]),
                }
                for why in LEFT
                if self.left[why]
            ],
            "fingerprint": self.fingerprint,
        }


def look(
    actor: Actor,
    partnership: Partnership,
    found: Found,
    targets: Mapping[str, str],
    indicators: Mapping[str, Indicator],
) -> Look:
    """Lay the table beside what stands. Five queries, and two for the municipalities of before."""
    out = Look(bad=list(found.bad), more_bad=found.more)
    places = places_of(partnership)
    placed = _placed(actor, partnership, found, targets, indicators, places, out)
    wrong = set()
    figures = [one.figure for one in placed]
    unread = {(bad.sheet, _row(bad.address)) for bad in found.bad}
    for index, refusal in faults(figures, places=places, today=clock.today()):
        wrong.add(index)
        seen = placed[index].seen
        if isinstance(refusal, HALF) and (seen.sheet, _row(seen.address)) in unread:
            continue  # its other half is the cell that could not be read
        out.bad.append(
            Bad(
                refusal.code,
                f"{seen.address}: {refusal}",
                seen.sheet,
                seen.address,
                _stood(seen),
            )
        )
    _compare(partnership, [one for n, one in enumerate(placed) if n not in wrong], out)
    return out


def _row(address: str) -> str:
    return address.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")


def _placed(
    actor: Actor,
    partnership: Partnership,
    found: Found,
    targets: Mapping[str, str],
    indicators: Mapping[str, Indicator],
    places: frozenset[str],
    out: Look,
) -> list[Placed]:
    """The table's figures as ours: each part joined to its indicator, place and period."""
    owners = owners_on(partnership, clock.today())
    offices = {partnership.slug, partnership.office_unit, partnership.name.casefold()} - {""}
    allowed: dict[tuple[str, str], bool] = {}
    keys: dict[tuple, str] = {}
    cells: dict[tuple[str, str, str, str], Placed] = {}
    extra: list[Placed] = []
    for seen in found.figures:
        short = (seen.measure, seen.code, seen.splits)
        name = keys.get(short)
        if name is None:
            name = keys[short] = key(seen)
        target = targets.get(name, LEFT_OUT)
        if target == LEFT_OUT:
            _leave(out, "unmatched", seen.measure)
            continue
        code, _colon, part = target.partition(":")
        indicator = indicators[code]
        own = {name.casefold(): value for name, value in seen.splits}
        place, why = _place(seen, own, offices, places)
        if place is None:
            _leave(out, why, seen.place_name or seen.place)
            continue
        may = allowed.get((code, place))
        if may is None:
            may = allowed[code, place] = lines.may_give(
                actor, indicator, partnership=partnership, owners=owners, place=place
            )
        if not may:
            _leave(out, "others", f"{indicator.code} {indicator.name}")
            continue
        if seen.mark == TableMark.EMPTY.value and seen.numerator is None:
            _leave(out, "empty", seen.address)
            continue
        where = (code, place, own.get(GROUP, "")[:20], seen.period)
        before = cells.get(where)
        given = _given(seen, indicator, part, own)
        if before is None:
            cells[where] = Placed(Figure(indicator, seen.period, place, where[2], **given), seen)
        elif (joined := _joined(before.figure, given)) is None:
            extra.append(Placed(Figure(indicator, seen.period, place, where[2], **given), seen))
        else:
            before.figure = joined
            if part not in ("numerator", "denominator"):
                before.seen = seen
    return [*cells.values(), *extra]


def _leave(out: Look, why: str, name: str) -> None:
    out.left[why] += 1
    names = out.left_names[why]
    if name and len(names) < 9 and name not in names:
        names.append(name)


def _place(
    seen: Seen, own: Mapping[str, str], offices: set[str], places: frozenset[str]
) -> tuple[str | None, str]:
    office = own.get(OFFICE_COLUMN, "").strip()
    if office and office.casefold() not in {one.casefold() for one in offices}:
        return None, "outside"
    if seen.kind == Kind.OFFICE:
        return (OFFICE, "") if seen.place in offices else (None, "outside")
    if seen.kind in (Kind.COUNTY, Kind.COUNTRY):
        return None, "shared"
    return (seen.place, "") if seen.place in places else (None, "outside")


def _given(seen: Seen, indicator: Indicator, part: str, own: Mapping[str, str]) -> dict[str, Any]:
    """What one cell tells of a figure."""
    mark = _MARKS.get(seen.mark or "", Mark.NUMBER)
    quality = _QUALITIES.get(own.get(QUALITY, "").strip().casefold(), Quality.FINAL)
    if mark != Mark.NUMBER:
        return {"mark": mark, "quality": quality}
    value = exact(seen.value)
    if part:
        return {part: value, "quality": quality}
    if value is not None and seen.unit == "andel" and indicator.measure == Measure.SHARE:
        value *= 100
    return {
        "value": value,
        "numerator": exact(seen.numerator),
        "denominator": exact(seen.denominator),
        "quality": quality,
    }


def _joined(figure: Figure, given: Mapping[str, Any]) -> Figure | None:
    """The figure with one more of its parts; None where that part is there already."""
    if Mark.NUMBER not in (figure.mark, given.get("mark", Mark.NUMBER)):
        return figure
    if "mark" in given:  # a part that is hidden hides the whole
        return replace(figure, mark=given["mark"], value=None, numerator=None, denominator=None)
    if figure.mark != Mark.NUMBER:
        return figure
    new = {}
    for name in ("value", "numerator", "denominator"):
        if given.get(name) is not None:
            if getattr(figure, name) is not None:
                return None
            new[name] = given[name]
    return replace(figure, **new)


def _compare(partnership: Partnership, placed: list[Placed], out: Look) -> None:
    stands, shown = _standing(partnership, [one.figure for one in placed])
    names: dict[str, str] = {OFFICE: str(_("Hele kontoret"))}
    rows: dict[str, list[dict[str, str]]] = {"changed": [], "new": []}
    for one in placed:
        figure = whole(one.figure)
        code = figure.indicator.code
        cell = figure.indicator.pk, figure.period, figure.place, figure.split
        old, seen = stands.get(cell), shown.get(cell)
        if code not in out.names:
            out.names[code] = figure.indicator.name
        if figure.mark == Mark.SUPPRESSED and _is_known(old, seen):
            _leave(out, "hidden", one.seen.address)
            continue
        if _same(old, figure) or (old is None and _same(seen, figure)):
            out.counts[code]["same"] += 1
            continue
        what = "new" if old is None else "changed"
        out.counts[code][what] += 1
        out.take.append(figure)
        if len(rows[what]) < ROWS:
            rows[what].append(
                {
                    "what": what,
                    "cell": one.seen.cell,
                    "code": code,
                    "name": figure.indicator.name,
                    "place": names.get(figure.place) or one.seen.place_name or figure.place,
                    "split": figure.split,
                    "period": wording.period_words(figure.period),
                    "old": _old(seen, figure.indicator) if what == "changed" else "",
                    "now": _words(figure, figure.indicator),
                }
            )
    out.rows = (rows["changed"] + rows["new"])[:ROWS]


def _standing(partnership: Partnership, figures: list[Figure]) -> tuple[dict, dict]:
    """What stands, and what is shown of it, by cell. Two queries."""
    indicators = {one.indicator.pk for one in figures}
    periods = {one.period for one in figures}
    stands = {
        row[:4]: row[4:]
        for row in Measurement.objects.standing()
        .filter(partnership=partnership, indicator__in=indicators, period__in=periods)
        .values_list(
            *("indicator_id", "period", "place", "split"),
            *("mark", "value", "numerator", "denominator", "quality"),
        )
    }
    shown: dict[tuple, Cell] = {}
    for one in Published.objects.filter(
        partnership=partnership, indicator__in=indicators, period__in=periods, standing=True
    ):
        for cell in cells_of(one):
            shown[one.indicator_id, one.period, cell.place, cell.split] = cell
    return stands, shown


def _same(old: tuple | Cell | None, figure: Figure) -> bool:
    if old is None:
        return False
    if isinstance(old, Cell):
        old = (old.mark, old.value, old.numerator, old.denominator, old.quality)
    return old == (
        figure.mark, figure.value, figure.numerator, figure.denominator, figure.quality,
    )  # fmt: skip


def _is_known(old: tuple | None, seen: Cell | None) -> bool:
    """Whether a number, shown or hidden, stands where the table hides one."""
    if old is not None:
        return old[0] == Mark.NUMBER
    return seen is not None and seen.mark in (Mark.NUMBER, HIDDEN)


def _old(seen: Cell | None, indicator: Indicator) -> str:
    if seen is None:
        return "–"
    return (
        wording.amount(seen.value, indicator) if seen.is_number else wording.mark_words(seen.mark)
    )


def _words(figure: Figure, indicator: Indicator) -> str:
    if figure.mark != Mark.NUMBER:
        return wording.mark_words(figure.mark)
    return wording.amount(figure.value, indicator)


def _stood(seen: Seen) -> str:
    """What the cell says, as a Norwegian writes it."""
    number = seen.value if seen.value is not None else seen.numerator
    if number is None:
        return seen.mark or ""
    return f"{Decimal(repr(number)).normalize():f}".replace(".", ",")


def left_words(one: Mapping[str, Any]) -> str:
    """Why rows are left out, how many, and which."""
    text = ngettext("%(why)s: %(count)s tall", "%(why)s: %(count)s tall", one["count"]) % {
        "why": LEFT[one["why"]],
        "count": one["count"],
    }
    return f"{text} ({one['names']})" if one["names"] else text
