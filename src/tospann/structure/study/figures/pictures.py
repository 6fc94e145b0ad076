"""Maps and the travel curve, drawn by the engine, with what they show in words."""

from dataclasses import replace

import numpy as np
from django.utils.translation import gettext as _

from tospann.agreements.points import listed
from tospann.engines.structure import drawing, norwegian, part, reach
from tospann.engines.structure.charts import Axis, Line, curve
from tospann.engines.structure.territory import Structure
from tospann.structure.study import body, words
from tospann.structure.study.figures.lab import Lab

FARTHEST = 120  # minutes: where the curve ends
STEP = 5
IN_CURVE = 2  # alternatives beside today


def area_map(lab: Lab, structure: Structure, id: str, title: str) -> body.Picture:
    """The areas concerned in one structure."""
    piece = part.part_of(lab.territory, lab.concerned)
    here = replace(part.structure_in(lab.territory, structure, lab.concerned), title=title)
    svg = drawing.areas_map(piece, here, id_=id)
    names, told = lab.territory.municipalities.names, []
    for area in sorted(set(structure.area[_at(lab)].tolist())):
        host = int(structure.hosts[area])
        others = [names[i] for i in np.flatnonzero(structure.area == area) if i != host]
        told.append(
            _("%(host)s med %(others)s") % {"host": names[host], "others": listed(others)}
            if others
            else _("%(host)s alene") % {"host": names[host]}
        )
    alt = _("Kart over %(title)s. Områdene er: %(areas)s.") % {
        "title": title,
        "areas": "; ".join(told),
    }
    return body.Picture(id=id, title=title, alt=alt, svg=svg, illustrative=structure.illustrative)


def travel_map(lab: Lab, structure: Structure, id: str, title: str) -> body.Picture:
    """How far everybody concerned has to somebody to meet in one structure."""
    piece = part.part_of(lab.territory, lab.concerned)
    ways = reach.to_meet(lab.territory, lab.travel, structure)
    here = part.structure_in(lab.territory, structure, lab.concerned)
    svg = drawing.travel_map(
        piece,
        part.ways_in(lab.territory, ways, lab.concerned),
        title,
        sites=np.flatnonzero(here.days > 0).tolist(),
        id_=id,
    )
    alt = _("Kart over %(title)s. Tabell T7 har de samme tallene for hver kommune.") % {
        "title": title
    }
    return body.Picture(id=id, title=title, alt=alt, svg=svg)


def travel_curve(lab: Lab) -> body.Picture:
    """How many have so long a way or shorter, today and with the first alternatives.

    Those with the same way share a line, and the line is named after them all.
    """
    at = np.isin(lab.territory.places.municipality, _at(lab))
    people = lab.territory.places.residents[at]
    structures = [(_("i dag"), lab.today)]
    structures += [
        (_("alternativ %(letter)s") % {"letter": one.letter}, one.structure)
        for one in lab.counted[:IN_CURVE]
    ]
    named: dict[tuple[tuple[float, float], ...], list[str]] = {}
    for name, structure in structures:
        seconds = reach.to_meet(lab.territory, lab.travel, structure).seconds[at]
        points = tuple(
            (float(m), 100 * float(people[seconds <= 60 * m].sum() / people.sum()))
            for m in range(0, FARTHEST + 1, STEP)
        )
        named.setdefault(points, []).append(name)
    lines = [Line(words.capital(listed(names)), points) for points, names in named.items()]
    title = _("Andel som når et møtested på så kort tid eller kortere")
    if len(lines) == 1:  # the engine names a line only where there are several
        title = _("Andel som når et møtested på så kort tid, likt for alle")
    svg = curve(
        title,
        Axis(_("Minutter én vei"), norwegian.whole, zero=True),
        Axis(_("Prosent av innbyggerne"), norwegian.whole, zero=True),
        lines,
        id_="reisevei",
    )
    shared = [names for names in named.values() if len(names) > 1]
    told = [title, *(_shared(names) for names in shared)]
    alt = _("%(title)s. Tabell T7 har tallene for hver kommune.") % {"title": ". ".join(told)}
    return body.Picture(id="reisevei", title=title, alt=alt, svg=svg)


def _shared(names: list[str]) -> str:
    return _("Linjen er den samme for %(names)s") % {"names": listed(names)}


def same_way(lab: Lab, one: Structure, other: Structure) -> bool:
    """Whether everybody concerned has the same way to somebody to meet in both."""
    at = np.isin(lab.territory.places.municipality, _at(lab))
    first, second = (
        reach.to_meet(lab.territory, lab.travel, each).seconds[at] for each in (one, other)
    )
    return bool(np.array_equal(first, second))


def _at(lab: Lab) -> list[int]:
    return [lab.territory.municipalities.index(number) for number in lab.concerned]
