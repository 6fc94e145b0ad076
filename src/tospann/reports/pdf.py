"""Covers and council pages as tagged PDF: declares PDF/UA-1 and PDF/A-2a.

The same paper gives the same bytes. Raises `typst.TypstError` when a text cannot be set as an
accessible document: a fault of ours.
"""

import json
from dataclasses import asdict
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, cast

import typst
from django.utils.translation import gettext as _

import tospann.base
from tospann.reports.chart import Drawing
from tospann.reports.covers import CouncilPage
from tospann.reports.paper import Block, Cards, Charts, Paper, Picture

_PRINT = Path(__file__).parent / "print"
_FONTS = Path(tospann.base.__file__).parent / "fonts"
DOTS_PER_INCH = 220.0


def cover_pdf(paper: Paper, *, at: datetime) -> bytes:
    """A cover; `at` is when the version was opened, for the file's own date."""
    told = {
        **asdict(paper),
        "fingerprint": paper.fingerprint,
        "blocks": [_block(one) for one in paper.blocks],
        "page": _("Side %(page)s av %(pages)s") % {"page": "{page}", "pages": "{pages}"},
        "fingerprint_label": _("Fingeravtrykk"),
    }
    return _compiled("cover.typ", told, at)


def council_pdf(page: CouncilPage, address: str, *, at: datetime) -> bytes:
    """The page for a council, on one sheet whatever was written. `address` is the whole report."""
    return _compiled("council.typ", {**asdict(page), "address": address}, at)


def png(drawing: Drawing | Picture) -> bytes:
    """A chart as a picture, for programs that cannot show SVG."""
    made = typst.compile(
        _PRINT / "chart.typ",
        root=_PRINT,
        format="png",
        ppi=DOTS_PER_INCH,
        font_paths=_fonts(),
        sys_inputs={"data": json.dumps({"svg": drawing.svg()})},
    )
    return cast(bytes, made)


def _compiled(template: str, told: dict[str, Any], at: datetime) -> bytes:
    made = typst.Compiler(_PRINT / template, root=_PRINT, font_paths=_fonts()).compile(
        format="pdf",
        pdf_standards=["ua-1", "a-2a"],
        sys_inputs={"data": json.dumps(told)},
        timestamp=int(at.timestamp()),
    )
    return cast(bytes, made)


@cache
def _fonts() -> typst.Fonts:
    """Inter when the front end is built, else the faces typst carries; never the machine's."""
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=True, font_paths=[_FONTS]
    )


def _block(block: Block) -> dict[str, Any]:
    told = asdict(block)
    if isinstance(block, Cards):
        for card, one in zip(told["cards"], block.cards, strict=True):
            card["drawing"] = _drawn(one.drawing)
    if isinstance(block, Charts):
        told["charts"] = [
            {"title": title, "drawing": _drawn(drawing)} for title, drawing in block.charts
        ]
    return told


def _drawn(drawing: Drawing | None) -> dict[str, str] | None:
    return {"svg": drawing.svg(), "alt": drawing.alt} if drawing else None
