"""Fetches a table from a statbank that speaks PxWeb, and lays it forth for a person to confirm.

PxWeb v0: GET tells what the table holds, POST asks for figures; SSB gives at most 800 000 cells
at a time and answers at most thirty questions a minute. Source: SSB, user guide to PxWebApi.
"""

import fnmatch
import json
import time
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tospann.access.actor import STRANGER
from tospann.base import clock
from tospann.base.errors import Refused
from tospann.engines.tables import pxweb
from tospann.imports import actions, found, looking, reading, web
from tospann.imports.errors import NotFetched
from tospann.imports.models import Feed
from tospann.imports.selectors import reading_of_answer
from tospann.indicators.selectors import by_code
from tospann.partnerships.selectors import actor_for

PAUSE = 2.0  # seconds before each question: thirty a minute


def choice(query: str) -> list[dict[str, Any]]:
    """What a query of the statbank asks for. `ValueError` for a text that is none."""
    given = json.loads(query)
    rows = given.get("query") if isinstance(given, Mapping) else None
    if not isinstance(rows, list) or not 0 < len(rows) <= 30:
        raise ValueError("no query")
    chosen = []
    for row in rows:
        selection = row["selection"]
        code, kind, values = row["code"], selection["filter"], selection["values"]
        if not (isinstance(code, str) and isinstance(kind, str) and isinstance(values, list)):
            raise ValueError("no query")
        if not 0 < len(values) <= 5000 or not all(isinstance(one, str) for one in values):
            raise ValueError("no query")
        chosen.append({"code": code[:60], "filter": kind[:60], "values": values})
    return chosen


def wanted(table: str, chosen: list[dict[str, Any]], known: pxweb.Table | None) -> pxweb.Wanted:
    """The choice as the engine reckons with it; stars are laid out over what the table holds."""
    variables = known.variables if known else ()
    values = {one.code: [code for code, _text in one.values] for one in variables}
    rows = []
    for one in chosen:
        code, kind, given = one["code"], one["filter"], tuple(one["values"])
        if kind == "top":
            rows.append(pxweb.Selection(code, latest=int(given[0])))
        elif kind == "all":
            matched = tuple(
                value
                for value in values.get(code, ())
                if any(fnmatch.fnmatchcase(value, star) for star in given)
            )
            rows.append(pxweb.Selection(code, matched))
        elif kind == "item":
            rows.append(pxweb.Selection(code, given))
        else:
            rows.append(pxweb.Selection(code, given, codelist=kind))
    return pxweb.Wanted(table, tuple(rows))


def described(base: str, table: str, chosen: list[dict[str, Any]]) -> pxweb.Table:
    """What the statbank says about a table, when the choice can be asked for.

    Raises `HostNotAllowed` or `NotFetched`.
    """
    answer, _data = web.ask(f"{base}{table}")
    try:
        known = pxweb.table_v0(answer)
        pxweb.cells(wanted(table, chosen, known), known)
    except pxweb.Wrong as fault:
        raise NotFetched(because=fault.reason.said(_)) from None
    except ValueError:
        raise NotFetched(because=_("Spørringen er ikke slik Statistikkbanken skriver den.")) \
            from None  # fmt: skip
    return known


def fetch(feed: Feed) -> None:
    """Fetch a table; what is new in it waits for a person. Says on the feed what came of it."""
    try:
        outcome = _fetched(feed)
    except Refused as refusal:
        outcome = str(refusal)
    actions.note_fetch(actor=STRANGER, feed=feed, outcome=outcome)


def _fetched(feed: Feed) -> str:
    time.sleep(PAUSE)
    described(feed.base, feed.table, feed.selection)
    time.sleep(PAUSE)
    question = {"query": _rows(feed.selection), "response": {"format": "json-stat2"}}
    answer, data = web.ask(f"{feed.base}{feed.table}", question)
    actor = actor_for(feed.created_by) if feed.created_by else STRANGER
    name = f"{feed.table}.json"
    if not reading.is_small(data):
        actions.begin(
            actor=actor, partnership=feed.partnership, name=name, data=data, feed=feed,
            source=_source(feed), source_on=updated(answer),
        )  # fmt: skip
        return _("Hentet. Tabellen leses nå.")
    read = reading.read_bytes(data, name)
    if read.found is None:
        raise NotFetched(because=found.said(reading.refusal(read)))
    if not _is_news(feed, actor, found.Found(read.found)):
        return _("Hentet. Ingenting nytt.")
    actions.begin(
        actor=actor, partnership=feed.partnership, name=name, data=data,
        found=reading.packed(read), feed=feed, source=_source(feed), source_on=updated(answer),
    )  # fmt: skip
    return _("Hentet. Nye tall venter på at noen ser over dem.")


def _is_news(feed: Feed, actor: Any, read: found.Found) -> bool:
    """Whether a person has anything to look at: new figures, or something to say about them."""
    known = by_code(feed.partnership)
    targets, whole = reading_of_answer(feed.partnership, read, known)
    if not whole or read.questions:
        return True
    seen = looking.look(actor, feed.partnership, read, targets, known)
    return bool(seen.take or seen.bad)


def _rows(chosen: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        {"code": one["code"], "selection": {"filter": one["filter"], "values": one["values"]}}
        for one in chosen
    ]


def _source(feed: Feed) -> str:
    """The source of every figure: who, which table, when it was fetched, on which terms."""
    day = date_format(clock.today(), "SHORT_DATE_FORMAT")
    return _("%(publisher)s, tabell %(table)s, hentet %(day)s, %(licence)s") % {
        "publisher": feed.publisher,
        "table": feed.table,
        "day": day,
        "licence": feed.licence,
    }


def updated(answer: Any) -> date | None:
    """The day the statbank last changed the table; None where it does not say."""
    text = answer.get("updated") if isinstance(answer, Mapping) else None
    try:
        return date.fromisoformat(str(text)[:10])
    except ValueError:
        return None
