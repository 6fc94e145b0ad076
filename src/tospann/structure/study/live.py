"""What a study quotes: its scenarios as they are now, in sentences, tables and maps."""

from collections.abc import Iterator
from importlib.metadata import version
from typing import Any

from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tospann.agreed.models import Document
from tospann.base import clock
from tospann.engines.structure import norwegian
from tospann.engines.structure.errors import BadData
from tospann.engines.structure.hidden import FEWEST
from tospann.partnerships.models import OwnerKind, Partnership
from tospann.partnerships.selectors import owners_on
from tospann.structure.models import Dataset, Scenario
from tospann.structure.study import chapters, figures, words
from tospann.structure.study.body import (
    Alternative,
    Chapter,
    Council,
    Goal,
    Origin,
    Party,
    Study,
    Table,
)
from tospann.structure.study.figures import Counted, Lab

Plain = Any


def quoted(document: Document, body: Study) -> Study:
    """The body with the scenarios written in as they are now. Two queries.

    Of scenarios that are gone, put aside, or make no structure, nothing is written in:
    `kind.hinders` tells it. One the first time a process reads the dataset, more.
    """
    return written_in(document.partnership, body)


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
        made = figures.lab(scenarios, numbers)
    except BadData:
        return found
    if not made.concerned:
        return found
    told = zip(scenarios, made.counted, strict=True)
    return found.model_copy(
        update={
            "origin": _origin(scenarios[0].dataset),
            "alternatives": [_alternative(made, one, counted) for one, counted in told],
            "chapters": _chapters(made),
            "goals": _goals(made, found.goals),
            "councils": [_council(made, number) for number in numbers if _is_in(made, number)],
        }
    )


def usable(partnership: Partnership, ids: list[str]) -> list[Scenario]:
    """The scenarios in the order asked, those of the first one's dataset. One query."""
    rows = {
        str(one.pk): one
        for one in Scenario.objects.filter(
            partnership=partnership, pk__in=ids, dropped_at=None
        ).select_related("dataset").defer("dataset__archive")
    }  # fmt: skip
    found = [rows[one] for one in ids if one in rows]
    return [one for one in found if one.dataset_id == found[0].dataset_id]


def _is_in(lab: Lab, number: str) -> bool:
    return number in lab.concerned


def _origin(dataset: Dataset) -> Origin:
    return Origin(
        dataset=str(dataset.pk),
        title=dataset.title,
        sha256=dataset.sha256,
        taken_on=localtime(dataset.taken_at).date(),
        software=version("tospann"),
    )


# --- The alternatives -------------------------------------------------------------------


def _alternative(lab: Lab, scenario: Scenario, counted: Counted) -> Alternative:
    return Alternative(
        id=str(scenario.pk),
        letter=counted.letter,
        title=scenario.title,
        note=scenario.note,
        revision=scenario.revision,
        illustrative=scenario.illustrative,
        areas=[*_areas(lab, counted.data["after"])],
        rules=_rules(lab, scenario),
        proof=_proof(scenario),
    )


def _areas(lab: Lab, data: Plain) -> Iterator[str]:
    for area in lab.areas(data):
        if len(area["members"]) == 1:
            yield _("%(municipality)s har kontor alene.") % {
                "municipality": lab.name(area["host_municipality"])
            }
        else:
            yield _("%(members)s deler kontor. Modellen er %(model)s.") % {
                "members": figures.members(lab, area),
                "model": words.model(area["model"]),
            }


def _rules(lab: Lab, scenario: Scenario) -> list[str]:
    """What the engine was told, in its own sentences; as plain data when it is not read."""
    from tospann.engines.structure import rules as known

    found = []
    for told in scenario.rules:
        sort = getattr(known, str(told.get("rule", "")), None)
        if sort is None:
            continue
        given = {
            name: tuple(value) if isinstance(value, list) else value
            for name, value in told.items()
            if name != "rule"
        }
        found.append(sort(**given).sentence(lab.territory) + ".")
    return found


