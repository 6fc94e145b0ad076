"""The annual wheel: load, call one action or selector, answer."""

from collections.abc import Callable
from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseNotModified
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import parse_etags
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import (
    require_GET,
    require_http_methods,
    require_POST,
    require_safe,
)

from tospann.agreed import actions as agreed
from tospann.base import clock
from tospann.base.errors import NotPermitted, Refused
from tospann.base.http import Request
from tospann.partnerships.models import Partnership
from tospann.partnerships.selectors import actor_for
from tospann.wheel import actions, forms, selectors
from tospann.wheel.feeds import HOURS_BETWEEN, ical
from tospann.wheel.joint import KIND, next_year
from tospann.wheel.models import Calendar, OwnEvent, hash_of
from tospann.wheel.picture import POCKET, picture
from tospann.wheel.poster import render_poster
from tospann.wheel.ring_events import JOINT, rings_of

FEED_YEARS = 2  # a calendar holds last year, this one and so many more


def _partnership(slug: str) -> Partnership:
    partnership = selectors.partnership_of(slug)
    if partnership is None:
        raise Http404
    return partnership


def _address(slug: str, year: int, **more: Any) -> str:
    return f"{reverse('wheel:wheel', args=[slug])}?{urlencode({'ar': year, **more}, doseq=True)}"


# --- The year ---------------------------------------------------------------------------


@require_GET
def wheel(request: Request, slug: str) -> HttpResponse:
    """A year as wheel, list or timeline; what is asked for stands in the address."""
    partnership = _partnership(slug)
    form = forms.Show(request.GET, rings=rings_of(partnership))
    given = form.cleaned_data if form.is_valid() else {}
    year = given.get("ar") or clock.today().year
    chosen, shown = given.get("ring") or [], given.get("visning") or ""
    page = selectors.year_of(request.actor, partnership, year, chosen)
    context = {
        "page": page,
        "form": form,
        "shown": shown,
        "chosen": chosen,
        "wide": picture(page) if shown in {"", "hjul"} else None,
        "pocket": picture(page, POCKET) if shown == "hjul" else None,
        "views": [
            (name, words, _address(slug, year, visning=name, **_rings(chosen)))
            for name, words in (
                ("hjul", _("Hjul")),
                ("liste", _("Liste")),
                ("tidslinje", _("Tidslinje")),
            )
        ],
        "before": _address(slug, year - 1, **_more(shown, chosen)),
        "after": _address(slug, year + 1, **_more(shown, chosen)),
        "next_year": next_year(partnership) if page.may_draft else None,
        "fill": forms.FillRing(owners=page.unfilled, initial={"year": year})
        if page.unfilled
        else None,
    }
    return render(request, "wheel/wheel.html", context, status=200 if form.is_valid() else 422)


def _rings(chosen: list[str]) -> dict[str, list[str]]:
    return {"ring": chosen} if chosen else {}


def _more(shown: str, chosen: list[str]) -> dict[str, Any]:
    return ({"visning": shown} if shown else {}) | _rings(chosen)


@require_GET
def poster(request: Request, slug: str, year: int) -> HttpResponse:
    """The year on one sheet of A3, with all its events as a table on the next."""
    if not forms.YEARS[0] <= year <= forms.YEARS[1]:
        raise Http404
    page = selectors.year_of(request.actor, _partnership(slug), year)
    return HttpResponse(
        render_poster(page),
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="arshjul-{slug}-{year}.pdf"'},
    )


@login_required
@require_POST
def joint_ring(request: Request, slug: str) -> HttpResponse:
    """POST: the joint ring is begun: rolled over from the last one, else from the template."""
    partnership = get_object_or_404(Partnership, slug=slug)
    try:
        document = agreed.create_document(
            actor=request.actor,
            kind=KIND,
            partnership=partnership,
            title=_("Felles årshjul %(year)s for %(name)s")
            % {"year": str(next_year(partnership)), "name": partnership.name},
        )
    except Refused as refusal:
        raise PermissionDenied(str(refusal)) from None
    messages.success(request, _("Utkastet er laget. Se over dagene før dere åpner det."))
    return redirect("agreed:draft", document.pk)


