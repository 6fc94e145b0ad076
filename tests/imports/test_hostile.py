"""Whatever is sent in by the door, the answer is a page."""

import io
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tospann.imports.models import Draft
from tospann.results.models import Measurement

pytestmark = pytest.mark.django_db
BOUNDED = settings(
    max_examples=15,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
CELLS = st.sampled_from(
    ["", "..", ":", "*", "-", "1,5", "1.234", "=1+1", "1841 Fauske", "2025M06", "I23", "I3",
     "fjordbygd", "verdi", "indikator", "periode", "kommune", "\x00", "«", "9" * 40, "1e999"]
)  # fmt: skip
TABLES = st.lists(st.lists(CELLS, min_size=1, max_size=6), min_size=1, max_size=8)


def opened(desk, answer) -> None:
    assert answer.status_code in (302, 422), answer.status_code
    if answer.status_code == 302:
        assert desk.client.get(answer.url).status_code == 200
    Draft.objects.update(state="left", data=None, found=None, ended_at="2026-01-01T00:00Z")


@BOUNDED
@given(rows=TABLES, sign=st.sampled_from(["\t", ";", ","]))
def test_any_pasted_table_gets_a_page(desk, rows, sign):
    opened(desk, desk.bring("\n".join(sign.join(row) for row in rows)))


@BOUNDED
@given(
    data=st.one_of(
        st.binary(min_size=1, max_size=300),
        st.binary(max_size=200).map(lambda some: b"PK\x03\x04" + some),
        st.text(max_size=200).map(lambda text: f'{{"class":"dataset","id":{text!r}}}'.encode()),
    ),
    name=st.sampled_from(["a.xlsx", "a.csv", "a.json", "../../a.csv", "a", "x" * 180 + ".csv"]),
)
def test_any_file_gets_a_page(desk, data, name):
    opened(desk, desk.bring(file=data, name=name))


def test_a_bomb_is_refused_with_a_sentence(desk):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("[Content_Types].xml", "<Types/>")
        book.writestr("xl/workbook.xml", "<workbook/>")
        book.writestr("xl/worksheets/sheet1.xml", b" " * 12_000_000)

    answer = desk.bring(file=packed.getvalue(), name="tall.xlsx")

    assert answer.status_code == 422
    assert "urimelig stor" in answer.content.decode()
    assert not Draft.objects.exists()


def test_a_billion_cells_are_refused_with_a_sentence(desk):
    cube = (
        b'{"version":"2.0","class":"dataset","id":["A","B","C"],"size":[1000,1000,1000],'
        b'"dimension":{},"value":[]}'
    )

    answer = desk.bring(file=cube, name="kube.json")

    assert answer.status_code == 422
    assert "Ingenting er lagret" in answer.content.decode()
    assert not Measurement.objects.exists()
