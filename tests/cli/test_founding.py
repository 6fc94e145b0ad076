"""The first rows of a real installation, without the demo."""

from datetime import date

import pytest

from tospann.access.actor import Actor
from tospann.access.roles import Role
from tospann.accounts.models import Person
from tospann.cli import founding
from tospann.cli.errors import Stopped
from tospann.partnerships.actions import accept_invitation
from tospann.partnerships.models import Owner, Partnership, Seat


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
