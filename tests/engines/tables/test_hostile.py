"""A file that means harm, or is broken, is refused in a sentence before it costs anything."""

import io
import json
import random
import resource
import time
import zipfile

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

import invented
from engines.tables.places import REGISTER
from engines.tables.reads import FIXTURES, book, codes, figures
from tospann.engines.tables import LIMITS, Limits, Unreadable, read

SHEET = (
    b'<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/'
    b'main"><sheetData>%s</sheetData></worksheet>'
)


def refused(data: bytes, name: str = "t.csv", limits: Limits = LIMITS) -> str:
    with pytest.raises(Unreadable) as caught:
        read(data, name, register=REGISTER, limits=limits)
    assert str(caught.value).endswith(".")
    return caught.value.code


def repacked(change: dict[str, bytes], drop: tuple[str, ...] = ()) -> bytes:
    """A true workbook in which some parts are replaced or added."""
    kept = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(book(Ark=[["Kommune", 1]]))) as old,
        zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            if name not in change and name not in drop:
                new.writestr(name, old.read(name))
        for name, content in change.items():
            new.writestr(name, content)
    return kept.getvalue()


def numbers(count: int) -> list[str]:
    """Numbers of every kind, made from the rules and not from the check."""
    return [number for _kind, number in invented.numbers(count)]


# --- Bombs ------------------------------------------------------------------------------


def test_a_zip_bomb_is_refused_within_little_memory():
    bomb = repacked({"xl/worksheets/sheet1.xml": SHEET % (b"<row/>" * 50_000_000)})
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    assert len(bomb) < 1_500_000
    assert refused(bomb, "bombe.xlsx") == "suspicious"
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100_000


def test_many_parts_are_refused():
    parts = {f"xl/media/{n}.bin": b"x" for n in range(LIMITS.entries)}

    assert refused(repacked(parts), "t.xlsx") == "suspicious"


@pytest.mark.parametrize("place", ['r="XFD1048576"', "r='XFD1048576'", 'r = "xfd1048576"'])
@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/elsewhere.xml"])
def test_one_cell_far_out_is_refused_before_the_rectangle_is_made(place, part):
    cells = f'<row r="1"><c r="A1"><v>1</v></c><c {place}><v>1</v></c></row>'.encode()

    assert refused(repacked({part: SHEET % cells}), "t.xlsx") in {"rows", "columns", "cells"}


def test_a_long_text_used_a_million_times_is_refused():
    strings = (
        b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>%s</t>'
        b"</si></sst>" % random.Random(1).randbytes(15_000).hex().encode()
    )
    rows = b"".join(
        b'<row r="%d"><c r="A%d" t="s"><v>0</v></c></row>' % (n, n) for n in range(1, 30_001)
    )
    data = repacked({"xl/worksheets/sheet1.xml": SHEET % rows, "xl/sharedStrings.xml": strings})

    assert refused(data, "t.xlsx") == "suspicious"


def test_entities_are_refused():
    evil = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]>' + SHEET % b""

    assert refused(repacked({"xl/worksheets/sheet1.xml": evil}), "t.xlsx") == "suspicious"


def test_a_cube_of_a_thousand_million_cells_is_refused_at_once():
    document = {
        "class": "dataset", "id": ["a", "b", "c"], "size": [1000, 1000, 1000], "dimension": {},
        "value": {},
    }  # fmt: skip
    began = time.process_time()

    assert refused(json.dumps(document).encode(), "t.json") == "cube_size"
    assert time.process_time() - began < 0.1


def test_limits_hold_for_text():
    assert refused(b"x" * 101, limits=Limits(file_bytes=100)) == "too_big"
    assert refused(b"a;b\n" * 20, limits=Limits(rows=10)) == "rows"
    assert refused(b"a;b;c\n" * 3, limits=Limits(columns=2)) == "columns"
    assert refused(b"a;b;c\n" * 30, limits=Limits(cells=50)) == "cells"


