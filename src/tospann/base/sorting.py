"""Norwegian alphabetical order without a collation from the database."""

import unicodedata

# { | } are the three characters after z in ASCII.
_LETTERS = str.maketrans(
    {
        "æ": "{", "ä": "{", "ø": "|", "ö": "|", "ő": "|", "å": "}",
        "đ": "d", "ð": "d", "ŋ": "n", "ŧ": "t", "þ": "th", "ł": "l", "œ": "|",
        "ü": "y", "ű": "y",
    }
)  # fmt: skip


def norwegian_key(text: str) -> str:
    """A key that puts texts in Norwegian order when compared by code point.

    æ, ø and å come last, aa counts as å, ä as æ and ö as ø; upper and lower case are alike.
    Letters of other alphabets, among them the Sami á č đ ŋ š ŧ ž, stand with their base
    letter and only decide between texts that are otherwise equal. Store it in a column with
    `db_collation="C"`, so that every server compares it in the same way.

    Source: Norwegian alphabetical order as in CLDR's `nb` collation.
    """
    words = " ".join(unicodedata.normalize("NFC", text).casefold().split())
    known = words.replace("aa", "å").translate(_LETTERS)
    base = "".join(c for c in unicodedata.normalize("NFD", known) if not unicodedata.combining(c))
    return f"{base}\t{words}"
