"""Hearings: what may be done when, by whom, and what can never be changed."""

import random
from contextlib import suppress
from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from participation.asking import BODIES, QUESTIONS
from tospann.base import clock
from tospann.base.errors import IdentityNumber, NotPermitted, Refused
from tospann.journal.models import Entry
from tospann.participation import actions, selectors
from tospann.participation.actions import Followed, NewBody
from tospann.participation.errors import (
    AlreadySent,
    AnsweredMeanwhile,
    ChangedMeanwhile,
    DeadlineTooShort,
    DeclinedAndAnswered,
    DraftExists,
    Dropped,
    EmptyAnswer,
    FollowedMeanwhile,
    NewerVersion,
    NobodyAsked,
    NoDeadline,
    NotAnswered,
    NotFollowedUp,
    NothingAsked,
    NotLater,
    NotReceivedThen,
    NotSent,
    Over,
    ReasonWanted,
    SameBodyTwice,
    StillRunning,
)
from tospann.participation.models import (
    Answer,
    Extension,
    FollowUp,
    Hearing,
    HearingBody,
    Question,
    Reply,
    State,
)


def kinds() -> list[str]:
    return list(Entry.objects.order_by("number").values_list("kind", flat=True))


def change(asking, **given):
    return actions.change_hearing(
        **{
            "actor": asking.actor,
            "hearing": asking.hearing,
            "revision": asking.hearing.revision,
            "title": "Ny tittel",
            "introduction": "",
            "bodies": BODIES[:1],
            "questions": QUESTIONS[:1],
            "deadline": None,
        }
        | given
    )


# --- The draft --------------------------------------------------------------------------


def test_a_draft_is_begun_before_its_document_is_opened(asking):
    hearing = asking.begin(deadline=None)

    assert hearing.state is State.DRAFT
    assert [one.name for one in hearing.bodies.all()] == [one.name for one in BODIES]
    assert [one.text for one in hearing.questions.all()] == list(QUESTIONS)
    assert kinds()[-1] == "hearing.begun"


@pytest.mark.parametrize("who", ["stranger", "councillor", "staff", "user_council"])
def test_those_who_only_read_prepare_nothing(cast, asking, who):
    with pytest.raises(NotPermitted):
        asking.begin(actor=cast.actor(who))
    assert not Hearing.objects.exists()


def test_a_document_has_one_draft_at_a_time(asking):
    asking.begin()
    with pytest.raises(DraftExists):
        asking.begin()


def test_a_body_stands_once(asking):
    with pytest.raises(SameBodyTwice):
        asking.begin(bodies=[*BODIES, NewBody(" eldrerådet  i Fjordbygd", "elderly")])


def test_a_draft_is_saved_whole(asking):
    asking.begin()
    changed = change(asking)

    assert (changed.title, changed.revision, changed.deadline) == ("Ny tittel", 2, None)
    assert [one.name for one in changed.bodies.all()] == ["Fjordbygd kommunestyre"]
    assert [one.text for one in changed.questions.all()] == ["Støtter dere alternativ A?"]


def test_what_somebody_else_saved_is_not_written_over(asking):
    asking.begin()
    change(asking)
    with pytest.raises(ChangedMeanwhile):
        change(asking, revision=1)


def test_a_draft_thrown_away_is_for_nobody(cast, asking):
    hearing = asking.begin()
    actions.drop_hearing(actor=asking.actor, hearing=hearing)

    assert asking.page("adviser") is None
    with pytest.raises(Dropped):
        change(asking)
    asking.begin()  # and there is room for a new one


def test_a_draft_is_for_those_who_read_drafts(cast, asking):
    asking.begin()

    assert asking.page("leader") is not None
    assert asking.page("councillor") is None
    assert asking.page("stranger") is None


def test_what_is_about_a_person_is_not_let_in(asking):
    with pytest.raises(IdentityNumber):
        asking.begin(introduction="Ring 01010100131 om saken.")


# --- Sending ----------------------------------------------------------------------------


def test_a_hearing_is_sent_with_the_very_text_that_is_heard(asking):
    version = asking.version()
    hearing = asking.send()

    assert hearing.state is State.SENT
    assert hearing.version == version
    assert asking.page("stranger").hearing.version.sha256 == version.sha256
    assert kinds()[-1] == "hearing.sent"