def _proof(scenario: Scenario) -> str:
    proof = scenario.proof
    if not proof:
        return _("Ikke bevist: Alternativet er tegnet for hånd, eller endret etter beregningen.")
    if proof.get("proven"):
        return _("Bevist best under disse kravene og med disse tallene.")
    gap = proof.get("gap_share")
    if gap is None:
        return _("Ikke bevist.")
    return _("Ikke bevist: Det beste er høyst %(gap)s bedre enn dette.") % {
        "gap": norwegian.percent(gap, 2)
    }


# --- Sentences --------------------------------------------------------------------------


def longer(lab: Lab, one: Counted, kind: str) -> Iterator[str]:
    """Who gets a much longer way in each municipality, and how much at most."""
    where = _("et møtested") if kind == "meet" else _("hovedkontoret")
    limit = str(one.data["longer_minutes"][-1])
    for row in lab.rows(one.data):
        shift = row[kind]
        if not words.some(shift["longer_residents"]):
            continue
        about = {
            "letter": one.letter,
            "municipality": row["name"],
            "where": where,
            "limit": limit,
        }
        much = shift["longer_by_residents"][limit]
        if words.some(much):
            yield _(
                "Med alternativ %(letter)s får %(people)s i %(municipality)s mer enn %(limit)s "
                "minutter lengre vei til %(where)s."
            ) % {**about, "people": words.people(much)}
        else:
            yield _(
                "Med alternativ %(letter)s får %(people)s i %(municipality)s lengre vei til "
                "%(where)s, men ingen mer enn %(limit)s minutter."
            ) % {**about, "people": words.people(shift["longer_residents"])}


def shorter(lab: Lab, one: Counted, kind: str) -> Iterator[str]:
    """Who gets a shorter way in each municipality."""
    where = _("et møtested") if kind == "meet" else _("hovedkontoret")
    for row in lab.rows(one.data):
        if words.some(row[kind]["shorter_residents"]):
            yield _(
                "Med alternativ %(letter)s får %(people)s i %(municipality)s kortere vei til "
                "%(where)s."
            ) % {
                "letter": one.letter,
                "people": words.people(row[kind]["shorter_residents"]),
                "municipality": row["name"],
                "where": where,
            }


def travel(lab: Lab, one: Counted) -> list[str]:
    """All that changes on the way, or that nothing does."""
    found = [
        sentence
        for kind in ("meet", "host")
        for sentence in (*longer(lab, one, kind), *shorter(lab, one, kind))
    ]
    return found or [
        _("Med alternativ %(letter)s får ingen i kommunene her en annen reisevei enn i dag.")
        % {"letter": one.letter}
    ]


def environments(lab: Lab) -> Iterator[str]:
    """The size of each environment with an alternative, and what rests on one."""
    for one in lab.counted:
        for area in lab.areas(one.data["after"]):
            found = area["environment"]
            if not found:
                continue
            fields = found["fields"]
            said = {
                "letter": one.letter,
                "area": figures.members(lab, area),
                "fte": words.fte(round(sum(found["fte"].values()), 1)),
                "twos": found["fields_in_twos"],
                "fields": len(fields),
            }
            yield (
                _(
                    "Med alternativ %(letter)s har %(area)s til sammen %(fte)s. %(twos)s av "
                    "%(fields)s fagområder ligger hos to eller flere."
                )
                % said
            )


def moved(lab: Lab) -> Iterator[str]:
    """Whose municipality gets another host, and how many positions sit there today."""
    staff = lab.territory.staff
    for one in lab.counted:
        told = False
        for change in _changes(lab, one):
            if change["host"][0] == change["host"][1]:
                continue
            told = True
            named = {
                "letter": one.letter,
                "municipality": lab.name(change["municipality"]),
                "host": lab.name(change["host"][1]),
            }
            if staff is None:
                yield _("Med alternativ %(letter)s får %(municipality)s vert i %(host)s.") % named
                continue
            state, municipal = (
                words.fte(round(float(n), 1))
                for n in staff.fte[lab.territory.municipalities.index(change["municipality"])].sum(
                    axis=1
                )
            )
            yield _(
                "Med alternativ %(letter)s får %(municipality)s vert i %(host)s. I "
                "%(municipality)s sitter det i dag %(state)s i staten og %(municipal)s i kommunen."
            ) % {**named, "state": state, "municipal": municipal}
        if not told:
            yield _("Med alternativ %(letter)s får ingen kommune ny vert.") % {
                "letter": one.letter
            }


