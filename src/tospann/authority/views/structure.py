"""What must be recorded before a decision on the office structure."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from tospann.authority import actions
from tospann.authority.forms import registers as forms
from tospann.authority.models import Preparation, StructureDecision
from tospann.authority.pages import entered, inside, keeper_of, list_of, page_of, refuse
from tospann.authority.selectors import registers, structure
from tospann.base.http import Request


@login_required
@require_GET
def decisions(request: Request, slug: str) -> HttpResponse:
    """The structure decisions of a partnership, and what each still lacks, for those inside."""
    page = structure.decisions(request.actor, inside(request, slug))
    return render(request, "authority/decisions.html", {"page": page})


@login_required
@require_GET
def decision(request: Request, row_id: UUID) -> HttpResponse:
    """One structure decision, with both flags, for those inside."""
    page = structure.decision_page(request.actor, row_id)
    if page is None:
        raise Http404
    return render(request, "authority/decision.html", {"page": page})


@login_required
@require_http_methods(["GET", "POST"])
def new_decision(request: Request, slug: str) -> HttpResponse:
    """POST: a structure decision that is coming is entered."""
    keeper = keeper_of(request, slug)
    form = forms.DecisionRow(
        request.POST or None,
        choices=registers.choices(keeper.partnership),
        owners=keeper.owners,
    )

    def act(given: dict[str, Any]) -> StructureDecision:
        given.pop("revision")
        return actions.register_decision(
            actor=request.actor, partnership=keeper.partnership, **given
        )

    return entered(
        request,
        form,
        act,
        said=_("Vedtaket er ført inn. Før inn medvirkningen når den har skjedd."),
        to=lambda made: reverse("authority:decision", args=[made.pk]),
        context=page_of(
            _("Nytt strukturvedtak"),
            keeper.partnership,
            list_of("decisions", _("Strukturvedtak"), keeper.partnership),
            lead=_("For eksempel å slå sammen kontorer eller legge ned et kontorsted."),
        ),
    )


@login_required
@require_http_methods(["GET", "POST"])
def preparations(request: Request, row_id: UUID) -> HttpResponse:
    """POST: a discussion, a treatment or users' advice before a decision is entered."""
    row = registers.row_of(StructureDecision, row_id)
    if row is None or row.partnership_id not in request.actor.partnership_ids:
        raise Http404
    keeper = registers.keeper(request.actor, row.partnership)
    if not keeper.owners:
        refuse()
    form = forms.PreparationRow(
        request.POST or None,
        choices=registers.choices(row.partnership),
        owners=keeper.owners,
    )

    def act(given: dict[str, Any]) -> Preparation:
        given.pop("revision")
        return actions.register_preparation(actor=request.actor, decision=row, **given)

    address = reverse("authority:decision", args=[row.pk])
    return entered(
        request,
        form,
        act,
        said=_("Medvirkningen er ført inn."),
        to=lambda made: address,
        context=page_of(_("Ny medvirkning"), row.partnership, (row.title, address)),
    )
