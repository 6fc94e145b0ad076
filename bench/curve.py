"""The curve of `docs/explanation/structure-cost.md`: processor seconds by members of an area.

python -m bench.curve    draw it again from the figures beside it
"""

import json
from collections.abc import Iterator, Sequence
from math import log10
from pathlib import Path
from typing import Any

COST = Path(__file__).parent.parent / "docs" / "explanation"
WIDTH, HEIGHT = 640, 400
LEFT, RIGHT, TOP, BOTTOM = 70, 170, 20, 50
LOWEST, HIGHEST = -3, 2  # powers of ten, in seconds
FEWEST, MOST = 2, 8  # members
DASHES = ("", "8 4", "2 3", "10 3 2 3")  # told apart without colour


def drawn(rows: Sequence[dict[str, Any]]) -> str:
    """An SVG: one line for each limit on minutes, two objectives thin and three thick."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        'font-family="sans-serif" font-size="13">\n'
        "<title>Processor seconds of a whole front by most members of an area</title>\n"
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>\n'
        + "\n".join((*_axes(), *_lines(rows)))
        + "\n</svg>\n"
    )


def _x(members: float) -> float:
    return LEFT + (members - FEWEST) / (MOST - FEWEST) * (WIDTH - LEFT - RIGHT)


def _y(seconds: float) -> float:
    share = (log10(max(seconds, 10.0**LOWEST)) - LOWEST) / (HIGHEST - LOWEST)
    return HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM)


def _axes() -> Iterator[str]:
    for power in range(LOWEST, HIGHEST + 1):
        y = _y(10.0**power)
        yield f'<path d="M{LEFT} {y:.1f}H{WIDTH - RIGHT}" stroke="#ccc"/>'
        yield f'<text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{10.0**power:g} s</text>'
    for members in range(FEWEST, MOST + 1):
        x = _x(members)
        yield f'<text x="{x:.1f}" y="{HEIGHT - BOTTOM + 20}" text-anchor="middle">{members}</text>'
    middle = _x((FEWEST + MOST) / 2)
    yield f'<text x="{middle:.1f}" y="{HEIGHT - 10}" text-anchor="middle">most members</text>'


def _lines(rows: Sequence[dict[str, Any]]) -> Iterator[str]:
    """Each limit and number of objectives; a line ends where a front was not completed."""
    told = TOP + 10
    for dash, minutes in zip(DASHES, sorted({row["minutes"] for row in rows}), strict=False):
        for objectives, width in ((2, 1.2), (3, 2.6)):
            some = [
                row for row in rows if row["minutes"] == minutes and row[f"complete_{objectives}"]
            ]
            corners = " ".join(
                f"{_x(row['members']):.1f},{_y(row[f'seconds_{objectives}']):.1f}" for row in some
            )
            look = f'fill="none" stroke="#113" stroke-width="{width}" stroke-dasharray="{dash}"'
            yield f'<polyline points="{corners}" {look}/>'
            yield f'<path d="M{WIDTH - RIGHT + 12} {told - 4}h34" {look}/>'
            name = f"{minutes} min, {objectives} objectives"
            yield f'<text x="{WIDTH - RIGHT + 52}" y="{told}" font-size="11">{name}</text>'
            told += 20


if __name__ == "__main__":
    figures = json.loads((COST / "structure-cost.json").read_text())
    (COST / "structure-cost.svg").write_text(drawn(figures))
