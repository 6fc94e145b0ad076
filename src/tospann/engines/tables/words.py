"""Sentences that people read: bokmål, with named places to fill in.

A `Message` is a constant and can be looked up in a catalogue of translations; a `Reason` is a
message with what fills it. `str(reason)` is bokmål, `reason.said(translate)` another language.
"""

from collections.abc import Callable
from dataclasses import dataclass


class Message(str):
    """A text in bokmål that stands in the code and may be translated."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Reason:
    """A sentence: a message and what fills its places, in pairs."""

    message: Message
    params: tuple[tuple[str, object], ...] = ()

    def __str__(self) -> str:
        """The sentence in bokmål."""
        return self.said()

    def said(self, translate: Callable[[str], str] = str) -> str:
        """The sentence in the language of `translate`; messages inside it are translated too."""

        def word(value: object) -> str:
            if isinstance(value, Reason):
                return value.said(translate)
            if isinstance(value, Message):
                return translate(value)
            return str(value)

        return translate(self.message) % {name: word(value) for name, value in self.params}


def reason(message: Message, **params: object) -> Reason:
    """A message with its places filled; long words are cut, long numbers spaced."""
    return Reason(message, tuple((name, _short(value)) for name, value in params.items()))


def _short(value: object) -> object:
    if type(value) is int:
        return f"{value:,}".replace(",", "\u00a0")
    if isinstance(value, (Message, Reason)) or not isinstance(value, str) or len(value) <= 80:
        return value
    return value[:79] + "…"
