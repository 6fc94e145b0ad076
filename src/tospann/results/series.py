"""One indicator over time: its points, its chart, and what the chart says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from tospann.engines.results import words
from tospann.engines.results.attainment import Path, met
from tospann.engines.results.charts import Chart, Direction, Limits, xmr
from tospann.engines.results.messages import Message, Sentence
from tospann.engines.results.periods import Period, between, parse
from tospann.engines.results.proportions import (
    Kind,
    choose,
    in_unit,
    p_chart,
    u_chart,
    without_limits,
)
from tospann.indicators.models import Indicator, Measure
from tospann.results.cells import HIDDEN, Cell
from tospann.results.doubt import is_by_chance, parts_of


@dataclass(frozen=True, slots=True)
class Point:
    """One period. Without a cell nothing came, which is not the same as a missing mark."""

    period: Period
    cell: Cell | None

    @property
    def value(self) -> float | None:
        """The number that is shown."""
        return None if self.cell is None or self.cell.value is None else float(self.cell.value)


@dataclass(frozen=True)
class Series:
    """The points from the first figure to the last, without holes, and their chart."""

    indicator: Indicator
    points: tuple[Point, ...]
    kind: Kind
    chart: Chart
    targets: tuple[float | None, ...]
    rebased: tuple[int, ...]

    @cached_property
    def labels(self) -> list[Sentence]:
        """What each period is called."""
        return [point.period.label for point in self.points]

    @property
    def variation(self) -> Sentence:
        """What the latest figure says."""
        if self.kind is Kind.INTERVALS:
            return words.too_rare()[0]
        return words.variation(self.chart, self.labels)

    @property
    def assurance(self) -> Sentence:
        """What can be expected of the target."""
        if self.kind is Kind.INTERVALS:
            return words.too_rare()[1]
        return words.assurance(self.chart)

    @property
    def meaning(self) -> Sentence | None:
        """What that means, when there is something to explain."""
        return words.meaning(self.chart)

    @property
    def seen(self) -> tuple[Sentence, ...]:
        """What the rules saw."""
        return words.seen(self.chart, self.labels)

    @property
    def target(self) -> float | None:
        """The target at the last point."""
        return self.targets[-1] if self.targets else None

    @property
    def met(self) -> bool | None:
        """Whether the last point meets its target; None without one, or without a number."""
        value = self.points[-1].value
        if value is None or self.target is None:
            return None
        return met(value, self.target, self.chart.direction)

    @property
    def limits(self) -> Limits | None:
        """The lines at the last figure; None where each period has lines of its own.

        Small charts draw them as a band, and one band would be wrong for the other periods.
        """
        if self.kind is not Kind.XMR or self.chart.latest is None:
            return None
        return self.chart.limits[self.chart.latest]

    @cached_property
    def flags(self) -> tuple[str, ...]:
        """What the chart says of each point: "", "better", "worse", "change" or "hidden"."""
        flags = [
            "hidden" if point.cell is not None and point.cell.mark in (HIDDEN, "s") else ""
            for point in self.points
        ]
        better = {Direction.UP: 1, Direction.DOWN: -1}.get(self.chart.direction)
        for signal in reversed(self.chart.signals):  # the weightiest last
            flag = "change"
            if better:
                flag = "better" if signal.side == better else "worse"
            for at in signal.points:
                flags[at] = flag
        return tuple(flags)


def series_of(
    indicator: Indicator,
    shown: Mapping[str, Cell],
    *,
    rebased: Sequence[str] = (),
    path: Path | None = None,
) -> Series | None:
    """The series of what is shown, by period code; None when there is nothing.

    Hidden, missing and absent periods have no number, and end every run: nothing is reckoned
    from what nobody may see.
    """
    found = sorted(parse(code) for code in shown)
    if not found:
        return None
    every = between(found[0], found[-1])
    points = tuple(Point(period, shown.get(str(period))) for period in every)
    codes = [str(period) for period in every]
    breaks = tuple(at for at, code in enumerate(codes) if at and code in rebased)
    targets = tuple(path.at_end_of(period) if path else None for period in every)
    kind, chart = drawn(indicator, points, targets, breaks)
    return Series(indicator, points, kind, chart, targets, breaks)


def drawn(
    indicator: Indicator,
    points: Sequence[Point],
    targets: Sequence[float | None],
    rebased: Sequence[int],
) -> tuple[Kind, Chart]:
    """The sort of chart that is right for what is shown, and the chart.

    The only place where it is decided: page, card, board and report read its words. Shares and
    rates follow `proportions.choose`, when every figure has shown its numerator and denominator;
    all else is XmR.
    """
    values = [point.value for point in points]
    direction, per = Direction(indicator.direction), indicator.per
    parts = [parts_of(indicator, point.cell) for point in points]
    known = is_by_chance(indicator) and all(
        part is not None or value is None for part, value in zip(parts, values, strict=True)
    )
    counted = [None if part is None else part[0] for part in parts]
    bases = [None if part is None else part[1] for part in parts]
    of_people = indicator.measure == Measure.SHARE
    kind = choose(counted, bases, of_people=of_people) if known else Kind.XMR
    if kind is Kind.INTERVALS:
        return kind, without_limits(values, direction=direction, target=targets, rebased=rebased)
    if kind is Kind.XMR:
        return kind, xmr(
            values,
            direction=direction,
            target=targets,
            rebased=rebased,
            floor=float(indicator.floor),
            ceiling=None if indicator.ceiling is None else float(indicator.ceiling),
        )
    chart = (p_chart if of_people else u_chart)(
        counted,
        bases,
        direction=direction,
        target=[None if one is None else one / per for one in targets],
        rebased=rebased,
    )
    return kind, in_unit(chart, values, per)


# --- Sentences as they are kept ---------------------------------------------------------


def kept(sentence: Sentence) -> dict[str, Any]:
    """A sentence as JSON, to be said in any language later."""
    return {
        "code": sentence.code,
        "message": str(sentence.message),
        "params": [[name, _kept(value)] for name, value in sentence.params],
    }


def _kept(value: object) -> Any:
    if isinstance(value, Sentence):
        return kept(value)
    return {"message": str(value)} if isinstance(value, Message) else value


def told(row: dict[str, Any]) -> Sentence:
    """The sentence that `kept` wrote."""
    text = row["message"]
    return Sentence(
        row["code"],
        Message(text),
        tuple((name, _told(value)) for name, value in row["params"]),
    )


def _told(value: Any) -> object:
    if not isinstance(value, dict):
        return value
    text = value["message"]
    return told(value) if "code" in value else Message(text)
