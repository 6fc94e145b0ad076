"""What a change of model, or of day, changes in who may decide."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from tospann.engines.authority import facts as f
from tospann.engines.authority.codes import LABELS, Code
from tospann.engines.authority.matrix import Matrix, Person, matrix
from tospann.engines.authority.words import Message, Reason, reason

CHANGED = Message("%(service)s: fra «%(before)s» til «%(after)s».")
NO_ANSWER = Message("kan ikke besvares")


@dataclass(frozen=True, slots=True)
class Scene:
    """Facts on a day. assume : take missing papers for granted, as `answer` does."""

    facts: f.Facts
    day: date
    assume: bool = False


@dataclass(frozen=True, slots=True)
class Difference:
    """One municipality, service and person with another answer. None: cannot be answered."""

    municipality: str
    service: str
    person: Person
    before: Code | None
    after: Code | None

    def said(self, service_name: str) -> Reason:
        """As a sentence."""
        return reason(
            CHANGED,
            service=service_name,
            before=LABELS[self.before] if self.before else NO_ANSWER,
            after=LABELS[self.after] if self.after else NO_ANSWER,
        )


def differences(
    before: Scene,
    after: Scene,
    *,
    municipalities: Sequence[str],
    services: Sequence[str],
    people: Sequence[Person],
    of_principle: bool | None = False,
) -> tuple[Difference, ...]:
    """Every answer that is not the same in both scenes, in the order of the arguments.

    Parameters and errors are those of `matrix`. A municipality that does not exist on one of
    the days has no answer there.
    """

    def told(scene: Scene) -> Matrix:
        return matrix(
            scene.facts,
            municipalities=municipalities,
            services=services,
            people=people,
            days=[scene.day],
            of_principle=of_principle,
            assume=scene.assume,
        )

    first, second = told(before), told(after)
    found = []
    for number, code, n, _day in first:
        was = first.code((number, code, n, before.day))
        now = second.code((number, code, n, after.day))
        if was is not now:
            found.append(Difference(number, code, people[n], was, now))
    return tuple(found)


def under_model(facts: f.Facts, period: f.ModelPeriod, *, office: str = "") -> f.Facts:
    """The facts as they would be if some municipalities had another organisation model.

    office : serves all of them instead of today's offices; empty keeps today's.
    """
    kept = tuple(
        replace(one, municipalities=one.municipalities - period.municipalities)
        for one in facts.models
    )
    planned = replace(facts, models=(*(one for one in kept if one.municipalities), period))
    if not office:
        return planned
    return replace(
        planned,
        coverage=(
            *(one for one in facts.coverage if one.municipality not in period.municipalities),
            *(
                f.Coverage(office, number, period.reference, period.since, period.until)
                for number in sorted(period.municipalities)
            ),
        ),
    )
