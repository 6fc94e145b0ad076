"""The ten traps, each as a question with its whole answer."""

from dataclasses import replace
from datetime import date

import pytest

from engines.authority.world import (
    BODO,
    COMMUNITY,
    DAY,
    FAUSKE,
    GRATANGEN,
    HAMAROY,
    OLD_HAMAROY,
    SALTDAL,
    START,
    TAKE_OUT,
    TROMS,
    TYSFJORD,
    ask,
    job,
    leader,
    rows,
    world,
)
from tospann.engines.authority import (
    Act,
    Code,
    Confidence,
    Employment,
    Model,
    ModelPeriod,
    Question,
    Stay,
    Unanswerable,
    answer,
    responsible,
)

HOSTED = world(Model.HOST_ADMINISTRATIVE)
HOST = job("host", Model.HOST_ADMINISTRATIVE)


def said(reasons) -> str:
    return " ".join(str(one) for one in reasons)


# --- 1. General guidance is not a service under § 17 -------------------------------------


def test_general_guidance_is_free_and_a_started_service_is_a_decision():
    facts = world(Model.PROFESSIONAL_COOPERATION)

    guidance = ask(facts, job("other"), service="M3", act=Act.GUIDE)
    counselling = ask(facts, job("other"), service="M3")

    assert guidance.code is Code.G
    assert "økonomisk rådgivning over tid" in said(guidance.reminders)
    assert counselling.code is Code.N
    assert "Sosialtjenesteloven (LOV-2009-12-18-131) § 17" in [
        str(one) for one in counselling.citations
    ]


# --- 2. Stay, not address ----------------------------------------------------------------

STAYS = """
    stays in | institution | before        | responsible
    ---------+-------------+---------------+------------
    1875     |             |               | 1875
    1841     |             |               | 1841
    1841     | yes         | 1875          | 1875
    1841     | yes         | 1849          | 1875
"""


@pytest.mark.parametrize(("stays", "institution", "before", "expected"), rows(STAYS))
def test_the_municipality_of_stay_is_responsible(stays, institution, before, expected):
    stay = Stay(stays, bool(institution), before)

    assert responsible(HOSTED, stay, DAY) == expected
    found = answer(HOSTED, Question("M1", stay, (HOST,), DAY, of_principle=False))
    assert found.municipality.number == expected
    why = "før innleggelsen" if institution else "oppholder seg der"
    assert why in str(found.reasons[0])


def test_an_institution_without_the_municipality_before_is_sent_back():
    with pytest.raises(Unanswerable, match="oppholdt seg i før innleggelsen"):
        responsible(HOSTED, Stay(FAUSKE, institution=True), DAY)


# --- 3. The date -------------------------------------------------------------------------


def test_hamaroy_and_fauske_before_and_after_the_host_arrangement():
    before = ask(HOSTED, replace(HOST, since=None), day=date(2019, 11, 1), at=OLD_HAMAROY)
    after = ask(HOSTED, HOST, day=date(2020, 11, 9))
    unproven = ask(TAKE_OUT["instruction"](HOSTED), HOST, day=date(2020, 11, 9))

    assert (before.code, before.also) == (Code.N, Code.A)
    assert "Ingen annen organisasjonsmodell" in said(before.reasons)
    assert after.code is Code.D2
    assert [str(one) for one in after.citations] == [
        "Kommuneloven (LOV-2018-06-22-83) § 20-2",
        "Sosialtjenesteloven (LOV-2009-12-18-131) § 3",
        "Sosialtjenesteloven (LOV-2009-12-18-131) §§ 18–19",
        "Kommuneloven (LOV-2018-06-22-83) § 20-4",
        "Kommuneloven (LOV-2018-06-22-83) §§ 5-3 og 13-1",
    ]
    assert [(one.link, one.reference, one.day) for one in after.evidence][2:6] == [
        ("host_agreement", "VA 2020", START),
        ("participant_decision", "council_decision 1875", date(2020, 10, 1)),
        ("host_decision", "council_decision 1841", date(2020, 10, 1)),
        ("instruction", "instruction 1875", date(2020, 10, 1)),
    ]
    assert unproven.code is Code.N
    assert [one.link for one in unproven.missing] == ["instruction"]


# --- 4. State employees move freely for state tasks, and for no others --------------------


def test_a_state_employee_elsewhere_decides_state_cases_only():
    away = replace(job("state"), office="NF")
    table = """
        service | answer
        --------+-------
        S6      | D
        M1      | A
        O1      | A
        S7      | G
    """
    for service, expected in rows(table):
        found = ask(world(Model.PROFESSIONAL_COOPERATION), away, service=service)
        assert found.code == expected, service
    assert [one.link for one in ask(world(Model.OWN_OFFICE), away).missing] == ["office_serves"]


# --- 5. A host in another county ---------------------------------------------------------


