"""The joint plan as the kernel knows it. Every owner must ratify it, participants too."""

from collections.abc import Mapping
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from tospann.agreed.body import Missing
from tospann.agreed.kinds import Kind
from tospann.agreed.models import Document
from tospann.agreements.complete import gaps
from tospann.agreements.forms.body import BodyForm
from tospann.base import clock
from tospann.indicators import selectors as indicators
from tospann.partnerships.models import Part as OwnerPart
from tospann.partnerships.models import Partnership
from tospann.partnerships.selectors import owners_on
from tospann.plans.body import JointPlan, OwnerRow
from tospann.plans.rules import breaches
from tospann.plans.selectors import plans, signals, understanding
from tospann.plans.text import grid, points, read


def missing(body: JointPlan) -> list[Missing]:
    """What the points ask for, and then what the stated table asks for."""
    return [*gaps(points(body), body, clock.today()), *breaches(body)]


def quoted(document: Document, body: JointPlan) -> JointPlan:
    """The year's signals and the names of the indicators, written in. Two queries."""
    held = signals.of_year(document.partnership_id, body.year) if body.year else []
    known = indicators.by_code(document.partnership)
    aims = []
    for aim in body.aims:
        found = known.get(aim.code)
        aims.append(
            aim.model_copy(
                update={
                    "title": found.name if found else "",
                    "unit": found.unit_name if found else "",
                    "decimals": found.decimals if found else 0,
                    "direction": found.direction if found else "",
                    "type": found.type if found else "",
                }
            )
        )
    return body.model_copy(update={"signals": [signals.quoted(one) for one in held], "aims": aims})


def hinders(document: Document, body: JointPlan) -> list[Missing]:
    """Another plan for the year, and owners that have not confirmed. Five queries."""
    owners = [one.owner for one in owners_on(document.partnership, clock.today())]
    found = understanding.hinders(document, body, owners)
    if body.year and plans.has_rival(document, body.year):
        text = _now("Partnerskapet har en annen plan for %(year)s. Forkast en av dem.")
        rival = Missing("mandat", text % {"year": body.year}, _now("én plan for hvert år"), True)
        return [rival, *found]
    return found


def form(
    partnership: Partnership, body: Mapping[str, Any] | None, data: QueryDict | None
) -> BodyForm:
    """All points, with the year's signals and the catalogue to choose from. Two queries."""
    held = JointPlan.model_validate(dict(body or {}))
    offered = signals.offered(partnership, held.year) if held.year else []
    asked = points(held, signals=offered, indicators=indicators.choices(partnership))
    return BodyForm(asked, JointPlan, body, data)


def grid_form(body: Mapping[str, Any], data: QueryDict | None) -> BodyForm:
    """The measures alone. No queries."""
    held = JointPlan.model_validate(dict(body))
    return BodyForm([grid(held)], JointPlan, body, data)


def new_body(partnership: Partnership) -> dict[str, Any]:
    """Next year, and the owners of today. One query."""
    today = clock.today()
    return body_for(partnership, today.year + 1).model_dump(mode="json")


def body_for(partnership: Partnership, year: int) -> JointPlan:
    """An empty plan for a year, with the owners of today. One query."""
    return JointPlan(
        year=year,
        owners=[
            OwnerRow(
                id=f"e{one.owner.code}",
                code=one.owner.code,
                name=one.owner.name,
                kind=one.owner.kind,
            )
            for one in owners_on(partnership, clock.today())
        ],
    )


def pages(document: Document) -> list[tuple[str | Promise, str]]:
    """Where a plan is worked on, beside its form."""
    if getattr(document, "draft", None) is None:
        return []
    return [
        (_("Tiltakene i en tabell"), reverse("plans:grid", args=[document.pk])),
        (
            _("Dekning: signal, mål, tiltak, indikator"),
            reverse("plans:coverage", args=[document.partnership.slug]) + f"?vis={document.pk}",
        ),
        (_("Er signalene riktig forstått?"), reverse("plans:understanding", args=[document.pk])),
    ]


KIND = Kind(
    name=signals.KIND_NAME,
    label=_("felles virksomhetsplan"),
    schema=JointPlan,
    ratified_by=frozenset(OwnerPart),
    parts=read,
    missing=missing,
    annexes=lambda body: [],
    term=lambda body: body.term,
    form=form,
    new_body=new_body,
    quoted=quoted,
    hinders=hinders,
    pages=pages,
)
