"""Versions and drafts of studies, for those who may read them."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import BinaryField, Exists, F, Func, IntegerField, OuterRef, Q, Value

from tospann.access.actor import Actor
from tospann.access.roles import Permission
from tospann.agreed.models import Document, Version
from tospann.agreed.selectors import visible_to
from tospann.agreed.standing import Standing, standings, with_rows
from tospann.base import clock
from tospann.partnerships.models import Partnership
from tospann.structure.models import Scenario
from tospann.structure.study.body import Study
from tospann.structure.study.kind import KIND_NAME
from tospann.structure.study.proposal.kind import KIND_NAME as PROPOSAL


@dataclass(frozen=True, slots=True)
class Opened:
    """A version of a study, frozen, with how it stands."""

    document: Document
    standing: Standing
    newest: Standing
    body: Study
    language: str

    @property
    def is_newest(self) -> bool:
        """Whether no newer version is opened."""
        return self.standing.version.pk == self.newest.version.pk


def opened(actor: Actor, slug: str, version_id: UUID) -> Opened | None:
    """A version of a study in a partnership, for those who may read it. Eight queries."""
    documents = visible_to(actor).filter(
        partnership__slug=slug, kind=KIND_NAME, versions=version_id
    )
    document = with_rows(documents).first()
    if document is None:
        return None
    every = standings(document, clock.today())
    standing = next(one for one in every if one.version.pk == version_id)
    content = standing.version.read()
    return Opened(
        document, standing, every[0], Study.model_validate(content.body), content.language
    )


@dataclass(frozen=True, slots=True)
class ProposalLine:
    """A proposal taken from a study. `study` is the study's document."""

    document: Document
    standings: tuple[Standing, ...]  # newest first
    is_draft: bool
    study: str

    @property
    def newest(self) -> Standing | None:
        """The newest version that is opened."""
        return self.standings[0] if self.standings else None


@dataclass(frozen=True, slots=True)
class StudyLine:
    """A study of a partnership: a draft, opened, or both, and what it led to."""

    document: Document
    standings: tuple[Standing, ...]  # newest first
    is_draft: bool
    titles: tuple[str, ...]  # of the scenarios, the recommended first, of the newest version
    proposals: tuple[ProposalLine, ...]

    @property
    def newest(self) -> Standing | None:
        """The newest version that is opened."""
        return self.standings[0] if self.standings else None


def studies(actor: Actor, partnership: Partnership) -> list[StudyLine]:
    """The studies this person may see, the newest first, with proposals. 16 queries.

    Drafts are for those inside.
    """
    led_to = proposals(actor, partnership)
    writes = actor.may_in(Permission.DRAFT_READ, partnership_id=partnership.pk)
    found = []
    for document in with_rows(visible_to(actor).filter(partnership=partnership, kind=KIND_NAME)):
        every = tuple(standings(document, clock.today()))
        draft = getattr(document, "draft", None) if writes else None
        body = every[0].version.read().body if every else {}
        titles = tuple(one["title"] for one in body.get("alternatives", ()))
        mine = tuple(one for one in led_to if one.study == str(document.pk))
        found.append(StudyLine(document, every, draft is not None, titles, mine))
    return sorted(found, key=lambda one: one.document.created_at, reverse=True)


def proposals(actor: Actor, partnership: Partnership) -> list[ProposalLine]:
    """The proposals this person may see, the newest first. Nine queries at most."""
    writes = actor.may_in(Permission.DRAFT_READ, partnership_id=partnership.pk)
    found = []
    for document in with_rows(visible_to(actor).filter(partnership=partnership, kind=PROPOSAL)):
        every = tuple(standings(document, clock.today()))
        draft = getattr(document, "draft", None) if writes else None
        body = every[0].version.read().body if every else draft.body if draft else {}
        found.append((document, every, draft is not None, str(body.get("version", ""))))
    taken = [version for *_rest, version in found if version]
    of = dict(Version.objects.filter(pk__in=taken).values_list("pk", "document_id"))
    study = {str(key): str(value) for key, value in of.items()}
    lines = [
        ProposalLine(document, every, is_draft, study.get(version, ""))
        for document, every, is_draft, version in found
    ]
    return sorted(lines, key=lambda one: one.document.created_at, reverse=True)


def proposals_of(actor: Actor, study: Document) -> list[ProposalLine]:
    """The proposals taken from one study. Nine queries at most."""
    return [one for one in proposals(actor, study.partnership) if one.study == str(study.pk)]


def studies_with(actor: Actor, scenario: Scenario) -> list[Document]:
    """The studies a scenario stands in, that this person may see, by title. One query."""
    here = Position(Value(str(scenario.pk).encode(), BinaryField()), F("content"))
    quoting = Version.objects.annotate(here=here).filter(document=OuterRef("pk"), here__gt=0)
    stands = Q(Exists(quoting))
    if actor.may_in(Permission.DRAFT_READ, partnership_id=scenario.partnership_id):
        stands |= Q(draft__body__scenarios__contains=[str(scenario.pk)])
    found = visible_to(actor).filter(partnership=scenario.partnership_id, kind=KIND_NAME)
    return list(found.filter(stands).order_by("title", "pk"))


class Position(Func):
    """Where some bytes begin inside others, from 1; 0 when nowhere."""

    function = "position"
    arg_joiner = " IN "
    output_field = IntegerField()
