"""The answer in words: reasons, citations, evidence, what is missing, and where to ask."""

from dataclasses import dataclass

from tospann.engines.authority import facts as f
from tospann.engines.authority.chains import CHAINS, LINKS, Evidence
from tospann.engines.authority.codes import (
    GROUP_LABELS,
    LABELS,
    MEANINGS,
    MODEL_LABELS,
    RELATION_LABELS,
    Code,
    Confidence,
    Group,
    Model,
    Relation,
)
from tospann.engines.authority.law import Provision, version
from tospann.engines.authority.services import Service
from tospann.engines.authority.setting import HOST_MODELS
from tospann.engines.authority.verdict import DECIDED, Outcome, Verdict
from tospann.engines.authority.words import Message, Reason, reason

# --- Reasons -----------------------------------------------------------------------------

STAYS = Message("%(name)s har ansvaret, fordi personen oppholder seg der.")
INSTITUTION = Message(
    "%(name)s har ansvaret, fordi personen oppholdt seg der før innleggelsen i institusjon eller "
    "bolig med døgnomsorg."
)
HAS_MODEL = Message("%(name)s har organisasjonsmodellen «%(model)s» (%(reference)s).")
HAS_MODEL_AND_HOST = Message(
    "%(name)s har organisasjonsmodellen «%(model)s» (%(reference)s). %(host)s er vertskommune."
)
NO_MODEL = Message("%(name)s har eget kontor. Ingen annen organisasjonsmodell er registrert.")
IN_GROUP = Message("Tjenesten «%(service)s» hører til gruppen «%(group)s».")
ONLY_GUIDANCE = Message("Spørsmålet gjelder generell veiledning, ikke et vedtak om «%(service)s».")
STATE_EMPLOYEE = Message("Den ansatte er ansatt i staten.")
EMPLOYED = Message("Den ansatte er ansatt i %(employer)s. Det er %(relation)s.")
IS_BOARD = Message("Det er den felles folkevalgte nemnda som spør.")
NOT_IN_WORK = Message("Arbeidsforholdet gjelder ikke denne dagen.")
WINS = Message("Den ansatte har flere arbeidsforhold. Det hos %(employer)s gir det beste svaret.")
STATE_EVERYWHERE = Message(
    "Staten er én arbeidsgiver. Statlig ansatte kan avgjøre statlige saker for alle kommuner når "
    "etaten har fordelt oppgaven slik."
)
BOARD_DECIDES = Message("Den felles folkevalgte nemnda kan avgjøre saken selv.")
PRINCIPLE_COUNCIL = Message(
    "Saken er av prinsipiell betydning. Den avgjøres av kommunestyret i %(name)s."
)
PRINCIPLE_BOARD = Message(
    "Saken er av prinsipiell betydning. Den avgjøres av den felles folkevalgte nemnda."
)
IF_NOT_PRINCIPLE = Message(
    "Svaret blir «%(code)s» hvis saken ikke er av prinsipiell betydning. Det må avklares først."
)
DEFAULT = Message("Inntil det er avklart, er svaret «%(label)s».")
ALSO = Message("Det er likevel lov å gi generelle råd og drøfte saken anonymt.")
LACKS = Message("For svaret «%(label)s» mangler dette: %(links)s.")
QUOTED = Message("«%(text)s»")
TRIAL_NO_EFFECT = Message(
    "Et forsøk er registrert, men det gir ingen myndighet denne dagen. Dette mangler: %(links)s."
)

# --- Reminders ---------------------------------------------------------------------------

