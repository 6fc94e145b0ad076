"""The columns of the board: what each says on the page, how it sorts, and what it exports.

One place, so that page, CSV and XLSX cannot disagree. Zero is a number; what is missing, hidden or
does not concern the partnership is said in words, each in its own.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.utils.translation import ngettext, pgettext

from tospann.agreed.standing import State
from tospann.portal.board.lines import DRAFT, OVERDUE, Asked, Row
from tospann.portal.board.papers import NONE, Paper
from tospann.portal.board.reckoned import MEASURE

Value = int | date | str | None

PAPER_STATES: list[tuple[str, str | Promise]] = [
    (State.IN_FORCE.value, _l("Gjelder")),
    (OVERDUE, _l("Skulle vært revidert")),
    (State.OPEN.value, _l("Venter på godkjenning")),
    (State.LACKS_ANNEX.value, _l("Mangler vedlegg")),
    (State.AGREED.value, _l("Godkjent, ikke begynt")),
    (State.ENDED.value, _l("Avsluttet")),
    (DRAFT, _l("Utkast")),
    (NONE, _l("Ingen")),
]
_WORDS = dict(PAPER_STATES) | {State.SUPERSEDED.value: _l("Avsluttet")}
_PRESSING = [
    *(NONE, DRAFT, State.ENDED.value, State.SUPERSEDED.value, OVERDUE),
    *(State.LACKS_ANNEX.value, State.OPEN.value, State.AGREED.value, State.IN_FORCE.value),
]


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell. `color` marks what asks to be seen; the words say it too."""

    text: str
    note: str = ""
    color: str = ""
    url: str = ""
    quiet: bool = False  # nothing to tell: left out on a phone


@dataclass(frozen=True, slots=True)
class Column:
    """A column. `order` gives None for what is not known, which comes last either way.

    `exported` are its headings in a file and the values under them. `falling`: what one wants to
    see first is the greatest. `beside_name`: said under the name, unless the column is chosen.
    """

    key: str
    heading: str | Promise
    cell: Callable[[Row], Cell]
    order: Callable[[Row], Any]
    exported: tuple[tuple[str | Promise, Callable[[Row], Value]], ...]
    falling: bool = False
    internal: bool = False
    beside_name: bool = False


# --- Words ------------------------------------------------------------------------------


def _day(day: date | None) -> str:
    return date_format(day, "SHORT_DATE_FORMAT") if day else ""


def not_reckoned() -> str:
    """What stands where a line has not been reckoned."""
    return _("Ikke regnet ut ennå")


def not_yours() -> str:
    """What stands where the person may not see."""
    return _("Ikke innsyn")


def _known(cell: Callable[[Row], Cell]) -> Callable[[Row], Cell]:
    return lambda row: cell(row) if row.line else Cell(not_reckoned(), quiet=True)


def _inside(cell: Callable[[Row], Cell]) -> Callable[[Row], Cell]:
    return lambda row: cell(row) if row.inside else Cell(not_yours(), quiet=True)


def _value(value: Callable[[Row], Value]) -> Callable[[Row], Value]:
    return lambda row: value(row) if row.line else not_reckoned()


# --- Papers -----------------------------------------------------------------------------


def _state(row: Row, paper: Paper) -> str:
    """The one state a paper is told and sorted by."""
    if paper.overdue(row.day):
        return OVERDUE
    return DRAFT if paper.state == NONE and DRAFT in row.states(paper) else paper.state


def _paper_cell(row: Row, paper: Paper, *, color: str) -> Cell:
    state = _state(row, paper)
    text, note, mark = str(_WORDS[state]), "", ""
    if state == State.OPEN:
        text = _("%(n)s av %(all)s har godkjent") % {"n": paper.yes, "all": paper.of}
        mark = "warning"
    elif state == OVERDUE:
        note, mark = _("innen %(day)s") % {"day": _day(paper.revise_by)}, "warning"
    elif state == State.IN_FORCE:
        note = _("fra %(day)s") % {"day": _day(paper.since)} if paper.since else ""
    elif state in (NONE, DRAFT, State.ENDED, State.SUPERSEDED):
        mark = color
    elif state == State.LACKS_ANNEX:
        mark = "warning"
    if paper.newer:
        newer = _("ny versjon: %(n)s av %(all)s") % {"n": paper.yes, "all": paper.of}
        note = f"{note}, {newer}" if note else newer
    url = reverse("agreed:document", args=[paper.document]) if paper.document else ""
    return Cell(text, note, mark, url)


