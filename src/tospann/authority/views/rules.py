"""The rules the answers rest on, and who has checked them."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tospann.authority import actions
from tospann.authority.forms.registers import CheckRow
from tospann.authority.selectors import rules as selectors
from tospann.base.errors import NotPermitted, Refused
from tospann.base.http import Request


@require_safe
def rules(request: Request) -> HttpResponse:
    """Open to all: every provision, how sure we are of it, and whether it is checked."""
    return render(request, "authority/rules.html", {"rules": selectors.rules()})


@require_safe
def rule(request: Request, key: str) -> HttpResponse:
    """Open to all: one provision as a sheet to check, fill in and print."""
    page = selectors.rule_page(request.actor, key)
    if page is None:
        raise Http404
    return render(request, "authority/rule.html", {"page": page})


@login_required
@require_http_methods(["GET", "POST"])
def checks(request: Request, key: str) -> HttpResponse:
    """POST: that the rule was held against its source is entered."""
    page = selectors.rule_page(request.actor, key)
    if page is None:
        raise Http404
    keepers = selectors.keepers(request.actor)
    if not keepers:
        raise PermissionDenied(str(NotPermitted()))
    form = CheckRow(request.POST or None, owners=keepers)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            given: dict[str, Any] = form.cleaned_data
            try:
                actions.check_provision(
                    actor=request.actor,
                    partnership=keepers[given["owner"]],
                    provision=key,
                    **given,
                )
            except Refused as refusal:
                status = refusal.status
                form.add_error(None, str(refusal))
            else:
                messages.success(request, _("Kontrollen er ført inn."))
                return redirect("authority:rule", key)
    context = {
        "form": form,
        "title": _("Ny kontroll"),
        "lead": page.rule.name,
        "up_text": _("Regelen"),
        "up_url": reverse("authority:rule", args=[key]),
        "over_text": _("Reglene"),
        "over_url": reverse("authority:rules"),
    }
    return render(request, "authority/form.html", context, status=status)
