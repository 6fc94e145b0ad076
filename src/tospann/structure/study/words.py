"""Figures in Norwegian sentences. Each is true of the rounded figure the tables show.

A hidden count is said to be hidden, and nobody is said as "ingen", never as nothing.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.utils.translation import ngettext

from tospann.engines.structure import norwegian

MODELS = {
    "own": _l("eget kontor"),
    "host": _l("vertskommune"),
    "joint_board": _l("vertskommune med felles nemnd"),
    "task_community": _l("kommunalt oppgavefellesskap"),
    "professional_cooperation": _l("faglig samarbeid uten formell endring"),
}
LANGUAGES = {"se": _l("nordsamisk"), "smj": _l("lulesamisk"), "sma": _l("sørsamisk")}
FIELDS = {
    "social_assistance": _l("økonomisk sosialhjelp"),
    "sick_leave_follow_up": _l("sykefraværsoppfølging"),
    "youth_follow_up": _l("oppfølging av unge"),
    "employer_contact": _l("kontakt med arbeidsgivere"),
    "qualification_programme": _l("kvalifiseringsprogrammet"),
    "integration": _l("introduksjon og integrering"),
    "housing": _l("bolig"),
    "debt_counselling": _l("gjeldsrådgivning"),
}
FUNCTIONS = {
    "management": _l("ledelse"),
    "follow_up": _l("oppfølging"),
    "reception": _l("mottak"),
    "social_services": _l("sosiale tjenester"),
}


def model(name: str) -> str:
    """An organisation model in words; as it is written where it is not known."""
    return str(MODELS.get(name, name))


def field(name: str) -> str:
    """A competence field in words."""
    return str(FIELDS.get(name, name.replace("_", " ")))


def function(name: str) -> str:
    """What a position is for, in words."""
    return str(FUNCTIONS.get(name, name.replace("_", " ")))


def language(code: str) -> str:
    """A Sami language in words."""
    return str(LANGUAGES.get(code, code))


def listed(words: Sequence[str]) -> str:
    """a, b og c."""
    if len(words) < 2:
        return "".join(words)
    return _("%(first)s og %(last)s") % {"first": ", ".join(words[:-1]), "last": words[-1]}


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
