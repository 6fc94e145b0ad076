"""The same figures, to the last digit, wherever the report is read."""

import io
import re
from decimal import Decimal

import openpyxl
import pikepdf
import pytest
from django.urls import reverse
from docx import Document as Word
from docx.oxml.ns import qn

from pdf import text as pdf_text
from tospann.reports import covers, words
from tospann.reports.body import Mark


@pytest.fixture
def version(reporting):
    reporting.years()
    reporting.give("fjordbygd", "I23", "2026M04", 7, denominator=3, place="9902")  # hidden
    return reporting.version()


def address(version, name, *more):
    return reverse(f"reports:{name}", args=[version.document.partnership.slug, version.pk, *more])


def squeezed(said: str) -> str:
    """Without spaces and soft hyphens, as the PDF's own text is read."""
    return re.sub(r"[\s\u00ad\u00a0]", "", said)


def page_text(client, url) -> str:
    """What a page says, without its markup."""
    answer = client.get(url)
    assert answer.status_code == 200
    return squeezed(re.sub(r"<[^>]+>", " ", answer.content.decode()))


def file_of(client, url) -> bytes:
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.content


def word_text(raw: bytes) -> str:
    document = Word(io.BytesIO(raw))
    cells = [c.text for table in document.tables for row in table.rows for c in row.cells]
    return squeezed(" ".join([*(p.text for p in document.paragraphs), *cells]))


def shown(body) -> list[str]:
    """Every figure, cost and target of a report as it must read everywhere."""
    found = [words.shown(figure, cell) for figure in body.figures for cell in figure.cells]
    found += [words.aim(one) for one in body.figures if words.aim(one)]
    found += [words.kroner(one.kroner) for one in body.costs]
    return [squeezed(one) for one in found]


COVERS = [("state", ()), ("municipality", ("9901",)), ("municipality", ("9902",))]


@pytest.mark.parametrize(("name", "more"), COVERS)
def test_every_cover_carries_every_figure_on_page_in_pdf_and_in_word(
    client, reporting, version, name, more
):
    wanted = shown(reporting.body(version))
    page = page_text(client, address(version, name, *more))
    pdf = pdf_text(
        pikepdf.open(io.BytesIO(file_of(client, address(version, f"{name}_file", *more, "pdf"))))
    )
    word = word_text(file_of(client, address(version, f"{name}_file", *more, "docx")))

    assert len(wanted) > 10
    for one in wanted:
        assert one in page
        assert one in pdf
        assert one in word


def test_the_workbook_has_the_same_numbers_as_numbers(client, reporting, version):
    body = reporting.body(version)
    book = openpyxl.load_workbook(io.BytesIO(file_of(client, address(version, "sheet"))))

    rows = [*book["Tall"].iter_rows(min_row=2, values_only=True)]
    cells = [(figure, cell) for figure in body.figures for cell in figure.cells]
    assert len(rows) == len(cells)
    for row, (figure, cell) in zip(rows, cells, strict=True):
        assert row[0] == figure.id
        assert row[9] == str(Mark(cell.mark).label)
        if cell.mark == Mark.NUMBER:
            assert Decimal(str(row[7])) == cell.value
            assert row[16].date() == cell.source_on
        else:
            assert row[7] is None
            assert row[10] == words.meaning(figure, cell)
    costs = [*book["Kostnader"].iter_rows(min_row=2, values_only=True)]
    assert [row[1] for row in costs] == [4_000_123, 2_345_678, 0]


def test_zero_missing_and_hidden_read_differently_in_the_workbook(client, version):
    book = openpyxl.load_workbook(io.BytesIO(file_of(client, address(version, "sheet"))))

    marks = {
        (row[0], row[5]): (row[7], row[9])
        for row in book["Tall"].iter_rows(min_row=2, values_only=True)
    }

    assert marks["I33", None] == (0, "tall")
    assert marks["I13", None] == (None, "mangler")
    assert marks["I23", "9902"] == (None, "skjult")


