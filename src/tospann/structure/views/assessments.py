"""Weighing scenarios by role: opened, answered, closed, and what came of it."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from tospann.access.actor import HeldSeat
from tospann.access.roles import Permission
from tospann.agreements.points import listed
from tospann.base import clock
from tospann.base.errors import NotPermitted, Refused
from tospann.base.http import Request
from tospann.engines.structure.norwegian import decimal
from tospann.partnerships.models import Owner, Partnership
from tospann.structure.actions import assessments as actions
from tospann.structure.forms.assessments import Answer, OpenAssessment, initial_of
from tospann.structure.models import Assessment, Group
from tospann.structure.selectors import assessments as selectors
from tospann.structure.selectors import scenarios
from tospann.structure.selectors.assessments import Outcome, Voice
from tospann.structure.selectors.criteria import CRITERIA, GROUPS, seats_that_weigh
from tospann.structure.views.tabled import csv_file, lab_of


def _partnership(request: Request, slug: str) -> Partnership:
    found = get_object_or_404(Partnership, slug=slug)
    if not request.actor.may_in(Permission.INTERNAL_READ, partnership_id=found.pk):
        raise Http404
    return found


def _assessment(request: Request, assessment_id: UUID) -> Assessment:
    found = selectors.readable(request.actor, assessment_id)
    if found is None:
        raise Http404
    return found


def _edits(request: Request, partnership: Partnership) -> bool:
    return request.actor.may_in(Permission.DRAFT_EDIT, partnership_id=partnership.pk)


def _need_edit(request: Request, partnership: Partnership) -> None:
    if not _edits(request, partnership):
        raise PermissionDenied(str(NotPermitted()))


@login_required
@require_GET
def assessment(request: Request, slug: str) -> HttpResponse:
    """The open assessment if there is one, and what came of the last that was closed."""
    partnership = _partnership(request, slug)
    found = list(selectors.assessments(partnership))
    open_one = next((one for one in found if one.closed_at is None), None)
    closed = [one for one in found if one.closed_at is not None]
    wanted = request.GET.get("vurdering", "")
    shown = next((one for one in closed if str(one.pk) == wanted), closed[0] if closed else None)
    outcome = selectors.outcome_of(shown) if shown else None
    context = {
        "partnership": partnership,
        "open_one": open_one,
        "passed": bool(open_one and open_one.deadline < clock.today()),
        "closed": closed,
        "shown": shown,
        "up": lab_of(partnership),
        "outcome": outcome,
        "illustrative": any(one.illustrative for one in outcome.scenarios) if outcome else False,
        "tables": _tables(outcome) if outcome else [],
        "facts": _facts(outcome) if outcome else [],
        "edits": _edits(request, partnership),
        "weighs": bool(seats_that_weigh(request.actor, partnership.pk)),
        "answered": bool(open_one and selectors.own_answer(request.actor, open_one)),
    }
    return render(request, "structure/assessment.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def new_assessment(request: Request, slug: str) -> HttpResponse:
    """POST: an assessment is opened."""
    partnership = _partnership(request, slug)
    _need_edit(request, partnership)
    known = list(scenarios.scenarios(partnership).defer("dataset__archive"))
    form = OpenAssessment(request.POST or None, scenarios=known)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            given = form.cleaned_data
            try:
                actions.open_assessment(
                    actor=request.actor,
                    partnership=partnership,
                    scenarios=[UUID(one) for one in given["scenarios"]],
                    deadline=given["deadline"],
                )
            except Refused as refusal:
                status = refusal.status
                form.add_error(None, str(refusal))
            else:
                messages.success(request, _("Vurderingen er åpnet. Be alle gruppene svare."))
                return redirect("structure:assessment", partnership.slug)
    context = {"partnership": partnership, "form": form, "known": known}
    return render(request, "structure/assessment_new.html", context, status=status)


@login_required
@require_http_methods(["GET", "POST"])
def assessment_answer(request: Request, assessment_id: UUID) -> HttpResponse:
    """The person's own answer. POST: it is kept, or changed."""
    row = _assessment(request, assessment_id)
    seats = seats_that_weigh(request.actor, row.partnership_id)
    if not seats:
        raise PermissionDenied(str(NotPermitted()))
    chosen = sorted(row.scenarios.all(), key=lambda one: (one.title, one.pk))
    own = selectors.own_answer(request.actor, row)
    form = Answer(
        request.POST or None,
        scenarios=chosen,
        seats=_seats(seats),
        initial=initial_of(own, chosen),
    )
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                actions.answer_assessment(
                    actor=request.actor, assessment=row, **_with_seat(form.given)
                )
            except Refused as refusal:
                status = refusal.status
                form.add_error(None, str(refusal))
            else:
                messages.success(
                    request, _("Svaret er lagret. Du kan endre det til vurderingen avsluttes.")
                )
                return redirect("structure:assessment", row.partnership.slug)
    context = {
        "partnership": row.partnership,
        "assessment": row,
        "scenarios": chosen,
        "form": form,
        "rows": form.rows(selectors.facts_of(chosen)),
        "over": row.closed_at is not None,
    }
    return render(request, "structure/assessment_answer.html", context, status=status)


