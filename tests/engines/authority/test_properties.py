"""What holds for any facts at all: more evidence never lowers an answer, order and names do not
matter, and nothing but a stated refusal is raised."""

from dataclasses import fields, is_dataclass, replace
from datetime import date
from enum import Enum

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engines.authority.world import (
    BODO,
    COMMUNITY,
    DAY,
    FAUSKE,
    GRATANGEN,
    HAMAROY,
    OLD_HAMAROY,
    PLACES,
    SALTDAL,
    START,
    TRIAL,
    TYSFJORD,
    job,
    world,
)
from tospann.engines.authority import (
    STATE,
    Act,
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
    Unanswerable,
    answer,
    messages,
)

fast = settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow], database=None)
MODELS = [None, *Model]
WHO = ["state", "own", "other", "lent", "host", "community", "board", "outside"]
SERVICES = ["M1", "S6", "O1", "O7", "S9", "S7"]
EVIDENCE = ["coverage", "partnership_agreements", "host_agreements", "papers", "portfolio",
            "trials"]  # fmt: skip


def strength(found: Finding) -> int:
    return max(found.code.rank, found.default.rank if found.default else 0)


def full(model: Model | None) -> Facts:
    return replace(world(model), trials=(TRIAL,))


def thinner(draw, facts: Facts) -> Facts:
    """The same facts with some evidence gone: whole rows, or what lies inside an agreement."""
    kept = {
        name: tuple(row for row in getattr(facts, name) if draw(st.integers(0, 4)))
        for name in EVIDENCE
    }
    kept["partnership_agreements"] = tuple(
        replace(
            one,
            clauses=tuple(c for c in one.clauses if draw(st.integers(0, 5))),
            delegations=tuple(
                replace(d, cites=d.cites if draw(st.integers(0, 5)) else ())
                for d in one.delegations
                if draw(st.integers(0, 5))
            ),
        )
        for one in kept["partnership_agreements"]
    )
    kept["host_agreements"] = tuple(
        replace(
            one,
            onward_to_state=bool(draw(st.integers(0, 4))),
            transfers=tuple(t for t in one.transfers if draw(st.integers(0, 5))),
        )
        for one in kept["host_agreements"]
    )
    return replace(facts, **kept)


@st.composite
def asked(draw):
    """A question, much evidence, and less of the same."""
    model = draw(st.sampled_from(MODELS))
    who = draw(st.sampled_from(WHO))
    if who == "community" and model is not Model.TASK_COMMUNITY:
        who = "other"
    more = thinner(draw, full(model)) if draw(st.booleans()) else full(model)
    question = Question(
        draw(st.sampled_from(SERVICES)),
        Stay(HAMAROY),
        (job(who, model),),
        DAY,
        draw(st.sampled_from(Act)),
        of_principle=draw(st.sampled_from([None, False, True])),
    )
    return question, more, thinner(draw, more)


@fast
@given(asked())
def test_more_evidence_never_lowers_an_answer(drawn):
    """For whoever is not the responsible municipality's own: what it hands over, it has not."""
    question, more, less = drawn
    if question.employments[0].employer == HAMAROY:
        return

    assert strength(answer(more, question)) >= strength(answer(less, question))


@fast
@given(asked())
def test_authority_moves_and_does_not_vanish(drawn):
    """The responsible municipality loses its D only when the whole hand-over is on record."""
    question, more, less = drawn
    own = replace(question, employments=(job("own"),))
    after, before = answer(more, own), answer(less, own)
    if strength(after) < strength(before) and after.code != "D5":  # a trial gives it back
        links = {one.link for one in after.evidence}
        assert (before.code, after.code.value in "RP") == ("D", True)
        assert {"host_agreement", "participant_decision", "host_decision", "scope"} <= links


@fast
@given(asked(), st.randoms(use_true_random=False))
def test_the_order_of_the_facts_does_not_matter(drawn, chance):
    question, facts, _less = drawn
    mixed = {}
    for name in (*EVIDENCE, "municipalities", "models", "changes"):
        rows = list(getattr(facts, name))
        chance.shuffle(rows)
        mixed[name] = tuple(rows)

    assert answer(replace(facts, **mixed), question) == answer(facts, question)


NAMES = {"1841": "kommune A", "1875": "kommune B", "1840": "kommune C", "1804": "kommune D",
         "NF": "kontor 1", "NH": "kontor 2", "NS": "kontor 3", "NB": "kontor 4",
         COMMUNITY: "fellesskap X", "VA 2020": "avtale 17", "modell 2020": "sak 5"}  # fmt: skip


def renamed(value):
    """The same facts with other numbers and other references."""
    if isinstance(value, Enum) or value is None:
        return value
    if type(value) is str:
        return NAMES.get(value, value)
    if isinstance(value, frozenset | tuple):
        return type(value)(renamed(one) for one in value)
    if is_dataclass(value):
        return replace(value, **{f.name: renamed(getattr(value, f.name)) for f in fields(value)})
    return value


