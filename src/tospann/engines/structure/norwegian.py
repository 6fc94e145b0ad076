"""Numbers as Norwegian readers write them: decimal comma, thin space, a true minus sign.

Every table, map and curve of the engine takes its digits from here, so that a figure reads the
same wherever it is met.
"""

from collections.abc import Sequence

THIN = "\u202f"  # narrow no-break space, between thousands
FIXED = "\u00a0"  # no-break space, between a figure and its unit


def whole(value: float) -> str:
    """1234567 → 1 234 567. Halves are rounded to even."""
    return decimal(value, 0)


def decimal(value: float, digits: int = 1) -> str:
    """1234.56 → 1 234,6. Never minus zero."""
    text = f"{value:,.{digits}f}".replace(",", THIN).replace(".", ",")
    if not text.startswith("-"):
        return text
    return text[1:] if set(text) <= set("-0," + THIN) else "−" + text[1:]


def percent(share: float, digits: int = 1) -> str:
    """0.123 → 12,3 %."""
    return decimal(100 * share, digits) + FIXED + "%"


def minutes(value: float, digits: int = 1) -> str:
    """12.34 → 12,3 min."""
    return decimal(value, digits) + FIXED + "min"


def kroner(value: float) -> str:
    """1200000 → 1 200 000 kr."""
    return whole(value) + FIXED + "kr"


def listed(words: Sequence[str]) -> str:
    """a, b og c."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} og {words[-1]}"
