"""What is published cannot be turned into the small numbers it hides.

The attacker here has everything the pages and files give, knows the sums and the thresholds, and
solves for each hidden cell with a whole-number programme of their own.
"""

import csv
import io
import json
import re
from decimal import ROUND_HALF_UP, Decimal
from random import Random

import numpy as np
import pytest
from django.urls import reverse
from openpyxl import load_workbook
from scipy.optimize import Bounds, LinearConstraint, milp

pytestmark = pytest.mark.django_db

PLACES = ("9901", "9902")
SPLITS = ("k", "m")
MONTHS = [f"2025M{month:02}" for month in range(1, 11)]
KEYS = [(place, split) for place in ("", *PLACES) for split in ("", *SPLITS)]


def truth(seed: int) -> dict[tuple[str, str], tuple[int, int]]:
    """Numerator and base of every cell: two municipalities, two sexes, and their sums."""
    chance = Random(seed)
    cells = {}
    for place in PLACES:
        for split in SPLITS:
            base = chance.randint(24, 60)
            cells[place, split] = (chance.choice([0, 1, 2, 3, 4, 5, 6, 9, 14, 20]), base)
        cells[place, ""] = added(cells[place, split] for split in SPLITS)
    for split in ("", *SPLITS):
        cells["", split] = added(cells[place, split] for place in PLACES)
    return cells


def added(pairs):
    counts, bases = zip(*pairs, strict=True)
    return sum(counts), sum(bases)


@pytest.fixture
def published(office):
    """Ten random tables, all shown."""
    tables = {month: truth(seed) for seed, month in enumerate(MONTHS)}
    office.take(
        "nav",
        *(
            office.figure("I3", month, place=place, split=split, numerator=n, denominator=base)
            for month, cells in tables.items()
            for (place, split), (n, base) in cells.items()
        ),
    )
    return office, tables


def read(client, office, kind):
    address = reverse("results:indicator", args=[office.cast.partnership.slug, "I3"])
    return client.get(f"{address}?format={kind}").content


def from_json(body):
    return {
        (one["period"], one["place"], one["split"]): (
            one["mark"],
            None if one["numerator"] is None else int(one["numerator"]),
            None if one["denominator"] is None else int(one["denominator"]),
            None if one["value"] is None else float(one["value"]),
        )
        for one in json.loads(body)["figures"]
    }


def from_rows(rows):
    return {
        (row["periode"], str(row["kommune"] or ""), str(row["gruppe"] or "")): (
            {"": "number", "skjult": "hidden"}[row["merke"] or ""],
            number(row["teller"], int),
            number(row["nevner"], int),
            number(row["verdi"], float),
        )
        for row in rows
    }


def number(text, kind):
    return None if text in (None, "") else kind(float(str(text).replace(",", ".")))


def from_csv(body):
    return from_rows(csv.DictReader(io.StringIO(body.decode("utf-8-sig")), delimiter=";"))


def from_xlsx(body):
    head, *rows = load_workbook(io.BytesIO(body)).active.iter_rows(values_only=True)
    return from_rows(dict(zip(head, row, strict=True)) for row in rows)


def attacked(shown, month, target):
    """The least and the most a hidden cell can be, by all that is shown of its table."""
    at = {key: n for n, key in enumerate(KEYS)}
    low, high = np.zeros(len(KEYS)), np.full(len(KEYS), 500.0)
    for key in KEYS:
        mark, numerator, _base, _value = shown[month, *key]
        if mark == "number":
            low[at[key]] = high[at[key]] = numerator
    rows = []
    for split in ("", *SPLITS):
        row = np.zeros(len(KEYS))
        row[at["", split]] = -1
        row[[at[place, split] for place in PLACES]] = 1
        rows.append(row)
    for place in ("", *PLACES):
        row = np.zeros(len(KEYS))
        row[at[place, ""]] = -1
        row[[at[place, split] for split in SPLITS]] = 1
        rows.append(row)
    found = []
    for sign in (1, -1):
        aim = np.zeros(len(KEYS))
        aim[at[target]] = sign
        answer = milp(
            aim,
            constraints=LinearConstraint(np.array(rows), 0, 0),
            bounds=Bounds(low, high),
            integrality=np.ones(len(KEYS)),
        )
        assert answer.success
        found.append(round(sign * answer.fun))
    return found


