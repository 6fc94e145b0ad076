"""What a study quotes: its scenarios as they are now, in sentences, tables and maps."""

from collections.abc import Iterator
from importlib.metadata import version

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from tospann.agreed.models import Document
from tospann.base import clock
from tospann.engines.structure import answers, norwegian
from tospann.engines.structure.asked import rules_from
from tospann.engines.structure.assumptions import Assumptions
from tospann.engines.structure.costs import WEIGHTS
from tospann.engines.structure.errors import BadData
from tospann.partnerships.models import OwnerKind, Partnership
from tospann.partnerships.selectors import owners_on
from tospann.structure.models import Dataset, Scenario
from tospann.structure.selectors.consequences import Consequences
from tospann.structure.selectors.scenarios import assumptions_of
from tospann.structure.study import (
    chapters,
    figures,
    heard,
    legal,
    sentences,
    structured,
    words,
)
from tospann.structure.study.body import (
    Alternative,
    Chapter,
    Council,
    Goal,
    Origin,
    Party,
    Picture,
    Study,
    Table,
)
from tospann.structure.study.figures import Counted, Lab


def quoted(document: Document, body: Study) -> Study:
    """The body with the scenarios written in as they are now. 34 queries, and those of `heard`.

    Of scenarios that are gone, put aside, or make no structure, nothing is written in:
    `kind.hinders` tells it. One query more the first time a process reads the dataset.
    """
    return heard.with_hearings(document, written_in(document.partnership, body))


def written_in(partnership: Partnership, body: Study) -> Study:
    """As `quoted`, for a study that is not a document yet."""
    owners = owners_on(partnership, clock.today())
    parties = [Party(code=o.owner.code, name=o.owner.name, kind=o.owner.kind) for o in owners]
    found = body.typed().model_copy(
        update={"dated": clock.today(), "office": partnership.name, "parties": parties}
    )
    scenarios = usable(partnership, body.scenarios)
    if not scenarios:
        return found
    numbers = [one.code for one in parties if one.kind == OwnerKind.MUNICIPALITY]
    try:
        lab = figures.lab(scenarios, numbers)
        told = legal.told(scenarios[0])
    except BadData:
        return found
    if not lab.concerned:
        return found
    pairs = zip(scenarios, lab.counted, strict=True)
    return found.model_copy(
        update={
            "origin": _origin(scenarios[0].dataset, assumptions_of(scenarios[0])),
            "alternatives": [_alternative(lab, one, counted) for one, counted in pairs],
            "chapters": _chapters(lab, told),
            "goals": _goals(lab, found.goals),
            "councils": [_council(lab, told, number) for number in lab.owners],
        }
    )


def usable(partnership: Partnership, ids: list[str]) -> list[Scenario]:
    """The scenarios in the order asked, those of the first one's dataset. One query."""
    found = Scenario.objects.filter(partnership=partnership, pk__in=ids, dropped_at=None)
    found = found.select_related("dataset", "partnership").defer("dataset__archive")
    rows = {str(one.pk): one for one in found}
    kept = [rows[one] for one in ids if one in rows]
    return [one for one in kept if one.dataset_id == kept[0].dataset_id]


def _origin(dataset: Dataset, assumptions: Assumptions) -> Origin:
    return Origin(
        dataset=str(dataset.pk),
        title=dataset.title,
        sha256=dataset.sha256,
        taken_on=localtime(dataset.taken_at).date(),
        software=version("tospann"),
        assumptions=[*_assumed(assumptions)],
    )


def _assumed(one: Assumptions) -> Iterator[str]:
    """What was taken for given, by the recommended alternative."""
    yield _("Et hovedkontor koster %(kroner)s i året.") % {
        "kroner": words.kroner(one.main_office_kroner)
    }
    for model in one.models:
        said = {
            "model": words.model(model.name),
            "kroner": words.kroner(model.kroner),
            "partner": words.kroner(model.kroner_per_partner),
        }
        if model.kroner_per_partner:
            yield _(
                "%(model)s: %(kroner)s i året, og %(partner)s for hver kommune ut over den første."
            ) % {**said, "model": words.capital(said["model"])}
        else:
            yield _("%(model)s: %(kroner)s i året.") % {
                **said,
                "model": words.capital(said["model"]),
            }
    for presence in one.presences:
        if presence.days:
            yield _("Åpent %(days)s dager i uken utenfor hovedkontoret: %(kroner)s i året.") % {
                "days": norwegian.decimal(presence.days).removesuffix(",0"),
                "kroner": words.kroner(presence.kroner),
            }
    yield _("En ansatt er borte %(share)s av dagene.") % {"share": norwegian.percent(one.absence)}
    yield (
        _(
            "Kostnadene deles med %(equal)s prosent likt, %(residents)s prosent etter innbyggere "
            "og %(fte)s prosent etter kommunens egne årsverk."
        )
        % WEIGHTS
    )


# --- The alternatives -------------------------------------------------------------------


def _alternative(lab: Lab, scenario: Scenario, counted: Counted) -> Alternative:
    try:
        asked = [f"{rule.sentence(lab.territory)}." for rule in rules_from(scenario.rules)]
    except BadData:
        asked = []
    return Alternative(
        id=str(scenario.pk),
        letter=counted.letter,
        title=scenario.title,
        note=scenario.note,
        revision=scenario.revision,
        illustrative=scenario.illustrative,
        areas=[*sentences.areas(lab, lab.told(counted))],
        structure=structured.areas(lab, counted),
        rules=asked,
        proof=proof_told(scenario),
    )


