"""Owners who answer in the same moment, in real transactions on real connections."""

import random
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connections

from tospann.agreed import actions
from tospann.agreed.errors import AllHaveRatified, AlreadyRatified, NothingToWithdraw, Superseded
from tospann.agreed.models import Document, Ratification, Version
from tospann.agreed.standing import State, standings, with_rows
from tospann.base import clock
from tospann.base.errors import Refused
from tospann.journal.models import Entry
from tospann.journal.verify import faults
from tospann.partnerships import actions as partnerships


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Run the acts in threads that start together; what each returned or was refused with."""
    ready = threading.Barrier(len(acts))

    def run(act: Callable[[], Any]) -> Any:
        try:
            ready.wait(timeout=10)
            return act()
        except Refused as refusal:
            return refusal
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def newest(version: Version):
    document = with_rows(Document.objects.filter(pk=version.document_id)).get()
    return standings(document, clock.today())[0]


def count(kind: str) -> int:
    return Entry.objects.filter(kind=kind).count()


def test_all_owners_at_the_same_moment(real_cast):
    cast, version = real_cast, real_cast.version()
    actors = {owner: cast.representative(owner) for owner in cast.owners}

    at_once(*(lambda o=owner: cast.ratify(version, o, actors[o]) for owner in cast.owners))

    assert newest(version).state is State.IN_FORCE
    assert count("version.ratified") == 3
    assert count("version.agreed") == 1
    assert not list(faults())


def test_clicking_eight_times_counts_once(real_cast):
    cast, version = real_cast, real_cast.version()
    actor = cast.representative(cast.fjordbygd)

    answers = at_once(*[lambda: cast.ratify(version, cast.fjordbygd, actor)] * 8)

    assert sum(isinstance(one, Ratification) for one in answers) == 1
    assert sum(isinstance(one, AlreadyRatified) for one in answers) == 7
    assert count("version.ratified") == 1


@pytest.mark.parametrize("_round", range(5))
def test_a_new_version_against_a_ratification_of_the_old(real_cast, _round):
    cast, version = real_cast, real_cast.version()
    cast.write(version.document, text="Kontoret er åpent alle dager.")
    actor = cast.representative(cast.fjordbygd)

    opened, answer = at_once(
        lambda: cast.open(version.document),
        lambda: cast.ratify(version, cast.fjordbygd, actor),
    )

    assert opened.number == 2
    assert isinstance(answer, Ratification | Superseded)
    assert Ratification.objects.count() == isinstance(answer, Ratification)
    assert newest(version).ratified_count == 0
    assert newest(version).version.number == 2


@pytest.mark.parametrize("_round", range(5))
def test_a_withdrawal_against_the_last_ratification(real_cast, _round):
    cast, version = real_cast, real_cast.version()
    cast.ratify(version, cast.nav)
    cast.ratify(version, cast.fjordbygd)
    nav, aas = cast.representative(cast.nav), cast.representative(cast.aas)

    withdrawn, answer = at_once(
        lambda: actions.withdraw(actor=nav, version=version, owner=cast.nav, reason="Feil sak."),
        lambda: cast.ratify(version, cast.aas, aas),
    )

    assert isinstance(answer, Ratification)
    if isinstance(withdrawn, AllHaveRatified):
        assert newest(version).state is State.IN_FORCE
    else:
        assert newest(version).state is State.OPEN
        assert newest(version).ratified_count == 2


@pytest.mark.parametrize("seed", range(12))
def test_any_order_of_answers_leaves_rows_and_journal_in_step(real_cast, seed):
    cast, version = real_cast, real_cast.version()
    cast.write(version.document, text="Kontoret er åpent alle dager.")
    chance = random.Random(seed)
    actors = {owner: cast.representative(owner) for owner in cast.owners}

    def ratify(owner):
        return lambda: cast.ratify(version, owner, actors[owner])

    def withdraw(owner):
        return lambda: actions.withdraw(
            actor=actors[owner], version=version, owner=owner, reason="–"
        )

    acts = [ratify(owner) for owner in cast.owners] * 2
    acts += [withdraw(chance.choice(cast.owners)) for _n in range(2)]
    if seed % 2:
        acts.append(lambda: cast.open(version.document))
    chance.shuffle(acts)

    answers = at_once(*acts)

    expected = AlreadyRatified | NothingToWithdraw | AllHaveRatified | Superseded
    assert all(isinstance(a, Ratification | Version | expected) for a in answers), answers
    given = Ratification.objects.filter(version=version)
    assert given.count() == count("version.ratified")
    assert given.filter(withdrawn_at__isnull=False).count() == count("ratification.withdrawn")
    assert all(s.state is not State.IN_FORCE or s.ratified_count == 3 for s in [newest(version)])
    assert not list(faults())


@pytest.mark.parametrize("_round", range(5))
def test_accepting_an_invitation_while_a_seat_ends(real_cast, _round):
    cast = real_cast
    _offer, token = partnerships.invite(
        actor=cast.actor("administrator"),
        email="ny@example.no",
        owner=cast.fjordbygd,
        role="councillor",
    )
    seat = cast.people["leader"].seats.get()
    administrator = cast.actor("administrator")

    person, ended = at_once(
        lambda: partnerships.accept_invitation(
            actor=administrator, token=token, name="Rolle", password=None
        ),
        lambda: partnerships.end_seat(actor=administrator, seat=seat),
    )

    assert person.seats.count() == 1
    assert ended.until < clock.today()
