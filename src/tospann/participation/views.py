"""Pages of hearings: the list, one hearing, its summary, and what those who lead it do."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from tospann.access.roles import Permission
from tospann.agreed.models import Version
from tospann.base import clock, spreadsheets
from tospann.base.errors import NotPermitted, Refused
from tospann.base.forms import Form
from tospann.base.http import Request
from tospann.participation import actions, forms, selectors
from tospann.participation.actions import NewBody
from tospann.participation.errors import (
    AlreadySent,
    AnsweredMeanwhile,
    ChangedMeanwhile,
    DeadlineTooFar,
    DeadlineTooShort,
    FollowedMeanwhile,
    NoDeadline,
    NotLater,
    NotReceivedThen,
    Over,
    SameBodyTwice,
)
from tospann.participation.selectors import (
    BodyLine,
    HearingPage,
    earliest_deadline,
    usual_deadline,
)
from tospann.partnerships.models import Partnership


def _refuse() -> None:
    raise PermissionDenied(str(NotPermitted()))


def _page(request: Request, hearing_id: UUID) -> HearingPage:
    """The hearing, when this person may read it."""
    page = selectors.hearing_page(request.actor, hearing_id)
    if page is None:
        raise Http404
    return page


def _led(request: Request, hearing_id: UUID) -> HearingPage:
    """The hearing, when this person leads it."""
    page = _page(request, hearing_id)
    if not page.may_edit:
        _refuse()
    return page


def _too_late(request: Request, page: HearingPage, *, draft: bool = False) -> HttpResponse | None:
    """To the hearing, which says how it stands, for one who comes back to a form of before.

    What was typed and sent goes on to the action, which refuses it and lets it stand.
    """
    if page.is_draft and not draft:
        raise Http404
    if request.method == "POST" or (page.is_draft if draft else page.is_running):
        return None
    return _to_hearing(request, page, AlreadySent() if draft else Over())


def _to_hearing(request: Request, page: HearingPage, refusal: Refused) -> HttpResponse:
    messages.info(request, str(refusal))
    return redirect("participation:hearing", page.hearing.pk)


def _body(page: HearingPage, body_id: UUID) -> BodyLine:
    line = page.body(body_id)
    if line is None:
        raise Http404
    return line


def _entered(
    request: Request,
    form: Form,
    act: Callable[[], Any],
    *,
    said: str,
    to: str,
    template: str,
    context: dict[str, Any],
    refused: Callable[[Refused], None] = lambda refusal: None,
    beside: Mapping[type[Refused], str] = MappingProxyType({}),
) -> HttpResponse:
    """The form, or, once the action accepted it, the page it leads to.

    beside : the field a refusal is about; the others are about the whole form.
    """
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                act()
            except Refused as refusal:
                status = refusal.status
                form.add_error(beside.get(type(refusal)), str(refusal))
                refused(refusal)
            else:
                messages.success(request, said)
                return redirect(to)
    return render(request, template, {"form": form, **context}, status=status)


def _at(page: HearingPage) -> str:
    return reverse("participation:hearing", args=[page.hearing.pk])


# --- Read -------------------------------------------------------------------------------


@require_GET
def hearings(request: Request, slug: str) -> HttpResponse:
    """Every hearing of a partnership that is sent; to those inside also those being prepared."""
    partnership = get_object_or_404(Partnership, slug=slug)
    context = {
        "partnership": partnership,
        "lines": selectors.hearings(request.actor, partnership),
        "may_edit": request.actor.may_in(Permission.DRAFT_EDIT, partnership_id=partnership.pk),
    }
    return render(request, "participation/hearings.html", context)


@require_GET
def hearing(request: Request, hearing_id: UUID) -> HttpResponse:
    """Open to all once it is sent: who is asked what, what they answered, what came of it."""
    page = _page(request, hearing_id)
    name = "draft_page" if page.is_draft else "hearing"
    return render(request, f"participation/{name}.html", {"page": page})


@require_GET
def summary(request: Request, hearing_id: UUID) -> HttpResponse:
    """Question by question: what was answered and what came of it. Made to be printed."""
    page = _page(request, hearing_id)
    if page.is_draft:
        raise Http404
    return render(request, "participation/summary.html", {"page": page})


@require_GET
def summary_csv(request: Request, hearing_id: UUID) -> HttpResponse:
    """A row for each body and question."""
    page = _page(request, hearing_id)
    if page.is_draft:
        raise Http404
    headings = [
        _("Instans"),
        _("Type"),
        _("Mottatt"),
        _("Kom etter fristen"),
        _("Spørsmål"),
        _("Svar"),
        _("Hva kom av det"),
        _("Begrunnelse"),
    ]
    made = spreadsheets.as_csv(headings, selectors.lines_of(page))
    return spreadsheets.attachment(made, f"{_('horing')}.csv", spreadsheets.CSV)


# --- The draft --------------------------------------------------------------------------


@login_required
@require_http_methods(["GET", "POST"])
def new(request: Request, slug: str) -> HttpResponse:
    """Which document; POST begins the draft and opens it."""
    partnership = get_object_or_404(Partnership, slug=slug)
    if not request.actor.may_in(Permission.DRAFT_EDIT, partnership_id=partnership.pk):
        _refuse()
    documents = {str(one.pk): one for one in selectors.documents_to_hear(partnership)}
    asked = request.GET.get("dokument", "")
    initial = {"document": asked, "title": documents[asked].title} if asked in documents else {}
    form = forms.NewHearing(
        request.POST or None, documents=list(documents.values()), initial=initial
    )
    status = 200
    if form.is_bound:
        status = 422
        if form.is_valid():
            try:
                made = actions.begin_hearing(
                    actor=request.actor,
                    document=documents[form.cleaned_data["document"]],
                    title=form.cleaned_data["title"],
                    introduction="",
                    bodies=[],
                    questions=[],
                    deadline=usual_deadline(clock.today()),
                )
            except Refused as refusal:
                status = refusal.status
                form.add_error(None, str(refusal))
            else:
                return redirect("participation:draft", made.pk)
    context = {"partnership": partnership, "form": form, "documents": documents}
    return render(request, "participation/new.html", context, status=status)


@login_required
@require_http_methods(["GET", "POST"])
def draft(request: Request, hearing_id: UUID) -> HttpResponse:
    """POST saves the draft; `more` stays on the page, with more rows to fill in."""
    page = _led(request, hearing_id)
    if late := _too_late(request, page, draft=True):
        return late
    form = forms.draft_of(page.hearing, page.bodies, page.questions, request.POST or None)

    def refused(refusal: Refused) -> None:
        if isinstance(refusal, ChangedMeanwhile):
            forms.with_newest(form, revision=page.hearing.revision)

    return _entered(
        request,
        form,
        lambda: actions.change_hearing(actor=request.actor, hearing=page.hearing, **form.given),
        said=_("Utkastet er lagret."),
        to=f"{reverse('participation:draft', args=[hearing_id])}#instanser"
        if "more" in request.POST
        else _at(page),
        template="participation/draft.html",
        context={"page": page, "earliest": earliest_deadline(clock.today())},
        refused=refused,
    )


@login_required
@require_http_methods(["GET", "POST"])
def sending(request: Request, hearing_id: UUID) -> HttpResponse:
    """What will be asked of whom, to be seen once more; POST sends it."""
    page = _led(request, hearing_id)
    if not page.is_draft:
        return _to_hearing(request, page, AlreadySent())
    earliest = earliest_deadline(clock.today())
    short = page.hearing.deadline is not None and page.hearing.deadline < earliest
    initial = {"revision": page.hearing.revision, "version": page.newest and page.newest.pk}
    form = forms.Send(request.POST or None, initial=initial)
    wanting = selectors.wanting(page)

    def act() -> None:
        version = get_object_or_404(
            Version, pk=form.cleaned_data["version"], document=page.hearing.document_id
        )
        actions.send_hearing(
            actor=request.actor,
            hearing=page.hearing,
            revision=form.cleaned_data["revision"],
            version=version,
            reason=form.cleaned_data["reason"],
        )

    return _entered(
        request,
        form,
        act,
        said=_("Høringen er sendt. Nå kan alle lese den."),
        to=_at(page),
        template="participation/sending.html",
        context={"page": page, "earliest": earliest, "short": short, "wanting": wanting},
        beside={DeadlineTooShort: "reason"},
    )


@login_required
@require_http_methods(["GET", "POST"])
def dropping(request: Request, hearing_id: UUID) -> HttpResponse:
    """POST throws the draft away."""
    page = _led(request, hearing_id)
    if not page.is_draft:
        return _to_hearing(request, page, AlreadySent())
    return _confirmed(
        request,
        page,
        lambda: actions.drop_hearing(actor=request.actor, hearing=page.hearing),
        said=_("Utkastet er forkastet."),
        to=reverse("participation:hearings", args=[page.partnership.slug]),
        title=_("Forkast utkastet"),
        lead=_("Utkastet blir borte for alle. Ingen har fått det, og dokumentet står som før."),
        button=_("Forkast utkastet"),
        danger=True,
    )


def _confirmed(
    request: Request,
    page: HearingPage,
    act: Callable[[], Any],
    *,
    said: str,
    to: str,
    **context: Any,
) -> HttpResponse:
    """A page that asks once more. POST does it."""
    return _entered(
        request,
        Form(request.POST if request.method == "POST" else None),
        act,
        said=said,
        to=to,
        template="participation/form.html",
        context={"page": page, **context},
    )


# --- While it is open -------------------------------------------------------------------


@login_required
@require_http_methods(["GET", "POST"])
def deadline(request: Request, hearing_id: UUID) -> HttpResponse:
    """POST moves the deadline to a later day."""
    page = _led(request, hearing_id)
    if late := _too_late(request, page):
        return late
    form = forms.Extend(request.POST or None)
    return _entered(
        request,
        form,
        lambda: actions.extend_deadline(
            actor=request.actor, hearing=page.hearing, **form.cleaned_data
        ),
        said=_("Fristen er forlenget. Alle kan lese hvorfor."),
        to=_at(page),
        template="participation/form.html",
        context={
            "page": page,
            "title": _("Forleng fristen"),
            "lead": _("En frist som er sendt, blir aldri kortere. Alle instansene får mer tid."),
            "button": _("Forleng fristen"),
        },
        beside=dict.fromkeys((NotLater, NoDeadline, DeadlineTooFar), "deadline"),
    )


@login_required
@require_http_methods(["GET", "POST"])
def new_body(request: Request, hearing_id: UUID) -> HttpResponse:
    """POST asks one body more."""
    page = _led(request, hearing_id)
    if late := _too_late(request, page):
        return late
    form = forms.AddBody(request.POST or None)
    return _entered(
        request,
        form,
        lambda: actions.add_body(
            actor=request.actor, hearing=page.hearing, body=NewBody(**form.cleaned_data)
        ),
        said=_("Instansen er lagt til."),
        to=_at(page),
        template="participation/form.html",
        context={
            "page": page,
            "title": _("Legg til en instans"),
            "lead": _(
                "Den får de samme spørsmålene. Det står åpent at den kom til etter at høringen "
                "ble sendt. En instans kan ikke tas bort igjen."
            ),
            "button": _("Legg til"),
        },
        beside={SameBodyTwice: "name"},
    )


@login_required
@require_http_methods(["GET", "POST"])
def answer(request: Request, hearing_id: UUID, body_id: UUID) -> HttpResponse:
    """What a body has answered. POST enters or corrects it."""
    page = _led(request, hearing_id)
    line = _body(page, body_id)
    if late := _too_late(request, page):
        return late
    held = line.answer
    form = forms.Register(
        request.POST or None,
        line=line,
        initial={
            "received_on": held.received_on if held else clock.today(),
            "declined": bool(held and held.declined),
            "revision": held.revision if held else 0,
        },
    )

    def act() -> None:
        told = form.cleaned_data
        actions.register_answer(
            actor=request.actor,
            body=line.row,
            revision=told["revision"],
            received_on=told["received_on"],
            replies=form.replies,
            declined=told["declined"],
        )

    def refused(refusal: Refused) -> None:
        if isinstance(refusal, AnsweredMeanwhile):
            forms.with_newest(form, revision=held.revision if held else 0)

    return _entered(
        request,
        form,
        act,
        said=_("Svaret fra %(body)s er lagret.") % {"body": line.row.name},
        to=f"{_at(page)}#{line.row.pk}",
        template="participation/answer.html",
        context={"page": page, "line": line},
        refused=refused,
        beside={NotReceivedThen: "received_on"},
    )


@login_required
@require_http_methods(["GET", "POST"])
def follow_up(request: Request, hearing_id: UUID, body_id: UUID) -> HttpResponse:
    """What came of a body's replies. POST keeps what was said."""
    page = _led(request, hearing_id)
    line = _body(page, body_id)
    if late := _too_late(request, page):
        return late
    form = forms.FollowUpForm(request.POST or None, line=line)

    def refused(refusal: Refused) -> None:
        if isinstance(refusal, FollowedMeanwhile):
            held = {
                f"revision_{n}": one.followed.revision if one.followed else 0
                for n, one in form.told.items()
            }
            forms.with_newest(form, answer=form.initial["answer"], **held)

    return _entered(
        request,
        form,
        lambda: actions.follow_up(
            actor=request.actor,
            body=line.row,
            answer=form.cleaned_data["answer"],
            followed=form.followed,
        ),
        said=_("Det som kom av svaret fra %(body)s, er lagret.") % {"body": line.row.name},
        to=f"{_at(page)}#{line.row.pk}",
        template="participation/follow_up.html",
        context={"page": page, "line": line},
        refused=refused,
    )


