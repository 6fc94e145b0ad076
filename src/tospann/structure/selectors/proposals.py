"""What the engine answered to «which areas», as pages and scenarios use it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from tospann.engines.structure import answers, asked, drawn, norwegian, report, stated
from tospann.engines.structure.assumptions import ILLUSTRATIVE, Assumptions
from tospann.engines.structure.errors import NoAnswer
from tospann.engines.structure.jobs import Job, Question
from tospann.engines.structure.keeping import broken
from tospann.engines.structure.rules import NeverHosts, Rule, StandsAlone
from tospann.structure.models import Job as JobRow
from tospann.structure.models import Run, Scenario, Sort
from tospann.structure.selectors import tables
from tospann.structure.selectors.lab import address, areas_of, map_of, proof_told
from tospann.structure.selectors.runs import answer_in
from tospann.structure.selectors.seen import Figure, figures, otherwise, seen, seen_of
from tospann.structure.selectors.structures import ShownMap
from tospann.structure.selectors.territories import present, territory_of, travel_of

MOST_LOOKED_AT = 20  # runs, for one that answers the same question


@dataclass(frozen=True, slots=True)
class Kept:
    """A proposal as a scenario keeps it."""

    differences: dict[str, Any]
    rules: list[dict[str, Any]]
    assumptions: dict[str, Any]
    proof: dict[str, Any]
    illustrative: bool


def question_of(run: Run) -> Question:
    """What a run was asked. One query."""
    part = run.jobs.order_by("number").values_list("part", flat=True)[0]
    return Job.from_json(bytes(part).decode()).question


def kept_of(run: Run, number: int) -> Kept | None:
    """Proposal `number`, counted from 1; None when the run has no such. One query."""
    if run.sort != Sort.AREAS or run.answer is None:
        return None
    question = question_of(run)
    answer = answer_in(run)
    if not 1 <= number <= len(answer["rows"]):
        return None
    return Kept(
        differences_of(run, answer["rows"][number - 1]),
        asked.rules_as(question.rules),
        stated.differing(question.assumptions, ILLUSTRATIVE),
        {**answer["proposals"][number - 1]["proof"], "run": str(run.pk), "number": number},
        illustrative=False,
    )


def differences_of(run: Run, rows: list[Mapping[str, str]]) -> dict[str, Any]:
    """A proposal's rows as what is otherwise than today; sites that close among it."""
    territory = territory_of(run.dataset_id)
    proposed = drawn.structure_from(territory, rows, name="proposal", title="")
    return drawn.differences_between(territory, present(territory), proposed)


# ---- the page of an answer -----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Proposal:
    """One proposal on the page. `otherwise`: how it differs from the best; [] for the best."""

    number: int
    proof: str
    proven: bool
    more_kroner: str  # worse than the best by, as people read it; "" for the best
    otherwise: list[str]
    figures: list[Figure]


@dataclass(frozen=True, slots=True)
class Prices:
    """What rules cost: a row and a sentence for each, the dearest first."""

    table: tables.Laid
    sentences: list[str]


@dataclass(frozen=True, slots=True)
class Areas:
    """The answer to «which areas»: the proof first, then the best on a map, then the others.

    `asked_price` stands before all this: the price of the rule the run was asked because of.
    """

    run: Run
    proof: str
    proven: bool
    areas_count: int
    otherwise: list[str]
    figures: list[Figure]
    map: ShownMap
    areas: tables.Laid
    rules: list[str]
    asked_price: Prices | None
    prices: Prices | None
    others: list[Proposal]
    left_out: list[str]
    names: list[tuple[str, str]]  # municipalities one can hold out


def areas_page(run: Run) -> Areas | None:
    """An answered run of areas, for its page; None for other runs. One query.

    As `runs.readable` reads the run, with its scenario and what that is a copy of.
    """
    if run.sort != Sort.AREAS or run.answer is None:
        return None
    answer, question = answer_in(run), question_of(run)
    assumptions = stated.differing(question.assumptions, ILLUSTRATIVE)
    looks = [
        seen(run.dataset_id, differences_of(run, rows), assumptions) for rows in answer["rows"]
    ]
    best, proposals = looks[0], answer["proposals"]
    prices = answer.get("prices", [])
    held_out = {rule.sentence(best.territory) for rule in _held_out(run, question)}
    return Areas(
        run,
        proof_told(proposals[0]["proof"]),
        proposals[0]["proof"]["proven"],
        proposals[0]["areas_count"],
        otherwise(best),
        figures(best),
        map_of(run.dataset_id, best, _("Forslaget")),
        areas_of(best),
        answer["rules"],
        _prices(
            [one for one in prices if one["rule"] in held_out], _("Hva kravet koster"), "prisen"
        ),
        _prices(prices, _("Hva hvert krav koster"), "priser"),
        [
            Proposal(
                i,
                proof_told(proposals[i - 1]["proof"]),
                proposals[i - 1]["proof"]["proven"],
                _more(proposals[i - 1], proposals[0]),
                apart(answer["rows"][0], answer["rows"][i - 1]),
                figures(looks[i - 1]),
            )
            for i in range(2, len(proposals) + 1)
        ],
        proposals[0]["left_out"],
        sorted(tables.names_of(best.territory).items(), key=lambda pair: pair[1]),
    )


