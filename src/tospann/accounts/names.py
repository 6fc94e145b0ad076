"""What people are called, for those who may know."""

from collections.abc import Collection

from tospann.accounts.models import Person
from tospann.journal.naming import Named


def _people(ids: Collection[str] | None) -> list[Named]:
    rows = Person.objects.order_by("pk")
    rows = rows if ids is None else rows.filter(pk__in=ids)
    return [Named(str(row.pk), row.name) for row in rows.only("name")]


NAMES = {"person": _people}
