"""Figures in Norwegian sentences. Each is true of the rounded figure the tables show.

A hidden count is said to be hidden, and nobody is said as "ingen", never as nothing.
"""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.utils.translation import ngettext

from tospann.engines.structure import norwegian
from tospann.structure.selectors.words import FIELDS, FUNCTIONS, MODELS, named

LANGUAGES = {"se": _l("nordsamisk"), "smj": _l("lulesamisk"), "sma": _l("sørsamisk")}


def model(name: str) -> str:
    """An organisation model in words; as it is written where it is not known."""
    return named(name, MODELS)


def field(name: str) -> str:
    """A competence field in words."""
    return named(name, FIELDS)


def function(name: str) -> str:
    """What a position is for, in words."""
    return named(name, FUNCTIONS)


def language(code: str) -> str:
    """A Sami language in words."""
    return str(LANGUAGES.get(code, code))


def people(count: Any) -> str:
    """`1 240 innbyggere`, `ingen innbyggere`, or that so few are not told."""
    if isinstance(count, Mapping):
        return _("noen få innbyggere (tallet er skjult)")
    if not count:
        return _("ingen innbyggere")
    return ngettext("%(count)s innbygger", "%(count)s innbyggere", count) % {
        "count": norwegian.whole(count)
    }


def minutes(value: Any) -> str:
    """`32,5 minutter`; why there is none otherwise."""
    if isinstance(value, Mapping):
        return _("et skjult antall minutter")
    return _("%(minutes)s minutter") % {"minutes": norwegian.decimal(value)}


def some(count: Any) -> bool:
    """Whether there is anybody: hidden is somebody."""
    return isinstance(count, Mapping) or bool(count)


def kroner(value: int) -> str:
    """`1 240 000 kr`."""
    return norwegian.kroner(value)


def fte(value: float) -> str:
    """`21,5 årsverk`."""
    return _("%(fte)s årsverk") % {"fte": norwegian.decimal(value)}


def share(value: Any) -> str:
    """`12,3 %`, or that it is hidden."""
    return _("en skjult andel") if isinstance(value, Mapping) else norwegian.percent(value)


def capital(sentence: str) -> str:
    """With a capital first letter, the rest as it is."""
    return sentence[:1].upper() + sentence[1:]


def marked(sentence: str, illustrative: bool) -> str:
    """With a mark at the end when its figures are examples."""
    if not illustrative:
        return sentence
    return _("%(sentence)s (eksempeltall).") % {"sentence": sentence.removesuffix(".")}
