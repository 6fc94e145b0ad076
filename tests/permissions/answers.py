"""What an answer is, in one word, and everything that can be read in it."""

import html
import io
import json
from contextlib import suppress

import pikepdf
from django.db import transaction
from django.urls import reverse

from pdf import text as words
from permissions.requests import ask
from permissions.world import World


def outcome(response) -> str:
    """The status; or where one is sent when it is to prove who one is."""
    if response.status_code in {301, 302}:
        where = response["Location"]
        if where.startswith(reverse("account_login")):
            return "login"
        if where.startswith((reverse("account_reauthenticate"), reverse("mfa_reauthenticate"))):
            return "prove"
    return str(response.status_code)


def requested(client, method: str, row: str, world: World) -> tuple[str, str]:
    """The outcome of a request and all that it told, after which it is undone."""
    with transaction.atomic():
        response = ask(client, method, row, world)
        told = everything_in(response)
        transaction.set_rollback(True)
    return outcome(response), told


def everything_in(response) -> str:
    """Headers and content as text: what stands there, and what HTML, JSON or PDF makes of it."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    text = content.decode(errors="replace")
    told = [str(response.headers), text]
    kind = response.get("Content-Type", "")
    if "html" in kind or "xml" in kind:
        told.append(html.unescape(text))
    if "json" in kind:
        for line in text.splitlines():
            with suppress(ValueError):
                told.append(json.dumps(json.loads(line), ensure_ascii=False))
    if "pdf" in kind and content.startswith(b"%PDF-1.7\n"):
        told.append(words(pikepdf.open(io.BytesIO(content))))
    return "\n".join(told)
