"""What follows from authority: differences, duties, coverage, steps, sharing, completeness."""

from dataclasses import replace
from datetime import date

import pytest

from engines.authority.world import (
    DAY,
    FAUSKE,
    HAMAROY,
    HOSTED,
    OLD_HAMAROY,
    PLACES,
    SALTDAL,
    START,
    TRIAL,
    TYSFJORD,
    job,
    partnership,
    rows,
    world,
)
from tospann.engines.authority import (
    Basis,
    Change,
    Clause,
    Coverage,
    Delegation,
    Direction,
    Facts,
    HostText,
    LanguageForm,
    Model,
    ModelPeriod,
    Municipality,
    Office,
    PartnershipText,
    Purpose,
    SamiArea,
    Scene,
    SharingQuestion,
    Stay,
    Step,
    StructureDecision,
    Unanswerable,
    coverage,
    differences,
    duties,
    host_gaps,
    partnership_gaps,
    ready,
    served_by,
    sharing,
    steps,
    to_handle,
    under_model,
)

# --- Differences -------------------------------------------------------------------------

PEOPLE = ((job("host", Model.HOST_ADMINISTRATIVE),), (job("own", Model.HOST_ADMINISTRATIVE),))


def changed(before: Scene, after: Scene, at=(HAMAROY,)) -> list[str]:
    found = differences(
        before, after, municipalities=at, services=["M1", "S6", "S7"], people=PEOPLE
    )
    return [f"{one.service} {one.person[0].reference} {one.before}>{one.after}" for one in found]


def test_a_host_model_moves_the_social_services_and_leaves_the_market_work():
    own = Scene(world(None), DAY)
    host = Scene(world(Model.HOST_ADMINISTRATIVE), DAY)

    assert changed(own, host) == [
        "M1 stilling Fauske N>D2",
        "S6 stilling Fauske A>D1",
        "M1 stilling Hamarøy D>P",
        "S6 stilling Hamarøy A>D1",
    ]
    assert changed(host, host) == []


def test_a_planned_model_is_compared_before_any_paper_exists():
    facts = world(None)
    period = ModelPeriod(Model.HOST_ADMINISTRATIVE, HOSTED, "forslag", START, host=FAUSKE)
    planned = under_model(facts, period, office="NF")

    assert changed(Scene(facts, DAY), Scene(planned, DAY)) == [
        "S6 stilling Fauske A>P",
        "S6 stilling Hamarøy A>P",
    ]
    assert changed(Scene(facts, DAY), Scene(planned, DAY, assume=True)) == [
        "M1 stilling Fauske N>D2",
        "S6 stilling Fauske A>D1",
        "M1 stilling Hamarøy D>P",
        "S6 stilling Hamarøy A>D1",
    ]


def test_the_first_day_of_an_arrangement_is_a_difference():
    facts = world(Model.HOST_ADMINISTRATIVE)
    eve = Scene(replace(facts, coverage=world(None).coverage), date(2020, 11, 8))

    table = changed(eve, Scene(facts, START))

    assert "M1 stilling Fauske N>D2" in table


def test_a_difference_reads_as_a_sentence():
    one = differences(
        Scene(world(None), DAY), Scene(world(Model.HOST_ADMINISTRATIVE), DAY),
        municipalities=[HAMAROY], services=["M1"], people=PEOPLE[:1],
    )[0]  # fmt: skip

    assert str(one.said("økonomisk stønad")) == (
        "økonomisk stønad: fra «kan ikke» til «kan avgjøre for hjemkommunen»."
    )


def test_a_municipality_that_is_gone_has_no_answer():
    found = differences(
        Scene(world(None), date(2019, 6, 1)), Scene(world(None), DAY),
        municipalities=[OLD_HAMAROY], services=["S6"], people=[(job("state"),)],
    )  # fmt: skip

    assert [(one.before, one.after) for one in found] == [("N", None)]


# --- Duties ------------------------------------------------------------------------------

