"""The registers: load, call one action or selector, answer."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tospann.authority import actions
from tospann.authority.forms import registers as forms
from tospann.authority.models import (
    Clarification,
    ClarificationAnswer,
    CouncilStep,
    Delegation,
    Employment,
    Kept,
    Preparation,
    ProvisionCheck,
    StructureDecision,
    Trial,
    TrialEvent,
)
from tospann.authority.pages import (
    entered,
    initial_of,
    inside,
    keeper_of,
    kept_row,
    list_of,
    page_of,
    refuse,
    strike_url,
)
from tospann.authority.selectors import registers as selectors
from tospann.authority.selectors import rules
from tospann.base import clock
from tospann.base.errors import Refused
from tospann.base.http import Request
from tospann.files import actions as files
from tospann.partnerships.models import Partnership

# --- The registers ----------------------------------------------------------------------


@require_GET
def registers(request: Request, slug: str) -> HttpResponse:
    """What each register of a partnership holds."""
    page = selectors.overview(request.actor, slug)
    if page is None:
        raise Http404
    return render(request, "authority/registers.html", {"page": page})


@login_required
@require_GET
def employments(request: Request, slug: str) -> HttpResponse:
    """The positions of a partnership's offices, for those inside."""
    partnership = inside(request, slug)
    page = selectors.employments(request.actor, partnership, clock.today())
    return render(request, "authority/employments.html", {"page": page})


@login_required
@require_http_methods(["GET", "POST"])
def new_employment(request: Request, slug: str) -> HttpResponse:
    """POST: a position is entered."""
    keeper = keeper_of(request, slug)
    form = forms.EmploymentRow(
        request.POST or None,
        choices=selectors.choices(keeper.partnership),
        owners=keeper.owners,
        initial={"since": clock.today()},
    )

    def act(given: dict[str, Any]) -> Employment:
        given.pop("revision")
        return actions.register_employment(
            actor=request.actor, partnership=keeper.partnership, **given
        )

    up = list_of("employments", _("Stillinger"), keeper.partnership)
    return entered(
        request,
        form,
        act,
        said=_("Stillingen er ført inn."),
        to=lambda made: up[1],
        context=page_of(
            _("Ny stilling"),
            keeper.partnership,
            up,
            lead=_("Registeret viser stillinger, aldri hvem som har dem."),
        ),
    )


@login_required
@require_http_methods(["GET", "POST"])
def employment(request: Request, row_id: UUID) -> HttpResponse:
    """POST: a position is changed."""
    row = kept_row(request, Employment, row_id)
    form = forms.EmploymentRow(
        request.POST or None,
        choices=selectors.choices(row.partnership),
        initial=initial_of(row, forms.EmploymentRow),
    )
    up = list_of("employments", _("Stillinger"), row.partnership)
    return entered(
        request,
        form,
        lambda given: actions.change_employment(actor=request.actor, employment=row, **given),
        said=_("Stillingen er endret."),
        to=lambda made: up[1],
        context=page_of(
            _("Endre stillingen"), row.partnership, up, strike=strike_url("stilling", row)
        ),
    )


# --- Delegations ------------------------------------------------------------------------


@require_GET
def delegations(request: Request, slug: str) -> HttpResponse:
    """Open to all: who has delegated what to which position."""
    partnership = get_object_or_404(Partnership, slug=slug)
    page = selectors.delegations(request.actor, partnership, clock.today())
    return render(request, "authority/delegations.html", {"page": page})


@require_GET
def delegation(request: Request, row_id: UUID) -> HttpResponse:
    """Open to all: one delegation."""
    page = selectors.delegation_page(request.actor, row_id, clock.today())
    if page is None:
        raise Http404
    return render(request, "authority/delegation.html", {"page": page})


@login_required
@require_http_methods(["GET", "POST"])
def new_delegation(request: Request, slug: str) -> HttpResponse:
    """POST: a delegation is entered, with the decision itself when it is given."""
    keeper = keeper_of(request, slug)
    form = forms.DelegationRow(
        request.POST or None,
        request.FILES or None,
        choices=selectors.choices(keeper.partnership),
        owners=keeper.owners,
    )

    def act(given: dict[str, Any]) -> Delegation:
        given.pop("revision")
        return actions.register_delegation(
            actor=request.actor,
            partnership=keeper.partnership,
            **_with_papers(request, keeper.partnership, given),
        )

    return entered(
        request,
        form,
        act,
        said=_("Delegeringen er ført inn."),
        to=lambda made: reverse("authority:delegation", args=[made.pk]),
        context=page_of(
            _("Ny delegering"),
            keeper.partnership,
            list_of("delegations", _("Delegeringer"), keeper.partnership),
            lead=_("Før inn vedtaket slik det er gjort. Myndighet går til en stilling."),
        ),
    )


