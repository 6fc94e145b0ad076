"""The engine's sentences in the reader's language, and its answers in one word."""

from datetime import date

from django.utils.formats import date_format
from django.utils.functional import Promise, lazy
from django.utils.translation import gettext, gettext_lazy

from tospann.authority.selectors.registers import NAMES
from tospann.engines.authority import (
    CONFIDENCE_LABELS,
    LABELS,
    Code,
    Confidence,
    Message,
    Reason,
)

_ = gettext_lazy

# code | the answer in a word or two, colour, icon
WORDS: dict[Code, tuple[str | Promise, str, str]] = {
    Code.D: (_("Ja"), "success", "checkmark-circle"),
    Code.D1: (_("Ja"), "success", "checkmark-circle"),
    Code.D2: (_("Ja"), "success", "checkmark-circle"),
    Code.D3: (_("Ja"), "success", "checkmark-circle"),
    Code.D4: (_("Ja"), "success", "checkmark-circle"),
    Code.D5: (_("Ja, i forsøket"), "success", "checkmark-circle"),
    Code.G: (_("Ja, fritt"), "success", "chat"),
    Code.P: (_("Bare forberede"), "info", "pencil"),
    Code.R: (_("Nei, men kan instruere"), "info", "gavel"),
    Code.A: (_("Bare gi råd"), "warning", "chat"),
    Code.UNCLEAR: (_("Uklart"), "warning", "questionmark-circle"),
    Code.N: (_("Nei"), "danger", "x-mark-octagon"),
}


def said(what: Reason | Message | str) -> str:
    """A sentence of the engine in the language in use. No queries."""
    if isinstance(what, Reason):
        return what.said(_translate, _day)
    return _translate(what)


lazy_said = lazy(said, str)


def _translate(text: str) -> str:
    return gettext(text) if text else ""


def _day(day: date) -> str:
    return date_format(day, "DATE_FORMAT")


def service_name(code: str) -> str:
    """What a service is called in the catalogue of agreements. No queries."""
    return str(NAMES.get(code, code))


def label(code: Code) -> str:
    """What a code allows, in a few words. No queries."""
    return said(LABELS[code])


def confidence(sure: Confidence) -> str:
    """How sure a rule is, in a word. No queries."""
    return said(CONFIDENCE_LABELS[sure])