SPEAKING = replace(
    PLACES,
    municipalities=(
        *PLACES.municipalities,
        Municipality("1826", "Hattfjelldal", "Nordland", "Statsforvalteren i Nordland"),
        Municipality("7043", "Røyrvik", "Trøndelag", "Statsforvalteren i Trøndelag"),
    ),
    coverage=(
        Coverage("NF", FAUSKE, "dekning F", START),
        Coverage("NF", HAMAROY, "dekning H", START, date(2024, 12, 31)),
        Coverage("NV", "1826", "dekning V", START),
        Coverage("NN", "7043", "dekning N", START),
    ),
    sami_area=(
        SamiArea(HAMAROY, "smj", "språkområdet 2020", since=date(2020, 1, 1)),
        SamiArea("1826", "sma", "språkområdet 2017", since=date(2017, 7, 1)),
        SamiArea("7043", "sma", "språkområdet"),
    ),
    language_forms=(
        LanguageForm(FAUSKE, "nb", "vedtak F"),
        LanguageForm(HAMAROY, "neutral", "vedtak H"),
    ),
)
LANGUAGES = """
    office | day        | languages        | word
    -------+------------+------------------+-----------
    NF     | 2020-11-08 |                  |
    NF     | 2020-11-09 | smj              | lulesamisk
    NF     | 2024-12-31 | smj              | lulesamisk
    NF     | 2025-01-01 |                  |
    NV     | 2021-03-01 | sma              | sørsamisk
    NN     | 2021-03-01 | sma              | sørsamisk
"""


@pytest.mark.parametrize(("office", "day", "languages", "word"), rows(LANGUAGES))
def test_the_whole_office_has_the_right_sami_language(office, day, languages, word):
    found = [
        one
        for one in duties(SPEAKING, office, date.fromisoformat(day))
        if one.language in ("se", "smj", "sma")
    ]

    assert {one.language for one in found} == set(languages.split())
    assert len({one.kind for one in found}) == (4 if languages else 0)
    for one in found:
        assert word in str(one.says)
        assert "hele kontoret" in str(one.because)
        assert one.provision is not None
        assert "Samelova" in one.provision.act


def test_the_right_to_an_answer_is_surer_than_what_each_category_gives():
    sure = {one.kind.value: one.confidence for one in duties(SPEAKING, "NV", DAY)}

    assert sure["written_answer"] == "H"
    assert sure["oral_answer"] == "M"


def test_letters_follow_the_form_of_each_municipality():
    found = [one for one in duties(SPEAKING, "NF", DAY) if one.kind == "language_form"]

    assert [(one.municipality, one.language) for one in found] == [
        (FAUSKE, "nb"),
        (HAMAROY, "neutral"),
    ]
    assert str(found[0].says) == (
        "Brev til Fauske kommune skal skrives på kommunens målform: bokmål."
    )
    assert str(found[0].provision) == "Mållova (LOV-1980-04-11-5)"
    later = duties(SPEAKING, "NF", date(2022, 1, 1))
    assert "Språklova" in str(next(one for one in later if one.kind == "language_form").provision)


# --- Coverage ----------------------------------------------------------------------------

COVER = Facts(
    municipalities=(
        Municipality("1", "Ås", "Fylke", "Statsforvalter"),
        Municipality("2", "Gamle Vik", "Fylke", "Statsforvalter", until=date(2019, 12, 31)),
        Municipality("3", "Nye Vik", "Fylke", "Statsforvalter", since=date(2020, 1, 1)),
    ),
    offices=(Office("A", "Nav A"), Office("B", "Nav B", until=date(2023, 6, 30))),
    coverage=(
        Coverage("A", "1", "k1"),
        Coverage("A", "2", "k2", until=date(2019, 12, 31)),
        Coverage("A", "3", "k3", since=date(2020, 1, 1)),
    ),
)
FIRST, LAST = date(2019, 1, 1), date(2024, 12, 31)


