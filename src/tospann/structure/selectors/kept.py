"""Answers as they are kept: their tables, pictures and sentences, and what asks for them again."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tospann.engines.structure import answers, command, drawing, drawn, norwegian, report
from tospann.engines.structure.answers import OBJECTIVES, TOLD
from tospann.engines.structure.assumptions import Assumptions
from tospann.engines.structure.jobs import Areas, Futures, Job, Tradeoff
from tospann.engines.structure.report import Plain, Table
from tospann.engines.structure.robustness import Doubt
from tospann.engines.structure.territory import Structure, Territory
from tospann.structure.models import Run, Sort
from tospann.structure.selectors import tables
from tospann.structure.selectors.runs import answer_in
from tospann.structure.selectors.structures import ShownMap, base_of, shown_map
from tospann.structure.selectors.territories import territory_of

SHOWN_POINTS = 25  # of a front on the page; CSV has them all
SHOWN_PAIRS = 15
DATASET = "datasett.zip"


# --- What was asked ---------------------------------------------------------------------


def job_of(run: Run) -> Job:
    """The first part of the question, which holds all of it. One query."""
    part = run.jobs.order_by("number").values_list("part", flat=True)[0]
    return Job.from_json(bytes(part or b"").decode())


def asked_told(job: Job, territory: Territory) -> list[tuple[str, str]]:
    """What was asked beside the rules, in words: what it is about, and what was said."""
    sweep = job.sweep
    told: list[tuple[str, str]] = []
    match sweep:
        case Areas(alternatives, _different, prices, _seed):
            told.append((_("Antall forslag"), str(alternatives)))
            told.append((_("Pris på hvert krav"), _("ja") if prices else _("nei")))
        case Tradeoff(objectives, _beside):
            words = {
                "access": _("reisevei"),
                "cost": _("kostnad"),
                "exposed": _("fagmiljø"),
            }
            told.append((_("Veies mot hverandre"), ", ".join(words[one] for one in objectives)))
        case Futures(doubt, _seed, count, _plans):
            told.append((_("Antall framtider"), norwegian.whole(count)))
            told += _doubt_told(doubt)
    rules = [rule.sentence(territory) for rule in job.question.rules]
    return [*told, (_("Krav"), ". ".join(rules) + ".")]


def _doubt_told(doubt: Doubt) -> list[tuple[str, str]]:
    shares = {
        "journeys": _("Feil i hver reisetid"),
        "away": _("Sjansen for at en ansatt er borte"),
        "refusal": _("Sjansen for at et kommunestyre sier nei"),
    }
    told = [(_("Folketall i et senere år"), str(doubt.year))] if doubt.year is not None else []
    if doubt.roads:
        told.append((_("Reisetid på hver vei og ferje"), _("trekkes innenfor feilen")))
    told += [
        (name, norwegian.percent(share, 0))
        for key, name in shares.items()
        if (share := getattr(doubt, key))
    ]
    if doubt.in_turn:
        told.append((_("Nei fra ett kommunestyre"), _("etter tur")))
    return told


@dataclass(frozen=True, slots=True)
class Again:
    """How anybody computes the answer again."""

    command: str
    seed: int | None
    dataset_sha256: str
    sha256: str  # of the answer
    bytes_count: int
    other_software: str  # the version in use, when it is not the one that answered


def again(run: Run, job: Job) -> Again:
    """What is needed to compute the answer again and compare. No queries."""
    kept, now = bytes(run.answer or b""), version("tospann")
    return Again(
        command.command_for(job, DATASET),
        getattr(job.sweep, "seed", None),
        run.dataset.sha256,
        hashlib.sha256(kept).hexdigest(),
        len(kept),
        "" if run.software == now else now,
    )


def files_of(run: Run) -> dict[str, bytes]:
    """Everything the command reads, and the command itself. Two queries: job and archive."""
    job = job_of(run)
    territory = territory_of(run.dataset_id)
    told = _("I denne mappen, med Tospann %(version)s:") % {"version": run.software}
    after = _("Filen svar.json skal da ha dette fingeravtrykket (SHA-256):")
    shown = again(run, job)
    text = f"{told}\n\n{shown.command}\n\n{after}\n\n{shown.sha256}\n"
    return {
        DATASET: bytes(run.dataset.archive),
        **{name: said.encode() for name, said in command.files_for(job, territory).items()},
        "kommando.txt": text.encode(),
    }


# --- Structures in an answer ------------------------------------------------------------


def structure_in(
    territory: Territory, areas: list[dict[str, Any]], assumptions: Assumptions, *, title: str
) -> Structure:
    """The structure some areas of an answer make. Raises `BadData`."""
    return drawn.answered(territory, areas, assumptions, name="answer", title=title)


def map_of(run: Run, structure: Structure, *, id_: str) -> ShownMap:
    """The structure as a map of a page."""
    found = shown_map(territory_of(run.dataset_id), structure, base_of(run.dataset_id), id_=id_)
    return ShownMap(found.id, structure.title, found.map, found.legend, found.told)


def areas_table(territory: Territory, areas: list[dict[str, Any]]) -> Table:
    """The areas of an answer: who hosts, who is with it, by which model."""
    names = names_of(territory)

    def row(area: dict[str, Any]) -> dict[str, Any]:
        host = area["host_municipality"]
        others = [names[one] for one in area["members"] if one != host]
        return {"name": names[host], "others": norwegian.listed(others), "model": area["model"]}

    rows = tuple(row(area) for area in areas)
    return Table(
        (
            report.Column("name", _("Vertskommune"), report.path("name")),
            report.Column("others", _("Sammen med"), report.path("others")),
            report.Column("model", _("Modell"), report.path("model")),
        ),
        rows,
    )


def names_of(territory: Territory) -> dict[str, str]:
    """Municipalities by number."""
    held = territory.municipalities
    return dict(zip(held.numbers, held.names, strict=True))


# --- Tables and pictures to take away ---------------------------------------------------


def tables_of(run: Run) -> dict[str, Table]:
    """Every table of the answer, by the name of its file. No queries once the dataset is read."""
    answer, territory = answer_in(run), territory_of(run.dataset_id)
    match run.sort:
        case Sort.AREAS:
            found = {
                f"forslag-{number}": report.drawn(rows)
                for number, rows in enumerate(answer["rows"], start=1)
            }
            found["forslagene"] = answers.proposals_table(answer["proposals"])
            if answer["prices"]:
                found["priser"] = answers.prices_table(answer["prices"])
            return found
        case Sort.FRONT:
            return {
                "punkter": answers.front_table(answer),
                "strukturer": answers.beside_table(answer),
            }
    return {
        "par": answers.pairs_table(answer, names_of(territory)),
        "strukturer": answers.plans_table(answer),
        "spenn": answers.spreads_table(answer),
    }


def pictures_of(run: Run) -> dict[str, Callable[[], str]]:
    """Every picture of the answer as SVG, by the name of its file, drawn when it is called."""
    answer, territory = answer_in(run), territory_of(run.dataset_id)
    match run.sort:
        case Sort.AREAS:
            return {
                f"forslag-{number}": _drawer(territory, rows, number)
                for number, rows in enumerate(answer["rows"], start=1)
            }
        case Sort.FRONT:
            return {"avveining": lambda: answers.front_curve(answer, territory.title)}
    return {"par": lambda: answers.pairs_picture(territory, answer)}


def _drawer(territory: Territory, rows: list[dict[str, str]], number: int) -> Callable[[], str]:
    def draw() -> str:
        title = f"Forslag {number}"
        made = drawn.structure_from(territory, rows, name=f"proposal_{number}", title=title)
        return drawing.areas_map(territory, made)

    return draw


# --- What the page says -----------------------------------------------------------------


def figures_of(point: Plain, names: Any) -> list[tuple[str, str]]:
    """A point or a proposal in its own figures: what it is, and how much."""
    titles = {
        "access": _("Reisevei, minutter i snitt"),
        "cost": _("Kostnad i året, kroner"),
        "exposed": _("Innbyggere som en vanlig dag møter et fag uten noen på jobb"),
    }
    told = [(titles[name], TOLD[name](point[OBJECTIVES[name][0]])) for name in names]
    return [*told, (_("Kontorområder"), norwegian.whole(point["areas_count"]))]


@dataclass(frozen=True, slots=True)
class FrontShown:
    """A trade-off: the curve's table, the structures beside it, and what they say."""

    rules: list[str]
    count: int
    complete: bool
    missing: list[str]
    sentences: list[str]
    points: tables.Laid
    all_points: bool  # are they all in the table
    beside: tables.Laid


