"""Identity numbers that nobody has been asked about, made from the rules and not from the check.

Every kind there is, and every way of writing one that we have thought of.
"""

import random
from collections.abc import Callable, Iterator
from datetime import date, timedelta

FIRST, LAST = date(1900, 1, 1), date(2039, 12, 31)
# kind | added to the day, to the month | remainders of the first control sum
KINDS = {
    "fødselsnummer": (0, 0, (0,)),
    "D-nummer": (40, 0, (0,)),
    "syntetisk (Nav)": (0, 40, (0,)),
    "syntetisk (Tenor)": (0, 80, (0,)),
    "syntetisk D-nummer (Nav)": (40, 40, (0,)),
    "syntetisk D-nummer (Tenor)": (40, 80, (0,)),
    "fødselsnummer fra 2032": (0, 0, (1, 2, 3)),
    "D-nummer fra 2032": (40, 0, (1, 2, 3)),
    "syntetisk fra 2032": (0, 80, (1, 2, 3)),
}


def number(kind: str, among: random.Random) -> str:
    """Eleven digits of a kind."""
    to_day, to_month, remainders = KINDS[kind]
    while True:
        born = FIRST + timedelta(days=among.randrange((LAST - FIRST).days))
        nine = (
            f"{born.day + to_day:02}{born.month + to_month:02}{born:%y}{among.randrange(1000):03}"
        )
        first = (among.choice(remainders) - _sum(nine, (3, 7, 6, 1, 8, 9, 4, 5, 2))) % 11
        if first == 10:
            continue
        second = -_sum(f"{nine}{first}", (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)) % 11
        if second < 10:
            return f"{nine}{first}{second}"


def _sum(digits: str, weights: tuple[int, ...]) -> int:
    return sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=True))


def numbers(count: int, seed: int = 32) -> Iterator[tuple[str, str]]:
    """So many kinds and numbers, the kinds by turns."""
    among = random.Random(seed)
    kinds = list(KINDS)
    for n in range(count):
        kind = kinds[n % len(kinds)]
        yield kind, number(kind, among)


def _grouped(*lengths: int, by: str) -> Callable[[str], str]:
    def write(digits: str) -> str:
        parts, at = [], 0
        for length in lengths:
            parts.append(digits[at : at + length])
            at += length
        return by.join(parts)

    return write


def _with_century(digits: str) -> str:
    """01.01.90 12345: the date as dates are written."""
    return f"{digits[:2]}.{digits[2:4]}.{digits[4:6]} {digits[6:]}"


WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
WAYS = {
    "in one": lambda d: d,
    "space": _grouped(6, 5, by=" "),
    "hyphen": _grouped(6, 5, by="-"),
    "dot": _grouped(6, 5, by="."),
    "slash": _grouped(6, 5, by="/"),
    "underscore": _grouped(6, 5, by="_"),
    "tabulator": _grouped(6, 5, by="\t"),
    "two spaces": _grouped(6, 5, by="  "),
    "hard space": _grouped(6, 5, by="\u00a0"),
    "thin space": _grouped(6, 5, by="\u202f"),
    "en dash": _grouped(6, 5, by="–"),
    "dash between spaces": _grouped(6, 5, by=" - "),
    "pairs": _grouped(2, 2, 2, 5, by=" "),
    "pairs with dots": _grouped(2, 2, 2, 5, by="."),
    "as a date": _with_century,
    "as a date with slashes": lambda d: f"{d[:2]}/{d[2:4]}/{d[4:6]}-{d[6:]}",
    "individual and control digits apart": _grouped(6, 3, 2, by=" "),
    "all apart": _grouped(2, 2, 2, 3, 2, by=" "),
    "threes": _grouped(3, 3, 3, 2, by=" "),
    "fours": _grouped(4, 4, 3, by=" "),
    "digit by digit": _grouped(*[1] * 11, by=" "),
    "digit by digit with hyphens": _grouped(*[1] * 11, by="-"),
    "soft hyphen": _grouped(6, 5, by="\u00ad"),
    "no width": _grouped(3, 3, 3, 2, by="\u200b"),
    "wide digits": lambda d: d.translate(WIDE),
}
# A number in any of the ways above stands alone in its line, or in words.
PLACES = (
    "{}",
    "Gjelder {}.",
    "Bruker ({}) ringte i dag.",
    "Innkalling\n\n{}\n\nVennlig hilsen",
    "fnr:{}",
    "«{}»",
    "notat {}.pdf",
    "Hun har {}, og møtte 12.03.2024 kl. 10.00.",
    "Sak 24/12345, {}, vedtak av 1. mars.",
)
# A number beside other numbers is known in the usual ways of writing it.
USUAL = ("in one", "space", "hyphen", "pairs", "as a date", "all apart")
CROWDED = (
    "2024 {} 17",
    "24/12345 {}",
    "{} 22 33 44 55",
    "1 {} 3 barn",
    "12.03.2024 {}",
    "id{}x",
)


def texts(count: int, seed: int = 32) -> Iterator[tuple[str, str, str]]:
    """So many (number, way, text): kinds and ways by turns, places by chance."""
    ways, among = list(WAYS), random.Random(seed)
    for n, (_kind, digits) in enumerate(numbers(count, seed)):
        way = ways[n % len(ways)]
        places = PLACES + CROWDED if way in USUAL else PLACES
        written = WAYS[way](digits)
        yield digits, way, among.choice(places).format(written)
