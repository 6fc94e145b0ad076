"""Open pages about municipalities and offices. They only read."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tospann.base import clock
from tospann.offices import selectors
from tospann.offices.atlas import atlas_on
from tospann.offices.forms import OnDay


def _window():
    today = clock.today()
    return selectors.window() or selectors.Window(today, today)


@require_safe
def municipalities(request):
    """The map and the list of municipalities, on a day."""
    form = OnDay(request.GET, window=_window())
    context = {
        "form": form,
        "window": form.window,
        "day": form.day,
        "atlas": atlas_on(form.day),
        "turns": selectors.turning_points(form.window.first, form.window.last),
        "lines": selectors.municipalities_on(form.day),
    }
    status = 200 if form.is_valid() else 422
    return render(request, "offices/municipalities.html", context, status=status)


@require_safe
def municipality(request, number):
    page = selectors.municipality_page(number, clock.today())
    if page is None:
        raise Http404
    return render(request, "offices/municipality.html", {"page": page, "window": _window()})


@require_safe
def offices(request):
    """The list of offices, on a day."""
    form = OnDay(request.GET, window=_window())
    lines = selectors.offices_on(form.day)
    context = {
        "form": form,
        "window": form.window,
        "day": form.day,
        "serving": [line for line in lines if line.serves],
        "idle": [line for line in lines if not line.serves],
    }
    status = 200 if form.is_valid() else 422
    return render(request, "offices/offices.html", context, status=status)


@require_safe
def office(request, unit_number):
    page = selectors.office_page(unit_number, clock.today())
    if page is None:
        raise Http404
    return render(request, "offices/office.html", {"page": page, "window": _window()})


@require_safe
def coverage(request):
    """Where the rule of one office for every municipality does not hold."""
    window = _window()
    context = {
        "window": window,
        "findings": selectors.coverage_findings(window.first, window.last),
        "checked": selectors.followed_count(),
        "inferred": selectors.uncertain_coverage(),
    }
    return render(request, "offices/coverage.html", context)


@require_safe
def sources(request):
    return render(request, "offices/sources.html", {"credits": selectors.credits_and_uses()})
