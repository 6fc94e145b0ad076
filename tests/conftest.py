"""A small cast: one state region, two municipalities, a person with a seat for each, a stranger.

Fjordbygd hosts and Ås takes part. Their document is of a plain kind, so that the kernel is
tested without any kind of the product.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

import psycopg
import pytest
from django.db import connection
from hypothesis import HealthCheck, settings

from cast_kind import NOTE
from tospann.access.actor import Actor
from tospann.access.roles import Role
from tospann.accounts.models import Person
from tospann.agreed import actions as agreed
from tospann.agreed.models import Document, Version
from tospann.partnerships import actions as partnerships
from tospann.partnerships.models import Owner, OwnerKind, Partnership, Seat
from tospann.partnerships.models import Part as OwnerPart
from tospann.partnerships.selectors import actor_for

NOBODY = Actor(person_id=None)
FORMED = date(2020, 1, 1)

# No example is a test of speed: on a loaded machine each takes the time it takes.
settings.register_profile(
    "untimed", settings(), deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("untimed")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix):
    """A test is one transaction, and the engine may compute in it for long on a slow machine."""
    connection.settings_dict["OPTIONS"]["options"] += " -c idle_in_transaction_session_timeout=0"


@dataclass
class Cast:
    """Who is who. `actor` gives the person's seats as they are at the call."""

    partnership: Partnership
    nav: Owner
    fjordbygd: Owner
    aas: Owner
    people: dict[str, Person]

    @property
    def owners(self) -> list[Owner]:
        return [self.nav, self.fjordbygd, self.aas]

    def actor(self, who: str, *, strong: bool = True) -> Actor:
        return actor_for(self.people[who], strong=strong)

    def representative(self, owner: Owner) -> Actor:
        return self.actor({self.nav: "nav", self.fjordbygd: "fjordbygd", self.aas: "aas"}[owner])

    def document(self, **body: Any) -> Document:
        """A document with a draft."""
        document = agreed.create_document(
            actor=self.actor("leader"), kind=NOTE, partnership=self.partnership, title="Notat"
        )
        self.write(document, **body)
        return document

    def write(self, document: Document, **body: Any) -> None:
        """Put a text into the draft, which is started when there is none."""
        if not hasattr(Document.objects.get(pk=document.pk), "draft"):
            agreed.start_draft(actor=self.actor("leader"), document=document)
        draft = Document.objects.get(pk=document.pk).draft
        agreed.save_draft(
            actor=self.actor("leader"),
            document=document,
            revision=draft.revision,
            title="Notat",
            language="nb",
            body={"text": "Kontoret er åpent.", **body},
        )

    def open(self, document: Document) -> Version:
        """Open the draft for ratification."""
        draft = Document.objects.get(pk=document.pk).draft
        return agreed.open_version(
            actor=self.actor("leader"), document=document, revision=draft.revision
        )

    def version(self, **body: Any) -> Version:
        """A version open for ratification."""
        return self.open(self.document(**body))

    def ratify(self, version: Version, owner: Owner, actor: Actor | None = None, **given: Any):
        """The owner's yes, by its own representative unless another actor is named."""
        return agreed.ratify(
            **{
                "actor": actor or self.representative(owner),
                "version": version,
                "owner": owner,
                "sha256": version.sha256,
                "decided_by": f"{owner.name}, øverste organ",
                "decided_on": date(2026, 2, 2),
                "case_reference": "26/17",
            }
            | given
        )


def _cast() -> Cast:
    nav = partnerships.register_owner(
        actor=NOBODY, kind=OwnerKind.STATE, code="nav-test", name="Nav Testland"
    )
    fjordbygd = partnerships.register_owner(
        actor=NOBODY, kind=OwnerKind.MUNICIPALITY, code="9901", name="Fjordbygd kommune"
    )
    aas = partnerships.register_owner(
        actor=NOBODY, kind=OwnerKind.MUNICIPALITY, code="9902", name="Ås kommune"
    )
    partnership = partnerships.form_partnership(
        actor=NOBODY, slug="fjordbygd", name="Nav Fjordbygd", model="host_administrative"
    )
    for owner, part in [
        (nav, OwnerPart.STATE),
        (fjordbygd, OwnerPart.MUNICIPAL_PARTY),
        (aas, OwnerPart.PARTICIPANT),
    ]:
        partnerships.begin_ownership(
            actor=NOBODY, partnership=partnership, owner=owner, part=part, since=FORMED
        )
    people: dict[str, Person] = {}
    for who, owner, role in [
        ("nav", nav, Role.OWNER_REPRESENTATIVE),
        ("fjordbygd", fjordbygd, Role.OWNER_REPRESENTATIVE),
        ("aas", aas, Role.OWNER_REPRESENTATIVE),
        ("leader", fjordbygd, Role.OFFICE_LEADER),
        ("secretary", nav, Role.SECRETARY),
        ("project_leader", nav, Role.PROJECT_LEADER),
        ("adviser", nav, Role.ADVISER),
        ("staff", fjordbygd, Role.STAFF_REPRESENTATIVE),
        ("user_council", fjordbygd, Role.USER_COUNCIL_MEMBER),
        ("councillor", fjordbygd, Role.COUNCILLOR),
        ("administrator", fjordbygd, Role.OWNER_ADMINISTRATOR),
    ]:
        people[who] = Person.objects.create_user(email=f"{who}@example.no", name=f"Rolle {who}")
        Seat.objects.create(person=people[who], owner=owner, role=role, since=FORMED)
    people["stranger"] = Person.objects.create_user(email="stranger@example.no", name="Ukjent")
    return Cast(partnership, nav, fjordbygd, aas, people)


@pytest.fixture
def cast(db) -> Cast:
    return _cast()


_lifted: list[str] = []  # the triggers that stand aside for a test, as SQL that makes them


@pytest.fixture
def truncatable(transactional_db):
    """Lets tests with real transactions end in TRUNCATE, which the journal refuses elsewhere."""
    with connection.cursor() as cursor:
        for table in ("journal_entry", "journal_head"):
            name = f"{table}_no_truncate"
            cursor.execute(
                "SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE tgname = %s", [name]
            )
            _lifted.extend(definition for (definition,) in cursor.fetchall())
            cursor.execute(f"DROP TRIGGER {name} ON {table}")


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown(nextitem: pytest.Item | None) -> None:
    """Put the triggers back when the test's fixtures have ended, with their TRUNCATE.

    After the last test there is no database any more.
    """
    if _lifted and nextitem is not None:
        with psycopg.connect(**connection.get_connection_params()) as direct:
            for definition in _lifted:
                direct.execute(definition)
        _lifted.clear()


@pytest.fixture
def real_cast(truncatable) -> Cast:
    """The cast in committed rows, for tests with threads."""
    return _cast()
