"""Asks an address on the web for JSON, and nothing else: no redirects, no inner addresses.

The name is looked up once, every address it has must be public, and the connection goes to that
very address; so a name that changes its mind between check and use leads nowhere else.
"""

import http.client
import ipaddress
import json
import socket
import ssl
import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from tospann.imports.errors import HostNotAllowed, NotFetched

LARGEST = 50_000_000  # bytes of one answer
SECONDS = 60  # for one answer, from the first packet to the last
WAIT = 15  # seconds without a byte
AGENT = "Tospann (PxWeb)"


@dataclass(frozen=True, slots=True)
class Place:
    """An address that may be asked."""

    scheme: str
    host: str
    port: int
    path: str


def place_of(address: str) -> Place:
    """The parts of an address. Raises `HostNotAllowed` for one we do not fetch from."""
    try:
        parts = urlsplit(address)
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError:
        raise HostNotAllowed(host=address[:80], allowed=_allowed()) from None
    host = (parts.hostname or "").lower()
    named = host if parts.port is None else f"{host}:{port}"
    safe = parts.scheme == "https" or (settings.PXWEB_LOCAL and parts.scheme == "http")
    if (
        not safe
        or named not in settings.PXWEB_HOSTS
        or parts.username is not None
        or parts.password is not None
    ):
        raise HostNotAllowed(host=named or address[:80], allowed=_allowed())
    return Place(parts.scheme, host, port, parts.path)


def _allowed() -> str:
    return ", ".join(settings.PXWEB_HOSTS)


def ask(address: str, question: Any = None) -> tuple[Any, bytes]:
    """The JSON of an answer, and its bytes; POST with a question, else GET.

    Raises `HostNotAllowed` or `NotFetched`, with a sentence that says why.
    """
    place = place_of(address)
    connection = _connection(place)
    deadline = time.monotonic() + SECONDS
    try:
        body = None if question is None else json.dumps(question).encode()
        headers = {
            "User-Agent": AGENT,
            "Accept": "application/json",
            "Accept-Encoding": "identity",
            **({} if body is None else {"Content-Type": "application/json"}),
        }
        connection.request("GET" if body is None else "POST", place.path, body, headers)
        response = connection.getresponse()
        _refuse_status(response.status, place.host)
        data = _whole(response, deadline, place.host)
    except (OSError, http.client.HTTPException):
        raise NotFetched(
            because=_("%(host)s svarer ikke. Vi prøver igjen neste gang.") % {"host": place.host}
        ) from None
    finally:
        connection.close()
    try:
        return json.loads(data), data
    except (ValueError, RecursionError):
        raise NotFetched(
            because=_("Svaret fra %(host)s er ikke en tabell vi kan lese.") % {"host": place.host}
        ) from None


def _connection(place: Place) -> http.client.HTTPConnection:
    """A connection to the address that the name had when it was checked."""
    try:
        found = socket.getaddrinfo(place.host, place.port, type=socket.SOCK_STREAM)
    except OSError:
        raise NotFetched(
            because=_("Vi finner ikke adressen %(host)s.") % {"host": place.host}
        ) from None
    addresses = {str(one[4][0]) for one in found}
    if not settings.PXWEB_LOCAL and not all(is_public(one) for one in addresses):
        raise HostNotAllowed(host=place.host, allowed=_allowed())
    sock = socket.create_connection((sorted(addresses)[0], place.port), timeout=WAIT)
    connection = http.client.HTTPConnection(place.host, place.port, timeout=WAIT)
    connection.sock = sock
    if place.scheme == "https":
        connection.sock = ssl.create_default_context().wrap_socket(
            sock, server_hostname=place.host
        )
    return connection


def is_public(address: str) -> bool:
    """Whether an address is one that anybody on the internet would reach."""
    one = ipaddress.ip_address(address.partition("%")[0])
    inner = getattr(one, "ipv4_mapped", None) or getattr(one, "sixtofour", None)
    return one.is_global and not one.is_multicast and (inner is None or inner.is_global)


def _refuse_status(status: int, host: str) -> None:
    if status == 200:
        return
    if status in (403, 429, 503):
        why = _("%(host)s ber oss vente. Vi prøver igjen neste gang.")
    elif status == 404:
        why = _("%(host)s har ingen tabell med dette nummeret.")
    elif status == 400:
        why = _("%(host)s godtar ikke spørringen. Lag den på nytt i Statistikkbanken.")
    elif 300 <= status < 400:
        why = _("%(host)s viser videre til en annen adresse. Den følger vi ikke.")
    else:
        why = _("%(host)s svarte med feil %(status)s. Vi prøver igjen neste gang.")
    raise NotFetched(because=why % {"host": host, "status": status})


def _whole(response: http.client.HTTPResponse, deadline: float, host: str) -> bytes:
    """The answer, as long as it is neither too large nor too slow."""
    data = bytearray()
    while piece := response.read1(1 << 16):
        data += piece
        if len(data) > LARGEST:
            raise NotFetched(
                because=_("Svaret fra %(host)s er større enn %(limit)s MB. Velg færre tall.")
                % {"host": host, "limit": LARGEST // 1_000_000}
            )
        if time.monotonic() > deadline:
            raise NotFetched(
                because=_("%(host)s svarer for langsomt. Vi prøver igjen neste gang.")
                % {"host": host}
            )
    return bytes(data)
