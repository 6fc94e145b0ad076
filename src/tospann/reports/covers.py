"""Two covers and a page for each council: readings of one frozen report, never copies of it.

Each takes the body and says which owner it is for. All numbers pass through `words`.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from tospann.agreed.body import Table as ReadTable
from tospann.engines.results.charts import Variation
from tospann.indicators.models import Line
from tospann.reports import text, words
from tospann.reports.body import (
    MOST_FOR_COUNCIL,
    OFFICE,
    Figure,
    Goal,
    Mark,
    Party,
    Report,
    Signal,
)
from tospann.reports.chart import drawing
from tospann.reports.paper import (
    Block,
    Card,
    Cards,
    Charts,
    Heading,
    Items,
    Paper,
    Table,
    Text,
)

OWN_LINE = {"state": Line.STATE, "municipality": Line.MUNICIPAL}
PLAIN = {
    Variation.IMPROVEMENT: _l("En reell bedring."),
    Variation.CONCERN: _l("En reell forverring."),
    Variation.CHANGE: _l("En reell endring."),
    Variation.COMMON: _l("Svinger som vanlig."),
    Variation.TOO_FEW: _l("For få målinger til å si noe sikkert."),
}


@dataclass(frozen=True, slots=True)
class Stamp:
    """What is true of the version, and not part of what was frozen."""

    language: str
    frozen: str
    stands: str
    sha256: str = ""


# --- The covers -------------------------------------------------------------------------


def cover(body: Report, party: Party, title: str, stamp: Stamp) -> Paper:
    """The report with an owner's own first. Under `translation.override(stamp.language)`."""
    span = body.span
    return Paper(
        language=stamp.language,
        over=_("%(owner)s: omslag til den felles rapporten") % {"owner": party.name},
        title=title,
        lead=words.months(span).capitalize() if span else "",
        frozen=stamp.frozen,
        stands=stamp.stands,
        blocks=(*_front(body, party), *_common(body)),
        sha256=stamp.sha256,
    )


def _front(body: Report, party: Party) -> Iterator[Block]:
    """What the owner looks for first: its own figures, signals, goals and costs."""
    own = [one for one in body.figures if one.line == OWN_LINE[party.kind]]
    yield Heading(_("For %(owner)s") % {"owner": party.name}, "eier", level=1)
    yield Heading(_("Tallene våre"), "egne-tall")
    if own:
        yield Cards(tuple(_card(body, one, party) for one in own))
    else:
        yield Text((_("Planen har ingen tall som bare er denne eierens."),), quiet=True)
    yield Heading(_("Styringssignalene våre og målene som svarer"), "egne-signaler")
    asked = [*_answered(body, party)]
    if asked:
        yield Table(
            _("Hva vi ba om, og hva som skjedde"),
            (_("Signal"), _("Mål i planen"), _("Hva som skjedde")),
            tuple(
                (_asked(one), goal.title, goal.short or _("ikke fylt ut")) for one, goal in asked
            ),
            widths=(1.4, 1.0, 1.2),
        )
    else:
        yield Text((_("Ingen mål i planen svarer på et signal fra denne eieren."),), quiet=True)
    yield Heading(_("Hva det kostet oss"), "egne-kostnader")
    cost = body.cost_of(party.code)
    yield Text(tuple(_spent(body, party)))
    if cost and cost.note:
        yield Text((cost.note,), quiet=True)


def _answered(body: Report, party: Party) -> Iterator[tuple[Signal, Goal]]:
    for goal in body.goals:
        for one in goal.signals:
            if one.owner == party.code:
                yield one, goal


def _asked(one: Signal) -> str:
    said = one.text or _("internt signal")
    about = ", ".join(part for part in (one.obligation, one.source) if part)
    return f"{one.label}: {said} ({about})" if about else f"{one.label}: {said}"


def _spent(body: Report, party: Party) -> Iterator[str]:
    cost = body.cost_of(party.code)
    spent = {"owner": party.name, "kroner": words.kroner(cost.kroner if cost else None)}
    yield _("%(owner)s brukte i perioden: %(kroner)s.") % spent
    if found := text.frame(party):
        yield found
    if body.cost_source:
        yield _("Kilde: %(source)s") % {"source": body.cost_source}


def _common(body: Report) -> Iterator[Block]:
    """What is the same on every cover, word for word."""
    yield Heading(_("Felles del"), "felles", level=1)
    yield Text((_("Denne delen er lik for alle eierne."),), quiet=True)
    yield Heading(_("Kort sagt"), text.SUMMARY)
    yield Text(_paragraphs(body.summary))
    for n, goal in enumerate(body.goals, start=1):
        yield Heading(
            _("Mål %(number)s: %(title)s") % {"number": n, "title": goal.title}, goal.part_id
        )
        yield Text(_paragraphs(goal.text))
        if measures := body.measures_of(goal.id):
            yield _table(text.measure_table(measures, n), (1.5, 1.1, 0.8, 1.8))
        if figures := body.figures_of(goal.id):
            yield _table(text.figure_table(body, figures, n), (1.8, 0.9, 0.9, 1.1, 1.5, 1.1))
            drawn = [(one.title, found) for one in figures if (found := drawing(one))]
            if drawn:
                yield Charts(tuple(drawn))
    absent = [sentence for _figure, sentence in (*text.gaps(body), *text.hidden(body))]
    yield Heading(_("Tall som ikke er med"), text.FIGURES)
    yield Items(tuple(absent)) if absent else Text((_("Alle tallene i planen er med."),))
    yield Heading(_("Kostnader"), text.COSTS)
    yield _table(text.costs(body), (1.4, 1.1, 1.1, 1.6), amounts=(1, 2))
    if body.cost_source:
        yield Text((_("Kilde: %(source)s") % {"source": body.cost_source},), quiet=True)
    yield Heading(_("Hva kommunestyrene kan bestemme"), text.CHOICES)
    yield Items(tuple(_every_choice(body)))
    if body.note:
        yield Heading(_("Merknad"), text.NOTE)
        yield Text(_paragraphs(body.note))