def _changes(lab: Lab, one: Counted) -> list[Plain]:
    return [change for change in one.data["changes"] if change["municipality"] in lab.concerned]


def sami(lab: Lab) -> Iterator[str]:
    """Which languages follow which municipality into which area."""
    for one in lab.counted:
        for area in lab.areas(one.data["after"]):
            for duty in area["obligations"]:
                if duty["kind"] != "sami_language":
                    continue
                yield _(
                    "%(municipality)s er i forvaltningsområdet for samisk språk (%(language)s). "
                    "Med alternativ %(letter)s hører kommunen til området %(area)s, og retten til "
                    "å bli betjent på samisk følger med."
                ) % {
                    "municipality": lab.name(duty["municipality"]),
                    "language": words.language(duty["value"]),
                    "letter": one.letter,
                    "area": figures.members(lab, area),
                }


def money(lab: Lab) -> Iterator[str]:
    """What the areas concerned cost a year together, by the stated assumptions."""
    before = sum(area["cost"]["total_kroner"] for area in lab.areas(lab.before))
    yield _("I dag koster kontorene her %(kroner)s i året etter de oppgitte forutsetningene.") % {
        "kroner": words.kroner(before)
    }
    for one in lab.counted:
        after = sum(area["cost"]["total_kroner"] for area in lab.areas(one.data["after"]))
        said = {"letter": one.letter, "kroner": words.kroner(abs(after - before))}
        if after < before:
            yield _("Alternativ %(letter)s koster %(kroner)s mindre i året.") % said
        elif after > before:
            yield _("Alternativ %(letter)s koster %(kroner)s mer i året.") % said
        else:
            yield _("Alternativ %(letter)s koster like mye som i dag.") % said


def law(lab: Lab, one: Counted) -> Iterator[str]:
    """Which municipalities get another host or another model. What it means is the law's."""
    for change in _changes(lab, one):
        named = {
            "letter": one.letter,
            "municipality": lab.name(change["municipality"]),
            "old": lab.name(change["host"][0]),
            "new": lab.name(change["host"][1]),
            "before": words.model(change["model"][0]),
            "after": words.model(change["model"][1]),
        }
        if change["host"][0] != change["host"][1]:
            yield (
                _(
                    "Med alternativ %(letter)s får %(municipality)s kontoret hos %(new)s i stedet "
                    "for hos %(old)s. Modellen blir %(after)s; i dag er den %(before)s."
                )
                % named
            )
        elif change["model"][0] != change["model"][1]:
            yield (
                _("Med alternativ %(letter)s går %(municipality)s fra %(before)s til %(after)s.")
                % named
            )
        else:
            partners = words.listed([lab.name(n) for n in (*change["joined"], *change["left"])])
            yield _(
                "Med alternativ %(letter)s deler %(municipality)s ikke kontor med de samme som i "
                "dag. Det gjelder %(partners)s."
            ) % {**named, "partners": partners}


# --- The chapters -----------------------------------------------------------------------


