"""The pages that belong to no subject: errors, colours, components, accessibility."""

from datetime import timedelta
from email.utils import parseaddr

from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET, require_POST

from tospann.base import clock
from tospann.base import glossary as words
from tospann.base.answer import answer
from tospann.base.context import SCHEME_COOKIE, SCHEMES
from tospann.base.forms import Form
from tospann.base.templatetags.ui import icons as icon_names

# --- Errors -----------------------------------------------------------------------------


def _error(request, status: int, title, text) -> HttpResponse:
    """An error page in the layout, with the way back and the number of the request."""
    context = {"error_title": title, "error_text": text, "status": status}
    return render(request, "base/error.html", context, status=status)


def _bare(request, status: int, title, text) -> HttpResponse:
    """An error page that asks neither the database nor the request for anything."""
    context = {
        "error_title": title,
        "error_text": text,
        "request_id": getattr(request, "id", ""),
    }
    return HttpResponse(render_to_string("base/bare_error.html", context), status=status)


def bad_request(request, exception=None):
    """400: the request itself was malformed."""
    return _bare(
        request,
        400,
        _("Vi forstod ikke forespørselen"),
        _("Gå tilbake og prøv en gang til. Hjelper det ikke, start på forsiden."),
    )


def forbidden(request, exception=None):
    """403: the person is known, the right is missing. Says why, when the refusal did."""
    return _error(
        request,
        403,
        _("Du har ikke tilgang til dette"),
        str(exception or "")
        or _("Plassen din gir ikke innsyn her. Spør administratoren hos eieren du arbeider for."),
    )


def not_found(request, exception=None):
    """404: no such page, or none this person may know of."""
    return _error(
        request,
        404,
        _("Vi finner ikke siden"),
        _("Adressen kan være feil, eller siden er flyttet. Prøv søket øverst på siden."),
    )


def wrong_method(request):
    """405: an address that only takes what a form sends, opened as a page."""
    return _error(
        request,
        405,
        _("Denne adressen er ikke en side"),
        _("Den tar imot det du sender fra et skjema. Gå tilbake til siden med skjemaet, og send "
          "det på nytt."),
    )  # fmt: skip


def not_here(request, **given):
    """404: a page that a library has and this installation has not."""
    raise Http404


def server_error(request):
    """500: a fault of ours. Works without the database."""
    return _bare(
        request,
        500,
        _("Noe gikk galt hos oss"),
        _("Det du skrev, kan være ulagret. Vent litt, og prøv en gang til."),
    )


def unavailable(request):
    """503: the database cannot be reached, or took too long. Works without it."""
    response = _bare(
        request,
        503,
        _("Tjenesten er ikke tilgjengelig akkurat nå"),
        _("Vi får ikke kontakt med databasen. Vent et minutt, og prøv en gang til."),
    )
    response["Retry-After"] = "60"
    return response


def csrf_failure(request, reason=""):
    """403: the form was too old, or came from another place."""
    return _bare(
        request,
        403,
        _("Skjemaet var for gammelt"),
        _(
            "Gå tilbake og kopier det du skrev. Last så siden på nytt, og send en gang til. "
            "Nettleseren må tillate informasjonskapsler fra Tospann."
        ),
    )


# --- Choices of the reader --------------------------------------------------------------


@require_POST
def scheme(request):
    """Light, dark or as the device says, kept in a cookie for a year."""
    chosen = request.POST.get("scheme", "")
    back = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        back = "/"
    response = HttpResponseRedirect(back)
    if chosen in SCHEMES:
        response.set_cookie(
            SCHEME_COOKIE,
            chosen,
            max_age=365 * 24 * 3600,
            secure=settings.HTTPS,
            httponly=True,
            samesite="Lax",
        )
    return response


# --- Pages ------------------------------------------------------------------------------


class Example(Form):
    """One field of each kind, for the component page."""

    case_number = forms.CharField(
        label=_("Saksnummer"), max_length=40, help_text=_("Slik det står i sakssystemet deres")
    )
    decided_on = forms.DateField(label=_("Vedtatt dato"))
    body = forms.ChoiceField(
        label=_("Hvem vedtok?"),
        choices=[("council", _("Kommunestyret")), ("board", _("Formannskapet"))],
    )
    answer = forms.ChoiceField(
        label=_("Svar fra eieren"),
        widget=forms.RadioSelect,
        choices=[("yes", _("Vi godkjenner")), ("no", _("Vi sender avtalen tilbake"))],
    )
    reason = forms.CharField(
        label=_("Begrunnelse"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    understood = forms.BooleanField(label=_("Jeg har lest hele avtalen"))


@require_GET
def components(request):
    """Every component on one page, for those who build and those who test."""
    context = {
        "form": Example(),
        "faulty": Example({"faulty-decided_on": "i går"}, prefix="faulty"),
        "page": Paginator(range(200), 10).page(4),
        "today": clock.today(),
        "now": clock.now(),
        "icons": sorted(icon_names()),
        "residents": 243_582,
        "share": 0.625,
        "amount": 4_210_000,
        "staff": 14.5,
        "missing": None,
    }
    return render(request, "base/components.html", context)


@require_GET
def accessibility(request):
    """What has been tested, what is known to be missing, and whom to tell."""
    return render(request, "base/accessibility.html", {"contact": contact()})


@require_GET
def glossary(request):
    """The words of the product and what they mean; `?q=` keeps those that hold the text."""
    asked = request.GET.get("q", "").strip()[:100]
    return answer(
        request,
        {"words": words.matching(asked), "asked": asked},
        fragment="base/_glossary.html",
        page="base/glossary.html",
    )


def contact() -> str:
    """The address that the installation sends mail from, and reads."""
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1]


@require_GET
@cache_control(public=True, max_age=24 * 3600)
def security_txt(request):
    """Where to report a hole (RFC 9116)."""
    lines = [
        f"Contact: mailto:{contact()}",
        f"Expires: {clock.now() + timedelta(days=180):%Y-%m-%dT00:00:00Z}",
        "Preferred-Languages: nb, nn, en",
        f"Canonical: {settings.BASE_URL}/.well-known/security.txt",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_GET
@cache_control(public=True, max_age=24 * 3600)
def robots_txt(request):
    """Search engines may read what anyone may read; the rest gives them nothing."""
    lines = ["User-agent: *", "Disallow: /konto/", "Disallow: /sok/", "Disallow: /ui/"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
