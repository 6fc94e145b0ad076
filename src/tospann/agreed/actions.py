"""Every change to governed documents. The document's row is the lock: one change at a time."""

import calendar
import hashlib
from dataclasses import asdict
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.utils import formats, timezone, translation

from tospann.access.actor import Actor
from tospann.access.roles import Permission
from tospann.agreed import standing
from tospann.agreed.body import as_data, plain_text
from tospann.agreed.errors import (
    AllHaveRatified,
    AlreadyRatified,
    AlreadyRead,
    AnotherText,
    DecidedInTheFuture,
    DraftChanged,
    DraftExists,
    NoDraft,
    NoNoticeAgreed,
    NotAParty,
    NotComplete,
    NothingChanged,
    NothingToWithdraw,
    NoticeGiven,
    NotInForce,
    NoVersionYet,
    RatifiedFirst,
    StrongerSignInNeeded,
    Superseded,
)
from tospann.agreed.kinds import Kind, kind_of
from tospann.agreed.models import (
    Annex,
    Document,
    Draft,
    EarlierDraft,
    Notice,
    Ratification,
    Reading,
    Release,
    Return,
    Version,
)
from tospann.base import clock, entrance
from tospann.base.errors import NotPermitted
from tospann.files.models import File
from tospann.journal import chain, heads
from tospann.journal.record import action, record
from tospann.partnerships.models import Owner, Partnership

SITTING = timedelta(minutes=5)  # saves closer than this, by the same person, are one


@action
def create_document(*, actor: Actor, kind: Kind, partnership: Partnership, title: str) -> Document:
    """Begin a document with its first draft. Refuses with `NotPermitted`."""
    _ask(actor, Permission.DRAFT_EDIT, partnership)
    now = clock.now()
    document = Document.objects.create(
        kind=kind.name,
        partnership=partnership,
        title=title,
        created_at=now,
        created_by_id=actor.person_id,
    )
    Draft.objects.create(
        document=document,
        title=title,
        body=kind.new_body(partnership),
        saved_at=now,
        saved_by_id=actor.person_id,
    )
    record("draft.started", actor=actor, partnership_id=partnership.pk, subject=document)
    return document


@action
def start_draft(*, actor: Actor, document: Document) -> Draft:
    """Begin the next version from the latest.

    Refuses with `NotPermitted`, `DraftExists` or `NoVersionYet`.
    """
    _ask(actor, Permission.DRAFT_EDIT, document.partnership)
    _lock(document)
    if Draft.objects.filter(document=document).exists():
        raise DraftExists
    if not document.versions.exists():
        raise NoVersionYet
    latest = _latest(document)
    content = latest.read()
    draft = Draft.objects.create(
        document=document,
        title=content.title,
        language=content.language,
        body=content.body,
        saved_at=clock.now(),
        saved_by_id=actor.person_id,
        based_on=latest,
    )
    record("draft.started", actor=actor, partnership_id=document.partnership_id, subject=document)
    return draft


@action
def save_draft(
    *,
    actor: Actor,
    document: Document,
    revision: int,
    title: str,
    language: str,
    body: dict[str, Any],
) -> Draft:
    """Save what was typed, if nobody else has saved since `revision` was read.

    Refuses with `NotPermitted`, `NoDraft` or `DraftChanged`. Raises pydantic's
    `ValidationError` when the body has not the kind's shape: a fault in the form.
    """
    _ask(actor, Permission.DRAFT_EDIT, document.partnership)
    _lock(document)
    draft = _draft(document)
    _ask_unchanged(draft, revision)
    shaped = kind_of(document.kind).schema.model_validate(body)
    if draft.saved_by_id != actor.person_id or clock.now() - draft.saved_at >= SITTING:
        _keep(draft)
    _write(draft, actor, title=title, language=language, body=shaped.model_dump(mode="json"))
    record(
        "draft.saved",
        actor=actor,
        partnership_id=document.partnership_id,
        subject=document,
        revision=draft.revision,
    )
    return draft


@action
def discard_draft(*, actor: Actor, document: Document, revision: int) -> None:
    """Throw the draft away; opened versions stand, and it can be taken back.

    Refuses with `NotPermitted`, `NoDraft` or `DraftChanged`.
    """
    _ask(actor, Permission.DRAFT_EDIT, document.partnership)
    _lock(document)
    draft = _draft(document)
    _ask_unchanged(draft, revision)
    _keep(draft)
    record(
        "draft.discarded", actor=actor, partnership_id=document.partnership_id, subject=document
    )
    draft.delete()