@pytest.mark.parametrize(
    ("begun", "refusal"),
    [
        ({"bodies": []}, NobodyAsked),
        ({"questions": []}, NothingAsked),
        ({"deadline": None}, NoDeadline),
    ],
)
def test_a_hearing_asks_somebody_something_until_a_day(asking, begun, refusal):
    asking.begin(**begun)
    with pytest.raises(refusal):
        asking.send()


def test_less_than_six_weeks_needs_a_reason_that_everybody_reads(asking):
    asking.begin(deadline=clock.today() + timedelta(days=41))
    with pytest.raises(DeadlineTooShort):
        asking.send()

    asking.send(reason="Kommunestyret møtes i mai.")

    assert asking.page("stranger").hearing.short_because == "Kommunestyret møtes i mai."


def test_six_weeks_to_the_day_needs_none(asking):
    asking.begin(deadline=clock.today() + timedelta(days=42))

    assert asking.send(reason="Overflødig").short_because == ""


def test_a_day_that_has_come_is_no_deadline(asking):
    asking.begin(deadline=clock.today())
    with pytest.raises(NoDeadline):
        asking.send(reason="Det haster.")


def test_a_newer_version_than_the_one_read_is_not_sent(cast, asking):
    first = asking.version()
    asking.begin()
    cast.write(asking.document, text="Kontoret er stengt.")
    cast.open(asking.document)
    with pytest.raises(NewerVersion):
        asking.send(version=first)


def test_nothing_is_sent_twice(asking):
    hearing = asking.send()
    with pytest.raises(AlreadySent):
        asking.send(hearing=hearing)
    with pytest.raises(AlreadySent):
        change(asking)
    with pytest.raises(AlreadySent):
        actions.drop_hearing(actor=asking.actor, hearing=hearing)


def test_nothing_is_answered_before_it_is_sent(asking):
    asking.begin()
    with pytest.raises(NotSent):
        asking.answer()
    with pytest.raises(NotSent):
        actions.extend_deadline(
            actor=asking.actor, hearing=asking.hearing, deadline=clock.today(), reason="Fordi."
        )


# --- While it is open -------------------------------------------------------------------


def test_the_deadline_is_moved_to_a_later_day_and_everybody_reads_why(asking):
    hearing = asking.send()
    before = hearing.deadline
    actions.extend_deadline(
        actor=asking.actor,
        hearing=hearing,
        deadline=before + timedelta(days=7),
        reason="To råd møtes først i juni.",
    )

    page = asking.page("stranger")
    assert page.hearing.deadline == before + timedelta(days=7)
    assert [(one.earlier, one.because) for one in page.extensions] == [
        (before, "To råd møtes først i juni.")
    ]


@pytest.mark.parametrize("days", [0, -1])
def test_the_deadline_is_never_shortened(asking, days):
    hearing = asking.send()
    with pytest.raises(NotLater):
        actions.extend_deadline(
            actor=asking.actor,
            hearing=hearing,
            deadline=hearing.deadline + timedelta(days=days),
            reason="Fordi.",
        )


def test_a_body_is_added_and_said_to_be_added(asking):
    hearing = asking.send()
    actions.add_body(actor=asking.actor, hearing=hearing, body=NewBody("Sametinget", "sami"))

    page = asking.page("stranger")
    assert [(one.row.name, one.added_later) for one in page.bodies][-1] == ("Sametinget", True)
    assert not any(one.added_later for one in page.bodies[:-1])
    with pytest.raises(SameBodyTwice):
        actions.add_body(actor=asking.actor, hearing=hearing, body=NewBody("sametinget", "sami"))


# --- Answers ----------------------------------------------------------------------------


def test_an_answer_is_read_by_everybody_question_by_question(asking):
    asking.send()
    asking.answer(2, "Nei.", "")

    first, second, _third = asking.page("stranger").bodies
    assert not first.answered
    assert [one.told for one in second.replies] == ["Nei.", "Ingen merknad"]
    assert [one.waits for one in second.replies] == [True, False]


def test_a_question_without_an_answer_is_said_to_have_none(asking):
    asking.send()
    asking.answer(1, None, "Kortere.")

    assert [one.told for one in asking.page().bodies[0].replies] == ["ikke svart", "Kortere."]


