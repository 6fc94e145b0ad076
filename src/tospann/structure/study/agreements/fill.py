"""What the structure gives an agreement. What has to be written, is left empty.

A new agreement begins as its kind begins one. In the next version of one that stands, the texts
stay, and what the structure makes otherwise is put in.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from tospann.agreed.kinds import kind_of
from tospann.agreements.kinds.common import Municipality, Role, WithTerm
from tospann.agreements.kinds.host import HostAgreement, Members, Model, Task
from tospann.agreements.kinds.partnership.body import PartnershipAgreement, Place, ServiceRow
from tospann.agreements.kinds.partnership.body import Site as Sort
from tospann.agreements.services import MANDATORY
from tospann.agreements.shares import KeyRow
from tospann.partnerships.models import Owner, Partnership
from tospann.structure.selectors.consequences.agreements import HOST
from tospann.structure.study.agreements.plan import Asked, week
from tospann.structure.study.body import Site

EVERY_DAY = 5  # days a week
MODELS = {"host": Model.ADMINISTRATIVE, "joint_board": Model.JOINT_BOARD}
Body = TypeVar("Body", bound=WithTerm)


@dataclass(frozen=True, slots=True)
class Given:
    """What is known: the area with today's numbers, the state's owner, and from when."""

    asked: Asked
    state: Owner | None
    since: date
    illustrative: bool

    @property
    def numbers(self) -> list[str]:
        """The municipalities, the host first."""
        return list(self.asked.members)

    @property
    def participants(self) -> list[str]:
        """All but the host."""
        return [one for one in self.numbers if one != self.asked.host]

    @property
    def sites(self) -> list[tuple[str, Site]]:
        """Every site with the number of its municipality, the host's first."""
        return [(self.asked.today[one.municipality], one) for one in self.asked.drawn.sites]


def body_of(given: Given, partnership: Partnership, before: dict[str, Any] | None) -> dict:
    """The draft's body. `before` is that of the version it replaces; None for a new document."""
    kind = kind_of(given.asked.kind)
    begun = before if before is not None else kind.new_body(partnership)
    if given.asked.kind == HOST:
        filled: WithTerm = _host(given, HostAgreement.model_validate(begun))
    else:
        filled = _partnership(given, PartnershipAgreement.model_validate(begun))
    return filled.model_dump(mode="json")


def _host(given: Given, body: HostAgreement) -> HostAgreement:
    model = MODELS[given.asked.drawn.model]
    body = _shared(given, body)
    return body.model_copy(
        update={
            "model": model,
            "transfer_on": given.since,
            "tasks": _tasks(given, body.tasks),
            "cost_key": _key(given) or _same(given, body, body.cost_key),
            "board": _board(given, body.board) if model is Model.JOINT_BOARD else [],
        }
    )


def _partnership(given: Given, body: PartnershipAgreement) -> PartnershipAgreement:
    key = _same(given, body, body.cost_key)
    body = _shared(given, body)
    return body.model_copy(
        update={
            "state_party": given.state.name if given.state else body.state_party,
            "places": _places(given, body.places),
            "services": _services(given, body.services),
            "cost_key": key,
        }
    )


# --- What both have ---------------------------------------------------------------------


def _shared(given: Given, body: Body) -> Body:
    """Who they are, and from when; days that no longer fit are left to be chosen."""
    held: Any = body
    note = _example(given, held.note)
    return body.model_copy(
        update={
            "municipalities": _municipalities(given, held.municipalities),
            "note": note,
            "since": given.since,
            "until": body.until if body.until and body.until > given.since else None,
            "revise_by": (
                body.revise_by if body.revise_by and body.revise_by > given.since else None
            ),
        }
    )


def _municipalities(given: Given, before: list[Municipality]) -> list[Municipality]:
    known = {one.number: one for one in before}
    return [
        known.get(
            number, Municipality(id=f"k{number}", number=number, name=owner.name)
        ).model_copy(
            update={"role": Role.PARTY if number == given.asked.host else Role.PARTICIPANT}
        )
        for number, owner in given.asked.members.items()
    ]


