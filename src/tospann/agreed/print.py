"""A version as a PDF, with the receipt of who has ratified which text.

Declares PDF/UA-1 and PDF/A-2a. The same version, answers and head give the same bytes.
"""

import json
from collections.abc import Iterator
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any, cast

import typst
from django.db.models import Model
from django.utils import translation
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

import tospann.base
from tospann.agreed.body import Line, Part, Table
from tospann.agreed.kinds import kind_of
from tospann.agreed.models import Version
from tospann.agreed.standing import Answer, Standing, State
from tospann.journal import heads
from tospann.journal.selectors import SignedHead, head_covering

_TEMPLATE = Path(__file__).with_suffix("") / "document.typ"
_FONTS = Path(tospann.base.__file__).parent / "fonts"
_CONTENTS_FROM = 8  # parts; a shorter document needs no table of contents


def render_pdf(standing: Standing, *, public_url: str) -> bytes:
    """The version as it stands, in the language it is written in.

    `public_url` is the version's own page, where `innhold.json` holds the very bytes whose
    fingerprint is ratified. The version comes from `standing.with_rows`; two queries. Raises
    `typst.TypstError` when the text cannot be set as an accessible document: a fault of ours.
    """
    content = standing.version.read()
    with translation.override(content.language):
        told = _told(standing, public_url, head_covering(_rows(standing.version)))
    made = typst.Compiler(_TEMPLATE, root=_TEMPLATE.parent, font_paths=_fonts()).compile(
        format="pdf",
        pdf_standards=["ua-1", "a-2a"],
        sys_inputs={"data": json.dumps(told)},
        timestamp=int(_last_change(standing).timestamp()),
    )
    return cast(bytes, made)  # a PDF is one file


@cache
def _fonts() -> typst.Fonts:
    """Inter when the front end is built, else the faces typst carries; never the machine's."""
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=True, font_paths=[_FONTS]
    )


def _told(standing: Standing, url: str, head: SignedHead | None) -> dict[str, Any]:
    version = standing.version
    content = version.read()
    kind = kind_of(content.kind)
    parts = content.parts
    holds = standing.state is State.IN_FORCE
    return {
        "language": content.language,
        "title": content.title,
        "kind": capfirst(str(kind.label)),
        "partnership": version.document.partnership.name,
        "version": _("Versjon %(number)s") % {"number": version.number},
        "opened": _("Åpnet for godkjenning %(day)s")
        % {"day": _day(localtime(version.opened_at).date())},
        "between": _("Mellom"),
        "parties": [
            {"name": answer.owner.name, "part": str(answer.part.label)}
            for answer in standing.answers
        ],
        "state": _state(standing),
        "mark": "" if holds else _no_longer(standing.state),
        "contents": _("Innhold") if len(parts) >= _CONTENTS_FROM else "",
        "parts": list(_parts(parts)),
        "empty": _("Ikke fylt ut"),
        "page": _("Side %(page)s av %(pages)s") % {"page": "{page}", "pages": "{pages}"},
        "short": _("Fingeravtrykk %(print)s") % {"print": " ".join(_groups(version.sha256)[:2])},
        "receipt": _receipt(standing, url, head),
    }


def _parts(parts: tuple[Part, ...]) -> Iterator[dict[str, Any]]:
    """The parts with the level of their headings; no level is skipped on the way down.

    The guide numbers a chapter 3.0 and its points 3.1, 3.2: the chapter stands above them.
    """
    level = 0
    for part in parts:
        depth = part.number.strip(".").removesuffix(".0").count(".") + 1
        level = min(depth, level + 1, 3)
        yield {
            "level": level,
            "number": part.number,
            "title": part.title,
            "lines": [_line(line) for line in part.lines],
            "tables": [_table(table) for table in part.tables],
        }


def _line(line: Line) -> dict[str, Any]:
    return {"label": line.label, "text": _paragraphs(line.text)}


def _table(table: Table) -> dict[str, Any]:
    width = len(table.header)
    return {
        "caption": table.caption,
        "header": list(table.header),
        "rows": [
            [_paragraphs(cell) for cell in (*row, *[""] * width)[:width]] for row in table.rows
        ],
    }


