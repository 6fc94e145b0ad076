"""Which chart is drawn, and how sure a figure is said to be: from what is shown, and only that."""

import csv
import io
import itertools
import json
import re
from decimal import Decimal

import pytest
from django.urls import reverse

from tospann.engines.results.charts import Assurance, Variation, xmr
from tospann.engines.results.intervals import clopper_pearson, garwood
from tospann.engines.results.periods import parse
from tospann.engines.results.proportions import Kind, p_chart, u_chart
from tospann.indicators.models import Indicator
from tospann.results import charts, doubt, wording
from tospann.results.cells import Cell
from tospann.results.models import Summary
from tospann.results.series import series_of, told

SHARE = Indicator(code="I1", measure="share", unit="prosent", decimals=1, direction="up",
                  frequency="month", suppression="public_count")  # fmt: skip
RATE = Indicator(code="I20", measure="rate", unit="per 1 000 innbyggere", decimals=2,
                 direction="up", frequency="month", suppression="public_count")  # fmt: skip
EVEN = [(50 + n % 5, 100 + n % 3) for n in range(15)]
UNEVEN = [(50 + n % 5, 100) if n % 2 else (30 + n % 4, 60) for n in range(15)]
SCARCE = [(n % 3, 40) for n in range(15)]


def cell(indicator, counted, base, place="", split=""):
    value = (Decimal(counted) / base * indicator.per).quantize(Decimal("0.0001"))
    return Cell(place, split, "n", value, Decimal(counted), Decimal(base))


def made(indicator, pairs):
    """A series of monthly pairs; a text is the mark of a month without a number."""
    shown = {}
    for n, pair in enumerate(pairs):
        period = str(parse("2024M01").step(n))
        shown[period] = Cell("", "", pair) if isinstance(pair, str) else cell(indicator, *pair)
    return series_of(indicator, shown)


# --- Which chart ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("indicator", "pairs", "kind"),
    [
        (SHARE, EVEN, Kind.XMR),
        (SHARE, UNEVEN, Kind.PROPORTION),
        (RATE, UNEVEN, Kind.RATE),
        (SHARE, SCARCE, Kind.INTERVALS),
    ],
)
def test_the_chart_is_the_one_the_engine_chooses(indicator, pairs, kind):
    assert made(indicator, pairs).kind is kind


@pytest.mark.parametrize(
    ("indicator", "engine"), [(SHARE, p_chart), (RATE, u_chart)], ids=["p", "u"]
)
def test_limits_follow_the_base_in_the_unit_people_read(indicator, engine):
    found = made(indicator, UNEVEN)

    counted, bases = zip(*UNEVEN, strict=True)
    wanted = engine(counted, bases, direction=found.chart.direction)
    for ours, theirs in zip(found.chart.limits, wanted.limits, strict=True):
        assert ours.upper == pytest.approx(theirs.upper * indicator.per)
        assert ours.lower == pytest.approx(theirs.lower * indicator.per)
    small, large = found.chart.limits[0], found.chart.limits[1]
    assert small.upper - small.lower > large.upper - large.lower
    assert found.chart.values[0] == pytest.approx(float(found.points[0].cell.value))


def test_a_target_is_held_against_limits_in_the_same_unit():
    period = str(parse("2024M01").step(14))
    shown = {str(parse("2024M01").step(n)): cell(SHARE, *pair) for n, pair in enumerate(UNEVEN)}

    class Low:
        def at_end_of(self, _period):
            return 1.0

    found = series_of(SHARE, shown, path=Low())

    assert period in shown
    assert found.chart.assurance is Assurance.HITS
    assert found.chart.target == pytest.approx(1.0)


