"""What came of an assessment, group by group. Nothing is ever averaged over groups.

What is shown of a group is rounded once, and everything else is reckoned from what is shown.
So a hidden answer or cell has no part in any figure, and none can be computed back.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from uuid import UUID

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from tospann.access.actor import Actor
from tospann.access.roles import Permission
from tospann.agreements.points import listed
from tospann.partnerships.models import Partnership
from tospann.structure.models import Assessment, AssessmentAnswer, Group, Scenario
from tospann.structure.selectors.criteria import CRITERIA, FEWEST, WHO

DECIMALS = 1


@dataclass(frozen=True, slots=True)
class Voice:
    """What a group, or an owner, says. None: hidden, or nobody answered.

    Weights by criterion; scores by scenario and criterion.
    """

    name: str
    weights: Mapping[str, float | None]
    scores: Mapping[str, Mapping[str, float | None]]
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A scenario in an order; ties share a place."""

    place: int
    title: str


@dataclass(frozen=True, slots=True)
class Order:
    """One group's scores by one group's weights. Empty: too little is shown to tell."""

    scores_by: Group
    weights_by: Group
    places: tuple[Place, ...]

    @property
    def own(self) -> bool:
        """Whether the weights are the group's own."""
        return self.scores_by is self.weights_by

    @property
    def weights_of(self) -> str:
        """Whose weights, in the middle of a sentence."""
        return str(WHO[self.weights_by])

    @property
    def first(self) -> str:
        """What comes first; several when they are equal."""
        return listed([f"«{one.title}»" for one in self.places if one.place == 1])


@dataclass(frozen=True, slots=True)
class Outcome:
    """A closed assessment, as everybody inside may read it."""

    scenarios: tuple[Scenario, ...]
    answers: int
    groups: tuple[Voice, ...]  # of those with answers enough
    hidden: tuple[tuple[str, int], ...]  # groups with too few, and how many it takes
    owners: tuple[Voice, ...]  # by name
    orders: tuple[tuple[Order, ...], ...]  # a row for each group's scores
    words: tuple[str, ...]  # what another weighting would have given


def assessments(partnership: Partnership) -> QuerySet[Assessment]:
    """The newest first, each with `answer_count`. Two queries with their scenarios."""
    return (
        Assessment.objects.filter(partnership=partnership)
        .annotate(answer_count=Count("answers", distinct=True))
        .prefetch_related("scenarios__dataset")
    )


def readable(actor: Actor, assessment_id: UUID) -> Assessment | None:
    """The assessment, for those inside its partnership; None for others. Two queries."""
    found = (
        Assessment.objects.select_related("partnership")
        .prefetch_related("scenarios")
        .filter(pk=assessment_id)
        .first()
    )
    if found is None:
        return None
    may = actor.may_in(Permission.INTERNAL_READ, partnership_id=found.partnership_id)
    return found if may else None


def own_answer(actor: Actor, assessment: Assessment) -> AssessmentAnswer | None:
    """What the person has answered, while it is open. One query."""
    if actor.person_id is None:
        return None
    return AssessmentAnswer.objects.filter(
        assessment=assessment, answered_by=actor.person_id
    ).first()


def outcome_of(assessment: Assessment) -> Outcome | None:
    """The result of a closed assessment; None while it is open. Two queries.

    While it is open nothing is shown: with one answer more, the difference would be that answer.
    """
    if assessment.closed_at is None:
        return None
    scenarios = tuple(sorted(assessment.scenarios.all(), key=lambda one: (one.title, one.pk)))
    answers = list(assessment.answers.select_related("owner").order_by("group", "pk"))
    keys = [str(one.pk) for one in scenarios]
    by_group = {
        group: [one for one in answers if one.group == group and group != Group.OWNERS]
        for group in Group
    }
    owners = _owners(answers, keys)
    voices: dict[Group, Voice] = {}
    for group in Group:
        if group == Group.OWNERS:
            if len(owners) >= FEWEST[group]:
                voices[group] = _of_voices(str(group.label), owners, keys)
        elif len(by_group[group]) >= FEWEST[group]:
            voices[group] = _voice(str(group.label), by_group[group], keys, FEWEST[group])
    orders = tuple(
        tuple(
            Order(group, weighing, _places(one.scores, other.weights, scenarios))
            for weighing, other in voices.items()
        )
        for group, one in voices.items()
    )
    return Outcome(
        scenarios,
        len(answers),
        tuple(voice for group, voice in voices.items() if group != Group.OWNERS),
        tuple(
            (str(group.label), FEWEST[group])
            for group in Group
            if group not in voices and group != Group.OWNERS
        ),
        owners,
        orders,
        _words(orders),
    )


def _voice(
    name: str, answers: Sequence[AssessmentAnswer], keys: Sequence[str], fewest: int
) -> Voice:
    """The means of a group; a cell that too few have answered is hidden."""
    codes = [one.code for one in CRITERIA]
    return Voice(
        name,
        {code: _mean((one.weights.get(code) for one in answers), fewest) for code in codes},
        {
            key: {
                code: _mean((one.scores.get(key, {}).get(code) for one in answers), fewest)
                for code in codes
            }
            for key in keys
        },
        tuple(sorted(filter(None, (one.remark for one in answers)))),
    )


def _owners(answers: Sequence[AssessmentAnswer], keys: Sequence[str]) -> tuple[Voice, ...]:
    """Each owner by name: an owner answers as such, so one answer is enough."""
    found = [one for one in answers if one.owner is not None]
    found.sort(key=lambda one: (one.owner.sort_key, str(one.owner_id)))  # type: ignore[union-attr]
    return tuple(
        _voice(str(owner), list(theirs), keys, 1)
        for owner, theirs in groupby(found, key=lambda one: one.owner)
    )


