"""How the whole report reads as numbered parts, and what is wanting in it."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from tospann.agreed.body import Line, Missing, Part, Table
from tospann.base import clock
from tospann.reports import words
from tospann.reports.body import (
    MOST_FOR_COUNCIL,
    OFFICE,
    Figure,
    Goal,
    Mark,
    Measure,
    Party,
    Report,
)

SUMMARY, GOALS, FIGURES = "kort-sagt", "mal", "tall"
COSTS, CHOICES, NOTE = "kostnader", "kommunestyrene", "merknad"
PRACTICE = _l("Vanlig praksis; ikke fastsatt i lov")


def parts(body: Report) -> list[Part]:
    """The whole report. Ids of goals are the plan's, so they follow through all versions."""
    found = [
        Part(SUMMARY, "1", _("Kort sagt"), (*_heading(body), Line(body.summary, ""))),
        Part(GOALS, "2", _("Mål, tiltak og tall"), (Line(_taken(body)),)),
    ]
    for n, goal in enumerate(body.goals, start=1):
        found.append(
            Part(
                goal.part_id,
                f"2.{n}",
                goal.title,
                (
                    Line(goal.text, _("Hva vi gjorde, og hva som kom ut av det")),
                    Line(goal.short, _("Til kommunestyrene")),
                ),
                tuple(_tables(body, goal, n)),
            )
        )
    return [
        *found,
        Part(FIGURES, "3", _("Tall som ikke er med"), tuple(Line(one) for one in _absent(body))),
        Part(COSTS, "4", _("Kostnader"), (Line(body.cost_source, _("Kilde")),), (costs(body),)),
        Part(CHOICES, "5", _("Hva kommunestyrene kan bestemme"), tuple(_choices(body))),
        Part(NOTE, "6", _("Merknad"), (Line(body.note),) if body.note else ()),
    ]


def _heading(body: Report) -> Iterator[Line]:
    if span := body.span:
        yield Line(f"{words.name_of(span)} ({words.months(span)})", _("Periode"))
    if body.plan_title:
        version = {"title": body.plan_title, "number": body.plan_version}
        yield Line(_("%(title)s, versjon %(number)s") % version, _("Planen rapporten følger"))


def _taken(body: Report) -> str:
    return _(
        "Tallene er slik de var publisert da rapporten ble åpnet for godkjenning. De endres ikke "
        "om et tall blir rettet senere."
    )


def _tables(body: Report, goal: Goal, number: int) -> Iterator[Table]:
    if measures := body.measures_of(goal.id):
        yield measure_table(measures, number)
    if figures := body.figures_of(goal.id):
        yield figure_table(body, figures, number)


def measure_table(measures: list[Measure], number: int) -> Table:
    """The measures of the goal with this number: who follows them up, and how they stand."""
    return Table(
        _("Tiltak for mål %(number)s") % {"number": number},
        (_("Tiltak"), _("Ansvarlig"), _("Frist"), _("Hvordan det går")),
        tuple(
            (
                one.title,
                ", ".join(part for part in (one.responsible, one.role) if part),
                deadline(one),
                "\n".join(part for part in (status(one), one.text) if part),
            )
            for one in measures
        ),
    )


def deadline(one: Measure) -> str:
    """The day, or that it goes on."""
    if one.deadline:
        return words.in_full(one.deadline)
    return _("løpende") if one.continuous else ""


def status(one: Measure) -> str:
    """The newest word about a measure, with its day. Silence is not the same as "not begun"."""
    if not one.status or not one.told_on:
        return _("Ingen har meldt om tiltaket ennå.")
    said = {"status": one.status_words, "day": words.in_full(one.told_on)}
    found = _("%(status)s per %(day)s") % said
    return f"{found[:1].upper()}{found[1:]}."


def figure_table(body: Report, figures: list[Figure], number: int) -> Table:
    """A row for each figure of a goal and place, by the same name through all versions."""
    return Table(
        _("Tall for mål %(number)s") % {"number": number},
        (_("Tall"), _("Verdi"), _("Periode"), _("Måltall"), _("Vurdering"), _("Kilde")),
        tuple(
            (
                f"{one.title}, {body.name_of(cell.place)}" if one.has_places else one.title,
                words.shown(one, cell),
                one.period_label,
                words.aim(one) if cell.place == OFFICE else "",
                said(one) if cell.place == OFFICE else "",
                with_reservation(words.source(cell), words.reservation(cell)),
            )
            for one in figures
            for cell in one.cells
        ),
    )


def with_reservation(source: str, reservation: str) -> str:
    """`Nav (foreløpig)`."""
    return f"{source} ({reservation})" if reservation else source


def said(one: Figure) -> str:
    """What the engine says about a figure, in one or two sentences."""
    return " ".join(f"{part}." for part in (one.variation, one.assurance) if part)


