"""A table of the engine, frozen cell by cell as it is shown and as it stands in CSV."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from tospann.engines.structure import report
from tospann.engines.structure.report import Column, path
from tospann.structure.study import body


def frozen(
    id: str, caption: str, table: report.Table, *, source: str = "", illustrative: bool = False
) -> body.Table:
    """A table of the engine, as the study keeps it."""
    return body.Table(
        id=id,
        caption=caption,
        columns=[
            body.Column(name=one.name, title=str(one.title), number=one.told is not None)
            for one in table.columns
        ],
        shown=[[_told(one, row) for one in table.columns] for row in table.rows],
        plain=[[_cell(one, row) for one in table.columns] for row in table.rows],
        source=source,
        illustrative=illustrative,
    )


def _told(column: Column, row: Mapping[str, Any]) -> str:
    value = column.of(row)
    if value is None:
        return "–"
    if isinstance(value, Mapping):
        return _("skjult")
    return str(value) if column.told is None else column.told(value)


def _cell(column: Column, row: Mapping[str, Any]) -> str:
    value = column.of(row)
    if value is None:
        return ""
    return ":" if isinstance(value, Mapping) else str(value)


def name_column() -> Column:
    """The municipality the row is about."""
    return Column("name", _("Kommune"), path("name"))
