"""Every office in the country. Open to all."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from tospann.base.http import Request
from tospann.engines.structure import report
from tospann.structure.background import may_fetch_tiles
from tospann.structure.forms.choosing import Offices
from tospann.structure.selectors import offices as selectors


@require_safe
@may_fetch_tiles
def offices(request: Request) -> HttpResponse:
    """Map and table of the offices asked for, fifty at a time."""
    found = selectors.register()
    if found is None:
        return render(request, "structure/offices.html", {})
    dataset, register = found
    form = Offices(request.GET, counties=register.counties)
    form.is_valid()
    rows = selectors.chosen(register, form.asked())
    page = Paginator(rows, selectors.PER_PAGE).get_page(request.GET.get("side"))
    shown = list(page)
    context = {
        "dataset": dataset,
        "register": register,
        "form": form,
        "page": page,
        "known": selectors.known_pages([row["unit"] for row in shown]),
        "all_count": len(register.rows),
        "dots": selectors.dots(register, rows),
        "query": request.GET.urlencode(),
    }
    return render(request, "structure/offices.html", context, status=422 if form.errors else 200)


@require_safe
def offices_csv(request: Request) -> HttpResponse:
    """The offices asked for, all of them."""
    found = selectors.register()
    form = Offices(request.GET, counties=found[1].counties if found else ())
    if found is None or not form.is_valid():
        answer = redirect("structure:offices")
        answer["Location"] += f"?{request.GET.urlencode()}"
        return answer
    made = selectors.table(selectors.chosen(found[1], form.asked()))
    return HttpResponse(
        report.as_csv(made).encode(),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="kontorer.csv"'},
    )
