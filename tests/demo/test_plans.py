"""The signals and plans of the demo, on whatever day it is loaded."""

from datetime import UTC, datetime

import pytest

from tospann.access.actor import STRANGER
from tospann.agreed.selectors import missing_in
from tospann.agreed.standing import State
from tospann.base import clock
from tospann.demo import loading
from tospann.journal.verify import faults
from tospann.partnerships.models import Partnership
from tospann.partnerships.selectors import owners_on
from tospann.plans.selectors import understanding
from tospann.plans.selectors.page import plan_page
from tospann.plans.selectors.plans import plan_of, plans_of
from tospann.plans.selectors.signals import conflicts_of

pytestmark = pytest.mark.django_db


def partnership(slug: str) -> Partnership:
    return Partnership.objects.get(slug=slug)


@pytest.mark.parametrize(
    "day",
    [
        None,
        datetime(2027, 1, 4, 9, tzinfo=UTC),
        *(datetime(2028, 2, n, 9, tzinfo=UTC) for n in range(23, 30)),  # every day of a week
    ],
)
def test_the_demo_tells_the_same_story_whatever_the_day(day):
    with clock.pretend(day or clock.now()):
        assert loading.load()
        today = clock.today()
        indre_salten, ofoten = partnership("indre-salten"), partnership("ofoten")

        plan = plan_of(indre_salten, today)
        assert (plan.year, len(plan.goals), len(plan.measures)) == (today.year, 6, 10)
        assert all(goal.signals for goal in plan.goals)
        assert all(
            any(one.type == "outcome" and one.path for one in goal.indicators)
            for goal in plan.goals
        )

        line = plans_of(ofoten)[0]
        assert line.waiting.state is State.OPEN
        assert [one.owner.name for one in line.waiting.waiting] == ["Gratangen kommune"]
        assert plan_of(ofoten, today) is None

        waits = conflicts_of(indre_salten, today)[0]
        assert (waits.labels, waits.settled) == ("S7 og S8", False)
        assert [one.name for one in waits.waits_for] == ["Nav Nordland"]

        following = plans_of(indre_salten)[0]
        assert following.year == today.year + 1
        owners = [one.owner for one in owners_on(indre_salten, today)]
        views = understanding.views_of(
            following.document, understanding.body_of(following.draft), owners
        )
        said = {one.owner.name: (one.confirmed, one.is_stale) for one in views}
        assert said == {
            "Nav Nordland": (False, False),
            "Fauske kommune": (False, True),
            "Hamarøy kommune": (False, False),
            "Saltdal kommune": (True, False),
        }
        assert missing_in(following.document, following.draft)[0].blocks
        assert not list(faults())


def test_the_week_has_something_to_look_at():
    with clock.pretend(datetime(2026, 11, 20, 9, tzinfo=UTC)):
        assert loading.load()
        page = plan_page(STRANGER, partnership("indre-salten"), clock.today())

    assert {one.measure.part_id for one in page.attention} >= {
        "tiltak-kvp",  # past its deadline
        "tiltak-ungdomsteam",  # delayed
        "tiltak-seksmaneder",  # nobody has said anything for long
    }
    unge = next(one for one in page.goals if one.goal.id == "unge")
    assert unge.differs
