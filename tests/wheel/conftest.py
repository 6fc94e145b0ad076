"""A joint ring for the cast, and shorthand for events of an owner's own."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from tospann.agreed import actions as agreed
from tospann.agreed.kinds import kind_of
from tospann.agreed.models import Document, Version
from tospann.wheel import actions
from tospann.wheel.joint import NAME, from_template
from tospann.wheel.models import OwnEvent

YEAR = 2026


@dataclass
class Year:
    """Makes joint rings and own events through the program's own actions."""

    cast: Any

    def open(self, body: dict[str, Any] | None = None, year: int = YEAR) -> Version:
        """A joint ring opened for the owners."""
        leader = self.cast.actor("leader")
        title = f"Felles årshjul {year}"
        document = agreed.create_document(
            actor=leader, kind=kind_of(NAME), partnership=self.cast.partnership, title=title
        )
        given = body or from_template(self.cast.partnership.model, year).model_dump(mode="json")
        agreed.save_draft(
            actor=leader, document=document, revision=1, title=title, language="nb", body=given
        )
        return agreed.open_version(actor=leader, document=document, revision=2)

    def adopted(self, body: dict[str, Any] | None = None, year: int = YEAR) -> Document:
        """A joint ring that every owner has ratified."""
        version = self.open(body, year)
        for owner in self.cast.owners:
            self.cast.ratify(version, owner)
        return version.document

    def event(self, who: str = "fjordbygd", **given: Any) -> OwnEvent:
        """An event on the ring of a representative's owner."""
        owner = getattr(self.cast, who)
        fields: dict[str, Any] = {
            "partnership": self.cast.partnership,
            "title": "Et møte",
            "since": date(YEAR, 3, 2),
        }
        return actions.enter_event(actor=self.cast.actor(who), owner=owner, **fields | given)


@pytest.fixture
def year(cast) -> Year:
    return Year(cast)


@pytest.fixture
def client_as(cast, client) -> Callable[[str], Any]:
    """A browser in which somebody of the cast is signed in."""

    def sign_in(who: str):
        client.force_login(cast.people[who], "django.contrib.auth.backends.ModelBackend")
        return client

    return sign_in
