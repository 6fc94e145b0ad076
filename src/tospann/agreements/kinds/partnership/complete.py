"""What a partnership agreement lacks, beyond empty fields: one test for each demand.

What the law asks is known by `engines.authority`; the guide's demands and ours are tested here.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from django.utils.translation import gettext as _

from tospann.agreed.actions import months_after
from tospann.agreed.body import Missing, RequiredAnnex
from tospann.agreements import shares, sources
from tospann.agreements.complete import Place, gaps, law_day, lawful
from tospann.agreements.kinds.common import Role, called, names, term_faults
from tospann.agreements.kinds.partnership.body import (
    Delegation,
    Leadership,
    PartnershipAgreement,
    Receiver,
)
from tospann.agreements.kinds.partnership.text import POINTS
from tospann.agreements.points import in_full
from tospann.agreements.sources import cited, guide
from tospann.engines import authority as engine
from tospann.engines.authority import PartnershipText, partnership_gaps

PLAN_MONTHS = 24  # how old a competence plan may be on the first day (guide, point 3.6)
MEETINGS = 2  # the least number of partnership meetings in a year


def missing(body: PartnershipAgreement) -> list[Missing]:
    """Everything found wanting, in the order of the points."""
    day = law_day(body.since)
    found = [*_by_law(body, day), *gaps(POINTS, body, day), *_of_this_kind(body, day)]
    order = {point.id: n for n, point in enumerate(POINTS)}
    return sorted(found, key=lambda one: order.get(one.part_id, order[_point_of(one.part_id)]))


def _point_of(part_id: str) -> str:
    """The point that a row's own part belongs to."""
    return {"goal": "purpose", "delegation": "delegation", "service": "services"}.get(
        part_id.split("-")[0], part_id
    )


# --- What the law asks for --------------------------------------------------------------


def _by_law(body: PartnershipAgreement, day: date) -> Iterator[Missing]:
    return lawful(
        POINTS,
        body,
        partnership_gaps(text_of(body), day),
        {
            "services": Place(
                "services", _("Kryss av for dem under tjenesten i punkt 4.0."), blocks=True
            ),
            "clause": Place(
                "delegation",
                _("Svar ja på spørsmålet om delegering i punkt 3.7, eller fjern områdene."),
            ),
            "unitary_leadership": Place("delegation"),
        },
    )


def text_of(body: PartnershipAgreement) -> PartnershipText:
    """What the body says, as far as the law asks.

    Who has signed is kept by the kernel, so here both have. Each delegated area stands as the
    decision it describes; whether the paper itself is there is for `annexes`.
    """
    return PartnershipText(
        municipalities=frozenset(one.key for one in body.municipalities),
        signed_by_state=True,
        signed_by_municipality=True,
        location=bool(body.places),
        organisation=body.leadership is not None,
        user_dialogue=bool(body.user_council),
        contact=bool(body.cooperations),
        services=tuple((row.service, frozenset(row.municipalities)) for row in body.services),
        clauses=tuple(
            engine.Clause(_direction(one), frozenset({_part_of(one)}))
            for one in body.delegations
            if body.delegates
        ),
        delegations=tuple(
            engine.Delegation(
                _part_of(one),
                one.since or engine.FIRST_DAY,
                _direction(one),
                frozenset({_part_of(one)}),
                cites=(one.act, one.regulation, one.instruction),
                since=one.since,
                until=one.until,
            )
            for one in body.delegations
        ),
        leader_delegation=bool(body.delegates)
        and any(one.receiver is Receiver.LEADER for one in body.delegations),
        unitary_leadership=body.leadership is not Leadership.DUAL,
        names=(
            *called(body.municipalities),
            *((_part_of(one), _name_of(one)) for one in body.delegations),
        ),
    )


def annexes(body: PartnershipAgreement) -> list[RequiredAnnex]:
    """A decision for every delegated area: without it no power is lent."""
    without = replace(text_of(body), delegations=())
    wanted = {
        part_id: gap
        for gap in partnership_gaps(without, law_day(body.since))
        if gap.point == "delegation_decision"
        for part_id in gap.about
    }
    return [
        RequiredAnnex(
            _part_of(one),
            _("Vedtak om delegering: %s") % _name_of(one),
            ", ".join(cited(law) for law in wanted[_part_of(one)].provisions),
        )
        for one in body.delegations
        if _part_of(one) in wanted
    ]


