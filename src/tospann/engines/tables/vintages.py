"""Which years' municipality numbers a table uses, and figures moved to another year's numbers.

Three sets of numbers have been in use: until 2019, 2020–2023 and from 2024. Counts are split by
the share of residents and added up; shares of people can only follow a municipality that was
renumbered, unless the table gives both numerator and denominator. Every part that moved is a
`Step`, so that nothing is converted in silence.

Source of the numbers: Statistics Norway, Klass 131. Of the shares: the register handed in, such as
Tysfjord's 53.2 and 46.8 per cent by the 1 km grid of 2019.
"""

from collections.abc import Iterable
from enum import StrEnum

from tospann.engines.tables import said
from tospann.engines.tables.cells import shown
from tospann.engines.tables.found import Observation, Problem, Step
from tospann.engines.tables.marks import Mark
from tospann.engines.tables.regions import Region
from tospann.engines.tables.register import Kind, Register
from tospann.engines.tables.words import reason


class Vintage(StrEnum):
    """Whose numbers: `any` where no number tells, `mixed` where they disagree."""

    BEFORE_2020 = "before_2020"
    FROM_2020 = "2020_2023"
    FROM_2024 = "from_2024"
    MIXED = "mixed"
    ANY = "any"


WORDS = {
    Vintage.BEFORE_2020: said.BEFORE_2020,
    Vintage.FROM_2020: said.FROM_2020,
    Vintage.FROM_2024: said.FROM_2024,
}
MARKERS = {"1850": Vintage.BEFORE_2020, "5414": Vintage.FROM_2020, "5516": Vintage.FROM_2024}
YEARS = {Vintage.BEFORE_2020: 2019, Vintage.FROM_2020: 2021, Vintage.FROM_2024: 2024}
LATEST = 2024  # the year of the numbers in use today
ADDED = frozenset({"personer", "kroner", "1000 kroner", ""})  # units that may be summed
WORST = (Mark.SUPPRESSED, Mark.SUPPRESSED_NAV, Mark.BELOW, Mark.MISSING, Mark.EMPTY)


def vintage(codes: Iterable[str], register: Register) -> Vintage:
    """The latest years in which all the codes were in use; `mixed` where there are none."""
    left = set(WORDS)
    for code in codes:
        left &= _used(code, register)
    if not left:
        return Vintage.MIXED
    if len(left) == len(WORDS):
        return Vintage.ANY
    return max(left, key=list(WORDS).index)


def _used(code: str, register: Register) -> set[Vintage]:
    """The sets of numbers that a code belongs to."""
    unit = register.by_code.get((Kind.MUNICIPALITY, code))
    if unit is None or (unit.since is None and unit.until is None):
        return {MARKERS[code]} if code in MARKERS else set(WORDS)
    return {one for one, year in YEARS.items() if unit.holds_in(year)}


def outdated(code: str, register: Register, year: int) -> bool:
    """Whether a number has been replaced by others by a year."""
    return any(change.year <= year for change in register.changed.get(code, ()))


def targets(code: str, register: Register, year: int) -> list[tuple[str, float]]:
    """Where a number's residents are by a year, with shares; itself where nothing changed.

    Follows changes of changes; a circle in the register ends after ten.
    """
    now = [(code, 1.0)]
    for _turn in range(10):
        following: list[tuple[str, float]] = []
        moved = False
        for one, share in now:
            changes = [each for each in register.changed.get(one, ()) if each.year <= year]
            moved |= bool(changes)
            following += [(each.new, share * each.share) for each in changes] or [(one, share)]
        now = following
        if not moved:
            break
    return now


def convert(
    observations: list[Observation], register: Register, year: int
) -> tuple[list[Observation], list[Step], list[Problem]]:
    """Figures under the numbers of a year, the steps taken, and those that cannot be moved.

    A part that is hidden or missing makes the whole sum unknown: it never counts as zero.
    """
    kept: list[Observation] = []
    moved: dict[tuple, list[tuple[Observation, str, float]]] = {}
    arriving = {new for old in register.changed for new, _share in targets(old, register, year)}
    for one in observations:
        if one.region.kind is not Kind.MUNICIPALITY:
            kept.append(one)
            continue
        goes = targets(one.region.code, register, year)
        if goes == [(one.region.code, 1.0)] and one.region.code not in arriving:
            kept.append(one)
            continue
        for new, share in goes:
            key = (new, one.period, one.measure, one.splits, one.unit, one.code)
            moved.setdefault(key, []).append((one, new, share))
    steps: list[Step] = []
    problems: list[Problem] = []
    for (new, *_rest), parts in moved.items():
        unit = register.by_code.get((Kind.MUNICIPALITY, new))
        region = Region(Kind.MUNICIPALITY, new, unit.name if unit else "", "")
        if len(parts) == 1 and parts[0][0].region.code == new:
            kept.append(parts[0][0])
            continue
        joined = _joined(parts, region)
        if joined is None:
            first = parts[0][0]
            found = shown(first.value) if first.value is not None else ""
            problems.append(
                Problem(
                    "cannot_split",
                    reason(said.CANNOT_SPLIT, address=first.address, found=found),
                    first.sheet,
                    first.address,
                    found,
                )
            )
            continue
        kept.append(joined)
        for one, _new, share in parts:
            if one.region.code != new or share != 1.0:
                after = None if one.value is None else one.value * share
                if one.unit not in ADDED:
                    after = joined.value
                steps.append(
                    Step(
                        one.region.code, new, share, one.period, one.measure, one.value, after,
                        one.address,
                    )
                )  # fmt: skip
    return kept, steps, problems


def _joined(parts: list[tuple[Observation, str, float]], region: Region) -> Observation | None:
    """One figure of several parts, or None where shares of people would have to be added."""
    first = parts[0][0]
    present = [one for one, _new, _share in parts]
    if len(parts) == 1 and parts[0][2] == 1.0:
        return first._replace(region=region)
    numerator = _sum((one.numerator, share) for one, _new, share in parts)
    denominator = _sum((one.denominator, share) for one, _new, share in parts)
    hidden = next((mark for mark in WORST if any(one.mark is mark for one in present)), None)
    if hidden is None and any(one.mark for one in present):
        hidden = first.mark
    if hidden:
        return first._replace(
            region=region, value=None, mark=hidden, below=None, numerator=None, denominator=None
        )
    if first.unit in ADDED:
        value = _sum((one.value, share) for one, _new, share in parts)
    elif first.unit in {"prosent", "andel"} and numerator is not None and denominator:
        value = numerator / denominator * (100 if first.unit == "prosent" else 1)
    else:
        return None
    return first._replace(region=region, value=value, numerator=numerator, denominator=denominator)


def _sum(parts: Iterable[tuple[float | None, float]]) -> float | None:
    total = 0.0
    for value, share in parts:
        if value is None:
            return None
        total += value * share
    return total
