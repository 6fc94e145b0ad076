"""One question, one answer."""

from datetime import date

from tospann.engines.authority import facts as f
from tospann.engines.authority.finding import Finding
from tospann.engines.authority.services import service
from tospann.engines.authority.setting import check_day, heir, setting
from tospann.engines.authority.verdict import Asked, verdict
from tospann.engines.authority.words import Message, Unanswerable

NO_BEFORE = Message(
    "Skriv hvilken kommune personen oppholdt seg i før innleggelsen. Den har fortsatt ansvaret."
)


def answer(facts: f.Facts, question: f.Question, *, assume: bool = False) -> Finding:
    """Who may decide what, for whom, on which day, and why.

    Parameters
    ----------
    facts : what is on record; the order of its rows never matters.
    question : the service and act, where the person stays, the employee's jobs, the day.
    assume : take every paper that is not found for granted, to see what a model could give.
        Jobs, places of work and matters of principle are never taken for granted.

    Raises
    ------
    Unanswerable
        If the question or the register must be mended first; the sentence says what to mend.

    Source: the matrices of `tables/matrix.csv` and the provisions of `tables/provisions.csv`.
    """
    asked = Asked(
        question.stay,
        question.act,
        question.office,
        question.of_principle,
        question.relation_marked,
        assume,
    )
    wanted = service(question.service)
    number = responsible(facts, question.stay, question.day)
    where = setting(facts, number, question.day)
    return Finding(wanted, verdict(where, asked, wanted, question.employments))


def responsible(facts: f.Facts, stay: f.Stay, day: date) -> str:
    """The number of the municipality that is responsible for a person on a day.

    Where the person stays decides, not the registered address. In an institution it is the
    municipality of stay before moving in; if that one was merged since, its successor.

    Raises
    ------
    Unanswerable
        If the person is in an institution and the earlier municipality is not given.

    Source: sosialtjenesteloven § 3.
    """
    check_day(day)
    if not stay.institution:
        return stay.municipality
    if not stay.before:
        raise Unanswerable(NO_BEFORE)
    return heir(facts, stay.before, day)
