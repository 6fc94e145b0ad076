"""How a study is set: maps that are not drawn twice, and tables as broad as their text."""

import io
from types import SimpleNamespace

import numpy as np
import pytest
from django.urls import reverse
from docx import Document as Word
from docx.oxml.ns import qn

from structure.studying import Studying
from tospann.engines.structure.measures import Field
from tospann.engines.structure.report import _field
from tospann.structure.selectors.consequences.duties import _competence
from tospann.structure.study import paper
from tospann.structure.study.body import Column, Table


@pytest.fixture
def studying(cast) -> Studying:
    return Studying(cast)


def test_ways_that_are_the_same_share_a_line_and_a_map(studying):
    body = studying.now(studying.begin(studying.far))

    curve, only = body.chapter("reisevei").pictures

    assert "Linjen er den samme for i dag, alternativ A og alternativ B" in curve.alt
    assert only.title == "Reisevei til møtested, lik i dag og med alternativ A"


def test_ways_that_differ_have_a_line_and_a_map_each(studying):
    closed = studying.scenario("Sund stenger", {"days": {"S2": 0}})

    pictures = studying.now(studying.begin(recommended=closed)).chapter("reisevei").pictures

    assert [one.id for one in pictures] == ["reisevei", "reisevei-i-dag", "reisevei-a"]
    assert "Linjen er den samme" not in pictures[0].alt
    assert "I dag" in pictures[0].svg
    assert "Alternativ A" in pictures[0].svg


def test_a_column_is_as_broad_as_its_text_asks_for():
    row = ["Ås", "1", "Et svar", "Hvorfor det er slik, " * 12, "partnerskapsavtalen"]
    table = Table(
        id="x",
        caption="X",
        columns=[
            Column(name="name", title="Kommune"),
            Column(name="count", title="Antall", number=True),
            Column(name="answer", title="Svar"),
            Column(name="why", title="Hvorfor"),
            Column(name="by", title="Etter"),
        ],
        shown=[row],
        plain=[row],
    )

    name, number, answer, why, word = paper.set_(table).widths

    assert number < name == answer < word < why


def test_word_keeps_rows_whole_and_columns_as_broad_as_on_paper(client, studying):
    version = studying.version()
    address = reverse(
        "structure:study_file", args=[version.document.partnership.slug, version.pk, "docx"]
    )
    body = studying.body(version)

    word = Word(io.BytesIO(client.get(address).content))

    table = next(one for one in word.tables if one.cell(0, 0).text == "Hva kan gå galt")
    widths = paper.set_(body.table("t17-risiko")).widths
    found = [cell.width for cell in table.rows[1].cells]
    assert [one / found[0] for one in found] == pytest.approx(
        [one / widths[0] for one in widths], rel=0.01
    )
    assert all(row._tr.find(f".//{qn('w:cantSplit')}") is not None for row in table.rows)


@pytest.mark.parametrize(
    ("name", "people", "told"),
    [
        ("sami_smj", 1, {"hidden": "few"}),
        ("sami_smj", 0, 0),
        ("sami_smj", 4, 4),
        ("housing", 1, 1),
    ],
)
def test_a_few_who_speak_a_language_are_hidden_and_a_task_on_one_person_is_not(name, people, told):
    assert _field(Field(name, people, 0.25))["people"] == told
    assert (_field(Field(name, people, 0.25))["uncovered_share"] == 0.25) is (told == people)


@pytest.mark.parametrize(("people", "told"), [(0, "Ingen"), (3, "Tallet er skjult"), (4, ": 4.")])
def test_who_can_speak_the_language_of_an_area_is_told_as_residents_are(people, told):
    staff = SimpleNamespace(fields=("sami_smj",), people=np.array([[people]]))
    municipalities = SimpleNamespace(index=lambda number: 0)
    ground = SimpleNamespace(territory=SimpleNamespace(staff=staff, municipalities=municipalities))

    assert told in _competence(ground, SimpleNamespace(members=("1875",)), "smj")