def _paper_order(row: Row, paper: Paper | None) -> Any:
    if row.line is None or paper is None:
        return None
    return _PRESSING.index(_state(row, paper)), paper.yes / paper.of if paper.of else 0


def _paper_fields(
    name: str | Promise, of: Callable[[Row], Paper | None]
) -> tuple[tuple[str | Promise, Callable[[Row], Value]], ...]:
    def told(value: Callable[[Row, Paper], Value]) -> Callable[[Row], Value]:
        def tell(row: Row) -> Value:
            if row.line is None:
                return not_reckoned()
            paper = of(row)
            return _("Ikke aktuelt") if paper is None else value(row, paper)

        return tell

    def under(what: Promise) -> Promise:
        return format_lazy("{}: {}", name, what)

    return (
        (name, told(lambda row, paper: str(_WORDS[_state(row, paper)]))),
        (under(_l("gjelder fra")), told(lambda row, paper: paper.since)),
        (
            under(_l("revideres innen")),
            told(lambda row, paper: paper.revise_by),
        ),
        (
            under(_l("har godkjent")),
            told(lambda row, paper: paper.yes if paper.of else None),
        ),
        (
            under(_l("skal godkjenne")),
            told(lambda row, paper: paper.of if paper.of else None),
        ),
    )


def _host_cell(row: Row) -> Cell:
    if row.host is None:
        return Cell(_("Ikke aktuelt"), quiet=True)
    return _paper_cell(row, row.host, color="danger")


# --- Figures and goals ------------------------------------------------------------------


def _goals_cell(row: Row) -> Cell:
    line = row.known
    if line.goal_count is None:
        return Cell(_("Ingen plan gjelder"), quiet=True)
    if not line.goal_count:
        return Cell(_("Ingen mål i planen"))
    notes = []
    if line.unsure_count:
        notes.append(
            ngettext("%(n)s usikkert", "%(n)s usikre", line.unsure_count)
            % {"n": line.unsure_count}
        )
    if line.unknown_count:
        notes.append(
            ngettext("%(n)s ukjent", "%(n)s ukjente", line.unknown_count)
            % {"n": line.unknown_count}
        )
    text = _("%(n)s av %(all)s") % {"n": line.missed_count, "all": line.goal_count}
    return Cell(text, ", ".join(notes), "danger" if line.missed_count else "")


def _goals_value(name: str) -> Callable[[Row], Value]:
    def value(row: Row) -> Value:
        return _("Ingen plan gjelder") if row.known.goal_count is None else getattr(row.line, name)

    return _value(value)


def _worse_cell(row: Row) -> Cell:
    line = row.known
    if not line.followed_count:
        return Cell(_("Ingen tall"), quiet=True)
    text = _("%(n)s av %(all)s") % {"n": line.worse_count, "all": line.followed_count}
    return Cell(text, color="warning" if line.worse_count else "")


def _late_cell(row: Row) -> Cell:
    if not _follows(row):
        return Cell(_("Ingen tall"), quiet=True)
    return Cell(str(row.known.late_count), color="warning" if row.known.late_count else "")


def _follows(row: Row) -> bool:
    return bool(row.known.followed_count or row.known.late_count)


def _count_cell(name: str) -> Callable[[Row], Cell]:
    def cell(row: Row) -> Cell:
        count = getattr(row.line, name)
        return Cell(str(count), color="warning" if count else "")

    return _inside(_known(cell))


def _count_value(name: str) -> Callable[[Row], Value]:
    known = _value(lambda row: getattr(row.line, name))
    return lambda row: known(row) if row.inside else not_yours()


# --- Owners, reports, deadlines ---------------------------------------------------------


def _owners_cell(row: Row) -> Cell:
    count = row.known.municipality_count
    municipal = ngettext("%(n)s kommune", "%(n)s kommuner", count) % {"n": count}
    return Cell(str(row.region or _("Ingen statlig eier")), municipal)


