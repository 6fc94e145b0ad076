"""From a scenario to an answer, and from an answer to a scenario."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tospann.access.roles import Permission
from tospann.base.errors import NotPermitted, Refused
from tospann.base.http import Request
from tospann.structure import forms
from tospann.structure.actions import prices, scenarios
from tospann.structure.models import Run
from tospann.structure.selectors import proposals, runs
from tospann.structure.selectors.tables import names_of
from tospann.structure.selectors.territories import territory_of
from tospann.structure.views.lab import scenario_or_404, to_edit


@login_required
@require_GET
def why_not(request: Request, scenario_id: UUID) -> HttpResponse:
    """Which rules a drawn structure breaks, and how far it is from the best there is."""
    page = proposals.why_not(scenario_or_404(request, scenario_id))
    may = request.actor.may_in(Permission.DRAFT_EDIT, partnership_id=page.scenario.partnership_id)
    context = {"page": page, "scenario": page.scenario, "may_edit": may}
    return render(request, "structure/why_not.html", context)


@login_required
@require_POST
def price(request: Request, scenario_id: UUID) -> HttpResponse:
    """POST: the best areas are asked for with one municipality held out, and what it costs."""
    scenario = to_edit(request, scenario_id)
    names = names_of(territory_of(scenario.dataset_id))
    form = forms.Outside(request.POST, municipalities=sorted(names.items(), key=lambda p: p[1]))
    if not form.is_valid():
        messages.error(request, _("Velg en kommune fra listen."))
        return redirect("structure:scenario", scenario.pk)
    number, rule = form.cleaned_data["number"], form.cleaned_data["rule"]
    said = (
        _("%(title)s: %(name)s alene")
        if rule == "StandsAlone"
        else _("%(title)s: %(name)s ikke vert")
    )
    title = said % {"title": scenario.title[:70], "name": names[number]}
    try:
        run = prices.ask_price(
            actor=request.actor, scenario=scenario, title=title[:120], rule=rule, number=number
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("structure:scenario", scenario.pk)
    messages.success(request, _("Spørsmålet er stilt på en kopi av scenarioet."))
    return redirect("structure:run", run.pk)


@login_required
@require_http_methods(["GET", "POST"])
def keep(request: Request, run_id: UUID, number: int) -> HttpResponse:
    """POST: a proposal becomes a scenario with its proof."""
    run = _run(request, run_id)
    if run.sort != "areas" or proposals.kept_of(run, number) is None:
        raise Http404
    first = (run.scenario.title if run.scenario else run.dataset.title)[:90]
    initial = {"title": _("%(title)s: forslag %(number)s") % {"title": first, "number": number}}
    form = forms.Title(request.POST or None, initial=initial)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                made = scenarios.keep_proposal(
                    actor=request.actor,
                    run=run,
                    number=number,
                    title=form.cleaned_data["title"],
                )
            except Refused as refusal:
                status = refusal.status
                form.add_error(None, str(refusal))
            else:
                messages.success(request, _("Forslaget er lagret som scenario, med beviset."))
                return redirect("structure:scenario", made.pk)
    context = {"form": form, "run": run, "number": number}
    return render(request, "structure/keep.html", context, status=status)


def _run(request: Request, run_id: UUID) -> Run:
    """A run of a partnership one may edit in."""
    run = runs.readable(request.actor, run_id)
    if run is None or run.partnership_id is None:
        raise Http404
    if not request.actor.may_in(Permission.DRAFT_EDIT, partnership_id=run.partnership_id):
        raise PermissionDenied(str(NotPermitted()))
    return run
