"""The figures of a report as a workbook. Numbers are numbers; what is no number is words.

A cell without a number is empty in the column of numbers and says why in the column of marks, so
that no program adds a hidden or a missing figure as zero.
"""

import io

import xlsxwriter
from django.utils.translation import gettext as _

from tospann.reports import text, words
from tospann.reports.body import OFFICE, Figure, Mark, Report
from tospann.reports.covers import Stamp

_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
    "default_date_format": "dd.mm.yyyy",
}


def workbook(body: Report, title: str, told: Stamp) -> bytes:
    """Three sheets: the figures, the costs, and what the file is."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, _OPTIONS) as book:
        book.set_properties({"title": title, "author": "Tospann", "comments": told.frozen})
        _Sheets(book, body).write(title, told)
    return made.getvalue()


class _Sheets:
    """Writes the sheets of one workbook."""

    def __init__(self, book: xlsxwriter.Workbook, body: Report) -> None:
        self.book, self.body = book, body
        self.head = book.add_format(
            {"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}
        )
        self.kroner = book.add_format({"num_format": "#,##0"})
        self.wrap = book.add_format({"text_wrap": True, "valign": "top"})

    def write(self, title: str, told: Stamp) -> None:
        self._figures()
        self._costs()
        self._about(title, told)

    def _sheet(self, name: str, header: list[tuple[str, int]]):
        sheet = self.book.add_worksheet(name)
        for at, (said, width) in enumerate(header):
            sheet.write_string(0, at, said, self.head)
            sheet.set_column(at, at, width)
        sheet.freeze_panes(1, 0)
        return sheet

    def _figures(self) -> None:
        sheet = self._sheet(_("Tall"), [
            (_("Kode"), 8), (_("Tall"), 44), (_("Mål i planen"), 36), (_("Hvem gir tallet"), 20),
            (_("Sted"), 22), (_("Kommunenummer"), 10), (_("Periode"), 16), (_("Verdi"), 12),
            (_("Enhet"), 16), (_("Merke"), 18), (_("Forklaring"), 44), (_("Forbehold"), 14),
            (_("Skal nå"), 12), (_("Innen"), 12), (_("Vurdering"), 44), (_("Kilde"), 24),
            (_("Kildens dato"), 12),
        ])  # fmt: skip
        goals = {one.id: one.title for one in self.body.goals}
        row = 0
        for figure in self.body.figures:
            for cell in figure.cells:
                row += 1
                office = cell.place == OFFICE
                for at, said in enumerate([
                    figure.id, figure.title, goals.get(figure.goal, ""), figure.whose,
                    self.body.name_of(cell.place), cell.place, figure.period_label, None,
                    figure.unit, str(Mark(cell.mark).label), words.meaning(figure, cell),
                    words.reservation(cell), None, None, text.said(figure) if office else "",
                    cell.source,
                ]):  # fmt: skip
                    if said:
                        sheet.write_string(row, at, said)
                number = self._format(figure)
                if cell.value is not None:
                    sheet.write_number(row, 7, float(cell.value), number)
                if office and figure.target is not None and figure.target_on:
                    sheet.write_number(row, 12, float(figure.target), number)
                    sheet.write_datetime(row, 13, figure.target_on)
                if cell.source_on:
                    sheet.write_datetime(row, 16, cell.source_on)
        if row:
            sheet.autofilter(0, 0, row, 16)

    def _format(self, figure: Figure):
        decimals = "." + "0" * figure.decimals if figure.decimals else ""
        return self.book.add_format({"num_format": f"#,##0{decimals}"})

    def _costs(self) -> None:
        sheet = self._sheet(_("Kostnader"), [
            (_("Eier"), 26), (_("Brukt i perioden (kroner)"), 18), (_("Merke"), 18),
            (_("Ramme for året (kroner)"), 18), (_("Merknad"), 50), (_("Kilde"), 40),
        ])  # fmt: skip
        for row, party in enumerate(self.body.parties, start=1):
            cost = self.body.cost_of(party.code)
            sheet.write_string(row, 0, party.name)
            if cost and cost.kroner is not None:
                sheet.write_number(row, 1, cost.kroner, self.kroner)
            mark = Mark.NUMBER if cost and cost.kroner is not None else Mark.MISSING
            sheet.write_string(row, 2, str(mark.label))
            if party.frame is not None:
                sheet.write_number(row, 3, party.frame, self.kroner)
            if cost and cost.note:
                sheet.write_string(row, 4, cost.note)
            if self.body.cost_source:
                sheet.write_string(row, 5, self.body.cost_source)

    def _about(self, title: str, told: Stamp) -> None:
        sheet = self._sheet(_("Om filen"), [(_("Hva"), 24), (_("Innhold"), 90)])
        span = self.body.span
        rows = [
            (_("Rapport"), title),
            (_("Periode"), words.months(span) if span else ""),
            (_("Tallene"), told.frozen),
            (_("Godkjenning"), told.stands),
            (_("Fingeravtrykk"), told.sha256),
            (
                _("Slik leses merkene"),
                _(
                    "«Tall» betyr at verdien står i tallkolonnen; null er et tall. Ved «mangler», "
                    "«ikke klart ennå», «skjult» og «ikke aktuelt» er tallkolonnen tom."
                ),
            ),
        ]
        for row, (what, said) in enumerate(rows, start=1):
            sheet.write_string(row, 0, what, self.wrap)
            sheet.write_string(row, 1, said, self.wrap)
