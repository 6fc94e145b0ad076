"""Reads across the apps: what waits, what is new, what a partnership has agreed, what is found."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db.models import Q

from tospann.access.actor import STRANGER, Actor
from tospann.access.roles import Permission
from tospann.agreed.models import Version
from tospann.agreed.selectors import DocumentPage, Waiting, page_of, visible_to, waiting_for
from tospann.agreed.standing import State, with_rows
from tospann.base import clock, glossary
from tospann.base.entrance import readable
from tospann.base.glossary import Word
from tospann.indicators.models import Indicator
from tospann.indicators.selectors import catalogue_with
from tospann.journal.news import Told, latest
from tospann.offices.models import Municipality, Office
from tospann.participation import selectors as hearings
from tospann.participation.models import Hearing
from tospann.partnerships.models import Owner, Ownership, Partnership, Seat
from tospann.partnerships.selectors import (
    OwnerPart,
    PartnershipLine,
    earlier_owners,
    owners_on,
    partnership_lines,
)
from tospann.plans.selectors import waiting as plans
from tospann.reports.selectors.reports import KIND_NAME as REPORT

# Where one seat sees what waits: what the page says first is what the person can act on.
_UNFINISHED = {State.OPEN, State.LACKS_ANNEX, State.AGREED}


@dataclass(frozen=True, slots=True)
class PartnershipCard:
    """A partnership on the front page: its owners, and what waits for some of them."""

    line: PartnershipLine
    waiting: tuple[DocumentPage, ...]
    in_force_count: int


@dataclass(frozen=True, slots=True)
class Front:
    """The front page below the map."""

    cards: list[PartnershipCard]
    news: list[Told]


def front() -> Front:
    """Every partnership with what is public about it, and the latest news.

    The same for everybody. Eleven queries.
    """
    today = clock.today()
    pages: dict[UUID, list[DocumentPage]] = defaultdict(list)
    for document in with_rows(visible_to(STRANGER)):
        pages[document.partnership_id].append(page_of(STRANGER, document, today))
    return Front(
        cards=[
            PartnershipCard(
                line=line,
                waiting=tuple(p for p in pages[line.partnership.pk] if _is_unfinished(p)),
                in_force_count=sum(
                    p.current is not None and p.kind.name != REPORT
                    for p in pages[line.partnership.pk]
                ),
            )
            for line in partnership_lines()
        ],
        news=latest(STRANGER, limit=6),
    )


def _is_unfinished(page: DocumentPage) -> bool:
    return page.waiting is not None and page.waiting.state in _UNFINISHED


@dataclass(frozen=True, slots=True)
class Mine:
    """What a signed-in person comes for, the most pressing first."""

    waiting: list[Waiting]  # for one's own owners
    asked: plans.Waiting  # about signals and plans, for one's own owners
    hearings: list[hearings.WaitingHearing]  # to be sent, followed up or closed
    others: list[DocumentPage]  # in one's partnerships, waits for another owner
    drafts: list[DocumentPage]
    news: list[Told]
    seats: list[Seat]
    administers: list[Owner]
    partnerships: list[Partnership]

    @property
    def count(self) -> int:
        """How many things wait for this person."""
        return len(self.waiting) + len(self.asked) + len(self.hearings)


def mine(actor: Actor, *, after: int) -> Mine:
    """The person's own page; `after` is the last journal entry seen before.

    At most 27 queries.
    """
    today = clock.today()
    waiting = waiting_for(actor)
    own = {one.page.document.pk for one in waiting}
    inside = [
        page_of(actor, document, today)
        for document in with_rows(visible_to(actor).filter(partnership__in=actor.partnership_ids))
    ]
    seats = list(
        Seat.objects.on(today)
        .filter(person=actor.person_id)
        .select_related("owner", "partnership")
        .order_by("since", "pk")
    )
    administers = {
        seat.owner.pk: seat.owner
        for seat in seats
        if actor.may_for(Permission.SEAT_MANAGE, owner_id=seat.owner_id)
    }
    return Mine(
        waiting=waiting,
        asked=plans.waiting_for(actor),
        hearings=hearings.waiting_for(actor),
        others=[p for p in inside if _is_unfinished(p) and p.document.pk not in own],
        drafts=[p for p in inside if p.draft is not None],
        news=latest(actor, limit=20, after=after, inside_only=True),
        seats=seats,
        administers=list(administers.values()),
        partnerships=list(
            Partnership.objects.filter(pk__in=actor.partnership_ids).order_by("sort_key", "pk")
        ),
    )


@dataclass(frozen=True, slots=True)
class PartnershipPage:
    """A partnership as everybody sees it, and a little more for those inside."""

    partnership: Partnership
    owners: list[OwnerPart]
    earlier_owners: list[Ownership]
    pages: list[DocumentPage]
    news: list[Told]
    office: Office | None
    inside: bool
    may_write: bool

    @property
    def in_force(self) -> list[DocumentPage]:
        """The documents that hold today; reports have a list of their own."""
        return [page for page in self.pages if page.current and page.kind.name != REPORT]

    @property
    def unfinished(self) -> list[DocumentPage]:
        """Those with a version that waits for someone."""
        return [page for page in self.pages if _is_unfinished(page)]

    @property
    def drafts(self) -> list[DocumentPage]:
        """Those being written, for the ones who may read drafts."""
        return [page for page in self.pages if page.draft]


def partnership_page(actor: Actor, slug: str) -> PartnershipPage | None:
    """A partnership by its slug, or None. 13 queries."""
    partnership = Partnership.objects.filter(slug=slug).first()
    if partnership is None:
        return None
    today = clock.today()
    documents = with_rows(visible_to(actor).filter(partnership=partnership))
    return PartnershipPage(
        partnership=partnership,
        owners=owners_on(partnership, today),
        earlier_owners=earlier_owners(partnership),
        pages=[page_of(actor, document, today) for document in documents],
        news=latest(actor, limit=8, partnership_id=partnership.pk),
        office=Office.objects.filter(unit_number=partnership.office_unit).first(),
        inside=partnership.pk in actor.partnership_ids,
        may_write=actor.may_in(Permission.DRAFT_EDIT, partnership_id=partnership.pk),
    )


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found; every list is at most LIMIT long, `more` says if one was cut."""

    words: str
    partnerships: list[Partnership]
    versions: Sequence[Version]
    municipalities: list[Municipality]
    offices: list[Office]
    hearings: list[Hearing]
    indicators: list[Indicator]  # of the common catalogue
    explained: list[Word]  # in the glossary
    more: bool

    @property
    def count(self) -> int:
        """How many lines are shown."""
        lists = (
            self.partnerships,
            self.versions,
            self.hearings,
            self.municipalities,
            self.offices,
            self.indicators,
            self.explained,
        )
        return sum(len(rows) for rows in lists)


