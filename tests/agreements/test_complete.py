"""Leave out one thing at a time: exactly that point is named, and nothing else."""

from datetime import UTC, date, datetime

import pytest
from django.utils import translation

from tospann.agreements.kinds import KINDS
from tospann.base import clock
from tospann.demo import agreements as demo

FIRST = date(2020, 11, 9)
EXAMPLES = {
    "partnership_agreement": demo.partnership_agreement_body(since=FIRST),
    "host_agreement": demo.host_agreement_body(since=FIRST),
    "operation_agreement": demo.operation_agreement_body(since=FIRST),
    "cooperation_agreement": demo.cooperation_agreement_body(since=FIRST),
}
BY_NAME = {kind.name: kind for kind in KINDS}


def missing(name: str, **changed):
    kind = BY_NAME[name]
    return kind.missing(kind.schema.model_validate(EXAMPLES[name] | changed))


def without(rows: list[dict], row_id: str) -> list[dict]:
    return [row for row in rows if row["id"] != row_id]


def changed(rows: list[dict], row_id: str, **values) -> list[dict]:
    return [row | values if row["id"] == row_id else row for row in rows]


PARTNERSHIP = EXAMPLES["partnership_agreement"]
HOST = EXAMPLES["host_agreement"]

# What is left out or wrong | the part that is named | whether it stops the opening
PARTNERSHIP_TABLE = [
    ({"state_party": ""}, "parties", True),
    ({"state_signs": ""}, "parties", False),
    ({"municipality_signs": ""}, "parties", False),
    ({"purpose": ""}, "purpose", True),
    ({"goals": [], "indicators": []}, "purpose", False),
    ({"plan": "", "plan_by": None}, "purpose", False),
    ({"places": []}, "location", False),
    ({"places": without(PARTNERSHIP["places"], "moldjord")}, "location", False),
    ({"accessibility": ""}, "location", False),
    ({"economy": ""}, "operation", False),
    ({"operation_agreement": "", "cost_key": []}, "operation", False),
    (
        {"cost_key": changed(PARTNERSHIP["cost_key"], "eier0", share="54.00")},
        "operation",
        True,
    ),
    ({"leadership": None}, "steering", False),
    ({"leadership": "dual"}, "steering", False),
    ({"state_superior": ""}, "steering", False),
    ({"municipal_superior": ""}, "steering", False),
    ({"meetings_per_year": None}, "steering", False),
    ({"meetings_per_year": 1}, "steering", False),
    ({"meeting_members": ""}, "steering", False),
    ({"leader_employer": None}, "appointment", False),
    ({"appointment": ""}, "appointment", False),
    ({"appointment_disagreement": ""}, "appointment", False),
    ({"processes": []}, "privacy", False),
    (
        {"processes": changed(PARTNERSHIP["processes"], "sosial", controller=None)},
        "privacy",
        False,
    ),
    ({"emergency_plan_on": None}, "privacy", False),
    ({"state_staff": ""}, "codetermination", False),
    ({"municipal_staff": ""}, "codetermination", False),
    ({"codetermination": ""}, "codetermination", False),
    ({"indicators": without(PARTNERSHIP["indicators"], "i24")}, "results", False),
    ({"insight": ""}, "results", False),
    ({"competence_plan_on": None}, "competence", False),
    ({"competence_plan_on": "2018-11-08"}, "competence", False),
    ({"competence": ""}, "competence", False),
    ({"delegates": None, "delegations": []}, "delegation", False),
    ({"delegations": []}, "delegation", False),
    ({"delegates": False}, "delegation", False),
    ({"delegation_change": ""}, "delegation", False),
    (
        {"delegations": changed(PARTNERSHIP["delegations"], "stonad", act="")},
        "delegation-stonad",
        False,
    ),
    (
        {"delegations": changed(PARTNERSHIP["delegations"], "stonad", regulation="")},
        "delegation-stonad",
        False,
    ),
    (
        {
            "delegations": changed(
                PARTNERSHIP["delegations"], "stonad", act="", regulation="", instruction=""
            )
        },
        "delegation-stonad",
        False,
    ),
    (
        {"delegations": changed(PARTNERSHIP["delegations"], "bistand", instruction="")},
        "delegation-bistand",
        False,
    ),
    (
        {"delegations": changed(PARTNERSHIP["delegations"], "bistand", since=None)},
        "delegation-bistand",
        False,
    ),
    (
        {
            "leadership": "dual",
            "coherence": "Lederne møtes hver uke.",
            "delegations": changed(PARTNERSHIP["delegations"], "bistand", receiver="leader"),
        },
        "delegation",
        False,
    ),
    ({"state_services": []}, "services", False),
    (
        {"services": changed(PARTNERSHIP["services"], "o4", decided_by="")},
        "service-o4",
        False,
    ),
    *(
        ({"services": without(PARTNERSHIP["services"], f"m{n}")}, "services", True)
        for n in range(1, 6)
    ),
    (
        {"services": changed(PARTNERSHIP["services"], "m4", municipalities=["1841", "1840"])},
        "services",
        True,
    ),
    ({"participation_responsible": ""}, "participation", False),
    ({"user_council": ""}, "participation", False),
    ({"participation_plan": ""}, "participation", False),
    ({"cooperations": []}, "interaction", False),
    (
        {"cooperations": changed(PARTNERSHIP["cooperations"], "skole", review_on=None)},
        "interaction",
        False,
    ),
    (
        {"cooperations": changed(PARTNERSHIP["cooperations"], "skole", responsible="")},
        "interaction",
        False,
    ),
    ({"ladder": []}, "disagreement", False),
    ({"statutory_step": None}, "disagreement", False),
    ({"statutory_step": False}, "disagreement", False),
    ({"since": None}, "term", True),
    ({"revise_by": None}, "term", False),
    ({"revise_by": "2020-11-09"}, "term", False),
    ({"notice_months": None}, "term", False),
    ({"until": "2020-11-08"}, "term", True),
]


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_full_example_lacks_nothing(name):
    assert missing(name) == []


