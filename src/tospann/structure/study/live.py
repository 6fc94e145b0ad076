"""What a study quotes: its scenarios as they are now, in sentences, tables and maps."""

from collections.abc import Iterator
from importlib.metadata import version

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from tospann.agreed.models import Document
from tospann.agreements.points import listed
from tospann.base import clock
from tospann.engines.authority import Model
from tospann.engines.structure import answers, norwegian
from tospann.engines.structure.asked import rules_from
from tospann.engines.structure.assumptions import Assumptions
from tospann.engines.structure.costs import WEIGHTS
from tospann.engines.structure.errors import BadData
from tospann.partnerships.models import OwnerKind, Partnership
from tospann.partnerships.selectors import owners_on
from tospann.structure.models import Dataset, Scenario
from tospann.structure.selectors.consequences import Consequences
from tospann.structure.selectors.consequences.ground import HOSTING, MODELS
from tospann.structure.selectors.scenarios import assumptions_of
from tospann.structure.study import (
    assessed,
    chapters,
    gaps,
    heard,
    legal,
    milestones,
    risks,
    sentences,
    structured,
    words,
)
from tospann.structure.study.assessed import Assessed
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
from tospann.structure.study.figures import money, people, pictures, ways
from tospann.structure.study.figures.lab import Counted, Lab, lab_of

RECORDED = {model: name for name, model in MODELS.items()}  # what the lab calls a model on record


