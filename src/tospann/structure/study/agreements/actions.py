"""Beginning the agreements that a proposal asks for, once every owner has said yes to it."""

from dataclasses import dataclass, replace

from django.utils import translation

from tospann.access.actor import Actor
from tospann.access.roles import Permission
from tospann.agreed import actions as agreed
from tospann.agreed.kinds import kind_of
from tospann.agreed.models import Document, Version
from tospann.agreed.standing import with_rows
from tospann.base import clock
from tospann.base.errors import NotPermitted
from tospann.journal.record import action, record
from tospann.structure.errors import (
    AgreementsBegun,
    NoAgreementHere,
    NotAgreedByAll,
    ProposalReplaced,
    ProposalWithoutStructure,
)
from tospann.structure.models import ProposalAgreement
from tospann.structure.study.agreements.fill import Given, body_of
from tospann.structure.study.agreements.plan import Outside, Way, newest_of, plan_of, waited_for
from tospann.structure.study.proposal.body import Proposal
from tospann.structure.study.proposal.kind import KIND_NAME as PROPOSAL

LANGUAGE = "nb"  # of a draft the kernel has just begun


@dataclass(frozen=True, slots=True)
class Begun:
    """The drafts that were begun, and what was not begun and why."""

    documents: tuple[Document, ...]
    outside: tuple[Outside, ...]


@action
def begin_agreements(*, actor: Actor, version: Version) -> Begun:
    """Begin drafts of the agreements an agreed proposal asks for, filled in from its structure.

    What was begun before is left as it is. Refuses with `NotPermitted`, `ProposalReplaced`,
    `NotAgreedByAll`, `ProposalWithoutStructure`, `NoAgreementHere` when none is to be begun in
    this partnership, or `AgreementsBegun` when all were begun before.
    """
    if version.document.kind != PROPOSAL:
        raise ValueError(f"{version.document.kind} is no proposal")  # a fault in our code
    partnership = version.document.partnership
    if not actor.may_in(Permission.DRAFT_EDIT, partnership_id=partnership.pk):
        raise NotPermitted
    Document.objects.select_for_update().get(pk=version.document_id)  # the second press waits
    newest = newest_of(with_rows(Document.objects.filter(pk=version.document_id)).get())
    if newest.version.pk != version.pk:
        raise ProposalReplaced(number=newest.version.number)
    if not newest.all_have_ratified:
        raise NotAgreedByAll(names=waited_for(newest))
    content = newest.version.read()
    body = Proposal.model_validate(content.body)
    with translation.override(content.language):
        plan = plan_of(newest.version, body)
        if plan is None:
            raise ProposalWithoutStructure
        if not plan.asked:
            raise NoAgreementHere
        if not plan.waiting:
            raise AgreementsBegun
        documents = tuple(
            _begun(
                actor,
                newest.version,
                Given(one, plan.state, plan.since, body.illustrative),
                content.language,
            )
            for one in plan.waiting
        )
    record(
        "structure.agreements_begun",
        actor=actor,
        partnership_id=partnership.pk,
        subject=version,
        title=version.title,
        number=version.number,
        count=len(documents),
    )
    return Begun(documents, plan.outside)


def _begun(actor: Actor, version: Version, given: Given, language: str) -> Document:
    """The document with its draft, and the trace from it to the proposal."""
    asked, partnership = given.asked, version.document.partnership
    if asked.way is Way.NEW:
        document = _new(actor, version, given, language)
    else:
        assert asked.document is not None
        document = asked.document
        if asked.way is Way.VERSION:
            draft = agreed.start_draft(actor=actor, document=document)
            agreed.save_draft(
                actor=actor,
                document=document,
                revision=draft.revision,
                title=draft.title,
                language=draft.language,
                body=body_of(given, partnership, draft.body),
            )
    ProposalAgreement.objects.create(
        version=version,
        document=document,
        kind=asked.kind,
        host=asked.host,
        begun_at=clock.now(),
        begun_by_id=actor.person_id,
    )
    return document


def _new(actor: Actor, version: Version, given: Given, language: str) -> Document:
    asked, partnership = given.asked, version.document.partnership
    body = body_of(given, partnership, None)
    document = agreed.create_document(
        actor=actor,
        kind=replace(kind_of(asked.kind), new_body=lambda partnership: body),
        partnership=partnership,
        title=asked.title,
    )
    if language != LANGUAGE:
        agreed.save_draft(
            actor=actor,
            document=document,
            revision=1,
            title=asked.title,
            language=language,
            body=body,
        )
    return document
