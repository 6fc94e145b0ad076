"""A scenario as a dataset, to reckon it again from the command line."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from tospann.base.http import Request
from tospann.structure.selectors.archives import archive_with
from tospann.structure.selectors.scenarios import readable


@login_required
@require_safe
def scenario_archive(request: Request, scenario_id: UUID) -> HttpResponse:
    """The scenario's dataset with the scenario in it, as a .zip."""
    scenario = readable(request.actor, scenario_id)
    if scenario is None:
        raise Http404
    return HttpResponse(
        archive_with(scenario),
        content_type="application/zip",
        headers={"Content-Disposition": 'attachment; filename="datasett.zip"'},
    )
