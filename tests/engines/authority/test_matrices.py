"""Every cell of the matrices A to G: the answer, what it cites, and the chain it rests on.

The tables are written by hand from the research on the law, not from the engine's own table.
*papers*: everything in place. *bare*: no agreement and no decision. Chains have short names,
spelled out in `CHAINS`; every answer also rests on the job and, when recorded, the model.
"""

from dataclasses import replace

import pytest

from engines.authority.world import (
    NO_PAPERS,
    SERVICE,
    TAKE_OUT,
    TRIAL,
    ask,
    job,
    leader,
    rows,
    world,
)
from tospann.engines.authority import Code, Model, Relation, cells

CROSS = "partnership_agreement clause delegation_decision delegation_cites delegation_period"
HOST = "host_agreement participant_decision host_decision instruction delegation_to_host scope"
BOARD = (
    "host_agreement participant_decision host_decision board_set_up board_election "
    "board_authority scope"
)
CHAINS = {
    "": "",
    "office": "office_serves",
    "listed": "office_serves portfolio",
    "cross": f"office_serves {CROSS}",
    "cross listed": f"office_serves portfolio {CROSS}",
    "cross named": f"office_serves {CROSS} employer_named",
    "host": f"{HOST} host_line not_of_principle",
    "stationed": f"{HOST} office_serves",
    "handed over": HOST,
    "host and cross": f"office_serves {HOST} host_line onward {CROSS} not_of_principle",
    "board": f"{BOARD} board_subdelegation not_of_principle",
    "board itself": BOARD,
    "to board": BOARD,
    "board and cross": f"office_serves {BOARD} board_subdelegation onward {CROSS} "
    "not_of_principle",
    "seconded": "seconded office_serves",
}

