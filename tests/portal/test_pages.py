"""What waits, what is new, what a partnership has agreed, what is found."""

import pytest
from django.urls import reverse

from participation.asking import Asking
from tospann.access.actor import STRANGER
from tospann.agreed import actions as agreed
from tospann.agreed.models import Document
from tospann.indicators import actions as indicators
from tospann.portal import selectors


@pytest.fixture
def as_(client, cast):
    def sign_in(who: str):
        client.force_login(cast.people[who], "django.contrib.auth.backends.ModelBackend")
        return client

    return sign_in


def test_what_waits_for_my_owner_comes_first(cast, as_):
    cast.version()

    page = as_("fjordbygd").get(reverse("portal:mine")).text

    assert "1 sak venter på dere" in page
    assert "Les og godkjenn" in page


def test_what_waits_again_is_a_change(cast, as_):
    version = cast.version()
    cast.write(version.document, text="Nytt ord.")
    cast.open(version.document)

    assert "Se endringene og godkjenn" in as_("fjordbygd").get(reverse("portal:mine")).text


def test_what_my_owner_has_ratified_waits_for_others(cast):
    version = cast.version()
    cast.ratify(version, cast.fjordbygd)

    found = selectors.mine(cast.actor("fjordbygd"), after=0)

    assert found.waiting == []
    assert [page.document for page in found.others] == [version.document]


def test_who_represents_nobody_has_nothing_waiting(cast):
    cast.version()

    found = selectors.mine(cast.actor("staff"), after=0)

    assert found.waiting == []
    assert len(found.others) == 1
    assert found.drafts == []


def test_a_draft_is_shown_to_those_who_write_and_to_no_one_else(cast):
    cast.document()

    assert len(selectors.mine(cast.actor("adviser"), after=0).drafts) == 1
    assert selectors.mine(cast.actor("councillor"), after=0).drafts == []


def test_new_is_what_came_after_the_last_visit(cast, as_, settings):
    version = cast.version()
    client = as_("aas")
    client.get(reverse("portal:mine"))
    del client.cookies[settings.SESSION_COOKIE_NAME]
    client = as_("aas")  # a new session in the same browser
    cast.ratify(version, cast.nav)

    page = client.get(reverse("portal:mine")).text

    assert "Nytt siden sist" in page
    assert "Nav Testland godkjente" in page
    assert "ble åpnet for godkjenning" not in page


def test_everybody_sees_who_has_ratified_and_nobody_outside_sees_why_one_has_not(cast, client):
    version = cast.version()
    cast.ratify(version, cast.fjordbygd)
    agreed.send_back(
        actor=cast.actor("nav"), version=version, owner=cast.nav, reason="Hemmelig grunn."
    )

    page = client.get(reverse("portal:partnership", args=["fjordbygd"])).text

    assert "Fjordbygd kommune, øverste organ" in page
    assert "Sendt i retur" in page
    assert "Hemmelig grunn" not in page


@pytest.mark.parametrize("words", ["åpent", "ÅPEN", "kontorene", "ontor"])
def test_search_finds_endings_and_parts_of_words(cast, words):
    version = cast.version()

    assert selectors.search(STRANGER, words).versions == [version]


@pytest.mark.parametrize("words", ["", "k", "trikk", "tri\x00kk", "\x00"])
def test_search_finds_nothing_for_too_little_or_too_strange(cast, words):
    cast.version()

    assert selectors.search(STRANGER, words).count == 0


def test_search_puts_titles_first(cast):
    inside = cast.version(text="Alt om nemnd.")
    document = cast.document()
    agreed.save_draft(
        actor=cast.actor("leader"),
        document=document,
        revision=Document.objects.get(pk=document.pk).draft.revision,
        title="Om nemnd",
        language="nb",
        body={"text": "Kort."},
    )
    titled = cast.open(document)

    assert selectors.search(STRANGER, "nemnd").versions == [titled, inside]


def test_search_finds_indicators_and_words_of_the_glossary(client, cast):
    indicators.take_catalogue(actor=STRANGER)

    page = client.get(reverse("portal:search"), {"q": "sykefravær"}).text
    explained = [one.bokmaal for one in selectors.search(STRANGER, "VERTSKOMMUNEA").explained]

    assert reverse("indicators:indicator", args=["I30"]) in page
    assert page.index("Langvarig sykefravær") < page.index("Dialogmøte 2")  # title before text
    assert [one.code for one in selectors.search(STRANGER, "i7").indicators][:1] == ["I7"]
    assert explained == ["vertskommuneavtale"]


def test_search_finds_hearings_that_were_sent(cast):
    draft = Asking(cast).begin(title="Hva mener dere om bussen?")
    assert selectors.search(cast.actor("adviser"), draft.title).hearings == []

    asking = Asking(cast)
    asking.begin(title="Hva mener dere om båten?")
    sent = asking.send()
    assert selectors.search(STRANGER, "hva mener").hearings == [sent]


def test_search_reads_the_newest_version_alone(cast):
    version = cast.version(text="Gammelt ord.")
    cast.write(version.document, text="Nytt ord.")
    cast.open(version.document)

    assert selectors.search(STRANGER, "gammelt").count == 0


def test_search_does_not_find_drafts(cast):
    cast.document(text="Uferdig tanke.")

    assert selectors.search(cast.actor("leader"), "uferdig").count == 0


@pytest.mark.parametrize(
    ("count", "ask"),
    [
        (11, lambda cast: selectors.front()),
        (2 + 23, lambda cast: selectors.mine(cast.actor("fjordbygd"), after=0)),
        (13, lambda cast: selectors.partnership_page(STRANGER, "fjordbygd")),
        (6, lambda cast: selectors.search(STRANGER, "åpent")),
    ],
)
def test_pages_ask_as_often_for_many_documents_as_for_few(
    cast, django_assert_num_queries, count, ask
):
    for _n in range(3):
        cast.ratify(cast.version(), cast.nav)

    with django_assert_num_queries(count):
        ask(cast)
