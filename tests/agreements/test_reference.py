"""The tables of docs/reference/agreements.md are what the code asks for, and nothing else."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from django.utils import translation

from tospann.agreements.kinds import cooperation, host, operation
from tospann.agreements.kinds.partnership import text as partnership
from tospann.agreements.points import Ask, Point
from tospann.agreements.services import MANDATORY, OPTIONAL

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "agreements.md"
POINTS = {
    "partnership": partnership.POINTS,
    "host": host.POINTS,
    "operation": operation.POINTS,
    "cooperation": cooperation.POINTS,
}


def words(asks: Sequence[Ask]) -> str:
    """The fields a complete text needs; in bold those without which it cannot be opened."""
    return ", ".join(
        f"**{ask.label}**" if ask.blocks else str(ask.label) for ask in asks if not ask.optional
    )


def table(points: Sequence[Point]) -> list[str]:
    lines = ["| Point | Title | Needed | Source |", "|---|---|---|---|"]
    for point in points:
        needed = [words(point.asks)]
        for rows in point.rows:
            least = f" (at least {rows.least})" if rows.least else ""
            title = f"**{rows.title}**" if rows.blocks else str(rows.title)
            needed.append(f"{title}{least}: {words(rows.asks)}")
        shown = "; ".join(filter(None, needed)) or "–"
        lines.append(f"| {point.number} | {point.title} | {shown} | {point.source} |")
    return lines


@pytest.mark.parametrize("name", POINTS)
def test_the_reference_has_the_points_of_every_agreement(name):
    with translation.override("nb"):
        expected = "\n".join(table(POINTS[name]))

    assert expected in PAGE.read_text(encoding="utf-8")


def test_the_reference_has_every_service_and_says_which_acts_were_not_read():
    page = PAGE.read_text(encoding="utf-8")
    with translation.override("nb"):
        for service in (*MANDATORY, *OPTIONAL):
            read = "yes" if service.act_read else "no"
            assert f"| {service.code} | {service.name} | {service.act} | {read} |" in page
