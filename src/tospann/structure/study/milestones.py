"""When things are to be reached (T18), whether the order can be right, and whether it is enough.

What cannot be right stops the opening. What is merely short of the advice is told.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from tospann.agreements.points import Ask, Rows, in_full, listed
from tospann.structure.study.body import Column, Milestone, Study, Table

TABLE = "t18-milepaeler"
COUNCIL, HOST = "vedtak", "vertsavtale"  # with a number: one for each council, each agreement
START = "start"
STEPS = (
    ("mandat", _l("Eierne har vedtatt mandatet")),
    ("styringsgruppe", _l("Styringsgruppa er på plass")),
    ("prosjektleder", _l("Prosjektlederen er på plass")),
    ("kommunikasjon", _l("Kommunikasjonsplanen er klar")),
    ("brukergruppe", _l("Brukergruppa er i gang")),
    ("mba", _l("Medbestemmelsen er avtalt med de tillitsvalgte")),
    ("kartlegging", _l("Kartleggingen er ferdig")),
    ("ansatte", _l("De ansatte har gitt sine innspill")),
    ("utkast", _l("Utkastet til utredning er ferdig")),
    ("horing-ut", _l("Høringen er sendt ut")),
    ("horing-slutt", _l("Høringen er avsluttet")),
    ("rapport", _l("Utredningen er ferdig")),
    (COUNCIL, _l("Kommunestyret i %(name)s har gjort vedtak")),
    (HOST, _l("Vertskommuneavtalen er underskrevet: %(names)s")),
    ("partnerskapsavtale", _l("Partnerskapsavtalen er underskrevet")),
    ("leder", _l("Lederen er ansatt")),
    ("personalbrev", _l("De ansatte har fått brev om hva endringen betyr for dem")),
    ("reservasjon", _l("Fristen for å si nei til ny arbeidsgiver er ute")),
    ("ikt-stat", _l("Statens IKT er klar")),
    ("ikt-kommune", _l("Kommunenes IKT er klar")),
    ("lokaler", _l("Lokalene er klare")),
    (START, _l("Formell start")),
    ("tre-maneder", _l("Gjennomgang etter tre måneder")),
    ("tolv-maneder", _l("Evaluering etter tolv måneder")),
    ("gevinster", _l("Rapport om gevinstene")),
)
# Before on the first, and not even on the same day as the second.
BEFORE = (("mba", COUNCIL), ("ansatte", COUNCIL), ("horing-slutt", COUNCIL))
# Not after the second.
NOT_AFTER = (
    ("mandat", "rapport"),
    ("horing-ut", "horing-slutt"),
    ("rapport", COUNCIL),
    (COUNCIL, HOST),
    (COUNCIL, START),
    (HOST, START),
    ("partnerskapsavtale", START),
    ("reservasjon", START),
    (START, "tre-maneder"),
    ("tre-maneder", "tolv-maneder"),
)
# Source: KS' checklists for mergers and host cooperation, and the directorate's page on the
# municipal reform: at least 18 months in all, at least six for what the owners must prepare.
SOURCE = _l("sjekklistene til KS og rådene på nav.no om kommunereformen")
MERGING, PREPARING = 18, 6  # months
ROWS = Rows(
    "milestones",
    _l("Milepæler"),
    _l("en milepæl"),
    (Ask("name", _l("Hva skal være nådd?")), Ask("on", _l("Når?"), optional=True)),
)


def offered(
    councils: Sequence[tuple[str, str]], hosting: Sequence[tuple[str, str]]
) -> list[Milestone]:
    """The usual ones without a day: councils by number and name, agreements by host and names."""
    found = []
    for id, name in STEPS:
        if id == COUNCIL:
            found += [
                Milestone(id=f"{id}-{number}", name=str(name) % {"name": council})
                for number, council in councils
            ]
        elif id == HOST:
            found += [
                Milestone(id=f"{id}-{number}", name=str(name) % {"names": names})
                for number, names in hosting
            ]
        else:
            found.append(Milestone(id=id, name=str(name)))
    return found


def table(milestones: Sequence[Milestone]) -> Table | None:
    """T18: by day; those without one last, in their order."""
    named = [one for one in milestones if one.name]
    if not any(one.on for one in named):
        return None
    rows = sorted(named, key=lambda one: (one.on is None, one.on or date.max))
    return Table(
        id=TABLE,
        caption=_("T18 Milepæler"),
        columns=[
            Column(name="date", title=_("Dato")),
            Column(name="milestone", title=_("Milepæl")),
        ],
        shown=[[in_full(one.on) if one.on else _("ikke satt"), one.name] for one in rows],
        plain=[[one.on.isoformat() if one.on else "", one.name] for one in rows],
    )


# --- Order and time ---------------------------------------------------------------------


def out_of_order(milestones: Sequence[Milestone]) -> Iterator[str]:
    """What cannot be right, each with both days."""
    pairs = [(first, then, False) for first, then in BEFORE]
    pairs += [(first, then, True) for first, then in NOT_AFTER]
    for first, then, same_day in pairs:
        for name, day in _dated(milestones, first):
            for other, later in _dated(milestones, then):
                if day < later or (same_day and day == later):
                    continue
                yield _(
                    "«%(first)s» har datoen %(day)s, men må komme før «%(then)s», som har datoen "
                    "%(other)s. Rett den ene av dem."
                ) % {
                    "first": name,
                    "day": in_full(day),
                    "then": other,
                    "other": in_full(later),
                }


def too_short(milestones: Sequence[Milestone]) -> Iterator[str]:
    """Where there is less time than is advised between the last council and the start."""
    decided = [day for _name, day in _dated(milestones, COUNCIL)]
    start = next((day for _name, day in _dated(milestones, START)), None)
    if not decided or start is None or start < max(decided):
        return
    told = {
        "from": in_full(max(decided)),
        "to": in_full(start),
        "merging": MERGING,
        "preparing": PREPARING,
        "source": SOURCE,
    }
    if start < _later(max(decided), PREPARING):
        yield (
            _(
                "Fra det siste vedtaket (%(from)s) til formell start (%(to)s) er det under "
                "%(preparing)s måneder. Rådet er at eierne bruker minst så lang tid på å "
                "forberede seg, og minst %(merging)s måneder i alt når kontorer slås sammen "
                "(%(source)s)."
            )
            % told
        )
    elif start < _later(max(decided), MERGING):
        yield (
            _(
                "Fra det siste vedtaket (%(from)s) til formell start (%(to)s) er det under "
                "%(merging)s måneder. Rådet er minst så lang tid når kontorer slås sammen "
                "(%(source)s)."
            )
            % told
        )


def wanting(body: Study) -> str:
    """Which councils have no milestone, in a sentence; empty when none is wanting."""
    held = {one.id for one in body.milestones}
    names = [one.name for one in body.councils if f"{COUNCIL}-{one.id}" not in held]
    if not held or not names:
        return ""
    return _("Milepælene mangler vedtaket i %(names)s.") % {"names": listed(names)}


def _dated(milestones: Sequence[Milestone], step: str) -> list[tuple[str, date]]:
    several = step in (COUNCIL, HOST)
    return [
        (one.name, one.on)
        for one in milestones
        if one.on and (one.id.startswith(f"{step}-") if several else one.id == step)
    ]


def _later(day: date, months: int) -> date:
    """So many months later; the last day of the month where it is shorter."""
    from calendar import monthrange

    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