def test_a_body_that_will_not_answer_is_told_so(asking):
    asking.send()
    asking.answer(1, replies={}, declined=True)

    line = asking.page("stranger").bodies[0]
    assert (line.declined, line.answered) == (True, False)


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"replies": {}}, EmptyAnswer),
        ({"declined": True}, DeclinedAndAnswered),
        ({"received_on": clock.today() + timedelta(days=1)}, NotReceivedThen),
        ({"received_on": clock.today() - timedelta(days=1)}, NotReceivedThen),
    ],
)
def test_an_answer_that_makes_no_sense_is_refused(asking, given, refusal):
    asking.send()
    with pytest.raises(refusal):
        asking.answer(1, **given)
    assert not Answer.objects.exists()


def test_those_who_only_read_enter_no_answers(cast, asking):
    asking.send()
    for who in ("stranger", "councillor", "user_council"):
        with pytest.raises(NotPermitted):
            asking.answer(actor=cast.actor(who))


def test_a_corrected_answer_keeps_what_it_was(asking):
    asking.send()
    asking.answer(1, "Ja.", "Kortere.")
    asking.answer(1, "Ja, men ikke fra høsten.", "Kortere.", revision=1)

    line = asking.page("stranger").bodies[0]
    assert line.answer.revision == 2
    assert [one.revision for one in line.earlier] == [1]
    assert kinds()[-1] == "hearing_answer.corrected"


def test_the_second_of_two_who_answer_for_the_same_body_is_told(asking):
    asking.send()
    asking.answer(1, "Ja.")
    with pytest.raises(AnsweredMeanwhile, match="Fjordbygd kommunestyre"):
        asking.answer(1, "Nei.")
    assert [one.text for one in Reply.objects.all()] == ["Ja."]


def test_an_answer_after_the_deadline_is_marked(asking):
    asking.send()
    with asking.after_deadline(3):
        asking.answer(1)
        assert asking.page("stranger").bodies[0].late


def test_an_answer_on_the_last_day_is_in_time(asking):
    asking.send()
    with asking.after_deadline(0):
        asking.answer(1)
        assert not asking.page("stranger").bodies[0].late


def test_more_time_makes_a_late_answer_one_in_time(asking):
    hearing = asking.send()
    with asking.after_deadline(3):
        asking.answer(1)
        actions.extend_deadline(
            actor=asking.actor,
            hearing=hearing,
            deadline=clock.today() + timedelta(days=1),
            reason="Flere ba om det.",
        )
        assert not asking.page("stranger").bodies[0].late


# --- What came of them ------------------------------------------------------------------


def test_everybody_reads_what_came_of_a_reply_and_why(asking):
    asking.send()
    asking.answer(1)
    asking.follow(1, ("partly", "Fordi reiseveien blir lengre for noen."), ("noted", ""))

    told = [(one.outcome, one.reason) for one in asking.page("stranger").bodies[0].replies]
    assert told == [
        ("Delvis tatt til følge", "Fordi reiseveien blir lengre for noen."),
        ("Tatt til etterretning", ""),
    ]


@pytest.mark.parametrize("outcome", ["taken", "partly", "not_taken"])
def test_an_outcome_has_its_reason(asking, outcome):
    asking.send()
    asking.answer(1)
    with pytest.raises(ReasonWanted):
        asking.follow(1, (outcome, "  "))
    assert not FollowUp.objects.exists()


def test_there_is_nothing_to_follow_up_where_nothing_was_said(asking):
    asking.send()
    with pytest.raises(NotAnswered):
        asking.follow(1)
    asking.answer(1, "", "")
    with pytest.raises(NotAnswered):
        asking.follow(1)


def test_what_somebody_else_wrote_came_of_it_is_not_written_over(asking):
    asking.send()
    asking.answer(1)
    asking.follow(1)
    with pytest.raises(FollowedMeanwhile):
        asking.follow(1)
    question = asking.questions()[0]
    asking.follow(1, followed=[Followed(question.pk, "not_taken", "Fordi.", 1)])
    assert asking.page().bodies[0].replies[0].outcome == "Ikke tatt til følge"


