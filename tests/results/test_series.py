"""Sums, mergers, goals and what is due, each small enough to be checked by hand."""

from datetime import date
from decimal import Decimal

import pytest

from tospann.engines.results.periods import parse
from tospann.engines.results.status import Figure as Reported
from tospann.indicators.models import Indicator
from tospann.results import charts, series
from tospann.results.cells import Cell
from tospann.results.figures import Figure, whole
from tospann.results.goals import followed_since, latest_wanted, standing_of, wanted_in_a_year
from tospann.results.mergers import Change, on_today
from tospann.results.models import Mark
from tospann.results.sums import with_office

SHARE = Indicator(code="I3", measure="share", unit="prosent", decimals=1, direction="down",
                  frequency="month", due_days=10, type="context")  # fmt: skip
COUNT = Indicator(code="I13", measure="count", unit="møter", direction="up", frequency="month")
MEDIAN = Indicator(code="I23", measure="median", unit="dager", direction="down", frequency="month")
SCORE = Indicator(code="I26", measure="score", decimals=1, direction="up", frequency="year")


def share(place: str, numerator: int, denominator: int) -> Cell:
    value = Decimal(numerator) / denominator * 100
    return Cell(place, "", "n", value, Decimal(numerator), Decimal(denominator))


# --- Sums -------------------------------------------------------------------------------


def test_the_offices_share_is_all_counted_over_all_it_was_counted_over():
    cells = with_office(SHARE, [share("9901", 30, 100), share("9902", 10, 300)], ["9901", "9902"])

    office = cells[-1]
    assert (office.place, office.summed) == ("", True)
    assert (office.value, office.numerator, office.denominator) == (10, 40, 400)


def test_a_mean_is_weighed_by_what_it_is_a_mean_of():
    parts = [
        Cell("9901", "", "n", Decimal("4.0"), None, Decimal(10)),
        Cell("9902", "", "n", Decimal("5.0"), None, Decimal(30)),
    ]

    # (4 · 10 + 5 · 30) / 40 = 4.75
    assert with_office(SCORE, parts, ["9901", "9902"])[-1].value == Decimal("4.8")


@pytest.mark.parametrize(
    ("indicator", "second", "mark"),
    [
        (MEDIAN, Cell("9902", "", "n", Decimal(5), None, Decimal(30)), None),
        (SHARE, Cell("9902", "", "m"), None),
        (SHARE, Cell("9902", "", "s"), Mark.SUPPRESSED),
        (SHARE, Cell("9902", "", "a"), Mark.NUMBER),
    ],
)
def test_a_sum_is_there_only_when_it_can_be_known(indicator, second, mark):
    cells = with_office(indicator, [share("9901", 30, 100), second], ["9901", "9902"])

    office = [cell for cell in cells if cell.place == ""]
    assert [cell.mark for cell in office] == ([] if mark is None else [mark])


def test_a_measured_figure_of_the_office_is_left_alone():
    cells = [share("", 50, 400), share("9901", 30, 100), share("9902", 10, 300)]

    assert with_office(SHARE, cells, ["9901", "9902"]) == cells


# --- Mergers ----------------------------------------------------------------------------

TYSFJORD = [
    Change("1850", "1806", date(2020, 1, 1), Decimal("0.46800")),
    Change("1850", "1875", date(2020, 1, 1), Decimal("0.53200")),
    Change("1805", "1806", date(2020, 1, 1), Decimal(1)),
    Change("1849", "1875", date(2020, 1, 1), Decimal(1)),
]


def at(cells, place, day=date(2019, 12, 31), indicator=SHARE):
    return on_today(indicator, {cell.key: cell for cell in cells}, place, day, TYSFJORD)


def test_figures_follow_the_municipality_with_the_share_that_went_there():
    cells = [share("1850", 50, 1000), share("1849", 40, 900)]

    carried = at(cells, "1875")

    # 40 + 0.532 · 50 = 66.6 of 900 + 0.532 · 1000 = 1432
    assert carried.cell.numerator == Decimal("66.60")
    assert carried.cell.denominator == Decimal("1432.00")
    assert carried.cell.value == Decimal("4.6508")
    assert carried.sources == (("1850", Decimal("0.53200")), ("1849", Decimal(1)))


def test_a_figure_of_todays_number_is_as_it_came_in():
    assert at([share("1875", 70, 1400), share("1850", 1, 2)], "1875").sources == ()


@pytest.mark.parametrize("mark", ["h", "m", "s", "a"])
def test_nothing_is_reckoned_from_what_is_hidden_or_missing(mark):
    assert at([Cell("1850", "", mark), share("1849", 40, 900)], "1875") is None


