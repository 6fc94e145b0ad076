"""Two people in the same moment, on real connections."""

import pytest

from agreed.test_concurrency import at_once
from participation.asking import Asking
from tospann.journal.models import Entry
from tospann.participation.errors import (
    AlreadySent,
    AnsweredMeanwhile,
    DraftExists,
    FollowedMeanwhile,
)
from tospann.participation.models import Answer, FollowUp, Hearing, HearingBody


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


@pytest.mark.parametrize("_round", range(3))
def test_two_who_send_the_same_draft(real_cast, _round):
    asking = Asking(real_cast)
    hearing, version, actor = asking.begin(), asking.version(), asking.actor
    given = {"hearing": hearing, "version": version, "actor": actor}
    got = at_once(*[lambda: asking.send(**given)] * 2)

    assert {type(one) for one in got} == {Hearing, AlreadySent}
    assert Entry.objects.filter(kind="hearing.sent").count() == 1


def test_two_who_begin_a_hearing_of_the_same_document(real_cast):
    asking, actor = Asking(real_cast), real_cast.actor("adviser")
    got = at_once(*[lambda: asking.begin(actor=actor)] * 2)

    assert {type(one) for one in got} == {Hearing, DraftExists}


@pytest.mark.parametrize("_round", range(3))
def test_an_answer_that_is_corrected_while_somebody_follows_it_up(asking, _round):
    """Either what came of it was said first, or it is refused: never kept for the new wording."""
    asking.answer(1, "Ja.")
    told = {"answer": 1, "actor": asking.actor}
    at_once(
        lambda: asking.answer(1, "Nei.", revision=1, actor=told["actor"]),
        lambda: asking.follow(1, ("taken", "Fordi de sier ja."), **told),
    )

    assert {one.reply.text for one in FollowUp.objects.select_related("reply")} <= {"Ja."}
    assert Answer.objects.count() == 2