def alarms(facts: Facts) -> list[str]:
    return [
        f"{one.municipality} {one.first}..{one.last} {' '.join(one.offices) or 'gap'} {one.cause}"
        for one in coverage(facts, FIRST, LAST)
    ]


def with_row(number: int, row: Coverage | None) -> Facts:
    kept = list(COVER.coverage)
    kept[number : number + 1] = [row] if row else []
    return replace(COVER, coverage=tuple(kept))


def test_exactly_one_office_each_day_gives_no_alarm():
    assert alarms(COVER) == []


def test_a_gap_has_its_days_and_its_cause():
    short = Coverage("A", "1", "k1", until=date(2022, 12, 31))
    facts = with_row(0, short)
    agreement = partnership("A", "1", frozenset({"1"}))

    assert alarms(facts) == ["1 2023-01-01..2024-12-31 gap unknown"]
    ended = replace(agreement, ended_on=date(2022, 12, 31))
    assert alarms(replace(facts, partnership_agreements=(ended,))) == [
        "1 2023-01-01..2024-12-31 gap notice"
    ]
    expired = replace(agreement, until=date(2022, 12, 31))
    assert alarms(replace(facts, partnership_agreements=(expired,))) == [
        "1 2023-01-01..2024-12-31 gap expired"
    ]
    host = world(Model.HOST_ADMINISTRATIVE).host_agreements[0]
    left = replace(host, participants=frozenset({"1"}), left=(("1", date(2022, 12, 31)),))
    assert alarms(replace(facts, host_agreements=(left,))) == [
        "1 2023-01-01..2024-12-31 gap notice"
    ]


def test_a_closed_office_and_a_merger_are_causes():

    assert alarms(with_row(0, Coverage("B", "1", "k1"))) == [
        "1 2023-07-01..2024-12-31 gap office_closed"
    ]
    merged = replace(COVER, changes=(Change("2", "3", date(2020, 1, 1), "vedtak"),))
    late = replace(merged, coverage=(*COVER.coverage[:2], Coverage("A", "3", "k", LAST)))
    assert alarms(late) == ["3 2020-01-01..2024-12-30 gap merger"]
    assert "Nye Vik kommune har ikke noe Nav-kontor fra 1. januar 2020" in str(
        coverage(late, FIRST, LAST)[0].says
    )


def test_an_overlap_names_both_offices():
    facts = replace(
        COVER, coverage=(*COVER.coverage, Coverage("B", "1", "k4", since=date(2022, 1, 1)))
    )

    found = coverage(facts, FIRST, LAST)

    assert alarms(facts) == ["1 2022-01-01..2023-06-30 A B not_handed_over"]
    assert "Nav A og Nav B" in str(found[0].says)
    assert not found[0].is_gap


def test_an_office_serves_those_of_the_day():
    facts = world(Model.HOST_ADMINISTRATIVE)

    assert served_by(facts, "NF", START) == (SALTDAL, FAUSKE, HAMAROY)
    assert served_by(facts, "NF", date(2020, 11, 8)) == ()


def test_days_in_the_wrong_order_are_refused():
    with pytest.raises(Unanswerable, match="Bytt om datoene"):
        coverage(COVER, LAST, FIRST)


def test_agreements_that_name_a_split_municipality_must_be_handled():
    old = partnership("NT", TYSFJORD, frozenset({TYSFJORD, FAUSKE}))
    facts = replace(PLACES, partnership_agreements=(replace(old, since=date(2015, 1, 1)),))

    assert to_handle(facts, date(2019, 12, 31)) == ()
    found = to_handle(facts, date(2020, 1, 1))
    assert [(one.reference, one.municipality, one.successors) for one in found] == [
        ("PA NT", TYSFJORD, ("1806", "1875"))
    ]
    assert "Narvik (1806) og Hamarøy (1875)" in str(found[0].says)
    ended = replace(facts.partnership_agreements[0], ended_on=date(2019, 12, 31))
    assert to_handle(replace(facts, partnership_agreements=(ended,)), DAY) == ()


