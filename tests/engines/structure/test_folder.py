import csv
import io
import json
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engines.structure.same import differences
from engines.structure.tables_by_hand import tables, territory
from tospann.engines.structure import folder
from tospann.engines.structure.errors import BadData

PLACES = "place;municipality;latitude;longitude;residents\n"


@pytest.fixture
def written(tmp_path):
    """The small territory as a folder."""
    folder.write(territory(), tmp_path / "set")
    return tmp_path / "set"


def refused(path) -> str:
    with pytest.raises(BadData) as bad:
        folder.read(path)
    assert all(fault.cure for fault in bad.value.faults)
    return str(bad.value)


def archive(path, **files: bytes):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            packed.writestr(name.replace("__", "/") + ".csv", content)
    return path


def test_a_folder_reads_back_as_it_was_written(written):
    assert differences(territory(), folder.read(written)) == []


def test_an_archive_reads_back_and_is_always_the_same_bytes(tmp_path):
    one, other = tmp_path / "one.zip", tmp_path / "other.zip"
    folder.write_archive(territory(), one)
    folder.write_archive(territory(), other)
    assert differences(territory(), folder.read(one)) == []
    assert one.read_bytes() == other.read_bytes()


def test_tables_may_lie_in_a_folder_inside_the_archive(tmp_path, written):
    path = tmp_path / "nested.zip"
    with zipfile.ZipFile(path, "w") as packed:
        for file in written.iterdir():
            packed.write(file, f"my data/{file.name}")
            packed.writestr(f"__MACOSX/my data/._{file.name}", b"\0\0")
    assert differences(territory(), folder.read(path)) == []


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1", "cp1252"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_every_usual_way_of_writing_csv_is_read(tmp_path, delimiter, encoding, newline):
    for name, rows in tables().items():
        text = io.StringIO()
        writer = csv.DictWriter(text, list(rows[0]), delimiter=delimiter, lineterminator=newline)
        writer.writeheader()
        writer.writerows(rows)
        (tmp_path / f"{name}.csv").write_bytes(text.getvalue().encode(encoding))
    assert differences(territory(), folder.read(tmp_path)) == []


def test_notes_and_licences_beside_the_tables_are_left_alone(written):
    (written / "LICENSE.txt").write_text("CC0")
    (written / "README.md").write_text("Hei")
    (written / ".places.csv").write_bytes(b"\0")
    assert folder.read(written).name == "fjord"


def test_a_file_that_is_no_table_is_told(written):
    (written / "place.csv").write_text("a\n1\n")
    assert "place: Tabellen er ukjent. Mente du places?" in refused(written)


def test_outlines_may_be_geojson(written):
    (written / "outlines.csv").unlink()
    ring = [[10, 60], [10.5, 60], [10, 60.5], [10, 60]]
    drawn = {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "properties": {"municipality_number": "0301"},
                "geometry": {"type": "MultiPolygon", "coordinates": [[ring], [ring]]},
            }
        ],
    }
    (written / "outlines.geojson").write_text(json.dumps(drawn))
    assert folder.read(written).outlines == {"0301": [ring, ring]}


def test_outlines_may_be_metres(written):
    (written / "outlines.csv").unlink()
    drawn = {
        "epsg": 25833,
        "unit_metres": 10,
        "outlines": {"0301": [[50000, 500000, 50001, 500000, 50000, 500001]]},
    }
    (written / "outlines.json").write_text(json.dumps(drawn))
    ((longitude, latitude), *_) = folder.read(written).outlines["0301"][0]
    assert longitude == 15  # 500 000 metres east is the central meridian
    assert latitude == pytest.approx(45.153, abs=0.001)


@pytest.mark.parametrize(
    "drawn",
    ["", "[]", "{}", "{", '{"features": [{"geometry": null}]}', '{"outlines": 3}', "[" * 9999,
     '{"outlines": {"0301": [[1]]}, "epsg": 25833, "unit_metres": 1}',
     '{"outlines": {"0301": [[1e999,2,3,4,5,6]]}, "epsg": 25833, "unit_metres": 1}',
     '{"outlines": {"0301": [["a"]]}, "epsg": 25833, "unit_metres": "x"}'],
)  # fmt: skip
def test_outlines_that_are_none_are_refused(written, drawn):
    (written / "outlines.csv").unlink()
    (written / "outlines.json").write_text(drawn)
    assert refused(written).startswith("outlines")


def test_two_files_for_one_table_are_refused(written):
    (written / "Places.CSV").write_text(PLACES)
    assert "places: Tabellen finnes to ganger. Behold én av dem." in refused(written)


