"""An answer on its page, beside a drawn structure, and kept as a scenario."""

import json

import pytest
from django.test import Client
from django.urls import reverse

from engines.structure.small import alone, territory, together
from tospann.access.actor import STRANGER
from tospann.base import clock
from tospann.base.errors import NotPermitted
from tospann.engines.structure import drawn, folder, jobs
from tospann.engines.structure.assumptions import ILLUSTRATIVE
from tospann.engines.structure.rules import AtMostMembers, StandsAlone, WithinMinutes
from tospann.journal.models import Entry
from tospann.structure.actions import datasets, prices
from tospann.structure.actions import scenarios as actions
from tospann.structure.errors import NoSuchProposal
from tospann.structure.models import Job, Run, Scenario, Sort
from tospann.structure.selectors import proposals, runs
from tospann.structure.selectors.scenarios import structure_of
from tospann.structure.selectors.territories import newest

HERE = territory(structures=(alone(), together()))
RULES = (AtMostMembers(2), WithinMinutes(90))
PROOF = {"proven": True, "value": 100_000_000, "bound": 100_000_000, "gap_share": 0.0}
NEXT = {"proven": False, "value": 150_000_000, "bound": 149_000_000, "gap_share": 0.0067}
PRICE = {
    "rule": "Hvert område har høyst 2 kommuner",
    "sentence": "Uten kravet «Hvert område har høyst 2 kommuner» blir forslaget det samme.",
    "value_kroner": 0,
    "least_kroner": 0,
    "most_kroner": 0,
    "exact": True,
    "mean_minutes": 0.0,
    "nearby_minutes": None,
    "cost_kroner": 0,
    "exposed_residents": 0.0,
}

ANSWER = {
    "rules": ["Hvert område har høyst 2 kommuner"],
    "proposals": [
        {"proof": PROOF, "areas_count": 2, "left_out": []},
        {"proof": NEXT, "areas_count": 4, "left_out": []},
    ],
    "rows": [drawn.rows_of(HERE, together()), drawn.rows_of(HERE, alone())],
    "prices": [PRICE],
}


@pytest.fixture
def scenario(cast):
    datasets.take_dataset(
        actor=STRANGER, name=HERE.name, title=HERE.title, archive=folder.packed(HERE)
    )
    return actions.create_scenario(
        actor=cast.actor("adviser"),
        partnership=cast.partnership,
        dataset=newest(HERE.name),
        title="Utkast",
        rules=[{"rule": "AtMostMembers", "count": 2}],
    )


@pytest.fixture
def run(scenario):
    """As the queue keeps an answer: two structures, the best proven, the next not."""
    made = Run.objects.create(
        dataset=scenario.dataset,
        sort=Sort.AREAS,
        partnership=scenario.partnership,
        scenario=scenario,
        software="0",
        asked_at=clock.now(),
        answer=json.dumps(ANSWER).encode(),
    )
    (job,) = jobs.cut(jobs.Areas(), jobs.Question(RULES), HERE)
    Job.objects.create(run=made, number=1, part=job.as_json().encode(), result=b"{}")
    return made


def page_of(cast, run, who="adviser"):
    client = Client()
    client.force_login(cast.people[who])
    return client.get(reverse("structure:run", args=[run.pk])).content.decode()


def test_the_page_says_the_proof_first_and_no_more_than_is_proven(cast, run):
    page = page_of(cast, run)

    assert "Bevist: ingen inndeling som holder kravene, er bedre." in page
    assert "Ikke bevist: det beste som finnes, er høyst 0,67" in page
    assert "optimal" not in page.lower()


def test_the_page_says_how_the_next_best_differs_and_what_rules_cost(cast, run):
    found = proposals.areas_page(run)

    assert found.otherwise[0] == "Vest er vert for Sund (vertskommune)."
    assert found.others[0].otherwise == ["Sund er selv vert.", "Øya er selv vert."]
    assert found.others[0].more_kroner.startswith("500")
    assert found.prices.table.rows[0].name == PRICE["rule"]
    assert page_of(cast, run).count(PRICE["sentence"]) == 1


def test_who_asked_for_the_price_of_a_rule_reads_it_before_the_proposal(cast, scenario):
    run = prices.ask_price(
        actor=cast.actor("adviser"),
        scenario=scenario,
        title="Øya alene",
        rule="StandsAlone",
        number="1804",
    )
    alone_price = PRICE | {
        "rule": StandsAlone("1804").sentence(HERE),
        "sentence": "Uten at Øya er alene, blir alt bedre.",
        "value_kroner": 3_465_389,
    }
    run.answer = json.dumps(ANSWER | {"prices": [PRICE, alone_price]}).encode()
    run.save()

    page = page_of(cast, run)

    found = proposals.areas_page(run)
    assert found.asked_price.sentences == [alone_price["sentence"]]
    assert found.prices.sentences == [alone_price["sentence"], PRICE["sentence"]]
    price = found.asked_price.table.rows[0].cells[0].text
    first, last = page.index(price), page.rindex(price)
    assert first < page.index(alone_price["sentence"]) < page.index("Bevist: ingen inndeling")
    assert page.index("Bevist: ingen inndeling") < last
    assert page.count("Hva kravet koster</h2>") == 1


