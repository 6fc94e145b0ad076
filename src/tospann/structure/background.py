"""The background map: another's tiles, which a reader may switch on where the operator lets them.

Off by default twice: without `TOSPANN_MAP_TILES` there is no switch, and with it the browser asks
for nothing until the switch is on.
"""

from collections.abc import Callable
from functools import wraps
from urllib.parse import urlsplit

from csp.decorators import csp_update
from django.conf import settings
from django.http import HttpResponse


def may_fetch_tiles(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let the page of a view ask the operator's tile server, which no other page may."""

    @wraps(view)
    def answered(*args: object, **kwargs: object) -> HttpResponse:
        if not settings.MAP_TILES:
            return view(*args, **kwargs)
        return csp_update({"connect-src": [origin()]})(view)(*args, **kwargs)

    return answered


def origin() -> str:
    """Scheme, host and port of the tile server."""
    place = urlsplit(settings.MAP_TILES)
    return f"{place.scheme}://{place.netloc}"


def host() -> str:
    """Who is asked for tiles, as people read it; empty where nobody is."""
    return urlsplit(settings.MAP_TILES).netloc
