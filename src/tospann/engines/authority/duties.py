"""What an office must do because of whom it serves: Sami language, and form of Norwegian.

A duty holds for the whole office as soon as one municipality it serves is in the area, also
when the office itself lies outside. The right follows the office, not the person's address.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tospann.engines.authority import facts as f
from tospann.engines.authority.codes import Confidence
from tospann.engines.authority.coverage import served_by
from tospann.engines.authority.law import Provision, version
from tospann.engines.authority.setting import check_day
from tospann.engines.authority.words import Message, Reason, reason


class DutyKind(StrEnum):
    """What must be done."""

    WRITTEN_ANSWER = "written_answer"
    ORAL_ANSWER = "oral_answer"
    FORMS = "forms"
    COMPETENCE = "competence"
    LANGUAGE_FORM = "language_form"


LANGUAGES = {
    "se": Message("nordsamisk"),
    "smj": Message("lulesamisk"),
    "sma": Message("sørsamisk"),
}
FORMS = {
    "nb": Message("bokmål"),
    "nn": Message("nynorsk"),
    "neutral": Message("bokmål eller nynorsk, kommunen er nøytral"),
}
SAYS = {
    DutyKind.WRITTEN_ANSWER: Message(
        "Den som skriver til kontoret på %(language)s, har rett til skriftlig svar på samme språk."
    ),
    DutyKind.ORAL_ANSWER: Message(
        "Den som snakker %(language)s med kontoret, har rett til muntlig svar på samme språk. "
        "Hvor langt retten går, avhenger av kommunens kategori. Kontroller den."
    ),
    DutyKind.FORMS: Message(
        "Skjemaer og kunngjøringer som gjelder området, skal finnes på %(language)s og norsk."
    ),
    DutyKind.COMPETENCE: Message(
        "Kontoret må ha ansatte eller tolk som kan %(language)s, for å oppfylle rettighetene."
    ),
    DutyKind.LANGUAGE_FORM: Message(
        "Brev til %(municipality)s skal skrives på kommunens målform: %(form)s."
    ),
}
BECAUSE = Message(
    "Plikten gjelder hele kontoret, fordi det betjener %(municipality)s (%(reference)s)."
)

SAMI = (DutyKind.WRITTEN_ANSWER, DutyKind.ORAL_ANSWER, DutyKind.FORMS, DutyKind.COMPETENCE)


@dataclass(frozen=True, slots=True)
class Duty:
    """One duty of an office on a day, why, and how sure it is.

    language : se, smj or sma for a Sami duty; nb, nn or neutral for a form of Norwegian.
    """

    kind: DutyKind
    language: str
    municipality: str
    says: Reason
    because: Reason
    provision: Provision | None
    confidence: Confidence


def duties(facts: f.Facts, office: str, day: date) -> tuple[Duty, ...]:
    """The duties of an office on a day, by municipality.

    Raises
    ------
    Unanswerable
        If the day is missing or before the rules begin.

    Source: samelova chapter 3 (definition of a local body: high; what each category of
    municipality gives: medium) and språklova (medium).
    """
    check_day(day)
    names = {
        one.number: f"{one.name} kommune"
        for one in facts.municipalities
        if f.holds(one.since, one.until, day)
    }
    found = []
    for number in served_by(facts, office, day):
        name = names.get(number, number)
        for area in sorted(facts.sami_area, key=lambda one: (one.language, one.reference)):
            if area.municipality == number and f.holds(area.since, area.until, day):
                found += _sami(area, name, day)
        for form in sorted(facts.language_forms, key=lambda one: one.reference):
            if form.municipality == number and f.holds(form.since, form.until, day):
                found.append(_form(form, name, day))
    return tuple(found)


def _sami(area: f.SamiArea, name: str, day: date) -> list[Duty]:
    language = LANGUAGES.get(area.language, area.language)
    return [
        Duty(
            kind,
            area.language,
            area.municipality,
            reason(SAYS[kind], language=language),
            reason(BECAUSE, municipality=name, reference=area.reference),
            version("sami", day),
            Confidence.HIGH if kind is DutyKind.WRITTEN_ANSWER else Confidence.MEDIUM,
        )
        for kind in SAMI
    ]


def _form(form: f.LanguageForm, name: str, day: date) -> Duty:
    return Duty(
        DutyKind.LANGUAGE_FORM,
        form.form,
        form.municipality,
        reason(
            SAYS[DutyKind.LANGUAGE_FORM],
            municipality=name,
            form=FORMS.get(form.form, form.form),
        ),
        reason(BECAUSE, municipality=name, reference=form.reference),
        version("language", day),
        Confidence.MEDIUM,
    )
