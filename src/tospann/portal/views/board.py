"""The regional and the national board: one page, filtered or not, and the same as a file."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from tospann.base import clock, spreadsheets
from tospann.base.http import Request
from tospann.portal.board import columns, keeping, lines, saved
from tospann.portal.board.page import BoardPage, page_of
from tospann.portal.forms import BoardFilter, choices_of
from tospann.portal.models import SavedView


@require_GET
def board(request: Request) -> HttpResponse:
    """Every partnership, a row each. Open to all; what is internal only in one's own rows."""
    return shown(request.GET, request=request)


def shown(asked: QueryDict, *, request: Request, view: SavedView | None = None) -> HttpResponse:
    """The board with these choices, under its own address or that of a saved view."""
    form, page = _asked(request, asked)
    context: dict[str, Any] = {
        "form": form,
        "page": page,
        "view": view,
        "views": saved.views_of(request.actor),
        "may_change": view is not None and view.saved_by_id == request.actor.person_id,
    }
    return render(request, "portal/board.html", context, status=422 if form.errors else 200)


def _asked(request: Request, asked: QueryDict) -> tuple[BoardFilter, BoardPage]:
    found = lines.board(request.actor)
    form = BoardFilter(asked, regions=found.regions)
    form.is_valid()
    return form, page_of(found, form.asked(), choices_of(form.asked()))


@require_GET
def csv(request: Request) -> HttpResponse:
    """What the page shows with the same address, for a spreadsheet."""
    form, page = _asked(request, request.GET)
    if form.errors:
        return _explained(request)
    content = spreadsheets.as_csv(*columns.table(page.rows, page.filed))
    return spreadsheets.attachment(content, f"{_name()}.csv", spreadsheets.CSV)


@require_GET
def xlsx(request: Request) -> HttpResponse:
    """What the page shows with the same address, as a workbook."""
    form, page = _asked(request, request.GET)
    if form.errors:
        return _explained(request)
    content = spreadsheets.as_xlsx(_("Oversikt"), *columns.table(page.rows, page.filed))
    return spreadsheets.attachment(content, f"{_name()}.xlsx", spreadsheets.XLSX)


def _explained(request: Request) -> HttpResponse:
    """To the page with the same choices, which says what is wrong with them."""
    answer = redirect("portal:board")
    answer["Location"] += f"?{request.GET.urlencode()}"
    return answer


def _name() -> str:
    return f"oversikt-{clock.today():%Y-%m-%d}"


@login_required
@require_POST
def refreshed(request: Request) -> HttpResponse:
    """POST: reckon the rows that something has happened to since last time."""
    count = keeping.catch_up()
    said = ngettext("%(n)s rad er regnet på nytt.", "%(n)s rader er regnet på nytt.", count)
    messages.success(request, said % {"n": count} if count else _("Alle radene var oppdatert."))
    return redirect("portal:board")
