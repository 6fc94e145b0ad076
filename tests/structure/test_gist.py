"""What stands outside a folded table: a sentence with figures the table has, and a way to it."""

import re

import pytest
from django.urls import reverse

from structure.showing import take
from tospann.engines.structure.report import Column, Table, path
from tospann.structure.selectors import gist, showing

pytestmark = pytest.mark.django_db

FIGURE = r"\d[\d\u202f]*(?:,\d+)?"
COUNTED = {"omrader", "t2", "t4", "t10"}  # say how many rows, or what two rows are together


@pytest.fixture
def sections():
    return {one.name: one for one in showing.structure_page(take(), "present").sections}


def test_every_table_says_something_and_what_is_not_there_says_nothing(sections):
    for name, one in sections.items():
        assert bool(one.gist) is bool(one.table), name


def test_a_figure_of_the_sentence_is_a_figure_of_the_table(sections):
    checked = 0
    for name, one in sections.items():
        if not one.table or name in COUNTED:
            continue
        cells = " ".join(cell.text for row in one.table.rows for cell in row.cells)
        for figure in re.findall(FIGURE, one.gist):
            assert figure in re.findall(FIGURE, cells), name
            checked += 1
    assert checked > 4


def test_the_staff_of_both_employers_are_told_together(sections):
    cells = [row.cells[-1].text for row in sections["t2"].table.rows]
    each = [float(cell.replace(",", ".")) for cell in cells]
    offices = [state + own for state, own in zip(each[::2], each[1::2], strict=True)]

    least, most = (f"{one:.1f}".replace(".", ",") for one in (min(offices), max(offices)))
    assert f"sammen: {least} i " in sections["t2"].gist
    assert f"Flest: {most} i " in sections["t2"].gist


def test_a_hidden_figure_stays_hidden():
    whole = {"name": "Alle", "meet": {"shorter_residents": {"hidden": "few"},
                                      "longer_residents": 120}}  # fmt: skip
    made = Table((Column("name", "Kommune", path("name")),), (whole,))

    assert gist.shifted(made, "meet") == (
        "Kortere vei: skjult antall innbyggere. Lengre vei: 120 innbyggere."
    )


@pytest.mark.parametrize(
    ("name", "query"),
    [("present", {}), ("dataset_comparison", {"a": "present", "b": "together"})],
)
def test_the_contents_lead_to_what_is_on_the_page(client, sections, name, query):
    answer = client.get(reverse(f"structure:{name}", args=["fjorden"]), query)
    html = answer.content.decode()
    contents = re.search(r'<nav class="contents.*?</nav>', html, re.DOTALL)[0]

    assert answer.status_code == 200
    wanted = re.findall(r'href="#([^"]+)"', contents)
    assert len(wanted) > 3
    assert set(wanted) <= set(re.findall(r'id="([^"]+)"', html))
