"""What a scenario asks the engine: put in the queue, answered, and asked again by one command."""

import shlex

import pytest
from click.testing import CliRunner
from django.core import mail
from procrastinate.contrib.django.models import ProcrastinateJob

from engines.structure.small import territory
from tospann.access.actor import STRANGER
from tospann.base.errors import NotPermitted
from tospann.cli.structure.doors import structure
from tospann.engines.structure import folder, jobs, processes, sweep
from tospann.engines.structure.progress import Progress
from tospann.journal.models import Entry
from tospann.structure import tasks
from tospann.structure.actions import datasets, points, scenarios
from tospann.structure.actions import runs as actions
from tospann.structure.errors import Ended, NotAskable, TooManyRuns
from tospann.structure.models import Job, Run
from tospann.structure.progress import Teller
from tospann.structure.selectors import kept, questions
from tospann.structure.selectors import runs as selectors
from tospann.structure.selectors.territories import newest

RULES = [
    {"rule": "AtMostMembers", "count": 3},
    {"rule": "WithinMinutes", "minutes": 300},
    {"rule": "StandsAlone", "number": "1804"},
]
JOINED = {
    "municipalities": {
        "1801": {"host": "1801", "model": "host"},
        "1802": {"host": "1801", "model": "host"},
    }
}


@pytest.fixture
def dataset(db):
    here = territory()
    datasets.take_dataset(
        actor=STRANGER, name=here.name, title=here.title, archive=folder.packed(here)
    )
    return newest(here.name)


@pytest.fixture
def here_and_now(monkeypatch):
    """Parts are computed in this process, which is quicker than starting one for each."""

    def run_here(parts, territory, *, inside, **_more):
        return jobs.merge(sweep.run(job, territory) for job in parts)

    monkeypatch.setattr(processes, "in_processes", run_here)


@pytest.fixture
def begin(cast, dataset):
    def begin(title="To sammen", **given):
        return scenarios.create_scenario(
            actor=cast.actor("adviser"),
            partnership=cast.partnership,
            dataset=dataset,
            title=title,
            **{"differences": JOINED, "rules": RULES, **given},
        )

    return begin


@pytest.fixture
def scenario(begin):
    return begin(assumptions={"kroner_per_hour": 300})


ASKS = {
    "areas": (actions.ask_areas, {"alternatives": 2, "prices": True}),
    "front": (actions.ask_front, {"objectives": ("access", "cost")}),
    "futures": (
        actions.ask_futures,
        {"futures": 12, "seed": 7, "refusal": 0.25, "away": 0.1},
    ),
}


def asked(cast, scenario, sort, **more) -> Run:
    act, given = ASKS[sort]
    return act(actor=cast.actor("adviser"), scenario=scenario, **(given | more))


HERE = pytest.mark.usefixtures("here_and_now")


def computed(run: Run) -> Run:
    for job in run.jobs.all():
        tasks.compute(job.pk)
    return Run.objects.select_related("dataset", "partnership", "scenario").get(pk=run.pk)


@pytest.mark.parametrize("sort", ASKS)
def test_the_one_command_gives_the_kept_answer_to_the_last_byte(
    cast, begin, scenario, sort, tmp_path, monkeypatch
):
    begin("Øst/vest «nytt»", differences={"days": {}})
    run = computed(asked(cast, scenario, sort))
    for name, data in kept.files_of(run).items():
        (tmp_path / name).write_bytes(data)
    monkeypatch.chdir(tmp_path)
    line = kept.again(run, kept.job_of(run)).command
    assert line in (tmp_path / "kommando.txt").read_text()

    found = CliRunner().invoke(structure, shlex.split(line)[2:])

    assert found.exception is None, found.output
    assert (tmp_path / "svar.json").read_bytes() == bytes(run.answer)


@HERE
def test_areas_are_answered_with_proof_rows_measures_and_prices(cast, scenario):
    run = computed(asked(cast, scenario, "areas"))
    answer = selectors.answer_in(run)
    assert run.jobs.count() == 1 + len(RULES)
    assert [one["proof"]["proven"] for one in answer["proposals"]] == [True, True]
    first, second = (one["proof"]["value"] for one in answer["proposals"])
    assert first <= second
    assert len(answer["rows"]) == 2
    assert {row["municipality"] for row in answer["rows"][0]} == {"1801", "1802", "1803", "1804"}
    assert answer["measures"]["objective"]["cost_kroner"] == answer["proposals"][0]["cost_kroner"]
    assert [one["rule"] for one in answer["prices"]] == answer["rules"][: len(answer["prices"])]