def test_a_hidden_or_missing_month_is_a_hole_in_the_limits_and_never_zero():
    found = made(SHARE, [*UNEVEN[:5], "h", "m", *UNEVEN[5:]])

    assert found.kind is Kind.PROPORTION
    assert found.chart.limits[5] is None
    assert found.chart.limits[6] is None
    without = made(SHARE, UNEVEN).chart.limits[0].centre
    assert found.chart.limits[0].centre == pytest.approx(without)


@pytest.mark.parametrize(
    "odd",
    [
        Cell("", "", "n", Decimal(50)),
        Cell("", "", "n", Decimal(50), None, Decimal(60)),
        Cell("", "", "n", Decimal(50), Decimal("30.5"), Decimal(61)),
    ],
    ids=["value alone", "no numerator", "shared out in a merger"],
)
def test_one_figure_without_counted_parts_makes_it_an_xmr_chart(odd):
    shown = {str(parse("2024M01").step(n)): cell(SHARE, *pair) for n, pair in enumerate(UNEVEN)}
    shown["2024M03"] = odd

    found = series_of(SHARE, shown)

    assert found.kind is Kind.XMR
    values = [point.value for point in found.points]
    wanted = xmr(values, direction=found.chart.direction, floor=0, ceiling=100)
    assert found.chart.limits == wanted.limits


def test_too_few_cases_say_so_and_are_drawn_with_an_interval_at_each_point():
    found = made(SHARE, SCARCE)
    drawing = charts.control(found)

    assert found.chart.variation is Variation.TOO_FEW
    assert str(found.variation) == "For få tilfeller til å skille en endring fra tilfeldigheter"
    assert len(drawing.whiskers) == len(SCARCE)
    assert not drawing.has_limits


@pytest.mark.parametrize("pairs", [EVEN, [*EVEN, "h"], UNEVEN])
def test_the_mean_and_the_limits_are_named_beside_the_chart(pairs):
    found = made(SHARE, pairs)
    drawing = charts.control(found)
    last = next(one for one in reversed(found.chart.limits) if one)

    upper, centre, lower = (
        wording.bare(one, SHARE) for one in (last.upper, last.centre, last.lower)
    )
    assert [(one.kind, one.text) for one in drawing.labels] == [
        ("limit", f"grense {upper}"),
        ("centre", f"snitt {centre}"),
        ("limit", f"grense {lower}"),
    ]
    heights = [one.at for one in drawing.labels]
    assert all(lower - upper >= charts.BETWEEN for upper, lower in itertools.pairwise(heights))


def test_labels_of_lines_that_lie_close_are_moved_apart_inside_the_chart():
    apart = charts._apart([330.0, 331.0, 332.0, 333.0])

    assert apart == sorted(apart)
    assert min(b - a for a, b in itertools.pairwise(apart)) >= charts.BETWEEN
    assert apart[-1] < charts.HEIGHT


def test_limits_that_differ_are_drawn_as_steps_and_end_at_a_hole():
    uneven = charts.control(made(SHARE, [*UNEVEN[:5], "h", *UNEVEN[5:]]))
    even = charts.control(made(SHARE, EVEN))

    assert len(uneven.upper) == 2
    first = [spot.split(",") for spot in uneven.upper[0].split()]
    assert len(first) == 10  # two ends for each of five months
    for left, right in zip(first[::2], first[1::2], strict=True):
        assert left[1] == right[1]
        assert float(left[0]) < float(right[0])
    assert len(even.upper) == 1
    assert len(even.upper[0].split()) == 2


# --- How sure ---------------------------------------------------------------------------


def test_the_interval_is_clopper_and_pearsons_for_a_share_and_garwoods_for_a_rate():
    assert doubt.interval(SHARE, cell(SHARE, 40, 100)) == pytest.approx(
        tuple(100 * end for end in clopper_pearson(40, 100))
    )
    assert doubt.interval(RATE, cell(RATE, 12, 5000)) == pytest.approx(
        tuple(1000 * end for end in garwood(12, 5000))
    )


