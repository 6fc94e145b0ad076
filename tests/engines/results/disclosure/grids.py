"""Tables for the tests: small ones by hand, and random ones with every total."""

from tospann.engines.results.disclosure.classes import U1
from tospann.engines.results.disclosure.tables import Cell, Dimension, Prints, Table


def row(*counts, rule=U1, total=None, measure="I3"):
    """A row of counts with its total, keys ("a",), ("b",) … and ("all",)."""
    names = [chr(ord("a") + n) for n in range(len(counts))]
    total = sum(counts) if total is None else total
    return Table(
        measure,
        rule,
        (Dimension("area", {"all": names}),),
        (
            *(Cell((name,), n) for name, n in zip(names, counts, strict=True)),
            Cell(("all",), total),
        ),
    )


def grid(dimensions, leaves, rule=U1, prints=Prints.COUNT, bases=None, measure="I3", decimals=1):
    """A table of every combination of labels, totals summed from `leaves` (key -> count)."""
    counts, below = dict(leaves), dict(bases or {})
    for n, dimension in enumerate(dimensions):
        for total, parts in reversed(list(dimension.parts.items())):
            for source in (counts, below):
                for key in list(source):
                    if key[n] == parts[0]:
                        keys = [(*key[:n], part, *key[n + 1 :]) for part in parts]
                        source[(*key[:n], total, *key[n + 1 :])] = sum(source[k] for k in keys)
    cells = tuple(Cell(key, count, below.get(key)) for key, count in sorted(counts.items()))
    return Table(measure, rule, tuple(dimensions), cells, prints, decimals)


def random_grid(random, rule=U1):
    """A table of 2 to 3 dimensions, nested or flat, with small cells, zeros and full groups."""
    dimensions, labels = [], []
    for n in range(random.choice([1, 2, 2, 2, 3])):
        wide = random.randint(2, (6, 4, 2)[n])
        names = [f"{'xyz'[n]}{i}" for i in range(wide)]
        parts = {"all": names}
        if wide > 3 and random.random() < 0.5:
            cut = random.randint(1, wide - 1)
            parts = {"all": ["g", "h"], "g": names[:cut], "h": names[cut:]}
        dimensions.append(Dimension(f"d{n}", parts))
        labels.append(names)
    keys = [()]
    for names in labels:
        keys = [(*key, name) for key in keys for name in names]
    few, none = random.choice([0.05, 0.15, 0.4]), random.choice([0, 0.1, 0.3])
    leaves, bases = {}, {}
    for key in keys:
        draw = random.random()
        if draw < few:
            leaves[key] = random.randint(1, rule.below - 1)
        elif draw < few + none:
            leaves[key] = 0
        else:
            leaves[key] = random.randint(1, random.choice([12, 60, 400]))
        bases[key] = leaves[key] + random.choice([0, 1, 3, 30, 500])
    if random.random() < 0.5:
        return grid(dimensions, leaves, rule)
    prints = random.choice([Prints.COUNT, Prints.SHARE])
    return grid(dimensions, leaves, rule, prints, bases, decimals=random.choice([0, 1, 2]))
