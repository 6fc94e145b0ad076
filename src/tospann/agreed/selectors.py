"""Reads about governed documents: what a person may see, and what the pages print."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import translation
from django.utils.functional import Promise

from tospann.access.actor import Actor
from tospann.access.roles import GRANTS, Permission
from tospann.agreed.body import Missing, Part
from tospann.agreed.kinds import Kind, all_kinds, kind_of, traces_of
from tospann.agreed.models import Document, Draft, EarlierDraft, Version
from tospann.agreed.standing import Standing, State, in_force, parties, standings, with_rows
from tospann.base import clock
from tospann.partnerships.models import Owner


def visible_to(actor: Actor) -> QuerySet[Document]:
    """The documents this person may open; the others do not exist for them.

    Released versions of public kinds are everybody's. Released versions of other kinds, and
    drafts, belong to those whose seat reaches the partnership.
    """
    public = {kind.name for kind in all_kinds() if kind.public}
    readable = Q(kind__in=public, versions__isnull=False)
    if inside := _reach(actor, Permission.INTERNAL_READ):
        readable |= Q(partnership__in=inside, versions__isnull=False)
    if writing := _reach(actor, Permission.DRAFT_READ):
        readable |= Q(partnership__in=writing)
    ids = Document.objects.filter(readable).values("pk")
    return Document.objects.filter(pk__in=ids)


def _reach(actor: Actor, permission: Permission) -> frozenset[UUID]:
    return frozenset().union(
        *(seat.partnership_ids for seat in actor.seats if permission in GRANTS[seat.role])
    )


@dataclass(frozen=True, slots=True)
class May:
    """What this person may do with a document today; the lists hold their own owners."""

    read_internal: bool
    read_draft: bool
    edit_draft: bool
    open_version: bool
    attach: bool
    ratify: tuple[Owner, ...]
    send_back: tuple[Owner, ...]
    withdraw: tuple[Owner, ...]
    give_notice: tuple[Owner, ...]


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """A document with every version as it stands today, newest first."""

    document: Document
    kind: Kind
    standings: tuple[Standing, ...]
    current: Standing | None  # the one in force
    newest: Standing | None
    draft: Draft | None
    may: May

    @property
    def waiting(self) -> Standing | None:
        """The newest version, when it does not hold yet."""
        return self.newest if self.newest is not self.current else None

    @property
    def pages(self) -> list[tuple[str | Promise, str]]:
        """The kind's own pages about the document, as words and address."""
        return self.kind.pages(self.document)

    @property
    def traces(self) -> list[tuple[str | Promise, str]]:
        """What the document rests on, as words and address. A query for each app that tells."""
        return traces_of(self.document)


def document_page(actor: Actor, document_id: UUID) -> DocumentPage | None:
    """All about one document, or None when this person may not see it. Nine queries."""
    document = with_rows(visible_to(actor).filter(pk=document_id)).first()
    if document is None:
        return None
    return page_of(actor, document, clock.today())


def page_of(actor: Actor, document: Document, day: date) -> DocumentPage:
    """The page of a document from `with_rows`. No queries."""
    found = tuple(standings(document, day))
    newest, current = (found[0] if found else None), in_force(found)
    draft = getattr(document, "draft", None)
    return DocumentPage(
        document=document,
        kind=kind_of(document.kind),
        standings=found,
        current=current,
        newest=newest,
        draft=draft if _may(actor, Permission.DRAFT_READ, document) else None,
        may=_may_all(actor, document, newest, current, day),
    )


def _may(actor: Actor, permission: Permission, document: Document) -> bool:
    return actor.may_in(permission, partnership_id=document.partnership_id)


def _may_all(
    actor: Actor,
    document: Document,
    newest: Standing | None,
    current: Standing | None,
    day: date,
) -> May:
    def owners(permission: Permission) -> list[Owner]:
        return [
            owner
            for owner, _part in parties(document, day)
            if actor.may_for(permission, owner_id=owner.pk, partnership_id=document.partnership_id)
        ]

    yes = {a.owner.pk for a in newest.answers if a.ratification} if newest else set()
    noticed = {n.owner_id for n in current.version.notices.all()} if current else set()
    bound = newest is None or newest.all_have_ratified
    return May(
        read_internal=_may(actor, Permission.INTERNAL_READ, document),
        read_draft=_may(actor, Permission.DRAFT_READ, document),
        edit_draft=_may(actor, Permission.DRAFT_EDIT, document),
        open_version=_may(actor, Permission.VERSION_OPEN, document),
        attach=newest is not None and _may(actor, Permission.ANNEX_ATTACH, document),
        ratify=tuple(o for o in owners(Permission.VERSION_RATIFY) if newest and o.pk not in yes),
        send_back=tuple(
            o for o in owners(Permission.VERSION_RETURN) if not bound and o.pk not in yes
        ),
        withdraw=tuple(o for o in owners(Permission.VERSION_RATIFY) if not bound and o.pk in yes),
        give_notice=tuple(
            o
            for o in owners(Permission.NOTICE_GIVE)
            if current and current.version.notice_months is not None and o.pk not in noticed
        ),
    )


