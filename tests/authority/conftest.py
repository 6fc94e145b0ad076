"""Rows of the registers, for the cast's owners."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from offices import rows
from tospann.access.actor import STRANGER
from tospann.agreed import actions as agreed
from tospann.agreed.kinds import kind_of
from tospann.agreed.models import Version
from tospann.authority import actions
from tospann.authority.selectors import questions
from tospann.demo import agreements as bodies
from tospann.files import actions as files
from tospann.offices.actions import load_register
from tospann.offices.register import Register, SamiAreaRow

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


BEGAN = date(2021, 1, 1)
PAPER = b"%PDF-1.7 "


class County(Registers):
    """Ås has its own office in 2020, and is served from Fjordbygd, its host, after that."""

    def __init__(self, cast: Any) -> None:
        super().__init__(cast)
        eve = date(2020, 12, 31)
        aas = replace(rows.municipality("9902", "Ås"), county="55")
        load_register(
            actor=cast.actor("stranger"),
            register=Register(
                [rows.SOURCE],
                [rows.municipality("9901", "Fjordbygd"), aas],
                [rows.office("9991", "Nav Fjordbygd"), rows.office("9992", "Nav Ås", last=eve)],
                [
                    rows.coverage("9991", "9901"),
                    rows.coverage("9992", "9902", last=eve),
                    rows.coverage("9991", "9902", first=BEGAN),
                ],
                sami_areas=[SamiAreaRow("9902", "smj", None, None, "kilde")],
            ),
        )
        cast.partnership.office_unit = "9991"
        cast.partnership.save()

    def hosted(self, *, without: str = "") -> None:
        """The papers of a host arrangement from BEGAN, without one of them."""
        cast = self.cast
        version = self.host_agreement(since=BEGAN)
        for who in ("fjordbygd", "aas"):
            if who != without:
                cast.ratify(version, getattr(cast, who), decided_on=date(2020, 10, 1))
        if without != "instruction":
            self.instruction = actions.register_council_step(
                actor=cast.actor("aas"),
                partnership=cast.partnership,
                owner=cast.aas,
                document=version.document,
                sort="instruction",
                body="Ås kommunestyre",
                decided_on=date(2020, 10, 1),
                case_reference="PS 9",
            )
        if without != "delegation":
            self.to_host = self.delegation(owner=cast.aas, receiver="host", since=BEGAN)
        if without != "host_line":
            self.delegation(since=BEGAN)

    def across(self) -> Version:
        """A partnership agreement in force from BEGAN, with every paper it demands."""
        cast = self.cast
        version = open_agreement(
            cast, "partnership_agreement", bodies.partnership_agreement_body, BEGAN, {}
        )
        for annex in version.read().annexes:
            file = files.upload(
                actor=cast.actor("leader"),
                partnership=cast.partnership,
                upload=SimpleUploadedFile(
                    f"{annex.part_id}.pdf", b"%PDF-1.7 " + annex.title.encode()
                ),
            )
            agreed.attach_annex(
                actor=cast.actor("leader"), version=version, file=file, title=annex.title,
                part_id=annex.part_id,
            )  # fmt: skip
        for owner in (cast.nav, cast.fjordbygd):
            cast.ratify(version, owner, decided_on=date(2020, 10, 1))
        return version

    def ask(self, employer: str, *, actor: Any = STRANGER, **given: Any):
        """May somebody employed there decide M1 for somebody in Ås?"""
        asked = {"service": "M1", "municipality": "9902", "day": BEGAN, "principle": "no"}
        return questions.answered(
            actor,
            questions.Asked(**(asked | {"employer": employer} | given)),
            names={"9901": "Fjordbygd", "9902": "Ås", "state": "staten"},
        )


@pytest.fixture
def county(cast) -> County:
    return County(cast)


@pytest.fixture
def registers(cast) -> Registers:
    return Registers(cast)
