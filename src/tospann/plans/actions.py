"""Every change to signals, conflicts and what is said about plans. The plan's text is `agreed`'s.

Each owner keeps its own rows. What an owner says is added, never written over.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from tospann.access.actor import Actor
from tospann.access.roles import GRANTS, Permission
from tospann.agreed import actions as agreed
from tospann.agreed.kinds import kind_of
from tospann.agreed.models import Document
from tospann.base import clock
from tospann.base.errors import AlreadyStruck, NotPermitted, NotStruck
from tospann.journal.record import action, record
from tospann.partnerships.errors import NotAnOwner
from tospann.partnerships.models import Owner, Partnership
from tospann.plans.body import Goal, JointPlan, Measure
from tospann.plans.errors import (
    ChangedMeanwhile,
    NotConcerned,
    NothingToConfirm,
    NotInThePlan,
    OtherLine,
    PlanExists,
    StillToCome,
    TooFew,
    WordingChanged,
)
from tospann.plans.kind import body_for
from tospann.plans.models import (
    Conflict,
    Judgement,
    Outlook,
    Progress,
    Settlement,
    Signal,
    Status,
    Understanding,
)
from tospann.plans.selectors import following, plans, signals, understanding

# --- The register of signals ------------------------------------------------------------


@action
def enter_signal(*, actor: Actor, partnership: Partnership, owner: Owner, **given: Any) -> Signal:
    """Enter a signal with the next free number. `given` are the fields of `Signal`.

    Refuses with `NotPermitted`, `NotAnOwner`, `OtherLine` or `StillToCome`.
    """
    _ask_owner(actor, Permission.SIGNAL_ENTER, owner, partnership)
    _ask_line(owner, given["line"])
    _ask_past(given["dated_on"])
    Partnership.objects.select_for_update().get(pk=partnership.pk)  # numbers come one by one
    last = Signal.objects.filter(partnership=partnership).order_by("number").last()
    signal = Signal.objects.create(
        number=last.number + 1 if last else 1, **_kept(actor, owner, partnership), **given
    )
    record(
        "signal.entered",
        actor=actor,
        partnership_id=partnership.pk,
        subject=signal,
        **_about_signal(signal),
    )
    return signal


@action
def change_signal(*, actor: Actor, signal: Signal, revision: int, **given: Any) -> Signal:
    """Change a signal as it was at a revision. `given` are fields of `Signal`.

    Refuses with `NotPermitted`, `NotAnOwner`, `OtherLine`, `StillToCome`, `ChangedMeanwhile` or
    `AlreadyStruck`.
    """
    _ask_owner(actor, Permission.SIGNAL_ENTER, signal.owner, signal.partnership)
    _ask_line(signal.owner, given.get("line", signal.line))
    _ask_past(given.get("dated_on", signal.dated_on))
    signal = Signal.objects.select_for_update().get(pk=signal.pk)
    if signal.struck_at is not None:
        raise AlreadyStruck
    if signal.revision != revision:
        raise ChangedMeanwhile
    for name, value in given.items():
        setattr(signal, name, value)
    signal.revision += 1
    signal.save(update_fields=[*given, "revision"])
    record(
        "signal.changed",
        actor=actor,
        partnership_id=signal.partnership_id,
        subject=signal,
        **_about_signal(signal),
    )
    return signal


@action
def strike_signal(*, actor: Actor, signal: Signal, because: str) -> Signal:
    """Take a signal out of the register; it stays to be read, with the reason.

    Refuses with `NotPermitted`, `NotAnOwner` or `AlreadyStruck`.
    """
    signal = _strike(actor, signal, because)
    record(
        "signal.struck",
        actor=actor,
        partnership_id=signal.partnership_id,
        subject=signal,
        **_about_signal(signal),
        reason=because,
    )
    return signal


@action
def restore_signal(*, actor: Actor, signal: Signal) -> Signal:
    """Put a struck signal back. Refuses with `NotPermitted`, `NotAnOwner` or `NotStruck`."""
    signal = _restore(actor, signal)
    record(
        "signal.restored",
        actor=actor,
        partnership_id=signal.partnership_id,
        subject=signal,
        **_about_signal(signal),
    )
    return signal


def _about_signal(signal: Signal) -> dict[str, Any]:
    return {"owner": signal.owner.name, "label": signal.label}


# --- Signals that pull apart ------------------------------------------------------------


@action
def mark_conflict(
    *,
    actor: Actor,
    partnership: Partnership,
    owner: Owner,
    chosen: Iterable[Signal],
    about: str,
) -> Conflict:
    """Mark that signals cannot all be met as they stand.

    Refuses with `NotPermitted`, `NotAnOwner` or `TooFew`.
    """
    _ask_owner(actor, Permission.SIGNAL_ENTER, owner, partnership)
    rows = {one.pk: one for one in chosen if one.partnership_id == partnership.pk}
    if len(rows) < 2:
        raise TooFew
    conflict = Conflict.objects.create(about=about, **_kept(actor, owner, partnership))
    conflict.signals.set(rows.values())
    record(
        "conflict.marked",
        actor=actor,
        partnership_id=partnership.pk,
        subject=conflict,
        **_about_conflict(conflict),
    )
    return conflict


@action
def answer_conflict(
    *,
    actor: Actor,
    conflict: Conflict,
    owner: Owner,
    settled: bool,
    text: str,
    decided_on: date,
    decided_where: str,
) -> Settlement:
    """Record how an owner holds that a conflict is settled, or that it is not.

    What others have said stands. Refuses with `NotPermitted`, `NotAnOwner`, `AlreadyStruck`,
    `NotConcerned` or `StillToCome`.
    """
    _ask_owner(actor, Permission.OWNER_SPEAK, owner, conflict.partnership)
    _ask_past(decided_on)
    if Conflict.objects.select_for_update().get(pk=conflict.pk).struck_at is not None:
        raise AlreadyStruck
    if not signals.concerns(conflict.signals.all(), owner):
        raise NotConcerned(owner=owner.name)
    settlement = Settlement.objects.create(
        conflict=conflict,
        owner=owner,
        settled=settled,
        text=text,
        decided_on=decided_on,
        decided_where=decided_where,
        said_at=clock.now(),
        said_by_id=actor.person_id,
    )
    record(
        "conflict.answered",
        actor=actor,
        partnership_id=conflict.partnership_id,
        subject=settlement,
        owner=owner.name,
        labels=_labels(conflict),
        answer="løst" if settled else "ikke løst",
    )
    return settlement


@action
def strike_conflict(*, actor: Actor, conflict: Conflict, because: str) -> Conflict:
    """Take a conflict that was marked by mistake off the list; it stays to be read.

    Refuses with `NotPermitted`, `NotAnOwner` or `AlreadyStruck`.
    """
    conflict = _strike(actor, conflict, because)
    record(
        "conflict.struck",
        actor=actor,
        partnership_id=conflict.partnership_id,
        subject=conflict,
        **_about_conflict(conflict),
        reason=because,
    )
    return conflict


@action
def restore_conflict(*, actor: Actor, conflict: Conflict) -> Conflict:
    """Put a conflict back on the list.

    Refuses with `NotPermitted`, `NotAnOwner` or `NotStruck`.
    """
    conflict = _restore(actor, conflict)
    record(
        "conflict.restored",
        actor=actor,
        partnership_id=conflict.partnership_id,
        subject=conflict,
        **_about_conflict(conflict),
    )
    return conflict


def _about_conflict(conflict: Conflict) -> dict[str, Any]:
    return {"owner": conflict.owner.name, "labels": _labels(conflict)}


def _labels(conflict: Conflict) -> str:
    return ", ".join(one.label for one in conflict.signals.order_by("number"))


# --- A new plan -------------------------------------------------------------------------


@action
def begin_plan(
    *,
    actor: Actor,
    partnership: Partnership,
    year: int,
    title: str,
    source: Document | None = None,
) -> Document:
    """Begin the plan of a year, empty or grown from another.

    From `source` come goals and measures with their ids, so that they can be followed on; what
    is done or stopped, and the budget, stay behind.

    Refuses with `NotPermitted` or `PlanExists`.
    """
    if not actor.may_in(Permission.DRAFT_EDIT, partnership_id=partnership.pk):
        raise NotPermitted
    Partnership.objects.select_for_update().get(pk=partnership.pk)  # one plan for each year
    if year in {one.year for one in plans.plans_of(partnership)}:
        raise PlanExists(year=year)
    body = body_for(partnership, year)
    if source is not None:
        if source.partnership_id != partnership.pk:
            raise ValueError("the plan is another partnership's")  # a fault in our code
        body = _grown(body, source)
    document = agreed.create_document(
        actor=actor, kind=kind_of(signals.KIND_NAME), partnership=partnership, title=title
    )
    agreed.save_draft(
        actor=actor,
        document=document,
        revision=1,
        title=title,
        language="nb",
        body=body.model_dump(mode="json"),
    )
    record("plan.begun", actor=actor, partnership_id=partnership.pk, subject=document, year=year)
    return document


def _grown(body: JointPlan, source: Document) -> JointPlan:
    """A new year's body from the newest text of another plan."""
    old = plans.newest_body(source)
    ended = {Status.DONE, Status.STOPPED}
    over = {
        part_id
        for part_id, row in following.latest_progress([source.pk]).get(source.pk, {}).items()
        if row.status in ended
    }
    first = body.term.since or date.min
    kept = {"mandate", "challenges", "sources", "goals", "competence", "staffing"}
    kept |= {"cooperation", "participation", "risks", "reporting", "note", "aims"}
    return body.model_copy(
        update={
            **{name: getattr(old, name) for name in sorted(kept)},
            "copied_from": str(source.pk),
            "measures": [one for one in old.measures if one.part_id not in over],
            "steps": [one for one in old.steps if one.on is None or one.on >= first],
        }
    )


