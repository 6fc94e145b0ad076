"""The journal's pages and files. They only read."""

import hashlib
import json
from functools import wraps
from pathlib import Path

from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.views.decorators.cache import cache_control
from django.views.decorators.http import condition, require_safe

from tospann import __version__
from tospann.base.context import scheme
from tospann.base.http import Request
from tospann.journal import heads, selectors
from tospann.journal.feeds import atom
from tospann.journal.forms import Ask
from tospann.journal.naming import names
from tospann.journal.news import last_number

_VERIFIER = Path(__file__).with_name("verifier.py")


def _etag(request: Request, **kwargs) -> str | None:
    """What a stranger's page depends on: the journal only grows. None when signed in."""
    if request.actor.person_id is not None:
        return None
    head = selectors.newest_head()
    told = [
        __version__,
        get_language(),
        scheme(request),
        request.get_full_path(),
        last_number(),
        head.number if head else 0,
    ]
    return f'"{hashlib.sha256(json.dumps(told).encode()).hexdigest()[:32]}"'


def _remembered(view):
    """Lets a stranger's browser keep the page and ask whether anything was added since."""

    @wraps(view)
    @condition(etag_func=_etag)
    def run(request: Request, **kwargs) -> HttpResponse:
        response = view(request, **kwargs)
        if request.actor.person_id is None:
            patch_cache_control(response, private=True, no_cache=True)
        return response

    return run


@require_safe
@_remembered
def index(request: Request) -> HttpResponse:
    """The journal, newest first, limited as asked."""
    form = Ask(request.GET, choices=selectors.choices())
    if form.is_valid():
        under, over = form.cleaned_data["under"], form.cleaned_data["over"]
        page = selectors.journal_page(request.actor, form.wanted, under=under, over=over)
    else:
        page = selectors.JournalPage([], None, None)
    context = {"form": form, "page": page, "limited": form.is_limited}
    return render(request, "journal/index.html", context, status=200 if form.is_valid() else 422)


@require_safe
@_remembered
def entry(request: Request, number: int) -> HttpResponse:
    """One entry, with what proves it."""
    page = selectors.entry_page(request.actor, number)
    if page is None:
        raise Http404
    return render(request, "journal/entry.html", {"page": page})


@require_safe
@_remembered
def about(request: Request) -> HttpResponse:
    """What the journal proves and what it does not, and how to check it."""
    context = {"key": heads.verifier_key(), "head": selectors.newest_head()}
    return render(request, "journal/about.html", context)


@require_safe
@cache_control(public=True, max_age=60)
def feed(request: Request) -> HttpResponse:
    """What everybody may read, as Atom; `?partnerskap=` keeps to one."""
    partnership = None
    if slug := request.GET.get("partnerskap"):
        partnership = next((p for p in names("partnership").values() if p.slug == slug), None)
        if partnership is None:
            raise Http404
    return HttpResponse(atom(partnership), content_type="application/atom+xml; charset=utf-8")


@require_safe
@cache_control(public=True, max_age=60)
def export(request: Request) -> StreamingHttpResponse:
    """The whole chain, one entry a line; the same for everybody."""
    lines = (json.dumps(one, ensure_ascii=False) + "\n" for one in selectors.exported())
    return StreamingHttpResponse(
        lines,
        content_type="application/x-ndjson; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="eksport.jsonl"'},
    )


@require_safe
@cache_control(public=True, max_age=60)
def signed_heads(request: Request) -> HttpResponse:
    """The key and every signed head, as text."""
    told = "\n".join([f"{heads.verifier_key()}\n", *selectors.notes()])
    return HttpResponse(told, content_type="text/plain; charset=utf-8")


@require_safe
@cache_control(public=True, max_age=3600)
def verifier(request: Request) -> HttpResponse:
    """The script that checks the files, without Tospann."""
    return HttpResponse(
        _VERIFIER.read_bytes(),
        content_type="text/x-python; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="kontroll.py"'},
    )
