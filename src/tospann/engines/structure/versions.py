"""What differs between two versions of a dataset, by table and by municipality."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from tospann.engines.structure.public import Rows
from tospann.engines.structure.schema import TABLES, Table


@dataclass(frozen=True)
class TableChange:
    """Rows of one table. A row whose key stands in both, with other content, is changed."""

    table: str
    title: str
    before: int
    after: int
    added: int
    removed: int
    changed: int


@dataclass(frozen=True)
class Moved:
    """Residents of a municipality by its places. None where it is not there."""

    number: str
    name: str
    before: int | None
    after: int | None

    @property
    def difference(self) -> int:
        """After less before; one that is not there counts as nobody."""
        return (self.after or 0) - (self.before or 0)


def changes(before: Mapping[str, Rows], after: Mapping[str, Rows]) -> tuple[TableChange, ...]:
    """The tables that differ, in the order of the schema."""
    found = [
        _change(table, before.get(table.name, []), after.get(table.name, [])) for table in TABLES
    ]
    return tuple(one for one in found if one.added or one.removed or one.changed)


def _change(table: Table, before: Rows, after: Rows) -> TableChange:
    old, new = Counter(map(_plain, before)), Counter(map(_plain, after))
    gone, come = old - new, new - old
    changed = 0
    if table.key:
        gone_keys = {_key(table, row) for row in gone}
        changed = len(gone_keys & {_key(table, row) for row in come})
    return TableChange(
        table.name, table.title, len(before), len(after),
        sum(come.values()) - changed, sum(gone.values()) - changed, changed,
    )  # fmt: skip


def _plain(row: Mapping[str, str]) -> frozenset[tuple[str, str]]:
    """A row without empty cells, so that a column nobody fills in is no difference."""
    return frozenset((name, text.strip()) for name, text in row.items() if text and text.strip())


def _key(table: Table, row: frozenset[tuple[str, str]]) -> tuple[str, ...]:
    held = dict(row)
    return tuple(held.get(column, "") for column in table.key)


def moved(before: Mapping[str, Rows], after: Mapping[str, Rows]) -> tuple[Moved, ...]:
    """The municipalities whose residents differ, by number."""
    old, new = _residents(before), _residents(after)
    names = {
        row["number"]: row["name"]
        for tables in (before, after)
        for row in tables.get("municipalities", [])
    }
    return tuple(
        Moved(number, names.get(number, number), old.get(number), new.get(number))
        for number in sorted(old | new)
        if old.get(number) != new.get(number)
    )


def _residents(tables: Mapping[str, Rows]) -> dict[str, int]:
    """Residents by municipality, of tables that were checked."""
    sums = {row["number"]: 0 for row in tables.get("municipalities", [])}
    for row in tables.get("places", []):
        sums[row["municipality"]] = sums.get(row["municipality"], 0) + int(row["residents"])
    return sums
