"""Pages of governed documents: load, call one action, answer."""

from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tospann.accounts.models import Person
from tospann.accounts.selectors import second_factors
from tospann.agreed import actions, forms, selectors
from tospann.agreed.difference import difference
from tospann.agreed.errors import (
    AlreadyRead,
    DraftChanged,
    NoOneToSpeakFor,
)
from tospann.agreed.print import render_pdf
from tospann.agreed.selectors import DocumentPage
from tospann.agreed.standing import Standing, State
from tospann.base.errors import NotPermitted, Refused
from tospann.base.forms import personal_errors
from tospann.base.http import Request
from tospann.files import actions as files
from tospann.partnerships.models import Owner


def _page(request: Request, document_id: UUID) -> DocumentPage:
    page = selectors.document_page(request.actor, document_id)
    if page is None:
        raise Http404
    return page


def _standing(page: DocumentPage, number: int) -> Standing:
    for standing in page.standings:
        if standing.version.number == number:
            return standing
    raise Http404


def _own(owners: tuple[Owner, ...]) -> tuple[Owner, ...]:
    """The owners this person may speak for here; with none, the answer is no, in words."""
    if not owners:
        raise PermissionDenied(str(NoOneToSpeakFor()))
    return owners


def _status(form, refusal: Refused | None) -> int:
    if refusal:
        return refusal.status
    return 422 if form.errors else 200


@require_GET
def document(request: Request, document_id: UUID) -> HttpResponse:
    """A document: what holds, what waits, and every version."""
    page = _page(request, document_id)
    return render(request, "agreed/document.html", {"page": page})


@require_GET
def version(request: Request, document_id: UUID, number: int) -> HttpResponse:
    """One version, to be read. The first reading of each owner is noted."""
    page, standing = _read(request, document_id, number)
    context = {
        "page": page,
        "standing": standing,
        "parts": selectors.parts_of(standing.version),
        "previous": next((s.version for s in page.standings if s.version.number < number), None),
        "annex_form": forms.AttachAnnex(required=standing.missing_annexes),
    }
    return render(request, "agreed/version.html", context)


def _read(request: Request, document_id: UUID, number: int) -> tuple[DocumentPage, Standing]:
    """The version to show, with the first reading of this person's owners noted."""
    page = _page(request, document_id)
    standing = _standing(page, number)
    unread = selectors.unread_by(request.actor, page, standing.version)
    if not unread:
        return page, standing
    for owner in unread:
        try:
            actions.note_first_reading(actor=request.actor, version=standing.version, owner=owner)
        except AlreadyRead:  # someone from the same owner was first by a moment
            continue
    page = _page(request, document_id)
    return page, _standing(page, number)


@require_GET
def changes(request: Request, document_id: UUID, number: int) -> HttpResponse:
    """What changed word by word from `?fra=` (the version before when not said)."""
    page, standing = _read(request, document_id, number)
    others = [s.version for s in page.standings if s.version.number != number]
    wanted = request.GET.get("fra", "")
    older = next((v for v in others if str(v.number) == wanted), None)
    if older is None:
        older = next((v for v in others if v.number < number), None)
    context = {
        "page": page,
        "standing": standing,
        "older": older,
        "others": others,
        "only_changes": request.GET.get("bare") == "endringer",
        "differences": (
            difference(selectors.parts_of(older), selectors.parts_of(standing.version))
            if older
            else []
        ),
    }
    return render(request, "agreed/changes.html", context)