@login_required
@require_http_methods(["GET", "POST"])
def changed_delegation(request: Request, row_id: UUID) -> HttpResponse:
    """POST: what was entered about a delegation is corrected."""
    row = kept_row(request, Delegation, row_id)
    form = forms.DelegationRow(
        request.POST or None,
        request.FILES or None,
        has_file=row.file_id is not None,
        choices=selectors.choices(row.partnership),
        initial=initial_of(row, forms.DelegationRow),
    )
    address = reverse("authority:delegation", args=[row.pk])
    return entered(
        request,
        form,
        lambda given: actions.change_delegation(
            actor=request.actor,
            delegation=row,
            **_with_papers(request, row.partnership, given),
        ),
        said=_("Delegeringen er rettet."),
        to=lambda made: address,
        context=page_of(
            _("Rett delegeringen"),
            row.partnership,
            (_("Delegeringen"), address),
            lead=_("Rett det som ble ført feil. Et nytt vedtak føres som en ny delegering."),
            strike=strike_url("delegering", row),
        ),
    )


def _with_papers(
    request: Request, partnership: Partnership, given: dict[str, Any]
) -> dict[str, Any]:
    """The uploaded decision kept, and the agreement looked up."""
    upload = given.pop("upload", None)
    if upload:
        given["file"] = files.upload(actor=request.actor, partnership=partnership, upload=upload)
    return given | {"document": selectors.document_of(partnership, given["document"])}


@login_required
@require_http_methods(["GET", "POST"])
def withdrawn_delegation(request: Request, row_id: UUID) -> HttpResponse:
    """POST: a delegation is taken back from a day."""
    row = kept_row(request, Delegation, row_id)
    address = reverse("authority:delegation", args=[row.pk])
    return entered(
        request,
        forms.WithdrawDelegation(request.POST or None),
        lambda given: actions.withdraw_delegation(actor=request.actor, delegation=row, **given),
        said=_("Delegeringen er trukket tilbake."),
        to=lambda made: address,
        context=page_of(
            _("Trekk delegeringen tilbake"),
            row.partnership,
            (_("Delegeringen"), address),
            lead=_(
                "Etter siste dag gir delegeringen ingen myndighet. Vedtak som er gjort før, "
                "står. Dette kan ikke angres. Skal delegeringen gjelde igjen, må den vedtas på "
                "nytt."
            ),
        )
        | {"danger": True, "button": _("Trekk tilbake")},
    )


# --- Councils ---------------------------------------------------------------------------


@require_GET
def councils(request: Request, slug: str) -> HttpResponse:
    """Open to all: what the councils have decided for the host agreements."""
    partnership = get_object_or_404(Partnership, slug=slug)
    page = selectors.councils(request.actor, partnership, clock.today())
    return render(request, "authority/councils.html", {"page": page})


@login_required
@require_http_methods(["GET", "POST"])
def new_step(request: Request, slug: str) -> HttpResponse:
    """POST: what a council did is entered."""
    keeper = keeper_of(request, slug)
    form = forms.CouncilStepRow(
        request.POST or None,
        choices=selectors.choices(keeper.partnership),
        owners=keeper.owners,
    )

    def act(given: dict[str, Any]) -> CouncilStep:
        given.pop("revision")
        given["document"] = selectors.document_of(keeper.partnership, given["document"])
        return actions.register_council_step(
            actor=request.actor, partnership=keeper.partnership, **given
        )

    up = list_of("councils", _("Kommunestyrene"), keeper.partnership)
    return entered(
        request,
        form,
        act,
        said=_("Vedtaket er ført inn."),
        to=lambda made: up[1],
        context=page_of(
            _("Nytt vedtak"),
            keeper.partnership,
            up,
            lead=_("At kommunestyret har vedtatt avtalen, føres når avtalen godkjennes."),
        ),
    )


@login_required
@require_http_methods(["GET", "POST"])
def step(request: Request, row_id: UUID) -> HttpResponse:
    """POST: what was entered about a council is corrected."""
    row = kept_row(request, CouncilStep, row_id)
    form = forms.CouncilStepRow(
        request.POST or None,
        choices=selectors.choices(row.partnership),
        initial=initial_of(row, forms.CouncilStepRow),
    )

    def act(given: dict[str, Any]) -> CouncilStep:
        given["document"] = selectors.document_of(row.partnership, given["document"])
        return actions.change_council_step(actor=request.actor, step=row, **given)

    up = list_of("councils", _("Kommunestyrene"), row.partnership)
    return entered(
        request,
        form,
        act,
        said=_("Vedtaket er rettet."),
        to=lambda made: up[1],
        context=page_of(_("Rett vedtaket"), row.partnership, up, strike=strike_url("vedtak", row)),
    )


