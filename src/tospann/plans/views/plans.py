"""The plan as it holds and goes: its page, each measure, each goal."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from tospann.base import clock
from tospann.base.http import Request
from tospann.plans import actions, forms
from tospann.plans.models import Line
from tospann.plans.pages import address, entered, partnership_of, refuse, titled
from tospann.plans.selectors import coverage, signals
from tospann.plans.selectors import page as pages
from tospann.plans.selectors import plans as selectors


@require_GET
def plan(request: Request, slug: str) -> HttpResponse:
    """The plan in force, or of `?aar=`, with how it goes. Open to all."""
    partnership = partnership_of(slug)
    wanted = request.GET.get("aar", "")
    year = int(wanted) if wanted.isdecimal() and len(wanted) == 4 else None
    page = pages.plan_page(request.actor, partnership, clock.today(), year)
    if year is not None and page.line is None:
        raise Http404
    return render(request, "plans/plan.html", {"page": page, "partnership": partnership})


@require_GET
def matrix(request: Request, slug: str) -> HttpResponse:
    """Signal, goal, measure, indicator: for the draft, for each version, for each year."""
    partnership = partnership_of(slug)
    hands = signals.hand(request.actor, partnership, clock.today())
    texts = coverage.texts_of(selectors.plans_of(partnership), hands)
    form = forms.WhichPlan(request.GET, texts=[(one.value, _named(one)) for one in texts])
    wanted = form.cleaned_data["vis"] if form.is_valid() else ""
    chosen = next((one for one in texts if one.value == wanted), coverage.usual(texts))
    form.initial["vis"] = chosen.value if chosen else ""
    context = {
        "partnership": partnership,
        "hand": hands,
        "form": forms.WhichPlan(
            {"vis": chosen.value} if chosen else None,
            texts=[(one.value, _named(one)) for one in texts],
        ),
        "matrix": coverage.matrix(chosen, hands) if chosen else None,
        "lines": Line,
    }
    return render(request, "plans/coverage.html", context, status=422 if form.errors else 200)


def _named(text: coverage.Text) -> str:
    if text.version is None:
        return _("%(year)s: utkast") % {"year": text.line.year}
    said = _("%(year)s: versjon %(number)s") % {"year": text.line.year, "number": text.version}
    if text.line.holds and text.line.holds.version.number == text.version:
        return _("%(text)s (gjelder)") % {"text": said}
    return said


@require_http_methods(["GET", "POST"])
def measure(request: Request, document_id: UUID, part_id: str) -> HttpResponse:
    """A measure and all that was told about it. POST: how it stands is told."""
    page = pages.measure_page(request.actor, document_id, part_id, clock.today())
    if page is None:
        raise Http404
    owners = page.hand.reports
    if request.method == "POST" and not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    if request.method == "POST" and not owners:
        refuse()
    form = forms.Report(
        request.POST or None, owners=owners, initial={"status": page.now.status.value}
    )
    return entered(
        request,
        form,
        lambda given: actions.report_progress(
            actor=request.actor, document=page.document, part_id=part_id, **given
        ),
        said=_("Meldingen er lagret. Det som er meldt før, står."),
        to=lambda made: address("measure", document_id, part_id),
        template="plans/measure.html",
        context={"page": page, "partnership": page.document.partnership},
    )


@login_required
@require_http_methods(["GET", "POST"])
def judgement(request: Request, document_id: UUID, part_id: str) -> HttpResponse:
    """POST: an owner's own view of a goal, with its reason."""
    page = pages.goal_page(request.actor, document_id, part_id, clock.today())
    if page is None:
        raise Http404
    if not page.hand.speaks:
        refuse()
    partnership = page.document.partnership
    up = (_("Planen"), address("plan", partnership.slug))
    context: dict[str, Any] = titled(
        _("Eierens vurdering av målet"),
        partnership,
        up,
        lead=_(
            "Tallene og tiltakene viser sitt. Her kan eieren si noe annet, med en grunn. "
            "Vurderer eierne ulikt, vises begge."
        ),
        row_text=page.goal.title,
    )
    return entered(
        request,
        forms.Judge(request.POST or None, owners=page.hand.speaks),
        lambda given: actions.judge_goal(
            actor=request.actor, document=page.document, part_id=part_id, **given
        ),
        said=_("Vurderingen er lagret."),
        to=lambda made: f"{up[1]}?aar={page.plan.year}#{part_id}",
        template="plans/form.html",
        context=context,
    )
