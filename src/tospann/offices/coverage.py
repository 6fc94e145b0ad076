"""Who serves whom, day by day: where nobody does, and where more than one does. Pure.

The rule: from the first day to the last, every municipality has exactly one active office for
its state services and one for its municipal services. (Nav-loven § 13: joint local offices
that cover every municipality.)

Days are half-open here, `start` in and `end` out, as in the database; None is no bound. What
agreements say about the cause is for `engines.authority.coverage`, which knows no parts.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tospann.engines.authority import not_one


class Cause(StrEnum):
    """Why a gap or an overlap came about, as far as the register can tell."""

    MERGER = "merger"  # the municipality was made or split up that day
    OFFICE_CLOSED = "office_closed"
    AGREEMENT_ENDED = "agreement_ended"  # the office went on without this municipality
    NOT_HANDED_OVER = "not_handed_over"  # a new office began before the old one ended
    UNKNOWN = "unknown"


STATE, MUNICIPAL, BOTH = "state", "municipal", "both"


@dataclass(frozen=True, slots=True)
class Service:
    """One office serves the municipality in a period. `office_*` is the office's own life."""

    office: str  # unit number
    part: str  # state, municipal or both
    start: date | None
    end: date | None
    office_start: date | None = None
    office_end: date | None = None

    def active(self) -> tuple[date, date]:
        """The days the municipality is served by an office that exists."""
        return (
            max(self.start or date.min, self.office_start or date.min),
            min(self.end or date.max, self.office_end or date.max),
        )


@dataclass(frozen=True, slots=True)
class Finding:
    """Days on which the rule does not hold. No offices: a gap; two or more: an overlap."""

    part: str
    start: date
    end: date
    offices: tuple[str, ...]
    cause: Cause

    @property
    def is_gap(self) -> bool:
        return not self.offices


def findings(
    services: Iterable[Service],
    *,
    start: date,
    end: date,
    changes: frozenset[date] = frozenset(),
) -> list[Finding]:
    """Every gap and overlap of one municipality, by day and part.

    Parameters
    ----------
    services : everything the register says about who serves the municipality.
    start, end : the days to look at: those on which the municipality exists and is recorded.
    changes : the days on which it was made from others or gave way to others.

    A finding that holds for both parts in the same days, for the same reason, is one finding.
    """
    known = list(services)
    found = {
        part: list(_of_part(known, part=part, start=start, end=end, changes=changes))
        for part in (STATE, MUNICIPAL)
    }
    shared = {_key(f) for f in found[STATE]} & {_key(f) for f in found[MUNICIPAL]}
    return sorted(
        [
            *(Finding(BOTH, *_key(f)) for f in found[STATE] if _key(f) in shared),
            *(f for part in found.values() for f in part if _key(f) not in shared),
        ],
        key=lambda f: (f.start, f.end, f.part),
    )


def _key(found: Finding) -> tuple[date, date, tuple[str, ...], Cause]:
    return found.start, found.end, found.offices, found.cause


def _of_part(
    services: list[Service], *, part: str, start: date, end: date, changes: frozenset[date]
) -> Iterator[Finding]:
    spans = []
    for one in services:
        if one.part in (part, BOTH):
            first, last = one.active()
            spans.append((one.office, first.toordinal(), last.toordinal()))
    for begin, stop, offices in not_one(spans, start.toordinal(), end.toordinal()):
        day = date.fromordinal(begin)
        because = _why_overlap if offices else _why_gap
        cause = because(services, day, changes)
        yield Finding(part, day, date.fromordinal(stop), offices, cause)


def _why_gap(services: list[Service], day: date, changes: frozenset[date]) -> Cause:
    """Why nobody serves from this day."""
    before = [s for s in services if s.active()[1] == day]
    if any(s.office_end == day for s in before):
        return Cause.OFFICE_CLOSED
    if day in changes:
        return Cause.MERGER
    if before:
        return Cause.AGREEMENT_ENDED
    return Cause.UNKNOWN


def _why_overlap(services: list[Service], day: date, changes: frozenset[date]) -> Cause:
    """Why more than one serves from this day."""
    if day in changes:
        return Cause.MERGER
    if any(s.active()[0] == day for s in services):
        return Cause.NOT_HANDED_OVER
    return Cause.UNKNOWN
