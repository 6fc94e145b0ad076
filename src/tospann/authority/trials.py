"""What an application for a trial has come to, counted from what happened. Pure.

Source: forsøksloven (1992) §§ 3–5: application, a local regulation by the council, approval by
the ministry, and a period with an end. Without an approval there is no power to deviate.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class State(StrEnum):
    """Where it stands on a day."""

    PREPARED = "prepared"  # not applied for
    WAITING = "waiting"  # applied for, no answer
    PRELIMINARY = "preliminary"  # a preliminary reply; still no power
    REFUSED = "refused"
    DROPPED = "dropped"
    LACKS_REGULATION = "lacks_regulation"  # approved, but a council has no regulation
    COMING = "coming"  # approved; the period has not begun
    RUNNING = "running"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened. `sort` is one of `EventSort`'s values."""

    sort: str
    on: date
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the application stands; `days_waiting` while somebody owes an answer."""

    state: State
    applied_on: date | None
    days_waiting: int | None
    reminder_count: int
    since: date | None = None  # of the approved period
    until: date | None = None


def standing(events: Iterable[Event], day: date) -> Standing:
    """Where a trial stands on a day. Events after the day have not happened."""
    known = sorted((one for one in events if one.on <= day), key=lambda one: one.on)
    latest = {one.sort: one for one in known}
    applied, approved = latest.get("applied"), latest.get("approved")
    reminders = sum(one.sort == "reminded" for one in known)

    def found(state: State, *, waiting: bool = False) -> Standing:
        return Standing(
            state,
            applied.on if applied else None,
            (day - applied.on).days if applied and waiting else None,
            reminders,
            approved.since if approved else None,
            approved.until if approved else None,
        )

    if "dropped" in latest:
        return found(State.DROPPED)
    if approved is not None and approved.since is not None and approved.until is not None:
        if approved.until < day:
            return found(State.OVER)
        if "regulation" not in latest:
            return found(State.LACKS_REGULATION)
        return found(State.COMING if day < approved.since else State.RUNNING)
    if "refused" in latest:
        return found(State.REFUSED)
    if "preliminary" in latest:
        return found(State.PRELIMINARY, waiting=True)
    return found(State.WAITING if applied else State.PREPARED, waiting=applied is not None)
