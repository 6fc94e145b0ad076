"""What a partnership agreement lacks, beyond empty fields: one test for each demand."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from tospann.agreed.actions import months_after
from tospann.agreed.body import Missing, RequiredAnnex
from tospann.agreements import shares, sources
from tospann.agreements.complete import gaps
from tospann.agreements.kinds.common import Role, names, term_faults
from tospann.agreements.kinds.partnership.body import Leadership, PartnershipAgreement
from tospann.agreements.kinds.partnership.text import POINTS, holds
from tospann.agreements.points import in_full
from tospann.agreements.services import MANDATORY
from tospann.agreements.sources import guide

PLAN_MONTHS = 24  # how old a competence plan may be on the first day (guide, point 3.6)
MEETINGS = 2  # the least number of partnership meetings in a year


def missing(body: PartnershipAgreement) -> list[Missing]:
    """Everything found wanting, in the order of the points."""
    found = [*gaps(POINTS, body), *_of_this_kind(body)]
    order = {point.id: n for n, point in enumerate(POINTS)}
    return sorted(found, key=lambda one: order.get(one.part_id, order[_point_of(one.part_id)]))


def _point_of(part_id: str) -> str:
    """The point that a row's own part belongs to."""
    return {"goal": "purpose", "delegation": "delegation", "service": "services"}.get(
        part_id.split("-")[0], part_id
    )


def _of_this_kind(body: PartnershipAgreement) -> Iterator[Missing]:
    if sum(one.role is Role.PARTY for one in body.municipalities) > 1:
        yield Missing(
            "parties",
            _("Bare én kommune kan være kommunal eier. Gjør de andre til samarbeidskommuner."),
            str(sources.NAV_14),
            blocks=True,
        )
    if not (body.plan or body.plan_by):
        yield Missing(
            "purpose",
            _("Skriv navnet på den felles virksomhetsplanen, eller når den skal være klar."),
            str(guide("2.0")),
        )
    yield from _ways_to_meet(body)
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
    yield from _delegation(body)
    yield from _mandatory(body)
    if body.statutory_step is False:
        yield Missing(
            "disagreement",
            _("Vis til tvisteordningen i forskriften. Den gjelder også når avtalen tier."),
            str(sources.DISPUTES),
        )
    yield from term_faults(body, sources.PRACTICE)


def _ways_to_meet(body: PartnershipAgreement) -> Iterator[Missing]:
    """Every municipality has a stated way to meet, where any place is named at all."""
    served = {number for place in body.places for number in place.serves}
    if left := [one for one in body.municipalities if one.number not in served]:
        yield Missing(
            "location",
            _("Skriv hvor innbyggerne i %s kan møte kontoret.") % names(left),
            str(sources.NAV_13),
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


def _delegation(body: PartnershipAgreement) -> Iterator[Missing]:
    if body.delegates and not body.delegations:
        yield Missing(
            "delegation",
            _("Legg inn hvert område som delegeres, eller svar nei på spørsmålet om delegering."),
            str(sources.CROSS_LINE),
        )
    if body.delegations and not body.delegates:
        yield Missing(
            "delegation",
            _("Områder er lagt inn, men svaret på spørsmålet om delegering er ikke ja."),
            str(sources.CROSS_LINE),
        )
    if body.delegates and body.delegations and not body.delegation_change:
        yield Missing(
            "delegation",
            _("Skriv hvordan delegeringen kan endres eller trekkes tilbake."),
            str(guide("3.7")),
        )


def _mandatory(body: PartnershipAgreement) -> Iterator[Missing]:
    """Every service the law demands, in every municipality."""
    for service in MANDATORY:
        without = [one for one in body.municipalities if not holds(body, service.code, one.number)]
        if without:
            yield Missing(
                "services",
                _("Den lovpålagte tjenesten «%(service)s» mangler for %(municipalities)s.")
                % {"service": service.name, "municipalities": names(without)},
                f"{service.act}, {sources.NAV_13}",
                blocks=True,
            )


def annexes(body: PartnershipAgreement) -> list[RequiredAnnex]:
    """A decision for every delegated area: without it no power is lent (L3)."""
    if not body.delegates:
        return []
    return [
        RequiredAnnex(
            f"delegation-{one.id}",
            _("Vedtak om delegering: %s") % (one.area or _("område uten navn")),
            str(sources.CROSS_LINE),
        )
        for one in body.delegations
    ]
