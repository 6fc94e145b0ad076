"""Who may decide what in a whole county: every answer at once, and one question at a time.

    python -m bench.authority

41 municipalities, 30 services, 6 people and 2 days: 14 760 answers. Eight municipalities host
the others, the papers of one in five are incomplete, and every office has its own agreement.
"""

import sys
import time
from datetime import date

from tospann.engines.authority import (
    STATE,
    Clause,
    Coverage,
    Delegation,
    Direction,
    Employment,
    Facts,
    HostAgreement,
    Matrix,
    Model,
    ModelPeriod,
    Municipality,
    Paper,
    PaperKind,
    PartnershipAgreement,
    Portfolio,
    Question,
    Stay,
    Transfer,
    answer,
    matrix,
    services,
)

BEGAN = date(2020, 1, 1)
JOINED = date(2020, 11, 9)
DAYS = (date(2020, 6, 1), date(2024, 6, 1))
NUMBERS = tuple(f"{1801 + n}" for n in range(41))
HOSTS = NUMBERS[::5]
SERVICES = tuple(services())[:30]
MANDATORY = frozenset({"M1", "M2", "M3", "M4", "M5"})
CROSSING = MANDATORY | {"S2", "S6"}
PEOPLE = tuple(
    (Employment(employer, f"stilling {n}", office=f"N{office}", since=BEGAN),)
    for n, (employer, office) in enumerate(
        [
            (STATE, NUMBERS[0]),
            (NUMBERS[0], NUMBERS[0]),
            (NUMBERS[1], NUMBERS[0]),
            (NUMBERS[5], NUMBERS[5]),
            (NUMBERS[7], NUMBERS[7]),
            (STATE, NUMBERS[20]),
        ]
    )
)


def county() -> Facts:
    """A made-up county in which every fifth municipality hosts the four that follow."""
    host_of = {number: NUMBERS[n - n % 5] for n, number in enumerate(NUMBERS)}
    groups = {
        host: frozenset(number for number in NUMBERS if host_of[number] == host) for host in HOSTS
    }
    papers = [
        Paper(kind, f"{kind} {number}", date(2020, 10, 1), number, f"VA {host_of[number]}")
        for n, number in enumerate(NUMBERS)
        for kind in (
            PaperKind.COUNCIL_DECISION,
            PaperKind.INSTRUCTION,
            PaperKind.DELEGATION_TO_HOST,
            PaperKind.HOST_LINE,
        )
        if n % 5 != 4 or kind is not PaperKind.INSTRUCTION
    ]
    return Facts(
        municipalities=tuple(
            Municipality(number, f"Kommune {number}", "Nordland", "Statsforvalteren i Nordland")
            for number in NUMBERS
        ),
        coverage=tuple(
            Coverage(f"N{office}", number, f"dekning {number}", since, until)
            for number in NUMBERS
            for office, since, until in (
                (number, BEGAN, date(2020, 11, 8)),
                (host_of[number], JOINED, None),
            )
        ),
        models=tuple(
            ModelPeriod(
                Model.HOST_ADMINISTRATIVE, groups[host], f"modell {host}", JOINED, host=host
            )
            for host in HOSTS
        ),
        partnership_agreements=tuple(
            PartnershipAgreement(
                f"PA {number}",
                f"N{number}",
                number,
                groups.get(number, frozenset({number})),
                BEGAN,
                clauses=tuple(Clause(direction, CROSSING) for direction in Direction),
                delegations=tuple(
                    Delegation(
                        f"DV {number} {direction}", BEGAN, direction, CROSSING, ("instruks",)
                    )
                    for direction in Direction
                ),
            )
            for number in NUMBERS
        ),
        host_agreements=tuple(
            HostAgreement(
                f"VA {host}",
                host,
                groups[host],
                JOINED,
                transfers=tuple(Transfer(code, groups[host]) for code in (*MANDATORY, "O1")),
                onward_to_state=True,
            )
            for host in HOSTS
        ),
        papers=tuple(papers),
        portfolio=tuple(
            Portfolio(number, code, f"tjenester {number}", BEGAN)
            for number in NUMBERS
            for code in ("O1", "O2", "O7")
        ),
    )


def whole(facts: Facts) -> Matrix:
    """The whole county at once."""
    return matrix(
        facts,
        municipalities=NUMBERS,
        services=SERVICES,
        people=PEOPLE,
        days=DAYS,
        of_principle=False,
    )


def singly(facts: Facts) -> int:
    """The same, one question at a time; how many."""
    count = 0
    for day in DAYS:
        for number in NUMBERS:
            for person in PEOPLE:
                for code in SERVICES:
                    answer(facts, Question(code, Stay(number), person, day, of_principle=False))
                    count += 1
    return count


def comparison() -> tuple[str, float, str, float]:
    """What `python -m bench` prints a line of: ours in seconds, and the peer's."""
    facts = county()
    return (
        f"authority: {len(whole(facts))} answers for a county at once",
        _best(lambda: whole(facts), 5),
        "the same, one question at a time",
        _best(lambda: singly(facts), 2),
    )


def main() -> None:
    """Print answers per second both ways, and the ratio."""
    facts = county()
    _what, fast, _peer, slow = comparison()
    read = _best(lambda: _read(whole(facts)), 2)
    count = len(whole(facts))
    sys.stdout.write(
        f"authority, {count} answers: {count / fast:,.0f} a second at once, "
        f"{count / slow:,.0f} one at a time; ratio {slow / fast:.0f}; "
        f"{count / read:,.0f} with every sentence put together\n"
    )


def _read(made: Matrix) -> None:
    for key in made:
        found = made[key]
        _ = found.reasons, found.citations, found.missing, found.reminders, found.appeal


def _best(work, rounds: int) -> float:
    times = []
    for _round in range(rounds):
        began = time.process_time()
        work()
        times.append(time.process_time() - began)
    return min(times)


if __name__ == "__main__":
    main()
