"""One answer for both kinds of caller: htmx gets the fragment, a browser the whole page."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers


def asks_for_fragment(request: HttpRequest) -> bool:
    """True when htmx asks and will swap a part of the page it already shows."""
    return (
        request.headers.get("HX-Request") == "true"
        and request.headers.get("HX-History-Restore-Request") != "true"
    )


def answer(
    request: HttpRequest,
    context: dict[str, Any],
    *,
    fragment: str,
    page: str,
    status: int = 200,
) -> HttpResponse:
    """Render `fragment` for htmx and `page`, which includes it, for everyone else.

    Give `status=422` when a form was not accepted; the layout tells htmx to swap it in.
    """
    template = fragment if asks_for_fragment(request) else page
    response = render(request, template, context, status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response
