"""`tospann structure`, run for real on the dataset that comes with Tospann."""

import csv
import io
import json
import subprocess
import sys
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner

from tospann.cli.errors import Stopped
from tospann.cli.structure.doors import structure
from tospann.engines.structure import folder, norwegian

COMMAND = Path(sys.executable).with_name("tospann")


@pytest.fixture(autouse=True, scope="module")
def read_once():
    """The dataset is a second to read; what comes of it is never changed."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(folder, "read", cache(folder.read))
        yield


def run(*arguments):
    """What the command says; the exit code and the refusal beside it."""
    return CliRunner().invoke(structure, [str(one) for one in arguments])


def told(*arguments):
    done = run(*arguments)
    assert done.exception is None, done.exception
    return done.stdout


def refused(*arguments):
    done = run(*arguments)
    assert isinstance(done.exception, Stopped), done.output
    return str(done.exception)


def test_help_needs_neither_django_nor_numpy():
    code = (
        "import sys; from tospann.cli.main import tospann;"
        "tospann.main(['structure', 'measure', '--help'], standalone_mode=False);"
        "heavy = {'django', 'numpy', 'scipy', 'numba', 'psycopg'} & set(sys.modules);"
        "sys.exit(', '.join(heavy) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)

    assert done.returncode == 0, done.stderr
    assert "Bruk: " in done.stdout


def test_the_whole_command_measures_and_prints_nothing_on_the_error_stream():
    done = subprocess.run(
        [COMMAND, "structure", "measure", "nordland"], capture_output=True, text=True, timeout=60
    )

    assert (done.returncode, done.stderr) == (0, "")
    assert "Kontorene i dag" in done.stdout
    assert "\x1b" not in done.stdout


def test_check_says_what_the_dataset_holds_and_where_it_is_from():
    said = told("check", "nordland")

    assert "41 kommuner" in said
    assert "Statistisk sentralbyrå" in said
    assert json.loads(told("check", "nordland", "--json", "-"))["holds"]["municipalities"] == 41


def test_check_names_every_fault_by_row_with_its_cure(tmp_path):
    (tmp_path / "municipalities.csv").write_text("number,name,group,seat\n18,Bodø,Nordland,B\n")

    said = refused("check", tmp_path)

    assert said.startswith("Fant ")
    assert "municipalities, rad 2, kolonnen number" in said


def test_figures_are_the_same_in_json_csv_and_table(tmp_path):
    file = tmp_path / "all.json"
    csv_file = tmp_path / "all.csv"

    said = told("measure", "nordland", "--json", file, "--csv", csv_file)

    data = json.loads(file.read_text())
    rows = list(csv.DictReader(io.StringIO(csv_file.read_text())))
    whole = data["whole"]
    assert float(rows[0]["host_mean_minutes"]) == whole["host"]["mean_minutes"]
    assert norwegian.decimal(whole["host"]["mean_minutes"]) in said
    areas = [row for row in rows if row["kind"] == "area"]
    assert len(areas) == len(data["areas"]) == 23
    for row, area in zip(areas, data["areas"], strict=True):
        assert int(row["total_kroner"]) == area["cost"]["total_kroner"]
        assert norwegian.whole(area["cost"]["total_kroner"]) in said


@pytest.mark.parametrize("pilot", ["ofoten", "indre_salten", "sor_salten"])
def test_the_pilots_are_structures_with_their_measures(pilot):
    data = json.loads(told("measure", "nordland", "--structure", pilot, "--json", "-"))

    assert data["structure"]["name"] == pilot
    assert 0 < data["whole"]["host"]["mean_minutes"] < 60
    assert sum(area["residents"] for area in data["areas"]) == data["whole"]["residents"]


def test_municipalities_and_ages_may_be_asked_for_instead():
    assert "Træna" in told("measure", "nordland", "--by", "municipalities")
    assert "67+" in told("measure", "nordland", "--by", "ages")


def test_waiting_for_ferries_makes_the_way_longer():
    with_waiting, without = (
        json.loads(told("measure", "nordland", flag, "--json", "-"))["whole"]["meet"][
            "mean_minutes"
        ]
        for flag in ("--waiting", "--no-waiting")
    )

    assert with_waiting > without


def test_a_comparison_says_who_loses_and_what_is_agreed_anew():
    said = told("measure", "nordland", "--structure", "indre_salten", "--beside", "before")

    assert "Hamarøy: vert Hamarøy → Fauske; eget kontor → vertskommune" in said
    assert "Vei til hovedkontoret" in said
    assert "\nBodø " not in said


def test_maps_are_files_that_can_be_drawn(tmp_path):
    areas, bands, shape = tmp_path / "a.svg", tmp_path / "b.svg", tmp_path / "c.geojson"

    told("measure", "nordland", "--svg", areas, "--bands", bands, "--geojson", shape)

    for file in (areas, bands):
        assert ElementTree.fromstring(file.read_text()).tag.endswith("svg")
    features = json.loads(shape.read_text())["features"]
    assert sum(one["properties"]["kind"] == "area" for one in features) == 23


def test_a_structure_drawn_by_hand_is_measured(tmp_path):
    file = tmp_path / "min.csv"
    numbers = [row["code"] for row in csv.DictReader(io.StringIO(
        told("measure", "nordland", "--csv", "-"))) if row["kind"] == "municipality"]  # fmt: skip
    rows = [f"{number};1804;host" for number in numbers]
    file.write_text("\n".join(["municipality;host;model", *rows]))

    data = json.loads(told("measure", "nordland", "--structure", file, "--json", "-"))

    assert [area["host_municipality"] for area in data["areas"]] == ["1804"]
    rows[3] = "1813;1806;host"
    file.write_text("\n".join(["municipality;host;model", *rows]))
    assert "rad 5, kolonnen host" in refused("measure", "nordland", "--structure", file)


def test_assumptions_change_the_cost(tmp_path):
    file = tmp_path / "dyrt.toml"
    file.write_text("main_office_kroner = 5000000\n")

    plain, dear = (
        json.loads(told("measure", "nordland", *more, "--json", "-"))["objective"]["cost_kroner"]
        for more in ([], ["--assumptions", file])
    )

    assert dear - plain == 23 * (5_000_000 - 1_800_000)


@pytest.mark.parametrize(
    ("text", "name", "said"),
    [
        ("absence = 3", "a.toml", "kolonnen absence"),
        ("absence = ", "a.toml", "kan ikke leses"),
        ("[1]", "a.json", "har ingen navn"),
    ],
)
def test_assumptions_that_cannot_be_used_are_told(tmp_path, text, name, said):
    file = tmp_path / name
    file.write_text(text)

    assert said in refused("measure", "nordland", "--assumptions", file)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["check", "nordlandia"], "følger med: nordland, norway"),
        (["measure", "nordland", "--structure", "x"], "Finner ikke strukturen «x»"),
        (["measure", "nordland", "--json", "-", "--csv", "-"], "Bare én kan skrives"),
        (["measure", "nordland", "--travel", "brought"], "Legg til travel.csv"),
        (["measure", "nordland", "--csv", "/none/at/all.csv"], "Kan ikke skrive"),
    ],
)
def test_a_slip_is_a_sentence_that_says_what_to_do(arguments, said):
    assert said in refused(*arguments)
