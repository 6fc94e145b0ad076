"""What somebody clumsy, hurried or hostile sends to the pages of hearings."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from participation.asking import QUESTIONS
from participation.test_pages import answer_form, at, draft_form, said, send_form
from tospann.base import clock
from tospann.participation import actions
from tospann.participation.actions import NewBody
from tospann.participation.errors import DeadlineTooFar
from tospann.participation.forms import LONGEST_QUESTION, MOST_BODIES, MOST_QUESTIONS
from tospann.participation.models import Answer, FollowUp, Hearing, HearingBody, State

NUMBER = "010101 00131"


@pytest.fixture
def client(cast) -> Client:
    client = Client()
    client.force_login(cast.people["adviser"])
    return client


def ddmmyyyy(day: date) -> str:
    return day.strftime("%d.%m.%Y")


# --- What is sent -----------------------------------------------------------------------


@pytest.mark.parametrize("rows", ["²", "9" * 5000, "-1", "1e3", ""])
def test_a_number_of_rows_no_browser_would_send_breaks_nothing(asking, client, rows):
    hearing = asking.begin()

    assert client.post(at("draft", hearing.pk), draft_form(asking, rows=rows)).status_code == 422


def test_a_draft_with_as_many_bodies_as_there_may_be_can_still_be_saved(asking, client):
    bodies = [NewBody(f"Råd {n}", "other") for n in range(MOST_BODIES)]
    hearing = asking.begin(bodies=bodies)
    form = client.get(at("draft", hearing.pk)).context["form"]
    sent = {f"name_{n}": one.name for n, one in enumerate(bodies)}
    sent |= {f"sort_{n}": one.sort for n, one in enumerate(bodies)}
    answer = client.post(
        at("draft", hearing.pk), draft_form(asking, rows=form.initial["rows"]) | sent
    )

    assert answer.status_code == 302
    assert hearing.bodies.count() == MOST_BODIES


def test_as_many_long_questions_as_there_may_be_are_taken(asking, client):
    hearing = asking.begin()
    questions = "\r\n".join(["æ" * LONGEST_QUESTION] * MOST_QUESTIONS)
    answer = client.post(at("draft", hearing.pk), draft_form(asking, questions=questions))

    assert answer.status_code == 302
    assert hearing.questions.count() == MOST_QUESTIONS


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("title", "a" * 201),
        ("introduction", "a" * 6001),
        ("name_0", "a" * 161),
        ("questions", "a" * (LONGEST_QUESTION + 1)),
        ("questions", "\n".join("abc" for _n in range(MOST_QUESTIONS + 1))),
        ("sort_0", "person"),
        ("deadline", "31.02.2027"),
        ("revision", "0"),
        ("title", NUMBER),
        ("introduction", NUMBER),
        ("questions", NUMBER),
        ("name_0", NUMBER),
        ("deadline", NUMBER),
    ],
)
def test_what_a_draft_cannot_hold_is_refused_and_kept_on_the_page(asking, client, name, text):
    hearing = asking.begin()
    answer = client.post(at("draft", hearing.pk), draft_form(asking, **{name: text}))

    assert answer.status_code == 422
    assert text.splitlines()[0] in said(answer)
    assert Hearing.objects.get().revision == 1


def test_no_text_to_a_hearing_takes_an_identity_number(asking, client):
    hearing = asking.begin(deadline=clock.today() + timedelta(days=20))
    version = {"revision": 1, "version": asking.version().pk}
    sent = [("sending", [], version | {"reason": NUMBER})]
    assert refused(client, hearing, sent) == ["sending"]
    asking.send(reason="Budsjettet vedtas i juni.")
    asking.answer(1)
    body = [asking.body(1).pk]
    later = ddmmyyyy(clock.today() + timedelta(days=60))
    sent = [
        ("deadline", [], {"deadline": later, "reason": NUMBER}),
        ("new_body", [], {"name": f"Rådet {NUMBER}", "sort": "other"}),
        ("answer", body, answer_form(revision=1, text_1=f"Om {NUMBER}.")),
        ("follow_up", body, follow_form(outcome_1="taken", reason_1=f"Fordi {NUMBER}.")),
        ("calling_off", [], {"reason": NUMBER}),
    ]
    assert refused(client, hearing, sent) == [name for name, _args, _sent in sent]
    assert asking.page().hearing.state is State.SENT


def follow_form(**given):
    return {"answer": 1, "revision_1": 0, "revision_2": 0} | given


def refused(client, hearing, sent) -> list[str]:
    """Those that were refused for what they say about a person."""
    return [
        name
        for name, args, form in sent
        for answer in [client.post(at(name, hearing.pk, *args), form)]
        if answer.status_code == 422 and "fødselsnummer" in said(answer)
    ]


def test_signs_that_no_file_can_hold_do_not_come_in(asking, client):
    """As Word gives a soft line break, and as somebody turns a word around."""
    hearing = asking.send()
    text = "Første\x0bandre\x00\x1b\x07 \u202etredje\u202c."
    client.post(at("answer", hearing.pk, asking.body().pk), answer_form(text_1=text))

    (reply, _silent) = Answer.objects.get().replies.order_by("question__number")
    assert reply.text == "Første\nandre tredje."


def test_a_name_like_a_formula_is_only_a_name_in_the_table(asking):
    asking.begin(bodies=[NewBody('=HYPERLINK("http://x")', "other")], questions=["@SUM(A1)"])
    hearing = asking.send()
    told = Client().get(at("summary_csv", hearing.pk)).content.decode("utf-8-sig")

    assert "'=HYPERLINK" in told
    assert "'@SUM" in told


def test_what_people_write_is_never_markup(asking, client):
    asking.begin(title="<script>alert(1)</script>", introduction="<img src=x>")
    hearing = asking.send()
    asking.answer(1, "<b>Ja</b>", None)
    for name in ("hearing", "summary"):
        page = said(client.get(at(name, hearing.pk)))
        assert "<script>alert" not in page
        assert "<img src=x>" not in page
        assert "<b>Ja</b>" not in page


# --- Twice, and back --------------------------------------------------------------------


def test_sending_twice_leads_to_the_hearing_that_is_sent(asking, client):
    hearing = asking.begin()
    form = send_form(asking)
    client.post(at("sending", hearing.pk), form)
    answer = client.post(at("sending", hearing.pk), form, follow=True)

    assert answer.redirect_chain[-1][0] == at("hearing", hearing.pk)
    assert "Høringen er sendt. Instansene, spørsmålene og teksten kan ikke" in said(answer)
    assert Hearing.objects.get().state is State.SENT


@pytest.mark.parametrize("name", ["draft", "sending", "dropping"])
def test_who_goes_back_to_the_draft_after_sending_comes_to_the_hearing(asking, client, name):
    hearing = asking.send()
    answer = client.get(at(name, hearing.pk), follow=True)

    assert answer.redirect_chain[-1][0] == at("hearing", hearing.pk)
    assert "Høringen er sendt." in said(answer)


def test_what_was_typed_in_a_draft_that_was_sent_meanwhile_stands(asking, client):
    hearing = asking.send()
    answer = client.post(at("draft", hearing.pk), draft_form(asking, title="Min egen tittel"))

    assert answer.status_code == 409
    assert "Min egen tittel" in said(answer)
    assert "Høringen er sendt." in said(answer)


def test_dropping_what_was_sent_meanwhile_drops_nothing(asking, client):
    hearing = asking.send()
    client.post(at("dropping", hearing.pk))

    assert Hearing.objects.get(pk=hearing.pk).state is State.SENT


@pytest.mark.parametrize("name", ["deadline", "new_body", "closing", "calling_off", "answer"])
def test_who_goes_back_to_a_form_of_a_hearing_that_is_over_is_told(asking, client, name):
    hearing = asking.send()
    actions.call_off_hearing(actor=asking.actor, hearing=hearing, reason="Eierne vil vente.")
    args = [asking.body().pk] if name == "answer" else []
    answer = client.get(at(name, hearing.pk, *args), follow=True)

    assert answer.redirect_chain[-1][0] == at("hearing", hearing.pk)
    assert "Høringen er avsluttet. Ingenting kan endres lenger." in said(answer)


def test_an_answer_typed_while_the_hearing_was_called_off_stands(asking, client):
    hearing = asking.send()
    body = asking.body()
    actions.call_off_hearing(actor=asking.actor, hearing=hearing, reason="Eierne vil vente.")
    answer = client.post(at("answer", hearing.pk, body.pk), answer_form())

    assert answer.status_code == 409
    assert "Ja, fordi fagmiljøet blir større." in said(answer)


# --- Corrected meanwhile ----------------------------------------------------------------


def test_what_is_said_of_a_reply_never_lands_on_another(asking, client):
    hearing = asking.send()
    asking.answer(1)
    # while somebody writes what came of the first, the answer is corrected: only the second stands
    asking.answer(1, "", "Kortere for de fleste.", revision=1)
    url = at("follow_up", hearing.pk, asking.body().pk)
    sent = follow_form(outcome_1="not_taken", reason_1="Fordi loven krever det.")
    answer = client.post(url, sent)
    assert answer.status_code in {409, 422}
    assert not FollowUp.objects.exists()

    answer = client.post(url, sent | {"outcome_2": "noted"})
    assert answer.status_code == 409
    assert "Svaret eller oppfølgingen er endret siden du åpnet siden." in said(answer)
    assert not FollowUp.objects.exists()
    again = answer.context["form"]
    assert again["answer"].value() == "2"
    assert again["outcome_2"].value() == "noted"


def test_what_is_said_of_a_wording_is_not_kept_for_another(asking, client):
    hearing = asking.send()
    asking.answer(1)
    asking.answer(1, "Nei.", "Kortere for de fleste.", revision=1)
    url = at("follow_up", hearing.pk, asking.body().pk)
    answer = client.post(url, follow_form(outcome_1="taken", reason_1="Fordi de sier ja."))

    assert answer.status_code == 409
    assert "Fordi de sier ja." in said(answer)
    assert "Nei." in said(answer)
    assert not FollowUp.objects.exists()


# --- Days -------------------------------------------------------------------------------


def oslo(*when: int) -> datetime:
    return datetime(*when, tzinfo=timezone.get_default_timezone())


@pytest.mark.parametrize("day", [date(2027, 3, 28), date(2027, 10, 31), date(2027, 12, 31)])
def test_the_last_day_lasts_until_midnight_in_oslo(asking, day):
    """Also on the days the clock is changed, and when it is another day in Greenwich."""
    with clock.pretend(oslo(day.year, day.month, 1, 12) - timedelta(days=60)):
        asking.send(hearing=asking.begin(deadline=day))
    with clock.pretend(oslo(day.year, day.month, day.day, 23, 59)):
        assert asking.page().days_left == 0
        asking.answer(1, received_on=day)
        assert not asking.page().bodies[0].late
    next_day = day + timedelta(days=1)
    with clock.pretend(oslo(next_day.year, next_day.month, next_day.day, 0, 1)):
        assert clock.now().astimezone(UTC).date() == day
        assert asking.page().passed
        asking.answer(2, received_on=next_day)
        assert asking.page().bodies[1].late


def test_a_deadline_with_a_wrong_year_is_not_sent(asking, client):
    hearing = asking.begin(deadline=clock.today() + timedelta(days=367))
    version = asking.version()
    assert "Se etter om årstallet er riktig." in said(client.get(at("sending", hearing.pk)))
    with pytest.raises(DeadlineTooFar):
        actions.send_hearing(actor=asking.actor, hearing=hearing, revision=1, version=version)


@pytest.mark.parametrize(
    ("days", "text"),
    [
        (49, "Den kan bare flyttes til en senere dag."),
        (55, "Sett en frist som er etter i dag."),
        (900, "Se etter om årstallet er riktig."),
    ],
)
def test_what_is_wrong_with_a_new_deadline_stands_beside_it(asking, client, days, text):
    hearing = asking.send()
    day = clock.today() + timedelta(days=days)
    with asking.after_deadline(10):
        answer = client.post(
            at("deadline", hearing.pk), {"deadline": ddmmyyyy(day), "reason": "Flere ba om det."}
        )

    assert answer.status_code == 422
    assert text in answer.context["form"].errors["deadline"][0]


# --- Strangers --------------------------------------------------------------------------


def test_a_stranger_meets_a_hearing_as_everybody_does_at_each_state(cast, asking):
    stranger = Client()
    hearing = asking.begin()
    read = [at(name, hearing.pk) for name in ("hearing", "summary", "summary_csv")]
    entered = reverse("portal:partnership", args=[cast.partnership.slug])
    assert {stranger.get(url).status_code for url in read} == {404}
    assert hearing.title not in said(stranger.get(entered))
    asking.send()
    asking.answer(1)
    for _state in ("open", "over"):
        assert {stranger.get(url).status_code for url in read} == {200}
        page = said(stranger.get(read[0]))
        assert QUESTIONS[0] in page
        for name in ("deadline", "new_body", "closing", "calling_off"):
            assert at(name, hearing.pk) not in page
        for body in HearingBody.objects.all():
            assert at("answer", hearing.pk, body.pk) not in page
        if hearing.refresh_from_db() or hearing.state is State.SENT:
            actions.call_off_hearing(actor=asking.actor, hearing=hearing, reason="Vi venter.")
