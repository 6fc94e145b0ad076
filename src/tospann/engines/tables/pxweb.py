"""What to ask Statistics Norway for, as data: no network here.

A `Wanted` is a saved choice of a table. It becomes a query for PxWeb v0 (POST) or an address for
PxWebApi v2 (GET); the answer in both cases is JSON-stat 2. The number of cells is reckoned before
anything is asked, since the service refuses more than 800 000.
Source: SSB, "PxWebApi" user guide, and query files in use; the limit is SSB's own.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from math import prod
from typing import Any
from urllib.parse import quote

from tospann.engines.tables.words import Message, Reason, reason

CELLS = 800_000
V0 = "https://data.ssb.no/api/v0/no/table/"
V2 = "https://data.ssb.no/api/pxwebapi/v2/tables/"
TABLE = re.compile(r"\d{5}", re.ASCII)

TOO_MANY = Message(
    "Utvalget gir %(cells)s tall, og Statistikkbanken gir høyst %(limit)s om gangen. Velg færre "
    "regioner, perioder eller grupper."
)
NO_TABLE = Message("«%(table)s» er ikke et tabellnummer. Skriv fem sifre, for eksempel 07459.")
NO_VARIABLE = Message("Tabellen har ingen variabel med koden «%(code)s».")
NO_VALUE = Message("Variabelen «%(code)s» har ikke verdien «%(value)s».")
NOT_TABLE = Message("Svaret fra Statistikkbanken beskriver ingen tabell. Sjekk tabellnummeret.")


class Wrong(Exception):
    """The choice cannot be asked for; `reason` says why."""

    def __init__(self, message: Message, **params: object) -> None:
        """Keep the sentence with its places filled."""
        self.reason: Reason = reason(message, **params)
        super().__init__(str(self.reason))


@dataclass(frozen=True, slots=True)
class Selection:
    """What is wanted of one variable: given `values`, the `latest` n, or all where both are empty.

    `codelist` names a grouping, such as `agg_KommGjeldende` in v2 or `agg:KommSummer` in v0.
    """

    code: str
    values: tuple[str, ...] = ()
    latest: int = 0
    codelist: str = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A table and what is wanted of it."""

    table: str
    selections: tuple[Selection, ...]
    language: str = "no"


@dataclass(frozen=True, slots=True)
class Variable:
    """A variable of a table with its values, in the table's order."""

    code: str
    text: str
    values: tuple[tuple[str, str], ...]
    time: bool = False
    optional: bool = False  # may be left out of the question, and is then summed


@dataclass(frozen=True, slots=True)
class Table:
    """What a table says about itself; empty texts where it does not say."""

    title: str
    variables: tuple[Variable, ...]
    updated: str = ""
    licence: str = ""
    source: str = ""


def query_v0(wanted: Wanted) -> tuple[str, dict[str, Any]]:
    """The address and the body of a question to PxWeb v0. Raises `Wrong`."""
    _check(wanted)
    query = []
    for one in wanted.selections:
        if one.latest:
            selection = {"filter": "top", "values": [str(one.latest)]}
        elif one.values:
            selection = {"filter": one.codelist or "item", "values": list(one.values)}
        else:
            selection = {"filter": "all", "values": ["*"]}
        query.append({"code": one.code, "selection": selection})
    return f"{V0}{wanted.table}", {"query": query, "response": {"format": "json-stat2"}}


def address_v2(wanted: Wanted) -> str:
    """The address of a question to PxWebApi v2. Raises `Wrong`."""
    _check(wanted)
    parts = [f"lang={quote(wanted.language, safe='')}", "outputFormat=json-stat2"]
    for one in wanted.selections:
        code = quote(one.code, safe="")
        if one.latest:
            values = f"top({one.latest})"
        else:
            values = ",".join(quote(value, safe="") for value in one.values) or "*"
        parts.append(f"valuecodes[{code}]={values}")
        if one.codelist:
            parts.append(f"codelist[{code}]={quote(one.codelist, safe='')}")
    return f"{V2}{wanted.table}/data?{'&'.join(parts)}"


def _check(wanted: Wanted) -> None:
    if not TABLE.fullmatch(wanted.table):
        raise Wrong(NO_TABLE, table=wanted.table)


