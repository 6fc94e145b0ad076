"""How wide text is in Inter, so that labels can be laid out where no browser is."""

from functools import cache

# Advance in hundredths of the size | the signs, read from the font itself (Inter 4.1, weight 600).
# The regular weight is never wider.
_ADVANCES = {
    26: " ijl", 28: "I", 29: "’", 32: "!,.:·", 33: "';", 35: "`tŧ", 36: "|", 37: "()[]",
    38: "/\\", 39: "f", 40: "r", 42: "1", 45: "{}", 47: "-_", 48: "^", 50: "–", 52: '"',
    54: "*?", 55: "sš", 57: "Lakxzåàáž§", 58: "7Jcč", 59: "Fevyéè", 61: "5Ehnouøŋ",
    62: "2bdpqđ", 63: "g«»", 64: "#3689", 65: "$PRSZŠŽ", 66: "&0BTŦ", 67: "+4<=>~", 70: "K",
    71: "Y", 72: "DX", 73: "AVÅÁ", 74: "CUČ", 75: "GHĐ", 76: "NŊ", 77: "OQØ", 84: "w",
    87: "½", 90: "m", 91: "æ", 92: "M", 96: "…", 100: "%@—", 101: "Æ", 102: "W",
}  # fmt: skip
_OTHER = 75  # a sign that is not in the table
_SLACK = 1.03  # another font may stand in for Inter


@cache
def _advances() -> dict[str, int]:
    return {sign: advance for advance, signs in _ADVANCES.items() for sign in signs}


def width_of(text: str, size: float) -> float:
    """The width of a text set in Inter semibold, in the unit of `size`, with a little slack."""
    known = _advances()
    return _SLACK * size / 100 * sum(known.get(sign, _OTHER) for sign in text)


def wrapped(text: str, size: float, width: float, most: int) -> list[str]:
    """The text in at most `most` lines that fit the width; what is left out becomes "…".

    A word that is too long for a line is cut with a hyphen.
    """
    lines: list[str] = []
    words = text.split()
    while words and len(lines) < most:
        line = words.pop(0)
        if width_of(line, size) > width:
            cut = _fitting(line, size, width, "-")
            words.insert(0, line[len(cut) :])
            line = f"{cut}-"
        while words and width_of(f"{line} {words[0]}", size) <= width:
            line = f"{line} {words.pop(0)}"
        lines.append(line)
    if words:
        lines[-1] = f"{_fitting(lines[-1], size, width, '…').rstrip(' ,.:;–-')}…"
    return lines


def _fitting(text: str, size: float, width: float, ending: str) -> str:
    """As much of the beginning as fits with the ending; at least one sign."""
    for length in range(len(text), 1, -1):
        if width_of(text[:length] + ending, size) <= width:
            return text[:length]
    return text[:1]
