"""How long what somebody has brought, and not finished, is kept."""

from datetime import timedelta
from typing import TypeVar

from django.db.models import Model, QuerySet

from tospann.base import clock

KEPT_DAYS = 30
AT_A_TIME = 500
Draft = TypeVar("Draft", bound=Model)


def too_old(unfinished: QuerySet[Draft], begun: str) -> list[Draft]:
    """Those begun before the days, by the field of that name, oldest first. One query."""
    before = clock.now() - timedelta(days=KEPT_DAYS)
    return list(unfinished.filter(**{f"{begun}__lt": before}).order_by(begun, "pk")[:AT_A_TIME])
