"""The sentences under a chart."""

import pytest

from tospann.engines.results import words
from tospann.engines.results.charts import Direction, xmr
from tospann.engines.results.messages import Message, Sentence, sentence
from tospann.engines.results.periods import parse

UP, DOWN, NONE = Direction
LEVEL = [12, 10] * 12


def said(values, direction=UP, target=None, **kw):
    chart = xmr(values, direction=direction, target=target, **kw)
    first = parse("2024M01")
    labels = [first.step(n).label for n in range(len(values))]
    return (
        str(words.variation(chart, labels)),
        str(words.assurance(chart)),
        [str(one) for one in words.seen(chart, labels)],
    )


@pytest.mark.parametrize(
    ("values", "direction", "line"),
    [
        (LEVEL, UP, "Vanlig variasjon"),
        ([*LEVEL, *[13, 12] * 4], UP, "Reell bedring siden januar 2026"),
        ([*LEVEL, *[13, 12] * 4], DOWN, "Reell forverring siden januar 2026"),
        ([*LEVEL, 17], UP, "Reell bedring i januar 2026"),
        ([*LEVEL, 17, None], DOWN, "Reell forverring i januar 2026"),
        (
            [*LEVEL, *[13, 12] * 4],
            NONE,
            "Reell endring siden januar 2026 (retningen er ikke gitt)",
        ),
        ([1, 2, 3], UP, "For få målinger til å si noe sikkert (har 3, trenger 12)"),
        ([1, None] * 12, UP, "For mange hull i rekken til å si noe sikkert"),
    ],
)
def test_what_the_latest_point_says(values, direction, line):
    assert said(values, direction)[0] == line


@pytest.mark.parametrize(
    ("target", "line"),
    [
        (5, "Når målet hver gang"),
        (11, "Når målet noen ganger, og ikke andre"),
        (17, "Når ikke målet uten endring"),
        (None, "Det er ikke satt noe mål"),
    ],
)
def test_what_can_be_expected_of_the_target(target, line):
    assert said(LEVEL, target=target)[1] == line


def test_what_the_rules_saw_and_how_firm_the_limits_are():
    assert said([*LEVEL, *[13, 12] * 4])[2] == [
        "8 målinger på rad ligger over gjennomsnittet.",
        words.MOVED,
        "Grensene er regnet av 24 målinger og ligger fast.",
    ]
    assert said([10, 12] * 6)[2] == [
        "Den siste målingen ligger innenfor det som er vanlig. Ingen av reglene slår ut.",
        "Grensene er foreløpige. De bygger på 12 målinger og kan flytte seg når det kommer nye.",
    ]
    assert said([*LEVEL, 4])[2][0] == (
        "Målingen for januar 2026 ligger under det som er vanlig variasjon."
    )
    assert said([*LEVEL, 17, 18])[2][0] == (
        "2 målinger på rad ligger over det som er vanlig variasjon."
    )
    assert said([*LEVEL, 15, 12, 15])[2][0] == (
        "Minst to av tre målinger på rad ligger nær den øvre grensen."
    )
    assert said([*LEVEL, 14, 13, 12, 11.5, 10.5, 10, 9])[2][0] == (
        "7 målinger på rad der hver er lavere enn den forrige."
    )
    assert said([1, 2])[2] == []


def test_the_target_is_explained_where_there_is_something_to_explain():
    assert words.meaning(xmr(LEVEL, direction=UP, target=11)).code == "meaning.either"
    assert words.meaning(xmr(LEVEL, direction=UP)) is None


def test_labels_must_match_the_points():
    with pytest.raises(ValueError, match="labels for 24 points"):
        words.variation(xmr(LEVEL, direction=UP), [])


def test_a_sentence_is_said_in_another_language_all_the_way_in():
    english = {
        words.SINCE["improvement"]: "Real improvement since %(period)s",
        "%(month)s %(year)s": "%(month)s %(year)s",
        "mars": "March",
    }
    one = sentence("x", words.SINCE["improvement"], period=parse("2026M03").label)
    assert one.said(lambda text: english[text]) == "Real improvement since March 2026"


def test_a_message_without_places_may_hold_a_per_cent_sign():
    assert str(Sentence("x", Message("100 %"))) == "100 %"
