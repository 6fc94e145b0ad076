"""What the figures say, in sentences. Each is true of the rounded figures in the tables.

Who gains and who loses is told municipality by municipality, never by a mean alone.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tospann.agreements.points import listed
from tospann.engines.structure.hidden import FEWEST
from tospann.structure.study import words
from tospann.structure.study.figures.lab import Counted, Lab, members, paid
from tospann.structure.study.figures.ways import days_told

Plain = Any


def only(lab: Lab, one: Counted, number: str) -> Lab:
    """The lab as seen from one municipality and one alternative."""
    return replace(lab, counted=(one,), concerned=(number,))


# --- Who shares an office ---------------------------------------------------------------


def areas(lab: Lab, found: list[Plain]) -> Iterator[str]:
    """A sentence for each area."""
    for area in found:
        if len(area["members"]) == 1:
            yield _("%(municipality)s har kontor alene.") % {
                "municipality": lab.name(area["host_municipality"])
            }
        else:
            yield _("%(members)s deler kontor. Modellen er %(model)s.") % {
                "members": members(lab, area),
                "model": words.model(area["model"]),
            }


def scope(lab: Lab) -> str:
    """Which municipalities the study looks at, and why those."""
    return _(
        "Utredningen ser på %(names)s: kommunene som eier kontoret, og de som deler kontor med "
        "dem i dag eller i et av alternativene."
    ) % {"names": listed([lab.name(number) for number in lab.concerned])}


# --- The way there ----------------------------------------------------------------------


def longer(lab: Lab, one: Counted, kind: str) -> Iterator[str]:
    """Who gets a longer way in each municipality, and how many much longer."""
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
            said = _(
                "Med alternativ %(letter)s får %(people)s i %(municipality)s mer enn %(limit)s "
                "minutter lengre vei til %(where)s."
            )
            yield said % {**about, "people": words.people(much)}
        else:
            said = _(
                "Med alternativ %(letter)s får %(people)s i %(municipality)s lengre vei til "
                "%(where)s, men ingen mer enn %(limit)s minutter."
            )
            yield said % {**about, "people": words.people(shift["longer_residents"])}


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
    """All that changes on the way; of what does not change, that it does not."""
    found = []
    for kind in ("meet", "host"):
        said = [*longer(lab, one, kind), *shorter(lab, one, kind)]
        if not said:
            where = _("et møtested") if kind == "meet" else _("hovedkontoret")
            said = [
                _("Med alternativ %(letter)s får ingen en annen vei til %(where)s enn i dag.")
                % {"letter": one.letter, "where": where}
            ]
        found += said
    return [*found, *days(lab, one)]


def days(lab: Lab, one: Counted) -> Iterator[str]:
    """Where there are fewer or more days a week with somebody to meet, or none at all."""
    sites, numbers = lab.territory.sites, lab.territory.municipalities.numbers
    for i, name in enumerate(sites.names):
        before, after = float(lab.today.days[i]), float(one.structure.days[i])
        if numbers[sites.municipality[i]] not in lab.concerned or before == after:
            continue
        named = {
            "letter": one.letter,
            "site": name,
            "before": days_told(before),
            "after": days_told(after),
        }
        if not after:
            found = _(
                "Med alternativ %(letter)s er det ikke lenger noen å møte i %(site)s. I dag er "
                "det åpent %(before)s dager i uken."
            )
        elif not before:
            found = _(
                "Med alternativ %(letter)s blir det noen å møte i %(site)s %(after)s dager i "
                "uken. I dag er det ingen der."
            )
        else:
            found = _(
                "Med alternativ %(letter)s er det noen å møte i %(site)s %(after)s dager i uken. "
                "I dag er det %(before)s dager."
            )
        yield words.marked(found % named, lab.is_illustrative("presence"))


def own_travel(lab: Lab, one: Counted, number: str) -> Iterator[str]:
    """A municipality's own ways before and after."""
    before, after = (
        next(m for m in data["municipalities"] if m["code"] == number)
        for data in (one.data["before"], one.data["after"])
    )
    for kind, where in (("meet", _("et møtested")), ("host", _("hovedkontoret"))):
        means = (before[kind]["mean_minutes"], after[kind]["mean_minutes"])
        if None in means:
            continue
        yield _(
            "I snitt har innbyggerne %(before)s til %(where)s i dag og %(after)s med alternativ "
            "%(letter)s."
        ) % {
            "before": words.minutes(means[0]),
            "after": words.minutes(means[1]),
            "where": where,
            "letter": one.letter,
        }
    yield from travel(only(lab, one, number), one)


