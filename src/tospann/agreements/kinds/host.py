"""The agreement on a host municipality, after kommuneloven chapter 20.

What the law asks of it is known by `engines.authority`. The seven points of § 20-4 come from
memory and the predecessor act (1992, § 28-1 e); they have not been held against today's text, and
every test says so.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from pydantic import Field

from tospann.agreed.body import Missing, RequiredAnnex
from tospann.agreed.kinds import Kind
from tospann.agreements import shares, sources
from tospann.agreements.complete import Place, gaps, law_day, lawful
from tospann.agreements.forms.body import form_for
from tospann.agreements.kinds.common import (
    MUNICIPALITY_ROWS,
    NOTE,
    TERM_ASKS,
    Municipality,
    Role,
    WithTerm,
    called,
    names,
    parties_of,
    term,
    term_faults,
    term_sentences,
)
from tospann.agreements.points import Ask, Point, Row, Rows, in_full, parts
from tospann.agreements.services import MANDATORY, MUNICIPAL_CHOICES
from tospann.agreements.shares import KEY_ASKS, KeyRow
from tospann.engines.authority import HostText, host_gaps
from tospann.partnerships.models import Part as OwnerPart
from tospann.partnerships.models import Partnership

NOTICE_MONTHS = 12  # unless agreed otherwise (§ 20-8)


class Act(TextChoices):
    """Which local government act the agreement rests on."""

    TODAYS = "2018", _l("kommuneloven av 2018, kapittel 20")
    OLD = "1992", _l("kommuneloven av 1992, § 28-1 a og følgende")


class Model(TextChoices):
    """With or without a joint elected board."""

    ADMINISTRATIVE = "administrative", _l("administrativt vertskommunesamarbeid (§ 20-2)")
    JOINT_BOARD = "joint_board", _l("vertskommunesamarbeid med felles folkevalgt nemnd (§ 20-3)")


class Authority(TextChoices):
    """What is handed over in a service."""

    DECIDES = "decides", _l("utfører oppgaven og fatter vedtak")
    PERFORMS = "performs", _l("utfører oppgaven uten å fatte vedtak")


class Task(Row):
    """A service handed to the host."""

    service: str = ""  # code in `services.SERVICES`
    municipalities: list[str] = Field(default_factory=list)
    authority: Authority | None = None
    limits: str = ""


class Members(Row):
    """How many a municipality elects to the board."""

    municipality: str = ""
    count: int | None = None


class HostAgreement(WithTerm):
    """The body. Points 1 to 7 are those of § 20-4."""

    municipalities: list[Municipality] = Field(default_factory=list)
    act: Act | None = None
    purpose: str = ""
    note: str = ""
    tasks: list[Task] = Field(default_factory=list)
    onward_to_state: bool | None = None
    transfer_on: date | None = None
    informs: str = ""
    settlement: str = ""
    cost_key: list[KeyRow] = Field(default_factory=list)
    exit: str = ""
    winding_up: str = ""
    model: Model | None = None
    board: list[Members] = Field(default_factory=list)
    board_rules: str = ""


def _participants(body: HostAgreement) -> Iterator[str]:
    host = names(one for one in body.municipalities if one.role is Role.PARTY)
    others = names(one for one in body.municipalities if one.role is Role.PARTICIPANT)
    if host and others:
        yield _("%(host)s er vertskommune. Samarbeidskommuner er %(others)s.") % {
            "host": host,
            "others": others,
        }
    yield _(
        "Samarbeidet er ikke et eget rettssubjekt. Det er en del av vertskommunens virksomhet. "
        "Avtalen gjelder når kommunestyret i hver kommune har vedtatt den samme teksten."
    )


def _tasks(body: HostAgreement) -> Iterator[str]:
    if body.model is Model.JOINT_BOARD:
        yield _(
            "Hvert kommunestyre delegerer den samme myndigheten til den felles nemnda. Nemnda "
            "kan også avgjøre saker av prinsipiell betydning."
        )
    else:
        yield _(
            "Hvert kommunestyre instruerer sin kommunedirektør om å delegere myndigheten i "
            "tabellen til kommunedirektøren i vertskommunen. Saker av prinsipiell betydning er "
            "ikke med. Dem avgjør hvert kommunestyre selv."
        )
    yield _(
        "Samarbeidskommunen kan gi instruks i saker som bare gjelder den selv eller dens "
        "innbyggere, og den har fortsatt ansvaret for tjenestene."
    )
    if body.onward_to_state is True:
        yield _(
            "Vertskommunen kan delegere myndigheten videre til statlig ansatte ved Nav-kontoret, "
            "når partnerskapsavtalen åpner for det og vedtaket ligger ved."
        )
    if body.onward_to_state is False:
        yield _("Myndigheten kan ikke delegeres videre til statlig ansatte.")


def _transfer(body: HostAgreement) -> Iterator[str]:
    if body.transfer_on:
        yield _("Oppgavene og myndigheten overføres %s.") % in_full(body.transfer_on)


def _exit(body: HostAgreement) -> Iterator[str]:
    yield from term_sentences(body)
    yield _(
        "Når en kommune trer ut, må den fortsatt ha et felles lokalt Nav-kontor (Nav-loven § 13)."
    )


def _board(body: HostAgreement) -> Iterator[str]:
    if body.model is Model.ADMINISTRATIVE:
        yield _("Samarbeidet er administrativt og har ingen felles folkevalgt nemnd.")
    if body.model is Model.JOINT_BOARD:
        yield _("Kommunene har en felles folkevalgt nemnd. Hvert kommunestyre velger sine egne.")


POINTS = (
    Point("parties", "1", _l("Deltakere og vertskommune"), sources.HOST_CONTENT, (
        Ask("act", _l("Avtalen bygger på")),
        Ask("purpose", _l("Formål"), long=True, optional=True),
        NOTE,
    ), (replace(MUNICIPALITY_ROWS, law="participants"),), says=_participants),
    Point("tasks", "2", _l("Oppgaver og myndighet som overføres"), sources.HOST_CONTENT, (
        Ask("onward_to_state",
            _l("Kan vertskommunen delegere videre til statlig ansatte ved kontoret?"), said=True),
    ), (
        Rows("tasks", _l("Oppgaver og myndighet"), _l("en oppgave"), (
            Ask("service", _l("Tjeneste"), choices=MUNICIPAL_CHOICES, blocks=True),
            Ask("municipalities", _l("Overføres fra"), among="municipalities", blocks=True),
            Ask("authority", _l("Vertskommunen"), blocks=True),
            Ask("limits", _l("Grenser"), optional=True),
        ), least=1, blocks=True, law="tasks"),
    ), says=_tasks),
    Point("transfer", "3", _l("Tidspunkt for overføring"), sources.HOST_CONTENT, (
        Ask("transfer_on", _l("Overføres fra og med"), blocks=True, said=True, law="transfer"),
    ), says=_transfer),
    Point("information", "4", _l("Underretning om vedtak"), sources.HOST_CONTENT, (
        Ask("informs", _l("Slik får kommunene vite om vedtak"), long=True, blocks=True,
            law="information"),
    )),
    Point("settlement", "5", _l("Økonomisk oppgjør"), sources.HOST_CONTENT, (
        Ask("settlement", _l("Slik gjøres det opp mellom kommunene"), long=True, blocks=True,
            law="settlement"),
    ), (Rows("cost_key", _l("Kostnadsnøkkel"), _l("en kommune"), KEY_ASKS),)),
    Point("exit", "6", _l("Uttreden, oppløsning og varighet"), sources.HOST_CONTENT, (
        *TERM_ASKS,
        Ask("exit", _l("Slik trer en kommune ut"), long=True, blocks=True, law="exit"),
        Ask("winding_up", _l("Slik oppløses samarbeidet"), long=True, blocks=True,
            law="winding_up"),
    ), says=_exit),
    Point("board", "7", _l("Samarbeidsform og nemnd"), sources.HOST_CONTENT, (
        Ask("model", _l("Samarbeidsform"), blocks=True, law="board"),
        Ask("board_rules", _l("Leder, valg og arbeidsmåte i nemnda"), long=True, optional=True),
    ), (
        Rows("board", _l("Nemndas sammensetning"), _l("en kommune i nemnda"), (
            Ask("municipality", _l("Kommune"), among="municipalities"),
            Ask("count", _l("Antall medlemmer")),
        ), help=_l("Fylles bare ut når det er en felles nemnd.")),
    ), says=_board),
)  # fmt: skip


def missing(body: HostAgreement) -> list[Missing]:
    """Everything found wanting, in the order of the points."""
    order = {point.id: n for n, point in enumerate(POINTS)}
    day = law_day(body.since)
    found = [
        *lawful(
            POINTS,
            body,
            host_gaps(text_of(body), day),
            {
                "participants": Place(
                    "parties",
                    _("Velg rolle for hver kommune i punkt 1. Vertskommunen er kommunal eier."),
                    blocks=True,
                ),
                "act": Place("parties"),
                "members": Place(
                    "board", _("Fyll ut nemndas sammensetning i punkt 7."), blocks=True
                ),
            },
        ),
        *gaps(POINTS, body, day),
        *_of_this_kind(body, day),
    ]
    return sorted(found, key=lambda one: order[one.part_id])


def text_of(body: HostAgreement) -> HostText:
    """What the body says, as far as the law asks.

    Whether each council has decided is kept by the kernel, so here they all have.
    """
    hosts = [one.key for one in body.municipalities if one.role is Role.PARTY]
    everyone = frozenset(one.key for one in body.municipalities)
    return HostText(
        host=hosts[0] if len(hosts) == 1 else "",
        participants=everyone - set(hosts),
        tasks=frozenset(task.service or task.id for task in body.tasks),
        transfer_on=body.transfer_on,
        informs=bool(body.informs),
        settlement=bool(body.settlement),
        exit=bool(body.exit),
        winding_up=bool(body.winding_up),
        decided=everyone,
        joint_board=None if body.model is None else body.model is Model.JOINT_BOARD,
        members=tuple((row.municipality, row.count or 0) for row in body.board),
        act=str(body.act or Act.TODAYS),
        names=called(body.municipalities),
    )


def _of_this_kind(body: HostAgreement, day: date) -> Iterator[Missing]:
    yield from _mandatory(body, day)
    if body.cost_key and (fault := shares.fault(body.cost_key)):
        yield Missing("settlement", fault, sources.HOST_CONTENT.on(day), blocks=True)
    if body.notice_months is not None and body.notice_months < NOTICE_MONTHS and not body.exit:
        yield Missing(
            "exit",
            _("Fristen er kortere enn ett år. Skriv at dere har avtalt det."),
            sources.HOST_EXIT.on(day),
        )
    for one in term_faults(body, sources.HOST_EXIT):
        yield Missing("exit", one.text, one.source, one.blocks)


def _mandatory(body: HostAgreement, day: date) -> Iterator[Missing]:
    """A service the office must have, yet which a participant has not handed over."""
    if not body.tasks:
        return
    participants = [one for one in body.municipalities if one.role is Role.PARTICIPANT]
    for service in MANDATORY:
        handed = {
            number
            for task in body.tasks
            if task.service == service.code
            for number in task.municipalities
        }
        if left := [one for one in participants if one.number not in handed]:
            yield Missing(
                "tasks",
                _("«%(service)s» er ikke overført fra %(municipalities)s. Uten det kan ikke "
                  "vertskommunen fatte vedtak der.")
                % {"service": service.name, "municipalities": names(left)},
                sources.HOST.on(day),
            )  # fmt: skip


def annexes(body: HostAgreement) -> list[RequiredAnnex]:
    """None: each council's decision is its ratification."""
    return []


def new_body(partnership: Partnership) -> dict[str, Any]:
    """The municipalities of today and the mandatory services of the participants. One query."""
    _state, municipalities = parties_of(partnership)
    handing = [one.number for one in municipalities if one.role is Role.PARTICIPANT]
    return HostAgreement(
        municipalities=municipalities,
        act=Act.TODAYS,
        notice_months=NOTICE_MONTHS,
        tasks=[
            Task(id=service.code.lower(), service=service.code, municipalities=handing)
            for service in MANDATORY
        ],
    ).model_dump(mode="json")


KIND = Kind(
    name="host_agreement",
    label=_l("vertskommuneavtale"),
    schema=HostAgreement,
    ratified_by=frozenset({OwnerPart.MUNICIPAL_PARTY, OwnerPart.PARTICIPANT}),
    parts=lambda body: parts(POINTS, body),
    missing=missing,
    annexes=annexes,
    term=term,
    form=form_for(POINTS, HostAgreement),
    new_body=new_body,
)
