"""Agreements that stand today and what becomes of them, and those that must be made."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tospann.agreed.kinds import kind_of
from tospann.agreed.models import Document
from tospann.agreed.standing import Standing, State, in_force, standings, with_rows
from tospann.agreements import notice, sources
from tospann.agreements.kinds.common import months
from tospann.agreements.kinds.host import NOTICE_MONTHS
from tospann.agreements.points import listed
from tospann.authority.selectors import wording
from tospann.engines import authority as engine
from tospann.engines.authority import Model
from tospann.structure.selectors.consequences.ground import HOSTING, Area, Ground
from tospann.structure.selectors.consequences.told import (
    AgreementPart,
    Fate,
    Rule,
    Statement,
    law,
)

PARTNERSHIP, HOST = "partnership_agreement", "host_agreement"
NAMES = (
    PARTNERSHIP,
    HOST,
    "operation_agreement",
    "cooperation_agreement",
)
FORMAL = NAMES[:2]


@dataclass(frozen=True, slots=True)
class Touched:
    """An agreement that somebody in a changed area is named in. Without a fate it fits as it is.

    Municipalities are numbers in the dataset. `party` is the one that the agreement has as host,
    or alone; `area` is where that one will be.
    """

    document: Document
    standing: Standing
    party: str
    area: Area
    numbers: tuple[str, ...]
    leaving: tuple[str, ...]
    joining: tuple[str, ...]
    fate: Fate | None


def agreements_of(ground: Ground) -> tuple[AgreementPart, ...]:
    """Agreements in force between owners that the scenario touches, by title. Nine queries.

    Of other partnerships only what everybody may read.
    """
    return tuple(_part(ground, one, one.fate) for one in touched(ground) if one.fate is not None)


def touched(ground: Ground) -> list[Touched]:
    """The same agreements with what they are reckoned from, and those that fit. Nine queries."""
    documents = with_rows(
        Document.objects.filter(
            partnership__in=[one.pk for one in ground.found.partnerships],
            kind__in=NAMES,
            versions__isnull=False,
        ).distinct()
    ).order_by("title", "pk")
    found: list[Touched] = []
    for document in documents:
        own = document.partnership_id == ground.scenario.partnership_id
        if not own and not kind_of(document.kind).public:
            continue
        told = standings(document, ground.day)
        if standing := in_force(told) or _waiting(told):
            found += _touched(ground, document, standing)
    return found


def _waiting(told: list[Standing]) -> Standing | None:
    """The newest text, while it waits for owners or for its first day."""
    newest = told[0] if told else None
    return newest if newest and newest.state in {State.OPEN, State.AGREED} else None


def _touched(ground: Ground, document: Document, standing: Standing) -> Iterator[Touched]:
    body: Any = standing.version.read().body
    rows = body.get("municipalities") or []
    here = {today: number for number, today in ground.today.items()}
    numbers = [here[one["number"]] for one in rows if one.get("number") in here]
    if not set(numbers) & set(ground.changed):
        return
    party = next(
        (here[one["number"]] for one in rows
         if one.get("role", "party") == "party" and one.get("number") in here),
        numbers[0],
    )  # fmt: skip
    area = ground.new[party]
    leaving = tuple(one for one in numbers if one not in area.members)
    joining = tuple(one for one in area.members if one not in numbers)
    fate = _fate(ground, document.kind, party, area, leaving, joining)
    if fate is Fate.ENDS and standing.state is not State.IN_FORCE:
        fate = Fate.CHANGES  # what does not hold yet need not be ended
    yield Touched(document, standing, party, area, tuple(numbers), leaving, joining, fate)


def _part(ground: Ground, one: Touched, fate: Fate) -> AgreementPart:
    document, standing = one.document, one.standing
    return AgreementPart(
        standing.version.title,
        str(kind_of(document.kind).label),
        fate,
        WORDS[fate](),
        says_of(ground, one, fate),
        _notice(ground, document.kind, standing)
        if standing.state is State.IN_FORCE and (one.leaving or fate is Fate.ENDS)
        else "",
        ground.names(one.leaving),
        _rules(ground, document.kind),
        address_of(one),
        one.numbers,
    )


def address_of(one: Touched) -> str:
    """The version that stands, or waits."""
    return reverse("agreed:version", args=[one.document.pk, one.standing.version.number])


WORDS = {
    Fate.ENDS: lambda: _("Må avsluttes"),
    Fate.CHANGES: lambda: _("Må erstattes"),
    Fate.REVIEW: lambda: _("Må gås gjennom"),
}


def _fate(
    ground: Ground,
    kind: str,
    party: str,
    area: Area,
    leaving: tuple[str, ...],
    joining: tuple[str, ...],
) -> Fate | None:
    """What becomes of it. None: the scenario does not touch it."""
    if kind not in FORMAL:
        return Fate.REVIEW
    registered = ground.registered(party)
    model = registered.model if registered else ground.old[party].model
    same = area.host == party and not leaving and not joining and area.model is model
    if same:
        return None
    if kind == HOST and (area.model not in HOSTING or area.host != party):
        return Fate.ENDS
    return Fate.CHANGES if area.host == party else Fate.ENDS


def says_of(ground: Ground, one: Touched, fate: Fate) -> str:
    """What becomes of it, and who leaves it and joins it."""
    standing, leaving, joining = one.standing, one.leaving, one.joining
    if fate is Fate.REVIEW:
        return _("Avtalen kan stå, men steder, kostnader og kontaktpunkter kan bli andre.")
    found = []
    if standing.state is not State.IN_FORCE:
        found.append(_("Teksten gjelder ikke ennå. Den passer ikke til scenarioet."))
    elif fate is Fate.ENDS:
        found.append(_("Avtalen passer ikke til scenarioet. Den må avsluttes."))
    else:
        found.append(_("Avtalen må ha en ny tekst som alle eierne godkjenner."))
    if leaving:
        found.append(_("Ut av avtalen: %(names)s.") % {"names": listed(ground.names(leaving))})
    if joining:
        found.append(_("Inn i avtalen: %(names)s.") % {"names": listed(ground.names(joining))})
    return " ".join(found)


def _notice(ground: Ground, kind: str, standing: Standing) -> str:
    """The period by the agreement's own terms, who gives it, and the last day if given today."""
    count = standing.version.notice_months
    found = []
    if count is None and kind != HOST:
        return _(
            "Avtalen sier ikke hvor lang oppsigelsestiden er. Partene må bli enige om en dag."
        )
    if count is None:
        count = NOTICE_MONTHS
        found.append(
            _("Avtalen sier ikke hvor lang oppsigelsestiden er. Da er den etter loven ett år.")
        )
    else:
        found.append(_("Oppsigelsestid etter avtalen: %(time)s.") % {"time": months(count)})
    planned = notice.plan(kind, given_on=ground.day, notice_months=count, until=standing.last_day)
    found.append(
        _("Sies den opp i dag, er siste dag %(day)s.")
        % {"day": date_format(planned.last_day, "DATE_FORMAT")}
    )
    found.append(
        _("Den som trer ut, sier opp skriftlig. Blir alle partene enige om en ny tekst, trengs "
          "ingen oppsigelse.")
    )  # fmt: skip
    return " ".join(found)


