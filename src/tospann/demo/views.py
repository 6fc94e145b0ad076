"""The demo's entrance: enter as a role, take the tour, start afresh."""

from django.contrib import messages
from django.contrib.auth import login, logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tospann.accounts.models import Person
from tospann.accounts.strength import DEMO_ROLE
from tospann.demo import loading, tour
from tospann.demo.roles import FEATURED, OTHERS, ROLES


@require_GET
def entrance(request: HttpRequest) -> HttpResponse:
    """The roles to enter as, the tour, and the reset button."""
    context = {"featured": FEATURED, "others": OTHERS, "steps": tour.steps()}
    return render(request, "demo/entrance.html", context)


@require_POST
def role(request: HttpRequest, key: str) -> HttpResponse:
    """POST: sign in as the holder of a role."""
    if key not in ROLES:
        raise Http404
    person = get_object_or_404(Person, email=ROLES[key].email)
    login(request, person, "django.contrib.auth.backends.ModelBackend")
    request.session[DEMO_ROLE] = True
    return redirect("portal:mine")


@require_POST
def reset(request: HttpRequest) -> HttpResponse:
    """POST: everything people did in the demo is thrown away."""
    logout(request)
    loading.reset()
    messages.success(request, _("Demoen er nullstilt. Alt er slik det var fra start."))
    return redirect("demo:entrance")