def quoted(document: Document, body: Study) -> Study:
    """The body with the scenarios written in as they are now. 34 queries, 36 with an assessment.

    Those of `heard` come beside. Of scenarios that are gone, put aside, or make no structure,
    nothing is written in: `kind.hinders` tells it. One query more the first time a process reads
    the dataset.
    """
    return gaps.settled(heard.with_hearings(document, written_in(document.partnership, body)))


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
        lab = lab_of(scenarios, numbers, RECORDED.get(Model(partnership.model), ""))
        told = legal.told(scenarios[0])
    except BadData:
        return found
    if not lab.concerned:
        return found
    pairs = zip(scenarios, lab.counted, strict=True)
    weighed = assessed.assessed(partnership, scenarios)
    if not found.milestones:
        usual = milestones.offered(_deciding(lab, told), _hosting(lab))
        found = found.model_copy(update={"milestones": usual})
    made = _chapters(lab, told, weighed, found)
    return found.model_copy(
        update={
            "origin": _origin(scenarios[0].dataset, assumptions_of(scenarios[0])),
            "alternatives": [_alternative(lab, one, counted) for one, counted in pairs],
            "chapters": made,
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
        return _(
            "Ikke bevist best: Alternativet er tegnet for hånd, eller endret etter beregningen. "
            "En annen løsning kan være bedre."
        )
    if proof.get("proven"):
        return _("Bevist best under disse kravene og med disse tallene.")
    if proof.get("gap_share") is None:
        return _("Ikke bevist.")
    return _("Ikke bevist: Det beste er høyst %(gap)s bedre enn dette.") % {
        "gap": norwegian.percent(proof["gap_share"], answers.GAP - 4)
    }


# --- The chapters -----------------------------------------------------------------------


def _chapters(
    lab: Lab, told: Consequences, weighed: Assessed | None, typed: Study
) -> list[Chapter]:
    """Those with something to quote; what is not known is told last, of all the others."""
    found = _with_figures(lab, told, weighed, typed)
    tables = [table for one in found for table in one.tables]
    return [*found, Chapter(id=chapters.UNKNOWN, said=[*gaps.unknown(lab, tables)])]


def _with_figures(
    lab: Lab, told: Consequences, weighed: Assessed | None, typed: Study
) -> list[Chapter]:
    every = lab.counted
    return [
        Chapter(id=chapters.SUMMARY, said=[*sentences.summary(lab)]),
        Chapter(
            id=chapters.PRESENT,
            said=[
                sentences.scope(lab),
                *sentences.areas(lab, lab.areas(lab.before)),
                *sentences.disagreement(lab),
            ],
            tables=_some(
                people.ages(lab),
                people.staff(lab),
                people.competence(lab),
                ways.ways(lab),
                people.commuting(lab),
                ways.presence(lab),
            ),
            pictures=[pictures.area_map(lab, lab.today, "kart-i-dag", _("Kontorene i dag"))],
        ),
        Chapter(id=chapters.MODELS, pictures=[*_maps(lab)]),
        Chapter(
            id=chapters.TRAVEL,
            said=[said for one in every for said in sentences.travel(lab, one)],
            tables=[ways.shifts(lab, one, kind) for one in every for kind in ("meet", "host")],
            pictures=[*_travel(lab)],
        ),
        Chapter(
            id=chapters.EXPERTISE,
            said=[said for one in every for said in sentences.environments(lab, one)],
            tables=_some(people.environment(lab)),
        ),
        Chapter(
            id=chapters.STAFF,
            said=_once(
                [
                    *(said for one in every for said in sentences.moved(lab, one)),
                    *legal.employers(told),
                ]
            ),
        ),
        Chapter(
            id=chapters.SAMI,
            said=[said for one in every for said in sentences.sami(lab, one)]
            or [sentences.no_sami()],
        ),
        Chapter(
            id=chapters.MONEY,
            said=[sentences.money_today(lab), *(sentences.money(lab, one) for one in every)],
            tables=_some(money.costs(lab), money.key(lab)),
        ),
        Chapter(
            id=chapters.LAW,
            said=legal.starred(
                [
                    *(said for one in every for said in sentences.law(lab, one)),
                    *legal.verdict(told),
                    *legal.duties(told),
                    *legal.agreements_needed(told),
                ]
            ),
            tables=_some(legal.authority(told), legal.agreements(told)),
        ),
        Chapter(id=chapters.PARTICIPATION, said=legal.starred(legal.preparations(told))),
        Chapter(
            id=chapters.ADVICE,
            said=[*assessed.told(weighed)],
            tables=assessed.tables(weighed),
        ),
        Chapter(
            id=chapters.CARRYING_OUT,
            said=[*milestones.too_short(typed.milestones)],
            tables=_some(
                risks.table(typed.risks, told.elements), milestones.table(typed.milestones)
            ),
        ),
    ]


def _once(said: list[str]) -> list[str]:
    """Without what is said before."""
    return [*dict.fromkeys(said)]


def _some(*tables: Table | None) -> list[Table]:
    return [one for one in tables if one is not None]


def _maps(lab: Lab) -> Iterator[Picture]:
    for one in lab.counted:
        title = _("Alternativ %(letter)s: %(title)s") % {"letter": one.letter, "title": one.title}
        yield pictures.area_map(lab, one.structure, f"kart-{one.letter.lower()}", title)


def _travel(lab: Lab) -> Iterator[Picture]:
    """The curve, and maps of today and of the recommended; one where the ways are the same."""
    one = lab.counted[0]
    yield pictures.travel_curve(lab)
    if pictures.same_way(lab, lab.today, one.structure):
        title = _("Reisevei til møtested, lik i dag og med alternativ %(letter)s")
        title %= {"letter": one.letter}
        yield pictures.travel_map(lab, lab.today, "reisevei-i-dag", title)
        return
    title = _("Reisevei til møtested i dag")
    yield pictures.travel_map(lab, lab.today, "reisevei-i-dag", title)
    title = _("Reisevei til møtested med alternativ %(letter)s") % {"letter": one.letter}
    yield pictures.travel_map(lab, one.structure, "reisevei-a", title)


def _deciding(lab: Lab, told: Consequences) -> list[tuple[str, str]]:
    """The councils that must decide on the recommended, and every owner's; number and name."""
    numbers = dict.fromkeys(
        (*lab.owners, *(n for one in told.councils for n in one.municipalities))
    )
    return [(number, lab.name(number)) for number in numbers]


def _hosting(lab: Lab) -> list[tuple[str, str]]:
    """The host agreements the recommended needs: the host's number, and who signs it."""
    found = []
    for area in lab.told(lab.counted[0]):
        if MODELS.get(area["model"]) in HOSTING and len(area["members"]) > 1:
            names = listed([lab.name(number) for number in area["members"]])
            found.append((area["host_municipality"], names))
    return found


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
        authority=[
            *facts,
            *(sentences.disagreement(lab) if number in lab.owners else ()),
            *legal.council_authority(told, number),
        ],
        decides=legal.starred(
            [
                _("Kommunestyret sier ja eller nei til den samme teksten som de andre."),
                *legal.council_decides(told, number),
            ]
        ),
        tables=[ways.own(lab, number)],
    )
