"""A chart in plain Norwegian, before any colour.

Three sentences: what the latest point says (`variation`), what can be expected of the target
(`assurance`), and what the rules saw (`seen`).
"""

from collections.abc import Sequence
from typing import Final

from tospann.engines.results.charts import Assurance, Chart, Segment, Variation
from tospann.engines.results.messages import Message, Sentence, sentence
from tospann.engines.results.rules import Rule, Signal

COMMON = Message("Vanlig variasjon")
SINCE: Final = {
    Variation.IMPROVEMENT: Message("Reell bedring siden %(period)s"),
    Variation.CONCERN: Message("Reell forverring siden %(period)s"),
    Variation.CHANGE: Message("Reell endring siden %(period)s (retningen er ikke gitt)"),
}
IN: Final = {
    Variation.IMPROVEMENT: Message("Reell bedring i %(period)s"),
    Variation.CONCERN: Message("Reell forverring i %(period)s"),
    Variation.CHANGE: Message("Reell endring i %(period)s (retningen er ikke gitt)"),
}
TOO_FEW = Message("For få målinger til å si noe sikkert (har %(has)s, trenger %(needs)s)")
TOO_BROKEN = Message("For mange hull i rekken til å si noe sikkert")
TOO_RARE = Message("For få tilfeller til å skille en endring fra tilfeldigheter")
TOO_RARE_FOR_TARGET = Message("For få tilfeller til å si om målet blir nådd")

ASSURANCE: Final = {
    Assurance.HITS: Message("Når målet hver gang"),
    Assurance.MISSES: Message("Når ikke målet uten endring"),
    Assurance.EITHER: Message("Når målet noen ganger, og ikke andre"),
    Assurance.NO_TARGET: Message("Det er ikke satt noe mål"),
    Assurance.TOO_FEW: Message("For få målinger til å si om målet blir nådd"),
}
MEANING: Final = {
    Assurance.HITS: Message(
        "Hele den vanlige variasjonen ligger på riktig side av målet. Så lenge ingenting endrer "
        "seg, kan dere regne med å nå målet hver gang."
    ),
    Assurance.MISSES: Message(
        "Hele den vanlige variasjonen ligger på feil side av målet. Så lenge dere arbeider som "
        "nå, kan dere ikke regne med å nå det."
    ),
    Assurance.EITHER: Message(
        "Målet ligger innenfor den vanlige variasjonen. Om det blir nådd i en enkelt periode, er "
        "tilfeldig."
    ),
}

SEEN: Final = {
    (Rule.OUTSIDE, 1): Message("Målingen for %(period)s ligger over det som er vanlig variasjon."),
    (Rule.OUTSIDE, -1): Message(
        "Målingen for %(period)s ligger under det som er vanlig variasjon."
    ),
    (Rule.SHIFT, 1): Message("%(count)s målinger på rad ligger over gjennomsnittet."),
    (Rule.SHIFT, -1): Message("%(count)s målinger på rad ligger under gjennomsnittet."),
    (Rule.NEAR, 1): Message("Minst to av tre målinger på rad ligger nær den øvre grensen."),
    (Rule.NEAR, -1): Message("Minst to av tre målinger på rad ligger nær den nedre grensen."),
    (Rule.TREND, 1): Message("%(count)s målinger på rad der hver er høyere enn den forrige."),
    (Rule.TREND, -1): Message("%(count)s målinger på rad der hver er lavere enn den forrige."),
}
SEVERAL_OUTSIDE: Final = {
    1: Message("%(count)s målinger på rad ligger over det som er vanlig variasjon."),
    -1: Message("%(count)s målinger på rad ligger under det som er vanlig variasjon."),
}
NOTHING_SEEN = Message(
    "Den siste målingen ligger innenfor det som er vanlig. Ingen av reglene slår ut."
)
MOVED = Message(
    "Nivået ser ut til å ha flyttet seg. Er årsaken kjent, kan dere sette et nytt utgangspunkt. "
    "Da blir målet holdt opp mot nivået slik det er nå."
)
PROVISIONAL = Message(
    "Grensene er foreløpige. De bygger på %(count)s målinger og kan flytte seg når det kommer nye."
)
SETTLED = Message("Grensene er regnet av %(count)s målinger og ligger fast.")


def variation(chart: Chart, periods: Sequence[Sentence]) -> Sentence:
    """What the latest point says, in one line.

    Parameters
    ----------
    periods : the label of each point, in order.

    Raises
    ------
    ValueError
        If there is not one label for each point.
    """
    if len(periods) != len(chart.values):
        raise ValueError(f"{len(periods)} labels for {len(chart.values)} points")
    code = f"variation.{chart.variation.value}"
    if chart.variation is Variation.TOO_FEW:
        has = _current(chart).has
        if has >= chart.needs:
            return sentence("variation.too_broken", TOO_BROKEN)
        return sentence(code, TOO_FEW, has=has, needs=chart.needs)
    if chart.began is None:
        return sentence(code, COMMON)
    one = chart.began == chart.latest
    return sentence(code, (IN if one else SINCE)[chart.variation], period=periods[chart.began])


def too_rare() -> tuple[Sentence, Sentence]:
    """Variation and assurance where so little is counted that there is no chart, only intervals.

    More figures would not help; `Kind.INTERVALS` of `proportions`.
    """
    return (
        sentence("variation.too_rare", TOO_RARE),
        sentence("assurance.too_rare", TOO_RARE_FOR_TARGET),
    )


def assurance(chart: Chart) -> Sentence:
    """What can be expected of the target, in one line."""
    return sentence(f"assurance.{chart.assurance.value}", ASSURANCE[chart.assurance])


def meaning(chart: Chart) -> Sentence | None:
    """What that means; None when there is nothing to explain."""
    message = MEANING.get(chart.assurance)
    return sentence(f"meaning.{chart.assurance.value}", message) if message else None


def seen(chart: Chart, periods: Sequence[Sentence]) -> tuple[Sentence, ...]:
    """What the rules saw at the latest point, the weightiest first, and how firm the limits are.

    Empty when there are too few figures for limits.
    """
    part = _current(chart)
    if chart.variation is Variation.TOO_FEW:
        return ()
    marks = [one for one in chart.signals if chart.latest in one.points]
    said = [_saw(one, periods) for one in marks] or [sentence("seen.nothing", NOTHING_SEEN)]
    if any(one.rule is Rule.SHIFT for one in marks):
        said.append(sentence("seen.moved", MOVED))
    firm = ("settled", SETTLED) if part.settled else ("provisional", PROVISIONAL)
    return (*said, sentence(f"limits.{firm[0]}", firm[1], count=part.baseline))


def _current(chart: Chart) -> Segment:
    return chart.segments[-1]


def _saw(signal: Signal, periods: Sequence[Sentence]) -> Sentence:
    code, count = f"seen.{signal.rule.value}", len(signal.points)
    if signal.rule is Rule.OUTSIDE and count > 1:
        return sentence(code, SEVERAL_OUTSIDE[signal.side], count=count)
    message = SEEN[signal.rule, signal.side]
    if signal.rule is Rule.OUTSIDE:
        return sentence(code, message, period=periods[signal.first])
    if signal.rule is Rule.NEAR:
        return sentence(code, message)
    return sentence(code, message, count=count)
