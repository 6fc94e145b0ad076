"""What a structure costs a year by the stated model, and how its owners share it.

The model knows main offices, presence, and the leading and following up of each organisation
model. It does not know wages, buildings that stand already, or what a change costs once.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from tospann.engines.structure.assumptions import Assumptions
from tospann.engines.structure.territory import (
    EMPLOYERS,
    Flags,
    Indices,
    Integers,
    Numbers,
    Structure,
    Territory,
)


@dataclass(frozen=True)
class Cost:
    """Kroner a year for one area. `None` where the stated model has no price for it."""

    main_office: int
    model: int | None  # the model itself and its partners
    presence: int  # everywhere else there is somebody to meet

    @property
    def total(self) -> int | None:
        return None if self.model is None else self.main_office + self.model + self.presence


def levels(days: Numbers, assumptions: Assumptions) -> Indices:
    """Which stated presence each number of days amounts to: the fullest that is not fuller.

    Parameters
    ----------
    days : (…) float, days a week with somebody to meet, 0 to 5.

    Returns
    -------
    (…) int, index into `assumptions.presences`; -1 where even the smallest asks for more days.
    """
    stated = np.array([presence.days for presence in assumptions.presences])
    order = np.argsort(stated, kind="stable")
    at = np.searchsorted(stated[order], np.asarray(days), side="right") - 1
    return np.where(at >= 0, order[at], -1).astype(np.int32)


def open_elsewhere(territory: Territory, structure: Structure) -> Flags:
    """(s,) the sites with somebody to meet that are not a host's main office."""
    main = territory.municipalities.seats[structure.hosts]
    elsewhere = structure.days > 0
    elsewhere[main] = False
    return elsewhere


def cost(territory: Territory, structure: Structure, assumptions: Assumptions) -> tuple[Cost, ...]:
    """Kroner a year of each area of a structure, in the order of its areas.

    The main office stands at the seat of the host. Every other place with somebody to meet
    costs the presence its days amount to, see `levels`.
    """
    presence = np.array([one.kroner for one in assumptions.presences] + [0], np.int64)
    elsewhere = open_elsewhere(territory, structure)
    each = np.where(elsewhere, presence[levels(structure.days, assumptions)], 0)
    area = structure.area[territory.sites.municipality]
    kroner = np.zeros(structure.areas, np.int64)
    np.add.at(kroner, area, each)
    members = np.bincount(structure.area, minlength=structure.areas)
    models = {model.name: model for model in assumptions.models}

    def priced(name: str, partners: int) -> int | None:
        model = models.get(name)
        return None if model is None else model.kroner + model.kroner_per_partner * partners

    return tuple(
        Cost(assumptions.main_office_kroner, priced(name, int(size) - 1), int(more))
        for name, size, more in zip(structure.models, members, kroner, strict=True)
    )


@dataclass(frozen=True)
class Basis:
    """One thing a bill is shared by, and how much of the bill: `amounts` are per owner."""

    name: str  # "equal", "residents", "fte"
    weight: int  # in relation to the other bases, not negative
    amounts: tuple[int | float, ...]


@dataclass(frozen=True)
class Key:
    """How a sum is shared between owners, to the krone.

    `shares` are exact and sum to one; `kroner` sum to the sum shared; `hundredths` are shares
    in hundredths of a per cent and sum to 10 000. What is left after rounding down goes to the
    largest remainders, the first owner first among equals.
    """

    owners: tuple[str, ...]
    bases: tuple[Basis, ...]
    shares: tuple[Fraction, ...]
    kroner: tuple[int, ...]
    hundredths: tuple[int, ...]


def key(owners: Sequence[str], kroner: int, bases: Sequence[Basis]) -> Key:
    """Share a sum between owners by several bases at once.

    Raises
    ------
    ValueError
        If there is no owner, the sum is negative, there is no weight, or the amounts of a basis
        are not one for each owner, are negative, or sum to nothing.

    Source: largest remainder (Hamilton 1792), see Balinski and Young (1982), Fair Representation.
    """
    if not owners:
        raise ValueError("a sum is shared by at least one owner")
    if kroner < 0:
        raise ValueError(f"the sum is {kroner}, expected zero or more")
    weight = sum(basis.weight for basis in bases)
    if weight <= 0 or any(basis.weight < 0 for basis in bases):
        raise ValueError("the bases need weights that are not negative and not all zero")
    shares = [Fraction(0)] * len(owners)
    for basis in bases:
        amounts = [Fraction(amount).limit_denominator(10**6) for amount in basis.amounts]
        if len(amounts) != len(owners) or min(amounts) < 0 or not sum(amounts):
            raise ValueError(f"{basis.name} gives {basis.amounts} for {len(owners)} owners")
        for i, amount in enumerate(amounts):
            shares[i] += Fraction(basis.weight, weight) * amount / sum(amounts)
    return Key(
        tuple(owners),
        tuple(bases),
        tuple(shares),
        largest_remainder(shares, kroner),
        largest_remainder(shares, 10_000),
    )


def largest_remainder(shares: Sequence[Fraction], total: int) -> tuple[int, ...]:
    """Whole numbers in proportion to shares that sum to one; they sum to `total`."""
    exact = [share * total for share in shares]
    given = [int(one) for one in exact]
    order = sorted(range(len(exact)), key=lambda i: (given[i] - exact[i], i))
    for i in order[: total - sum(given)]:
        given[i] += 1
    return tuple(given)


WEIGHTS = {"equal": 20, "residents": 40, "fte": 40}  # per cent; illustrative, owners agree theirs


def area_key(
    territory: Territory,
    members: Integers | Indices,
    kroner: int,
    weights: dict[str, int] = WEIGHTS,
) -> Key | None:
    """Share an area's kroner between its municipalities.

    By equal parts, residents and the municipality's own full-time equivalents, each with its
    weight; a weight of zero leaves the basis out. `None` where the figures for a basis are not
    in the territory or are all zero: a key is never made of less than was asked for.
    """
    amounts: dict[str, tuple[int | float, ...] | None] = {
        "equal": (1,) * len(members),
        "residents": tuple(int(one) for one in territory.residents[members]),
        "fte": None,
    }
    if territory.staff is not None:
        own = territory.staff.fte[members, EMPLOYERS.index("municipality")].sum(axis=-1)
        amounts["fte"] = tuple(float(one) for one in own)
    bases = []
    for name, weight in weights.items():
        if weight:
            shared_by = amounts[name]
            if shared_by is None or not sum(shared_by):
                return None
            bases.append(Basis(name, weight, shared_by))
    names = [territory.municipalities.numbers[i] for i in members]
    return key(names, kroner, bases)
