"""Rules as plain data and back, and what is said of faults."""

import json

import pytest

from tospann.engines.structure import asked
from tospann.engines.structure.errors import BadData
from tospann.engines.structure.rules import (
    Apart,
    AtLeastAreas,
    AtLeastFte,
    AtLeastResidents,
    AtMostAreas,
    AtMostKroner,
    AtMostMembers,
    Connected,
    FieldsInTwos,
    FixedArea,
    Hosts,
    InsideGroups,
    Models,
    NeverHosts,
    Reachable,
    RefusesHost,
    RefusesWith,
    StandsAlone,
    Together,
    WithinMinutes,
)

EVERY = (
    AtMostMembers(5),
    WithinMinutes(62.5),
    AtLeastFte(15),
    AtLeastResidents(5000),
    FieldsInTwos(3),
    AtMostAreas(12),
    AtLeastAreas(2),
    AtMostKroner(75_000_000),
    Together(("1841", "1840")),
    Apart("1804", "1841"),
    RefusesWith("1840", "1804"),
    RefusesHost("1840", "1841"),
    StandsAlone("1848"),
    Hosts("1841"),
    NeverHosts("1828"),
    FixedArea(("1841", "1840"), "1841"),
    FixedArea(("1804",)),
    Models(("own", "host")),
    Models(("host",), ("1841",)),
    InsideGroups(),
    Connected(),
    Reachable(),
)


def test_every_rule_there_is_comes_back_as_it_was():
    assert {type(rule) for rule in EVERY} == set(asked.KINDS.values())
    kept = json.loads(json.dumps(asked.rules_as(EVERY)))
    assert asked.rules_from(kept) == EVERY


def test_a_rule_is_its_name_and_its_fields():
    assert asked.rules_as([FixedArea(("1841", "1840"), "1841")]) == [
        {"rule": "FixedArea", "numbers": ["1841", "1840"], "host": "1841"}
    ]


def test_a_field_with_a_default_may_be_left_out():
    assert asked.rules_from([{"rule": "FixedArea", "numbers": ["1804"]}]) == (
        FixedArea(("1804",)),
    )


@pytest.mark.parametrize(
    ("data", "where", "what"),
    [
        ({"rule": "Nearby"}, "rule", "ukjent"),
        ("AtLeastFte", "rule", "ukjent"),
        ({"rule": "AtLeastFte"}, "fte", "mangler"),
        ({"rule": "AtLeastFte", "fte": "mange"}, "fte", "feil slag"),
        ({"rule": "AtLeastFte", "fte": True}, "fte", "feil slag"),
        ({"rule": "AtLeastFte", "fte": float("nan")}, "fte", "feil slag"),
        ({"rule": "AtMostMembers", "count": 2.5}, "count", "feil slag"),
        ({"rule": "AtMostMembers", "count": 0}, "", "ikke mening"),
        ({"rule": "Together", "numbers": "1841"}, "numbers", "feil slag"),
        ({"rule": "Together", "numbers": [1841, 1840]}, "numbers", "feil slag"),
        ({"rule": "StandsAlone", "number": None}, "number", "feil slag"),
        ({"rule": "InsideGroups", "groups": 2}, "groups", "ukjent"),
    ],
)
def test_a_fault_is_told_by_rule_and_field(data, where, what):
    with pytest.raises(BadData) as refusal:
        asked.rules_from([{"rule": "Hosts", "number": "1841"}, data])
    (fault,) = refusal.value.faults
    assert (fault.row, fault.column) == (2, where)
    assert what in fault.what
    assert fault.cure


def test_all_faults_are_told_at_once():
    with pytest.raises(BadData) as refusal:
        asked.rules_from([{"rule": "Nearby"}, {"rule": "Apart", "c": "1841"}])
    assert [(one.row, one.column) for one in refusal.value.faults] == [
        (1, "rule"),
        (2, "c"),
        (2, "a"),
        (2, "b"),
    ]


def test_the_order_is_that_of_the_command_line_with_what_it_takes_for_granted():
    assert asked.ordered([StandsAlone("1848"), AtLeastFte(15), StandsAlone("1848")]) == (
        AtMostMembers(7),
        WithinMinutes(90),
        AtLeastFte(15),
        StandsAlone("1848"),
    )


def test_two_limits_of_one_kind_are_refused():
    with pytest.raises(BadData, match="to ganger"):
        asked.ordered([AtLeastFte(15), AtLeastFte(10)])