OWN_OFFICE = """
    group    | who   | papers | bare | cites                                     | chain
    ---------+-------+--------+------+-------------------------------------------+-------------
    state    | state | D      | D    | Nav-loven (LOV-2006-06-16-20) §§ 3–5      |
    state    | own   | D1     | P    | Forskrift 26. januar 2007 nr. 107 § 1     | cross
    state    | other | A      | A    | Nav-loven (LOV-2006-06-16-20) § 14        |
    social   | state | D1     | P    | Forskrift 26. januar 2007 nr. 107 § 1     | cross
    social   | own   | D      | D    | Sosialtjenesteloven (LOV-2009-12-18-131) § 41 |
    social   | other | N (A)  | N (A) | Sosialtjenesteloven (LOV-2009-12-18-131) § 44 |
    other    | state | D1     | P    | Nav-loven (LOV-2006-06-16-20) § 13        | cross listed
    other    | own   | D      | D    | Integreringsloven (LOV-2020-11-06-127)    |
    other    | other | N (A)  | N (A) | Nav-loven (LOV-2006-06-16-20) § 13       |
    guidance | state | G      | G    | Forvaltningsloven (LOV-1967-02-10) § 11   |
    guidance | own   | G      | G    | Forvaltningsloven (LOV-1967-02-10) § 11   |
    guidance | other | A      | A    | Forvaltningsloven (LOV-1967-02-10) § 11   |
    market   | state | G      | G    | Arbeidsmarkedsloven (LOV-2004-12-10-76)   |
    market   | own   | G      | G    | Arbeidsmarkedsloven (LOV-2004-12-10-76)   |
    market   | other | G      | G    | Arbeidsmarkedsloven (LOV-2004-12-10-76)   |
"""
ADMINISTRATIVE_HOST = """
    group    | who   | papers | bare | cites                                     | chain
    ---------+-------+--------+------+-------------------------------------------+-------------
    state    | state | D      | D    | Nav-loven (LOV-2006-06-16-20) §§ 3–5      |
    state    | own   | D1     | P    | Forskrift 26. januar 2007 nr. 107 § 1     | cross named
    state    | other | D1     | P    | Forskrift 26. januar 2007 nr. 107 § 1     | cross named
    state    | host  | D1     | P    | Nav-loven (LOV-2006-06-16-20) § 14        | cross
    social   | state | D3     | P    | Kommuneloven (LOV-2018-06-22-83) § 20-2   | host and cross
    social   | own   | P      | D    | Kommuneloven (LOV-2018-06-22-83) § 20-2   | stationed
    social   | lent  | P      | P    | Kommuneloven (LOV-2018-06-22-83) § 20-2   | seconded
    social   | host  | D2     | N    | Kommuneloven (LOV-2018-06-22-83) § 20-4   | host
    other    | state | D3     | P    | Kommuneloven (LOV-2018-06-22-83) § 20-2   | host and cross
    other    | own   | R      | D    | Kommuneloven (LOV-2018-06-22-83) § 20-2   | handed over
    other    | other | N      | N    | Kommuneloven (LOV-2018-06-22-83) § 20-2   |
    other    | host  | D2     | N    | Kommuneloven (LOV-2018-06-22-83) § 20-4   | host
    guidance | state | G      | G    | Forvaltningsloven (LOV-1967-02-10) § 11   |
    guidance | own   | G      | G    | Forvaltningsloven (LOV-1967-02-10) § 11   |
    guidance | other | G      | G    | Forvaltningsloven (LOV-1967-02-10) § 11   |
    guidance | host  | G      | G    | Forvaltningsloven (LOV-1967-02-10) § 11   |
    market   | state | G      | G    | Arbeidsmarkedsloven (LOV-2004-12-10-76)   |
    market   | own   | G      | G    | Arbeidsmarkedsloven (LOV-2004-12-10-76)   |
    market   | other | G      | G    | Arbeidsmarkedsloven (LOV-2004-12-10-76)   |
    market   | host  | G      | G    | Arbeidsmarkedsloven (LOV-2004-12-10-76)   |
"""
JOINT_BOARD = """
    group    | who   | papers | bare | cites                                     | chain
    ---------+-------+--------+------+-------------------------------------------+-------------
    state    | state | D      | D    | Nav-loven (LOV-2006-06-16-20) §§ 3–5      |
    state    | own   | P      | P    | Nav-loven (LOV-2006-06-16-20) § 16        | office
    state    | other | P      | P    | Nav-loven (LOV-2006-06-16-20) § 16        | office
    state    | host  | D1     | P    | Forskrift 26. januar 2007 nr. 107 § 1     | cross
    social   | state | D3     | P    | Kommuneloven (LOV-2018-06-22-83) § 20-3   | board and cross
    social   | own   | R      | D    | Kommuneloven (LOV-2018-06-22-83) § 20-3   | to board
    social   | other | N      | N    | Kommuneloven (LOV-2018-06-22-83) § 20-3   |
    social   | host  | D4     | N    | Kommuneloven (LOV-2018-06-22-83) § 20-3   | board
    social   | board | D4     | N    | Kommuneloven (LOV-2018-06-22-83) § 20-3   | board itself
    other    | state | D3     | P    | Kommuneloven (LOV-2018-06-22-83) § 20-3   | board and cross
    other    | own   | R      | D    | Kommuneloven (LOV-2018-06-22-83) § 20-3   | to board
    other    | other | N      | N    | Kommuneloven (LOV-2018-06-22-83) § 20-3   |
    other    | host  | D4     | N    | Kommuneloven (LOV-2018-06-22-83) § 20-3   | board
    other    | board | D4     | N    | Kommuneloven (LOV-2018-06-22-83) § 20-3   | board itself
    guidance | state | G      | G    | Forvaltningsloven (LOV-1967-02-10) § 11   |
    guidance | own   | G      | G    | Forvaltningsloven (LOV-1967-02-10) § 11   |
    guidance | other | G      | G    | Forvaltningsloven (LOV-1967-02-10) § 11   |
    guidance | host  | G      | G    | Forvaltningsloven (LOV-1967-02-10) § 11   |
    market   | state | G      | G    | Arbeidsmarkedsloven (LOV-2004-12-10-76)   |
    market   | own   | G      | G    | Arbeidsmarkedsloven (LOV-2004-12-10-76)   |
    market   | other | G      | G    | Arbeidsmarkedsloven (LOV-2004-12-10-76)   |
    market   | host  | G      | G    | Arbeidsmarkedsloven (LOV-2004-12-10-76)   |
"""
COMMUNITY = """
    group    | who       | papers | bare | cites                                     | chain
    ---------+-----------+--------+------+-------------------------------------------+-------------
    state    | state     | D      | D    | Nav-loven (LOV-2006-06-16-20) §§ 3–5      |
    state    | own       | D1     | P    | Forskrift 26. januar 2007 nr. 107 § 1     | cross
    state    | other     | A      | A    | Nav-loven (LOV-2006-06-16-20) § 14        |
    state    | community | ?/N    | ?/N  | Nav-loven (LOV-2006-06-16-20) § 14        |
    social   | state     | D1     | P    | Forskrift 26. januar 2007 nr. 107 § 1     | cross
    social   | own       | D      | D    | Sosialtjenesteloven (LOV-2009-12-18-131) § 3 |
    social   | other     | N      | N    | Sosialtjenesteloven (LOV-2009-12-18-131) § 3 |
    social   | community | ?/N    | ?/N  | Kommuneloven (LOV-2018-06-22-83) kapittel 19 |
    other    | state     | D1     | P    | Nav-loven (LOV-2006-06-16-20) § 13        | cross listed
    other    | own       | D      | D    | Kommuneloven (LOV-2018-06-22-83) kapittel 19 |
    other    | other     | N      | N    | Kommuneloven (LOV-2018-06-22-83) kapittel 19 |
    other    | community | P      | P    | Kommuneloven (LOV-2018-06-22-83) kapittel 19 | listed
    guidance | state     | G      | G    | Forvaltningsloven (LOV-1967-02-10) § 11   |
    guidance | own       | G      | G    | Forvaltningsloven (LOV-1967-02-10) § 11   |
    guidance | other     | G      | G    | Forvaltningsloven (LOV-1967-02-10) § 11   |
    guidance | community | G      | G    | Forvaltningsloven (LOV-1967-02-10) § 11   |
    market   | state     | G      | G    | Arbeidsmarkedsloven (LOV-2004-12-10-76)   |
    market   | own       | G      | G    | Arbeidsmarkedsloven (LOV-2004-12-10-76)   |
    market   | other     | G      | G    | Arbeidsmarkedsloven (LOV-2004-12-10-76)   |
    market   | community | G      | G    | Arbeidsmarkedsloven (LOV-2004-12-10-76)   |
"""
COOPERATION = """
    group    | who   | papers | bare | cites                                     | chain
    ---------+-------+--------+------+-------------------------------------------+-------------
    state    | state | D      | D    | Nav-loven (LOV-2006-06-16-20) §§ 3–5      |
    state    | own   | D1     | P    | Forskrift 26. januar 2007 nr. 107 § 1     | cross
    state    | other | ?/A    | ?/A  | Nav-loven (LOV-2006-06-16-20) § 14        |
    social   | state | D1     | P    | Forskrift 26. januar 2007 nr. 107 § 1     | cross
    social   | own   | D      | D    | Sosialtjenesteloven (LOV-2009-12-18-131) § 41 |
    social   | other | N (A)  | N (A) | Sosialtjenesteloven (LOV-2009-12-18-131) § 44 |
    other    | state | D1     | P    | Nav-loven (LOV-2006-06-16-20) § 13        | cross listed
    other    | own   | D      | D    | Integreringsloven (LOV-2020-11-06-127)    |
    other    | other | N      | N    | Nav-loven (LOV-2006-06-16-20) § 13        |
    guidance | state | G      | G    | Forvaltningsloven (LOV-1967-02-10) § 11   |
    guidance | own   | G      | G    | Forvaltningsloven (LOV-1967-02-10) § 11   |
    guidance | other | G      | G    | Forvaltningsloven (LOV-1967-02-10) § 11   |
    market   | state | G      | G    | Arbeidsmarkedsloven (LOV-2004-12-10-76)   |
    market   | own   | G      | G    | Arbeidsmarkedsloven (LOV-2004-12-10-76)   |
    market   | other | G      | G    | Arbeidsmarkedsloven (LOV-2004-12-10-76)   |
"""
TABLES = {
    Model.OWN_OFFICE: OWN_OFFICE,
    Model.MERGED: OWN_OFFICE,
    Model.HOST_ADMINISTRATIVE: ADMINISTRATIVE_HOST,
    Model.HOST_JOINT_BOARD: JOINT_BOARD,
    Model.TASK_COMMUNITY: COMMUNITY,
    Model.PROFESSIONAL_COOPERATION: COOPERATION,
}
EVERY = [(model, *row) for model, table in TABLES.items() for row in rows(table)]