def _held_out(run: Run, question: Question) -> list[Rule]:
    """The rules that hold one municipality out, and that a copy was made to ask about.

    See `actions.prices.ask_price`.
    """
    original = run.scenario.copied_from if run.scenario else None
    if original is None:
        return []
    before = asked.rules_from(original.rules)
    return [
        rule
        for rule in question.rules
        if isinstance(rule, StandsAlone | NeverHosts) and rule not in before
    ]


def _prices(prices: list[Mapping[str, Any]], caption: str, id_: str) -> Prices | None:
    """What each rule costs, the rule first; None when there is none."""
    if not prices:
        return None
    made = answers.prices_table(prices)
    columns = sorted(made.columns, key=lambda column: column.name != "rule")
    table = tables.laid(report.Table(tuple(columns), made.rows), caption, id_=id_)
    return Prices(table, [one["sentence"] for one in made.rows])


def _more(one: Mapping[str, Any], best: Mapping[str, Any]) -> str:
    """How much more an answer is weighed at than the best, in kroner a year, rounded once."""
    more = report.shown((one["proof"]["value"] - best["proof"]["value"]) / 100)
    return norwegian.kroner(more)


def apart(best: list[Mapping[str, str]], other: list[Mapping[str, str]]) -> list[str]:
    """How the areas of one proposal differ from another's, a sentence for each municipality."""
    names = {row["municipality"]: row["name"] for row in best}
    told = []
    for mine, theirs in zip(best, other, strict=True):
        if mine["host"] == theirs["host"]:
            continue
        about = {"name": mine["name"], "host": names[theirs["host"]]}
        if theirs["host"] == theirs["municipality"]:
            told.append(_("%(name)s er selv vert.") % about)
        else:
            told.append(_("%(name)s hører til %(host)s.") % about)
    return told


# ---- why not -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Row:
    """One figure in the drawn structure and in the best."""

    title: str
    drawn: str
    best: str


@dataclass(frozen=True, slots=True)
class WhyNot:
    """A drawn structure beside the best the engine has found under the same rules.

    `best` is None while nobody has asked. `difference` says how far the two are apart.
    """

    scenario: Scenario
    broken: list[str]
    rules: int
    fault: str
    best: Run | None
    proof: str
    difference: str
    rows: list[Row]
    drawn_map: ShownMap | None
    best_map: ShownMap | None
    ask_url: str


def why_not(scenario: Scenario) -> WhyNot:
    """What speaks against a drawn structure. Two queries once the dataset is read."""
    ask_url = address("structure:ask", scenario.pk, "areas")
    try:
        look = seen_of(scenario)
        rules = asked.ordered(asked.rules_from(scenario.rules))
        bad = broken(look.territory, travel_of(scenario.dataset_id), look.structure, rules,
                     look.assumptions)  # fmt: skip
    except NoAnswer as refusal:
        return WhyNot(scenario, [], 0, str(refusal), None, "", "", [], None, None, ask_url)
    told = [one.sentence(look.territory, look.structure) for one in bad]
    mine = map_of(scenario.dataset_id, look, scenario.title)
    run = answered_for(scenario, rules, look.assumptions)
    if run is None:
        return WhyNot(scenario, told, len(rules), "", None, "", "", [], mine, None, ask_url)
    answer = answer_in(run)
    best = seen(run.dataset_id, differences_of(run, answer["rows"][0]), scenario.assumptions)
    proof = answer["proposals"][0]["proof"]
    return WhyNot(
        scenario,
        told,
        len(rules),
        "",
        run,
        proof_told(proof),
        _difference(look.plain["after"]["objective"]["weighted_ore"], proof["value"], bool(bad)),
        [
            Row(one.title, one.after, other.after)
            for one, other in zip(figures(look), figures(best), strict=True)
        ],
        mine,
        map_of(run.dataset_id, best, _("Det beste forslaget"), id_="best"),
        ask_url,
    )


def _difference(drawn_ore: int | None, best_ore: int, breaks: bool) -> str:
    if drawn_ore is None:
        return _(
            "Summen kan ikke regnes ut for denne inndelingen, fordi en modell ikke har noen pris "
            "eller noen mangler vei."
        )
    kroner = report.shown((drawn_ore - best_ore) / 100)
    about = {"kroner": norwegian.kroner(abs(kroner))}
    if kroner > 0:
        return (
            _("Samlet er inndelingen %(kroner)s i året dårligere enn det beste forslaget.") % about
        )
    if kroner == 0:
        return _("Samlet er inndelingen like god som det beste forslaget.")
    if breaks:
        return (
            _(
                "Samlet er inndelingen %(kroner)s i året bedre enn det beste forslaget, men den "
                "holder ikke alle kravene."
            )
            % about
        )
    return (
        _(
            "Samlet er inndelingen %(kroner)s i året bedre enn forslaget. Dere kan ha åpne dager "
            "som forslagene ikke velger mellom."
        )
        % about
    )


def answered_for(
    scenario: Scenario, rules: tuple[Rule, ...], assumptions: Assumptions
) -> Run | None:
    """The newest answer of the partnership to exactly this question. Two queries."""
    runs = list(
        Run.objects.filter(
            partnership=scenario.partnership_id,
            dataset=scenario.dataset_id,
            sort=Sort.AREAS,
            answer__isnull=False,
        ).order_by("-asked_at", "pk")[:MOST_LOOKED_AT]
    )
    parts = JobRow.objects.filter(run__in=runs, number=1).values_list("run_id", "part")
    questions = {key: Job.from_json(bytes(part).decode()).question for key, part in parts}
    for run in runs:
        question = questions[run.pk]
        if question.rules == rules and question.assumptions == assumptions:
            return run
    return None
