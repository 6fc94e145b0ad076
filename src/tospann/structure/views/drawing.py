"""Drawing a scenario by hand: the table, the map beside it, and the measures while one draws."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tospann.base.errors import Refused
from tospann.base.http import Request
from tospann.engines.structure import drawn
from tospann.engines.structure.territory import Structure, Territory
from tospann.structure import forms
from tospann.structure.actions import scenarios as actions
from tospann.structure.models import Scenario
from tospann.structure.selectors import drafts, words
from tospann.structure.selectors import lab as selectors
from tospann.structure.selectors.scenarios import assumptions_of, structure_of
from tospann.structure.selectors.seen import figures, seen
from tospann.structure.selectors.tables import names_of
from tospann.structure.selectors.territories import present, territory_of
from tospann.structure.views.lab import to_edit, with_revision


@dataclass
class _Desk:
    """What a page of drawing works on."""

    scenario: Scenario
    territory: Territory
    today: Structure
    current: Structure

    @classmethod
    def of(cls, scenario: Scenario) -> "_Desk":
        territory = territory_of(scenario.dataset_id)
        return cls(scenario, territory, present(territory), structure_of(scenario))

    def form(self, data: Any) -> forms.Drawing:
        sites = self.territory.sites
        return forms.Drawing(
            data,
            names=list(names_of(self.territory).items()),
            sites=list(zip(sites.ids, sites.names, strict=True)),
            models=self.models(),
            initial={"revision": self.scenario.revision},
        )

    def models(self) -> list[tuple[str, str]]:
        held = drafts.models_in(self.territory, assumptions_of(self.scenario))
        return [(name, words.named(name, words.MODELS)) for name in held]

    def drawn(self, form: forms.Drawing) -> drafts.Drawn:
        """What the choices make, or what is wrong with them."""
        if form.other_faults() or form.days_faults():
            return drafts.Drawn(None, form.other_faults(), ())
        assumptions = assumptions_of(self.scenario)
        return drafts.draw(self.territory, self.today, self.current, form.choices(), assumptions)


@login_required
@require_http_methods(["GET", "POST"])
def draw(request: Request, scenario_id: UUID) -> HttpResponse:
    """POST: what was chosen in the rows is saved; or, by «Regn ut», measured and not saved."""
    desk = _Desk.of(to_edit(request, scenario_id))
    if request.method != "POST":
        return _page(request, desk, desk.form(None))
    form = desk.form(request.POST)
    form.is_valid()
    made = desk.drawn(form)
    if made.differences is None or form.errors:
        return _page(request, desk, form, made, status=422)
    if "regn" in request.POST:
        return _page(request, desk, form, made)
    try:
        actions.change_scenario(
            actor=request.actor,
            scenario=desk.scenario,
            revision=form.cleaned_data["revision"],
            differences=made.differences,
        )
    except Refused as refusal:
        form = with_revision(form, desk.scenario)
        form.add_error(None, str(refusal))
        return _page(request, desk, form, made, status=refusal.status)
    for note in made.notes:
        messages.info(request, note)
    messages.success(request, _("Inndelingen er lagret."))
    return redirect("structure:scenario", desk.scenario.pk)


@login_required
@require_POST
def live(request: Request, scenario_id: UUID) -> HttpResponse:
    """POST: what is chosen in the rows now is measured; nothing is saved."""
    desk = _Desk.of(to_edit(request, scenario_id))
    form = desk.form(request.POST)
    form.is_valid()
    made = desk.drawn(form)
    status = 422 if made.differences is None or form.errors else 200
    context = {"scenario": desk.scenario, "form": form, **_measured(desk, form, made)}
    return render(request, "structure/_live.html", context, status=status)


def _page(
    request: Request,
    desk: _Desk,
    form: forms.Drawing,
    made: drafts.Drawn | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    names, only = names_of(desk.territory), request.GET.get("vis", "")
    shown = drafts.shown_in(desk.territory, desk.current, only)
    hosts = _hosts(desk, names, shown)
    context = {
        "scenario": desk.scenario,
        "form": form,
        "rows": drafts.rows(
            desk.territory,
            desk.today,
            desk.current,
            shown,
            form.data if form.is_bound else None,
            made.faults if made else None,
            form.days_faults(),
        ),
        "areas": hosts,
        "others": [
            (number, name)
            for number, name in names.items()
            if number not in dict(hosts) and number in _within_reach(desk, shown)
        ],
        "models": desk.models(),
        "only": only,
        "groups": drafts.groups_in(desk.territory),
        "every_area": _hosts(desk, names, list(names)),
        "saved": made is not None and made.differences is not None and status == 200,
        **_measured(desk, form, made),
    }
    return render(request, "structure/draw.html", context, status=status)


def _hosts(desk: _Desk, names: dict[str, str], shown: list[str]) -> list[tuple[str, str]]:
    """The hosts of the areas there are, those near what is shown."""
    near = _within_reach(desk, shown)
    numbers = [desk.territory.municipalities.numbers[host] for host in desk.current.hosts]
    return [(number, names[number]) for number in numbers if number in near]


def _within_reach(desk: _Desk, shown: list[str]) -> set[str]:
    """Who can be chosen as host: all in a county; of a country those in the same county."""
    held = desk.territory.municipalities
    if len(held) <= drafts.LARGE:
        return set(held.numbers)
    groups = {held.groups[held.index(number)] for number in shown}
    current = {row["host"] for row in drawn.rows_of(desk.territory, desk.current)}
    return {
        number for number, group in zip(held.numbers, held.groups, strict=True) if group in groups
    } | {number for number in current if held.groups[held.index(number)] in groups}


def _measured(desk: _Desk, form: forms.Drawing, made: drafts.Drawn | None) -> dict[str, Any]:
    """The measures of what is drawn; of what is saved when that makes no structure."""
    names = names_of(desk.territory)
    faults = [
        (number, names[number], said)
        for number, (_column, said) in (made.faults if made else {}).items()
        if number in names
    ]
    unsaved = made is not None and made.differences is not None
    differences = made.differences if made and unsaved else desk.scenario.differences
    shown = seen(desk.scenario.dataset_id, differences or {}, desk.scenario.assumptions)
    return {
        "figures": figures(shown),
        "shown": selectors.map_of(desk.scenario.dataset_id, shown, desk.scenario.title),
        "faults": faults,
        "days_wrong": bool(form.days_faults()),
        "notes": made.notes if made else (),
        "stale": bool(faults) or bool(form.errors),
    }
