"""What came in to the hearings of a study, for the next version of it."""

from collections.abc import Iterator

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tospann.agreed.models import Document
from tospann.participation.models import State
from tospann.participation.selectors import AnswerRow, HearingSummary, answer_rows, hearings_of
from tospann.structure.study import chapters
from tospann.structure.study.body import Column, Study, Table

TABLE = "t19-horingssvar"


def with_hearings(document: Document, body: Study) -> Study:
    """The body with the hearings of the study told in its chapter on participation. 10 queries.

    Three when there are none.
    """
    held = hearings_of(document)
    if not held or not body.chapters:
        return body
    told, answers = [*sentences(held)], table(document)
    found = [
        one.model_copy(update={"said": [*told, *one.said], "tables": [*one.tables, answers]})
        if one.id == chapters.PARTICIPATION
        else one
        for one in body.chapters
    ]
    return body.model_copy(update={"chapters": found})


def sentences(held: list[HearingSummary]) -> Iterator[str]:
    """Each hearing in a sentence or two, the oldest first."""
    for one in reversed(held):
        about = {
            "title": one.title,
            "sent": _day(one.sent_on),
            "deadline": _day(one.deadline),
            "number": one.version_number,
            "answered": one.answered_count,
            "bodies": one.bodies_count,
        }
        yield (
            _(
                "Høringen «%(title)s» ble sendt %(sent)s og gjaldt versjon %(number)s av "
                "utredningen. Fristen var %(deadline)s. %(answered)s av %(bodies)s instanser har "
                "svart."
            )
            if one.state is not State.SENT or one.passed
            else _(
                "Høringen «%(title)s» ble sendt %(sent)s og gjelder versjon %(number)s av "
                "utredningen. Fristen er %(deadline)s. Så langt har %(answered)s av %(bodies)s "
                "instanser svart."
            )
        ) % about
        if one.state is State.CALLED_OFF:
            yield _("Høringen «%(title)s» ble avlyst.") % {"title": one.title}


def table(document: Document) -> Table:
    """T19: every answer to every question, what came of it and why; those who did not answer too.

    Seven queries.
    """
    rows = answer_rows(document)
    several = len({one.hearing for one in rows}) > 1
    columns = [
        *([Column(name="horing", title=_("Høring"))] if several else []),
        Column(name="instans", title=_("Instans")),
        Column(name="mottatt", title=_("Mottatt")),
        Column(name="sporsmal", title=_("Spørsmål")),
        Column(name="svar", title=_("Svar")),
        Column(name="utfall", title=_("Hva kom av det")),
        Column(name="begrunnelse", title=_("Begrunnelse")),
    ]
    return Table(
        id=TABLE,
        caption=_("T19 Høringssvar og hva som kom av dem"),
        columns=columns,
        shown=[_cells(one, several, _received(one)) for one in rows],
        plain=[_cells(one, several, str(one.received_on or "")) for one in rows],
        source=_("Det instansene har svart, slik det er ført inn"),
    )


def _cells(one: AnswerRow, several: bool, received: str) -> list[str]:
    cells = [one.body, received, one.question, one.answer, one.outcome, one.reason]
    return [one.hearing, *cells] if several else cells


def _received(one: AnswerRow) -> str:
    if one.received_on is None:
        return "–"
    day = f"{one.received_on:%d.%m.%Y}"
    return _("%(day)s, etter fristen") % {"day": day} if one.late else day


def _day(on) -> str:
    return date_format(on, "j. F Y", use_l10n=False) if on else "–"
