"""The facts as they stand for one municipality on one day."""

from dataclasses import dataclass
from datetime import date

from tospann.engines.authority import facts as f
from tospann.engines.authority.codes import Model
from tospann.engines.authority.law import FIRST_DAY
from tospann.engines.authority.words import Message, Unanswerable

NO_DAY = Message("Dagen mangler. Skriv en dato.")
TOO_EARLY = Message("Velg en dag fra og med %(first)s. Eldre regler er ikke lagt inn.")
NO_MUNICIPALITY = Message("Kommunen «%(number)s» finnes ikke i registeret. Legg den inn først.")
GONE = Message(
    "%(name)s (%(number)s) fantes ikke %(day)s. Velg kommunen som har tatt over: %(successors)s."
)
NOT_THERE = Message("%(name)s (%(number)s) fantes ikke %(day)s. Velg en annen dag eller kommune.")
TWO_MODELS = Message(
    "%(name)s har flere organisasjonsmodeller for samme tjeneste %(day)s: %(references)s. Rett "
    "periodene, så bare én gjelder."
)
NO_HOST = Message("Modellen «%(reference)s» mangler vertskommune. Legg den inn.")
TWO_COUNCILS = Message(
    "Kommunen «%(number)s» er ført to ganger for samme dag i registeret. Rett periodene."
)

HOST_MODELS = frozenset({Model.HOST_ADMINISTRATIVE, Model.HOST_JOINT_BOARD})


def check_day(day: date) -> None:
    """Refuse what is no day, and days before the rules begin."""
    if type(day) is not date:
        raise Unanswerable(NO_DAY)
    if day < FIRST_DAY:
        raise Unanswerable(TOO_EARLY, first=FIRST_DAY)


def municipality_on(facts: f.Facts, number: str, day: date) -> f.Municipality:
    """The municipality with this number on a day.

    Raises
    ------
    Unanswerable
        If it is not on record, or did not exist that day; the sentence names its successors.
    """
    known = [one for one in facts.municipalities if one.number == number]
    if not known:
        raise Unanswerable(NO_MUNICIPALITY, number=number)
    there = [one for one in known if f.holds(one.since, one.until, day)]
    if len(there) > 1:
        raise Unanswerable(TWO_COUNCILS, number=number)
    if there:
        return there[0]
    name = min(one.name for one in known)
    heirs = _heirs(facts, number, day)
    if heirs:
        raise Unanswerable(
            GONE, name=name, number=number, day=day, successors=tuple(_named(facts, heirs))
        )
    raise Unanswerable(NOT_THERE, name=name, number=number, day=day)


def _heirs(facts: f.Facts, number: str, day: date) -> list[str]:
    return sorted(
        {one.successor for one in facts.changes if one.predecessor == number and one.on <= day}
    )


def _named(facts: f.Facts, numbers: list[str]) -> list[str]:
    names = {one.number: one.name for one in sorted(facts.municipalities, key=str)}
    return [f"{names.get(number, number)} ({number})" for number in numbers]


def heir(facts: f.Facts, number: str, day: date) -> str:
    """The number to use on a day: a municipality that was merged whole has one successor.

    A split municipality, or one not on record, keeps its number, and `municipality_on` refuses.
    """
    seen = {number}
    while True:
        known = [one for one in facts.municipalities if one.number == number]
        if not known or any(f.holds(one.since, one.until, day) for one in known):
            return number
        heirs = _heirs(facts, number, day)
        if len(heirs) != 1 or heirs[0] in seen:
            return number
        number = heirs[0]
        seen.add(number)


@dataclass(frozen=True, slots=True)
class Setting:
    """What concerns one municipality on one day, out of all the facts."""

    facts: f.Facts
    municipality: f.Municipality
    day: date
    models: tuple[f.ModelPeriod, ...]
    coverage: tuple[f.Coverage, ...]
    partnerships: tuple[f.PartnershipAgreement, ...]
    hosts: tuple[f.HostAgreement, ...]
    papers: tuple[f.Paper, ...]
    portfolio: tuple[f.Portfolio, ...]
    trials: tuple[f.Trial, ...]

    @property
    def number(self) -> str:
        """The number of the municipality."""
        return self.municipality.number


def setting(facts: f.Facts, number: str, day: date) -> Setting:
    """The facts that concern a municipality on a day. Raises as `municipality_on`."""
    check_day(day)
    there = municipality_on(facts, number, day)
    return Setting(
        facts,
        there,
        day,
        tuple(
            one
            for one in facts.models
            if number in one.municipalities and f.holds(one.since, one.until, day)
        ),
        tuple(
            one
            for one in facts.coverage
            if one.municipality == number and f.holds(one.since, one.until, day)
        ),
        tuple(
            one
            for one in facts.partnership_agreements
            if number in one.municipalities
            and one.since <= day
            and f.holds(None, one.until, day)
            and f.holds(None, one.ended_on, day)
        ),
        tuple(
            one
            for one in facts.host_agreements
            if number in one.participants and host_agreement_holds(one, number, day)
        ),
        tuple(
            one
            for one in facts.papers
            if one.decided_on <= day
            and f.holds(None, one.until, day)
            and (one.withdrawn_on is None or day < one.withdrawn_on)
        ),
        tuple(
            one
            for one in facts.portfolio
            if one.municipality == number and f.holds(one.since, one.until, day)
        ),
        tuple(
            one for one in facts.trials if number in one.municipalities and one.applied_on <= day
        ),
    )


def host_agreement_holds(one: f.HostAgreement, number: str, day: date) -> bool:
    """Whether the agreement holds for a participant: begun, not run out, nobody gone."""
    return (
        one.since <= day
        and f.holds(None, one.until, day)
        and f.holds(None, one.ended_on, day)
        and all(day <= last for participant, last in one.left if participant == number)
    )


def model_of(where: Setting, service: str) -> f.ModelPeriod | None:
    """The organisation model for a service; None when none is on record: its own office.

    Raises
    ------
    Unanswerable
        If two models hold for the same service, or a host model names no host.
    """
    found = [one for one in where.models if one.services is None or service in one.services]
    if len(found) > 1:
        raise Unanswerable(
            TWO_MODELS,
            name=where.municipality.name,
            day=where.day,
            references=tuple(sorted(one.reference for one in found)),
        )
    if not found:
        return None
    if found[0].model in HOST_MODELS and not found[0].host:
        raise Unanswerable(NO_HOST, reference=found[0].reference)
    return found[0]
