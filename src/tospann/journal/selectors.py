"""Reads from the journal: pages of it, one entry, the signed heads, the whole chain."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Any

from django.db.models import (
    F,
    Func,
    JSONField,
    Model,
    Q,
    QuerySet,
    TextField,
    Value,
)
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from tospann.access.actor import Actor
from tospann.journal import chain
from tospann.journal.models import Entry, Head
from tospann.journal.naming import Named, names
from tospann.journal.news import Told, readable_by, told
from tospann.journal.record import content_of
from tospann.journal.sentences import modules_called, sentence_for, sentences

PAGE = 50


# --- Lists ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the journal: what happened, who did it, where.

    `who` is role and owner, for everybody. `person` is a name, for those inside only.
    """

    told: Told
    who: str
    person: str
    partnership: Named | None
    public: bool


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the reader asks for. None and empty mean: no limit."""

    partnership_id: str | None = None
    owner_id: str | None = None
    subject: str = ""  # an app's label
    since: date | None = None
    until: date | None = None
    text: str = ""
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class JournalPage:
    """At most `PAGE` lines, newest first. `older` and `newer` are where the neighbours begin."""

    lines: list[Line]
    older: int | None  # the next page holds entries under this number
    newer: int | None  # the page before holds entries over this number


def journal_page(
    actor: Actor, wanted: Wanted, *, under: int | None = None, over: int | None = None
) -> JournalPage:
    """A page of what the person may read, beginning under or over a number.

    An address with a number shows the same entries for good. Four queries, five inside.
    """
    rows = _matching(readable_by(actor, quiet=wanted.quiet), wanted)
    if over is not None:
        found = list(rows.filter(number__gt=over).order_by("number")[: PAGE + 1])
        more_newer, more_older = len(found) > PAGE, True
        found = found[:PAGE][::-1]
    else:
        if under is not None:
            rows = rows.filter(number__lt=under)
        found = list(rows.order_by("-number")[: PAGE + 1])
        more_newer, more_older = under is not None, len(found) > PAGE
        found = found[:PAGE]
    return JournalPage(
        lines=_lines(actor, found),
        older=found[-1].number if found and more_older else None,
        newer=found[0].number if found and more_newer else None,
    )


def _matching(rows: QuerySet[Entry], wanted: Wanted) -> QuerySet[Entry]:
    if wanted.partnership_id:
        rows = rows.filter(partnership_id=wanted.partnership_id)
    if wanted.subject:
        rows = rows.filter(kind__in=kinds_by_subject().get(wanted.subject, frozenset()))
    if wanted.since:
        rows = rows.filter(at__gte=_midnight(wanted.since))
    if wanted.until:
        rows = rows.filter(at__lt=_midnight(wanted.until + timedelta(days=1)))
    if wanted.owner_id or wanted.text:
        text = Func(F("content"), Value("UTF8"), function="convert_from", output_field=TextField())
        rows = rows.annotate(said=Cast(text, JSONField()))
    if wanted.owner_id:
        rows = rows.filter(
            Q(said__owner=wanted.owner_id) | Q(said__facts__owner_id=wanted.owner_id)
        )
    if wanted.text:
        rows = rows.filter(said__facts__title__icontains=wanted.text)  # type: ignore[misc]
    return rows


def _midnight(day: date) -> datetime:
    """When the day begins in Norway."""
    return timezone.make_aware(datetime.combine(day, time.min)).astimezone(UTC)


@dataclass(frozen=True, slots=True)
class Choices:
    """What the list can be limited to."""

    partnerships: list[Named]
    owners: list[Named]
    subjects: dict[str, str | Promise]


def choices() -> Choices:
    """Every partnership and owner in Norwegian order, every subject. Two queries."""
    return Choices(
        partnerships=list(names("partnership").values()),
        owners=list(names("owner").values()),
        subjects={
            _label(module.__name__): module.SUBJECT
            for module in modules_called("entries")
            if any(sentence.public for sentence in module.SENTENCES.values())
        },
    )


@cache
def kinds_by_subject() -> dict[str, frozenset[str]]:
    """The kinds of entries that each app writes."""
    return {_label(m.__name__): frozenset(m.SENTENCES) for m in modules_called("entries")}


def _label(module: str) -> str:
    return module.split(".")[-2]


# --- One entry --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SignedHead:
    """A head as others keep it: the number of entries it covers and the signed note."""

    number: int
    note: str
    signed_at: datetime


@dataclass(frozen=True, slots=True)
class EntryPage:
    """One entry with all that proves it. `head` is the first signed head that covers it."""

    line: Line
    content: str
    digest: str
    previous: str
    hash: str
    head: SignedHead | None
    before: int | None  # the nearest entries the person may read
    after: int | None


def entry_page(actor: Actor, number: int) -> EntryPage | None:
    """An entry by its number, or None when the person may not read it. At most seven queries."""
    entry = readable_by(actor, quiet=True).filter(number=number).first()
    if entry is None:
        return None
    numbers = readable_by(actor).values_list("number", flat=True)
    head = Head.objects.filter(number__gte=number).order_by("number").first()
    content = bytes(entry.content)
    return EntryPage(
        line=_lines(actor, [entry])[0],
        content=content.decode(),
        digest=chain.digest(content).hex(),
        previous=entry.previous,
        hash=entry.hash,
        head=SignedHead(head.number, head.note, head.signed_at) if head else None,
        before=numbers.filter(number__lt=number).order_by("-number").first(),
        after=numbers.filter(number__gt=number).order_by("number").first(),
    )


# --- Heads and the whole chain ----------------------------------------------------------


def head_covering(subjects: Iterable[Model]) -> SignedHead | None:
    """The newest signed head, if it covers the last entry about the subjects. Two queries."""
    every = list(subjects)
    about = Entry.objects.filter(
        subject_type__in={one._meta.label_lower for one in every},
        subject_id__in={str(one.pk) for one in every},
    )
    last = about.order_by("-number").values_list("number", flat=True).first()
    head = newest_head()
    if last is None or head is None or head.number < last:
        return None
    return head


def newest_head() -> SignedHead | None:
    """The last head that was signed, or None. One query."""
    head = Head.objects.order_by("-number").first()
    return SignedHead(head.number, head.note, head.signed_at) if head else None


def notes() -> list[str]:
    """Every signed note, oldest first. One query."""
    return list(Head.objects.order_by("number").values_list("note", flat=True))


def exported() -> Iterator[dict[str, Any]]:
    """Every entry in order, as the export gives it. One query for each 2000 entries.

    Entries that are not for everybody come without their content: its digest stands for it
    in the chain, so that the whole can be checked by anyone.
    """
    public = {kind for kind, sentence in sentences().items() if sentence.public}
    last = 0
    while batch := list(Entry.objects.filter(number__gt=last).order_by("number")[:2000]):
        for entry in batch:
            content = bytes(entry.content)
            yield {
                "number": entry.number,
                "previous": entry.previous,
                "digest": chain.digest(content).hex(),
                "hash": entry.hash,
                "content": content.decode() if entry.kind in public else None,
            }
        last = batch[-1].number


# --- In words ---------------------------------------------------------------------------


def _lines(actor: Actor, entries: list[Entry]) -> list[Line]:
    """The entries in words. Two queries, three when some person may be named."""
    contents = [content_of(entry) for entry in entries]
    owners = names("owner", {one["owner"] for one in contents if one["owner"]})
    places = names("partnership", {one["partnership"] for one in contents if one["partnership"]})
    people = names(
        "person", {str(e.person_id) for e in entries if e.person_id and _may_name(actor, e)}
    )
    return [
        Line(
            told=told(entry),
            who=_who(content, owners),
            person=_name(people, entry) if _may_name(actor, entry) else "",
            partnership=places.get(content["partnership"]),
            public=sentence_for(entry.kind).public,
        )
        for entry, content in zip(entries, contents, strict=True)
    ]


def _may_name(actor: Actor, entry: Entry) -> bool:
    return _inside(actor, entry) and sentence_for(entry.kind).names_person


def _name(people: dict[str, Named], entry: Entry) -> str:
    person = people.get(str(entry.person_id))
    return person.name if person else ""


def _inside(actor: Actor, entry: Entry) -> bool:
    """Whether this person may see who it was: an inside matter, or one's own doing."""
    if entry.partnership_id in actor.partnership_ids:
        return True
    return actor.person_id is not None and entry.person_id == actor.person_id


