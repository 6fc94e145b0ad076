"""Three years of figures for two areas of Nordland.

Public: the shares of unemployed and of reduced work capacity in Nordland and in the country
(`tables/county_figures.csv`, Nav's monthly statistics, NLOD 2.0). Everything about an office or a
municipality is an illustration and marked as one; the levels are near what is usual in Norway.
The wobble is made from the code and the place, so that every loading tells the same.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial
from importlib.resources import files
from random import Random

from tospann.base import clock
from tospann.demo import agreements
from tospann.demo.roles import STATE
from tospann.demo.stage import Event, Stage
from tospann.engines.results.periods import Period, parse
from tospann.indicators.models import Indicator, Line, Measure
from tospann.partnerships.models import Partnership
from tospann.results import actions
from tospann.results.figures import Figure
from tospann.results.goals import latest_wanted
from tospann.results.models import Measurement, Quality

CAME = 20  # days before the loading when most figures came in
SOURCE = "Laget for demoen"
PUBLIC = "Nav, månedlig statistikk (NLOD 2.0)"
YEARS = 3
LEADERS = {"indre-salten": "nav-leder-indre-salten", "ofoten": "sekretaer-ofoten"}


@dataclass(frozen=True, slots=True)
class Told:
    """How a series goes: where it starts, its change a year, its wobble, and its base.

    `turns` is a change at once, so many periods before the last.
    """

    start: float
    yearly: float
    wobble: float
    base: int = 0
    turn: float = 0.0
    turns: int = 0


OFFICE = {
    "indre-salten": {
        "I1": Told(39, 1.5, 2.2, 120, turn=3.5, turns=9),
        "I2": Told(62, 0, 2.6, 110),
        "I3": Told(1.7, 0.1, 0.12, 8600),
        "I4": Told(6.6, 0.2, 0.06, 12400),
        "I5": Told(82, 3, 2.0, 640),
        "I7": Told(70, 0, 2.4, 610, turn=11, turns=16),
        "I9": Told(55, 1, 3.0, 130),
        "I10": Told(15, -1, 1.4, 24),
        "I11": Told(60, 2, 4.5, 42, turn=14, turns=10),
        "I13": Told(96, 8, 9),
        "I15": Told(4.3, 0.1, 0.05, 60),
        "I20": Told(2.0, 0.3, 0.15, 12400),
        "I23": Told(12, 0, 1.2, 95, turn=5, turns=8),
        "I26": Told(4.5, 0.05, 0.05, 210),
        "I27": Told(4.6, 0.02, 0.05, 210),
        "I30": Told(8.8, -0.2, 0.4, 3900),
        "I33": Told(58, 0, 0.6),
        "I36": Told(80, 5, 0, 20),
    },
    "ofoten": {
        "I1": Told(41, 0, 2.3, 180),
        "I3": Told(2.2, 0, 0.14, 11200),
        "I4": Told(7.0, 0.2, 0.06, 15900),
        "I7": Told(74, 0, 2.2, 800, turn=-8, turns=8),
        "I11": Told(66, 1, 4.0, 58),
        "I13": Told(140, 0, 11),
        "I23": Told(14, -1, 1.3, 140),
        "I30": Told(8.1, 0.2, 0.4, 5200),
    },
}
MUNICIPAL = {"I16": (4.6, -0.2), "I17": (6.4, -0.3), "I18": (39.0, -1.0), "I24": (72.0, 4.0)}
BASES = {  # of each municipality: people 18–66, people 18–24, recipients, families with children
    "1841": (5500, 780, 250, 64),
    "1839": (560, 70, 26, 9),
    "1875": (1530, 190, 80, 22),
    "1840": (2600, 360, 120, 31),
    "1845": (1080, 140, 48, 12),
    "1806": (12900, 1900, 610, 140),
    "1853": (780, 100, 35, 11),
    "5516": (620, 80, 28, 8),
}


def events(stage: Stage, indre_salten: Partnership, ofoten: Partnership) -> list[Event]:
    """What comes in, and when; one chart gets a new base, one figure is corrected."""
    areas = [
        (indre_salten, agreements.INDRE_SALTEN.numbers),
        (ofoten, agreements.OFOTEN.numbers),
    ]
    return [
        Event(21, 9, lambda: _county(stage)),
        *(
            Event(days_ago, 9 + n, partial(_area, stage, one, numbers, days_ago))
            for days_ago in (CAME, 3)
            for n, (one, numbers) in enumerate(areas)
        ),
        Event(12, 10, lambda: _new_base(stage, indre_salten)),
        Event(8, 10, lambda: _corrected(stage, indre_salten)),
        Event(7, 13, lambda: _explained(stage, indre_salten)),
    ]


def _county(stage: Stage) -> None:
    """The public figures of Nordland and of the country."""
    text = (files("tospann.demo") / "tables/county_figures.csv").read_text(encoding="utf-8")
    known = _known()
    rows = list(csv.DictReader(text.splitlines()))
    for published in sorted({row["source_date"] for row in rows}):
        year, month = map(int, published.split("-"))
        actions.take_figures(
            actor=stage.representative(stage.owners[STATE]),
            partnership=None,
            figures=[
                Figure(
                    known[row["indicator"]],
                    row["period"],
                    place=row["place"],
                    value=Decimal(row["value"]),
                )
                for row in rows
                if row["source_date"] == published
            ],
            source=PUBLIC,
            source_on=date(year, month, 1),
        )


def _area(stage: Stage, partnership: Partnership, numbers: tuple[str, ...], days_ago: int) -> None:
    """Every series of an office, by the line that answers for it; then what has come since."""
    known = _known()
    figures = [
        figure
        for code, told in OFFICE[partnership.slug].items()
        for figure in _series(known[code], told, stage.today, partnership.slug)
    ]
    figures += [
        figure
        for code in MUNICIPAL
        for number in numbers
        for figure in _municipal(known[code], number, stage.today)
    ]
    actors = {
        Line.STATE: stage.representative(stage.owners[STATE]),
        Line.MUNICIPAL: stage.representative(stage.owners[numbers[0]]),
        Line.JOINT: stage.actor(LEADERS[partnership.slug]),
    }
    came = clock.today()
    before = date.min if days_ago == CAME else stage.moment(CAME, 9).date()
    for line, actor in actors.items():
        given = [
            one
            for one in figures
            if one.indicator.line == line and before <= parse(one.period).last_day < came
        ]
        if given:
            actions.take_figures(
                actor=actor, partnership=partnership, figures=given, source=SOURCE
            )


def _known() -> dict[str, Indicator]:
    return {one.code: one for one in Indicator.objects.filter(partnership=None)}


def _series(indicator: Indicator, told: Told, today: date, place: str) -> Iterator[Figure]:
    """The figures of an office, from three years ago to the last that should have come."""
    wobble = Random(f"{indicator.code} {place}")  # noqa: S311 - an illustration, no secret
    for n, period, left in _periods(indicator, today):
        value = told.start + told.yearly * n / period.length.a_year
        value += told.turn * (left < told.turns) + wobble.gauss(0, told.wobble)
        base = round(told.base * (1 + wobble.uniform(-0.04, 0.04)))
        yield _figure(indicator, period, value, base)


def _periods(indicator: Indicator, today: date) -> Iterator[tuple[int, Period, int]]:
    last = latest_wanted(indicator, today)
    count = YEARS * last.length.a_year
    for n in range(count):
        left = count - 1 - n
        yield n, last.step(-left), left


def _municipal(indicator: Indicator, number: str, today: date) -> Iterator[Figure]:
    start, yearly = MUNICIPAL[indicator.code]
    base = BASES[number][list(MUNICIPAL).index(indicator.code)]
    wobble = Random(f"{indicator.code} {number}")  # noqa: S311 - an illustration, no secret
    for n, period, _left in _periods(indicator, today):
        value = start + yearly * n / period.length.a_year + wobble.gauss(0, start / 25)
        yield _figure(indicator, period, value, base, place=number)


def _figure(
    indicator: Indicator, period: Period, value: float, base: int, place: str = ""
) -> Figure:
    """The figure in whole people, marked as an illustration."""
    value = max(value, float(indicator.floor))
    people = Decimal(base)
    if indicator.has_parts:
        numerator = Decimal(min(round(value * base / indicator.per), base))
        return Figure(
            indicator,
            str(period),
            place,
            numerator=numerator,
            denominator=people,
            quality=Quality.ILLUSTRATIVE,
        )
    return Figure(
        indicator,
        str(period),
        place,
        value=Decimal(str(round(value, indicator.decimals))),
        denominator=None if indicator.measure == Measure.COUNT else people,
        quality=Quality.ILLUSTRATIVE,
    )


# --- What is said about them ------------------------------------------------------------


def _latest(partnership: Partnership, code: str) -> Measurement:
    rows = Measurement.objects.standing().filter(partnership=partnership, indicator__code=code)
    return rows.select_related("indicator").latest("first_on")


def _new_base(stage: Stage, partnership: Partnership) -> None:
    """The way contact is counted was changed, so the chart begins anew."""
    last = _latest(partnership, "I7")
    rows = Measurement.objects.standing().filter(partnership=partnership, indicator__code="I7")
    turned = rows.order_by("-first_on")[OFFICE["indre-salten"]["I7"].turns - 1]
    actions.rebase(
        actor=stage.representative(stage.owners[STATE]),
        partnership=partnership,
        indicator=last.indicator,
        period=turned.period,
        reason="Ukentlig saksteam for alle fem kommunene kom i gang.",
    )


def _corrected(stage: Stage, partnership: Partnership) -> None:
    old = _latest(partnership, "I13")
    actions.correct(
        actor=stage.representative(stage.owners[STATE]),
        measurement=old,
        value=(old.value or Decimal(0)) + 2,
        reason="To møter på Rognan var ikke talt med.",
    )


def _explained(stage: Stage, partnership: Partnership) -> None:
    actions.write_note(
        actor=stage.actor(LEADERS[partnership.slug]),
        partnership=partnership,
        indicator=_latest(partnership, "I23").indicator,
        story="To saksbehandlere sluttet på forsommeren, og søknadene kom samlet i august.",
        partners="Fauske og Saltdal, som låner ut hver sin saksbehandler to dager i uken.",
        works="Et fast vedtaksmøte hver onsdag kortet ned køen i fjor.",
        next_step="Vedtaksmøtet er tilbake fra neste uke, og køen gås gjennom på nytt.",
    )
