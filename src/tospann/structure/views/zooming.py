"""The GeoJSON behind the maps that can be moved. Who may see the page may fetch it."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from tospann.base.http import Request
from tospann.engines.structure.errors import BadData
from tospann.structure.forms.choosing import Offices
from tospann.structure.selectors import offices as registers
from tospann.structure.selectors import zooming
from tospann.structure.selectors.scenarios import structure_of
from tospann.structure.selectors.structures import PRESENT
from tospann.structure.selectors.territories import territory_of
from tospann.structure.views.lab import scenario_or_404


@require_safe
@gzip_page
def zoomed_dataset(request: Request, row_id: UUID) -> HttpResponse:
    """A structure of a version of a dataset. Open to all."""
    return _answer(zooming.of_dataset(row_id, request.GET.get("struktur", PRESENT)))


@login_required
@require_safe
@gzip_page
def zoomed_scenario(request: Request, scenario_id: UUID) -> HttpResponse:
    """A scenario; 404 when its differences no longer make a structure."""
    scenario = scenario_or_404(request.actor, scenario_id)
    try:
        structure = structure_of(scenario)
    except BadData:
        raise Http404 from None
    return _answer(zooming.of_structure(territory_of(scenario.dataset_id), structure))


@require_safe
@gzip_page
def zoomed_offices(request: Request) -> HttpResponse:
    """Every office in the country, those of the list marked. Open to all."""
    found = registers.register()
    if found is None:
        raise Http404
    dataset, register = found
    form = Offices(request.GET, counties=register.counties)
    form.is_valid()
    return _answer(registers.zoomed_map(dataset, registers.chosen(register, form.asked())))


def _answer(made: bytes | None) -> HttpResponse:
    if made is None:
        raise Http404
    return HttpResponse(made, content_type="application/geo+json")