def _paragraphs(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _receipt(standing: Standing, url: str, head: SignedHead | None) -> dict[str, Any]:
    version = standing.version
    return {
        "title": _("Godkjenning og fingeravtrykk"),
        "summary": _("%(yes)s av %(all)s eiere har godkjent denne teksten.")
        % {"yes": standing.ratified_count, "all": standing.owner_count},
        "header": [_("Eier"), _("Vedtatt av"), _("Dato"), _("Sak"), _("Registrert")],
        "answers": [_answer(answer) for answer in standing.answers],
        "annex_title": _("Vedlegg"),
        "annex_header": [_("Vedlegg"), _("Fingeravtrykk (SHA-256)")],
        "annexes": [
            {"title": annex.title, "print": _groups(annex.file.sha256)}
            for annex in version.annexes.all()
        ],
        "missing": [
            _("Mangler: %(title)s") % {"title": annex.title} for annex in standing.missing_annexes
        ],
        "print_title": _("Tekstens fingeravtrykk"),
        "print_about": _(
            "Fingeravtrykket er en SHA-256-sum av innholdet. Endres ett tegn i teksten, blir "
            "fingeravtrykket et annet. Eierne har godkjent akkurat dette fingeravtrykket."
        ),
        "print": _groups(version.sha256),
        "check_title": _("Slik kontrollerer du teksten"),
        "checks": [
            {"text": _("Last ned innholdet:"), "code": f"{url.rstrip('/')}/innhold.json"},
            {
                "text": _("Regn ut summen av filen:"),
                "code": f"sha256sum versjon-{version.number}.json",
            },
            {"text": _("Sammenlign med fingeravtrykket over. De skal være like."), "code": ""},
        ],
        "head_title": _("Journalens signerte hode"),
        "head_about": _(
            "Godkjenningene står i journalen. Hodet under er signert etter oppføring %(number)s "
            "og dekker alt som er skrevet om denne versjonen. Ta vare på det: Med et gammelt "
            "hode kan du vise om journalen er skrevet om senere."
        )
        % {"number": head.number}
        if head
        else _("Journalen er ikke signert etter den siste endringen ennå."),
        "note": head.note.strip("\n").split("\n") if head else [],
        "key_about": _("Nøkkelen som kontrollerer signaturen:"),
        "key": heads.verifier_key() if head else "",
    }


def _answer(answer: Answer) -> dict[str, Any]:
    """A row of the receipt: five cells, or the owner and what it waits with."""
    name = answer.owner.name
    if row := answer.ratification:
        at = localtime(row.recorded_at)
        recorded = _("%(day)s kl. %(time)s") % {"day": f"{at:%d.%m.%Y}", "time": f"{at:%H:%M}"}
        recorded = recorded.replace(" ", "\u00a0")
        cells = [name, row.decided_by, f"{row.decided_on:%d.%m.%Y}", row.case_reference, recorded]
        return {"cells": cells, "waits": ""}
    if answer.returned:
        day = _day(localtime(answer.returned.returned_at).date())
        return {"cells": [name], "waits": _("sendte teksten i retur %(day)s") % {"day": day}}
    return {"cells": [name], "waits": _("venter")}


def _state(standing: Standing) -> str:
    """How the version stands, in one or two sentences."""
    since, last = standing.since, standing.last_day
    match standing.state:
        case State.OPEN:
            names = ", ".join(answer.owner.name for answer in standing.waiting)
            return _("Ikke i kraft. Venter på %(owners)s.") % {"owners": names or "–"}
        case State.LACKS_ANNEX:
            titles = ", ".join(annex.title for annex in standing.missing_annexes)
            return _(
                "Ikke i kraft. Alle eierne har godkjent, men vedlegg mangler: %(titles)s."
            ) % {"titles": titles}
        case State.AGREED:
            return _("Ikke i kraft ennå. Alle eierne har godkjent. Gjelder fra %(day)s.") % {
                "day": _day(since)
            }
        case State.IN_FORCE if last:
            return _("Gjelder fra %(since)s til og med %(last)s.") % {
                "since": _day(since),
                "last": _day(last),
            }
        case State.IN_FORCE:
            return _("Gjelder fra %(day)s.") % {"day": _day(since)}
        case State.ENDED:
            return _("Gjelder ikke lenger. Siste dag var %(day)s.") % {"day": _day(last)}
        case State.SUPERSEDED:
            return _("Gjelder ikke lenger. Erstattet av en nyere versjon.")
        case State.REPLACED:
            return _(
                "Ikke i kraft. En nyere versjon ble åpnet før alle eierne hadde godkjent denne."
            )


def _no_longer(state: State) -> str:
    """What stands across every page of a version that does not hold."""
    if state in {State.ENDED, State.SUPERSEDED}:
        return _("Gjelder ikke lenger")
    return _("Ikke i kraft")


def _day(day: date | None) -> str:
    return date_format(day, "j. F Y", use_l10n=False) if day else "–"


def _groups(digest: str) -> list[str]:
    """A fingerprint in groups of eight, so that people can compare it by eye."""
    return [digest[n : n + 8] for n in range(0, len(digest), 8)]


def _rows(version: Version) -> list[Model]:
    """The version and every row of it that the receipt speaks of."""
    return [
        version,
        *version.ratifications.all(),
        *version.returns.all(),
        *version.annexes.all(),
        *version.notices.all(),
    ]


def _last_change(standing: Standing) -> datetime:
    """When something last happened to the version, so that the file's date is not the clock's."""
    version = standing.version
    moments = [version.opened_at]
    moments += [annex.attached_at for annex in version.annexes.all()]
    moments += [row.recorded_at for row in version.ratifications.all()]
    moments += [row.withdrawn_at for row in version.ratifications.all() if row.withdrawn_at]
    moments += [row.returned_at for row in version.returns.all()]
    moments += [row.recorded_at for row in version.notices.all()]
    return max(moments)