def _with_seat(given: dict[str, Any]) -> dict[str, Any]:
    return given | {"seat_id": UUID(given["seat_id"])}


def _seats(seats: Sequence[HeldSeat]) -> list[tuple[str, str]]:
    """What each seat answers as: the group, and for owners the owner's name. One query."""
    owners = Owner.objects.in_bulk([one.owner_id for one in seats])
    return [
        (
            str(one.seat_id),
            str(owners[one.owner_id])
            if GROUPS[one.role] == Group.OWNERS
            else str(GROUPS[one.role].label),
        )
        for one in seats
    ]


@login_required
@require_http_methods(["GET", "POST"])
def assessment_closing(request: Request, assessment_id: UUID) -> HttpResponse:
    """POST: the assessment is closed, and its result is shown to everybody inside."""
    row = _assessment(request, assessment_id)
    _need_edit(request, row.partnership)
    refusal = ""
    status = 200
    if request.method == "POST":
        try:
            actions.close_assessment(actor=request.actor, assessment=row)
        except Refused as refused:
            refusal, status = str(refused), refused.status
        else:
            messages.success(request, _("Vurderingen er avsluttet. Resultatet er synlig."))
            return redirect("structure:assessment", row.partnership.slug)
    context = {
        "partnership": row.partnership,
        "assessment": row,
        "answers": row.answers.count(),
        "refusal": refusal,
    }
    return render(request, "structure/assessment_closing.html", context, status=status)


@login_required
@require_GET
def assessment_csv(request: Request, assessment_id: UUID) -> HttpResponse:
    """What the page shows of a closed assessment, for a spreadsheet; hidden cells as a colon."""
    row = _assessment(request, assessment_id)
    outcome = selectors.outcome_of(row)
    if outcome is None:
        raise Http404
    return csv_file(
        "vurdering",
        [_("Gruppe"), _("Kriterium"), _("Vekt"), *(one.title for one in outcome.scenarios)],
        _lines(outcome),
    )


def _lines(outcome: Outcome) -> list[list[str]]:
    return [
        [
            voice.name,
            str(one.name),
            _figure(voice.weights[one.code]),
            *(_figure(voice.scores[str(s.pk)][one.code]) for s in outcome.scenarios),
        ]
        for voice in (*outcome.groups, *outcome.owners)
        for one in CRITERIA
    ]


def _figure(value: float | None) -> str:
    return ":" if value is None else decimal(value)


def _facts(outcome: Outcome) -> list[tuple[str, list[tuple[str, str]]]]:
    """What is measured: criterion, then today and each scenario."""
    told = selectors.facts_of(outcome.scenarios)
    titles = [_("I dag"), *(one.title for one in outcome.scenarios)]
    return [
        (
            str(one.name),
            [(title, each.get(one.code, "–")) for title, each in zip(titles, told, strict=True)],
        )
        for one in CRITERIA
        if any(one.code in each for each in told)
    ]


def _tables(
    outcome: Outcome,
) -> list[tuple[Voice, str, list[tuple[str, str, list[tuple[str, str]]]]]]:
    """Each voice, what it gives most weight, and its rows: criterion, weight, each scenario."""
    return [
        (
            voice,
            _heaviest(voice),
            [
                (
                    str(one.name),
                    _figure(voice.weights[one.code]),
                    [
                        (s.title, _figure(voice.scores[str(s.pk)][one.code]))
                        for s in outcome.scenarios
                    ],
                )
                for one in CRITERIA
            ],
        )
        for voice in (*outcome.groups, *outcome.owners)
    ]


def _heaviest(voice: Voice) -> str:
    """The criteria with the most weight, in a sentence; several when they are equal."""
    most = max((one for one in voice.weights.values() if one is not None), default=None)
    names = [str(one.name) for one in CRITERIA if most and voice.weights[one.code] == most]
    return listed([name[:1].lower() + name[1:] for name in names])