def test_who_asked_for_areas_reads_the_proposal_first_and_prices_below(cast, run):
    page = page_of(cast, run)

    assert proposals.areas_page(run).asked_price is None
    assert page.index("Bevist: ingen inndeling") < page.index(PRICE["sentence"])
    assert "Hva kravet koster</h2>" not in page


def test_the_page_of_an_answer_asks_little_of_the_database(cast, run, django_assert_num_queries):
    found = runs.readable(cast.actor("adviser"), run.pk)
    proposals.areas_page(found)  # the dataset is read into the process

    with django_assert_num_queries(1):
        proposals.areas_page(found)


def test_those_who_only_read_may_not_make_scenarios_of_it(cast, run):
    page = page_of(cast, run, "councillor")

    assert reverse("structure:keep", args=[run.pk, 1]) not in page
    assert reverse("structure:price", args=[run.scenario_id]) not in page


def test_a_kept_proposal_is_that_structure_with_its_rules_and_proof(cast, run, scenario):
    kept = actions.keep_proposal(actor=cast.actor("adviser"), run=run, number=1, title="Det beste")

    made = structure_of(kept)
    assert made.area.tolist() == [0, 0, 1, 1]
    assert made.days.tolist() == [5.0, 2.0, 5.0, 0.0, 0.0]  # the meeting point closes
    assert kept.rules == [
        {"rule": "AtMostMembers", "count": 2},
        {"rule": "WithinMinutes", "minutes": 90},
    ]
    assert kept.proof == {**PROOF, "run": str(run.pk), "number": 1}
    assert kept.copied_from == scenario
    changed = actions.change_scenario(
        actor=cast.actor("adviser"), scenario=kept, revision=1, differences={}
    )
    assert changed.proof is None


@pytest.mark.parametrize("number", [0, 3])
def test_a_proposal_that_is_not_there_is_refused(cast, run, number):
    with pytest.raises(NoSuchProposal):
        actions.keep_proposal(actor=cast.actor("adviser"), run=run, number=number, title="Ingen")


def test_those_who_only_read_keep_nothing(cast, run):
    with pytest.raises(NotPermitted):
        actions.keep_proposal(actor=cast.actor("councillor"), run=run, number=1, title="Nei")
    assert Scenario.objects.count() == 1


def test_the_price_of_holding_one_out_is_asked_on_a_copy(cast, scenario):
    run = prices.ask_price(
        actor=cast.actor("adviser"),
        scenario=scenario,
        title="Øya alene",
        rule="StandsAlone",
        number="1804",
    )

    scenario.refresh_from_db()
    assert scenario.rules == [{"rule": "AtMostMembers", "count": 2}]
    assert run.scenario.copied_from == scenario
    asked = proposals.question_of(run)
    assert StandsAlone("1804") in asked.rules
    part = jobs.Job.from_json(bytes(run.jobs.get(number=1).part).decode())
    assert part.sweep.prices == len(asked.rules)
    assert Entry.objects.filter(kind="structure.run_asked").count() == 1


def test_one_that_is_to_stand_alone_need_not_be_large_enough(cast, scenario):
    sized = actions.change_scenario(
        actor=cast.actor("adviser"),
        scenario=scenario,
        revision=1,
        rules=[{"rule": "AtLeastResidents", "count": 900, "except_": ["1801"]}],
    )

    run = prices.ask_price(
        actor=cast.actor("adviser"),
        scenario=sized,
        title="Alene",
        rule="StandsAlone",
        number="1804",
    )

    assert run.scenario.rules == [
        {"rule": "AtLeastResidents", "count": 900, "except_": ["1801", "1804"]},
        {"rule": "StandsAlone", "number": "1804"},
    ]
    sized.refresh_from_db()
    assert sized.rules[0]["except_"] == ["1801"]


def test_why_not_names_the_broken_rules_and_the_distance_to_the_best(cast, run, scenario):
    crowded = actions.change_scenario(
        actor=cast.actor("adviser"),
        scenario=scenario,
        revision=1,
        differences={
            "municipalities": {
                number: {"host": "1801", "model": "host"} for number in ("1801", "1802", "1803")
            }
        },
    )

    found = proposals.why_not(crowded)

    assert found.broken == [
        "Hvert område har høyst 2 kommuner. Gjelder området til Vest.",
    ]
    assert found.best == run
    assert found.rows[3].drawn == "2"
    assert found.difference.startswith("Samlet er inndelingen")


def test_an_answer_to_another_question_is_no_answer_to_this(run, scenario):
    assert proposals.answered_for(scenario, RULES, ILLUSTRATIVE) == run
    assert proposals.answered_for(scenario, RULES[:1], ILLUSTRATIVE) is None


def test_why_not_is_a_page_also_before_anybody_has_asked(cast, scenario):
    client = Client()
    client.force_login(cast.people["councillor"])

    page = client.get(reverse("structure:why_not", args=[scenario.pk]))

    assert page.status_code == 200
    assert "Ingen har bedt om et forslag" in page.content.decode()
