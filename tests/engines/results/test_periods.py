"""Periods: how they are written, where they begin and end, and when their figures are due."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tospann.engines.results.periods import Due, Length, Period, between, containing, parse

periods = st.sampled_from(Length).flatmap(
    lambda length: st.builds(
        Period, st.just(length), st.integers(1900, 2100), st.integers(1, length.a_year)
    )
)


@pytest.mark.parametrize(
    ("texts", "code", "first", "last", "label"),
    [
        (
            ["2026M03", "2026-03", "202603", "mars 2026", "Mars 2026", " 2026m03 "],
            "2026M03",
            date(2026, 3, 1),
            date(2026, 3, 31),
            "mars 2026",
        ),
        (["feb. 2024", "2024M02"], "2024M02", date(2024, 2, 1), date(2024, 2, 29), "februar 2024"),
        (
            ["2026K1", "2026Q1", "1. kvartal 2026"],
            "2026K1",
            date(2026, 1, 1),
            date(2026, 3, 31),
            "1. kvartal 2026",
        ),
        (
            ["2026T2", "2. tertial 2026"],
            "2026T2",
            date(2026, 5, 1),
            date(2026, 8, 31),
            "2. tertial 2026",
        ),
        (
            ["2026H2", "2. halvår 2026"],
            "2026H2",
            date(2026, 7, 1),
            date(2026, 12, 31),
            "2. halvår 2026",
        ),
        (["2026"], "2026", date(2026, 1, 1), date(2026, 12, 31), "2026"),
    ],
)
def test_a_period_is_read_as_people_and_registers_write_it(texts, code, first, last, label):
    for text in texts:
        found = parse(text)
        assert (str(found), found.first_day, found.last_day) == (code, first, last)
        assert str(found.label) == label


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026M13",
        "2026M00",
        "2026K5",
        "2026T4",
        "202613",
        "26",
        "ma 2026",
        "mart 2026",
        "2026X1",
    ],
)
def test_what_is_no_period_is_refused(text):
    with pytest.raises(ValueError, match="no "):
        parse(text)


@given(periods)
def test_codes_and_labels_read_back(period):
    assert parse(str(period)) == period
    assert parse(str(period.label)) == period


@given(periods, st.integers(-40, 40))
def test_periods_follow_one_another_without_gap_or_overlap(period, count):
    assert period.next.first_day == period.last_day + timedelta(days=1)
    assert period.next.previous == period
    assert period.step(count).step(-count) == period
    assert (period < period.step(count)) == (count > 0)
    assert len(between(period, period.step(count))) == max(count + 1, 0)


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.sampled_from(Length))
def test_a_day_lies_in_one_period_of_each_length(day, length):
    period = containing(day, length)
    assert period.first_day <= day <= period.last_day


def test_periods_of_different_length_have_no_order():
    with pytest.raises(TypeError):
        parse("2026M01") < parse("2026K1")  # noqa: B015
    assert parse("2026M01") <= parse("2026M01") < parse("2026M02")


@pytest.mark.parametrize(
    ("since", "state"),
    [
        (date(2026, 2, 1), Due.LATE),
        (date(2026, 3, 31), Due.LATE),  # following began on the period's last day
        (date(2026, 4, 1), Due.NOT_FOLLOWED),
    ],
)
def test_a_period_that_was_over_before_following_began_is_not_late(since, state):
    assert parse("2026M03").due(date(2026, 11, 20), 21, since) is state


@pytest.mark.parametrize(
    ("today", "state"),
    [
        (date(2026, 3, 31), Due.NOT_YET),
        (date(2026, 4, 1), Due.DUE),
        (date(2026, 4, 21), Due.DUE),
        (date(2026, 4, 22), Due.LATE),
    ],
)
def test_a_figure_that_has_not_come_is_not_yet_due_due_or_late(today, state):
    period = parse("2026M03")
    assert period.due_on(21) == date(2026, 4, 21)
    assert period.due(today, 21) is state
