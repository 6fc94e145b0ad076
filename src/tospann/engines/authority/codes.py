"""The answers the engine can give, and how they compare."""

from enum import StrEnum

from tospann.engines.authority.words import Message


class Code(StrEnum):
    """What an employee may do. `D` and what begins with it means: may decide."""

    D = "D"
    D1 = "D1"
    D2 = "D2"
    D3 = "D3"
    D4 = "D4"
    D5 = "D5"
    G = "G"
    P = "P"
    R = "R"
    A = "A"
    UNCLEAR = "?"
    N = "N"

    @property
    def decides(self) -> bool:
        """Whether the employee may decide the case."""
        return self.value[0] == "D"

    @property
    def rank(self) -> int:
        """How far it reaches, 0 (`N`) to 11 (`D`). The higher wins when a person has two jobs."""
        return RANK[self]


RANK = {code: len(Code) - 1 - n for n, code in enumerate(Code)}

MEANINGS = {
    Code.D: Message(
        "Kan avgjøre på egen linje. Det bygger på vanlig delegering hos arbeidsgiveren."
    ),
    Code.D1: Message(
        "Kan avgjøre, fordi partnerskapsavtalen åpner for det og delegeringsvedtaket ligger ved."
    ),
    Code.D2: Message(
        "Kan avgjøre, fordi vertskommunen har fått myndigheten fra kommunen som har ansvaret."
    ),
    Code.D3: Message(
        "Kan avgjøre, fordi vertskommunen har fått myndigheten og har delegert den videre til "
        "statlig ansatte."
    ),
    Code.D4: Message("Kan avgjøre, fordi den felles folkevalgte nemnda har myndigheten."),
    Code.D5: Message(
        "Kan avgjøre i forsøksperioden, fordi en godkjent lokal forskrift åpner for det."
    ),
    Code.G: Message("Kan gjøres fritt. Det blir ikke fattet vedtak."),
    Code.P: Message(
        "Kan forberede saken og se de opplysningene som trengs, men ikke avgjøre den."
    ),
    Code.R: Message(
        "Avgjør ikke enkeltsaker så lenge delegeringen gjelder. Kommunen kan fortsatt gi instruks "
        "og gjøre om vedtak."
    ),
    Code.A: Message(
        "Kan gi generelle råd og drøfte saken anonymt, men ikke få opplysninger om personen uten "
        "samtykke."
    ),
    Code.UNCLEAR: Message("Rettslig uklart. Svaret er nei til det er avklart."),
    Code.N: Message("Kan ikke avgjøre saken."),
}

LABELS = {
    Code.D: Message("kan avgjøre"),
    Code.D1: Message("kan avgjøre etter partnerskapsavtalen"),
    Code.D2: Message("kan avgjøre for hjemkommunen"),
    Code.D3: Message("kan avgjøre etter videre delegering"),
    Code.D4: Message("kan avgjøre gjennom nemnda"),
    Code.D5: Message("kan avgjøre i forsøk"),
    Code.G: Message("kan gjøres fritt"),
    Code.P: Message("kan forberede"),
    Code.R: Message("kan instruere og gjøre om"),
    Code.A: Message("kan gi råd"),
    Code.UNCLEAR: Message("uklart"),
    Code.N: Message("kan ikke"),
}


class Confidence(StrEnum):
    """How sure the rule is: high, medium or low."""

    HIGH = "H"
    MEDIUM = "M"
    LOW = "L"


CONFIDENCE_LABELS = {
    Confidence.HIGH: Message("høy"),
    Confidence.MEDIUM: Message("middels"),
    Confidence.LOW: Message("lav"),
}

_ORDER = (Confidence.LOW, Confidence.MEDIUM, Confidence.HIGH)


def least(*found: Confidence) -> Confidence:
    """The lowest of them."""
    return min(found, key=_ORDER.index)


class Group(StrEnum):
    """What kind of service, as the matrices divide them."""

    STATE = "state"
    SOCIAL = "social"
    OTHER = "other"
    GUIDANCE = "guidance"
    MARKET = "market"


GROUP_LABELS = {
    Group.STATE: Message("statlige ytelser og oppfølging"),
    Group.SOCIAL: Message("sosiale tjenester med vedtak"),
    Group.OTHER: Message("andre kommunale tjenester"),
    Group.GUIDANCE: Message("veiledning uten vedtak"),
    Group.MARKET: Message("arbeid mot arbeidsgivere"),
}


class Model(StrEnum):
    """How the municipalities have organised the office."""

    OWN_OFFICE = "own_office"
    MERGED = "merged"
    HOST_ADMINISTRATIVE = "host_administrative"
    HOST_JOINT_BOARD = "host_joint_board"
    TASK_COMMUNITY = "task_community"
    PROFESSIONAL_COOPERATION = "professional_cooperation"


MODEL_LABELS = {
    Model.OWN_OFFICE: Message("eget kontor"),
    Model.MERGED: Message("kommunesammenslåing"),
    Model.HOST_ADMINISTRATIVE: Message("administrativt vertskommunesamarbeid"),
    Model.HOST_JOINT_BOARD: Message("vertskommune med felles folkevalgt nemnd"),
    Model.TASK_COMMUNITY: Message("oppgavefellesskap"),
    Model.PROFESSIONAL_COOPERATION: Message("faglig samarbeid"),
}


class Relation(StrEnum):
    """Who the employer is, seen from the municipality that is responsible."""

    STATE = "state"
    OWN = "own"
    OTHER = "other"
    HOST = "host"
    COMMUNITY = "community"
    BOARD = "board"  # the joint elected board itself, not an employee


RELATION_LABELS = {
    Relation.STATE: Message("staten"),
    Relation.OWN: Message("kommunen som har ansvaret"),
    Relation.OTHER: Message("en annen kommune"),
    Relation.HOST: Message("vertskommunen"),
    Relation.COMMUNITY: Message("oppgavefellesskapet"),
    Relation.BOARD: Message("den felles folkevalgte nemnda"),
}
