"""Three neighbours with everything in place for each model, and ways to take a link out.

Hamarøy is responsible, Fauske hosts, Saltdal takes part, Bodø is outside, Gratangen lies in Troms.
"""

from dataclasses import replace
from datetime import date, timedelta

from tospann.engines.authority import (
    STATE,
    Change,
    Clause,
    Coverage,
    Delegation,
    Direction,
    Employment,
    Facts,
    Finding,
    HostAgreement,
    Model,
    ModelPeriod,
    Municipality,
    Office,
    Paper,
    PaperKind,
    PartnershipAgreement,
    Portfolio,
    Position,
    Question,
    Relation,
    Secondment,
    Stay,
    Transfer,
    Trial,
    answer,
)

DAY = date(2021, 3, 1)
EVE = DAY - timedelta(days=1)
START = date(2020, 11, 9)
FAUSKE, HAMAROY, SALTDAL, BODO, GRATANGEN = "1841", "1875", "1840", "1804", "5516"
OLD_HAMAROY, TYSFJORD, NARVIK = "1849", "1850", "1806"
NORDLAND = "Statsforvalteren i Nordland"
TROMS = "Statsforvalteren i Troms og Finnmark"
COMMUNITY = "oppgavefellesskap"

# One service of each group; O1 is in the office, and in the host agreement.
SERVICE = {"state": "S6", "social": "M1", "other": "O1", "guidance": "S9", "market": "S7"}
CROSSING = frozenset({"S6", "M1", "O1"})

PLACES = Facts(
    municipalities=(
        Municipality(FAUSKE, "Fauske", "Nordland", NORDLAND, constituted_on=date(2019, 10, 10)),
        Municipality(HAMAROY, "Hamarøy", "Nordland", NORDLAND, since=date(2020, 1, 1),
                     constituted_on=date(2019, 10, 22)),
        Municipality(OLD_HAMAROY, "Hamarøy", "Nordland", NORDLAND, until=date(2019, 12, 31)),
        Municipality(TYSFJORD, "Tysfjord", "Nordland", NORDLAND, until=date(2019, 12, 31)),
        Municipality(NARVIK, "Narvik", "Nordland", NORDLAND, since=date(2020, 1, 1)),
        Municipality(SALTDAL, "Saltdal", "Nordland", NORDLAND, constituted_on=date(2019, 10, 3)),
        Municipality(BODO, "Bodø", "Nordland", NORDLAND, constituted_on=date(2019, 10, 24)),
        Municipality(GRATANGEN, "Gratangen", "Troms", TROMS),
    ),
    changes=(
        Change(OLD_HAMAROY, HAMAROY, date(2020, 1, 1), "kgl.res. 2017"),
        Change(TYSFJORD, HAMAROY, date(2020, 1, 1), "kgl.res. 2017"),
        Change(TYSFJORD, NARVIK, date(2020, 1, 1), "kgl.res. 2017"),
    ),
    offices=(Office("NF", "Nav Indre Salten"), Office("NH", "Nav Hamarøy")),
)  # fmt: skip

HOSTED = frozenset({FAUSKE, HAMAROY, SALTDAL})
ADMINISTRATIVE = (
    PaperKind.COUNCIL_DECISION,
    PaperKind.INSTRUCTION,
    PaperKind.DELEGATION_TO_HOST,
)
BOARD = (PaperKind.COUNCIL_DECISION, PaperKind.BOARD_ELECTION, PaperKind.BOARD_AUTHORITY)
OF_HOST = {
    Model.HOST_ADMINISTRATIVE: (PaperKind.HOST_LINE,),
    Model.HOST_JOINT_BOARD: (PaperKind.BOARD_SET_UP, PaperKind.BOARD_SUBDELEGATION),
}


def partnership(office: str, party: str, municipalities: frozenset[str]) -> PartnershipAgreement:
    """An agreement with clauses and attached decisions both ways."""
    return PartnershipAgreement(
        f"PA {office}",
        office,
        party,
        municipalities,
        START,
        clauses=tuple(Clause(way, CROSSING) for way in Direction),
        delegations=tuple(
            Delegation(
                f"DV {office} {way}", START, way, CROSSING, ("sotjl §§ 18–19",),
                frozenset({HAMAROY, SALTDAL}), since=START,
            )
            for way in Direction
        ),
    )  # fmt: skip


