"""One report for Indre Salten, written, opened and ratified by every owner.

It is made of the demo's plan and figures. The texts, the amounts and the cases are illustrations
and say so; no text repeats a figure, for figures stand in one place.
"""

from collections.abc import Callable
from typing import Any

from tospann.agreed import actions as agreed
from tospann.agreed.forms import deciding_body
from tospann.agreed.models import Document, Version
from tospann.base import clock
from tospann.demo import results
from tospann.demo.roles import STATE
from tospann.demo.stage import Event, Stage
from tospann.engines.results.periods import Length, Period
from tospann.partnerships.models import Partnership
from tospann.reports import actions, due

LEADER = "nav-leder-indre-salten"
WRITTEN = 6  # days before the loading; what rests on it comes three days later at least
NOTE = "Illustrasjon: rapporten er laget for demonstrasjon. Tekster og beløp er ikke virkelige."

SUMMARY = (
    "Flere kom i arbeid, og arbeidsgiverne har fått ett telefonnummer til Nav i hele området. "
    "Unge får raskere svar enn før, men ungdomsteamet mangler fortsatt folk i to kommuner. "
    "Ventetiden for økonomisk hjelp har økt etter at to saksbehandlere sluttet. Den har eierne "
    "blitt enige om å få ned."
)
# goal | what was done and what came of it | one sentence for the councils
DONE = {
    "arbeid": (
        (
            "Saksteamet går gjennom sakene hver tirsdag, og alle avdelingene er med. Listen over "
            "arbeidsgivere som tar imot på prøve, er i bruk. Flere ble fulgt opp enn før."
        ),
        "Saksteamet møtes hver uke, og flere har kommet i arbeid.",
    ),
    "unge": (
        (
            "Ungdomsteamet er i gang i Fauske, Saltdal og Sørfold. Hamarøy og Beiarn mangler "
            "fortsatt veileder. Alle som søkte om sommerjobb, fikk tilbud."
        ),
        "Teamet er i gang i tre kommuner. Alle som søkte, fikk sommerjobb.",
    ),
    "sosialhjelp": (
        (
            "Saker som har vart i seks måneder, er gått gjennom i fire av fem kommuner. "
            "Sjekklisten for kvalifiseringsprogrammet er laget, men vurderingene gjenstår."
        ),
        "Lange saker er gått gjennom i fire av fem kommuner.",
    ),
    "arbeidsgiver": (
        (
            "Markedsteamet er etablert og har besøkt alle kommunene. Arbeidsgiverne har ett "
            "telefonnummer."
        ),
        "Bedriftene har fått ett telefonnummer og én fast kontakt.",
    ),
    "fravar": (
        "Jobbrotasjon er prøvd i to avdelinger. Begge arbeidsgivere følger opp fraværet likt.",
        "Ansatte har begynt å bytte oppgaver for å få ned fraværet.",
    ),
    "naer": (
        (
            "Åpningsplanen er vedtatt og henger på alle stedene. Veiledning på lulesamisk er i "
            "gang på Oppeid."
        ),
        "Alle stedene har faste åpningsdager. Oppeid gir veiledning på lulesamisk.",
    ),
}
SPENT = {  # in a tertial
    STATE: 4_791_000,
    "1841": 2_612_000,
    "1839": 348_000,
    "1875": 655_000,
    "1840": 1_372_000,
    "1845": 561_000,
}
COMMON = (
    "Kommunestyret kan be lederen av kontoret komme og fortelle, og si hva kommunen vil at "
    "kontoret skal legge vekt på framover."
)
OWN = {
    "1841": "Kommunestyret kan bestemme om ungdomsteamet skal få en stilling til neste år.",
    "1839": "Kommunestyret kan bestemme om kontordagen på Moldjord skal være fast.",
    "1875": "Kommunestyret kan bestemme om veiledningen på lulesamisk skal fortsette.",
    "1840": "Kommunestyret kan bestemme om den åpne døren på Rognan skal fortsette to dager i "
    "uken.",
    "1845": "Kommunestyret kan bestemme om kontordagen på Straumen skal være fast.",
}
FOR_COUNCIL = ["I1", "I11", "I18", "I26"]


def events(stage: Stage, indre_salten: Partnership) -> list[Event]:
    """One report, of last year in the first months of a year."""
    period = newest_period(stage)
    made: dict[str, Any] = {}

    def written() -> None:
        made["report"] = _written(stage, indre_salten, period)

    def opened() -> None:
        made["version"] = _open(stage, made["report"])

    return [
        Event(WRITTEN, 9, written),
        Event(WRITTEN, 14, opened),
        *(
            Event(WRITTEN - 3, 9 + n, _ratified(stage, made, code, f"PS {101 + n}"))
            for n, code in enumerate(SPENT)
        ),
    ]


def newest_period(stage: Stage) -> Period:
    """The newest period with a report that was over when the figures came in.

    The year's report holds the third tertial, so that comes in the first months of the next year.
    """
    came = stage.moment(results.CAME, 9).date()
    year = stage.today.year
    spans = [rule.period(one) for one in (year - 1, year) for rule in due.RULES]
    return max((one for one in spans if one.last_day < came), key=lambda one: one.last_day)


def _written(stage: Stage, partnership: Partnership, period: Period) -> Document:
    document = actions.begin_report(
        actor=stage.actor(LEADER), partnership=partnership, period=str(period)
    )
    draft = document.draft
    goals = [
        one | dict(zip(("text", "short"), DONE[one["id"]], strict=True))
        for one in draft.body["goals"]
    ]
    agreed.save_draft(
        actor=stage.actor(LEADER),
        document=document,
        revision=draft.revision,
        title=draft.title,
        language="nb",
        body=draft.body
        | {
            "summary": SUMMARY,
            "goals": goals,
            "for_council": FOR_COUNCIL,
            "costs": [
                {"id": code, "kroner": kroner * period.length.months // Length.TERTIAL.months}
                for code, kroner in SPENT.items()
            ],
            "cost_source": "Illustrasjon laget for demoen",
            "common_choice": COMMON,
            "choices": [{"id": number, "text": text} for number, text in OWN.items()],
            "note": NOTE,
        },
    )
    return document


def _open(stage: Stage, document: Document) -> Version:
    draft = Document.objects.get(pk=document.pk).draft
    return agreed.open_version(
        actor=stage.actor(LEADER), document=document, revision=draft.revision
    )


def _ratified(
    stage: Stage, made: dict[str, Any], code: str, case_reference: str
) -> Callable[[], Any]:
    def act() -> None:
        owner, version = stage.owners[code], made["version"]
        agreed.ratify(
            actor=stage.representative(owner),
            version=version,
            owner=owner,
            sha256=version.sha256,
            decided_by=deciding_body(owner),
            decided_on=clock.today(),
            case_reference=case_reference,
        )

    return act
