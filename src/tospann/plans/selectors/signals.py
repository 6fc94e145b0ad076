"""The register of steering signals and of those that pull apart, as pages print them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet
from django.utils.text import get_text_list
from django.utils.translation import gettext

from tospann.access.actor import Actor
from tospann.access.roles import Permission
from tospann.agreed.models import Document, Version
from tospann.partnerships.models import Owner, OwnerKind, Partnership
from tospann.partnerships.selectors import owners_on
from tospann.plans.body import Goal, JointPlan, Quote
from tospann.plans.models import Conflict, Line, Obligation, Settlement, Signal

KIND_NAME = "joint_plan"
OWN_LINES = {Line.STATE: OwnerKind.STATE, Line.MUNICIPALITY: OwnerKind.MUNICIPALITY}


@dataclass(frozen=True, slots=True)
class Hand:
    """What this person may do about a partnership's signals and plans; lists hold own owners."""

    partnership: Partnership
    owners: tuple[Owner, ...]  # today's, the state first
    inside: bool
    enters: tuple[Owner, ...]
    reports: tuple[Owner, ...]
    speaks: tuple[Owner, ...]
    reads_drafts: bool
    writes: bool

    def keeps(self, row: Signal | Conflict) -> bool:
        """Whether the person keeps this very row."""
        return any(owner.pk == row.owner_id for owner in self.enters)


def hand(actor: Actor, partnership: Partnership, day: date) -> Hand:
    """What this person may do in a partnership. One query."""
    owners = tuple(one.owner for one in owners_on(partnership, day))

    def own(permission: Permission) -> tuple[Owner, ...]:
        return tuple(
            one
            for one in owners
            if actor.may_for(permission, owner_id=one.pk, partnership_id=partnership.pk)
        )

    def may(permission: Permission) -> bool:
        return actor.may_in(permission, partnership_id=partnership.pk)

    return Hand(
        partnership=partnership,
        owners=owners,
        inside=may(Permission.INTERNAL_READ),
        enters=own(Permission.SIGNAL_ENTER),
        reports=own(Permission.PROGRESS_REPORT),
        speaks=own(Permission.OWNER_SPEAK),
        reads_drafts=may(Permission.DRAFT_READ),
        writes=may(Permission.DRAFT_EDIT),
    )


# --- For plans --------------------------------------------------------------------------


def of_year(partnership_id: UUID, year: int) -> QuerySet[Signal]:
    """The standing signals that hold on some day of a year, by number."""
    return (
        Signal.objects.standing()
        .filter(
            Q(until=None) | Q(until__gte=date(year, 1, 1)),
            partnership=partnership_id,
            since__lte=date(year, 12, 31),
        )
        .select_related("owner")
        .order_by("number")
    )


def quoted(signal: Signal) -> Quote:
    """A signal as a plan quotes it; what an internal one says is left out. No queries."""
    told = {
        "id": str(signal.pk),
        "number": signal.number,
        "line": signal.line,
        "obligation": signal.obligation,
        "owner": signal.owner.code if signal.line in OWN_LINES else "",
        "public": signal.public,
    }
    if signal.public:
        told |= {
            "sender": signal.sender,
            "document": signal.document,
            "place": signal.place,
            "dated_on": signal.dated_on,
            "text": signal.text,
        }
    return Quote.model_validate(told)


def offered(partnership: Partnership, year: int) -> list[tuple[str, str]]:
    """(id, words) of the year's signals, for the form of a plan. One query."""
    return [
        (
            str(one.pk),
            f"{one.label} · {one.owner} · {one.get_obligation_display()}: {shortened(one.text)}",
        )
        for one in of_year(partnership.pk, year)
    ]


def shortened(text: str, most: int = 110) -> str:
    """The beginning of a text, cut between words."""
    words = " ".join(text.split())
    if len(words) <= most:
        return words
    return words[:most].rsplit(" ", 1)[0].rstrip(",.;:") + " …"


# --- The register -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class AnsweredBy:
    """A goal that answers a signal, in a plan in writing or opened."""

    document: Document
    year: int
    goal: Goal
    draft: bool


@dataclass(frozen=True, slots=True)
class SignalLine:
    """A signal with what became of it."""

    signal: Signal
    answered_by: tuple[AnsweredBy, ...]
    conflicts: tuple[Conflict, ...]  # those that are not settled
    kept: bool

    @property
    def handled(self) -> bool:
        """Whether somebody has said how it is handled, or a goal answers it."""
        return bool(self.signal.handling) or bool(self.answered_by)


