"""Saved views of the board: a list, one with its own address, new, renamed, removed."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from tospann.access.roles import Permission
from tospann.base.errors import NotPermitted, Refused
from tospann.base.http import Request
from tospann.portal import actions
from tospann.portal.board import lines, saved
from tospann.portal.board.page import told
from tospann.portal.forms import ONLY_ME, BoardFilter, ViewName, as_query, choices_of
from tospann.portal.models import SavedView
from tospann.portal.views.board import shown


@login_required
@require_GET
def views(request: Request) -> HttpResponse:
    """The views one can open: one's own first."""
    rows = [
        (row, row.saved_by_id == request.actor.person_id, _may_remove(request, row))
        for row in saved.views_of(request.actor)
    ]
    return render(request, "portal/views.html", {"rows": rows})


@login_required
@require_GET
def view(request: Request, view_id: UUID) -> HttpResponse:
    """The board as the view keeps it."""
    row = _view(request, view_id)
    return shown(as_query(row.choices), request=request, view=row)


@login_required
@require_http_methods(["GET", "POST"])
def new(request: Request) -> HttpResponse:
    """A name for the choices in the address. POST keeps them as a view."""
    asking = BoardFilter(request.GET, regions=lines.board(request.actor).regions)
    if not asking.is_valid():
        answer = redirect("portal:board")
        answer["Location"] += f"?{request.GET.urlencode()}"
        return answer
    form = ViewName(request.POST or None, owners=saved.sharable(request.actor))
    if request.method == "POST" and form.is_valid():
        try:
            row = actions.save_view(
                actor=request.actor,
                name=form.cleaned_data["name"],
                owner=form.shared_with(),
                choices=choices_of(asking.asked()),
            )
        except Refused as refusal:
            form.add_error("name", str(refusal))
        else:
            messages.success(request, _("Visningen er lagret. Adressen til den er varig."))
            return redirect("portal:board_view", row.pk)
    context = {
        "form": form,
        "title": _("Lagre en visning"),
        "told": told(asking.asked(), asking),
        "back": f"?{request.GET.urlencode()}",
    }
    return render(request, "portal/view_form.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "POST"])
def change(request: Request, view_id: UUID) -> HttpResponse:
    """A view's name, and who sees it. POST changes them."""
    row = _view(request, view_id)
    if row.saved_by_id != request.actor.person_id:
        raise PermissionDenied(str(NotPermitted()))
    form = ViewName(
        request.POST or None,
        owners=saved.sharable(request.actor),
        initial={
            "name": row.name,
            "owner": str(row.owner_id or ONLY_ME),
            "revision": row.revision,
        },
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_view(
                actor=request.actor,
                view=row,
                revision=form.cleaned_data["revision"] or 0,
                name=form.cleaned_data["name"],
                owner=form.shared_with(),
            )
        except Refused as refusal:
            form.add_error("name", str(refusal))
        else:
            messages.success(request, _("Visningen er endret."))
            return redirect("portal:board_view", row.pk)
    context = {"form": form, "view": row, "title": _("Gi visningen et nytt navn")}
    return render(request, "portal/view_form.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "POST"])
def removal(request: Request, view_id: UUID) -> HttpResponse:
    """Asks whether to delete a view. POST deletes it."""
    row = _view(request, view_id)
    if not _may_remove(request, row):
        raise PermissionDenied(str(NotPermitted()))
    if request.method == "POST":
        actions.remove_view(actor=request.actor, view=row)
        messages.success(request, _("Visningen «%(name)s» er slettet.") % {"name": row.name})
        return redirect("portal:board_views")
    return render(request, "portal/view_removal.html", {"view": row})


def _view(request: Request, view_id: UUID) -> SavedView:
    row = saved.view_for(request.actor, view_id)
    if row is None:
        raise Http404
    return row


def _may_remove(request: Request, row: SavedView) -> bool:
    return row.saved_by_id == request.actor.person_id or (
        row.owner_id is not None
        and request.actor.may_for(Permission.SEAT_MANAGE, owner_id=row.owner_id)
    )