# --- What an owner says about a draft ---------------------------------------------------


@action
def say_understood(
    *,
    actor: Actor,
    document: Document,
    owner: Owner,
    sha256: str,
    understood: bool,
    remark: str = "",
) -> Understanding:
    """Say for an owner whether the draft has understood its signals rightly.

    `sha256` is of the wording the person read. Refuses with `NotPermitted`, `NotAnOwner`,
    `NotInThePlan`, `NothingToConfirm` or `WordingChanged`.
    """
    _ask_owner(actor, Permission.OWNER_SPEAK, owner, document.partnership)
    document = Document.objects.select_for_update(of=("self",)).get(pk=document.pk)
    body = plans.draft_body(document)
    if body is None:
        raise NotInThePlan
    held = list(signals.of_year(document.partnership_id, body.year)) if body.year else []
    content = understanding.content_for(owner, held, body)
    if not content["signals"]:
        raise NothingToConfirm(owner=owner.name, year=body.year)
    if understanding.fingerprint(content) != sha256:
        raise WordingChanged
    said = Understanding.objects.create(
        document=document,
        owner=owner,
        understood=understood,
        remark=remark,
        sha256=sha256,
        content=content,
        said_at=clock.now(),
        said_by_id=actor.person_id,
    )
    if understood:
        record(
            "signals.confirmed",
            actor=actor,
            partnership_id=document.partnership_id,
            subject=said,
            owner=owner.name,
            sha256=sha256,
        )
    else:
        record(
            "signals.disputed",
            actor=actor,
            partnership_id=document.partnership_id,
            subject=said,
            owner=owner.name,
            sha256=sha256,
        )
    return said