# --- Steps before a structure decision ---------------------------------------------------

BEFORE, SAME = Step("referat 4", date(2024, 5, 1)), Step("referat 5", date(2024, 6, 1))
DECIDED = date(2024, 6, 1)
STEPS = """
    state  | municipal | joint  | users  | ready | gaps
    -------+-----------+--------+--------+-------+-------------------------------------------
           |           |        |        | no    | state_codetermination municipal_codetermination user_participation
    before |           |        |        | no    | municipal_codetermination user_participation
    before | before    |        |        | yes   | user_participation
    before | before    |        | before | yes   |
    before | same      |        | before | no    | municipal_codetermination
    same   | before    |        | before | no    | state_codetermination
           |           | before | before | yes   |
           |           | same   | before | no    | state_codetermination municipal_codetermination
    before | before    |        | same   | yes   | user_participation
"""  # noqa: E501


@pytest.mark.parametrize(("state", "municipal", "joint", "users", "is_ready", "gaps"), rows(STEPS))
def test_both_sides_are_heard_before_the_decision(state, municipal, joint, users, is_ready, gaps):
    papers = {"before": BEFORE, "same": SAME, "": None}
    own = papers[municipal]
    decision = StructureDecision(
        DECIDED,
        frozenset({FAUSKE}),
        state=papers[state],
        municipal=((FAUSKE, own),) if own else (),
        joint_body=papers[joint],
        user_participation=papers[users],
    )

    assert ready(decision) == (is_ready == "yes")
    assert [one.kind.value for one in steps(decision) if not one.met] == gaps.split()
    assert all(one.provision for one in steps(decision))


def test_every_municipality_has_its_own_discussion():
    decision = StructureDecision(
        DECIDED, frozenset({FAUSKE, HAMAROY}), state=BEFORE, municipal=((FAUSKE, BEFORE),)
    )

    assert not ready(decision)
    assert [one.municipality for one in steps(decision) if one.blocks and not one.met] == [HAMAROY]
    assert "Drøfting med de tillitsvalgte i kommune 1875: mangler." in [
        str(one.says) for one in steps(decision)
    ]


def test_disagreement_is_kept_and_stops_nothing():
    decision = StructureDecision(
        DECIDED, frozenset(), state=replace(BEFORE, disagreed=True), user_participation=SAME
    )

    assert ready(decision)
    assert "Uenigheten er ført i referatet." in str(steps(decision)[0].says)
    assert "men må være behandlet før vedtaket 1. juni 2024" in str(steps(decision)[-1].says)


# --- Sharing -----------------------------------------------------------------------------

PAPER = ("vurdering 3", date(2021, 2, 1))
SHARING = """
    model                    | service | from  | to    | purpose  | basis       | paper | answer | cites
    -------------------------+---------+-------+-------+----------+-------------+-------+--------+-------
    own_office               | M1      | own   | state | case     | same_office |       | yes    | § 16
    own_office               | M1      | own   | other | case     | same_office |       | no     | § 16
    own_office               | M1      | own   | other |          |             |       | no     | § 44
    own_office               | M1      | own   | other | case     |             |       | no     | § 44
    own_office               | M1      | own   | other | case     | consent     | yes   | yes    | § 44
    own_office               | M1      | own   | other | case     | consent     |       | no     | § 44
    professional_cooperation | M1      | own   | other | case     | own_task    |       | ?      | § 44
    professional_cooperation | M1      | own   | other | case     | own_task    | yes   | yes    | § 44
    professional_cooperation | M1      | own   | other | danger   | danger      |       | ?      | § 44
    professional_cooperation | M1      | own   | other | danger   | danger      | yes   | yes    | § 44
    professional_cooperation | M1      | own   | other | case     | delegated   |       | no     | § 44
    host_administrative      | M1      | own   | host  | case     | delegated   |       | yes    | § 20-2
    professional_cooperation | M1      | own   | other | steering | consent     | yes   | no     | § 44
    own_office               | S6      | state | state | case     | same_agency |       | yes    | § 7
    own_office               | M1      | state | state | case     | same_agency |       | no     | § 44
    professional_cooperation | M1      | own   | other | case     | trial       |       | no     | §§ 3–5
"""  # noqa: E501


