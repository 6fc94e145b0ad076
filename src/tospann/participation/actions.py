"""Hearings: prepared, sent, answered, followed up, closed. Only a draft can be changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.formats import date_format

from tospann.access.actor import Actor
from tospann.access.roles import Permission
from tospann.agreed.kinds import kind_of
from tospann.agreed.models import Document, Version
from tospann.base import clock
from tospann.base.errors import NotPermitted
from tospann.journal.record import action, record
from tospann.participation.errors import (
    AlreadySent,
    AnsweredMeanwhile,
    ChangedMeanwhile,
    DeadlineTooFar,
    DeadlineTooShort,
    DeclinedAndAnswered,
    DraftExists,
    Dropped,
    EmptyAnswer,
    FollowedMeanwhile,
    NewerVersion,
    NobodyAsked,
    NoDeadline,
    NotAnswered,
    NotFollowedUp,
    NothingAsked,
    NothingOpened,
    NotLater,
    NotPublic,
    NotReceivedThen,
    NotSent,
    Over,
    ReasonWanted,
    SameBodyTwice,
    StillRunning,
)
from tospann.participation.models import (
    Answer,
    Extension,
    FollowUp,
    Hearing,
    HearingBody,
    Outcome,
    Question,
    Reply,
    State,
)
from tospann.participation.selectors import (
    earliest_deadline,
    latest_deadline,
    newest_answers,
    newest_version,
    not_followed_up,
)


@dataclass(frozen=True, slots=True)
class NewBody:
    """A body to ask. `sort` is one of `BodySort`; never a person."""

    name: str
    sort: str


@dataclass(frozen=True, slots=True)
class Followed:
    """What came of the reply to one question. `revision`: of what stood there, 0 for nothing."""

    question: UUID
    outcome: str
    reason: str
    revision: int = 0


# --- The draft --------------------------------------------------------------------------


@action
def begin_hearing(
    *,
    actor: Actor,
    document: Document,
    title: str,
    introduction: str,
    bodies: Sequence[NewBody],
    questions: Sequence[str],
    deadline: date | None,
) -> Hearing:
    """Begin to prepare a hearing of a document, which need not be opened yet.

    Refuses with `NotPermitted`, `NotPublic`, `DraftExists` or `SameBodyTwice`.
    """
    _need(actor, document.partnership_id)
    if not kind_of(document.kind).public:
        raise NotPublic
    Document.objects.select_for_update().get(pk=document.pk)
    if Hearing.objects.filter(document=document, sent_at=None, dropped_at=None).exists():
        raise DraftExists
    hearing = Hearing.objects.create(
        document=document,
        title=title,
        introduction=introduction,
        deadline=deadline,
        begun_at=clock.now(),
        begun_by_id=actor.person_id,
    )
    _write_bodies(actor, hearing, bodies)
    _write_questions(hearing, questions)
    record(
        "hearing.begun",
        actor=actor,
        partnership_id=document.partnership_id,
        subject=hearing,
    )
    return hearing


@action
def change_hearing(
    *,
    actor: Actor,
    hearing: Hearing,
    revision: int,
    title: str,
    introduction: str,
    bodies: Sequence[NewBody],
    questions: Sequence[str],
    deadline: date | None,
) -> Hearing:
    """Save the whole draft.

    Refuses with `NotPermitted`, `AlreadySent`, `Dropped`, `ChangedMeanwhile` or `SameBodyTwice`.
    """
    hearing = _draft(actor, hearing)
    if hearing.revision != revision:
        raise ChangedMeanwhile
    hearing.title, hearing.introduction = title, introduction
    hearing.deadline, hearing.revision = deadline, revision + 1
    hearing.save(update_fields=["title", "introduction", "deadline", "revision"])
    hearing.bodies.all().delete()
    hearing.questions.all().delete()
    _write_bodies(actor, hearing, bodies)
    _write_questions(hearing, questions)
    record(
        "hearing.changed",
        actor=actor,
        partnership_id=hearing.document.partnership_id,
        subject=hearing,
        revision=hearing.revision,
    )
    return hearing


@action
def drop_hearing(*, actor: Actor, hearing: Hearing) -> Hearing:
    """Throw away a draft. Refuses with `NotPermitted`, `AlreadySent` or `Dropped`."""
    hearing = _draft(actor, hearing)
    hearing.dropped_at, hearing.dropped_by_id = clock.now(), actor.person_id
    hearing.save(update_fields=["dropped_at", "dropped_by"])
    record(
        "hearing.dropped",
        actor=actor,
        partnership_id=hearing.document.partnership_id,
        subject=hearing,
    )
    return hearing


@action
def send_hearing(
    *, actor: Actor, hearing: Hearing, revision: int, version: Version, reason: str = ""
) -> Hearing:
    """Ask the bodies. From now on everybody may read it, and what is asked stays as it is.

    version : the text they are asked about, as the sender saw it; it must be the newest.
    reason : why there are less than six weeks to answer.
    Refuses with `NotPermitted`, `AlreadySent`, `Dropped`, `ChangedMeanwhile`, `NothingOpened`,
    `NewerVersion`, `NobodyAsked`, `NothingAsked`, `NoDeadline`, `DeadlineTooFar` or
    `DeadlineTooShort`.
    """
    hearing = _draft(actor, hearing)
    if hearing.revision != revision:
        raise ChangedMeanwhile
    Document.objects.select_for_update().get(pk=hearing.document_id)
    newest = newest_version(hearing.document)
    if newest is None:
        raise NothingOpened
    if newest.pk != version.pk:
        raise NewerVersion(number=newest.number)
    bodies = hearing.bodies.count()
    if not bodies:
        raise NobodyAsked
    if not hearing.questions.exists():
        raise NothingAsked
    today = clock.today()
    if hearing.deadline is None or hearing.deadline <= today:
        raise NoDeadline
    if hearing.deadline > latest_deadline(today):
        raise DeadlineTooFar
    earliest = earliest_deadline(today)
    if hearing.deadline < earliest and not reason.strip():
        raise DeadlineTooShort(earliest=date_format(earliest, "DATE_FORMAT"))
    hearing.version = newest
    hearing.short_because = reason.strip() if hearing.deadline < earliest else ""
    hearing.sent_at, hearing.sent_by_id = clock.now(), actor.person_id
    hearing.save(update_fields=["version", "short_because", "sent_at", "sent_by"])
    record(
        "hearing.sent",
        **_told(actor, hearing),
        bodies=bodies,
        document=newest.title,
        number=newest.number,
        sha256=newest.sha256,
        deadline_on=hearing.deadline,
    )
    return hearing


# --- While it is open -------------------------------------------------------------------


@action
def extend_deadline(*, actor: Actor, hearing: Hearing, deadline: date, reason: str) -> Hearing:
    """Give everybody more time.

    Refuses with `NotPermitted`, `NotSent`, `Over`, `NotLater`, `NoDeadline` or `DeadlineTooFar`.
    """
    hearing = _running(actor, hearing)
    earlier = _deadline(hearing)
    if deadline <= earlier:
        raise NotLater(deadline=date_format(earlier, "DATE_FORMAT"))
    if deadline <= clock.today():
        raise NoDeadline
    if deadline > latest_deadline(clock.today()):
        raise DeadlineTooFar
    Extension.objects.create(
        hearing=hearing,
        earlier=earlier,
        deadline=deadline,
        because=reason,
        extended_at=clock.now(),
        extended_by_id=actor.person_id,
    )
    hearing.deadline = deadline
    hearing.save(update_fields=["deadline"])
    record("hearing.extended", **_told(actor, hearing), deadline_on=deadline, reason=reason)
    return hearing


@action
def add_body(*, actor: Actor, hearing: Hearing, body: NewBody) -> HearingBody:
    """Ask one more.

    Refuses with `NotPermitted`, `NotSent`, `Over` or `SameBodyTwice`.
    """
    hearing = _running(actor, hearing)
    known = list(hearing.bodies.order_by("place"))
    if any(_same(one.name, body.name) for one in known):
        raise SameBodyTwice(body=body.name)
    made = HearingBody.objects.create(
        hearing=hearing,
        place=max((one.place for one in known), default=0) + 1,
        name=body.name,
        sort=body.sort,
        added_at=clock.now(),
        added_by_id=actor.person_id,
    )
    record("hearing_body.added", **_told(actor, hearing), body=body.name)
    return made


@action
def register_answer(
    *,
    actor: Actor,
    body: HearingBody,
    revision: int,
    received_on: date,
    replies: Mapping[UUID, str],
    declined: bool = False,
) -> Answer:
    """Enter what a body has answered, or correct it; the earlier revision stays to be read.

    revision : of the answer that is corrected, 0 for the first.
    replies : by question; empty text is "no remark", and what is not there was not answered.
    declined : the body has said that it will not answer.
    Refuses with `NotPermitted`, `NotSent`, `Over`, `AnsweredMeanwhile`, `NotReceivedThen`,
    `DeclinedAndAnswered` or `EmptyAnswer`.
    """
    hearing = _running(actor, body.hearing)
    before = newest_answers(hearing).get(body.pk)
    if revision != (before.revision if before else 0):
        raise AnsweredMeanwhile(body=body.name)
    sent_on = hearing.sent_on or clock.today()
    if not sent_on <= received_on <= clock.today():
        raise NotReceivedThen(sent=date_format(sent_on, "DATE_FORMAT"))
    if declined and replies:
        raise DeclinedAndAnswered
    if not declined and not replies:
        raise EmptyAnswer
    questions = {one.pk: one for one in hearing.questions.all()}
    if not set(replies) <= set(questions):
        raise ValueError("a reply to another hearing's question")  # a fault in our code
    answer = Answer.objects.create(
        body=body,
        revision=revision + 1,
        received_on=received_on,
        declined=declined,
        registered_at=clock.now(),
        registered_by_id=actor.person_id,
    )
    for question in questions.values():
        if question.pk in replies:
            made = Reply.objects.create(
                answer=answer, question=question, text=replies[question.pk].strip()
            )
            _carry(before, made)
    if before is None:
        record(
            "hearing_answer.registered",
            **_told(actor, hearing),
            body=body.name,
            received_on=received_on,
        )
    else:
        record(
            "hearing_answer.corrected",
            **_told(actor, hearing),
            body=body.name,
            revision=answer.revision,
        )
    return answer


def _carry(before: Answer | None, reply: Reply) -> None:
    """What came of a reply stands when the reply is the same in the new revision."""
    old = next(
        (one for one in (before.replies.all() if before else ()) if _is_as(one, reply)), None
    )
    row = FollowUp.objects.filter(reply=old).first() if old else None
    if row is not None:
        FollowUp.objects.create(
            reply=reply,
            outcome=row.outcome,
            reason=row.reason,
            followed_at=row.followed_at,
            followed_by_id=row.followed_by_id,
        )


def _is_as(one: Reply, other: Reply) -> bool:
    return (one.question_id, one.text) == (other.question_id, other.text)


@action
def follow_up(
    *, actor: Actor, body: HearingBody, answer: int, followed: Sequence[Followed]
) -> HearingBody:
    """Say what came of a body's replies, or correct it.

    answer : the revision of the answer it was written about; it must be the newest.
    Refuses with `NotPermitted`, `NotSent`, `Over`, `NotAnswered`, `FollowedMeanwhile` or
    `ReasonWanted`.
    """
    hearing = _running(actor, body.hearing)
    newest = newest_answers(hearing).get(body.pk)
    if newest is not None and newest.revision != answer:
        raise FollowedMeanwhile
    replies = {one.question_id: one for one in newest.replies.all()} if newest else {}
    said = {key: one for key, one in replies.items() if one.text}
    if not said or not followed:
        raise NotAnswered
    for one in followed:
        reply = said.get(one.question)
        if reply is None:
            raise FollowedMeanwhile
        row = FollowUp.objects.filter(reply=reply).first() or FollowUp(reply=reply, revision=0)
        if row.revision != one.revision:
            raise FollowedMeanwhile
        if one.outcome != Outcome.NOTED and not one.reason.strip():
            raise ReasonWanted
        row.outcome, row.reason = Outcome(one.outcome), one.reason.strip()
        row.revision = one.revision + 1
        row.followed_at, row.followed_by_id = clock.now(), actor.person_id
        row.save()
    record("hearing_answer.followed", **_told(actor, hearing), body=body.name)
    return body


# --- The end ----------------------------------------------------------------------------


@action
def close_hearing(*, actor: Actor, hearing: Hearing) -> Hearing:
    """End it when its time is up and every reply has had its say. Nothing changes after.

    Refuses with `NotPermitted`, `NotSent`, `Over`, `StillRunning` or `NotFollowedUp`.
    """
    hearing = _running(actor, hearing)
    deadline = _deadline(hearing)
    if clock.today() <= deadline:
        raise StillRunning(deadline=date_format(deadline, "DATE_FORMAT"))
    if lacking := not_followed_up(hearing):
        raise NotFollowedUp(which=", ".join(lacking))
    hearing.closed_at, hearing.closed_by_id = clock.now(), actor.person_id
    hearing.save(update_fields=["closed_at", "closed_by"])
    answers = newest_answers(hearing).values()
    record(
        "hearing.closed",
        **_told(actor, hearing),
        answered=sum(not one.declined for one in answers),
        bodies=hearing.bodies.count(),
    )
    return hearing


@action
def call_off_hearing(*, actor: Actor, hearing: Hearing, reason: str) -> Hearing:
    """End it early. The answers that came stay to be read.

    Refuses with `NotPermitted`, `NotSent` or `Over`.
    """
    hearing = _running(actor, hearing)
    hearing.called_off_because = reason
    hearing.called_off_at, hearing.called_off_by_id = clock.now(), actor.person_id
    hearing.save(update_fields=["called_off_because", "called_off_at", "called_off_by"])
    record("hearing.called_off", **_told(actor, hearing), reason=reason)
    return hearing


# --- What they share --------------------------------------------------------------------


def _need(actor: Actor, partnership_id: UUID) -> None:
    if not actor.may_in(Permission.DRAFT_EDIT, partnership_id=partnership_id):
        raise NotPermitted


def _locked(actor: Actor, hearing: Hearing) -> Hearing:
    """The hearing as it is now, locked until the transaction ends."""
    _need(actor, hearing.document.partnership_id)
    held = Hearing.objects.select_related("document").select_for_update(of=("self",))
    return held.get(pk=hearing.pk)


def _draft(actor: Actor, hearing: Hearing) -> Hearing:
    hearing = _locked(actor, hearing)
    if hearing.state is State.DROPPED:
        raise Dropped
    if hearing.state is not State.DRAFT:
        raise AlreadySent
    return hearing


def _running(actor: Actor, hearing: Hearing) -> Hearing:
    hearing = _locked(actor, hearing)
    if hearing.state in {State.DRAFT, State.DROPPED}:
        raise NotSent
    if hearing.state is not State.SENT:
        raise Over
    return hearing


def _deadline(hearing: Hearing) -> date:
    if hearing.deadline is None:
        raise ValueError("a hearing that is sent has a deadline")  # a constraint says so
    return hearing.deadline


def _told(actor: Actor, hearing: Hearing) -> dict[str, Any]:
    return {
        "actor": actor,
        "partnership_id": hearing.document.partnership_id,
        "subject": hearing,
        "title": hearing.title,
    }


def _same(one: str, other: str) -> bool:
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()


def _write_bodies(actor: Actor, hearing: Hearing, bodies: Sequence[NewBody]) -> None:
    for place, one in enumerate(bodies, start=1):
        if any(_same(one.name, other.name) for other in bodies[: place - 1]):
            raise SameBodyTwice(body=one.name)
        HearingBody.objects.create(
            hearing=hearing,
            place=place,
            name=one.name,
            sort=one.sort,
            added_at=clock.now(),
            added_by_id=actor.person_id,
        )


def _write_questions(hearing: Hearing, questions: Sequence[str]) -> None:
    Question.objects.bulk_create(
        Question(hearing=hearing, number=number, text=text)
        for number, text in enumerate(questions, start=1)
    )
