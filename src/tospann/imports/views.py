"""Bringing figures in: load, call one action or selector, answer."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import (
    require_GET,
    require_http_methods,
    require_POST,
    require_safe,
)

from tospann.base.errors import NotPermitted, Refused
from tospann.base.http import Request
from tospann.imports import actions, fetching, forms, found, reading, selectors, web
from tospann.imports.models import Draft, Feed, State
from tospann.partnerships.models import Partnership
from tospann.results.models import ImportSort
from tospann.results.selectors import files

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

# --- Bringing a table -------------------------------------------------------------------


@login_required
@require_http_methods(["GET", "POST"])
def bring(request: Request, slug: str) -> HttpResponse:
    """POST: a table is read, at once or by the queue. What was pasted stays when it cannot be."""
    partnership = _partnership(request, slug)
    form = forms.Bring(request.POST or None, request.FILES or None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            data, name = form.table
            try:
                draft = actions.begin(
                    actor=request.actor,
                    partnership=partnership,
                    name=name,
                    data=data,
                    **_read_now(data, name),
                )
            except Refused as refusal:
                status = refusal.status
                form.add_error("file" if name else "text", str(refusal))
            else:
                return redirect("imports:draft", draft.pk)
    imports = list(files.imports_of(partnership).filter(sort=ImportSort.FILE)[:10])
    context = {
        "form": form,
        "partnership": partnership,
        "drafts": selectors.drafts_of(request.actor, partnership)[:20],
        "feeds": selectors.feeds_of(partnership),
        "imports": imports,
        "not_taken_back": files.not_taken_back(imports),
    }
    return render(request, "imports/bring.html", context, status=status)


def _read_now(data: bytes, name: str) -> dict[str, Any]:
    """What was found in a small table, or why it cannot be read; nothing for a large one."""
    if not reading.is_small(data):
        return {}
    answer = reading.read_bytes(data, name)
    if answer.found is None:
        return {"because": found.said(reading.refusal(answer))}
    return {"found": reading.packed(answer)}


# --- One table on its way in ------------------------------------------------------------


@login_required
@require_safe
def draft(request: Request, row_id: UUID) -> HttpResponse:
    """A table on its way in: how far it is read, what is asked, what it would do."""
    return _page(request, _draft(request, row_id))


def _page(
    request: Request, row: Draft, *, status: int = 200, page: Any = None, **bound: Any
) -> HttpResponse:
    """The page of a draft, with forms that were not accepted as they were sent."""
    if row.state == State.TAKEN and row.batch_id:
        return redirect("imports:batch", row.batch_id)
    context: dict[str, Any] = {"draft": row, "partnership": row.partnership}
    if row.state in (State.READING, State.TAKING):
        return render(request, "imports/working.html", context, status=status)
    if row.state != State.READ:
        context["refusal"] = found.said(row.refusal)
        return render(request, "imports/over.html", context, status=status)
    page = page or selectors.page(request.actor, row)
    revision = {"revision": row.revision}
    context |= {
        "page": page,
        "choose": forms.Choose(
            page=page,
            initial=revision | {"source": row.source or _source(page), "source_on": row.source_on},
        ),
        "mend": forms.Mend(bad=page.mendable, initial=revision, prefix="m"),
        "confirm": forms.Confirm(
            initial=revision | {"fingerprint": page.look["fingerprint"]}, prefix="b"
        ),
        "given_back": found.said(row.refusal),
    }
    return render(request, "imports/draft.html", context | bound, status=status)


def _source(page: selectors.Page) -> str:
    """What the table itself says it is from."""
    return next((value for name, value in page.facts if name == _("Kilde")), "")


@login_required
@require_POST
def choose(request: Request, row_id: UUID) -> HttpResponse:
    """POST: what the table does not tell is answered, each series is matched, the source named."""
    row = _open(request, row_id)
    page = selectors.page(request.actor, row)
    form = forms.Choose(request.POST, page=page)
    if not form.is_valid():
        return _page(request, row, status=422, page=page, choose=form)
    given = form.given
    return _changed(request, row, form, "choose", given, answers=row.answers | given["answers"])


@login_required
@require_POST
def mend(request: Request, row_id: UUID) -> HttpResponse:
    """POST: bad cells get what is to stand in them, and the table is read anew."""
    row = _open(request, row_id)
    page = selectors.page(request.actor, row)
    form = forms.Mend(request.POST, bad=page.mendable, prefix="m")
    if form.is_valid() and not form.mended:
        form.add_error(None, _("Skriv nytt innhold i minst én rute."))
    if not form.is_valid():
        return _page(request, row, status=422, page=page, mend=form)
    given = {"revision": form.cleaned_data["revision"], "mended": form.mended}
    return _changed(request, row, form, "mend", given, mended=row.mended | form.mended)


def _changed(
    request: Request, row: Draft, form: Any, name: str, given: dict[str, Any], **reads: Any
) -> HttpResponse:
    """The draft after a change, read anew where it is small."""
    now: dict[str, Any] = {}
    if row.data is not None and reading.is_small(row.data):
        again = {"answers": row.answers, "mended": row.mended} | reads
        answer = reading.read_bytes(bytes(row.data), row.name, **again)
        if answer.found is None:
            form.add_error(None, found.said(reading.refusal(answer)))
            return _page(request, row, status=422, **{name: form})
        now = {"found": reading.packed(answer)}
    try:
        actions.change(actor=request.actor, draft=row, **given, **now)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _page(request, row, status=refusal.status, **{name: form})
    return redirect("imports:draft", row.pk)


@login_required
@require_GET
def errors(request: Request, row_id: UUID) -> HttpResponse:
    """The person's own workbook with the bad cells yellow."""
    row = _open(request, row_id)
    page = selectors.page(request.actor, row)
    made = reading.marked(
        row,
        [(one.sheet, one.address, one.stood, one.text) for one in page.bad],
        {
            text: _(text)
            for text in ("Feil", "Ark", "Celle", "Det står", "Hva er galt, og hva kan gjøres")
        },
    )
    if not made:
        raise Http404
    name = f"{row.partnership.slug}-feil.xlsx"
    return HttpResponse(
        made,
        content_type=WORKBOOK,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@login_required
@require_POST
def confirm(request: Request, row_id: UUID) -> HttpResponse:
    """POST: the figures are taken, all of them."""
    row = _open(request, row_id)
    form = forms.Confirm(request.POST, prefix="b")
    if not form.is_valid():
        return _page(request, row, status=422, confirm=form)
    try:
        row = actions.confirm(actor=request.actor, draft=row, **form.cleaned_data)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return _page(request, row, status=refusal.status)
    if row.batch is None:
        return redirect("imports:draft", row.pk)
    count = row.batch.row_count
    text = ngettext("%(count)s tall er tatt imot. Alle eierne ser det nå.",
                    "%(count)s tall er tatt imot. Alle eierne ser dem nå.", count)  # fmt: skip
    messages.success(request, text % {"count": count})
    return redirect("imports:batch", row.batch.pk)


@login_required
@require_POST
def leave(request: Request, row_id: UUID) -> HttpResponse:
    """POST: the table is thrown away."""
    row = _draft(request, row_id)
    try:
        actions.leave(actor=request.actor, draft=row)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("imports:draft", row.pk)
    messages.success(request, _("Importen er forkastet. Ingen tall er endret."))
    return redirect("imports:bring", row.partnership.slug)


# --- What was taken ---------------------------------------------------------------------


@require_safe
def batch(request: Request, row_id: UUID) -> HttpResponse:
    """Open to all: what an import brought, from where, and how the cards stand now."""
    row = files.import_of(row_id)
    if row is None or row.partnership is None:
        raise Http404
    context = {
        "page": selectors.taken(row),
        "partnership": row.partnership,
        "may_enter": selectors.may_bring(request.actor, row.partnership),
        "stopped": files.not_taken_back([row]).get(row.pk, ""),
        "may_take_back": row.pk in files.theirs(request.actor, row.partnership, [row]),
    }
    return render(request, "imports/batch.html", context)


# --- Tables that are fetched ------------------------------------------------------------


@login_required
@require_http_methods(["GET", "POST"])
def subscribe(request: Request, slug: str) -> HttpResponse:
    """POST: a table is kept, to be fetched now and then."""
    partnership = _partnership(request, slug)
    form = forms.Subscribe(request.POST or None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                actions.keep_feed(actor=request.actor, partnership=partnership, **_described(form))
            except _Wrong as wrong:
                form.add_error(wrong.args[0], wrong.args[1])
            except Refused as refusal:
                status = refusal.status
                form.add_error("address", str(refusal))
            else:
                messages.success(request, _("Tabellen er lagt til. Velg «Hent nå» for å begynne."))
                return redirect("imports:bring", slug)
    context = {"form": form, "partnership": partnership}
    return render(request, "imports/subscribe.html", context, status=status)


class _Wrong(Exception):
    """A field and what is wrong with it."""


def _described(form: Any) -> dict[str, Any]:
    """What the form and the statbank say about a table, as the action takes it."""
    given = form.cleaned_data
    place = web.place_of(given["address"])
    base, _slash, table = given["address"].split("?")[0].rstrip("/").rpartition("/")
    if not fetching.pxweb.TABLE.fullmatch(table) or not place.path:
        raise _Wrong("address", _("Adressen skal slutte med tabellnummeret, fem sifre."))
    try:
        chosen = fetching.choice(given["query"])
    except (ValueError, KeyError, TypeError, RecursionError):
        raise _Wrong(
            "query", _("Dette er ikke en spørring. Kopier hele teksten fra Statistikkbanken.")
        ) from None
    about = fetching.described(f"{base}/", table, chosen)
    return {
        "base": f"{base}/",
        "table": table,
        "title": (about.title or table)[:200],
        "publisher": given["publisher"],
        "licence": given["licence"],
        "selection": chosen,
        "every_days": given["every_days"],
    }


@login_required
@require_POST
def fetch(request: Request, row_id: UUID) -> HttpResponse:
    """POST: the queue fetches the table now."""
    return _on_feed(
        request,
        row_id,
        lambda feed: actions.ask_fetch(actor=request.actor, feed=feed),
        _("Tabellen hentes. Nye tall står her om litt, og venter på at du ser over dem."),
    )


@login_required
@require_POST
def unsubscribe(request: Request, row_id: UUID) -> HttpResponse:
    """POST: the table is fetched no more."""
    return _on_feed(
        request,
        row_id,
        lambda feed: actions.remove_feed(actor=request.actor, feed=feed),
        _("Tabellen hentes ikke lenger. Tallene som er tatt imot, blir stående."),
    )


def _on_feed(
    request: Request, row_id: UUID, act: Callable[[Feed], None], said: str
) -> HttpResponse:
    feed = selectors.feed_of(row_id)
    if feed is None or feed.partnership_id not in request.actor.partnership_ids:
        raise Http404
    try:
        act(feed)
    except NotPermitted as refusal:
        raise PermissionDenied(str(refusal)) from None
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, said)
    return redirect("imports:bring", feed.partnership.slug)


# --- What the views share ---------------------------------------------------------------


def _partnership(request: Request, slug: str) -> Partnership:
    """The partnership, for one who may give some of its figures."""
    partnership = get_object_or_404(Partnership, slug=slug)
    if not selectors.may_bring(request.actor, partnership):
        raise PermissionDenied(str(NotPermitted()))
    return partnership


def _draft(request: Request, row_id: UUID) -> Draft:
    """A draft, for one who may open it; others are not told that it is there."""
    row = selectors.draft_of(row_id)
    if row is None or not selectors.may_open(request.actor, row):
        raise Http404
    return row


def _open(request: Request, row_id: UUID) -> Draft:
    """A draft that was read and waits; any other has nothing to change."""
    row = _draft(request, row_id)
    if row.state != State.READ:
        raise Http404
    return row