# --- The end ----------------------------------------------------------------------------


@login_required
@require_http_methods(["GET", "POST"])
def closing(request: Request, hearing_id: UUID) -> HttpResponse:
    """POST closes the hearing."""
    page = _led(request, hearing_id)
    if late := _too_late(request, page):
        return late
    return _confirmed(
        request,
        page,
        lambda: actions.close_hearing(actor=request.actor, hearing=page.hearing),
        said=_("Høringen er avsluttet."),
        to=_at(page),
        title=_("Avslutt høringen"),
        lead=_("Svarene og det som kom av dem, blir stående som de er. Det kan ikke gjøres om."),
        button=_("Avslutt høringen"),
    )


@login_required
@require_http_methods(["GET", "POST"])
def calling_off(request: Request, hearing_id: UUID) -> HttpResponse:
    """POST ends the hearing early, with a reason."""
    page = _led(request, hearing_id)
    if late := _too_late(request, page):
        return late
    form = forms.CallOff(request.POST or None)
    return _entered(
        request,
        form,
        lambda: actions.call_off_hearing(
            actor=request.actor, hearing=page.hearing, **form.cleaned_data
        ),
        said=_("Høringen er avlyst."),
        to=_at(page),
        template="participation/form.html",
        context={
            "page": page,
            "title": _("Avlys høringen"),
            "lead": _(
                "Ingen kan svare lenger. Svarene som er kommet, blir stående. Det kan ikke "
                "gjøres om."
            ),
            "button": _("Avlys høringen"),
            "danger": True,
        },
    )
