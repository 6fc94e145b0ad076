"""May this be shared with them? The question and its answer, as the page tells it."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from tospann.authority.selectors import wording
from tospann.authority.selectors.gathering import gathered
from tospann.authority.selectors.questions import on_day
from tospann.engines import authority as engine
from tospann.engines.authority import Share, Unanswerable

WORDS = {
    Share.YES: (_l("Ja"), "success", "checkmark-circle"),
    Share.NO: (_l("Nei"), "danger", "x-mark-octagon"),
    Share.UNCLEAR: (_l("Må vurderes"), "warning", "questionmark-circle"),
}


@dataclass(frozen=True, slots=True)
class AskedToShare:
    """Who wants to share what with whom, for what, on which basis."""

    service: str
    municipality: str
    holder: str
    holder_office: str
    receiver: str
    receiver_office: str
    day: date
    identifiable: bool
    purpose: str = ""
    basis: str = ""
    documented: bool = False  # a consent or a written assessment is in the archive


@dataclass(frozen=True, slots=True)
class SharingPage:
    """The answer and all that it rests on."""

    word: str
    color: str
    icon: str
    reasons: list[str]
    missing: list[str]
    citations: list[tuple[str, str]]  # key and name
    confidence: str
    refused: str = ""


def sharing_page(asked: AskedToShare) -> SharingPage:
    """Whether information in a case may be shared. At most 28 queries."""
    number, holder, receiver = (
        on_day(code, asked.day) if code.isdigit() else code
        for code in (asked.municipality, asked.holder, asked.receiver)
    )
    found = gathered(asked.day, {one for one in (number, holder, receiver) if one.isdigit()})
    given = _("oppgitt i spørsmålet")
    question = engine.SharingQuestion(
        asked.service,
        engine.Stay(number),
        engine.Employment(holder, given, asked.holder_office),
        engine.Employment(receiver, given, asked.receiver_office),
        asked.day,
        identifiable=asked.identifiable,
        purpose=engine.Purpose(asked.purpose) if asked.purpose else None,
        basis=engine.Basis(asked.basis) if asked.basis else None,
        paper=(_("oppgitt i spørsmålet"), asked.day) if asked.documented else None,
    )
    try:
        finding = engine.sharing(found.facts, question)
    except Unanswerable as refused:
        return SharingPage("", "warning", "", [], [], [], "", wording.said(refused.reason))
    word, color, icon = WORDS[finding.answer]
    return SharingPage(
        str(word),
        color,
        icon,
        [wording.said(one) for one in finding.reasons],
        [wording.said(one) for one in finding.missing],
        [(one.key, str(one)) for one in finding.citations],
        wording.confidence(finding.confidence),
    )
