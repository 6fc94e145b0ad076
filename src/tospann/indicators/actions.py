"""Changes to the catalogue and to a partnership's own indicators."""

from typing import Any

from tospann.access.actor import Actor
from tospann.access.roles import Permission
from tospann.base import clock
from tospann.base.errors import NotPermitted
from tospann.indicators.errors import (
    AlreadyRetired,
    ChangedMeanwhile,
    Frozen,
    InTheCatalogue,
    LessHidden,
)
from tospann.indicators.models import KIND_FIELDS, LOOSEST_FIRST, Indicator
from tospann.indicators.selectors import missing_from_catalogue
from tospann.journal.record import action, record
from tospann.partnerships.models import Partnership

WRITTEN = (
    *("title", "definition", "measure", "unit", "decimals", "direction", "frequency"),
    *("due_days", "source", "line", "type", "base", "suppression"),
)


@action
def take_catalogue(*, actor: Actor) -> int:
    """Add what the common catalogue has and this installation lacks; how many that was.

    Only the commands call it, and only while `selectors.missing_from_catalogue()`.
    """
    made = Indicator.objects.bulk_create(
        Indicator(**row, created_at=clock.now(), created_by_id=actor.person_id)
        for row in missing_from_catalogue()
    )
    record("indicators.catalogue_taken", actor=actor, subject=made[-1], count=len(made))
    return len(made)


@action
def define(*, actor: Actor, partnership: Partnership, **given: Any) -> Indicator:
    """Give a partnership an indicator of its own, with the next free code.

    `given` are the fields in `WRITTEN`. Refuses with `NotPermitted`.
    """
    _ask(actor, partnership)
    Partnership.objects.select_for_update().get(pk=partnership.pk)  # codes come one by one
    indicator = Indicator.objects.create(
        partnership=partnership,
        code=f"E{partnership.indicators.count() + 1}",
        created_at=clock.now(),
        created_by_id=actor.person_id,
        **given,
    )
    record("indicator.defined", actor=actor, **_about_indicator(indicator))
    return indicator


@action
def change(*, actor: Actor, indicator: Indicator, revision: int, **given: Any) -> Indicator:
    """Change a partnership's own indicator as it was at a revision.

    Refuses with `NotPermitted`, `InTheCatalogue`, `ChangedMeanwhile`, `AlreadyRetired`, and once
    figures exist with `Frozen` or `LessHidden`.
    """
    indicator = _own(actor, indicator, revision)
    if indicator.frozen_at:
        if any(given.get(name, getattr(indicator, name)) != getattr(indicator, name)
               for name in KIND_FIELDS):  # fmt: skip
            raise Frozen(code=indicator.code)
        hidden = given.get("suppression", indicator.suppression)
        if LOOSEST_FIRST.index(hidden) < LOOSEST_FIRST.index(indicator.suppression):
            raise LessHidden(code=indicator.code)
    for name, value in given.items():
        setattr(indicator, name, value)
    indicator.revision += 1
    indicator.save(update_fields=[*given, "revision"])
    record("indicator.changed", actor=actor, **_about_indicator(indicator))
    return indicator


@action
def retire(*, actor: Actor, indicator: Indicator, revision: int, because: str) -> Indicator:
    """End a partnership's own indicator. Its figures stay to be read.

    Refuses with `NotPermitted`, `InTheCatalogue`, `ChangedMeanwhile` or `AlreadyRetired`.
    """
    indicator = _own(actor, indicator, revision)
    indicator.retired_at = clock.now()
    indicator.retired_by_id = actor.person_id
    indicator.retired_because = because
    indicator.revision += 1
    indicator.save(update_fields=["retired_at", "retired_by", "retired_because", "revision"])
    record("indicator.retired", actor=actor, **_about_indicator(indicator))
    return indicator


@action
def freeze(*, actor: Actor, indicator: Indicator) -> None:
    """Fix the kind of an indicator, now that it gets its first figure.

    Called by the action that takes figures in, and only while `frozen_at` is empty.
    """
    indicator.frozen_at = clock.now()
    indicator.frozen_by_id = actor.person_id
    indicator.save(update_fields=["frozen_at", "frozen_by"])
    record("indicator.frozen", actor=actor, **_about_indicator(indicator))


def _ask(actor: Actor, partnership: Partnership) -> None:
    if not actor.may_in(Permission.INDICATOR_DEFINE, partnership_id=partnership.pk):
        raise NotPermitted


def _own(actor: Actor, indicator: Indicator, revision: int) -> Indicator:
    """The row, locked, if this person may change it now."""
    indicator = Indicator.objects.select_for_update(of=("self",)).get(pk=indicator.pk)
    if indicator.partnership is None:
        raise InTheCatalogue(code=indicator.code)
    _ask(actor, indicator.partnership)
    if indicator.revision != revision:
        raise ChangedMeanwhile
    if indicator.retired_at:
        raise AlreadyRetired
    return indicator


def _about_indicator(indicator: Indicator) -> dict[str, Any]:
    """What the journal is told of an indicator."""
    return {
        "partnership_id": indicator.partnership_id,
        "subject": indicator,
        "code": indicator.code,
        "title": indicator.title,
    }
