"""One table of text by column, with what is wrong in it."""

import difflib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from tospann.engines.structure import cells
from tospann.engines.structure.errors import Fault
from tospann.engines.structure.schema import BY_NAME, TABLES, Column, Table

Rows = Iterable[Mapping[str, str]]
MOST_FAULTS = 1000  # of one table; further faults are counted, not listed
FIRST_ROW = 2  # the header line is 1


@dataclass
class Columns:
    """A table by column. A cell that was wrong is None, and so is an empty one."""

    rows: list[int]
    by_name: dict[str, list[cells.Value]] = field(default_factory=dict)

    def __getitem__(self, column: str) -> list:
        return self.by_name[column]

    def __len__(self) -> int:
        return len(self.rows)

    def lines(self, *columns: str) -> Iterator[tuple]:
        """Row number, then the cells of these columns."""
        return zip(self.rows, *(self.by_name[column] for column in columns), strict=True)


class Faults:
    """Collects the faults of one table, and counts those beyond the most that are listed."""

    def __init__(self, table: Table, into: list[Fault]) -> None:
        self.table, self.into, self.more = table, into, 0
        self.listed = 0

    def add(self, row: int | None, column: str, what: str, cure: str) -> None:
        if self.listed < MOST_FAULTS:
            self.into.append(Fault(self.table.name, row, column, what, cure))
            self.listed += 1
        else:
            self.more += 1

    def close(self) -> None:
        if self.more:
            self.into.append(
                Fault(
                    self.table.name, None, "", f"{self.more} feil til er ikke listet opp.",
                    "Rett de første, og prøv igjen.",
                )
            )  # fmt: skip


def read_table(table: Table, rows: Rows | None, into: list[Fault]) -> Columns:
    faults = Faults(table, into)
    kept = [
        (number, row)
        for number, row in enumerate(rows if rows is not None else (), FIRST_ROW)
        if _says_something(row)
    ]
    found = Columns([number for number, _ in kept])
    given: dict[str, int] = {}  # the first row with each column
    for number, row in kept:
        if not row.keys() <= given.keys():
            given |= {name: number for name in row if name not in given}
    for name, number in given.items():
        if not any(name == column.name for column in table.columns):
            _unknown_column(table, name, number, faults)
    for column in table.columns:
        if column.name in given or not column.required or not kept:
            found.by_name[column.name] = _parsed(column, kept, faults)
        else:
            found.by_name[column.name] = [None] * len(kept)
            faults.add(None, column.name, "Kolonnen mangler.", f"Ta den med: {column.meaning}")
    _check_key(table, found, faults)
    if not kept and table.required:
        what = "Tabellen mangler." if rows is None else "Tabellen er tom."
        faults.add(None, "", what, f"Ta den med. {table.meaning}")
    faults.close()
    return found


def _parsed(
    column: Column, rows: list[tuple[int, Mapping[str, str]]], faults: Faults
) -> list[cells.Value]:
    """The cells of one column. The same text is read once: names come back again and again."""
    texts = [row.get(column.name) or "" for _number, row in rows]
    known = {text: _value_or_wrong(str(text), column) for text in set(texts)}
    wrong = {text for text, got in known.items() if isinstance(got, cells.Wrong)}
    if not wrong:
        return [known[text] for text in texts]  # type: ignore[misc]
    values: list[cells.Value] = []
    for (number, _row), text in zip(rows, texts, strict=True):
        got = known[text]
        if isinstance(got, cells.Wrong):
            faults.add(number, column.name, got.what, got.cure)
            values.append(None)
        else:
            values.append(got)
    return values


def _says_something(row: Mapping[str, str]) -> bool:
    """Does any cell hold text?"""
    for text in row.values():  # a loop: a country has many rows  # noqa: SIM110
        if isinstance(text, str) and text.strip():
            return True
    return False


def _value_or_wrong(text: str, column: Column) -> cells.Value | cells.Wrong:
    try:
        return cells.value(text, column)
    except cells.Wrong as wrong:
        return wrong


def _check_key(table: Table, found: Columns, faults: Faults) -> None:
    if not table.key:
        return
    first: dict[tuple, int] = {}
    for row, *key in found.lines(*table.key):
        before = first.setdefault(tuple(key), row)
        if before != row and None not in key:
            shown = ", ".join(cells.shown(str(part)) for part in key)
            faults.add(
                row, table.key[-1] if len(key) == 1 else "",
                f"{shown} står også i rad {before}.", "Behold én av radene.",
            )  # fmt: skip


def _unknown_column(table: Table, name: object, row: int, faults: Faults) -> None:
    if not isinstance(name, str) or not name:
        faults.add(
            row, "", "Raden har flere felt enn overskriften.", "Se etter et skilletegn for mye."
        )
        return
    names = [column.name for column in table.columns]
    near = difflib.get_close_matches(name[: cells.SHOWN], names, 1)
    cure = f"Mente du {near[0]}? " if near else ""
    faults.add(
        None, cells.shown(name), "Kolonnen er ukjent.",
        f"{cure}Tabellen har {', '.join(names)}. Ta bort andre kolonner.",
    )  # fmt: skip


def did_you_mean(name: object) -> str:
    near = difflib.get_close_matches(str(name)[: cells.SHOWN], list(BY_NAME), 1)
    cure = f"Mente du {near[0]}? " if near else "Ta den bort. "
    return f"{cure}Datasettet kan ha {', '.join(BY_NAME)}."


def in_order(faults: list[Fault]) -> tuple[Fault, ...]:
    order = {table.name: i for i, table in enumerate(TABLES)}
    return tuple(sorted(faults, key=lambda f: (order.get(f.table, -1), f.row or 0)))
