"""Whether staff and users were heard before a structure decision: two flags, and what lacks."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Prefetch

from tospann.access.actor import Actor
from tospann.authority.models import Preparation, PreparationSort, StructureDecision
from tospann.authority.selectors import wording
from tospann.authority.selectors.registers import Keeper, Register, keeper
from tospann.engines import authority as engine
from tospann.partnerships.models import Partnership


@dataclass(frozen=True, slots=True)
class Demand:
    """Something that must be recorded before the day of the decision."""

    says: str
    met: bool
    blocks: bool
    rule: str
    key: str
    confidence: str
    kind: str


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """A structure decision with what it demands."""

    row: StructureDecision
    demands: list[Demand]
    preparations: list[Preparation]
    kept: bool

    @property
    def state_met(self) -> bool:
        """The state flag."""
        return self._met(engine.StepKind.STATE_CODETERMINATION)

    @property
    def municipal_met(self) -> bool:
        """The municipal flag: every municipality concerned."""
        return self._met(engine.StepKind.MUNICIPAL_CODETERMINATION)

    @property
    def users_met(self) -> bool:
        """Whether users were heard. A gap is shown; it does not block."""
        return self._met(engine.StepKind.USER_PARTICIPATION)

    @property
    def ready(self) -> bool:
        """Whether nothing that blocks is missing."""
        return all(one.met for one in self.demands if one.blocks)

    def _met(self, kind: engine.StepKind) -> bool:
        return all(one.met for one in self.demands if one.kind == kind)


def _rows():
    heard = Prefetch(
        "preparations",
        Preparation.objects.select_related("owner").order_by("happened_on", "pk"),
        to_attr="every_preparation",
    )
    return StructureDecision.objects.select_related("owner", "partnership").prefetch_related(heard)


def decisions(actor: Actor, partnership: Partnership) -> Register:
    """The structure decisions of a partnership, the latest first. Three queries."""
    who = keeper(actor, partnership)
    names = _names(partnership)
    rows = _rows().filter(partnership=partnership).order_by("-decided_on", "pk")
    lines = [_line(who, row, names) for row in rows]
    return Register(
        who,
        [one for one in lines if one.row.struck_at is None],
        [one for one in lines if one.row.struck_at is not None],
    )


@dataclass(frozen=True, slots=True)
class DecisionPage:
    """One structure decision."""

    keeper: Keeper
    line: DecisionLine
    municipalities: list[str]


def decision_page(actor: Actor, row_id: UUID) -> DecisionPage | None:
    """A structure decision, for those inside; None for others. Four queries."""
    row = _rows().filter(pk=row_id).first()
    if row is None:
        return None
    who = keeper(actor, row.partnership)
    if not who.inside:
        return None
    names = _names(row.partnership)
    return DecisionPage(
        who, _line(who, row, names), [names.get(one, one) for one in row.municipalities]
    )


def _names(partnership: Partnership) -> dict[str, str]:
    rows = partnership.ownerships.select_related("owner")
    return {one.owner.code: one.owner.name for one in rows}


def _line(who: Keeper, row: Any, names: dict[str, str]) -> DecisionLine:
    standing = [one for one in row.every_preparation if one.struck_at is None]
    found = engine.steps(_decision(row, standing))
    return DecisionLine(
        row, [_demand(one, names) for one in found], row.every_preparation, who.keeps(row)
    )


def _decision(row: StructureDecision, standing: list[Preparation]) -> engine.StructureDecision:
    def first(sort: PreparationSort) -> engine.Step | None:
        return next((_step(one) for one in standing if one.sort == sort), None)

    return engine.StructureDecision(
        row.decided_on,
        frozenset(row.municipalities),
        state=first(PreparationSort.STATE),
        municipal=tuple(
            (one.owner.code, _step(one))
            for one in standing
            if one.sort == PreparationSort.MUNICIPAL
        ),
        joint_body=first(PreparationSort.JOINT),
        user_participation=first(PreparationSort.USERS),
    )


def _step(one: Preparation) -> engine.Step:
    return engine.Step(one.reference, one.happened_on, one.disagreed)


def _demand(one: engine.StepFinding, names: dict[str, str]) -> Demand:
    says = wording.said(one.says)
    if one.municipality in names:
        says = says.replace(f"kommune {one.municipality}", names[one.municipality])
    return Demand(
        says,
        one.met,
        one.blocks,
        str(one.provision) if one.provision else "",
        one.provision.key if one.provision else "",
        wording.confidence(one.confidence),
        one.kind.value,
    )
