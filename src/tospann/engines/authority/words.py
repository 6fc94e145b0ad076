"""Sentences that people read: bokmål, with named places to fill in.

A `Message` is a constant and can be looked up in a catalogue of translations; a `Reason` is a
message with what fills it. `str(reason)` is bokmål, `reason.said(translate)` another language.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

MONTHS = (
    "januar", "februar", "mars", "april", "mai", "juni", "juli", "august", "september",
    "oktober", "november", "desember",
)  # fmt: skip

_known: list["Message"] = []


class Message(str):
    """A text in bokmål that stands in the code and may be translated."""

    __slots__ = ()

    def __new__(cls, text: str) -> "Message":
        """Keep it, so that every text of the engine can be listed."""
        made = super().__new__(cls, text)
        _known.append(made)
        return made


def known() -> tuple[str, ...]:
    """Every message made so far, once each, sorted."""
    return tuple(sorted({str(one) for one in _known}))


def in_words(day: date) -> str:
    """`9. november 2020`."""
    return f"{day.day}. {MONTHS[day.month - 1]} {day.year}"


AND = Message("%(first)s og %(last)s")


@dataclass(frozen=True, slots=True)
class Reason:
    """A sentence: a message and what fills its places, in pairs.

    A value may be a plain word, a day, a message, another reason, or a tuple of these, which
    reads as a list.
    """

    message: str
    params: tuple[tuple[str, object], ...] = ()

    def __str__(self) -> str:
        """The sentence in bokmål."""
        return self.said()

    def said(
        self,
        translate: Callable[[str], str] = str,
        day: Callable[[date], str] = in_words,
    ) -> str:
        """The sentence in the language of `translate`, with days written by `day`."""

        def word(value: object) -> str:
            if isinstance(value, Reason):
                return value.said(translate, day)
            if isinstance(value, Message):
                return translate(value)
            if isinstance(value, date):
                return day(value)
            if isinstance(value, tuple):
                words = [word(one) for one in value]
                if len(words) < 2:
                    return "".join(words)
                return translate(AND) % {"first": ", ".join(words[:-1]), "last": words[-1]}
            return str(value)

        return translate(self.message) % {name: word(value) for name, value in self.params}


def reason(message: str, **params: object) -> Reason:
    """A reason, from named values."""
    return Reason(message, tuple(params.items()))


class Unanswerable(Exception):
    """The question cannot be answered as it stands; the sentence says what to mend."""

    def __init__(self, message: str, **params: object) -> None:
        """Take the sentence and what fills it."""
        self.reason = reason(message, **params)
        super().__init__(str(self.reason))