def test_no_hidden_number_can_be_computed_from_what_is_published(client, published):
    office, tables = published
    shown = from_json(read(client, office, "json"))
    hidden = 0

    for month, cells in tables.items():
        for key, (count, _base) in cells.items():
            mark, numerator, _denominator, _value = shown[month, *key]
            if 1 <= count <= 4:
                assert mark == "hidden"
                least, most = attacked(shown, month, key)
                assert least <= 1, (month, key, count, least, most)
                assert most >= 4, (month, key, count, least, most)
                hidden += 1
            elif mark == "number":
                assert numerator == count
    assert hidden > 20


def test_every_file_tells_exactly_the_same(client, published):
    office, _tables = published
    wanted = from_json(read(client, office, "json"))

    assert from_csv(read(client, office, "csv")) == wanted
    assert from_xlsx(read(client, office, "xlsx")) == wanted


@pytest.mark.parametrize("place", ["", *PLACES])
def test_page_and_chart_tell_no_more_than_the_files(client, published, place):
    office, tables = published
    shown = from_json(read(client, office, "json"))
    address = reverse("results:indicator", args=[office.cast.partnership.slug, "I3"])
    html = client.get(f"{address}?sted={place}").content.decode().replace("\xa0", " ")

    pairs = {(a, b) for a, b in re.findall(r">(\d+) av (\d+)<", html)}
    assert pairs <= {
        (str(numerator), str(base)) for mark, numerator, base, _v in shown.values() if base
    }
    drawn = re.findall(r"<title>([a-zæøå]+ 2025): ([^<]+)</title>", html)
    assert drawn
    for month, cells in tables.items():
        mark = shown[month, place, ""][0]
        name = ["januar", "februar", "mars", "april", "mai", "juni", "juli", "august",
                "september", "oktober"][MONTHS.index(month)]  # fmt: skip
        told = [text for period, text in drawn if period == f"{name} 2025"]
        count, base = cells[place, ""]
        if mark == "hidden":
            assert told in ([], ["skjult"])
        else:
            percent = (Decimal(count) / base * 100).quantize(Decimal("0.1"), ROUND_HALF_UP)
            assert told == [f"{percent} %".replace(".", ",")]


def test_a_correction_does_not_give_away_what_an_earlier_edition_hid(client, office):
    """The total is shown, then corrected by one: the hidden parts must stay unknown."""
    figures = {("9901", ""): 3, ("9902", ""): 12, ("", ""): 15}
    given = [
        office.figure("I3", "2025M01", place=place, numerator=n, denominator=60 if place else 120)
        for (place, _split), n in figures.items()
    ]
    office.take("nav", *given)
    first = from_json(read(client, office, "json"))
    office.take(
        "nav", office.figure("I3", "2025M01", place="9902", numerator=13, denominator=60),
        office.figure("I3", "2025M01", numerator=16, denominator=120),
    )  # fmt: skip
    second = from_json(read(client, office, "json"))

    for shown in (first, second):
        marks = {place: shown["2025M01", place, ""][0] for place in ("", "9901", "9902")}
        assert marks["9901"] == "hidden"
        assert "hidden" in (marks[""], marks["9902"])
    before = {place: first["2025M01", place, ""][1] for place in ("", "9902")}
    after = {place: second["2025M01", place, ""][1] for place in ("", "9902")}
    for total in (before[""], after[""]):
        for part in (before["9902"], after["9902"]):
            assert total is None or part is None or total - part not in (3,)
