"""A scenario in a place of the world, on a territory that everybody shares."""

import hashlib
import json
from datetime import timedelta
from typing import Any

from engines.structure.small import territory, together
from tospann.access.actor import STRANGER
from tospann.base import clock
from tospann.engines.structure import drawn, folder, jobs
from tospann.engines.structure.rules import AtMostMembers, WithinMinutes
from tospann.structure.actions import assessments, datasets, scenarios
from tospann.structure.models import Assessment, Job, Run, Scenario, Sort
from tospann.structure.selectors.territories import dataset_with, newest


def give(place: Any) -> None:
    """A scenario without differences."""
    here = territory()
    if newest(here.name) is None:
        datasets.take_dataset(
            actor=STRANGER, name=here.name, title=here.title, archive=folder.packed(here)
        )
    scenarios.create_scenario(
        actor=place.actor(next(who for who in place.people if who.endswith("leader"))),
        partnership=place.partnership,
        dataset=newest(here.name),
        title=place.marker("scenario"),
    )


def scenario_of(place: Any) -> Scenario:
    """The scenario; the first, when a request has made another."""
    held = Scenario.objects.select_related("dataset", "partnership")
    return held.filter(partnership=place.partnership).order_by("made_at", "pk")[0]


def answered(place: Any) -> Run:
    """A run that answered «which areas», as the queue would have kept it."""
    scenario, here = scenario_of(place), territory()
    if held := Run.objects.filter(scenario=scenario, sort=Sort.AREAS).first():
        return held
    rows = drawn.rows_of(here, together())
    proof = {"proven": True, "value": 1, "bound": 1, "gap_share": 0.0, "unit": "ore"}
    answer = {
        "rules": ["Hvert område har høyst 2 kommuner"],
        "proposals": [{"proof": proof, "areas_count": 2, "left_out": []}],
        "rows": [rows],
        "prices": [],
    }
    run = Run.objects.create(
        dataset=scenario.dataset,
        sort=Sort.AREAS,
        partnership=place.partnership,
        scenario=scenario,
        software="0",
        asked_at=clock.now(),
        answer=json.dumps(answer).encode(),
    )
    question = jobs.Question((AtMostMembers(2), WithinMinutes(90)), travel="straight_line")
    (job,) = jobs.cut(jobs.Areas(), question, here)
    Job.objects.create(run=run, number=1, part=job.as_json().encode(), result=b"{}")
    return run


def ruled(place: Any) -> Scenario:
    """The scenario with a rule about one municipality."""
    scenario = scenario_of(place)
    scenario.rules = [{"rule": "StandsAlone", "number": "1801"}]
    scenario.save(update_fields=["rules"])
    return scenario


def outdated(place: Any) -> Scenario:
    """The scenario, with newer figures to be had than those it rests on."""
    newer = territory(title="Fjorden, nye tall")
    archive = folder.packed(newer)
    if dataset_with(hashlib.sha256(archive).hexdigest()) is None:
        datasets.take_dataset(actor=STRANGER, name=newer.name, title=newer.title, archive=archive)
    return scenario_of(place)


def assessment_of(place: Any) -> Assessment:
    """An assessment that is open; opened now if there is none."""
    known = Assessment.objects.filter(partnership=place.partnership).first()
    return known or assessments.open_assessment(
        actor=place.actor(next(who for who in place.people if who.endswith("leader"))),
        partnership=place.partnership,
        scenarios=[scenario_of(place).pk],
        deadline=clock.today() + timedelta(days=7),
    )


def closed_assessment_of(place: Any) -> Assessment:
    """An assessment that is closed; now, unless an earlier request needed it so."""
    held = assessment_of(place)
    return (
        held
        if held.closed_at
        else assessments.close_assessment(
            actor=place.actor(next(who for who in place.people if who.endswith("leader"))),
            assessment=held,
        )
    )


def seat_that_weighs(actor: Any, place: Any) -> Any:
    """The seat in the place that the person would answer from; none for those without one."""
    return next(
        (one.seat_id for one in actor.seats if place.partnership.pk in one.partnership_ids), None
    )
