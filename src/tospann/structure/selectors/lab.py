"""The pages of scenarios: what each shows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from tospann.access.actor import Actor
from tospann.access.roles import Permission
from tospann.engines.structure import asked, norwegian, report, stated
from tospann.engines.structure.assumptions import ILLUSTRATIVE
from tospann.engines.structure.errors import NoAnswer
from tospann.engines.structure.keeping import never_large_enough
from tospann.engines.structure.rules import (
    AtLeastFte,
    AtLeastResidents,
    AtMostMembers,
    Rule,
    WithinMinutes,
)
from tospann.engines.structure.territory import Territory
from tospann.partnerships.models import OwnerKind, Partnership
from tospann.structure.models import Dataset, Run, Scenario
from tospann.structure.selectors import runs, tables, words, zooming
from tospann.structure.selectors import scenarios as read
from tospann.structure.selectors.consequences import legality_of
from tospann.structure.selectors.consequences.told import Verdict
from tospann.structure.selectors.gist import shifted
from tospann.structure.selectors.seen import Figure, Seen, figures, otherwise, seen_of
from tospann.structure.selectors.structures import ShownMap, base_of, newest_of_each, shown_map
from tospann.structure.selectors.territories import newest, territory_of, travel_of

MAIN = ("meet", "host", "areas", "cost", "exposed")  # figures in the list of scenarios
MOST_RUNS = 10  # in a list
GOING = {"answer__isnull": True, "refusal": "", "cancelled_at": None}


@dataclass(frozen=True, slots=True)
class RunLine:
    """A run in a list."""

    run: Run
    state: str
    color: str
    url: str


@dataclass(frozen=True, slots=True)
class Card:
    """A scenario in the list: what is otherwise, and its main figures beside today's."""

    scenario: Scenario
    otherwise: list[str]
    more: int  # sentences that are not shown
    figures: list[Figure]
    proof: str
    fault: str


@dataclass(frozen=True, slots=True)
class Lab:
    """The partnership's page. `inside` says whether scenarios are shown at all."""

    partnership: Partnership
    inside: bool
    may_edit: bool
    cards: list[Card]
    going: list[RunLine]
    dropped: list[Scenario]
    datasets: list[Dataset]
    index_url: str


@dataclass(frozen=True, slots=True)
class RuleLine:
    """A rule in words. `index` is its place among the scenario's rules, from 0."""

    index: int
    sentence: str
    data: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Page:
    """A scenario's page. `seen` is None when the differences no longer make a structure."""

    scenario: Scenario
    may_edit: bool
    fault: str
    otherwise: list[str]
    figures: list[Figure]
    map: ShownMap | None
    areas: tables.Laid | None
    shifts: tables.Laid | None
    shifts_gist: str  # how many of everybody get a shorter and a longer way
    unmoved: int  # municipalities whose way is as before
    rules: list[RuleLine]
    assumptions: list[str]
    proof: str
    newer: Dataset | None
    runs: list[RunLine]
    ask_url: str
    compare_url: str
    consequences_url: str
    legality: tuple[Verdict, int] | None  # the worst, and how many elements are so


def address(name: str, *args: Any) -> str:
    """The path of a route."""
    return reverse(name, args=args)


def lab_of(actor: Actor, slug: str) -> Lab | None:
    """The lab of a partnership; None when there is no such. Five queries for those inside."""
    partnership = Partnership.objects.filter(slug=slug).first()
    if partnership is None:
        return None
    inside = actor.may_in(Permission.INTERNAL_READ, partnership_id=partnership.pk)
    held = read.scenarios(partnership).defer("dataset__archive") if inside else []
    dropped = (
        Scenario.objects.filter(partnership=partnership, dropped_at__isnull=False)
        if inside
        else []
    )
    return Lab(
        partnership,
        inside,
        actor.may_in(Permission.DRAFT_EDIT, partnership_id=partnership.pk),
        [card(one) for one in held],
        lines_of(runs.runs_of(partnership).filter(**GOING)) if inside else [],
        list(dropped),
        newest_of_each(),
        address("structure:index"),
    )


def card(scenario: Scenario, most: int = 4) -> Card:
    """A scenario in the list. No queries once its dataset is read."""
    try:
        seen = seen_of(scenario)
    except NoAnswer as refusal:
        return Card(scenario, [], 0, [], "", str(refusal))
    told = otherwise(seen)
    main = [one for one in figures(seen) if one.name in MAIN]
    return Card(scenario, told[:most], max(0, len(told) - most), main, proof_of(scenario), "")


