from datetime import date

import pytest

from tospann.agreements.notice import plan

# given on   | months | ends by itself | last day
TABLE = [
    ("2026-01-15", 12, None, "2027-01-15"),
    ("2026-08-31", 6, None, "2027-02-28"),
    ("2027-08-31", 6, None, "2028-02-29"),
    ("2026-01-31", 1, None, "2026-02-28"),
    ("2026-12-31", 12, None, "2027-12-31"),
    ("2026-06-01", 0, None, "2026-06-01"),
    ("2026-06-01", 12, "2026-12-31", "2026-12-31"),
    ("2026-06-01", 6, "2027-12-31", "2026-12-01"),
]
KINDS = ["partnership_agreement", "host_agreement", "operation_agreement", "cooperation_agreement"]


@pytest.mark.parametrize(("given_on", "months", "until", "last_day"), TABLE)
def test_last_day(given_on, months, until, last_day):
    found = plan(
        "host_agreement",
        given_on=date.fromisoformat(given_on),
        notice_months=months,
        until=date.fromisoformat(until) if until else None,
    )

    assert found.last_day == date.fromisoformat(last_day)
    assert (found.gap_from - found.last_day).days == 1


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("months", [0, 1, 3, 12, 24])
def test_tasks_come_in_order_between_the_notice_and_the_last_day(kind, months):
    found = plan(kind, given_on=date(2026, 3, 1), notice_months=months)
    days = [task.by for task in found.tasks]

    assert days == sorted(days)
    assert days[0] >= found.given_on
    assert days[-1] <= found.last_day


@pytest.mark.parametrize(
    ("kind", "says", "source"),
    [
        ("partnership_agreement", "ny partnerskapsavtale", "Nav-loven § 13"),
        ("host_agreement", "eget Nav-kontor eller en ny vertskommuneavtale", "Nav-loven § 13"),
        ("operation_agreement", "ny avtale om drift", "punkt 3.0"),
    ],
)
def test_what_must_be_in_place_the_day_after(kind, says, source):
    found = plan(kind, given_on=date(2026, 3, 1), notice_months=12)

    assert says in found.replacement
    assert source in found.source


def test_nothing_must_replace_a_cooperation_agreement():
    assert (
        plan("cooperation_agreement", given_on=date(2026, 3, 1), notice_months=3).replacement == ""
    )


def test_both_codetermination_agreements_and_the_user_council_are_on_the_list():
    tasks = plan("host_agreement", given_on=date(2026, 3, 1), notice_months=12).tasks
    text = " ".join(task.text for task in tasks)

    assert "både i staten og i kommunen" in text
    assert "brukerutvalget" in text


@pytest.mark.parametrize(
    "wrong",
    [
        {"given_on": date(2026, 3, 1), "notice_months": -1},
        {"given_on": date(2026, 3, 1), "notice_months": 6, "until": date(2026, 2, 28)},
    ],
)
def test_nonsense_is_refused(wrong):
    with pytest.raises(ValueError, match=r"notice_months|last day"):
        plan("host_agreement", **wrong)
