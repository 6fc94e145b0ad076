"""Pages about agreements: registers, the notice calculator, a new document, the portfolio."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from tospann.access.roles import Permission
from tospann.agreed import actions
from tospann.agreed.kinds import kind_of
from tospann.agreements import selectors
from tospann.agreements.forms.pages import NewDocument, NoticeDay, RegisterFilter
from tospann.agreements.kinds import KINDS
from tospann.base import clock
from tospann.base.errors import NotPermitted
from tospann.base.http import Request
from tospann.partnerships.models import Partnership

ON_A_PAGE = 50


def _lines(request: Request) -> list[selectors.RegisterLine]:
    """The register of the person who asks; whoever has none is told why."""
    if not request.actor.may_anywhere(Permission.REGISTER_READ):
        raise PermissionDenied(str(NotPermitted()))
    return selectors.register(request.actor, clock.today())


@login_required
@require_GET
def register(request: Request) -> HttpResponse:
    """Every agreement of one's partnerships, with filters in the address."""
    lines = _lines(request)
    form = RegisterFilter(request.GET, kinds=KINDS, partnerships=selectors.partnerships_in(lines))
    given = form.cleaned_data if form.is_valid() else {}
    shown = selectors.matching(
        lines,
        kind=given.get("slag", ""),
        partnership=given.get("partnerskap", ""),
        state=given.get("tilstand", ""),
        overdue=given.get("forfalt", False),
    )
    context = {
        "form": form,
        "page": Paginator(shown, ON_A_PAGE).get_page(request.GET.get("side")),
        "count": len(shown),
        "all_count": len(lines),
        "overdue_count": sum(line.overdue for line in lines),
    }
    return render(request, "agreements/register.html", context)


@login_required
@require_GET
def cooperations(request: Request) -> HttpResponse:
    """Cooperation agreements with counterpart, meetings and date of revision."""
    lines = selectors.cooperations(_lines(request))
    page = Paginator(lines, ON_A_PAGE).get_page(request.GET.get("side"))
    return render(request, "agreements/cooperations.html", {"page": page, "count": len(lines)})


@login_required
@require_GET
def ceased(request: Request) -> HttpResponse:
    """Agreements that must be handled because a municipality they name ceases."""
    lines = selectors.naming_ceased(_lines(request), clock.today())
    page = Paginator(lines, ON_A_PAGE).get_page(request.GET.get("side"))
    context = {"page": page, "count": len(lines), "today": clock.today()}
    return render(request, "agreements/ceased.html", context)


@login_required
@require_GET
def notice_period(request: Request) -> HttpResponse:
    """The last day after a notice, what must replace the agreement, and what to do when."""
    lines = selectors.in_force_lines(_lines(request))
    form = NoticeDay(
        request.GET or None,
        agreements=[
            selectors.Choice(one.document.pk, f"{one.document.title} ({one.document.partnership})")
            for one in lines
        ],
    )
    line = plan = None
    if form.is_bound and form.is_valid():
        chosen = form.cleaned_data["avtale"]
        line = next(one for one in lines if str(one.document.pk) == chosen)
        try:
            plan = selectors.notice_plan(line, form.cleaned_data["dato"])
        except ValueError:
            form.add_error("dato", _("Avtalen er slutt før denne dagen. Velg en tidligere dato."))
            line = None
    context = {"form": form, "line": line, "plan": plan, "lines": lines}
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "agreements/notice_period.html", context, status=status)


@login_required
@require_http_methods(["GET", "POST"])
def new_document(request: Request, slug: str) -> HttpResponse:
    """A kind and a title; POST begins the document and opens its draft."""
    partnership = get_object_or_404(Partnership, slug=slug)
    if not request.actor.may_in(Permission.DRAFT_EDIT, partnership_id=partnership.pk):
        raise PermissionDenied(str(NotPermitted()))
    form = NewDocument(request.POST or None, kinds=KINDS)
    if request.method == "POST" and form.is_valid():
        document = actions.create_document(
            actor=request.actor,
            kind=kind_of(form.cleaned_data["kind"]),
            partnership=partnership,
            title=form.cleaned_data["title"],
        )
        return redirect("agreed:draft", document.pk)
    context = {"form": form, "partnership": partnership}
    status = 422 if form.errors else 200
    return render(request, "agreements/new_document.html", context, status=status)


@require_GET
def portfolio(request: Request, slug: str) -> HttpResponse:
    """Open to all: what the office does for whom, by the agreement in force."""
    page = selectors.portfolio_page(slug, clock.today())
    if page is None:
        raise Http404
    return render(request, "agreements/portfolio.html", {"page": page})
