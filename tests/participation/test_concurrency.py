"""Two people in the same moment, on real connections."""

import pytest

from agreed.test_concurrency import at_once
from participation.asking import Asking
from tospann.participation.errors import AnsweredMeanwhile, FollowedMeanwhile
from tospann.participation.models import Answer, FollowUp, HearingBody


@pytest.fixture
def asking(real_cast):
    made = Asking(real_cast)
    made.send()
    return made


@pytest.mark.parametrize("_round", range(3))
def test_two_who_enter_the_same_bodys_answer(asking, _round):
    got = at_once(lambda: asking.answer(1, "Ja."), lambda: asking.answer(1, "Nei."))

    assert {type(one) for one in got} == {Answer, AnsweredMeanwhile}
    assert [one.revision for one in Answer.objects.all()] == [1]


@pytest.mark.parametrize("_round", range(3))
def test_two_who_say_what_came_of_the_same_reply(asking, _round):
    asking.answer(1)
    got = at_once(
        lambda: asking.follow(1, ("taken", "Fordi.")),
        lambda: asking.follow(1, ("not_taken", "Likevel ikke.")),
    )

    assert {type(one) for one in got} == {HearingBody, FollowedMeanwhile}
    assert FollowUp.objects.get().revision == 1
