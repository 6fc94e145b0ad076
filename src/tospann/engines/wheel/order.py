"""When one owner's date makes another's impossible: stated rules, and what they find.

No rule here is law. They are what follows from the words themselves (figures are read after they
exist), with a few working days between where people need them; the days are our own proposal.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tospann.engines.wheel.days import holidays, working_days_between
from tospann.engines.wheel.events import Event, Sort, Subject, by_date


class Weight(StrEnum):
    """How bad it is."""

    IMPOSSIBLE = "impossible"  # the second cannot be done before the first
    TIGHT = "tight"  # in order, with too few working days between
    NOTE = "note"  # possible, and worth a thought


@dataclass(frozen=True, slots=True)
class Order:
    """One sort comes before another about the same thing.

    least : working days that shall lie between, from 0.
    one_will_do : it is enough that one of those before is in time; else all must be.
    same_ring : the rule holds within one owner's ring only.
    about : the subjects the rule holds for; empty is every subject that is said.
    """

    code: str
    before: Sort
    after: Sort
    least: int = 0
    same_ring: bool = False
    about: frozenset[Subject] = frozenset()
    one_will_do: bool = False


ORDERS = (
    Order("report_before_cut_off", Sort.CUT_OFF, Sort.REPORT_DUE, least=5),
    Order("report_before_figures", Sort.FIGURES, Sort.REPORT_DUE, one_will_do=True),
    Order("papers_before_figures", Sort.FIGURES, Sort.PAPERS_DUE, least=1, one_will_do=True),
    Order("meeting_before_report", Sort.REPORT_DUE, Sort.PARTNERSHIP_MEETING),
    Order("meeting_before_papers", Sort.PAPERS_DUE, Sort.PARTNERSHIP_MEETING, least=3),
    Order("council_before_papers", Sort.PAPERS_DUE, Sort.COUNCIL_MEETING, 3, same_ring=True),
    Order(
        *("council_before_proposal", Sort.BUDGET_PROPOSAL, Sort.COUNCIL_MEETING, 10),
        same_ring=True,
        about=frozenset({Subject.BUDGET}),
    ),
    Order(
        *("plan_before_signals", Sort.SIGNALS, Sort.PLAN_SIGNED, 5),
        about=frozenset({Subject.PLAN}),
    ),
    Order(
        *("plan_before_meeting", Sort.PARTNERSHIP_MEETING, Sort.PLAN_SIGNED),
        about=frozenset({Subject.PLAN}),
    ),
)
MEETING_ON_DAY_OFF = "meeting_on_day_off"
MEETING_IN_SCHOOL_BREAK = "meeting_in_school_break"
TWO_MEETINGS_A_DAY = "two_meetings_a_day"
DEADLINE_ON_DAY_OFF = "deadline_on_day_off"
CODES = (
    *(order.code for order in ORDERS),
    *(MEETING_ON_DAY_OFF, MEETING_IN_SCHOOL_BREAK, TWO_MEETINGS_A_DAY, DEADLINE_ON_DAY_OFF),
)

_MEETINGS = frozenset({Sort.PARTNERSHIP_MEETING, Sort.COUNCIL_MEETING, Sort.LEADER_DIALOGUE})
_JOINT = frozenset({Sort.PARTNERSHIP_MEETING, Sort.LEADER_DIALOGUE})  # with people of all owners
_DEADLINES = frozenset({Sort.PAPERS_DUE, Sort.REPORT_DUE, Sort.DEADLINE, Sort.BUDGET_PROPOSAL})


@dataclass(frozen=True, slots=True)
class Finding:
    """Two events that do not go together, or one and its day.

    days : working days that lie between; negative when the second comes first.
    least : working days that the rule asks for.
    """

    code: str
    weight: Weight
    first: Event  # what must come before, or the event the finding is about
    second: Event | None = None
    days: int = 0
    least: int = 0


def collisions(events: Collection[Event]) -> list[Finding]:
    """Everything the rules find among the events of a year, the worst first, then by date.

    Of several that should have come before one event, the worst is told; where one of them would
    do, the nearest.
    """
    found = [*_out_of_order(events), *_on_days_off(events), *_in_breaks(events)]
    found += _same_day(events)
    weights = list(Weight)
    return sorted(
        found,
        key=lambda one: (weights.index(one.weight), by_date(one.second or one.first), one.code),
    )


def _out_of_order(events: Iterable[Event]) -> Iterator[Finding]:
    said = [one for one in events if one.subject is not Subject.NONE]
    for order in ORDERS:
        wanted = [one for one in said if not order.about or one.subject in order.about]
        for after in [one for one in wanted if one.sort is order.after]:
            befores = [
                one
                for one in wanted
                if one.sort is order.before
                and one.subject is after.subject
                and (one.ring == after.ring or not order.same_ring)
            ]
            found = [
                Finding(order.code, weight, before, after, days, order.least)
                for before in befores
                for days in [working_days_between(before.last, after.first)]
                if (weight := _weight(before, after, days, order.least)) is not None
            ]
            if found and not (order.one_will_do and len(found) < len(befores)):
                choose = max if order.one_will_do else min
                yield choose(found, key=lambda one: (one.days, one.first.key))


def _weight(before: Event, after: Event, days: int, least: int) -> Weight | None:
    if after.first < before.last:
        return Weight.IMPOSSIBLE
    return Weight.TIGHT if days < least else None


def _is_off(day: date) -> bool:
    return day.weekday() >= 5 or day in holidays(day.year)


def _on_days_off(events: Iterable[Event]) -> Iterator[Finding]:
    for one in events:
        if one.first == one.last and _is_off(one.first):
            if one.sort in _MEETINGS:
                yield Finding(MEETING_ON_DAY_OFF, Weight.IMPOSSIBLE, one)
            elif one.sort in _DEADLINES:
                yield Finding(DEADLINE_ON_DAY_OFF, Weight.NOTE, one)


def _in_breaks(events: Collection[Event]) -> Iterator[Finding]:
    breaks = [one for one in events if one.sort is Sort.SCHOOL_BREAK]
    for one in events:
        if one.sort in _JOINT:
            for pause in breaks:
                if pause.first <= one.last and one.first <= pause.last:
                    yield Finding(MEETING_IN_SCHOOL_BREAK, Weight.NOTE, pause, one)
                    break


def _same_day(events: Iterable[Event]) -> Iterator[Finding]:
    """A joint meeting and a council's meeting on one day: the same people cannot be at both."""
    held: dict[date, list[Event]] = {}
    for one in sorted(events, key=by_date):
        if one.sort in _MEETINGS and one.first == one.last:
            held.setdefault(one.first, []).append(one)
    for meetings in held.values():
        joint = [one for one in meetings if one.sort is Sort.PARTNERSHIP_MEETING]
        others = [one for one in meetings if one.sort is Sort.COUNCIL_MEETING]
        yield from (Finding(TWO_MEETINGS_A_DAY, Weight.NOTE, a, b) for a in joint for b in others)
