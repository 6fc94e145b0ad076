"""The pages of runs: asked, followed, cancelled, read and taken away."""

import hashlib
import io
import json
import zipfile

import pytest
from django.urls import reverse

from engines.structure.small import territory
from tospann.access.actor import STRANGER
from tospann.engines.structure import folder, jobs, processes, sweep
from tospann.structure import tasks
from tospann.structure.actions import datasets, scenarios
from tospann.structure.actions import runs as actions
from tospann.structure.models import Job, Run, Scenario
from tospann.structure.selectors.territories import newest

RULES = [
    {"rule": "AtMostMembers", "count": 3},
    {"rule": "WithinMinutes", "minutes": 300},
    {"rule": "StandsAlone", "number": "1804"},
]
GIVEN = {
    "areas": {"alternatives": "2", "prices": "on", "seed": "0"},
    "front": {"objectives": "access,cost"},
    "futures": {"futures": "12", "year": "", "away": "10", "refusal": "20", "seed": "7"},
}


@pytest.fixture
def scenario(cast, db):
    here = territory()
    datasets.take_dataset(
        actor=STRANGER, name=here.name, title=here.title, archive=folder.packed(here)
    )
    return scenarios.create_scenario(
        actor=cast.actor("adviser"),
        partnership=cast.partnership,
        dataset=newest(here.name),
        title="To sammen",
        rules=RULES,
    )


@pytest.fixture
def page(client, cast):
    """A client signed in as somebody of the cast."""

    def sign_in(who="adviser"):
        client.force_login(cast.people[who], "django.contrib.auth.backends.ModelBackend")
        return client

    return sign_in


def ask_url(scenario, sort) -> str:
    return reverse("structure:ask", args=[scenario.pk, sort])


def url(name, run, *more) -> str:
    return reverse(f"structure:{name}", args=[run.pk, *more])


@pytest.fixture
def answered(monkeypatch, page, scenario):
    """A run that was asked on its page and computed, in this process."""

    def run_here(parts, territory, *, inside, **_more):
        return jobs.merge(sweep.run(job, territory) for job in parts)

    monkeypatch.setattr(processes, "in_processes", run_here)

    def answered(sort, **given) -> Run:
        sent = page().post(ask_url(scenario, sort), GIVEN[sort] | given)
        assert sent.status_code == 302, sent.context["form"].errors
        run = Run.objects.get()
        for job in run.jobs.all():
            tasks.compute(job.pk)
        return Run.objects.get()

    return answered


def test_a_question_is_asked_and_its_run_is_shown(page, scenario):
    sent = page().post(ask_url(scenario, "areas"), GIVEN["areas"], follow=True)

    run = Run.objects.get()
    assert sent.redirect_chain == [(url("run", run), 302)]
    text = sent.content.decode()
    assert "Venter på tur" in text
    assert '<noscript><meta http-equiv="refresh"' in text
    assert "Øya har kontor alene" in text


@pytest.mark.parametrize(
    ("sort", "given", "said"),
    [
        ("areas", {"alternatives": "9"}, "alternatives"),
        ("front", {"objectives": "access"}, "objectives"),
        ("futures", {"futures": "1"}, "futures"),
        ("futures", {"away": "0", "refusal": "0"}, "__all__"),
        ("futures", {"away": "99"}, "away"),
        ("futures", {"year": "1999"}, "year"),
    ],
)
def test_a_slip_is_told_beside_its_field_and_nothing_is_lost(page, scenario, sort, given, said):
    sent = page().post(ask_url(scenario, sort), GIVEN[sort] | given)

    assert sent.status_code == 422
    assert said in sent.context["form"].errors
    for name, value in given.items():
        assert str(sent.context["form"][name].value()) == value
    assert not Run.objects.exists()