def proof_told(scenario: Scenario) -> str:
    """What the engine has proved about exactly this scenario, or that it has not."""
    proof = scenario.proof
    if not proof:
        return _("Ikke bevist: Alternativet er tegnet for hånd eller endret etter beregningen.")
    if proof.get("proven"):
        return _("Bevist best under disse kravene og med disse tallene.")
    if proof.get("gap_share") is None:
        return _("Ikke bevist.")
    return _("Ikke bevist: Det beste er høyst %(gap)s bedre enn dette.") % {
        "gap": norwegian.percent(proof["gap_share"], answers.GAP - 4)
    }


# --- The chapters -----------------------------------------------------------------------


def _chapters(lab: Lab, told: Consequences) -> list[Chapter]:
    every = lab.counted
    return [
        Chapter(id=chapters.SUMMARY, said=[*sentences.summary(lab)]),
        Chapter(
            id=chapters.PRESENT,
            said=[sentences.scope(lab), *sentences.areas(lab, lab.areas(lab.before))],
            tables=_some(
                figures.ages(lab),
                figures.staff(lab),
                figures.competence(lab),
                figures.ways(lab),
                figures.commuting(lab),
                figures.presence(lab),
            ),
            pictures=[figures.area_map(lab, lab.today, "kart-i-dag", _("Kontorene i dag"))],
        ),
        Chapter(id=chapters.MODELS, pictures=[*_maps(lab)]),
        Chapter(
            id=chapters.TRAVEL,
            said=[said for one in every for said in sentences.travel(lab, one)],
            tables=[figures.shifts(lab, one, kind) for one in every for kind in ("meet", "host")],
            pictures=[*_travel(lab)],
        ),
        Chapter(
            id=chapters.EXPERTISE,
            said=[said for one in every for said in sentences.environments(lab, one)],
            tables=_some(figures.environment(lab)),
        ),
        Chapter(
            id=chapters.STAFF,
            said=[
                *(said for one in every for said in sentences.moved(lab, one)),
                *legal.employers(told),
            ],
        ),
        Chapter(
            id=chapters.SAMI,
            said=[said for one in every for said in sentences.sami(lab, one)]
            or [sentences.no_sami()],
        ),
        Chapter(
            id=chapters.MONEY,
            said=[sentences.money_today(lab), *(sentences.money(lab, one) for one in every)],
            tables=_some(figures.costs(lab), figures.key(lab)),
        ),
        Chapter(
            id=chapters.LAW,
            said=[
                *(said for one in every for said in sentences.law(lab, one)),
                *legal.verdict(told),
                *legal.duties(told),
                *legal.agreements_needed(told),
            ],
            tables=_some(legal.authority(told), legal.agreements(told)),
        ),
        Chapter(id=chapters.PARTICIPATION, said=[*legal.preparations(told)]),
        Chapter(id=chapters.UNKNOWN, said=[*sentences.unknown(lab)]),
    ]


def _some(*tables: Table | None) -> list[Table]:
    return [one for one in tables if one is not None]


def _maps(lab: Lab) -> Iterator[Picture]:
    for one in lab.counted:
        title = _("Alternativ %(letter)s: %(title)s") % {"letter": one.letter, "title": one.title}
        yield figures.area_map(lab, one.structure, f"kart-{one.letter.lower()}", title)


def _travel(lab: Lab) -> Iterator[Picture]:
    one = lab.counted[0]
    yield figures.travel_curve(lab)
    title = _("Reisevei til møtested i dag")
    yield figures.travel_map(lab, lab.today, "reisevei-i-dag", title)
    title = _("Reisevei til møtested med alternativ %(letter)s") % {"letter": one.letter}
    yield figures.travel_map(lab, one.structure, "reisevei-a", title)


# --- The recommendation goal by goal, and the councils ----------------------------------


def _goals(lab: Lab, goals: list[Goal]) -> list[Goal]:
    one = lab.counted[0]
    said = {
        "naerhet": sentences.travel(lab, one),
        "fagmiljo": [*sentences.environments(lab, one)],
        "ansatte": [*sentences.moved(lab, one)],
        "okonomi": [sentences.money(lab, one)],
        "samisk": [*sentences.sami(lab, one)] or [sentences.no_sami()],
    }
    return [goal.model_copy(update={"said": said.get(goal.id, [])}) for goal in goals]


def _council(lab: Lab, told: Consequences, number: str) -> Council:
    one = lab.counted[0]
    facts = [*sentences.law(sentences.only(lab, one, number), one)] or [sentences.no_law()]
    return Council(
        id=number,
        name=lab.name(number),
        travel=[*sentences.own_travel(lab, one, number)],
        money=[*sentences.own_money(lab, number)],
        authority=[*facts, *legal.council_authority(told, number)],
        decides=[
            _("Kommunestyret sier ja eller nei til den samme teksten som de andre."),
            *legal.council_decides(told, number),
        ],
        tables=[figures.own(lab, number)],
    )
