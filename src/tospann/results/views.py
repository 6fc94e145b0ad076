"""Results: load, call one action or selector, answer."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from tospann.base import clock, spreadsheets
from tospann.base.errors import NotPermitted, Refused
from tospann.base.http import Request
from tospann.indicators.models import Indicator
from tospann.indicators.selectors import by_code
from tospann.partnerships.models import Partnership
from tospann.partnerships.selectors import owners_on
from tospann.results import actions, charts, exports, forms, lines, wording
from tospann.results.errors import OtherLine
from tospann.results.figures import Figure
from tospann.results.models import OFFICE, ImportSort, Mark
from tospann.results.selectors import card as cards
from tospann.results.selectors import files
from tospann.results.selectors import grid as grids
from tospann.results.selectors import indicator as indicators

EXPORTS: dict[str, tuple[str, Callable[..., bytes]]] = {
    "csv": (spreadsheets.CSV, exports.as_csv),
    "xlsx": (spreadsheets.XLSX, exports.as_xlsx),
}


# --- Reading ----------------------------------------------------------------------------


@require_safe
def card(request: Request, slug: str) -> HttpResponse:
    """Open to all: every indicator of an office; as a page, a table file, or JSON."""
    partnership = get_object_or_404(Partnership, slug=slug)
    form = forms.Filter(request.GET or None)
    chosen = form.cleaned_data if form.is_valid() else {}
    kind = request.GET.get("format")
    if kind in (*EXPORTS, "json"):
        return _file(str(kind), partnership, by_code(partnership))
    page = cards.card(
        request.actor,
        partnership,
        cards.Filters(
            line=chosen.get("hvem", ""),
            type=chosen.get("type", ""),
            attention=bool(chosen.get("vis")),
        ),
    )
    groups = [
        (group, [(one, _spark(one) if one.summary else None) for one in group.lines])
        for group in page.groups
    ]
    context = {"page": page, "form": form, "groups": groups, "filtered": any(chosen.values())}
    return render(request, "results/card.html", context)


def _spark(one: cards.CardLine) -> charts.Spark:
    summary = one.summary
    assert summary is not None
    target = None if summary.target is None else float(summary.target)
    return charts.spark(summary.points, summary.limits, target)


@require_safe
def indicator(request: Request, slug: str, code: str) -> HttpResponse:
    """Open to all: one indicator; as a page, a table file, or JSON."""
    partnership, row = _found(slug, code)
    kind = request.GET.get("format")
    if kind in (*EXPORTS, "json"):
        return _file(str(kind), partnership, {code: row}, row)
    page = indicators.page(
        request.actor,
        partnership,
        row,
        place=request.GET.get("sted", OFFICE),
        split=request.GET.get("fordeling", ""),
        beside=request.GET.getlist("med"),
    )
    offices = [(one.slug, one.name) for one in page.choices]
    context = {
        "page": page,
        "drawing": charts.control(page.series) if page.series else None,
        "words": _words(page),
        "groups": forms.Group(
            groups=page.splits,
            initial={"fordeling": page.split or forms.EVERYBODY, "sted": page.place},
        ),
        "beside": forms.Beside(
            offices=offices, initial={"med": request.GET.getlist("med")}, auto_id="med_%s"
        ),
    }
    return render(request, "results/indicator.html", context)


def _words(page: indicators.Page) -> dict[str, Any]:
    """What the chart says, in the reader's language."""
    series = page.series
    if series is None:
        return {}
    code = series.chart.assurance.value
    is_told = series.target is not None or (page.is_whole and code == "no_target")
    return {
        "variation": series.variation.said(_),
        "variation_icon": wording.ICONS.get(series.chart.variation.value, "circle"),
        "variation_color": wording.COLORS.get(series.chart.variation.value, "neutral"),
        "assurance": series.assurance.said(_) if is_told else "",
        "assurance_icon": wording.ICONS.get(code, "circle"),
        "assurance_color": wording.COLORS.get(code, "neutral"),
        "meaning": series.meaning.said(_) if series.meaning else "",
        "seen": [one.said(_) for one in series.seen],
        "chart": wording.chart_words(series.kind, has_limits=any(series.chart.limits)),
        "method": wording.method_words(series.kind),
    }


def _file(
    kind: str,
    partnership: Partnership,
    known: dict[str, Indicator],
    row: Indicator | None = None,
) -> HttpResponse:
    """What is shown, as a file."""
    rows = exports.records(
        {one.pk: one for one in known.values()}, partnership.slug, files.shown(partnership, row)
    )
    if kind == "json":
        if row is not None:
            return JsonResponse(exports.as_json(row, partnership.slug, rows))
        return JsonResponse(exports.all_as_json(partnership.slug, rows))
    media, write = EXPORTS[kind]
    name = "-".join([partnership.slug, *([row.code] if row else []), "resultater"])
    return spreadsheets.attachment(write(rows), f"{name}.{kind}", media)


