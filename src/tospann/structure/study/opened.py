"""Versions and drafts of studies, for those who may read them."""

from dataclasses import dataclass
from uuid import UUID

from tospann.access.actor import Actor
from tospann.access.roles import Permission
from tospann.agreed.models import Document
from tospann.agreed.selectors import visible_to
from tospann.agreed.standing import Standing, standings, with_rows
from tospann.base import clock
from tospann.partnerships.models import Partnership
from tospann.structure.study.body import Study
from tospann.structure.study.kind import KIND_NAME


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
class StudyLine:
    """A study of a partnership: a draft, opened, or both."""

    document: Document
    standings: tuple[Standing, ...]  # newest first
    is_draft: bool
    scenarios: tuple[str, ...]  # ids, the recommended first, of the newest text

    @property
    def newest(self) -> Standing | None:
        """The newest version that is opened."""
        return self.standings[0] if self.standings else None


def studies(actor: Actor, partnership: Partnership) -> list[StudyLine]:
    """The studies this person may see, the newest first. Drafts for those inside. 8 queries."""
    writes = actor.may_in(Permission.DRAFT_READ, partnership_id=partnership.pk)
    found = []
    for document in with_rows(visible_to(actor).filter(partnership=partnership, kind=KIND_NAME)):
        every = tuple(standings(document, clock.today()))
        draft = getattr(document, "draft", None) if writes else None
        body = draft.body if draft else every[0].version.read().body
        found.append(
            StudyLine(document, every, draft is not None, tuple(body.get("scenarios", ())))
        )
    return sorted(found, key=lambda one: one.document.created_at, reverse=True)
