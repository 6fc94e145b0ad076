"""Hearings as they are read: by those inside, and by everybody once they are sent."""

from collections.abc import Collection, Iterable, Iterator, Sized
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import Count as Number
from django.db.models import Exists, IntegerField, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from tospann.access.actor import Actor
from tospann.access.roles import Permission
from tospann.agreed.kinds import all_kinds, traces_of
from tospann.agreed.models import Document, Version
from tospann.base import clock
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
from tospann.partnerships.models import Partnership

# Six to eight weeks is common practice; no law sets it for a municipality.
LEAST, USUAL = timedelta(weeks=6), timedelta(weeks=8)
LONGEST = timedelta(days=366)  # ours: a longer time is a slip of the pen
_SENT = Q(sent_at__isnull=False)
_DRAFT = Q(sent_at=None, dropped_at=None)


def earliest_deadline(sent_on: date) -> date:
    """The first day that gives the time to answer that is common practice."""
    return sent_on + LEAST


def usual_deadline(sent_on: date) -> date:
    """A day that leaves some time to prepare before it is sent."""
    return sent_on + USUAL


def latest_deadline(sent_on: date) -> date:
    """The last day that is taken for a deadline; one that is sent is never shortened."""
    return sent_on + LONGEST


# --- What other apps ask ----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class HearingSummary:
    """One hearing in a line. `answered_count`: bodies with an answer; a refusal is none.

    days_left : until the deadline while it is open, 0 on the last day; None when it is not.
    """

    id: UUID
    title: str
    state: State
    sent_on: date | None
    deadline: date | None
    closed_on: date | None
    version_number: int | None
    version_id: UUID | None
    bodies_count: int
    answered_count: int
    days_left: int | None = None
    passed: bool = False  # the deadline, of one that is not ended


def hearings_of(document: Document, *, drafts: bool = False) -> list[HearingSummary]:
    """The hearings of a document that were sent, the newest first. Three queries.

    drafts : with those being prepared, which only those with `DRAFT_READ` may be told of.
    """
    return hearings_by_document([document.pk], drafts=drafts).get(document.pk, [])


def hearings_by_document(
    documents: Collection[UUID], *, drafts: bool = False
) -> dict[UUID, list[HearingSummary]]:
    """As `hearings_of`, for several documents. Three queries, however many."""
    wanted = _SENT | _DRAFT if drafts else _SENT
    rows = _newest_first(Hearing.objects.filter(wanted, document__in=documents))
    rows = rows.select_related("version").defer("version__content", "version__text")
    today = clock.today()
    found: dict[UUID, list[HearingSummary]] = {}
    for one in rows.prefetch_related("bodies", _newest_answer()):
        found.setdefault(one.document_id, []).append(_summary(one, today))
    return found


def _newest_first(found: QuerySet[Hearing]) -> QuerySet[Hearing]:
    return found.order_by("-begun_at", "-pk")


def _newest_answer() -> Prefetch:
    return Prefetch("bodies__answers", Answer.objects.order_by("revision"))


def _summary(one: Hearing, today: date) -> HearingSummary:
    left = _days_left(one, today)
    return HearingSummary(
        id=one.pk,
        title=one.title,
        state=one.state,
        sent_on=one.sent_on,
        deadline=one.deadline,
        closed_on=_day(one),
        version_number=one.version.number if one.version else None,
        version_id=one.version_id,
        bodies_count=len(one.bodies.all()),
        answered_count=sum(_has_answered(body) for body in one.bodies.all()),
        days_left=None if left is None or left < 0 else left,
        passed=left is not None and left < 0,
    )


def _days_left(one: Hearing, today: date) -> int | None:
    """Negative when the deadline has passed; None when it is not open."""
    if one.state is not State.SENT or one.deadline is None:
        return None
    return (one.deadline - today).days


def _day(one: Hearing) -> date | None:
    at = one.closed_at or one.called_off_at
    return localtime(at).date() if at else None


def _has_answered(body: HearingBody) -> bool:
    newest = _newest(body)
    return newest is not None and not newest.declined


