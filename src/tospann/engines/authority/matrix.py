"""A whole county at once: the same findings as one at a time, with the work shared.

Chains are followed once for each municipality, day, person and set of services that the facts
treat alike; the sentences are put together when a finding is read.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from tospann.engines.authority import facts as f
from tospann.engines.authority.codes import Code
from tospann.engines.authority.finding import Finding
from tospann.engines.authority.services import Service, service
from tospann.engines.authority.setting import Setting, model_of, setting
from tospann.engines.authority.verdict import Asked, Frame, Verdict, frame, group_of, verdict
from tospann.engines.authority.words import Unanswerable

Person = tuple[f.Employment, ...]
Key = tuple[str, str, int, date]  # municipality, service, index of the person, day


@dataclass(frozen=True, slots=True)
class Matrix:
    """Findings by municipality, service, person and day, in the order they were asked for."""

    municipalities: tuple[str, ...]
    services: tuple[str, ...]
    people: tuple[Person, ...]
    days: tuple[date, ...]
    cells: dict[Key, Finding | Unanswerable]

    def __len__(self) -> int:
        """How many answers."""
        return len(self.cells)

    def __iter__(self) -> Iterator[Key]:
        """The keys: by day, municipality, person and service."""
        return iter(self.cells)

    def __getitem__(self, key: Key) -> Finding:
        """One finding.

        Raises
        ------
        KeyError
            If it was not asked for.
        Unanswerable
            As `answer` does for the same question.
        """
        found = self.cells[key]
        if isinstance(found, Unanswerable):
            raise found
        return found

    def code(self, key: Key) -> Code | None:
        """The code alone; None when the question cannot be answered."""
        found = self.cells[key]
        return None if isinstance(found, Unanswerable) else found.verdict.outcomes[0].code


def matrix(
    facts: f.Facts,
    *,
    municipalities: Sequence[str],
    services: Sequence[str],
    people: Sequence[Person],
    days: Sequence[date],
    act: f.Act = f.Act.DECIDE,
    office: str = "",
    of_principle: bool | None = None,
    assume: bool = False,
) -> Matrix:
    """Every combination answered, as `answer` would one at a time.

    Parameters
    ----------
    municipalities : where somebody stays, by number.
    services : codes of `services.csv`.
    people : the jobs of each person; a person with one job is a tuple of one.
    days : the days to ask about.

    A question that cannot be answered stands in its place and is raised when it is read.

    Raises
    ------
    Unanswerable
        If a service is not in the table.
    """
    wanted = [service(code) for code in services]
    cells: dict[Key, Finding | Unanswerable] = {}
    for day in days:
        for number in municipalities:
            asked = Asked(f.Stay(number), act, office, of_principle, assume=assume)
            _fill(cells, facts, asked, wanted, people, day)
    return Matrix(tuple(municipalities), tuple(services), tuple(people), tuple(days), cells)


def _fill(
    cells: dict[Key, Finding | Unanswerable],
    facts: f.Facts,
    asked: Asked,
    wanted: list[Service],
    people: Sequence[Person],
    day: date,
) -> None:
    number = asked.stay.municipality
    try:
        where = setting(facts, number, day)
    except Unanswerable as refused:
        for n in range(len(people)):
            for one in wanted:
                cells[number, one.code, n, day] = refused
        return
    alike = _alike(where, asked, wanted)
    for n, person in enumerate(people):
        for about, same in alike:
            shared = _one(where, asked, same[0], person, about)
            for one in same:
                cells[number, one.code, n, day] = (
                    shared if isinstance(shared, Unanswerable) else Finding(one, shared)
                )


def _one(
    where: Setting, asked: Asked, wanted: Service, person: Person, about: Frame | Unanswerable
) -> Verdict | Unanswerable:
    if isinstance(about, Unanswerable):
        return about
    try:
        return verdict(where, asked, wanted, person, about)
    except Unanswerable as refused:
        return refused


def _alike(
    where: Setting, asked: Asked, wanted: list[Service]
) -> list[tuple[Frame | Unanswerable, list[Service]]]:
    """The services in sets that no fact tells apart, each with its frame."""
    sets: dict[object, list[Service]] = {}
    named = _named_sets(where)
    for one in wanted:
        listed = [(p.reference, p.since) for p in where.portfolio if p.service == one.code]
        key = (
            group_of(one, asked.act),
            tuple([one.code in services for services in named]),
            tuple(listed),
        )
        sets.setdefault(key, []).append(one)
    frames: dict[str, Frame | Unanswerable] = {}
    found = []
    for same in sets.values():
        try:
            period = model_of(where, same[0].code)
            name = period.reference if period else ""
            if name not in frames or period is not _period_of(frames[name]):
                frames[name] = frame(where, period)
            found.append((frames[name], same))
        except Unanswerable as refused:
            found.append((refused, same))
    return found


def _period_of(about: Frame | Unanswerable) -> f.ModelPeriod | None:
    return None if isinstance(about, Unanswerable) else about.period


def _named_sets(where: Setting) -> list[frozenset[str]]:
    """Every set of services that a fact in this setting names, once each."""
    found: list[frozenset[str]] = [one.services for one in where.models if one.services]
    for agreement in where.partnerships:
        found += [clause.services for clause in agreement.clauses]
        found += [given.services for given in agreement.delegations]
    for hosting in where.hosts:
        found.append(
            frozenset(
                one.service
                for one in hosting.transfers
                if one.decides and where.number in one.municipalities
            )
        )
    found += [one.services for one in where.papers if one.services is not None]
    found += [one.services for one in where.trials]
    return list(dict.fromkeys(found))
