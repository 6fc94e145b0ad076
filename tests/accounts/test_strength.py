"""A second factor counts for ten minutes, for the one who gave it."""

from datetime import timedelta

import pytest
from allauth.account.internal.flows.login import record_authentication
from django.contrib.sessions.backends.db import SessionStore
from django.test import RequestFactory

from tospann.accounts.models import Person
from tospann.accounts.strength import DEMO_ROLE, is_strong
from tospann.base import clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def request_of():
    """A request of a person's, in a session that is kept between them."""
    session = SessionStore()

    def make(person: Person):
        request = RequestFactory().get("/")
        request.session, request.user = session, person
        return request

    return make


@pytest.fixture
def kari():
    return Person.objects.create_user(email="kari@example.no", name="Kari")


def test_a_passkey_just_given_is_strong(request_of, kari):
    record_authentication(request_of(kari), kari, "mfa", type="webauthn")

    assert is_strong(request_of(kari))


def test_a_password_is_not(request_of, kari):
    record_authentication(request_of(kari), kari, "password")

    assert not is_strong(request_of(kari))


def test_a_passkey_given_eleven_minutes_ago_is_not(request_of, kari):
    record_authentication(request_of(kari), kari, "mfa", type="webauthn")

    with clock.pretend(clock.now() + timedelta(minutes=11)):
        assert not is_strong(request_of(kari))


def test_somebody_elses_passkey_in_the_same_session_is_not(request_of, kari):
    other = Person.objects.create_user(email="ola@example.no", name="Ola")
    record_authentication(request_of(other), other, "mfa", type="webauthn")

    assert not is_strong(request_of(kari))


def test_the_role_of_the_demo_is_strong_in_the_demo_alone(request_of, kari, settings):
    request = request_of(kari)
    request.session[DEMO_ROLE] = True

    assert is_strong(request)
    settings.DEMO = False
    assert not is_strong(request)
