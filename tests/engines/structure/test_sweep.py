"""Sweeps: small jobs, the same bytes whoever runs them, and lost workers made good."""

import json
from dataclasses import replace
from itertools import permutations
from multiprocessing import active_children

import numpy as np
import pytest

from engines.structure.test_futures import whole_county
from tospann.engines.structure import jobs as jobs_of
from tospann.engines.structure import rules as rule
from tospann.engines.structure import sweep as sweeps
from tospann.engines.structure.errors import NoAnswer, Stopped
from tospann.engines.structure.front import front
from tospann.engines.structure.jobs import Caps, Futures, Groups, Job, Question, Weightings
from tospann.engines.structure.processes import Crew, Lost, in_processes
from tospann.engines.structure.robustness import Doubt, Plan

ASKED = Question((rule.AtMostMembers(3), rule.WithinMinutes(90)))
DOUBT = Doubt(year=2030, roads=True, away=0.2, refusal=0.1)
ALONE = Plan("alone", tuple((i,) for i in range(9)), tuple(range(9)))


@pytest.fixture(scope="module")
def county():
    made = whole_county()
    two = tuple("east" if i % 3 == 2 else "west" for i in range(9))
    return replace(made, municipalities=replace(made.municipalities, groups=two))


@pytest.fixture(scope="module")
def futures(county):
    """The jobs of 30 futures, and the whole result."""
    jobs = jobs_of.cut(Futures(DOUBT, 3, 30, (ALONE,)), ASKED, county, parts=4)
    return jobs, jobs_of.merge(sweeps.run(job, county) for job in jobs)


def test_jobs_are_small_plain_text_that_comes_back_the_same(futures):
    for job in futures[0]:
        assert Job.from_json(job.as_json()) == job
        assert len(job.as_json()) < 5_000


def test_every_part_is_in_one_job(futures):
    assert [part for job in futures[0] for part in job.parts] == list(range(30))


@pytest.mark.parametrize("text", ["{}", "[]", '{"type":"Job"}', '{"type":"Popen","args":[]}', "7"])
def test_what_is_no_job_is_refused(text):
    with pytest.raises(ValueError, match="not a job"):
        Job.from_json(text)


def test_how_a_sweep_is_cut_does_not_change_what_comes_out(county, futures):
    jobs = jobs_of.cut(Futures(DOUBT, 3, 30, (ALONE,)), ASKED, county, parts=11)

    assert jobs_of.merge(sweeps.run(job, county) for job in jobs) == futures[1]


def test_merging_does_not_care_about_order_or_grouping(county, futures):
    results = [sweeps.run(job, county) for job in futures[0][:4]]
    whole = jobs_of.merge(results)

    for order in permutations(results):
        assert jobs_of.merge(order) == whole
    left = jobs_of.merge([jobs_of.merge(results[:2]), jobs_of.merge(results[2:])])
    right = jobs_of.merge([results[0], jobs_of.merge(results[1:])])
    assert left == right == whole
    assert jobs_of.merge([whole, results[2]]) == whole  # run twice, counted once
    assert jobs_of.lacking(whole, county) == tuple(range(16, 30))


def test_results_that_disagree_are_not_merged(county, futures):
    result = sweeps.run(futures[0][0], county)
    changed = json.loads(result)
    changed["outcomes"][0][1]["cost"] += 1

    with pytest.raises(ValueError, match="two different outcomes"):
        jobs_of.merge([result, json.dumps(changed).encode()])
    with pytest.raises(ValueError, match="different sweeps"):
        jobs_of.merge([result, result.replace(b'"seed":3', b'"seed":4')])
    with pytest.raises(ValueError, match="nothing to merge"):
        jobs_of.merge([])


def test_another_dataset_is_refused(county, futures):
    places = replace(county.places, residents=county.places.residents + 1)

    with pytest.raises(sweeps.OtherDataset, match="Datasettet er endret"):
        sweeps.run(futures[0][0], replace(county, places=places))