def test_problems_above_the_limit_are_counted_not_kept():
    rows = "\n".join(f"Saker {n};1841;2026;?" for n in range(300))
    text = f"indikator;kommune;periode;verdi\n{rows}".encode()

    found = read(text, "t.csv", register=REGISTER, limits=Limits(problems=100))

    assert (len(found.problems), found.more_problems) == (100, 200)


# --- Other files ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "nothing"),
        (b" \n\n ", "nothing"),
        (b"MZ\x90\x00", "no_table"),
        (b"%PDF-1.7", "no_table"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old_excel"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "locked"),
        (b"PK\x03\x04broken", "broken"),
        (b"a\0b\0\x01\x02\0\0\x05", "no_table"),
        (b'{"a": 1}', "json"),
        (b"[1, 2]", "json"),
        (b'{"class": "dataset"}', "cube"),
    ],
)
def test_what_is_no_table_is_refused_with_a_reason(data, code):
    assert refused(data, "t.json") == code


def zipped(**parts: bytes) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as new:
        for name, content in parts.items():
            new.writestr(name.replace("__", "/"), content)
    return kept.getvalue()


def test_other_zips_are_refused_each_by_its_name():
    assert refused(zipped(readme=b"x"), "t.zip") == "archive"
    assert refused(zipped(mimetype=b"x", **{"content.xml": b"x"}), "t.ods") == "other_book"
    assert refused(zipped(**{"xl__workbook.bin": b"x"}), "t.xlsb") == "other_book"
    assert refused(repacked({"xl/vbaProject.bin": b"x"}), "t.xlsm") == "macros"


def test_links_and_formulas_are_noted_and_an_unsaved_answer_is_a_problem():
    rows = (
        b'<row r="1"><c r="A1" t="inlineStr"><is><t>Kommune</t></is></c>'
        b'<c r="B1" t="inlineStr"><is><t>Saker</t></is></c></row>'
        b'<row r="2"><c r="A2"><v>1841</v></c><c r="B2"><f>1+4</f><v>5</v></c></row>'
        b'<row r="3"><c r="A3"><v>1804</v></c><c r="B3"><f>1+5</f></c></row>'
    )
    data = repacked(
        {"xl/worksheets/sheet1.xml": SHEET % rows, "xl/externalLinks/externalLink1.xml": b"<x/>"}
    )

    found = read(data, "t.xlsx", register=REGISTER, answers={"period:Ark": "2026"})

    assert figures(found)[0] == ("1841", "2026", 5)
    assert {"formulas", "links"} <= {one.code for one in found.notes}
    assert [(one.code, one.address) for one in found.problems] == [("formula_empty", "B3")]


def test_an_error_in_excel_is_a_problem_and_no_empty_cell_whatever_the_order_of_sheets():
    kept = io.BytesIO()
    made = xlsxwriter.Workbook(kept)
    for name in ("Skjult & borte", "Tall & slikt"):
        sheet = made.add_worksheet(name)
        sheet.write_row(0, 0, ["Kommune", "Saker"])
        sheet.write_row(1, 0, ["1804 Bodø", 5])
        sheet.write(2, 0, "1841 Fauske")
        sheet.write_formula(2, 1, "=1/0", None, "#DIV/0!")
    made.get_worksheet_by_name("Tall & slikt").activate()
    made.get_worksheet_by_name("Skjult & borte").hide()
    made.close()

    found = read(
        kept.getvalue(), "t.xlsx", register=REGISTER, answers={"period:Tall & slikt": "2026"}
    )

    assert [(one.code, one.sheet, one.address, one.found) for one in found.problems] == [
        ("unknown_sign", "Tall & slikt", "B3", "#DIV/0!")
    ]
    assert "Rett formelen" in str(found.problems[0].message)
    assert figures(found) == [("1804", "2026", 5)]
    assert "hidden" in {one.code for one in found.notes}


def test_a_formula_in_text_is_never_computed():
    found = read(
        b"indikator;kommune;periode;verdi\nSaker;1841;2026;=1+1\n", "t.csv", register=REGISTER
    )

    assert (codes(found), found.observations) == (["unknown_sign"], [])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
