"""The rules of order as a table people can read."""

from datetime import date

import pytest

from tospann.engines.wheel.events import Event, Sort, Subject
from tospann.engines.wheel.order import CODES, ORDERS, Weight, collisions

# events as "sort day ring subject", parted by +  | what is found
TABLE = """
cut_off 30.04 felles tertial_1 + report_due 26.05 felles tertial_1 |
cut_off 30.04 felles tertial_1 + report_due 05.05 felles tertial_1 | report_before_cut_off tight
cut_off 30.04 felles tertial_1 + report_due 28.04 felles tertial_1 | report_before_cut_off impossible
cut_off 30.04 felles tertial_1 + report_due 28.04 felles tertial_2 |
cut_off 30.04 felles           + report_due 28.04 felles           |
cut_off 30.04 stat tertial_1   + report_due 28.04 kommune tertial_1 | report_before_cut_off impossible
figures 16.03 stat year        + papers_due 13.03 kommune year     | papers_before_figures impossible
figures 16.03 stat year        + papers_due 16.03 kommune year     | papers_before_figures tight
figures 16.03 stat year        + papers_due 17.03 kommune year     |
figures 16.03 stat year + figures 15.06 stat year + papers_due 20.03 kommune year |
figures 15.06 stat year        + report_due 12.06 felles year      | report_before_figures impossible
report_due 26.05 felles tertial_1 + partnership_meeting 21.05 felles tertial_1 | meeting_before_report impossible
papers_due 03.06 felles tertial_1 + partnership_meeting 10.06 felles tertial_1 |
papers_due 08.06 felles tertial_1 + partnership_meeting 10.06 felles tertial_1 | meeting_before_papers tight
papers_due 20.11 kommune budget + council_meeting 19.11 kommune budget | council_before_papers impossible
papers_due 20.11 kommune budget + council_meeting 19.11 nabo budget |
budget_proposal 05.11 kommune budget + council_meeting 10.12 kommune budget |
budget_proposal 05.11 kommune budget + council_meeting 12.11 kommune budget | council_before_proposal tight
budget_proposal 05.11 kommune budget + council_meeting 04.11 kommune budget | council_before_proposal impossible
budget_proposal 05.11 kommune budget + council_meeting 04.11 nabo budget |
signals 20.01 stat plan + plan_signed 02.03 felles plan |
signals 20.01 stat plan + plan_signed 19.01 felles plan | plan_before_signals impossible
partnership_meeting 16.02 felles plan + plan_signed 13.02 felles plan | plan_before_meeting impossible
partnership_meeting 17.05 felles | meeting_on_day_off impossible
council_meeting 14.05 kommune    | meeting_on_day_off impossible
report_due 17.05 felles          | deadline_on_day_off note
signals 17.05 stat               |
school_break 23.02-27.02 kommune + partnership_meeting 25.02 felles | meeting_in_school_break note
school_break 23.02-27.02 kommune + partnership_meeting 02.03 felles |
school_break 23.02-27.02 kommune + council_meeting 25.02 kommune |
partnership_meeting 11.06 felles + council_meeting 11.06 kommune | two_meetings_a_day note
partnership_meeting 11.06 felles + council_meeting 12.06 kommune |
"""  # noqa: E501


def event(text: str, number: int) -> Event:
    sort, days, ring, *subject = text.split()
    first, _dash, last = days.partition("-")
    begins, ends = (date(2026, int(d[3:]), int(d[:2])) for d in (first, last or first))
    about = Subject(subject[0]) if subject else Subject.NONE
    return Event(
        key=str(number), title=text, first=begins, last=ends, ring=ring, sort=Sort(sort),
        subject=about,
    )  # fmt: skip


LINES = TABLE.strip().splitlines()


@pytest.mark.parametrize("line", LINES, ids=[line[:60].strip() for line in LINES])
def test_a_year_out_of_order_is_found(line):
    told, _bar, expected = line.partition("|")
    events = [event(text, n) for n, text in enumerate(told.split(" + "))]

    found = collisions(events)

    assert [f"{one.code} {one.weight}" for one in found] == [
        one for one in [expected.strip()] if one
    ]
    assert collisions(events[::-1]) == found  # whatever order they come in


def test_every_rule_is_tried_in_the_table():
    assert [code for code in CODES if code not in TABLE] == []


def test_of_figures_that_come_too_late_the_nearest_is_told():
    told = ["figures 16.03 stat year", "figures 15.06 stat year", "papers_due 13.03 k year"]

    [finding] = collisions([event(text, n) for n, text in enumerate(told)])

    assert finding.first.title == "figures 16.03 stat year"


def test_of_signals_that_come_too_late_the_latest_is_told():
    told = ["signals 20.01 stat plan", "signals 02.02 stat plan", "plan_signed 19.01 felles plan"]

    [finding] = collisions([event(text, n) for n, text in enumerate(told)])

    assert finding.first.title == "signals 02.02 stat plan"


def test_the_worst_comes_first():
    told = ["report_due 17.05 felles", "partnership_meeting 01.05 felles"]

    found = collisions([event(text, n) for n, text in enumerate(told)])

    assert [one.weight for one in found] == [Weight.IMPOSSIBLE, Weight.NOTE]


def test_codes_are_each_their_own():
    assert len(set(CODES)) == len(CODES) == len(ORDERS) + 4
