"""What the figures say, in sentences. Each is true of the rounded figures in the tables.

Who gains and who loses is told municipality by municipality, never by a mean alone.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tospann.agreements.points import listed
from tospann.engines.authority import Model
from tospann.engines.structure import norwegian
from tospann.structure.selectors.consequences.ground import MODELS
from tospann.structure.study import words
from tospann.structure.study.figures.lab import Counted, Lab, paid, together
from tospann.structure.study.figures.ways import days_told

Plain = Any


def only(lab: Lab, one: Counted, number: str) -> Lab:
    """The lab as seen from one municipality and one alternative."""
    return replace(lab, counted=(one,), concerned=(number,))


# --- Who shares an office ---------------------------------------------------------------


def areas(lab: Lab, found: list[Plain]) -> Iterator[str]:
    """A sentence for each area."""
    for area in found:
        host = lab.name(area["host_municipality"])
        named = {
            "members": together(lab, area),
            "host": host,
            "model": words.model(area["model"]),
        }
        model = MODELS.get(area["model"])
        if len(area["members"]) == 1:
            yield _("%(host)s har eget kontor.") % named
        elif model is Model.HOST_ADMINISTRATIVE:
            yield _("%(members)s deler kontor. %(host)s er vertskommune.") % named
        elif model is Model.PROFESSIONAL_COOPERATION:
            yield _("%(members)s har hvert sitt kontor og samarbeider faglig.") % named
        else:
            yield (
                _("%(members)s deler kontor i %(host)s. Samarbeidsformen er %(model)s.") % named
            )


def scope(lab: Lab) -> str:
    """Which municipalities the study looks at, and why those."""
    return _(
        "Utredningen ser på %(names)s. Det er kommunene som eier kontoret, og de som deler kontor "
        "med dem i dag eller i et av alternativene. Tallene kommer fra datasettet «%(dataset)s», "
        "som er satt sammen av kildene i vedlegget."
    ) % {
        "names": listed([lab.name(number) for number in lab.concerned]),
        "dataset": lab.territory.title,
    }


def disagreement(lab: Lab) -> Iterator[str]:
    """Where the dataset and the register say different things of today, and which is used."""
    other = [one for one in lab.owners if lab.model_today(one) != lab.stated(one)]
    if not other:
        return
    said = dict.fromkeys(lab.stated(one) for one in other)
    stated = [
        _("%(model)s for %(names)s")
        % {
            "model": words.model(model),
            "names": listed([lab.name(one) for one in other if lab.stated(one) == model]),
        }
        for model in said
    ]
    yield _(
        "Datasettet og registeret i Tospann sier ulike ting om samarbeidet i dag. Datasettet sier "
        "%(stated)s. Registeret sier %(recorded)s for %(names)s. Kart, reisevei og kostnader "
        "følger datasettet. Det som står om hvem som kan bestemme, følger registeret."
    ) % {
        "stated": listed(stated),
        "recorded": words.model(lab.recorded),
        "names": listed([lab.name(one) for one in other]),
    }


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
        if means[0] == means[1]:
            yield _(
                "I snitt har innbyggerne %(minutes)s til %(where)s, både i dag og med alternativ "
                "%(letter)s."
            ) % {"minutes": words.minutes(means[0]), "where": where, "letter": one.letter}
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
            "Med alternativ %(letter)s har %(area)s %(fte)s til sammen. To eller flere ansatte "
            "dekker %(twos)s av %(fields)s fagområder."
        ) % {
            "letter": one.letter,
            "area": together(lab, area),
            "fte": words.fte(fte),
            "twos": found["fields_in_twos"],
            "fields": len(found["fields"]),
        }
        yield words.marked(said, lab.is_illustrative("staff", "competence"))


def moved(lab: Lab, one: Counted) -> Iterator[str]:
    """Whose municipality gets another host, and how many positions sit there today."""
    staff, told = lab.territory.staff, False
    for change in lab.changes(one):
        old, new = lab.host_today(change["municipality"]), change["host"][1]
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
        fte = staff.fte[at].sum(axis=1)
        state, municipal = (norwegian.decimal(round(float(one), 1)) for one in fte)
        said = _(
            "Kontoret i %(municipality)s har i dag %(state)s statlige og %(municipal)s kommunale "
            "årsverk."
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
                "area": together(lab, area),
            }


def no_sami() -> str:
    """When no municipality is in the language area."""
    return _("Ingen av kommunene her er i forvaltningsområdet for samisk språk.")


def money_today(lab: Lab) -> str:
    """What the offices cost a year, by the stated assumptions."""
    total = _total(lab, lab.before)
    if total is None:
        return _(
            "Kostnaden i dag er ikke regnet ut. Det er ikke oppgitt noen pris for %(models)s."
        ) % {"models": _without_price(lab, lab.before)}
    return words.marked(
        _("I dag koster kontorene her %(kroner)s i året etter de oppgitte forutsetningene.")
        % {"kroner": words.kroner(total)},
        illustrative=True,
    )


def money(lab: Lab, one: Counted) -> str:
    """How much more or less an alternative costs a year, or why nobody can say."""
    before, after = _total(lab, lab.before), _total(lab, one.data["after"])
    if before is None or after is None:
        return _(
            "Kostnaden for alternativ %(letter)s kan ikke sammenlignes med dagens. Det er ikke "
            "oppgitt noen pris for %(models)s."
        ) % {
            "letter": one.letter,
            "models": _without_price(lab, lab.before, one.data["after"]),
        }
    said = {"letter": one.letter, "kroner": words.kroner(abs(after - before))}
    if after < before:
        found = _("Alternativ %(letter)s koster %(kroner)s mindre i året enn i dag.")
    elif after > before:
        found = _("Alternativ %(letter)s koster %(kroner)s mer i året enn i dag.")
    else:
        found = _("Alternativ %(letter)s koster like mye i året som i dag.")
    return words.marked(found % said, illustrative=True)


def _total(lab: Lab, data: Plain) -> int | None:
    """Kroner a year for the areas concerned; None when one of them has no price."""
    every = [area["cost"]["total_kroner"] for area in lab.areas(data)]
    return None if None in every else sum(every)


def _without_price(lab: Lab, *every: Plain) -> str:
    """The models that the assumptions give no price, in words."""
    models = (
        area["model"]
        for data in every
        for area in lab.areas(data)
        if area["cost"]["total_kroner"] is None
    )
    return listed([words.model(one) for one in dict.fromkeys(models)])


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
    """Which municipalities get another host, model or partners. Facts, not what they mean.

    What they have today is told as it is on record.
    """
    for change in lab.changes(one):
        number, new = change["municipality"], change["host"][1]
        named = {
            "letter": one.letter,
            "municipality": lab.name(number),
            "new": lab.name(new),
            "before": words.model(lab.model_today(number)),
            "after": words.model(change["model"][1]),
            "joined": listed([lab.name(n) for n in change["joined"]]),
            "left": listed([lab.name(n) for n in change["left"]]),
        }
        if lab.host_today(number) != new:
            found = _(
                "Med alternativ %(letter)s blir %(new)s vert for %(municipality)s. "
                "Samarbeidsformen blir %(after)s. I dag er den %(before)s."
            )
        elif lab.model_today(number) != change["model"][1]:
            found = _(
                "Med alternativ %(letter)s blir samarbeidsformen for %(municipality)s "
                "%(after)s. I dag er den %(before)s."
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
    return _("Alternativet endrer ikke hvem som er vert, hvem som er med, eller samarbeidsformen.")


# --- The whole of it --------------------------------------------------------------------


def summary(lab: Lab) -> Iterator[str]:
    """What is compared, what is recommended, and who gets a longer way."""
    one, count = lab.counted[0], len(lab.counted)
    yield ngettext(
        "Utredningen sammenligner %(count)s alternativ med kontorene i dag.",
        "Utredningen sammenligner %(count)s alternativer med kontorene i dag.",
        count,
    ) % {"count": count}
    yield _("Utredningen tilrår alternativ %(letter)s: «%(title)s».") % {
        "letter": one.letter,
        "title": one.title,
    }
    yield from areas(lab, lab.told(one))
    yield from travel(lab, one)
