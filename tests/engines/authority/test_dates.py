"""The same question on other days, and the law as it was on that day."""

from dataclasses import replace
from datetime import date

import pytest

from engines.authority.world import (
    HAMAROY,
    OLD_HAMAROY,
    TRIAL,
    ask,
    job,
    rows,
    world,
)
from tospann.engines.authority import Code, Employment, Model, ModelPeriod, provisions, version
from tospann.engines.authority.law import FIRST_DAY, LAST_CONSTITUTION, new_local_act

HOSTED = world(Model.HOST_ADMINISTRATIVE)
HOST = job("host", Model.HOST_ADMINISTRATIVE)


def on(facts, day: str, who=HOST, **more) -> str:
    found = ask(facts, who, day=date.fromisoformat(day), **more)
    return str(found.code)


# --- Mergers -----------------------------------------------------------------------------

MERGED = """
    day        | stays in | employer | answer
    -----------+----------+----------+-------
    2019-12-31 | 1849     | 1849     | D
    2019-12-31 | 1849     | 1850     | N
    2020-01-01 | 1875     | 1849     | D
    2020-01-01 | 1875     | 1875     | D
    2020-01-01 | 1875     | 1841     | N
"""


@pytest.mark.parametrize(("day", "at", "employer", "expected"), rows(MERGED))
def test_before_the_merger_neighbours_are_strangers_and_after_it_one(day, at, employer, expected):
    merged = ModelPeriod(Model.MERGED, frozenset({HAMAROY}), "sammenslåing", date(2020, 1, 1))
    facts = replace(HOSTED, models=(merged,))

    assert on(facts, day, Employment(employer, "stilling"), at=at) == expected


def test_an_agreement_that_names_the_old_municipality_lapses_with_it():
    facts = world(Model.OWN_OFFICE)
    old = replace(
        facts.partnership_agreements[1],
        party=OLD_HAMAROY,
        municipalities=frozenset({OLD_HAMAROY}),
        since=date(2015, 1, 1),
    )
    facts = replace(facts, partnership_agreements=(old,))

    found = ask(facts, job("state"))

    assert found.code is Code.P
    assert [one.link for one in found.missing] == ["partnership_agreement"]


# --- Agreements --------------------------------------------------------------------------

HOST_DAYS = """
    day        | what is changed                | answer
    -----------+--------------------------------+-------
    2020-11-08 |                                | N
    2020-11-09 |                                | D2
    2022-12-31 | ended_on 2022-12-31            | D2
    2023-01-01 | ended_on 2022-12-31            | N
    2022-12-31 | until 2022-12-31               | D2
    2023-01-01 | until 2022-12-31               | N
    2022-12-31 | left 2022-12-31                | D2
    2023-01-01 | left 2022-12-31                | N
"""


@pytest.mark.parametrize(("day", "changed", "expected"), rows(HOST_DAYS))
def test_a_host_agreement_from_its_first_day_to_its_last(day, changed, expected):
    facts = HOSTED
    if changed:
        name, last = changed.split()
        last_day = date.fromisoformat(last)
        value = ((HAMAROY, last_day),) if name == "left" else last_day
        agreement = replace(facts.host_agreements[0], **{name: value})
        facts = replace(facts, host_agreements=(agreement,))
    who = replace(HOST, since=None)

    assert on(facts, day, who) == expected
    if expected == "N" and day > "2021":
        found = ask(facts, who, day=date.fromisoformat(day))
        assert [one.link for one in found.missing] == ["host_agreement"]


def test_a_participant_that_has_left_does_not_end_it_for_the_others():
    agreement = replace(HOSTED.host_agreements[0], left=(("1840", date(2022, 12, 31)),))

    assert on(replace(HOSTED, host_agreements=(agreement,)), "2023-01-01") == "D2"


PAPER_DAYS = """
    day        | kind               | field        | answer
    -----------+--------------------+--------------+-------
    2021-05-31 | instruction        | decided_on   | N
    2021-06-01 | instruction        | decided_on   | D2
    2021-05-31 | delegation_to_host | withdrawn_on | D2
    2021-06-01 | delegation_to_host | withdrawn_on | N
    2021-06-01 | host_line          | until        | D2
    2021-06-02 | host_line          | until        | N
"""


@pytest.mark.parametrize(("day", "kind", "name", "expected"), rows(PAPER_DAYS))
def test_a_decision_counts_from_its_day_until_it_is_withdrawn(day, kind, name, expected):
    papers = tuple(
        replace(one, **{name: date(2021, 6, 1)}) if one.kind == kind else one
        for one in HOSTED.papers
    )

    found = ask(replace(HOSTED, papers=papers), HOST, day=date.fromisoformat(day))

    assert found.code == expected
    assert [one.link for one in found.missing] == ([] if expected == "D2" else [kind])


DELEGATION_DAYS = """
    day        | field        | answer
    -----------+--------------+-------
    2021-05-31 | since        | P
    2021-06-01 | since        | D1
    2021-06-01 | until        | D1
    2021-06-02 | until        | P
    2021-05-31 | withdrawn_on | D1
    2021-06-01 | withdrawn_on | P
"""


@pytest.mark.parametrize(("day", "name", "expected"), rows(DELEGATION_DAYS))
def test_a_delegation_decision_counts_in_its_period(day, name, expected):
    facts = world(Model.OWN_OFFICE)
    agreements = tuple(
        replace(
            one,
            delegations=tuple(
                replace(given, **{name: date(2021, 6, 1)}) for given in one.delegations
            ),
        )
        for one in facts.partnership_agreements
    )

    assert on(replace(facts, partnership_agreements=agreements), day, job("state")) == expected