# --- Trials -----------------------------------------------------------------------------


@require_GET
def trials(request: Request, slug: str) -> HttpResponse:
    """Open to all: the trials of a partnership and how long they have waited."""
    partnership = get_object_or_404(Partnership, slug=slug)
    page = selectors.trials_of(request.actor, partnership, clock.today())
    return render(request, "authority/trials.html", {"page": page})


@require_GET
def trial(request: Request, row_id: UUID) -> HttpResponse:
    """Open to all: one trial with everything that happened to it."""
    page = selectors.trial_page(request.actor, row_id, clock.today())
    if page is None:
        raise Http404
    return render(request, "authority/trial.html", {"page": page})


@login_required
@require_http_methods(["GET", "POST"])
def new_trial(request: Request, slug: str) -> HttpResponse:
    """POST: a trial is entered."""
    keeper = keeper_of(request, slug)
    form = forms.TrialRow(
        request.POST or None,
        choices=selectors.choices(keeper.partnership),
        owners=keeper.owners,
    )

    def act(given: dict[str, Any]) -> Trial:
        given.pop("revision")
        return actions.register_trial(actor=request.actor, partnership=keeper.partnership, **given)

    return entered(
        request,
        form,
        act,
        said=_("Forsøket er ført inn. Før inn søknaden når den er sendt."),
        to=lambda made: reverse("authority:trial", args=[made.pk]),
        context=page_of(
            _("Nytt forsøk"),
            keeper.partnership,
            list_of("trials", _("Forsøk"), keeper.partnership),
            lead=_(
                "Forsøksloven lar stat og kommune søke om å avvike fra en lov for en tid. Uten "
                "godkjenning endrer ikke forsøket noens myndighet."
            ),
        ),
    )


@login_required
@require_http_methods(["GET", "POST"])
def trial_events(request: Request, row_id: UUID) -> HttpResponse:
    """POST: something that happened to a trial is entered."""
    row = selectors.row_of(Trial, row_id)
    if row is None or row.partnership_id not in request.actor.partnership_ids:
        raise Http404
    keeper = keeper_of(request, row.partnership.slug)
    form = forms.TrialEventRow(
        request.POST or None,
        choices=selectors.choices(row.partnership),
        owners=keeper.owners,
        initial={"happened_on": clock.today()},
    )

    def act(given: dict[str, Any]) -> TrialEvent:
        given.pop("revision")
        return actions.register_trial_event(actor=request.actor, trial=row, **given)

    address = reverse("authority:trial", args=[row.pk])
    return entered(
        request,
        form,
        act,
        said=_("Hendelsen er ført inn."),
        to=lambda made: address,
        context=page_of(_("Ny hendelse"), row.partnership, (row.title, address)),
    )


# --- Clarifications ---------------------------------------------------------------------


@login_required
@require_GET
def clarifications(request: Request) -> HttpResponse:
    """The legal questions of every partnership, for those with a seat."""
    if not selectors.may_read_clarifications(request.actor):
        refuse()
    lines = selectors.clarifications(request.actor, clock.today(), rules.names())
    return render(request, "authority/clarifications.html", {"lines": lines})


@login_required
@require_GET
def clarification(request: Request, row_id: UUID) -> HttpResponse:
    """One legal question with its answers, for those with a seat."""
    line = selectors.clarification(request.actor, row_id, clock.today(), rules.names())
    if line is None:
        raise Http404
    return render(request, "authority/clarification.html", {"line": line})


@login_required
@require_http_methods(["GET", "POST"])
def new_clarification(request: Request, slug: str) -> HttpResponse:
    """POST: a legal question that was asked is entered."""
    keeper = keeper_of(request, slug)
    form = forms.ClarificationRow(
        request.POST or None,
        choices=selectors.choices(keeper.partnership, list(rules.names().items())),
        owners=keeper.owners,
        initial={name: request.GET.get(name, "") for name in ("question", "model", "provision")},
    )

    def act(given: dict[str, Any]) -> Clarification:
        given.pop("revision")
        return actions.ask_clarification(
            actor=request.actor, partnership=keeper.partnership, **given
        )

    return entered(
        request,
        form,
        act,
        said=_("Spørsmålet er ført inn. Alle partnerskap kan lese det."),
        to=lambda made: reverse("authority:clarification", args=[made.pk]),
        context=page_of(
            _("Nytt spørsmål"),
            keeper.partnership,
            (_("Rettslige avklaringer"), reverse("authority:clarifications")),
            lead=_(
                "Ett svar kan hjelpe alle. Derfor deles spørsmål og svar med alle partnerskap."
            ),
        ),
    )


