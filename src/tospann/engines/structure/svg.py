"""The little of SVG the engine writes: escaped, without styles, scripts or anything fetched.

Colours and sizes are presentation attributes, so that a picture stands under a strict
content-security policy, in a file of its own and on paper.
"""

from collections.abc import Iterable
from html import escape

WIDTH = 560  # of every picture; the height follows. 14 units of text are 10 px on a phone.
INK, GREY, PALE, PAPER = "#1f2a30", "#5c6b73", "#e6eaec", "#ffffff"
FONTS = "Inter, system-ui, sans-serif"
SIZE = 13  # of text


def number(value: float) -> str:
    """A coordinate with at most one decimal, never minus zero."""
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def element(name: str, *inside: str, **attributes: str | float) -> str:
    """An element. `inside` is SVG already; attributes are escaped, `_` in names becomes `-`."""
    given = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(_text(value))}"'
        for key, value in attributes.items()
    )
    return f"<{name}{given}>{''.join(inside)}</{name}>" if inside else f"<{name}{given}/>"


def _text(value: str | float) -> str:
    return value if isinstance(value, str) else number(value)


def words(text: str, x: float, y: float, **attributes: str | float) -> str:
    """A line of text with its baseline at y."""
    return element("text", escape(text), x=x, y=y, **attributes)


def named(text: str) -> str:
    """What a pointer or a screen reader is told of the element it stands in."""
    return element("title", escape(text))


def picture(
    height: float, title: str, description: str, inside: Iterable[str], *, id_: str
) -> str:
    """A whole picture. `id_` tells its title apart from those of other pictures on a page.

    On white paper whatever the page is, since the colours are chosen for that.
    """
    return element(
        "svg",
        element("title", escape(title), id=f"{id_}-title"),
        element("desc", escape(description), id=f"{id_}-desc"),
        element("rect", width=WIDTH, height=height, fill=PAPER),
        *inside,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {WIDTH} {number(height)}",
        role="img",
        aria_labelledby=f"{id_}-title {id_}-desc",
        font_family=FONTS,
        font_size=SIZE,
        fill=INK,
    )


def wrapped(text: str, width: float, size: float = SIZE) -> list[str]:
    """Lines no wider than `width`, a letter being taken to be 0.55 times as wide as high."""
    most, lines = max(8, int(width / (0.55 * size))), [""]
    for word in text.split(" "):
        if lines[-1] and len(lines[-1]) + 1 + len(word) > most:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def paragraph(
    text: str, x: float, y: float, width: float, size: float = SIZE, **attributes: str | float
) -> tuple[str, float]:
    """Wrapped text from baseline y, and the baseline the next text may have."""
    lines = wrapped(text, width, size)
    drawn = [
        words(line, x, y + i * 1.35 * size, font_size=size, **attributes)
        for i, line in enumerate(lines)
    ]
    return "".join(drawn), y + len(lines) * 1.35 * size


def headline(text: str) -> tuple[str, float]:
    """The heading of a picture, in as many lines as it needs, and where the rest may begin."""
    drawn, end = paragraph(text, 20, 24, WIDTH - 40, 17, font_weight="600")
    return drawn, end - 3
