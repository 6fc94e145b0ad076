"""What the study does not know: every table of such a report that could not be made, and why.

A real feasibility study has tables T1 to T20. What a table is about is said in words, since
nobody knows them by number.
"""

import re
from collections.abc import Iterator, Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from tospann.agreements.points import listed
from tospann.engines.structure.hidden import FEWEST
from tospann.structure.study.body import Study, Table
from tospann.structure.study.chapters import UNKNOWN
from tospann.structure.study.figures.lab import Lab

NUMBERED = re.compile(r"t(\d+)(?:-|$)")
# Why a table is not there; number, sentence. In the order of the numbers.
WHY = (
    (1, _l("Vi vet ikke hvor mange innbyggerne er i hver alder. Datasettet har ikke tallene.")),
    (2, _l("Vi vet ikke hvor mange årsverk kontorene har. Datasettet har ikke tallene.")),
    (
        3,
        _l(
            "Vi vet ikke hvor gamle de ansatte er, eller hvor mange som snart blir pensjonister. "
            "Datasettet har ikke tallene."
        ),
    ),
    (4, _l("Vi vet ikke hvilke fagområder de ansatte kan. Datasettet har ikke tallene.")),
    (
        5,
        _l(
            "Vi vet ikke hvor mange som bruker Nav i hver kommune, eller hva de trenger. "
            "Datasettet har bare tall for innbyggere."
        ),
    ),
    (
        6,
        _l(
            "Vi vet ikke hvor mange som får økonomisk sosialhjelp eller er i "
            "kvalifiseringsprogrammet. Datasettet har ikke tallene."
        ),
    ),
    (7, _l("Vi vet ikke hvor lang reisevei innbyggerne har. Datasettet har ikke tallene.")),
    (8, _l("Vi vet ikke hvor folk pendler. Datasettet har ikke tallene.")),
    (
        9,
        _l(
            "Vi vet ikke hvilke kommunale tjenester som ligger i hvert kontor. Datasettet sier "
            "det ikke."
        ),
    ),
    (10, _l("Vi vet ikke hvor og når det er åpent. Datasettet sier det ikke.")),
    (11, _l("Vi vet ikke hva kontorene koster. Det er ikke oppgitt forutsetninger.")),
    (12, _l("Vi vet ikke hvordan kostnadene blir delt. Ingen områder har en fordelingsnøkkel.")),
    (
        13,
        _l("Vi vet ikke hvilke IKT-systemer kommunene bruker. Datasettet har ikke opplysningene."),
    ),
    (
        14,
        _l(
            "Ingen avtaler som er registrert i Tospann, blir berørt av alternativ A. Det kan "
            "finnes avtaler som ikke er registrert."
        ),
    ),
    (
        15,
        _l("Vi vet ikke hvor mange saker hver ansatt har. Datasettet har ikke tallene."),
    ),
    (16, _l("Ingen vurdering etter rolle er gjort.")),
    (17, _l("Risikoene er ikke beskrevet.")),
    (18, _l("Framdriften er ikke tidfestet. Ingen milepæl har fått en dato.")),
    (19, _l("Vi vet ikke hva høringsinstansene mener. Ingen høring er holdt ennå.")),
    (
        20,
        _l(
            "Vi vet ikke hva kommunestyrene vil vedta. De tar stilling etter at utredningen er "
            "åpnet."
        ),
    ),
)


def unknown(lab: Lab, tables: Sequence[Table]) -> Iterator[str]:
    """The tables that are not there, and what is left out of those that are."""
    made = numbers(tables)
    for number, why in WHY:
        if number not in made:
            yield _told(number, why)
        yield from (str(one) for one in PARTLY.get(number, ()) if number in made)
    yield _("Tall for færre enn %(fewest)s personer er skjult.") % {"fewest": FEWEST}
    examples = sorted(
        {one.title for one in lab.territory.sources if one.quality == "illustrative"}
    )
    if examples:
        yield _("Disse tabellene i datasettet er eksempler og ikke fakta: %(titles)s.") % {
            "titles": listed(examples)
        }


def settled(body: Study) -> Study:
    """The body without the gaps of tables that have come into it since they were told."""
    made = numbers(body.tables)
    filled = {_told(number, why) for number, why in WHY if number in made}
    found = [
        one.model_copy(update={"said": [said for said in one.said if said not in filled]})
        if one.id == UNKNOWN
        else one
        for one in body.chapters
    ]
    return body.model_copy(update={"chapters": found})


def numbers(tables: Sequence[Table]) -> set[int]:
    """Which of T1 to T20 are among them."""
    return {int(found[1]) for one in tables if (found := NUMBERED.match(one.id))}


def _told(number: int, why: Promise) -> str:
    return _("%(why)s (Tabell T%(number)s.)") % {"why": why, "number": number}


PARTLY = {  # what a table leaves out, though it is there
    1: (_l("Vi vet ikke hvordan folketallet vil endre seg. Datasettet har ingen framskriving."),),
    7: (
        _l(
            "Reisetidene er beregnet med bil og ferje. Buss, vinterstengte veier og kø er ikke "
            "med."
        ),
    ),
    11: (
        _l(
            "Kostnadene bygger på oppgitte forutsetninger og ikke på regnskapene. Husleie og "
            "engangskostnader er ikke med."
        ),
    ),
    12: (_l("Fordelingen bruker en nøkkel som er et eksempel. Eierne avtaler sin egen."),),
}
