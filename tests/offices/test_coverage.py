from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tospann.offices.coverage import Cause, Finding, Service, findings

START, END = date(2020, 1, 1), date(2021, 1, 1)
MARCH, JUNE = date(2020, 3, 1), date(2020, 6, 1)


def check(*services, changes=()):
    return findings(services, start=START, end=END, changes=frozenset(changes))


def test_one_office_all_year_is_as_it_should_be():
    assert check(Service("A", "both", None, None)) == []


def test_one_office_for_each_part_is_as_it_should_be():
    assert check(Service("A", "state", None, None), Service("B", "municipal", None, None)) == []


def test_handing_over_from_one_day_to_the_next_leaves_nothing():
    assert check(Service("A", "both", None, MARCH), Service("B", "both", MARCH, None)) == []


def test_no_office_at_all_is_a_gap_from_first_to_last_day():
    assert check() == [Finding("both", START, END, (), Cause.UNKNOWN)]


def test_a_closed_office_leaves_a_gap_even_if_its_agreement_goes_on():
    closed = Service("A", "both", None, None, office_end=MARCH)
    assert check(closed) == [Finding("both", MARCH, END, (), Cause.OFFICE_CLOSED)]


def test_an_agreement_that_ends_leaves_a_gap_while_the_office_lives_on():
    assert check(Service("A", "both", None, MARCH)) == [
        Finding("both", MARCH, END, (), Cause.AGREEMENT_ENDED)
    ]


def test_a_merged_municipality_without_an_office_is_a_gap_from_the_merger():
    assert check(changes=[START]) == [Finding("both", START, END, (), Cause.MERGER)]


def test_a_gap_in_one_part_says_which():
    assert check(Service("A", "state", None, None), Service("B", "municipal", None, JUNE)) == [
        Finding("municipal", JUNE, END, (), Cause.AGREEMENT_ENDED)
    ]


def test_a_new_office_before_the_old_one_ends_is_an_overlap():
    assert check(Service("A", "both", None, JUNE), Service("B", "both", MARCH, None)) == [
        Finding("both", MARCH, JUNE, ("A", "B"), Cause.NOT_HANDED_OVER)
    ]


def test_an_overlap_that_begins_with_a_merger_says_so():
    overlap = check(
        Service("A", "both", None, None), Service("B", "both", MARCH, None), changes=[MARCH]
    )
    assert overlap == [Finding("both", MARCH, END, ("A", "B"), Cause.MERGER)]


def test_the_same_office_twice_is_no_overlap():
    assert check(Service("A", "both", None, None), Service("A", "state", None, None)) == []


def test_a_gap_between_two_offices_ends_when_the_next_begins():
    assert check(Service("A", "both", None, MARCH), Service("B", "both", JUNE, None)) == [
        Finding("both", MARCH, JUNE, (), Cause.AGREEMENT_ENDED)
    ]


DAYS = st.integers(0, 12).map(lambda n: START + timedelta(days=n))
SERVICES = st.builds(
    Service,
    office=st.sampled_from("ABC"),
    part=st.sampled_from(["state", "municipal", "both"]),
    start=st.none() | DAYS,
    end=st.none() | DAYS,
    office_start=st.none() | DAYS,
    office_end=st.none() | DAYS,
)


@given(st.lists(SERVICES, max_size=5))
def test_every_day_is_judged_as_counting_would_judge_it(services):
    end = START + timedelta(days=10)
    found = findings(services, start=START, end=end)
    for n in range(10):
        day = START + timedelta(days=n)
        for part in ("state", "municipal"):
            serving = {
                s.office
                for s in services
                if s.part in (part, "both") and s.active()[0] <= day < s.active()[1]
            }
            said = [f for f in found if f.part in (part, "both") and f.start <= day < f.end]
            assert [f.offices for f in said] == (
                [] if len(serving) == 1 else [tuple(sorted(serving))]
            )


@pytest.mark.parametrize("part", ["state", "municipal"])
def test_neighbouring_days_with_the_same_fault_are_one_finding(part):
    other = {"state": "municipal", "municipal": "state"}[part]
    services = [
        Service("A", other, None, None),
        Service("A", part, None, MARCH),
        Service("B", other, None, None, office_end=START),
    ]
    assert len(check(*services)) == 1
