"""Pages of reports: the list, the covers, the page for each council, and their files."""

from collections.abc import Callable
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from tospann.access.roles import Permission
from tospann.agreed import actions as agreed
from tospann.agreed.errors import AlreadyRead
from tospann.agreed.selectors import document_page, unread_by
from tospann.base.errors import NotPermitted, Refused
from tospann.base.http import Request
from tospann.partnerships.models import OwnerKind, Partnership
from tospann.reports import actions, covers, forms, text, words
from tospann.reports.body import Party, Report
from tospann.reports.covers import Stamp
from tospann.reports.selectors import live, reports
from tospann.reports.selectors.reports import Opened
from tospann.reports.stamps import draft_stamp, stamp

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_GET
def index(request: Request, slug: str) -> HttpResponse:
    """Open to all: periods due, opened and ratified. Drafts for those inside."""
    page = reports.overview(request.actor, slug)
    if page is None:
        raise Http404
    return render(request, "reports/index.html", {"page": page})


@login_required
@require_http_methods(["GET", "POST"])
def new(request: Request, slug: str) -> HttpResponse:
    """A period; POST begins the report, filled in from the plan, and opens its draft."""
    partnership = get_object_or_404(Partnership, slug=slug)
    if not request.actor.may_in(Permission.DRAFT_EDIT, partnership_id=partnership.pk):
        raise PermissionDenied(str(NotPermitted()))
    periods = [
        (str(one), f"{words.name_of(one).capitalize()} ({words.months(one)})")
        for one in reports.offered(partnership)
    ]
    posted = request.POST if request.method == "POST" else None
    form = forms.NewReport(posted, periods=periods)
    if not form.is_bound and request.GET.get("periode") in {code for code, _words in periods}:
        form.initial["period"] = request.GET["periode"]
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            document = actions.begin_report(
                actor=request.actor, partnership=partnership, **form.cleaned_data
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
            status = refusal.status
        else:
            return redirect("agreed:draft", document.pk)
    elif form.errors:
        status = 422
    context = {"form": form, "partnership": partnership, "has_periods": bool(periods)}
    return render(request, "reports/new.html", context, status=status)


@login_required
@require_GET
def preview(request: Request, document_id: UUID) -> HttpResponse:
    """The draft as it will read, with the figures as they are now, and what is wanting."""
    page = document_page(request.actor, document_id)
    if page is None or page.kind.name != reports.KIND_NAME:
        raise Http404
    if not page.may.read_draft:
        raise PermissionDenied(str(NotPermitted()))
    if page.draft is None:
        return redirect("agreed:document", document_id)
    with translation.override(page.draft.language):
        body = live.quoted(page.document, Report.model_validate(page.draft.body))
        party = body.party(request.GET.get("omslag", "")) or _first(body)
        told = draft_stamp(page.draft.language)
        context = {
            "page": page,
            "party": party,
            "parties": body.parties,
            "gaps": [sentence for _figure, sentence in text.gaps(body)],
            "hidden": [sentence for _figure, sentence in text.hidden(body)],
            "paper": covers.cover(body, party, page.draft.title, told),
            "council": _council(body, party, told),
        }
    return render(request, "reports/preview.html", context)


def _first(body: Report) -> Party:
    if not body.parties:
        raise Http404
    return body.parties[0]


def _council(body: Report, party: Party, told: Stamp) -> covers.CouncilPage | None:
    return covers.council(body, party, told) if party.kind == OwnerKind.MUNICIPALITY else None


# --- A version --------------------------------------------------------------------------


def _opened(request: Request, slug: str, version_id: UUID) -> Opened:
    """The version to show, with the first reading of this person's owners noted."""
    found = reports.opened(request.actor, slug, version_id)
    if found is None:
        raise Http404
    if request.actor.seats:
        page = document_page(request.actor, found.document.pk)
        for owner in unread_by(request.actor, page, found.version) if page else ():
            try:
                agreed.note_first_reading(actor=request.actor, version=found.version, owner=owner)
            except AlreadyRead:  # someone from the same owner was first by a moment
                continue
    return found


def _state(found: Opened) -> Party:
    if not found.body.states:
        raise Http404
    return found.body.states[0]


def _municipality(found: Opened, number: str) -> Party:
    party = found.body.party(number)
    if party is None or party.kind != OwnerKind.MUNICIPALITY:
        raise Http404
    return party


@require_GET
def state(request: Request, slug: str, version_id: UUID) -> HttpResponse:
    """The report with the state's own first."""
    found = _opened(request, slug, version_id)
    return _cover(request, found, _state(found))


@require_GET
def municipality(request: Request, slug: str, version_id: UUID, number: str) -> HttpResponse:
    """The report with a municipality's own first."""
    found = _opened(request, slug, version_id)
    return _cover(request, found, _municipality(found, number))


def _cover(request: Request, found: Opened, party: Party) -> HttpResponse:
    context = {
        "found": found,
        "party": party,
        "paper": _written(found, lambda told: covers.cover(
            found.body, party, found.version.title, told
        )),
    }  # fmt: skip
    return render(request, "reports/cover.html", context)


def _written(found: Opened, write: Callable):
    """What `write` makes of the version's stamp, in the language of the report."""
    with translation.override(found.language):
        return write(stamp(found))


@require_GET
def state_file(request: Request, slug: str, version_id: UUID, ending: str) -> HttpResponse:
    """The state's cover as PDF or Word."""
    found = _opened(request, slug, version_id)
    return _file(found, _state(found), "stat", ending)


@require_GET
def municipality_file(
    request: Request, slug: str, version_id: UUID, number: str, ending: str
) -> HttpResponse:
    """A municipality's cover as PDF or Word."""
    found = _opened(request, slug, version_id)
    return _file(found, _municipality(found, number), number, ending)


def _file(found: Opened, party: Party, place: str, ending: str) -> HttpResponse:
    def write(told: Stamp) -> bytes:
        paper = covers.cover(found.body, party, found.version.title, told)
        if ending == "pdf":
            from tospann.reports.pdf import cover_pdf  # typst only where it is used

            return cover_pdf(paper, at=found.version.opened_at)
        from tospann.reports.docx import cover_docx  # python-docx only where it is used

        return cover_docx(paper, at=found.version.opened_at)

    if ending not in ("pdf", "docx"):
        raise Http404
    sort = "application/pdf" if ending == "pdf" else WORD
    return _download(_written(found, write), sort, f"{_name(found)}-{place}.{ending}")


@require_GET
def council(request: Request, slug: str, version_id: UUID, number: str) -> HttpResponse:
    """Open to all once it is opened: one page in plain language for a council."""
    found = _opened(request, slug, version_id)
    party = _municipality(found, number)
    context = {
        "found": found,
        "party": party,
        "council": _written(found, lambda told: covers.council(found.body, party, told)),
    }
    return render(request, "reports/council.html", context)


@require_GET
def council_pdf(request: Request, slug: str, version_id: UUID, number: str) -> HttpResponse:
    """The same page on one sheet of A4."""
    from tospann.reports.pdf import council_pdf as render_pdf  # typst only where it is used

    found = _opened(request, slug, version_id)
    party = _municipality(found, number)
    address = request.build_absolute_uri(
        reverse("reports:municipality", args=[slug, version_id, number])
    )
    made = _written(
        found,
        lambda told: render_pdf(
            covers.council(found.body, party, told), address, at=found.version.opened_at
        ),
    )
    return _download(made, "application/pdf", f"{_name(found)}-kommunestyret-{number}.pdf")


@require_GET
def sheet(request: Request, slug: str, version_id: UUID) -> HttpResponse:
    """The figures and costs as a workbook, numbers as numbers."""
    from tospann.reports.xlsx import workbook  # XlsxWriter only where it is used

    found = _opened(request, slug, version_id)
    made = _written(found, lambda told: workbook(found.body, found.version.title, told))
    return _download(made, EXCEL, f"{_name(found)}-tall.xlsx")


def _name(found: Opened) -> str:
    """`indre-salten-rapport-2026t1-2`: partnership, period, version."""
    slug = found.document.partnership.slug
    return f"{slug}-{_('rapport')}-{found.body.period.lower()}-{found.version.number}"


def _download(made: bytes, sort: str, name: str) -> HttpResponse:
    return HttpResponse(
        made,
        content_type=sort,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
