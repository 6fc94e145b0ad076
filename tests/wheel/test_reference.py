"""The tables of docs/reference/annual-wheel.md are what the code says, and nothing else."""

from pathlib import Path

from django.utils import translation

from tospann.engines.wheel.order import CODES, ORDERS
from tospann.wheel.models import SortLabel, SubjectLabel
from tospann.wheel.template import LINES

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "annual-wheel.md"


def orders() -> list[str]:
    lines = ["| Code | First | Then | Working days between | Holds for |", "|---|---|---|---|---|"]
    for one in ORDERS:
        about = ", ".join(str(SubjectLabel(s).label) for s in sorted(one.about)) or "any subject"
        holds = [about]
        holds += ["one owner's ring"] if one.same_ring else []
        holds += ["one of the first is enough"] if one.one_will_do else []
        before, after = SortLabel(one.before).label, SortLabel(one.after).label
        told = "; ".join(holds)
        lines.append(f"| `{one.code}` | {before} | {after} | {one.least} | {told} |")
    return lines


def template() -> list[str]:
    lines = ["| # | Day | Event | Sort | Ring in a host model |", "|---|---|---|---|---|"]
    for one in LINES:
        until = f"–{one.until[1]}.{one.until[0]}." if one.until else ""
        ring = "each council's own" if one.council else "joint"
        if one.joint_title:
            ring += f"; joint: {one.joint_title}"
        sort = SortLabel(one.sort).label
        lines.append(
            f"| {one.number} | {one.day}.{one.month}.{until} | {one.title} | {sort} | {ring} |"
        )
    return lines


def test_the_reference_has_every_rule_of_order():
    page = PAGE.read_text(encoding="utf-8")
    with translation.override("nb"):
        assert "\n".join(orders()) in page
    assert [code for code in CODES if f"`{code}`" not in page] == []


def test_the_reference_has_the_whole_template():
    with translation.override("nb"):
        assert "\n".join(template()) in PAGE.read_text(encoding="utf-8")
