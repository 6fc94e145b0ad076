"""What may go wrong (T17): what others have met, what the writer sees, and what the law says.

What is unlawful or unclear in the recommended alternative is quoted from the rules, never typed.
"""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from tospann.agreements.points import Ask, Rows
from tospann.structure.selectors.consequences.told import Element
from tospann.structure.study.body import Column, Degree, Risk, Table
from tospann.structure.study.legal import citations

TABLE = "t17-risiko"
# Sources: the pilots of "Nav i Nordland i en ny tid", its reports and what was written of them;
# the research report of KS on host cooperation in Nav; local papers on Ytre Helgeland.
SOURCE = _l("Nordland-prosjektet, Ytre Helgeland og forskningen til KS på vertskommuner")
SEEN = (
    ("ulik-informasjon", _l("De som er berørt, får ulik informasjon.")),
    ("sent-nei", _l("Ett kommunestyre sier nei sent i arbeidet.")),
    ("tomt-kontor", _l("Avdelingskontoret står tomt: Det er åpent, men ingen er der.")),
    ("sen-ikt", _l("IKT-systemene er ikke klare til oppstart.")),
    ("to-lonnssystemer", _l("Stat og kommune har hvert sitt lønns- og pensjonssystem.")),
    ("mister-folk", _l("Ansatte med viktig kompetanse slutter.")),
    ("mister-samisk", _l("Kontoret mister ansatte som kan samisk.")),
    ("uklart-grunnlag", _l("Det rettslige grunnlaget er tatt for gitt og ikke undersøkt.")),
    ("bare-sparing", _l("Folk oppfatter sparing som det eneste målet.")),
    ("gamle-avtaler", _l("Gamle avtaler er glemt og gjelder fortsatt.")),
    ("vedtak-for-mba", _l("Vedtaket blir gjort før medbestemmelsen er ferdig.")),
)
ROWS = Rows(
    "risks",
    _l("Risikoer"),
    _l("en risiko"),
    (
        Ask("what", _l("Hva kan gå galt?"), long=True),
        Ask("measure", _l("Hva gjør dere for å hindre det?"), long=True, optional=True),
        Ask("likelihood", _l("Hvor sannsynlig er det?"), optional=True),
        Ask("consequence", _l("Hvor alvorlig blir det?"), optional=True),
        Ask("responsible", _l("Hvem har ansvaret?"), _l("Velg en rolle."), optional=True),
    ),
)


def offered(risks: Iterable[Risk]) -> list[tuple[str, str]]:
    """What others have met and the study does not tell of yet."""
    held = {one.id for one in risks}
    return [(id, str(what)) for id, what in SEEN if id not in held]


def chosen(codes: Iterable[str]) -> list[Risk]:
    """Rows for what was chosen, to be filled in."""
    known = dict(SEEN)
    return [Risk(id=one, what=str(known[one])) for one in codes]


def table(risks: Sequence[Risk], elements: Sequence[Element]) -> Table | None:
    """T17: the law's own first, then the writer's in the order they stand."""
    seen = dict(SEEN)
    rows = [_of_law(one) for one in elements]
    rows += [
        [
            one.what,
            _label(one.likelihood),
            _label(one.consequence),
            one.measure or _("ikke skrevet"),
            str(one.responsible.label) if one.responsible else _("ikke valgt"),
            str(SOURCE) if one.id in seen else _("eierne selv"),
        ]
        for one in risks
        if one.what
    ]
    if not rows:
        return None
    columns = (
        ("risk", _("Hva kan gå galt")),
        ("likelihood", _("Sannsynlighet")),
        ("consequence", _("Konsekvens")),
        ("measure", _("Tiltak")),
        ("responsible", _("Ansvarlig")),
        ("seen_by", _("Hvem har sett det")),
    )
    return Table(
        id=TABLE,
        caption=_("T17 Risiko"),
        columns=[Column(name=name, title=title) for name, title in columns],
        shown=rows,
        plain=rows,
    )


def _of_law(one: Element) -> list[str]:
    word = _("ulovlig") if one.unlawful else _("uklart")
    what = f"{one.says}: {word}. {one.because}"
    cited = citations(one.rules)
    by = _("reglene i Tospann (%(rules)s)") % {"rules": cited} if cited else _("reglene i Tospann")
    return [what, _("ikke vurdert"), _("ikke vurdert"), one.mend, _("ikke valgt"), by]


def _label(degree: Degree | None) -> str:
    return str(degree.label) if degree else _("ikke vurdert")
