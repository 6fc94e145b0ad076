"""Signs that a text is about one of the people who use Nav.

Pure: a text in, what was found out. It stops mistakes, not somebody who wants to get round it.
What cannot be found is told in docs/explanation/privacy.md.
"""

from tospann.engines.personal.identity import digits_in, identity_numbers
from tospann.engines.personal.individual import cases, phones_with_names
from tospann.engines.personal.text import Kind, Sign, excerpt, plain

__all__ = ["Kind", "Sign", "digits_in", "signs"]

MOST = 5  # signs told of one text; the rest show when these are mended


def signs(text: str, *, phones: bool = True) -> tuple[Sign, ...]:
    """What in `text` seems to be about one person, in the order it stands, at most `MOST`.

    Empty when nothing was found. `phones=False` lets a mobile number stand beside a name, as it
    does in every letterhead. Takes time in proportion to the length of the text.
    """
    text = plain(text)
    found = [(span, Kind.IDENTITY_NUMBER) for span in identity_numbers(text)]
    if phones:
        found += [(span, Kind.PHONE_AND_NAME) for span in phones_with_names(text)]
    found += [(span, Kind.CASE) for span in cases(text)]
    return tuple(Sign(kind, excerpt(text, span)) for span, kind in sorted(set(found))[:MOST])