def told(found) -> str:
    """`D2`, `N (A)` or `?/N`."""
    if found.default:
        return f"?/{found.default}"
    return f"{found.code} ({found.also})" if found.also else str(found.code)


@pytest.mark.parametrize(("model", "group", "who", "papers", "bare", "cites", "chain"), EVERY)
def test_a_cell_with_everything_in_place(model, group, who, papers, bare, cites, chain):
    found = ask(world(model), job(who, model), service=SERVICE[group])

    assert told(found) == papers
    assert cites in [str(one) for one in found.citations]
    links = ["employment", "model", *CHAINS[chain].split()]
    assert sorted(one.link for one in found.evidence) == sorted(links)
    assert all(one.reference for one in found.evidence)
    assert found.missing == ()
    assert str(found.meaning) in [str(one) for one in found.reasons]


@pytest.mark.parametrize(("model", "group", "who", "papers", "bare", "cites", "chain"), EVERY)
def test_a_cell_without_a_paper(model, group, who, papers, bare, cites, chain):
    found = ask(replace(world(model), **NO_PAPERS), job(who, model), service=SERVICE[group])

    assert told(found) == bare
    assert bool(found.missing) == (papers != bare and bare != "D")


@pytest.mark.parametrize("model", TABLES)
def test_the_tables_here_and_the_table_of_the_engine_have_the_same_cells(model):
    read = Model.OWN_OFFICE if model is Model.MERGED else model
    here = {(row[0], row[1].replace("lent", "other")) for row in rows(TABLES[model])}

    assert here == {(g.value, r.value) for m, g, r in cells() if m is read}


