"""One world for all the requests, each of which is rolled back.

The folder is a package (`__init__.py`), so that the world ends with its tests.
"""

from copy import deepcopy
from http.cookies import SimpleCookie

import pytest
from django.db import transaction
from django.test import Client

from permissions import world as worlds
from permissions.world import WHO, World
from tospann.accounts.strength import DEMO_ROLE
from tospann.demo import loading


@pytest.fixture(scope="package")
def world(django_db_setup, django_db_blocker):
    """Built once, in a transaction that is never committed."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield worlds.build()
        transaction.set_rollback(True)


@pytest.fixture(scope="package")
def cookies(world: World) -> dict[str, SimpleCookie]:
    """A session for everyone who has one, with a second factor freshly given."""
    found = {}
    for who in WHO:
        client = Client()
        if person := world.person(who):
            client.force_login(person, "django.contrib.auth.backends.ModelBackend")
            session = client.session
            session[DEMO_ROLE] = True
            session.save()
        found[who] = client.cookies
    return found


@pytest.fixture
def as_(cookies, monkeypatch, settings):
    """Gives a browser of somebody's own; whatever it does is undone when the test is over."""
    settings.ACCOUNT_RATE_LIMITS = settings.MFA_RATE_LIMITS = False
    monkeypatch.setattr(loading, "reset", lambda: None)  # tells long stories, tried elsewhere

    def client(who: str) -> Client:
        made = Client()
        made.cookies = deepcopy(cookies[who])
        return made

    with transaction.atomic():
        yield client
        transaction.set_rollback(True)
