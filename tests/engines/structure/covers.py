"""Every way to cover a small map, tried one by one: what the engine's fronts must equal."""

from itertools import combinations, product

import numpy as np

from tospann.engines.structure.columns import Options


def connected(some, touching):
    """Do the municipalities hang together?"""
    inside, found = set(some), {some[0]}
    while True:
        more = {b for a, b in touching if a in found and b in inside}
        more |= {a for a, b in touching if b in found and a in inside}
        if more <= found:
            return found == inside
        found |= more


def options(m, touching, gives, most_members=4) -> Options:
    """Options for every connected area; `gives(area)` lists its (access, cost, exposed)."""
    areas = [
        area
        for size in range(1, most_members + 1)
        for area in combinations(range(m), size)
        if connected(area, touching)
    ]
    subset, rows = [], []
    for number, area in enumerate(areas):
        for row in gives(area):
            subset.append(number)
            rows.append(row)
    values = np.array(rows, np.int64).reshape(-1, 3)
    nothing = np.zeros(len(subset), np.int32)
    return Options(
        offsets=np.concatenate(([0], np.cumsum([len(area) for area in areas]))).astype(np.int32),
        members=np.array([i for area in areas for i in area], np.int32),
        subset=np.array(subset, np.int32),
        host=nothing,
        model=nothing,
        levels=nothing.astype(np.int64),
        access=values[:, 0],
        cost=values[:, 1],
        exposed=values[:, 2],
    )


def area_of(options, subset):
    """The members of one area."""
    return options.members[options.offsets[subset] : options.offsets[subset + 1]].tolist()


def partitions(m, options):
    """Every choice of areas that covers each municipality once."""
    areas = [area_of(options, subset) for subset in range(len(options.offsets) - 1)]

    def lay(covered, chosen):
        left = [i for i in range(m) if i not in covered]
        if not left:
            yield chosen
            return
        for number, area in enumerate(areas):
            if left[0] in area and not covered & set(area):
                yield from lay(covered | set(area), [*chosen, number])

    yield from lay(set(), [])


def plans(m, options):
    """Every choice of areas and of an option in each."""
    for chosen in partitions(m, options):
        yield from product(*(np.flatnonzero(options.subset == c).tolist() for c in chosen))


def total(options, plan, objectives):
    """What a plan gives, summed from its options."""
    return tuple(sum(int(getattr(options, name)[o]) for o in plan) for name in objectives)


def undominated(points):
    """The points no other is as good as, each once, sorted."""
    points = sorted(set(points))
    return [
        point
        for point in points
        if not any(
            other != point and all(a <= b for a, b in zip(other, point, strict=True))
            for other in points
        )
    ]
