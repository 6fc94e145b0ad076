"""The map that can be moved, beside the drawn one it stands in for."""

from typing import Any

from django import template
from django.conf import settings
from django.templatetags.static import static
from django.utils.translation import gettext as _

from tospann.structure import background

register = template.Library()

SCRIPTS = {
    "drawing": "structure/zoomed-map.js",
    "library": "vendor/maplibre-gl.mjs",
    "worker": "vendor/maplibre-gl-worker.mjs",
}
STYLES = ("vendor/maplibre-gl.css", "structure/zoomed-map.css")


@register.inclusion_tag("structure/_zoom.html")
def zoom_map(address: str, title: str, id_: str) -> dict[str, Any]:
    """The button that fetches the map at `address`; hidden until a script runs.

    The page loads `structure/zoom-map.js`, and its view is `background.may_fetch_tiles`.
    """
    given = {
        "areas": address,
        **{name: static(file) for name, file in SCRIPTS.items()},
        "styles": [static(file) for file in STYLES],
        "tiles": settings.MAP_TILES,
        "words": _words(title),
    }
    return {"given": given, "id": id_, "host": background.host(), "title": title}


def _words(title: str) -> dict[str, str]:
    """What the map says. Names with a dot are those of MapLibre's own texts."""
    return {
        "open": _("Vis kart du kan flytte og zoome i"),
        "close": _("Tilbake til det enkle kartet"),
        "wait": _("Henter kartet."),
        "ready": _("Kartet kan flyttes og zoomes."),
        "failed": _("Nettleseren klarte ikke å vise kartet. Det enkle kartet viser det samme."),
        "lost": _("Bakgrunnskartet svarer ikke. Kartet vises uten."),
        "area": _("{name}: område {area}"),
        "Map.Title": _("%(title)s: kart. Piltastene flytter det, pluss og minus zoomer.")
        % {"title": title},
        "NavigationControl.ZoomIn": _("Zoom inn"),
        "NavigationControl.ZoomOut": _("Zoom ut"),
        "CooperativeGesturesHandler.WindowsHelpText": _("Hold nede Ctrl og rull for å zoome."),
        "CooperativeGesturesHandler.MacHelpText": _("Hold nede ⌘ og rull for å zoome."),
        "CooperativeGesturesHandler.MobileHelpText": _("Bruk to fingre for å flytte kartet."),
    }
