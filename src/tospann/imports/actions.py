"""Changes to tables on their way in. Only `confirm` and `take` make figures of them."""

import hashlib
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.conf import settings
from django.utils.translation import get_language
from procrastinate.contrib.django import app

from tospann.access.actor import Actor
from tospann.base import clock
from tospann.base.errors import NotPermitted
from tospann.imports import selectors
from tospann.imports.errors import (
    CannotRead,
    Ended,
    Moved,
    NotReady,
    ReadAnew,
    Saving,
    TooLarge,
    TooMany,
)
from tospann.imports.models import OPEN, Draft, Feed, Habit, State
from tospann.journal.record import action, record
from tospann.partnerships.models import Partnership
from tospann.results import actions as results
from tospann.results import protection
from tospann.results.errors import NothingNew
from tospann.results.models import Import

OPEN_AT_ONCE = 20  # unfinished imports of one person in one partnership
TAKEN_AT_ONCE = 3000  # figures taken while the person waits; more are taken by the queue

# --- Coming in --------------------------------------------------------------------------


@action
def begin(
    *,
    actor: Actor,
    partnership: Partnership,
    name: str,
    data: bytes,
    found: bytes | None = None,
    because: str = "",
    source: str = "",
    source_on: date | None = None,
    feed: Feed | None = None,
) -> Draft:
    """Keep a table for the one who brought it, with what was `found`; else the queue reads it.

    Nothing is kept of a table that cannot be read, for the reason in `because`.

    Refuses with `NotPermitted`, `CannotRead`, `TooLarge` or `TooMany`.
    """
    if not selectors.may_bring(actor, partnership):
        raise NotPermitted
    if because:
        raise CannotRead(because=because)
    if len(data) > settings.MAX_FILE_BYTES:
        raise TooLarge(
            megabytes=round(len(data) / 1e6), limit=round(settings.MAX_FILE_BYTES / 1e6)
        )
    waiting = Draft.objects.filter(
        partnership=partnership, created_by=actor.person_id, state__in=OPEN
    ).count()
    if waiting >= OPEN_AT_ONCE:
        raise TooMany(count=waiting)
    draft = Draft.objects.create(
        partnership=partnership,
        feed=feed,
        name=name[:200],
        sha256=hashlib.sha256(data).hexdigest(),
        bytes_count=len(data),
        data=data,
        state=State.READING if found is None else State.READ,
        found=found,
        language=get_language() or "",
        source=source[:200],
        source_on=source_on,
        created_at=clock.now(),
        created_by_id=actor.person_id,
    )
    if found is None:
        _defer("read", draft)
    record("draft_import.begun", actor=actor, partnership_id=partnership.pk, subject=draft)
    return draft


@action
def keep_reading(*, actor: Actor, draft: Draft, found: bytes, looked: bytes | None) -> None:
    """The queue has read the table and looked it over. One no longer wanted is let be.

    Refuses with `Ended`.
    """
    draft = _locked(draft, State.READING)
    draft.state, draft.found, draft.looked = State.READ, found, looked
    draft.save(update_fields=["state", "found", "looked"])
    record("draft_import.read", actor=actor, partnership_id=draft.partnership_id, subject=draft)


@action
def refuse_reading(*, actor: Actor, draft: Draft, refusal: dict[str, Any]) -> None:
    """The table cannot be read; nothing of it is kept but the reason. Refuses with `Ended`."""
    draft = _locked(draft, State.READING)
    draft.refusal = refusal
    _end(actor, draft, State.REFUSED)
    record("draft_import.refused", actor=actor, partnership_id=draft.partnership_id, subject=draft)


@action
def stop_reading(*, actor: Actor, draft: Draft, because: str) -> None:
    """The queue could not finish: what was read before stands, and may be read anew.

    Nothing is kept of a table that was never read. Refuses with `Ended`.
    """
    draft = _locked(draft, State.READING)
    draft.refusal = _words(because)
    if draft.found is None:
        _end(actor, draft, State.REFUSED)
    else:
        draft.state = State.READ
        draft.save(update_fields=["state", "refusal"])
    record("draft_import.stopped", actor=actor, partnership_id=draft.partnership_id, subject=draft)


@action
def change(
    *,
    actor: Actor,
    draft: Draft,
    revision: int,
    answers: Mapping[str, str] | None = None,
    mended: Mapping[str, str] | None = None,
    targets: Mapping[str, str] | None = None,
    source: str = "",
    source_on: date | None = None,
    found: bytes | None = None,
) -> Draft:
    """Keep what a person has answered, mended and chosen, with what was `found` then.

    Without `found` the queue reads the table anew. Empty texts and None leave what was there.

    Refuses with `NotPermitted`, `Ended` or `ReadAnew`.
    """
    draft = _seen(_own(actor, draft, State.READ), revision)
    draft.answers |= dict(answers or {})
    draft.mended |= dict(mended or {})
    draft.targets |= dict(targets or {})
    draft.source, draft.source_on = source or draft.source, source_on or draft.source_on
    draft.revision += 1
    draft.looked, draft.language, draft.refusal = None, get_language() or "", None
    if found is None:
        draft.state, draft.done_count, draft.all_count = State.READING, 0, 0
        _defer("read", draft)
    else:
        draft.found = found
    draft.save()
    record("draft_import.changed", actor=actor, partnership_id=draft.partnership_id, subject=draft)
    return draft