def test_a_corrected_reply_needs_its_own_follow_up_and_the_others_keep_theirs(asking):
    asking.send()
    asking.answer(1, "Ja.", "Kortere.")
    asking.follow(1)
    asking.answer(1, "Nei.", "Kortere.", revision=1)

    corrected, same = asking.page().bodies[0].replies
    assert (corrected.outcome, corrected.written_before) == ("", True)
    assert (same.outcome, same.written_before) == ("Tatt til etterretning", False)


# --- The end ----------------------------------------------------------------------------


def test_a_hearing_is_not_closed_before_its_time_is_up(asking):
    asking.send()
    with pytest.raises(StillRunning), asking.after_deadline(0):
        asking.close()


def test_a_hearing_is_not_closed_while_replies_stand_without_what_came_of_them(asking):
    asking.send()
    asking.answer(1)
    asking.follow(1, ("taken", "Fordi."))
    with (
        pytest.raises(NotFollowedUp, match="Fjordbygd kommunestyre, spørsmål 2"),
        asking.after_deadline(),
    ):
        asking.close()


def test_a_closed_hearing_stands_as_it_was(asking):
    asking.send()
    asking.answer(1)
    asking.follow(1)
    with asking.after_deadline():
        assert asking.close().state is State.CLOSED
        for act in (
            lambda: asking.answer(2),
            lambda: asking.follow(1),
            lambda: actions.call_off_hearing(
                actor=asking.actor, hearing=asking.hearing, reason="Nei."
            ),
            lambda: actions.add_body(
                actor=asking.actor, hearing=asking.hearing, body=NewBody("Ny", "other")
            ),
        ):
            with pytest.raises(Over):
                act()
    assert kinds()[-1] == "hearing.closed"


def test_a_hearing_that_is_called_off_keeps_the_answers_that_came(asking):
    asking.send()
    asking.answer(1)
    actions.call_off_hearing(
        actor=asking.actor, hearing=asking.hearing, reason="Eierne vil utrede mer."
    )

    page = asking.page("stranger")
    assert page.hearing.state is State.CALLED_OFF
    assert page.bodies[0].answered
    with pytest.raises(Over):
        asking.answer(2)


# --- What the database refuses ----------------------------------------------------------


def refused(act) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        act()


def test_what_is_sent_can_never_be_changed(cast, asking):
    hearing = asking.send()
    rows = Hearing.objects.filter(pk=hearing.pk)
    for field, value in {
        "title": "En annen",
        "introduction": "En annen",
        "short_because": "En annen",
        "deadline": hearing.deadline - timedelta(days=1),
        "sent_at": None,
        "revision": 9,
        "document_id": cast.document().pk,
    }.items():
        refused(lambda field=field, value=value: rows.update(**{field: value}))
    refused(rows.delete)
    refused(lambda: Question.objects.filter(hearing=hearing).update(text="Et annet?"))
    refused(Question.objects.filter(hearing=hearing).delete)
    refused(lambda: Question.objects.create(hearing=hearing, number=9, text="Ett til?"))
    refused(lambda: HearingBody.objects.filter(hearing=hearing).update(name="Et annet råd"))
    refused(HearingBody.objects.filter(hearing=hearing).delete)


def test_a_hearing_is_of_a_version_of_its_own_document(cast, asking):
    asking.version()
    hearing = asking.begin()
    hearing.version, hearing.sent_at = cast.version(), clock.now()
    refused(hearing.save)


def test_answers_and_extensions_are_only_added_to(asking):
    hearing = asking.send()
    asking.answer(1)
    asking.follow(1)
    actions.extend_deadline(
        actor=asking.actor,
        hearing=hearing,
        deadline=hearing.deadline + timedelta(days=1),
        reason="Fordi.",
    )
    refused(lambda: Answer.objects.update(declined=True))
    refused(lambda: Reply.objects.update(text="Noe annet"))
    refused(lambda: Extension.objects.update(because="Noe annet"))
    refused(FollowUp.objects.all().delete)


def test_nothing_is_added_to_a_hearing_that_is_over(asking):
    hearing = asking.send()
    asking.answer(1)
    asking.follow(1)
    with asking.after_deadline():
        asking.close()
    refused(lambda: FollowUp.objects.update(reason="Noe annet"))
    refused(
        lambda: Answer.objects.create(
            body=asking.body(2),
            revision=1,
            received_on=clock.today(),
            registered_at=clock.now(),
        )
    )
    refused(lambda: Hearing.objects.filter(pk=hearing.pk).update(closed_at=None))


