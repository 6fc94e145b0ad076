"""The background map: another's tiles, which a reader may switch on where the operator lets them.

Off by default twice: without `TOSPANN_MAP_TILES` there is no switch, and with it the browser asks
for nothing until the switch is on.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from csp.decorators import csp_update
from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase


def may_fetch_tiles(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Let the page of a view ask the operator's tile server, which no other page may."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not settings.MAP_TILES:
            return view(request, *args, **kwargs)
        allowed = csp_update({"connect-src": [origin()]})
        return allowed(lambda request: view(request, *args, **kwargs))(request)

    return answered


def origin() -> str:
    """Scheme, host and port of the tile server."""
    place = urlsplit(settings.MAP_TILES)
    return f"{place.scheme}://{place.netloc}"


def host() -> str:
    """Who is asked for tiles, as people read it; empty where nobody is."""
    return urlsplit(settings.MAP_TILES).netloc
