"""The tutorial about Agder, step by step through the pages, and every figure it states."""

import csv
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.core.files.uploadedfile import SimpleUploadedFile

from tospann.cli.structure.doors import structure
from tospann.engines.structure import folder, report, travel
from tospann.engines.structure.areas import propose
from tospann.engines.structure.assumptions import ILLUSTRATIVE
from tospann.engines.structure.errors import Infeasible
from tospann.engines.structure.gathering import About
from tospann.engines.structure.measures import measure
from tospann.engines.structure.rules import AtLeastResidents, AtMostMembers, WithinMinutes
from tospann.structure.bringing import brought
from tospann.structure.models import Dataset, DatasetDraft
from tospann.structure.selectors.territories import present

pytestmark = pytest.mark.django_db
TUTORIAL = Path(__file__).parents[2] / "docs" / "tutorial"
FOLDER = TUTORIAL / "agder"
TEXT = " ".join((TUTORIAL / "second-county.md").read_text().split())
FIRST = ("ssb_befolkning_rutenett_1000m_2019.csv", "klass_131_kommuner_2024.csv")
FIELDS = {"title": "Agder", "area": "42", "scaled": "on"}


def files(*names: str) -> list[SimpleUploadedFile]:
    return [SimpleUploadedFile(name, (FOLDER / name).read_bytes()) for name in names]


def every() -> list[str]:
    return sorted(path.name for path in FOLDER.iterdir() if path.name != "README.md")


@pytest.fixture
def agder(cast, client) -> Dataset:
    """Steps 3 and 4."""
    client.force_login(cast.people["adviser"])
    answer = client.post(
        "/struktur/datasett/nytt/", FIELDS | {"name": "agder", "tables": files(*FIRST)}
    )
    page = client.get(answer.url).content.decode()
    assert "2 feil må rettes" in page
    row = DatasetDraft.objects.get()
    client.post(f"{answer.url}filer/", FIELDS | {"revision": 1, "tables": files(*every())})
    page = client.get(answer.url).content.decode()
    for said in ("Agder kan tas inn", "25 kommuner og 323\u00a0930 bosatte"):
        assert said in page
        assert said.replace("\u00a0", " ") in TEXT
    row.refresh_from_db()
    client.post(f"{answer.url}bekreftelse/", {"b-revision": row.revision, "b-sha256": row.sha256})
    return Dataset.objects.get()


def published(year: str) -> int:
    """What Statistics Norway's own table adds up to."""
    lines = (FOLDER / "ssb_07459_folkemengde.csv").read_text("cp1252").splitlines()
    rows = list(csv.DictReader(lines[2:], delimiter=";"))
    return sum(int(row[f"Personer {year}"]) for row in rows)


@cache
def archive() -> bytes:
    """What the files make, without the pages. The fixture's dataset has the same bytes."""
    contents = [(name, (FOLDER / name).read_bytes()) for name in every()]
    made = brought(contents, About("agder", "Agder", ("42",), True)).archive
    assert made is not None
    return made


def test_the_pages_end_with_agder_and_the_residents_of_the_source(agder):
    here = folder.unpacked(bytes(agder.archive))

    assert int(here.residents.sum()) == published("2026") == 323_930
    assert here.ages.residents[:, :, -1].sum(axis=1).tolist() == here.residents.tolist()
    assert bytes(agder.archive) == archive()


def test_agder_of_today_has_the_figures_of_the_tutorial():
    here = folder.unpacked(archive())

    measured = report.measured(measure(here, travel.best(here), present(here), ILLUSTRATIVE))

    meet = measured["whole"]["meet"]
    assert len(measured["areas"]) == 13
    assert meet["mean_minutes"] == 11.6
    assert meet["within_share"] == {"30": 0.906, "60": 0.982, "90": 0.991}
    valleys = next(one for one in measured["areas"] if "4222" in str(one))
    assert valleys["meet"]["mean_minutes"] == 43.3
    for said in ("Thirteen areas", "11.6 minutes", "90.6 per cent", "1.8 per cent", "43.3"):
        assert said in TEXT


def test_the_command_line_makes_the_same_bytes_and_tells_what_was_done(tmp_path):
    out = tmp_path / "agder.zip"
    given = ["--name", "agder", "--title", "Agder", "--area", "42", "--scaled", "--out", str(out)]

    answer = CliRunner().invoke(
        structure, ["bring", *(str(FOLDER / name) for name in every()), *given]
    )

    assert answer.exit_code == 0, answer.output
    assert out.read_bytes() == archive()
    plain = " ".join(answer.output.split())
    for figure in ("3 939", "304 813", "211", "54", "323 930"):
        assert figure in plain
        assert figure in TEXT


def test_the_first_question_clashes_and_the_second_is_proven_as_the_tutorial_says():
    here = folder.unpacked(archive())
    ways = travel.best(here)
    rest = (AtMostMembers(8), AtLeastResidents(15_000))

    with pytest.raises(Infeasible) as clash:
        propose(here, ways, rules=(*rest, WithinMinutes(75)))
    found = propose(here, ways, rules=(*rest, WithinMinutes(90)))

    assert "Valle og Bykle kommer ikke med i noe mulig område." in clash.value.help
    assert found.proven
    drawn = found.structure(here, "forslag", "Forslag")
    names = [here.municipalities.names[host] for host in drawn.hosts]
    assert sorted(names) == ["Arendal", "Bygland", "Kristiansand", "Kvinesdal"]
    whole = report.measured(measure(here, ways, drawn, ILLUSTRATIVE))["whole"]
    assert (whole["meet"]["mean_minutes"], whole["host"]["mean_minutes"]) == (7.1, 20.9)
    for said in ("Valle og Bykle kommer ikke med i noe mulig område", "7.1 minutes", "20.9"):
        assert said in TEXT


def test_the_tables_of_the_tutorial_are_small():
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < 300_000
