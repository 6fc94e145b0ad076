"""Sentences that people read: bokmål, with named places to fill in.

A `Message` is a constant that may be translated. A `Sentence` is a message, what fills it, and
a code that programs can go by. `str(sentence)` is bokmål, `sentence.said(translate)` another
language. Nothing here is worded as a colour: the words come first.
"""

from collections.abc import Callable
from dataclasses import dataclass


class Message(str):
    """A text in bokmål that stands in the code and may be translated."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: its code, its message, and what fills the message's places, in pairs.

    A value may be a plain word, a number, a message or another sentence.
    """

    code: str
    message: Message
    params: tuple[tuple[str, object], ...] = ()

    def __str__(self) -> str:
        """The sentence in bokmål."""
        return self.said()

    def said(self, translate: Callable[[str], str] = str) -> str:
        """The sentence in the language of `translate`."""

        def word(value: object) -> str:
            if isinstance(value, Sentence):
                return value.said(translate)
            return translate(value) if isinstance(value, Message) else str(value)

        if not self.params:
            return translate(self.message)
        return translate(self.message) % {name: word(value) for name, value in self.params}


def sentence(code: str, message: Message, **params: object) -> Sentence:
    """A sentence, from named values."""
    return Sentence(code, message, tuple(params.items()))