IMPARTIALITY = Message(
    "Den ansatte har meldt en mulig tilknytning til saken. Vurder habiliteten før noe avgjøres."
)
COUNSELLING = Message(
    "Når veiledningen blir økonomisk rådgivning over tid, er den en tjeneste etter "
    "sosialtjenesteloven § 17. Da må det fattes vedtak, og svaret kan bli et annet."
)
HOME_KEEPS = Message(
    "%(name)s har fortsatt ansvaret. Kommunen kan gi instruks i saker som bare gjelder den selv "
    "eller dens innbyggere, og den kan gjøre om vedtak."
)
TWO_GOVERNORS = Message(
    "%(home)s og %(host)s har hver sin statsforvalter: %(first)s og %(second)s. Det er ikke "
    "avklart hvem av dem som behandler klager. Spør begge."
)
TWO_REGIONS = Message(
    "Kommunene ligger i hvert sitt fylke, %(first)s og %(second)s. Avklar med Nav i begge fylkene "
    "hvem som følger opp statlige saker."
)
OTHERS_UNDECIDED = Message(
    "Avtalen gjelder ikke for %(names)s, fordi kommunestyret der ikke har vedtatt den. Avklar om "
    "teksten må endres."
)
OLD_ACT = Message(
    "Avtalen %(reference)s viser til kommuneloven av 1992. Den er avløst av loven fra 2018. Vis "
    "til kapittel 20 i dagens lov."
)
ACT_UNCERTAIN = Message(
    "Dagen da det nye kommunestyret i %(name)s ble konstituert høsten 2019, er ikke registrert. "
    "Derfor er det usikkert om loven av 1992 eller av 2018 gjaldt denne dagen."
)
PRINCIPLE_REMINDER = Message(
    "Svaret gjelder ikke saker av prinsipiell betydning. Dem avgjør kommunestyret."
)
ANONYMOUS = Message("Del ikke opplysninger som kan knyttes til personen, uten samtykke.")
DUAL = Message(
    "Kontoret har to ledere. Delegering til lederen på tvers av linjene er da ikke mulig, og "
    "eierne må forklare hvordan tjenestene henger sammen."
)
GUIDANCE_ONLY = Message(
    "Dette er veiledning, ikke en avgjørelse. Reglene er ikke kontrollert av jurist."
)

# --- Appeals -----------------------------------------------------------------------------

APPEAL_STATE = Message("Nav klageinstans")
APPEAL_SECTOR = Message(
    "Klageinstansen som loven for tjenesten peker ut. Uten en slik er det kommunens klagenemnd."
)
APPEAL_NONE = Message("Ingen, for det blir ikke fattet vedtak.")
APPEAL_GOVERNOR = Message("%(governor)s")
APPEAL_UNCLEAR = Message(
    "%(governor)s. Vertskommunen har en annen statsforvalter, %(other)s, og det er ikke avklart "
    "hvem som behandler klagen."
)

# --- Questions ---------------------------------------------------------------------------

ASK_PRINCIPLE = Message("Er saken av prinsipiell betydning for %(name)s?")
LETTER = Message(
    "Til %(governor)s\n\n"
    "Spørsmål om myndighet ved et Nav-kontor\n\n"
    "%(name)s har organisasjonsmodellen «%(model)s» (%(reference)s). Vi ber om svar på dette:\n\n"
    "Kan en som er ansatt i %(employer)s, avgjøre saker om %(service)s for personer som %(name)s "
    "har ansvaret for? Vi spør om hva som gjelder %(day)s.\n\n"
    "Vi har sett på %(citations)s. Vi mener at svaret ikke er klart, fordi %(why)s.\n\n"
    "Til vi får svar, legger vi til grunn at den ansatte ikke kan avgjøre slike saker."
)
NOT_RECORDED = Message("ikke registrert")
THE_STATE = Message("staten")
WHY_PRINCIPLE = Message(
    "det ikke er avgjort om saken er av prinsipiell betydning. Slike saker kan ikke delegeres til "
    "vertskommunens administrasjon"
)
WHY = {
    (Model.TASK_COMMUNITY, Group.STATE): Message(
        "partnerskapsavtalen er inngått med en kommune, og loven sier ikke klart om ansatte i et "
        "oppgavefellesskap kan få myndighet gjennom den"
    ),
    (Model.TASK_COMMUNITY, Group.SOCIAL): Message(
        "vi ikke kan se om sosialtjenesteloven § 3 åpner for å legge vedtak til et "
        "oppgavefellesskap"
    ),
    (Model.PROFESSIONAL_COOPERATION, Group.STATE): Message(
        "delegeringen i nabokommunens partnerskapsavtale gjelder nabokommunens kontor"
    ),
}


