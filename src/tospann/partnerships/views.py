"""Partnerships, the seats of an owner, and invitations."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tospann.access.roles import Permission
from tospann.base.errors import NotPermitted, Refused
from tospann.base.http import Request
from tospann.partnerships import actions, forms, mail, selectors
from tospann.partnerships.models import Invitation, Owner, Seat


@require_GET
def index(request: Request) -> HttpResponse:
    """Every partnership with its owners."""
    return render(request, "partnerships/index.html", {"lines": selectors.partnership_lines()})


def _administered(request: Request, owner_id: UUID) -> Owner:
    owner = get_object_or_404(Owner, pk=owner_id)
    if not request.actor.may_for(Permission.SEAT_MANAGE, owner_id=owner.pk):
        raise PermissionDenied(str(NotPermitted()))
    return owner


def _owners(request: Request) -> set[UUID]:
    """The owners this person administers; what belongs to others does not exist for them."""
    actor = request.actor
    return {
        seat.owner_id
        for seat in actor.seats
        if actor.may_for(Permission.SEAT_MANAGE, owner_id=seat.owner_id)
    }


@login_required
@require_GET
def seats(request: Request, owner_id: UUID) -> HttpResponse:
    """An owner's seats and open invitations, for its administrators."""
    owner = _administered(request, owner_id)
    context = {"list": selectors.seats_of(owner), "form": forms.Invite(owner=owner)}
    return render(request, "partnerships/seats.html", context)


@login_required
@require_POST
def invitations(request: Request, owner_id: UUID) -> HttpResponse:
    """POST: an invitation is sent by e-mail; its link is shown once as well."""
    owner = _administered(request, owner_id)
    form = forms.Invite(request.POST, owner=owner)
    status, link, sent = 422, "", False
    if form.is_valid():
        try:
            invitation, token = actions.invite(
                actor=request.actor, owner=owner, **form.cleaned_data
            )
        except Refused as refusal:
            status = refusal.status
            form.add_error(None, str(refusal))
        else:
            path = reverse("partnerships:invitation", args=[token])
            link = request.build_absolute_uri(path)
            sent = mail.send_invitation(invitation, link=link)
            form, status = forms.Invite(owner=owner), 201
    context = {"list": selectors.seats_of(owner), "form": form, "link": link, "sent": sent}
    return render(request, "partnerships/seats.html", context, status=status)


@login_required
@require_POST
def withdrawn_invitation(request: Request, invitation_id: UUID) -> HttpResponse:
    """POST: the link of an invitation stops working."""
    invitation = get_object_or_404(
        Invitation.objects.select_related("owner"), pk=invitation_id, owner__in=_owners(request)
    )
    try:
        actions.withdraw_invitation(actor=request.actor, invitation=invitation)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Invitasjonen er trukket tilbake."))
    return redirect("partnerships:seats", invitation.owner_id)


@login_required
@require_http_methods(["GET", "POST"])
def ended_seat(request: Request, seat_id: UUID) -> HttpResponse:
    """Asks once more; POST: the seat ends."""
    seat = get_object_or_404(
        Seat.objects.select_related("owner", "person"), pk=seat_id, owner__in=_owners(request)
    )
    if request.method == "GET":
        return render(request, "partnerships/ended_seat.html", {"seat": seat})
    try:
        actions.end_seat(actor=request.actor, seat=seat)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Plassen er avsluttet."))
    if request.actor.may_for(Permission.SEAT_MANAGE, owner_id=seat.owner_id):
        return redirect("partnerships:seats", seat.owner_id)
    return redirect("portal:mine")


@never_cache
@require_http_methods(["GET", "POST"])
def invitation(request: Request, token: str) -> HttpResponse:
    """The link in an invitation. POST accepts: with one's account, or with a new one."""
    offer = selectors.open_invitation(token)
    if offer is None:
        return render(request, "partnerships/invitation_over.html", status=410)
    signed_in = request.user if request.user.is_authenticated else None
    form = forms.Accept(request.POST or None)
    status = 200
    if request.method == "POST":
        status = 422
        if signed_in or form.is_valid():
            given = {} if signed_in else form.cleaned_data
            try:
                person = actions.accept_invitation(
                    actor=request.actor, token=token, signed_in=signed_in, **given
                )
            except Refused as refusal:
                status = refusal.status
                form.add_error(None, str(refusal))
            else:
                if not signed_in:
                    login(request, person, "django.contrib.auth.backends.ModelBackend")
                messages.success(request, _("Velkommen. Plassen din er klar."))
                return redirect("portal:mine")
    context = {"offer": offer, "form": form, "signed_in": signed_in}
    return render(request, "partnerships/invitation.html", context, status=status)
