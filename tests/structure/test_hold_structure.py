"""The hold test: page, CSV, JSON and the command say the same of a scenario, to the last digit.

The real command runs on the dataset the page hands out, with the scenario written into it.
"""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.urls import reverse

from structure.showing import Tables, figures, told
from tospann.access.actor import STRANGER
from tospann.demo import territories
from tospann.engines.structure import drawn, folder, report
from tospann.structure.actions import datasets
from tospann.structure.actions import scenarios as actions
from tospann.structure.selectors import comparing, structures, tables
from tospann.structure.selectors.archives import ASSUMPTIONS
from tospann.structure.selectors.territories import newest, territory_of

pytestmark = pytest.mark.django_db
COMMAND = Path(sys.executable).with_name("tospann")
ASSUMED = {"absence": 0.12, "main_office_kroner": 2_100_000}


@pytest.fixture
def nordland():
    here = folder.read(territories.find("nordland"))
    datasets.take_dataset(
        actor=STRANGER, name=here.name, title=here.title, archive=folder.packed(here)
    )
    return newest("nordland")


@pytest.fixture
def scenario(cast, nordland):
    """The pilot of Inner Salten drawn by hand on today's map, with figures of its own."""
    here = territory_of(nordland.pk)
    return actions.create_scenario(
        actor=cast.actor("adviser"),
        partnership=cast.partnership,
        dataset=nordland,
        title="Indre Salten som i forsøket",
        differences=drawn.differences_between(
            here, here.structures[0], structures.structure_named(here, "indre_salten")
        ),
        assumptions=ASSUMED,
    )


def command(*arguments) -> str:
    """What the installed command answers."""
    done = subprocess.run(
        [COMMAND, "structure", "measure", *[str(one) for one in arguments]],
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_scenario_measured_by_the_command_is_what_the_page_and_its_files_say(
    client, cast, scenario, tmp_path
):
    client.force_login(cast.people["adviser"])
    archive, assumed = tmp_path / "datasett.zip", tmp_path / "a.json"
    handed = client.get(reverse("structure:scenario_archive", args=[scenario.pk]))
    archive.write_bytes(handed.content)
    assumed.write_text(json.dumps(ASSUMED))
    given = (archive, "--structure", "scenario", "--beside", "present", "--assumptions", assumed)
    address = reverse("structure:comparison", args=[cast.partnership.slug])
    ask = {"a": "present", "b": str(scenario.pk)}

    said = json.loads(command(*given, "--json", "-"))
    page = json.loads(client.get(address, ask | {"format": "json"}).content)
    for data in (said, page):  # the name is the key of the structure, not a figure
        data["after"]["structure"].pop("name")
    assert page == said
    csv = client.get(address, ask | {"format": "csv"}).content.decode()
    assert csv == command(*given, "--csv", "-")

    found = Tables(client.get(address, ask).content.decode()).found
    ground = comparing.ground_in(cast.partnership, [str(scenario.pk)])
    checked = 0
    for name in ("moete", "hovedkontor", "miljo", "kostnad", "samlet"):
        made = comparing.table_of(ground, said, name, "")
        assert figures(found[name], made) == told(made), name
        checked += sum(len(row) for row in told(made))
    assert checked > 150


def test_todays_structure_measured_by_the_command_is_what_the_public_page_says(
    client, nordland, tmp_path
):
    archive = tmp_path / "nordland.zip"
    archive.write_bytes(bytes(type(nordland).objects.get(pk=nordland.pk).archive))
    text = command(archive, "--json", "-")
    said, here = json.loads(text), territory_of(nordland.pk)

    def got(name, *more):
        return client.get(reverse(f"structure:{name}", args=["nordland", *more])).content.decode()

    assert got("present_json") == text
    assert got("table_csv", "alt") == command(archive, "--csv", "-")
    found, checked = Tables(got("present")).found, 0
    for name in ("omrader", "t1", "t2", "t4", "t7", "t7b", "t8", "t10"):
        made = tables.table(here, name, data=said)
        assert figures(found[name], made) == told(made), name
        assert got("table_csv", name) == report.as_csv(made), name
        checked += sum(len(row) for row in told(made))
    assert checked > 1500


def test_the_same_scenario_is_always_the_same_bytes_and_carries_its_assumptions(
    client, cast, scenario, tmp_path
):
    import zipfile

    client.force_login(cast.people["adviser"])
    address = reverse("structure:scenario_archive", args=[scenario.pk])
    first, second = client.get(address).content, client.get(address).content
    (tmp_path / "a.zip").write_bytes(first)

    assert first == second
    with zipfile.ZipFile(tmp_path / "a.zip") as packed:
        assert json.loads(packed.read(ASSUMPTIONS)) == ASSUMED
    client.force_login(cast.people["stranger"])
    assert client.get(address).status_code == 404
