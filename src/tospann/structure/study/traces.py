"""From a document to the proposal it rests on, and to the whole thread."""

from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from tospann.agreed.models import Document
from tospann.structure.models import ProposalAgreement
from tospann.structure.study.kind import KIND_NAME as STUDY
from tospann.structure.study.proposal.kind import KIND_NAME as PROPOSAL
from tospann.structure.study.proposal.kind import study_in, study_of

Line = tuple[str | Promise, str]


def traces(document: Document) -> list[Line]:
    """For an agreement, the proposals it was begun from; then the thread. At most two queries.

    Opened proposals are everybody's to read.
    """
    slug = document.partnership.slug
    if document.kind == STUDY:
        return [_thread(slug, document.pk)]
    if document.kind == PROPOSAL:
        study = study_of(document)
        return [_thread(slug, study)] if study else []
    rows = ProposalAgreement.objects.filter(document=document).select_related("version__document")
    versions = [row.version for row in rows.order_by("-begun_at", "-pk")]
    lines: list[Line] = [
        (
            _("Bygger på «%(title)s», versjon %(number)s")
            % {"title": one.title, "number": one.number},
            reverse("agreed:version", args=[one.document_id, one.number]),
        )
        for one in versions
    ]
    if versions and (study := study_in(versions[0].read().body)):
        lines.append(_thread(slug, study))
    return lines


def _thread(slug: str, study: UUID) -> Line:
    return _("Se hele saksgangen"), reverse("structure:thread", args=[slug, study])
