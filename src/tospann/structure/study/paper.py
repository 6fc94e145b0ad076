"""The study and the case for each council as papers: readings of one frozen body.

Page, PDF and Word print the same blocks, so no figure can differ between them.
"""

from collections.abc import Iterator

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from tospann.agreed.standing import Standing
from tospann.reports.covers import Stamp
from tospann.reports.paper import Block, Heading, Items, Paper, Picture, Table, Text
from tospann.structure.study import body as kept
from tospann.structure.study import chapters
from tospann.structure.study.body import Council, Study
from tospann.structure.study.text import (
    PROPOSAL,
    alternative_name,
    annex,
    caption,
    sources,
)

NUMBER = 1.2  # the share of the breadth that a column of numbers has; those of text have more


def stamp(standing: Standing, language: str, *, is_newest: bool) -> Stamp:
    """Of an opened version: when it was frozen and who has said yes. No queries."""
    at = localtime(standing.version.opened_at)
    frozen = _("Tallene er frosset %(day)s kl. %(time)s, da versjon %(number)s ble åpnet.") % {
        "day": date_format(at, "j. F Y", use_l10n=False),
        "time": f"{at:%H:%M}",
        "number": standing.version.number,
    }
    said = {
        "yes": standing.ratified_count,
        "all": standing.owner_count,
        "owners": ", ".join(answer.owner.name for answer in standing.waiting),
    }
    if standing.all_have_ratified:
        stands = _("Alle eierne (%(all)s av %(all)s) godtar utredningen som felles grunnlag.")
    elif is_newest:
        stands = _(
            "%(yes)s av %(all)s eiere godtar utredningen som felles grunnlag. "
            "Venter på %(owners)s."
        )
    else:
        stands = _("Avløst av en nyere versjon. %(yes)s av %(all)s eiere godtok denne.")
    return Stamp(language, frozen, stands % said, standing.version.sha256)


def draft_stamp(language: str) -> Stamp:
    """Of a draft: nothing is frozen."""
    return Stamp(
        language,
        _("Utkast: Tallene følger scenariene. De fryses når utredningen åpnes."),
        _("Ingen av eierne har tatt stilling til utkastet."),
    )


# --- The study --------------------------------------------------------------------------


def study(body: Study, title: str, told: Stamp) -> Paper:
    """The whole study. Under `translation.override(told.language)`."""
    return Paper(
        language=told.language,
        over=_("Utredning om kontorstruktur"),
        title=title,
        lead=body.office,
        frozen=told.frozen,
        stands=told.stands,
        blocks=(*_warning(body), *_chapters(body)),
        sha256=told.sha256,
        contents=_("Innhold"),
    )


def _warning(body: Study) -> Iterator[Block]:
    if body.illustrative:
        yield Text(
            (
                _(
                    "Noen av tallene er eksempler og ikke fakta. De er merket «eksempeltall» der "
                    "de står."
                ),
            ),
            quiet=True,
        )


def _chapters(body: Study) -> Iterator[Block]:
    effects = False
    for one in chapters.ALL:
        if one.id in chapters.EFFECTS and not effects:
            effects = True
            yield Heading(_("5 Virkninger"), "virkninger", level=1, follows=True)
        inside = one.id in chapters.EFFECTS
        heading = f"{one.number} {one.title}"
        yield Heading(heading, one.id, level=2 if inside else 1, follows=True)
        yield from _chapter(body, one.id)
        if one.id == chapters.ADVICE:
            yield from _advice(body)
    yield Heading(_("12 Vedlegg: kilder og bevis"), chapters.ANNEX, level=1, follows=True)
    yield from _annex(body)


def _chapter(body: Study, id: str) -> Iterator[Block]:
    found = body.chapter(id)
    typed, said = paragraphs(body.text_of(id)), body.said(id)
    if typed:
        yield Text(typed)
    if id == chapters.MODELS:
        yield from _alternatives(body)
    if said:
        yield Items(tuple(said))
    for picture in found.pictures:
        yield drawn(picture)
    for table in found.tables:
        yield set_(table)
    if not (typed or said or found.tables or found.pictures) and id != chapters.ADVICE:
        yield Text((_("Ikke fylt ut."),), quiet=True)


def _alternatives(body: Study) -> Iterator[Block]:
    for one in body.alternatives:
        yield Heading(alternative_name(one.letter, body), f"alternativ-{one.letter.lower()}")
        if one.illustrative:
            yield Text((_("Alternativet er et eksempel."),), quiet=True)
        if one.note:
            yield Text(paragraphs(one.note))
        yield Items((*one.areas, one.proof))


