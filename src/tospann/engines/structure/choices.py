"""What a division chooses among, and the rules that tie all its areas together."""

from collections.abc import Sequence

import numpy as np

from tospann.engines.structure.assumptions import Assumptions
from tospann.engines.structure.columns import (
    Columns,
    Enumerated,
    Options,
    options,
    score,
    weigh,
)
from tospann.engines.structure.master import Coupling
from tospann.engines.structure.rules import AtLeastAreas, AtMostAreas, AtMostKroner, Rule
from tospann.engines.structure.territory import Integers, Territory


def choose_among(
    territory: Territory,
    person_seconds: Integers,
    assumptions: Assumptions,
    enumerated: Enumerated,
    rules: Sequence[Rule],
    *,
    every_choice: bool = False,
) -> tuple[Columns, Integers | None]:
    """Areas with their best choice; with a limit on kroner, with every undominated choice.

    With a limit the dearer choice may have to give way to a cheaper, so the best of each area
    is not enough. Returns the columns, and the presence levels of each as in `Options` (None:
    those of `Service.best`).
    """
    if not every_choice and not any(isinstance(rule, AtMostKroner) for rule in rules):
        return score(territory, person_seconds, assumptions, enumerated, rules), None
    every = options(territory, person_seconds, assumptions, enumerated, rules)
    return _as_columns(every, assumptions), every.levels


def _as_columns(every: Options, assumptions: Assumptions) -> Columns:
    """Each choice a column."""
    sizes = np.diff(every.offsets)[every.subset]
    offsets = np.concatenate(([0], np.cumsum(sizes))).astype(np.int32)
    places = np.arange(offsets[-1]) + np.repeat(
        every.offsets[:-1][every.subset] - offsets[:-1], sizes
    )
    return Columns(
        offsets=offsets,
        members=every.members[places],
        host=every.host,
        model=every.model,
        access=every.access,
        cost=every.cost,
        exposed=every.exposed,
        weighted=weigh(every.access, every.cost, every.exposed, assumptions),
        origin=every.subset,
    )


def couplings(rules: Sequence[Rule], pool: Columns) -> tuple[Coupling, ...]:
    """The rules about all areas together, as rows over the columns."""
    one = np.ones(len(pool), np.int64)
    rows = []
    for rule in rules:
        match rule:
            case AtMostAreas(count):
                rows.append(Coupling(one, most=count))
            case AtLeastAreas(count):
                rows.append(Coupling(one, least=count))
            case AtMostKroner(kroner):
                rows.append(Coupling(pool.cost, most=kroner))
    return tuple(rows)
