"""A cover as a Word document: real headings, lists and tables, pictures with a description."""

import io
from datetime import datetime

from django.utils.translation import gettext as _
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from tospann.reports.chart import Drawing
from tospann.reports.paper import Card, Cards, Charts, Heading, Items, Paper, Picture, Table, Text
from tospann.reports.pdf import png

LANGUAGES = {"nb": "nb-NO", "nn": "nn-NO"}
PICTURE_WIDTH, BREADTH, MAP_WIDTH = Cm(11), Cm(16.6), Cm(13)


def cover_docx(paper: Paper, *, at: datetime) -> bytes:
    """The paper; `at` is when the version was opened, for the file's own date."""
    document = Document()
    _dress(document, paper, at)
    document.add_paragraph(paper.over, style="Subtitle")
    document.add_paragraph(paper.title, style="Title")
    document.add_paragraph(paper.lead)
    document.add_paragraph(paper.stands)
    document.add_paragraph(paper.frozen)
    for block in paper.blocks:
        _write(document, block)
    if paper.fingerprint:
        document.add_paragraph(_("Fingeravtrykk: %(print)s") % {"print": paper.fingerprint})
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def _dress(document, paper: Paper, at: datetime) -> None:
    """Language, page, type and the file's own facts."""
    language = LANGUAGES.get(paper.language, "nb-NO")
    for style in document.styles.element.findall(qn("w:docDefaults")):
        for one in style.iter(qn("w:lang")):
            one.set(qn("w:val"), language)
            one.set(qn("w:eastAsia"), language)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(11)
    normal.paragraph_format.space_after = Pt(6)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.2)
    section.top_margin = section.bottom_margin = Cm(2)
    facts = document.core_properties
    facts.title, facts.author, facts.language = paper.title, "Tospann", language
    facts.created = facts.modified = at.replace(tzinfo=None)
    facts.last_modified_by, facts.comments = "Tospann", ""


def _write(document, block) -> None:
    match block:
        case Heading():
            document.add_heading(block.text, level=block.level)
        case Text():
            for said in block.paragraphs:
                document.add_paragraph(said)
        case Items():
            for said in block.items:
                document.add_paragraph(said, style="List Bullet")
        case Table():
            _table(document, block)
        case Cards():
            for card in block.cards:
                _card(document, card)
        case Charts():
            for title, drawing in block.charts:
                document.add_heading(title, level=3)
                _picture(document, drawing)
        case Picture():
            _picture(document, block, MAP_WIDTH)


def _card(document, card: Card) -> None:
    document.add_heading(card.title, level=3)
    value = document.add_paragraph()
    value.add_run(card.value).bold = True
    about = ", ".join(one for one in (card.place, card.period, card.reservation) if one)
    value.add_run(f" – {about}")
    others = [f"{place}: {shown}" for place, shown in card.others]
    for said in (card.why, *others, card.target, card.said, card.source):
        if said:
            document.add_paragraph(said)
    if card.drawing:
        _picture(document, card.drawing)


def _picture(document, drawing: Drawing | Picture, width=PICTURE_WIDTH) -> None:
    """The chart or map, with its description as the alternative text."""
    shape = document.add_picture(io.BytesIO(png(drawing)), width=width)
    shape._inline.docPr.set("descr", drawing.alt)


def _table(document, block: Table) -> None:
    caption = document.add_paragraph(block.caption, style="Caption")
    caption.paragraph_format.keep_with_next = True
    table = document.add_table(rows=1, cols=len(block.header), style="Light Grid Accent 1")
    header = table.rows[0]
    for cell, said in zip(header.cells, block.header, strict=True):
        cell.text = said
    _repeat(header)
    widths = [int(BREADTH * share / sum(block.widths)) for share in block.widths]
    for column, width in zip(table.columns, widths, strict=False):
        column.width = width
    for row in block.rows:
        cells = table.add_row().cells
        for at, said in enumerate(row):
            cells[at].text = said
            if at in block.amounts:
                cells[at].paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
    for row in table.rows:
        _whole(row)
        for cell, width in zip(row.cells, widths, strict=False):
            cell.width = width  # the programs read it from the cells, not from the columns
    document.add_paragraph()


def _whole(row) -> None:
    """The row is not cut in two by the end of a page."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def _repeat(row) -> None:
    """The row is the table's header: read out as such, and repeated on every page."""
    properties = row._tr.get_or_add_trPr()
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    properties.append(mark)