def test_what_is_no_number_stands_as_it_was_typed(page, scenario):
    sent = page().post(ask_url(scenario, "futures"), GIVEN["futures"] | {"futures": "mange"})

    told = sent.content.decode()
    assert 'value="mange"' in told
    assert "Skriv et helt tall fra 10 til 10\u202f000." in told


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"in_turn": "on"}, ("Nei fra ett kommunestyre", "etter tur")),
        ({"journeys": "10"}, ("Feil i hver reisetid", "10\N{NO-BREAK SPACE}%")),
    ],
)
def test_every_doubt_the_engine_knows_can_be_asked_about(page, scenario, given, told):
    alone = {"futures": "10", "seed": "0", "away": "0", "refusal": "0", "journeys": "0"}

    sent = page().post(ask_url(scenario, "futures"), alone | given, follow=True)

    assert sent.status_code == 200, sent.context["form"].errors
    assert told in sent.context["asked"]


def test_the_engines_own_refusal_stands_in_the_form(page, scenario):
    Scenario.objects.update(rules=[{"rule": "AtLeastFte", "fte": 5}] * 1 + [
        {"rule": "AtLeastFte", "fte": 6}])  # fmt: skip

    sent = page().post(ask_url(scenario, "areas"), GIVEN["areas"])

    assert sent.status_code == 422
    assert "to ganger" in sent.content.decode()


def test_the_same_question_is_offered_as_it_stands_and_can_be_asked_again(
    answered, page, scenario
):
    run = answered("areas")

    sent = page().post(ask_url(scenario, "areas"), GIVEN["areas"])
    assert sent.status_code == 409
    text = sent.content.decode()
    assert "Det samme er regnet ut før" in text
    assert url("run", run) in text
    page().post(ask_url(scenario, "areas"), GIVEN["areas"] | {"again": "on"})
    assert Run.objects.count() == 2


@pytest.mark.parametrize("sort", GIVEN)
def test_an_answer_is_shown_and_its_bytes_are_those_that_are_kept(answered, page, sort):
    run = answered(sort)

    text = page().get(url("run", run)).content.decode()
    data = page().get(url("answer", run)).content
    assert data == bytes(run.answer)
    assert hashlib.sha256(data).hexdigest() in text
    assert "tospann structure" in text
    assert "To sammen" in text


def test_tables_and_pictures_can_be_taken_away(answered, page):
    run = answered("front")

    table = page().get(url("answer_table", run, "punkter"))
    assert table.headers["Content-Type"].startswith("text/csv")
    assert "to-sammen-punkter.csv" in table.headers["Content-Disposition"]
    points = json.loads(run.answer)["points"]
    assert len(table.content.decode().splitlines()) == 1 + len(points)
    picture = page().get(url("answer_picture", run, "avveining"))
    assert picture.headers["Content-Type"] == "image/svg+xml"
    assert "To sammen" in picture.content.decode()
    assert page().get(url("answer_table", run, "noe")).status_code == 404
    assert page().get(url("answer_picture", run, "noe")).status_code == 404


def test_everything_the_command_reads_is_in_one_file(answered, page):
    run = answered("futures")

    packed = page().get(url("run_again", run)).content
    names = zipfile.ZipFile(io.BytesIO(packed)).namelist()
    assert names[0] == "datasett.zip"
    assert names[-1] == "kommando.txt"
    assert any(name.startswith("scenario-") for name in names)


def test_a_point_is_shown_and_made_a_scenario(answered, page):
    run = answered("front")

    shown = page().get(url("point", run, 1))
    assert "Punkt 1 av" in shown.content.decode()
    assert page().post(url("point", run, 1), {"title": ""}).status_code == 422
    sent = page().post(url("point", run, 1), {"title": "Kortest vei"})
    made = Scenario.objects.get(title="Kortest vei")
    assert sent.headers["Location"] == reverse("structure:scenario", args=[made.pk])
    assert page().get(url("point", run, 999)).status_code == 404


