"""One cell of a table: from what people write to a value, or to what is wrong with it.

Norwegian and English ways of writing numbers are both read: a comma or a point before the
decimals, ordinary or thin spaces between thousands. The signs of the statistics offices keep
their meaning: `.` not applicable, `..` missing, `:` and `*` withheld, `-` zero. A figure that is
withheld is not zero, and is never taken for it.
"""

import re

from tospann.engines.structure.schema import Column

Value = str | int | float | None
LONGEST = 200_000  # characters in a cell; a large outline is the longest anybody needs
SHOWN = 40  # characters of it to repeat in a message

WITHHELD = {
    ".": "«.» betyr at tallet ikke er aktuelt.",
    "..": "«..» betyr at tallet mangler.",
    ":": "«:» betyr at tallet er skjermet. Det er ikke null.",
    "*": "«*» betyr at tallet er skjermet. Det er ikke null.",
}
_SPACES = re.compile("[\u00a0\u2007\u2009\u202f]")
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]+")
_THOUSANDS = re.compile(r"[+-]?\d{1,3}(?: \d{3})+(?:[.,]\d+)?", re.ASCII)
_NUMBER = re.compile(r"[+-]?(?:\d+(?:[.,]\d*)?|[.,]\d+)(?:[eE][+-]?\d{1,3})?", re.ASCII)


class Wrong(Exception):
    """The cell cannot be used. `what` is wrong with it and what is the `cure`."""

    def __init__(self, what: str, cure: str) -> None:
        self.what, self.cure = what, cure
        super().__init__(f"{what} {cure}")


def value(text: str, column: Column) -> Value:
    """What the cell says; None where nothing need stand and nothing does. Raises `Wrong`."""
    if len(text) > LONGEST:
        raise Wrong("Teksten er for lang.", f"Bruk høyst {LONGEST} tegn.")
    if not (text.isascii() and text.isprintable()):
        text = _UNSEEN.sub(" ", _SPACES.sub(" ", text))  # no file or drawing can hold them
    text = text.strip()
    if not column.required and text in column.no_value:
        return None
    if not text:
        raise Wrong("Feltet er tomt.", "Fyll det ut, eller ta bort raden.")
    if column.kind == "municipality":
        return municipality(text)
    if column.kind == "choice":
        if text.casefold() not in column.choices:
            raise Wrong(f"«{shown(text)}» er ikke et av valgene.", _one_of(column.choices))
        return text.casefold()
    if column.kind in ("whole", "number"):
        return number(text, column)
    return text


def municipality(text: str) -> str:
    """Four digits; the zero a spreadsheet took from Oslo's 0301 is put back. Raises `Wrong`."""
    if not re.fullmatch(r"[0-9]{3,4}", text):
        raise Wrong(
            f"«{shown(text)}» er ikke et kommunenummer.", "Skriv fire siffer, for eksempel 1804."
        )
    return text.zfill(4)


def number(text: str, column: Column) -> int | float:
    """Within the column's bounds, and whole where the column asks for it. Raises `Wrong`."""
    if text in WITHHELD:
        raise Wrong(WITHHELD[text], "Sett inn et anslag, eller ta bort raden.")
    if text in ("-", "–", "−") and column.dash_is_zero:
        return 0
    plain = text.replace("−", "-")
    if _THOUSANDS.fullmatch(plain):
        plain = plain.replace(" ", "")
    if plain.casefold() in ("nan", "inf", "+inf", "-inf", "infinity", "#n/a", "n/a", "null"):
        raise Wrong(f"«{shown(text)}» er ikke et tall.", "Sett inn tallet, eller ta bort raden.")
    if not _NUMBER.fullmatch(plain):
        raise Wrong(f"«{shown(text)}» er ikke et tall.", "Skriv bare tallet, uten enhet og tegn.")
    found = float(plain.replace(",", "."))
    if found < column.low:
        raise Wrong(f"{shown(text)} er for lite.", _between(column))
    if found > column.high:
        raise Wrong(f"{shown(text)} er for stort.", _between(column))
    if column.kind == "number":
        return found
    if not found.is_integer():
        raise Wrong(f"{shown(text)} er ikke et helt tall.", "Rund av til et helt tall.")
    return int(found)


def shown(text: str) -> str:
    """The text, cut to a length that fits in a message."""
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"


def _one_of(choices: tuple[str, ...]) -> str:
    return "Skriv " + ", ".join(choices[:-1]) + " eller " + choices[-1] + "."


def _between(column: Column) -> str:
    low, high = (f"{bound:.10g}".replace(".", ",") for bound in (column.low, column.high))
    unit = f" {column.unit}" if column.unit else ""
    return f"Tallet må være fra {low} til {high}{unit}."
