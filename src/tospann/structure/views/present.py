"""The datasets, and the structure of today in each: map, tables and files. Open to all."""

from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tospann.base.http import Request
from tospann.engines.structure import drawing, report
from tospann.structure.background import may_fetch_tiles
from tospann.structure.forms.choosing import Which
from tospann.structure.models import Dataset
from tospann.structure.selectors import showing, structures
from tospann.structure.selectors.structures import ALONE, PRESENT, Measured
from tospann.structure.selectors.territories import newest, present, territory_of
from tospann.structure.views import drawn_once


@require_safe
def index(request: Request) -> HttpResponse:
    """The datasets there are."""
    return render(request, "structure/index.html", {"lines": drawn_once.dataset_lines()})


@require_safe
@may_fetch_tiles
def structure(request: Request, name: str) -> HttpResponse:
    """The structure of today, or another of the dataset's."""
    dataset = _dataset(name)
    form = _form(request, dataset)
    chosen = form.cleaned_data["struktur"] if form.is_valid() else ""
    known = bool(territory_of(dataset.pk).structures)
    if not known and chosen != ALONE:
        told = drawn_once.bare(dataset)
        context = {"form": form, "page": told.page, "body": told.html}
        status = 422 if form.errors else 200
        return render(request, "structure/bare.html", context, status=status)
    query = urlencode({"struktur": chosen}) if chosen else ""
    drawn = drawn_once.structure(dataset, chosen or PRESENT, query)
    context = {
        "form": form,
        "page": drawn.page,
        "body": drawn.html,
        "may_compare": len(territory_of(dataset.pk).structures) > 1,
    }
    return render(request, "structure/present.html", context, status=422 if form.errors else 200)


@require_safe
def table_csv(request: Request, name: str, table: str) -> HttpResponse:
    """One of the tables of the page; `alt` has everything that is measured."""
    dataset = _dataset(name)
    form = _form(request, dataset)
    if not form.is_valid():
        return _explained(request, name)
    chosen = form.cleaned_data["struktur"] or PRESENT
    made: report.Table | None
    if table == "alt":
        made = report.everything(structures.measured_in(dataset.pk, chosen).data)
    else:
        try:
            made = showing.table_of(dataset, chosen, table)
        except KeyError:
            raise Http404 from None
    if made is None:
        raise Http404
    return _file(report.as_csv(made), "text/csv", f"{name}-{chosen}-{table}.csv")


@require_safe
def as_json(request: Request, name: str) -> HttpResponse:
    """Everything that is measured, as the command line gives it."""
    found = _measured(request, _dataset(name))
    if found is None:
        return _explained(request, name)
    text = report.as_json(found.data)
    return _file(text, "application/json", f"{name}-{found.structure.name}.json")


@require_safe
def as_geojson(request: Request, name: str) -> HttpResponse:
    """The areas and the sites with somebody to meet, for a map program."""
    found = _measured(request, _dataset(name))
    if found is None:
        return _explained(request, name)
    text = report.as_json(report.as_geojson(found.territory, found.structure))
    return _file(text, "application/geo+json", f"{name}-{found.structure.name}.geojson")


@require_safe
def as_svg(request: Request, name: str) -> HttpResponse:
    """The map as a picture of its own."""
    found = _measured(request, _dataset(name))
    if found is None:
        return _explained(request, name)
    text = drawing.areas_map(found.territory, found.structure)
    return _file(text, "image/svg+xml", f"{name}-{found.structure.name}.svg")


def _dataset(name: str) -> Dataset:
    """The newest version. Raises `Http404`."""
    dataset = newest(name)
    if dataset is None:
        raise Http404
    return dataset


def _form(request: Request, dataset: Dataset) -> Which:
    territory = territory_of(dataset.pk)
    today = present(territory)
    if not territory.structures:
        choices = [("", _("Kontorene i dag er ikke kjent")), (ALONE, today.title)]
        return Which(request.GET, choices=choices)
    choices = [("" if one is today else one.name, one.title)
               for one in structures.structures_in(territory).values()]  # fmt: skip
    return Which(request.GET, choices=choices)


def _measured(request: Request, dataset: Dataset) -> Measured | None:
    """The structure the address asks for; None when the dataset has no such structure."""
    form = _form(request, dataset)
    if not form.is_valid():
        return None
    return structures.measured_in(dataset.pk, form.cleaned_data["struktur"] or PRESENT)


def _explained(request: Request, name: str) -> HttpResponse:
    """To the page with the same choice, which says what is wrong with it."""
    answer = redirect("structure:present", name)
    answer["Location"] += f"?{request.GET.urlencode()}"
    return answer


def _file(text: str, kind: str, name: str) -> HttpResponse:
    return HttpResponse(
        text.encode(),
        content_type=f"{kind}; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
