"""The list, the start, the draft, the preview, the covers and the page for a council."""

import pytest
from django.urls import reverse

from posting import posted
from tospann.agreed import actions as agreed
from tospann.agreed.models import Document, Reading
from tospann.base import clock
from tospann.journal.news import latest
from tospann.reports import forms
from tospann.reports.selectors import reports
from tospann.reports.selectors.reports import reports_due


@pytest.fixture
def signed_in(client, cast):
    def sign_in(who):
        client.force_login(cast.people[who])
        return client

    return sign_in


def address(name, *given):
    return reverse(f"reports:{name}", args=given)


def of(version, name, *more):
    return address(name, version.document.partnership.slug, version.pk, *more)


def sent(answer) -> dict:
    """What a browser sends when nothing in the draft is touched."""
    data = posted(answer.context["form"])
    head = {bound.name: bound.value() for bound in answer.context["head"]}
    return head | {name: data.getlist(name) for name in data}


def words(answer) -> str:
    return " ".join(answer.content.decode().split())


def test_the_list_is_open_and_empty_periods_say_so(client, cast):
    answer = client.get(address("index", "fjordbygd"))

    assert answer.status_code == 200
    assert "1. tertial 2026" in words(answer)
    assert "25. mai 2026" in words(answer)
    assert "Ikke begynt" in words(answer)
    assert "Lag rapport" not in words(answer)


def test_the_list_of_nobody_is_not_found(client, db):
    assert client.get(address("index", "ukjent")).status_code == 404


def test_a_draft_is_on_the_list_for_those_who_read_drafts_alone(signed_in, client, reporting):
    reporting.begin()

    told = latest(reporting.cast.actor("leader"), limit=5)
    assert "Arbeidet med rapporten for 1. tertial 2026 ble påbegynt." in [
        one.sentence for one in told
    ]
    assert "Utkast" not in words(client.get(address("index", "fjordbygd")))
    assert "Skriv videre" in words(signed_in("leader").get(address("index", "fjordbygd")))


def test_the_writer_chooses_a_period_and_comes_to_a_filled_draft(signed_in, reporting):
    client = signed_in("leader")
    offered = client.get(address("new", "fjordbygd") + "?periode=2026T1")

    answer = client.post(address("new", "fjordbygd"), {"period": "2026T1"})
    draft = client.get(answer.url)

    assert 'value="2026T1"' in words(offered)
    assert answer.status_code == 302
    assert "Flere i arbeid" in words(draft)
    assert "Et felles team" in words(draft)
    assert "Slik blir rapporten" in words(draft)
    assert "Rammen for året er kr 6 000 000." in words(draft)


def test_a_period_without_a_plan_is_refused_with_what_to_do(signed_in, reporting):
    answer = signed_in("leader").post(address("new", "fjordbygd"), {"period": "2025"})

    assert answer.status_code == 409
    assert "planen må være på plass først" in words(answer)


def test_no_period_chosen_is_told_at_the_field(signed_in, reporting):
    answer = signed_in("leader").post(address("new", "fjordbygd"), {})

    assert answer.status_code == 422
    assert "Velg en periode." in words(answer)


def test_what_the_writer_types_is_saved_and_the_figures_are_not_typed(signed_in, reporting):
    document = reporting.begin()
    client, url = signed_in("leader"), reverse("agreed:draft", args=[document.pk])
    form = sent(client.get(url))

    answer = client.post(
        url,
        form
        | {
            "summary": "Et rolig tertial.",
            "goal-arbeid-short": "Flere kom i arbeid.",
            "cost-9902-kroner": "12345",
            "choice-9902": "Åpningstiden.",
            "shown": ["I1", "I23", "I13"],
            "for_council": ["I1"],
        },
    )
    body = Document.objects.get(pk=document.pk).draft.body

    assert answer.status_code == 302
    assert body["summary"] == "Et rolig tertial."
    assert body["goals"][0]["short"] == "Flere kom i arbeid."
    assert {one["id"]: one["kroner"] for one in body["costs"]}["9902"] == 12345
    assert body["left_out"] == ["I33"]
    assert body["for_council"] == ["I1"]


def test_more_than_four_figures_for_the_councils_are_refused_and_nothing_typed_is_lost(
    signed_in, reporting, monkeypatch
):
    monkeypatch.setattr(forms, "MOST_FOR_COUNCIL", 1)
    document = reporting.begin()
    client, url = signed_in("leader"), reverse("agreed:draft", args=[document.pk])
    form = sent(client.get(url)) | {"summary": "Dette skrev jeg.", "for_council": ["I1", "I23"]}

    answer = client.post(url, form)

    assert answer.status_code == 422
    assert "Velg høyst fire tall." in words(answer)
    assert "Dette skrev jeg." in words(answer)


def test_the_preview_says_that_the_figures_are_live_and_whose_is_missing(signed_in, reporting):
    document = reporting.written()

    answer = signed_in("leader").get(address("preview", document.pk) + "?omslag=9902")

    assert answer.status_code == 200
    assert "Tallene er levende" in words(answer)
    assert "Møter med arbeidsgivere, april 2026 (Nav Testland)" in words(answer)
    assert "Til kommunestyret i Ås" in words(answer)


def test_the_preview_of_another_kind_of_document_is_not_found(signed_in, reporting):
    answer = signed_in("leader").get(address("preview", reporting.plan.pk))

    assert answer.status_code == 404


def test_the_preview_of_an_opened_report_leads_to_the_document(signed_in, reporting):
    version = reporting.version()

    answer = signed_in("leader").get(address("preview", version.document_id))

    assert answer.url == reverse("agreed:document", args=[version.document_id])