def _newest(body: HearingBody) -> Answer | None:
    return max(body.answers.all(), key=lambda one: one.revision, default=None)


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One answer to one question, in words. A body without an answer has one row, `ikke svart`."""

    body: str
    sort: str
    received_on: date | None
    question: str
    answer: str
    outcome: str
    reason: str
    hearing: str  # its title
    late: bool


def answer_rows(document: Document) -> list[AnswerRow]:
    """What came in to the hearings of a document, the oldest hearing first. Seven queries.

    In the order of bodies and of questions. Of a hearing that was called off, only the answers
    that came.
    """
    pages = pages_of(Hearing.objects.filter(_SENT, document=document).order_by("sent_at", "pk"))
    return [row for page in pages for body in page.bodies for row in _rows_of(page, body)]


def _rows_of(page: "HearingPage", body: "BodyLine") -> Iterable[AnswerRow]:
    def row(question: str, answer: str, outcome: str = "", reason: str = "") -> AnswerRow:
        return AnswerRow(
            body=body.row.name,
            sort=str(body.row.get_sort_display()),
            received_on=body.received_on,
            question=question,
            answer=answer,
            outcome=outcome,
            reason=reason,
            hearing=page.hearing.title,
            late=body.late,
        )

    if body.answer is None:
        if page.hearing.state is not State.CALLED_OFF:
            yield row("", _("ikke svart"))
    elif body.declined:
        yield row("", _("vil ikke svare"))
    else:
        for one in body.replies:
            if one.reply is not None:
                yield row(one.question.text, one.told, _outcome(page, one), one.reason)


def _outcome(page: "HearingPage", one: "ReplyLine") -> str:
    """What came of a reply, or that nobody has said so far."""
    return _("Ikke fulgt opp ennå") if one.waits and page.is_running else one.outcome


# --- What the actions ask ---------------------------------------------------------------


def newest_version(document: Document) -> Version | None:
    """The newest opened version of a document, without its content. One query."""
    return document.versions.order_by("-number").defer("content", "text").first()


def newest_answers(hearing: Hearing) -> dict[UUID, Answer]:
    """Each body's answer as it stands now, by the body's id. Three queries."""
    answers = Answer.objects.filter(body__hearing=hearing).order_by("revision")
    replies = Reply.objects.select_related("question").order_by("question__number")
    found = answers.prefetch_related(Prefetch("replies", replies), "replies__follow_up")
    return {one.body_id: one for one in found}


def not_followed_up(hearing: Hearing) -> list[str]:
    """The replies nobody has said what came of, as people find them. Four queries."""
    answers = newest_answers(hearing)
    return [
        _("%(body)s, spørsmål %(number)s") % {"body": body.name, "number": one.question.number}
        for body in hearing.bodies.order_by("place")
        if body.pk in answers
        for one in answers[body.pk].replies.all()
        if one.text and follow_up_of(one) is None
    ]


def follow_up_of(reply: Reply) -> FollowUp | None:
    """What came of a reply; None when nobody has said. No query when it is prefetched."""
    return getattr(reply, "follow_up", None)


# --- The pages --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ReplyLine:
    """A body's reply to a question. `reply` is None when the question was not answered."""

    question: Question
    reply: Reply | None
    followed: FollowUp | None
    written_before: bool  # what came of an earlier wording, which has been corrected

    @property
    def told(self) -> str:
        """The reply in words."""
        if self.reply is None:
            return _("ikke svart")
        return self.reply.text or _("Ingen merknad")

    @property
    def silent(self) -> bool:
        """Whether nothing was said: not answered, or no remark."""
        return self.reply is None or not self.reply.text

    @property
    def outcome(self) -> str:
        """What came of it, in words; empty while nobody has said, and where nothing was said."""
        return str(self.followed.get_outcome_display()) if self.followed else ""

    @property
    def reason(self) -> str:
        """Why."""
        return self.followed.reason if self.followed else ""

    @property
    def waits(self) -> bool:
        """Whether what came of it must be said."""
        return not self.silent and self.followed is None


@dataclass(frozen=True, slots=True)
class BodyLine:
    """A body, what it answered, and what came of it. One reply line for each question."""

    row: HearingBody
    answer: Answer | None
    earlier: tuple[Answer, ...]  # what the answer was before it was corrected, newest first
    late: bool
    added_later: bool
    replies: tuple[ReplyLine, ...]

    @property
    def received_on(self) -> date | None:
        """The day the answer came; None when none has."""
        return self.answer.received_on if self.answer else None

    @property
    def declined(self) -> bool:
        """Whether the body has said that it will not answer."""
        return self.answer is not None and self.answer.declined

    @property
    def answered(self) -> bool:
        """Whether it has answered."""
        return self.answer is not None and not self.answer.declined

    @property
    def waits(self) -> int:
        """How many of its replies nobody has said what came of."""
        return sum(one.waits for one in self.replies)

    @property
    def can_be_followed(self) -> bool:
        """Whether it has written anything."""
        return any(not one.silent for one in self.replies)