@require_GET
def sources(request: Request, slug: str) -> HttpResponse:
    """Open to all: when figures came in, from where, and what was taken back."""
    partnership = get_object_or_404(Partnership, slug=slug)
    imports = list(files.imports_of(partnership)[:200])
    context = {
        "partnership": partnership,
        "imports": imports,
        "theirs": files.theirs(request.actor, partnership, imports),
        "not_taken_back": files.not_taken_back(imports),
    }
    return render(request, "results/sources.html", context)


# --- Writing ----------------------------------------------------------------------------


@login_required
@require_http_methods(["GET", "POST"])
def grid(request: Request, slug: str) -> HttpResponse:
    """POST: the figures of one period and place are taken."""
    partnership = get_object_or_404(Partnership, slug=slug)
    page = grids.grid_page(
        request.actor,
        partnership,
        period=request.GET.get("periode", ""),
        place=request.GET.get("sted", OFFICE),
    )
    if page is None:
        raise PermissionDenied(str(NotPermitted()))
    form = forms.Grid(
        request.POST or None,
        indicators=page.indicators,
        period=str(page.period),
        place=page.place,
        places=page.known_places,
    )
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                batch = actions.take_figures(
                    actor=request.actor,
                    partnership=partnership,
                    figures=form.typed,
                    source=form.cleaned_data["source"],
                    source_on=form.cleaned_data["source_on"],
                    sort=ImportSort.TYPED,
                    reason=form.cleaned_data["reason"],
                )
            except Refused as refusal:
                status = refusal.status
                form.add_error(None, str(refusal))
            else:
                messages.success(request, _said(batch.row_count))
                return redirect("results:card", slug)
    context = {
        "page": page,
        "form": form,
        "rows": [
            (one, form.row(one.code), _stands(one, page.shown.get(one.code)))
            for one in page.indicators
        ],
        "pick": forms.Pick(
            periods=page.periods,
            places=page.places,
            initial={"periode": str(page.period), "sted": page.place},
            auto_id="velg_%s",
        ),
        "period_words": wording.period_words(str(page.period)),
        "place_name": dict(page.places)[page.place],
    }
    return render(request, "results/grid.html", context, status=status)


def _stands(one: Indicator, cell: Any) -> str:
    """What everybody sees in the cell now."""
    if cell is None:
        return ""
    return wording.amount(cell.value, one) if cell.is_number else wording.mark_words(cell.mark)


def _said(count: int) -> str:
    if count == 1:
        return _("Tallet er tatt imot. Alle eierne ser det nå.")
    return _("%(count)s tall er tatt imot. Alle eierne ser dem nå.") % {"count": count}


@login_required
@require_http_methods(["GET", "POST"])
def correction(request: Request, slug: str, code: str, period: str) -> HttpResponse:
    """POST: a figure gets a new edition."""
    partnership, row = _found(slug, code)
    place = request.GET.get("sted", OFFICE)
    _ask(request, partnership, row, place)
    old = indicators.measurement(partnership, row, period, place)
    if old is None:
        raise Http404
    cell = indicators.shown_cell(partnership, row, period, place)
    form = forms.Correction(
        request.POST or None, indicator=row, initial=_initial(cell) if cell else {}
    )

    def act(given: dict[str, Any]) -> Any:
        figure = form.figure(row, period, place) or Figure(row, period, mark=Mark.MISSING)
        return actions.correct(
            actor=request.actor,
            measurement=old,
            reason=given["reason"],
            mark=figure.mark,
            value=figure.value,
            numerator=figure.numerator,
            denominator=figure.denominator,
        )

    return _entered(
        request,
        form,
        act,
        partnership,
        row,
        title=_("Rett tallet for %(period)s") % {"period": wording.period_words(period)},
        lead=_("Det gamle tallet blir stående i historien. Skjulte tall vises ikke her heller."),
        said=_("Tallet er rettet. Alle eierne ser det nå."),
    )


def _initial(cell: Any) -> dict[str, Any]:
    """What everybody sees, for the fields; nothing of what is hidden."""
    given: dict[str, Any] = {
        name: spreadsheets.written(getattr(cell, name))
        for name in ("value", "numerator", "denominator")
    }
    if cell.mark in (Mark.MISSING, Mark.NOT_APPLICABLE, Mark.SUPPRESSED):
        given["mark"] = cell.mark
    return given


