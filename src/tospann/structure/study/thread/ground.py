"""What the steps of one thread are told from, to one person."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from tospann.access.actor import Actor
from tospann.agreed.models import Document
from tospann.agreed.selectors import page_of
from tospann.agreed.standing import Standing
from tospann.agreements.points import listed
from tospann.participation.selectors import HearingSummary
from tospann.partnerships.models import Partnership
from tospann.structure.models import Scenario
from tospann.structure.study.body import Study
from tospann.structure.study.opened import ProposalLine, StudyLine
from tospann.structure.study.thread.shapes import Next


@dataclass(frozen=True, slots=True)
class Ground:
    """A study and all it led to that this person may see. Nothing here asks the database."""

    actor: Actor
    partnership: Partnership
    today: date
    reads: bool  # whether this person may read drafts
    writes: bool  # whether this person may write them
    line: StudyLine
    body: Study  # of the newest version, or of the draft before there is one
    live: dict[str, Scenario]  # as they are now, by id; empty for those outside
    hearings: tuple[HearingSummary, ...]
    agreements: tuple[Document, ...]  # begun from the proposals, in the order they were begun

    @property
    def not_begun(self) -> str:
        """Whether there is a draft is told only to those who may read it."""
        return _("Ikke begynt") if self.reads else _("Ikke åpnet ennå")

    @property
    def opened(self) -> ProposalLine | None:
        """The newest proposal that is opened."""
        return next((one for one in self.line.proposals if one.standings), None)

    @property
    def agreed(self) -> Standing | None:
        """The newest version of the proposal, when every owner has said yes to it."""
        newest = self.opened.newest if self.opened else None
        return newest if newest and newest.all_have_ratified else None

    def answer_to(self, document: Document, newest: Standing) -> Next:
        """An owner's answer is next; the link is for those who may give one."""
        may = page_of(self.actor, document, self.today).may
        waits = {one.owner.pk for one in newest.waiting}
        mine = [owner for owner in may.ratify if owner.pk in waits]
        if mine:
            return Next(
                _("Si ja for %(names)s, eller send teksten i retur.")
                % {"names": listed([one.name for one in mine])},
                reverse("agreed:version", args=[document.pk, newest.version.number]),
            )
        names = listed([one.owner.name for one in newest.waiting])
        return Next(_("Svar fra %(names)s.") % {"names": names})


def waiting_told(one: Standing) -> str:
    """Which owners a version waits for; first of all those who sent it back."""
    returned = [answer.owner.name for answer in one.waiting if answer.returned]
    if returned:
        return _("Sendt i retur av %(names)s") % {"names": listed(returned)}
    return _("Venter på %(names)s") % {"names": listed([a.owner.name for a in one.waiting])}