@action
def restore_draft(*, actor: Actor, earlier: EarlierDraft, revision: int | None) -> Draft:
    """Go back to an earlier draft; what is written over is kept, so this too can be undone.

    `revision` is that of the draft the person saw; None when there was none.
    Refuses with `NotPermitted` or `DraftChanged`.
    """
    document = earlier.document
    _ask(actor, Permission.DRAFT_EDIT, document.partnership)
    _lock(document)
    draft = Draft.objects.filter(document=document).first()
    if draft is not None:
        _ask_unchanged(draft, revision)
        _keep(draft)
    else:
        draft = Draft(
            document=document,
            revision=earlier.revision,
            based_on=document.versions.order_by("number").last(),
        )
    _write(draft, actor, title=earlier.title, language=earlier.language, body=dict(earlier.body))
    record(
        "draft.restored",
        actor=actor,
        partnership_id=document.partnership_id,
        subject=document,
        saved_on=timezone.localdate(earlier.saved_at),
    )
    return draft


@action
def open_version(*, actor: Actor, document: Document, revision: int) -> Version:
    """Freeze the draft as the next version and release it to every owner at once.

    Papers attached to the version before follow when the same point still demands them.
    Refuses with `NotPermitted`, `NoDraft`, `DraftChanged`, `NotComplete` or `NothingChanged`.
    """
    _ask(actor, Permission.VERSION_OPEN, document.partnership)
    _lock(document)
    draft = _draft(document)
    _ask_unchanged(draft, revision)
    kind = kind_of(document.kind)
    entrance.admit({"title": draft.title, "body": draft.body})  # it may be older than the check
    with translation.override(draft.language):
        body = kind.quoted(document, kind.schema.model_validate(draft.body))
    wanting = [*kind.missing(body), *kind.hinders(document, body)]
    if blocking := [one for one in wanting if one.blocks]:
        raise NotComplete(first=blocking[0].text)
    latest = document.versions.order_by("number").last()
    if latest is not None:
        before = latest.read()
        if (before.title, before.language, before.body) == (
            draft.title,
            draft.language,
            body.model_dump(mode="json"),
        ):
            raise NothingChanged(number=latest.number)
    number = latest.number + 1 if latest else 1
    with translation.override(draft.language):
        parts, wanted = kind.parts(body), kind.annexes(body)
    content = chain.canonical(
        {
            "document": str(document.pk),
            "kind": document.kind,
            "version": number,
            "title": draft.title,
            "language": draft.language,
            "body": body.model_dump(mode="json"),
            "parts": as_data(parts),
            "annexes": [asdict(annex) for annex in wanted],
        }
    )
    term = kind.term(body)
    if term.since is None:
        raise ValueError(f"{document.kind} opened without a first day")  # a fault in our code
    now = clock.now()
    version = Version.objects.create(
        document=document,
        number=number,
        title=draft.title,
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
        text=plain_text(parts),
        since=term.since,
        until=term.until,
        notice_months=term.notice_months,
        revise_by=term.revise_by,
        opened_at=now,
        opened_by_id=actor.person_id,
    )
    Release.objects.create(version=version, released_at=now)
    if latest is not None:
        demanded = {annex.part_id for annex in wanted}
        Annex.objects.bulk_create(
            Annex(
                version=version,
                part_id=annex.part_id,
                title=annex.title,
                file_id=annex.file_id,
                attached_at=annex.attached_at,
                attached_by_id=annex.attached_by_id,
            )
            for annex in latest.annexes.all()
            if annex.part_id in demanded
        )
    if document.title != draft.title:
        document.title = draft.title
        document.save(update_fields=["title"])
    draft.delete()
    record(
        "version.opened",
        actor=actor,
        subject=version,
        **_about(document, version),
        sha256=version.sha256,
    )
    return version


@action
def ratify(
    *,
    actor: Actor,
    version: Version,
    owner: Owner,
    sha256: str,
    decided_by: str,
    decided_on: date,
    case_reference: str,
) -> Ratification:
    """Record an owner's yes to the very text whose fingerprint is `sha256`.

    Signs the journal's head. Refuses with `NotPermitted`, `StrongerSignInNeeded`, `AnotherText`,
    `NotAParty`, `AlreadyRatified`, `Superseded` or `DecidedInTheFuture`.
    """
    document = version.document
    _ask_for_owner(actor, Permission.VERSION_RATIFY, owner, document)
    _lock(document)
    _ask_party(document, owner)
    if version.ratifications.standing().filter(owner=owner).exists():
        raise AlreadyRatified(owner=owner.name, number=version.number)
    _ask_latest(document, version)
    if sha256 != version.sha256:
        raise AnotherText
    if decided_on > clock.today():
        raise DecidedInTheFuture

    ratification = Ratification.objects.create(
        version=version,
        owner=owner,
        sha256=version.sha256,
        decided_by=decided_by,
        decided_on=decided_on,
        case_reference=case_reference,
        recorded_at=clock.now(),
        recorded_by_id=actor.person_id,
    )
    record(
        "version.ratified",
        actor=actor,
        subject=ratification,
        **_about(document, version),
        **_of(owner),
        sha256=version.sha256,
        decided_by=decided_by,
        decided_on=decided_on,
        case_reference=case_reference,
    )
    if _now(document, version).all_have_ratified:
        record(
            "version.agreed",
            actor=actor,
            subject=version,
            **_about(document, version),
            sha256=version.sha256,
        )
    heads.sign_head()
    return ratification