def hosted(model: Model) -> Facts:
    """A host arrangement with every paper."""
    kinds = ADMINISTRATIVE if model is Model.HOST_ADMINISTRATIVE else BOARD
    papers = [
        Paper(kind, f"{kind} {number}", date(2020, 10, 1), number, "VA 2020")
        for number in sorted(HOSTED)
        for kind in kinds
    ]
    papers += [
        Paper(kind, f"{kind} {FAUSKE}", date(2020, 11, 1), FAUSKE, "VA 2020")
        for kind in OF_HOST[model]
    ]
    return replace(
        PLACES,
        coverage=tuple(Coverage("NF", number, f"dekning {number}", START) for number in HOSTED),
        models=(ModelPeriod(model, HOSTED, "modell 2020", START, host=FAUSKE),),
        partnership_agreements=(partnership("NF", FAUSKE, HOSTED),),
        host_agreements=(
            HostAgreement(
                "VA 2020", FAUSKE, HOSTED, START, onward_to_state=True,
                joint_board=model is Model.HOST_JOINT_BOARD,
                transfers=(Transfer("M1", HOSTED), Transfer("O1", HOSTED)),
            ),
        ),
        papers=tuple(papers),
        portfolio=tuple(Portfolio(n, "O1", f"portefølje {n}", START) for n in HOSTED),
    )  # fmt: skip


def own_offices(model: Model | None) -> Facts:
    """Each municipality with its own office."""
    models = ()
    if model is not None:
        community = COMMUNITY if model is Model.TASK_COMMUNITY else ""
        within = frozenset({HAMAROY}) if model is Model.MERGED else HOSTED
        models = (
            ModelPeriod(model, within, "modell 2020", START,
                        host=FAUSKE if community else "", community=community),
        )  # fmt: skip
    homes = {FAUSKE: "NF", HAMAROY: "NH", SALTDAL: "NS"}
    return replace(
        PLACES,
        coverage=tuple(Coverage(code, n, f"dekning {n}", START) for n, code in homes.items()),
        models=models,
        partnership_agreements=tuple(
            partnership(code, n, frozenset({n})) for n, code in homes.items()
        ),
        portfolio=tuple(Portfolio(n, "O1", f"portefølje {n}", START) for n in homes),
    )


def world(model: Model | None) -> Facts:
    """Everything in place under a model; None is an own office that nobody has recorded."""
    if model in (Model.HOST_ADMINISTRATIVE, Model.HOST_JOINT_BOARD):
        return hosted(model)
    return own_offices(model)


def job(who: str, model: Model | None = None) -> Employment:
    """A job of each relation. Own and state staff work where Hamarøy is served."""
    home = "NF" if model in (Model.HOST_ADMINISTRATIVE, Model.HOST_JOINT_BOARD) else "NH"
    named = {
        "state": Employment(STATE, "stilling stat", home),
        "own": Employment(HAMAROY, "stilling Hamarøy", home),
        "other": Employment(SALTDAL, "stilling Saltdal", home if home == "NF" else "NS"),
        "lent": Employment(
            SALTDAL, "stilling utlånt", home, seconded=Secondment(FAUSKE, "utlån 7", START)
        ),
        "host": Employment(FAUSKE, "stilling Fauske", "NF"),
        "community": Employment(COMMUNITY, "stilling fellesskap", home),
        "board": Employment(FAUSKE, "nemnda", "NF", Position.BOARD),
        "outside": Employment(BODO, "stilling Bodø", "NB"),
    }
    return replace(named[who], since=START)


def leader(employment: Employment) -> Employment:
    """The leader of the office."""
    return replace(employment, position=Position.LEADER)


