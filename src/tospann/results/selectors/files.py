"""What is shown, for files."""

from uuid import UUID

from django.db.models import QuerySet

from tospann.access.actor import Actor
from tospann.base import clock
from tospann.indicators.models import Indicator
from tospann.partnerships.models import Partnership
from tospann.partnerships.selectors import owners_on
from tospann.results import lines
from tospann.results.models import Import, Published


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
    owners = owners_on(batch.partnership, clock.today())
    given = batch.measurements.values_list("indicator_id", "place").distinct().order_by()
    known = Indicator.objects.in_bulk({one for one, _place in given})
    return next(
        (
            known[one].code
            for one, place in given
            if not lines.may_give(
                actor, known[one], partnership=batch.partnership, owners=owners, place=place
            )
        ),
        "",
    )


def import_of(row_id: UUID) -> Import | None:
    """An import by its id. One query."""
    return Import.objects.select_related("partnership").filter(pk=row_id).first()