def test_no_part_of_a_whole_is_made_up_when_one_number_lacks():
    assert at([share("1849", 40, 900)], "1875") is None


def test_figures_from_after_the_change_are_not_carried():
    assert at([share("1850", 50, 1000), share("1849", 4, 9)], "1875", date(2020, 1, 31)) is None


def test_a_median_cannot_be_shared_out():
    median = Cell("1850", "", "n", Decimal(12), None, Decimal(30))

    assert at([median, Cell("1849", "", "n", Decimal(9), None, Decimal(9))], "1875",
              indicator=MEDIAN) is None  # fmt: skip


# --- Series and charts ------------------------------------------------------------------


def made(values):
    shown = {}
    for n, value in enumerate(values):
        period = str(parse("2024M01").step(n))
        if value == "h":
            shown[period] = Cell("", "", "h", why="small")
        elif value is not None:
            shown[period] = Cell("", "", "n", Decimal(value))
    return series.series_of(COUNT, shown)


def test_hidden_and_absent_periods_are_holes_and_never_zero():
    found = made([10, None, "h", 12])

    assert [point.value for point in found.points] == [10.0, None, None, 12.0]
    assert found.flags == ("", "", "hidden", "")
    assert len(charts.control(found).paths) == 0  # no line over a hole
    assert [hole.mark for hole in charts.control(found).holes] == ["m", "h"]


def test_what_the_chart_says_is_kept_and_said_again_in_the_same_words():
    found = made([10, 11, 10, 9, 10, 11, 9, 10, 11, 10, 9, 10, 40])

    kept = series.kept(found.variation)

    assert str(series.told(kept)) == str(found.variation) == "Reell bedring i januar 2025"
    assert found.flags[-1] == "better"


def test_a_chart_is_drawn_in_under_three_milliseconds():
    import time

    found = made([10 + n % 4 for n in range(36)])
    charts.control(found)
    begun = time.perf_counter()
    for _ in range(20):
        charts.control(found)

    assert (time.perf_counter() - begun) / 20 < 0.003 * 5  # other work on the machine


def test_every_scale_has_round_steps_around_its_values():
    for values in ([1.2, 1.9], [0.0], [99.1, 100.0], [1200, 98000], [-3, 4]):
        ticks = charts._round_ticks(values)
        assert ticks[0] <= min(values)
        assert ticks[-1] >= max(values) - 1e-6
        assert 2 <= len(ticks) <= 8


# --- Periods and figures ----------------------------------------------------------------


def test_what_must_have_come_by_a_day_follows_the_days_it_takes():
    assert str(latest_wanted(SHARE, date(2026, 11, 10))) == "2026M09"
    assert str(latest_wanted(SHARE, date(2026, 11, 11))) == "2026M10"
    assert str(wanted_in_a_year(SHARE, date(2026, 11, 11))[0]) == "2025M11"


def test_nothing_is_wanted_from_before_following_began():
    today = date(2026, 11, 11)

    wanted = wanted_in_a_year(SHARE, today, date(2026, 9, 1))

    assert [str(one) for one in wanted] == ["2026M09", "2026M10"]
    assert wanted_in_a_year(SHARE, today, date(2026, 11, 1)) == []


@pytest.mark.parametrize(
    ("first", "asked", "since"),
    [
        ("2026M09", None, date(2026, 9, 1)),
        ("2026M09", date(2026, 1, 1), date(2026, 1, 1)),  # the plan asked before a figure came
        ("2024M02", date(2026, 1, 1), date(2024, 2, 1)),
        ("", date(2026, 1, 1), date(2026, 1, 1)),
        ("", None, None),
    ],
)
def test_following_begins_with_the_first_figure_or_with_the_plan(first, asked, since):
    assert followed_since(first, asked) == since


def test_a_figure_the_plan_did_not_ask_for_yet_is_not_missing():
    asked = date(2026, 1, 1)

    assert standing_of(SHARE, None, date(2026, 1, 20), asked) is Reported.NOT_DUE
    assert standing_of(SHARE, None, date(2026, 2, 20), asked) is Reported.MISSING


@pytest.mark.parametrize("text", ["2026-03", "mars 2026", "202603", "2026M03"])
def test_a_period_is_kept_in_one_way_however_it_is_written(text):
    figure = whole(Figure(SHARE, text, numerator=Decimal(1), denominator=Decimal(3)))

    assert figure.period == "2026M03"
    assert figure.value == Decimal("33.3333")