def test_a_host_in_another_county_means_two_county_governors():
    across = frozenset({FAUSKE, GRATANGEN})
    facts = replace(
        HOSTED,
        models=(ModelPeriod(Model.HOST_ADMINISTRATIVE, across, "modell 2", START, host=FAUSKE),),
        host_agreements=(
            replace(
                HOSTED.host_agreements[0],
                participants=across,
                transfers=tuple(
                    replace(one, municipalities=across)
                    for one in HOSTED.host_agreements[0].transfers
                ),
            ),
        ),
        papers=(
            *HOSTED.papers,
            *(
                replace(one, municipality=GRATANGEN, reference=f"{one.kind} {GRATANGEN}")
                for one in HOSTED.papers
                if one.municipality == HAMAROY
            ),
        ),
    )

    found = ask(facts, HOST, at=GRATANGEN)

    assert found.code is Code.D2
    assert found.confidence is Confidence.MEDIUM
    assert TROMS in str(found.appeal)
    assert "Statsforvalteren i Nordland" in str(found.appeal)
    assert found.appeal.confidence is Confidence.LOW
    assert "hver sin statsforvalter" in said(found.reminders)
    assert "Nordland" in said(found.reminders)


# --- 6. Delegation does not empty the home municipality ----------------------------------


def test_the_home_municipality_keeps_instruction_and_reversal():
    away = replace(job("own", Model.HOST_ADMINISTRATIVE), office="rådhuset")

    for found in (ask(HOSTED, away), ask(HOSTED, HOST)):
        assert "gjøre om vedtak" in said((*found.reasons, *found.reminders))
    assert ask(HOSTED, away).code is Code.R


# --- 7. Two leaders ----------------------------------------------------------------------


def test_two_leaders_stop_delegation_to_the_leader_and_not_to_staff():
    facts = TAKE_OUT["unitary_leadership"](world(Model.OWN_OFFICE))

    assert ask(facts, leader(job("state"))).code is Code.P
    assert ask(facts, job("state")).code is Code.D1


# --- 8. A clause without the attached decision -------------------------------------------


def test_a_clause_without_the_attached_decision_gives_no_power():
    found = ask(TAKE_OUT["delegation_decision"](world(Model.OWN_OFFICE)), job("state"))

    assert found.code is Code.P
    assert [one.link for one in found.missing] == ["delegation_decision"]
    assert "clause" in [one.link for one in found.evidence]


# --- 9. Matters of principle -------------------------------------------------------------


def test_nobody_said_whether_it_is_of_principle_so_the_engine_asks():
    found = ask(HOSTED, HOST, of_principle=None)

    assert (found.code, found.default) == (Code.UNCLEAR, Code.N)
    assert [str(one) for one in found.asks] == ["Er saken av prinsipiell betydning for Hamarøy?"]
    assert [one.link for one in found.missing] == ["not_of_principle"]
    assert "prinsipiell betydning" in str(found.letter)


PRINCIPLE = """
    model               | who   | answer | decided by
    --------------------+-------+--------+---------------------------------
    own_office          | own   | N      | av kommunestyret i Hamarøy
    own_office          | state | N      | av kommunestyret i Hamarøy
    host_administrative | host  | N      | av kommunestyret i Hamarøy
    host_administrative | own   | N      | av kommunestyret i Hamarøy
    host_joint_board    | host  | N      | av den felles folkevalgte nemnda
    host_joint_board    | board | D4     | Den felles folkevalgte nemnda kan avgjøre
"""


@pytest.mark.parametrize(("model", "who", "expected", "by"), rows(PRINCIPLE))
def test_a_matter_of_principle_goes_to_the_council_or_the_board(model, who, expected, by):
    found = ask(world(Model(model)), job(who, Model(model)), of_principle=True)

    assert found.code == expected
    assert by in said(found.reasons)


def test_a_state_case_is_never_a_matter_for_the_council():
    assert ask(HOSTED, job("state"), service="S6", of_principle=True).code is Code.D


# --- 10. Impartiality --------------------------------------------------------------------


def test_a_marked_relation_is_reminded_of_and_changes_nothing():
    marked = ask(HOSTED, HOST, relation_marked=True)

    assert marked.code is ask(HOSTED, HOST).code is Code.D2
    assert "Vurder habiliteten" in said(marked.reminders)
    assert "Forvaltningsloven (LOV-1967-02-10) § 6" in [str(one) for one in marked.citations]
    assert "Vurder habiliteten" not in said(ask(HOSTED, HOST).reminders)


# --- Two jobs ----------------------------------------------------------------------------


