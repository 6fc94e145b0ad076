"""The agreements in the kernel: who must say yes, and what must be attached."""

from datetime import date

import pytest

from tospann.agreed.errors import NotComplete
from tospann.agreed.kinds import kind_of
from tospann.agreed.standing import State


@pytest.mark.parametrize(
    ("kind", "parties"),
    [
        ("partnership_agreement", ["Nav Testland", "Fjordbygd kommune"]),
        ("host_agreement", ["Fjordbygd kommune", "Ås kommune"]),
        ("operation_agreement", ["Nav Testland", "Fjordbygd kommune"]),
        ("cooperation_agreement", ["Nav Testland", "Fjordbygd kommune"]),
    ],
)
def test_the_right_owners_ratify(archive, kind, parties):
    assert [owner.name for owner in archive.parties(archive.open(kind))] == parties


def test_delegation_keeps_the_agreement_from_force_until_each_decision_is_attached(archive):
    version = archive.open("partnership_agreement")
    for owner in archive.parties(version):
        archive.cast.ratify(version, owner)

    found = archive.standing(version)
    assert found.state is State.LACKS_ANNEX
    assert [one.part_id for one in found.missing_annexes] == [
        "delegation-stonad",
        "delegation-bistand",
    ]

    archive.attach(version, "delegation-stonad")
    assert archive.standing(version).state is State.LACKS_ANNEX

    archive.attach(version, "delegation-bistand")
    assert archive.standing(version).state is State.IN_FORCE


def test_an_agreement_without_delegation_needs_no_paper(archive):
    version = archive.open(
        "partnership_agreement", changed={"delegates": False, "delegations": []}
    )
    for owner in archive.parties(version):
        archive.cast.ratify(version, owner)

    assert archive.standing(version).state is State.IN_FORCE


def test_a_host_agreement_waits_for_every_council(archive):
    version = archive.open("host_agreement")
    archive.cast.ratify(version, archive.cast.fjordbygd)

    found = archive.standing(version)

    assert found.state is State.OPEN
    assert [answer.owner for answer in found.waiting] == [archive.cast.aas]


@pytest.mark.parametrize(
    ("kind", "changed", "says"),
    [
        ("operation_agreement", {"since": None}, "Første dag"),
        (
            "operation_agreement",
            {"cost_key": [{"id": "a", "owner": "Nav Testland", "share": "99.00"}]},
            "nøyaktig 100",
        ),
        ("partnership_agreement", {"services": []}, "økonomisk stønad"),
        ("partnership_agreement", {"purpose": ""}, "Formål"),
        ("host_agreement", {"settlement": ""}, "gjøres det opp"),
        ("cooperation_agreement", {"counterpart": ""}, "Motpart"),
    ],
)
def test_what_is_no_agreement_cannot_be_opened(archive, kind, changed, says):
    with pytest.raises(NotComplete, match=says):
        archive.open(kind, changed=changed)


def test_a_goal_without_indicator_is_shown_and_may_be_opened(archive):
    version = archive.open("partnership_agreement", changed={"indicators": []})

    assert archive.standing(version).state is State.OPEN


@pytest.mark.parametrize(
    "kind",
    ["partnership_agreement", "host_agreement", "operation_agreement", "cooperation_agreement"],
)
def test_the_first_draft_knows_the_owners_of_today(cast, kind, django_assert_num_queries):
    with django_assert_num_queries(1):
        body = kind_of(kind).new_body(cast.partnership)

    assert [(m["number"], m["name"], m["role"]) for m in body["municipalities"]] == [
        ("9901", "Fjordbygd kommune", "party"),
        ("9902", "Ås kommune", "participant"),
    ]
    kind_of(kind).schema.model_validate(body)


def test_the_first_draft_has_the_mandatory_services_for_every_municipality(cast):
    kind = kind_of("partnership_agreement")
    body = kind.schema.model_validate(kind.new_body(cast.partnership))

    assert [row.service for row in body.services] == ["M1", "M2", "M3", "M4", "M5"]
    assert not [one for one in kind.missing(body) if "lovpålagte" in one.text]


def test_notice_and_revision_reach_the_version(archive):
    version = archive.open("partnership_agreement", given={"notice_months": 6})

    assert (version.since, version.notice_months, version.revise_by) == (
        date(2026, 1, 1),
        6,
        date(2028, 1, 1),
    )