@action
def withdraw(*, actor: Actor, version: Version, owner: Owner, reason: str) -> Ratification:
    """Take back an owner's yes, while some owner has yet to say it.

    Refuses with `NotPermitted`, `StrongerSignInNeeded`, `Superseded`, `NothingToWithdraw` or
    `AllHaveRatified`.
    """
    document = version.document
    _ask_for_owner(actor, Permission.VERSION_RATIFY, owner, document)
    _lock(document)
    ratification = version.ratifications.standing().filter(owner=owner).first()
    if ratification is None:
        raise NothingToWithdraw(owner=owner.name, number=version.number)
    if _now(document, version).all_have_ratified:
        raise AllHaveRatified(number=version.number)
    _ask_latest(document, version)
    ratification.withdrawn_at = clock.now()
    ratification.withdrawn_by_id = actor.person_id
    ratification.withdrawn_because = reason
    ratification.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_because"])
    record(
        "ratification.withdrawn",
        actor=actor,
        subject=ratification,
        **_about(document, version),
        **_of(owner),
    )
    heads.sign_head()
    return ratification


@action
def send_back(*, actor: Actor, version: Version, owner: Owner, reason: str) -> Return:
    """Return the text with a reason; what the other owners have said stands.

    Refuses with `NotPermitted`, `Superseded`, `NotAParty` or `RatifiedFirst`.
    """
    document = version.document
    if not actor.may_for(
        Permission.VERSION_RETURN, owner_id=owner.pk, partnership_id=document.partnership_id
    ):
        raise NotPermitted
    _lock(document)
    _ask_party(document, owner)
    _ask_latest(document, version)
    if version.ratifications.standing().filter(owner=owner).exists():
        raise RatifiedFirst(owner=owner.name, number=version.number)
    returned = Return.objects.create(
        version=version,
        owner=owner,
        reason=reason,
        returned_at=clock.now(),
        returned_by_id=actor.person_id,
    )
    record(
        "version.returned",
        actor=actor,
        subject=returned,
        **_about(document, version),
        **_of(owner),
    )
    heads.sign_head()
    return returned


@action
def attach_annex(
    *, actor: Actor, version: Version, file: File, title: str, part_id: str = ""
) -> Annex:
    """Lay a paper with a version; `part_id` names the point that demands it.

    A version that every owner has ratified can still get the paper it lacks, also when the
    next one has been opened. Refuses with `NotPermitted` or `Superseded`.
    """
    document = version.document
    _ask(actor, Permission.ANNEX_ATTACH, document.partnership)
    if file.partnership_id != document.partnership_id:
        raise ValueError("the file is another partnership's")  # a fault in our code
    _lock(document)
    if not _now(document, version).takes_annexes:
        raise Superseded(number=version.number, latest=_latest(document).number)
    annex = Annex.objects.create(
        version=version,
        part_id=part_id,
        title=title,
        file=file,
        attached_at=clock.now(),
        attached_by_id=actor.person_id,
    )
    record(
        "annex.attached",
        actor=actor,
        subject=annex,
        **_about(document, version),
        annex=_told(document, title),
        sha256=file.sha256,
    )
    heads.sign_head()
    return annex


@action
def note_first_reading(*, actor: Actor, version: Version, owner: Owner) -> Reading:
    """Note that someone from an owner has opened a released version.

    Refuses with `NotPermitted` or `AlreadyRead`.
    """
    document = version.document
    if not actor.may_for(
        Permission.INTERNAL_READ, owner_id=owner.pk, partnership_id=document.partnership_id
    ):
        raise NotPermitted
    _lock(document)
    if version.readings.filter(owner=owner).exists():
        raise AlreadyRead
    reading = Reading.objects.create(version=version, owner=owner, first_read_at=clock.now())
    record(
        "version.first_read",
        actor=actor,
        subject=reading,
        **_about(document, version),
        **_of(owner),
    )
    return reading


