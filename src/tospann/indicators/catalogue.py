"""The common catalogue: 37 indicators that both owners of an office can follow.

`catalogue.csv` is the table. Definitions follow KOSTRA's and Nav's own where they publish one;
`due_days` says how long after a period its figure is usually known, and is our own estimate.
"""

import csv
from functools import cache
from importlib.resources import files
from typing import Any

_WHOLE_NUMBERS = ("decimals", "due_days")


@cache
def rows() -> tuple[dict[str, Any], ...]:
    """The indicators in the order of their codes, as fields of `models.Indicator`."""
    text = (files("tospann.indicators") / "catalogue.csv").read_text(encoding="utf-8")
    return tuple(
        {name: int(value) if name in _WHOLE_NUMBERS else value for name, value in row.items()}
        for row in csv.DictReader(text.splitlines())
    )