# --- One link out ------------------------------------------------------------------------

# chain | falls to, when one of its links is not there; another for the links named
FALLS = {
    "cross": {"": "P", "office_serves": "A"},
    "cross listed": {"": "P", "office_serves": "A", "portfolio": "A"},
    "cross named": {"": "P", "office_serves": "A"},
    "host and cross": {"": "P", "office_serves": "A", "not_of_principle": "?/P"},
    "host": {"": "N", "not_of_principle": "?/N"},
    "board": {"": "N", "board_subdelegation": "P", "not_of_principle": "?/P"},
    "board itself": {"": "N"},
    "board and cross": {"": "P", "office_serves": "A", "not_of_principle": "?/P"},
    "office": {"": "A"},
    "listed": {"": "N"},
}
OUT = [
    (model, group, who, link, FALLS[chain].get(link, FALLS[chain][""]))
    for model, group, who, _papers, _bare, _cites, chain in EVERY
    if chain in FALLS
    for link in CHAINS[chain].split()
]


@pytest.mark.parametrize(("model", "group", "who", "link", "falls_to"), OUT)
def test_without_one_link_exactly_that_link_is_named(model, group, who, link, falls_to):
    facts, stated = world(model), False
    if link == "not_of_principle":
        stated = None
    else:
        facts = TAKE_OUT[link](facts)

    found = ask(facts, job(who, model), service=SERVICE[group], of_principle=stated)

    assert told(found) == falls_to
    assert [one.link for one in found.missing] == [link]
    assert all(str(one.name) and str(one.mend).endswith(".") for one in found.missing)


@pytest.mark.parametrize(("group", "who"), [("social", "own"), ("other", "own")])
@pytest.mark.parametrize(
    ("model", "chain"), [(Model.HOST_ADMINISTRATIVE, HOST), (Model.HOST_JOINT_BOARD, BOARD)]
)
def test_authority_that_was_not_handed_over_is_still_at_home(model, chain, group, who):
    for link in chain.split():
        found = ask(TAKE_OUT[link](world(model)), job(who, model), service=SERVICE[group])
        assert told(found) == "D", link
        assert found.missing == ()


def test_a_participant_not_stationed_in_the_office_is_reserved():
    away = replace(job("own", Model.HOST_ADMINISTRATIVE), office="rådhuset")

    found = ask(world(Model.HOST_ADMINISTRATIVE), away)

    assert told(found) == "R"
    assert [one.link for one in found.missing] == ["office_serves"]


def test_a_service_that_was_not_handed_over_is_decided_at_home():
    model = Model.HOST_ADMINISTRATIVE

    assert told(ask(world(model), job("own", model), service="O7")) == "D"
    found = ask(world(model), job("host", model), service="O7")
    assert told(found) == "N"
    assert [one.link for one in found.missing] == ["scope"]


def test_a_participants_employee_who_is_not_lent_to_the_host_may_not():
    model = Model.HOST_ADMINISTRATIVE

    found = ask(world(model), job("other", model))

    assert told(found) == "N"
    assert [one.link for one in found.missing] == ["seconded"]


def test_an_agreement_with_another_party_must_name_the_staff():
    facts = world(Model.OWN_OFFICE)
    strange = tuple(replace(one, party="1804") for one in facts.partnership_agreements)
    facts = replace(facts, partnership_agreements=strange)

    assert told(ask(facts, job("own"), service="S6")) == "D1"
    found = ask(TAKE_OUT["employer_named"](facts), job("own"), service="S6")
    assert told(found) == "P"
    assert [one.link for one in found.missing] == ["employer_named"]