def page_of(actor: Actor, scenario: Scenario) -> Page:
    """A scenario's page. Some 25 queries once its dataset is read, most of them about the law."""
    fault, seen = "", None
    try:
        seen = seen_of(scenario)
    except NoAnswer as refusal:
        fault = str(refusal)
    compared, unmoved = (None, 0) if seen is None else shifts_of(seen)
    slug = scenario.partnership.slug
    compare = address("structure:comparison", slug)
    return Page(
        scenario,
        actor.may_in(Permission.DRAFT_EDIT, partnership_id=scenario.partnership_id),
        fault,
        otherwise(seen) if seen else [],
        figures(seen) if seen else [],
        _zoomable(scenario, seen) if seen else None,
        areas_of(seen) if seen else None,
        compared,
        shifted(tables.shift_tables(seen.plain)["host"], "host") if seen else "",
        unmoved,
        rule_lines(scenario),
        assumption_lines(scenario.assumptions),
        proof_of(scenario),
        newer_of(scenario),
        lines_of(runs.runs_of(scenario.partnership).filter(scenario=scenario)),
        address("structure:ask", scenario.pk, "areas"),
        f"{compare}?a=present&b={scenario.pk}",
        address("structure:consequences", scenario.pk),
        legality_of(scenario) if seen else None,
    )


def map_of(dataset_id: Any, seen: Seen, title: str, *, id_: str = "kart") -> ShownMap:
    """The areas of what is seen, as a map of a page."""
    shown = shown_map(seen.territory, seen.structure, base_of(dataset_id), id_=id_)
    return ShownMap(shown.id, title, shown.map, shown.legend, shown.told)


def _zoomable(scenario: Scenario, seen: Seen) -> ShownMap:
    drawn_map = map_of(scenario.dataset_id, seen, scenario.title)
    return replace(drawn_map, zoom=zooming.address_of(scenario))


def areas_of(seen: Seen, *, id_: str = "omrader") -> tables.Laid:
    """The areas with what they are and have."""
    made = tables.table(
        seen.territory, "omrader", structure=seen.structure, data=seen.plain["after"]
    )
    if made is None:
        raise ValueError("every structure has areas")
    return tables.laid(made, _("Kontorområdene"), id_=id_)


def shifts_of(seen: Seen) -> tuple[tables.Laid | None, int]:
    """Who gets a longer and who a shorter way to a meeting place, and how many have it as before.

    None when nobody's way changes.
    """
    made = tables.shift_tables(seen.plain)["host"]
    moved = [row for row in made.rows[1:] if _moves(row["host"])]
    if not moved:
        return None, len(made.rows) - 1
    shown = report.Table(made.columns, (made.rows[0], *moved))
    caption = _("Vei til hovedkontoret: så mange innbyggere får kortere og lengre vei")
    return tables.laid(shown, caption, id_="reiser"), len(made.rows) - 1 - len(moved)


def _moves(shift: Mapping[str, Any]) -> bool:
    return any(shift[name] != 0 for name in ("shorter_residents", "longer_residents"))


def rule_lines(scenario: Scenario) -> list[RuleLine]:
    """The scenario's rules in words, in the order they were given."""
    territory = territory_of(scenario.dataset_id)
    lines = []
    for index, data in enumerate(scenario.rules):
        try:
            (rule,) = asked.rules_from([data])
            lines.append(RuleLine(index, rule.sentence(territory), data))
        except (NoAnswer, KeyError):
            lines.append(RuleLine(index, _("Et krav som ikke passer datasettet"), data))
    return lines


def lacking_for(scenario: Scenario) -> list[str]:
    """The numbers of those who can never be in an area of the least size. [] when all can."""
    try:
        rules = asked.rules_from(scenario.rules)
        return list(
            never_large_enough(
                territory_of(scenario.dataset_id), travel_of(scenario.dataset_id), limited(rules)
            )
        )
    except (NoAnswer, KeyError):
        return []


def limited(rules: Sequence[Rule]) -> tuple[Rule, ...]:
    """The rules about size, with the limits a question takes for granted when none is given."""
    kinds = (AtMostMembers, WithinMinutes, AtLeastFte, AtLeastResidents)
    return tuple(one for one in asked.ordered(rules) if isinstance(one, kinds))


def assumption_lines(own: Mapping[str, Any]) -> list[str]:
    """The scenario's own figures in words, each with the illustrative one it replaces."""
    try:
        taken = stated.changed(ILLUSTRATIVE, own)
    except NoAnswer:
        return []
    told = []
    for name, value in own.items():
        if name in ("presences", "models"):
            kinds = {one.name: one for one in getattr(taken, name)}
            told += [
                _whole_told(name, each, kinds[each], figures) for each, figures in value.items()
            ]
        else:
            told.append(f"{FIGURES[name]()}: {_plain(name, value)}")
    return told