def _report_cell(row: Row) -> Cell:
    day = row.known.reported_on
    return Cell(_day(day)) if day else Cell(pgettext("report", "Ingen"), quiet=True)


def _deadline_cell(row: Row) -> Cell:
    line = row.known
    if line.deadline_on is None:
        return Cell(pgettext("deadline", "Ingen"), quiet=True)
    return Cell(_day(line.deadline_on), _deadline_words(row))


def _deadline_words(row: Row) -> str:
    line = row.known
    said = _("Tiltak: %(title)s") if line.deadline_sort == MEASURE else _("Revisjon: %(title)s")
    return said % {"title": line.deadline_title}


COLUMNS: tuple[Column, ...] = (
    Column(
        "modell",
        _l("Modell"),
        lambda row: Cell(row.partnership.get_model_display()),
        lambda row: str(row.partnership.get_model_display()),
        ((_l("Modell"), lambda row: str(row.partnership.get_model_display())),),
        beside_name=True,
    ),
    Column(
        "eiere",
        _l("Eiere"),
        _known(_owners_cell),
        lambda row: (
            (row.region.sort_key if row.region else "", row.known.municipality_count)
            if row.line
            else None
        ),
        (
            (
                _l("Statlig eier"),
                _value(lambda row: str(row.region) if row.region else _("Ingen")),
            ),
            (_l("Antall kommuner"), _value(lambda row: row.known.municipality_count)),
        ),
        beside_name=True,
    ),
    Column(
        "avtale",
        _l("Avtale"),
        _known(lambda row: _paper_cell(row, row.agreement, color="danger")),
        lambda row: _paper_order(row, row.agreement),
        _paper_fields(_l("Partnerskapsavtale"), lambda row: row.agreement),
    ),
    Column(
        "vertsavtale",
        _l("Vertsavtale"),
        _known(_host_cell),
        lambda row: _paper_order(row, row.host),
        _paper_fields(_l("Vertskommuneavtale"), lambda row: row.host),
    ),
    Column(
        "plan",
        _l("Årets plan"),
        _known(lambda row: _paper_cell(row, row.plan, color="warning")),
        lambda row: _paper_order(row, row.plan),
        _paper_fields(_l("Årets plan"), lambda row: row.plan),
    ),
    Column(
        "mal",
        _l("Mål som ikke nås"),
        _known(_goals_cell),
        lambda row: (
            (row.known.missed_count, row.known.unsure_count)
            if row.line and row.known.goal_count is not None
            else None
        ),
        (
            (_l("Mål som ikke nås uten endring"), _goals_value("missed_count")),
            (_l("Usikre mål"), _goals_value("unsure_count")),
            (_l("Mål som ikke kan vurderes"), _goals_value("unknown_count")),
            (_l("Mål i planen"), _goals_value("goal_count")),
        ),
        falling=True,
    ),
    Column(
        "forverring",
        _l("Reell forverring"),
        _known(_worse_cell),
        lambda row: row.known.worse_count if row.line and row.known.followed_count else None,
        (
            (
                _l("Indikatorer med reell forverring"),
                _value(
                    lambda row: (
                        row.known.worse_count if row.known.followed_count else _("Ingen tall")
                    )
                ),
            ),
            (_l("Indikatorer med tall"), _value(lambda row: row.known.followed_count)),
        ),
        falling=True,
    ),
    Column(
        "sene",
        _l("Sene tall"),
        _known(_late_cell),
        lambda row: row.known.late_count if row.line and _follows(row) else None,
        (
            (
                _l("Sene tall"),
                _value(lambda row: row.known.late_count if _follows(row) else _("Ingen tall")),
            ),
        ),
        falling=True,
    ),
    Column(
        "rapport",
        _l("Siste rapport"),
        _known(_report_cell),
        lambda row: row.known.reported_on if row.line else None,
        (
            (
                _l("Siste rapport"),
                _value(lambda row: row.known.reported_on or pgettext("report", "Ingen")),
            ),
        ),
    ),
    Column(
        "signaler",
        _l("Ubesvarte signaler"),
        _count_cell("signal_count"),
        lambda row: row.known.signal_count if row.inside and row.line else None,
        ((_l("Ubesvarte signaler"), _count_value("signal_count")),),
        falling=True,
        internal=True,
    ),
    Column(
        "konflikter",
        _l("Åpne konflikter"),
        _count_cell("conflict_count"),
        lambda row: row.known.conflict_count if row.inside and row.line else None,
        ((_l("Åpne konflikter"), _count_value("conflict_count")),),
        falling=True,
        internal=True,
    ),
    Column(
        "frist",
        _l("Neste frist"),
        _known(_deadline_cell),
        lambda row: row.known.deadline_on if row.line else None,
        (
            (
                _l("Neste frist"),
                _value(lambda row: row.known.deadline_on or pgettext("deadline", "Ingen")),
            ),
            (
                _l("Fristen gjelder"),
                _value(lambda row: _deadline_words(row) if row.known.deadline_on else ""),
            ),
        ),
    ),
)
BY_KEY = {column.key: column for column in COLUMNS}
NAME = ""  # the key of the first column, which is always there
DOWN, UP = "ned", "opp"