# --- How it goes ------------------------------------------------------------------------


@action
def report_progress(
    *,
    actor: Actor,
    document: Document,
    part_id: str,
    owner: Owner,
    status: str,
    on: date,
    text: str = "",
) -> Progress:
    """Tell how a measure stands on a day. What was told before stands.

    Refuses with `NotPermitted`, `NotAnOwner`, `StillToCome` or `NotInThePlan`.
    """
    _ask_owner(actor, Permission.PROGRESS_REPORT, owner, document.partnership)
    _ask_past(on)
    measure = _measure(document, part_id)
    progress = Progress.objects.create(
        document=document,
        part_id=part_id,
        owner=owner,
        role=_role(actor, Permission.PROGRESS_REPORT, owner, document.partnership),
        status=status,
        text=text,
        on=on,
        reported_at=clock.now(),
        reported_by_id=actor.person_id,
    )
    record(
        "progress.reported",
        actor=actor,
        partnership_id=document.partnership_id,
        subject=progress,
        owner=owner.name,
        title=measure.title,
        document=document.pk,
        part=part_id,
        status=str(progress.get_status_display()),
        reported_on=on,
    )
    return progress


@action
def judge_goal(
    *, actor: Actor, document: Document, part_id: str, owner: Owner, outlook: str, reason: str
) -> Judgement:
    """Record an owner's own view of a goal, with its reason; other owners' views stand.

    Refuses with `NotPermitted`, `NotAnOwner` or `NotInThePlan`.
    """
    _ask_owner(actor, Permission.OWNER_SPEAK, owner, document.partnership)
    goal = _goal(document, part_id)
    judgement = Judgement.objects.create(
        document=document,
        part_id=part_id,
        owner=owner,
        outlook=outlook,
        reason=reason,
        said_at=clock.now(),
        said_by_id=actor.person_id,
    )
    record(
        "goal.judged",
        actor=actor,
        partnership_id=document.partnership_id,
        subject=judgement,
        owner=owner.name,
        title=goal.title,
        document=document.pk,
        part=part_id,
        outlook=str(Outlook(outlook).label),
    )
    return judgement