@dataclass(frozen=True, slots=True)
class Count:
    """How many replies had an outcome."""

    outcome: str
    count: int


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """A question with every answer to it. `counts` : those that occur, in a fixed order."""

    question: Question
    replies: tuple[tuple[BodyLine, ReplyLine], ...]  # of bodies that answered it
    no_remark: int
    counts: tuple[Count, ...]


@dataclass(frozen=True)
class HearingPage:
    """A hearing with all that is read of it."""

    hearing: Hearing
    bodies: tuple[BodyLine, ...]
    questions: tuple[Question, ...]
    extensions: tuple[Extension, ...]
    today: date
    may_edit: bool = False
    newest: Version | None = None  # of the document; asked for drafts alone

    @property
    def partnership(self) -> Partnership:
        """Whose it is."""
        return self.hearing.document.partnership

    @property
    def traces(self) -> list[tuple[str | Promise, str]]:
        """What the document belongs to, as words and address."""
        return traces_of(self.hearing.document)

    @property
    def is_draft(self) -> bool:
        """Whether it is being prepared."""
        return self.hearing.state is State.DRAFT

    @property
    def is_running(self) -> bool:
        """Whether it is sent and not ended."""
        return self.hearing.state is State.SENT

    @property
    def passed(self) -> bool:
        """Whether it is open and the deadline has passed."""
        left = _days_left(self.hearing, self.today)
        return left is not None and left < 0

    @property
    def days_left(self) -> int | None:
        """Days until the deadline while it is open; 0 on the last day. None when it is not."""
        return None if self.passed else _days_left(self.hearing, self.today)

    @property
    def can_be_closed(self) -> bool:
        """Whether the time is up and everything is followed up."""
        return self.is_running and self.passed and not self.waits

    @property
    def answered(self) -> tuple[BodyLine, ...]:
        """Those that have answered."""
        return tuple(one for one in self.bodies if one.answered)

    @property
    def unheard(self) -> tuple[BodyLine, ...]:
        """Those that have not answered, or will not."""
        return tuple(one for one in self.bodies if not one.answered)

    @cached_property
    def waits(self) -> int:
        """How many replies nobody has said what came of."""
        return sum(one.waits for one in self.bodies)

    @cached_property
    def by_question(self) -> tuple[QuestionLine, ...]:
        """The questions in order, each with the answers to it."""
        return tuple(
            self._asked(number, question) for number, question in enumerate(self.questions)
        )

    def _asked(self, place: int, question: Question) -> QuestionLine:
        given = [(body, body.replies[place]) for body in self.bodies if body.answered]
        given = [(body, one) for body, one in given if one.reply is not None]
        outcomes = [one.followed.outcome for _body, one in given if one.followed]
        counts = [Count(str(each.label), outcomes.count(each.value)) for each in Outcome]
        waiting = sum(one.waits for _body, one in given)
        if waiting:
            counts.append(Count(_("Ikke fulgt opp ennå"), waiting))
        return QuestionLine(
            question,
            tuple(given),
            sum(one.silent for _body, one in given),
            tuple(one for one in counts if one.count),
        )

    def body(self, body_id: UUID) -> BodyLine | None:
        """One of the bodies by its id."""
        return next((one for one in self.bodies if one.row.pk == body_id), None)


def pages_of(found: QuerySet[Hearing]) -> list[HearingPage]:
    """Hearings with all their rows. Seven queries, however many there are."""
    replies = Reply.objects.select_related("question").order_by("question__number")
    rows = (
        found.select_related("document__partnership", "version")
        .defer("version__content", "version__text")
        .prefetch_related(
            Prefetch("bodies", HearingBody.objects.order_by("place")),
            Prefetch("questions", Question.objects.order_by("number")),
            Prefetch("extensions", Extension.objects.order_by("extended_at", "pk")),
            Prefetch("bodies__answers", Answer.objects.order_by("-revision")),
            Prefetch("bodies__answers__replies", replies),
            "bodies__answers__replies__follow_up",
        )
    )
    today = clock.today()
    return [_page(one, today) for one in rows]


