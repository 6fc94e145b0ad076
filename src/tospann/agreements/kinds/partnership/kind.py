"""The partnership agreement as the kernel knows it."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from tospann.agreed.kinds import Kind
from tospann.agreements.forms.body import form_for
from tospann.agreements.kinds.common import parties_of, term
from tospann.agreements.kinds.partnership.body import PartnershipAgreement, ServiceRow
from tospann.agreements.kinds.partnership.complete import annexes, missing
from tospann.agreements.kinds.partnership.text import POINTS
from tospann.agreements.points import parts
from tospann.agreements.services import MANDATORY, STATE
from tospann.partnerships.models import Part as OwnerPart
from tospann.partnerships.models import Partnership


def new_body(partnership: Partnership) -> dict[str, Any]:
    """The owners of today, and what the law puts in every office. One query."""
    state, municipalities = parties_of(partnership)
    return PartnershipAgreement(
        state_party=state,
        municipalities=municipalities,
        state_services=[service.code for service in STATE],
        services=[
            ServiceRow(
                id=service.code.lower(),
                service=service.code,
                municipalities=[one.number for one in municipalities],
            )
            for service in MANDATORY
        ],
    ).model_dump(mode="json")


KIND = Kind(
    name="partnership_agreement",
    label=_("partnerskapsavtale"),
    schema=PartnershipAgreement,
    ratified_by=frozenset({OwnerPart.STATE, OwnerPart.MUNICIPAL_PARTY}),
    parts=lambda body: parts(POINTS, body),
    missing=missing,
    annexes=annexes,
    term=term,
    form=form_for(POINTS, PartnershipAgreement),
    new_body=new_body,
)
