"""What the layout shows on every page."""

from dataclasses import dataclass
from functools import cached_property

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tospann.access.actor import STRANGER
from tospann.access.roles import Permission

SCHEME_COOKIE = "fargevalg"
SCHEMES = {"light": _("Lyst"), "dark": _("Mørkt"), "auto": _("Som enheten")}


@dataclass(frozen=True, slots=True)
class Entry:
    """One line in a menu."""

    text: str
    url: str
    icon: str
    current: bool


# name of the route, text, icon, what it takes to see it: nothing, an account, or a permission
MENU: tuple[tuple[str, Promise, str, bool | Permission], ...] = (
    ("portal:front", _("Forsiden"), "house", False),
    ("offices:index", _("Kontorer og kommuner"), "location-pin", False),
    ("partnerships:index", _("Partnerskap"), "handshake", False),
    ("structure:index", _("Kontorstruktur"), "globe", False),
    ("portal:board", _("Oversikt"), "table", False),
    ("agreements:register", _("Avtaler"), "file-checkmark", Permission.REGISTER_READ),
    ("authority:question", _("Hvem kan bestemme?"), "person-gavel", False),
    ("journal:index", _("Journal"), "timeline", False),
    ("portal:mine", _("Min side"), "person-circle", True),
)

# What a partnership has, in the order of its year: route, text, the apps whose pages belong there
PARTNERSHIP: tuple[tuple[str, Promise, frozenset[str]], ...] = (
    ("portal:partnership", _("Oversikt"), frozenset({"portal"})),
    ("plans:plan", _("Plan"), frozenset({"plans", "indicators"})),
    ("wheel:wheel", _("Årshjul"), frozenset({"wheel"})),
    ("results:card", _("Resultater"), frozenset({"results", "imports"})),
    ("reports:index", _("Rapporter"), frozenset({"reports"})),
    ("agreements:portfolio", _("Oppgaver"), frozenset({"agreements"})),
    ("authority:registers", _("Myndighet"), frozenset({"authority"})),
    ("structure:lab", _("Struktur"), frozenset({"structure"})),
    ("participation:hearings", _("Høringer"), frozenset({"participation"})),
)

ACCOUNT = (
    ("mfa_index", _("Innlogging og sikkerhet"), "shield-lock"),
    ("account_change_password", _("Bytt passord"), "key-horizontal"),
)


def address(name: str, *args: str) -> str:
    """The path of a route, or an empty string when this installation has no such route."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


class Layout:
    """The answers the layout template asks for. No queries beyond `request.user`."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.demo = settings.DEMO
        self.scheme = scheme(request)
        self.schemes = SCHEMES
        self.languages = settings.LANGUAGES
        self.language = get_language() or settings.LANGUAGE_CODE

    @property
    def content_language(self) -> str:
        """The language of the running text. North Sami covers the menus only."""
        return "nb" if self.language == "se" else self.language

    @property
    def signed_in(self) -> bool:
        """True when a person is signed in; false also where the session never was read."""
        user = getattr(self.request, "user", None)
        return bool(user and user.is_authenticated)

    def _shows(self, needs: bool | Permission) -> bool:
        if isinstance(needs, Permission):
            actor = getattr(self.request, "actor", STRANGER)
            return self.signed_in and actor.may_anywhere(needs)
        return self.signed_in or not needs

    @cached_property
    def menu(self) -> list[Entry]:
        """The main menu, with the entry the page belongs to marked as current."""
        match = self.request.resolver_match
        here = match.view_name if match else ""
        return [
            Entry(str(text), url, icon, belongs(here, name))
            for name, text, icon, needs in MENU
            if self._shows(needs) and (url := address(name))
        ]

    @property
    def partnership_menu(self) -> list[Entry]:
        """What the partnership in the address has; empty on pages of no partnership."""
        match = self.request.resolver_match
        if match is None or not match.route.startswith("partnerskap/<slug:slug>/"):
            return []
        return [
            Entry(str(text), url, "", match.app_name in apps)
            for name, text, apps in PARTNERSHIP
            if (url := address(name, match.kwargs["slug"]))
        ]

    @property
    def account(self) -> list[Entry]:
        """What a signed-in person does with the account: the ways to sign in."""
        shown = ((address(name), text, icon) for name, text, icon in ACCOUNT)
        return [Entry(str(text), url, icon, False) for url, text, icon in shown if url]

    @property
    def sources(self) -> str:
        """The page that lists where the data come from, if there is one."""
        return address("offices:sources")


def belongs(here: str, name: str) -> bool:
    """True when the page with the route `here` belongs under the entry with the route `name`.

    The pages of one app belong together; those of the portal stand each for itself, with those
    whose names go on where its own ends.
    """
    app = name.partition(":")[0]
    return here == name or here.startswith(f"{name}_" if app == "portal" else f"{app}:")


def scheme(request: HttpRequest) -> str:
    """The colours the reader has chosen: light, dark, or auto as the device says."""
    chosen = request.COOKIES.get(SCHEME_COOKIE, "")
    return chosen if chosen in SCHEMES else "auto"


def layout(request: HttpRequest) -> dict[str, Layout]:
    """Context processor: `layout` in every template."""
    return {"layout": Layout(request)}
