"""Rows of the registers, for the cast's owners."""

from datetime import date
from typing import Any

import pytest

from tospann.agreed import actions as agreed
from tospann.agreed.kinds import kind_of
from tospann.agreed.models import Version
from tospann.authority import actions
from tospann.demo import agreements as bodies

FIRST = date(2020, 1, 1)


AREA = bodies.Area(
    office="Nav Fjordbygd",
    municipalities=(("9901", "Fjordbygd kommune"), ("9902", "Ås kommune")),
    places=(
        bodies.Place("vaagen", "Vågen", "main", ("9901",), "Hverdager 10–14"),
        bodies.Place("aas", "Ås", "location", ("9902",), "Onsdag etter avtale"),
    ),
    shares=(("Nav Testland", "50.00"), ("Fjordbygd kommune", "35.00"), ("Ås kommune", "15.00")),
    rents=(("Vågen", "state", 500_000), ("Ås", "municipality", 50_000)),
)


def open_agreement(cast: Any, kind: str, body: Any, since: date, changed: dict) -> Version:
    """A version of an agreement of the cast's, open for ratification."""
    leader = cast.actor("leader")
    document = agreed.create_document(
        actor=leader, kind=kind_of(kind), partnership=cast.partnership, title=kind
    )
    agreed.save_draft(
        actor=leader,
        document=document,
        revision=1,
        title=kind,
        language="nb",
        body=body(AREA, since=since) | changed,
    )
    return cast.open(document)


class Registers:
    """Enters rows for the cast; each owner by its own people."""

    def __init__(self, cast: Any) -> None:
        self.cast = cast

    def delegation(self, *, owner=None, actor=None, **changed: Any):
        owner = owner or self.cast.fjordbygd
        given = {
            "delegated_by": "kommunedirektøren i Fjordbygd",
            "receiver": "leader",
            "to": "lederen av kontoret",
            "office_unit": "9999",
            "services": ["M1", "M4"],
            "rests_on": "kommuneloven § 13-1",
            "decided_on": FIRST,
            "case_reference": "20/7",
            "since": FIRST,
        }
        return actions.register_delegation(
            actor=actor or self.cast.representative(owner),
            partnership=self.cast.partnership,
            owner=owner,
            **(given | changed),
        )

    def employment(self, *, owner=None, actor=None, **changed: Any):
        owner = owner or self.cast.fjordbygd
        given = {"office_unit": "9999", "code": "V1", "title": "veileder", "since": FIRST}
        return actions.register_employment(
            actor=actor or self.cast.representative(owner),
            partnership=self.cast.partnership,
            owner=owner,
            **(given | changed),
        )

    def host_agreement(self, *, since: date = FIRST, **changed: Any):
        """A host agreement between the cast's municipalities, opened and not ratified."""
        return open_agreement(
            self.cast, "host_agreement", bodies.host_agreement_body, since, changed
        )

    def trial(self, **changed: Any):
        given = {
            "title": "Felles vedtak",
            "deviates_from": "sosialtjenesteloven § 3",
            "about": "Nabokontorene avgjør for hverandre.",
            "office_unit": "9999",
            "services": ["M1"],
            "municipalities": ["9901", "9902"],
            "relations": ["other"],
        }
        return actions.register_trial(
            actor=self.cast.actor("fjordbygd"),
            partnership=self.cast.partnership,
            owner=self.cast.fjordbygd,
            **(given | changed),
        )

    def event(self, trial, sort: str, on: date, *, owner=None, **changed: Any):
        owner = owner or self.cast.fjordbygd
        return actions.register_trial_event(
            actor=self.cast.representative(owner),
            trial=trial,
            owner=owner,
            sort=sort,
            happened_on=on,
            body="kommunen",
            **changed,
        )

    def clarification(self, **changed: Any):
        given = {
            "question": "Kan nabokommunen avgjøre?",
            "asked_whom": "statsforvalteren",
            "asked_on": FIRST,
        }
        return actions.ask_clarification(
            actor=self.cast.actor("fjordbygd"),
            partnership=self.cast.partnership,
            owner=self.cast.fjordbygd,
            **(given | changed),
        )


@pytest.fixture
def registers(cast) -> Registers:
    return Registers(cast)