def front_shown(run: Run) -> FrontShown:
    """The answer about a trade-off. No queries once the dataset is read."""
    answer = answer_in(run)
    count, names = len(answer["points"]), answer["objectives"]
    said = []
    for letter, one in answers.lettered(answer):
        better = sum(answers.beats(point, one, names) for point in answer["points"])
        about = {"letter": letter, "title": one["title"], "count": norwegian.whole(better)}
        if better:
            text = ngettext(
                "%(letter)s «%(title)s»: %(count)s punkt er bedre på alt.",
                "%(letter)s «%(title)s»: %(count)s punkter er bedre på alt.",
                better,
            )
        else:
            text = _("%(letter)s «%(title)s»: Ingen punkter er bedre på alt.")
        said.append(text % about)
    return FrontShown(
        answer["rules"],
        count,
        answer["complete"],
        answer["missing"],
        said,
        tables.laid(
            answers.front_table(answer, SHOWN_POINTS), _("Punktene på kurven"), id_="punkter"
        ),
        count <= SHOWN_POINTS,
        tables.laid(answers.beside_table(answer), _("Strukturene ved siden av"), id_="strukturer"),
    )


@dataclass(frozen=True, slots=True)
class PointShown:
    """One point of a front as a structure."""

    number: int
    count: int
    figures: list[tuple[str, str]]
    map: ShownMap
    areas: tables.Laid
    before: int | None  # the numbers of the points beside it
    after: int | None