@pytest.mark.parametrize("sign", [";", ",", "\t", "|"])
def test_encodings_and_separators_do_not_matter(encoding, sign):
    rows = [["Kommune", "Saker"], ["Værøy", "5"], ["Røst", "7"], ["Bodø", "9"]]
    data = "\r\n".join(sign.join(row) for row in rows).encode(encoding)

    found = read(data, "t", register=REGISTER, answers={"period:t": "2026"})

    assert figures(found) == [("1857", "2026", 5), ("1856", "2026", 7), ("1804", "2026", 9)]


def test_letters_broken_before_they_came_are_told():
    data = "indikator;kommune;periode;verdi\nSaker;RÃ¸st;2026;1\n".encode()

    assert "garbled" in codes(read(data, "t.csv", register=REGISTER))


def test_progress_is_told_and_stops_the_reading():
    class Stop(Exception):
        pass

    def stop(done, total):
        assert 0 < done <= total
        raise Stop

    rows = "\n".join(f"Saker {n};1841;2026;1" for n in range(20_000))
    with pytest.raises(Stop):
        read(
            f"indikator;kommune;periode;verdi\n{rows}".encode(),
            "t.csv",
            register=REGISTER,
            progress=stop,
        )


# --- Persons ----------------------------------------------------------------------------


def test_no_national_identity_number_passes():
    for number in numbers(2000):
        for shape in (number, f"{number[:6]} {number[6:]}", f"nr. {number},"):
            assert refused(f"Kommune;Saker\n{shape};1\n".encode()) == "persons"


def test_a_number_in_a_workbook_as_number_or_text_or_in_the_name_is_found():
    number = next(one for one in numbers(50) if one[0] != "0")

    assert refused(book(Ark=[["Nr", "Antall"], [int(number), 2]]), "t.xlsx") == "persons"
    assert refused(book(Ark=[["Nr", "Antall"], [number, 2]]), "t.xlsx") == "persons"
    assert refused(b"Kommune;Saker\nBod;1\n", f"{number}.csv") == "persons"


def test_two_cells_side_by_side_are_not_read_as_one_number():
    for number in numbers(200):
        for parts in ((number[:4], number[4:10], number[10:]), (number[:2], number[2:])):
            row = "\t".join(parts)
            head = "\t".join("abc"[: len(parts)])
            assert read(f"Kommune\t{head}\nBod\t{row}\n".encode(), "", register=REGISTER)


def test_a_fixed_width_form_is_refused_and_the_published_figures_are_asked_for():
    lines = "\n".join(f"1841{number}1022026010000120000  1" for number in numbers(20))

    assert refused(lines.encode(), "11F.dat") == "kostra_form"
    with pytest.raises(Unreadable, match="publiserte tallene"):
        read(lines.encode(), "ukjent.txt", register=REGISTER)


def test_long_numbers_that_are_nobodys_are_read():
    data = b"indikator;kommune;periode;verdi\nSaker;1841;2026;24720007464000\n"

    assert read(data, "t.csv", register=REGISTER).ready


# --- Fuzz -------------------------------------------------------------------------------


def never_breaks(data: bytes, name: str) -> None:
    """Reading ends with a reading or a refusal in words, and never with a fault."""
    try:
        found = read(data, name, register=REGISTER, limits=Limits(rows=2000, cells=50_000))
    except Unreadable:
        return
    for one in found.problems:
        assert str(one.message)
    for one in found.questions:
        assert str(one.text)
    for one in found.notes:
        assert str(one.text)
    for one in found.observations:
        assert (one.value is None) == (one.mark is not None)
        assert one.value is None or one.value == one.value
        assert one.address


@settings(max_examples=200)
@given(st.binary(max_size=600), st.sampled_from(["", "a.csv", "a.xlsx", "a.json"]))
def test_any_bytes_are_read_or_refused(data, name):
    never_breaks(data, name)


