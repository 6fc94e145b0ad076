"""The year on one sheet of A3, and its events as a table on the next: PDF/UA-1 and PDF/A-2a."""

import json
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any, cast

import typst
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

import tospann.base
from tospann.wheel.picture import POSTER, picture, poster_svg
from tospann.wheel.selectors import Line, Year

_TEMPLATE = Path(__file__).parent / "print" / "poster.typ"
_FONTS = Path(tospann.base.__file__).parent / "fonts"


def render_poster(year: Year) -> bytes:
    """The poster of a year in the language in use. No queries.

    Raises `typst.TypstError` when it cannot be set as an accessible document: a fault of ours.
    """
    made = typst.Compiler(_TEMPLATE, root=_TEMPLATE.parent, font_paths=_fonts()).compile(
        format="pdf",
        pdf_standards=["ua-1", "a-2a"],
        sys_inputs={"data": json.dumps(_told(year))},
        timestamp=int(_last_change(year).timestamp()),
    )
    return cast(bytes, made)  # a PDF is one file


def _last_change(year: Year) -> datetime:
    """When something of the year was last changed, so that the file's date is not the clock's."""
    moments = [moment for line in year.lines for moment in (line.event.stamp, line.done_at)]
    return max((one for one in moments if one), default=datetime(year.year, 1, 1, tzinfo=UTC))


@cache
def _fonts() -> typst.Fonts:
    """Inter when the front end is built, else the faces typst carries; never the machine's."""
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=True, font_paths=[_FONTS]
    )


def _told(year: Year) -> dict[str, Any]:
    language = get_language() or "nb"
    count = len(year.lines)
    adopted = year.joint is not None and year.joint.adopted
    return {
        "language": language if language in {"nb", "nn", "en"} else "nb",
        "title": _("Årshjul %(year)s") % {"year": str(year.year)},
        "partnership": year.partnership.name,
        "state": (
            _("Den felles ringen er vedtatt av alle eierne.")
            if adopted
            else _("Den felles ringen er ikke vedtatt av alle eierne ennå.")
        ),
        "svg": poster_svg(year),
        "alt": _("Årshjul for %(name)s %(year)s med %(count)s hendelser. "
                 "Alle står i tabellen på neste side.")
        % {"name": year.partnership.name, "year": str(year.year), "count": count},
        "rings": [
            {"number": n, "name": ring.name, "kind": ring.kind, "shape": ring.shape}
            for n, ring in enumerate(year.rings, start=1)
        ],
        "legend_title": _("Tallene i hjulet"),
        "legend": [
            {"number": number, "text": _series(lines)} for number, lines in _numbered(year)
        ],
        "table_title": _("Alle hendelsene"),
        "header": [_("Dag"), _("Hendelse"), _("Ring"), _("Ansvarlig")],
        "months": [
            {
                "name": capfirst(date_format(month, "F", use_l10n=False)),
                "rows": [_row(line) for line in lines],
            }
            for month, lines in year.months
            if lines
        ],
        "holidays": _("Lyse streker i månedsbåndet er helligdager."),
    }  # fmt: skip


def _numbered(year: Year) -> list[tuple[int, list[Line]]]:
    return [(number, lines) for number, lines in picture(year, POSTER).legend]


def _series(lines: list[Line]) -> str:
    """What one number stands for: a title, and its days."""
    days = ", ".join(f"{line.event.first:%-d.%-m.}" for line in lines)
    return f"{lines[0].event.title}: {days}"


def _row(line: Line) -> list[str]:
    first, last = line.event.first, line.event.last
    day = date_format(first, "D j. b", use_l10n=False)
    if first != last:
        day = f"{day} – {date_format(last, 'D j. b', use_l10n=False)}"
    return [day, line.event.title, line.ring.name, line.event.responsible]