def point_shown(run: Run, number: int) -> PointShown | None:
    """A point by its number from 1; None when there is none. One query."""
    answer, territory = answer_in(run), territory_of(run.dataset_id)
    points = answer.get("points", [])
    if not 1 <= number <= len(points):
        return None
    point = points[number - 1]
    title = _("Punkt %(number)s") % {"number": number}
    made = structure_in(territory, point["areas"], job_of(run).question.assumptions, title=title)
    return PointShown(
        number,
        len(points),
        figures_of(point, answer["objectives"]),
        map_of(run, made, id_="kart"),
        tables.laid(areas_table(territory, point["areas"]), _("Områdene"), id_="omrader"),
        number - 1 if number > 1 else None,
        number + 1 if number < len(points) else None,
    )


@dataclass(frozen=True, slots=True)
class FuturesShown:
    """What many futures say together."""

    rules: list[str]
    sentences: list[str]
    plan_sentences: list[str]
    spreads: tables.Laid
    plans: tables.Laid
    pairs: tables.Laid | None
    all_pairs: bool


def futures_shown(run: Run) -> FuturesShown:
    """The answer about futures. No queries once the dataset is read."""
    answer = answer_in(run)
    made = tables_of(run)
    pairs = made["par"]
    some = _pairs_told(pairs, names_of(territory_of(run.dataset_id)))
    return FuturesShown(
        answer["rules"],
        futures_told(answer, names_of(territory_of(run.dataset_id))),
        plans_told(answer),
        tables.laid(made["spenn"], _("Den beste strukturen i hver framtid"), id_="spenn"),
        tables.laid(
            made["strukturer"],
            _("Strukturene gjennom framtidene"),
            id_="strukturer",
        ),
        tables.laid(some, _("Kommuner som oftest deler kontor"), id_="par") if some.rows else None,
        len(pairs.rows) <= SHOWN_PAIRS,
    )


def _pairs_told(pairs: Table, names: dict[str, str]) -> Table:
    """The pairs that share an area most often, by name."""
    return Table(
        (
            report.Column("first", _("Kommune"), lambda row: names[row["a"]]),
            report.Column("second", _("Deler kontor med"), lambda row: names[row["b"]]),
            next(column for column in pairs.columns if column.name == "share"),
        ),
        pairs.rows[:SHOWN_PAIRS],
    )


def futures_told(answer: Plain, names: dict[str, str]) -> list[str]:
    """What the futures say, in plain words."""
    count, answered = answer["futures"], answer["answered"]
    facts = {"count": norwegian.whole(count), "answered": norwegian.whole(answered)}
    if answered == count:
        said = [_("I alle %(count)s framtidene finnes en struktur som holder kravene.") % facts]
    else:
        said = [
            _("I %(answered)s av %(count)s framtider finnes en struktur som holder kravene.")
            % facts
        ]
    if answer["unproven"]:
        facts = {"count": norwegian.whole(answer["unproven"])}
        said.append(_("I %(count)s av dem er den beste strukturen ikke bevist.") % facts)
    different = answer["divisions_count"]
    text = ngettext(
        "%(count)s inndeling er den beste i minst én framtid.",
        "%(count)s ulike inndelinger er den beste i minst én framtid.",
        different,
    )
    if different:
        said.append(text % {"count": norwegian.whole(different)})
        first = answer["divisions"][0]
        facts = {"share": report.share_told(first["share"])}
        said.append(_("Den vanligste av dem er best i %(share)s av framtidene.") % facts)
    always = [pair for pair in answer["pairs"] if pair["share"] == 1]
    if answer["pairs"]:
        top = answer["pairs"][0]
        facts = {
            "a": names[top["a"]],
            "b": names[top["b"]],
            "share": report.share_told(top["share"]),
            "count": norwegian.whole(len(always)),
        }
        if len(always) > 1:
            said.append(_("%(count)s par av kommuner deler kontor i alle framtidene.") % facts)
        else:
            said.append(_("Oftest sammen er %(a)s og %(b)s: i %(share)s av framtidene.") % facts)
    return said


def plans_told(answer: Plain) -> list[str]:
    """How each structure that was followed stands, in plain words."""
    said = []
    for plan in answer["plans"]:
        facts = {
            "title": plan["title"],
            "possible": report.share_told(plan["possible_share"]),
            "best": report.share_told(plan["best_share"]),
        }
        regret = plan["regret_kroner"]
        if regret is None:
            said.append(_("«%(title)s» lar seg ikke gjennomføre i noen av framtidene.") % facts)
            continue
        facts["middle"] = norwegian.whole(regret["middle"])
        facts["high"] = norwegian.whole(regret["high"])
        said.append(
            _(
                "«%(title)s» lar seg gjennomføre i %(possible)s av framtidene og er best i "
                "%(best)s. I en middels framtid er den %(middle)s kroner i året dårligere enn "
                "den beste, og i de verste fem prosentene minst %(high)s kroner."
            )
            % facts
        )
    return said