def _whole_told(kind: str, name: str, one: Any, figures: Mapping[str, Any]) -> str:
    title = (
        words.named(name, words.MODELS).capitalize()
        if kind == "models"
        else {"opening_days": _("Åpent noen dager"), "branch": _("Åpent hver dag")}.get(name, name)
    )
    said = [f"{FIGURES[figure]()} {_plain(figure, getattr(one, figure))}" for figure in figures]
    return f"{title}: {norwegian.listed(said)}"


FIGURES = {
    "main_office_kroner": lambda: _("Hovedkontor, kroner i året"),
    "visits": lambda: _("Besøk per innbygger i året"),
    "kroner_per_hour": lambda: _("En time reisetid, kroner"),
    "kroner_per_exposed": lambda: _("Å møte et fag uten noen på jobb, kroner"),
    "absence": lambda: _("Dager en ansatt er borte"),
    "days": lambda: _("dager i uken"),
    "met": lambda: _("besøk som løses der"),
    "kroner": lambda: _("kroner i året"),
    "kroner_per_partner": lambda: _("kroner for hver kommune til"),
    "alone": lambda: _("for én kommune alene"),
}


def _plain(name: str, value: float) -> str:
    if name in ("absence", "met"):
        return norwegian.percent(value, 0)
    return norwegian.decimal(value, 2).removesuffix(",00")


def proof_of(scenario: Scenario) -> str:
    """What the engine proved about exactly this scenario, in words; "" when nothing."""
    return proof_told(scenario.proof) if scenario.proof else ""


def proof_told(proof: Mapping[str, Any]) -> str:
    """Proven, or how far from the best it can be. Never the word without the proof."""
    if proof["proven"]:
        return _("Bevist: ingen inndeling som holder kravene, er bedre.")
    gap = norwegian.percent(proof["gap_share"], 2)
    return _("Ikke bevist: det beste som finnes, er høyst %(gap)s bedre enn dette.") % {"gap": gap}


def newer_of(scenario: Scenario) -> Dataset | None:
    """A newer version of the scenario's dataset, if there is one. One query."""
    found = newest(scenario.dataset.name)
    return found if found is not None and found.pk != scenario.dataset_id else None


def lines_of(runs: QuerySet[Run]) -> list[RunLine]:
    """Runs in a list, the newest first. One query."""
    return [_line(run) for run in runs[:MOST_RUNS]]


def _line(run: Run) -> RunLine:
    if run.cancelled_at is not None:
        state, color = _("Avbrutt"), "neutral"
    elif run.refusal:
        state, color = _("Fant ingen løsning"), "warning"
    elif run.answer_length:  # type: ignore[attr-defined]
        state, color = _("Ferdig"), "success"
    else:
        state, color = _("Regner"), "info"
    return RunLine(run, state, color, address("structure:run", run.pk))


def starts_of(partnership: Partnership) -> list[tuple[str, str]]:
    """What a new scenario can begin with: today's structure and others of each newest dataset.

    The key is the dataset's short name and the structure's. Two queries for each dataset the
    first time; one after.
    """
    found = []
    for dataset in _ours_first(partnership, newest_of_each()):
        territory = territory_of(dataset.pk)
        first = territory.structures[0].name if territory.structures else "alone"
        found.append((f"{dataset.name}:{first}", _start(territory, _("slik det er i dag"))))
        found += [
            (f"{dataset.name}:{one.name}", _start(territory, one.title))
            for one in territory.structures[1:]
        ]
    return found


def _start(territory: Territory, title: str) -> str:
    return f"{territory.title}: {title}"


def _ours_first(partnership: Partnership, datasets: Sequence[Dataset]) -> list[Dataset]:
    """Datasets that hold all the partnership's municipalities, the smallest of them first."""
    ours = set(our_numbers(partnership))

    def rank(dataset: Dataset) -> tuple[bool, int, str]:
        held = territory_of(dataset.pk).municipalities.numbers
        return (not ours <= set(held), len(held), dataset.title)

    return sorted(datasets, key=rank)


def our_numbers(partnership: Partnership) -> list[str]:
    """The municipality numbers of the partnership's owners. One query."""
    owners = partnership.ownerships.filter(owner__kind=OwnerKind.MUNICIPALITY, until=None)
    return list(owners.order_by("owner__code").values_list("owner__code", flat=True))