def asked(hearing):
    """What was asked of whom about which text; bodies may be added below those that were there."""
    row = Hearing.objects.get(pk=hearing.pk)
    return (
        (row.title, row.introduction, row.version_id, row.sent_at, row.short_because),
        tuple(row.questions.order_by("number").values_list("pk", "number", "text")),
        tuple(row.bodies.order_by("place").values_list("pk", "name", "sort")[: len(BODIES)]),
    )


@pytest.mark.parametrize("seed", range(6))
def test_whatever_is_done_what_was_asked_stays(asking, seed):
    """Every act there is, in an order nobody has thought of; refusals are part of it."""
    hearing = asking.send()
    before, chance = asked(hearing), random.Random(seed)
    acts = [
        lambda: asking.answer(chance.randint(1, 3), revision=chance.randint(0, 2)),
        lambda: asking.follow(chance.randint(1, 3)),
        lambda: actions.extend_deadline(
            actor=asking.actor,
            hearing=hearing,
            deadline=clock.today() + timedelta(days=chance.randint(1, 90)),
            reason="Fordi.",
        ),
        lambda: actions.add_body(
            actor=asking.actor,
            hearing=hearing,
            body=NewBody(f"Råd {chance.randint(1, 3)}", "other"),
        ),
        lambda: change(asking),
        lambda: asking.send(hearing=hearing, revision=1),
        lambda: actions.drop_hearing(actor=asking.actor, hearing=hearing),
        lambda: actions.close_hearing(actor=asking.actor, hearing=hearing),
        lambda: actions.call_off_hearing(actor=asking.actor, hearing=hearing, reason="Fordi."),
    ]
    for act in chance.choices(acts, weights=[6, 6, 3, 3, 1, 1, 1, 1, 1], k=25):
        with suppress(Refused):
            act()
        assert asked(hearing) == before


# --- What other apps ask ----------------------------------------------------------------


def test_hearings_are_told_the_newest_first_and_drafts_only_when_asked(
    asking, django_assert_num_queries
):
    with clock.pretend(clock.now() - timedelta(days=3)):
        asking.send()
    asking.answer(1)
    asking.answer(2, replies={}, declined=True)
    asking.hearing = None
    draft = asking.begin(title="En til")

    with django_assert_num_queries(3):
        (sent,) = selectors.hearings_of(asking.document)
    assert (sent.bodies_count, sent.answered_count, sent.version_number) == (3, 1, 1)
    assert [one.id for one in selectors.hearings_of(asking.document, drafts=True)] == [
        draft.pk,
        sent.id,
    ]


def test_the_rows_of_answers_hide_nobody(asking, django_assert_num_queries):
    asking.send()
    asking.answer(1, "Ja.", "")
    asking.follow(1, ("taken", "Fordi flere sier det."))
    asking.answer(2, replies={}, declined=True)

    with django_assert_num_queries(7):
        rows = selectors.answer_rows(asking.document)

    told = [(one.body, one.question, one.answer, one.outcome, one.reason) for one in rows]
    assert told == [
        (
            "Fjordbygd kommunestyre",
            "Støtter dere alternativ A?",
            "Ja.",
            "Tatt til følge",
            "Fordi flere sier det.",
        ),
        ("Fjordbygd kommunestyre", "Hva betyr det for reiseveien?", "Ingen merknad", "", ""),
        ("Eldrerådet i Fjordbygd", "", "vil ikke svare", "", ""),
        ("Ungdomsrådet i Ås", "", "ikke svart", "", ""),
    ]


def test_a_hearing_that_was_called_off_tells_only_what_came(asking):
    asking.send()
    asking.answer(1, "Ja.")
    assert selectors.answer_rows(asking.document)[0].outcome == "Ikke fulgt opp ennå"
    actions.call_off_hearing(actor=asking.actor, hearing=asking.hearing, reason="Fordi.")

    rows = selectors.answer_rows(asking.document)
    assert [(one.answer, one.outcome) for one in rows] == [("Ja.", "")]