def test_a_text_that_looks_like_a_formula_stays_text(client, reporting, cast):
    document = reporting.written()
    reporting.save(document, cost_source="=2+2")
    version = cast.open(document)

    book = openpyxl.load_workbook(io.BytesIO(file_of(client, address(version, "sheet"))))

    cell = book["Kostnader"]["F2"]
    assert (cell.value, cell.data_type) == ("=2+2", "s")


def test_the_council_page_carries_its_figures_and_its_own_kroner(client, reporting, version):
    body = reporting.body(version)
    page = page_text(client, address(version, "council", "9901"))
    pdf = pdf_text(
        pikepdf.open(io.BytesIO(file_of(client, address(version, "council_pdf", "9901"))))
    )

    wanted = [words.shown(one, one.nearest("9901")) for one in covers.for_council(body)]
    wanted.append(words.kroner(2_345_678))
    for one in wanted:
        assert squeezed(one) in page
        assert squeezed(one) in pdf
    assert squeezed(words.kroner(4_000_123)) not in page  # what the state has spent


def test_the_council_page_is_one_sheet_whatever_is_written(client, reporting, cast):
    document = reporting.written()
    body = reporting.now(document)
    reporting.save(
        document,
        summary="Kontoret har arbeidet med alle målene. " * 18,
        goals=[
            one.model_dump(mode="json")
            | {"title": "Et langt mål med mange ord " * 3, "short": "Vi gjorde mye. " * 11}
            for one in body.goals
        ],
        common_choice="Kommunestyret kan bestemme dette. " * 12,
        choices=[{"id": "9902", "text": "Og dette. " * 40}],
        cost_source="Regnskapet. " * 16,
    )
    version = cast.open(document)

    pdf = pikepdf.open(io.BytesIO(file_of(client, address(version, "council_pdf", "9902"))))

    assert len(pdf.pages) == 1
    assert "Ogdette." in pdf_text(pdf)


def test_the_pdfs_declare_accessible_and_archivable(client, version):
    for url in (
        address(version, "state_file", "pdf"),
        address(version, "council_pdf", "9902"),
    ):
        pdf = pikepdf.open(io.BytesIO(file_of(client, url)))
        xmp = pdf.Root.Metadata.read_bytes().decode()

        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang).startswith("nb")
        assert "<pdfuaid:part>1</pdfuaid:part>" in xmp
        assert "<pdfaid:part>2</pdfaid:part>" in xmp


def test_the_same_version_gives_the_same_pdf(client, version):
    url = address(version, "municipality_file", "9902", "pdf")

    assert file_of(client, url) == file_of(client, url)


def test_the_word_file_has_headings_tables_language_and_described_pictures(client, version):
    raw = file_of(client, address(version, "state_file", "docx"))
    document = Word(io.BytesIO(raw))

    levels = {p.style.name for p in document.paragraphs if p.style.name.startswith("Heading")}
    assert {"Heading 1", "Heading 2", "Heading 3"} <= levels
    assert document.core_properties.language == "nb-NO"
    language = document.styles.element.find(qn("w:docDefaults")).find(f".//{qn('w:lang')}")
    assert language.get(qn("w:val")) == "nb-NO"
    assert all(table.rows[0]._tr.trPr is not None for table in document.tables)
    assert document.inline_shapes
    for shape in document.inline_shapes:
        assert "for hele kontoret" in shape._inline.docPr.get("descr")


def test_nothing_hidden_is_found_in_any_file(client, reporting, version):
    """The figure of Ås was 7 days, of three cases; neither stands anywhere."""
    content = bytes(version.content).decode()
    hidden = next(one for one in reporting.body(version).figures if one.id == "I23")

    assert hidden.cell("9902").value is None
    assert hidden.cell("9902").why
    assert '"7"' not in content