@pytest.mark.parametrize(
    ("left_out", "part_id", "blocks"), PARTNERSHIP_TABLE, ids=lambda value: str(value)[:60]
)
def test_partnership_agreement_names_what_is_left_out(left_out, part_id, blocks):
    found = missing("partnership_agreement", **left_out)

    assert [(one.part_id, one.blocks) for one in found] == [(part_id, blocks)]
    assert found[0].text
    assert found[0].source


def test_every_point_of_the_partnership_agreement_can_be_found_wanting():
    kind = BY_NAME["partnership_agreement"]
    named = {one.part_id for one in kind.missing(kind.schema())}

    assert named == {
        "parties", "purpose", "location", "operation", "steering", "appointment", "privacy",
        "codetermination", "results", "competence", "delegation", "services", "participation",
        "interaction", "disagreement", "term",
    }  # fmt: skip


def test_a_cost_key_of_99_per_cent_says_how_much_to_add():
    key = changed(PARTNERSHIP["cost_key"], "eier0", share="54.00")

    assert missing("partnership_agreement", cost_key=key)[0].text == (
        "Kostnadsnøkkelen blir 99\u00a0%. Den må bli nøyaktig 100\u00a0%. Legg til 1\u00a0%."
    )


@pytest.mark.parametrize(
    ("shares", "fails"),
    [
        (["33.33", "33.33", "33.34"], False),
        (["33.33", "33.33", "33.33"], True),
        (["50", "50.01"], True),
        (["100"], False),
        (["100", "0"], False),
        (["0.1"] * 1000, False),
    ],
)
def test_shares_are_added_exactly(shares, fails):
    key = [{"id": f"e{n}", "owner": f"Eier {n}", "share": s} for n, s in enumerate(shares)]

    assert bool(missing("operation_agreement", cost_key=key)) is fails