# --- Going on or not --------------------------------------------------------------------


@action
def confirm(*, actor: Actor, draft: Draft, revision: int, fingerprint: str) -> Draft:
    """The person has looked and wants the figures taken: at once, or by the queue when many.

    `fingerprint` is of what the person saw; if anything that stands has changed since, nothing
    is taken. A table that the queue looked over is looked over anew by the queue.

    Refuses with `NotPermitted`, `Ended`, `ReadAnew`, `NotReady`, `NothingNew` or
    `Moved`. What is wrong with the figures is refused by `results.actions.take_figures`.
    """
    draft = _seen(_own(actor, draft, State.READ), revision)
    seen = selectors.kept(actor, draft)
    if seen is None:
        ready = selectors.ready(actor, draft)
        waiting, look = ready.waiting, ready.look.plain()
    else:
        waiting, look = selectors.is_waiting(draft, seen), seen["look"]
    _ask(look, waiting=waiting)
    if look["fingerprint"] != fingerprint:
        raise Moved
    if seen is not None or look["take"] > TAKEN_AT_ONCE:
        draft.state, draft.refusal = State.TAKING, None
        draft.done_count, draft.all_count = 0, look["take"]
        draft.confirmed_at, draft.confirmed_by_id = clock.now(), actor.person_id
        draft.revision += 1
        draft.save()
        _defer("take", draft)
        record(
            "draft_import.confirmed",
            actor=actor,
            partnership_id=draft.partnership_id,
            subject=draft,
        )
        return draft
    _take(actor, draft, ready)
    return draft


@action
def take(
    *,
    actor: Actor,
    draft: Draft,
    ready: selectors.Ready | None = None,
    foreseen: protection.Foreseen | None = None,
) -> Import:
    """The queue takes what was confirmed, and keeps what each series was.

    `ready` and `foreseen` are what the queue has found out before, while nothing was locked.
    Refuses with `NotPermitted`, `Ended`, `ReadAnew`, `NotReady`, `NothingNew` or `Moved`. What is
    wrong with the figures is refused by `results.actions.take_figures`.
    """
    revision = draft.revision
    draft = _seen(_locked(draft, State.TAKING), revision)
    ready = ready or selectors.ready(actor, draft)
    look = ready.look.plain()
    _ask(look, waiting=ready.waiting)
    seen = selectors.kept(actor, draft)
    if seen is not None and seen["look"]["fingerprint"] != look["fingerprint"]:
        raise Moved
    return _take(actor, draft, ready, foreseen)


@action
def give_back(*, actor: Actor, draft: Draft, because: str, looked: bytes | None) -> None:
    """What was confirmed could not be taken; the person must look again. Refuses with `Ended`."""
    draft = _locked(draft, State.TAKING)
    draft.state, draft.looked = State.READ, looked
    draft.refusal = _words(because)
    draft.save(update_fields=["state", "looked", "refusal"])
    record(
        "draft_import.given_back",
        actor=actor,
        partnership_id=draft.partnership_id,
        subject=draft,
    )


@action
def leave(*, actor: Actor, draft: Draft) -> None:
    """Throw the table away. A reading or a check at work ends within a second.

    Refuses with `NotPermitted`, `Ended`, or `Saving` when the figures are being saved already.
    """
    if not Draft.objects.select_for_update(of=("self",), skip_locked=True).filter(pk=draft.pk):
        raise Saving
    draft = _own(actor, draft, State.READING, State.READ, State.TAKING)
    _end(actor, draft, State.LEFT)
    record("draft_import.left", actor=actor, partnership_id=draft.partnership_id, subject=draft)


@action
def clear_out(*, actor: Actor, drafts: list[Draft]) -> None:
    """Throw away tables that nobody finished, thirty days after they came. At least one."""
    for draft in drafts:
        _end(actor, draft, State.LEFT)
    record("draft_imports.cleared", actor=actor, subject=drafts[0], count=len(drafts))


# --- Where tables are fetched -----------------------------------------------------------


@action
def keep_feed(
    *,
    actor: Actor,
    partnership: Partnership,
    base: str,
    table: str,
    title: str,
    publisher: str,
    licence: str,
    selection: list[dict[str, Any]],
    every_days: int,
) -> Feed:
    """Keep a table and a choice in it, to be fetched now and then. Refuses with `NotPermitted`."""
    if not selectors.may_bring(actor, partnership):
        raise NotPermitted
    feed = Feed.objects.create(
        partnership=partnership,
        base=base,
        table=table,
        title=title,
        publisher=publisher,
        licence=licence,
        selection=selection,
        every_days=every_days,
        created_at=clock.now(),
        created_by_id=actor.person_id,
    )
    record(
        "feed.kept",
        actor=actor,
        partnership_id=feed.partnership_id,
        subject=feed,
        table=feed.table,
        publisher=feed.publisher,
    )
    return feed


