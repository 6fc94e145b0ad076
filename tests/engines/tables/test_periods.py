"""Times as people write them have one form, and what is no time is none."""

import pytest

from tospann.engines.tables import period

TIMES = """
    2026            | 2026
    2026K1          | 2026K1
    2026k4          | 2026K4
    1. kvartal 2026 | 2026K1
    K1 2026         | 2026K1
    2026Q2          | 2026K2
    2026M03         | 2026M03
    2026m3          | 2026M03
    202601          | 2026M01
    2026-03         | 2026M03
    2026-01-01      | 2026M01
    01.03.2026      | 2026M03
    03.2026         | 2026M03
    mars 2026       | 2026M03
    Mars 2026       | 2026M03
    des. 2025       | 2025M12
    2026T1          | 2026T1
    1. tertial 2026 | 2026T1
    2026H2          | 2026H2
    2. halvår 2026  | 2026H2
"""


@pytest.mark.parametrize(
    ("written", "canonical"),
    [[one.strip() for one in row.split("|")] for row in TIMES.split("\n") if "|" in row],
)
def test_a_time_has_one_form(written, canonical):
    assert period(written) == canonical
    assert period(canonical) == canonical


def test_a_number_in_a_workbook_may_be_a_time():
    assert (period(2026.0), period(202603.0)) == ("2026", "2026M03")


@pytest.mark.parametrize(
    "written",
    ["", "i fjor", "2026K5", "2026M13", "202613", "26", "1804", "2026-03-15", "2026T4", "2026H3",
     "1841 Fauske", "12", "２０２６x", "marsj 2026"],
)  # fmt: skip
def test_what_is_no_time_is_none(written):
    assert period(written) is None


@pytest.mark.parametrize("number", [1804.0, 8.1, 202613.0, float("nan"), float("inf"), 1e300])
def test_a_number_that_is_no_time_is_none(number):
    assert period(number) is None