@HERE
def test_a_front_has_today_and_every_scenario_beside_it(cast, begin, scenario):
    begin("Som i dag", differences={})
    answer = selectors.answer_in(computed(asked(cast, scenario, "front")))
    titles = [one["title"] for one in answer["beside"]]
    assert titles[1:] == ["To sammen", "Som i dag"]
    today, joined, same = answer["beside"]
    assert today["cost_kroner"] == same["cost_kroner"] != joined["cost_kroner"]


@HERE
def test_of_several_that_draw_the_same_one_stands_beside(cast, begin, scenario):
    begin("En kopi", differences=scenario.differences)
    answer = selectors.answer_in(computed(asked(cast, scenario, "front")))
    assert [one["title"] for one in answer["beside"]][1:] == ["To sammen"]


@HERE
def test_futures_follow_today_and_every_scenario(cast, begin, scenario):
    begin("Som i dag", differences={})
    answer = selectors.answer_in(computed(asked(cast, scenario, "futures")))
    assert (answer["futures"], answer["doubt"]["refusal"]) == (12, 0.25)
    assert [one["title"] for one in answer["plans"]][1:] == ["To sammen", "Som i dag"]


@HERE
def test_rules_that_clash_are_told_one_by_one_with_what_would_help(cast, begin):
    clashing = begin(rules=[*RULES, {"rule": "Together", "numbers": ["1804", "1803"]}])
    run = asked(cast, clashing, "areas", prices=False)
    tasks.compute(run.jobs.get().pk)
    run.refresh_from_db()
    assert run.answer is None
    assert len(run.clash["conflict"]) == 2
    assert all("1804" not in one for one in run.clash["conflict"])  # names, not numbers
    assert run.refusal.startswith("Disse kravene")
    assert Entry.objects.filter(kind="structure.run_refused").count() == 1


@HERE
def test_a_point_becomes_a_scenario_with_the_figures_of_the_point(cast, scenario):
    run = computed(asked(cast, scenario, "front"))
    answer = selectors.answer_in(run)
    made = points.keep_point(
        actor=cast.actor("adviser"), run=run, number=len(answer["points"]), title="Billigst"
    )
    assert made.assumptions == scenario.assumptions
    assert made.copied_from == scenario
    again = selectors.answer_in(computed(asked(cast, made, "front")))
    (beside,) = [one for one in again["beside"] if one["title"] == "Billigst"]
    assert beside["cost_kroner"] == answer["points"][-1]["cost_kroner"]
    assert beside["access_person_seconds"] == answer["points"][-1]["access_person_seconds"]
    with pytest.raises(ValueError, match="no point 0"):
        points.keep_point(actor=cast.actor("adviser"), run=run, number=0, title="Ingen")


@pytest.mark.parametrize("sort", ASKS)
@pytest.mark.parametrize("who", ["councillor", "stranger"])
def test_those_who_may_not_change_scenarios_may_not_ask(cast, scenario, sort, who):
    act, given = ASKS[sort]
    with pytest.raises(NotPermitted):
        act(actor=cast.actor(who), scenario=scenario, **given)
    assert not Run.objects.exists()


def test_those_who_may_not_ask_may_not_cancel(cast, scenario):
    run = asked(cast, scenario, "areas")
    with pytest.raises(NotPermitted):
        actions.cancel(actor=cast.actor("councillor"), run=run)
    actions.cancel(actor=cast.actor("leader"), run=run)
    with pytest.raises(Ended):
        actions.cancel(actor=cast.actor("leader"), run=run)


@pytest.mark.parametrize(
    ("sort", "given", "said"),
    [
        ("front", {"objectives": ("access",)}, "to eller tre mål"),
        ("front", {"objectives": ("access", "access")}, "to eller tre mål"),
        ("futures", {"refusal": 0.0, "away": 0.0}, "Ingenting er usikkert"),
    ],
)
def test_a_question_the_engine_would_not_take_is_refused_at_once(
    cast, scenario, sort, given, said
):
    with pytest.raises(NotAskable, match=said):
        asked(cast, scenario, sort, **given)