def who_did(subject: Model, kind: str) -> str:
    """Role and owner of the one who did something to a row; empty when nobody did. Two queries."""
    entry = (
        Entry.objects.filter(
            subject_type=subject._meta.label_lower, subject_id=str(subject.pk), kind=kind
        )
        .order_by("number")
        .first()
    )
    if entry is None:
        return ""
    return _who(content_of(entry), names("owner"))


def newest_of(subjects: Collection[Model], kind: str) -> dict[str, dict[str, Any]]:
    """The facts of the newest entry of a kind about each row, by the row's id.

    The rows are of one model. One query, none for no rows.
    """
    if not subjects:
        return {}
    found = (
        Entry.objects.filter(
            subject_type=next(iter(subjects))._meta.label_lower,
            subject_id__in=[str(one.pk) for one in subjects],
            kind=kind,
        )
        .order_by("subject_id", "-number")
        .distinct("subject_id")
    )
    return {one.subject_id: content_of(one)["facts"] for one in found}


def _who(content: dict[str, Any], owners: dict[str, Named]) -> str:
    if content["role"]:
        role = names("role")[content["role"]].name
        owner = owners.get(content["owner"])
        return f"{role}, {owner.name}" if owner else role
    return _("En person uten plass") if content["person"] else _("Systemet")