def _chapters(lab: Lab) -> list[Chapter]:
    one = lab.counted[0]
    return [
        Chapter(id=chapters.SUMMARY, said=[*_summary(lab)]),
        Chapter(id=chapters.PRESENT, said=[*_areas(lab, lab.before)], **_present(lab)),
        Chapter(id=chapters.MODELS, pictures=[*_maps(lab)]),
        Chapter(
            id=chapters.TRAVEL,
            said=[sentence for each in lab.counted for sentence in travel(lab, each)],
            tables=[*_travel_tables(lab)],
            pictures=[
                figures.travel_curve(lab),
                figures.travel_map(
                    lab, lab.today, "reisevei-i-dag", _("Reisevei til møtested i dag")
                ),
                figures.travel_map(
                    lab,
                    one.structure,
                    "reisevei-a",
                    _("Reisevei til møtested med alternativ %(letter)s") % {"letter": one.letter},
                ),
            ],
        ),
        Chapter(
            id=chapters.EXPERTISE,
            said=[*environments(lab)],
            tables=_some(figures.environment(lab)),
        ),
        Chapter(id=chapters.STAFF, said=[*moved(lab)]),
        Chapter(id=chapters.SAMI, said=[*sami(lab)] or [_no_sami(lab)]),
        Chapter(
            id=chapters.MONEY,
            said=[*money(lab)],
            tables=_some(figures.costs(lab), figures.key(lab)),
        ),
        Chapter(
            id=chapters.LAW,
            said=[sentence for each in lab.counted for sentence in law(lab, each)]
            or [_("Ingen av alternativene gir noen kommune ny vert eller ny modell.")],
        ),
        Chapter(id=chapters.UNKNOWN, said=[*_unknown(lab)]),
    ]


def _some(*tables: Table | None) -> list[Table]:
    return [one for one in tables if one is not None]


def _present(lab: Lab) -> dict[str, Any]:
    tables = (
        figures.ages(lab),
        figures.staff(lab),
        figures.competence(lab),
        figures.ways(lab),
        figures.commuting(lab),
        figures.presence(lab),
    )
    here = figures.area_map(lab, lab.today, "kart-i-dag", _("Kontorene i dag"))
    return {"tables": _some(*tables), "pictures": [here]}


def _maps(lab: Lab) -> Iterator[Any]:
    for one in lab.counted:
        title = _("Alternativ %(letter)s: %(title)s") % {"letter": one.letter, "title": one.title}
        yield figures.area_map(lab, one.structure, f"kart-{one.letter.lower()}", title)


def _travel_tables(lab: Lab) -> Iterator[Table]:
    for one in lab.counted:
        yield figures.shifts(lab, one, "meet")
        yield figures.shifts(lab, one, "host")


def _summary(lab: Lab) -> Iterator[str]:
    one = lab.counted[0]
    count = len(lab.counted)
    yield ngettext(
        "Utredningen ser på %(count)s alternativ ved siden av dagens kontorer.",
        "Utredningen ser på %(count)s alternativer ved siden av dagens kontorer.",
        count,
    ) % {"count": count}
    yield _("Alternativ %(letter)s, «%(title)s», er det som tilrås.") % {
        "letter": one.letter,
        "title": one.title,
    }
    yield from _areas(lab, one.data["after"])
    yield from longer(lab, one, "meet")
    yield from longer(lab, one, "host")


def _no_sami(lab: Lab) -> str:
    return _("Ingen av kommunene her er i forvaltningsområdet for samisk språk.")


def _unknown(lab: Lab) -> Iterator[str]:
    """What the tables do not hold, said as gaps and never filled in."""
    yield _(
        "Reisetidene er beregnet med bil og ferje. Buss, vinterstengte veier og kø er ikke med."
    )
    yield _("Tallene gjelder innbyggere. Tospann vet ingenting om dem som bruker Nav.")
    yield _("Tall for færre enn %(fewest)s personer er skjult.") % {"fewest": FEWEST}
    territory = lab.territory
    if territory.ages is None:
        yield _("Datasettet har ikke tall for aldersgrupper (T1).")
    if territory.staff is None:
        yield _("Datasettet har ikke tall for årsverk og fagområder (T2 og T4).")
    if territory.commuting is None:
        yield _("Datasettet har ikke tall for pendling (T8).")
    yield _(
        "Vi har ikke tall for framskrevet folketall (T1) eller for alder og avgang blant de "
        "ansatte (T3)."
    )
    yield _("Vi har ikke tall for brukere, sosialhjelp og saker per ansatt (T5, T6 og T15).")
    yield _("Vi har ikke tall for husleie, engangskostnader og IKT-systemer (T11 og T13).")
    yield _(
        "Kostnadene og fordelingen bygger på oppgitte forutsetninger. De er ikke kommunenes "
        "regnskap."
    )
    illustrative = sorted(
        {one.title for one in territory.sources if one.quality == "illustrative"}
    )
    if illustrative:
        yield _("Dette er eksempeltall, ikke fakta: %(titles)s.") % {
            "titles": words.listed(illustrative)
        }