def shown(asked: Asked, *, internal: bool) -> list[Column]:
    """The columns chosen, or the usual; internal ones only for who sees them somewhere."""
    return [
        column
        for column in filed(asked, internal=internal)
        if asked.columns or not column.beside_name
    ]


def filed(asked: Asked, *, internal: bool) -> list[Column]:
    """The columns of a file: those chosen, or all that the page tells of."""
    return [
        column
        for column in COLUMNS
        if (not asked.columns or column.key in asked.columns) and (internal or not column.internal)
    ]


def beside_name(row: Row, asked: Asked) -> list[str]:
    """What stands under the name: the model and the owners, but those with a column."""
    found = []
    if "modell" not in asked.columns:
        found.append(str(row.partnership.get_model_display()))
    if "eiere" not in asked.columns and row.line:
        cell = _owners_cell(row)
        found.append(f"{cell.text}, {cell.note}")
    return found


def ordered(rows: Sequence[Row], asked: Asked) -> list[Row]:
    """The rows in the order asked for, equal ones by name; what is not known comes last."""
    column = BY_KEY.get(asked.sort)
    if column is None:
        return list(rows) if asked.direction != DOWN else list(rows)[::-1]
    known = [(column.order(row), row) for row in rows]
    falling = (asked.direction or (DOWN if column.falling else UP)) == DOWN
    first = sorted(
        ((key, row) for key, row in known if key is not None),
        key=lambda pair: pair[0],
        reverse=falling,
    )
    return [row for _key, row in first] + [row for key, row in known if key is None]


@dataclass(frozen=True, slots=True)
class Group:
    """Rows under one heading; without a heading when they are not grouped."""

    heading: str
    rows: list[Row]


def groups(rows: Iterable[Row], *, grouped: bool) -> list[Group]:
    """The rows by region, regions in Norwegian order and those without one last."""
    rows = list(rows)
    if not grouped:
        return [Group("", rows)]
    found: dict[tuple[bool, str, str], list[Row]] = {}
    for row in rows:
        region = row.region
        key = (region is None, region.sort_key if region else "", str(region or ""))
        found.setdefault(key, []).append(row)
    return [Group(key[2] or _("Uten statlig eier"), found[key]) for key in sorted(found)]


def table(rows: Iterable[Row], columns: Sequence[Column]) -> tuple[list[str], list[list[Value]]]:
    """Headings and values for a file: numbers as numbers, days as days, states as words."""
    fields = [field for column in columns for field in column.exported]
    headings = [_("Partnerskap"), *(str(heading) for heading, _value_of in fields)]
    values = [
        [row.partnership.name, *(value(row) for _heading_of, value in fields)] for row in rows
    ]
    return headings, values


def toggled(asked: Asked, key: str) -> Asked:
    """What a press on a heading asks for: this order, or the other way when it is in use."""
    column = BY_KEY.get(key)
    first = DOWN if column is not None and column.falling else UP
    here = asked.sort == key
    now = asked.direction or first
    direction = (UP if now == DOWN else DOWN) if here else first
    return replace(asked, sort=key, direction=direction)