@action
def ask_fetch(*, actor: Actor, feed: Feed) -> None:
    """Let the queue fetch the table now. Refuses with `NotPermitted` or `Ended`."""
    feed = _feed(actor, feed)
    app.configure_task("tospann.imports.tasks.fetch", lock="imports.pxweb").defer(
        feed_id=str(feed.pk)
    )
    record(
        "feed.asked",
        actor=actor,
        partnership_id=feed.partnership_id,
        subject=feed,
        table=feed.table,
        publisher=feed.publisher,
    )


@action
def remove_feed(*, actor: Actor, feed: Feed) -> None:
    """Fetch the table no more. Refuses with `NotPermitted` or `Ended`."""
    feed = _feed(actor, feed)
    feed.removed_at, feed.removed_by_id = clock.now(), actor.person_id
    feed.save(update_fields=["removed_at", "removed_by"])
    record(
        "feed.removed",
        actor=actor,
        partnership_id=feed.partnership_id,
        subject=feed,
        table=feed.table,
        publisher=feed.publisher,
    )


@action
def note_fetch(*, actor: Actor, feed: Feed, outcome: str) -> None:
    """The table was asked for today; `outcome` says in words what came of it."""
    feed.fetched_on, feed.outcome = clock.today(), outcome[:300]
    feed.save(update_fields=["fetched_on", "outcome"])
    record(
        "feed.asked",
        actor=actor,
        partnership_id=feed.partnership_id,
        subject=feed,
        table=feed.table,
        publisher=feed.publisher,
    )


def _feed(actor: Actor, feed: Feed) -> Feed:
    """The feed as it is now, locked, for one who may."""
    feed = (
        Feed.objects.select_for_update(of=("self",)).select_related("partnership").get(pk=feed.pk)
    )
    if not selectors.may_bring(actor, feed.partnership):
        raise NotPermitted
    if feed.removed_at:
        raise Ended
    return feed


# --- Helpers ----------------------------------------------------------------------------


def _words(because: str) -> dict[str, Any]:
    """A reason that is in words already, as `found` writes reasons."""
    return {"message": "%(because)s", "params": {"because": because}}


def _defer(task: str, draft: Draft) -> None:
    app.configure_task(f"tospann.imports.tasks.{task}").defer(draft_id=str(draft.pk))


def _own(actor: Actor, draft: Draft, *states: State) -> Draft:
    """The draft as it is now, locked; who may not open it may not touch it."""
    draft = _locked(draft, *states)
    if not selectors.may_open(actor, draft):
        raise NotPermitted
    return draft


def _seen(draft: Draft, revision: int) -> Draft:
    """The draft, when it is still as the person saw it."""
    if draft.revision != revision:
        raise ReadAnew
    return draft


def _locked(draft: Draft, *states: State) -> Draft:
    locked = (
        Draft.objects.select_for_update(of=("self",))
        .select_related("partnership", "feed")
        .get(pk=draft.pk)
    )
    if locked.state not in states:
        raise Ended
    return locked


def _ask(look: Mapping[str, Any], *, waiting: bool) -> None:
    """Refuse a table that something stands in the way of, or that brings nothing."""
    if waiting or look["bad_count"]:
        raise NotReady
    if not look["take"] and any(one["why"] == "others" for one in look["left"]):
        raise NotPermitted
    if not look["take"]:
        raise NothingNew


def _take(
    actor: Actor,
    draft: Draft,
    ready: selectors.Ready,
    foreseen: protection.Foreseen | None = None,
) -> Import:
    """Make figures of the table, and remember what each series was."""
    batch = results.take_figures(
        actor=actor,
        partnership=draft.partnership,
        figures=ready.look.take,
        source=draft.source,
        source_on=draft.source_on,
        foreseen=foreseen,
    )
    Habit.objects.bulk_create(
        [
            Habit(partnership=draft.partnership, layout=ready.layout, series=name, target=target)
            for name, target in ready.targets.items()
        ],
        update_conflicts=True,
        unique_fields=["partnership", "layout", "series"],
        update_fields=["target"],
    )
    draft.batch = batch
    _end(actor, draft, State.TAKEN)
    return batch


def _end(actor: Actor, draft: Draft, state: State) -> None:
    """Nothing of the table is kept: not its bytes, not what was read, not what was written."""
    draft.state, draft.data, draft.found, draft.looked = state, None, None, None
    draft.mended, draft.answers = {}, {}
    if state != State.REFUSED:
        draft.refusal = None
    draft.ended_at, draft.ended_by_id = clock.now(), actor.person_id
    draft.save()
