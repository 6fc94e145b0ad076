"""The thread of a study, what the owners have decided, and the agreements that follow."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from tospann.access.roles import Permission
from tospann.agreed.models import Document, Version
from tospann.agreed.selectors import visible_to
from tospann.agreed.standing import with_rows
from tospann.base.errors import NotPermitted, Refused
from tospann.base.http import Request
from tospann.structure.errors import (
    NotAgreedByAll,
    ProposalReplaced,
    ProposalWithoutStructure,
)
from tospann.structure.study.agreements.actions import begin_agreements
from tospann.structure.study.agreements.plan import newest_of, plan_of, waited_for
from tospann.structure.study.proposal.body import Proposal
from tospann.structure.study.proposal.kind import KIND_NAME as PROPOSAL
from tospann.structure.study.proposal.kind import study_of
from tospann.structure.study.resolutions import headings, rows_of
from tospann.structure.study.thread.shapes import Thread
from tospann.structure.study.thread.threads import thread_of
from tospann.structure.views.tabled import csv_file


def _thread(request: Request, slug: str, document_id: UUID) -> Thread:
    found = thread_of(request.actor, slug, document_id)
    if found is None:
        raise Http404
    return found


@require_GET
def thread(request: Request, slug: str, document_id: UUID) -> HttpResponse:
    """Open to all once the study is opened; drafts are for those inside."""
    return render(
        request, "structure/thread.html", {"thread": _thread(request, slug, document_id)}
    )


@require_GET
def resolutions_csv(request: Request, slug: str, document_id: UUID) -> HttpResponse:
    """T20 for a spreadsheet."""
    found = _thread(request, slug, document_id)
    return csv_file("t20-vedtak", headings(), rows_of(found.resolutions))


@login_required
@require_http_methods(["GET", "POST"])
def agreements(request: Request, slug: str, version_id: UUID) -> HttpResponse:
    """Which agreements a proposal asks for; POST begins their drafts."""
    document, version = _proposal(request, slug, version_id)
    partnership = document.partnership
    if not request.actor.may_in(Permission.DRAFT_EDIT, partnership_id=partnership.pk):
        raise PermissionDenied(str(NotPermitted()))
    study = study_of(document)
    if study is None:
        raise Http404
    if request.method == "POST":
        try:
            begun = begin_agreements(actor=request.actor, version=version)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            count = len(begun.documents)
            said = ngettext(
                "%(count)s utkast er begynt. Fyll ut det som mangler.",
                "%(count)s utkast er begynt. Fyll ut det som mangler.",
                count,
            )
            messages.success(request, said % {"count": count})
        return redirect("structure:thread", slug, study)
    plan, refused = None, ""
    newest = newest_of(document)
    if newest.version.pk != version.pk:
        refused = str(ProposalReplaced(number=newest.version.number))
    elif not newest.all_have_ratified:
        refused = str(NotAgreedByAll(names=waited_for(newest)))
    else:
        plan = plan_of(newest.version, Proposal.model_validate(version.read().body))
        refused = "" if plan else str(ProposalWithoutStructure())
    context = {
        "document": document,
        "partnership": partnership,
        "version": version,
        "study": study,
        "plan": plan,
        "refused": refused,
    }
    return render(request, "structure/proposal_agreements.html", context)


def _proposal(request: Request, slug: str, version_id: UUID) -> tuple[Document, Version]:
    """The proposal with its rows, and one of its versions."""
    found = visible_to(request.actor).filter(
        partnership__slug=slug, kind=PROPOSAL, versions=version_id
    )
    document = with_rows(found).first()
    if document is None:
        raise Http404
    return document, next(one for one in document.versions.all() if one.pk == version_id)