# --- Those who work there ---------------------------------------------------------------


def environments(lab: Lab, one: Counted) -> Iterator[str]:
    """The size of each environment with an alternative, and what rests on one."""
    for area in lab.told(one):
        found = area["environment"]
        if not found:
            continue
        fte = round(sum(found["fte"].values()), 1)
        said = _(
            "Med alternativ %(letter)s har %(area)s til sammen %(fte)s, og %(twos)s av %(fields)s "
            "fagområder ligger hos to eller flere."
        ) % {
            "letter": one.letter,
            "area": members(lab, area),
            "fte": words.fte(fte),
            "twos": found["fields_in_twos"],
            "fields": len(found["fields"]),
        }
        yield words.marked(said, lab.is_illustrative("staff", "competence"))


def moved(lab: Lab, one: Counted) -> Iterator[str]:
    """Whose municipality gets another host, and how many positions sit there today."""
    staff, told = lab.territory.staff, False
    for change in lab.changes(one):
        old, new = change["host"]
        if old == new:
            continue
        told = True
        named = {
            "letter": one.letter,
            "municipality": lab.name(change["municipality"]),
            "host": lab.name(new),
        }
        yield _("Med alternativ %(letter)s blir %(host)s vert for %(municipality)s.") % named
        if staff is None:
            continue
        at = lab.territory.municipalities.index(change["municipality"])
        state, municipal = (words.fte(round(float(n), 1)) for n in staff.fte[at].sum(axis=1))
        said = _(
            "I %(municipality)s sitter det i dag %(state)s i staten og %(municipal)s i kommunen."
        ) % {**named, "state": state, "municipal": municipal}
        yield words.marked(said, lab.is_illustrative("staff"))
    if not told:
        yield _("Med alternativ %(letter)s får ingen kommune ny vert.") % {"letter": one.letter}


# --- Language, money, law ---------------------------------------------------------------


def sami(lab: Lab, one: Counted) -> Iterator[str]:
    """Which languages follow which municipality into which area."""
    for area in lab.told(one):
        for duty in area["obligations"]:
            if duty["kind"] != "sami_language":
                continue
            yield _(
                "%(municipality)s er i forvaltningsområdet for samisk språk (%(language)s). Med "
                "alternativ %(letter)s hører kommunen til området %(area)s, og retten til å bli "
                "betjent på samisk følger med."
            ) % {
                "municipality": lab.name(duty["municipality"]),
                "language": words.language(duty["value"]),
                "letter": one.letter,
                "area": members(lab, area),
            }


def no_sami() -> str:
    """When no municipality is in the language area."""
    return _("Ingen av kommunene her er i forvaltningsområdet for samisk språk.")


def money_today(lab: Lab) -> str:
    """What the offices cost a year, by the stated assumptions."""
    return words.marked(
        _("I dag koster kontorene her %(kroner)s i året etter de oppgitte forutsetningene.")
        % {"kroner": words.kroner(_total(lab, lab.before))},
        illustrative=True,
    )


def money(lab: Lab, one: Counted) -> str:
    """How much more or less an alternative costs a year."""
    before, after = _total(lab, lab.before), _total(lab, one.data["after"])
    said = {"letter": one.letter, "kroner": words.kroner(abs(after - before))}
    if after < before:
        found = _("Alternativ %(letter)s koster %(kroner)s mindre i året enn i dag.")
    elif after > before:
        found = _("Alternativ %(letter)s koster %(kroner)s mer i året enn i dag.")
    else:
        found = _("Alternativ %(letter)s koster like mye i året som i dag.")
    return words.marked(found % said, illustrative=True)