@login_required
@require_POST
def template(request: Request, slug: str) -> HttpResponse:
    """POST: the template's events are put on an owner's own ring."""
    partnership = _partnership(slug)
    year = clock.today().year
    page = selectors.year_of(request.actor, partnership, year)
    if not page.may_edit:
        raise PermissionDenied(str(NotPermitted()))
    form = forms.FillRing(request.POST, owners=page.may_edit)
    if not form.is_valid():
        context = {"form": form, **_above(partnership, _("Hent faste hendelser"))}
        return render(request, "wheel/form.html", context, status=422)
    try:
        made = actions.fill_ring(
            actor=request.actor,
            partnership=partnership,
            owner=form.cleaned_data["owner"],
            year=form.cleaned_data["year"],
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("%s faste hendelser er hentet inn.") % len(made))
    return redirect(_address(slug, form.cleaned_data["year"]))


# --- Events -----------------------------------------------------------------------------


def _event_page(request: Request, slug: str, year: int, key: str) -> selectors.EventPage:
    if not forms.YEARS[0] <= year <= forms.YEARS[1]:
        raise Http404
    page = selectors.event_page(request.actor, slug, year, key)
    if page is None:
        raise Http404
    return page


@require_GET
def event(request: Request, slug: str, year: int, key: str) -> HttpResponse:
    """One event of the year."""
    page = _event_page(request, slug, year, key)
    return render(request, "wheel/event.html", {"page": page, "line": page.line})


def _ticked(
    request: Request, slug: str, year: int, key: str, act: Callable[..., Any], said: str
) -> HttpResponse:
    page = _event_page(request, slug, year, key)
    shown = page.line.event
    joint = shown.ring == JOINT
    owner = None if joint else (shown.row and shown.row.owner)
    try:
        act(
            actor=request.actor,
            partnership=page.year.partnership,
            owner=owner,
            key=key,
            title=shown.title,
        )
    except NotPermitted as refusal:
        raise PermissionDenied(str(refusal)) from None
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, said)
    return redirect("wheel:event", slug, year, key)


@login_required
@require_POST
def done(request: Request, slug: str, year: int, key: str) -> HttpResponse:
    """POST: an occurrence is done."""
    said = _("Hendelsen er merket som gjort. Du kan angre her.")
    return _ticked(request, slug, year, key, actions.tick, said)


@login_required
@require_POST
def undone(request: Request, slug: str, year: int, key: str) -> HttpResponse:
    """POST: an occurrence is not done after all."""
    said = _("Hendelsen er ikke lenger merket som gjort.")
    return _ticked(request, slug, year, key, actions.untick, said)


def _above(partnership: Partnership, title: str, **more: Any) -> dict[str, Any]:
    """What the page of a form says above it, and where it is."""
    return {
        "partnership": partnership,
        "title": title,
        "up_url": reverse("wheel:wheel", args=[partnership.slug]),
        **more,
    }


@login_required
@require_http_methods(["GET", "POST"])
def new_event(request: Request, slug: str) -> HttpResponse:
    """POST: an event is put on an owner's own ring."""
    partnership = _partnership(slug)
    owners = selectors.editable(request.actor, partnership)
    if not owners:
        raise PermissionDenied(str(NotPermitted()))
    form = forms.RingEventForm(request.POST or None, owners=owners)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            given = dict(form.cleaned_data)
            given.pop("revision")
            where = None if given.pop("everywhere") else partnership
            try:
                made = actions.enter_event(actor=request.actor, partnership=where, **given)
            except Refused as refusal:
                status = refusal.status
                form.add_error("rule" if given["rule"] else None, str(refusal))
            else:
                messages.success(request, _("Hendelsen står i årshjulet."))
                return redirect(_address(slug, made.since.year, visning="liste"))
    lead = _("Hver eier har sin egen ring. De andre eierne ser den, men endrer den ikke.")
    context = {"form": form, **_above(partnership, _("Ny hendelse"), lead=lead)}
    return render(request, "wheel/form.html", context, status=status)


def _own(request: Request, row_id: UUID) -> tuple[OwnEvent, Partnership]:
    """An event this person edits, and a partnership to go back to."""
    row = selectors.own_event(request.actor, row_id)
    if row is None:
        raise Http404
    if not selectors.may_change(request.actor, row):
        raise PermissionDenied(str(NotPermitted()))
    return row, row.partnership or selectors.first_partnership(row)


