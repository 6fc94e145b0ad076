"""What is shown, for files."""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as in_words

from tospann.access.actor import Actor
from tospann.base import clock
from tospann.indicators.models import Indicator
from tospann.journal.selectors import newest_of
from tospann.partnerships.models import Partnership
from tospann.partnerships.selectors import owners_on
from tospann.results import lines
from tospann.results.figures import Figure
from tospann.results.models import Import, Measurement, Published


def shown(partnership: Partnership, indicator: Indicator | None = None) -> QuerySet[Published]:
    """What is shown of one indicator, or of all, by indicator and then by period. One query."""
    rows = Published.objects.filter(partnership=partnership, standing=True)
    if indicator is not None:
        rows = rows.filter(indicator=indicator)
    return rows.order_by("indicator__created_at", "indicator", "first_on", "pk")


def imports_of(partnership: Partnership) -> QuerySet[Import]:
    """What came in, newest first. One query."""
    return Import.objects.filter(partnership=partnership).select_related("file")


def not_theirs(actor: Actor, batch: Import) -> str:
    """The code of an indicator in an import whose figures the actor may not give; "" for none.

    Three queries.
    """
    assert batch.partnership is not None
    return _barred(actor, batch.partnership, [batch]).get(batch.pk, "")


def touched(batch: Import) -> list[Figure]:
    """Every indicator, period and place of an import, without the numbers. Two queries."""
    rows = batch.measurements.values_list("indicator_id", "period", "place").distinct()
    found = list(rows.order_by("indicator_id", "period", "place"))
    known = Indicator.objects.in_bulk({one for one, _period, _place in found})
    return [Figure(known[one], period, place) for one, period, place in found]


def before(batch: Import) -> list[Measurement]:
    """What stands again when an import is gone. One query.

    For each of its figures that stand: the latest other edition whose import stands.
    """
    cell = ("indicator_id", "period", "place", "split")
    gone = batch.measurements.filter(standing=True, **{name: OuterRef(name) for name in cell})
    rows = (
        Measurement.objects.filter(partnership=batch.partnership, batch__reverted_at=None)
        .exclude(batch=batch)
        .filter(Exists(gone))
    )
    return list(rows.select_related("indicator").order_by(*cell, "-edition").distinct(*cell))


def revert_to_do(row_id: str) -> Import | None:
    """An import the queue is to take back; None when that is over. One query."""
    return (
        Import.objects.select_related("partnership", "revert_asked_by")
        .filter(pk=row_id, reverted_at=None, revert_asked_at__isnull=False)
        .first()
    )


def reverts_to_do() -> list[Import]:
    """The imports the queue is to take back. One query."""
    return list(Import.objects.filter(reverted_at=None, revert_asked_at__isnull=False))


def not_taken_back(batches: Sequence[Import]) -> dict[UUID, str]:
    """Why an import that the queue was to take back stands as before, of those that do.

    In the reader's language. One query.
    """
    standing = [one for one in batches if not one.reverted_at and not one.revert_asked_at]
    found = newest_of(standing, "figures.revert_stopped")
    return {
        one.pk: in_words(found[str(one.pk)]["because"]) for one in standing if str(one.pk) in found
    }


def theirs(actor: Actor, partnership: Partnership, batches: Sequence[Import]) -> frozenset[UUID]:
    """The imports of a partnership that the actor may take back: all its figures are theirs.

    None that is taken back already. Three queries, none for someone who may give no figures.
    """
    standing = [one for one in batches if one.reverted_at is None and one.revert_asked_at is None]
    if not lines.may_give_any(actor, partnership):
        return frozenset()
    barred = _barred(actor, partnership, standing)
    return frozenset(one.pk for one in standing if one.pk not in barred)


def _barred(actor: Actor, partnership: Partnership, batches: Sequence[Import]) -> dict[UUID, str]:
    """Import → the code of an indicator in it that the actor may not give. Three queries."""
    owners = owners_on(partnership, clock.today())
    rows = Measurement.objects.filter(batch__in=batches)
    given = list(rows.values_list("batch_id", "indicator_id", "place").distinct().order_by())
    known = Indicator.objects.in_bulk({one for _batch, one, _place in given})
    return {
        batch: known[one].code
        for batch, one, place in given
        if not lines.may_give(
            actor, known[one], partnership=partnership, owners=owners, place=place
        )
    }


def import_of(row_id: UUID) -> Import | None:
    """An import by its id. One query."""
    return Import.objects.select_related("partnership").filter(pk=row_id).first()