@pytest.mark.parametrize(
    ("model", "service", "holder", "receiver", "purpose", "basis", "paper", "expected", "cites"),
    rows(SHARING),
)
def test_sharing_has_a_purpose_and_a_basis(
    model, service, holder, receiver, purpose, basis, paper, expected, cites
):
    found = sharing(
        world(Model(model)),
        SharingQuestion(
            service,
            Stay(HAMAROY),
            job(holder, Model(model)),
            job(receiver, Model(model)),
            DAY,
            purpose=Purpose(purpose) if purpose else None,
            basis=Basis(basis) if basis else None,
            paper=PAPER if paper else None,
        ),
    )

    assert found.answer == expected
    assert any(one.paragraph == cites for one in found.citations)
    assert found.reasons or found.missing
    assert all("%(" not in str(one) for one in found.reasons)


def test_what_nobody_can_recognise_is_shared_freely():
    question = SharingQuestion(
        "M1", Stay(HAMAROY), job("own"), job("other"), DAY, identifiable=False
    )

    assert sharing(world(Model.PROFESSIONAL_COOPERATION), question).answer == "yes"


def test_a_trial_opens_for_sharing_only_when_its_regulation_says_so():
    model = Model.PROFESSIONAL_COOPERATION
    question = SharingQuestion(
        "M1", Stay(HAMAROY), job("own"), job("other"), DAY,
        purpose=Purpose.CASE, basis=Basis.TRIAL,
    )  # fmt: skip
    silent = replace(world(model), trials=(TRIAL,))
    open_to_it = replace(world(model), trials=(replace(TRIAL, secrecy=True),))
    waiting = replace(world(model), trials=(replace(TRIAL, secrecy=True, approval=None),))

    assert sharing(silent, question).answer == "no"
    assert sharing(open_to_it, question).answer == "yes"
    assert sharing(waiting, question).answer == "no"
    assert [str(one) for one in sharing(waiting, question).missing] == [
        "Departementet har godkjent forsøksforskriften"
    ]


def test_consent_from_a_later_day_does_not_count():
    question = SharingQuestion(
        "M1", Stay(HAMAROY), job("own"), job("other"), DAY,
        purpose=Purpose.CASE, basis=Basis.CONSENT, paper=("samtykke", date(2021, 3, 2)),
    )  # fmt: skip

    assert sharing(world(Model.OWN_OFFICE), question).answer == "no"


# --- Completeness ------------------------------------------------------------------------

CODES = frozenset({"M1"})
BOTH = frozenset({FAUSKE, HAMAROY})
DECISION = Delegation(
    "DV 1", START, Direction.TO_STATE, CODES, ("sotjl",), since=START
)  # fmt: skip
PARTNERSHIP = PartnershipText(
    BOTH, True, True, True, True, True, True,
    tuple((code, BOTH) for code in ("M1", "M2", "M3", "M4", "M5")),
    (Clause(Direction.TO_STATE, CODES),),
    (DECISION,),
)  # fmt: skip
PARTNERSHIP_GAPS = [
    ({}, []),
    ({"municipalities": frozenset()}, ["municipalities"]),
    ({"signed_by_state": False}, ["state"]),
    ({"signed_by_municipality": False}, ["municipality"]),
    ({"location": False}, ["location"]),
    ({"organisation": False}, ["organisation"]),
    ({"user_dialogue": False}, ["user_dialogue"]),
    ({"contact": False}, ["contact"]),
    ({"services": PARTNERSHIP.services[1:]}, ["services 1841 1875"]),
    (
        {"services": (("M1", frozenset({FAUSKE})), *PARTNERSHIP.services[1:])},
        ["services 1875"],
    ),
    ({"delegations": ()}, ["delegation_decision M1"]),
    ({"clauses": ()}, ["clause DV 1"]),
    ({"delegations": (replace(DECISION, cites=()),)}, ["delegation_cites DV 1"]),
    ({"delegations": (replace(DECISION, cites=("sotjl", "")),)}, ["delegation_cites DV 1"]),
    ({"delegations": (replace(DECISION, since=None),)}, ["delegation_period DV 1"]),
    ({"leader_delegation": True}, []),
    ({"leader_delegation": True, "unitary_leadership": False}, ["unitary_leadership"]),
]


