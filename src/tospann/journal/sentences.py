"""What the journal says, gathered from every app's `entries.py`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Any

from django.apps import apps
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext

from tospann.engines.results import periods

_STOPS = re.compile(r"(?<!\.)\.\.(?=\s|$)")


@dataclass(frozen=True, slots=True)
class Sentence:
    """How one kind of entry is told.

    `text` is filled with the entry's facts; a fact whose name ends in `_on` is shown as a date,
    and one whose name ends in `period` in words. Entries that are not `public` are shown only to
    those who reach their partnership; `quiet` ones (autosave) are left out unless asked for.
    `names_person` False: the owner acted, and nobody is told which person it was.
    """

    text: str | Promise
    public: bool = True
    quiet: bool = False
    names_person: bool = True

    def told(self, facts: dict[str, Any]) -> str:
        """The sentence with its facts, in the language in use."""
        told = str(self.text) % {name: _shown(name, value) for name, value in facts.items()}
        return _STOPS.sub(".", told)  # a reason may end in one of its own


def modules_called(name: str) -> Iterator[ModuleType]:
    """The module of that name in every app of ours that has one, in the order of the apps."""
    for app in apps.get_app_configs():
        if app.name.startswith("tospann.") and find_spec(f"{app.name}.{name}"):
            yield import_module(f"{app.name}.{name}")


@cache
def sentences() -> dict[str, Sentence]:
    """Every kind and its sentence."""
    found: dict[str, Sentence] = {}
    for module in modules_called("entries"):
        if doubled := found.keys() & module.SENTENCES.keys():
            raise ValueError(f"{sorted(doubled)} have two sentences")
        found |= module.SENTENCES
    return found


def sentence_for(kind: str) -> Sentence:
    """The sentence of a kind. `LookupError` when its app has none."""
    try:
        return sentences()[kind]
    except KeyError:
        raise LookupError(f"{kind!r} has no sentence in any entries.py") from None


def _shown(name: str, value: Any) -> Any:
    if name.endswith("period") and isinstance(value, str):
        try:
            return periods.parse(value).label.said(gettext)
        except ValueError:
            return value  # entries from before the codes say the period in words
    if isinstance(value, str) and name.endswith("_on"):
        return date_format(date.fromisoformat(value), "DATE_FORMAT")
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return "–" if value is None else value