def test_a_partnership_has_so_many_runs_that_wait(cast, scenario, monkeypatch):
    monkeypatch.setattr(actions, "MOST_WAITING", 2)
    asked(cast, scenario, "areas"), asked(cast, scenario, "front")
    with pytest.raises(TooManyRuns, match="2 beregninger"):
        asked(cast, scenario, "futures")
    actions.cancel(actor=cast.actor("adviser"), run=Run.objects.last())
    asked(cast, scenario, "futures")


def test_the_same_question_on_the_same_figures_and_software_is_known_again(
    cast, begin, scenario, django_assert_num_queries
):
    software = asked(cast, scenario, "areas").software
    run = Run.objects.get()
    same = questions.areas(scenario, alternatives=2, prices=True)
    with django_assert_num_queries(1):
        assert questions.asked_before(scenario, same, software) == run
    assert questions.asked_before(scenario, same, "0.0.1") is None
    assert questions.asked_before(scenario, questions.areas(scenario), software) is None
    actions.cancel(actor=cast.actor("adviser"), run=run)
    assert questions.asked_before(scenario, same, software) is None


# --- How far it is ----------------------------------------------------------------------


@pytest.mark.usefixtures("no_engine")
def test_a_worker_tells_its_step_and_its_share(cast, scenario, monkeypatch):
    steps = []

    class Heard(Teller):
        def tell(self, now):
            steps.append(now.step)
            super().tell(now)

    monkeypatch.setattr(tasks, "Teller", Heard)
    computed(asked(cast, scenario, "areas", alternatives=1, prices=False))
    assert steps[0] == "Starter regnemotoren"
    assert steps[1].startswith("Gjør klar regnemotoren")
    assert "Leter etter den beste inndelingen" in steps


def test_progress_is_written_at_most_once_a_second(cast, scenario, monkeypatch):
    job = asked(cast, scenario, "areas").jobs.first()
    now = [100.0]
    monkeypatch.setattr("tospann.structure.progress.time.monotonic", lambda: now[0])
    teller = Teller(job.pk)
    teller.tell(Progress("Lister", 0.25))
    teller.tell(Progress("Leter", 0.5))
    job.refresh_from_db()
    assert (job.step, job.share) == ("Lister", 0.25)
    now[0] += 1.1
    teller.flush()
    job.refresh_from_db()
    assert (job.step, job.share) == ("Leter", 0.5)


def test_the_share_counts_parts_that_are_done_and_those_at_work(
    cast, scenario, django_assert_num_queries
):
    run = asked(cast, scenario, "areas")
    first, second, *_ = run.jobs.all()
    with django_assert_num_queries(1):
        assert selectors.progress_of(run).share is None
    Job.objects.filter(pk=first.pk).update(result=b"{}")
    Job.objects.filter(pk=second.pk).update(step="Leter", share=0.5)
    found = selectors.progress_of(run)
    assert (found.done, found.parts, found.share) == (1, 4, 1.5 / 4)
    assert (found.percent, found.steps) == (37, (("Leter", 0.5),))


# --- E-mail -----------------------------------------------------------------------------


def told(run: Run) -> None:
    """The queue does what it was given to do about telling."""
    for job in ProcrastinateJob.objects.filter(task_name=tasks.tell.name):
        tasks.tell(**job.args)


@HERE
def test_the_one_who_asked_is_told_once_when_it_was_wanted(cast, scenario, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    run = computed(asked(cast, scenario, "areas", prices=False, mail=True))
    told(run), told(run)
    (letter,) = mail.outbox
    assert letter.to == [cast.people["adviser"].email]
    assert letter.subject == "Beregningen er ferdig"
    assert f"/struktur/beregninger/{run.pk}/" in letter.body
    assert scenario.title not in letter.body
    run.refresh_from_db()
    assert run.mailed_at is not None


@HERE
def test_nobody_is_told_who_did_not_ask_for_it_or_of_a_run_that_was_cancelled(
    cast, scenario, settings
):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    told(computed(asked(cast, scenario, "areas", prices=False)))
    run = asked(cast, scenario, "front", mail=True)
    actions.cancel(actor=cast.actor("adviser"), run=run)
    tasks.tell(str(run.pk))
    assert mail.outbox == []


def test_a_refusal_is_told_as_one(cast, scenario, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    run = asked(cast, scenario, "areas", mail=True)
    actions.refuse(actor=STRANGER, run=run, because="Det gikk ikke.")
    told(run)
    (letter,) = mail.outbox
    assert letter.subject == "Beregningen ga ikke noe svar"