@fast
@given(asked())
def test_what_things_are_called_does_not_matter(drawn):
    question, facts, _less = drawn

    found, other = answer(facts, question), answer(renamed(facts), renamed(question))

    assert other.code is found.code
    assert other.default is found.default
    assert other.missing == found.missing
    assert [renamed(one.reference) for one in found.evidence] == [
        one.reference for one in other.evidence
    ]


@fast
@given(asked())
def test_every_answer_has_reasons_citations_and_whole_sentences(drawn):
    question, facts, _less = drawn
    found = answer(facts, question)

    assert found.citations
    assert found.evidence
    texts = [*found.reasons, *found.reminders, *found.evidence, *found.missing, found.appeal.body]
    for one in texts:
        assert str(one).strip()
        assert "%(" not in str(one)
    assert all(str(one).endswith((".", ".»")) for one in (*found.reasons, *found.reminders))
    assert (found.letter is not None) == (found.code == "?")
    assert all(one.message in messages() for one in (*found.reasons, *found.reminders))
    if found.code.decides:
        assert found.missing == ()


# --- Anything goes in --------------------------------------------------------------------

numbers = st.sampled_from(
    [HAMAROY, FAUSKE, SALTDAL, BODO, GRATANGEN, TYSFJORD, OLD_HAMAROY, "", "x"]
)
days = st.one_of(st.dates(date(2010, 1, 1), date(2030, 1, 1)), st.just(START))
maybe = st.one_of(st.none(), days)
codes = st.frozensets(st.sampled_from([*SERVICES, "X"]), max_size=3)
groups = st.frozensets(numbers, max_size=3)
text = st.sampled_from(["", "a", "b"])


def some(strategy):
    return st.lists(strategy, max_size=3).map(tuple)


delegations = st.builds(
    Delegation, text, days, st.sampled_from(Direction), codes, some(text), groups, maybe, maybe,
    maybe,
)  # fmt: skip
jobs = st.builds(
    Employment, st.one_of(numbers, st.just(STATE), st.just(COMMUNITY)), text, text,
    st.sampled_from(Position), maybe, maybe,
    st.one_of(st.none(), st.builds(Secondment, numbers, text, days, maybe)),
)  # fmt: skip
anything = st.builds(
    Facts,
    municipalities=st.sampled_from(
        [PLACES.municipalities, PLACES.municipalities[:3], (*PLACES.municipalities,) * 2, ()]
    ),
    changes=st.just(PLACES.changes),
    coverage=some(st.builds(Coverage, text, numbers, text, maybe, maybe)),
    models=some(
        st.builds(
            ModelPeriod, st.sampled_from(Model), groups, text, maybe, maybe, numbers,
            st.sampled_from(["", COMMUNITY]), st.one_of(st.none(), codes),
        )
    ),
    partnership_agreements=some(
        st.builds(
            PartnershipAgreement, text, text, numbers, groups, days, maybe, maybe, st.booleans(),
            some(st.builds(Clause, st.sampled_from(Direction), codes)), some(delegations),
        )
    ),
    host_agreements=some(
        st.builds(
            HostAgreement, text, numbers, groups, days, maybe, maybe,
            some(st.tuples(numbers, days)),
            some(st.builds(Transfer, st.sampled_from(SERVICES), groups, st.booleans())),
            st.booleans(), st.booleans(), st.sampled_from(["1992", "2018"]),
        )
    ),
    papers=some(
        st.builds(
            Paper, st.sampled_from(PaperKind), text, days, numbers, text,
            st.one_of(st.none(), codes), maybe, maybe,
        )
    ),
    portfolio=some(st.builds(Portfolio, numbers, st.sampled_from(SERVICES), text, maybe, maybe)),
    trials=some(
        st.builds(
            Trial, text, days, groups, codes, st.frozensets(st.sampled_from(Relation)),
            st.one_of(st.none(), st.tuples(text, days)),
            st.one_of(st.none(), st.tuples(text, days)), maybe, maybe, maybe, maybe,
        )
    ),
)  # fmt: skip
questions = st.builds(
    Question, st.sampled_from([*SERVICES, "M3", "X", ""]),
    st.builds(Stay, numbers, st.booleans(), numbers), some(jobs),
    st.one_of(days, st.none(), st.datetimes()), st.sampled_from(Act), text,
    st.sampled_from([None, True, False]), st.booleans(),
)  # fmt: skip


@settings(fast, max_examples=100)
@given(anything, questions)
def test_nothing_but_a_stated_refusal_is_raised(facts, question):
    try:
        found = answer(facts, question)
    except Unanswerable as refused:
        sentence = str(refused)
        assert sentence.endswith(".")
        assert "%(" not in sentence
    else:
        assert found.reasons
        assert found.citations is not None
        assert found.reminders
        assert found.appeal
        assert (found.letter is None) == (found.code != "?")
