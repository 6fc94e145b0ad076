"""What is shown, for files."""

from uuid import UUID

from django.db.models import QuerySet

from tospann.indicators.models import Indicator
from tospann.partnerships.models import Partnership
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


def import_of(row_id: UUID) -> Import | None:
    """An import by its id. One query."""
    return Import.objects.select_related("partnership").filter(pk=row_id).first()
