"""The lines of lists and boards follow the plan and the day."""

from datetime import UTC, datetime

import pytest

from tospann.base import clock
from tospann.journal.models import Entry
from tospann.results import tasks
from tospann.results.models import GoalSummary, Summary
from tospann.results.selectors.stale import is_stale
from tospann.results.targets import Planned

pytestmark = pytest.mark.django_db


def test_lines_that_are_right_are_left_alone(office, months):
    office.take("nav", *(office.figure("I13", period, 10) for period in months(30)))

    assert not is_stale(office.cast.partnership)
    tasks.refresh(0)

    assert not Entry.objects.filter(kind="summaries.refreshed").exists()


def test_lines_are_reckoned_anew_once_the_targets_are_others(office, months, monkeypatch):
    from tospann.engines.results.attainment import Mark, Path

    office.take("nav", *(office.figure("I13", period, 10 + n % 3)
                         for n, period in enumerate(months(30))))  # fmt: skip
    path = Path(None, (Mark(datetime(2023, 1, 1, tzinfo=UTC).date(), 40.0),))
    plan = Planned(paths={"I13": path}, indicators=office.indicators)
    for module in ("actions", "selectors.stale"):
        monkeypatch.setattr(f"tospann.results.{module}.planned", lambda *_: plan)

    assert is_stale(office.cast.partnership)
    tasks.refresh(0)

    summary = Summary.objects.get()
    assert (summary.target, summary.met, summary.assurance) == (40, False, "misses")
    assert not is_stale(office.cast.partnership)
    tasks.refresh(0)
    assert Entry.objects.filter(kind="summaries.refreshed").count() == 1


def test_the_goals_of_the_plan_are_judged_from_the_lines(django_user_model):
    """In the demo: six goals, told with reasons, and none is green on activity alone."""
    from tospann.demo import loading

    with clock.pretend(datetime(2026, 11, 20, 8, tzinfo=UTC)):
        loading.load()
        goals = list(GoalSummary.objects.filter(partnership__slug="indre-salten"))

        assert len(goals) == 6
        assert all(one.words for one in goals)
        assert not is_stale(goals[0].partnership)
    assert {one.standing for one in goals} <= {
        *("reached", "moving", "unsure", "missed"),
        *("activity_as_planned", "activity_behind", "unknown"),
    }