def test_a_refusal_lists_the_rules_that_clash_and_what_would_help(page, scenario):
    page().post(ask_url(scenario, "areas"), GIVEN["areas"])
    run = Run.objects.get()
    actions.refuse(
        actor=STRANGER,
        run=run,
        because="Går ikke.",
        conflict=["Øya har kontor alene", "Øya og Ås er i samme område"],
        help_=["Ta bort det ene."],
    )

    text = page().get(url("run", run)).content.decode()
    assert "<li>Øya har kontor alene</li>" in text
    assert "<li>Ta bort det ene.</li>" in text
    assert page().get(url("answer", run)).status_code == 404


def test_a_run_is_cancelled_when_one_is_sure(page, scenario):
    page().post(ask_url(scenario, "areas"), GIVEN["areas"])
    run = Run.objects.get()

    assert "Vil du avbryte" in page().get(url("run_cancelled", run)).content.decode()
    sent = page().post(url("run_cancelled", run), follow=True)
    assert "Beregningen er avbrutt." in sent.content.decode()
    assert page().get(url("run_cancelled", run)).status_code == 302
    again = page().post(url("run_cancelled", run), follow=True)
    assert "allerede avsluttet" in again.content.decode()


def test_how_far_it_is_comes_as_a_fragment_that_says_when_it_is_over(page, scenario):
    page().post(ask_url(scenario, "areas"), GIVEN["areas"])
    run = Run.objects.get()
    first = run.jobs.first()
    Job.objects.filter(pk=first.pk).update(step="Leter etter den beste inndelingen", share=0.5)

    text = page().get(url("run_progress", run)).content.decode()
    assert "Leter etter den beste inndelingen" in text
    assert 'value="12"' in text
    assert "data-ended" not in text
    actions.cancel(actor=STRANGER if run.partnership is None else _adviser(run), run=run)
    assert "data-ended" in page().get(url("run_progress", run)).content.decode()


def _adviser(run):
    from tospann.partnerships.selectors import actor_for

    return actor_for(run.asked_by, strong=True)


def test_an_answer_of_another_program_says_so(answered, page):
    run = answered("areas")
    Run.objects.update(software="0.0.1")

    text = page().get(url("run", run)).content.decode()
    assert "versjon 0.0.1" in text
    assert "Regn ut på nytt" in text


def test_an_answer_about_a_scenario_that_was_changed_says_so(cast, answered, page, scenario):
    run = answered("areas")
    scenarios.change_scenario(
        actor=cast.actor("adviser"), scenario=scenario, revision=1, title="Nytt navn"
    )

    assert "Scenarioet er endret" in page().get(url("run", run)).content.decode()


def test_those_inside_read_and_may_not_change_and_others_see_nothing(answered, page, scenario):
    run = answered("front")

    assert page("councillor").get(url("run", run)).status_code == 200
    assert "Avbryt" not in page("councillor").get(url("point", run, 1)).content.decode()
    assert page("councillor").post(url("point", run, 1), {"title": "Nei"}).status_code == 403
    assert page("councillor").post(url("run_cancelled", run)).status_code == 403
    assert page("councillor").get(ask_url(scenario, "areas")).status_code == 403
    for name in ("run", "answer", "run_again", "run_progress", "run_cancelled"):
        assert page("stranger").get(url(name, run)).status_code == 404
    assert page("stranger").get(ask_url(scenario, "areas")).status_code == 404


def test_the_list_takes_as_many_queries_for_many_as_for_one(
    cast, page, scenario, django_assert_max_num_queries
):
    address = reverse("structure:runs", args=[cast.partnership.slug])
    assert "Ingen beregninger ennå" in page().get(address).content.decode()
    with_one = _ask_and_count(page, scenario, address, 1)
    assert _ask_and_count(page, scenario, address, 4) == with_one
    assert page("stranger").get(address).status_code == 404


def _ask_and_count(page, scenario, address, times) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    for seed in range(times):
        page().post(ask_url(scenario, "areas"), GIVEN["areas"] | {"seed": f"{times}{seed}"})
    with CaptureQueriesContext(connection) as held:
        page().get(address)
    return len(held)
