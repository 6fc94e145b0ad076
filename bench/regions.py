"""Regions by spopt's heuristics, priced by our own sum, beside the proven best of that sum.

    python -m bench.regions          Nordland, and Norway by the two that are quick enough
    python -m bench.regions --full   also SKATER on Norway, some minutes

Max-p and SKATER weigh likeness, so they are given the seats' coordinates in kilometres: likeness
is then nearness. AZP can be given any objective and is given ours, with BROKEN more for each
region that breaks a rule, so that it looks for exactly what we look for. Each is told how many
regions the best has (max-p: how many members at least), works on the same neighbours, and is
tried from several seeds, of which the best counts. Max-p and SKATER know no travel limit and no
largest size, so regions are first asked whether they keep the rules, and then priced with no
limits at all: any size, any host. What stands against that is the best with no limit on travel.
With at most as many members as their largest region the proof covers their answer; where so many
areas cannot be listed, ours has kept more rules than theirs.
"""

import argparse
import importlib
import json
import random
import sys
import time
import warnings
from collections.abc import Callable, Iterator
from functools import cache

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from bench.areas import ANYWHERE, LIMIT, asked, ground, measured, say
from tospann.engines.structure.areas import Proposal, propose
from tospann.engines.structure.assumptions import ILLUSTRATIVE as GIVEN
from tospann.engines.structure.columns import TooMany, between, service, weigh
from tospann.engines.structure.environment import exposed
from tospann.engines.structure.territory import Territory, Travel

SEEDS = 3
BROKEN = 10**12  # øre: more than a whole structure of a county
MOST = 12  # members whose areas can all be listed in Nordland with no limit on travel
QUESTIONS = (("nordland", 8, 120.0), ("nordland", 8, float(ANYWHERE)), ("norway", 7, 90.0))


Question = tuple[str, int, float]  # territory, members, minutes


class Prices:
    """Our sum for any set of municipalities, by plain arithmetic that no search uses."""

    def __init__(self, territory: Territory, journeys: Travel) -> None:
        self.territory, self.journeys = territory, journeys
        self.served = service(between(territory, journeys), GIVEN)
        self.of = cache(self._of)

    def _of(self, members: tuple[int, ...], minutes: float = ANYWHERE) -> int | None:
        """Øre a year with the best host within so many minutes; None when there is none."""
        here = np.array(members)
        table = np.ix_(here, here)
        may = self.served.allowed[table] & (self.journeys.between_seats[table] <= minutes * 60)
        hosts = np.flatnonzero(may.all(axis=0))
        if not len(hosts):
            return None
        model = min(
            model.kroner + model.kroner_per_partner * (len(here) - 1)
            for model in GIVEN.models
            if model.alone == (len(here) == 1)
        )
        access = self.served.best_access[table].sum(axis=0)[hosts]
        kroner = self.served.best_kroner[table].sum(axis=0)[hosts]
        staff = self.territory.staff
        at_risk = np.int64(0)
        if staff is not None:
            people = staff.people[here].sum(axis=0)
            at_risk = exposed(people, self.territory.residents[here].sum(), GIVEN.absence)
        return int(
            weigh(
                access,
                kroner + model + GIVEN.main_office_kroner,
                np.full(len(hosts), at_risk),
                GIVEN,
            ).min()
        )

    def ruled(self, members: tuple[int, ...], question: Question) -> int:
        """The same within the question's limits; BROKEN more where it breaks them."""
        _name, most, minutes = question
        kept = self.of(members, minutes) if len(members) <= most else None
        if kept is not None:
            return kept
        return BROKEN + (self.of(members) or BROKEN)


def labelled(labels: np.ndarray) -> Iterator[tuple[int, ...]]:
    """The members of each region."""
    for label in np.unique(labels):
        yield tuple(np.flatnonzero(labels == label).tolist())


# The peers: labels of the municipalities


