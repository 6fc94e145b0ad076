"""Assessments by role: opened, answered, closed. No entry tells who answered, or what."""

from collections.abc import Collection, Mapping
from datetime import date
from uuid import UUID

from django.utils.formats import date_format

from tospann.access.actor import STRANGER, Actor
from tospann.access.roles import Permission
from tospann.base import clock
from tospann.base.errors import NotPermitted
from tospann.journal.record import action, record
from tospann.partnerships.models import Partnership
from tospann.structure.errors import (
    AlreadyOpen,
    AnsweredMeanwhile,
    AssessmentClosed,
    DeadlinePassed,
    NoSuchCriterion,
    WrongScenarios,
)
from tospann.structure.models import Assessment, AssessmentAnswer, Group, Scenario
from tospann.structure.selectors.criteria import (
    CODES,
    GROUPS,
    SCORES,
    WEIGHTS,
    seats_that_weigh,
)

MOST = 6  # scenarios; more cannot be held side by side


@action
def open_assessment(
    *, actor: Actor, partnership: Partnership, scenarios: Collection[UUID], deadline: date
) -> Assessment:
    """Let every group weigh some scenarios until it is closed.

    Refuses with `NotPermitted`, `AlreadyOpen`, `WrongScenarios` or `DeadlinePassed`.
    """
    if not actor.may_in(Permission.DRAFT_EDIT, partnership_id=partnership.pk):
        raise NotPermitted
    Partnership.objects.select_for_update().get(pk=partnership.pk)
    if Assessment.objects.filter(partnership=partnership, closed_at=None).exists():
        raise AlreadyOpen
    chosen = list(
        Scenario.objects.filter(partnership=partnership, dropped_at=None, pk__in=scenarios)
    )
    if not 1 <= len(chosen) <= MOST or len(chosen) != len(set(scenarios)):
        raise WrongScenarios
    if deadline < clock.today():
        raise DeadlinePassed(deadline=date_format(deadline, "DATE_FORMAT"))
    assessment = Assessment.objects.create(
        partnership=partnership,
        deadline=deadline,
        opened_at=clock.now(),
        opened_by_id=actor.person_id,
    )
    assessment.scenarios.set(chosen)
    record(
        "assessment.opened",
        actor=actor,
        partnership_id=partnership.pk,
        subject=assessment,
        scenarios=len(chosen),
    )
    return assessment


@action
def answer_assessment(
    *,
    actor: Actor,
    assessment: Assessment,
    seat_id: UUID,
    weights: Mapping[str, int],
    scores: Mapping[str, Mapping[str, int]],
    remark: str = "",
    revision: int = 0,
) -> AssessmentAnswer:
    """Keep the person's own answer, or change it; for the group of the seat.

    revision : of the answer that was changed; 0 for the first. The journal tells only how many
    have answered. Refuses with `NotPermitted`, `AssessmentClosed`, `DeadlinePassed`,
    `NoSuchCriterion` or `AnsweredMeanwhile`.
    """
    if not actor.may_in(Permission.CRITERIA_WEIGH, partnership_id=assessment.partnership_id):
        raise NotPermitted
    seats = seats_that_weigh(actor, assessment.partnership_id)
    seat = next((one for one in seats if one.seat_id == seat_id), None)
    if seat is None or actor.person_id is None:
        raise NotPermitted
    assessment = _still_open(assessment)
    if clock.today() > assessment.deadline:
        raise DeadlinePassed(deadline=date_format(assessment.deadline, "DATE_FORMAT"))
    _check_scales(assessment, weights, scores)
    group = GROUPS[seat.role]
    answer = AssessmentAnswer.objects.filter(
        assessment=assessment, answered_by=actor.person_id
    ).first()
    if revision != (answer.revision if answer else 0):
        raise AnsweredMeanwhile
    if answer is None:
        answer = AssessmentAnswer(assessment=assessment, answered_by_id=actor.person_id)
    else:
        answer.revision += 1
    answer.group = group
    answer.owner_id = seat.owner_id if group == Group.OWNERS else None
    answer.weights = dict(weights)
    answer.scores = {key: dict(one) for key, one in scores.items()}
    answer.remark = remark
    answer.answered_at = clock.now()
    answer.save()
    record(
        "assessment.answered",
        actor=STRANGER,  # nobody is told who
        partnership_id=assessment.partnership_id,
        subject=assessment,
        answers=assessment.answers.count(),
    )
    return answer


@action
def close_assessment(*, actor: Actor, assessment: Assessment) -> Assessment:
    """End it: the answers stand, and are no longer anybody's. Then the result is shown.

    Refuses with `NotPermitted` or `AssessmentClosed`.
    """
    if not actor.may_in(Permission.DRAFT_EDIT, partnership_id=assessment.partnership_id):
        raise NotPermitted
    assessment = _still_open(assessment)
    assessment.closed_at, assessment.closed_by_id = clock.now(), actor.person_id
    assessment.save(update_fields=["closed_at", "closed_by"])
    assessment.answers.update(answered_by=None)
    record(
        "assessment.closed",
        actor=actor,
        partnership_id=assessment.partnership_id,
        subject=assessment,
        answers=assessment.answers.count(),
    )
    return assessment


def _still_open(assessment: Assessment) -> Assessment:
    """The assessment as it is now, locked until the transaction ends."""
    locked = Assessment.objects.select_for_update().get(pk=assessment.pk)
    if locked.closed_at is not None:
        raise AssessmentClosed
    return locked


def _check_scales(
    assessment: Assessment,
    weights: Mapping[str, int],
    scores: Mapping[str, Mapping[str, int]],
) -> None:
    """Raises `NoSuchCriterion` for what is not asked about."""
    known = {str(pk) for pk in assessment.scenarios.values_list("pk", flat=True)}
    given = [one for each in scores.values() for one in each.items()]
    if (
        not set(weights) <= CODES
        or not known >= set(scores)
        or not {code for code, _score in given} <= CODES
        or any(weight not in WEIGHTS for weight in weights.values())
        or any(score not in SCORES for _code, score in given)
    ):
        raise NoSuchCriterion
