"""What holds on a day. Computed from rows; nobody sets it, and no row stores it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import Prefetch, QuerySet

from tospann.agreed.body import RequiredAnnex
from tospann.agreed.kinds import kind_of
from tospann.agreed.models import (
    Annex,
    Document,
    Notice,
    Ratification,
    Reading,
    Return,
    Version,
)
from tospann.partnerships.models import Owner, Ownership
from tospann.partnerships.models import Part as OwnerPart


class State(StrEnum):
    """What a version is on a day."""

    OPEN = "open"  # waits for owners
    REPLACED = "replaced"  # a newer version was opened before all had ratified
    LACKS_ANNEX = "lacks_annex"  # all have ratified; a paper is missing
    AGREED = "agreed"  # all have ratified; its first day has not come
    IN_FORCE = "in_force"
    SUPERSEDED = "superseded"  # it held until a newer version did
    ENDED = "ended"  # its term, or the time of notice, has run out


@dataclass(frozen=True, slots=True)
class Answer:
    """What one owner has said to a version."""

    owner: Owner
    part: OwnerPart
    ratification: Ratification | None
    returned: Return | None  # the latest, if it came after any ratification
    reading: Reading | None
    withdrawn: Ratification | None  # the latest yes that was taken back, while none stands
    earlier: Ratification | None  # its latest yes to an earlier version, given to that version


@dataclass(frozen=True, slots=True)
class Standing:
    """A version on a day, with every party's answer in the order of the owners."""

    version: Version
    state: State
    answers: tuple[Answer, ...]
    missing_annexes: tuple[RequiredAnnex, ...]
    since: date | None  # first day in force, once all have ratified
    last_day: date | None  # the last day it can be in force, if known

    @property
    def ratified_count(self) -> int:
        """How many parties stand by a yes."""
        return sum(answer.ratification is not None for answer in self.answers)

    @property
    def owner_count(self) -> int:
        """How many parties must say yes."""
        return len(self.answers)

    @property
    def waiting(self) -> tuple[Answer, ...]:
        """The parties that have not said yes."""
        return tuple(answer for answer in self.answers if answer.ratification is None)

    @property
    def takes_annexes(self) -> bool:
        """Whether a paper can still be laid with it: it may yet hold, or holds."""
        return self.state in {State.OPEN, State.LACKS_ANNEX, State.AGREED, State.IN_FORCE}

    @property
    def all_have_ratified(self) -> bool:
        """Whether every party of the day stands by a yes; never true without parties."""
        return bool(self.answers) and not self.waiting


def with_rows(documents: QuerySet[Document]) -> QuerySet[Document]:
    """The documents with all that `standings` reads. Nine queries, however many documents."""
    versions = (
        Version.objects.order_by("number")
        .select_related("release")
        .prefetch_related(
            Prefetch("ratifications", Ratification.objects.order_by("recorded_at", "pk")),
            Prefetch("returns", Return.objects.order_by("returned_at", "pk")),
            Prefetch(
                "annexes", Annex.objects.select_related("file").order_by("attached_at", "pk")
            ),
            Prefetch("notices", Notice.objects.order_by("last_day", "pk")),
            Prefetch("readings", Reading.objects.order_by("first_read_at", "pk")),
        )
    )
    return documents.select_related("partnership", "draft").prefetch_related(
        Prefetch("versions", versions),
        Prefetch("partnership__ownerships", Ownership.objects.select_related("owner")),
    )


_ORDER = {OwnerPart.STATE: 0, OwnerPart.MUNICIPAL_PARTY: 1, OwnerPart.PARTICIPANT: 2}


def parties(document: Document, day: date) -> list[tuple[Owner, OwnerPart]]:
    """Those who must ratify on the day: the state, the municipal party, then by name."""
    ratified_by = kind_of(document.kind).ratified_by
    rows = [
        (row.owner, OwnerPart(row.part))
        for row in document.partnership.ownerships.all()
        if row.part in ratified_by and row.since <= day and (row.until is None or row.until >= day)
    ]
    return sorted(rows, key=lambda row: (_ORDER[row[1]], row[0].sort_key, str(row[0].pk)))


def standings(document: Document, day: date) -> list[Standing]:
    """Every version of a document as it stands on the day, newest first.

    The document comes from `with_rows`; no further queries.
    """
    who = parties(document, day)
    versions = sorted(document.versions.all(), key=lambda v: v.number, reverse=True)
    found: list[Standing] = []
    newer_holds = False
    for version in versions:
        older = [one for one in versions if one.number < version.number]
        answers = tuple(_answer(version, older, owner, part, day) for owner, part in who)
        lacking = tuple(_lacking(version))
        since, last_day = _term(version, answers)
        agreed = bool(answers) and all(answer.ratification for answer in answers)
        if not agreed:
            state = State.OPEN if version is versions[0] else State.REPLACED
        elif lacking:
            state = State.LACKS_ANNEX
        elif since is None or day < since:
            state = State.AGREED
        elif newer_holds:
            state = State.SUPERSEDED
        elif last_day is not None and last_day < day:
            state = State.ENDED
        else:
            state = State.IN_FORCE
        newer_holds = newer_holds or state in {State.IN_FORCE, State.ENDED}
        found.append(Standing(version, state, answers, lacking, since, last_day))
    return found


def in_force(found: Iterable[Standing]) -> Standing | None:
    """The one version that holds, if any."""
    return next((one for one in found if one.state is State.IN_FORCE), None)


def _answer(
    version: Version, older: list[Version], owner: Owner, part: OwnerPart, day: date
) -> Answer:
    ratification = _yes(version, owner, day)
    returned = next(
        (row for row in reversed(list(version.returns.all())) if row.owner_id == owner.pk), None
    )
    reading = next((row for row in version.readings.all() if row.owner_id == owner.pk), None)
    withdrawn = next(
        (
            row
            for row in reversed(list(version.ratifications.all()))
            if row.owner_id == owner.pk and row.withdrawn_at is not None
        ),
        None,
    )
    return Answer(
        owner=owner,
        part=part,
        ratification=ratification,
        returned=None if ratification else returned,
        reading=reading,
        withdrawn=None if ratification else withdrawn,
        earlier=next(filter(None, (_yes(one, owner, day) for one in older)), None),
    )


def _yes(version: Version, owner: Owner, day: date) -> Ratification | None:
    return next(
        (
            row
            for row in version.ratifications.all()
            if row.owner_id == owner.pk and row.withdrawn_at is None and row.decided_on <= day
        ),
        None,
    )


def _lacking(version: Version) -> list[RequiredAnnex]:
    attached = {annex.part_id for annex in version.annexes.all()}
    return [annex for annex in version.read().annexes if annex.part_id not in attached]


def _term(version: Version, answers: tuple[Answer, ...]) -> tuple[date | None, date | None]:
    decided = [answer.ratification.decided_on for answer in answers if answer.ratification]
    since = max([version.since, *decided]) if len(decided) == len(answers) else None
    ends = [version.until, *(notice.last_day for notice in version.notices.all())]
    return since, min((day for day in ends if day is not None), default=None)
