"""What the pages share: the partnership, who may, and a form that leads somewhere."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from tospann.agreed.models import Document
from tospann.base import clock
from tospann.base.errors import NotPermitted, Refused
from tospann.base.http import Request
from tospann.partnerships.models import Partnership
from tospann.plans.selectors import plans, signals
from tospann.plans.selectors.signals import Hand


def refuse() -> None:
    """The answer is no, in words."""
    raise PermissionDenied(str(NotPermitted()))


def partnership_of(slug: str) -> Partnership:
    """The partnership at an address, or a page that is not there."""
    found = plans.partnership_by(slug)
    if found is None:
        raise Http404
    return found


def hand_of(request: Request, partnership: Partnership) -> Hand:
    """What this person may do here."""
    return signals.hand(request.actor, partnership, clock.today())


def plan_document(document_id: UUID) -> Document:
    """The document of a plan, or a page that is not there."""
    found = plans.document_of(document_id)
    if found is None:
        raise Http404
    return found


def plan_in_writing(request: Request, document_id: UUID, *, writes: bool) -> Document:
    """A plan with a draft, for those who read (or write) drafts in its partnership.

    For others a plan that was never opened does not exist.
    """
    document = plan_document(document_id)
    hands = hand_of(request, document.partnership)
    if not hands.reads_drafts and not document.versions.exists():
        raise Http404
    if not (hands.writes if writes else hands.reads_drafts):
        refuse()
    if getattr(document, "draft", None) is None:
        raise Http404
    return document


def entered(
    request: Request,
    form: Any,
    act: Callable[[dict[str, Any]], Any],
    *,
    said: str,
    to: Callable[[Any], str],
    template: str,
    context: dict[str, Any],
) -> HttpResponse:
    """The page with the form, or, once the action accepted it, the page it leads to."""
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
    return render(request, template, {"form": form, **context}, status=status)


def titled(title: str, partnership: Partnership, up: tuple[str, str], **more: Any) -> dict:
    """What the page of a form says above the form, and where it is."""
    return {
        "title": title,
        "partnership": partnership,
        "up_text": up[0],
        "up_url": up[1],
        **more,
    }


def address(name: str, *given: Any) -> str:
    """The address of one of this app's pages."""
    return reverse(f"plans:{name}", args=given)