@dataclass(frozen=True, slots=True)
class Asked:
    """What the list is narrowed to. Empty: everything."""

    owner: str = ""
    obligation: str = ""
    handled: str = ""  # "ja" or "nei"
    year: str = ""


@dataclass(frozen=True, slots=True)
class SignalsPage:
    """The register as one person sees it."""

    hand: Hand
    lines: list[SignalLine]
    all_count: int
    unhandled_must: int
    years: list[int]
    struck: list[SignalLine]


def signals_page(actor: Actor, partnership: Partnership, day: date, asked: Asked) -> SignalsPage:
    """The signals this person may read, newest document first. Eight queries."""
    hands = hand(actor, partnership, day)
    lines = _lines(hands, day)
    standing = [one for one in lines if one.signal.struck_at is None]
    page = SignalsPage(
        hand=hands,
        lines=standing,
        all_count=len(standing),
        unhandled_must=sum(
            one.signal.obligation == Obligation.MUST and not one.handled for one in standing
        ),
        years=sorted({year for one in standing for year in _years(one.signal, day)}, reverse=True),
        struck=[one for one in lines if one.signal.struck_at is not None],
    )
    return narrowed(page, asked)


def narrowed(page: SignalsPage, asked: Asked) -> SignalsPage:
    """The page with the lines that were asked for. No queries."""
    return replace(page, lines=[one for one in page.lines if _matches(one, asked)])


def standing(partnership: Partnership) -> list[Signal]:
    """Every signal that stands, by number. One query."""
    return list(
        Signal.objects.standing()
        .filter(partnership=partnership)
        .select_related("owner")
        .order_by("number")
    )


def _lines(hands: Hand, day: date) -> list[SignalLine]:
    rows = Signal.objects.filter(partnership=hands.partnership).select_related("owner")
    if not hands.inside:
        rows = rows.filter(public=True, struck_at=None)
    answers = _answers(hands)
    open_conflicts = [one for one in conflicts_of(hands.partnership, day) if not one.settled]
    return [
        SignalLine(
            signal=row,
            answered_by=tuple(answers.get(str(row.pk), ())),
            conflicts=tuple(
                one.conflict
                for one in open_conflicts
                if hands.inside and row.pk in {s.pk for s in one.signals}
            ),
            kept=hands.keeps(row),
        )
        for row in rows.order_by("-dated_on", "-number")
    ]


def _answers(hands: Hand) -> dict[str, list[AnsweredBy]]:
    """Which goals answer which signals: in the newest version of each plan, and in drafts."""
    documents = (
        Document.objects.filter(partnership=hands.partnership, kind=KIND_NAME)
        .select_related("draft")
        .prefetch_related(Prefetch("versions", Version.objects.order_by("-number")))
        .order_by("title", "pk")
    )
    found: dict[str, list[AnsweredBy]] = {}
    for document in documents:
        draft = getattr(document, "draft", None)
        newest = next(iter(document.versions.all()), None)
        bodies = [(newest.read().body, False)] if newest else []
        if draft is not None and hands.reads_drafts:
            bodies = [(draft.body, True)]
        for told, is_draft in bodies:
            body = JointPlan.model_validate(told)
            for goal in body.goals:
                for one in goal.signals:
                    found.setdefault(one, []).append(
                        AnsweredBy(document, body.year or 0, goal, is_draft)
                    )
    return found


def _years(signal: Signal, day: date) -> range:
    """The years a signal holds in; one without an end holds next year too."""
    last = signal.until.year if signal.until else max(day.year + 1, signal.since.year)
    return range(signal.since.year, last + 1)


def _matches(line: SignalLine, asked: Asked) -> bool:
    signal = line.signal
    return (
        (not asked.owner or signal.owner.code == asked.owner)
        and (not asked.obligation or signal.obligation == asked.obligation)
        and (not asked.handled or line.handled == (asked.handled == "ja"))
        and (not asked.year or holds_in(signal, int(asked.year)))
    )


def holds_in(signal: Signal, year: int) -> bool:
    """Whether a signal holds on some day of a year. No queries."""
    return signal.since.year <= year and (signal.until is None or signal.until.year >= year)


@dataclass(frozen=True, slots=True)
class SignalPage:
    """One signal."""

    hand: Hand
    line: SignalLine
    municipalities: list[str]  # names; empty: all


