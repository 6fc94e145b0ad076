"""The pages: what is typed stays, what is wrong is said beside its field, all works by address."""

from datetime import date

import pytest
from django.http import QueryDict
from django.urls import reverse

from tospann.agreed.models import Document
from tospann.base import clock
from tospann.plans.kind import grid_form
from tospann.plans.models import Progress, Signal, Understanding

YEAR = 2026


@pytest.fixture
def as_(client, cast):
    def sign_in(who):
        client.force_login(cast.people[who], "django.contrib.auth.backends.ModelBackend")
        return client

    return sign_in


def typed(body, **changed) -> QueryDict:
    """What a browser sends when the grid is saved untouched, but for what is changed."""
    rows = grid_form(body, None).sections[0].formsets[0]
    data = QueryDict(mutable=True)
    for bound in [bound for row in [rows.management_form, *rows] for bound in row]:
        shown = bound.field.widget.format_value(bound.value())
        shown = shown[0] if isinstance(shown, list) and shown else shown
        data[bound.html_name] = "" if shown in (None, []) else str(shown)
    data.update(changed)
    return data


def test_the_plan_can_be_read_by_everybody(client, planning):
    planning.plan(year=clock.today().year)

    page = client.get(reverse("plans:plan", args=["fjordbygd"])).content.decode()

    for words in ("Flere i arbeid", "Et team", "Ikke meldt", "I1 Overgang til arbeid", "41,2"):
        assert words in page


def test_a_partnership_without_a_plan_says_so(client, cast):
    page = client.get(reverse("plans:plan", args=["fjordbygd"]))

    assert page.status_code == 200
    assert "Ingen plan ennå" in page.content.decode()


def test_another_year_is_shown_as_such(client, planning):
    planning.plan(year=clock.today().year)
    planning_next = planning.drafted(year=clock.today().year + 1)
    address = reverse("plans:plan", args=["fjordbygd"])

    assert client.get(f"{address}?aar=1999").status_code == 404
    assert client.get(f"{address}?aar={clock.today().year + 1}").status_code == 404  # a draft
    assert planning_next.versions.count() == 0


def test_next_years_plan_is_offered_until_it_is_begun(as_, planning):
    planning.plan(year=clock.today().year)
    client, address = as_("leader"), reverse("plans:plan", args=["fjordbygd"])
    assert "Lag neste års plan" in client.get(address).content.decode()

    planning.begin(year=clock.today().year + 1)

    assert "Lag neste års plan" not in client.get(address).content.decode()


def test_a_signal_with_a_fault_keeps_what_was_typed(as_, cast):
    sent = {
        "line": "municipality",
        "sender": "Fjordbygd kommunestyre",
        "document": "Økonomiplan",
        "dated_on": "31.12.2025",
        "obligation": "must",
        "text": "Noe skal skje.",
        "since": "01.02.2026",
        "until": "01.01.2026",
        "owner": str(cast.fjordbygd.pk),
    }

    answer = as_("leader").post(reverse("plans:new_signal", args=["fjordbygd"]), sent)

    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Siste dag kan ikke være før første dag." in page
    assert "Noe skal skje." in page
    assert not Signal.objects.exists()

    answer = as_("leader").post(
        reverse("plans:new_signal", args=["fjordbygd"]), sent | {"until": ""}
    )

    assert answer.status_code == 302
    assert Signal.objects.get().public is False


def test_a_change_meanwhile_is_told_with_what_was_typed(as_, planning):
    signal = planning.signal()
    address = reverse("plans:changed_signal", args=[signal.pk])
    sent = {
        "line": signal.line, "sender": signal.sender, "document": signal.document,
        "dated_on": "01.12.2025", "obligation": "must", "since": "01.01.2026",
        "revision": 1,
    }  # fmt: skip
    assert as_("leader").post(address, sent | {"text": "Først."}).status_code == 302

    answer = as_("leader").post(address, sent | {"text": "Sist."})

    assert answer.status_code == 409
    assert "Sist." in answer.content.decode()
    assert Signal.objects.get().text == "Først."


