"""The matrices A to G as one table, `tables/matrix.csv`, and how a cell is read.

A cell lists its alternatives from the left; the first whose chain is complete is the answer.
`D1:to_state > P:same_office > A` reads: D1 when the chain `to_state` is complete, else P when
`same_office` is, else A. `N+A` is N where advice is allowed besides. `?/N` is unclear, and no
until it is settled. B is A from the day of the merger; G lays D5 over the model beneath it.
"""

from dataclasses import dataclass
from functools import cache

from tospann.engines.authority.chains import CHAINS, Chain
from tospann.engines.authority.codes import Code, Confidence, Group, Model, Relation
from tospann.engines.authority.law import rows


@dataclass(frozen=True, slots=True)
class Alternative:
    """A code and the chain it needs; without a chain it always holds."""

    code: Code
    chain: str = ""

    @property
    def links(self) -> Chain | None:
        """The chain itself."""
        return CHAINS[self.chain] if self.chain else None


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a matrix, as written and as read."""

    table: str
    model: Model
    group: Group
    relation: Relation
    text: str
    alternatives: tuple[Alternative, ...]
    also: Code | None
    default: Code | None
    confidence: Confidence
    provisions: tuple[str, ...]
    note: str


@cache
def cells() -> dict[tuple[Model, Group, Relation], Cell]:
    """Every cell by model, group and relation. Read once per process."""
    found = {}
    for row in rows("matrix.csv"):
        written, _, also = row["cell"].partition("+")
        written, _, default = written.partition("/")
        one = Cell(
            row["table"],
            Model(row["model"]),
            Group(row["group"]),
            Relation(row["relation"]),
            row["cell"],
            tuple(_alternative(part) for part in written.split(" > ")),
            Code(also) if also else None,
            Code(default) if default else None,
            Confidence(row["confidence"]),
            tuple(row["provisions"].split()),
            row["note"],
        )
        found[one.model, one.group, one.relation] = one
    return found


def _alternative(text: str) -> Alternative:
    code, _, chain = text.partition(":")
    return Alternative(Code(code), chain)


def cell(model: Model, group: Group, relation: Relation) -> Cell:
    """The cell for a model; a merged municipality is read as one with its own office."""
    if model is Model.MERGED:
        model = Model.OWN_OFFICE
    return cells()[model, group, relation]