@require_GET
def pdf(request: Request, document_id: UUID, number: int) -> HttpResponse:
    """The version as a tagged PDF with its ratification receipt."""
    page, standing = _read(request, document_id, number)
    url = request.build_absolute_uri(reverse("agreed:version", args=[document_id, number]))
    name = f"{page.document.partnership.slug}-{page.kind.name}-{number}.pdf".replace("_", "-")
    return HttpResponse(
        render_pdf(standing, public_url=url),
        content_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@require_GET
def content(request: Request, document_id: UUID, number: int) -> HttpResponse:
    """The very bytes whose fingerprint the owners ratify."""
    _shown, standing = _read(request, document_id, number)
    return HttpResponse(
        bytes(standing.version.content),
        content_type="application/json",
        headers={"Content-Disposition": f'attachment; filename="versjon-{number}.json"'},
    )


@login_required
@require_http_methods(["GET", "POST"])
def ratification(request: Request, document_id: UUID, number: int) -> HttpResponse:
    """POST: the owner says yes to the text it has read."""
    page, standing = _read(request, document_id, number)
    version = standing.version
    owners = _own(tuple(selectors.represented(request.actor, page)))
    form = forms.Ratify(
        request.POST or None,
        owners=owners,
        opened_on=timezone.localdate(version.opened_at),
        initial={"sha256": version.sha256},
    )
    refusal: Refused | None = None
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        del given["has_read"], given["earlier"]
        try:
            actions.ratify(actor=request.actor, version=version, **given)
        except Refused as refused:
            refusal = refused
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _ratified(_page(request, document_id), number, **given))
            return redirect("agreed:document", document_id)
    since = selectors.last_agreed_by({o.pk for o in owners}, page, number)
    older = since or next((s.version for s in page.standings if s.version.number < number), None)
    context = {
        "page": page,
        "standing": standing,
        "form": form,
        "refusal": refusal,
        **_proof(request),
        "older": older,
        "older_is_own": since is not None,
        "differences": (
            difference(selectors.parts_of(older), selectors.parts_of(version)) if older else []
        ),
        "parts": selectors.parts_of(version),
    }
    return render(request, "agreed/ratification.html", context, status=_status(form, refusal))


def _proof(request: Request) -> dict[str, Any]:
    """Whether a second factor must be given before an owner is bound, and which there are."""
    if request.actor.strong:
        return {"stronger": False}
    return {"stronger": True, "factors": second_factors(cast(Person, request.user))}


def _ratified(page: DocumentPage, number: int, *, owner: Owner, **given) -> str:
    """What the owner's yes led to, in words."""
    said = _("%(owner)s har godkjent versjon %(number)s.") % {
        "owner": owner.name,
        "number": number,
    }
    standing = _standing(page, number)
    if standing.state is State.IN_FORCE:
        return f"{said} {_('Alle eierne har sagt ja, og teksten gjelder nå.')}"
    if standing.state is State.LACKS_ANNEX:
        return f"{said} {_('Alle eierne har sagt ja, men et vedlegg mangler.')}"
    return said


@login_required
@require_http_methods(["GET", "POST"])
def withdrawal(request: Request, document_id: UUID, number: int) -> HttpResponse:
    """POST: the owner takes back its yes."""
    return _with_reason(
        request,
        document_id,
        number,
        act=actions.withdraw,
        template="agreed/withdrawal.html",
        binds=True,
        said=_("Godkjenningen er trukket."),
    )


@login_required
@require_http_methods(["GET", "POST"])
def returning(request: Request, document_id: UUID, number: int) -> HttpResponse:
    """POST: the owner sends the text back with its reason."""
    return _with_reason(
        request,
        document_id,
        number,
        act=actions.send_back,
        template="agreed/return.html",
        binds=False,
        said=_("Teksten er sendt i retur med begrunnelse."),
    )


def _with_reason(
    request: Request, document_id: UUID, number: int, *, act, template: str, said: str, binds: bool
) -> HttpResponse:
    page = _page(request, document_id)
    standing = _standing(page, number)
    owners = _own(tuple(selectors.represented(request.actor, page)))
    form = forms.WithReason(request.POST or None, owners=owners)
    refusal: Refused | None = None
    if request.method == "POST" and form.is_valid():
        try:
            act(actor=request.actor, version=standing.version, **form.cleaned_data)
        except Refused as refused:
            refusal = refused
            form.add_error(None, str(refusal))
        else:
            messages.success(request, said)
            return redirect("agreed:document", document_id)
    context = {
        "page": page,
        "standing": standing,
        "form": form,
        **(_proof(request) if binds else {}),
    }
    return render(request, template, context, status=_status(form, refusal))


