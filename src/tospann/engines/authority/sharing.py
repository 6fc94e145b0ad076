"""May this be shared with them: for which purpose and on which basis.

No basis, no sharing. A neighbour office is another body, also when the two cooperate.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tospann.engines.authority import facts as f
from tospann.engines.authority.answer import answer, responsible
from tospann.engines.authority.chains import CHAINS, LINKS, Case, walk
from tospann.engines.authority.codes import Confidence, Group
from tospann.engines.authority.law import Provision, version
from tospann.engines.authority.services import service
from tospann.engines.authority.setting import Setting, model_of, setting
from tospann.engines.authority.verdict import frame, group_of, place
from tospann.engines.authority.words import Message, Reason, reason


class Share(StrEnum):
    """The answer."""

    YES = "yes"
    NO = "no"
    UNCLEAR = "?"


class Purpose(StrEnum):
    """What the information is for."""

    CASE = "case"
    GUIDANCE = "guidance"
    DANGER = "danger"
    STEERING = "steering"


class Basis(StrEnum):
    """What the sharing rests on."""

    CONSENT = "consent"
    SAME_OFFICE = "same_office"
    SAME_AGENCY = "same_agency"
    DELEGATED = "delegated"
    OWN_TASK = "own_task"
    DANGER = "danger"
    TRIAL = "trial"


PURPOSE_LABELS = {
    Purpose.CASE: Message("behandle saken"),
    Purpose.GUIDANCE: Message("veilede personen"),
    Purpose.DANGER: Message("hindre alvorlig fare"),
    Purpose.STEERING: Message("styre eller planlegge kontoret"),
}
BASIS_LABELS = {
    Basis.CONSENT: Message("samtykke fra personen"),
    Basis.SAME_OFFICE: Message("begge arbeider i det samme Nav-kontoret"),
    Basis.SAME_AGENCY: Message("begge er ansatt i staten"),
    Basis.DELEGATED: Message("mottakeren har fått myndigheten i saken"),
    Basis.OWN_TASK: Message("nødvendig for kommunens egne oppgaver"),
    Basis.DANGER: Message("nødvendig for å hindre alvorlig fare"),
    Basis.TRIAL: Message("unntak i godkjent forsøk"),
}


@dataclass(frozen=True, slots=True)
class SharingQuestion:
    """May the holder share with the receiver?

    service : what the case is about.
    identifiable : whether anyone could tell who the person is.
    paper : reference and day of the consent, or of the written assessment of need.
    """

    service: str
    stay: f.Stay
    holder: f.Employment
    receiver: f.Employment
    day: date
    identifiable: bool = True
    purpose: Purpose | None = None
    basis: Basis | None = None
    paper: tuple[str, date] | None = None


@dataclass(frozen=True, slots=True)
class SharingFinding:
    """Yes, no or unclear, with why, what it rests on and what is missing."""

    answer: Share
    reasons: tuple[Reason, ...]
    citations: tuple[Provision, ...]
    missing: tuple[Message, ...]
    confidence: Confidence


ANONYMOUS = Message("Ingen kan se hvem saken gjelder. Da kan den drøftes fritt.")
STEERING = Message(
    "Styring og planlegging trenger ikke opplysninger om enkeltpersoner. Bruk tall eller anonyme "
    "eksempler."
)
FOR = Message("Formålet er å %(purpose)s. Grunnlaget er: %(basis)s.")
NOTHING = Message("Uten formål og grunnlag kan ikke opplysninger om en person deles.")
CONSENTED = Message("Personen har samtykket. Del bare det samtykket gjelder.")
AS_NEEDED = Message("Del bare det mottakeren trenger i arbeidet, og styr tilgangen etter rolle.")
NEIGHBOUR = Message(
    "Et nabokontor eller en nabokommune er et annet organ, også når dere samarbeider."
)
THE_BODY = Message("Mottakeren avgjør saken for kommunen og er da ikke et annet organ.")
ONE_AGENCY = Message("Staten er ett organ. Del bare med den som har oppgaven.")
STATE_ONLY = Message("Dette grunnlaget gjelder bare statlige saker mellom to statlig ansatte.")
ASSESSED = Message("Behovet er vurdert og skrevet ned. Del bare det som er nødvendig.")
ASSESS = Message("Om det er nødvendig, må vurderes i hver sak. Skriv vurderingen ned først.")
TRIAL_OPENS = Message("Den godkjente forsøksforskriften gjør unntak fra taushetsplikten.")
TRIAL_CLOSED = Message("Ingen godkjent forsøksforskrift gjør unntak fra taushetsplikten her.")

PURPOSE = Message("Formålet med delingen")
BASIS = Message("Grunnlaget for delingen")
CONSENT_PAPER = Message("Samtykket, med dato")
ASSESSMENT = Message("Skriftlig vurdering av at delingen er nødvendig")
TRIAL_EXCEPTION = Message("Unntak fra taushetsplikten i forsøksforskriften")


def sharing(facts: f.Facts, asked: SharingQuestion) -> SharingFinding:
    """Whether information in a case may be shared, and why.

    Raises
    ------
    Unanswerable
        As `answer` does.

    Source: Nav-loven §§ 7 and 16, sosialtjenesteloven § 44 (read in its 2016 wording),
    forvaltningsloven §§ 13–13 e, forsøksloven.
    """
    number = responsible(facts, asked.stay, asked.day)
    where = setting(facts, number, asked.day)
    group = group_of(service(asked.service), f.Act.DECIDE)
    for one in (asked.holder, asked.receiver):
        place(where, frame(where, model_of(where, asked.service)), one)
    told = _Told(where, "nav_7" if group is Group.STATE else "sotjl_44")
    if not asked.identifiable:
        return told.make(Share.YES, [reason(ANONYMOUS)], sure=Confidence.HIGH)
    if asked.purpose is Purpose.STEERING:
        return told.make(Share.NO, [reason(STEERING)])
    if asked.purpose is None or asked.basis is None:
        lacks = [PURPOSE] if asked.purpose is None else []
        lacks += [BASIS] if asked.basis is None else []
        return told.make(Share.NO, [reason(NOTHING)], lacks)
    told.start = [
        reason(
            FOR,
            purpose=PURPOSE_LABELS[asked.purpose],
            basis=BASIS_LABELS[asked.basis],
        )
    ]
    return _by_basis(facts, asked, where, group, told)


class _Told:
    """Puts a finding together."""

    def __init__(self, where: Setting, key: str) -> None:
        self.where, self.key = where, key
        self.start: list[Reason] = []

    def make(
        self,
        given: Share,
        reasons: list[Reason],
        missing: list[Message] | None = None,
        *,
        keys: tuple[str, ...] = (),
        sure: Confidence = Confidence.MEDIUM,
    ) -> SharingFinding:
        constituted = self.where.municipality.constituted_on
        cited = (
            version(key, self.where.day, constituted) for key in (*keys, self.key, "fvl_secrecy")
        )
        return SharingFinding(
            given,
            (*self.start, *reasons),
            tuple(dict.fromkeys(one for one in cited if one)),
            tuple(missing or ()),
            sure,
        )


def _by_basis(
    facts: f.Facts, asked: SharingQuestion, where: Setting, group: Group, told: _Told
) -> SharingFinding:
    known = asked.paper is not None and asked.paper[1] <= asked.day and bool(asked.paper[0])
    if asked.basis is Basis.CONSENT:
        if known:
            return told.make(Share.YES, [reason(CONSENTED)], sure=Confidence.HIGH)
        return told.make(Share.NO, [], [CONSENT_PAPER])
    if asked.basis is Basis.SAME_OFFICE:
        serving = {one.office for one in where.coverage}
        together = asked.holder.office == asked.receiver.office and asked.holder.office in serving
        if together and _in_work(asked):
            return told.make(
                Share.YES, [reason(AS_NEEDED)], keys=("nav_16",), sure=Confidence.HIGH
            )
        return told.make(
            Share.NO, [reason(NEIGHBOUR)], [LINKS["office_serves"].name], keys=("nav_16",)
        )
    if asked.basis is Basis.SAME_AGENCY:
        both = asked.holder.employer == asked.receiver.employer == f.STATE and _in_work(asked)
        if both and group is Group.STATE:
            return told.make(Share.YES, [reason(ONE_AGENCY)], keys=("nav_responsibility",))
        return told.make(Share.NO, [reason(STATE_ONLY)])
    if asked.basis is Basis.DELEGATED:
        return _delegated(facts, asked, told)
    if asked.basis is Basis.TRIAL:
        return _trial(asked, where, told)
    if known:
        return told.make(Share.YES, [reason(ASSESSED)])
    return told.make(Share.UNCLEAR, [reason(ASSESS)], [ASSESSMENT])


def _in_work(asked: SharingQuestion) -> bool:
    return all(f.holds(one.since, one.until, asked.day) for one in (asked.holder, asked.receiver))


def _delegated(facts: f.Facts, asked: SharingQuestion, told: _Told) -> SharingFinding:
    question = f.Question(
        asked.service, asked.stay, (asked.receiver,), asked.day, of_principle=False
    )
    found = answer(facts, question)
    cited = tuple(one.provision.key for one in found.citations)
    if found.code.decides:
        return told.make(Share.YES, [reason(THE_BODY), reason(AS_NEEDED)], keys=cited)
    lacks = [one.name for one in found.missing]
    return told.make(Share.NO, [reason(found.meaning)], lacks, keys=cited)


def _trial(asked: SharingQuestion, where: Setting, told: _Told) -> SharingFinding:
    wanted = service(asked.service)
    about = frame(where, model_of(where, asked.service))
    relation = place(where, about, asked.receiver)[1]
    lacks = [TRIAL_EXCEPTION]
    for one in sorted(where.trials, key=lambda trial: trial.reference):
        if asked.service in one.services and relation in one.relations and one.secrecy:
            case = Case(where, wanted, asked.receiver, "", "", False, trial=one)
            walked = walk(CHAINS["trial"], case)
            if not walked.missing:
                return told.make(
                    Share.YES, [reason(TRIAL_OPENS), reason(AS_NEEDED)], keys=("trial_act",)
                )
            lacks = [LINKS[link].name for link in walked.missing]
    return told.make(Share.NO, [reason(TRIAL_CLOSED)], lacks, keys=("trial_act",))
