"""From signal to goal, measure and indicator, with the gaps flagged both ways."""

from dataclasses import dataclass

from tospann.agreed.body import Missing
from tospann.agreed.kinds import kind_of
from tospann.agreed.models import Document
from tospann.partnerships.models import Partnership
from tospann.plans import rules
from tospann.plans.body import JointPlan, Quote
from tospann.plans.models import Obligation, Signal
from tospann.plans.selectors.plans import PlanLine, PlannedGoal, plan_from
from tospann.plans.selectors.signals import KIND_NAME, Hand, of_year, shortened

DRAFT = "utkast"


@dataclass(frozen=True, slots=True)
class GoalCell:
    """A goal in the matrix, with what it lacks."""

    goal: PlannedGoal
    asked_by_nobody: bool
    without_measure: bool
    without_outcome: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A signal and the goals that answer it; no goals is a gap."""

    quote: Quote
    says: str  # its beginning; empty when it may not be read here
    goals: tuple[GoalCell, ...]

    @property
    def is_gap(self) -> bool:
        """Whether something that binds has no answer."""
        return not self.goals and self.quote.obligation != Obligation.INFORMATION

    @property
    def blocks(self) -> bool:
        """Whether the gap stops the opening."""
        return not self.goals and self.quote.obligation == Obligation.MUST


@dataclass(frozen=True, slots=True)
class Matrix:
    """The coverage of one text of one plan."""

    title: str
    year: int
    document: Document
    version: int | None  # None: the draft
    rows: tuple[Row, ...]
    unasked: tuple[GoalCell, ...]  # goals that no signal asks for
    gaps: tuple[Missing, ...]
    owners: dict[str, str]  # code -> name

    @property
    def answered(self) -> int:
        """How many signals some goal answers."""
        return sum(bool(row.goals) for row in self.rows)


@dataclass(frozen=True, slots=True)
class Text:
    """A text the coverage can be shown for."""

    value: str
    line: PlanLine
    version: int | None


def texts_of(lines: list[PlanLine], hands: Hand) -> list[Text]:
    """Every text of every plan this person may read: drafts first, then versions. No queries."""
    found = []
    for line in lines:
        if line.draft is not None and hands.reads_drafts:
            found.append(Text(str(line.document.pk), line, None))
        found += [
            Text(f"{line.document.pk}:{one.version.number}", line, one.version.number)
            for one in line.standings
        ]
    return found


def usual(texts: list[Text]) -> Text | None:
    """What to show when nothing is asked for: the plan in force, or else the first."""
    return next(
        (one for one in texts if one.line.holds and one.version == one.line.holds.version.number),
        texts[0] if texts else None,
    )


def matrix(text: Text, hands: Hand) -> Matrix:
    """The coverage of one text. Two queries for a draft; one for a version, for those inside."""
    document, line = text.line.document, text.line
    if text.version is None and line.draft is not None:
        kind = kind_of(KIND_NAME)
        body = kind.quoted(document, JointPlan.model_validate(line.draft.body))
        title = line.draft.title
    else:
        version = next(one.version for one in line.standings if one.version.number == text.version)
        body, title = JointPlan.model_validate(version.read().body), version.title
    live = _live(document.partnership, body, hands)
    plan = plan_from(
        body, document_id=document.pk, version=text.version or 0, sha256="", title=title
    )
    cells = _cells(body, plan.goals)
    return Matrix(
        title=title,
        year=plan.year,
        document=document,
        version=text.version,
        rows=tuple(
            Row(
                quote,
                shortened(live[quote.id].text if quote.id in live else quote.text),
                tuple(
                    cells[goal.id]
                    for goal in plan.goals
                    if quote.id in {s.id for s in goal.signals}
                ),
            )
            for quote in body.signals
        ),
        unasked=tuple(cell for cell in cells.values() if cell.asked_by_nobody),
        gaps=tuple(sorted(rules.breaches(body), key=lambda one: not one.blocks)),
        owners={one.code: one.name for one in body.owners},
    )


def _live(partnership: Partnership, body: JointPlan, hands: Hand) -> dict[str, Signal]:
    """The signals themselves, for those who may read the internal ones."""
    if not hands.inside or not body.year or all(one.public for one in body.signals):
        return {}
    return {str(one.pk): one for one in of_year(partnership.pk, body.year)}


def _cells(body: JointPlan, goals: tuple[PlannedGoal, ...]) -> dict[str, GoalCell]:
    unasked = {one.id for one in rules.asked_by_nobody(body)}
    blind = {one.id for one in rules.without_outcome(body)}
    return {
        goal.id: GoalCell(goal, goal.id in unasked, not goal.measures, goal.id in blind)
        for goal in goals
    }