def _total(lab: Lab, data: Plain) -> int:
    return sum(area["cost"]["total_kroner"] for area in lab.areas(data))


def own_money(lab: Lab, number: str) -> Iterator[str]:
    """What a municipality pays by the stated key, with each alternative."""
    before = paid(lab.before, number)
    for one in lab.counted:
        after = paid(one.data["after"], number)
        if not before or not after:
            continue
        said = _(
            "Etter den oppgitte nøkkelen betaler kommunen %(after)s i året med alternativ "
            "%(letter)s. I dag er det %(before)s."
        ) % {
            "after": words.kroner(after["kroner"]),
            "before": words.kroner(before["kroner"]),
            "letter": one.letter,
        }
        yield words.marked(said, illustrative=True)


def law(lab: Lab, one: Counted) -> Iterator[str]:
    """Which municipalities get another host, model or partners. Facts, not what they mean."""
    for change in lab.changes(one):
        named = {
            "letter": one.letter,
            "municipality": lab.name(change["municipality"]),
            "old": lab.name(change["host"][0]),
            "new": lab.name(change["host"][1]),
            "before": words.model(change["model"][0]),
            "after": words.model(change["model"][1]),
            "joined": listed([lab.name(n) for n in change["joined"]]),
            "left": listed([lab.name(n) for n in change["left"]]),
        }
        if change["host"][0] != change["host"][1]:
            found = _(
                "Med alternativ %(letter)s blir %(new)s vert for %(municipality)s, og modellen "
                "blir %(after)s. I dag er modellen %(before)s."
            )
        elif change["model"][0] != change["model"][1]:
            found = _(
                "Med alternativ %(letter)s går %(municipality)s fra %(before)s til %(after)s."
            )
        elif change["joined"]:
            found = _(
                "Med alternativ %(letter)s kommer %(joined)s inn i kontoret som "
                "%(municipality)s er med i."
            )
        else:
            found = _(
                "Med alternativ %(letter)s går %(left)s ut av kontoret som %(municipality)s er "
                "med i."
            )
        yield found % named


def no_law() -> str:
    """When nobody gets another host, model or partner."""
    return _("Alternativet endrer ikke hvem som er vert, hvem som er med, eller modellen.")


# --- The whole of it, and what is not there ---------------------------------------------


def summary(lab: Lab) -> Iterator[str]:
    """What is compared, what is recommended, and who gets a longer way."""
    one, count = lab.counted[0], len(lab.counted)
    yield ngettext(
        "Utredningen ser på %(count)s alternativ ved siden av dagens kontorer.",
        "Utredningen ser på %(count)s alternativer ved siden av dagens kontorer.",
        count,
    ) % {"count": count}
    yield _("Alternativ %(letter)s, «%(title)s», er det som tilrås.") % {
        "letter": one.letter,
        "title": one.title,
    }
    yield from areas(lab, lab.told(one))
    yield from travel(lab, one)


def unknown(lab: Lab) -> Iterator[str]:
    """What the tables do not hold, said as gaps and never filled in."""
    territory = lab.territory
    yield _(
        "Reisetidene er beregnet med bil og ferje. Buss, vinterstengte veier og kø er ikke med."
    )
    yield _("Tallene gjelder innbyggere. Tospann vet ingenting om dem som bruker Nav.")
    yield _("Tall for færre enn %(fewest)s personer er skjult.") % {"fewest": FEWEST}
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
    examples = sorted({one.title for one in territory.sources if one.quality == "illustrative"})
    if examples:
        yield _("Disse tabellene i datasettet er eksempler og ikke fakta: %(titles)s.") % {
            "titles": listed(examples)
        }
