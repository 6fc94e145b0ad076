"""How each group and owner has scored the alternatives (T16), out of a closed assessment.

Nothing is averaged over groups, and what too few have answered is hidden as the assessment's own
page hides it: both read `selectors.assessments.outcome_of`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from tospann.agreements.points import in_full, listed
from tospann.engines.structure import norwegian, report
from tospann.engines.structure.report import Column, path
from tospann.partnerships.models import Partnership
from tospann.structure.models import Assessment, Group, Scenario
from tospann.structure.selectors.assessments import Outcome, Voice, outcome_of
from tospann.structure.selectors.criteria import CRITERIA
from tospann.structure.study.body import Table
from tospann.structure.study.figures.cells import frozen

HIDDEN = {"hidden": "few"}  # as `report.shown` tells a hidden count


@dataclass(frozen=True)
class Assessed:
    """A closed assessment and which of the study's scenarios it weighed, in the study's order."""

    assessment: Assessment
    outcome: Outcome
    pairs: tuple[tuple[str, Scenario], ...]  # letter and scenario
    without: tuple[str, ...]  # letters it did not weigh


def assessed(partnership: Partnership, scenarios: Sequence[Scenario]) -> Assessed | None:
    """The newest of those that weighed most of them; None when none did. Three queries."""
    wanted = {one.pk for one in scenarios}
    found: tuple[int, Assessment] | None = None
    closed = Assessment.objects.filter(partnership=partnership, closed_at__isnull=False)
    for one in closed.prefetch_related("scenarios").order_by("-closed_at", "pk"):
        shared = len(wanted & {scenario.pk for scenario in one.scenarios.all()})
        if shared and (found is None or shared > found[0]):
            found = (shared, one)
    if found is None:
        return None
    outcome = outcome_of(found[1])
    assert outcome is not None  # it is closed
    weighed = {one.pk for one in outcome.scenarios}
    lettered = list(zip("ABCDEF", scenarios, strict=False))
    return Assessed(
        found[1],
        outcome,
        tuple((letter, one) for letter, one in lettered if one.pk in weighed),
        tuple(letter for letter, one in lettered if one.pk not in weighed),
    )


def tables(found: Assessed | None) -> list[Table]:
    """T16 by group, and by owner where owners have answered. A row for criterion and alternative.

    From −2, much worse than today, to +2, much better.
    """
    if found is None:
        return []
    groups, owners = found.outcome.groups, found.outcome.owners
    made = []
    if groups:
        caption = _("T16 Vurdering etter rolle, fra −2 til +2")
        made.append(_table("t16", caption, found, groups, unanswered=HIDDEN))
    if owners:
        caption = _("T16 Eiernes vurdering, fra −2 til +2")
        made.append(_table("t16-eiere", caption, found, owners, unanswered=None))
    return made


def _table(
    id: str, caption: str, found: Assessed, voices: Sequence[Voice], *, unanswered: object
) -> Table:
    names = {str(group.label): group.value for group in Group}
    columns = (
        Column("criterion", _("Kriterium"), path("criterion")),
        Column("alternative", _("Alternativ"), path("letter")),
        *(
            Column(f"{names.get(one.name, one.name)}_score", one.name, path(str(i)), score)
            for i, one in enumerate(voices)
        ),
    )
    rows = []
    for criterion in CRITERIA:
        for letter, scenario in found.pairs:
            scores = [one.scores[str(scenario.pk)][criterion.code] for one in voices]
            told = [unanswered if one is None else one for one in scores]
            named = {"criterion": str(criterion.name), "letter": letter}
            rows.append({**named, **{str(i): one for i, one in enumerate(told)}})
    return frozen(
        id,
        caption,
        report.Table(columns, tuple(rows)),
        source=_("Vurderingen som ble avsluttet %(day)s") % {"day": _day(found)},
        illustrative=any(one.illustrative for _letter, one in found.pairs),
    )


def score(value: float) -> str:
    """`+1,5`, `0,0` or `−0,5`."""
    return ("+" if value > 0 else "") + norwegian.decimal(value)


def told(found: Assessed | None) -> Iterator[str]:
    """When it was done, who is hidden, and which alternatives it does not tell of as they are."""
    if found is None:
        return
    yield _(
        "Hver gruppe har vurdert alternativene for seg, fra −2 (mye dårligere enn i dag) til +2 "
        "(mye bedre). Vurderingen ble avsluttet %(day)s. Gruppene er aldri slått sammen."
    ) % {"day": _day(found)}
    for name, least in found.outcome.hidden:
        yield _("%(group)s: vises ikke. Det trengs minst %(least)s svar.") % {
            "group": name,
            "least": least,
        }
    if found.without:
        yield _("Disse alternativene var ikke med i vurderingen: %(letters)s.") % {
            "letters": listed(list(found.without))
        }
    if changed := _changed_since(found):
        yield _("Disse alternativene er endret etter at vurderingen begynte: %(letters)s.") % {
            "letters": listed(changed)
        }


def _changed_since(found: Assessed) -> list[str]:
    """The letters of the alternatives that people may have weighed in another shape."""
    began = found.assessment.opened_at
    return [letter for letter, one in found.pairs if one.changed_at > began]


def _day(found: Assessed) -> str:
    closed = found.assessment.closed_at
    assert closed is not None
    return in_full(localtime(closed).date())
