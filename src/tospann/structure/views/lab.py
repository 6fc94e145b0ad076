"""The partnership's lab, and its scenarios: begun, read, named, copied, put aside."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tospann.access.actor import Actor
from tospann.access.roles import Permission
from tospann.base.errors import NotPermitted, Refused
from tospann.base.http import Request
from tospann.engines.structure import drawn
from tospann.partnerships.models import Partnership
from tospann.structure import forms
from tospann.structure.actions import scenarios as actions
from tospann.structure.background import may_fetch_tiles
from tospann.structure.models import Dataset, Scenario
from tospann.structure.selectors import lab as selectors
from tospann.structure.selectors import scenarios as read
from tospann.structure.selectors.structures import structure_named
from tospann.structure.selectors.territories import newest, present, territory_of
from tospann.structure.study.opened import studies_with
from tospann.structure.study.thread.threads import threads


def scenario_or_404(actor: Actor, scenario_id: UUID) -> Scenario:
    """The scenario, for those inside its partnership."""
    found = read.readable(actor, scenario_id)
    if found is None:
        raise Http404
    return found


def to_edit(actor: Actor, scenario_id: UUID) -> Scenario:
    """The scenario, for those who may change it. 403 for those who only read."""
    scenario = scenario_or_404(actor, scenario_id)
    may = actor.may_in(Permission.DRAFT_EDIT, partnership_id=scenario.partnership_id)
    if not may:
        raise PermissionDenied(str(NotPermitted()))
    return scenario


@require_GET
def lab(request: Request, slug: str) -> HttpResponse:
    """The partnership's scenarios for those inside; for all others what a lab is."""
    page = selectors.lab_of(request.actor, slug)
    if page is None:
        raise Http404
    context = {
        "page": page,
        "partnership": page.partnership,
        "threads": threads(request.actor, page.partnership),
        "may_write": page.may_edit,
    }
    return render(request, "structure/lab.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def new_scenario(request: Request, slug: str) -> HttpResponse:
    """POST: a scenario is begun from today, or from another structure of a dataset."""
    partnership = Partnership.objects.filter(slug=slug).first()
    if partnership is None:
        raise Http404
    if not request.actor.may_in(Permission.DRAFT_EDIT, partnership_id=partnership.pk):
        raise PermissionDenied(str(NotPermitted()))
    starts = selectors.starts_of(partnership)
    first = {"start": starts[0][0]} if starts else {}
    form = forms.Start(request.POST or None, starts=starts, initial=first)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            dataset, differences = _begun(form.cleaned_data["start"])
            try:
                made = actions.create_scenario(
                    actor=request.actor,
                    partnership=partnership,
                    dataset=dataset,
                    title=form.cleaned_data["title"],
                    note=form.cleaned_data["note"],
                    differences=differences,
                )
            except Refused as refusal:
                status = refusal.status
                form.add_error(None, str(refusal))
            else:
                messages.success(request, _("Scenarioet er laget. Flytt kommunene dit dere vil."))
                return redirect("structure:draw", made.pk)
    context = {"form": form, "partnership": partnership, "starts": starts}
    return render(request, "structure/new_scenario.html", context, status=status)


def _begun(start: str) -> tuple[Dataset, dict[str, Any]]:
    """The newest version of the dataset, and what makes the structure out of today's."""
    name, _colon, wanted = start.partition(":")
    dataset = newest(name)
    if dataset is None:
        raise Http404
    territory = territory_of(dataset.pk)
    structure = structure_named(territory, wanted)
    if structure is None:
        raise Http404
    return dataset, drawn.differences_between(territory, present(territory), structure)


@login_required
@require_GET
@may_fetch_tiles
def scenario(request: Request, scenario_id: UUID) -> HttpResponse:
    """One scenario: what is otherwise than today, and what it means."""
    page = selectors.page_of(request.actor, scenario_or_404(request.actor, scenario_id))
    context = {
        "page": page,
        "scenario": page.scenario,
        "studies": studies_with(request.actor, page.scenario),
    }
    return render(request, "structure/scenario.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def naming(request: Request, scenario_id: UUID) -> HttpResponse:
    """POST: the scenario gets another name or note."""
    scenario = to_edit(request.actor, scenario_id)
    initial = {name: getattr(scenario, name) for name in ("title", "note", "revision")}
    form = forms.Naming(request.POST or None, initial=initial)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                actions.change_scenario(
                    actor=request.actor, scenario=scenario, **form.cleaned_data
                )
            except Refused as refusal:
                status = refusal.status
                form = with_revision(form, scenario)
                form.add_error(None, str(refusal))
            else:
                messages.success(request, _("Navnet er lagret."))
                return redirect("structure:scenario", scenario.pk)
    return form_page(scenario, request, form, _("Navn og formål"), status=status)


def with_revision(form: Any, scenario: Scenario) -> Any:
    """The same form with the newest revision, so that what was typed can be saved once seen."""
    newest_one = Scenario.objects.only("revision").get(pk=scenario.pk).revision
    form.data = form.data.copy()
    form.data["revision"] = str(newest_one)
    return form


def form_page(
    scenario: Scenario,
    request: Request,
    form: Any,
    title: str,
    *,
    status: int = 200,
    lead: str = "",
    button: str = "",
    up_url: str = "",
) -> HttpResponse:
    """A page with one form about a scenario."""
    context = {
        "form": form,
        "scenario": scenario,
        "title": title,
        "lead": lead,
        "button": button or _("Lagre"),
        "up_url": up_url or reverse("structure:scenario", args=[scenario.pk]),
    }
    return render(request, "structure/form.html", context, status=status)


@login_required
@require_http_methods(["GET", "POST"])
def copy(request: Request, scenario_id: UUID) -> HttpResponse:
    """POST: another scenario that says the same, with a name of its own."""
    scenario = to_edit(request.actor, scenario_id)
    initial = {"title": (_("Kopi av %(title)s") % {"title": scenario.title})[:120]}
    form = forms.Title(request.POST or None, initial=initial)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                made = actions.create_scenario(
                    actor=request.actor,
                    partnership=scenario.partnership,
                    dataset=scenario.dataset,
                    title=form.cleaned_data["title"],
                    note=scenario.note,
                    differences=scenario.differences,
                    rules=scenario.rules,
                    assumptions=scenario.assumptions,
                    proof=scenario.proof,
                    copied_from=scenario,
                    illustrative=scenario.illustrative,
                )
            except Refused as refusal:
                status = refusal.status
                form.add_error(None, str(refusal))
            else:
                messages.success(
                    request, _("Kopien er laget. Endringer her rører ikke originalen.")
                )
                return redirect("structure:scenario", made.pk)
    return form_page(
        scenario, request, form, _("Kopier scenarioet"), status=status, button=_("Lag kopien")
    )


@login_required
@require_POST
def drop(request: Request, scenario_id: UUID) -> HttpResponse:
    """POST: the scenario is put aside; the answer offers to undo it."""
    scenario = to_edit(request.actor, scenario_id)
    actions.drop_scenario(actor=request.actor, scenario=scenario)
    return render(request, "structure/dropped.html", {"scenario": scenario})


@login_required
@require_POST
def take_back(request: Request, scenario_id: UUID) -> HttpResponse:
    """POST: a scenario that was put aside is used again."""
    scenario = to_edit(request.actor, scenario_id)
    actions.take_back_scenario(actor=request.actor, scenario=scenario)
    messages.success(request, _("Scenarioet er tatt fram igjen."))
    return redirect("structure:scenario", scenario.pk)


@login_required
@require_POST
def renew(request: Request, scenario_id: UUID) -> HttpResponse:
    """POST: the scenario rests on the newest version of its dataset from now on."""
    scenario = to_edit(request.actor, scenario_id)
    form = forms.Revision(request.POST)
    if not form.is_valid():
        return form_page(scenario, request, form, _("Bruk de nyeste tallene"), status=422)
    try:
        actions.renew_scenario(actor=request.actor, scenario=scenario, **form.cleaned_data)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Scenarioet bygger nå på den nyeste utgaven av tallene."))
    return redirect("structure:scenario", scenario.pk)
