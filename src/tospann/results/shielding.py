"""The figures of one period, given to disclosure control as the table readers can put together.

What readers have: the numerator and the denominator of shares, rates and amounts, the mean and
the number behind it of means; the office as the sum of its municipalities; every split as parts
of everybody; and all that was shown of the same period before.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from tospann.engines.results.disclosure import tables
from tospann.engines.results.disclosure.bands import rounded
from tospann.engines.results.disclosure.classes import (
    U1,
    U2,
    U3,
    U3_SPLIT,
    U4,
    Rule,
    may_show_share,
)
from tospann.engines.results.disclosure.protect import Verdict, protect
from tospann.engines.results.disclosure.tables import Dimension, Edition, Prints, Status, Table
from tospann.indicators.models import Indicator, Measure, Suppression
from tospann.results.cells import Cell, CellKey
from tospann.results.models import OFFICE, Mark

SEXES = ("k", "m")
RULES = {
    Suppression.PUBLIC_COUNT: U1,
    Suppression.SENSITIVE: U2,
    Suppression.SURVEY: U3,
    Suppression.MONEY: U4,
}
PRINTS = {
    Measure.SHARE: Prints.COUNT,
    Measure.RATE: Prints.COUNT,
    Measure.COUNT: Prints.COUNT,
    Measure.MONEY: Prints.AMOUNT,
    Measure.MEAN: Prints.MEAN,
    Measure.MEDIAN: Prints.MEAN,
    Measure.SCORE: Prints.MEAN,
}
WHY = {
    Status.HIDDEN: "small",
    Status.HIDDEN_FOR_OTHERS: "others",
    Status.SMALL_BASE: "base",
}


def hidden_for(
    indicator: Indicator,
    cells: Sequence[Cell],
    municipalities: Iterable[str],
    before: Sequence[Sequence[Cell]] = (),
) -> dict[CellKey, str]:
    """Why each cell that may not be shown is hidden; the others may. No queries.

    `municipalities` are those the office served; `before` is what has been shown of the same
    period, oldest first. Figures of a county or the country are never about so few. Where
    disclosure control cannot prove that it is safe, nothing of the period is shown. The same
    numbers always give the same answer; nothing else of a cell than its numbers counts.
    """
    rule = _rule(indicator, cells)
    inside = [cell for cell in cells if len(cell.place) not in (1, 2)]
    if rule is None or not inside:
        return {}
    table = _table(indicator, rule, inside, municipalities)
    editions = [_edition(indicator, table, f"{n}", shown) for n, shown in enumerate(before, 1)]
    try:
        verdicts = protect([table], published_before=editions).of(table)
    except (RuntimeError, ValueError):
        return {cell.key: "unsure" for cell in inside if cell.is_number}
    reasons = {cell.key: _why(indicator, cell, verdicts[cell.key]) for cell in inside}
    return {key: why for key, why in reasons.items() if why}


def _rule(indicator: Indicator, cells: Sequence[Cell]) -> Rule | None:
    rule = RULES.get(Suppression(indicator.suppression))
    if rule is U3 and any(cell.split for cell in cells):
        return U3_SPLIT
    return rule


def _table(
    indicator: Indicator, rule: Rule, cells: Sequence[Cell], municipalities: Iterable[str]
) -> Table:
    places = sorted({*municipalities, *(cell.place for cell in cells)} - {OFFICE})
    splits = sorted({cell.split for cell in cells} - {""})
    groups = [
        [split for split in splits if (split in SEXES) == of_sex] for of_sex in (True, False)
    ]
    adds = indicator.measure != Measure.MEDIAN
    return Table(
        measure=indicator.code,
        rule=rule,
        dimensions=(
            Dimension("place", {OFFICE: places} if adds and places else {}, whole=OFFICE),
            Dimension("split", also=[("", group) for group in groups if adds and group], whole=""),
        ),
        cells=tuple(_cell(indicator, cell) for cell in cells),
        prints=PRINTS[Measure(indicator.measure)],
        decimals=indicator.decimals,
        scale=(1, 6) if indicator.measure == Measure.SCORE else None,
    )


def _cell(indicator: Indicator, cell: Cell) -> tables.Cell:
    """The cell as disclosure control reads it: whole people, and whole units for amounts."""
    if cell.mark == Mark.SUPPRESSED:
        return tables.Cell(cell.key, mark=tables.Mark.SUPPRESSED)
    if not cell.is_number:
        return tables.Cell(cell.key, mark=tables.Mark.MISSING)
    count, base, amount = _numbers(indicator, cell)
    return tables.Cell(cell.key, count=count, base=base, amount=amount)


def _numbers(indicator: Indicator, cell: Cell) -> tuple[int | None, int | None, int | None]:
    """Count, base and amount. A part of a person counts as few: 4.5 is no more than four."""
    value, denominator = cell.value or Decimal(0), cell.denominator
    match PRINTS[Measure(indicator.measure)]:
        case Prints.COUNT if indicator.measure == Measure.COUNT:
            return _people(value), None, None
        case Prints.COUNT:
            count = _people(cell.numerator or Decimal(0))
            base = None if denominator is None else _people(denominator)
            return count, base if base is not None and base >= count else None, None
        case Prints.AMOUNT:
            people = None if denominator is None else _people(denominator)
            return people, None, round(cell.numerator or Decimal(0))
        case _:
            people = _people(denominator or Decimal(0))
            return people, None, round(value * people)


def _people(number: Decimal) -> int:
    return max(1, int(number)) if number else 0


def _edition(indicator: Indicator, table: Table, name: str, shown: Sequence[Cell]) -> Edition:
    """What was printed of the period at one time: the lowest and highest each can have been.

    And what was told of those hidden as small, where that can mean only one thing.
    """
    printed, reasons = {}, {}
    for cell in shown:
        if cell.why == WHY[Status.HIDDEN] and not table.rule.complement:
            reasons[table.place(cell.key)] = (1, table.rule.below - 1)
        if cell.is_number and len(cell.place) not in (1, 2):
            count, _base, amount = _numbers(indicator, cell)
            number = count if table.prints is Prints.COUNT else amount
            assert number is not None
            known = (number, number)
            if table.prints is Prints.MEAN and count:
                known = rounded(number, count, 1, table.decimals)
            printed[table.place(cell.key)] = known
    return Edition(name, printed, reasons)


def _why(indicator: Indicator, cell: Cell, verdict: Verdict) -> str:
    """Why the cell is hidden; empty when it is shown."""
    if verdict.status in WHY:
        return WHY[verdict.status]
    shares = indicator.measure in (Measure.SHARE, Measure.RATE)
    if cell.is_number and shares and not may_show_share(int(cell.denominator or 0)):
        return "base"
    return ""
