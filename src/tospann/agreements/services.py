"""The catalogue of services a Nav office can hold, each with the act its decisions rest on.

Codes are stable and are kept in agreements: M mandatory, O optional, S state. Source for the
mandatory: sosialtjenesteloven and Nav-loven § 13. The acts of the optional ones are from common
knowledge of the field and have not been held against the text of each act.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Service:
    """A service in plain words. `act` is what a decision about it rests on."""

    code: str
    name: str | Promise
    act: str
    explained: str | Promise
    act_read: bool = False

    @property
    def mandatory(self) -> bool:
        """Whether every Nav office must have it."""
        return self.code.startswith("M")


MANDATORY = (
    Service(
        "M1",
        _("Økonomisk stønad"),
        "Sosialtjenesteloven §§ 18–19",
        _("Penger til å leve for når du ikke kan forsørge deg selv. Kalles ofte sosialhjelp."),
        act_read=True,
    ),
    Service(
        "M2",
        _("Kvalifiseringsprogrammet"),
        "Sosialtjenesteloven §§ 29–40",
        _("Et program på full tid med lønn, for deg som trenger mye støtte for å komme i jobb."),
        act_read=True,
    ),
    Service(
        "M3",
        _("Opplysning, råd og veiledning"),
        "Sosialtjenesteloven § 17",
        _("Hjelp til å finne ut av økonomi, gjeld og andre vansker i hverdagen."),
        act_read=True,
    ),
    Service(
        "M4",
        _("Midlertidig botilbud"),
        "Sosialtjenesteloven § 27",
        _("Et sted å bo for en kort tid når du ikke har noe sted å sove."),
        act_read=True,
    ),
    Service(
        "M5",
        _("Individuell plan"),
        "Sosialtjenesteloven § 28",
        _("En samlet plan for deg som trenger hjelp fra flere tjenester over lengre tid."),
        act_read=True,
    ),
)

OPTIONAL = (
    Service(
        "O1",
        _("Introduksjonsprogrammet"),
        "Integreringsloven",
        _("Opplæring på full tid for nyankomne flyktninger."),
    ),
    Service(
        "O2",
        _("Bosetting av flyktninger"),
        "Avtale med Integrerings- og mangfoldsdirektoratet",
        _("Kommunen finner bolig og tar imot flyktninger."),
    ),
    Service(
        "O3",
        _("Norskopplæring (administrasjon)"),
        "Integreringsloven",
        _("Hvem som får norskopplæring, og hvor mye."),
    ),
    Service(
        "O4",
        _("Boligsosialt arbeid og kommunal bolig"),
        "Boligsosialloven",
        _("Hjelp til å skaffe og beholde et sted å bo."),
    ),
    Service(
        "O5",
        _("Startlån og tilskudd"),
        "Husbankens forskrifter",
        _("Lån til bolig for dem som ikke får lån i vanlig bank."),
    ),
    Service(
        "O6",
        _("Bostøtte"),
        "Bustøttelova",
        _("Hjelp til å søke om støtte til å betale for bolig."),
    ),
    Service(
        "O7",
        _("Oppfølging ved rusproblemer"),
        "Helse- og omsorgstjenesteloven",
        _("Støtte i hverdagen for dem som har eller har hatt rusproblemer."),
    ),
    Service(
        "O8",
        _("Forberedelse av tvangssaker på rusområdet"),
        "Helse- og omsorgstjenesteloven kapittel 10",
        _("Kommunens forberedelse av saker om behandling uten samtykke."),
    ),
    Service(
        "O9",
        _("Psykisk helsearbeid, lavterskel"),
        "Helse- og omsorgstjenesteloven",
        _("Noen å snakke med, uten henvisning."),
    ),
    Service(
        "O10",
        _("Miljøarbeid og boveiledning"),
        "Helse- og omsorgstjenesteloven",
        _("Praktisk hjelp og råd hjemme."),
    ),
    Service(
        "O11",
        _("Gjeldsrådgivning, utvidet"),
        "Sosialtjenesteloven § 17",
        _("Mer hjelp med gjeld enn loven krever av alle kontor."),
    ),
    Service(
        "O12",
        _("Frivillig forvaltning av inntekt"),
        "Sosialtjenesteloven og avtale med den det gjelder",
        _("Kontoret betaler regninger for deg når du ønsker det."),
    ),
    Service(
        "O13",
        _("Aktivitetsplikt og kommunal arbeidstrening"),
        "Sosialtjenesteloven § 20 a",
        _("Arbeidstrening i kommunen for dem som får økonomisk stønad."),
    ),
    Service(
        "O14",
        _("Varig tilrettelagt arbeid (kommunens andel)"),
        "Statlig ordning med kommunal medfinansiering",
        _("Arbeid med støtte for dem som ikke kan ha vanlig jobb."),
    ),
    Service(
        "O15",
        _("Ungdomslos og oppfølgingsteam"),
        "Kommunalt vedtak",
        _("En fast voksen som følger opp unge over tid."),
    ),
    Service(
        "O16",
        _("Samarbeid med oppfølgingstjenesten"),
        "Opplæringslova",
        _("Sammen med fylkeskommunen om unge utenfor videregående skole."),
    ),
    Service(
        "O17",
        _("Familiekoordinator mot barnefattigdom"),
        "Kommunalt vedtak",
        _("Én person som samler hjelpen til familier med lav inntekt."),
    ),
    Service(
        "O18",
        _("Samarbeid med barnekoordinator"),
        "Helse- og omsorgstjenesteloven",
        _("For familier med barn som trenger mye hjelp fra flere tjenester."),
    ),
    Service(
        "O19",
        _("Støttekontakt og fritidskontakt"),
        "Helse- og omsorgstjenesteloven",
        _("Hvem som får en person å være sammen med på fritiden."),
    ),
    Service(
        "O20",
        _("Parkeringskort og TT-kort"),
        "Forskrift og fylkeskommunale regler",
        _("Parkering og drosje for dem som har vansker med å gå."),
    ),
    Service(
        "O21",
        _("Samarbeid om krisesenter"),
        "Krisesenterlova",
        _("Et trygt sted for dem som er utsatt for vold hjemme."),
    ),
    Service(
        "O22",
        _("Tilbakeføring etter soning"),
        "Avtale med kriminalomsorgen",
        _("Bolig, økonomi og arbeid på plass før en dom er sonet ferdig."),
    ),
    Service(
        "O23",
        _("Skjenkebevilling"),
        "Alkoholloven",
        _("Behandling av søknader om å servere alkohol. Sjelden lagt til et Nav-kontor."),
    ),
    Service(
        "O24",
        _("Sommerjobb for ungdom"),
        "Kommunalt vedtak",
        _("Første jobb for ungdom i kommunen."),
    ),
    Service(
        "O25",
        _("Næringskontakt og jobbsentral"),
        "Kommunalt vedtak",
        _("Ett sted å spørre for bedrifter som trenger folk."),
    ),
    Service(
        "O26",
        _("Sosial vakttjeneste"),
        "Kommunalt vedtak",
        _("Hjelp i akutte saker utenom åpningstiden."),
    ),
    Service(
        "O27",
        _("Flyktning- og innvandrertjenesten samlet"),
        "Flere lover",
        _("Hele kommunens arbeid med flyktninger på ett sted."),
    ),
)

STATE = (
    Service("S1", _("Registrering og oppfølging av arbeidssøkere"), "Arbeidsmarkedsloven", ""),
    Service("S2", _("Vurdering av behovet for bistand"), "Nav-loven § 14 a", ""),
    Service("S3", _("Aktivitetsplan"), "Nav-loven § 14 a", ""),
    Service("S4", _("Oppfølging av sykmeldte"), "Folketrygdloven", ""),
    Service("S5", _("Oppfølging av mottakere av arbeidsavklaringspenger"), "Folketrygdloven", ""),
    Service("S6", _("Arbeidsmarkedstiltak"), "Arbeidsmarkedsloven", ""),
    Service("S7", _("Hjelp til arbeidsgivere og rekruttering"), "Arbeidsmarkedsloven", ""),
    Service("S8", _("Ungdomsgarantien"), "Statlig ordning", ""),
    Service("S9", _("Veiledning om ytelser"), "Folketrygdloven", ""),
)

SERVICES = {service.code: service for service in (*MANDATORY, *OPTIONAL)}
MUNICIPAL_CHOICES = [(code, service.name) for code, service in SERVICES.items()]
STATE_CHOICES = [(service.code, service.name) for service in STATE]
