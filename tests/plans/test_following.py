"""How a plan goes: progress, what owners hold about goals, and what is due."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction

from tospann.access.actor import STRANGER
from tospann.base import clock
from tospann.base.errors import NotPermitted
from tospann.plans import actions
from tospann.plans.errors import NotInThePlan, StillToCome
from tospann.plans.models import Progress, Status
from tospann.plans.selectors.following import deadlines, judgements, latest_progress, stream
from tospann.plans.selectors.page import measure_page, plan_page
from tospann.plans.selectors.plans import Target, plan_of

DAY = date(2026, 6, 1)


@pytest.fixture
def plan(planning):
    return planning.plan()


def test_the_plan_in_force_is_told_goal_by_goal(planning, plan):
    found = plan_of(planning.cast.partnership, DAY)

    goal = found.goals[0]
    assert (found.year, found.version, goal.part_id) == (2026, 1, "mal-arbeid")
    assert [quote.label for quote in goal.signals] == ["S1", "S2"]
    assert [one.title for one in goal.measures] == ["Et team", "En liste"]
    indicator = goal.indicators[0]
    assert (indicator.code, indicator.baseline, indicator.type) == (
        *("I1", Decimal("41.2"), "outcome"),
    )
    assert indicator.path == (Target(date(2026, 12, 31), Decimal("43")),)


def test_there_is_no_plan_outside_its_year(planning, plan):
    assert plan_of(planning.cast.partnership, date(2025, 12, 31)) is None
    assert plan_of(planning.cast.partnership, date(2027, 1, 1)) is None


def test_the_newest_day_counts_whatever_order_it_was_told_in(planning, plan):
    planning.report(plan, "delayed", date(2026, 5, 1))
    planning.report(plan, "under_way", date(2026, 4, 1))

    told = latest_progress([plan.pk])[plan.pk]

    assert told["tiltak-team"].status == Status.DELAYED
    assert [one.row.status for one in stream(plan, "tiltak-team")] == ["delayed", "under_way"]


def test_what_was_told_is_never_changed(planning, plan):
    row = planning.report(plan, "under_way")

    with pytest.raises(DatabaseError), transaction.atomic():
        Progress.objects.filter(pk=row.pk).update(status="done")
    with pytest.raises(DatabaseError), transaction.atomic():
        row.delete()


def test_nobody_tells_for_another_owner_or_of_tomorrow(planning, plan):
    with pytest.raises(NotPermitted):
        planning.report(plan, "done", actor=planning.cast.actor("aas"))
    with pytest.raises(NotPermitted):
        planning.report(plan, "done", actor=planning.cast.actor("councillor"))
    with pytest.raises(StillToCome):
        planning.report(plan, "done", clock.today() + timedelta(days=1))


def test_nothing_is_told_of_what_is_not_agreed(planning, plan):
    with pytest.raises(NotInThePlan):
        planning.report(plan, "done", part_id="tiltak-annet")
    draft = planning.drafted(year=2027)
    with pytest.raises(NotInThePlan):
        planning.report(draft, "done")


def test_a_measure_is_told_of_through_versions(planning, plan):
    cast = planning.cast
    planning.report(plan, "under_way", date(2026, 4, 1))
    actions.agreed.start_draft(actor=cast.actor("leader"), document=plan)
    planning.write(plan, staffing="En til.")
    planning.confirm(plan, cast.nav)
    planning.confirm(plan, cast.fjordbygd)
    version = planning.open(plan)

    planning.report(plan, "delayed", date(2026, 5, 1))
    for owner in cast.owners:
        cast.ratify(version, owner)

    found = measure_page(cast.actor("leader"), plan.pk, "tiltak-team", DAY)
    assert (found.plan.version, len(found.told)) == (2, 2)


def test_owners_may_hold_different_views_of_a_goal(planning, plan):
    cast = planning.cast

    def judge(owner, outlook):
        actions.judge_goal(
            actor=cast.representative(owner),
            document=plan,
            part_id="mal-arbeid",
            owner=owner,
            outlook=outlook,
            reason="Fordi.",
        )

    judge(cast.nav, "at_risk")
    judge(cast.aas, "on_track")
    judge(cast.aas, "reached")
    views = judgements([plan.pk])[plan.pk]["mal-arbeid"]
    assert {one.owner.name: one.outlook.value for one in views} == {
        "Nav Testland": "at_risk",
        "Ås kommune": "reached",
    }

    judge(cast.nav, "lifted")

    assert [one.owner for one in judgements([plan.pk])[plan.pk]["mal-arbeid"]] == [cast.aas]


def test_a_view_without_a_reason_cannot_be_kept(planning, plan):
    with pytest.raises(DatabaseError), transaction.atomic():
        actions.judge_goal(
            actor=planning.cast.representative(planning.cast.nav),
            document=plan,
            part_id="mal-arbeid",
            owner=planning.cast.nav,
            outlook="off_track",
            reason="",
        )


def test_the_wheel_gets_deadlines_and_targets(planning, plan):
    found = deadlines(planning.cast.partnership, date(2026, 1, 1), date(2026, 12, 31))

    assert [(one.day, one.kind, one.part_id, one.ended) for one in found] == [
        (date(2026, 10, 1), "measure", "tiltak-team", False),
        (date(2026, 12, 31), "target", "mal-arbeid", False),
    ]
    planning.report(plan, "done", date(2026, 3, 1))
    found = deadlines(planning.cast.partnership, date(2026, 10, 1), date(2026, 10, 1))
    assert [(one.part_id, one.ended) for one in found] == [("tiltak-team", True)]


@pytest.mark.parametrize(
    ("day", "attention"),
    [
        (date(2026, 6, 1), []),
        (date(2026, 9, 15), ["Et team"]),  # due within thirty days
        (date(2026, 10, 2), ["Et team"]),  # past its deadline
    ],
)
def test_the_page_says_what_to_look_at(planning, plan, day, attention):
    page = plan_page(STRANGER, planning.cast.partnership, day)

    assert [one.measure.title for one in page.attention] == attention


def test_no_word_is_not_the_same_as_not_begun(planning, plan):
    planning.report(plan, "not_started", date(2026, 3, 1))

    page = plan_page(STRANGER, planning.cast.partnership, DAY)

    assert {one.measure.part_id: (one.status, one.told) for one in page.measures} == {
        "tiltak-team": (Status.NOT_STARTED, True),
        "tiltak-liste": (Status.NOT_STARTED, False),
    }


def test_a_stranger_sees_no_draft_and_no_conflict(planning, plan):
    cast = planning.cast
    planning.begin(2027)
    conflict = planning.conflict(*(one.signal for one in planning_lines(planning)))
    page = plan_page(STRANGER, cast.partnership, DAY)
    assert ([one.year for one in page.lines], page.conflicts) == ([2026], ())

    page = plan_page(cast.actor("leader"), cast.partnership, DAY)

    assert [one.year for one in page.lines] == [2027, 2026]
    assert [one.conflict for one in page.conflicts] == [conflict]


def planning_lines(planning):
    from tospann.plans.selectors.signals import Asked, signals_page

    actor = planning.cast.actor("leader")
    return signals_page(actor, planning.cast.partnership, DAY, Asked()).lines


def test_queries_stay_the_same_however_much_is_told(planning, plan, django_assert_max_num_queries):
    for day in range(1, 9):
        planning.report(plan, "under_way", date(2026, 4, day))

    actor = planning.cast.actor("leader")
    with django_assert_max_num_queries(16):
        plan_page(actor, planning.cast.partnership, DAY)
    with django_assert_max_num_queries(12):
        measure_page(actor, plan.pk, "tiltak-team", DAY)