def test_a_cover_has_the_owners_own_first_and_the_common_part_is_the_same(client, reporting):
    version = reporting.version()

    state = client.get(of(version, "state")).context["paper"]
    municipality = client.get(of(version, "municipality", "9901")).context["paper"]

    def common(paper):
        at = next(n for n, one in enumerate(paper.blocks) if getattr(one, "id", "") == "felles")
        return paper.blocks[at:]

    def own(paper):
        return [card.id for one in paper.blocks if one.sort == "cards" for card in one.cards]

    assert own(state) == ["I1", "I13"]
    assert own(municipality) == ["I23"]
    assert common(state) == common(municipality)


def test_a_cover_shows_the_owners_signals_with_the_goal_that_answers(client, reporting):
    version = reporting.version()

    told = words(client.get(of(version, "state")))
    before, _common, _rest = told.partition('id="felles"')

    assert "Flere skal over i arbeid." in before
    assert "Innbyggerne skal få svar i tide." not in before


def test_the_pages_say_when_the_figures_were_frozen(client, reporting):
    version = reporting.version()

    for name, more in [("state", ()), ("municipality", ("9902",)), ("council", ("9902",))]:
        assert "Tallene er frosset" in words(client.get(of(version, name, *more)))


def test_a_report_says_who_has_not_ratified_and_then_that_all_have(client, reporting, cast):
    version = reporting.version()
    cast.ratify(version, cast.nav)

    before = words(client.get(of(version, "council", "9902")))
    cast.ratify(version, cast.fjordbygd)
    cast.ratify(version, cast.aas)
    after = words(client.get(of(version, "council", "9902")))

    assert "Godkjent av 1 av 3 eiere. Venter på Fjordbygd kommune, Ås kommune." in before
    assert "Godkjent av alle eierne (3 av 3)." in after


def test_the_page_for_a_council_is_plain(client, reporting):
    version = reporting.version()

    told = words(client.get(of(version, "council", "9902")))
    article = told[told.index('<article class="council"') : told.index("</article>")]

    assert "januar–april 2026" in article
    assert "Kommunestyret kan be om en orientering." in article
    assert "Åpningstiden i Ås." in article
    for jargon in ("tertial", "indikator", "Vanlig variasjon", "styringssignal", "versjon 1 av"):
        assert jargon not in article.replace("Kontoret har hatt et godt tertial.", "")


@pytest.mark.parametrize("number", ["nav-test", "1804", "x"])
def test_only_the_reports_own_municipalities_have_pages(client, reporting, number):
    version = reporting.version()

    for name in ("municipality", "council"):
        assert client.get(of(version, name, number)).status_code == 404


def test_other_endings_and_other_partnerships_are_not_found(client, reporting):
    version = reporting.version()

    assert client.get(of(version, "state_file", "odt")).status_code == 404
    assert client.get(address("state", "ukjent", version.pk)).status_code == 404


def test_reading_a_cover_is_the_owners_first_reading(signed_in, reporting, cast):
    version = reporting.version()

    signed_in("aas").get(of(version, "municipality", "9902"))

    assert Reading.objects.filter(version=version, owner=cast.aas).exists()


def test_an_older_version_points_to_the_newer(signed_in, reporting, cast):
    first = reporting.version()
    reporting.give("nav", "I1", "2026M04", numerator=100, denominator=201)
    agreed.start_draft(actor=cast.actor("leader"), document=first.document)
    second = cast.open(first.document)
    client = signed_in("stranger")

    assert "Det finnes en nyere versjon" in words(client.get(of(first, "state")))
    assert "Det finnes en nyere versjon" not in words(client.get(of(second, "state")))


# --- For the wheel ----------------------------------------------------------------------


def test_reports_are_due_after_each_tertial_and_after_the_year(reporting, cast):
    first, last = (
        clock.today().replace(year=2026, month=1, day=1),
        clock.today().replace(year=2027, month=1, day=31),
    )
    reporting.begin("2026T2")  # a draft is nobody's business
    reporting.agree(reporting.version())

    found = reports_due(cast.partnership, first, last)

    assert [(f"{one.day:%d.%m.%Y}", str(one.period), one.opened) for one in found] == [
        ("31.01.2026", "2025", False),
        ("25.05.2026", "2026T1", True),
        ("25.09.2026", "2026T2", False),
        ("31.01.2027", "2026", False),
    ]
    assert found[1].ratified


# --- Queries ----------------------------------------------------------------------------


def test_the_list_takes_the_same_queries_however_many_reports(
    cast, reporting, django_assert_num_queries
):
    actor = cast.actor("leader")
    reporting.version()
    with django_assert_num_queries(10):
        reports.overview(actor, "fjordbygd")

    reporting.version("2026T2")
    with django_assert_num_queries(10):
        reports.overview(actor, "fjordbygd")


def test_a_version_takes_eight_queries(cast, reporting, django_assert_num_queries):
    version, actor = reporting.version(), cast.actor("leader")

    with django_assert_num_queries(8):
        reports.opened(actor, "fjordbygd", version.pk)


def test_what_is_due_takes_eight_queries(cast, reporting, django_assert_num_queries):
    reporting.version()
    today = clock.today()

    with django_assert_num_queries(8):
        reports_due(cast.partnership, today.replace(month=1, day=1), today)


def test_what_is_quoted_takes_the_same_queries_however_much(
    cast, reporting, django_assert_max_num_queries
):
    document = reporting.begin()
    with django_assert_max_num_queries(20):
        reporting.now(document)
    reporting.years()
    with django_assert_max_num_queries(20):
        reporting.now(document)