@login_required
@require_http_methods(["GET", "POST"])
def changed_event(request: Request, row_id: UUID) -> HttpResponse:
    """POST: an event of an owner's own ring is changed."""
    row, partnership = _own(request, row_id)
    initial = {name: getattr(row, name, None) for name in forms.RingEventForm.base_fields}
    form = forms.RingEventForm(request.POST or None, initial=initial)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            given = dict(form.cleaned_data)
            revision = given.pop("revision") or 0
            try:
                actions.change_event(actor=request.actor, event=row, revision=revision, **given)
            except Refused as refusal:
                status = refusal.status
                form.add_error(None, str(refusal))
            else:
                messages.success(request, _("Hendelsen er endret."))
                return redirect(_address(partnership.slug, given["since"].year, visning="liste"))
    about = _above(partnership, _("Endre hendelsen"), row=row)
    return render(request, "wheel/form.html", {"form": form, **about}, status=status)


@login_required
@require_POST
def struck_event(request: Request, row_id: UUID) -> HttpResponse:
    """POST: an event is taken off its ring; the answer offers to undo it."""
    row, partnership = _own(request, row_id)
    try:
        actions.strike_event(actor=request.actor, event=row)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(_address(partnership.slug, row.since.year))
    return render(request, "wheel/struck.html", {"row": row, "partnership": partnership})


@login_required
@require_POST
def restored_event(request: Request, row_id: UUID) -> HttpResponse:
    """POST: a struck event is put back."""
    row, partnership = _own(request, row_id)
    try:
        actions.restore_event(actor=request.actor, event=row)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Hendelsen er satt tilbake i årshjulet."))
    return redirect(_address(partnership.slug, row.since.year, visning="liste"))


# --- Calendars --------------------------------------------------------------------------


@login_required
@require_http_methods(["GET", "POST"])
def calendars(request: Request) -> HttpResponse:
    """One's calendars. POST makes one, and shows its address this once."""
    partnerships = selectors.reachable(request.actor)
    form = forms.NewCalendar(request.POST or None, partnerships=partnerships)
    status, address = 200, ""
    if request.method == "POST":
        status = 422
        if form.is_valid():
            slug, _colon, ring = form.cleaned_data["what"].partition(":")
            partnership = next((one for one in partnerships if one.slug == slug), None)
            try:
                _made, token = actions.make_calendar(
                    actor=request.actor,
                    name=form.cleaned_data["name"],
                    partnership=partnership,
                    ring=ring,
                )
            except Refused as refusal:
                status = refusal.status
                form.add_error(None, str(refusal))
            else:
                status = 201
                address = request.build_absolute_uri(reverse("wheel:feed", args=[token]))
                form = forms.NewCalendar(partnerships=partnerships)
    context = {
        "form": form,
        "address": address,
        "calendars": selectors.calendars_of(request.actor.person_id),
    }
    return render(request, "wheel/calendars.html", context, status=status)


@login_required
@require_POST
def revoked_calendar(request: Request, calendar_id: UUID) -> HttpResponse:
    """POST: the address of a calendar is closed."""
    calendar = get_object_or_404(Calendar, pk=calendar_id, made_by=request.user.pk)
    try:
        actions.revoke_calendar(actor=request.actor, calendar=calendar)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Kalenderen er stengt. Adressen virker ikke lenger."))
    return redirect("wheel:calendars")


@require_safe
def feed(request: Request, token: str) -> HttpResponse:
    """What a calendar program reads at a secret address; 404 when it is closed."""
    calendar = selectors.open_calendar(token)
    if calendar is None:
        raise Http404
    year = clock.today().year
    actor = actor_for(calendar.made_by)
    with override("nb"):  # a program says nothing of the reader's language
        events = selectors.calendar_events(
            actor, calendar, date(year - 1, 1, 1), date(year + FEED_YEARS, 12, 31)
        )
        told = ical(calendar, events, site=request.build_absolute_uri("/").rstrip("/"))
    etag = f'"{hash_of(told.decode())}"'
    if etag in parse_etags(request.headers.get("If-None-Match", "")):
        response: HttpResponse = HttpResponseNotModified()
    else:
        response = HttpResponse(told, content_type="text/calendar; charset=utf-8")
        response["Content-Disposition"] = 'inline; filename="arshjul.ics"'
    response["ETag"] = etag
    response["Cache-Control"] = f"private, max-age={HOURS_BETWEEN * 600}"
    response["X-Robots-Tag"] = "noindex"
    return response