def _of_voices(name: str, owners: Sequence[Voice], keys: Sequence[str]) -> Voice:
    """The owners together: one voice each, from what is shown of each."""
    codes = [one.code for one in CRITERIA]
    return Voice(
        name,
        {code: _mean((one.weights[code] for one in owners), 1) for code in codes},
        {
            key: {code: _mean((one.scores[key][code] for one in owners), 1) for code in codes}
            for key in keys
        },
        (),
    )


def _mean(given: Iterable[float | None], fewest: int) -> float | None:
    found = [one for one in given if one is not None]
    return round(sum(found) / len(found), DECIMALS) if len(found) >= fewest else None


def _places(
    scores: Mapping[str, Mapping[str, float | None]],
    weights: Mapping[str, float | None],
    scenarios: Sequence[Scenario],
) -> tuple[Place, ...]:
    """The scenarios in order of weighted score, over the criteria shown for all of them."""
    keys = [str(one.pk) for one in scenarios]
    shared = [
        code
        for code, weight in weights.items()
        if weight and all(scores[key][code] is not None for key in keys)
    ]
    if not shared:
        return ()
    # in hundredths, so that two that are equal are equal
    points = {
        key: sum(round(10 * (weights[c] or 0)) * round(10 * (scores[key][c] or 0)) for c in shared)
        for key in keys
    }
    named = sorted(scenarios, key=lambda one: (-points[str(one.pk)], one.title, one.pk))
    return tuple(
        Place(1 + sum(points[k] > points[str(one.pk)] for k in keys), one.title) for one in named
    )


def _words(orders: Sequence[Sequence[Order]]) -> tuple[str, ...]:
    """For each group what it puts first, and whose weights would have changed that."""
    found = []
    for row in orders:
        own = next(one for one in row if one.own)
        if not own.places:
            continue
        who = str(WHO[own.scores_by])
        said = [
            _("%(group)s setter %(first)s først med egne vekter.")
            % {"group": who[:1].upper() + who[1:], "first": own.first}
        ]
        others = [one for one in row if not one.own and one.places]
        changed: dict[str, list[str]] = {}
        for one in others:
            if one.first != own.first:
                changed.setdefault(one.first, []).append(one.weights_of)
        said += [
            _("Med vektene til %(others)s ville %(first)s kommet først.")
            % {"others": listed(names), "first": first}
            for first, names in changed.items()
        ]
        if others and not changed:
            said.append(_("Ingen av de andre gruppenes vekter endrer det."))
        found.append(" ".join(said))
    return tuple(found)


def facts_of(scenarios: Sequence[Scenario]) -> list[dict[str, str]]:
    """What the engine measures of today, then of each scenario: {criterion: words}.

    About the municipalities that some of the scenarios change, so that all can be held against
    each other. 22 queries for each dataset. The figures are those of `report.measured`.
    """
    from tospann.engines.structure import report
    from tospann.engines.structure.measures import measure
    from tospann.structure.selectors.consequences import Verdict, legalities_of
    from tospann.structure.selectors.consequences.ground import changed_by
    from tospann.structure.selectors.scenarios import assumptions_of, measures_of
    from tospann.structure.selectors.territories import present, territory_of, travel_of

    if not scenarios:
        return []
    verdicts = {
        Verdict.LAWFUL: _("Lovlig etter reglene her"),
        Verdict.UNCLEAR: _("Noe er uklart"),
        Verdict.UNLAWFUL: _("Noe er ulovlig"),
    }
    touched = frozenset().union(*(changed_by(one) for one in scenarios))
    first = scenarios[0]
    territory = territory_of(first.dataset_id)
    today = measure(
        territory, travel_of(first.dataset_id), present(territory), assumptions_of(first)
    )
    found = [_measured(report.measured(today), touched)]
    for scenario, (verdict, _count) in zip(scenarios, legalities_of(scenarios), strict=True):
        told = _measured(report.measured(measures_of(scenario)), touched)
        found.append(told | {"law": verdicts[verdict]})
    return found


def _measured(told: Any, touched: Collection[str]) -> dict[str, str]:
    from tospann.engines.structure import norwegian

    facts = {}
    ways = [
        (one["meet"]["mean_minutes"], one["name"])
        for one in told["municipalities"]
        if one["code"] in touched and isinstance(one["meet"]["mean_minutes"], float)
    ]
    areas = [one for one in told["areas"] if set(one["members"]) & set(touched)]
    if ways:
        minutes, name = max(ways)
        facts["nearness"] = _("Lengst i snitt: %(minutes)s i %(name)s") % {
            "minutes": norwegian.minutes(minutes),
            "name": name,
        }
    environments = [one["environment"] for one in areas if one["environment"]]
    if environments:
        least = min(sum(one["fte"].values()) for one in environments)
        facts["environment"] = _("%(fte)s årsverk i det minste området") % {
            "fte": norwegian.decimal(least)
        }
        worst = max(one["uncovered_share"] for one in environments)
        facts["vulnerability"] = _(
            "Mest sårbare område: fagene står uten noen på jobb %(share)s av dagene, i snitt"
        ) % {"share": norwegian.percent(worst)}
    kroner = [one["cost"]["total_kroner"] for one in areas]
    if areas and None not in kroner:
        facts["economy"] = _("%(kroner)s i året, etter antakelsene") % {
            "kroner": norwegian.kroner(sum(kroner))
        }
    return facts
