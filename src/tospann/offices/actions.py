"""The only writes to the register of municipalities and offices."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db import models
from psycopg.types.range import DateRange, Range

from tospann.access.actor import Actor
from tospann.base.sorting import norwegian_key
from tospann.journal.record import action, record
from tospann.offices.errors import NothingChanged, SharesDoNotAddUp, UnknownReference
from tospann.offices.map import path
from tospann.offices.models import (
    Coverage,
    Municipality,
    MunicipalityChange,
    MunicipalityName,
    Office,
    Outline,
    Population,
    RegisterLoad,
    SamiLanguageArea,
    Site,
    Source,
)
from tospann.offices.register import Register

Rows = list[dict[str, Any]]  # the fields of each row


@action
def load_register(*, actor: Actor, register: Register) -> RegisterLoad:
    """Make the stored register say what `register` says; rows that are the same stay untouched.

    Rows keep their ids as long as their natural key lives, so others may refer to them. No
    page reaches this: the operator's commands and the demo do. Leaves one journal entry.

    Refuses with `NothingChanged`, `SharesDoNotAddUp` or `UnknownReference`. Raises
    `ProtectedError` when a row to be removed is still referred to from outside the register.
    """
    sha256 = register.fingerprint()
    latest = RegisterLoad.objects.order_by("-pk").first()
    if latest and latest.sha256 == sha256:
        raise NothingChanged
    _check_shares(register)

    tables = [_reconcile(Source, ("key",), [_plain(row) for row in register.sources])]
    source = _Lookup("kilde", {row.key: row.pk for row in Source.objects.all()})
    tables.append(_reconcile(Municipality, ("number",), _municipalities(register, source)))
    place = _Lookup("kommune", {row.number: row.pk for row in Municipality.objects.all()})
    tables.append(_reconcile(Office, ("unit_number",), _offices(register, source, place)))
    unit = _Lookup("kontor", {row.unit_number: row.pk for row in Office.objects.all()})
    tables += [
        _reconcile(MunicipalityName, ("municipality_id", "language"), _names(register, place)),
        _reconcile(
            MunicipalityChange,
            ("predecessor_id", "successor_id"),
            _changes(register, source, place),
        ),
        *(
            _reconcile(model, key, _placed(rows, source, place, unit))
            for model, key, rows in (
                (SamiLanguageArea, ("municipality_id", "language", "period"), register.sami_areas),
                (Population, ("municipality_id", "year"), register.populations),
                (Outline, ("municipality_id",), register.outlines),
                (
                    Coverage,
                    ("office_id", "municipality_id", "part", "period"),
                    register.coverages,
                ),
                (Site, ("office_id", "place"), register.sites),
            )
        ),
    ]
    for _added, _changed, missing in reversed(tables):
        for row in missing:
            row.delete()

    load = RegisterLoad.objects.create(sha256=sha256, row_count=register.row_count())
    record(
        "register.loaded",
        actor=actor,
        subject=load,
        sha256=sha256,
        added=sum(added for added, _, _ in tables),
        changed=sum(changed for _, changed, _ in tables),
        removed=sum(len(missing) for _, _, missing in tables),
    )
    return load


def _reconcile(
    model: type[models.Model], key: tuple[str, ...], rows: Rows
) -> tuple[int, int, list[models.Model]]:
    """Create and update; say how many of each, and which stored rows are no longer wanted."""
    stored = {
        tuple(_comparable(getattr(row, name)) for name in key): row
        for row in model._default_manager.all()
    }
    new, changed, fields = [], [], set()
    for values in rows:
        row = stored.pop(tuple(_comparable(values[name]) for name in key), None)
        if row is None:
            new.append(model(**values))
            continue
        differing = {
            name for name, value in values.items()
            if _comparable(getattr(row, name)) != _comparable(value)
        }  # fmt: skip
        for name in differing:
            setattr(row, name, values[name])
        if differing:
            changed.append(row)
            fields |= {name.removesuffix("_id") for name in differing}
    model._default_manager.bulk_create(new)
    if changed:
        model._default_manager.bulk_update(changed, sorted(fields))
    return len(new), len(changed), list(stored.values())


def _comparable(value: Any) -> Any:
    """Ranges as their two days: the database writes an open bound in its own way."""
    return (value.lower, value.upper) if isinstance(value, Range) else value


def _period(first: date | None, last: date | None) -> DateRange:
    return DateRange(first, last + timedelta(days=1) if last else None, "[)")


def _plain(row: Any, *skip: str) -> dict[str, Any]:
    return {name: getattr(row, name) for name in row.__slots__ if name not in skip}


class _Lookup:
    """Ids by what people write. Refuses with `UnknownReference`."""

    def __init__(self, kind: str, ids: dict[str, Any]) -> None:
        self.kind, self.ids = kind, ids

    def __call__(self, key: str, row: Any) -> Any:
        if key not in self.ids:
            raise UnknownReference(row=type(row).__name__, kind=self.kind, key=key)
        return self.ids[key]


def _check_shares(register: Register) -> None:
    shares: dict[str, Decimal] = {}
    for row in register.changes:
        shares[row.predecessor] = shares.get(row.predecessor, Decimal()) + row.share
    for number, total in sorted(shares.items()):
        if total != 1:
            raise SharesDoNotAddUp(number=number, percent=f"{total * 100:.2f}")


def _municipalities(register: Register, source: _Lookup) -> Rows:
    return [
        {
            **_plain(row, "first", "last", "source", "sami_name", "sami_language"),
            "period": _period(row.first, row.last),
            "sort_key": norwegian_key(row.name),
            "source_id": source(row.source, row),
        }
        for row in register.municipalities
    ]


def _names(register: Register, place: _Lookup) -> Rows:
    return [
        {
            "municipality_id": place(row.number, row),
            "language": row.sami_language,
            "name": row.sami_name,
        }
        for row in register.municipalities
        if row.sami_name
    ]


def _offices(register: Register, source: _Lookup, place: _Lookup) -> Rows:
    return [
        {
            **_plain(row, "first", "last", "source", "host"),
            "period": _period(row.first, row.last),
            "sort_key": norwegian_key(row.name.upper().removeprefix("NAV ")),
            "host_id": place(row.host, row) if row.host else None,
            "source_id": source(row.source, row),
        }
        for row in register.offices
    ]


def _changes(register: Register, source: _Lookup, place: _Lookup) -> Rows:
    return [
        {
            **_plain(row, "predecessor", "successor", "source"),
            "predecessor_id": place(row.predecessor, row),
            "successor_id": place(row.successor, row),
            "source_id": source(row.source, row),
        }
        for row in register.changes
    ]


def _placed(rows: Iterable[Any], source: _Lookup, place: _Lookup, unit: _Lookup) -> Rows:
    """Rows that lie in a municipality; some have a period, an office or a drawn border too."""
    prepared = []
    for row in rows:
        values = _plain(row, "first", "last", "source", "municipality", "unit_number", "rings")
        values["municipality_id"] = place(row.municipality, row)
        values["source_id"] = source(row.source, row)
        if hasattr(row, "first"):
            values["period"] = _period(row.first, row.last)
        if hasattr(row, "unit_number"):
            values["office_id"] = unit(row.unit_number, row)
        if hasattr(row, "rings"):
            values["path"], frame = path(row.rings)
            values |= asdict(frame)
        prepared.append(values)
    return prepared
