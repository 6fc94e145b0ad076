"""Pages of studies: beginning one, the draft as it will read, a version, its files and cases."""

import csv
import io
import zipfile
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tospann.access.roles import Permission
from tospann.agreed import actions as agreed
from tospann.agreed.errors import AlreadyRead
from tospann.agreed.models import Document
from tospann.agreed.selectors import DocumentPage, document_page, unread_by
from tospann.base.errors import NotPermitted, Refused
from tospann.base.http import Request
from tospann.engines.structure.report import harmless
from tospann.participation.models import State
from tospann.participation.selectors import hearings_of
from tospann.partnerships.models import Partnership
from tospann.reports.covers import Stamp
from tospann.reports.paper import Paper
from tospann.structure.selectors.scenarios import scenarios
from tospann.structure.study import actions, live, opened, paper
from tospann.structure.study.body import Council, Study
from tospann.structure.study.forms import NewStudy
from tospann.structure.study.kind import KIND_NAME
from tospann.structure.study.opened import Opened
from tospann.structure.study.proposal import actions as proposals
from tospann.structure.study.titles import study_title

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@login_required
@require_http_methods(["GET", "POST"])
def new(request: Request, slug: str) -> HttpResponse:
    """Which scenarios; POST begins the study and opens its draft."""
    partnership = get_object_or_404(Partnership, slug=slug)
    if not request.actor.may_in(Permission.DRAFT_EDIT, partnership_id=partnership.pk):
        raise PermissionDenied(str(NotPermitted()))
    every = {str(one.pk): one for one in scenarios(partnership).defer("dataset__archive")}
    choices = [(id, one.title) for id, one in every.items()]
    form = NewStudy(request.POST if request.method == "POST" else None, choices=choices)
    form.initial["title"] = study_title(partnership)
    if not form.is_bound and request.GET.get("scenario") in every:
        form.initial["recommended"] = request.GET["scenario"]
    status = 200
    if form.is_bound and form.is_valid():
        try:
            document = actions.begin_study(
                actor=request.actor,
                partnership=partnership,
                recommended=every[form.cleaned_data["recommended"]],
                others=[every[one] for one in form.cleaned_data["others"]],
                title=form.cleaned_data["title"],
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
            status = refusal.status
        else:
            return redirect("agreed:draft", document.pk)
    elif form.errors:
        status = 422
    context = {"form": form, "partnership": partnership, "has_scenarios": bool(every)}
    return render(request, "structure/study_new.html", context, status=status)


# --- The draft --------------------------------------------------------------------------


def _draft(request: Request, document_id: UUID) -> tuple[DocumentPage, Study]:
    """The draft with its figures as they are now, in the language it is written in."""
    page = document_page(request.actor, document_id)
    if page is None or page.kind.name != KIND_NAME:
        raise Http404
    if not page.may.read_draft:
        raise PermissionDenied(str(NotPermitted()))
    if page.draft is None:
        raise Http404
    with translation.override(page.draft.language):
        return page, live.quoted(page.document, Study.model_validate(page.draft.body))


@login_required
@require_GET
def draft(request: Request, document_id: UUID) -> HttpResponse:
    """The draft as it will read; `?kommune=` shows the case for that council."""
    page, body = _draft(request, document_id)
    assert page.draft is not None
    council = body.council(request.GET.get("kommune", ""))
    with translation.override(page.draft.language):
        told = paper.draft_stamp(page.draft.language)
        written = _paper(body, council, page.draft.title, told)
    context = {
        "page": page,
        "paper": written,
        "body": body,
        "council": council,
        "pictures": reverse("structure:study_draft", args=[document_id]),
        **_heard(request, page.document),
    }
    return render(request, "structure/study_draft.html", context)


@login_required
@require_GET
def draft_picture(request: Request, document_id: UUID, name: str) -> HttpResponse:
    """A map or chart of the draft."""
    _page, body = _draft(request, document_id)
    return _svg(body, name)


# --- A version --------------------------------------------------------------------------


def _opened(request: Request, slug: str, version_id: UUID) -> Opened:
    """The version to show, with the first reading of this person's owners noted."""
    found = opened.opened(request.actor, slug, version_id)
    if found is None:
        raise Http404
    if request.actor.seats:
        page = document_page(request.actor, found.document.pk)
        for owner in unread_by(request.actor, page, found.standing.version) if page else ():
            try:
                agreed.note_first_reading(
                    actor=request.actor, version=found.standing.version, owner=owner
                )
            except AlreadyRead:  # someone from the same owner was first by a moment
                continue
    return found


def _council(found: Opened, number: str) -> Council:
    council = found.body.council(number)
    if council is None:
        raise Http404
    return council


def _paper(body: Study, council: Council | None, title: str, told: Stamp) -> Paper:
    if council is None:
        return paper.study(body, title, told)
    return paper.case(body, council, title, told)


def _heard(request: Request, document: Document) -> dict[str, Any]:
    """The hearings of a study; one that is being prepared to those who read drafts."""
    inside = document.partnership_id
    reads = request.actor.may_in(Permission.DRAFT_READ, partnership_id=inside)
    writes = request.actor.may_in(Permission.DRAFT_EDIT, partnership_id=inside)
    held = hearings_of(document, drafts=reads)
    return {
        "hearings": held,
        "may_hear": writes and not any(one.state is State.DRAFT for one in held),
    }


def _written(found: Opened, council: Council | None) -> Paper:
    """In the language of the study."""
    with translation.override(found.language):
        told = paper.stamp(found.standing, found.language, is_newest=found.is_newest)
        return _paper(found.body, council, found.standing.version.title, told)


def _shown(request: Request, found: Opened, council: Council | None) -> HttpResponse:
    slug, version = found.document.partnership.slug, found.standing.version.pk
    context: dict[str, Any] = {
        "found": found,
        "paper": _written(found, council),
        "body": found.body,
        "council": council,
        "pictures": reverse("structure:study", args=[slug, version]),
        **_heard(request, found.document),
        "proposals": opened.proposals_of(request.actor, found.document),
        "may_propose": found.is_newest
        and request.actor.may_in(
            Permission.DRAFT_EDIT, partnership_id=found.document.partnership_id
        ),
    }
    return render(request, "structure/study.html", context)


@require_GET
def version(request: Request, slug: str, version_id: UUID) -> HttpResponse:
    """Open to all once it is opened: the whole study, with maps."""
    return _shown(request, _opened(request, slug, version_id), None)


@require_GET
def case(request: Request, slug: str, version_id: UUID, number: str) -> HttpResponse:
    """Open to all once it is opened: the case for one council."""
    found = _opened(request, slug, version_id)
    return _shown(request, found, _council(found, number))


@login_required
@require_POST
def proposal(request: Request, slug: str, version_id: UUID) -> HttpResponse:
    """POST begins the proposal that the study ends in, and opens its draft."""
    found = _opened(request, slug, version_id)
    try:
        made = proposals.begin_proposal(actor=request.actor, version=found.standing.version)
    except NotPermitted as refusal:
        raise PermissionDenied(str(refusal)) from refusal
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("structure:study", slug, version_id)
    return redirect("agreed:draft", made.pk)


@require_GET
def picture(request: Request, slug: str, version_id: UUID, name: str) -> HttpResponse:
    """A map or chart, as it was frozen."""
    return _svg(_opened(request, slug, version_id).body, name)


@require_GET
def table(request: Request, slug: str, version_id: UUID, name: str) -> HttpResponse:
    """One table as CSV, as it was frozen."""
    found = _opened(request, slug, version_id)
    one = found.body.table(name)
    if one is None:
        raise Http404
    return _download(as_csv(one).encode(), "text/csv; charset=utf-8", f"{name}.csv")


@require_GET
def tables(request: Request, slug: str, version_id: UUID) -> HttpResponse:
    """Every table as CSV, in one zip."""
    found = _opened(request, slug, version_id)
    made = io.BytesIO()
    opened_at = found.standing.version.opened_at
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for one in found.body.tables:
            entry = zipfile.ZipInfo(f"{one.id}.csv", opened_at.timetuple()[:6])
            packed.writestr(entry, as_csv(one))
    return _download(made.getvalue(), "application/zip", f"{_name(found)}-tabeller.zip")


def as_csv(one) -> str:
    """Comma, decimal point, one line of headings that end in their unit."""
    made = io.StringIO()
    writer = csv.writer(made, lineterminator="\n")
    writer.writerow([column.name for column in one.columns])
    writer.writerows([harmless(cell) for cell in row] for row in one.plain)
    return made.getvalue()


@require_GET
def file(request: Request, slug: str, version_id: UUID, ending: str) -> HttpResponse:
    """The whole study as PDF or Word."""
    found = _opened(request, slug, version_id)
    return _file(found, None, ending, _name(found))


@require_GET
def case_file(
    request: Request, slug: str, version_id: UUID, number: str, ending: str
) -> HttpResponse:
    """The case for one council as PDF or Word."""
    found = _opened(request, slug, version_id)
    name = f"{_name(found)}-{_('sak')}-{number}"
    return _file(found, _council(found, number), ending, name)


def _file(found: Opened, council: Council | None, ending: str, name: str) -> HttpResponse:
    makers: dict[str, tuple[str, Callable[[], Callable]]] = {
        "pdf": ("application/pdf", _pdf),
        "docx": (WORD, _docx),
    }
    if ending not in makers:
        raise Http404
    sort, maker = makers[ending]
    written = _written(found, council)
    with translation.override(found.language):
        made = maker()(written, at=found.standing.version.opened_at)
    return _download(made, sort, f"{name}.{ending}")


def _pdf() -> Callable:
    from tospann.reports.pdf import cover_pdf  # typst only where it is used

    return cover_pdf


def _docx() -> Callable:
    from tospann.reports.docx import cover_docx  # python-docx only where it is used

    return cover_docx


def _name(found: Opened) -> str:
    """`sor-salten-utredning-2`: partnership, version."""
    slug = found.document.partnership.slug
    return f"{slug}-{_('utredning')}-{found.standing.version.number}"


def _svg(body: Study, name: str) -> HttpResponse:
    one = body.picture(name)
    if one is None:
        raise Http404
    return HttpResponse(one.svg, content_type="image/svg+xml")


def _download(made: bytes, sort: str, name: str) -> HttpResponse:
    return HttpResponse(
        made,
        content_type=sort,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
