"""The request as our views get it."""

from django.http import HttpRequest

from tospann.access.actor import Actor


class Request(HttpRequest):
    """A request that knows who is asking; the middleware of `partnerships` says it."""

    actor: Actor
