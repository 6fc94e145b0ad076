"""`tospann structure site`, `areas`, `front` and `robust`, run for real on Nordland."""

import csv
import io
import json
from functools import cache
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner

from tospann.cli.errors import Stopped
from tospann.cli.structure.doors import CONTRADICTION, structure
from tospann.engines.structure import folder, norwegian

SMALL = ("--members", 3, "--minutes", 60)


@pytest.fixture(autouse=True, scope="module")
def read_once():
    """The dataset is a second to read; what comes of it is never changed."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(folder, "read", cache(folder.read))
        yield


def run(*arguments):
    return CliRunner().invoke(structure, [str(one) for one in arguments], standalone_mode=False)


def told(*arguments):
    done = run(*arguments)
    assert done.exception is None, done.exception
    return done.stdout


def refused(*arguments):
    done = run(*arguments)
    assert isinstance(done.exception, Stopped), done.output
    return str(done.exception)


def test_one_number_of_sites_says_which_and_proves_it(tmp_path):
    file, drawn = tmp_path / "a.json", tmp_path / "a.svg"

    said = told("site", "nordland", "--count", 4, "--json", file, "--svg", drawn)

    answer = json.loads(file.read_text())
    assert "Bevist: ingen løsning er bedre." in said
    assert answer["proof"]["value"] == answer["proof"]["bound"]
    assert len(answer["sites"]) == 4
    assert sum(site["residents"] for site in answer["sites"]) == 243_272
    for site in answer["sites"]:
        assert norwegian.whole(site["residents"]) in said
    assert norwegian.decimal(answer["reach"]["mean_minutes"]) in said
    assert ElementTree.fromstring(drawn.read_text()).get("role") == "img"


def test_every_number_of_sites_is_a_curve_that_falls(tmp_path):
    file = tmp_path / "curve.svg"

    rows = list(
        csv.DictReader(
            io.StringIO(told("site", "nordland", "--count", "3..6", "--csv", "-", "--svg", file))
        )
    )

    assert [row["sites_count"] for row in rows] == ["3", "4", "5", "6"]
    means = [float(row["mean_minutes"]) for row in rows]
    assert means == sorted(means, reverse=True)
    assert {row["proven"] for row in rows} == {"ja"}
    assert ElementTree.fromstring(file.read_text()).tag.endswith("svg")


def test_fixed_and_forbidden_sites_are_kept_to():
    answer = json.loads(
        told(
            *("site", "nordland", "--count", 3, "--fixed", "Værøy,1835", "--forbidden", "Bodø"),
            *("--only", "seats", "--json", "-"),
        )
    )

    held = {site["municipality"] for site in answer["sites"]}
    assert {"1857", "1835"} <= held
    assert "1804" not in held


@pytest.mark.parametrize("kind", ["center", "cover"])
def test_other_goals_are_proved_too(kind):
    answer = json.loads(
        told("site", "nordland", "--kind", kind, "--count", 4, "--only", "seats", "--json", "-")
    )

    assert (answer["kind"], answer["proof"]["proven"]) == (kind, True)


def test_the_fewest_sites_reach_everybody():
    answer = json.loads(
        told("site", "nordland", "--kind", "set-cover", "--within", 120, "--json", "-")
    )

    assert answer["reach"]["worst"]["minutes"] <= 120
    assert answer["count"] == answer["proof"]["value"]


def test_sites_that_only_hold_so_many_are_not_overfilled():
    answer = json.loads(
        told(
            *("site", "nordland", "--kind", "capacitated", "--count", 5, "--capacity", 80_000),
            *("--only", "seats", "--json", "-"),
        )
    )

    assert max(site["residents"] for site in answer["sites"]) <= 80_000
    assert sum(site["residents"] for site in answer["sites"]) == 243_272


def test_what_cannot_be_reached_is_a_contradiction_with_the_places():
    done = run("site", "nordland", "--kind", "set-cover", "--within", 5)

    assert done.return_value == CONTRADICTION
    assert "Disse kravene kan ikke oppfylles samtidig" in done.stderr
    assert "Steder folk bor: 2" in done.stderr
    assert done.stdout == ""


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--count", "0"], "--count må være fra 1 til 103"),
        (["--count", "9..3"], "--count må være"),
        (["--count", "mange"], "5 eller 3..20"),
        ([], "5 eller 3..20"),
        (["--kind", "set-cover", "--count", "3"], "Ta bort --count"),
        (["--count", "3", "--kind", "capacitated"], "hører sammen"),
        (["--count", "3", "--capacity", "9"], "hører sammen"),
        (["--count", "3", "--fixed", "Oslo"], "ingen kommune i Nordland"),
        (["--count", "3", "--fixed", "Bodø", "--forbidden", "1804"], "Ta bort det ene"),
    ],
)
def test_a_slip_about_sites_is_a_sentence(arguments, said):
    assert said in refused("site", "nordland", *arguments)


def test_a_front_is_whole_and_says_where_today_lies(tmp_path):
    file, drawn, table = tmp_path / "f.json", tmp_path / "f.svg", tmp_path / "f.csv"

    said = told("front", "nordland", *SMALL, "--json", file, "--svg", drawn, "--csv", table)

    answer = json.loads(file.read_text())
    rows = list(csv.DictReader(io.StringIO(table.read_text())))
    assert answer["complete"]
    assert "Fronten er hel" in said
    assert len(rows) == len(answer["points"]) > 5
    kroner = [point["cost_kroner"] for point in answer["points"]]
    access = [point["access_person_seconds"] for point in answer["points"]]
    assert access == sorted(access)
    assert kroner == sorted(kroner, reverse=True)
    assert "Kontorene i dag: " in said
    assert ElementTree.fromstring(drawn.read_text()).get("role") == "img"


def test_a_point_of_the_front_is_a_structure_with_the_figures_of_the_point(tmp_path):
    file = tmp_path / "point.csv"
    answer = json.loads(told("front", "nordland", *SMALL, "--json", "-"))
    point = answer["points"][2]

    found = json.loads(
        told("front", "nordland", *SMALL, "--point", 3, "--json", "-", "--csv", file)
    )

    assert found["objective"]["access_person_seconds"] == point["access_person_seconds"]
    assert found["objective"]["cost_kroner"] == point["cost_kroner"]
    assert len(found["areas"]) == point["areas_count"]
    again = json.loads(told("measure", "nordland", "--structure", file, "--json", "-"))
    assert again["objective"] == found["objective"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--objectives", "access"], "to eller tre"),
        (["--objectives", "access,price"], "to eller tre"),
        (["--geojson", "-"], "Velg den med --point"),
        (["--point", "99999"], "Velg ett av dem"),
        (["--apart", "Bodø"], "--apart tar to kommuner"),
        (["--together", "Bodø,Lofoten"], "«Lofoten» er ingen kommune"),
        (["--models", "helt_ny"], "Modellen helt_ny finnes ikke"),
    ],
)
def test_a_slip_about_a_front_is_a_sentence(arguments, said):
    assert said in refused("front", "nordland", *SMALL, *arguments)


def test_many_futures_say_which_pairs_go_together_the_same_each_time(tmp_path):
    drawn = tmp_path / "pairs.svg"
    ask = ("robust", "nordland", *SMALL, "--futures", 12, "--refusal", 0.1, "--away", 0.1)

    first = told(*ask, "--json", "-", "--svg", drawn)

    answer = json.loads(first)
    assert told(*ask, "--json", "-") == first
    assert (answer["futures"], answer["answered"]) == (12, 12)
    assert all(0 < pair["share"] <= 1 for pair in answer["pairs"])
    assert answer["plans"][0]["name"] == "present"
    assert ElementTree.fromstring(drawn.read_text()).get("role") == "img"
    assert "Par som oftest deler kontor" in told(*ask)


def test_futures_without_doubt_are_refused():
    assert "Ingenting er usikkert" in refused("robust", "nordland", *SMALL)


def test_a_proposal_is_proved_measured_and_drawn(tmp_path):
    files = {name: tmp_path / f"a.{name}" for name in ("json", "csv", "geojson", "svg")}
    outputs = [part for name, file in files.items() for part in (f"--{name}", file)]

    said = told("areas", "nordland", *SMALL, *outputs)

    answer = json.loads(files["json"].read_text())
    best, measured = answer["proposals"][0], answer["measures"]
    assert "Bevist: ingen løsning er bedre." in said
    assert best["proof"]["value"] == best["proof"]["bound"]
    assert best["proof"]["value"] == measured["objective"]["weighted_ore"]
    assert best["cost_kroner"] == measured["objective"]["cost_kroner"]
    assert sum(area["residents"] for area in measured["areas"]) == 243_272
    for area in measured["areas"]:
        assert norwegian.whole(area["cost"]["total_kroner"]) in said
    assert ElementTree.fromstring(files["svg"].read_text()).get("role") == "img"
    shapes = json.loads(files["geojson"].read_text())["features"]
    assert sum(one["properties"]["kind"] == "area" for one in shapes) == best["areas_count"]
    again = json.loads(told("measure", "nordland", "--structure", files["csv"], "--json", "-"))
    assert again["objective"] == measured["objective"]


def test_alternatives_differ_and_rules_have_prices():
    ask = (
        "areas",
        "nordland",
        *SMALL,
        "--alternatives",
        2,
        "--stands-alone",
        "Fauske",
        "--prices",
    )

    answer = json.loads(told(*ask, "--json", "-"))

    first, second = (one["proof"]["value"] for one in answer["proposals"])
    assert first < second
    price = {one["rule"]: one for one in answer["prices"]}["Fauske har kontor alene"]
    assert price["exact"]
    assert price["value_kroner"] > 0
    said = told(*ask)
    assert "Nr. 2 er annerledes for " in said
    assert norwegian.whole(price["value_kroner"]) in said


def test_far_islands_can_be_exempt_from_the_least_size():
    islands = ("--residents", 600, "--exempt", "Træna,Røst", "--exempt", "Vevelstad")
    answer = json.loads(told("areas", "nordland", *SMALL, *islands, "--json", "-"))

    assert answer["rules"][2].endswith("bare Træna, Røst eller Vevelstad")
    areas = {tuple(one["members"]) for one in answer["proposals"][0]["areas"]}
    assert {("1835",), ("1856",)} <= areas


def test_an_exemption_from_nothing_is_refused():
    assert "--exempt gjelder --fte og --residents" in refused(
        "areas", "nordland", "--exempt", "Træna"
    )


def test_a_proposal_beside_today_says_what_changes():
    said = told("areas", "nordland", *SMALL, "--beside", "present")

    assert "fra «Kontorene i dag» til «Forslag 1»" in said
    assert "Kommuner som får ny vert, modell eller nye partnere" in said


def test_rules_that_clash_are_named_and_nothing_is_proposed():
    done = run(
        *("areas", "nordland", *SMALL, "--together", "Beiarn,Saltdal", "--apart", "Beiarn,Saltdal")
    )

    assert done.return_value == CONTRADICTION
    assert done.stdout == ""
    assert "- Beiarn og Saltdal er i samme område\n" in done.stderr
    assert "- Beiarn og Saltdal er i hvert sitt område\n" in done.stderr
    assert "Dette kan hjelpe:" in done.stderr


def test_a_fixed_area_stands_with_its_host():
    answer = json.loads(
        told("areas", "nordland", *SMALL, "--fixed", "Fauske:Saltdal,Sørfold", "--json", "-")
    )

    (fauske,) = (area for area in answer["proposals"][0]["areas"] if "1841" in area["members"])
    assert fauske["members"] == ["1840", "1841", "1845"]
    assert fauske["host_municipality"] == "1841"


def test_two_workers_and_one_say_the_same():
    ask = ("robust", "nordland", *SMALL, "--futures", 20, "--refusal", 0.1, "--json", "-")

    assert told(*ask, "--workers", 2) == told(*ask, "--workers", 1)
