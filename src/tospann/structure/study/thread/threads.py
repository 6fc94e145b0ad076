"""The thread of a study: from scenario to agreements in force, step by step.

What a step says follows from rows and versions; nobody sets it. Drafts and scenarios are told
only to those who may read them.
"""

from uuid import UUID

from tospann.access.actor import Actor
from tospann.access.roles import Permission
from tospann.agreed.models import Document
from tospann.agreed.selectors import visible_to
from tospann.agreed.standing import with_rows
from tospann.base import clock
from tospann.participation.selectors import HearingSummary, hearings_by_document
from tospann.partnerships.models import Partnership
from tospann.structure.models import ProposalAgreement, Scenario
from tospann.structure.study.body import Study
from tospann.structure.study.opened import StudyLine, studies
from tospann.structure.study.resolutions import told
from tospann.structure.study.thread.agreeing import agreement_step
from tospann.structure.study.thread.deciding import decision_step, proposal_step
from tospann.structure.study.thread.ground import Ground
from tospann.structure.study.thread.heard import hearing_step
from tospann.structure.study.thread.shapes import Thread
from tospann.structure.study.thread.writing import scenario_step, study_step


def threads(actor: Actor, partnership: Partnership) -> list[Thread]:
    """Those this person may see, the newest first. 27 queries at most, however many."""
    lines = studies(actor, partnership)
    rows = list(
        ProposalAgreement.objects.filter(version__document__partnership=partnership)
        .select_related("version")
        .order_by("begun_at", "pk")
    )
    seen = visible_to(actor).filter(pk__in={row.document_id for row in rows})
    documents = {one.pk: one for one in with_rows(seen)} if rows else {}
    inside = actor.may_in(Permission.INTERNAL_READ, partnership_id=partnership.pk)
    live = {str(one.pk): one for one in _scenarios(partnership)} if inside else {}
    reads = actor.may_in(Permission.DRAFT_READ, partnership_id=partnership.pk)
    heard = hearings_by_document({pk for line in lines for pk in _heard_in(line)}, drafts=reads)
    writes = actor.may_in(Permission.DRAFT_EDIT, partnership_id=partnership.pk)
    return [
        _thread(
            Ground(
                actor,
                partnership,
                clock.today(),
                reads,
                writes,
                line,
                _body(line),
                live,
                _hearings(line, heard),
                _agreements(line, rows, documents),
            )
        )
        for line in lines
    ]


def thread_of(actor: Actor, slug: str, document_id: UUID) -> Thread | None:
    """The thread of one study; None when this person may not see it. 28 queries at most."""
    partnership = Partnership.objects.filter(slug=slug).first()
    if partnership is None:
        return None
    every = threads(actor, partnership)
    return next((one for one in every if one.study.document.pk == document_id), None)


def _scenarios(partnership: Partnership) -> list[Scenario]:
    every = Scenario.objects.filter(partnership=partnership)
    return list(every.only("title", "revision", "dropped_at"))


def _heard_in(line: StudyLine) -> list[UUID]:
    """The documents whose hearings belong to a study."""
    return [line.document.pk, *(one.document.pk for one in line.proposals)]


def _body(line: StudyLine) -> Study:
    draft = getattr(line.document, "draft", None) if line.is_draft else None
    body = line.newest.version.read().body if line.newest else draft.body if draft else {}
    return Study.model_validate(body)


def _hearings(
    line: StudyLine, heard: dict[UUID, list[HearingSummary]]
) -> tuple[HearingSummary, ...]:
    """Those on the study first; for each document the oldest first."""
    return tuple(one for pk in _heard_in(line) for one in reversed(heard.get(pk, [])))


def _agreements(
    line: StudyLine, rows: list[ProposalAgreement], documents: dict[UUID, Document]
) -> tuple[Document, ...]:
    mine = {one.document.pk for one in line.proposals}
    begun = dict.fromkeys(row.document_id for row in rows if row.version.document_id in mine)
    return tuple(documents[pk] for pk in begun if pk in documents)


def _thread(ground: Ground) -> Thread:
    line = ground.line
    papers = [line.document, *(one.document for one in line.proposals), *ground.agreements]
    steps = (
        scenario_step(ground),
        study_step(ground),
        hearing_step(ground),
        proposal_step(ground),
        decision_step(ground),
        agreement_step(ground),
    )
    return Thread(line, ground.partnership, ground.body.illustrative, steps, tuple(told(papers)))