def test_the_list_of_signals_keeps_its_filter_in_the_address(client, planning):
    planning.signal(planning.cast.nav)
    planning.signal(planning.cast.fjordbygd)

    page = client.get(reverse("plans:signals", args=["fjordbygd"]) + "?eier=9901")

    assert "Viser 1 av 2 signaler." in page.content.decode()
    odd = client.get(reverse("plans:signals", args=["fjordbygd"]) + "?eier=finnes-ikke")
    assert odd.status_code == 422


def test_the_coverage_flags_gaps_both_ways(as_, planning):
    planning.signal(planning.cast.nav)
    planning.signal(planning.cast.fjordbygd, obligation="information")
    document = planning.drafted()
    planning.write(document, measures=[], aims=[])

    page = as_("leader").get(reverse("plans:coverage", args=["fjordbygd"]) + f"?vis={document.pk}")
    words = page.content.decode()

    for flag in (
        *("Krav uten svar", "trenger ikke svar", "Ingen signal ber om dette"),
        *("Ingen tiltak", "Ingen viser resultat", "Stopper åpningen:"),
    ):
        assert flag in words


def test_the_coverage_of_a_draft_is_for_those_who_read_drafts(as_, client, planning):
    planning.signal(planning.cast.nav, text="et hemmelig ønske", public=False)
    document = planning.drafted()
    address = reverse("plans:coverage", args=["fjordbygd"]) + f"?vis={document.pk}"

    assert "et hemmelig ønske" in as_("leader").get(address).content.decode()
    for who in ("councillor", "stranger"):
        answer = as_(who).get(address)
        assert "et hemmelig ønske" not in answer.content.decode()


def test_many_measures_are_changed_at_once(as_, planning):
    document = planning.drafted(planning.signal())
    body = Document.objects.get(pk=document.pk).draft.body
    address = reverse("plans:grid", args=[document.pk])
    assert as_("leader").get(address).status_code == 200
    sent = typed(
        body,
        **{
            "revision": "3",
            "measures-0-deadline": "01.11.2026",
            "measures-1-title": "En lengre liste",
            "measures-2-title": "Noe nytt",
            "measures-2-responsible": "9902",
        },
    )

    answer = as_("leader").post(address, sent)

    assert answer.status_code == 302
    now = planning.body(document)
    assert [(one.id, one.title) for one in now.measures][:2] == [
        ("team", "Et team"),
        ("liste", "En lengre liste"),
    ]
    assert now.measures[0].deadline == date(2026, 11, 1)
    assert (now.measures[2].title, now.measures[2].responsible) == ("Noe nytt", "9902")
    assert [goal.title for goal in now.goals] == ["Flere i arbeid"]  # nothing else is touched


def test_a_fault_in_one_cell_is_said_there_and_nothing_is_lost(as_, planning):
    document = planning.drafted(planning.signal())
    body = Document.objects.get(pk=document.pk).draft.body
    address = reverse("plans:grid", args=[document.pk])
    sent = typed(
        body,
        **{"revision": "3", "measures-0-deadline": "snart", "measures-1-title": "En ny liste"},
    )

    answer = as_("leader").post(address, sent)
    page = answer.content.decode()

    assert answer.status_code == 422
    assert "Skriv datoen som dag.måned.år" in page
    assert 'value="snart"' in page
    assert 'value="En ny liste"' in page
    assert planning.body(document).measures[1].title == "En liste"


def test_two_at_the_grid_do_not_write_over_each_other(as_, planning):
    document = planning.drafted(planning.signal())
    body = Document.objects.get(pk=document.pk).draft.body
    address = reverse("plans:grid", args=[document.pk])
    as_("leader").post(address, typed(body, **{"revision": "3", "measures-0-title": "Først"}))

    answer = as_("leader").post(
        address, typed(body, **{"revision": "3", "measures-0-title": "Sist"})
    )

    assert answer.status_code == 409
    assert 'value="Sist"' in answer.content.decode()
    assert planning.body(document).measures[0].title == "Først"