def _page(hearing: Hearing, today: date) -> HearingPage:
    questions = tuple(hearing.questions.all())
    return HearingPage(
        hearing=hearing,
        bodies=tuple(_body_line(hearing, one, questions) for one in hearing.bodies.all()),
        questions=questions,
        extensions=tuple(hearing.extensions.all()),
        today=today,
    )


def _body_line(hearing: Hearing, body: HearingBody, questions: Iterable[Question]) -> BodyLine:
    every = list(body.answers.all())  # the newest first
    answer, earlier = (every[0], every[1:]) if every else (None, [])
    given = {one.question_id: one for one in answer.replies.all()} if answer else {}
    before = {
        (one.question_id)
        for old in earlier
        for one in old.replies.all()
        if follow_up_of(one) is not None
    }
    lines = []
    for question in questions:
        reply = given.get(question.pk)
        followed = follow_up_of(reply) if reply else None
        lines.append(
            ReplyLine(question, reply, followed, followed is None and question.pk in before)
        )
    return BodyLine(
        row=body,
        answer=answer,
        earlier=tuple(earlier),
        late=bool(answer and hearing.deadline and answer.received_on > hearing.deadline),
        added_later=bool(hearing.sent_at and body.added_at > hearing.sent_at),
        replies=tuple(lines),
    )


def hearing_page(actor: Actor, hearing_id: UUID) -> HearingPage | None:
    """A hearing, for those who may read it: everybody once it is sent. Eight queries at most.

    A draft is for those with `DRAFT_READ`; a draft thrown away is for nobody.
    """
    found = pages_of(Hearing.objects.filter(_SENT | _DRAFT, pk=hearing_id))
    if not found:
        return None
    page = found[0]
    inside = page.partnership.pk
    if page.is_draft and not actor.may_in(Permission.DRAFT_READ, partnership_id=inside):
        return None
    return replace(
        page,
        may_edit=actor.may_in(Permission.DRAFT_EDIT, partnership_id=inside),
        newest=newest_version(page.hearing.document) if page.is_draft else None,
    )


def lines_of(page: HearingPage) -> Iterator[tuple[str | date | None, ...]]:
    """The summary as a table: a row for each body and question. No queries.

    Body, sort, the day the answer came, whether it was late, question, answer, outcome, reason.
    """
    for body in page.bodies:
        for one in body.replies:
            yield (
                body.row.name,
                str(body.row.get_sort_display()),
                body.received_on,
                _("ja") if body.late else _("nei") if body.answer else "",
                one.question.text,
                _("vil ikke svare") if body.declined else one.told,
                _outcome(page, one),
                one.reason,
            )


def wanting(page: HearingPage) -> list[str]:
    """What must be in place before a draft can be sent, besides an opened version. No queries."""
    return _wanting(page.hearing, page.today, bodies=page.bodies, questions=page.questions)


def _wanting(
    hearing: Hearing, today: date, *, bodies: Sized | int, questions: Sized | int
) -> list[str]:
    deadline = hearing.deadline
    return [
        said
        for lacks, said in (
            (not bodies, _("Skriv hvem som skal svare.")),
            (not questions, _("Skriv minst ett spørsmål.")),
            (deadline is None or deadline <= today, _("Sett en frist som er etter i dag.")),
            (
                deadline is not None and deadline > latest_deadline(today),
                _("Fristen er mer enn ett år fram i tid. Se etter om årstallet er riktig."),
            ),
        )
        if lacks
    ]


# --- What waits -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class WaitingHearing:
    """A hearing that does not come further before somebody who leads it does something.

    wanting : what a draft lacks before it can be sent.
    not_followed : replies nobody has said what came of; of one whose deadline has passed.
    not_answered : bodies from which nothing is entered; of one whose deadline has passed.
    """

    hearing: Hearing
    wanting: list[str]
    not_followed: int
    not_answered: int

    @property
    def is_draft(self) -> bool:
        """Whether it waits to be sent; otherwise its deadline has passed."""
        return self.hearing.state is State.DRAFT


