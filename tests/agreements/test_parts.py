"""The agreements as they are read."""

from datetime import date

import pytest
from django.utils import translation

from tospann.agreements.kinds import KINDS
from tospann.demo import agreements as demo

FIRST = date(2020, 11, 9)
EXAMPLES = {
    "partnership_agreement": demo.partnership_agreement_body(since=FIRST),
    "host_agreement": demo.host_agreement_body(since=FIRST),
    "operation_agreement": demo.operation_agreement_body(since=FIRST),
    "cooperation_agreement": demo.cooperation_agreement_body(since=FIRST),
}
BY_NAME = {kind.name: kind for kind in KINDS}
PARTNERSHIP = EXAMPLES["partnership_agreement"]


def parts(name: str, **changed):
    kind = BY_NAME[name]
    return {p.id: p for p in kind.parts(kind.schema.model_validate(EXAMPLES[name] | changed))}


def text(part) -> str:
    return "\n".join(
        f"{line.label}: {line.text}" if line.label else line.text for line in part.lines
    )


@pytest.mark.parametrize("name", EXAMPLES)
def test_part_ids_are_unique_short_enough_and_numbered(name):
    kind = BY_NAME[name]
    found = kind.parts(kind.schema.model_validate(EXAMPLES[name]))

    assert len({part.id for part in found}) == len(found)
    assert len({part.number for part in found}) == len(found)
    assert all(len(part.id) <= 60 for part in found)


@pytest.mark.parametrize("name", EXAMPLES)
def test_part_ids_do_not_depend_on_what_is_filled_in(name):
    kind = BY_NAME[name]
    full = [p.id for p in kind.parts(kind.schema.model_validate(EXAMPLES[name]))]
    empty = [p.id for p in kind.parts(kind.schema())]

    assert empty == [part_id for part_id in full if "-" not in part_id]


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_illustration_says_that_it_is_one(name):
    assert demo.NOTE in text(parts(name)["parties"])


@pytest.mark.parametrize("name", EXAMPLES)
def test_nothing_in_the_full_example_reads_as_not_filled_in(name):
    assert not [line for part in parts(name).values() for line in part.lines if not line.text]


def test_a_goal_keeps_its_part_when_another_is_removed():
    goals = EXAMPLES["partnership_agreement"]["goals"]

    found = parts("partnership_agreement", goals=goals[1:])

    assert found["goal-unge"].number == "2.0.1"
    assert "goal-arbeid" not in found


def test_what_is_not_filled_in_is_shown_by_its_label():
    lines = parts("operation_agreement", key_basis="")["key"].lines

    assert [(line.label, line.text) for line in lines if not line.text] == [
        ("Nøkkelen bygger på", "")
    ]


def test_the_same_optional_service_is_in_for_two_and_out_for_three():
    tables = parts("partnership_agreement")["services"].tables
    optional = next(t for t in tables if t.caption.startswith("Andre"))

    assert optional.header == (
        "Tjeneste",
        "Fauske kommune",
        "Beiarn kommune",
        "Hamarøy kommune",
        "Saltdal kommune",
        "Sørfold kommune",
    )
    assert ("Boligsosialt arbeid og kommunal bolig", "ja", "nei", "nei", "ja", "nei") in (
        optional.rows
    )


def test_shares_money_and_days_read_in_norwegian():
    found = parts("operation_agreement")

    assert found["key"].tables[0].rows[1] == ("Fauske kommune", "20,25\u00a0%")
    assert found["premises"].tables[0].rows[0][2] == "1\u00a0450\u00a0000"
    assert "fra og med 9. november 2020" in text(found["term"])


def test_a_board_may_decide_matters_of_principle_and_a_chief_executive_may_not():
    board = text(parts("host_agreement", model="joint_board")["tasks"])
    alone = text(parts("host_agreement")["tasks"])

    assert "Nemnda kan også avgjøre saker av prinsipiell betydning" in board
    assert "Saker av prinsipiell betydning er ikke med" in alone


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_text_can_be_made_in_nynorsk(name):
    with translation.override("nn"):
        assert parts(name)


@pytest.mark.parametrize(
    ("changed", "titles"),
    [
        (
            {},
            [
                "Vedtak om delegering: Økonomisk stønad",
                "Vedtak om delegering: Vurdering av behovet for bistand",
            ],
        ),
        ({"delegates": False, "delegations": []}, []),
    ],
)
def test_every_delegated_area_demands_its_own_decision(changed, titles):
    kind = BY_NAME["partnership_agreement"]
    body = kind.schema.model_validate(EXAMPLES["partnership_agreement"] | changed)

    found = kind.annexes(body)

    assert [annex.title for annex in found] == titles
    assert len({annex.part_id for annex in found}) == len(titles)
    assert {annex.part_id for annex in found} <= {part.id for part in kind.parts(body)}


def test_every_service_is_a_part_with_its_act_and_terms():
    found = parts("partnership_agreement")["service-o4"]

    assert found.title == "Boligsosialt arbeid og kommunal bolig"
    assert text(found).splitlines()[:2] == [
        "Vedtak bygger på Boligsosialloven.",
        "Gjelder for: Fauske kommune og Saltdal kommune",
    ]


def test_a_service_weighed_and_left_out_says_so():
    weighed = {"id": "o21", "service": "O21", "municipalities": [], "reason": "Eget samarbeid."}

    found = parts("partnership_agreement", services=[weighed])["service-o21"]

    assert "Nav-kontoret har den ikke for noen av kommunene." in text(found)
    assert "Begrunnelse: Eget samarbeid." in text(found)


def test_the_second_version_differs_in_few_and_named_parts():
    kind = BY_NAME["partnership_agreement"]
    services = {**demo.INDRE_SALTEN_SERVICES, "O15": ("1839", "1845")}
    newer = demo.partnership_agreement_body(
        since=FIRST,
        services=services,
        openings={"moldjord": "Mandag og onsdag 10–14, ellers etter avtale"},
        notice_months=6,
    )

    before = {p.id: p for p in kind.parts(kind.schema.model_validate(PARTNERSHIP))}
    after = {p.id: p for p in kind.parts(kind.schema.model_validate(newer))}

    assert {key for key in after if before.get(key) != after[key]} == {
        "location", "services", "service-o15", "term",
    }  # fmt: skip


@pytest.mark.parametrize("area", [demo.OFOTEN, demo.MELOEY, demo.ROEDOEY, demo.GILDESKAAL])
def test_the_other_areas_are_complete_too(area):
    since = date(2024, 1, 1)
    bodies = {
        "partnership_agreement": demo.partnership_agreement_body(area, since=since),
        "operation_agreement": demo.operation_agreement_body(area, since=since),
        "cooperation_agreement": demo.cooperation_agreement_body(area, since=since),
    }
    if len(area.municipalities) > 1:
        bodies["host_agreement"] = demo.host_agreement_body(area, since=since)
    for name, body in bodies.items():
        assert BY_NAME[name].missing(BY_NAME[name].schema.model_validate(body)) == []


def test_professional_cooperation_moves_no_authority():
    kind = BY_NAME["cooperation_agreement"]
    body = demo.professional_cooperation_body(demo.ROEDOEY, since=FIRST)
    model = kind.schema.model_validate(body)

    assert kind.missing(model) == []
    assert model.counterpart == "Nav Meløy og Nav Gildeskål"
