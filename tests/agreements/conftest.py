"""Agreements between the cast's owners, through the kernel's own actions."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tospann.agreed import actions as agreed
from tospann.agreed.kinds import kind_of
from tospann.agreed.models import Document, Version
from tospann.agreed.standing import Standing, standings, with_rows
from tospann.base import clock
from tospann.demo import agreements as demo
from tospann.files import actions as files
from tospann.partnerships.models import Owner

FIRST = date(2026, 1, 1)
FJORDBYGD = demo.Area(
    office="Nav Fjordbygd",
    municipalities=(("9901", "Fjordbygd kommune"), ("9902", "Ås kommune")),
    places=(
        demo.Place("vaagen", "Vågen", "main", ("9901",), "Hverdager 10–14"),
        demo.Place("aas", "Ås", "location", ("9902",), "Onsdag etter avtale"),
    ),
    shares=(("Nav Testland", "50.00"), ("Fjordbygd kommune", "35.00"), ("Ås kommune", "15.00")),
    rents=(("Vågen", "state", 500_000), ("Ås", "municipality", 50_000)),
)
BODIES = {
    "partnership_agreement": demo.partnership_agreement_body,
    "host_agreement": demo.host_agreement_body,
    "operation_agreement": demo.operation_agreement_body,
    "cooperation_agreement": demo.cooperation_agreement_body,
}


@dataclass
class Archive:
    """Makes agreements for the cast."""

    cast: Any

    def draft(
        self, kind: str, *, title: str = "", since: date = FIRST, given: dict | None = None,
        changed: dict | None = None,
    ) -> Document:  # fmt: skip
        """A document whose draft holds the example's text with changes."""
        document = agreed.create_document(
            actor=self.cast.actor("leader"),
            kind=kind_of(kind),
            partnership=self.cast.partnership,
            title=title or kind,
        )
        body = BODIES[kind](FJORDBYGD, since=since, **(given or {})) | (changed or {})
        agreed.save_draft(
            actor=self.cast.actor("leader"),
            document=document,
            revision=document.draft.revision,
            title=document.title,
            language="nb",
            body=body,
        )
        return document

    def open(self, kind: str, **given) -> Version:
        return self.cast.open(self.draft(kind, **given))

    def agreed(self, kind: str, **given) -> Version:
        """A version that every party has ratified, with what it demands laid with it."""
        version = self.open(kind, **given)
        for owner in self.parties(version):
            self.cast.ratify(version, owner)
        for annex in self.standing(version).missing_annexes:
            self.attach(version, annex.part_id)
        return version

    def parties(self, version: Version) -> list[Owner]:
        return [answer.owner for answer in self.standing(version).answers]

    def standing(self, version: Version, day: date | None = None) -> Standing:
        fresh = with_rows(Document.objects.filter(pk=version.document_id)).get()
        found = standings(fresh, day or clock.today())
        return next(one for one in found if one.version == version)

    def attach(self, version: Version, part_id: str) -> None:
        actor = self.cast.actor("secretary")
        upload = SimpleUploadedFile("vedtak.pdf", b"%PDF-1.7 " + part_id.encode())
        file = files.upload(actor=actor, partnership=self.cast.partnership, upload=upload)
        agreed.attach_annex(
            actor=actor, version=version, file=file, title="Vedtak", part_id=part_id
        )


@pytest.fixture
def archive(cast, settings, tmp_path) -> Archive:
    settings.FILES = tmp_path
    return Archive(cast)
