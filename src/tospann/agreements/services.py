"""The catalogue of services a Nav office can hold, each with the act its decisions rest on.

Codes are stable and are kept in agreements: M mandatory, O optional, S state. Names and acts are
those of `engines.authority`, which says where each was read; what is here is what a service is in
plain words.
"""

from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise, lazy
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tospann.base import clock
from tospann.engines import authority as engine

EXPLAINED = {
    "M1": _("Penger til å leve for når du ikke kan forsørge deg selv. Kalles ofte sosialhjelp."),
    "M2": _("Et program på full tid med lønn, for deg som trenger mye støtte for å komme i jobb."),
    "M3": _("Hjelp til å finne ut av økonomi, gjeld og andre vansker i hverdagen."),
    "M4": _("Et sted å bo for en kort tid når du ikke har noe sted å sove."),
    "M5": _("En samlet plan for deg som trenger hjelp fra flere tjenester over lengre tid."),
    "O1": _("Opplæring på full tid for nyankomne flyktninger."),
    "O2": _("Kommunen finner bolig og tar imot flyktninger."),
    "O3": _("Hvem som får norskopplæring, og hvor mye."),
    "O4": _("Hjelp til å skaffe og beholde et sted å bo."),
    "O5": _("Lån til bolig for dem som ikke får lån i vanlig bank."),
    "O6": _("Hjelp til å søke om støtte til å betale for bolig."),
    "O7": _("Støtte i hverdagen for dem som har eller har hatt rusproblemer."),
    "O8": _("Kommunens forberedelse av saker om behandling uten samtykke."),
    "O9": _("Noen å snakke med, uten henvisning."),
    "O10": _("Praktisk hjelp og råd hjemme."),
    "O11": _("Mer hjelp med gjeld enn loven krever av alle kontor."),
    "O12": _("Kontoret betaler regninger for deg når du ønsker det."),
    "O13": _("Arbeidstrening i kommunen for dem som får økonomisk stønad."),
    "O14": _("Arbeid med støtte for dem som ikke kan ha vanlig jobb."),
    "O15": _("En fast voksen som følger opp unge over tid."),
    "O16": _("Sammen med fylkeskommunen om unge utenfor videregående skole."),
    "O17": _("Én person som samler hjelpen til familier med lav inntekt."),
    "O18": _("For familier med barn som trenger mye hjelp fra flere tjenester."),
    "O19": _("Hvem som får en person å være sammen med på fritiden."),
    "O20": _("Parkering og drosje for dem som har vansker med å gå."),
    "O21": _("Et trygt sted for dem som er utsatt for vold hjemme."),
    "O22": _("Bolig, økonomi og arbeid på plass før en dom er sonet ferdig."),
    "O23": _("Behandling av søknader om å servere alkohol. Sjelden lagt til et Nav-kontor."),
    "O24": _("Første jobb for ungdom i kommunen."),
    "O25": _("Ett sted å spørre for bedrifter som trenger folk."),
    "O26": _("Hjelp i akutte saker utenom åpningstiden."),
    "O27": _("Hele kommunens arbeid med flyktninger på ett sted."),
}


@dataclass(frozen=True, slots=True)
class Service:
    """A service in plain words."""

    code: str
    name: str | Promise
    explained: str | Promise

    @property
    def mandatory(self) -> bool:
        """Whether every Nav office must have it."""
        return self.code in engine.MANDATORY

    @property
    def act(self) -> str:
        """What a decision about it rests on today."""
        found = self._provision(clock.today())
        return found.short if found else ""

    @property
    def act_read(self) -> bool:
        """Whether that was read in a public copy of the text."""
        found = self._provision(clock.today())
        return found is not None and found.read

    def _provision(self, day: date) -> engine.Provision | None:
        return engine.version(engine.service(self.code).provision, day)


_heading = lazy(lambda name: capfirst(gettext(name)), str)


def _kept(letter: str) -> tuple[Service, ...]:
    return tuple(
        Service(one.code, _heading(one.name), EXPLAINED.get(one.code, ""))
        for one in engine.services().values()
        if one.code.startswith(letter)
    )


MANDATORY, OPTIONAL, STATE = _kept("M"), _kept("O"), _kept("S")
SERVICES = {service.code: service for service in (*MANDATORY, *OPTIONAL)}
MUNICIPAL_CHOICES = [(code, service.name) for code, service in SERVICES.items()]
STATE_CHOICES = [(service.code, service.name) for service in STATE]