TRIAL_DAYS = """
    day        | answer
    -----------+-------
    2020-11-09 | D5
    2023-12-31 | D5
    2024-01-01 | N
"""


@pytest.mark.parametrize(("day", "expected"), rows(TRIAL_DAYS))
def test_a_trial_gives_power_inside_its_period_only(day, expected):
    facts = replace(world(Model.PROFESSIONAL_COOPERATION), trials=(TRIAL,))

    assert on(facts, day, job("other")) == expected


def test_a_trial_that_was_never_answered_gives_nothing():
    waiting = replace(TRIAL, regulation=None, approval=None, since=None, until=None)
    facts = replace(world(Model.PROFESSIONAL_COOPERATION), trials=(waiting,))

    found = ask(facts, job("other"))

    assert found.code is Code.N
    assert [one.link for one in found.missing] == ["trial_regulation", "trial_approval"]
    assert "En søknad uten svar gir ingen myndighet." in str(found.missing[1].mend)


# --- The law of the day ------------------------------------------------------------------

OLD, NEW = (
    "Kommuneloven 1992 (LOV-1992-09-25-107) § 28-1 b",
    "Kommuneloven (LOV-2018-06-22-83) § 20-2",
)
LAW = """
    day        | municipality | constituted | act  | certain
    -----------+--------------+-------------+------+--------
    2019-10-09 | 1841         | 2019-10-10  | 1992 | yes
    2019-10-10 | 1841         | 2019-10-10  | 2018 | yes
    2019-10-10 | 1841         | 2019-10-22  | 1992 | yes
    2019-09-09 | 1841         |             | 1992 | yes
    2019-10-10 | 1841         |             | 1992 | no
    2019-10-31 | 1841         |             | 1992 | no
    2019-11-01 | 1841         |             | 2018 | yes
    2020-01-01 | 1841         |             | 2018 | yes
"""


@pytest.mark.parametrize(("day", "number", "constituted", "act", "certain"), rows(LAW))
def test_kommuneloven_changes_with_each_council(day, number, constituted, act, certain):
    constituted_on = date.fromisoformat(constituted) if constituted else None
    when = date.fromisoformat(day)

    new, sure = new_local_act(when, constituted_on)
    assert (new, sure) == (act == "2018", certain == "yes")
    found = version("host_administrative", when, constituted_on)
    assert str(found) == (NEW if act == "2018" else OLD)


def test_an_answer_cites_the_act_that_held_in_that_municipality_that_day():
    early = replace(
        HOSTED,
        municipalities=tuple(
            replace(one, since=None, constituted_on=date(2019, 10, 22))
            if one.number == HAMAROY
            else one
            for one in HOSTED.municipalities
        ),
        models=(replace(HOSTED.models[0], since=date(2018, 1, 1)),),
        host_agreements=(replace(HOSTED.host_agreements[0], since=date(2018, 1, 1), act="1992"),),
        papers=tuple(replace(one, decided_on=date(2017, 6, 1)) for one in HOSTED.papers),
    )
    who = replace(HOST, since=None)

    before = ask(early, who, day=date(2019, 10, 21))
    after = ask(early, who, day=date(2019, 10, 22))
    unsure = ask(
        replace(
            early,
            municipalities=tuple(
                replace(one, constituted_on=None) for one in early.municipalities
            ),
        ),
        who,
        day=date(2019, 10, 21),
    )

    assert [one.code for one in (before, after, unsure)] == [Code.D2] * 3
    assert str(before.citations[0]) == OLD
    assert str(after.citations[0]) == NEW
    assert "viser til kommuneloven av 1992" in " ".join(str(one) for one in after.reminders)
    assert "kommuneloven av 1992" not in " ".join(str(one) for one in before.reminders)
    assert unsure.confidence == "L"
    assert "konstituert" in " ".join(str(one) for one in unsure.reminders)


def test_sector_acts_are_cited_in_the_version_of_the_day():
    facts = world(Model.OWN_OFFICE)
    who = Employment(HAMAROY, "stilling")

    old = ask(facts, who, service="O1", day=date(2020, 12, 31))
    new = ask(facts, who, service="O1", day=date(2021, 1, 1))

    assert "Introduksjonsloven (LOV-2003-07-04-80)" in [str(one) for one in old.citations]
    assert "Integreringsloven (LOV-2020-11-06-127)" in [str(one) for one in new.citations]


def test_every_provision_but_those_not_in_force_has_one_version_every_day():
    edges = {FIRST_DAY, LAST_CONSTITUTION, date(2026, 1, 1)}
    for one in provisions():
        edges |= {day for day in (one.valid_from, one.valid_to) if day and day >= FIRST_DAY}
    for key in {one.key for one in provisions() if one.known}:
        for day in edges:
            assert version(key, day) is not None, (key, day)
            holding = [
                one
                for one in provisions()
                if one.key == key
                and one.known
                and not one.by_council
                and (one.valid_from is None or one.valid_from <= day)
                and (one.valid_to is None or day <= one.valid_to)
            ]
            assert len(holding) <= 1, (key, day)


def test_an_act_that_is_passed_but_not_known_to_be_in_force_is_never_cited():
    assert version("fvl_new", date(2030, 1, 1)) is None


def test_no_provision_claims_to_be_checked_by_a_lawyer():
    assert {one.checked_by for one in provisions()} == {None}
