"""What must be on record before a decision on the office structure.

State and municipal staff have different main agreements, so there are two flags; a joint body
that both agreements allow stands for both. Disagreement does not stop a decision: it is kept.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tospann.engines.authority.codes import Confidence
from tospann.engines.authority.law import Provision, version
from tospann.engines.authority.setting import check_day
from tospann.engines.authority.words import Message, Reason, reason


class StepKind(StrEnum):
    """What must have been done."""

    STATE_CODETERMINATION = "state_codetermination"
    MUNICIPAL_CODETERMINATION = "municipal_codetermination"
    USER_PARTICIPATION = "user_participation"


@dataclass(frozen=True, slots=True)
class Step:
    """Something recorded. `disagreed`: the minutes say that the parties disagreed."""

    reference: str
    on: date
    disagreed: bool = False


@dataclass(frozen=True, slots=True)
class StructureDecision:
    """A decision on the office structure, planned or taken, and what is recorded before it.

    municipalities : those whose staff or residents it concerns, by number.
    municipal : the discussion with each municipality's unions, by number.
    joint_body : a treatment in a joint body for both sides.
    """

    decided_on: date
    municipalities: frozenset[str]
    state: Step | None = None
    municipal: tuple[tuple[str, Step], ...] = ()
    joint_body: Step | None = None
    user_participation: Step | None = None


@dataclass(frozen=True, slots=True)
class StepFinding:
    """One demand: met by which paper, or not.

    municipality : whose discussion it is; empty for the others.
    blocks : without it the decision is not ready. The others are shown as gaps.
    """

    kind: StepKind
    municipality: str
    recorded: Step | None
    says: Reason
    provision: Provision | None
    confidence: Confidence
    blocks: bool

    @property
    def met(self) -> bool:
        """Whether it is recorded before the day of the decision."""
        return self.recorded is not None


DONE = Message("%(what)s: behandlet %(day)s (%(reference)s).")
DONE_DISAGREED = Message(
    "%(what)s: behandlet %(day)s (%(reference)s). Uenigheten er ført i referatet."
)
NOT_DONE = Message("%(what)s: mangler.")
TOO_LATE = Message(
    "%(what)s: ført %(day)s (%(reference)s), men må være behandlet før vedtaket %(decided)s."
)
WHAT_STATE = Message("Medbestemmelse for de statlig ansatte")
WHAT_MUNICIPAL = Message("Drøfting med de tillitsvalgte i kommune %(number)s")
WHAT_USERS = Message("Brukermedvirkning")


def steps(decision: StructureDecision) -> tuple[StepFinding, ...]:
    """The demands in order: state, each municipality by number, users.

    A paper counts when its day comes before the day of the decision.

    Raises
    ------
    Unanswerable
        If the day of the decision is missing or before the rules begin.

    Source: Hovedavtalen i staten §§ 18–24, Hovedavtalen KS del B, Nav-loven § 6.
    """
    check_day(decision.decided_on)
    return tuple(_steps(decision))


def ready(decision: StructureDecision) -> bool:
    """Whether both sides' co-determination is recorded before the decision."""
    return all(one.met for one in steps(decision) if one.blocks)


def _steps(decision: StructureDecision) -> Iterator[StepFinding]:
    joint = [decision.joint_body] if decision.joint_body else []
    state = [*([decision.state] if decision.state else []), *joint]
    yield _finding(
        decision, StepKind.STATE_CODETERMINATION, "", state, reason(WHAT_STATE),
        "codetermination_state", blocks=True,
    )  # fmt: skip
    for number in sorted(decision.municipalities):
        own = [step for who, step in decision.municipal if who == number]
        yield _finding(
            decision, StepKind.MUNICIPAL_CODETERMINATION, number, [*own, *joint],
            reason(WHAT_MUNICIPAL, number=number), "codetermination_municipal", blocks=True,
        )  # fmt: skip
    users = [decision.user_participation] if decision.user_participation else []
    yield _finding(
        decision, StepKind.USER_PARTICIPATION, "", users, reason(WHAT_USERS), "nav_6",
        blocks=False,
    )  # fmt: skip


def _finding(
    decision: StructureDecision,
    kind: StepKind,
    municipality: str,
    recorded: list[Step],
    what: Reason,
    key: str,
    *,
    blocks: bool,
) -> StepFinding:
    recorded = sorted(recorded, key=lambda step: (step.on, step.reference))
    in_time = next((step for step in recorded if step.on < decision.decided_on), None)
    provision = version(key, decision.decided_on)
    if in_time is not None:
        says = reason(
            DONE_DISAGREED if in_time.disagreed else DONE,
            what=what,
            day=in_time.on,
            reference=in_time.reference,
        )
    elif recorded:
        says = reason(
            TOO_LATE,
            what=what,
            day=recorded[0].on,
            reference=recorded[0].reference,
            decided=decision.decided_on,
        )
    else:
        says = reason(NOT_DONE, what=what)
    sure = provision.confidence if provision else Confidence.LOW
    return StepFinding(kind, municipality, in_time, says, provision, sure, blocks)
