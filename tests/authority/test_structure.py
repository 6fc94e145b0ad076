"""Two flags before a structure decision, and users who are shown when they are missing."""

from datetime import date

import pytest

from tospann.authority import actions
from tospann.authority.errors import OtherSide, StillToCome
from tospann.authority.selectors import structure
from tospann.base.errors import AlreadyStruck, NotPermitted

HEARD, DECIDED = date(2022, 3, 1), date(2022, 6, 1)


@pytest.fixture
def decision(cast):
    return actions.register_decision(
        actor=cast.actor("fjordbygd"),
        partnership=cast.partnership,
        owner=cast.fjordbygd,
        title="Ett kontor",
        decided_on=DECIDED,
        municipalities=["9901", "9902"],
    )


def hear(cast, decision, who, sort, on=HEARD, **more):
    return actions.register_preparation(
        actor=cast.actor(who), decision=decision, owner=getattr(cast, who), sort=sort,
        happened_on=on, reference="Referat 4", **more,
    )  # fmt: skip


def line(cast, decision):
    return structure.decision_page(cast.actor("staff"), decision.pk).line


def test_both_sides_must_be_heard_before_the_day(cast, decision):
    flags = [(line(cast, decision).state_met, line(cast, decision).municipal_met)]
    for who, sort in (("nav", "state"), ("fjordbygd", "municipal"), ("aas", "municipal")):
        hear(cast, decision, who, sort)
        flags.append((line(cast, decision).state_met, line(cast, decision).municipal_met))

    assert flags == [(False, False), (True, False), (True, False), (True, True)]
    assert line(cast, decision).ready
    assert not line(cast, decision).users_met  # shown, and stops nothing


def test_what_comes_after_the_decision_is_too_late(cast, decision):
    hear(cast, decision, "nav", "state", on=DECIDED)

    assert not line(cast, decision).state_met


def test_a_joint_body_stands_for_both_sides(cast, decision):
    hear(cast, decision, "aas", "joint")

    assert line(cast, decision).ready


def test_a_struck_hearing_does_not_count(cast, decision):
    heard = hear(cast, decision, "nav", "state", disagreed=True)
    actions.strike(actor=cast.actor("nav"), row=heard, because="Gjaldt en annen sak.")

    assert not line(cast, decision).state_met


def test_each_side_enters_its_own(cast, decision):
    with pytest.raises(OtherSide):
        hear(cast, decision, "nav", "municipal")
    with pytest.raises(OtherSide):
        hear(cast, decision, "aas", "state")
    with pytest.raises(NotPermitted):
        actions.register_preparation(
            actor=cast.actor("aas"), decision=decision, owner=cast.nav, sort="state",
            happened_on=HEARD, reference="x",
        )  # fmt: skip


def test_a_struck_decision_and_a_day_to_come_are_refused(cast, decision):
    with pytest.raises(StillToCome):
        hear(cast, decision, "nav", "state", on=date(2999, 1, 1))
    actions.strike(actor=cast.actor("fjordbygd"), row=decision, because="Utsatt.")
    with pytest.raises(AlreadyStruck):
        hear(cast, decision, "nav", "state")


def test_a_decision_is_for_those_inside(cast, decision):
    assert structure.decision_page(cast.actor("stranger"), decision.pk) is None
    page = structure.decisions(cast.actor("user_council"), cast.partnership)
    assert [one.row for one in page.lines] == [decision]