@login_required
@require_http_methods(["GET", "POST"])
def notice(request: Request, document_id: UUID, number: int) -> HttpResponse:
    """POST: the owner gives notice; the last day follows from the agreement."""
    page = _page(request, document_id)
    standing = _standing(page, number)
    owners = _own(tuple(selectors.represented(request.actor, page)))
    form = forms.GiveNotice(request.POST or None, owners=owners)
    refusal: Refused | None = None
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        given.pop("understood")
        try:
            made = actions.give_notice(actor=request.actor, version=standing.version, **given)
        except Refused as refused:
            refusal = refused
            form.add_error(None, str(refusal))
        else:
            messages.success(
                request,
                _("Avtalen er sagt opp. Siste dag er %(day)s.")
                % {"day": f"{made.last_day:%d.%m.%Y}"},
            )
            return redirect("agreed:document", document_id)
    context = {
        "page": page,
        "standing": standing,
        "form": form,
        **_proof(request),
    }
    return render(request, "agreed/notice.html", context, status=_status(form, refusal))


@login_required
@require_POST
def annexes(request: Request, document_id: UUID, number: int) -> HttpResponse:
    """POST: a paper is laid with the version."""
    page = _page(request, document_id)
    if not page.may.attach:
        raise PermissionDenied(str(NotPermitted()))
    standing = _standing(page, number)
    form = forms.AttachAnnex(request.POST, request.FILES, required=standing.missing_annexes)
    status = 422
    if form.is_valid():
        try:
            file = files.upload(
                actor=request.actor,
                partnership=page.document.partnership,
                upload=form.cleaned_data["file"],
            )
            actions.attach_annex(
                actor=request.actor,
                version=standing.version,
                file=file,
                title=form.cleaned_data["title"],
                part_id=form.cleaned_data["part_id"],
            )
        except Refused as refusal:
            status = refusal.status
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Vedlegget er lagt ved."))
            return redirect("agreed:version", document_id, number)
    context = {"page": page, "standing": standing, "annex_form": form}
    return render(request, "agreed/annexes.html", context, status=status)


@login_required
@require_POST
def new_draft(request: Request, document_id: UUID) -> HttpResponse:
    """POST: the next version is begun from the latest."""
    page = _page(request, document_id)
    try:
        actions.start_draft(actor=request.actor, document=page.document)
    except NotPermitted as refusal:
        raise PermissionDenied(str(refusal)) from None
    except Refused as refusal:
        messages.info(request, str(refusal))
    return redirect("agreed:draft", document_id)


@login_required
@require_http_methods(["GET", "POST"])
def draft(request: Request, document_id: UUID) -> HttpResponse:
    """The draft in its form. POST saves; with `X-Autosave` the answer is JSON."""
    page = _page(request, document_id)
    if not page.may.read_draft:
        raise PermissionDenied(str(NotPermitted()))
    if page.draft is None:
        return redirect("agreed:document", document_id)
    posted = request.POST if request.method == "POST" else None
    head = forms.DraftHead(
        posted,
        initial={
            "revision": page.draft.revision,
            "title": page.draft.title,
            "language": page.draft.language,
        },
    )
    form = page.kind.form(page.document.partnership, page.draft.body, posted)
    autosaves = request.headers.get("X-Autosave") == "1"
    status, conflict = 200, []
    if posted is not None:
        if not (head.is_valid() and form.is_valid()):
            status = 422
        else:
            try:
                saved = actions.save_draft(
                    actor=request.actor,
                    document=page.document,
                    body=form.body(),
                    **head.cleaned_data,
                )
            except Refused as refusal:
                status = refusal.status
                head.add_error(None, str(refusal))
                if isinstance(refusal, DraftChanged):
                    conflict = _conflict(page, head, form)
            else:
                if autosaves:
                    return JsonResponse(
                        {"saved_at": saved.saved_at.isoformat(), "revision": saved.revision}
                    )
                if "open" in posted:
                    return redirect("agreed:opening", document_id)
                messages.success(request, _("Utkastet er lagret."))
                return redirect("agreed:draft", document_id)
    if autosaves:
        errors = head.non_field_errors() or [
            text for one in (head, *form.forms) for text in personal_errors(one)
        ]
        words = errors[0] if errors else _("Noe er ikke gyldig ennå, og er derfor ikke lagret.")
        return JsonResponse({"message": words}, status=status)
    context = {
        "page": page,
        "head": head,
        "form": form,
        "conflict": conflict,
        "missing": selectors.missing_in(page.document, page.draft),
    }
    return render(request, "agreed/draft.html", context, status=status)


