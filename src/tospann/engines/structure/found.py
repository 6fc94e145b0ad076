"""What a search for a front is given, and what it has found: used by `front.py` and `rows.py`."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product

import numpy as np

from . import front_kernels as kernels
from .territory import Indices, Integers

DIVISIONS = {0: 1, 1: 1, 2: 128, 3: 16}  # of each weight, by the number of objectives
HEAVIEST = 2**52  # as much as a weighted sum of one objective may be


@dataclass(frozen=True)
class Found:
    """Undominated (3, n) labels in lexicographic order, each with the options that attain it."""

    labels: Integers
    starts: Integers  # (n + 1,) CSR into taken
    taken: Indices
    states: int = 0
    held: int = 0  # labels kept on the way
    missing: tuple[str, ...] = ()

    def __len__(self) -> int:
        return self.labels.shape[1]

    def some(self, which: Integers) -> "Found":
        """The points named, in that order."""
        starts, taken = kernels.picked(which, self.starts, self.taken)
        return replace(
            self, labels=np.ascontiguousarray(self.labels[:, which]), starts=starts, taken=taken
        )


NOTHING = Found(np.zeros((3, 0), np.int64), np.zeros(1, np.int64), np.zeros(0, np.int32))
START = Found(np.zeros((3, 1), np.int64), np.zeros(2, np.int64), np.zeros(0, np.int32))


@dataclass(frozen=True)
class Problem:
    """A piece of the map: what may cover it, and what each option gives."""

    piece: Indices  # the municipalities to cover
    offsets: Indices  # CSR of all areas
    members: Indices
    columns: Indices  # the areas inside the piece that have an option
    choices: Integers  # (areas + 1,) CSR into the options of each area
    values: Integers  # (3, options); rows that are not asked for are zero
    cap: int | None  # most of the first objective in all

    def price(self, weights: Sequence[int]) -> Integers:
        """(areas,) the least weighted sum of an option of each; -1 where it has none."""
        weighted = np.asarray(weights, np.int64) @ self.values
        price = np.full(len(self.offsets) - 1, -1, np.int64)
        usable = np.diff(self.choices) > 0
        price[usable] = np.minimum.reduceat(weighted, self.choices[:-1][usable])
        return price

    def options_of(self, columns: Indices, weights: Sequence[int]) -> Indices:
        """The option of each column with the least weighted sum; of equals the first."""
        weighted = np.asarray(weights, np.int64) @ self.values
        return np.array(
            [
                low + weighted[low:high].argmin()
                for low, high in zip(self.choices[columns], self.choices[columns + 1], strict=True)
            ],
            np.int32,
        )

    def weightings(self, heaviest: int = HEAVIEST) -> Iterator[tuple[int, ...]]:
        """Whole weights that spread evenly over the objectives, all of them at least 1.

        So a plan with the least weighted sum is undominated.
        """
        largest = self.values.max(axis=1) * len(self.piece)
        used = [row for row in range(3) if largest[row] > 0]
        divisions = DIVISIONS[len(used)]
        for shares in product(range(divisions + 1), repeat=len(used)):
            if sum(shares) == divisions:
                weights = [1, 1, 1]
                for row, share in zip(used, shares, strict=True):
                    weights[row] = max(1, heaviest * share // divisions // int(largest[row]))
                yield tuple(weights)
        if not used:
            yield (1, 1, 1)

    def collected(
        self, plans: Iterable[Indices], *, states: int = 0, held: int = 0, missing: Sequence[str]
    ) -> Found:
        """The undominated of some plans, those within the cap."""
        kept = {tuple(np.sort(plan).tolist()) for plan in plans}
        chosen = [np.array(plan, np.int32) for plan in sorted(kept)]
        totals = [self.values[:, plan].sum(axis=1) for plan in chosen]
        within = [k for k, total in enumerate(totals) if self.cap is None or total[0] <= self.cap]
        if not within:
            return replace(NOTHING, states=states, held=held, missing=tuple(missing))
        sizes = [len(chosen[k]) for k in within]
        return filtered(
            Found(
                labels=np.array([totals[k] for k in within]).T,
                starts=np.concatenate(([0], np.cumsum(sizes))),
                taken=np.concatenate([chosen[k] for k in within]),
                states=states,
                held=held,
                missing=tuple(missing),
            )
        )


def filtered(found: Found) -> Found:
    """Sorted, without what is dominated; of equal points one."""
    ordered = found.some(np.lexsort(found.labels[::-1]))
    nothing, zero = np.zeros((3, 0), np.int64), np.zeros((3, 1), np.int64)
    kept = kernels.add(nothing, ordered.labels, zero, kernels.NEVER)
    _zero, places = kernels.parts(kept, zero, ordered.labels)
    return replace(ordered.some(places), labels=kept)
