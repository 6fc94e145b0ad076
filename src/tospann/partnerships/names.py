"""What partnerships, owners and roles are called, for the journal's pages."""

from collections.abc import Collection

from tospann.journal.naming import Named
from tospann.partnerships.models import Owner, Partnership, RoleLabel


def _partnerships(ids: Collection[str] | None) -> list[Named]:
    rows = Partnership.objects.order_by("sort_key", "pk")
    rows = rows if ids is None else rows.filter(pk__in=ids)
    return [Named(str(row.pk), row.name, row.slug) for row in rows.only("name", "slug")]


def _owners(ids: Collection[str] | None) -> list[Named]:
    rows = Owner.objects.order_by("sort_key", "pk")
    rows = rows if ids is None else rows.filter(pk__in=ids)
    return [Named(str(row.pk), row.name) for row in rows.only("name")]


def _roles(ids: Collection[str] | None) -> list[Named]:
    return [Named(role.value, str(role.label)) for role in RoleLabel]


NAMES = {"partnership": _partnerships, "owner": _owners, "role": _roles}
