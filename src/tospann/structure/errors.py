"""Refusals about the office structure."""

from django.utils.translation import gettext_lazy as _

from tospann.base.errors import Refused


class Ended(Refused):
    """The run has its answer, has been refused, or was cancelled before."""

    text = _("Beregningen er allerede avsluttet. Bestill en ny hvis du vil regne på nytt.")


class ChangedMeanwhile(Refused):
    """Somebody else changed the scenario after the page was opened."""

    text = _("Noen andre har endret scenarioet siden du åpnet siden. Se over og lagre på nytt.")


class NoStructure(Refused):
    """The differences make no structure. `first` says which municipality and what to do."""

    text = _("Endringene henger ikke sammen. %(first)s")


class AlreadyOpen(Refused):
    """The partnership has an assessment that is not closed."""

    text = _("En vurdering er allerede åpen. Avslutt den før dere åpner en ny.")


class WrongScenarios(Refused):
    """None, too many, or some that are not the partnership's own."""

    text = _("Velg fra ett til seks scenarier som partnerskapet har i bruk.")


class DeadlinePassed(Refused):
    """The deadline has passed, or comes before today when an assessment is opened."""

    text = _("Fristen %(deadline)s er passert. Be den som styrer vurderingen, om en ny.")


class AssessmentClosed(Refused):
    """Closed assessments take no more answers."""

    text = _("Vurderingen er avsluttet. Svarene kan ikke endres lenger.")


class AnsweredMeanwhile(Refused):
    """The person has answered in another window since the page was opened."""

    text = _("Svaret ditt er lagret fra et annet vindu. Se over det, og lagre på nytt.")


class NoSuchCriterion(Refused):
    """A weight or a score that the assessment does not ask for, or outside its scale."""

    text = _("Vekter går fra 0 til 5 og vurderinger fra −2 til +2. Velg på nytt.")