# content of places.csv | what the refusal says
HOSTILE = [
    (b"PK\x03\x04 a spreadsheet \0\0", "places: Filen er ikke tekst. Lagre regnearket som"),
    ("place;residents\na;1\n".encode("utf-16"), "places: Filen er lagret som UTF-16."),
    (b"place;place\na;b\n", "places: Kolonnen place står to ganger. Behold én av dem."),
    (b'place;residents\n"a;1\n' + b"x" * 200_000, "Raden kan ikke leses"),
    (b";".join([b"c"] * 200) + b"\n", "places: Det er 200 kolonner."),
    (PLACES.encode() + b"a;0301;60;10;5;7\n", "places, rad 2: Raden har flere felt enn"),
    (b"", "places: Tabellen er tom."),
]


@pytest.mark.parametrize(("content", "said"), HOSTILE)
def test_a_file_that_cannot_be_read_is_refused_in_words(written, content, said):
    (written / "places.csv").write_bytes(content)
    assert said in refused(written)


def test_a_delimiter_too_many_at_the_end_of_each_line_does_no_harm(written):
    text = (written / "places.csv").read_text()
    (written / "places.csv").write_text(text.replace("\n", ",\n"))
    assert differences(territory(), folder.read(written)) == []


def test_a_folder_that_is_not_there_is_refused(tmp_path):
    assert "nowhere kan ikke leses" in refused(tmp_path / "nowhere")


def test_a_file_that_is_no_archive_is_refused(tmp_path):
    (tmp_path / "set.zip").write_bytes(b"hello")
    assert "set.zip kan ikke leses" in refused(tmp_path / "set.zip")


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path, monkeypatch):
    monkeypatch.setattr(folder, "MOST_BYTES", 1024 * 1024)
    bomb = archive(tmp_path / "bomb.zip", places=b"0" * 3 * 1024 * 1024)
    assert bomb.stat().st_size < 10_000
    assert "places.csv: Filen er på 3 MB. Grensen er 1 MB." in refused(bomb)


def test_a_bomb_that_lies_about_its_size_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(folder, "MOST_BYTES", 1024 * 1024)
    bomb = archive(tmp_path / "bomb.zip", places=b"0" * 3 * 1024 * 1024)
    true, lie = (3 * 1024 * 1024).to_bytes(4, "little"), (5).to_bytes(4, "little")
    bomb.write_bytes(bomb.read_bytes().replace(true, lie))
    assert refused(bomb)


def test_many_small_files_are_refused_together(tmp_path, monkeypatch):
    monkeypatch.setattr(folder, "MOST_BYTES_TOGETHER", 3_000)
    many = archive(tmp_path / "many.zip", a=b"x" * 2_000, b=b"x" * 2_000)
    assert "Filene er på over 0 MB til sammen." in refused(many)
    crowd = archive(tmp_path / "crowd.zip", **{f"t{i}": b"" for i in range(101)})
    assert "Det er 101 filer." in refused(crowd)


def test_more_rows_than_the_most_are_refused(written, monkeypatch):
    monkeypatch.setattr(folder, "MOST_ROWS", 3)
    assert "places: Med denne tabellen blir det over 3 rader." in refused(written)


def test_a_name_in_an_archive_is_never_a_path(tmp_path):
    sly = archive(tmp_path / "sly.zip", **{"..__..__places": PLACES.encode()})
    assert "places: Tabellen er tom." in refused(sly)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["sly.zip"]


def test_an_archive_with_a_password_is_refused(tmp_path):
    path = archive(tmp_path / "locked.zip", places=PLACES.encode())
    content = bytearray(path.read_bytes())
    content[6] |= 1  # the flag in the local header
    content[content.index(b"PK\x01\x02") + 8] |= 1  # and in the directory
    path.write_bytes(content)
    assert "places.csv: Filen er kryptert. Pakk den uten passord." in refused(path)


@settings(max_examples=200)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["places.csv", "outlines.json", "outlines.geojson", "x.csv"]),
            st.one_of(st.binary(max_size=80), st.text(max_size=80).map(str.encode)),
        ),
        max_size=3,
    )
)
def test_files_of_anything_at_all_are_tables_or_refused(files):
    try:
        found = folder.tables_in(files)
    except BadData as bad:
        said = str(bad)
    else:
        said = " ".join(found)
        assert all(isinstance(row, dict) for rows in found.values() for row in rows)
    assert said or not files
