"""The board of one indicator over all partnerships, and the list of them."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from tospann.base import clock, spreadsheets
from tospann.base.http import Request
from tospann.portal.board.spread import Spread, counted, spread, table
from tospann.portal.forms import RegionFilter


@require_GET
def index(request: Request) -> HttpResponse:
    """Every indicator of the catalogue, with how many partnerships have a real change."""
    return render(request, "portal/indicators.html", {"rows": counted()})


@require_GET
def indicator(request: Request, code: str) -> HttpResponse:
    """The latest figure of every partnership. Open to all: it is what is published."""
    found, form = _spread(request, code)
    context = {"spread": found, "form": form, "query": request.GET.urlencode()}
    status = 422 if form.errors else 200
    return render(request, "portal/indicator.html", context, status=status)


@require_GET
def csv(request: Request, code: str) -> HttpResponse:
    """The same for a spreadsheet."""
    found, _form = _spread(request, code)
    content = spreadsheets.as_csv(*table(found))
    return spreadsheets.attachment(content, f"{_name(code)}.csv", spreadsheets.CSV)


@require_GET
def xlsx(request: Request, code: str) -> HttpResponse:
    """The same as a workbook."""
    found, _form = _spread(request, code)
    content = spreadsheets.as_xlsx(_("Oversikt"), *table(found))
    return spreadsheets.attachment(content, f"{_name(code)}.xlsx", spreadsheets.XLSX)


def _spread(request: Request, code: str) -> tuple[Spread, RegionFilter]:
    found = spread(code, region=request.GET.get("region", "")[:20])
    if found is None:
        raise Http404
    form = RegionFilter(request.GET, regions=found.regions)
    form.is_valid()
    return found, form


def _name(code: str) -> str:
    return f"indikator-{code.lower()}-{clock.today():%Y-%m-%d}"
