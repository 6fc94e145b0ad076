"""What happens around every request."""

import secrets
import time

import structlog
from django.conf import settings
from django.core.exceptions import BadRequest
from django.db import OperationalError
from django.utils.cache import patch_cache_control
from psycopg_pool import PoolTimeout

from tospann.base import views

log = structlog.get_logger("tospann.request")


def request_log(get_response):
    """One line per request: who knows what was asked and how it went, never by whom.

    The line holds method, route, status and milliseconds; no query, body or address. The same
    number is in `request.id`, on the error pages as "feilnummer", and in X-Request-ID.
    """

    def handle(request):
        request.id = secrets.token_hex(5)
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=request.id)
        started = time.perf_counter()
        response = get_response(request)
        match = request.resolver_match
        log.info(
            "request",
            method=request.method,
            route=(match.view_name or match.route) if match else None,
            status=response.status_code,
            ms=round((time.perf_counter() - started) * 1000, 1),
        )
        response["X-Request-ID"] = request.id
        return response

    return handle


def refuse_null(get_response):
    """400 for an address with a null character: no page has one, and the database takes none."""

    def handle(request):
        if "\x00" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            raise BadRequest("null character")
        return get_response(request)

    return handle


class UnavailableWithoutDatabase:
    """503 with words, instead of a fault, while the database cannot be reached."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        """Django calls this with what a view raised; None leaves it to the next in line."""
        if not isinstance(exception, OperationalError | PoolTimeout):
            return None
        log.warning("database_unreachable", exc_info=exception)
        return views.unavailable(request)


def no_store_when_signed_in(get_response):
    """Keep what a signed-in person saw out of every cache, the browser's own included."""

    def handle(request):
        response = get_response(request)
        # Without the cookie nobody is signed in, and the session need not be read.
        if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
            patch_cache_control(response, private=True, no_store=True)
        return response

    return handle


def method_in_words(get_response):
    """A page with words where Django answers 405 with nothing: after a login, or a shared link."""

    def handle(request):
        response = get_response(request)
        if response.status_code != 405 or request.method != "GET" or response.content:
            return response
        told = views.wrong_method(request)
        told["Allow"] = response["Allow"]
        return told

    return handle