@action
def give_notice(
    *, actor: Actor, version: Version, owner: Owner, given_on: date, reason: str
) -> Notice:
    """Give notice for an owner; the last day follows from the version's own term.

    Refuses with `NotPermitted`, `StrongerSignInNeeded`, `NotAParty`, `NotInForce`,
    `NoNoticeAgreed`, `NoticeGiven` or `DecidedInTheFuture`.
    """
    document = version.document
    _ask_for_owner(actor, Permission.NOTICE_GIVE, owner, document)
    _lock(document)
    _ask_party(document, owner)
    if _now(document, version).state is not standing.State.IN_FORCE:
        raise NotInForce
    if version.notice_months is None:
        raise NoNoticeAgreed
    if before := version.notices.filter(owner=owner).first():
        raise NoticeGiven(
            owner=owner.name, last_day=formats.date_format(before.last_day, "DATE_FORMAT")
        )
    if given_on > clock.today():
        raise DecidedInTheFuture
    notice = Notice.objects.create(
        version=version,
        owner=owner,
        given_on=given_on,
        last_day=months_after(given_on, version.notice_months),
        reason=reason,
        recorded_at=clock.now(),
        recorded_by_id=actor.person_id,
    )
    record(
        "notice.given",
        actor=actor,
        subject=notice,
        **_about(document, version),
        **_of(owner),
        given_on=given_on,
        last_day_on=notice.last_day,
    )
    heads.sign_head()
    return notice


def months_after(day: date, months: int) -> date:
    """The same day of the month so many months later, or that month's last day.

    >>> months_after(date(2026, 8, 31), 6)
    datetime.date(2027, 2, 28)
    """
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def _ask(actor: Actor, permission: Permission, partnership: Partnership) -> None:
    if not actor.may_in(permission, partnership_id=partnership.pk):
        raise NotPermitted


def _ask_for_owner(actor: Actor, permission: Permission, owner: Owner, document: Document) -> None:
    """Only a seat of that very owner, in that partnership, freshly and strongly signed in."""
    if not actor.may_for(permission, owner_id=owner.pk, partnership_id=document.partnership_id):
        raise NotPermitted
    if not actor.strong:
        raise StrongerSignInNeeded


def _ask_party(document: Document, owner: Owner) -> None:
    if owner.pk not in {party.pk for party, _part in standing.parties(document, clock.today())}:
        raise NotAParty(owner=owner.name)


def _ask_latest(document: Document, version: Version) -> None:
    latest = _latest(document)
    if version.pk != latest.pk:
        raise Superseded(number=version.number, latest=latest.number)


def _ask_unchanged(draft: Draft, revision: int | None) -> None:
    if draft.revision != revision:
        local = timezone.localtime(draft.saved_at)
        raise DraftChanged(saved_at=formats.time_format(local, "TIME_FORMAT"))


def _about(document: Document, version: Version) -> dict[str, Any]:
    """What every entry about a version tells, beside what happened."""
    return {
        "partnership_id": document.partnership_id,
        "document": document.pk,
        "title": _told(document, version.title),
        "version": version.number,
    }


def _of(owner: Owner) -> dict[str, Any]:
    """Whose act it was."""
    return {"owner": owner.name, "owner_id": owner.pk}


def _lock(document: Document) -> None:
    Document.objects.select_for_update().get(pk=document.pk)


def _told(document: Document, title: str) -> str:
    """A title as the journal tells it to everybody: what is not public is called by its kind."""
    kind = kind_of(document.kind)
    if kind.public:
        return title
    with translation.override(settings.LANGUAGE_CODE):
        return str(kind.label)


def _keep(draft: Draft) -> None:
    """The draft as it is saved, to be found again."""
    EarlierDraft.objects.create(
        document_id=draft.document_id,
        title=draft.title,
        language=draft.language,
        body=draft.body,
        revision=draft.revision,
        saved_at=draft.saved_at,
        saved_by_id=draft.saved_by_id,
    )


def _write(draft: Draft, actor: Actor, *, title: str, language: str, body: dict[str, Any]) -> None:
    draft.title = title
    draft.language = language
    draft.body = body
    draft.revision += 1
    draft.saved_at = clock.now()
    draft.saved_by_id = actor.person_id
    draft.save()


def _latest(document: Document) -> Version:
    return document.versions.order_by("number").latest("number")


def _draft(document: Document) -> Draft:
    try:
        return Draft.objects.get(document=document)
    except Draft.DoesNotExist:
        raise NoDraft from None


def _now(document: Document, version: Version) -> standing.Standing:
    """The version as the rows of this transaction say it stands today."""
    fresh = standing.with_rows(Document.objects.filter(pk=document.pk)).get()
    return next(
        one for one in standing.standings(fresh, clock.today()) if one.version.pk == version.pk
    )
