"""The register of steering signals, and those that pull apart."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tospann.base import clock
from tospann.base.errors import NotPermitted, Refused
from tospann.base.http import Request
from tospann.partnerships.models import OwnerKind, Partnership
from tospann.plans import actions, forms
from tospann.plans.models import Signal
from tospann.plans.pages import address, entered, hand_of, partnership_of, refuse, titled
from tospann.plans.selectors import signals
from tospann.plans.selectors.signals import Asked, Hand


def _list(partnership: Partnership) -> tuple[str, str]:
    return _("Styringssignaler"), address("signals", partnership.slug)


def _conflicts(partnership: Partnership) -> tuple[str, str]:
    return _("Signaler i motstrid"), address("conflicts", partnership.slug)


def _municipalities(hands: Hand) -> list[tuple[str, str]]:
    return [(one.code, one.name) for one in hands.owners if one.kind == OwnerKind.MUNICIPALITY]


@require_GET
def register(request: Request, slug: str) -> HttpResponse:
    """The signals, with filters in the address. Internal ones for those inside only."""
    partnership = partnership_of(slug)
    page = signals.signals_page(request.actor, partnership, clock.today(), Asked())
    form = forms.SignalFilter(request.GET, owners=page.hand.owners, years=page.years)
    if form.is_valid() and any(form.cleaned_data.values()):
        given = form.cleaned_data
        page = signals.narrowed(
            page, Asked(given["eier"], given["krav"], given["behandlet"], given["aar"])
        )
    context = {"page": page, "form": form, "partnership": partnership}
    status = 422 if form.errors else 200
    return render(request, "plans/signals.html", context, status=status)


@require_GET
def signal(request: Request, row_id: UUID) -> HttpResponse:
    """One signal: what it says, who answers it, and how it is handled."""
    page = signals.signal_page(request.actor, row_id, clock.today())
    if page is None:
        raise Http404
    return render(request, "plans/signal.html", {"page": page})


@login_required
@require_http_methods(["GET", "POST"])
def new_signal(request: Request, slug: str) -> HttpResponse:
    """POST: a signal is entered."""
    partnership = partnership_of(slug)
    hands = hand_of(request, partnership)
    if not hands.enters:
        refuse()
    form = forms.SignalRow(
        request.POST or None,
        owners=hands.enters,
        municipalities=_municipalities(hands),
        initial={"line": forms.first_line(hands.enters[0]), "since": clock.today()},
    )

    def act(given: dict[str, Any]) -> Signal:
        given.pop("revision")
        return actions.enter_signal(actor=request.actor, partnership=partnership, **given)

    return entered(
        request,
        form,
        act,
        said=_("Signalet er ført inn."),
        to=lambda made: address("signal", made.pk),
        template="plans/form.html",
        context=titled(_("Nytt styringssignal"), partnership, _list(partnership)),
    )


@login_required
@require_http_methods(["GET", "POST"])
def changed_signal(request: Request, row_id: UUID) -> HttpResponse:
    """POST: a signal is changed, if nobody else changed it meanwhile."""
    row, hands = _own(request, row_id)
    form = forms.SignalRow(
        request.POST or None,
        municipalities=_municipalities(hands),
        initial={name: getattr(row, name, None) for name in forms.SignalRow.base_fields},
    )
    here = (row.label, address("signal", row.pk))
    return entered(
        request,
        form,
        lambda given: actions.change_signal(actor=request.actor, signal=row, **given),
        said=_("Signalet er endret."),
        to=lambda made: here[1],
        template="plans/form.html",
        context=titled(
            _("Endre styringssignalet"),
            row.partnership,
            here,
            lead=_("Endrer du ordlyden, må eieren bekrefte på nytt i planer som skrives nå."),
            strike_url=address("struck_signal", row.pk),
        ),
    )


def _own(request: Request, row_id: UUID) -> tuple[Signal, Hand]:
    """A signal this person keeps. Those they cannot read do not exist for them."""
    row = signals.signal_of(row_id)
    if row is None:
        raise Http404
    hands = hand_of(request, row.partnership)
    if not hands.inside and not row.public:
        raise Http404
    if not hands.keeps(row):
        refuse()
    return row, hands


@login_required
@require_http_methods(["GET", "POST"])
def struck_signal(request: Request, row_id: UUID) -> HttpResponse:
    """POST: a signal is taken out of the register, with a reason."""
    row, _hands = _own(request, row_id)
    here = (row.label, address("signal", row.pk))
    return entered(
        request,
        forms.Strike(request.POST or None),
        lambda given: actions.strike_signal(actor=request.actor, signal=row, **given),
        said=_("Signalet er tatt ut. Du kan angre nederst i registeret."),
        to=lambda made: address("signals", row.partnership.slug),
        template="plans/form.html",
        context=titled(
            _("Ta signalet ut av registeret"),
            row.partnership,
            here,
            lead=_("Det blir stående for dem som er med i partnerskapet, med begrunnelsen."),
            row_text=row.text,
            danger=True,
            button=_("Ta ut"),
        ),
    )


@login_required
@require_POST
def restored_signal(request: Request, row_id: UUID) -> HttpResponse:
    """POST: a struck signal is put back."""
    row, _hands = _own(request, row_id)
    try:
        actions.restore_signal(actor=request.actor, signal=row)
    except NotPermitted:
        refuse()
    except Refused as refusal:
        messages.info(request, str(refusal))
    else:
        messages.success(request, _("Signalet er satt tilbake."))
    return redirect("plans:signal", row.pk)


# --- Signals that pull apart ------------------------------------------------------------


@login_required
@require_GET
def conflicts(request: Request, slug: str) -> HttpResponse:
    """The signals that pull apart, until every owner concerned has settled them."""
    partnership, hands = _inside(request, slug)
    lines = signals.conflicts_of(partnership, clock.today())
    context = {
        "partnership": partnership,
        "hand": hands,
        "open": [one for one in lines if not one.settled],
        "settled": [one for one in lines if one.settled],
    }
    return render(request, "plans/conflicts.html", context)


def _inside(request: Request, slug: str) -> tuple[Partnership, Hand]:
    """The partnership, for those whose seat reaches it."""
    partnership = partnership_of(slug)
    hands = hand_of(request, partnership)
    if not hands.inside:
        refuse()
    return partnership, hands


@login_required
@require_http_methods(["GET", "POST"])
def new_conflict(request: Request, slug: str) -> HttpResponse:
    """POST: signals are marked as pulling apart."""
    partnership, hands = _inside(request, slug)
    if not hands.enters:
        refuse()
    rows = signals.standing(partnership)
    chosen = request.GET.getlist("signal")
    form = forms.ConflictRow(
        request.POST or None, owners=hands.enters, signals=rows, initial={"chosen": chosen}
    )

    def act(given: dict[str, Any]) -> Any:
        wanted = set(given.pop("chosen"))
        return actions.mark_conflict(
            actor=request.actor,
            partnership=partnership,
            chosen=[one for one in rows if str(one.pk) in wanted],
            **given,
        )

    return entered(
        request,
        form,
        act,
        said=_("Motstriden står nå på listen, til hver eier har svart."),
        to=lambda made: address("conflict", made.pk),
        template="plans/form.html",
        context=titled(
            _("Merk signaler i motstrid"),
            partnership,
            _conflicts(partnership),
            lead=_(
                "Velg signalene som ikke kan følges samtidig slik de står. Eierne det gjelder, "
                "svarer hver for seg, og den enes svar visker ikke ut den andres."
            ),
        ),
    )


@login_required
@require_http_methods(["GET", "POST"])
def conflict(request: Request, row_id: UUID) -> HttpResponse:
    """A conflict with what each owner has said. POST: an owner says how it is settled."""
    page = signals.conflict_page(request.actor, row_id, clock.today())
    if page is None:
        raise Http404
    if request.method == "POST" and not page.answers_for:
        refuse()
    row = page.line.conflict
    form = forms.Settle(request.POST or None, owners=page.answers_for)
    return entered(
        request,
        form,
        lambda given: actions.answer_conflict(actor=request.actor, conflict=row, **given),
        said=_("Svaret er lagret. Svarene fra de andre eierne står."),
        to=lambda made: address("conflict", row.pk),
        template="plans/conflict.html",
        context={"page": page, "partnership": row.partnership},
    )


@login_required
@require_http_methods(["GET", "POST"])
def struck_conflict(request: Request, row_id: UUID) -> HttpResponse:
    """POST: a conflict that was marked by mistake is taken off the list."""
    page = signals.conflict_page(request.actor, row_id, clock.today())
    if page is None:
        raise Http404
    row = page.line.conflict
    if not page.hand.keeps(row):
        refuse()
    return entered(
        request,
        forms.Strike(request.POST or None),
        lambda given: actions.strike_conflict(actor=request.actor, conflict=row, **given),
        said=_("Merket er tatt bort. Du kan angre på siden om motstriden."),
        to=lambda made: address("conflict", row.pk),
        template="plans/form.html",
        context=titled(
            _("Ta bort merket"),
            row.partnership,
            (page.line.labels, address("conflict", row.pk)),
            lead=_("Ta det bare bort når det ble merket ved en feil."),
            row_text=row.about,
            danger=True,
            button=_("Ta bort"),
        ),
    )


@login_required
@require_POST
def restored_conflict(request: Request, row_id: UUID) -> HttpResponse:
    """POST: a conflict is put back on the list."""
    row = signals.conflict_of(row_id)
    if row is None or not hand_of(request, row.partnership).inside:
        raise Http404
    try:
        actions.restore_conflict(actor=request.actor, conflict=row)
    except NotPermitted:
        refuse()
    except Refused as refusal:
        messages.info(request, str(refusal))
    else:
        messages.success(request, _("Motstriden står på listen igjen."))
    return redirect("plans:conflict", row.pk)