def test_the_best_job_wins_and_is_shown():
    facts = world(Model.PROFESSIONAL_COOPERATION)

    for order in ((job("other"), job("own")), (job("own"), job("other"))):
        found = ask(facts, *order)
        assert found.code is Code.D
        assert found.employment.employer == HAMAROY
        assert [(one.employer, code) for one, code in found.others] == [(SALTDAL, Code.N)]
        assert "Det hos Hamarøy kommune gir det beste svaret" in said(found.reasons)
        assert found.evidence[0].reference == "stilling Hamarøy"


# --- Unclear is an answer ----------------------------------------------------------------

UNCLEAR = """
    model                    | who       | service | default | why
    -------------------------+-----------+---------+---------+----------------------------
    task_community           | community | M1      | N       | sosialtjenesteloven § 3
    task_community           | community | S6      | N       | inngått med en kommune
    professional_cooperation | other     | S6      | A       | gjelder nabokommunens kontor
"""


@pytest.mark.parametrize(("model", "who", "service", "default", "why"), rows(UNCLEAR))
def test_unclear_comes_with_a_letter_ready_to_send(model, who, service, default, why):
    found = ask(world(Model(model)), job(who, Model(model)), service=service)

    letter = str(found.letter)
    assert (found.code, found.default) == (Code.UNCLEAR, default)
    assert found.confidence is Confidence.LOW
    assert letter.startswith("Til Statsforvalteren i Nordland\n")
    assert why in letter
    assert "1. mars 2021" in letter
    assert "modell 2020" in letter
    assert "%(" not in letter
    assert ask(world(Model.OWN_OFFICE), job("own")).letter is None


# --- One council is missing --------------------------------------------------------------


def test_one_council_that_has_not_decided_stops_the_agreement_for_its_own_residents_only():
    without = tuple(
        one
        for one in HOSTED.papers
        if (one.kind, one.municipality) != ("council_decision", SALTDAL)
    )
    facts = replace(HOSTED, papers=without)

    here, there = ask(facts, HOST), ask(facts, HOST, at=SALTDAL)

    assert here.code is Code.D2
    assert here.confidence is Confidence.MEDIUM
    assert "gjelder ikke for Saltdal" in said(here.reminders)
    assert there.code is Code.N
    assert [one.link for one in there.missing] == ["participant_decision"]


# --- Refusals ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"service": "X9"}, "Tjenesten «X9» finnes ikke"),
        ({"at": "9999"}, "Kommunen «9999» finnes ikke i registeret"),
        ({"at": TYSFJORD}, r"Tysfjord \(1850\) fantes ikke 1. mars 2021.*Narvik.*Hamarøy"),
        ({"at": HAMAROY, "day": date(2019, 6, 1)}, "fantes ikke 1. juni 2019"),
        ({"day": date(2011, 12, 31)}, "fra og med 1. januar 2012"),
        ({"day": None}, "Dagen mangler"),
    ],
)
def test_what_cannot_be_answered_is_refused_with_what_to_mend(changed, sentence):
    with pytest.raises(Unanswerable, match=sentence):
        ask(HOSTED, HOST, **changed)


def test_jobs_that_cannot_be_placed_are_refused():
    with pytest.raises(Unanswerable, match="minst ett arbeidsforhold"):
        ask(HOSTED)
    with pytest.raises(Unanswerable, match="Arbeidsgiveren «ukjent»"):
        ask(HOSTED, Employment("ukjent", "stilling"))
    with pytest.raises(Unanswerable, match="Tysfjord"):
        ask(HOSTED, Employment(TYSFJORD, "stilling"))


def test_two_models_at_once_are_refused():
    other = ModelPeriod(Model.TASK_COMMUNITY, frozenset({HAMAROY}), "modell 9", host=FAUSKE)

    with pytest.raises(Unanswerable, match="modell 2020 og modell 9"):
        ask(replace(HOSTED, models=(*HOSTED.models, other)), HOST)


def test_a_host_model_without_a_host_is_refused():
    with pytest.raises(Unanswerable, match="mangler vertskommune"):
        ask(replace(HOSTED, models=(replace(HOSTED.models[0], host=""),)), HOST)


def test_a_job_that_has_ended_gives_nothing():
    found = ask(HOSTED, replace(HOST, until=date(2021, 2, 28)))

    assert found.code is Code.N
    assert [one.link for one in found.missing] == ["employment"]


def test_an_employee_of_a_community_elsewhere_is_a_stranger():
    facts = world(Model.TASK_COMMUNITY)

    assert ask(facts, Employment(COMMUNITY, "stilling"), at=BODO).code is Code.N


def test_missing_papers_can_be_taken_for_granted_to_see_what_a_model_could_give():
    facts = replace(HOSTED, papers=(), host_agreements=())
    question = Question("M1", Stay(HAMAROY), (HOST,), DAY, of_principle=False)

    found = answer(facts, question, assume=True)

    assert answer(facts, question).code is Code.N
    assert found.code is Code.D2
    assert "forutsatt her, ikke funnet" in str(found.evidence[2])
