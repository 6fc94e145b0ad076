"""Every municipality has exactly one office, each day; and papers that name one that is gone."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import groupby, pairwise

from tospann.engines.authority import facts as f
from tospann.engines.authority.law import Provision, version
from tospann.engines.authority.setting import check_day
from tospann.engines.authority.words import Message, Reason, Unanswerable, reason

REVERSED = Message("Den første dagen kommer etter den siste. Bytt om datoene.")
ONE_DAY = timedelta(days=1)


class Cause(StrEnum):
    """Why a gap or an overlap begins, as far as the register can tell."""

    MERGER = "merger"
    NOTICE = "notice"  # an agreement was ended after notice, or a participant left
    EXPIRED = "expired"  # an agreement ran out
    OFFICE_CLOSED = "office_closed"
    NOT_HANDED_OVER = "not_handed_over"  # a new office began before the old one ended
    UNKNOWN = "unknown"


GAP = Message("%(municipality)s har ikke noe Nav-kontor fra %(first)s til %(last)s. %(cause)s")
OVERLAP = Message(
    "%(municipality)s har flere Nav-kontor fra %(first)s til %(last)s: %(offices)s. %(cause)s"
)
CAUSES = {
    Cause.MERGER: Message("Kommuneinndelingen ble endret, og dekningen ble ikke ført videre."),
    Cause.NOTICE: Message("Avtalen er sagt opp, og ingenting er satt i stedet."),
    Cause.EXPIRED: Message("Avtalen er gått ut, og ingenting er satt i stedet."),
    Cause.OFFICE_CLOSED: Message("Kontoret ble lagt ned."),
    Cause.NOT_HANDED_OVER: Message("Det nye kontoret begynte før det gamle sluttet."),
    Cause.UNKNOWN: Message("Registeret viser ikke hvorfor."),
}
HANDLE = Message(
    "%(reference)s nevner %(name)s (%(number)s), som ikke finnes etter %(last)s. Lag en ny avtale "
    "for %(successors)s, eller avslutt den."
)


@dataclass(frozen=True, slots=True)
class Alarm:
    """Days on which a municipality has no office, or more than one. Both days inclusive."""

    municipality: str
    first: date
    last: date
    offices: tuple[str, ...]
    cause: Cause
    says: Reason
    provision: Provision | None

    @property
    def is_gap(self) -> bool:
        """Whether nobody serves; otherwise too many do."""
        return not self.offices


def served_by(facts: f.Facts, office: str, day: date) -> tuple[str, ...]:
    """The municipalities an office serves on a day, by number."""
    check_day(day)
    return tuple(
        sorted(
            {
                one.municipality
                for one in facts.coverage
                if one.office == office and f.holds(one.since, one.until, day)
            }
        )
    )


def coverage(facts: f.Facts, first: date, last: date) -> tuple[Alarm, ...]:
    """Every gap and overlap from the first day to the last, by municipality and day.

    Raises
    ------
    Unanswerable
        If a day is missing, before the rules begin, or the two stand in the wrong order.

    Source: Nav-loven § 13.
    """
    check_day(first)
    check_day(last)
    if first > last:
        raise Unanswerable(REVERSED)
    found: list[Alarm] = []
    for one in sorted(
        facts.municipalities, key=lambda each: (each.number, each.since or date.min)
    ):
        begin = max(first, one.since or first)
        end = min(last, one.until or last)
        if begin <= end:
            found += _of_one(facts, one, begin, end)
    return tuple(found)


def _of_one(facts: f.Facts, one: f.Municipality, first: date, last: date) -> Iterator[Alarm]:
    spans = [
        (row.office, *_days(facts, row, first, last))
        for row in facts.coverage
        if row.municipality == one.number
    ]
    served = [
        (office, begin.toordinal(), end.toordinal() + 1)
        for office, begin, end in spans
        if begin <= end
    ]
    for begin, end, offices in not_one(served, first.toordinal(), last.toordinal() + 1):
        yield _alarm(facts, one, date.fromordinal(begin), date.fromordinal(end - 1), offices)


def not_one(
    spans: Iterable[tuple[str, int, int]], start: int, end: int
) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Every stretch of days on which not exactly one serves: from, to, and who does, sorted.

    Days are ordinals, half-open: `start` in and `end` out. What lies outside is left out.
    Neighbouring stretches with the same servers are one; the same server twice counts once.

    >>> list(not_one([("A", 0, 5), ("B", 4, 8)], 0, 10))
    [(4, 5, ('A', 'B')), (8, 10, ())]
    """
    cut = [(who, max(begin, start), min(stop, end)) for who, begin, stop in spans]
    inside = [one for one in cut if one[1] < one[2]]
    edges = {start, end}
    for _who, begin, stop in inside:
        edges |= {begin, stop}
    stretches = [
        (a, b, tuple(sorted({who for who, begin, stop in inside if begin <= a < stop})))
        for a, b in pairwise(sorted(edges))
    ]
    for servers, group in groupby(stretches, key=lambda stretch: stretch[2]):
        whole = list(group)
        if len(servers) != 1:
            yield whole[0][0], whole[-1][1], servers