def test_the_fingerprint_is_of_the_figures_not_of_the_drawing(county):
    assert jobs_of.fingerprint(replace(county, outlines={"1001": []})) == jobs_of.fingerprint(
        county
    )
    assert jobs_of.fingerprint(replace(county, title="Other")) != jobs_of.fingerprint(county)


def test_a_result_holds_the_outcomes(futures):
    found = jobs_of.outcomes_of(futures[1])

    assert [outcome.index for outcome in found] == list(range(30))
    assert all(len(outcome.host) == 9 and len(outcome.regrets) == 1 for outcome in found)


@pytest.mark.parametrize("workers", [1, 4])  # with two: the next test
def test_any_number_of_workers_gives_the_same_bytes(county, futures, workers):
    assert in_processes(futures[0], county, workers=workers) == futures[1]


def test_a_job_whose_worker_is_killed_is_run_again(county, futures):
    killed = []

    def kill_one(_progress):
        if not killed:
            child = active_children()[0]
            child.kill()
            killed.append(child)

    assert in_processes(futures[0], county, workers=2, progress=kill_one) == futures[1]
    assert killed[0].exitcode == -9
    assert active_children() == []


def test_a_job_that_always_costs_its_worker_its_life_is_given_up(county, futures):
    asked = []

    def kill_all():
        asked.append(None)
        for child in active_children():
            child.kill()
        return False

    with pytest.raises(Lost, match="3 ganger på samme jobb"):
        in_processes(futures[0][:1], county, workers=1, cancelled=kill_all)
    assert active_children() == []


def test_cancelling_ends_every_worker(county, futures):
    started = []

    def cancelled():
        started.extend(active_children())
        return bool(started)

    with pytest.raises(Stopped, match="Avbrutt"):
        in_processes(futures[0], county, workers=2, cancelled=cancelled)
    assert active_children() == []
    assert all(child.exitcode is not None for child in started)


@pytest.fixture
def kept():
    """Makes crews that outlive a question; none outlives the test."""
    crews = []

    def make(**more):
        crews.append(Crew(1, **more))
        return crews[-1]

    yield make
    for crew in crews:
        crew.end()


def test_a_kept_worker_answers_whatever_comes_next_as_a_new_one_would(county, futures, kept):
    crew, fewer = kept(), replace(county, title="Other")
    weighed = jobs_of.cut(Weightings((50, 250), (0,)), ASKED, fewer)

    assert in_processes(futures[0], county, crew=crew) == futures[1]
    (worker,) = active_children()
    assert in_processes(weighed, fewer, crew=crew) == in_processes(weighed, fewer, workers=1)
    refused = jobs_of.cut(Futures(replace(DOUBT, refusal=0.5), 3, 4), ASKED, county)
    assert in_processes(refused, county, crew=crew) == sweeps.run(refused[0], county)
    assert in_processes(futures[0], county, crew=crew) == futures[1]
    assert active_children() == [worker]


def test_a_kept_worker_that_gets_nothing_to_do_ends_by_itself(county, futures, kept):
    crew = kept(idle=0.1)
    first, rest = futures[0][:1], futures[0][1:2]

    done = in_processes(first, county, crew=crew)
    (worker,) = crew.workers.values()
    worker.join(30)

    assert worker.exitcode == 0
    assert jobs_of.merge([done, in_processes(rest, county, crew=crew)]) == jobs_of.merge(
        sweeps.run(job, county) for job in [*first, *rest]
    )


def test_a_kept_worker_killed_between_two_questions_is_replaced(county, futures, kept):
    crew = kept()
    in_processes(futures[0][:1], county, crew=crew)
    (killed,) = active_children()
    killed.kill()

    assert in_processes(futures[0], county, crew=crew) == futures[1]
    assert killed not in active_children()


def test_cancelling_ends_a_kept_worker_and_the_next_question_gets_a_new_one(county, futures, kept):
    crew = kept()

    with pytest.raises(Stopped, match="Avbrutt"):
        in_processes(futures[0], county, crew=crew, cancelled=lambda: bool(crew.busy))
    assert active_children() == []
    assert in_processes(futures[0], county, crew=crew) == futures[1]


