"""Questions as plain data, cut into jobs, and put together again. Nothing here searches.

`sweep.py` runs the jobs. Whoever asks, keeps or shows an answer needs only this.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field, fields, is_dataclass
from typing import Any, ClassVar

import numpy as np

from . import rules as rules_of
from .assumptions import Assumptions, Model, Presence
from .drawn import today, with_differences
from .progress import MOST_STATES
from .robustness import Doubt, Outcome, Plan
from .rules import Rule
from .territory import Structure, Territory


@dataclass(frozen=True)
class Question:
    """What is asked, as plain values.

    travel : "roads", "brought" or "straight_line"; `waiting` counts for roads.
    seconds : for each part that may need set partitioning; such a part can come back unproven,
        and then depends on the machine. Parts solved by states do not.
    """

    rules: tuple[Rule, ...]
    assumptions: Assumptions = field(default_factory=Assumptions)
    travel: str = "roads"
    waiting: bool = True
    seconds: float = 600.0
    most_states: int = MOST_STATES


@dataclass(frozen=True)
class Futures:
    """Futures 0 to `count` - 1 of a seed. Outcomes: `futures.Outcome`."""

    doubt: Doubt
    seed: int
    count: int
    plans: tuple[Plan, ...] = ()
    a_job: ClassVar[int] = 100  # parts in a job, unless told otherwise

    def parts(self, territory: Territory) -> int:
        return self.count


@dataclass(frozen=True)
class Weightings:
    """Every pair of two prices. Outcomes: the best structure at each."""

    kroner_per_hour: tuple[int, ...]
    kroner_per_exposed: tuple[int, ...]
    a_job: ClassVar[int] = 20  # parts in a job, unless told otherwise

    def parts(self, territory: Territory) -> int:
        return len(self.kroner_per_hour) * len(self.kroner_per_exposed)

    def at(self, part: int) -> tuple[int, int]:
        """Kroner per hour and per exposed resident of one part."""
        hour, exposed = divmod(part, len(self.kroner_per_exposed))
        return self.kroner_per_hour[hour], self.kroner_per_exposed[exposed]


@dataclass(frozen=True)
class Caps:
    """The least access within each of some budgets: points of a front too large to find whole."""

    kroner: tuple[int, ...]
    a_job: ClassVar[int] = 1  # parts in a job, unless told otherwise

    def parts(self, territory: Territory) -> int:
        return len(self.kroner)


@dataclass(frozen=True)
class Groups:
    """The front of each group of municipalities by itself, in order of name.

    `national` adds them up. Right only where no area may cross between groups.
    """

    objectives: tuple[str, ...] = ("access", "cost")
    a_job: ClassVar[int] = 1  # parts in a job, unless told otherwise

    def parts(self, territory: Territory) -> int:
        return len(set(territory.municipalities.groups))


@dataclass(frozen=True)
class Areas:
    """Proposals, the best first, and the price of each of the question's first rules.

    Part 0: the proposals. Part i: the price of rule i, or None where dropping it leaves too many
    areas to choose among. Each has the question's `seconds` to itself.
    """

    alternatives: int = 1
    different: int = 1  # pairs of municipalities that tell two proposals apart
    prices: int = 0  # of so many rules
    seed: int = 0
    a_job: ClassVar[int] = 1  # parts in a job, unless told otherwise

    def parts(self, territory: Territory) -> int:
        return 1 + self.prices


@dataclass(frozen=True)
class Drawn:
    """A structure told as what is otherwise than today: `drawn.with_differences`, as JSON text."""

    name: str
    title: str
    differences: str

    def structure(self, territory: Territory) -> Structure:
        """Raises `BadData` when the differences make no structure."""
        return with_differences(
            territory,
            today(territory),
            json.loads(self.differences),
            name=self.name,
            title=self.title,
        )


@dataclass(frozen=True)
class Tradeoff:
    """The whole front, with today's structure and some others put beside it. One part."""

    objectives: tuple[str, ...] = ("access", "cost")
    beside: tuple[Drawn, ...] = ()
    a_job: ClassVar[int] = 1  # parts in a job, unless told otherwise

    def parts(self, territory: Territory) -> int:
        return 1


Sweep = Futures | Weightings | Caps | Groups | Areas | Tradeoff