TABLE = """
    counted | base | told
    --------+------+-----
    300     | 999  | yes
    300     | 1000 | no
    99      | 9000 | yes
    100     | 9000 | no
"""


def test_an_interval_is_told_where_few_stand_behind():
    for line in TABLE.strip().splitlines()[2:]:
        counted, base, is_told = (part.strip() for part in line.split("|"))
        found = doubt.interval(SHARE, cell(SHARE, int(counted), int(base)))
        assert (found is not None) == (is_told == "yes"), line


@pytest.mark.parametrize("mark", ["h", "s", "m", "a"])
def test_no_interval_without_a_number(mark):
    assert doubt.interval(SHARE, Cell("", "", mark), always=True) is None


@pytest.mark.parametrize(("numerator", "denominator"), [(None, 60), (None, None), (30, None)])
def test_no_interval_unless_both_parts_are_shown(numerator, denominator):
    parts = [None if part is None else Decimal(part) for part in (numerator, denominator)]

    assert doubt.interval(SHARE, Cell("", "", "n", Decimal(50), *parts), always=True) is None


@pytest.mark.parametrize(
    ("code", "measure", "suppression"),
    [("I30", "share", "survey"), ("I36", "share", "none"), ("I35", "money", "money")],
    ids=["days of sickness", "the office's own meetings", "money"],
)
def test_no_interval_for_what_is_not_people_or_cases_counted(code, measure, suppression):
    one = Indicator(code=code, measure=measure, decimals=1, suppression=suppression)

    assert doubt.interval(one, Cell("", "", "n", Decimal(50), Decimal(30), Decimal(60))) is None


# --- On the pages and in the files ------------------------------------------------------


def url(office, name, *more):
    return reverse(f"results:{name}", args=[office.cast.partnership.slug, *more])


@pytest.fixture
def uneven(office, months):
    """Fifteen months with an uneven base; one month is hidden, and it is by sex too."""
    figures = []
    for n, period in enumerate(months(15)):
        counted, base = UNEVEN[n]
        men = (3, 27) if n == 7 else (counted // 2, base // 2)
        for split, pair in (("", (counted, base)), ("m", men),
                            ("k", (counted - men[0], base - men[1]))):  # fmt: skip
            figures.append(
                office.figure("I1", period, split=split, numerator=pair[0], denominator=pair[1])
            )
    office.take("nav", *figures)
    return office


@pytest.mark.django_db
def test_page_card_and_summary_say_the_same(client, uneven):
    html = client.get(url(uneven, "indicator", "I1")).content.decode()
    card = client.get(url(uneven, "card")).content.decode()
    line = Summary.objects.get(indicator__code="I1")

    assert "Dette er et p-diagram" in html
    said = str(told(line.words["variation"]))
    assert said in html
    assert said in card
    assert line.variation == "common"
    assert line.limits is None  # one band would be wrong for the other periods


@pytest.mark.django_db
def test_the_summary_of_a_series_too_scarce_for_a_chart_says_so(client, office, months):
    office.take(
        "nav",
        *(
            office.figure("I1", period, numerator=0 if n % 2 else 5, denominator=40)
            for n, period in enumerate(months(15))
        ),
    )

    html = client.get(url(office, "indicator", "I1")).content.decode()
    line = Summary.objects.get(indicator__code="I1")

    assert line.variation == "too_few"
    assert str(told(line.words["variation"])).startswith("For få tilfeller")
    assert "For få tilfeller" in html
    assert "chart__whisker" in html
    assert "Diagrammet har ingen grenser" in html


@pytest.mark.django_db
def test_the_latest_figure_is_told_with_its_doubt(client, uneven):
    html = client.get(url(uneven, "indicator", "I1")).content.decode().replace("\xa0", " ")

    low, high = (round(100 * end, 1) for end in clopper_pearson(*UNEVEN[14]))
    assert f"95 % sikkert mellom {low} og {high} %".replace(".", ",") in html


@pytest.mark.django_db
@pytest.mark.parametrize("query", ["", "?fordeling=m", "?fordeling=k"])
def test_every_interval_on_the_page_is_that_of_a_pair_that_is_shown(client, uneven, query):
    """Nothing is told of the hidden month: each interval belongs to parts beside it."""
    address = url(uneven, "indicator", "I1")
    shown = json.loads(client.get(f"{address}?format=json").content)["figures"]
    allowed = set()
    for one in shown:
        if one["numerator"] is not None:
            ends = clopper_pearson(int(one["numerator"]), int(one["denominator"]))
            allowed.add("–".join(f"{100 * end:.1f}".replace(".", ",") for end in ends))
    html = client.get(address + query).content.decode()

    told_on_page = re.findall(r"\(([\d,]+–[\d,]+)\)", html)

    assert told_on_page
    assert set(told_on_page) <= allowed
    assert any(one["mark"] == "hidden" for one in shown)


@pytest.mark.django_db
def test_files_tell_an_interval_only_beside_the_parts_it_comes_from(client, uneven):
    address = url(uneven, "indicator", "I1")
    body = client.get(f"{address}?format=csv").content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(body), delimiter=";"))

    hidden = [row for row in rows if row["merke"] == "skjult"]
    assert hidden
    assert not any(row["fra95"] or row["til95"] or row["teller"] for row in hidden)
    for row in rows:
        if row["merke"] == "":
            ends = clopper_pearson(int(row["teller"]), int(row["nevner"]))
            told_in_file = [float(row[name].replace(",", ".")) for name in ("fra95", "til95")]
            assert told_in_file == pytest.approx([100 * end for end in ends], abs=1e-4)
    data = json.loads(client.get(f"{address}?format=json").content)["figures"]
    assert all((one["interval_95"] is None) == (one["mark"] == "hidden") for one in data)


