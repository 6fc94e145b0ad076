"""Maps and curves: well-formed, told in words, safe to print and to put on a page."""

import re
from dataclasses import replace
from xml.etree import ElementTree

import numpy as np
import pytest

from engines.structure.small import indices, territory, together, travel
from tospann.engines.structure import charts, drawing, norwegian
from tospann.engines.structure.projection import projected, sheet
from tospann.engines.structure.reach import to_meet
from tospann.engines.structure.svg import headline, number

SVG = "{http://www.w3.org/2000/svg}"
KRONER = charts.Axis("Millioner kroner", lambda v: norwegian.decimal(v, 0))
MINUTES = charts.Axis("Minutter", lambda v: norwegian.decimal(v, 0), zero=True)
FALLING = charts.Line("Beste", [(60, 40), (70, 20), (95, 12)], steps=True)


def pictures():
    made, by = territory(), travel()
    return {
        "areas": drawing.areas_map(made, together()),
        "dots": drawing.areas_map(replace(made, outlines={}), together()),
        "travel": drawing.travel_map(made, to_meet(made, by, together()), "Til møtested"),
        "curve": charts.curve("Avveining", KRONER, MINUTES, [FALLING], chosen=(70, 20)),
        "pairs": charts.pairs_map(("A", "B", "C"), np.eye(3)[[1, 0, 2]], "Sammen"),
    }


@pytest.mark.parametrize("name", list(pictures()))
def test_every_picture_says_in_words_what_it_shows(name):
    drawn = ElementTree.fromstring(pictures()[name])

    title, told = drawn.find(f"{SVG}title"), drawn.find(f"{SVG}desc")
    assert drawn.get("role") == "img"
    assert drawn.get("aria-labelledby") == f"{title.get('id')} {told.get('id')}"
    assert len(told.text) > len(title.text) > 3


@pytest.mark.parametrize("name", list(pictures()))
def test_no_picture_has_styles_scripts_or_anything_fetched(name):
    text = pictures()[name]

    assert not re.search(
        r"<(style|script|image|use|foreignObject)|style=|href=|@font|\son\w+=", text
    )
    assert text.count("http") == 1
    assert 'viewBox="0 0 560 ' in text


def test_what_the_dataset_says_is_escaped():
    made = territory()
    hostile = replace(made.municipalities, names=('<script>alert("&")', "b", "c", "d"))

    text = drawing.areas_map(
        replace(made, municipalities=hostile), replace(together(), title="<b>&")
    )

    assert "<script" not in text
    assert "<b>" not in text
    ElementTree.fromstring(text)


def test_touching_areas_are_told_apart_by_colour_and_pattern_and_all_by_number():
    ring = replace(
        territory().municipalities,
        touching=indices([[0, 1], [0, 2], [0, 3], [1, 2], [1, 3], [2, 3]]),
    )
    made = replace(territory(), municipalities=ring)
    apart = replace(
        together(), area=indices([0, 1, 2, 3]), hosts=indices([0, 1, 2, 3]), models=("own",) * 4
    )

    assert len(set(drawing.tints(made, apart).tolist())) == 4
    text = drawing.areas_map(made, apart)
    assert all(f">{number}</text>" in text for number in (1, 2, 3, 4))


def test_offices_have_shapes_by_how_often_they_are_open():
    text = drawing.areas_map(territory(), together())

    assert "Sund: 2 dager i uken" in text
    assert "Vest: hovedkontor i område 1" in text


def test_the_border_between_areas_is_drawn_and_the_one_inside_is_not():
    drawn = ElementTree.fromstring(drawing.areas_map(territory(), together()))
    _, top = headline(together().title)
    laid = sheet(territory(), width=560, margin=20, top=top)
    (border,) = (p.get("d") for p in drawn.iter(f"{SVG}path") if p.get("stroke-width") == "1.1")

    def side(longitude):
        x, y = laid.at(np.array([67.0, 67.2]), np.array([longitude] * 2))
        ends = [f"{number(a)} {number(b)}" for a, b in zip(x, y, strict=True)]
        return "L".join(sorted(ends))

    assert side(15.0) in border
    assert side(14.5) not in border


def test_bands_hold_their_upper_limit():
    seconds = indices([0, 900, 901, 1800, 5400, 5401, 2**30])

    assert drawing.bands(seconds).tolist() == [0, 0, 1, 1, 3, 4, 5]


def test_the_legend_of_travel_hides_the_few():
    made, by = territory(), travel()

    text = drawing.travel_map(made, to_meet(made, by, together()), "Til møtested")

    # two live more than 30 minutes from Ås and nearer than 60, beside forty others: 42 in all
    assert "Inntil 15 min" in text
    assert "42 innbyggere" in text
    residents = made.places.residents.copy()
    residents[6] = 0
    few = replace(made, places=replace(made.places, residents=residents))
    hidden = drawing.travel_map(few, to_meet(few, by, together()), "Til møtested")
    assert "30–60 min: skjult" in hidden
    assert "Inntil 15 min: skjult" in hidden


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([0, 10], [0, 2, 4, 6, 8, 10]),
        ([61.5, 112], [60, 80, 100, 120]),
        ([5], [4, 5, 6]),
        ([0], [0]),
        ([-3, 4], [-4, -2, 0, 2, 4]),
    ],
)
def test_ticks_are_round_and_hold_every_value(values, expected):
    found = charts.ticks(values)

    assert found[0] <= min(values)
    assert max(values) <= found[-1]
    assert len(found) >= 2
    if len(values) > 1:
        assert found == expected


def test_a_step_goes_level_before_it_falls():
    text = charts.curve("Avveining", KRONER, MINUTES, [FALLING])

    path = next(d for d in re.findall(r' d="(M[^"]+)"', text) if "V" in d and "H" in d)
    assert re.fullmatch(r"M[\d. ]+(H[\d.]+V[\d.]+){2}", path)


def test_a_long_title_is_broken_and_pushes_the_map_down():
    one, below = headline("Kort")
    three, further = headline("Forsøket i Indre Salten: Fauske er vert for fem kommuner, " * 3)

    assert (one.count("<text"), three.count("<text")) == (1, 4)
    assert further - below > 60


def test_a_curve_without_points_is_refused():
    with pytest.raises(ValueError, match="needs a point"):
        charts.curve("Tom", KRONER, MINUTES, [charts.Line("Ingen", [])])


def test_pairs_are_larger_the_oftener():
    together_ = np.array([[0, 1, 0.25], [1, 0, 0], [0.25, 0, 0]])

    drawn = ElementTree.fromstring(charts.pairs_map(("A", "B", "C"), together_, "Sammen"))

    size = {
        rect.find(f"{SVG}title").text: float(rect.get("width"))
        for rect in drawn.iter(f"{SVG}rect")
        if rect.find(f"{SVG}title") is not None
    }
    assert set(size) == {"A og B: 100\u00a0%", "A og C: 25\u00a0%"}
    assert size["A og B: 100\u00a0%"] == pytest.approx(2 * size["A og C: 25\u00a0%"], abs=0.2)


def test_pairs_of_another_shape_are_refused():
    with pytest.raises(ValueError, match="expected"):
        charts.pairs_map(("A", "B"), np.eye(3), "Sammen")


def test_distances_on_the_sheet_are_those_of_the_earth():
    x, y = projected(np.array([67.0, 68.0]), np.array([15.0, 15.0]), 15.0)

    assert (x[0], y[1] - y[0]) == (0, pytest.approx(111.19, abs=0.05))
