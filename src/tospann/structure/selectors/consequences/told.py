"""What is told of a scenario's consequences: frozen, in words, ready to be shown or kept."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.urls import reverse

from tospann.authority.selectors import wording
from tospann.engines import authority as engine


class Verdict(StrEnum):
    """Whether the rules that are laid in allow the scenario."""

    LAWFUL = "lawful"
    UNCLEAR = "unclear"
    UNLAWFUL = "unlawful"


@dataclass(frozen=True, slots=True)
class Rule:
    """Where something is stated, and how sure we are. Empty `confidence`: no rule of law.

    `read`: whether the part of the text we use was read in a public copy.
    """

    text: str
    confidence: str = ""
    address: str = ""
    read: bool = True


def law(*keys: str, day: date) -> tuple[Rule, ...]:
    """The versions of some provisions on a day, as the engine's table has them."""
    return cited(engine.version(key, day) for key in keys)


def cited(provisions: Iterable[engine.Provision | None]) -> tuple[Rule, ...]:
    """Provisions with their confidence and page; what did not exist is left out."""
    return tuple(
        Rule(
            one.short,
            wording.confidence(one.confidence),
            reverse("authority:rule", args=[one.key]),
            one.read,
        )
        for one in provisions
        if one is not None
    )


@dataclass(frozen=True, slots=True)
class Statement:
    """Something that must be done, or holds, and where that is stated.

    `kind` is that of the agreement it asks for, where Tospann has one.
    """

    says: str
    rules: tuple[Rule, ...] = ()
    municipalities: tuple[str, ...] = ()  # numbers of those it is about
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Element:
    """A part of the scenario that the rules do not allow, or leave unclear."""

    verdict: Verdict
    says: str
    because: str
    mend: str
    rules: tuple[Rule, ...]
    municipalities: tuple[str, ...]  # numbers

    @property
    def unlawful(self) -> bool:
        """Whether it is not allowed; else it is unclear."""
        return self.verdict is Verdict.UNLAWFUL


@dataclass(frozen=True, slots=True)
class Pair:
    """What somebody employed by an employer may do before and after, and why after."""

    employer: str
    role: str
    before: str
    before_color: str
    after: str
    after_color: str
    changed: bool
    because: str
    lacks: tuple[str, ...]  # what an unclear or lesser answer lacks
    rules: tuple[Rule, ...]
    confidence: str


@dataclass(frozen=True, slots=True)
class Services:
    """Services of one group that get the same answers."""

    group: str
    names: tuple[str, ...]
    every: bool  # whether they are the whole group
    pairs: tuple[Pair, ...]

    @property
    def changed(self) -> bool:
        """Whether any employer may do something else."""
        return any(one.changed for one in self.pairs)


@dataclass(frozen=True, slots=True)
class Workplaces:
    """Full-time equivalents that sit in a municipality today, by employer. Never people.

    None: the dataset holds no staff.
    """

    state: float | None
    municipal: float | None
    moved: bool  # the main office becomes another
    employer_before: str
    employer_after: str  # empty: unclear
    days: float  # a week, with somebody to meet in the municipality

    @property
    def new_employer(self) -> bool:
        """Whether the municipal staff get another employer, or may get one."""
        return self.employer_before != self.employer_after


@dataclass(frozen=True, slots=True)
class MunicipalityPart:
    """What a municipality gets, beside today."""

    number: str
    name: str
    model_before: str
    model_after: str
    host_before: str
    host_after: str
    joined: tuple[str, ...]  # names of partners
    left: tuple[str, ...]
    basis: str  # what "today" rests on
    services: tuple[Services, ...]
    refusal: str  # why there is no answer about authority; empty when there is
    lacking: tuple[str, ...]  # what to do about papers that lack already today
    workplaces: Workplaces
    owner: bool  # whether it is an owner in the partnership

    @property
    def changed(self) -> tuple[Services, ...]:
        """Those where somebody may do something else."""
        return tuple(one for one in self.services if one.changed)

    @property
    def unchanged(self) -> tuple[Services, ...]:
        """Those where everybody may do what they may today."""
        return tuple(one for one in self.services if not one.changed)


@dataclass(frozen=True, slots=True)
class Duty:
    """A duty that follows a municipality into an area."""

    says: str
    because: str
    rules: tuple[Rule, ...]
    new: bool  # the office of the host does not have it today
    kept: str  # whether the area has what it demands, or that nobody knows
    municipality: str  # number


@dataclass(frozen=True, slots=True)
class Share:
    """A municipality's part of what the area costs."""

    name: str
    kroner: int
    percent: float


@dataclass(frozen=True, slots=True)
class AreaPart:
    """A changed area: its duties, what it costs whom, and the agreements it needs."""

    name: str
    host: str
    model: str
    members: tuple[str, ...]  # names
    duties: tuple[Duty, ...]
    kroner: int | None
    weights: tuple[tuple[str, int], ...]
    shares: tuple[Share, ...]
    agreements: tuple[Statement, ...]  # that must be made
    afterwards: tuple[Statement, ...]  # links of the chain after the councils, in order


class Fate(StrEnum):
    """What becomes of an agreement."""

    ENDS = "ends"
    CHANGES = "changes"
    REVIEW = "review"


@dataclass(frozen=True, slots=True)
class AgreementPart:
    """An agreement that stands today, and what the scenario does to it."""

    title: str
    kind: str
    fate: Fate
    word: str
    says: str
    notice: str  # the agreement's own period, and the last day if notice is given today
    leaving: tuple[str, ...]  # names of the municipalities that would leave it
    rules: tuple[Rule, ...]
    address: str
    municipalities: tuple[str, ...]  # numbers


@dataclass(frozen=True, slots=True)
class Consequences:
    """All of it, for one scenario on one day."""

    title: str
    day: date
    dataset: str
    illustrative: bool
    verdict: Verdict
    elements: tuple[Element, ...]  # unlawful first
    municipalities: tuple[MunicipalityPart, ...]
    areas: tuple[AreaPart, ...]
    agreements: tuple[AgreementPart, ...]
    preparations: tuple[Statement, ...]  # before the councils, in order
    councils: tuple[Statement, ...]
    outsiders: tuple[str, ...]  # must decide, and are no owners in the partnership

    @property
    def unlawful(self) -> tuple[Element, ...]:
        """What is not allowed."""
        return tuple(one for one in self.elements if one.unlawful)

    @property
    def unclear(self) -> tuple[Element, ...]:
        """What nobody knows."""
        return tuple(one for one in self.elements if not one.unlawful)