def _part_of(delegation: Delegation) -> str:
    """The part of an area, which is also what the law's tests know it by."""
    return f"delegation-{delegation.id}"


def _name_of(delegation: Delegation) -> str:
    return delegation.area or _("område uten navn")


def _direction(delegation: Delegation) -> engine.Direction:
    """Which way; what the law asks is the same for both, so one is taken while it is empty."""
    return engine.Direction(delegation.direction or engine.Direction.TO_STATE)


# --- What the guide and we ask for ------------------------------------------------------


def _of_this_kind(body: PartnershipAgreement, day: date) -> Iterator[Missing]:
    if sum(one.role is Role.PARTY for one in body.municipalities) > 1:
        yield Missing(
            "parties",
            _("Bare én kommune kan være kommunal eier. Gjør de andre til samarbeidskommuner."),
            sources.NAV_14.on(day),
            blocks=True,
        )
    if not (body.plan or body.plan_by):
        yield Missing(
            "purpose",
            _("Skriv navnet på den felles virksomhetsplanen, eller når den skal være klar."),
            str(guide("2.0")),
        )
    yield from _ways_to_meet(body, day)
    yield from _cost(body)
    if body.leadership is Leadership.DUAL and not body.coherence:
        yield Missing(
            "steering",
            _("Forklar hvordan brukerne får en samlet tjeneste når ledelsen er todelt."),
            str(guide("3.1")),
        )
    if body.meetings_per_year is not None and body.meetings_per_year < MEETINGS:
        yield Missing(
            "steering",
            _("Avtal minst %s partnerskapsmøter i året.") % MEETINGS,
            str(sources.PRACTICE),
        )
    yield from _indicators(body)
    yield from _competence(body)
    yield from _delegation(body, day)
    if body.statutory_step is False:
        yield Missing(
            "disagreement",
            _("Vis til tvisteordningen i forskriften. Den gjelder også når avtalen tier."),
            sources.DISPUTES.on(day),
        )
    yield from term_faults(body, sources.PRACTICE)


def _ways_to_meet(body: PartnershipAgreement, day: date) -> Iterator[Missing]:
    """Every municipality has a stated way to meet, where any place is named at all."""
    served = {number for place in body.places for number in place.serves}
    left = [one for one in body.municipalities if one.number not in served]
    if body.places and left:
        yield Missing(
            "location",
            _("Skriv hvor innbyggerne i %s kan møte kontoret.") % names(left),
            sources.NAV_13.on(day),
        )


def _cost(body: PartnershipAgreement) -> Iterator[Missing]:
    if body.cost_key:
        if fault := shares.fault(body.cost_key):
            yield Missing("operation", fault, str(guide("3.0")), blocks=True)
    elif not body.operation_agreement:
        yield Missing(
            "operation",
            _("Legg inn kostnadsnøkkelen, eller skriv hvilken avtale den står i."),
            str(guide("3.0")),
        )


def _indicators(body: PartnershipAgreement) -> Iterator[Missing]:
    measured = {one.goal for one in body.indicators if one.name and one.source}
    for goal in body.goals:
        if goal.id not in measured:
            yield Missing(
                "results",
                _("Målet «%s» har ingen indikator med kilde. Legg til en.") % goal.text,
                str(guide("3.5")),
            )


def _competence(body: PartnershipAgreement) -> Iterator[Missing]:
    planned, since = body.competence_plan_on, body.since
    if planned and since and months_after(planned, PLAN_MONTHS) < since:
        yield Missing(
            "competence",
            _("Kompetanseplanen er fra %(day)s. Den er mer enn %(months)s måneder gammel når "
              "avtalen begynner. Lag en ny.")
            % {"day": in_full(planned), "months": PLAN_MONTHS},
            str(guide("3.6")),
        )  # fmt: skip


def _delegation(body: PartnershipAgreement, day: date) -> Iterator[Missing]:
    if body.delegates and not body.delegations:
        yield Missing(
            "delegation",
            _("Legg inn hvert område som delegeres, eller svar nei på spørsmålet om delegering."),
            sources.CROSS_LINE.on(day),
        )
    if body.delegates and body.delegations and not body.delegation_change:
        yield Missing(
            "delegation",
            _("Skriv hvordan delegeringen kan endres eller trekkes tilbake."),
            str(guide("3.7")),
        )
