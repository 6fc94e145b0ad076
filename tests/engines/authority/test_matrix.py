"""A whole county at once gives the findings that one question at a time gives."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engines.authority.test_properties import anything, asked, jobs
from engines.authority.world import (
    DAY,
    FAUSKE,
    HAMAROY,
    OLD_HAMAROY,
    SALTDAL,
    TRIAL,
    TYSFJORD,
    job,
    world,
)
from tospann.engines.authority import (
    Act,
    Facts,
    Finding,
    Model,
    Question,
    Stay,
    Unanswerable,
    answer,
    matrix,
    services,
)

PLACES = (FAUSKE, HAMAROY, SALTDAL, OLD_HAMAROY, TYSFJORD)
DAYS = (date(2019, 11, 1), DAY)


def one(facts: Facts, question: Question) -> Finding | str:
    try:
        return answer(facts, question)
    except Unanswerable as refused:
        return str(refused)


def same(facts: Facts, people, *, act=Act.DECIDE, of_principle=None, codes=None) -> int:
    codes = codes or tuple(services())
    found = matrix(
        facts, municipalities=PLACES, services=codes, people=people, days=DAYS, act=act,
        of_principle=of_principle,
    )  # fmt: skip
    for key in found:
        number, code, n, day = key
        expected = one(
            facts,
            Question(code, Stay(number), people[n], day, act, of_principle=of_principle),
        )
        if isinstance(expected, str):
            assert found.code(key) is None
            with pytest.raises(Unanswerable) as raised:
                found[key]
            assert str(raised.value) == expected
        else:
            assert found[key] == expected
            assert found.code(key) is expected.code
            assert found[key].reasons == expected.reasons
    return len(found)


@pytest.mark.parametrize("model", Model)
def test_every_finding_is_the_same(model):
    facts = replace(world(model), trials=(TRIAL,))
    people = (
        *((replace(job(who, model), since=None),) for who in ("state", "own", "host", "outside")),
        (job("other", model), job("host", model)),
    )

    assert same(facts, people) == len(PLACES) * len(services()) * len(people) * len(DAYS)


@settings(max_examples=25, database=None)
@given(anything, st.lists(st.lists(jobs, max_size=2).map(tuple), min_size=1, max_size=2))
def test_it_is_the_same_for_any_facts(facts, people):
    same(facts, tuple(people), codes=("M1", "O1", "O7", "S6", "S7"))


@settings(max_examples=25, database=None)
@given(asked())
def test_it_is_the_same_with_evidence_gone(drawn):
    question, _more, less = drawn
    same(
        less, (question.employments,), act=question.act, of_principle=question.of_principle,
        codes=("M1", "M2", "O1", "O7", "S6", "S9"),
    )  # fmt: skip


def test_services_that_the_facts_treat_alike_share_the_work():
    model = Model.HOST_ADMINISTRATIVE
    found = matrix(
        world(model), municipalities=[HAMAROY], services=["M2", "M5", "M1"],
        people=[(job("host", model),)], days=[DAY],
    )  # fmt: skip

    first, alike, other = (found[HAMAROY, code, 0, DAY] for code in ("M2", "M5", "M1"))

    assert first.verdict is alike.verdict
    assert first.verdict is not other.verdict
    assert str(first.reasons[2]) != str(alike.reasons[2])
