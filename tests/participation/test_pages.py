"""The pages of hearings: who reads what, what is typed is kept, and nobody is hidden."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from participation.asking import BODIES, QUESTIONS
from tospann.base import clock
from tospann.participation import actions
from tospann.participation.models import Answer, FollowUp, Hearing, State


@pytest.fixture
def visit(cast):
    """A browser for a person of the cast; for nobody when none is named."""

    def signed_in(who="adviser"):
        client = Client()
        if who:
            client.force_login(cast.people[who])
        return client

    return signed_in


def at(name, *args):
    return reverse(f"participation:{name}", args=args)


def said(response) -> str:
    return response.content.decode()


def row(n, name, sort):
    return {f"name_{n}": name, f"sort_{n}": sort}


def draft_form(asking, **given):
    return {
        "title": "Felles kontor",
        "introduction": "Les og svar.",
        "questions": "Er dere for?\n\n  Er dere   mot? \n",
        "deadline": (clock.today() + timedelta(days=60)).strftime("%d.%m.%Y"),
        "revision": asking.hearing.revision,
        "rows": 2,
        **row(0, "Eldrerådet", "elderly"),
        **row(1, "", ""),
    } | given


# --- The list ---------------------------------------------------------------------------


def test_the_list_explains_itself_when_there_is_nothing(cast, visit):
    page = visit(None).get(at("hearings", cast.partnership.slug))

    assert "Ingen høringer ennå" in said(page)


def test_the_list_tells_strangers_what_is_sent_and_those_inside_what_is_prepared(
    cast, asking, visit
):
    asking.begin(title="Under arbeid")
    url = at("hearings", cast.partnership.slug)

    assert "Under arbeid" not in said(visit(None).get(url))
    assert "Under arbeid" not in said(visit("councillor").get(url))
    assert "Under arbeid" in said(visit("leader").get(url))
    asking.send()
    assert "0 av 3 har svart" in said(visit(None).get(url))


def test_the_list_costs_the_same_for_many(cast, asking, visit, django_assert_num_queries):
    url = at("hearings", cast.partnership.slug)
    asking.send()
    asking.answer(1)
    with django_assert_num_queries(4):
        visit(None).get(url)
    asking.hearing = None
    asking.send()
    asking.answer(1)
    with django_assert_num_queries(4):
        visit(None).get(url)


# --- The draft --------------------------------------------------------------------------


def test_a_hearing_is_begun_of_an_opened_document(cast, asking, visit):
    version = asking.version()
    client = visit()
    url = at("new", cast.partnership.slug)
    assert "Notat" in said(client.get(f"{url}?dokument={asking.document.pk}"))

    answer = client.post(url, {"document": asking.document.pk, "title": "Åpningstider"})

    hearing = Hearing.objects.get()
    assert answer.url == at("draft", hearing.pk)
    assert hearing.document_id == version.document_id
    assert hearing.deadline == clock.today() + timedelta(weeks=8)


def test_there_is_nothing_to_hear_before_anything_is_opened(cast, visit):
    page = visit().get(at("new", cast.partnership.slug))

    assert "Ingenting å sende på høring" in said(page)


def test_the_draft_is_written_in_one_form(asking, visit):
    hearing = asking.begin()
    answer = visit().post(at("draft", hearing.pk), draft_form(asking))

    assert answer.url == at("hearing", hearing.pk)
    page = asking.page()
    assert [(one.row.name, one.row.sort) for one in page.bodies] == [("Eldrerådet", "elderly")]
    assert [one.text for one in page.questions] == ["Er dere for?", "Er dere mot?"]


def test_more_rows_come_when_they_are_asked_for(asking, visit):
    hearing = asking.begin()
    client = visit()
    answer = client.post(at("draft", hearing.pk), draft_form(asking, more="1"), follow=True)

    assert answer.redirect_chain[-1][0] == f"{at('draft', hearing.pk)}#instanser"
    assert 'name="name_3"' in said(answer)


def test_a_body_without_a_sort_is_refused_beside_the_field_and_what_was_typed_is_kept(
    asking, visit
):
    hearing = asking.begin()
    answer = visit().post(
        at("draft", hearing.pk), draft_form(asking, **row(1, "Et helt nytt råd", ""))
    )

    assert answer.status_code == 422
    assert "Velg hva slags instans dette er." in said(answer)
    assert "Et helt nytt råd" in said(answer)


def test_the_second_to_save_a_draft_is_told_and_keeps_what_was_typed(asking, visit):
    hearing = asking.begin()
    first = draft_form(asking)
    client = visit()
    client.post(at("draft", hearing.pk), first)
    answer = client.post(at("draft", hearing.pk), first | {"title": "Min egen tittel"})

    assert answer.status_code == 409
    assert "Min egen tittel" in said(answer)
    assert "Noen andre har endret høringen" in said(answer)


def test_a_draft_says_that_its_document_must_be_opened_first(asking, visit):
    hearing = asking.begin()
    for name in ("hearing", "sending"):
        page = visit().get(at(name, hearing.pk))
        assert "Dokumentet er ikke åpnet ennå" in said(page)
    assert "Send høringen</button>" not in said(page)


def test_a_draft_does_not_exist_for_strangers(asking, visit):
    hearing = asking.begin()
    for who in (None, "stranger", "councillor"):
        assert visit(who).get(at("hearing", hearing.pk)).status_code == 404
    assert visit(None).get(at("summary", hearing.pk)).status_code == 404


def test_a_draft_is_thrown_away_after_one_more_question(cast, asking, visit):
    hearing = asking.begin()
    client = visit()
    assert "Forkast utkastet" in said(client.get(at("dropping", hearing.pk)))
    client.post(at("dropping", hearing.pk))

    hearing.refresh_from_db()
    assert hearing.state is State.DROPPED
    assert client.get(at("hearing", hearing.pk)).status_code == 404


# --- Sending ----------------------------------------------------------------------------


def send_form(asking, **given):
    return {"revision": asking.hearing.revision, "version": asking.version().pk} | given


def test_a_hearing_is_sent_after_one_more_look(asking, visit):
    hearing = asking.begin()
    asking.version()
    client = visit()
    page = said(client.get(at("sending", hearing.pk)))
    assert "Se over en gang til" in page
    assert "Ungdomsrådet i Ås" in page

    answer = client.post(at("sending", hearing.pk), send_form(asking))

    assert answer.url == at("hearing", hearing.pk)
    public = said(visit(None).get(at("hearing", hearing.pk)))
    assert asking.version().sha256 in public
    assert "Åpen: 50 dager igjen" in public


def test_what_a_draft_lacks_is_said_before_it_can_be_sent(asking, visit):
    hearing = asking.begin(bodies=[], questions=[], deadline=None)
    asking.version()
    page = said(visit().get(at("sending", hearing.pk)))

    for text in (
        "Skriv hvem som skal svare.",
        "Skriv minst ett spørsmål.",
        "Sett en frist som er etter i dag.",
    ):
        assert text in page


def test_a_short_time_to_answer_is_explained_to_everybody(asking, visit):
    hearing = asking.begin(deadline=clock.today() + timedelta(days=20))
    asking.version()
    client = visit()
    refused = client.post(at("sending", hearing.pk), send_form(asking))
    assert refused.status_code == 422
    assert "Fristen er kortere enn seks uker. Velg" in said(refused)

    client.post(at("sending", hearing.pk), send_form(asking, reason="Budsjettet vedtas i juni."))

    assert "Kortere enn seks uker: Budsjettet vedtas i juni." in said(
        visit(None).get(at("hearing", hearing.pk))
    )


# --- While it is open -------------------------------------------------------------------


def test_more_time_is_told_to_everybody(asking, visit):
    hearing = asking.send()
    later = hearing.deadline + timedelta(days=14)
    visit().post(
        at("deadline", hearing.pk),
        {"deadline": later.strftime("%d.%m.%Y"), "reason": "To råd ba om det."},
    )

    assert "To råd ba om det." in said(visit(None).get(at("hearing", hearing.pk)))


def test_a_shorter_time_is_refused_in_words(asking, visit):
    hearing = asking.send()
    earlier = hearing.deadline - timedelta(days=1)
    answer = visit().post(
        at("deadline", hearing.pk),
        {"deadline": earlier.strftime("%d.%m.%Y"), "reason": "Det haster."},
    )

    assert answer.status_code == 422
    assert "Den kan bare flyttes til en senere dag." in said(answer)


def test_one_more_is_asked(asking, visit):
    hearing = asking.send()
    visit().post(at("new_body", hearing.pk), {"name": "Sametinget", "sort": "sami"})

    assert "lagt til" in said(visit(None).get(at("hearing", hearing.pk)))


def answer_form(**given):
    return {
        "received_on": clock.today().strftime("%d.%m.%Y"),
        "revision": 0,
        "text_1": "Ja, fordi fagmiljøet blir større.",
        "silent_2": "on",
    } | given


def test_an_answer_is_entered_question_by_question(asking, visit):
    hearing = asking.send()
    answer = visit().post(at("answer", hearing.pk, asking.body(2).pk), answer_form())

    assert answer.status_code == 302
    public = said(visit(None).get(at("hearing", hearing.pk)))
    assert "Ja, fordi fagmiljøet blir større." in public
    assert "Ingen merknad" in public
    assert "1 av 3 har svart." in public


def test_a_reply_and_no_remark_at_once_is_refused(asking, visit):
    hearing = asking.send()
    answer = visit().post(at("answer", hearing.pk, asking.body().pk), answer_form(silent_1="on"))

    assert answer.status_code == 422
    assert "Ta bort krysset, eller ta bort svaret." in said(answer)


def test_an_identity_number_in_an_answer_is_stopped_and_the_rest_is_kept(asking, visit):
    hearing = asking.send()
    answer = visit().post(
        at("answer", hearing.pk, asking.body().pk),
        answer_form(text_2="Gjelder 01010100131.", silent_2=""),
    )

    assert answer.status_code == 422
    assert "fødselsnummer" in said(answer)
    assert "Ja, fordi fagmiljøet blir større." in said(answer)
    assert not Answer.objects.exists()


def test_the_second_to_enter_a_bodys_answer_is_told_and_keeps_what_was_typed(asking, visit):
    hearing = asking.send()
    url = at("answer", hearing.pk, asking.body().pk)
    visit("leader").post(url, answer_form(text_1="Det lederen skrev."))
    client = visit()
    answer = client.post(url, answer_form(text_1="Det rådgiveren skrev."))

    page = said(answer)
    assert answer.status_code == 409
    assert "Noen andre har ført inn svaret" in page
    assert "Det rådgiveren skrev." in page
    assert "Det lederen skrev." in page
    assert [one.revision for one in Answer.objects.all()] == [1]
    # and when it is sent once more, seeing what stands there, it is a correction
    again = client.post(url, answer_form(text_1="Det rådgiveren skrev.", revision=1))
    assert again.status_code == 302


def test_what_came_of_an_answer_is_entered_and_told(asking, visit):
    hearing = asking.send()
    asking.answer(1)
    url = at("follow_up", hearing.pk, asking.body().pk)
    client = visit()
    assert "Kortere for de fleste." in said(client.get(url))
    answer = client.post(
        url,
        {
            "answer": 1,
            "outcome_1": "not_taken",
            "reason_1": "Fordi loven krever det.",
            "revision_1": 0,
            "revision_2": 0,
        },
    )

    assert answer.status_code == 302
    public = said(visit(None).get(at("hearing", hearing.pk)))
    assert "Ikke tatt til følge" in public
    assert "Fordi loven krever det." in public
    assert "Ikke fulgt opp ennå." in public


@pytest.mark.parametrize(
    ("sent", "text"),
    [
        ({"outcome_1": "taken"}, "Skriv hvorfor."),
        ({"reason_1": "Fordi."}, "Velg hva som kom av svaret."),
        ({}, "Du har ikke endret noe."),
    ],
)
def test_what_is_unclear_about_the_outcome_is_said_beside_the_field(asking, visit, sent, text):
    hearing = asking.send()
    asking.answer(1)
    answer = visit().post(
        at("follow_up", hearing.pk, asking.body().pk),
        {"answer": 1, "revision_1": 0, "revision_2": 0} | sent,
    )

    assert answer.status_code == 422
    assert text in said(answer)
    assert not FollowUp.objects.exists()


def test_the_second_to_say_what_came_of_it_is_told(asking, visit):
    hearing = asking.send()
    asking.answer(1)
    asking.follow(1)
    answer = visit().post(
        at("follow_up", hearing.pk, asking.body().pk),
        {
            "answer": 1,
            "outcome_1": "not_taken",
            "reason_1": "Min egen grunn.",
            "revision_1": 0,
            "revision_2": 0,
        },
    )

    assert answer.status_code == 409
    assert "Min egen grunn." in said(answer)
    assert "Fordi flere sier det samme." in said(answer)


# --- The end, and what is read afterwards -------------------------------------------------


def test_the_page_says_what_stands_between_it_and_its_end(asking, visit):
    hearing = asking.send()
    asking.answer(1)
    with asking.after_deadline():
        page = said(visit().get(at("hearing", hearing.pk)))
        assert "2 svar mangler oppfølging før høringen kan avsluttes." in page
        refused = visit().post(at("closing", hearing.pk))
        assert refused.status_code == 409
        assert "Fjordbygd kommunestyre, spørsmål 1" in said(refused)
        asking.follow(1)
        assert visit().post(at("closing", hearing.pk)).status_code == 302
        assert "Avsluttet" in said(visit(None).get(at("hearing", hearing.pk)))


def test_why_it_was_called_off_is_told_to_everybody(asking, visit):
    hearing = asking.send()
    asking.answer(1)
    visit().post(at("calling_off", hearing.pk), {"reason": "Eierne vil utrede mer."})

    page = said(visit(None).get(at("hearing", hearing.pk)))
    assert "Eierne vil utrede mer." in page
    assert "Kortere for de fleste." in page


def test_the_summary_counts_and_hides_nobody(asking, visit):
    hearing = asking.send()
    asking.answer(1)
    asking.follow(1)
    asking.answer(2, "Nei.", "")
    page = said(visit(None).get(at("summary", hearing.pk)))

    assert "2 av 3 instanser har svart." in page
    assert "<strong>1</strong> tatt til følge" in page
    assert "<strong>1</strong> ikke fulgt opp ennå" in page
    assert "<strong>1</strong> uten merknad" in page
    assert "Ungdomsrådet i Ås" in page.partition("Disse har ikke svart")[2]


def test_the_table_has_a_row_for_each_body_and_question_and_no_formulas(asking, visit):
    asking.begin(bodies=[*BODIES[:1]])
    hearing = asking.send()
    asking.answer(1, "=1+1", None)
    asking.follow(1, ("taken", "+Fordi"))
    told = visit(None).get(at("summary_csv", hearing.pk)).content.decode("utf-8-sig")

    today = clock.today().strftime("%d.%m.%Y")
    head = f"Fjordbygd kommunestyre;Kommune eller kommunestyre;{today};nei"
    assert told.splitlines()[1:] == [
        f"{head};{QUESTIONS[0]};'=1+1;Tatt til følge;'+Fordi",
        f"{head};{QUESTIONS[1]};ikke svart;;",
    ]


def test_a_hearing_costs_the_same_whatever_came_in(asking, visit, django_assert_num_queries):
    hearing = asking.send()
    url = at("hearing", hearing.pk)
    asking.answer(1)
    with django_assert_num_queries(8):
        visit(None).get(url)
    for place in (2, 3):
        asking.answer(place)
        asking.follow(place)
    with django_assert_num_queries(8):
        visit(None).get(url)


@pytest.mark.parametrize("name", ["deadline", "new_body", "closing", "calling_off"])
def test_those_who_only_read_do_not_lead(asking, visit, name):
    hearing = asking.send()

    assert visit("councillor").get(at(name, hearing.pk)).status_code == 403
    assert visit(None).get(at(name, hearing.pk)).status_code == 302


def test_a_body_of_another_hearing_is_not_here(cast, asking, visit):
    hearing = asking.send()
    other = type(asking)(cast)
    other.send()

    assert visit().get(at("answer", hearing.pk, other.body().pk)).status_code == 404


def test_news_of_a_hearing_is_told_to_everybody(asking, visit):
    hearing = asking.send()
    asking.answer(1)
    actions.call_off_hearing(actor=asking.actor, hearing=hearing, reason="Eierne vil vente")
    page = said(visit(None).get(reverse("journal:index")))

    assert "Høringen «Ett kontor for to kommuner» ble sendt. Antall instanser: 3." in page
    assert "Svaret fra Fjordbygd kommunestyre" in page
    assert "ble avlyst. Grunn: Eierne vil vente." in page


def test_the_last_day_to_answer_stands_on_the_annual_wheel(cast, asking, visit):
    hearing = asking.send()
    url = reverse("wheel:wheel", args=[cast.partnership.slug])
    page = said(visit("leader").get(f"{url}?ar={hearing.deadline.year}"))
    assert "Høringsfrist: Ett kontor for to kommuner" in page
    actions.call_off_hearing(actor=asking.actor, hearing=hearing, reason="Eierne vil vente.")

    page = said(visit("leader").get(f"{url}?ar={hearing.deadline.year}"))
    assert "Høringsfrist" not in page
