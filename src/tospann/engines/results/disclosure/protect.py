"""The door: tables in, what the reader may see of each cell out.

    protected = protect([table], published_before=[last_edition])
    for key, verdict in protected.of(table).items():
        verdict.status, verdict.rule, verdict.protects

Give together everything that adds up together (one indicator with all its splits, periods and
totals); indicators that share no people need not be protected in one call.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from .classes import Rule, may_rank, may_show_share
from .hiding import Hiding
from .suppress import suppress, wanted
from .system import System, build, components
from .tables import Cell, Edition, Key, Mark, Place, Prints, Status, Table, label


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the reader sees of a cell, and why.

    rule : the class, when the figure itself is too small (or leaves out too few).
    protects : for a figure hidden for others: the places that could else be computed.
    share : may a percentage of the base stand beside it?
    ranked : may it be ranked beside others?
    """

    status: Status
    rule: Rule | None = None
    protects: tuple[Place, ...] = ()
    share: bool = False
    ranked: bool = False


@dataclass(frozen=True, slots=True)
class Leak:
    """A figure that can be computed more closely than its class allows, whatever is hidden now.

    low, high : what a reader can be left with.
    because : the earlier editions that told part of what gives it away: those that told of a
        figure it shares a sum with, else all that told of the group. Empty when it is the
        source's own marks, or bases that do not fit each other.
    """

    place: Place
    low: int
    high: int
    because: tuple[str, ...]

    def __str__(self) -> str:
        given = ", ".join(self.because) or "the figures that cannot be hidden"
        return f"{label(self.place)}: {self.low} to {self.high} is given away by {given}"


@dataclass(frozen=True, slots=True)
class Protected:
    """The answer for a set of tables. `system` and `hiding` hold the proof."""

    system: System
    hiding: Hiding
    leaks: tuple[Leak, ...]
    tables: tuple[Table, ...]

    def of(self, table: Table) -> dict[Key, Verdict]:
        """The verdict of each cell of a table, in the table's order."""
        others = self.hiding.protects(self.system)
        return {cell.key: self._verdict(table, cell, others) for cell in table.cells}

    def _verdict(self, table: Table, cell: Cell, others: dict[int, list[int]]) -> Verdict:
        if cell.mark is Mark.MISSING:
            return Verdict(Status.MISSING)
        figure = self.system.number[table.place(cell.key)]
        if cell.mark is Mark.SUPPRESSED:
            return Verdict(Status.SUPPRESSED_BY_SOURCE)
        if figure in self.hiding.hidden:
            if self.system.labelled[figure]:
                return Verdict(Status.HIDDEN, table.rule)
            places = [self.system.places[other] for other in others.get(figure, [])]
            named = tuple(place for place in places if place is not None)
            return Verdict(Status.HIDDEN_FOR_OTHERS, protects=named)
        if table.prints is Prints.SHARE and _of_few(cell):
            return Verdict(Status.SMALL_BASE)
        value = cell.count if table.prints in (Prints.COUNT, Prints.SHARE) else cell.amount
        return Verdict(
            Status.ZERO if value == 0 else Status.SHOWN,
            share=cell.base is not None and may_show_share(cell.base),
            ranked=cell.base is not None and may_rank(cell.base),
        )

    def edition(self, name: str) -> Edition:
        """What these tables tell, to be given as `published_before` next time."""
        system, hidden = self.system, self.hiding.hidden
        shown: dict[Place, tuple[int, int]] = {}
        away: dict[Place, tuple[int, int]] = {}
        for place, figure in system.number.items():
            told = away if figure in hidden else shown
            told[place] = system.bounds(figure, hidden)
        return Edition(name, shown, away)


def protect(tables: Sequence[Table], *, published_before: Sequence[Edition] = ()) -> Protected:
    """Decide for every cell whether it may be shown.

    tables : everything readers see that adds up together, in every split, period and total.
    published_before : what earlier editions told. It cannot be taken back; what it gives
        away is told as a `Leak`, and more is hidden now where that helps.

    Raises `ValueError` for figures that contradict each other, and `RuntimeError` rather than
    return anything that has not been verified.
    """
    system = build(tables, published_before)
    hiding = suppress(system)
    return Protected(system, hiding, tuple(_leaks(system, hiding)), tuple(tables))


def _of_few(cell: Cell) -> bool:
    """Is the share one of too few? None of some can be told; of nobody there is no share."""
    return (
        cell.base is not None
        and not may_show_share(cell.base)
        and bool(cell.count or not cell.base)
    )


def _leaks(system: System, hiding: Hiding) -> list[Leak]:
    """The protected figures whose proven range is less than the class and the sums allow."""
    found = []
    for figures in components(system):
        inside = set(figures)
        protected = [f for f in system.protected() if f in inside]
        aims = wanted(system, hiding.hidden, figures, protected, before=True)
        for figure in protected:
            place = system.places[figure]
            low, high = hiding.reach(system, figure)
            down, up = aims[figure]
            value = system.value[figure]
            if place is None or (
                low <= value - down and high >= value + up and (low < high or not value)
            ):
                continue
            names = {name for f in _beside(system, figure) for name in system.editions[f]}
            names = names or {name for f in figures for name in system.editions[f]}
            found.append(Leak(place, low, high, tuple(sorted(names))))
    return found


def _beside(system: System, figure: int) -> set[int]:
    """A figure and those it shares a sum with."""
    return {figure} | {
        other for relation, _ in system.of[figure] for other, _sign in system.relations[relation]
    }
