"""Proposals that owners decide on, for the cast."""

from typing import Any

from structure.studying import Studying
from tospann.agreed.models import Document, Version
from tospann.base import clock
from tospann.partnerships import actions as partnerships
from tospann.partnerships.models import Owner, OwnerKind, Part
from tospann.structure.study.agreements.actions import Begun, begin_agreements
from tospann.structure.study.proposal import actions

SINCE = "2027-01-01"


class Deciding(Studying):
    """A study, its proposal, and each owner's yes."""

    def proposal(self, study: Version | None = None, **typed: Any) -> Document:
        """A draft with a day."""
        document = actions.begin_proposal(
            actor=self.cast.actor("leader"), version=study or self.version()
        )
        self.save(document, **({"since": SINCE} | typed))
        return document

    def opened(self, study: Version | None = None) -> Version:
        """A proposal that waits for every owner."""
        return self.cast.open(self.proposal(study))

    def agreed(self, study: Version | None = None) -> Version:
        """A proposal every owner has said yes to."""
        version = self.opened(study)
        self.say_yes(version)
        return version

    def third_owner(self) -> Owner:
        """One more participant in the partnership, from today."""
        actor = self.cast.actor("leader")
        owner = partnerships.register_owner(
            actor=actor, kind=OwnerKind.MUNICIPALITY, code="9903", name="Ny kommune"
        )
        partnerships.begin_ownership(
            actor=actor,
            partnership=self.cast.partnership,
            owner=owner,
            part=Part.PARTICIPANT,
            since=clock.today(),
        )
        return owner

    def say_yes(self, version: Version) -> None:
        for owner in self.cast.owners:
            self.cast.ratify(version, owner)

    def begun(self, version: Version | None = None) -> Begun:
        return begin_agreements(actor=self.cast.actor("leader"), version=version or self.agreed())

    def of(self, kind: str) -> Document:
        """The only document of a kind, as it is now."""
        return Document.objects.select_related("draft").get(kind=kind)

    def draft_of(self, kind: str) -> dict[str, Any]:
        return self.of(kind).draft.body
