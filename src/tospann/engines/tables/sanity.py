"""Checks across figures: the same one twice, and shares that disagree with their own parts.

The trap this is for: one edition of the ASSS page prints the KOSTRA formula for long-term
recipients as (A/B)*10 where the older edition has *100, and an import that copies it is wrong by
ten.
"""

from collections.abc import Callable, Iterable

from tospann.engines.tables import said
from tospann.engines.tables.cells import address, shown
from tospann.engines.tables.found import Observation, Problem, Reading
from tospann.engines.tables.limits import Limits
from tospann.engines.tables.regions import Region
from tospann.engines.tables.words import Message, reason

NEAR = 0.06  # how far a ratio may be from 10 or 100 and still be that factor
ROUNDING = {"prosent": 0.06, "andel": 0.006}  # half a unit in the last place usually printed


def check(reading: Reading, limits: Limits) -> None:
    """Add the problems to the reading; figures that stand twice alike are kept once."""

    def problem(code: str, message: Message, one: Observation, *, blocking: bool = True,
                **params: object) -> None:  # fmt: skip
        if len(reading.problems) >= limits.problems:
            reading.more_problems += 1
            return
        found = shown(one.value) if one.value is not None else ""
        text = reason(message, address=one.address, sheet=one.sheet, found=found, **params)
        reading.problems.append(Problem(code, text, one.sheet, one.address, found, blocking))

    _twice(reading, problem)
    _shares(reading.observations, problem)


def _twice(reading: Reading, problem: Callable[..., None]) -> None:
    seen: dict[tuple, Observation] = {}
    kept: list[Observation] = []
    # Places and groups are shared by many figures: each object is hashed once.
    known: dict[tuple, int] = {}
    numbers: dict[int, int] = {}

    def number(shared: Region | tuple) -> int:
        if (found := numbers.get(id(shared))) is None:
            key = (shared.kind, shared.code) if isinstance(shared, Region) else shared
            found = numbers[id(shared)] = known.setdefault(key, len(known))
        return found

    for one in reading.observations:
        key = (
            number(one.region), number(one.splits), one.period, one.measure, one.unit, one.code,
        )  # fmt: skip
        before = seen.get(key)
        if before is None:
            seen[key] = one
            kept.append(one)
        elif (before.value, before.mark, before.numerator, before.denominator) != (
            one.value, one.mark, one.numerator, one.denominator,
        ):  # fmt: skip
            kept.append(one)
            other = address(before.row, before.column)
            problem("twice", said.TWICE, one, other=other)
    reading.observations = kept


def _shares(observations: Iterable[Observation], problem: Callable[..., None]) -> None:
    for one in observations:
        if one.numerator is None or not one.denominator or one.value is None:
            continue
        whole = {"prosent": 100.0, "andel": 1.0}.get(one.unit)
        if whole is None:
            continue
        expected = one.numerator / one.denominator * whole
        if abs(expected - one.value) <= max(ROUNDING[one.unit], abs(expected) * 0.01):
            if one.numerator > one.denominator:
                problem(
                    "over_whole", said.OVER_WHOLE, one, blocking=False,
                    numerator=shown(one.numerator), denominator=shown(one.denominator),
                )  # fmt: skip
            continue
        factor = one.value / expected if expected else 0.0
        code, message = "share_differs", said.SHARE_DIFFERS
        for size, name, text in (
            (10, "factor_ten", said.FACTOR_TEN),
            (100, "factor_hundred", said.FACTOR_HUNDRED),
        ):
            if abs(factor / size - 1) < NEAR or abs(factor * size - 1) < NEAR:
                code, message = name, text
        problem(
            code, message, one, share=shown(one.value), numerator=shown(one.numerator),
            denominator=shown(one.denominator), expected=shown(round(expected, 4)),
        )  # fmt: skip