def cells(wanted: Wanted, table: Table) -> int:
    """How many figures the answer will hold.

    Raises `Wrong` for more than the service gives, and for codes that the table has not. Values of
    a grouping are not in the table's own list, so their number is taken from the choice.
    """
    chosen = {one.code: one for one in wanted.selections}
    known = {one.code: one for one in table.variables}
    if strange := next((code for code in chosen if code not in known), None):
        raise Wrong(NO_VARIABLE, code=strange)
    sizes = []
    for variable in table.variables:
        one = chosen.get(variable.code)
        if one is None:
            sizes.append(1 if variable.optional else len(variable.values))
        elif one.latest:
            sizes.append(min(one.latest, len(variable.values)))
        elif one.values:
            own = {value for value, _text in variable.values}
            if not one.codelist:
                for value in one.values:
                    if value not in own and "*" not in value and "?" not in value:
                        raise Wrong(NO_VALUE, code=one.code, value=value)
            sizes.append(len(one.values))
        else:
            sizes.append(len(variable.values))
    if (total := prod(sizes)) > CELLS:
        raise Wrong(TOO_MANY, cells=total, limit=CELLS)
    return total


def table_v0(answer: object) -> Table:
    """The table of v0's answer to GET. Raises `Wrong` where it is none."""
    if not isinstance(answer, Mapping) or not isinstance(answer.get("variables"), list):
        raise Wrong(NOT_TABLE)
    found = []
    for one in answer["variables"]:
        if not isinstance(one, Mapping) or not isinstance(one.get("values"), list):
            raise Wrong(NOT_TABLE)
        texts = one.get("valueTexts")
        values = [str(value) for value in one["values"]]
        labels = (
            [str(text) for text in texts]
            if isinstance(texts, list) and len(texts) == len(values)
            else values
        )
        found.append(
            Variable(
                str(one.get("code", "")),
                str(one.get("text", "")),
                tuple(zip(values, labels, strict=True)),
                bool(one.get("time")),
                bool(one.get("elimination")),
            )
        )
    return Table(str(answer.get("title", "")), tuple(found))


def table_v2(answer: object) -> Table:
    """The table of v2's metadata, which is JSON-stat 2 without values. Raises `Wrong`."""
    if not isinstance(answer, Mapping) or not isinstance(answer.get("dimension"), Mapping):
        raise Wrong(NOT_TABLE)
    names, about = answer.get("id"), answer["dimension"]
    roles = answer.get("role")
    times = roles.get("time") if isinstance(roles, Mapping) else None
    if not isinstance(names, list):
        raise Wrong(NOT_TABLE)
    found = []
    for name in names:
        one = about.get(name) if isinstance(name, str) else None
        category = one.get("category") if isinstance(one, Mapping) else None
        if not isinstance(one, Mapping) or not isinstance(category, Mapping):
            raise Wrong(NOT_TABLE)
        index, labels = category.get("index"), category.get("label")
        labels = labels if isinstance(labels, Mapping) else {}
        if isinstance(index, Mapping):
            if not all(isinstance(place, int) for place in index.values()):
                raise Wrong(NOT_TABLE)
            codes = sorted(index, key=lambda code: index[code])
        else:
            codes = list(index) if isinstance(index, list) else list(labels)
        extension = one.get("extension")
        optional = isinstance(extension, Mapping) and bool(extension.get("elimination"))
        found.append(
            Variable(
                name,
                str(one.get("label", name)),
                tuple((str(code), str(labels.get(code, code))) for code in codes),
                isinstance(times, list) and name in times,
                optional,
            )
        )
    return Table(
        str(answer.get("label", "")),
        tuple(found),
        str(answer.get("updated") or ""),
        _licence(answer),
        str(answer.get("source") or ""),
    )


def _licence(answer: Mapping[str, Any]) -> str:
    """The licence an answer names, wherever it names it."""
    for holder in (answer, answer.get("extension")):
        if isinstance(holder, Mapping):
            for key in ("license", "licence"):
                if isinstance(holder.get(key), str):
                    return str(holder[key])
    return ""