@dataclass(frozen=True, slots=True)
class Citation:
    """A provision in the version that was in force on the day."""

    provision: Provision

    def __str__(self) -> str:
        """`Nav-loven (LOV-2006-06-16-20) § 14`."""
        return str(self.provision)


@dataclass(frozen=True, slots=True)
class Lack:
    """A link that was not found, and what to do about it."""

    link: str

    @property
    def name(self) -> Message:
        """What was looked for."""
        return LINKS[self.link].name

    @property
    def mend(self) -> Message:
        """What to do."""
        return LINKS[self.link].mend

    def __str__(self) -> str:
        """In bokmål."""
        return str(self.name)


@dataclass(frozen=True, slots=True)
class Appeal:
    """Who treats an appeal, where it says so, and how sure that is."""

    body: Reason
    provision: Provision | None
    confidence: Confidence

    def __str__(self) -> str:
        """In bokmål."""
        return str(self.body)


@dataclass(frozen=True, slots=True)
class Finding:
    """The answer to one question. What it says is put together when it is read."""

    service: Service
    verdict: Verdict

    @property
    def _best(self) -> Outcome:
        return self.verdict.best

    @property
    def code(self) -> Code:
        """What the employee may do."""
        return self.verdict.best.code

    @property
    def default(self) -> Code | None:
        """For an unclear answer: what to go by until it is settled."""
        return self._best.default if self.code is Code.UNCLEAR else None

    @property
    def also(self) -> Code | None:
        """What is allowed besides, when the answer is no."""
        return self._best.cell.also if self.code is Code.N and not self._blocked else None

    @property
    def _blocked(self) -> bool:
        return self._best.missing == ("employment",)

    @property
    def meaning(self) -> Message:
        """The code in a sentence."""
        if self._best.relation is Relation.BOARD and self.code is Code.D4:
            return BOARD_DECIDES
        return MEANINGS[self.code]

    @property
    def confidence(self) -> Confidence:
        """How sure the rule is."""
        return self.verdict.confidence

    @property
    def employment(self) -> f.Employment:
        """The employment that won."""
        return self._best.employment

    @property
    def others(self) -> tuple[tuple[f.Employment, Code], ...]:
        """The other employments and what each gives, the best first."""
        return tuple((one.employment, one.code) for one in self.verdict.outcomes[1:])

    @property
    def relation(self) -> Relation:
        """Who the employer is, seen from the responsible municipality."""
        return self._best.relation

    @property
    def model(self) -> Model:
        """The organisation model in force."""
        return self.verdict.frame.model

    @property
    def municipality(self) -> f.Municipality:
        """The municipality that is responsible."""
        return self.verdict.municipality

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """What was found, link by link, each with its paper and day."""
        return self._best.found

    @property
    def missing(self) -> tuple[Lack, ...]:
        """Exactly the links that were not found and would give a better answer."""
        return tuple(Lack(link) for link in self._best.missing)

    @property
    def asks(self) -> tuple[Reason, ...]:
        """What whoever asked must settle first."""
        if self._best.asks_principle:
            return (reason(ASK_PRINCIPLE, name=self.municipality.name),)
        return ()

    # --- Why -----------------------------------------------------------------------------

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Why, in order: whose person, which model, which service, which job, which answer."""
        best, where = self._best, self.verdict
        found = [self._stay_reason(), self._model_reason()]
        if where.group is not self.service.group:
            found.append(reason(ONLY_GUIDANCE, service=self.service.name))
        else:
            found.append(
                reason(IN_GROUP, service=self.service.name, group=GROUP_LABELS[where.group])
            )
        if len(where.outcomes) > 1:
            found.append(reason(WINS, employer=self._employer()))
        if best.relation is Relation.BOARD:
            found.append(reason(IS_BOARD))
        elif best.relation is Relation.STATE:
            found.append(reason(STATE_EMPLOYEE))
        else:
            found.append(
                reason(
                    EMPLOYED, employer=self._employer(), relation=RELATION_LABELS[best.relation]
                )
            )
        if self._blocked:
            found.append(reason(NOT_IN_WORK))
        if best.relation is Relation.STATE and where.group is Group.STATE:
            found.append(reason(STATE_EVERYWHERE))
        if best.reserved_for is Relation.BOARD:
            found.append(reason(PRINCIPLE_BOARD))
        elif best.reserved_for is not None:
            found.append(reason(PRINCIPLE_COUNCIL, name=self.municipality.name))
        found.append(reason(self.meaning))
        if best.asks_principle:
            found.append(reason(IF_NOT_PRINCIPLE, code=LABELS[self._hoped()]))
        if self.default is not None:
            found.append(reason(DEFAULT, label=LABELS[self.default]))
        if self.also is not None:
            found.append(reason(ALSO))
        found += self._lack_reasons()
        return tuple(found)

    def _stay_reason(self) -> Reason:
        message = INSTITUTION if self.verdict.stay.institution else STAYS
        return reason(message, name=self.municipality.name)

    def _model_reason(self) -> Reason:
        about = self.verdict.frame
        if about.period is None:
            return reason(NO_MODEL, name=self.municipality.name)
        given = {
            "name": self.municipality.name,
            "model": MODEL_LABELS[about.model],
            "reference": about.period.reference,
        }
        if about.host is not None and about.model in HOST_MODELS:
            return reason(HAS_MODEL_AND_HOST, **given, host=about.host.name)
        return reason(HAS_MODEL, **given)

    def _employer(self) -> object:
        return THE_STATE if self._best.relation is Relation.STATE else self._best.employer

    def _hoped(self) -> Code:
        return self._best.cell.alternatives[0].code

    def _lack_reasons(self) -> list[Reason]:
        links = [link for link in self._best.missing if link != "employment"]
        trial, papers = (
            tuple(
                reason(QUOTED, text=LINKS[link].name)
                for link in links
                if link.startswith("trial_") is of_trial
            )
            for of_trial in (True, False)
        )
        found = []
        if papers:
            found.append(reason(LACKS, label=LABELS[self._hoped()], links=papers))
        if trial:
            found.append(reason(TRIAL_NO_EFFECT, links=trial))
        return found

    @property
    def citations(self) -> tuple[Citation, ...]:
        """The provisions behind the answer, each in the version of that day, once each."""
        keys = [*self._best.cell.provisions]
        if self.verdict.group is not Group.GUIDANCE:
            keys.append(self.service.provision)
        if self.verdict.stay.institution:
            keys.append("sotjl_3")
        if self.code is Code.P:
            keys.append("nav_16")
        if self.code is Code.D5:
            keys.append("trial_act")
        if self._best.reserved_for is not None or self._best.asks_principle:
            keys.append("council")
        if Code.A in (self.code, self.also, self.default):
            keys.append("nav_7" if self.verdict.group is Group.STATE else "sotjl_44")
        if self.verdict.relation_marked:
            keys.append("fvl_impartiality")
        if self.model is Model.MERGED:
            keys += ["merging", "transfer"]
        keys += [
            LINKS[link].provision
            for link in (*self._chain_links(), *self._best.missing)
            if link != "employment"
        ]
        return tuple(Citation(one) for key in dict.fromkeys(keys) if (one := self._version(key)))

    def _chain_links(self) -> tuple[str, ...]:
        for one in self._best.cell.alternatives:
            if one.code is self.code and one.chain:
                found = {evidence.link for evidence in self.evidence}
                return tuple(link for link in CHAINS[one.chain].links if link in found)
        return ()

    def _version(self, key: str) -> Provision | None:
        return version(key, self.verdict.day, self.municipality.constituted_on)

    @property
    def reminders(self) -> tuple[Reason, ...]:
        """What to keep in mind besides; none of it changes the answer."""
        best, where = self._best, self.verdict
        found = []
        if where.relation_marked:
            found.append(reason(IMPARTIALITY))
        if where.group is Group.GUIDANCE and self.service.provision == "sotjl_17":
            found.append(reason(COUNSELLING))
        if where.group in (Group.SOCIAL, Group.OTHER) and self.code in (
            Code.D2, Code.D3, Code.D4, Code.R,
        ):  # fmt: skip
            found.append(reason(HOME_KEEPS, name=self.municipality.name))
        if where.group in DECIDED:
            found += self._about_the_host()
        if (
            where.of_principle is None
            and where.group in (Group.SOCIAL, Group.OTHER)
            and self.code.decides
        ):
            found.append(reason(PRINCIPLE_REMINDER))
        if self.code is Code.A or self.also is Code.A or self.default is Code.A:
            found.append(reason(ANONYMOUS))
        if "unitary_leadership" in best.missing:
            found.append(reason(DUAL))
        found.append(reason(GUIDANCE_ONLY))
        return tuple(found)

    def _about_the_host(self) -> list[Reason]:
        about = self.verdict.frame
        found = []
        if self.verdict.crosses_county and about.host is not None:
            found += self._two_counties(about.host)
        if about.undecided:
            found.append(reason(OTHERS_UNDECIDED, names=about.undecided))
        if about.old_act:
            found.append(reason(OLD_ACT, reference=about.old_act))
        if not about.act_certain:
            found.append(reason(ACT_UNCERTAIN, name=self.municipality.name))
        return found

    def _two_counties(self, host: f.Municipality) -> list[Reason]:
        home = self.municipality
        return [
            reason(
                TWO_GOVERNORS,
                home=home.name,
                host=host.name,
                first=home.governor,
                second=host.governor,
            ),
            reason(TWO_REGIONS, first=home.county, second=host.county),
        ]

    # --- Where to turn -------------------------------------------------------------------

    @property
    def appeal(self) -> Appeal:
        """Who treats an appeal against a decision of this kind."""
        group = self.verdict.group
        if group in (Group.GUIDANCE, Group.MARKET):
            return Appeal(reason(APPEAL_NONE), None, Confidence.HIGH)
        if group is Group.STATE:
            return Appeal(reason(APPEAL_STATE), self._version("state_appeal"), Confidence.MEDIUM)
        if group is Group.OTHER:
            return Appeal(reason(APPEAL_SECTOR), self._version("fvl_appeal"), Confidence.LOW)
        host = self.verdict.frame.host
        if self.verdict.crosses_county and host is not None:
            body = reason(APPEAL_UNCLEAR, governor=self.municipality.governor, other=host.governor)
            return Appeal(body, self._version("sotjl_47"), Confidence.LOW)
        body = reason(APPEAL_GOVERNOR, governor=self.municipality.governor)
        return Appeal(body, self._version("sotjl_47"), Confidence.MEDIUM)

    @property
    def letter(self) -> Reason | None:
        """For an unclear answer: a question to the county governor, ready to send."""
        if self.code is not Code.UNCLEAR:
            return None
        about = self.verdict.frame
        why: object = WHY_PRINCIPLE
        if not self._best.asks_principle:
            why = WHY[self._best.cell.model, self._best.cell.group]
        return reason(
            LETTER,
            governor=self.municipality.governor,
            name=self.municipality.name,
            model=MODEL_LABELS[about.model],
            reference=about.period.reference if about.period else NOT_RECORDED,
            employer=self._employer(),
            service=self.service.name,
            day=self.verdict.day,
            citations=tuple(str(one) for one in self.citations),
            why=why,
        )
