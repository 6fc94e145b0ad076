"""T20: what each owner has decided about the office structure, and where it stands.

Only what everybody may read: opened versions of public kinds. Why a text was returned is not.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import Q
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from tospann.agreed.kinds import kind_of
from tospann.agreed.models import Document
from tospann.agreed.standing import Answer, Standing, State, standings, with_rows
from tospann.base import clock
from tospann.partnerships.models import Partnership
from tospann.structure.models import ProposalAgreement
from tospann.structure.study.kind import KIND_NAME as STUDY
from tospann.structure.study.proposal.kind import KIND_NAME as PROPOSAL
from tospann.structure.study.proposal.kind import study_version

SHORT = 8  # digits of a fingerprint


class Decision(StrEnum):
    """What an owner has said."""

    YES = "yes"
    RETURNED = "returned"
    WAITING = "waiting"


@dataclass(frozen=True, slots=True)
class Resolution:
    """One owner's answer to one version. `body`, `day` and `case` are there when it said yes."""

    owner: str
    body: str
    document: str
    kind: str
    version: int
    decision: Decision
    word: str
    day: date | None
    case: str
    fingerprint: str  # the first digits
    address: str


def resolutions_of(about: Partnership | Document) -> list[Resolution]:
    """The answers in a partnership, or to a study and what it led to. At most 20 queries.

    Studies, then proposals, then agreements; of each the newest version first, and the owners in
    their order.
    """
    partnership = about if isinstance(about, Partnership) else about.partnership
    mine = Q(kind__in=(STUDY, PROPOSAL)) | Q(
        pk__in=ProposalAgreement.objects.filter(version__document__partnership=partnership).values(
            "document"
        )
    )
    every = with_rows(Document.objects.filter(mine, partnership=partnership)).order_by(
        "created_at", "pk"
    )
    documents = list(every)
    if isinstance(about, Document):
        documents = _of_study(about, documents)
    return told(documents)


def _of_study(study: Document, documents: list[Document]) -> list[Document]:
    versions = {str(v.pk) for one in documents if one.pk == study.pk for v in one.versions.all()}
    proposals = [
        one for one in documents if one.kind == PROPOSAL and study_version(one) in versions
    ]
    begun = set(
        ProposalAgreement.objects.filter(version__document__in=proposals).values_list(
            "document", flat=True
        )
    )
    kept = {study.pk, *(one.pk for one in proposals), *begun}
    return [one for one in documents if one.pk in kept]


def told(documents: Iterable[Document]) -> list[Resolution]:
    """The answers to documents from `with_rows`. No queries."""
    order = {STUDY: 0, PROPOSAL: 1}
    public = [one for one in documents if kind_of(one.kind).public]
    found: list[Resolution] = []
    for document in sorted(public, key=lambda one: order.get(one.kind, 2)):
        for standing in standings(document, clock.today()):
            found += _told(document, standing)
    return found


def _told(document: Document, standing: Standing) -> Iterator[Resolution]:
    version = standing.version
    for answer in standing.answers:
        decision = _decision(answer)
        if decision is Decision.WAITING and standing.state is State.REPLACED:
            continue  # nobody waits for an answer any more
        yes = answer.ratification
        yield Resolution(
            owner=answer.owner.name,
            body=yes.decided_by if yes else "",
            document=version.title,
            kind=str(kind_of(document.kind).label),
            version=version.number,
            decision=decision,
            word=_word(decision),
            day=_day(answer),
            case=yes.case_reference if yes else "",
            fingerprint=version.sha256[:SHORT],
            address=reverse("agreed:version", args=[document.pk, version.number]),
        )


def _decision(answer: Answer) -> Decision:
    if answer.ratification:
        return Decision.YES
    return Decision.RETURNED if answer.returned else Decision.WAITING


def _word(decision: Decision) -> str:
    return {
        Decision.YES: _("Ja"),
        Decision.RETURNED: _("Sendt i retur"),
        Decision.WAITING: _("Venter"),
    }[decision]


def _day(answer: Answer) -> date | None:
    if answer.ratification:
        return answer.ratification.decided_on
    return localtime(answer.returned.returned_at).date() if answer.returned else None


def headings() -> list[str]:
    """Of the rows of `rows_of`."""
    return [
        _("Eier"),
        _("Organ"),
        _("Dokument"),
        _("Slag"),
        _("Versjon"),
        _("Vedtak"),
        _("Dato"),
        _("Saksnummer"),
        _("Fingeravtrykk"),
    ]


def rows_of(found: Iterable[Resolution]) -> list[list[str]]:
    """The same for a spreadsheet; days as ISO 8601."""
    return [
        [
            one.owner,
            one.body,
            one.document,
            one.kind,
            str(one.version),
            one.word,
            one.day.isoformat() if one.day else "",
            one.case,
            one.fingerprint,
        ]
        for one in found
    ]