def _table(read: ReadTable, widths: tuple[float, ...], amounts: tuple[int, ...] = ()) -> Table:
    return Table(read.caption, read.header, read.rows, amounts, widths)


def _every_choice(body: Report) -> Iterator[str]:
    if body.common_choice:
        yield _("Alle kommunestyrene: %(text)s") % {"text": body.common_choice}
    for one in body.municipalities:
        if found := body.choice_of(one.code):
            yield f"{one.name}: {found}"
    if not body.common_choice and not any(one.text for one in body.choices):
        yield _("Ingenting er lagt fram til avgjørelse.")


def _card(body: Report, figure: Figure, party: Party) -> Card:
    """A figure with the owner's own place first."""
    own = figure.nearest(party.code)
    others = [figure.nearest(OFFICE)] if own.place != OFFICE else []
    return Card(
        id=figure.id,
        title=figure.title,
        period=figure.period_label,
        place=body.name_of(own.place),
        value=words.shown(figure, own),
        reservation=words.reservation(own),
        why=words.meaning(figure, own),
        others=tuple((body.name_of(one.place), words.shown(figure, one)) for one in others),
        target=words.target(figure),
        said=text.said(figure),
        source=words.source(own),
        drawing=drawing(figure),
    )


def _paragraphs(said: str) -> tuple[str, ...]:
    found = tuple(line.strip() for line in said.splitlines() if line.strip())
    return found or (_("Ikke fylt ut."),)


# --- The page for a council -------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """A figure a councillor can take in at a glance."""

    title: str
    value: str
    about: str  # where and when
    said: str


@dataclass(frozen=True, slots=True)
class CouncilPage:
    """One page: what we were to do, what happened, what it cost here, what can be decided."""

    language: str
    over: str
    title: str
    lead: str
    summary: tuple[str, ...]
    deeds: tuple[tuple[str, str], ...]  # each goal, and what happened
    figures: tuple[KeyFigure, ...]
    kroner: str
    cost_notes: tuple[str, ...]
    choices: tuple[str, ...]
    frozen: str
    stands: str
    headings: dict[str, str]


def council(body: Report, party: Party, stamp: Stamp) -> CouncilPage:
    """The page for one municipality's council. Under `translation.override(stamp.language)`."""
    span, cost = body.span, body.cost_of(party.code)
    choices = [one for one in (body.common_choice, body.choice_of(party.code)) if one]
    return CouncilPage(
        language=stamp.language,
        over=_("Til kommunestyret i %(municipality)s")
        % {"municipality": words.short_name(party.name)},
        title=body.office,
        lead=words.months(span) if span else "",
        summary=_paragraphs(body.summary),
        deeds=tuple((one.title, one.short or _("Ikke fylt ut.")) for one in body.goals),
        figures=tuple(_key(body, one, party) for one in for_council(body)),
        kroner=words.kroner(cost.kroner if cost else None),
        cost_notes=tuple(_cost_notes(body, party)),
        choices=tuple(choices) or (_("Ingenting er lagt fram til avgjørelse nå."),),
        frozen=stamp.frozen,
        stands=stamp.stands,
        headings={
            "deeds": _("Hva vi skulle gjøre, og hva som skjedde"),
            "figures": _("Noen tall"),
            "cost": _("Hva det kostet kommunen"),
            "choices": _("Hva kommunestyret kan bestemme"),
            "whole": _("Hele rapporten:"),
        },
    )


def for_council(body: Report) -> list[Figure]:
    """The figures the writer chose; without a choice, the first results that have a number."""
    chosen = [one for one in body.figures if one.id in body.for_council]
    if not chosen:
        chosen = [
            figure
            for type in ("outcome", "output")
            for figure in body.figures
            if figure.type == type and figure.nearest(OFFICE).mark == Mark.NUMBER
        ]
    return chosen[:MOST_FOR_COUNCIL]


def _key(body: Report, figure: Figure, party: Party) -> KeyFigure:
    """The municipality's own number where it has one; else the whole office's."""
    cell = figure.nearest(party.code)
    about = [body.name_of(cell.place), figure.period_label, words.reservation(cell)]
    said = [words.meaning(figure, cell)]
    if cell.mark == Mark.NUMBER:
        said = [f"{words.target(figure)}."] if words.target(figure) else []
        if cell.place == OFFICE and figure.judgement:
            said.append(str(PLAIN[Variation(figure.judgement)]))
    return KeyFigure(
        title=figure.title,
        value=words.shown(figure, cell),
        about=", ".join(one for one in about if one),
        said=" ".join(said),
    )


def _cost_notes(body: Report, party: Party) -> Iterator[str]:
    cost = body.cost_of(party.code)
    if found := text.frame(party):
        yield found
    if cost and cost.note:
        yield cost.note
    if body.cost_source:
        yield _("Kilde: %(source)s") % {"source": body.cost_source}