def map_of(territory: Territory) -> tuple[object, object]:
    """The same neighbours and the seats' coordinates in kilometres, as PySAL wants them."""
    import geopandas
    from libpysal.weights import W

    municipalities, sites = territory.municipalities, territory.sites
    near: dict[int, list[int]] = {i: [] for i in range(len(municipalities))}
    for a, b in municipalities.touching.tolist():
        near[a].append(b)
        near[b].append(a)
    north = sites.latitude[municipalities.seats] * 111.2
    middle = np.cos(np.radians(sites.latitude[municipalities.seats].mean()))
    east = sites.longitude[municipalities.seats] * 111.2 * middle
    seats = geopandas.points_from_xy(east, north)
    table = geopandas.GeoDataFrame({"east": east, "north": north, "one": 1}, geometry=seats)
    return table, W(near, silence_warnings=True)


def maxp(prices: Prices, question: Question, count: int, seed: int) -> np.ndarray:
    from spopt.region import MaxPHeuristic

    table, near = map_of(prices.territory)
    np.random.seed(seed)
    random.seed(seed)
    least = len(prices.territory.municipalities) // count
    model = MaxPHeuristic(table, near, ["east", "north"], "one", least)
    model.solve()
    return np.asarray(model.labels_)


def skater(prices: Prices, question: Question, count: int, seed: int) -> np.ndarray:
    from spopt.region import Skater

    table, near = map_of(prices.territory)
    model = Skater(table, near, ["east", "north"], n_clusters=count, floor=seed + 1)
    model.solve()
    return np.asarray(model.labels_)


def azp(prices: Prices, question: Question, count: int, seed: int) -> np.ndarray:
    from spopt.region import AZP
    from spopt.region.objective_function import ObjectiveFunction

    class Ours(ObjectiveFunction):
        """Our sum; the one attribute is the municipality itself."""

        def __call__(self, labels: np.ndarray, attr: np.ndarray) -> float:
            return sum(self.price(attr[labels == label]) for label in np.unique(labels))

        def update(
            self, moving_area: int, recipient_region: int, labels: np.ndarray, attr: np.ndarray
        ) -> float:
            mover = attr[moving_area]
            left, joined = attr[labels == labels[moving_area]], attr[labels == recipient_region]
            after = self.price(left[left != mover]) + self.price(np.append(joined, mover))
            return after - self.price(left) - self.price(joined)

        def price(self, members: np.ndarray) -> float:
            if not members.size:
                return 0.0
            return prices.ruled(tuple(sorted(members.ravel().astype(int).tolist())), question)

    table, near = map_of(prices.territory)
    table["number"] = np.arange(len(prices.territory.municipalities))
    np.random.seed(seed)
    model = AZP(table, near, ["number"], count, random_state=seed, objective_func=Ours())
    model.solve()
    return np.asarray(model.labels_)


PEERS: dict[str, Callable[[Prices, Question, int, int], np.ndarray]] = {
    "AZP, by our sum": azp,
    "max-p": maxp,
    "SKATER": skater,
}


def child(peer: str, question: Question, count: int) -> None:
    """One peer's regions from each seed as JSON, with the mean of the seconds it took."""
    prices = Prices(*ground(question[0]))
    warnings.simplefilter("ignore")
    importlib.import_module("spopt.region")  # before the clock starts
    began = time.process_time()
    found = [PEERS[peer](prices, question, count, seed).astype(int) for seed in range(SEEDS)]
    used = (time.process_time() - began) / SEEDS
    sys.stdout.write("\n" + json.dumps({"s": used, "labels": [one.tolist() for one in found]}))


# What their regions are worth


def broken(prices: Prices, regions: list[tuple[int, ...]], question: Question) -> list[str]:
    """How many regions break which rule, in words; empty when none does."""
    _name, members, minutes = question
    m = len(prices.territory.municipalities)
    a, b = prices.territory.municipalities.touching.T
    near = coo_array((np.ones(len(a)), (a, b)), (m, m)).tocsr()
    apart = sum(connected_components(near[list(r)][:, list(r)], False)[0] > 1 for r in regions)
    large = sum(len(r) > members for r in regions)
    far = sum(prices.of(r, minutes) is None for r in regions)
    told = (
        (apart, "not connected"),
        (large, f"of more than {members}"),
        (far, "without a host near enough"),
    )
    return [f"{count} {what}" for count, what in told if count]


