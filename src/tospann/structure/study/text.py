"""How the study reads as numbered parts, and what is wanting in it. Knows only the frozen body."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from tospann.agreed.body import Line, Missing, Part
from tospann.agreed.body import Table as ReadTable
from tospann.structure.study import chapters, milestones
from tospann.structure.study.body import Study, Table
from tospann.structure.study.chapters import (
    ADVICE,
    ALL,
    ANNEX,
    BACKGROUND,
    EFFECTS,
    LAW,
    MODELS,
    PARTICIPATION,
    Heading,
)

PROPOSAL = "forslag"
BETWEEN = "; "  # sources of one table
RISKS, MILESTONES = "risiko", "milepaeler"  # parts of the form


def parts(body: Study) -> list[Part]:
    """The whole study: each chapter's text, sentences and tables, the proposal and the annex."""
    found: list[Part] = []
    for one in ALL:
        if one.id in EFFECTS and not any(part.number == "5" for part in found):
            found.append(Part("virkninger", "5", _("Virkninger")))
        found.append(
            Part(one.id, one.number, str(one.title), tuple(_lines(body, one)), _tables(body, one))
        )
    found.insert(
        next(i for i, part in enumerate(found) if part.id == chapters.CARRYING_OUT),
        Part(PROPOSAL, "9.2", _("Forslag til vedtak i alle kommunestyrene"), _proposal(body)),
    )
    return [*found, Part(ANNEX, "12", _("Vedlegg: kilder og bevis"), tuple(annex(body)))]


def _proposal(body: Study) -> tuple[Line, ...]:
    return (Line(body.proposal, _("Forslaget, likt for alle")),)


def _lines(body: Study, one: Heading) -> Iterator[Line]:
    if text := body.text_of(one.id):
        yield Line(text)
    for said in body.said(one.id):
        yield Line(said)
    if one.id == MODELS:
        for alternative in body.alternatives:
            yield Line(" ".join(alternative.areas), alternative_name(alternative.letter, body))
            if alternative.note:
                yield Line(alternative.note)
    if one.id == ADVICE:
        for goal in body.goals:
            if goal.text or goal.said:
                yield Line("\n".join((*goal.said, goal.text)).strip(), goal.title)
    for picture in body.chapter(one.id).pictures:
        yield Line(picture.alt, _("Kart eller figur"))


def alternative_name(letter: str, body: Study) -> str:
    """`Alternativ A: Ett kontor (tilrås)`."""
    found = next(one for one in body.alternatives if one.letter == letter)
    name = _("Alternativ %(letter)s: %(title)s") % {"letter": letter, "title": found.title}
    return _("%(name)s (tilrås)") % {"name": name} if letter == "A" else name


def _tables(body: Study, one: Heading) -> tuple[ReadTable, ...]:
    return tuple(read(table) for table in body.chapter(one.id).tables)


def read(table: Table) -> ReadTable:
    """A table as the kernel's readers see it."""
    return ReadTable(
        caption(table),
        tuple(column.title for column in table.columns),
        tuple(tuple(row) for row in table.shown),
    )


def caption(table: Table) -> str:
    """With a mark when the figures are examples."""
    if table.illustrative:
        return _("%(caption)s (eksempeltall)") % {"caption": table.caption}
    return table.caption


def annex(body: Study) -> Iterator[Line]:
    """Where the figures come from, what the engine was told, and what it proved."""
    for one in body.alternatives:
        name = alternative_name(one.letter, body)
        yield Line(one.proof, name)
        for rule in one.rules:
            yield Line(rule)
    for source in sources(body):
        yield Line(source)
    for assumed in body.origin.assumptions:
        yield Line(assumed)
    origin = body.origin
    if origin.sha256:
        yield Line(
            _("%(title)s, tatt inn %(day)s, fingeravtrykk %(sha256)s")
            % {"title": origin.title, "day": day(origin.taken_on), "sha256": origin.sha256},
            _("Datasett"),
        )
        yield Line(f"Tospann {origin.software}", _("Programmet"))


def sources(body: Study) -> list[str]:
    """Each source once, after the tables that are made of it."""
    found: dict[str, list[str]] = {}
    for chapter in body.chapters:
        for one in chapter.tables:
            if one.source:
                name = one.caption.split(" ")[0] if one.id.startswith("t") else one.caption
                for source in one.source.split(BETWEEN):
                    named = found.setdefault(source, [])
                    if name not in named:
                        named.append(name)
    return [
        _("%(tables)s: %(source)s") % {"tables": ", ".join(names), "source": source}
        for source, names in found.items()
    ]


def day(on) -> str:
    """`9. november 2026`."""
    from django.utils.formats import date_format

    return date_format(on, "j. F Y", use_l10n=False) if on else "–"


# --- What is wanting --------------------------------------------------------------------


def missing(body: Study) -> list[Missing]:
    """What is wanting in a draft. What the councils decide on must be there; gaps are told."""
    return [*_missing(body)]


def _missing(body: Study) -> Iterator[Missing]:
    practice = _("Vanlig praksis; ikke fastsatt i lov")
    if not body.alternatives:
        text = _("Utredningen har ingen alternativer å regne på. Velg minst ett scenario.")
        yield Missing(MODELS, text, practice, blocks=True)
    if not body.text_of(BACKGROUND):
        text = _("Skriv hvem som har bedt om utredningen, og hva mandatet er.")
        yield Missing(BACKGROUND, text, practice, blocks=True)
    if not body.proposal:
        text = _("Skriv forslaget som alle kommunestyrene skal ta stilling til.")
        yield Missing(PROPOSAL, text, practice, blocks=True)
    if not body.text_of(PARTICIPATION):
        text = _("Skriv hvem som har fått medvirke: tillitsvalgte, brukere og ledere.")
        yield Missing(PARTICIPATION, text, _("Hovedavtalene og Nav-loven § 6"))
    if not any(one.text for one in body.goals):
        yield Missing(ADVICE, _("Skriv hva dere tilrår for minst ett mål."), practice)
    for text in milestones.out_of_order(body.milestones):
        yield Missing(MILESTONES, text, practice, blocks=True)
    for text in milestones.too_short(body.milestones):
        yield Missing(MILESTONES, text, practice)  # the text names its own source
    if text := milestones.wanting(body):
        yield Missing(MILESTONES, text, practice)
    if not body.text_of(LAW):
        text = _("Skriv hvilke avtaler og delegeringer som må på plass.")
        yield Missing(LAW, text, practice)