def points(gaps) -> list[str]:
    for one in gaps:
        assert one.provisions
        assert str(one.says).endswith(".")
    return [" ".join((one.point, *one.about)) for one in gaps]


@pytest.mark.parametrize(("left_out", "named"), PARTNERSHIP_GAPS)
def test_a_partnership_agreement_lacks_exactly_what_is_left_out(left_out, named):
    assert points(partnership_gaps(replace(PARTNERSHIP, **left_out), DAY)) == named


HOST = HostText(
    FAUSKE, HOSTED, frozenset({"M1"}), START, True, True, True, True, HOSTED,
)  # fmt: skip
HOST_GAPS = [
    ({}, []),
    ({"host": ""}, ["participants"]),
    ({"tasks": frozenset()}, ["tasks"]),
    ({"transfer_on": None}, ["transfer"]),
    ({"informs": False}, ["information"]),
    ({"settlement": False}, ["settlement"]),
    ({"exit": False}, ["exit"]),
    ({"winding_up": False}, ["winding_up"]),
    ({"joint_board": None}, ["board"]),
    (
        {"joint_board": True, "members": ((FAUSKE, 3), (SALTDAL, 2), (HAMAROY, 1))},
        ["members 1875"],
    ),
    ({"decided": frozenset({FAUSKE, HAMAROY})}, ["council_decision 1840"]),
    ({"act": "1992"}, ["act"]),
]


@pytest.mark.parametrize(("left_out", "named"), HOST_GAPS)
def test_a_host_agreement_lacks_exactly_what_is_left_out(left_out, named):
    assert points(host_gaps(replace(HOST, **left_out), DAY)) == named


def test_a_gap_calls_everything_by_the_names_it_was_given():
    named = replace(PARTNERSHIP, services=(), names=((FAUSKE, "Fauske kommune"),))
    board = replace(HOST, joint_board=True, names=((SALTDAL, "Saltdal kommune"),))
    area = replace(
        PARTNERSHIP,
        clauses=(Clause(Direction.TO_STATE, frozenset({"area 7"})),),
        delegations=(),
        names=(("area 7", "Hjemmebesøk"),),
    )

    assert str(partnership_gaps(named, DAY)[0].says) == (
        "Den lovpålagte tjenesten «økonomisk stønad» mangler for Fauske kommune og kommune 1875."
    )
    assert "velges av kommune 1840" not in str(host_gaps(board, DAY)[0].says)
    assert "Saltdal kommune" in str(host_gaps(board, DAY)[0].says)
    assert "«Hjemmebesøk»" in str(partnership_gaps(area, DAY)[0].says)


def test_a_gap_in_a_service_rests_on_its_own_act_and_on_the_duty_to_have_it():
    (gap,) = partnership_gaps(replace(PARTNERSHIP, services=PARTNERSHIP.services[1:]), DAY)

    assert [one.short for one in gap.provisions] == [
        "Sosialtjenesteloven §§ 18–19",
        "Nav-loven § 13",
    ]


def test_the_old_act_is_no_gap_before_the_new_one_held_there():
    text = replace(HOST, act="1992", constituted_on=date(2019, 10, 22))

    assert points(host_gaps(text, date(2019, 10, 21))) == []
    assert points(host_gaps(text, date(2019, 10, 22))) == ["act"]
