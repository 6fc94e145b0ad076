"""The rows of the board: every partnership with its line, as one person may see it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from tospann.access.actor import Actor
from tospann.access.roles import Permission
from tospann.agreed.standing import State
from tospann.base import clock
from tospann.journal.replay import moved_since
from tospann.partnerships.models import Owner, Partnership
from tospann.portal.board.keeping import touched
from tospann.portal.board.papers import NONE, Paper, from_data
from tospann.portal.models import Line, Reckoning

OVERDUE, DRAFT = "overdue", "draft"


@dataclass(frozen=True, slots=True)
class Row:
    """A partnership on the board. Without a line it has not been reckoned yet.

    `inside`: the person may see what is internal there. `behind`: the journal says that something
    has happened there which the line does not know.
    """

    partnership: Partnership
    line: Line | None
    day: date
    inside: bool
    reads_drafts: bool
    behind: bool
    agreement: Paper
    host: Paper | None
    plan: Paper

    @property
    def known(self) -> Line:
        """The line, where there is one."""
        assert self.line is not None
        return self.line

    @property
    def region(self) -> Owner | None:
        """The state's owner."""
        return self.line.region if self.line else None

    def states(self, paper: Paper) -> frozenset[str]:
        """What a paper is: in force and waiting at once, perhaps."""
        found = {OVERDUE if paper.overdue(self.day) else paper.state}
        if paper.newer and paper.yes < paper.of:
            found.add(State.OPEN.value)
        if paper.draft and self.reads_drafts:
            found = (found - {NONE}) | {DRAFT}
        return frozenset(found)


@dataclass(frozen=True, slots=True)
class Board:
    """Every partnership by name, and how fresh the lines are."""

    rows: list[Row]
    reckoned_at: datetime | None
    behind_count: int  # rows that the journal has moved past
    has_internal: bool  # the person sees internal columns of at least one row

    @property
    def regions(self) -> list[Owner]:
        """The state's owners of the rows, each once, in Norwegian order."""
        found = {row.region.pk: row.region for row in self.rows if row.region is not None}
        return sorted(found.values(), key=lambda one: (one.sort_key, str(one.pk)))


def board(actor: Actor) -> Board:
    """Every partnership, also those with nothing, by name in Norwegian order. Three queries."""
    day = clock.today()
    kept = Reckoning.objects.first() or Reckoning()
    moved = touched(moved_since(kept.read_to))
    rows = []
    every = Partnership.objects.select_related("board_line__region")
    for partnership in every.order_by("sort_key", "pk"):
        line = getattr(partnership, "board_line", None)
        new = kept.day != day or line is None
        rows.append(
            Row(
                partnership=partnership,
                line=line,
                day=day,
                inside=actor.may_in(Permission.INTERNAL_READ, partnership_id=partnership.pk),
                reads_drafts=actor.may_in(Permission.DRAFT_READ, partnership_id=partnership.pk),
                behind=new or moved is None or partnership.pk in moved,
                agreement=from_data(line.agreement) if line else Paper(),
                host=from_data(line.host) if line and line.host else None,
                plan=from_data(line.plan) if line else Paper(),
            )
        )
    return Board(
        rows=rows,
        reckoned_at=kept.reckoned_at,
        behind_count=sum(row.behind for row in rows),
        has_internal=any(row.inside for row in rows),
    )


# --- What is asked for ------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Asked:
    """What to show. Empty: everything, by name, in the usual columns."""

    region: str = ""  # code of a state owner
    model: str = ""
    agreement: str = ""
    plan: str = ""
    missed: bool = False  # with goals that will not be reached
    late: bool = False  # with figures that are late
    sort: str = ""
    direction: str = ""
    grouped: bool = False
    columns: tuple[str, ...] = ()


def matching(rows: Sequence[Row], asked: Asked) -> list[Row]:
    """The rows that fit every filter given, in their order. No queries."""
    return [row for row in rows if _fits(row, asked)]


def _fits(row: Row, asked: Asked) -> bool:
    line = row.line
    return (
        (not asked.region or (row.region is not None and row.region.code == asked.region))
        and (not asked.model or row.partnership.model == asked.model)
        and (
            not asked.agreement
            or (line is not None and asked.agreement in row.states(row.agreement))
        )
        and (not asked.plan or (line is not None and asked.plan in row.states(row.plan)))
        and (not asked.missed or (line is not None and bool(line.missed_count)))
        and (not asked.late or (line is not None and line.late_count > 0))
    )
