"""Who is asking?"""

from collections.abc import Callable
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from tospann.access.actor import STRANGER, Actor
from tospann.accounts.strength import is_strong
from tospann.base.http import Request
from tospann.partnerships.selectors import actor_for


def actor(get_response: Callable[[HttpRequest], HttpResponse]):
    """Gives every request an `actor`, looked up when first asked for."""

    def look_up(request: HttpRequest) -> Actor:
        if not request.user.is_authenticated:
            return STRANGER
        return actor_for(request.user, strong=is_strong(request))

    def middleware(request: HttpRequest) -> HttpResponse:
        asking = cast(Request, request)
        asking.actor = cast(Actor, SimpleLazyObject(lambda: look_up(request)))
        return get_response(request)

    return middleware
