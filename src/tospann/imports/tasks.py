"""What the queue does with tables on their way in."""

from contextlib import suppress

from django.utils.translation import gettext as _
from django.utils.translation import override
from procrastinate.contrib.django import app

from tospann.access.actor import STRANGER
from tospann.base import queue
from tospann.base.apart import Stopped
from tospann.base.errors import Refused
from tospann.imports import actions, fetching, progress, reading, selectors
from tospann.imports.errors import Ended, ReadAnew
from tospann.imports.found import packed
from tospann.imports.models import Draft, State
from tospann.partnerships.selectors import actor_for
from tospann.results import protection


@app.task(name="tospann.imports.tasks.read")
def read(draft_id: str) -> None:
    """Read a large table in a process of its own. Safe to run twice.

    Whoever leaves the import stops the reading within a second.
    """
    draft = selectors.draft_to_do(draft_id, State.READING)
    if draft is None:
        return
    try:
        _read(draft)
    except (Ended, Stopped):
        return
    except Exception as fault:
        _stop(draft, fault)
        raise


def _read(draft: Draft) -> None:
    answer = reading.read(draft, limits=reading.QUEUED, wanted=progress.teller(draft))
    if answer.found is None:
        actions.refuse_reading(actor=STRANGER, draft=draft, refusal=reading.refusal(answer))
    else:
        draft.found = reading.packed(answer)
        actions.keep_reading(actor=STRANGER, draft=draft, found=draft.found, looked=_looked(draft))


@app.task(name="tospann.imports.tasks.take")
def take(draft_id: str) -> None:
    """Take the figures of a large table that a person has confirmed. Safe to run twice.

    All that takes time is done first, while nothing is locked and the person may still change
    their mind. Then everything is written together.
    """
    draft = selectors.draft_to_do(draft_id, State.TAKING)
    if draft is None or draft.confirmed_by is None:
        return
    actor = actor_for(draft.confirmed_by)
    try:
        ready = selectors.ready(actor, draft)
        foreseen = protection.foresee(draft.partnership, ready.look.take, progress.stopper(draft))
        actions.take(actor=actor, draft=draft, ready=ready, foreseen=foreseen)
    except (Ended, ReadAnew, Stopped):
        return
    except Refused as refusal:
        with suppress(Ended):
            looked = _looked(draft) if draft.looked is not None else None
            actions.give_back(actor=STRANGER, draft=draft, because=str(refusal), looked=looked)
    except Exception as fault:
        _stop(draft, fault)
        raise


@app.periodic(cron="*/5 * * * *")
@app.task(name="tospann.imports.tasks.give_up", queueing_lock="imports.give_up")
def give_up(timestamp: int) -> None:
    """Tell of tables that no job reads or takes any more. Safe to run twice."""
    for state, task in ((State.READING, "read"), (State.TAKING, "take")):
        drafts = selectors.drafts_to_do(state)
        at_work = queue.at_work(f"tospann.imports.tasks.{task}", "draft_id") if drafts else set()
        for draft in drafts:
            if str(draft.pk) not in at_work:
                _stop(draft)


def _stop(draft: Draft, fault: Exception | None = None) -> None:
    """Back to the one who brought it: nothing was taken, and it may be tried again."""
    with suppress(Ended), override(draft.language or None):
        because = queue.why(fault) if fault else queue.broken_off()
        if draft.state == State.READING:
            again = _("Ingen tall er endret. Prøv igjen.")
            actions.stop_reading(actor=STRANGER, draft=draft, because=f"{because} {again}")
        else:
            again = _("Ingen av tallene er lagret. Se over dem, og prøv igjen.")
            looked = None if draft.looked is None else bytes(draft.looked)
            actions.give_back(
                actor=STRANGER, draft=draft, because=f"{because} {again}", looked=looked
            )


def _looked(draft: Draft) -> bytes | None:
    """What the page will tell the one who brought it, in their language; it takes seconds."""
    if draft.created_by is None:
        return None
    with override(draft.language or None):
        return packed(selectors.looked_over(actor_for(draft.created_by), draft))


@app.periodic(cron="20 2 * * *")
@app.task(name="tospann.imports.tasks.clear_out", queueing_lock="imports.clear_out")
def clear_out(timestamp: int) -> None:
    """Throw away tables that nobody finished. Safe to run twice."""
    if old := selectors.too_old():
        actions.clear_out(actor=STRANGER, drafts=old)


@app.periodic(cron="40 6 * * *")
@app.task(
    name="tospann.imports.tasks.fetch_due", queueing_lock="imports.fetch_due", lock="imports.pxweb"
)
def fetch_due(timestamp: int) -> None:
    """Fetch the tables whose day it is, one after another. Safe to run twice."""
    for feed in selectors.feeds_due():
        fetching.fetch(feed)


@app.task(name="tospann.imports.tasks.fetch", lock="imports.pxweb")
def fetch(feed_id: str) -> None:
    """Fetch one table because somebody asked. Safe to run twice."""
    feed = selectors.feed_to_fetch(feed_id)
    if feed is not None:
        fetching.fetch(feed)
