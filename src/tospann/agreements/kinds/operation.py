"""The agreement on operation, premises and the sharing of costs.

The guide asks for it beside the partnership agreement: rent, cost key, settlement, and a
revision of the key every year.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from pydantic import Field

from tospann.agreed.actions import months_after
from tospann.agreed.body import Missing, RequiredAnnex
from tospann.agreed.kinds import Kind
from tospann.agreements import shares
from tospann.agreements.complete import gaps, law_day
from tospann.agreements.forms.body import form_for
from tospann.agreements.kinds.common import (
    MUNICIPALITY_ROWS,
    NOTE,
    Line,
    Municipality,
    Role,
    WithTerm,
    names,
    parties_of,
    term,
    term_faults,
    term_point,
)
from tospann.agreements.points import Ask, Point, Row, Rows, parts
from tospann.agreements.shares import KEY_ASKS, KeyRow
from tospann.agreements.sources import Source
from tospann.partnerships.models import Part as OwnerPart
from tospann.partnerships.models import Partnership

OPERATION = Source(
    _l("Veileder til partnerskapsavtalen (KS og Nav, versjon 3.0), drift og eiendom")
)
KEY_MONTHS = 12  # how long a key may stand before it is looked at again


class Premises(Row):
    """A place that is rented or owned."""

    name: str = ""
    lessee: Line | None = None
    rent_per_year: int | None = None  # whole kroner
    until: date | None = None


class Duty(Row):
    """Something that must be run, and who does it."""

    what: str = ""
    who: Line | None = None
    shared: bool | None = None


class OperationAgreement(WithTerm):
    """The body, in the order of the points."""

    state_party: str = ""
    municipalities: list[Municipality] = Field(default_factory=list)
    note: str = ""
    premises: list[Premises] = Field(default_factory=list)
    duties: list[Duty] = Field(default_factory=list)
    cost_key: list[KeyRow] = Field(default_factory=list)
    key_covers: str = ""
    key_basis: str = ""
    settlement: str = ""
    settlements_per_year: int | None = None
    key_revised: str = ""


def _parties(body: OperationAgreement) -> Iterator[str]:
    party = names(one for one in body.municipalities if one.role is Role.PARTY)
    if body.state_party and party:
        yield _(
            "Dette er avtalen mellom %(state)s og %(municipality)s om drift, eiendom og fordeling "
            "av kostnader ved Nav-kontoret. Den hører til partnerskapsavtalen."
        ) % {"state": body.state_party, "municipality": party}


def _key(body: OperationAgreement) -> Iterator[str]:
    if body.cost_key:
        yield _("Partene deler felles kostnader slik tabellen viser.")


def _settlement(body: OperationAgreement) -> Iterator[str]:
    if body.settlements_per_year:
        yield (
            _("Kostnadene gjøres opp én gang i året.")
            if body.settlements_per_year == 1
            else _("Kostnadene gjøres opp %s ganger i året.") % body.settlements_per_year
        )


POINTS = (
    Point("parties", "1", _l("Parter"), OPERATION, (
        Ask("state_party", _l("Statlig eier"), blocks=True), NOTE,
    ), (MUNICIPALITY_ROWS,), says=_parties),
    Point("premises", "2", _l("Lokaler og husleie"), OPERATION, rows=(
        Rows("premises", _l("Lokaler"), _l("et lokale"), (
            Ask("name", _l("Lokale")),
            Ask("lessee", _l("Eier eller leier lokalet")),
            Ask("rent_per_year", _l("Husleie i året (kroner)")),
            Ask("until", _l("Leieavtalen varer til"), optional=True),
        ), least=1),
    )),
    Point("running", "3", _l("Drift"), OPERATION, rows=(
        Rows("duties", _l("Hvem gjør hva"), _l("en driftsoppgave"), (
            Ask("what", _l("Oppgave"), _l("For eksempel renhold, IKT eller post.")),
            Ask("who", _l("Utføres av")),
            Ask("shared", _l("Deles kostnaden?")),
        ), least=1),
    )),
    Point("key", "4", _l("Kostnadsnøkkel"), OPERATION, (
        Ask("key_covers", _l("Nøkkelen gjelder for"), long=True),
        Ask("key_basis", _l("Nøkkelen bygger på"),
            _l("For eksempel årsverk, areal eller innbyggertall."), long=True),
    ), (
        Rows("cost_key", _l("Andel for hver eier"), _l("en eier"), KEY_ASKS, least=1,
             blocks=True),
    ), says=_key),
    Point("settlement", "5", _l("Oppgjør"), OPERATION, (
        Ask("settlements_per_year", _l("Oppgjør i året"), said=True),
        Ask("settlement", _l("Slik gjøres det opp"), long=True),
    ), says=_settlement),
    Point("key_revision", "6", _l("Årlig gjennomgang av nøkkelen"), OPERATION, (
        Ask("key_revised", _l("Slik gås nøkkelen gjennom hvert år"), long=True),
    )),
    term_point("7", OPERATION),
)  # fmt: skip


def missing(body: OperationAgreement) -> list[Missing]:
    """Everything found wanting, in the order of the points."""
    order = {point.id: n for n, point in enumerate(POINTS)}
    found = [*gaps(POINTS, body, law_day(body.since)), *_of_this_kind(body)]
    return sorted(found, key=lambda one: order[one.part_id])


def _of_this_kind(body: OperationAgreement) -> Iterator[Missing]:
    if body.cost_key and (fault := shares.fault(body.cost_key)):
        yield Missing("key", fault, str(OPERATION), blocks=True)
    if body.since and body.revise_by and months_after(body.since, KEY_MONTHS) < body.revise_by:
        yield Missing(
            "key_revision",
            _("Nøkkelen skal gås gjennom hvert år. Sett neste revisjon innen %s måneder.")
            % KEY_MONTHS,
            str(OPERATION),
        )
    yield from term_faults(body, OPERATION)


def annexes(body: OperationAgreement) -> list[RequiredAnnex]:
    """None."""
    return []


def new_body(partnership: Partnership) -> dict[str, Any]:
    """The owners of today, each with a share to fill in. One query."""
    state, municipalities = parties_of(partnership)
    return OperationAgreement(
        state_party=state,
        municipalities=municipalities,
        cost_key=[
            KeyRow(id=f"eier{n}", owner=name)
            for n, name in enumerate([state, *(one.name for one in municipalities)])
            if name
        ],
    ).model_dump(mode="json")


KIND = Kind(
    name="operation_agreement",
    label=_l("avtale om drift, eiendom og kostnadsfordeling"),
    schema=OperationAgreement,
    ratified_by=frozenset({OwnerPart.STATE, OwnerPart.MUNICIPAL_PARTY}),
    parts=lambda body: parts(POINTS, body),
    missing=missing,
    annexes=annexes,
    term=term,
    form=form_for(POINTS, OperationAgreement),
    new_body=new_body,
)