def ask(
    facts: Facts,
    *jobs: Employment,
    service: str = "M1",
    day: date = DAY,
    at: str = HAMAROY,
    **more: object,
) -> Finding:
    """One question about somebody who stays in Hamarøy, not of principle unless said."""
    given: dict[str, object] = {"of_principle": False, **more}
    return answer(facts, Question(service, Stay(at), jobs, day, **given))  # type: ignore[arg-type]


TRIAL = Trial(
    "forsøk 1",
    date(2020, 1, 10),
    frozenset({HAMAROY}),
    frozenset({"M1", "S6", "O1"}),
    frozenset(Relation),
    regulation=("lokal forskrift", date(2020, 5, 1)),
    approval=("KMD 20/1", date(2020, 9, 1)),
    since=START,
    until=date(2023, 12, 31),
)


# --- Taking one link out -----------------------------------------------------------------


def _papers(kind: PaperKind, number: str):
    def take(facts: Facts) -> Facts:
        kept = tuple(p for p in facts.papers if (p.kind, p.municipality) != (kind, number))
        return replace(facts, papers=kept)

    return take


def _agreements(**changed: object):
    def take(facts: Facts) -> Facts:
        return replace(
            facts,
            partnership_agreements=tuple(
                replace(one, **changed) for one in facts.partnership_agreements
            ),
        )

    return take


def _delegations(**changed: object):
    def take(facts: Facts) -> Facts:
        return replace(
            facts,
            partnership_agreements=tuple(
                replace(
                    one, delegations=tuple(replace(given, **changed) for given in one.delegations)
                )
                for one in facts.partnership_agreements
            ),
        )

    return take


def _hosts(**changed: object):
    def take(facts: Facts) -> Facts:
        hosts = tuple(replace(one, **changed) for one in facts.host_agreements)
        return replace(facts, host_agreements=hosts)

    return take


def _trial(**changed: object):
    def take(facts: Facts) -> Facts:
        return replace(facts, trials=tuple(replace(one, **changed) for one in facts.trials))

    return take


TAKE_OUT = {
    "office_serves": lambda facts: replace(facts, coverage=()),
    "portfolio": lambda facts: replace(facts, portfolio=()),
    "partnership_agreement": lambda facts: replace(facts, partnership_agreements=()),
    "clause": _agreements(clauses=()),
    "delegation_decision": _agreements(delegations=()),
    "delegation_cites": _delegations(cites=()),
    "delegation_period": _delegations(until=EVE),
    "employer_named": _delegations(employers=frozenset()),
    "unitary_leadership": _agreements(unitary_leadership=False),
    "host_agreement": lambda facts: replace(facts, host_agreements=()),
    "participant_decision": _papers(PaperKind.COUNCIL_DECISION, HAMAROY),
    "host_decision": _papers(PaperKind.COUNCIL_DECISION, FAUSKE),
    "instruction": _papers(PaperKind.INSTRUCTION, HAMAROY),
    "delegation_to_host": _papers(PaperKind.DELEGATION_TO_HOST, HAMAROY),
    "host_line": _papers(PaperKind.HOST_LINE, FAUSKE),
    "scope": _hosts(transfers=()),
    "onward": _hosts(onward_to_state=False),
    "board_set_up": _papers(PaperKind.BOARD_SET_UP, FAUSKE),
    "board_election": _papers(PaperKind.BOARD_ELECTION, HAMAROY),
    "board_authority": _papers(PaperKind.BOARD_AUTHORITY, FAUSKE),
    "board_subdelegation": _papers(PaperKind.BOARD_SUBDELEGATION, FAUSKE),
    "trial_regulation": _trial(regulation=None),
    "trial_approval": _trial(approval=None),
    "trial_period": _trial(until=EVE),
    "trial_standing": _trial(withdrawn_on=EVE),
}
NO_PAPERS = {
    "partnership_agreements": (),
    "host_agreements": (),
    "papers": (),
}


def rows(table: str) -> list[list[str]]:
    """The cells of a drawn table, without its head and its line."""
    lines = [line.strip() for line in table.strip().splitlines()]
    return [[cell.strip() for cell in line.split("|")] for line in lines[2:] if line]
