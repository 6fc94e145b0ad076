"""What must be done before the councils decide, and which councils."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from tospann.agreements.points import listed
from tospann.authority.selectors import wording
from tospann.engines import authority as engine
from tospann.engines.authority import Confidence, Model, StepKind
from tospann.structure.selectors.consequences.ground import HOSTING, Ground
from tospann.structure.selectors.consequences.told import Rule, Statement, cited, law


def preparations_of(ground: Ground) -> tuple[Statement, ...]:
    """In order: both sides' co-determination, users, hearing, Sami consultation. No queries."""
    return tuple(_preparations(ground))


def _preparations(ground: Ground) -> Iterator[Statement]:
    numbers = ground.changed
    if not numbers:
        return
    decision = engine.StructureDecision(ground.day, frozenset(numbers))
    by_kind: dict[StepKind, list[engine.StepFinding]] = {}
    for one in engine.steps(decision):
        by_kind.setdefault(one.kind, []).append(one)
    says = {
        StepKind.STATE_CODETERMINATION: _(
            "Informasjon og drøfting med de tillitsvalgte for de statlig ansatte. Saken skal være "
            "behandlet før vedtaket, og uenighet føres i referatet."
        ),
        StepKind.MUNICIPAL_CODETERMINATION: _(
            "Informasjon og drøfting med de tillitsvalgte i %(names)s. Saken skal være behandlet "
            "før vedtaket, og uenighet føres i referatet."
        )
        % {"names": listed(ground.names(numbers))},
        StepKind.USER_PARTICIPATION: _(
            "Brukerutvalget gir råd, og får svar på rådene. Mangler det, stopper det ikke "
            "vedtaket, men mangelen vises."
        ),
    }
    for kind in (StepKind.STATE_CODETERMINATION, StepKind.MUNICIPAL_CODETERMINATION):
        yield Statement(says[kind], cited([by_kind[kind][0].provision]), numbers)
    yield Statement(
        _("Et felles utvalg for prosjektet (prosjekt-MBA) kan behandle saken for begge sider, når "
          "begge hovedavtalene åpner for det."),
        law("codetermination_state", "codetermination_municipal", day=ground.day),
        numbers,
    )  # fmt: skip
    users = by_kind[StepKind.USER_PARTICIPATION]
    yield Statement(says[StepKind.USER_PARTICIPATION], cited([users[0].provision]), numbers)
    yield Statement(
        _("Høring i hver kommune: eldrerådet, rådet for personer med funksjonsnedsettelse og "
          "ungdomsrådet."),
        _remembered(_("Kommuneloven § 5-12"), Confidence.MEDIUM),
        numbers,
    )  # fmt: skip
    if sami := _sami(ground):
        yield Statement(
            _("Konsultasjon med Sametinget, fordi området for samiske språk blir berørt: "
              "%(names)s.")
            % {"names": listed(ground.names(sami))},
            _remembered(_("Samelova kapittel 4"), Confidence.MEDIUM),
            sami,
        )  # fmt: skip


def _remembered(name: str, sure: Confidence) -> tuple[Rule, ...]:
    """A provision that is not in the engine's table."""
    return (Rule(name, wording.confidence(sure), read=False),)


def _sami(ground: Ground) -> tuple[str, ...]:
    """The municipalities in the Sami language area whose office becomes another, by number."""
    on_record = {
        one.municipality
        for one in ground.found.facts.sami_area
        if one.until is None or one.until >= ground.day
    }
    numbers = ground.territory.municipalities.numbers
    stated = {
        numbers[one.municipality]
        for one in ground.territory.obligations
        if one.kind == "sami_language"
    }
    touched = dict.fromkeys(
        member
        for number in ground.changed
        for area in (ground.old[number], ground.new[number])
        for member in area.members
    )
    return tuple(one for one in sorted(touched) if one in stated or ground.today[one] in on_record)


def councils_of(ground: Ground) -> tuple[Statement, ...]:
    """Which councils decide what, area by area, the host first in the list only. No queries."""
    found = []
    for area in ground.areas():
        found += [_council(ground, number) for number in area.members]
    return tuple(found)


def _council(ground: Ground, number: str) -> Statement:
    area, name = ground.new[number], ground.name(number)
    given = {"name": name, "host": ground.name(area.host)}
    if area.model in HOSTING and len(area.members) > 1:
        says = (
            _("Kommunestyret i %(name)s vedtar vertskommuneavtalen som vertskommune. Uten dette "
              "vedtaket gjelder avtalen ikke for noen.")
            if number == area.host
            else _("Kommunestyret i %(name)s vedtar vertskommuneavtalen med %(host)s. Uten dette "
                   "vedtaket gjelder avtalen ikke for %(name)s.")
        )  # fmt: skip
        return Statement(says % given, law("host_content", "council", day=ground.day), (number,))
    if area.model is Model.TASK_COMMUNITY:
        says = _("Kommunestyret i %(name)s vedtar avtalen om oppgavefellesskap.")
        return Statement(says % given, law("task_community", "council", day=ground.day), (number,))
    says = _(
        "Kommunestyret i %(name)s, eller den det har gitt myndighet, godkjenner "
        "partnerskapsavtalen med staten."
    )
    return Statement(says % given, law("nav_14", "council", day=ground.day), (number,))
