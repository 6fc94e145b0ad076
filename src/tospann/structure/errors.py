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
        "Scenariene bygger på forskjellige datasett, og tallene kan ikke sammenlignes. "
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
    """The engine would not take the question. `first` is its own sentence."""

    text = _("Dette kan ikke regnes på. %(first)s")
    status = 422


class TooManyRuns(Refused):
    """The partnership has many runs that wait for an answer."""

    text = _(
        "Partnerskapet har %(count)s beregninger som ikke er ferdige. "
        "Vent til én er ferdig, eller avbryt en av dem."
    )


class NameTaken(Refused):
    """Another dataset has the short name."""

    status = 422
    code = "name_taken"
    text = _(
        "Det finnes et datasett med kortnavnet «%(name)s». Velg et annet, eller lag en ny versjon "
        "av det som finnes."
    )


class SameDataset(Refused):
    """The very same tables were taken in before."""

    status = 422
    code = "same_dataset"
    text = _("Akkurat disse tabellene er tatt inn før, som «%(title)s». Ingenting er lagret.")


class TooManyDrafts(Refused):
    """The person has many unfinished drafts of datasets."""

    status = 422
    code = "too_many"
    text = _("Du har %(count)s datasett som ikke er ferdige. Fullfør eller forkast noen først.")


class DraftChanged(Refused):
    """The draft was changed in another window."""

    code = "draft_changed"
    text = _("Utkastet er endret i et annet vindu. Se over på nytt.")


class DraftNotReady(Refused):
    """Something must be mended before the dataset can be taken in."""

    status = 422
    code = "draft_not_ready"
    text = _("Noe må rettes før datasettet kan tas inn. Det står øverst på siden.")


class DraftEnded(Refused):
    """The draft was taken in or left."""

    code = "draft_ended"
    text = _("Dette utkastet er avsluttet.")


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


class StudyReplaced(Refused):
    """A newer version of the study has been opened."""

    text = _("Det finnes en nyere versjon av utredningen. Lag forslaget av den i stedet.")


class ProposalReplaced(Refused):
    """A newer version of the proposal is opened."""

    text = _(
        "Versjon %(number)s av forslaget er åpnet. Avtalene begynnes av den, når alle eierne har "
        "sagt ja til den."
    )


class NotAgreedByAll(Refused):
    """Some owner has not said yes to the proposal."""

    text = _(
        "Avtalene kan begynnes når alle eierne har sagt ja til forslaget. Det mangler ja fra "
        "%(names)s."
    )


class ProposalWithoutStructure(Refused):
    """The proposal was opened before the structure was kept as data, or its dataset is gone."""

    text = _(
        "Forslaget har ikke kontorstrukturen som data, så avtalene kan ikke fylles ut av den. Lag "
        "en ny versjon av utredningen og et nytt forslag, eller begynn avtalene hver for seg."
    )


class AgreementsBegun(Refused):
    """Everything the proposal asks for here was begun before."""

    text = _("Utkastene er begynt fra før. Ingenting er laget på nytt.")


class NoAgreementHere(Refused):
    """The proposal asks for no agreement that this partnership can make."""

    text = _(
        "Forslaget krever ingen nye avtaler som kan begynnes i dette partnerskapet. Se hva som må "
        "gjøres utenfor det."
    )