def parts_of(version: Version) -> list[Part]:
    """What a version says, word for word as it was opened. No queries."""
    return list(version.read().parts)


def parts_of_draft(document: Document, draft: Draft) -> list[Part]:
    """What a draft says so far. No queries but those of what its kind quotes."""
    return parts_of_body(document, draft.body, draft.language)


def parts_of_body(document: Document, body: dict[str, Any], language: str) -> list[Part]:
    """What a body says as text of the document. No queries but those of what its kind quotes."""
    kind = kind_of(document.kind)
    with translation.override(language):
        return kind.parts(kind.quoted(document, kind.schema.model_validate(body)))


def missing_in(document: Document, draft: Draft) -> list[Missing]:
    """What is wanting in a draft, in the text or outside it; what blocks comes first."""
    kind = kind_of(document.kind)
    body = kind.quoted(document, kind.schema.model_validate(draft.body))
    found = [*kind.missing(body), *kind.hinders(document, body)]
    return sorted(found, key=lambda one: not one.blocks)


def earlier_drafts(document: Document) -> list[EarlierDraft]:
    """What the draft was before, newest first; the last hundred. One query."""
    return list(
        document.earlier_drafts.select_related("saved_by").order_by("-saved_at", "-pk")[:100]
    )


def earlier_draft(document: Document, row_id: UUID) -> EarlierDraft | None:
    """One of them. One query."""
    return (
        document.earlier_drafts.select_related("document__partnership").filter(pk=row_id).first()
    )


def last_agreed_by(owner_ids: set[UUID], page: DocumentPage, before: int) -> Version | None:
    """The newest earlier version that one of these owners has said yes to, withdrawn or not.

    It is what "changed since we ratified" is measured from; None when there is none.
    """
    for standing in page.standings:
        if standing.version.number < before and any(
            row.owner_id in owner_ids for row in standing.version.ratifications.all()
        ):
            return standing.version
    return None


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something that waits for one of this person's owners."""

    page: DocumentPage
    owner: Owner
    standing: Standing


def waiting_for(actor: Actor) -> list[Waiting]:
    """Versions that wait for an owner this person may answer for, oldest first. Nine queries."""
    today = clock.today()
    reach = _reach(actor, Permission.VERSION_RATIFY)
    documents = with_rows(
        Document.objects.filter(partnership__in=reach, versions__isnull=False).distinct()
    )
    found: list[Waiting] = []
    for document in documents:
        page = page_of(actor, document, today)
        if page.newest and page.newest.state is State.OPEN:
            found += [Waiting(page, owner, page.newest) for owner in page.may.ratify]
    return sorted(found, key=lambda w: (w.standing.version.opened_at, w.owner.sort_key))


def represented(actor: Actor, page: DocumentPage) -> list[Owner]:
    """The parties for whom this person may answer, in the order of the owners. No queries."""
    return [
        owner
        for owner, _part in parties(page.document, clock.today())
        if actor.may_for(
            Permission.VERSION_RATIFY,
            owner_id=owner.pk,
            partnership_id=page.document.partnership_id,
        )
    ]


def saved_draft(document: Document) -> Draft:
    """The draft as it is saved now. One query."""
    return Draft.objects.get(document=document)


def unread_by(actor: Actor, page: DocumentPage, version: Version) -> list[Owner]:
    """The owners this person has a seat with, whose first reading has not come. No queries."""
    read = {reading.owner_id for reading in version.readings.all()}
    return [
        row.owner
        for row in page.document.partnership.ownerships.all()
        if row.owner_id not in read
        and actor.may_for(
            Permission.INTERNAL_READ,
            owner_id=row.owner_id,
            partnership_id=page.document.partnership_id,
        )
    ]