# --- The recommendation goal by goal ----------------------------------------------------


def _goals(lab: Lab, goals: list[Goal]) -> list[Goal]:
    one = lab.counted[0]
    said = {
        "naerhet": travel(lab, one),
        "fagmiljo": [s for s in environments(lab) if f" {one.letter} " in s],
        "okonomi": [s for s in money(lab) if f" {one.letter} " in s],
        "samisk": [s for s in sami(lab) if f" {one.letter} " in s] or [_no_sami(lab)],
    }
    return [goal.model_copy(update={"said": said.get(goal.id, [])}) for goal in goals]


# --- A council's own --------------------------------------------------------------------


def _council(lab: Lab, number: str) -> Council:
    one = lab.counted[0]
    name = lab.name(number)
    return Council(
        id=number,
        name=name,
        travel=[*_own_travel(lab, one, number)],
        money=[*_own_money(lab, number)],
        authority=[*_own_law(lab, one, number)],
        decides=[*_decides(lab, one, number)],
        tables=[figures.own(lab, number)],
    )


def _only(lab: Lab, one: Counted, number: str) -> Lab:
    """The lab as seen from one municipality."""
    from dataclasses import replace

    return replace(lab, counted=(one,), concerned=(number,))


def _own_travel(lab: Lab, one: Counted, number: str) -> Iterator[str]:
    here = _only(lab, one, number)
    before, after = (
        next(m for m in data["municipalities"] if m["code"] == number)
        for data in (one.data["before"], one.data["after"])
    )
    if before["meet"]["mean_minutes"] is not None and after["meet"]["mean_minutes"] is not None:
        yield _(
            "I snitt har innbyggerne %(before)s til et møtested i dag og %(after)s med "
            "alternativ %(letter)s."
        ) % {
            "before": words.minutes(before["meet"]["mean_minutes"]),
            "after": words.minutes(after["meet"]["mean_minutes"]),
            "letter": one.letter,
        }
    yield from travel(here, one)


def _own_money(lab: Lab, number: str) -> Iterator[str]:
    before = figures.paid(lab.before, number)
    for one in lab.counted:
        after = figures.paid(one.data["after"], number)
        if not before or not after:
            continue
        yield _(
            "Etter den oppgitte nøkkelen betaler kommunen %(after)s i året med alternativ "
            "%(letter)s. I dag er det %(before)s."
        ) % {
            "after": words.kroner(after["kroner"]),
            "before": words.kroner(before["kroner"]),
            "letter": one.letter,
        }


def _own_law(lab: Lab, one: Counted, number: str) -> Iterator[str]:
    found = [*law(_only(lab, one, number), one)]
    yield from found or [
        _("Alternativet endrer ikke hvem som er vert, eller hvilken modell som brukes.")
    ]


def _decides(lab: Lab, one: Counted, number: str) -> Iterator[str]:
    changed = any(change["municipality"] == number for change in one.data["changes"])
    if not changed:
        yield _(
            "Kommunestyret sier ja eller nei til den samme teksten som de andre kommunestyrene."
        )
        return
    yield _("Kommunestyret sier ja eller nei til den samme teksten som de andre kommunestyrene.")
    area = lab.area(one.data["after"], number)
    if area["model"] in ("host", "joint_board"):
        yield _(
            "Sier alle ja, må kommunestyret selv også vedta avtalen om vertskommunesamarbeid "
            "(kommuneloven § 20-4)."
        )
