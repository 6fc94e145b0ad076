"""What stands on a wheel: one occurrence of something, in one ring, on one or more days."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Sort(StrEnum):
    """What sort of thing it is; the rules of order speak of these."""

    SIGNALS = "signals"  # a letter or a bill that says what an owner wants
    PLAN_SIGNED = "plan_signed"
    FIGURES = "figures"  # the figures are there to be read
    CUT_OFF = "cut_off"  # the last day that figures are counted for
    REPORT_DUE = "report_due"
    PAPERS_DUE = "papers_due"  # papers for a meeting
    PARTNERSHIP_MEETING = "partnership_meeting"
    COUNCIL_MEETING = "council_meeting"
    BUDGET_PROPOSAL = "budget_proposal"
    LEADER_DIALOGUE = "leader_dialogue"
    PARTICIPATION = "participation"  # unions, safety representatives, the user council
    GATHERING = "gathering"
    SURVEY = "survey"
    AGREEMENT = "agreement"  # something an agreement sets a date for
    TRIAL = "trial"
    SCHOOL_BREAK = "school_break"
    DEADLINE = "deadline"
    OTHER = "other"


class Subject(StrEnum):
    """What it is about; rules of order hold between events about the same thing."""

    NONE = ""
    YEAR = "year"  # the year that is over
    TERTIAL_1 = "tertial_1"
    TERTIAL_2 = "tertial_2"
    BUDGET = "budget"
    PLAN = "plan"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One occurrence. Both days are included; `key` is its own among all on the wheel.

    planned : the day by the rule, when the occurrence was moved from it.
    series : what occurrences of one thing that comes back share; empty when it comes once.
    """

    key: str
    title: str
    first: date
    last: date
    ring: str
    sort: Sort = Sort.OTHER
    subject: Subject = Subject.NONE
    planned: date | None = None
    series: str = ""


def by_date(event: Event) -> tuple[date, date, str]:
    """The order that every list and every keyboard follows."""
    return event.first, event.last, event.key