def _example(given: Given, note: str) -> str:
    if not given.illustrative:
        return note
    said = _("Bare et eksempel: Utkastet bygger på en utredning med eksempeltall.")
    return note if said in note else f"{note}\n\n{said}".strip()


def _key(given: Given) -> list[KeyRow]:
    """What the study says each municipality bears, when it says it for all of them."""
    percents = {given.asked.today[m.number]: m.percent for m in given.asked.drawn.members}
    if any(percents[one] is None for one in given.numbers):
        return []
    return [
        KeyRow(id=f"k{number}", owner=owner.name, share=percents[number])
        for number, owner in given.asked.members.items()
    ]


def _same(given: Given, body: Any, key: list[KeyRow]) -> list[KeyRow]:
    """The key that stands, while the same municipalities are to share by it."""
    return key if {one.number for one in body.municipalities} == set(given.numbers) else []


# --- The host agreement -----------------------------------------------------------------


def _tasks(given: Given, before: list[Task]) -> list[Task]:
    """What the law puts in every office comes from all; what was chosen, from those who stay."""
    mandatory = {one.code for one in MANDATORY}
    kept = [
        one.model_copy(
            update={
                "municipalities": given.participants
                if one.service in mandatory
                else [number for number in one.municipalities if number in given.participants]
            }
        )
        for one in before
    ]
    there = {one.service for one in kept}
    return [
        *(one for one in kept if one.municipalities),
        *(
            Task(id=code.lower(), service=code, municipalities=given.participants)
            for code in sorted(mandatory - there)
        ),
    ]


def _board(given: Given, before: list[Members]) -> list[Members]:
    known = {one.municipality: one for one in before}
    return [
        known.get(number, Members(id=f"k{number}", municipality=number))
        for number in given.numbers
    ]


# --- The partnership agreement ----------------------------------------------------------


def _services(given: Given, before: list[ServiceRow]) -> list[ServiceRow]:
    mandatory = {one.code for one in MANDATORY}
    kept = [
        one.model_copy(
            update={
                "municipalities": given.numbers
                if one.service in mandatory
                else [number for number in one.municipalities if number in given.numbers]
            }
        )
        for one in before
    ]
    there = {one.service for one in kept}
    return [
        *(one for one in kept if one.municipalities),
        *(
            ServiceRow(id=code.lower(), service=code, municipalities=given.numbers)
            for code in sorted(mandatory - there)
        ),
    ]


def _places(given: Given, before: list[Place]) -> list[Place]:
    """A place for every site with somebody to meet; each municipality has one that serves it."""
    known = {one.name.casefold(): one for one in before}
    open_ = [(number, site) for number, site in given.sites if site.days]
    at_host = [site for number, site in open_ if number == given.asked.host]
    main = max(at_host, key=lambda site: site.days, default=None)
    somewhere = {number for number, _site in open_}
    elsewhere = [number for number in given.numbers if number not in somewhere]
    found = [
        _place(
            known.get(site.name.casefold()),
            site,
            [number, *elsewhere] if site is main else [number],
            is_main=site is main,
        )
        for number, site in open_
    ]
    named = {site.name.casefold() for _number, site in given.sites}
    for one in before:
        serves = [number for number in one.serves if number in given.numbers]
        if one.name.casefold() not in named and serves:
            found.append(one.model_copy(update={"serves": serves}))
    return found


def _place(before: Place | None, site: Site, serves: list[str], *, is_main: bool) -> Place:
    """What was written of a place stands where its days are as before."""
    place = before or Place(id=f"s{site.id}", name=site.name)
    opening = place.opening if before and site.days == site.days_before else week(site.days)
    kept = bool(before) and site.days == site.days_before and not is_main
    sort = place.sort if kept and place.sort is not Sort.MAIN else _sort(site, is_main=is_main)
    return place.model_copy(update={"serves": serves, "opening": opening, "sort": sort})


def _sort(site: Site, *, is_main: bool) -> Sort:
    if is_main:
        return Sort.MAIN
    if site.kind == "meeting_point":
        return Sort.MEETING_POINT
    return Sort.BRANCH if site.days >= EVERY_DAY else Sort.LOCATION