cells = st.one_of(
    st.sampled_from(
        ["", "1841", "K-1841 Fauske", "Nav Bodø", "2026", "2026K1", "202601", "8,1", "1.234", "*",
         ":", "..", ".", "-", "< 4", "kommune", "indikator", "periode", "verdi", "region", "navn",
         "07459: Folkemengde, etter region og år", "Kvinner", "%", "=1", "nivå", "dato",
         "geografisk enhet", "antall", "år-måned", "arbeidsmarkedsstatus", "beh personer"]
    ),
    st.text(max_size=12),
)  # fmt: skip


@settings(max_examples=300)
@given(st.lists(st.lists(cells, max_size=7), max_size=9), st.sampled_from(";,\t|"))
def test_any_grid_is_read_or_refused(rows, sign):
    never_breaks("\n".join(sign.join(row) for row in rows).encode("utf-8", "replace"), "a.csv")


@settings(max_examples=60)
@given(st.lists(st.lists(st.one_of(cells, st.floats(-1e9, 1e9)), max_size=6), max_size=8))
def test_any_workbook_is_read_or_refused(rows):
    never_breaks(book(Ark=[list(row) for row in rows]), "a.xlsx")


WORKBOOK = book(Ark=[["Kommune", "Saker"], ["Bodø", 5], ["Fauske", 7]])
SOURCES = [path.read_bytes() for path in sorted(FIXTURES.iterdir()) if path.suffix != ".md"]


@settings(max_examples=300)
@given(
    st.sampled_from([*SOURCES, WORKBOOK]),
    st.lists(
        st.tuples(st.integers(0, 10_000), st.integers(0, 3), st.binary(max_size=6)),
        min_size=1, max_size=6,
    ),
)  # fmt: skip
def test_a_damaged_file_is_read_or_refused(source, wounds):
    data = bytearray(source)
    for place, length, put in wounds:
        start = place % (len(data) + 1)
        data[start : start + length] = put
    never_breaks(bytes(data), "a.json" if source.startswith(b"{") else "a.csv")


PARTS = {
    name: zipfile.ZipFile(io.BytesIO(WORKBOOK)).read(name)
    for name in ("xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml")
}


@settings(max_examples=150)
@given(
    st.sampled_from(sorted(PARTS)),
    st.lists(
        st.tuples(
            st.integers(0, 10_000),
            st.integers(0, 3),
            st.one_of(
                st.binary(max_size=6),
                st.sampled_from([b"9999999", b'<c r="B2">', b"</row>", b' t="s"', b' t="e"']),
            ),
        ),
        min_size=1,
        max_size=4,
    ),
)
def test_a_workbook_with_a_damaged_part_is_read_or_refused(part, wounds):
    data = bytearray(PARTS[part])
    for place, length, put in wounds:
        start = place % (len(data) + 1)
        data[start : start + length] = put
    never_breaks(repacked({part: bytes(data)}), "a.xlsx")


leaves = st.one_of(
    st.none(), st.booleans(), st.integers(-5, 5), st.floats(), st.text(max_size=5),
    st.sampled_from(["dataset", "Region", "Tid", "2026", "1841"]),
)  # fmt: skip
keys = st.sampled_from(
    ["class", "id", "size", "dimension", "value", "status", "role", "category", "index", "label",
     "unit", "Region", "Tid", "geo", "time", "extension", "px", "0", "1"]
)  # fmt: skip
trees = st.recursive(
    leaves, lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(keys, inner)),
    max_leaves=12,
)  # fmt: skip


@settings(max_examples=200)
@given(st.dictionaries(keys, trees), st.lists(st.tuples(keys, trees), max_size=2))
def test_any_cube_is_read_or_refused(tree, changes):
    never_breaks(json.dumps({**tree, "class": "dataset"}).encode(), "a.json")
    whole = json.loads((FIXTURES / "cube.json").read_text(encoding="utf-8"))
    for key, value in changes:
        whole[key] = value
    never_breaks(json.dumps(whole).encode(), "a.json")
