"""A published system: every figure readers can meet, and every way the figures add up.

A *relation* is a sum that holds between figures: the parts of a dimension and their total, at
each place along the other dimensions. A total that does not add up is treated as though the
reader knew by how much it is off; the same goes for a missing part. So a relation is only the
coefficients; its constant follows from the figures themselves.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from .bands import NO_LIMIT, Band, Role, band, both
from .tables import Cell, Edition, Key, Place, Table, label

Relation = list[tuple[int, int]]  # (figure, +1 for a part or -1 for the total), total last


@dataclass(slots=True)
class System:
    """Figures by number; the lists run in parallel.

    value : a whole number each; for figures unknown here one that fits all the relations.
    shown, hidden, keep : see `Band`, narrowed by what earlier editions told.
    labelled : does the reader know that it is hidden for being small? (`_label_sums`)
    of : for each figure its (relation, coefficient) pairs.
    own : how many relations are of today; those that follow are of earlier editions.
    before : (shown, hidden) as they were without the earlier editions; empty when there are none.
    """

    places: list[Place | None] = field(default_factory=list)  # None: parts that stand nowhere
    role: list[Role] = field(default_factory=list)
    value: list[int] = field(default_factory=list)
    shown: list[tuple[int, int]] = field(default_factory=list)
    hidden: list[tuple[int, int]] = field(default_factory=list)
    keep: list[tuple[int, int]] = field(default_factory=list)
    most: list[int] = field(default_factory=list)
    weight: list[int] = field(default_factory=list)
    labelled: list[bool] = field(default_factory=list)
    editions: list[tuple[str, ...]] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)
    of: list[list[tuple[int, int]]] = field(default_factory=list)
    number: dict[Place, int] = field(default_factory=dict)
    unknown: set[int] = field(default_factory=set)
    own: int = 0
    before: list[tuple[tuple[int, int], tuple[int, int]]] = field(default_factory=list)

    def add(self, place: Place | None, found: Band) -> int:
        """Take in a figure and return its number."""
        self.places.append(place)
        self.role.append(found.role)
        self.value.append(0 if found.value is None else found.value)
        self.shown.append(found.shown)
        self.hidden.append(found.hidden)
        self.keep.append(found.keep)
        self.most.append(found.most)
        self.weight.append(100 + 10 * (found.value or 0).bit_length())
        self.labelled.append(found.role is Role.SMALL)
        self.editions.append(())
        self.of.append([])
        if found.value is None:
            self.unknown.add(len(self.value) - 1)
        if place is not None:
            self.number[place] = len(self.value) - 1
        return len(self.value) - 1

    def bounds(self, figure: int, hidden: set[int]) -> tuple[int, int]:
        """What a reader knows of one figure by itself."""
        return self.hidden[figure] if figure in hidden else self.shown[figure]

    def bounds_before(self, figure: int, hidden: set[int]) -> tuple[int, int]:
        """What a reader would know of one figure, had nothing been printed before."""
        if not self.before:
            return self.bounds(figure, hidden)
        return self.before[figure][figure in hidden]

    def protected(self) -> list[int]:
        """The figures nobody may compute back, in order."""
        return [n for n, role in enumerate(self.role) if role in (Role.SMALL, Role.SOURCE)]

    def relate(self, relation: Relation) -> None:
        """Take in a relation."""
        self.relations.append(relation)
        for figure, coefficient in relation:
            self.of[figure].append((len(self.relations) - 1, coefficient))


def build(tables: Sequence[Table], editions: Sequence[Edition] = ()) -> System:
    """The system of the tables, with what earlier editions have printed.

    Raises `ValueError` when one place has two different figures.
    """
    system = System()
    missing: set[Place] = set()
    for table in tables:
        for cell in table.cells:
            _take(system, missing, table, cell)
    sums = _sums(system, missing, tables)
    _complete(system, sums)
    _source_keeps(system)
    _hide_telling_zeros(system, sums)
    _label_sums(system, sums)
    for relation in sums:
        system.relate(relation)
    if editions:
        system.before = list(zip(system.shown, system.hidden, strict=True))
        for printed in _remember(system, editions):
            for relation in sums:
                left = [pair for pair in relation if pair[0] not in printed]
                if left and len(left) < len(relation):
                    system.relate(left)
    system.own = len(sums)
    return system


def _take(system: System, missing: set[Place], table: Table, cell: Cell) -> None:
    place = table.place(cell.key)
    found = band(table, cell)
    if found is None:
        missing.add(place)
        return
    missing.discard(place)
    number = system.number.get(place)
    if number is None:
        system.add(place, found)
        return
    _join(system, number, found)


def _join(system: System, number: int, found: Band) -> None:
    """The same figure printed in a second table: the reader has the sharper of both."""
    if (number in system.unknown) != (found.value is None) or (
        found.value is not None and system.value[number] != found.value
    ):
        place = system.places[number]
        raise ValueError(
            f"{label(place) if place else number}: both {system.value[number]} and {found.value}"
        )
    order = [Role.FREE, Role.FIXED, Role.SMALL, Role.SOURCE]
    old = system.role[number]
    system.role[number] = max(old, found.role, key=order.index)
    system.shown[number] = both(system.shown[number], found.shown)
    if old == found.role:
        system.hidden[number] = both(system.hidden[number], found.hidden)
        system.keep[number] = both(system.keep[number], found.keep)
    elif system.role[number] is found.role:
        system.hidden[number], system.keep[number] = found.hidden, found.keep
    system.labelled[number] = system.role[number] is Role.SMALL


def _sums(system: System, missing: set[Place], tables: Sequence[Table]) -> list[Relation]:
    """Every relation of the dimensions, each once, in the order of the tables."""
    seen: set[tuple[Place, frozenset[Place]]] = set()
    relations: list[Relation] = []
    for table in tables:
        for position, dimension in enumerate(table.dimensions):
            beside: dict[str, dict[Key, None]] = {}
            for cell in table.cells:
                rest = (*cell.key[:position], *cell.key[position + 1 :])
                beside.setdefault(cell.key[position], {})[rest] = None
            for total, parts in dimension.sums():
                elsewhere: dict[Key, None] = {}
                for one in (total, *parts):
                    elsewhere |= beside.get(one, {})
                for rest in elsewhere:
                    keys = [(*rest[:position], one, *rest[position:]) for one in (total, *parts)]
                    top, *below = [table.place(key) for key in keys]
                    known = (top, frozenset(below))
                    if known in seen or top not in system.number:
                        continue
                    seen.add(known)
                    relations.append(_relation(system, missing, top, below))
    return relations


def _relation(system: System, missing: set[Place], top: Place, below: list[Place]) -> Relation:
    relation = [(system.number[place], 1) for place in below if place in system.number]
    relation.append((system.number[top], -1))
    gaps = [place for place in below if place not in system.number]
    unsure = any(figure in system.unknown for figure, _ in relation)
    rest = -sum(coefficient * system.value[figure] for figure, coefficient in relation)
    if gaps and (unsure or (rest >= 0 and not missing.issuperset(gaps))):
        # Parts that stand nowhere: nobody knows them, only that they are not negative.
        free = (0, NO_LIMIT)
        value = None if unsure else rest
        relation.insert(0, (system.add(None, Band(Role.UNSEEN, value, free, free, free)), 1))
    return relation


def _complete(system: System, sums: list[Relation]) -> None:
    """Give the figures that are unknown here values that fit; drop sums that cannot fit."""
    if not system.unknown:
        return
    from .formulation import fitting

    touched = [n for n, sum_ in enumerate(sums) if any(f in system.unknown for f, _ in sum_)]
    values, broken = fitting(system, [sums[n] for n in touched])
    for figure, value in values.items():
        system.value[figure] = value
    for position in sorted((touched[n] for n in broken), reverse=True):
        del sums[position]


def _remember(system: System, editions: Sequence[Edition]) -> list[set[int]]:
    """Narrow the figures by what was printed before.

    Returns, for each edition in which some figure has been revised since, the figures it
    printed: its own sums held between the figures of that time.
    """
    revised = []
    for edition in editions:
        printed = {
            system.number[place]: known
            for place, known in edition.printed.items()
            if place in system.number
        }
        same = {n: k for n, k in printed.items() if k[0] <= system.value[n] <= k[1]}
        for figure, known in same.items():
            system.shown[figure] = both(system.shown[figure], known)
            system.hidden[figure] = both(system.hidden[figure], known)
            system.editions[figure] += (edition.name,)
        _remember_reasons(system, edition)
        if len(same) < len(printed):
            revised.append(set(printed))
    return revised


def _remember_reasons(system: System, edition: Edition) -> None:
    """Narrow the figures by why they were hidden before, where they are the same still."""
    for place, known in edition.reasons.items():
        figure = system.number.get(place)
        if figure is None or figure in system.unknown:
            continue
        told = both(system.hidden[figure], known)
        if known[0] <= system.value[figure] <= known[1] and told != system.hidden[figure]:
            system.shown[figure] = both(system.shown[figure], known)
            system.hidden[figure] = told
            system.editions[figure] += (edition.name,)


def _source_keeps(system: System) -> None:
    """A figure without any upper limit must stay as unsure as a count below ten is."""
    for figure, role in enumerate(system.role):
        if role is Role.SOURCE and system.keep[figure][1] == NO_LIMIT:
            value = system.value[figure]
            low = max(system.keep[figure][0], value - 9)
            system.keep[figure] = (low, value + 9)


def _hide_telling_zeros(system: System, sums: list[Relation]) -> None:
    """A total whose other parts are shown as zero tells about its small groups alone.

    Of a small group not even zero is told, so such a total is hidden whether it is zero or not.
    """
    untold = {
        figure
        for figure, role in enumerate(system.role)
        if role is Role.SMALL and system.hidden[figure][0] == 0
    }
    queue = list(sums) if untold else []
    while queue:
        again = []
        for relation in queue:
            *parts, (total, _sign) = relation
            open_ = [figure for figure, _ in parts if system.role[figure] is not Role.FIXED]
            if total in untold or not open_ or not untold.issuperset(open_):
                continue
            if system.role[total] in (Role.FIXED, Role.SMALL, Role.FREE):
                high = system.hidden[total][1]
                if system.role[total] is Role.FIXED:
                    reach = sum(system.keep[figure][1] for figure in open_)
                    system.role[total], high = Role.SMALL, system.most[total]
                    system.keep[total], system.labelled[total] = (0, min(high, reach)), True
                system.hidden[total] = (0, high)
                if system.role[total] is Role.SMALL:
                    system.keep[total] = (0, system.keep[total][1])
                untold.add(total)
                again = queue
        queue = again


def _label_sums(system: System, sums: list[Relation]) -> None:
    """A total that may be of small parts alone is called hidden to protect others.

    And that then says nothing of its size. Were all called small, four parts and a total "1 to
    4" would say that each part is one; and were the others known not to be small, a total of one
    part that is all five of five would say so. A total of such a total alone is one itself.
    """
    loose: set[int] = set()
    found = True
    while found:
        found = False
        for relation in sums:
            *parts, (total, _sign) = relation
            if total in loose or system.role[total] not in (Role.SMALL, Role.FREE):
                continue
            open_ = [figure for figure, _ in parts if system.role[figure] is not Role.FIXED]
            soft = [f for f in open_ if system.role[f] in (Role.SMALL, Role.SOURCE) or f in loose]
            if len(soft) > 1 or (soft and soft == open_ and _tells(system, loose, total, soft[0])):
                low, high = system.hidden[total]
                system.hidden[total] = (min(1, low), max(high, system.most[total]))
                system.labelled[total] = False
                loose.add(total)
                found = True


def _tells(system: System, loose: set[int], total: int, part: int) -> bool:
    """Would the reason of a total say more than the reason of the one part it is equal to?"""
    low, high = system.hidden[total]
    least, most = system.hidden[part]
    return system.role[total] is Role.FREE or part in loose or low > least or high < most


def components(system: System) -> list[list[int]]:
    """The figures in groups that no relation joins, only groups with something to protect."""
    leader = list(range(len(system.value)))

    def find(figure: int) -> int:
        while leader[figure] != figure:
            leader[figure] = leader[leader[figure]]
            figure = leader[figure]
        return figure

    for relation in system.relations:
        first = find(relation[0][0])
        for figure, _ in relation[1:]:
            leader[find(figure)] = first
    wanted = {find(figure) for figure in system.protected()}
    groups: dict[int, list[int]] = {}
    for figure in range(len(leader)):
        if (root := find(figure)) in wanted:
            groups.setdefault(root, []).append(figure)
    return list(groups.values())
