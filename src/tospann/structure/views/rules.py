"""What a proposal must keep, and what it is weighed by."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tospann.base.errors import Refused
from tospann.base.http import Request
from tospann.structure import forms
from tospann.structure.actions import scenarios as actions
from tospann.structure.models import Scenario
from tospann.structure.selectors import lab as selectors
from tospann.structure.selectors.scenarios import assumptions_of
from tospann.structure.selectors.tables import names_of
from tospann.structure.selectors.territories import territory_of
from tospann.structure.views.lab import form_page, to_edit, with_revision

Data = Mapping[str, Any]


def _offered(scenario: Scenario) -> dict[str, Any]:
    """Municipalities and models one can choose, by name."""
    names = names_of(territory_of(scenario.dataset_id))
    return {
        "municipalities": sorted(names.items(), key=lambda pair: pair[1]),
        "models": [model.name for model in assumptions_of(scenario).models],
    }


@login_required
@require_http_methods(["GET", "POST"])
def rules(request: Request, scenario_id: UUID) -> HttpResponse:
    """POST: the rules for every area are those of the form; the others stay.

    `then=areas` goes on to asking for a proposal, so that what was typed is never left behind.
    """
    scenario = to_edit(request.actor, scenario_id)
    initial = {"revision": scenario.revision, **forms.Limits.initial_of(scenario.rules)}
    form = forms.Limits(request.POST or None, initial=initial, **_offered(scenario))
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            particular = [rule for rule in scenario.rules if not forms.is_general(rule)]
            try:
                _change(request, scenario, form.cleaned_data["revision"],
                        [*form.rules(), *particular])  # fmt: skip
            except Refused as refusal:
                status = refusal.status
                form = with_revision(form, scenario)
                form.add_error(None, str(refusal))
            else:
                messages.success(request, _("Kravene er lagret."))
                if form.cleaned_data["then"]:
                    return redirect("structure:ask", scenario.pk, "areas")
                return redirect("structure:rules", scenario.pk)
    return _page(request, scenario, form, status)


def _change(request: Request, scenario: Scenario, revision: int, data: Sequence[Data]) -> Scenario:
    return actions.change_scenario(
        actor=request.actor, scenario=scenario, revision=revision, rules=list(data)
    )


def _page(
    request: Request, scenario: Scenario, form: forms.Limits, status: int = 200
) -> HttpResponse:
    lines = selectors.rule_lines(scenario)
    names = names_of(territory_of(scenario.dataset_id))
    lacking = selectors.lacking_for(scenario)
    context = {
        "scenario": scenario,
        "form": form,
        "particular": [line for line in lines if not forms.is_general(line.data)],
        "kinds": [(word, title) for word, (_rule, _f, title, _lead) in forms.KINDS.items()],
        "lacking": [names[number] for number in lacking],
        "everyone_lacks": len(lacking) == len(names),
        "assumptions": selectors.assumption_lines(scenario.assumptions),
    }
    return render(request, "structure/rules.html", context, status=status)


@login_required
@require_http_methods(["GET", "POST"])
def rule_about(request: Request, scenario_id: UUID, kind: str) -> HttpResponse:
    """POST: a rule about some municipalities is added."""
    scenario = to_edit(request.actor, scenario_id)
    if kind not in forms.KINDS:
        raise Http404
    _rule, _fields, title, lead = forms.KINDS[kind]
    initial = {"revision": scenario.revision, "number": request.GET.get("kommune", "")}
    form = forms.About(request.POST or None, kind=kind, initial=initial, **_offered(scenario))
    up = reverse("structure:rules", args=[scenario.pk])
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            kept = [rule for rule in scenario.rules if rule not in form.rules()]
            try:
                _change(request, scenario, form.cleaned_data["revision"], kept + form.rules())
            except Refused as refusal:
                status = refusal.status
                form = with_revision(form, scenario)
                form.add_error(None, str(refusal))
            else:
                messages.success(request, _("Kravet er lagt til."))
                return redirect(f"{up}#enkelte")
    return form_page(
        scenario,
        request,
        form,
        str(title),
        status=status,
        lead=str(lead),
        up_url=up,
        button=_("Legg til kravet"),
    )


@login_required
@require_POST
def struck_rule(request: Request, scenario_id: UUID, index: int) -> HttpResponse:
    """POST: a rule is taken away."""
    scenario = to_edit(request.actor, scenario_id)
    if index >= len(scenario.rules):
        raise Http404
    form = forms.Revision(request.POST)
    if not form.is_valid():
        return form_page(scenario, request, form, _("Ta bort kravet"), status=422)
    rest = [rule for i, rule in enumerate(scenario.rules) if i != index]
    try:
        _change(request, scenario, form.cleaned_data["revision"], rest)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Kravet er tatt bort."))
    return redirect(f"{reverse('structure:rules', args=[scenario.pk])}#enkelte")


@login_required
@require_POST
def exemption(request: Request, scenario_id: UUID) -> HttpResponse:
    """POST: those who can never be in an area large enough need not be."""
    scenario = to_edit(request.actor, scenario_id)
    form = forms.Revision(request.POST)
    if not form.is_valid():
        return form_page(scenario, request, form, _("Unnta dem fra kravet"), status=422)
    lacking = selectors.lacking_for(scenario)
    changed = [
        {**rule, "except_": sorted({*(rule.get("except_") or []), *lacking})}
        if rule["rule"] in forms.SIZES
        else rule
        for rule in scenario.rules
    ]
    try:
        _change(request, scenario, form.cleaned_data["revision"], changed)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("De er unntatt. Områder med bare dem kan være mindre."))
    return redirect("structure:rules", scenario.pk)


@login_required
@require_http_methods(["GET", "POST"])
def weights(request: Request, scenario_id: UUID) -> HttpResponse:
    """POST: the scenario is weighed and priced by these figures; empty ones are as stated."""
    scenario = to_edit(request.actor, scenario_id)
    initial = {"revision": scenario.revision}
    form = forms.Weights(request.POST or None, own=scenario.assumptions, initial=initial)
    up = reverse("structure:rules", args=[scenario.pk])
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                actions.change_scenario(
                    actor=request.actor,
                    scenario=scenario,
                    revision=form.cleaned_data["revision"],
                    assumptions=form.figures(),
                )
            except Refused as refusal:
                status = refusal.status
                form = with_revision(form, scenario)
                form.add_error(None, str(refusal))
            else:
                messages.success(request, _("Forutsetningene er lagret."))
                return redirect(up)
    lead = _(
        "Ingen offentlig kilde har disse tallene for hvert kontor. Derfor står det eksempler til "
        "dere setter inn egne. Hvert svar sier hva det bygger på."
    )
    return form_page(
        scenario, request, form, _("Forutsetninger og vekter"), status=status, lead=lead, up_url=up
    )
