"""How it stands with a goal, told from its indicators by one rule.

1. Indicators of context are never judged.
2. Indicators of results (outcomes and outputs) decide. The table says what each is worth, and
   the goal is as good as the worst of them. Nothing is averaged. What cannot be judged does not
   decide while something else can.
3. A goal is REACHED only when no result that should have come is missing, and every result
   with a figure can be judged. Until then it is at best MOVING.
4. Without a figure for any result, inputs and activities say at most that the activity goes as
   planned, which is when their latest figures meet their targets. Activity alone never makes a
   goal green.
5. A figure that is missing, hidden or not yet due is not a bad figure. It lowers the
   completeness, and the reasons say which of the three it is.

The table, for an indicator with a figure:

    target    | variation   | standing
    ----------+-------------+---------
    hits      | improvement | reached
    hits      | common      | reached
    hits      | concern     | unsure
    either    | improvement | moving
    either    | common      | unsure
    either    | concern     | missed
    misses    | improvement | moving
    misses    | common      | missed
    misses    | concern     | missed
    no_target | improvement | moving
    no_target | common      | unknown
    no_target | concern     | unsure
    no_target | change      | unknown
    too_few   | met         | moving
    too_few   | not met     | unsure
    too_few   | no target   | unknown

The last three are for series too short for limits: then the latest figure is held against the
target by itself, and one figure never proves that a goal is reached.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from tospann.engines.results.attainment import met
from tospann.engines.results.charts import Assurance, Chart, Variation
from tospann.engines.results.messages import Message, Sentence, sentence


class Sort(StrEnum):
    """What an indicator measures."""

    INPUT = "input"
    ACTIVITY = "activity"
    OUTPUT = "output"
    OUTCOME = "outcome"
    CONTEXT = "context"


class Figure(StrEnum):
    """Whether there is a figure for the period asked about."""

    THERE = "there"
    MISSING = "missing"  # due, and has not come
    HIDDEN = "hidden"  # withheld to protect people
    NOT_DUE = "not_due"


class Standing(StrEnum):
    """How it stands, the best first. Only REACHED may be shown as green."""

    REACHED = "reached"
    MOVING = "moving"
    UNSURE = "unsure"
    MISSED = "missed"
    ACTIVITY_AS_PLANNED = "activity_as_planned"
    ACTIVITY_BEHIND = "activity_behind"
    UNKNOWN = "unknown"


RESULTS = (Sort.OUTCOME, Sort.OUTPUT)
EFFORTS = (Sort.ACTIVITY, Sort.INPUT)
WORST_FIRST = (
    Standing.MISSED,
    Standing.UNSURE,
    Standing.MOVING,
    Standing.REACHED,
    Standing.UNKNOWN,
)

TABLE = {
    (Assurance.HITS, Variation.IMPROVEMENT): Standing.REACHED,
    (Assurance.HITS, Variation.COMMON): Standing.REACHED,
    (Assurance.HITS, Variation.CONCERN): Standing.UNSURE,
    (Assurance.EITHER, Variation.IMPROVEMENT): Standing.MOVING,
    (Assurance.EITHER, Variation.COMMON): Standing.UNSURE,
    (Assurance.EITHER, Variation.CONCERN): Standing.MISSED,
    (Assurance.MISSES, Variation.IMPROVEMENT): Standing.MOVING,
    (Assurance.MISSES, Variation.COMMON): Standing.MISSED,
    (Assurance.MISSES, Variation.CONCERN): Standing.MISSED,
    (Assurance.NO_TARGET, Variation.IMPROVEMENT): Standing.MOVING,
    (Assurance.NO_TARGET, Variation.COMMON): Standing.UNKNOWN,
    (Assurance.NO_TARGET, Variation.CONCERN): Standing.UNSURE,
    (Assurance.NO_TARGET, Variation.CHANGE): Standing.UNKNOWN,
}
SHORT = {True: Standing.MOVING, False: Standing.UNSURE, None: Standing.UNKNOWN}

LABELS = {
    Standing.REACHED: Message("Målet nås"),
    Standing.MOVING: Message("På vei"),
    Standing.UNSURE: Message("Usikkert"),
    Standing.MISSED: Message("Målet nås ikke uten endring"),
    Standing.ACTIVITY_AS_PLANNED: Message("Aktivitet som planlagt"),
    Standing.ACTIVITY_BEHIND: Message("Aktiviteten ligger etter planen"),
    Standing.UNKNOWN: Message("Kan ikke vurderes ennå"),
}
BECAUSE = {
    Standing.REACHED: Message("«%(indicator)s» når målet."),
    Standing.MOVING: Message("«%(indicator)s» er på vei mot målet."),
    Standing.UNSURE: Message("Det er usikkert om «%(indicator)s» når målet."),
    Standing.MISSED: Message("«%(indicator)s» når ikke målet uten endring."),
}
NO_TARGET = Message("«%(indicator)s» har ikke noe mål å vurderes mot.")
NO_TARGET_BECAUSE = {
    Standing.MOVING: Message("«%(indicator)s» blir bedre, men har ikke noe mål."),
    Standing.UNSURE: Message("«%(indicator)s» blir dårligere, og har ikke noe mål."),
    Standing.UNKNOWN: NO_TARGET,
}
SHORT_BECAUSE = {
    Standing.MOVING: Message(
        "«%(indicator)s» nådde målet i siste måling, men det er for få målinger til å si om det "
        "varer."
    ),
    Standing.UNSURE: Message(
        "«%(indicator)s» nådde ikke målet i siste måling, og det er for få målinger til å si hvor "
        "det går."
    ),
    Standing.UNKNOWN: Message("«%(indicator)s» har for få målinger til å vurderes."),
}
EFFORT_BECAUSE = {
    True: Message("«%(indicator)s» går som planlagt. Det viser aktivitet, ikke resultat."),
    False: Message("«%(indicator)s» ligger etter planen."),
}
LACKING = {
    Figure.MISSING: Message("«%(indicator)s» mangler. Tallet skulle ha kommet."),
    Figure.HIDDEN: Message("«%(indicator)s» er skjult av hensyn til personvernet."),
    Figure.NOT_DUE: Message("«%(indicator)s» har ikke kommet ennå. Fristen er ikke ute."),
}
HELD_BACK = Message(
    "Målet regnes ikke som nådd, fordi et resultat mangler eller ikke kan vurderes."
)

NOTHING = Message("Målet har ingen indikatorer som kan vise om det nås.")


@dataclass(frozen=True, slots=True)
class Reading:
    """One indicator of the goal, as it stands in the period asked about.

    Raises `ValueError` for what no chart says: a variation and an assurance where only one is
    too few, or a change without direction that is held against a target.
    """

    name: str | Sentence
    sort: Sort
    figure: Figure = Figure.THERE
    variation: Variation = Variation.TOO_FEW
    assurance: Assurance = Assurance.TOO_FEW
    met: bool | None = None  # the latest figure meets its target; None = no target

    def __post_init__(self) -> None:
        """Refuse a pair that is not in the table."""
        short = (Assurance.TOO_FEW, Variation.TOO_FEW)
        pair = (self.assurance, self.variation)
        if pair != short and pair not in TABLE:
            raise ValueError(f"no chart says {self.assurance.value} and {self.variation.value}")

    @property
    def standing(self) -> Standing:
        """How it stands with an indicator that has a figure; see the table above."""
        if self.variation is Variation.TOO_FEW:
            return SHORT[self.met]
        return TABLE[self.assurance, self.variation]


@dataclass(frozen=True, slots=True)
class Status:
    """How it stands with the goal, why (the weightiest reason first), and on what basis."""

    standing: Standing
    reasons: tuple[Sentence, ...]
    has: int  # indicators with a figure, those of context left out
    of: int  # indicators in all, those of context left out

    @property
    def label(self) -> Sentence:
        """The standing in words."""
        return sentence(f"status.{self.standing.value}", LABELS[self.standing])


def read(name: str | Sentence, sort: Sort, chart: Chart) -> Reading:
    """The reading of an indicator from its chart, whose latest figure is the one asked about."""
    value = None if chart.latest is None else chart.values[chart.latest]
    hit = None
    if value is not None and chart.target is not None:
        hit = met(value, chart.target, chart.direction)
    return Reading(
        name,
        sort,
        variation=chart.variation,
        assurance=chart.assurance,
        met=hit,
    )


def status(readings: Sequence[Reading]) -> Status:
    """How it stands with a goal, from its indicators; the rule stands above.

    The reasons come in this order: why it is held back, the results from the worst to the best,
    the efforts, and what has no figure.
    """
    judged = [one for sort in (*RESULTS, *EFFORTS) for one in readings if one.sort is sort]
    there = [one for one in judged if one.figure is Figure.THERE]
    results = [one for one in there if one.sort in RESULTS]
    efforts = [one for one in there if one.sort in EFFORTS]
    results.sort(key=lambda one: WORST_FIRST.index(one.standing))  # keeps outcomes first
    reasons: list[Sentence] = []
    if results:
        standing = results[0].standing
        missing = any(one.figure is Figure.MISSING for one in judged if one.sort in RESULTS)
        if standing is Standing.REACHED and (missing or results[-1].standing is Standing.UNKNOWN):
            standing = Standing.MOVING
            reasons.append(sentence("status.held_back", HELD_BACK))
    else:
        standing = _effort(efforts)
        if not any(one.sort in RESULTS for one in judged):
            reasons.append(sentence("status.no_results", NOTHING))
    reasons += [_because(one) for one in results]
    reasons += [_effort_because(one) for one in efforts]
    reasons += [
        sentence(f"status.{one.figure.value}", LACKING[one.figure], indicator=one.name)
        for one in judged
        if one.figure is not Figure.THERE
    ]
    return Status(standing, tuple(reasons), len(there), len(judged))


def _effort(efforts: Sequence[Reading]) -> Standing:
    """What inputs and activities alone can say."""
    plans = [one.met for one in efforts if one.met is not None]
    if not plans:
        return Standing.UNKNOWN
    return Standing.ACTIVITY_AS_PLANNED if all(plans) else Standing.ACTIVITY_BEHIND


def _because(reading: Reading) -> Sentence:
    said = BECAUSE
    if reading.variation is Variation.TOO_FEW:
        said = SHORT_BECAUSE
    elif reading.assurance is Assurance.NO_TARGET:
        said = NO_TARGET_BECAUSE
    return sentence(
        f"status.because_{reading.standing.value}",
        said[reading.standing],
        indicator=reading.name,
    )


def _effort_because(reading: Reading) -> Sentence:
    if reading.met is None:
        return sentence("status.no_target", NO_TARGET, indicator=reading.name)
    code = "status.as_planned" if reading.met else "status.behind"
    return sentence(code, EFFORT_BECAUSE[reading.met], indicator=reading.name)
