"""Long computations: asked, followed, cancelled, read and taken away."""

import io
import zipfile
from collections.abc import Callable
from importlib.metadata import version
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.views.decorators.http import require_http_methods, require_safe

from tospann.access.roles import Permission
from tospann.base.errors import NotPermitted, Refused
from tospann.base.http import Request
from tospann.engines.structure import report
from tospann.engines.structure.errors import NoAnswer
from tospann.partnerships.models import Partnership
from tospann.structure.actions import points
from tospann.structure.actions import runs as actions
from tospann.structure.forms import runs as forms
from tospann.structure.models import Run, Scenario, Sort
from tospann.structure.selectors import kept, proposals, questions, scenarios
from tospann.structure.selectors import runs as selectors
from tospann.structure.selectors.territories import territory_of

A_PAGE = 20  # runs in a list
ACTS: dict[str, Callable[..., Run]] = {
    Sort.AREAS: actions.ask_areas,
    Sort.FRONT: actions.ask_front,
    Sort.FUTURES: actions.ask_futures,
}
QUESTIONS: dict[str, Callable[..., list[bytes]]] = {
    Sort.AREAS: questions.areas,
    Sort.FRONT: questions.front,
    Sort.FUTURES: questions.futures,
}
LEADS = {
    Sort.AREAS: _l(
        "Regnemotoren leter etter den beste inndelingen i kontorområder når kravene i scenarioet "
        "skal holdes. Svaret sier om det er bevist at ingen inndeling er bedre."
    ),
    Sort.FRONT: _l(
        "Regnemotoren finner alle strukturene som ingen annen slår på alt. Dagens kontorer og "
        "scenariene i partnerskapet legges ved siden av."
    ),
    Sort.FUTURES: _l(
        "Regnemotoren stiller det samme spørsmålet i mange mulige framtider, og følger "
        "dagens kontorer og scenariene i partnerskapet gjennom dem."
    ),
}
SHOWN = {
    Sort.AREAS: ("structure/_answer_areas.html", proposals.areas_page),
    Sort.FRONT: ("structure/_answer_front.html", kept.front_shown),
    Sort.FUTURES: ("structure/_answer_futures.html", kept.futures_shown),
}

# --- Asked ------------------------------------------------------------------------------


@login_required
@require_http_methods(["GET", "POST"])
def ask(request: Request, scenario_id: UUID, sort: str) -> HttpResponse:
    """POST: the question goes to the queue, or an answer to the same question is offered."""
    scenario = _asking(request, scenario_id)
    if sort not in forms.ASKS:
        raise Http404
    territory = territory_of(scenario.dataset_id)
    form = forms.ASKS[sort](request.POST or None, territory=territory)
    status, before = 200, None
    if request.method == "POST":
        status = 422
        if form.is_valid():
            before, status = _same(scenario, form)
            if before is None:
                run = _put(request, scenario, form)
                if run is not None:
                    messages.success(request, _("Beregningen er bestilt."))
                    return redirect("structure:run", run.pk)
                status = 422
    context = {
        "scenario": scenario,
        "partnership": scenario.partnership,
        "form": form,
        "sort": Sort(sort),
        "lead": LEADS[Sort(sort)],
        "before": before,
    }
    return render(request, "structure/ask.html", context, status=status)


def _same(scenario: Scenario, form: Any) -> tuple[Run | None, int]:
    """A run of just the same question, unless the person wants it computed again anyway."""
    if form.cleaned_data["again"]:
        return None, 200
    try:
        parts = QUESTIONS[form.sort](scenario, **form.asked)
    except NoAnswer:  # the action says why
        return None, 422
    before = questions.asked_before(scenario, parts, version("tospann"))
    if before is not None:
        form.offer_again()
    return before, 409 if before is not None else 200


def _put(request: Request, scenario: Scenario, form: Any) -> Run | None:
    """The run, or None with the refusal told in the form."""
    try:
        return ACTS[form.sort](
            actor=request.actor,
            scenario=scenario,
            mail=form.cleaned_data["mail"],
            **form.asked,
        )
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return None


def _asking(request: Request, scenario_id: UUID) -> Scenario:
    """The scenario, for one who may ask about it; others inside are told that they may not."""
    scenario = scenarios.readable(request.actor, scenario_id)
    if scenario is None or scenario.dropped_at is not None:
        raise Http404
    if not request.actor.may_in(Permission.DRAFT_EDIT, partnership_id=scenario.partnership_id):
        raise PermissionDenied(str(NotPermitted()))
    return scenario


# --- Followed ---------------------------------------------------------------------------


@login_required
@require_safe
def runs(request: Request, slug: str) -> HttpResponse:
    """Every run of the partnership, the newest first."""
    partnership = get_object_or_404(Partnership, slug=slug)
    if not request.actor.may_in(Permission.INTERNAL_READ, partnership_id=partnership.pk):
        raise Http404
    pages = Paginator(selectors.runs_of(partnership), A_PAGE)
    context = {"partnership": partnership, "page": pages.get_page(request.GET.get("side"))}
    return render(request, "structure/runs.html", context)