def signal_page(actor: Actor, row_id: UUID, day: date) -> SignalPage | None:
    """A signal, or None when this person may not read it. Nine queries."""
    row = signal_of(row_id)
    if row is None:
        return None
    hands = hand(actor, row.partnership, day)
    line = next((one for one in _lines(hands, day) if one.signal.pk == row.pk), None)
    if line is None:
        return None
    names = {one.code: one.name for one in hands.owners}
    return SignalPage(hands, line, [names.get(code, code) for code in row.municipalities])


def signal_of(row_id: UUID) -> Signal | None:
    """A signal with its partnership and owner. One query."""
    return Signal.objects.select_related("partnership", "owner").filter(pk=row_id).first()


# --- Signals that pull apart ------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Concerned:
    """An owner that a conflict concerns, with all it has said; the newest counts."""

    owner: Owner
    said: tuple[Settlement, ...]

    @property
    def latest(self) -> Settlement | None:
        """What counts for this owner."""
        return self.said[-1] if self.said else None

    @property
    def settled(self) -> bool:
        """Whether the owner holds that it is settled."""
        return self.latest is not None and self.latest.settled


@dataclass(frozen=True, slots=True)
class ConflictLine:
    """A conflict with its signals and what each owner concerned has said."""

    conflict: Conflict
    signals: tuple[Signal, ...]
    concerned: tuple[Concerned, ...]

    @property
    def settled(self) -> bool:
        """Whether every owner concerned holds that it is settled; never without owners."""
        return bool(self.concerned) and all(one.settled for one in self.concerned)

    @property
    def labels(self) -> str:
        """`S3, S5 og S7`."""
        return get_text_list([one.label for one in self.signals], gettext("og"))

    @property
    def waits_for(self) -> tuple[Owner, ...]:
        """The owners that have not settled it."""
        return tuple(one.owner for one in self.concerned if not one.settled)

    def touches(self, signal_ids: Iterable[str]) -> bool:
        """Whether one of its signals is among these."""
        return bool({str(one.pk) for one in self.signals} & set(signal_ids))


def conflicts_of(
    partnership: Partnership, day: date, *, struck: bool = False
) -> list[ConflictLine]:
    """The conflicts that stand (or were taken out), oldest first. Four queries."""
    owners = [one.owner for one in owners_on(partnership, day)]
    rows = (
        Conflict.objects.filter(partnership=partnership, struck_at__isnull=not struck)
        .select_related("owner")
        .prefetch_related(
            Prefetch("signals", Signal.objects.select_related("owner").order_by("number")),
            Prefetch("settlements", Settlement.objects.order_by("said_at", "pk")),
        )
        .order_by("recorded_at", "pk")
    )
    return [_conflict_line(one, owners) for one in rows]


def _conflict_line(conflict: Conflict, owners: list[Owner]) -> ConflictLine:
    signals = tuple(conflict.signals.all())
    said = list(conflict.settlements.all())
    return ConflictLine(
        conflict,
        signals,
        tuple(
            Concerned(owner, tuple(row for row in said if row.owner_id == owner.pk))
            for owner in owners
            if concerns(signals, owner)
        ),
    )


def concerns(signals: Iterable[Signal], owner: Owner) -> bool:
    """Whether a conflict between these signals is the owner's to settle.

    A signal of KS, or of both lines, concerns every owner; the others concern who sent them.
    """
    return any(one.line not in OWN_LINES or one.owner_id == owner.pk for one in signals)


@dataclass(frozen=True, slots=True)
class ConflictPage:
    """One conflict."""

    hand: Hand
    line: ConflictLine
    answers_for: tuple[Owner, ...]  # own owners that the conflict concerns


def conflict_page(actor: Actor, row_id: UUID, day: date) -> ConflictPage | None:
    """A conflict, for those inside; None for others. Six queries."""
    row = Conflict.objects.select_related("partnership").filter(pk=row_id).first()
    if row is None:
        return None
    hands = hand(actor, row.partnership, day)
    if not hands.inside:
        return None
    lines = conflicts_of(row.partnership, day, struck=row.struck_at is not None)
    line = next(one for one in lines if one.conflict.pk == row.pk)
    concerned = {one.owner.pk for one in line.concerned}
    return ConflictPage(hands, line, tuple(one for one in hands.speaks if one.pk in concerned))


def conflict_of(row_id: UUID) -> Conflict | None:
    """A conflict with its partnership and owner. One query."""
    return Conflict.objects.select_related("partnership", "owner").filter(pk=row_id).first()