def test_a_mandatory_service_that_is_missing_names_service_and_municipality():
    services = changed(
        PARTNERSHIP["services"], "m4", municipalities=["1841", "1875", "1840", "1845"]
    )

    found = missing("partnership_agreement", services=services)[0]

    assert found.text == (
        "Den lovpålagte tjenesten «midlertidig botilbud» mangler for Beiarn kommune. "
        "Kryss av for dem under tjenesten i punkt 4.0."
    )
    assert found.source == "Sosialtjenesteloven § 27, Nav-loven § 13"


def test_two_leaders_may_share_out_work_as_long_as_no_leader_is_lent_authority():
    dual = {"leadership": "dual", "coherence": "Lederne møtes hver uke."}
    to_staff = changed(PARTNERSHIP["delegations"], "bistand", receiver="staff")
    to_leader = changed(PARTNERSHIP["delegations"], "bistand", receiver="leader")

    assert missing("partnership_agreement", **dual, delegations=to_staff) == []
    assert missing("partnership_agreement", delegations=to_leader) == []
    assert [
        (one.text, one.source)
        for one in missing("partnership_agreement", **dual, delegations=to_leader)
    ] == [
        (
            (
                "Med to ledere kan ikke myndighet delegeres til lederen på tvers av linjene. "
                "Velg én felles leder, eller deleger til andre ansatte."
            ),
            "Forskrift 26. januar 2007 nr. 107 § 2",
        )
    ]


def test_a_delegated_area_is_told_once_with_every_source_it_should_name():
    delegations = changed(PARTNERSHIP["delegations"], "stonad", act="", instruction="")

    assert [one.text for one in missing("partnership_agreement", delegations=delegations)] == [
        (
            "Vedtaket om delegering «Økonomisk stønad» må vise til lov, forskrift og instruks. "
            "Fyll ut «Lov» og «Instruks eller rundskriv» i punkt 3.7."
        )
    ]


def test_areas_without_a_yes_to_delegation_are_all_named():
    assert [one.text for one in missing("partnership_agreement", delegates=False)] == [
        (
            "Avtalen åpner ikke for arbeid på den andre eierens område: Vurdering av behovet for "
            "bistand og Økonomisk stønad. Uten det har delegeringen ingen virkning. Svar ja på "
            "spørsmålet om delegering i punkt 3.7, eller fjern områdene."
        )
    ]


def test_every_delegated_area_demands_its_decision_in_the_order_of_the_text():
    kind = BY_NAME["partnership_agreement"]
    wanted = kind.annexes(kind.schema.model_validate(PARTNERSHIP))

    assert [(one.part_id, one.title, one.source) for one in wanted] == [
        (
            "delegation-stonad",
            "Vedtak om delegering: Økonomisk stønad",
            "Forskrift 26. januar 2007 nr. 107 § 1",
        ),
        (
            "delegation-bistand",
            "Vedtak om delegering: Vurdering av behovet for bistand",
            "Forskrift 26. januar 2007 nr. 107 § 1",
        ),
    ]


def test_no_decision_is_demanded_when_nothing_is_delegated():
    kind = BY_NAME["partnership_agreement"]

    assert kind.annexes(kind.schema.model_validate(PARTNERSHIP | {"delegates": False})) == []


def test_a_service_weighed_and_left_out_needs_no_budget_owner():
    weighed = {"id": "o21", "service": "O21", "municipalities": [], "reason": "Eget samarbeid."}

    assert missing("partnership_agreement", services=[*PARTNERSHIP["services"], weighed]) == []


