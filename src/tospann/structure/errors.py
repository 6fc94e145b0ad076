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


class OtherDataset(Refused):
    """Scenarios in one study must be reckoned on the same tables."""

    text = _(
        "Scenariene bygger på forskjellige datasett, og tallene kan ikke sammenliknes. "
        "Velg scenarier som bygger på det samme datasettet."
    )


class NoUsableScenario(Refused):
    """A scenario is put aside, makes no structure, or is about nobody."""

    text = _(
        "Utredningen kan ikke lages av disse scenariene. Et av dem er lagt bort eller henger "
        "ikke sammen, eller datasettet har ingen av kommunene det gjelder."
    )


class RulesUnclear(Refused):
    """A rule means nothing in the dataset. `first` says which and what to do."""

    text = _("Kravene lar seg ikke bruke. %(first)s")


class NewestAlready(Refused):
    """The scenario already rests on the newest version of its dataset."""

    text = _("Scenarioet bygger allerede på den nyeste utgaven av datasettet.")


class NoSuchProposal(Refused):
    """The run has no proposal of that number, as when it has no answer."""

    text = _(
        "Beregningen har ikke noe slikt forslag. Gå tilbake til svaret og velg et som står der."
    )


class NotAskable(Refused):
    """The engine would not take the question. `because` is its own sentence."""

    text = _("Dette kan ikke regnes på. %(because)s")
    status = 422


class TooManyRuns(Refused):
    """The partnership has many runs that wait for an answer."""

    text = _(
        "Partnerskapet har %(count)s beregninger som ikke er ferdige. "
        "Vent til én er ferdig, eller avbryt en av dem."
    )


class StudyReplaced(Refused):
    """A newer version of the study has been opened."""

    text = _("Det finnes en nyere versjon av utredningen. Lag forslaget av den i stedet.")
