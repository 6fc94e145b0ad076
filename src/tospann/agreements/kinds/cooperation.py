"""A cooperation agreement between the office and another service."""

from collections.abc import Iterator
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from pydantic import Field

from tospann.agreed.body import Missing, RequiredAnnex
from tospann.agreed.kinds import Kind
from tospann.agreements.complete import gaps, law_day
from tospann.agreements.forms.body import form_for
from tospann.agreements.kinds.common import (
    NOTE,
    Municipality,
    WithTerm,
    names,
    parties_of,
    term,
    term_faults,
    term_point,
)
from tospann.agreements.points import Ask, Point, Rows, parts
from tospann.agreements.sources import guide
from tospann.partnerships.models import Part as OwnerPart
from tospann.partnerships.models import Partnership


class Counterpart(TextChoices):
    """What sort of service the office works with."""

    SCHOOL = "school", _l("skole eller oppfølgingstjeneste")
    HEALTH = "health", _l("helse- og omsorgstjeneste")
    CHILD = "child", _l("barnevern eller familietjeneste")
    HOUSING = "housing", _l("boligtjeneste")
    COUNTY = "county", _l("fylkeskommune")
    BUSINESS = "business", _l("næringsliv")
    VOLUNTARY = "voluntary", _l("frivillig organisasjon")
    NAV = "nav", _l("annen Nav-enhet")
    OTHER = "other", _l("annen")


class CooperationAgreement(WithTerm):
    """The body, in the order of the points."""

    state_party: str = ""
    municipalities: list[Municipality] = Field(default_factory=list)
    counterpart: str = ""
    counterpart_sort: Counterpart | None = None
    note: str = ""
    purpose: str = ""
    for_whom: str = ""
    tasks: str = ""
    meetings_per_year: int | None = None
    meetings: str = ""
    contact: str = ""
    counterpart_contact: str = ""
    privacy: str = ""


def _parties(body: CooperationAgreement) -> Iterator[str]:
    if body.municipalities and body.counterpart:
        yield _(
            "Dette er avtalen om samarbeid mellom %(counterpart)s og Nav-kontoret "
            "for %(municipalities)s."
        ) % {
            "municipalities": names(body.municipalities),
            "counterpart": body.counterpart,
        }
    yield _("Motparten godkjenner avtalen på sin egen måte. Her godkjenner kontorets eiere.")


def _meetings(body: CooperationAgreement) -> Iterator[str]:
    if body.meetings_per_year:
        yield (
            _("Partene møtes minst én gang i året.")
            if body.meetings_per_year == 1
            else _("Partene møtes minst %s ganger i året.") % body.meetings_per_year
        )


def _privacy(body: CooperationAgreement) -> Iterator[str]:
    yield _(
        "Avtalen gir i seg selv ingen rett til å dele opplysninger om enkeltpersoner. Det krever "
        "hjemmel i lov eller samtykke hver gang."
    )


def _offices_municipalities() -> Rows:
    return Rows(
        "municipalities",
        _l("Kommuner kontoret betjener"),
        _l("en kommune"),
        (Ask("name", _l("Navn"), blocks=True), Ask("number", _l("Kommunenummer"), blocks=True)),
        least=1,
        blocks=True,
    )


POINTS = (
    Point("parties", "1", _l("Parter"), guide("6.0"), (
        Ask("state_party", _l("Statlig eier"), blocks=True),
        Ask("counterpart", _l("Motpart"), blocks=True),
        Ask("counterpart_sort", _l("Type tjeneste")),
        NOTE,
    ), (_offices_municipalities(),), says=_parties),
    Point("purpose", "2", _l("Formål"), guide("6.0"), (
        Ask("purpose", _l("Formål"), _l("Hva blir bedre for innbyggerne?"), long=True,
            blocks=True),
        Ask("for_whom", _l("Målgruppe"), long=True, optional=True),
    )),
    Point("tasks", "3", _l("Dette gjør partene"), guide("6.0"), (
        Ask("tasks", _l("Oppgaver"), long=True),
    )),
    Point("meetings", "4", _l("Faste møter"), guide("6.0"), (
        Ask("meetings_per_year", _l("Møter i året"), said=True),
        Ask("meetings", _l("Hvem møtes, og om hva"), long=True, optional=True),
    ), says=_meetings),
    Point("contact", "5", _l("Kontakt"), guide("6.0"), (
        Ask("contact", _l("Kontakt ved Nav-kontoret"), _l("Stilling, ikke navn.")),
        Ask("counterpart_contact", _l("Kontakt hos motparten"), _l("Stilling, ikke navn."),
            optional=True),
    )),
    Point("privacy", "6", _l("Taushetsplikt og personvern"), guide("6.0"), (
        Ask("privacy", _l("Særlige regler for dette samarbeidet"), long=True, optional=True),
    ), says=_privacy),
    term_point("7", guide("6.0")),
)  # fmt: skip


def missing(body: CooperationAgreement) -> list[Missing]:
    """Everything found wanting, in the order of the points."""
    return [*gaps(POINTS, body, law_day(body.since)), *term_faults(body, guide("6.0"))]


def annexes(body: CooperationAgreement) -> list[RequiredAnnex]:
    """None."""
    return []


def new_body(partnership: Partnership) -> dict[str, Any]:
    """The owners of today. One query."""
    state, municipalities = parties_of(partnership)
    return CooperationAgreement(state_party=state, municipalities=municipalities).model_dump(
        mode="json"
    )


KIND = Kind(
    name="cooperation_agreement",
    label=_l("samarbeidsavtale"),
    schema=CooperationAgreement,
    ratified_by=frozenset({OwnerPart.STATE, OwnerPart.MUNICIPAL_PARTY}),
    parts=lambda body: parts(POINTS, body),
    missing=missing,
    annexes=annexes,
    term=term,
    form=form_for(POINTS, CooperationAgreement),
    new_body=new_body,
)