# The seven points of § 20-4, one by one.
HOST_TABLE = [
    ({"municipalities": HOST["municipalities"][:1], "tasks": [HOST["tasks"][0]]}, "parties"),
    ({"municipalities": changed(HOST["municipalities"], "k1840", role="party")}, "parties"),
    ({"tasks": []}, "tasks"),
    ({"tasks": changed(HOST["tasks"], "m1", authority=None)}, "tasks"),
    ({"transfer_on": None}, "transfer"),
    ({"informs": ""}, "information"),
    ({"settlement": ""}, "settlement"),
    ({"exit": ""}, "exit"),
    ({"winding_up": ""}, "exit"),
    ({"model": None}, "board"),
    ({"model": "joint_board"}, "board"),
]


@pytest.mark.parametrize(("left_out", "part_id"), HOST_TABLE, ids=lambda v: str(v)[:50])
def test_host_agreement_checks_the_seven_points_one_by_one(left_out, part_id):
    found = missing("host_agreement", **left_out)

    assert [(one.part_id, one.blocks) for one in found] == [(part_id, True)]
    assert "ikke kontrollert mot lovteksten" in found[0].source


def test_host_agreement_with_a_board_needs_members_from_every_municipality():
    board = [
        {"id": number, "municipality": number, "count": 2}
        for number in ("1841", "1839", "1875", "1840", "1845")
    ]

    assert missing("host_agreement", model="joint_board", board=board) == []
    assert [
        one.text for one in missing("host_agreement", model="joint_board", board=board[:-1])
    ] == [
        (
            "Avtalen må si hvor mange medlemmer av nemnda som velges av Sørfold kommune. "
            "Hver kommune velger minst to. Fyll ut nemndas sammensetning i punkt 7."
        )
    ]


def test_host_agreement_with_one_member_from_a_municipality_has_too_few():
    board = [
        {"id": number, "municipality": number, "count": 1 if number == "1875" else 2}
        for number in ("1841", "1839", "1875", "1840", "1845")
    ]
    found = missing("host_agreement", model="joint_board", board=board)

    assert [(one.part_id, one.blocks) for one in found] == [("board", True)]
    assert "Hamarøy kommune" in found[0].text
    assert found[0].source == "Kommuneloven § 20-3 (ikke kontrollert mot lovteksten)"


def test_what_the_law_asks_is_told_with_the_field_that_mends_it():
    assert [one.text for one in missing("host_agreement", transfer_on=None)] == [
        (
            "Avtalen må si når oppgavene og myndigheten overføres. "
            "Fyll ut «Overføres fra og med» i punkt 3."
        )
    ]
    assert [one.text for one in missing("host_agreement", tasks=[])] == [
        (
            "Avtalen må si hvilke oppgaver og hvilken myndighet som overføres. "
            "Legg til en oppgave i punkt 2."
        )
    ]


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_empty_agreement_is_told_all_it_lacks(name):
    kind = BY_NAME[name]
    found = kind.missing(kind.schema())

    assert any(one.blocks for one in found)
    assert all(one.text and one.source for one in found)
    assert len({(one.part_id, one.text) for one in found}) == len(found)


@pytest.mark.parametrize(
    ("language", "told"),
    [
        (
            "nn",
            (
                "Den lovpålagde tenesta «mellombels butilbod» manglar for Beiarn kommune og "
                "Sørfold kommune. Kryss av for dei under tenesta i punkt 4.0."
            ),
        ),
        (
            "en",
            (
                "The mandatory service ‘temporary housing’ is missing for Beiarn kommune and "
                "Sørfold kommune. Tick them under the service in point 4.0."
            ),
        ),
    ],
)
def test_what_the_law_asks_is_told_in_the_readers_language(language, told):
    services = changed(PARTNERSHIP["services"], "m4", municipalities=["1841", "1875", "1840"])

    with translation.override(language):
        assert [one.text for one in missing("partnership_agreement", services=services)] == [told]