@dataclass(frozen=True)
class Job:
    """Some parts of a sweep of one dataset."""

    dataset: str  # `fingerprint` of the territory
    question: Question
    sweep: Sweep
    parts: tuple[int, ...]  # ascending

    def as_json(self) -> str:
        """Canonical: equal jobs give equal text."""
        return text(plain(self))

    @classmethod
    def from_json(cls, text: str) -> "Job":
        """Raises `ValueError` on what `as_json` did not write."""
        job = made(json.loads(text))
        if not isinstance(job, cls):
            raise ValueError("not a job")
        return job


def cut(
    sweep: Sweep, question: Question, territory: Territory, *, parts: int | None = None
) -> tuple[Job, ...]:
    """The jobs of a sweep, in order. How it is cut does not change what comes out.

    Parameters
    ----------
    parts : of the sweep in each job; None = as suits its kind.
    """
    dataset, count = fingerprint(territory), sweep.parts(territory)
    size = parts or sweep.a_job
    return tuple(
        Job(dataset, question, sweep, tuple(range(start, min(start + size, count))))
        for start in range(0, count, size)
    )


def merge(results: Iterable[bytes]) -> bytes:
    """One result out of several of the same sweep: all their outcomes, by part.

    The same part may come twice, as when a job was run again; it must say the same.

    Raises
    ------
    ValueError
        If there is nothing to merge, the results are of different sweeps, or two disagree.
    """
    asked: dict[str, Any] | None = None
    outcomes: dict[int, Any] = {}
    for result in results:
        whole = json.loads(result)
        for part, outcome in whole.pop("outcomes"):
            if outcomes.setdefault(part, outcome) != outcome:
                raise ValueError(f"part {part} has two different outcomes")
        if (asked := asked or whole) != whole:
            raise ValueError("results of different sweeps")
    if asked is None:
        raise ValueError("nothing to merge")
    return text(
        asked | {"outcomes": [[part, outcomes[part]] for part in sorted(outcomes)]}
    ).encode()


def lacking(merged: bytes, territory: Territory) -> tuple[int, ...]:
    """The parts that have no outcome yet."""
    whole = json.loads(merged)
    there = {part for part, _outcome in whole["outcomes"]}
    return tuple(p for p in range(made(whole["sweep"]).parts(territory)) if p not in there)


def outcomes_of(merged: bytes) -> list[Outcome]:
    """The outcomes of a sweep of futures, or of weightings, by part."""
    whole = json.loads(merged)
    return [
        Outcome(
            **outcome
            | {
                "index": part,
                "host": tuple(outcome["host"]),
                "regrets": tuple(outcome["regrets"]),
            }
        )
        for part, outcome in whole["outcomes"]
    ]


def fingerprint(territory: Territory) -> str:
    """SHA-256 of everything in a dataset but what is for drawing only."""
    told: list[bytes] = []

    def take(value: object) -> None:
        if isinstance(value, np.ndarray):
            told.extend((f"{value.dtype.str}{value.shape}".encode(), value.tobytes()))
        elif is_dataclass(value):
            for each in fields(value):
                if each.name != "outlines":
                    told.append(each.name.encode())
                    take(getattr(value, each.name))
        elif isinstance(value, tuple) and all(isinstance(item, str) for item in value):
            told.append(json.dumps(value).encode())
        elif isinstance(value, tuple):
            told.append(str(len(value)).encode())
            for item in value:
                take(item)
        else:
            told.append(repr(value).encode())

    take(territory)
    return hashlib.sha256(b"".join(told)).hexdigest()


# Plain data


TYPES: dict[str, type] = {
    kind.__name__: kind
    for kind in (
        *(kind for kind in vars(rules_of).values() if is_dataclass(kind)),
        *(Assumptions, Presence, Model, Question, Doubt, Plan),
        *(Futures, Weightings, Caps, Groups, Areas, Drawn, Tradeoff, Job),
    )
    if isinstance(kind, type)
}


def plain(value: Any) -> Any:
    """Dataclasses as objects with their type, tuples as lists."""
    if is_dataclass(value):
        named = {each.name: plain(getattr(value, each.name)) for each in fields(value)}
        return {"type": type(value).__name__, **named}
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    return value


def made(plain: Any) -> Any:
    """What `plain` was given. Raises `ValueError` if it was something else."""
    if isinstance(plain, list):
        return tuple(made(item) for item in plain)
    if isinstance(plain, dict):
        named = {name: made(value) for name, value in plain.items() if name != "type"}
        try:
            return TYPES[plain["type"]](**named)
        except (KeyError, TypeError) as fault:
            raise ValueError(f"not a job: {fault}") from fault
    return plain


def text(value: Any) -> str:
    """Canonical JSON: sorted names, no blanks, no NaN."""
    return json.dumps(
        plain(value), sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    )