def waiting_for(actor: Actor) -> list[WaitingHearing]:
    """What waits for those who lead hearings, those past their deadline first. One query at most.

    Drafts, and open hearings whose deadline has passed, in the partnerships where this person may
    both read and write drafts. A body is a name and no seat, so no answer waits for anybody here.
    """
    reach = [
        one
        for one in actor.partnership_ids
        if actor.may_in(Permission.DRAFT_EDIT, partnership_id=one)
        and actor.may_in(Permission.DRAFT_READ, partnership_id=one)
    ]
    if not reach:
        return []
    today = clock.today()
    passed = Q(sent_at__isnull=False, closed_at=None, called_off_at=None, deadline__lt=today)
    bodies = HearingBody.objects.filter(hearing=OuterRef("pk"))
    later = Answer.objects.filter(
        body=OuterRef("answer__body"), revision__gt=OuterRef("answer__revision")
    )
    replies = Reply.objects.filter(answer__body__hearing=OuterRef("pk"), follow_up=None)
    rows = (
        Hearing.objects.filter(passed | _DRAFT, document__partnership__in=reach)
        .select_related("document__partnership")
        .annotate(
            opened=Exists(Version.objects.filter(document=OuterRef("document"))),
            bodies_count=_number(bodies, "hearing"),
            questions_count=_number(Question.objects.filter(hearing=OuterRef("pk")), "hearing"),
            not_answered=_number(bodies.filter(answers=None), "hearing"),
            not_followed=_number(
                replies.exclude(text="").exclude(Exists(later)), "answer__body__hearing"
            ),
        )
        .order_by("sent_at", "deadline", "pk")
    )
    return [
        WaitingHearing(
            hearing=one,
            wanting=_wanting_of(one, today) if one.state is State.DRAFT else [],
            not_followed=one.not_followed,
            not_answered=one.not_answered,
        )
        for one in rows
    ]


def _number(rows: QuerySet[Any], of: str) -> Coalesce:
    """How many rows there are of each hearing."""
    counted = rows.order_by().values(of).annotate(n=Number("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def _wanting_of(one: Any, today: date) -> list[str]:
    lacks = _wanting(one, today, bodies=one.bodies_count, questions=one.questions_count)
    return lacks if one.opened else [_("Åpne dokumentet høringen gjelder."), *lacks]


@dataclass(frozen=True, slots=True)
class ListLine:
    """A hearing in the partnership's list, and what it is about."""

    summary: HearingSummary
    document: Document


def hearings(actor: Actor, partnership: Partnership) -> list[ListLine]:
    """The hearings of a partnership this person may read, the newest first. Three queries."""
    drafts = actor.may_in(Permission.DRAFT_READ, partnership_id=partnership.pk)
    wanted = _SENT | _DRAFT if drafts else _SENT
    rows = _newest_first(Hearing.objects.filter(wanted, document__partnership=partnership))
    rows = rows.select_related("document", "version").defer("version__content", "version__text")
    today = clock.today()
    return [
        ListLine(_summary(one, today), one.document)
        for one in rows.prefetch_related("bodies", _newest_answer())
    ]


def sent_with(words: str) -> QuerySet[Hearing]:
    """The hearings that were sent and have the words in title or introduction, newest first."""
    said = Q(title__icontains=words) | Q(introduction__icontains=words)
    return _newest_first(Hearing.objects.filter(_SENT, said)).select_related(
        "document__partnership"
    )


def deadlines(partnership: Partnership, first: date, last: date) -> list[Hearing]:
    """The hearings whose deadline falls in these days, not those called off, by day. One query."""
    sent = Hearing.objects.filter(_SENT, document__partnership=partnership, called_off_at=None)
    return list(sent.filter(deadline__range=(first, last)).order_by("deadline", "pk"))


def draft_of(document: Document) -> Hearing | None:
    """The hearing that is being prepared about a document. One query."""
    return Hearing.objects.filter(_DRAFT, document=document).first()


def documents_to_hear(partnership: Partnership) -> list[Document]:
    """The documents of a partnership that are opened and not being prepared for a hearing.

    By title. One query.
    """
    public = [one.name for one in all_kinds() if one.public]
    preparing = Hearing.objects.filter(_DRAFT, document__partnership=partnership)
    found = Document.objects.filter(
        partnership=partnership, kind__in=public, versions__isnull=False
    ).exclude(pk__in=preparing.values("document_id"))
    return list(found.distinct().order_by("title", "pk"))