def test_two_hosts_are_told_how_to_name_one():
    municipalities = changed(HOST["municipalities"], "k1840", role="party")

    assert [one.text for one in missing("host_agreement", municipalities=municipalities)] == [
        (
            "Avtalen må nevne nøyaktig én vertskommune og minst én samarbeidskommune. "
            "Velg rolle for hver kommune i punkt 1. Vertskommunen er kommunal eier."
        )
    ]


def test_host_agreement_flags_the_act_of_1992_and_lets_it_be_opened():
    found = missing("host_agreement", act="1992")

    assert [(one.part_id, one.blocks) for one in found] == [("parties", False)]
    assert "§ 28-1 a" in found[0].text
    assert found[0].source == "Kommuneloven § 20-1"


IN_2018 = datetime(2018, 5, 1, 12, tzinfo=UTC)


def test_host_agreement_may_rest_on_the_act_of_1992_while_it_holds():
    with clock.pretend(IN_2018):
        found = missing("host_agreement", act="1992", since="2018-06-01", informs="")

    assert [one.source for one in found] == [
        "Kommuneloven 1992 § 28-1 e (ikke kontrollert mot lovteksten)"
    ]


@pytest.mark.parametrize("since", ["2018-06-01", None])
def test_host_agreement_written_now_is_held_to_the_law_of_now_however_old_it_is(since):
    found = missing("host_agreement", act="1992", since=since)

    assert "Avtalen viser til kommuneloven av 1992" in found[0].text


def test_host_agreement_is_held_to_the_law_of_its_first_day_when_that_is_to_come():
    with clock.pretend(IN_2018):
        found = missing("host_agreement", act="1992", since="2020-01-01")

    assert [(one.part_id, one.source) for one in found] == [("parties", "Kommuneloven § 20-1")]


def test_an_agreement_from_before_the_rules_begin_can_still_be_written():
    with clock.pretend(datetime(2008, 1, 1, 12, tzinfo=UTC)):
        assert missing("host_agreement", act="1992", since="2008-06-01") == []


def test_host_agreement_names_a_mandatory_service_that_was_not_handed_over():
    found = missing("host_agreement", tasks=without(HOST["tasks"], "m2"))

    assert [(one.part_id, one.blocks) for one in found] == [("tasks", False)]
    assert "Kvalifiseringsprogrammet" in found[0].text


@pytest.mark.parametrize(
    ("left_out", "part_id", "blocks"),
    [
        ({"state_party": ""}, "parties", True),
        ({"municipalities": []}, "parties", True),
        ({"premises": []}, "premises", False),
        ({"duties": []}, "running", False),
        ({"cost_key": []}, "key", True),
        ({"key_covers": ""}, "key", False),
        ({"key_basis": ""}, "key", False),
        ({"settlement": ""}, "settlement", False),
        ({"settlements_per_year": None}, "settlement", False),
        ({"key_revised": ""}, "key_revision", False),
        ({"revise_by": "2022-01-01"}, "key_revision", False),
        ({"since": None}, "term", True),
    ],
    ids=lambda value: str(value)[:50],
)
def test_operation_agreement_names_what_is_left_out(left_out, part_id, blocks):
    found = missing("operation_agreement", **left_out)

    assert [(one.part_id, one.blocks) for one in found] == [(part_id, blocks)]


@pytest.mark.parametrize(
    ("left_out", "part_id", "blocks"),
    [
        ({"counterpart": ""}, "parties", True),
        ({"counterpart_sort": None}, "parties", False),
        ({"purpose": ""}, "purpose", True),
        ({"tasks": ""}, "tasks", False),
        ({"meetings_per_year": None}, "meetings", False),
        ({"contact": ""}, "contact", False),
        ({"revise_by": None}, "term", False),
        ({"since": None}, "term", True),
    ],
    ids=lambda value: str(value)[:50],
)
def test_cooperation_agreement_names_what_is_left_out(left_out, part_id, blocks):
    found = missing("cooperation_agreement", **left_out)

    assert [(one.part_id, one.blocks) for one in found] == [(part_id, blocks)]
