"""What the pages with forms share: who may enter, the form, and where it leads."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from tospann.authority.models import Kept
from tospann.authority.selectors import registers as selectors
from tospann.authority.selectors.registers import Keeper
from tospann.base.errors import NotPermitted, Refused
from tospann.base.forms import Form
from tospann.base.http import Request
from tospann.partnerships.models import Partnership


def refuse() -> None:
    """The answer is no, in words."""
    raise PermissionDenied(str(NotPermitted()))


def inside(request: Request, slug: str) -> Partnership:
    """The partnership, for those whose seat reaches it."""
    partnership = get_object_or_404(Partnership, slug=slug)
    if not selectors.keeper(request.actor, partnership).inside:
        refuse()
    return partnership


def keeper_of(request: Request, slug: str) -> Keeper:
    """The owners this person keeps rows for; with none, the answer is no, in words."""
    keeper = selectors.keeper(request.actor, get_object_or_404(Partnership, slug=slug))
    if not keeper.owners:
        refuse()
    return keeper


def kept_row(request: Request, model: type[Kept], row_id: UUID) -> Any:
    """A row this person keeps. Rows of other partnerships do not exist for them."""
    row = selectors.row_of(model, row_id)
    if row is None or row.partnership_id not in request.actor.partnership_ids:
        raise Http404
    if not selectors.keeper(request.actor, row.partnership).keeps(row):
        refuse()
    return row


def initial_of(row: Any, form: type[Form]) -> dict[str, Any]:
    """What a row says, for the fields of its form."""
    given = {name: getattr(row, name, None) for name in form.base_fields}
    return given | {"revision": row.revision, "document": getattr(row, "document_id", None)}


def entered(
    request: Request,
    form: Any,
    act: Callable[..., Any],
    *,
    said: str,
    to: Callable[[Any], str],
    context: dict[str, Any],
) -> HttpResponse:
    """The form, or, once it was accepted by the action, the page it leads to."""
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                made = act(dict(form.cleaned_data))
            except Refused as refusal:
                status = refusal.status
                form.add_error(None, str(refusal))
            else:
                messages.success(request, said)
                return redirect(to(made))
    return render(request, "authority/form.html", {"form": form, **context}, status=status)


def page_of(
    title: str,
    partnership: Partnership,
    up: tuple[str, str],
    *,
    lead: str = "",
    strike: str = "",
) -> dict[str, Any]:
    """What the page of a form says above the form, and where it is."""
    return {
        "title": title,
        "over_text": partnership.name,
        "over_url": reverse("portal:partnership", args=[partnership.slug]),
        "up_text": up[0],
        "up_url": up[1],
        "lead": lead,
        "strike_url": strike,
    }


def list_of(name: str, text: str, partnership: Partnership) -> tuple[str, str]:
    """A list of the partnership's: what it is called, and where it is."""
    return text, reverse(f"authority:{name}", args=[partnership.slug])


def strike_url(sort: str, row: Kept) -> str:
    """Where a row is taken out of its register."""
    return reverse("authority:struck", args=[sort, row.pk])
