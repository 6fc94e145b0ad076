"""What the pages of the registers show, to whom, and at which cost."""

from datetime import date

import pytest

from tospann.access.actor import STRANGER
from tospann.authority import actions
from tospann.authority.selectors import registers as selectors

FIRST, DAY = date(2020, 1, 1), date(2021, 1, 1)


def test_the_same_code_at_two_employers_is_a_double_position(registers, cast):
    registers.employment(code="V1")
    registers.employment(code="V1", owner=cast.nav)
    registers.employment(code="V2")
    registers.employment(code="V2", owner=cast.nav, until=date(2020, 6, 1))

    page = selectors.employments(cast.actor("councillor"), cast.partnership, DAY)

    doubled = {(line.row.code, line.row.owner.name): line.doubled for line in page.lines}
    assert doubled == {
        ("V1", "Fjordbygd kommune"): True,
        ("V1", "Nav Testland"): True,
        ("V2", "Fjordbygd kommune"): False,
        ("V2", "Nav Testland"): False,
    }


def test_a_delegation_holds_until_it_is_taken_back(registers, cast):
    row = registers.delegation()
    actions.withdraw_delegation(
        actor=cast.actor("fjordbygd"), delegation=row, last_day=date(2021, 1, 1), reason="Slutt."
    )

    held = [
        selectors.delegations(STRANGER, cast.partnership, day).lines[0].holds
        for day in (date(2019, 12, 31), FIRST, DAY, date(2021, 1, 2))
    ]

    assert held == [False, True, True, False]


def test_struck_rows_are_for_those_inside(registers, cast):
    row = actions.strike(
        actor=cast.actor("fjordbygd"), row=registers.delegation(), because="Ført feil."
    )

    outside = selectors.delegations(STRANGER, cast.partnership, DAY)
    inside = selectors.delegations(cast.actor("aas"), cast.partnership, DAY)

    assert (outside.lines, outside.struck) == ([], [])
    assert [line.row for line in inside.struck] == [row]
    assert selectors.delegation_page(STRANGER, row.pk, DAY) is None
    assert selectors.delegation_page(cast.actor("aas"), row.pk, DAY).line.row == row


def test_only_ones_own_rows_can_be_changed(registers, cast):
    registers.delegation()
    registers.delegation(owner=cast.nav, receiver="other_staff")

    page = selectors.delegations(cast.actor("nav"), cast.partnership, DAY)

    assert {line.row.owner.name: line.kept for line in page.lines} == {
        "Fjordbygd kommune": False,
        "Nav Testland": True,
    }


def test_days_without_an_answer_are_counted(registers, cast):
    asked = registers.clarification()

    (waiting,) = selectors.clarifications(cast.actor("nav"), date(2020, 1, 31))
    actions.answer_clarification(
        actor=cast.actor("fjordbygd"), clarification=asked, answered_by="noen",
        answered_on=date(2020, 1, 31), answer="Nei.", confidence="low",
    )  # fmt: skip
    (answered,) = selectors.clarifications(cast.actor("nav"), date(2020, 2, 10))

    assert waiting.days_waiting == 30
    assert answered.days_waiting is None
    assert selectors.clarifications(cast.actor("stranger"), DAY) == []


def test_a_struck_event_does_not_count(registers, cast):
    trial = registers.trial()
    registers.event(trial, "applied", FIRST)
    refused = registers.event(trial, "refused", date(2020, 2, 1))
    actions.strike(actor=cast.actor("fjordbygd"), row=refused, because="Gjaldt en annen sak.")

    (line,) = selectors.trials_of(STRANGER, cast.partnership, date(2020, 3, 1)).lines

    assert (line.standing.state, line.standing.days_waiting) == ("waiting", 60)


@pytest.mark.parametrize(
    ("read", "queries"),
    [
        (selectors.employments, 3),
        (selectors.delegations, 4),
        (selectors.trials_of, 3),
        (selectors.councils, 10),
    ],
)
def test_the_number_of_queries_does_not_grow(
    registers, cast, django_assert_num_queries, read, queries
):
    actor, version = cast.actor("fjordbygd"), registers.host_agreement()
    for n in range(3):
        registers.employment(code=f"V{n}")
        registers.delegation(document=version.document)
        registers.event(registers.trial(), "applied", FIRST)

    with django_assert_num_queries(queries):
        read(actor, cast.partnership, DAY)