@login_required
@require_http_methods(["GET", "POST"])
def answers(request: Request, row_id: UUID) -> HttpResponse:
    """POST: the answer to a legal question is entered by the owner that asked."""
    line = selectors.clarification(request.actor, row_id, clock.today())
    if line is None:
        raise Http404
    if not line.kept:
        refuse()
    row = line.row
    address = reverse("authority:clarification", args=[row.pk])
    return entered(
        request,
        forms.AnswerRow(request.POST or None, initial={"answered_on": clock.today()}),
        lambda given: actions.answer_clarification(
            actor=request.actor, clarification=row, **given
        ),
        said=_("Svaret er ført inn."),
        to=lambda made: address,
        context=page_of(
            _("Nytt svar"), row.partnership, (_("Spørsmålet"), address), lead=row.question
        ),
    )


# --- Any row ----------------------------------------------------------------------------

_Sort = tuple[type[Kept], str | Promise, Callable[[Any], str]]


def _to(name: str) -> Callable[[Any], str]:
    return lambda row: reverse(f"authority:{name}", args=[row.partnership.slug])


# word in the address | the table, what a row is called, and the page it is shown on
SORTS: dict[str, _Sort] = {
    "stilling": (Employment, gettext_lazy("stillingen"), _to("employments")),
    "delegering": (
        Delegation,
        gettext_lazy("delegeringen"),
        lambda row: reverse("authority:delegation", args=[row.pk]),
    ),
    "vedtak": (CouncilStep, gettext_lazy("vedtaket"), _to("councils")),
    "forsok": (
        Trial,
        gettext_lazy("forsøket"),
        lambda row: reverse("authority:trial", args=[row.pk]),
    ),
    "hendelse": (
        TrialEvent,
        gettext_lazy("hendelsen"),
        lambda row: reverse("authority:trial", args=[row.trial_id]),
    ),
    "strukturvedtak": (
        StructureDecision,
        gettext_lazy("strukturvedtaket"),
        lambda row: reverse("authority:decision", args=[row.pk]),
    ),
    "medvirkning": (
        Preparation,
        gettext_lazy("medvirkningen"),
        lambda row: reverse("authority:decision", args=[row.decision_id]),
    ),
    "kontroll": (
        ProvisionCheck,
        gettext_lazy("kontrollen"),
        lambda row: reverse("authority:rule", args=[row.provision]),
    ),
    "avklaring": (
        Clarification,
        gettext_lazy("spørsmålet"),
        lambda row: reverse("authority:clarification", args=[row.pk]),
    ),
    "svar": (
        ClarificationAnswer,
        gettext_lazy("svaret"),
        lambda row: reverse("authority:clarification", args=[row.clarification_id]),
    ),
}


def _sorted_row(request: Request, sort: str, row_id: UUID) -> tuple[Any, str, str]:
    """The row, what it is called, and where it is shown."""
    if sort not in SORTS:
        raise Http404
    model, name, address = SORTS[sort]
    row = kept_row(request, model, row_id)
    return row, str(name), address(row)


@login_required
@require_http_methods(["GET", "POST"])
def struck(request: Request, sort: str, row_id: UUID) -> HttpResponse:
    """POST: a row that was wrong is taken out of its register."""
    row, name, address = _sorted_row(request, sort, row_id)
    return entered(
        request,
        forms.Strike(request.POST or None),
        lambda given: actions.strike(actor=request.actor, row=row, **given),
        said=_("Raden er tatt ut. Du kan sette den tilbake nederst på siden."),
        to=lambda made: address,
        context=page_of(
            _("Ta %(row)s ut av registeret?") % {"row": name},
            row.partnership,
            (_("Tilbake"), address),
            lead=_(
                "Raden teller ikke lenger som grunnlag for myndighet. Den blir stående med "
                "begrunnelsen, og du kan sette den tilbake."
            ),
        )
        | {"danger": True, "button": _("Ta ut"), "row_text": str(row)},
    )


@login_required
@require_POST
def restored(request: Request, sort: str, row_id: UUID) -> HttpResponse:
    """POST: a struck row is put back."""
    row, _name, address = _sorted_row(request, sort, row_id)
    try:
        actions.restore(actor=request.actor, row=row)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Raden er satt tilbake i registeret."))
    return redirect(address)