def _days(facts: f.Facts, row: f.Coverage, first: date, last: date) -> tuple[date, date]:
    begin, end = max(row.since or first, first), min(row.until or last, last)
    for office in facts.offices:
        if office.code == row.office:
            begin, end = max(begin, office.since or begin), min(end, office.until or end)
    return begin, end


def _alarm(
    facts: f.Facts, one: f.Municipality, first: date, last: date, offices: tuple[str, ...]
) -> Alarm:
    cause = _why_overlap(facts, one, first) if offices else _why_gap(facts, one, first)
    given: dict[str, object] = {
        "municipality": f"{one.name} kommune",
        "first": first,
        "last": last,
        "cause": CAUSES[cause],
    }
    if offices:
        names = {office.code: office.name for office in facts.offices}
        given["offices"] = tuple(names.get(code, code) for code in offices)
    return Alarm(
        one.number,
        first,
        last,
        offices,
        cause,
        reason(OVERLAP if offices else GAP, **given),
        version("nav_13", first),
    )


def _changed_on(facts: f.Facts, number: str, day: date) -> bool:
    return any(
        one.on == day and number in (one.predecessor, one.successor) for one in facts.changes
    )


def _why_gap(facts: f.Facts, one: f.Municipality, day: date) -> Cause:
    if _changed_on(facts, one.number, day):
        return Cause.MERGER
    eve = None if day == date.min else day - ONE_DAY
    ended = {row.office for row in facts.coverage if row.municipality == one.number}
    if any(office.code in ended and office.until == eve for office in facts.offices):
        return Cause.OFFICE_CLOSED
    naming: list[f.PartnershipAgreement | f.HostAgreement] = [
        *(paper for paper in facts.partnership_agreements if one.number in paper.municipalities),
        *(paper for paper in facts.host_agreements if one.number in paper.participants),
    ]
    left = {
        last for paper in facts.host_agreements for who, last in paper.left if who == one.number
    }
    if eve in left or any(paper.ended_on == eve for paper in naming):
        return Cause.NOTICE
    if any(paper.until == eve for paper in naming):
        return Cause.EXPIRED
    return Cause.UNKNOWN


def _why_overlap(facts: f.Facts, one: f.Municipality, day: date) -> Cause:
    if _changed_on(facts, one.number, day):
        return Cause.MERGER
    if any(row.municipality == one.number and row.since == day for row in facts.coverage):
        return Cause.NOT_HANDED_OVER
    return Cause.UNKNOWN


@dataclass(frozen=True, slots=True)
class ToHandle:
    """An agreement that names a municipality that has ceased, and what took its place."""

    reference: str
    municipality: str
    successors: tuple[str, ...]
    says: Reason


def to_handle(facts: f.Facts, day: date) -> tuple[ToHandle, ...]:
    """Agreements still running on a day that name a municipality that is gone, by reference.

    Source: inndelingslova; a merged or split municipality has successors.
    """
    check_day(day)
    gone = {
        one.number: one
        for one in facts.municipalities
        if one.until is not None and one.until < day
        and not any(
            other.number == one.number and f.holds(other.since, other.until, day)
            for other in facts.municipalities
        )
    }  # fmt: skip
    names = {one.number: one.name for one in facts.municipalities}
    running = [
        *((one.reference, one.municipalities | {one.party}) for one in facts.partnership_agreements
          if _runs(one, day)),
        *((one.reference, one.participants | {one.host}) for one in facts.host_agreements
          if _runs(one, day)),
    ]  # fmt: skip
    found = []
    for reference, numbers in sorted(running, key=lambda pair: pair[0]):
        for number in sorted(numbers & gone.keys()):
            heirs = tuple(
                sorted({one.successor for one in facts.changes if one.predecessor == number})
            )
            found.append(
                ToHandle(
                    reference,
                    number,
                    heirs,
                    reason(
                        HANDLE,
                        reference=reference,
                        name=gone[number].name,
                        number=number,
                        last=gone[number].until,
                        successors=tuple(f"{names.get(one, one)} ({one})" for one in heirs),
                    ),
                )
            )
    return tuple(found)


def _runs(one: f.PartnershipAgreement | f.HostAgreement, day: date) -> bool:
    return f.holds(one.since, one.until, day) and f.holds(None, one.ended_on, day)