def _measure(document: Document, part_id: str) -> Measure:
    """The measure as the newest text that every owner has ratified has it."""
    for body in plans.agreed_bodies(document):
        for one in body.measures:
            if one.part_id == part_id:
                return one
    raise NotInThePlan


def _goal(document: Document, part_id: str) -> Goal:
    """The goal as the newest text that every owner has ratified has it."""
    for body in plans.agreed_bodies(document):
        for one in body.goals:
            if one.part_id == part_id:
                return one
    raise NotInThePlan


# --- What they all ask ------------------------------------------------------------------


def _ask_owner(
    actor: Actor, permission: Permission, owner: Owner, partnership: Partnership
) -> None:
    """A seat of that very owner, in that partnership, of which it is an owner today."""
    if not actor.may_for(permission, owner_id=owner.pk, partnership_id=partnership.pk):
        raise NotPermitted
    if not partnership.ownerships.on(clock.today()).filter(owner=owner).exists():
        raise NotAnOwner(owner=owner.name, partnership=partnership.name)


def _role(actor: Actor, permission: Permission, owner: Owner, partnership: Partnership) -> str:
    """The role of the seat that lets the person do it for this owner."""
    return next(
        seat.role.value
        for seat in actor.seats
        if seat.owner_id == owner.pk
        and partnership.pk in seat.partnership_ids
        and permission in GRANTS[seat.role]
    )


def _ask_line(owner: Owner, line: str) -> None:
    if signals.OWN_LINES.get(signals.Line(line), owner.kind) != owner.kind:
        raise OtherLine(owner=owner.name)


def _ask_past(day: date) -> None:
    if day > clock.today():
        raise StillToCome


def _strike(actor: Actor, row: Any, because: str) -> Any:
    _ask_owner(actor, Permission.SIGNAL_ENTER, row.owner, row.partnership)
    row = type(row).objects.select_for_update().get(pk=row.pk)
    if row.struck_at is not None:
        raise AlreadyStruck
    row.struck_at = clock.now()
    row.struck_by_id = actor.person_id
    row.struck_because = because
    row.save(update_fields=["struck_at", "struck_by", "struck_because"])
    return row


def _restore(actor: Actor, row: Any) -> Any:
    _ask_owner(actor, Permission.SIGNAL_ENTER, row.owner, row.partnership)
    row = type(row).objects.select_for_update().get(pk=row.pk)
    if row.struck_at is None:
        raise NotStruck
    row.struck_at, row.struck_by_id, row.struck_because = None, None, ""
    row.save(update_fields=["struck_at", "struck_by", "struck_because"])
    return row


def _kept(actor: Actor, owner: Owner, partnership: Partnership) -> dict[str, Any]:
    return {
        "partnership": partnership,
        "owner": owner,
        "recorded_at": clock.now(),
        "recorded_by_id": actor.person_id,
    }