def test_an_owner_answers_on_the_page_about_understanding(as_, planning):
    document = planning.drafted(planning.signal())
    address = reverse("plans:understanding", args=[document.pk])
    sha256 = planning.view(document, planning.cast.fjordbygd).sha256
    given = {"owner": str(planning.cast.fjordbygd.pk), "sha256": sha256}
    assert as_("leader").post(address, given | {"understood": "ja"}).status_code == 403

    answer = as_("fjordbygd").post(address, given | {"understood": "nei"})
    assert answer.status_code == 422
    assert "Skriv hva som må rettes." in answer.content.decode()

    answer = as_("fjordbygd").post(address, given | {"understood": "ja"})
    assert answer.status_code == 302
    assert Understanding.objects.get().understood
    assert "Alle eierne har bekreftet" in as_("leader").get(address).content.decode()


def test_progress_is_told_on_the_measures_page(as_, client, planning):
    document = planning.plan()
    address = reverse("plans:measure", args=[document.pk, "tiltak-team"])
    sent = {
        "owner": str(planning.cast.fjordbygd.pk),
        "status": "delayed",
        "on": "01.03.2026",
        "text": "Vi venter på folk.",
    }
    assert as_("councillor").post(address, sent).status_code == 403
    assert as_("leader").post(address, sent).status_code == 302
    client.logout()

    page = client.get(address).content.decode()

    assert "Vi venter på folk." in page
    assert "Nav-leder, Fjordbygd kommune" in page
    assert Progress.objects.get().role == "office_leader"


def test_an_identity_number_is_refused_in_what_is_told(as_, planning):
    document = planning.plan()
    address = reverse("plans:measure", args=[document.pk, "tiltak-team"])
    sent = {
        "owner": str(planning.cast.fjordbygd.pk),
        "status": "delayed",
        "on": "01.03.2026",
        "text": "Gjelder 290296 00013.",
    }

    assert as_("leader").post(address, sent).status_code == 422
    assert not Progress.objects.exists()


def test_a_plan_is_begun_from_this_years(as_, planning):
    document = planning.plan()
    address = reverse("plans:new_plan", args=["fjordbygd"])
    assert as_("leader").get(address).status_code == 200

    answer = as_("leader").post(
        address,
        {"year": 2027, "title": "Felles virksomhetsplan 2027", "source": str(document.pk)},
    )

    made = Document.objects.exclude(pk=document.pk).get()
    assert answer.url == reverse("agreed:draft", args=[made.pk])
    draft = as_("leader").get(answer.url).content.decode()
    assert reverse("plans:grid", args=[made.pk]) in draft
    again = as_("leader").post(address, {"year": 2027, "title": "En til", "source": ""})
    assert again.status_code == 409


def test_the_draft_and_the_opening_tell_who_must_confirm(as_, planning):
    document = planning.drafted(planning.signal())

    for name in ("agreed:draft", "agreed:opening"):
        page = as_("leader").get(reverse(name, args=[document.pk])).content.decode()
        assert "Fjordbygd kommune har ikke bekreftet at signalene er riktig forstått." in page


def test_an_earlier_draft_is_gone_back_to_by_a_button(as_, planning):
    document = planning.drafted(planning.signal())
    with clock.pretend(clock.now().replace(year=2030)):
        planning.write(document, staffing="En til.")
    listed = reverse("agreed:earlier_drafts", args=[document.pk])
    row = document.earlier_drafts.first()
    one = reverse("agreed:earlier_draft", args=[document.pk, row.pk])
    assert one in as_("leader").get(listed).content.decode()
    assert "En til." in as_("leader").get(one).content.decode()

    answer = as_("leader").post(one, {"revision": 4})

    assert answer.status_code == 302
    assert planning.body(document).staffing == ""
    assert as_("leader").post(one, {"revision": 4}).status_code == 409
    assert as_("councillor").get(listed).status_code == 404


def test_a_discarded_draft_can_be_taken_back(as_, planning):
    document = planning.drafted(planning.signal())
    as_("leader").post(reverse("agreed:discarded_draft", args=[document.pk]), {"revision": 3})
    row = document.earlier_drafts.first()

    answer = as_("leader").post(reverse("agreed:earlier_draft", args=[document.pk, row.pk]))

    assert answer.status_code == 302
    assert planning.body(document).goals[0].title == "Flere i arbeid"
