"""From a scenario or a study to the hearing of it, in one step. It is led in `participation`."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tospann.agreed.models import Document
from tospann.agreed.selectors import visible_to
from tospann.base.errors import NotPermitted, Refused
from tospann.base.http import Request
from tospann.participation.models import Hearing
from tospann.participation.selectors import draft_of
from tospann.structure.selectors.scenarios import readable
from tospann.structure.study.hearing import actions, proposed
from tospann.structure.study.kind import KIND_NAME


@login_required
@require_POST
def of_scenario(request: Request, scenario_id: UUID) -> HttpResponse:
    """POST: the study that recommends it, begun if there is none, gets a hearing to prepare."""
    scenario = readable(request.actor, scenario_id)
    if scenario is None:
        raise Http404
    return _begun(
        request,
        proposed.study_of(scenario),
        lambda: actions.begin_hearing(actor=request.actor, scenario=scenario),
        back=("structure:scenario", scenario.pk),
    )


@login_required
@require_POST
def of_study(request: Request, document_id: UUID) -> HttpResponse:
    """POST: the study gets a hearing to prepare."""
    found = visible_to(request.actor).select_related("partnership", "draft")
    study = found.filter(pk=document_id, kind=KIND_NAME).first()
    if study is None:
        raise Http404
    return _begun(
        request,
        study,
        lambda: actions.begin_hearing(actor=request.actor, document=study),
        back=("agreed:document", study.pk),
    )


def _begun(
    request: Request,
    study: Document | None,
    act: Callable[[], Hearing],
    *,
    back: tuple[str, UUID],
) -> HttpResponse:
    """The hearing that is begun, or the one that is being prepared already."""
    try:
        made = act()
    except NotPermitted as refusal:
        raise PermissionDenied(str(refusal)) from refusal
    except Refused as refusal:
        preparing = draft_of(study) if study else None
        if preparing is not None:
            messages.info(request, str(refusal))
            return redirect("participation:hearing", preparing.pk)
        messages.error(request, str(refusal))
        return redirect(*back)
    messages.success(
        request,
        _("Utkastet til høring er laget. Se over hvem som skal svare, og hva dere spør om."),
    )
    return redirect("participation:hearing", made.pk)