@login_required
@require_safe
def run(request: Request, run_id: UUID) -> HttpResponse:
    """A run: how far it is, why it has no answer, or the answer by its sort."""
    found = _readable(request, run_id)
    job = kept.job_of(found)
    context = _about(request, found) | {
        "asked": kept.asked_told(job, territory_of(found.dataset_id)),
    }
    if not found.ended:
        return render(
            request,
            "structure/run_waiting.html",
            context | {"progress": selectors.progress_of(found)},
        )
    if found.answer is None:
        return render(request, "structure/run_over.html", context)
    template, shown = SHOWN[Sort(found.sort)]
    context |= {
        "shown": shown(found),
        "again": kept.again(found, job),
        "tables": list(kept.tables_of(found)),
        "pictures": list(kept.pictures_of(found)),
        "answer_template": template,
    }
    return render(request, "structure/run_answer.html", context)


def _about(request: Request, found: Run) -> dict[str, Any]:
    """What every page of a run says."""
    scenario = found.scenario
    return {
        "run": found,
        "partnership": found.partnership,
        "scenario": scenario,
        "title": Sort(found.sort).label,
        "may_edit": _may_edit(request, found),
        "changed_since": scenario is not None and scenario.changed_at > found.asked_at,
    }


def _may_edit(request: Request, found: Run) -> bool:
    """Whether the person may cancel it, and make scenarios of it."""
    place = found.partnership_id
    return place is not None and request.actor.may_in(Permission.DRAFT_EDIT, partnership_id=place)


@login_required
@require_safe
def progress(request: Request, run_id: UUID) -> HttpResponse:
    """How far a run is, as a fragment; says so when it has ended."""
    found = _readable(request, run_id)
    context = {"run": found, "progress": selectors.progress_of(found)}
    return render(request, "structure/_run_progress.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def cancelled(request: Request, run_id: UUID) -> HttpResponse:
    """POST: the run is stopped. GET: are you sure?"""
    found = _readable(request, run_id)
    if not _may_edit(request, found):
        raise PermissionDenied(str(NotPermitted()))
    if request.method == "POST":
        try:
            actions.cancel(actor=request.actor, run=found)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Beregningen er avbrutt."))
        return redirect("structure:run", found.pk)
    if found.ended:
        return redirect("structure:run", found.pk)
    return render(request, "structure/run_cancelled.html", _about(request, found))


# --- Answers ----------------------------------------------------------------------------


@login_required
@require_http_methods(["GET", "POST"])
def point(request: Request, run_id: UUID, number: int) -> HttpResponse:
    """A point of a trade-off as a structure. POST: it becomes a scenario."""
    found = _answered(request, run_id)
    shown = kept.point_shown(found, number) if found.sort == Sort.FRONT else None
    if shown is None:
        raise Http404
    about = _about(request, found)
    if request.method == "POST" and not about["may_edit"]:
        raise PermissionDenied(str(NotPermitted()))
    suggested = _("Punkt %(number)s av %(count)s") % {
        "number": number,
        "count": shown.count,
    }
    form = forms.KeepPoint(request.POST or None, initial={"title": suggested})
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                made = points.keep_point(
                    actor=request.actor, run=found, number=number, **form.cleaned_data
                )
            except Refused as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(request, _("Scenarioet er laget."))
                return redirect("structure:scenario", made.pk)
    context = about | {"shown": shown, "form": form}
    return render(request, "structure/point.html", context, status=status)


@login_required
@require_safe
def answer(request: Request, run_id: UUID) -> HttpResponse:
    """The answer as it is kept, to the last byte."""
    found = _answered(request, run_id)
    return _file(found, bytes(found.answer or b""), "svar.json", "application/json")


@login_required
@require_safe
def answer_table(request: Request, run_id: UUID, name: str) -> HttpResponse:
    """A table of the answer as CSV."""
    found = _answered(request, run_id)
    table = kept.tables_of(found).get(name)
    if table is None:
        raise Http404
    return _file(found, report.as_csv(table).encode(), f"{name}.csv", "text/csv; charset=utf-8")


@login_required
@require_safe
def answer_picture(request: Request, run_id: UUID, name: str) -> HttpResponse:
    """A picture of the answer as SVG; shown where it is asked for, and drawn anew each time."""
    found = _answered(request, run_id)
    drawn = kept.pictures_of(found).get(name)
    if drawn is None:
        raise Http404
    return HttpResponse(
        drawn(),
        content_type="image/svg+xml",
        headers={"Content-Disposition": f'inline; filename="{_named(found, name)}.svg"'},
    )


@login_required
@require_safe
def again(request: Request, run_id: UUID) -> HttpResponse:
    """Everything the command needs to compute the answer again, in one file."""
    found = _answered(request, run_id)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in kept.files_of(found).items():
            archive.writestr(name, data)
    return _file(found, packed.getvalue(), "regn-om.zip", "application/zip")


def _file(found: Run, data: bytes, name: str, content_type: str) -> HttpResponse:
    return HttpResponse(
        data,
        content_type=content_type,
        headers={"Content-Disposition": f'attachment; filename="{_named(found, name)}"'},
    )


def _named(found: Run, name: str) -> str:
    """A file's name with what it is about before it."""
    about = slugify(found.scenario.title if found.scenario else found.dataset.name)[:40]
    return f"{about or 'beregning'}-{name}"


def _readable(request: Request, run_id: UUID) -> Run:
    """The run, for those inside its partnership; others are not told that it is there."""
    found = selectors.readable(request.actor, run_id)
    if found is None:
        raise Http404
    return found


def _answered(request: Request, run_id: UUID) -> Run:
    """A run with an answer."""
    found = _readable(request, run_id)
    if found.answer is None:
        raise Http404
    return found
