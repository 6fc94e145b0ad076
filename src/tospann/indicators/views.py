"""The catalogue and a partnership's own indicators: load, call one action or selector, answer."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from tospann.access.roles import Permission
from tospann.base.errors import NotPermitted, Refused
from tospann.base.http import Request
from tospann.indicators import actions, selectors
from tospann.indicators.forms import Definition, Retire
from tospann.indicators.models import Indicator
from tospann.partnerships.models import Partnership


@require_GET
def catalogue(request: Request) -> HttpResponse:
    """Open to all: the common catalogue."""
    return render(request, "indicators/catalogue.html", {"groups": selectors.in_catalogue()})


@require_GET
def indicator(request: Request, code: str) -> HttpResponse:
    """Open to all: one indicator of the catalogue."""
    row = selectors.one(code)
    if row is None:
        raise Http404
    return render(request, "indicators/indicator.html", {"indicator": row})


@require_GET
def own(request: Request, slug: str) -> HttpResponse:
    """Open to all: the indicators a partnership has made."""
    partnership = get_object_or_404(Partnership, slug=slug)
    return render(
        request,
        "indicators/own.html",
        {
            "partnership": partnership,
            "indicators": selectors.own(partnership),
            "may_define": _may_define(request, partnership),
        },
    )


@require_GET
def own_indicator(request: Request, slug: str, code: str) -> HttpResponse:
    """Open to all: one indicator of a partnership's own."""
    row = _own(slug, code)
    may = row.retired_at is None and _may_define(request, _of(row))
    return render(
        request,
        "indicators/indicator.html",
        {"indicator": row, "partnership": row.partnership, "may_define": may},
    )


@login_required
@require_http_methods(["GET", "POST"])
def new(request: Request, slug: str) -> HttpResponse:
    """POST: a partnership gets an indicator of its own."""
    partnership = get_object_or_404(Partnership, slug=slug)
    _insist(request, partnership)
    form = Definition(request.POST or None)

    def act(given: dict[str, Any]) -> Indicator:
        given.pop("revision")
        return actions.define(actor=request.actor, partnership=partnership, **given)

    return _entered(request, form, act, partnership, _("Ny indikator"), _("Indikatoren er laget."))


@login_required
@require_http_methods(["GET", "POST"])
def change(request: Request, slug: str, code: str) -> HttpResponse:
    """POST: an indicator is changed."""
    row = _own(slug, code)
    _insist(request, _of(row))
    form = Definition(request.POST or None, indicator=row)
    return _entered(
        request,
        form,
        lambda given: actions.change(actor=request.actor, indicator=row, **given),
        _of(row),
        _("Endre indikatoren"),
        _("Indikatoren er endret."),
        row,
    )


@login_required
@require_http_methods(["GET", "POST"])
def retire(request: Request, slug: str, code: str) -> HttpResponse:
    """POST: an indicator is ended, with the reason."""
    row = _own(slug, code)
    _insist(request, _of(row))
    form = Retire(request.POST or None, initial={"revision": row.revision})
    return _entered(
        request,
        form,
        lambda given: actions.retire(actor=request.actor, indicator=row, **given),
        _of(row),
        _("Avslutt indikatoren"),
        _("Indikatoren er avsluttet. Tallene står fortsatt."),
        row,
    )


def _entered(
    request: Request,
    form: Any,
    act: Callable[[dict[str, Any]], Indicator],
    partnership: Partnership,
    title: str,
    said: str,
    indicator: Indicator | None = None,
) -> HttpResponse:
    """The form, or, once it was accepted by the action, the indicator's page."""
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
                return redirect("indicators:one", partnership.slug, made.code)
    page = {"form": form, "title": title, "partnership": partnership, "indicator": indicator}
    return render(request, "indicators/form.html", page, status=status)


def _own(slug: str, code: str) -> Indicator:
    row = selectors.one(code, get_object_or_404(Partnership, slug=slug))
    if row is None:
        raise Http404
    return row


def _of(indicator: Indicator) -> Partnership:
    """The partnership of an indicator that has one."""
    if indicator.partnership is None:
        raise Http404
    return indicator.partnership


def _may_define(request: Request, partnership: Partnership) -> bool:
    return request.actor.may_in(Permission.INDICATOR_DEFINE, partnership_id=partnership.pk)


def _insist(request: Request, partnership: Partnership) -> None:
    if not _may_define(request, partnership):
        raise PermissionDenied(str(NotPermitted()))