def test_a_refusal_leaves_a_kept_worker_ready(county, futures, kept):
    crew, bare = kept(), replace(county, ages=None)
    unanswerable = jobs_of.cut(Futures(DOUBT, 3, 4), ASKED, bare)

    with pytest.raises(NoAnswer, match="folketall for flere år"):
        in_processes(unanswerable, bare, crew=crew)
    (worker,) = active_children()
    assert in_processes(futures[0], county, crew=crew) == futures[1]
    assert active_children() == [worker]


def test_futures_of_one_question_share_what_was_made_ready(county, futures):
    told, kept = [], sweeps.Kept()
    other = jobs_of.cut(Futures(Doubt(refusal=0.5), 3, 4), ASKED, county)

    for job in [*futures[0], *other]:
        sweeps.run(job, county, progress=lambda now: told.append(now.step), kept=kept)

    assert told.count(sweeps.READY) == 2
    results = [sweeps.run(job, county, kept=kept) for job in futures[0]]
    assert jobs_of.merge(results) == futures[1]


def test_a_refusal_in_a_worker_reaches_the_one_who_asked(county, futures):
    bare = replace(county, ages=None)
    jobs = jobs_of.cut(Futures(DOUBT, 3, 4), ASKED, bare)

    with pytest.raises(NoAnswer, match="folketall for flere år"):
        in_processes(jobs, bare, workers=1)


def test_a_higher_price_of_travel_never_means_more_travel(county):
    sweep = Weightings((50, 250, 1000), (0, 2000))
    merged = jobs_of.merge(sweeps.run(job, county) for job in jobs_of.cut(sweep, ASKED, county))
    found = jobs_of.outcomes_of(merged)

    assert [sweep.at(outcome.index) for outcome in found][:3] == [(50, 0), (50, 2000), (250, 0)]
    for exposed in range(2):
        access = [found[hour * 2 + exposed].access for hour in range(3)]
        assert access == sorted(access, reverse=True)


def test_caps_give_points_of_the_front(county):
    rules, given = sweeps.options_for(ASKED, county)
    whole = front(given, 9)
    budgets = [int(whole.points[p, 1]) for p in (0, len(whole) // 2, len(whole) - 1)]
    sweep = Caps((*budgets, budgets[-1] - 1))

    merged = jobs_of.merge(sweeps.run(job, county) for job in jobs_of.cut(sweep, ASKED, county))

    found = [outcome for _part, outcome in json.loads(merged)["outcomes"]]
    for budget, outcome in zip(budgets, found, strict=False):
        least = min(a for a, cost in whole.points.tolist() if cost <= budget)
        assert outcome["access"] == least
        assert outcome["proven"]
    assert found[-1] == {"host": None, "proven": True}
    assert rules[-1] == rule.Reachable()


def test_the_fronts_of_the_groups_add_up_to_that_of_the_whole(county):
    merged = jobs_of.merge(sweeps.run(job, county) for job in jobs_of.cut(Groups(), ASKED, county))
    inside = replace(ASKED, rules=(*ASKED.rules, rule.InsideGroups()))
    _rules, given = sweeps.options_for(inside, county)

    total = sweeps.national(merged)

    assert total.groups == ("east", "west")
    assert total.complete
    assert total.points.tolist() == front(given, 9).points.tolist()
    outcomes = [outcome for _part, outcome in json.loads(merged)["outcomes"]]
    for point, chosen in zip(total.points, total.chosen, strict=True):
        parts = [outcomes[g]["points"][p] for g, p in enumerate(chosen)]
        assert np.sum(parts, axis=0).tolist() == point.tolist()


def test_some_groups_alone_are_not_the_nation(county):
    with pytest.raises(ValueError, match="lacking"):
        sweeps.national(sweeps.run(jobs_of.cut(Groups(), ASKED, county)[1], county))


def test_a_count_of_all_areas_cannot_be_shared_among_groups(county):
    asked = replace(ASKED, rules=(*ASKED.rules, rule.AtMostAreas(4)))

    with pytest.raises(NoAnswer, match="kan ikke deles på fylkene"):
        sweeps.run(jobs_of.cut(Groups(), asked, county)[0], county)