def _rules(ground: Ground, kind: str) -> tuple[Rule, ...]:
    if kind == HOST:
        return law("host_content", "host_exit", day=ground.day)
    if kind == PARTNERSHIP:
        return law("nav_13", "nav_14", day=ground.day)
    return (Rule(str(sources.guide("3.0"))),)


# --- What must be made ------------------------------------------------------------------


def needed(ground: Ground, area: Area) -> tuple[Statement, ...]:
    """The agreements an area needs by law, in order. No queries."""
    if area.model is None:
        return ()
    return tuple(_needed(ground, area))


def _needed(ground: Ground, area: Area) -> Iterator[Statement]:
    host, others = ground.name(area.host), [one for one in area.members if one != area.host]
    if area.model in HOSTING and others:
        board = area.model is Model.HOST_JOINT_BOARD
        yield Statement(
            (
                _("Vertskommuneavtale med felles nemnd mellom %(names)s. Hvert kommunestyre "
                  "velger sine medlemmer i nemnda.")
                if board
                else _("Vertskommuneavtale mellom %(names)s. Den skal være skriftlig.")
            )
            % {"names": listed([host, *ground.names(others)])},
            law("host_content", "host_joint_board" if board else "host_administrative",
                day=ground.day),
            area.members,
            HOST,
        )  # fmt: skip
    elif area.model is Model.TASK_COMMUNITY and others:
        yield Statement(
            _("Avtale om oppgavefellesskap mellom %(names)s. Fellesskapet kan ikke fatte vedtak "
              "uten at loven for tjenesten åpner for det.")
            % {"names": listed(ground.names(area.members))},
            law("task_community", day=ground.day),
            area.members,
        )  # fmt: skip
    elif area.model is Model.PROFESSIONAL_COOPERATION and others:
        yield Statement(
            _("Reglene her krever ingen avtale mellom kommunene for faglig samarbeid, fordi ingen "
              "myndighet flytter."),
            law("forms", day=ground.day),
            area.members,
        )  # fmt: skip
    if not others:
        yield Statement(
            _("Partnerskapsavtale mellom staten og %(host)s.") % {"host": host},
            law("nav_14", day=ground.day),
            area.members,
            PARTNERSHIP,
        )
    elif area.model in HOSTING:
        yield Statement(
            _("Partnerskapsavtale mellom staten og %(host)s for %(names)s.")
            % {"host": host, "names": listed(ground.names(area.members))},
            law("nav_14", day=ground.day),
            area.members,
            PARTNERSHIP,
        )
    else:
        yield Statement(
            _("Partnerskapsavtale mellom staten og hver av kommunene: %(names)s.")
            % {"names": listed(ground.names(area.members))},
            law("nav_14", day=ground.day),
            area.members,
        )


def chain_of(ground: Ground, area: Area) -> tuple[Statement, ...]:
    """What must follow the councils' decisions before anybody may decide, link by link."""
    chain = {Model.HOST_ADMINISTRATIVE: "host", Model.HOST_JOINT_BOARD: "board"}.get(
        area.model or Model.OWN_OFFICE
    )
    if chain is None or len(area.members) == 1:
        return ()
    told = {"host_agreement", "participant_decision", "host_decision", "board_set_up"}
    outside = told | {"not_of_principle", "office_serves", "model"}
    return tuple(
        Statement(
            wording.said(engine.LINKS[link].mend),
            law(engine.LINKS[link].provision, day=ground.day),
            area.members,
        )
        for link in engine.CHAINS[chain].links
        if link not in outside
    )
