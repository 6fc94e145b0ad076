"""The guided tour: five minutes that end in a ratification."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tospann.agreed.models import Document


@dataclass(frozen=True, slots=True)
class Step:
    """One stop: what to do, what to notice, and where."""

    title: object
    text: object
    url: str
    link: object


def steps() -> list[Step]:
    """The stops in order. One query."""
    agreement = Document.objects.filter(
        partnership__slug="indre-salten", kind="host_agreement"
    ).first()
    document = reverse("agreed:document", args=[agreement.pk]) if agreement else ""
    return [
        Step(
            _("Se Nordland"),
            _(
                "Hver kommune har ett Nav-kontor hver dag. Kartet viser hvem som deler kontor, "
                "og du kan gå tilbake i tid."
            ),
            reverse("offices:index"),
            _("Åpne kartet"),
        ),
        Step(
            _("Se hva som venter i Indre Salten"),
            _(
                "Fem kommuner vil ha felles kontor med Fauske som vert. Fire kommunestyrer har "
                "sagt ja. Alle kan se hvem som mangler, og siden når."
            ),
            reverse("portal:partnership", args=["indre-salten"]),
            _("Åpne partnerskapet"),
        ),
        Step(
            _("Les hva som er endret"),
            _(
                "Fauske sendte den første versjonen i retur. Se ord for ord hva som er nytt i "
                "versjon 2."
            ),
            f"{document}versjoner/2/endringer/?bare=endringer" if document else "",
            _("Se endringene"),
        ),
        Step(
            _("Gå inn som kommunedirektør i Fauske og godkjenn"),
            _(
                "Velg rollen under. Avtalen ligger øverst på siden din. Skriv saksnummeret fra "
                "kommunestyret, og godkjenn. Da gjelder avtalen, fem av fem."
            ),
            "#kommunedirektor-fauske",
            _("Finn rollen"),
        ),
        Step(
            _("Se at alle vet det samtidig"),
            _(
                "Journalen har fått en ny oppføring som ingen kan endre. PDF-en har fått "
                "kvittering og fingeravtrykk."
            ),
            reverse("journal:index"),
            _("Åpne journalen"),
        ),
    ]
