"""What giving notice leads to: the last day, what must be put in place, and what to do when. Pure.

The last day follows from the agreement. The dates of the tasks are our proposal, counted
backwards from it; they are in no law.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from tospann.agreed.actions import months_after
from tospann.agreements import sources


@dataclass(frozen=True, slots=True)
class Task:
    """Something to do, and when it should be done at the latest."""

    by: date
    text: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """What follows from a notice given on a day."""

    given_on: date
    last_day: date
    replacement: str  # what must be in force the day after; empty when nothing must
    source: str
    tasks: tuple[Task, ...]  # by date

    @property
    def gap_from(self) -> date:
        """The first day without the agreement."""
        return self.last_day + timedelta(days=1)


def plan(kind: str, *, given_on: date, notice_months: int, until: date | None = None) -> Plan:
    """What follows when a party of an agreement of this kind gives notice.

    Parameters
    ----------
    kind : the name of the kind of document.
    notice_months : the agreement's own period, from the day the notice is given.
    until : the agreement's last day, which comes first if it is earlier.

    Raises
    ------
    ValueError
        If the period is negative, or the agreement has ended when notice is given.

    Source: the duty to have an office cannot be given notice of (Nav-loven § 13).
    """
    if notice_months < 0:
        raise ValueError(f"notice_months is {notice_months}, expected 0 or more")
    if until is not None and until < given_on:
        raise ValueError(f"given on {given_on}, after the last day {until}")
    last_day = months_after(given_on, notice_months)
    if until is not None:
        last_day = min(last_day, until)
    replacement, source = _replacement(kind)
    tasks = (
        Task(min(max(one.by, given_on), last_day), one.text, one.source)
        for one in _tasks(kind, given_on, last_day)
    )
    return Plan(
        given_on, last_day, replacement, source, tuple(sorted(tasks, key=lambda one: one.by))
    )


def _replacement(kind: str) -> tuple[str, str]:
    if kind == "partnership_agreement":
        return (
            _(
                "En ny partnerskapsavtale mellom staten og kommunen. Plikten til å ha et felles "
                "lokalt Nav-kontor gjelder fortsatt, og hver kommune må være dekket hver dag."
            ),
            str(sources.NAV_13),
        )
    if kind == "host_agreement":
        return (
            _(
                "Et eget Nav-kontor eller en ny vertskommuneavtale for den som trer ut, og en "
                "partnerskapsavtale som passer til det."
            ),
            f"{sources.NAV_13}, {sources.HOST_EXIT}",
        )
    if kind == "operation_agreement":
        return (
            _("En ny avtale om drift, eiendom og kostnadsfordeling så lenge kontoret består."),
            str(sources.guide("3.0")),
        )
    return "", ""


def _tasks(kind: str, given_on: date, last_day: date) -> Iterator[Task]:
    def before(months: int) -> date:
        return months_after(last_day, -months)

    yield Task(given_on, _("Send oppsigelsen skriftlig til alle partene, og registrer den her."))
    if kind == "cooperation_agreement":
        yield Task(
            before(1), _("Fortell medarbeidere og brukerutvalg hva som gjelder etter siste dag.")
        )
        return
    yield Task(
        months_after(given_on, 1),
        _("Ta opp saken i et partnerskapsmøte. Avklar hva som skal komme i stedet."),
        str(sources.guide("3.1")),
    )
    if kind == "operation_agreement":
        yield Task(before(3), _("Bli enige om ny kostnadsnøkkel og hvem som leier lokalene."))
        yield Task(before(1), _("Få den nye avtalen godkjent av alle eierne."))
        return
    if kind == "host_agreement":
        yield Task(
            before(9), _("Velg ny løsning i kommunestyret i hver kommune som er berørt."),
            str(sources.HOST_CONTENT),
        )  # fmt: skip
    yield Task(
        before(8),
        _(
            "Drøft endringene med de tillitsvalgte, både i staten og i kommunen. Skriv datoene "
            "inn i saken."
        ),
        _("Hovedavtalen i staten og hovedavtalen i KS"),
    )
    yield Task(before(7), _("Hør brukerutvalget, og svar på rådene."), str(sources.NAV_6))
    yield Task(before(6), _("Åpne den nye avtalen for godkjenning."))
    yield Task(
        before(3), _("Ha den nye avtalen godkjent av alle eierne, med vedlegg om delegering."),
        str(sources.CROSS_LINE),
    )  # fmt: skip
    yield Task(before(2), _("Flytt saker, arkiv, tilganger og utstyr etter en felles plan."))
    yield Task(before(1), _("Fortell innbyggerne hvor de skal møte opp, og fra hvilken dag."))
    yield Task(
        last_day, _("Kontroller at alle kommunene er dekket fra dagen etter."),
        str(sources.NAV_13),
    )  # fmt: skip
