"""The points of the joint plan: what is asked, and how it reads."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from tospann.agreed.body import Part, Table
from tospann.agreements.points import (
    Ask,
    Point,
    Row,
    Rows,
    Words,
    choices_among,
    figure,
    in_full,
    listed,
    parts,
)
from tospann.agreements.sources import PRACTICE
from tospann.plans.body import SHARED, Goal, JointPlan, Quote
from tospann.plans.rules import GOALS, INDICATORS, MEASURES, SIGNALS

NO_NAME = _l("Skriv rollen, aldri navnet på en person.")
Offered = Sequence[tuple[str, Words]]


def points(
    body: JointPlan, *, signals: Offered = (), indicators: Offered = ()
) -> tuple[Point, ...]:
    """All points of a plan. `signals` and `indicators` are what its form offers."""
    return (
        Point("mandat", "1", _l("Mandat og eiere"), PRACTICE, (
            Ask("mandate", _l("Hva planen bygger på"),
                _l("Partnerskapsavtalen og vedtakene som ligger til grunn."), long=True),
        ), says=_owners),
        Point("utfordringer", "2", _l("Utfordringsbilde"), PRACTICE, (
            Ask("challenges", _l("Hva er situasjonen?"), _l("Skriv tallene som viser det, og "
                "aldri noe om enkeltpersoner."), long=True),
            Ask("sources", _l("Kilder"), optional=True),
        )),
        Point(SIGNALS, "3", _l("Årets styringssignaler"), PRACTICE,
              says=_signals, tables=_signal_tables,
              help=_l("Signalene hentes fra registeret. Under hvert mål krysser du av for "
                      "signalene målet svarer på.")),
        Point(GOALS, "4", _l("Felles mål"), PRACTICE, rows=(_goals(body, signals),)),
        Point(MEASURES, "5", _l("Tiltak"), PRACTICE, rows=(measures(body),)),
        Point(INDICATORS, "6", _l("Indikatorer"), PRACTICE, rows=(
            Rows("aims", _l("Indikatorer"), _l("en indikator"), (
                Ask("goal", _l("Mål"), among="goals"),
                Ask("code", _l("Indikator"), choices=[*indicators] or _coded(body)),
                Ask("baseline", _l("Verdi ved start"), figure=True),
                Ask("baseline_period", _l("Periode for verdien"),
                    _l("For eksempel 2025, eller 1. halvår 2025.")),
            ), help=_l("Tallene følges i resultatene. Her avtaler eierne hvor de starter."),
                asked_of=_by_the_table),
            Rows("steps", _l("Måltall"), _l("et måltall"), (
                Ask("aim", _l("Indikator"), among="aims"),
                Ask("on", _l("Dato")),
                Ask("value", _l("Verdi som skal være nådd"), figure=True),
            )),
        ), tables=_aims),
        Point("kompetanse", "7", _l("Kompetanse og bemanning"), PRACTICE, (
            Ask("competence", _l("Kompetanse"), long=True, optional=True),
            Ask("staffing", _l("Bemanning"), long=True, optional=True),
        )),
        Point("samarbeid", "8", _l("Samarbeid"), PRACTICE, (
            Ask("cooperation", _l("Hvem vi samarbeider med, og om hva"), long=True,
                optional=True),
        )),
        Point("medvirkning", "9", _l("Medvirkning fra brukere og ansatte"), PRACTICE, (
            Ask("participation", _l("Slik har brukere og ansatte medvirket"), long=True),
        )),
        Point("risiko", "10", _l("Risiko"), PRACTICE, rows=(
            Rows("risks", _l("Risiko"), _l("en risiko"), (
                Ask("text", _l("Hva kan gå galt?")),
                Ask("response", _l("Hva gjør vi med det?")),
                Ask("role", _l("Hvem følger med"), NO_NAME, optional=True),
            )),
        )),
        Point("rapportering", "11", _l("Rapportering"), PRACTICE, (
            Ask("reporting", _l("Når og til hvem"), long=True),
        )),
        Point("rammer", "12", _l("Budsjettrammer"), PRACTICE, rows=(
            Rows("frames", _l("Ramme fra hver eier"), _l("en ramme"), (
                Ask("owner", _l("Eier"), choices=choices_among(body.owners)),
                Ask("kroner", _l("Kroner"), _l("I hele kroner.")),
                Ask("note", _l("Merknad"), optional=True),
            )),
        )),
        Point("merknad", "13", _l("Merknad"), PRACTICE, (
            Ask("note", _l("Merknad"), long=True, optional=True),
        )),
    )  # fmt: skip


def _goals(body: JointPlan, signals: Offered) -> Rows:
    return Rows("goals", _l("Mål"), _l("et mål"), (
        Ask("title", _l("Mål"), said=True),
        Ask("signals", _l("Signaler målet svarer på"), said=True, choices=signals),
        Ask("answer", _l("Slik svarer målet på signalene"), long=True, said=True),
    ), help=_l("Fire til åtte mål er nok for et kontor."), least=1, blocks=True, part="mal",
        heading=lambda goal: goal.title, says=partial(_goal, body),
        asked_of=_by_the_table)  # fmt: skip


def _by_the_table(row: Row) -> bool:
    """No field of the row is asked for one by one: the stated table asks instead."""
    return False


def measures(body: JointPlan) -> Rows:
    """The measures, for the draft and for the grid."""
    owners = choices_among(body.owners)
    return Rows("measures", _l("Tiltak"), _l("et tiltak"), (
        Ask("title", _l("Tiltak"), said=True),
        Ask("goal", _l("Mål"), among="goals"),
        Ask("line", _l("Linje")),
        Ask("responsible", _l("Ansvarlig eier"), choices=owners),
        Ask("role", _l("Rolle som følger opp"), NO_NAME),
        Ask("start", _l("Begynner"), optional=True),
        Ask("deadline", _l("Frist"), _l("La stå tom når tiltaket er løpende."), optional=True),
        Ask("continuous", _l("Løpende tiltak"), optional=True),
        Ask("kroner", _l("Kostnad i kroner"), optional=True),
        Ask("payer", _l("Hvem betaler"),
            choices=[*owners, (SHARED, _l("eierne sammen"))], optional=True),
    ), part="tiltak", heading=lambda one: one.title, asked_of=_by_the_table)  # fmt: skip


def grid(body: JointPlan) -> Point:
    """The measures alone, with the goals of the body as choices: for the grid."""
    rows = measures(body)
    asks = tuple(
        replace(ask, among="", choices=choices_among(body.goals)) if ask.name == "goal" else ask
        for ask in rows.asks
    )
    return Point(MEASURES, "5", _l("Tiltak"), PRACTICE, rows=(replace(rows, asks=asks),))


def read(body: JointPlan) -> list[Part]:
    """The whole text. The rows of the indicators are read in one table, not in two."""
    return parts(
        [replace(one, rows=()) if one.id == INDICATORS else one for one in points(body)], body
    )


# --- How it reads -----------------------------------------------------------------------


def _owners(body: JointPlan) -> Iterator[str]:
    if body.year:
        yield _("Dette er den felles virksomhetsplanen for %(year)s.") % {"year": body.year}
    if body.owners:
        yield _("Planen gjelder når alle eierne har godkjent den: %(owners)s.") % {
            "owners": listed([one.name for one in body.owners])
        }


def _signals(body: JointPlan) -> Iterator[str]:
    if not body.signals:
        yield _("Ingen styringssignaler er ført inn for året.")
    if any(not one.public for one in body.signals):
        yield _("Interne signaler er tatt med uten tekst. De står i eiernes register.")


def _signal_tables(body: JointPlan) -> Iterator[Table]:
    if not body.signals:
        return
    rows = []
    for one in body.signals:
        goals = [goal.title for goal in body.goals if one.id in goal.signals]
        rows.append(
            (
                one.label,
                body.owner_name(one.owner) if one.owner else "",
                str(one.obligation.label),
                cited(one),
                one.text if one.public else _("internt signal"),
                "; ".join(goals) or _("ikke besvart av noe mål"),
            )
        )
    yield Table(
        _("Signalene og målene som svarer på dem"),
        (_("Signal"), _("Eier"), _("Krav"), _("Dokument"), _("Innhold"), _("Mål")),
        tuple(rows),
    )


def cited(quote: Quote) -> str:
    """Where a signal stands: `Mål- og disponeringsbrev 2026, punkt 3, 12. januar 2026`."""
    day = in_full(quote.dated_on) if quote.dated_on else ""
    return ", ".join(one for one in (quote.document, quote.place, day) if one)


def _goal(body: JointPlan, goal: Goal) -> Iterator[str]:
    labels = [one.label for one in body.signals if one.id in goal.signals]
    if labels:
        yield _("Målet svarer på %(signals)s.") % {"signals": listed(labels)}
    yield goal.answer


def _coded(body: JointPlan) -> list[tuple[str, str]]:
    return [(one.code, one.choice[1]) for one in body.aims]


def _aims(body: JointPlan) -> Iterator[Table]:
    """Every indicator with its start and its path; the rows of the form are not repeated."""
    if not body.aims:
        return
    goals = dict(choices_among(body.goals))
    yield Table(
        _("Fra start til mål"),
        (_("Indikator"), _("Mål"), _("Ved start"), _("Måltall")),
        tuple(
            (
                one.choice[1],
                goals.get(one.goal, ""),
                _("%(value)s (%(period)s)")
                % {"value": figure(one.baseline), "period": one.baseline_period}
                if one.baseline is not None
                else "",
                "; ".join(
                    f"{in_full(step.on)}: {figure(step.value)}"
                    for step in body.path_of(one.id)
                    if step.on and step.value is not None
                ),
            )
            for one in body.aims
        ),
    )
