"""One kind of governed document in one partnership, as a line on the board keeps it."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from tospann.agreed.standing import Standing, State, in_force

NONE = "none"
_BEST_FIRST = (State.OPEN, State.LACKS_ANNEX, State.AGREED, State.ENDED, State.SUPERSEDED)


@dataclass(frozen=True, slots=True)
class Paper:
    """What stands: the version in force, or else the one that has come furthest.

    `yes` of `of` owners have ratified the newest version; `newer` says that it is another than
    the one in force. `draft` is for those who may read drafts.
    """

    state: str = NONE  # a `State`, or `NONE`
    since: date | None = None
    revise_by: date | None = None
    last_day: date | None = None
    document: str = ""
    number: int = 0
    yes: int = 0
    of: int = 0
    newer: bool = False
    draft: bool = False

    def overdue(self, day: date) -> bool:
        """In force, and past the day it should have been revised."""
        return self.state == State.IN_FORCE and self.revise_by is not None and self.revise_by < day

    def as_data(self) -> dict[str, Any]:
        """The paper as JSON carries it."""
        return {
            name: value.isoformat() if isinstance(value, date) else value
            for name, value in asdict(self).items()
        }


def from_data(data: dict[str, Any]) -> Paper:
    """The paper that `as_data` wrote."""
    days = {
        name: date.fromisoformat(data[name]) if data[name] else None
        for name in ("since", "revise_by", "last_day")
    }
    return Paper(**data | days)


def paper_of(documents: Iterable[Sequence[Standing]], *, draft: bool) -> Paper:
    """The paper for the documents of one kind, each as its versions newest first."""
    every = [found for found in documents if found]
    for found in every:
        if current := in_force(found):
            newest = found[0]
            return _paper(current, newest, draft=draft)
    newest_of = [found[0] for found in every if found[0].state in _BEST_FIRST]
    if not newest_of:
        return Paper(draft=draft)
    best = min(newest_of, key=lambda one: _BEST_FIRST.index(one.state))
    return _paper(best, best, draft=draft)


def _paper(shown: Standing, newest: Standing, *, draft: bool) -> Paper:
    return Paper(
        state=shown.state.value,
        since=shown.since,
        revise_by=shown.version.revise_by,
        last_day=shown.last_day,
        document=str(shown.version.document_id),
        number=shown.version.number,
        yes=newest.ratified_count,
        of=newest.owner_count,
        newer=newest is not shown,
        draft=draft,
    )