LIMIT = 20


def search(actor: Actor, words: str) -> Found:
    """Everything this person may see that holds the words.

    PostgreSQL's Norwegian search finds other endings of the same word; a plain search for the
    letters finds parts of compounds ("avtale" in "partnerskapsavtalen"). Only the newest version
    of a document is searched; those with the words in their title come first. Six queries.
    """
    words = " ".join(readable(words).split())[:100]
    if len(words) < 2:
        return Found(words, [], [], [], [], [], [], [], more=False)
    newest = (
        Version.objects.filter(document__in=visible_to(actor))
        .order_by("document_id", "-number")
        .distinct("document_id")
        .values("pk")
    )
    vector = SearchVector("title", "text", config="norwegian")
    versions = (
        Version.objects.filter(pk__in=newest)
        .annotate(words=vector, titled=Q(title__icontains=words))
        .filter(
            Q(words=SearchQuery(words, config="norwegian", search_type="websearch"))
            | Q(title__icontains=words)
            | Q(text__icontains=words)
        )
        .select_related("document__partnership")
        .order_by("-titled", "title", "pk")
    )
    partnerships = Partnership.objects.filter(
        Q(name__icontains=words) | Q(summary__icontains=words)
    )
    municipalities = Municipality.objects.filter(
        Q(name__icontains=words) | Q(names__name__icontains=words) | Q(number=words)
    ).order_by("sort_key", "number")
    offices = Office.objects.filter(Q(name__icontains=words) | Q(unit_number=words)).order_by(
        "sort_key", "unit_number"
    )
    found = (
        list(partnerships[: LIMIT + 1]),
        list(versions[: LIMIT + 1]),
        list(municipalities.distinct()[: LIMIT + 1]),
        list(offices[: LIMIT + 1]),
        list(hearings.sent_with(words)[: LIMIT + 1]),
        list(catalogue_with(words)[: LIMIT + 1]),
        [word for word in glossary.matching(words) if word.begins(words.casefold())],
    )
    return Found(
        words,
        partnerships=found[0][:LIMIT],
        versions=found[1][:LIMIT],
        municipalities=found[2][:LIMIT],
        offices=found[3][:LIMIT],
        hearings=found[4][:LIMIT],
        indicators=found[5][:LIMIT],
        explained=found[6][:LIMIT],
        more=any(len(rows) > LIMIT for rows in found),
    )