# --- Groups -----------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_group_has_its_own_chart_and_table(client, uneven):
    html = client.get(url(uneven, "indicator", "I1") + "?fordeling=m").content.decode()

    assert '<option value="m" selected' in html
    assert ">15 av 30<" in html  # the first month of men
    assert ">30 av 60<" not in html
    assert ">skjult<" in html
    assert "menn" in html


@pytest.mark.django_db
def test_a_hidden_figure_of_a_group_is_hidden_on_its_page_too(client, uneven):
    for query in ("?fordeling=m", "?fordeling=k"):
        html = client.get(url(uneven, "indicator", "I1") + query).content.decode()
        assert ">3 av 27<" not in html
        assert "11,1" not in html


@pytest.mark.django_db
def test_an_unknown_group_is_everybody(client, uneven):
    html = client.get(url(uneven, "indicator", "I1") + "?fordeling=x").content.decode()

    assert ">30 av 60<" in html


@pytest.mark.django_db
def test_without_groups_the_page_says_so_and_has_no_choice(client, office):
    office.take("nav", office.figure("I1", "2025M10", numerator=60, denominator=90))

    html = client.get(url(office, "indicator", "I1")).content.decode()

    assert "ikke delt på alder eller kjønn" in html
    assert "fordeling" not in html


@pytest.mark.django_db
def test_groups_cost_no_more_queries(client, uneven, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def count(query):
        with CaptureQueriesContext(connection) as found:
            assert client.get(url(uneven, "indicator", "I1") + query).status_code == 200
        return len(found)

    count("")
    assert count("?fordeling=m") == count("")


# --- The unit of a rate -----------------------------------------------------------------


@pytest.mark.django_db
def test_the_unit_of_a_rate_is_never_broken_over_two_lines(client, office):
    office.take("fjordbygd", office.figure("I20", "2025T1", numerator=30, denominator=10000))

    html = client.get(url(office, "card")).content.decode()

    assert '3,00 <span class="line__unit">per\xa01\xa0000</span>' in html
    assert "per 1 000<" not in html
