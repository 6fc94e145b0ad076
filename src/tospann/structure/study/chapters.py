"""The chapters of a study, in their order, and the goals its recommendation is weighed against."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SUMMARY, BACKGROUND, PRESENT, MODELS = "sammendrag", "bakgrunn", "i-dag", "alternativer"
TRAVEL, EXPERTISE, STAFF, SAMI = "reisevei", "fagmiljo", "ansatte", "samisk"
MONEY, LAW, PARTICIPATION = "okonomi", "jus", "medvirkning"
ADVICE, CARRYING_OUT = "tilradning", "gjennomforing"
UNKNOWN, ANNEX = "vet-ikke", "vedlegg"


@dataclass(frozen=True)
class Heading:
    """A chapter: `number` as it is printed, and what the writer is asked for."""

    id: str
    number: str
    title: Promise
    asks: Promise


ALL = (
    Heading(SUMMARY, "1", _("Sammendrag"), _("Det viktigste, så kort at alle rekker å lese det.")),
    Heading(
        BACKGROUND,
        "2",
        _("Bakgrunn og mandat"),
        _("Hvorfor dere utreder, hvem som har bedt om det, og hva mandatet er."),
    ),
    Heading(
        PRESENT,
        "3",
        _("Dagens organisering"),
        _("Hva som virker godt i dag, og hva som er vanskelig."),
    ),
    Heading(
        MODELS,
        "4",
        _("Alternativene"),
        _("Hvorfor dere har valgt å se på disse alternativene og ikke andre."),
    ),
    Heading(
        TRAVEL, "5.1", _("Virkninger for reiseveien"), _("Hva tallene betyr for folk hos dere.")
    ),
    Heading(
        EXPERTISE,
        "5.2",
        _("Virkninger for fagmiljø og sårbarhet"),
        _("Hva større eller mindre fagmiljøer betyr for tjenestene."),
    ),
    Heading(
        STAFF, "5.3", _("Virkninger for de ansatte"), _("Arbeidssted, arbeidsgiver og oppgaver.")
    ),
    Heading(
        SAMI, "5.4", _("Samisk språk"), _("Hvordan retten til å bli betjent på samisk ivaretas.")
    ),
    Heading(
        MONEY,
        "6",
        _("Økonomi og fordelingsnøkkel"),
        _("Hva regnskapene sier, og hvordan eierne vil dele kostnadene."),
    ),
    Heading(
        LAW,
        "7",
        _("Hvem kan bestemme hva etterpå"),
        _("Hvilke avtaler og delegeringer som må på plass."),
    ),
    Heading(
        PARTICIPATION,
        "8",
        _("Medvirkning"),
        _("Hvem som har vært med, når, og hva de har ment: tillitsvalgte, brukere og ledere."),
    ),
    Heading(
        ADVICE, "9", _("Tilrådning, mål for mål"), _("Hva dere tilrår, og hvorfor i én setning.")
    ),
    Heading(
        CARRYING_OUT,
        "10",
        _("Gjennomføring: risiko og milepæler"),
        _("Hvordan dere vil gjennomføre det dere tilrår."),
    ),
    Heading(
        UNKNOWN,
        "11",
        _("Hva vi ikke vet"),
        _("Det som mangler for å være sikker, og hvordan dere vil finne det ut."),
    ),
)
EFFECTS = frozenset({TRAVEL, EXPERTISE, STAFF, SAMI})  # stand under the heading of chapter 5

# What councils weigh; id, as people say it
GOALS = (
    ("kvalitet", _("Gode tjenester og likebehandling")),
    ("naerhet", _("Nærhet til dem som bruker Nav")),
    ("fagmiljo", _("Fagmiljø som tåler fravær")),
    ("arbeid", _("Flere i arbeid")),
    ("brukere", _("Brukernes innflytelse")),
    ("styring", _("Folkevalgt styring")),
    ("ansatte", _("De ansatte og arbeidsplassene")),
    ("okonomi", _("Økonomi")),
    ("samisk", _("Samisk språk")),
    ("reversibel", _("Mulighet til å gå tilbake")),
)
