"""An owner's first reading is noted wherever the text is shown, and once."""

import pytest
from django.urls import reverse

from tospann.agreed.models import Reading
from tospann.journal.models import Entry
from tospann.partnerships import actions as partnerships


@pytest.fixture
def as_(client, cast):
    def sign_in(who: str):
        client.force_login(cast.people[who], "django.contrib.auth.backends.ModelBackend")
        return client

    return sign_in


def address(version, page: str) -> str:
    return reverse(f"agreed:{page}", args=[version.document_id, version.number])


@pytest.mark.parametrize("page", ["version", "changes", "pdf", "content", "ratification"])
def test_every_page_that_shows_the_text_counts(cast, as_, page):
    version = cast.version()

    answer = as_("fjordbygd").get(address(version, page))

    assert answer.status_code == 200
    assert list(Reading.objects.values_list("owner__name", flat=True)) == ["Fjordbygd kommune"]


def test_the_page_itself_says_that_it_has_been_read(cast, as_):
    version = cast.version()

    page = as_("fjordbygd").get(address(version, "version")).text

    assert page.count("ikke åpnet ennå") == 2  # the two other owners


def test_reading_twice_is_noted_once(cast, as_):
    version = cast.version()

    for _n in range(2):
        as_("fjordbygd").get(address(version, "version"))

    assert Entry.objects.filter(kind="version.first_read").count() == 1


def test_a_person_with_seats_for_two_owners_reads_for_both(cast, as_):
    version = cast.version()
    partnerships.give_seat(
        actor=cast.actor("administrator"),
        person=cast.people["aas"],
        owner=cast.fjordbygd,
        role="councillor",
    )

    as_("aas").get(address(version, "version"))

    assert set(Reading.objects.values_list("owner__name", flat=True)) == {
        "Fjordbygd kommune",
        "Ås kommune",
    }


@pytest.mark.parametrize("who", ["stranger", None])
def test_a_stranger_reads_without_being_noted(client, cast, as_, who):
    version = cast.version()

    answer = (as_(who) if who else client).get(address(version, "version"))

    assert answer.status_code == 200
    assert not Reading.objects.exists()