def _advice(body: Study) -> Iterator[Block]:
    for goal in body.goals:
        if not (goal.text or goal.said):
            continue
        yield Heading(goal.title, f"mal-{goal.id}")
        if goal.text:
            yield Text(paragraphs(goal.text))
        if goal.said:
            yield Items(tuple(goal.said))
    yield Heading(_("Forslag til vedtak i alle kommunestyrene"), PROPOSAL)
    yield Text(paragraphs(body.proposal) or (_("Ikke fylt ut."),))


def _annex(body: Study) -> Iterator[Block]:
    for one in body.alternatives:
        yield Heading(
            _("Krav og bevis for alternativ %(letter)s") % {"letter": one.letter},
            f"bevis-{one.letter.lower()}",
        )
        yield Items((*(one.rules or [_("Ingen krav er stilt til beregningen.")]), one.proof))
    yield Heading(_("Hvor tallene kommer fra"), "kilder")
    yield Items(tuple(sources(body)) or (_("Ingen tabeller."),))
    if body.origin.assumptions:
        yield Heading(_("Forutsetninger om kostnader og fravær (eksempeltall)"), "forutsetninger")
        yield Items(tuple(body.origin.assumptions))
    yield Heading(_("Datasett og program"), "program")
    told = [line for line in annex(body) if line.label in (_("Datasett"), _("Programmet"))]
    yield Items(tuple(f"{line.label}: {line.text}" for line in told) or (_("Ikke kjent."),))


def drawn(one: kept.Picture) -> Picture:
    """A map or chart on paper."""
    return Picture(one.id, one.title, one.alt, one.svg)


def set_(one: kept.Table) -> Table:
    """A table on paper: numbers to the right, columns of text as wide as their text asks for."""
    header = tuple(column.title for column in one.columns)
    return Table(
        caption=caption(one),
        header=header,
        rows=tuple(tuple(row) for row in one.shown),
        amounts=tuple(at for at, column in enumerate(one.columns) if column.number),
        widths=tuple(
            NUMBER if column.number else _breadth([header[at], *(row[at] for row in one.shown)])
            for at, column in enumerate(one.columns)
        ),
    )


def _breadth(cells: list[str]) -> float:
    """At most 8. A long text grows in both directions, so by less than its length."""
    longest = max(len(cell) for cell in cells)
    word = max((len(word) for cell in cells for word in cell.split(" ")), default=0)
    return round(min(8.0, max(1.6, longest**0.6 / 2.5, word / 6)), 1)


def paragraphs(said: str) -> tuple[str, ...]:
    """Lines that say something."""
    return tuple(line.strip() for line in said.splitlines() if line.strip())


# --- The case for a council -------------------------------------------------------------


def case(body: Study, council: Council, title: str, told: Stamp) -> Paper:
    """What one council reads: the same proposal as all, and its own figures."""
    return Paper(
        language=told.language,
        over=_("Sak til kommunestyret i %(municipality)s") % {"municipality": council.name},
        title=title,
        lead=body.office,
        frozen=told.frozen,
        stands=told.stands,
        blocks=(*_warning(body), *_case(body, council)),
        sha256=told.sha256,
    )


def _case(body: Study, council: Council) -> Iterator[Block]:
    named = {"municipality": council.name}
    yield _title(_("Forslag til vedtak"), PROPOSAL)
    yield Text((_("Alle kommunestyrene får den samme teksten:"),), quiet=True)
    yield Text(paragraphs(body.proposal) or (_("Ikke fylt ut."),))
    yield _title(_("Hva saken gjelder"), "saken")
    if typed := paragraphs(body.text_of(chapters.SUMMARY)):
        yield Text(typed)
    yield Items(
        tuple(
            f"{alternative_name(one.letter, body)}. {' '.join(one.areas)}"
            for one in body.alternatives
        )
    )
    yield _title(_("For innbyggerne i %(municipality)s") % named, "innbyggerne")
    yield Items(tuple(council.travel) or (_("Vi har ikke egne tall for kommunen."),))
    for table in council.tables:
        yield set_(table)
    yield _title(_("Hva kommunen betaler"), "betaler")
    yield Items(tuple(council.money) or (_("Vi har ikke tall for fordelingen."),))
    yield _title(_("Hvem kan bestemme hva etterpå"), "myndighet")
    yield Items(tuple(council.authority))
    yield _title(_("Hva kommunestyret bestemmer"), "bestemmer")
    yield Items(tuple(council.decides))
    if unknown := body.said(chapters.UNKNOWN):
        yield _title(_("Hva vi ikke vet"), "vet-ikke")
        yield Items(tuple(unknown))


def _title(text: str, id: str) -> Heading:
    return Heading(text, id, level=1, follows=True)