def free(territory: Territory, journeys: Travel, members: int) -> Proposal:
    """The best with no limit on travel, of as many members as can be listed, up to so many."""
    while True:
        try:
            return propose(territory, journeys, rules=asked(members, ANYWHERE), seconds=2 * LIMIT)
        except TooMany:
            members -= 1


def compare(full: bool) -> None:
    """A line for each question and each peer."""
    for question in QUESTIONS:
        name, members, minutes = question
        territory, journeys = ground(name)
        prices = Prices(territory, journeys)
        own = propose(territory, journeys, rules=asked(members, minutes), seconds=LIMIT)
        if sum(prices.of(area.members, minutes) or 0 for area in own.areas) != own.value:
            raise RuntimeError("the two sums differ")
        limit = "no limit" if minutes == ANYWHERE else f"{minutes:g} minutes"
        say(
            f"{name}, {members} members, {limit}: {len(own.areas)} areas, "
            f"{own.value / 1e8:.3f} million kroner, {stated(own)}"
        )
        wide = free(territory, journeys, MOST if name == "nordland" else members)
        say(
            f"  with no limit on travel and at most {wide.rules[0].count} members: "
            f"{wide.value / 1e8:.3f} million kroner, {stated(wide)}"
        )
        for peer in PEERS:
            if peer == "SKATER" and name == "norway" and not full:
                say("  SKATER: left out, it takes minutes (--full)")
                continue
            seconds = LIMIT * (10 if full else 1)
            found = measured("bench.regions", peer, *question, len(own.areas), seconds=seconds)
            if found is None:
                say(f"  {peer}: > {seconds} s")
                continue
            say(f"  {peer}: {found['s']:.2f} s, " + told(prices, question, own, wide, found))


def told(prices: Prices, question: Question, own: Proposal, wide: Proposal, found: dict) -> str:
    """The best of a peer's seeds: does it keep the rules, and what is it worth without them?"""
    kept, rest = [], []
    for labels in found["labels"]:
        regions = list(labelled(np.array(labels)))
        faults = broken(prices, regions, question)
        values = [prices.of(region) for region in regions]
        whole = np.inf if None in values else sum(values)
        rest.append((whole, regions, faults))
        if not faults:
            kept.append(sum(prices.of(region, question[2]) or 0 for region in regions))
    value, regions, faults = min(rest, key=lambda one: one[0])
    largest, most = max(map(len, regions)), wide.rules[0].count
    covered = wide.proven and largest <= most
    return (
        f"{len(kept)} of {len(rest)} keep the rules"
        + (f", at best {min(kept) / own.value - 1:+.2%} beside ours" if kept else "")
        + (f" ({', '.join(faults)})" if faults else "")
        + f"; with no limits {value / wide.value - 1:+.2%} beside ours, "
        + f"{len(regions)} regions of {largest} at most, "
        + ("which the proof covers" if covered else "beyond the proof")
    )


def stated(proposal: Proposal) -> str:
    return "proved" if proposal.proven else f"gap {proposal.gap:.4%}"


def main(arguments: list[str]) -> None:
    """Run the comparison, or, as a child, one peer of it."""
    parser = argparse.ArgumentParser(description="Regions by others, priced by our own sum.")
    parser.add_argument("--full", action="store_true", help="also SKATER on Norway")
    parser.add_argument(
        "--child", nargs=5, metavar=("PEER", "TERRITORY", "MEMBERS", "MINUTES", "COUNT")
    )
    given = parser.parse_args(arguments)
    if given.child:
        peer, name, members, minutes, count = given.child
        child(peer, (name, int(members), float(minutes)), int(count))
        return
    compare(given.full)


if __name__ == "__main__":
    main(sys.argv[1:])
