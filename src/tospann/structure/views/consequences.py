"""What a scenario means by law and agreement, for those inside its partnership."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from tospann.base.context import address
from tospann.base.http import Request
from tospann.structure.models import Scenario
from tospann.structure.selectors import scenarios
from tospann.structure.selectors.consequences import consequences_of
from tospann.structure.selectors.consequences.rows import headings, rows_of
from tospann.structure.views.tabled import csv_file, lab_of


def _scenario(request: Request, scenario_id: UUID) -> Scenario:
    found = scenarios.readable(request.actor, scenario_id)
    if found is None:
        raise Http404
    return found


@login_required
@require_GET
def consequences(request: Request, scenario_id: UUID) -> HttpResponse:
    """Authority, duties, agreements, councils and steps, beside today."""
    scenario = _scenario(request, scenario_id)
    context = {
        "scenario": scenario,
        "partnership": scenario.partnership,
        "told": consequences_of(scenario),
        "up": lab_of(scenario.partnership),
        "over": address("structure:scenario", str(scenario.pk)) or request.path,
    }
    return render(request, "structure/consequences.html", context)


@login_required
@require_GET
def consequences_csv(request: Request, scenario_id: UUID) -> HttpResponse:
    """The same for a spreadsheet."""
    scenario = _scenario(request, scenario_id)
    return csv_file("konsekvenser", headings(), rows_of(consequences_of(scenario)))
