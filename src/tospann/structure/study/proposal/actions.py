"""Beginning a proposal. Writing, opening and deciding on it are the kernel's own actions."""

from dataclasses import replace

from tospann.access.actor import Actor
from tospann.access.roles import Permission
from tospann.agreed import actions as agreed
from tospann.agreed.models import Document, Version
from tospann.base.errors import NotPermitted
from tospann.journal.record import action, record
from tospann.structure.errors import StudyReplaced
from tospann.structure.study.kind import KIND_NAME as STUDY
from tospann.structure.study.proposal.body import Proposal
from tospann.structure.study.proposal.kind import KIND
from tospann.structure.study.titles import proposal_title


@action
def begin_proposal(*, actor: Actor, version: Version) -> Document:
    """Begin the proposal that an opened study ends in, in the study's own words.

    Refuses with `NotPermitted`, or `StudyReplaced` when a newer version is opened.
    """
    document = version.document
    if document.kind != STUDY:
        raise ValueError(f"{document.kind} is no study")  # a fault in our code
    partnership = document.partnership
    if not actor.may_in(Permission.DRAFT_EDIT, partnership_id=partnership.pk):
        raise NotPermitted
    if document.versions.filter(number__gt=version.number).exists():
        raise StudyReplaced
    body = Proposal(version=str(version.pk))
    kind = replace(KIND, new_body=lambda partnership: body.model_dump(mode="json"))
    made = agreed.create_document(
        actor=actor, kind=kind, partnership=partnership, title=proposal_title(partnership)
    )
    record(
        "structure.proposal_begun",
        actor=actor,
        partnership_id=partnership.pk,
        subject=made,
        title=version.title,
        number=version.number,
    )
    return made
