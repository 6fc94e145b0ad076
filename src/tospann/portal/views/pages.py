"""The front page, one's own page, a partnership's page, and search."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from tospann.base import clock, entrance
from tospann.base.answer import answer
from tospann.base.http import Request
from tospann.journal.news import last_number
from tospann.offices.atlas import atlas_on
from tospann.portal import selectors

SEEN = "sist_sett"  # cookie: the last journal entry that was there at the visit before
A_YEAR = 365 * 24 * 3600


@require_GET
def front(request: Request) -> HttpResponse:
    """The map, the partnerships, and what has happened lately."""
    context = {"front": selectors.front(), "atlas": atlas_on(clock.today())}
    return render(request, "portal/front.html", context)


@login_required
@require_GET
def mine(request: Request) -> HttpResponse:
    """What waits for me, then what is new since the last visit.

    What was seen is kept in a signed cookie in the person's own browser, not in the database:
    nobody else needs to know when someone looks. Within one session the list stands still.
    """
    if SEEN not in request.session:
        kept = request.get_signed_cookie(SEEN, default="0", salt=str(request.user.pk))
        request.session[SEEN] = int(kept or 0)
    after = request.session[SEEN]
    context = {"mine": selectors.mine(request.actor, after=after), "first_visit": after == 0}
    response = render(request, "portal/mine.html", context)
    response.set_signed_cookie(
        SEEN,
        str(last_number()),
        salt=str(request.user.pk),
        max_age=A_YEAR,
        httponly=True,
        secure=request.is_secure(),
        samesite="Lax",
    )
    return response


@require_GET
def partnership(request: Request, slug: str) -> HttpResponse:
    """A partnership: owners, what is agreed, what waits, what has happened."""
    page = selectors.partnership_page(request.actor, slug)
    if page is None:
        raise Http404
    return render(request, "portal/partnership.html", {"page": page})


@require_GET
def search(request: Request) -> HttpResponse:
    """One box for everything this person may see. Nobody is looked for by number or case."""
    asked = request.GET.get("q", "")
    refusal = entrance.refusal_in(asked, field=_("Hva leter du etter?"))
    found = selectors.search(request.actor, "" if refusal else asked)
    response = answer(
        request,
        {"found": found, "asked": asked[:100], "refusal": refusal},
        fragment="portal/_found.html",
        page="portal/search.html",
        status=422 if refusal else 200,
    )
    if refusal:
        response["HX-Push-Url"] = "false"  # keeps it out of the address line
    return response