def _conflict(page: DocumentPage, head, form) -> list:
    """The saved text against what this person typed; the next save is a choice of theirs."""
    saved = selectors.saved_draft(page.document)
    typed = selectors.parts_of_body(page.document, form.body(), saved.language)
    head.data = head.data.copy()
    head.data["revision"] = saved.revision
    return difference(selectors.parts_of_draft(page.document, saved), typed)


@login_required
@require_POST
def discarded_draft(request: Request, document_id: UUID) -> HttpResponse:
    """POST: the draft is thrown away."""
    page = _page(request, document_id)
    form = forms.Revision(request.POST)
    if form.is_valid():
        try:
            actions.discard_draft(actor=request.actor, document=page.document, **form.cleaned_data)
        except NotPermitted as refusal:
            raise PermissionDenied(str(refusal)) from None
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect("agreed:draft", document_id)
        messages.success(
            request, _("Utkastet er forkastet. Du finner det igjen under tidligere utkast.")
        )
    return redirect("agreed:document", document_id)


@login_required
@require_GET
def earlier_drafts(request: Request, document_id: UUID) -> HttpResponse:
    """What the draft was before."""
    page = _writable(request, document_id)
    context = {"page": page, "rows": selectors.earlier_drafts(page.document)}
    return render(request, "agreed/earlier_drafts.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def earlier_draft(request: Request, document_id: UUID, row_id: UUID) -> HttpResponse:
    """One earlier draft against the draft of now. POST goes back to it."""
    page = _writable(request, document_id)
    row = selectors.earlier_draft(page.document, row_id)
    if row is None:
        raise Http404
    form = forms.RevisionSeen(
        request.POST if request.method == "POST" else None,
        initial={"revision": page.draft.revision if page.draft else None},
    )
    refusal: Refused | None = None
    if request.method == "POST" and form.is_valid():
        try:
            actions.restore_draft(actor=request.actor, earlier=row, **form.cleaned_data)
        except Refused as refused:
            refusal = refused
            form.add_error(None, str(refusal))
        else:
            messages.success(
                request, _("Utkastet er satt tilbake. Det du gikk bort fra, er også tatt vare på.")
            )
            return redirect("agreed:draft", document_id)
    then = selectors.parts_of_body(page.document, row.body, row.language)
    now = selectors.parts_of_draft(page.document, page.draft) if page.draft else None
    context = {
        "page": page,
        "row": row,
        "form": form,
        "parts": then,
        "differences": difference(now, then) if now else [],
    }
    return render(request, "agreed/earlier_draft.html", context, status=_status(form, refusal))


def _writable(request: Request, document_id: UUID) -> DocumentPage:
    """The document, for those who may write its draft."""
    page = _page(request, document_id)
    if not page.may.edit_draft:
        raise PermissionDenied(str(NotPermitted()))
    return page


@login_required
@require_http_methods(["GET", "POST"])
def opening(request: Request, document_id: UUID) -> HttpResponse:
    """What is missing and what has changed; POST freezes the draft and releases it to all."""
    page = _page(request, document_id)
    if not page.may.open_version:
        raise PermissionDenied(str(NotPermitted()))
    if page.draft is None:
        return redirect("agreed:document", document_id)
    form = forms.Revision(request.POST or None, initial={"revision": page.draft.revision})
    refusal: Refused | None = None
    if request.method == "POST" and form.is_valid():
        try:
            opened = actions.open_version(
                actor=request.actor, document=page.document, **form.cleaned_data
            )
        except Refused as refused:
            refusal = refused
            form.add_error(None, str(refusal))
        else:
            messages.success(
                request,
                _("Versjon %(number)s er åpnet og tilgjengelig for alle eierne.")
                % {"number": opened.number},
            )
            return redirect("agreed:version", document_id, opened.number)
    latest = page.newest.version if page.newest else None
    now = selectors.parts_of_draft(page.document, page.draft)
    context = {
        "page": page,
        "form": form,
        "latest": latest,
        "parts": now,
        "differences": difference(selectors.parts_of(latest), now) if latest else [],
        "missing": selectors.missing_in(page.document, page.draft),
    }
    return render(request, "agreed/opening.html", context, status=_status(form, refusal))
