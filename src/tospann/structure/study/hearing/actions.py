"""Beginning the hearing of a study. Preparing and sending it are `participation`'s own actions."""

from django.utils.translation import gettext as _

from tospann.access.actor import Actor
from tospann.access.roles import Permission
from tospann.agreed.models import Document
from tospann.base import clock
from tospann.base.errors import NotPermitted
from tospann.journal.record import action, record
from tospann.participation import actions as participation
from tospann.participation.models import Hearing
from tospann.participation.selectors import usual_deadline
from tospann.structure.models import Scenario
from tospann.structure.study import actions as studies
from tospann.structure.study.kind import KIND_NAME as STUDY


@action
def begin_hearing(
    *, actor: Actor, scenario: Scenario | None = None, document: Document | None = None
) -> Hearing:
    """Begin the hearing of a study, with those to ask and what to ask proposed.

    Of a scenario: of the study that recommends it, which is begun when there is none. What the
    actions it rests on refuse, it refuses. Refuses with `NotPermitted`.
    """
    from tospann.structure.study.hearing import proposed

    partnership = document.partnership if document else scenario.partnership if scenario else None
    if partnership is None or (document and document.kind != STUDY):
        raise ValueError("a hearing is of a scenario or of a study")  # a fault in our code
    if not actor.may_in(Permission.DRAFT_EDIT, partnership_id=partnership.pk):
        raise NotPermitted
    if document is None and scenario is not None:
        document = proposed.study_of(scenario) or studies.begin_study(
            actor=actor, partnership=partnership, recommended=scenario
        )
    if document is None:
        raise ValueError("a hearing is of a study")  # a fault in our code
    asked = proposed.asked_about(document)
    hearing = participation.begin_hearing(
        actor=actor,
        document=document,
        title=_("Høring om kontorstruktur for %(partnership)s")
        % {"partnership": partnership.name},
        introduction=proposed.introduction(document),
        bodies=proposed.bodies(partnership, asked),
        questions=proposed.questions(asked),
        deadline=usual_deadline(clock.today()),
    )
    record(
        "structure.hearing_begun",
        actor=actor,
        partnership_id=partnership.pk,
        subject=document,
        title=document.title,
    )
    return hearing