@login_required
@require_http_methods(["GET", "POST"])
def new_base(request: Request, slug: str, code: str) -> HttpResponse:
    """POST: the chart reckons its ordinary variation anew from a period on."""
    partnership, row = _found(slug, code)
    _ask(request, partnership, row)
    periods = [one.period for one in files.shown(partnership, row)][1:]
    form = forms.NewBase(
        request.POST or None,
        periods=[(one, wording.period_words(one)) for one in reversed(periods)],
    )
    return _entered(
        request,
        form,
        lambda given: actions.rebase(
            actor=request.actor, partnership=partnership, indicator=row, **given
        ),
        partnership,
        row,
        title=_("Nytt utgangspunkt"),
        lead=_("Grensene for vanlig variasjon regnes på nytt fra perioden du velger."),
        said=_("Diagrammet har fått nytt utgangspunkt."),
    )


@login_required
@require_http_methods(["GET", "POST"])
def withdrawn_base(request: Request, row_id: UUID) -> HttpResponse:
    """Asks once more; POST: a new base is taken back."""
    made = indicators.rebase_of(row_id)
    if made is None or made.partnership_id not in request.actor.partnership_ids:
        raise Http404
    _ask(request, made.partnership, made.indicator)
    if request.method == "POST":
        try:
            actions.withdraw_rebase(actor=request.actor, made=made)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Utgangspunktet er tatt tilbake."))
        return redirect("results:indicator", made.partnership.slug, made.indicator.code)
    context = {
        "made": made,
        "partnership": made.partnership,
        "indicator": made.indicator,
        "period_words": wording.period_words(made.period),
    }
    return render(request, "results/withdrawn_base.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def explanation(request: Request, slug: str, code: str) -> HttpResponse:
    """POST: the office says what lies behind its latest figure."""
    partnership, row = _found(slug, code)
    page = indicators.page(request.actor, partnership, row)
    if not page.may_write:
        raise PermissionDenied(str(NotPermitted()))
    form = forms.Explanation(request.POST or None)
    return _entered(
        request,
        form,
        lambda given: actions.write_note(
            actor=request.actor, partnership=partnership, indicator=row, **given
        ),
        partnership,
        row,
        title=_("Forklar tallet"),
        lead=_("Bare de som er med i partnerskapet, kan lese forklaringen."),
        said=_("Forklaringen er lagret."),
    )


@login_required
@require_http_methods(["GET", "POST"])
def reverted(request: Request, row_id: UUID) -> HttpResponse:
    """Asks why; POST: all figures of an import are taken back."""
    batch = files.import_of(row_id)
    if batch is None or batch.partnership_id not in request.actor.partnership_ids:
        raise Http404
    partnership = batch.partnership
    assert partnership is not None
    if not lines.may_give_any(request.actor, partnership):
        raise PermissionDenied(str(NotPermitted()))
    if code := files.not_theirs(request.actor, batch):
        raise PermissionDenied(str(OtherLine(code=code)))
    form = forms.TakeBack(request.POST or None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                batch = actions.revert_import(
                    actor=request.actor, batch=batch, **form.cleaned_data
                )
            except Refused as refusal:
                status = refusal.status
                form.add_error(None, str(refusal))
            else:
                if batch.is_being_reverted:
                    return redirect("imports:batch", batch.pk)
                messages.success(request, _("Tallene er tatt tilbake. Det som sto før, gjelder."))
                return redirect("results:sources", partnership.slug)
    context = {"form": form, "batch": batch, "partnership": partnership}
    return render(request, "results/reverted.html", context, status=status)


# --- What the pages share ---------------------------------------------------------------


def _found(slug: str, code: str) -> tuple[Partnership, Indicator]:
    """The partnership, and an indicator it may follow."""
    partnership = get_object_or_404(Partnership, slug=slug)
    row = by_code(partnership).get(code)
    if row is None:
        raise Http404
    return partnership, row


def _ask(request: Request, partnership: Partnership, row: Indicator, place: str = OFFICE) -> None:
    """Those who may give the figures go on; for others the answer is no, in words."""
    owners = owners_on(partnership, clock.today())
    if not lines.may_give(request.actor, row, partnership=partnership, owners=owners, place=place):
        raise PermissionDenied(str(NotPermitted()))


def _entered(
    request: Request,
    form: Any,
    act: Callable[[dict[str, Any]], Any],
    partnership: Partnership,
    row: Indicator,
    *,
    title: str,
    lead: str,
    said: str,
) -> HttpResponse:
    """The form, or, once it was accepted by the action, the indicator's page."""
    there = reverse("results:indicator", args=[partnership.slug, row.code])
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                act(dict(form.cleaned_data))
            except Refused as refusal:
                status = refusal.status
                form.add_error(None, str(refusal))
            else:
                messages.success(request, said)
                return redirect(there)
    context = {
        "form": form,
        "partnership": partnership,
        "indicator": row,
        "title": title,
        "lead": lead,
    }
    return render(request, "results/form.html", context, status=status)