def costs(body: Report) -> Table:
    """What each owner has spent, beside what the plan sets aside for the year."""
    return Table(
        _("Hva eierne har brukt"),
        (_("Eier"), _("Brukt i perioden"), _("Ramme for året"), _("Merknad")),
        tuple(
            (
                one.name,
                words.kroner(cost.kroner if cost else None),
                words.kroner(one.frame),
                cost.note if cost else "",
            )
            for one in body.parties
            for cost in [body.cost_of(one.code)]
        ),
    )


def frame(party: Party) -> str:
    """What the plan sets aside for an owner's year, beside the field where it is spent."""
    if party.frame is None:
        return ""
    return _("Rammen for året er %(kroner)s.") % {"kroner": words.kroner(party.frame)}


def _choices(body: Report) -> Iterator[Line]:
    if body.common_choice:
        yield Line(body.common_choice, _("Alle kommunestyrene"))
    for one in body.municipalities:
        if found := body.choice_of(one.code):
            yield Line(found, one.name)


# --- What is not there ------------------------------------------------------------------


def gaps(body: Report) -> list[tuple[Figure, str]]:
    """Each figure and place that should have had a number, with whose it is, as a sentence."""
    return [
        (figure, f"{_gap(body, figure, cell.place)} {words.meaning(figure, cell)}")
        for figure in body.figures
        for cell in figure.cells
        if cell.mark in (Mark.MISSING, Mark.NOT_DUE)
    ]


def hidden(body: Report) -> list[tuple[Figure, str]]:
    """Each figure that is hidden, with why, as a sentence."""
    return [
        (figure, f"{_place(body, figure, cell.place)}: {words.meaning(figure, cell)}")
        for figure in body.figures
        for cell in figure.cells
        if cell.mark == Mark.HIDDEN
    ]


def _gap(body: Report, figure: Figure, place: str) -> str:
    party = body.party(place)
    return _("%(figure)s, %(period)s (%(whose)s):") % {
        "figure": _place(body, figure, place),
        "period": figure.period_label,
        "whose": party.name if party else figure.whose,
    }


def _place(body: Report, figure: Figure, place: str) -> str:
    return f"{figure.title}, {body.name_of(place)}" if figure.has_places else figure.title


def _absent(body: Report) -> Iterator[str]:
    found = [sentence for _figure, sentence in (*gaps(body), *hidden(body))]
    yield from found
    if body.left_out:
        yield _("Tall som eierne har valgt å ikke ta med: %(codes)s.") % {
            "codes": ", ".join(body.left_out)
        }
    if not found and not body.left_out:
        yield _("Alle tallene i planen er med.")


def missing(body: Report) -> list[Missing]:
    """What is wanting in a draft. A report can be opened with gaps; they are told, not hidden."""
    return [*_missing(body)]


def _missing(body: Report) -> Iterator[Missing]:
    span, source = body.span, str(PRACTICE)
    if span is None:
        yield Missing(SUMMARY, _("Rapporten har ingen periode."), source, blocks=True)
        return
    if clock.today() <= span.last_day:
        text = _("Perioden er ikke over før %(day)s.") % {"day": words.in_full(span.last_day)}
        yield Missing(SUMMARY, text, source, blocks=True)
    if not body.goals:
        text = _("Det finnes ingen plan for året som alle eierne har godkjent.")
        yield Missing(GOALS, text, source, blocks=True)
    if not body.summary:
        yield Missing(SUMMARY, _("Skriv kort hva som skjedde."), source, blocks=True)
    if len(body.for_council) > MOST_FOR_COUNCIL:
        yield Missing(FIGURES, _("Velg høyst fire tall til kommunestyrene."), source, blocks=True)
    for goal in body.goals:
        if not goal.text:
            text = _("Skriv hva som ble gjort for målet «%(goal)s».") % {"goal": goal.title}
            yield Missing(goal.part_id, text, source)
        if not goal.short:
            text = _("Skriv én setning til kommunestyrene om målet «%(goal)s».")
            yield Missing(goal.part_id, text % {"goal": goal.title}, source)
    for figure, sentence in gaps(body):
        yield Missing(FIGURES, sentence, figure.whose)
    for party in body.parties:
        cost = body.cost_of(party.code)
        if cost is None or cost.kroner is None:
            text = _("Fyll inn hva %(owner)s har brukt.") % {"owner": party.name}
            yield Missing(COSTS, text, source)
    if not body.common_choice:
        for party in body.municipalities:
            if not body.choice_of(party.code):
                text = _("Skriv hva kommunestyret i %(municipality)s kan bestemme.")
                named = {"municipality": words.short_name(party.name)}
                yield Missing(CHOICES, text % named, source)
