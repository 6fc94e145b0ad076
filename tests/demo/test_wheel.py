"""The demo's year: adopted and waiting rings, one collision, and nothing under one key twice."""

import pytest
from django.db import transaction

from tospann.access.actor import STRANGER
from tospann.base import clock
from tospann.demo import loading
from tospann.partnerships.models import Owner, Seat
from tospann.partnerships.selectors import actor_for
from tospann.wheel import selectors

pytestmark = pytest.mark.django_db  # runs them before any browser holds the thread's event loop


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker):
    """Loaded once, in a transaction that is never committed."""
    with django_db_blocker.unblock(), transaction.atomic():
        assert loading.load()
        yield
        transaction.set_rollback(True)


def year(slug, years_on=0, code=""):
    actor = STRANGER
    if code:
        seat = Seat.objects.get(owner=Owner.objects.get(code=code), role="owner_representative")
        actor = actor_for(seat.person)
    partnership = selectors.partnership_of(slug)
    return selectors.year_of(actor, partnership, clock.today().year + years_on)


@pytest.mark.parametrize("slug", ["indre-salten", "ofoten"])
def test_this_years_joint_ring_is_adopted(demo, slug):
    assert year(slug).joint.adopted


def test_next_years_waits_for_two_councils(demo):
    page = year("indre-salten", 1, code="1841")

    assert not page.joint.adopted
    assert len(page.joint.standing.waiting) == 2


def test_one_owners_deadline_is_impossible_beside_anothers(demo):
    page = year("indre-salten", code="1841")

    impossible = [one for one in page.warnings if one.finding.weight == "impossible"]
    assert [one.finding.code for one in impossible] == ["papers_before_figures"]


@pytest.mark.parametrize("slug", ["indre-salten", "ofoten", "sor-salten"])
def test_every_event_has_a_key_of_its_own(demo, slug):
    keys = [line.event.key for line in year(slug, code="nav-nordland").lines]

    assert len(keys) == len(set(keys)) > 0


def test_plans_figures_and_reports_stand_on_the_wheel(demo):
    kinds = {line.event.key.partition("-")[0] for line in year("indre-salten").lines}

    assert {"felles", "plan", "mal", "tall", "rapport"} <= kinds