def test_a_resident_of_the_host_is_as_with_an_own_office():
    model = Model.HOST_ADMINISTRATIVE
    table = """
        who     | answer
        --------+-------
        host    | D
        state   | D1
        other   | N (A)
        outside | N (A)
    """
    for who, expected in rows(table):
        assert told(ask(world(model), job(who, model), at="1841")) == expected, who


def test_an_employee_from_outside_the_cooperation_is_as_with_own_offices():
    for model in TABLES:
        assert told(ask(world(model), job("outside", model))) == "N (A)", model
        assert told(ask(world(model), job("outside", model), service="S6")) == "A", model


def test_a_leader_across_the_lines_needs_one_leader_for_both():
    facts = world(Model.OWN_OFFICE)

    one = ask(facts, leader(job("own")), service="S6")
    two = ask(TAKE_OUT["unitary_leadership"](facts), leader(job("own")), service="S6")

    assert told(one) == "D1"
    assert "Forskrift 26. januar 2007 nr. 107 § 2" in [str(c) for c in one.citations]
    assert told(two) == "P"
    assert [lack.link for lack in two.missing] == ["unitary_leadership"]
    assert any("to ledere" in str(said) for said in two.reminders)


# --- G: trials ---------------------------------------------------------------------------

TRIALS = """
    model                    | who       | taken out        | answer | missing
    -------------------------+-----------+------------------+--------+-----------------
    professional_cooperation | other     |                  | D5     |
    professional_cooperation | other     | trial_regulation | N (A)  | trial_regulation
    professional_cooperation | other     | trial_approval   | N (A)  | trial_approval
    professional_cooperation | other     | trial_period     | N (A)  | trial_period
    professional_cooperation | other     | trial_standing   | N (A)  | trial_standing
    professional_cooperation | own       | trial_approval   | D      |
    task_community           | community |                  | D5     |
    task_community           | community | trial_approval   | ?/N    | trial_approval
    own_office               | other     |                  | D5     |
    own_office               | state     |                  | D1     |
    host_administrative      | other     |                  | D5     |
    host_administrative      | host      | trial_approval   | D2     |
    host_joint_board         | other     | trial_period     | N      | trial_period
"""


@pytest.mark.parametrize(("model", "who", "out", "expected", "missing"), rows(TRIALS))
def test_a_trial_counts_only_when_approved_and_in_its_period(model, who, out, expected, missing):
    facts = replace(world(Model(model)), trials=(TRIAL,))
    if out:
        facts = TAKE_OUT[out](facts)

    found = ask(facts, job(who, Model(model)))

    assert told(found) == expected
    assert [one.link for one in found.missing] == missing.split()
    if found.code is Code.D5:
        assert "Forsøksloven (LOV-1992-06-26-87) §§ 3–5" in [str(c) for c in found.citations]
        assert [one.link for one in found.evidence[2:]] == [
            "trial_regulation", "trial_approval", "trial_period", "trial_standing",
        ]  # fmt: skip


def test_a_trial_counts_only_for_what_its_regulation_names():
    narrow = replace(TRIAL, services=frozenset({"M2"}), relations=frozenset({Relation.OTHER}))
    facts = replace(world(Model.PROFESSIONAL_COOPERATION), trials=(narrow,))

    assert told(ask(facts, job("other"), service="M2")) == "D5"
    assert told(ask(facts, job("other"))) == "N (A)"
    assert told(ask(facts, job("outside"), service="M2")) == "D5"
    assert told(ask(facts, job("state"), service="M2")) == "P"


# --- Hybrids -----------------------------------------------------------------------------


def test_a_hybrid_has_one_model_for_each_service():
    model = Model.HOST_ADMINISTRATIVE
    facts = world(model)
    social = replace(facts.models[0], services=frozenset({"M1"}))
    rest = replace(
        facts.models[0],
        model=Model.PROFESSIONAL_COOPERATION,
        host="",
        reference="modell 2",
        services=frozenset({"S6"}),
    )
    facts = replace(facts, models=(social, rest))

    assert told(ask(facts, job("host", model))) == "D2"
    assert told(ask(facts, job("other", model), service="S6")) == "?/A"
    assert told(ask(facts, job("other", model), service="O1")) == "N (A)"
