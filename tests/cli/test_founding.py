"""The first rows of a real installation, without the demo."""

from datetime import date, timedelta

import pytest
from allauth.mfa.models import Authenticator

import invented
from tospann.access.actor import Actor
from tospann.access.roles import Role
from tospann.accounts.models import Person
from tospann.base.errors import IdentityNumber
from tospann.cli import founding
from tospann.cli.errors import Stopped
from tospann.partnerships.actions import accept_invitation
from tospann.partnerships.models import Owner, Partnership, Seat
from tospann.partnerships.selectors import open_invitation

LAST = date(2026, 6, 30)


def registered() -> None:
    for kind, code, name in [
        ("stat", "nav-test", "Nav Testland"),
        ("kommune", "9901", "Fjordbygd kommune"),
        ("kommune", "9902", "Ås kommune"),
    ]:
        founding.owner(kind=kind, code=code, name=name, administrator=None)


def formed(**given) -> None:
    founding.partnership(
        **{
            "slug": "fjordbygd",
            "name": "Nav Fjordbygd",
            "model": "host_administrative",
            "state": "nav-test",
            "municipality": "9901",
            "participant": ("9902",),
            "since": date(2026, 1, 1),
            "office_unit": "",
        }
        | given
    )


def test_owners_and_their_partnership(db):
    registered()

    formed()

    parts = Partnership.objects.get(slug="fjordbygd").ownerships.values_list("owner__code", "part")
    assert sorted(parts) == [
        ("9901", "municipal_party"),
        ("9902", "participant"),
        ("nav-test", "state"),
    ]


def test_the_first_administrator_comes_by_invitation(db):
    link = founding.owner(
        kind="kommune", code="9901", name="Fjordbygd kommune", administrator="ny@example.no"
    )

    token = link.rstrip("/").rsplit("/", 1)[-1]
    person = accept_invitation(
        actor=Actor(person_id=None), token=token, name="Rolle", password=None
    )

    assert Seat.objects.get(person=person).role == Role.OWNER_ADMINISTRATOR
    with pytest.raises(Stopped, match="har en administrator"):
        founding.owner(
            kind="kommune", code="9901", name="Fjordbygd kommune", administrator="to@example.no"
        )


def test_an_unknown_owner_stops_the_whole(db):
    registered()

    with pytest.raises(Stopped, match="tospann owner kommune 9999 NAVN"):
        formed(participant=("9999",))

    assert not Partnership.objects.exists()


def test_the_same_address_twice_stops(db):
    registered()
    formed()

    with pytest.raises(Stopped, match="Velg en annen"):
        formed()


def test_an_owner_registered_twice_is_one(db):
    registered()
    registered()

    assert Owner.objects.count() == 3
    assert not Person.objects.exists()


def test_an_owner_leaves_after_a_day(db):
    registered()
    formed()

    name = founding.departure(slug="fjordbygd", kind="kommune", code="9902", until=LAST)

    partnership = Partnership.objects.get(slug="fjordbygd")
    assert name == "Ås kommune"
    assert partnership.ownerships.on(LAST).count() == 3
    assert partnership.ownerships.on(LAST + timedelta(days=1)).count() == 2
    with pytest.raises(Stopped, match="Ingen eier med koden 9902"):
        founding.departure(slug="fjordbygd", kind="kommune", code="9902", until=LAST)


def test_a_new_first_invitation_makes_the_old_one_worthless(db):
    old, new = (
        founding.owner(
            kind="kommune", code="9901", name="Fjordbygd kommune", administrator="ny@example.no"
        )
        for _n in range(2)
    )

    assert open_invitation(old.rstrip("/").rsplit("/", 1)[-1]) is None
    assert open_invitation(new.rstrip("/").rsplit("/", 1)[-1]) is not None


def test_lost_second_factors_are_forgotten(db):
    person = Person.objects.create_user(email="ny@example.no", name="Rolle")
    Authenticator.objects.create(user=person, type="totp", data={})

    assert founding.forget_second_factors("Ny@example.no") == 1

    assert not Authenticator.objects.exists()
    with pytest.raises(Stopped, match="Ingen konto har adressen"):
        founding.forget_second_factors("annen@example.no")


def test_three_hundred_numbers_are_refused_as_names(db):
    refused = []
    for _digits, _way, text in invented.texts(300, seed=11):
        with pytest.raises(IdentityNumber):
            founding.owner(kind="kommune", code="9901", name=text, administrator=None)
        refused.append(text)

    assert len(refused) == 300
    assert not Owner.objects.exists()
