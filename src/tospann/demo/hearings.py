"""A hearing of the study in Sør-Salten: open, partly answered, partly followed up.

Everything that is said in it is invented. No real body has been asked or has answered, so those
who are asked have no real names: each is called an example, and so is each answer.
"""

from tospann.agreed.models import Document
from tospann.base import clock
from tospann.demo.stage import Event, Stage
from tospann.participation import actions
from tospann.participation.actions import Followed, NewBody
from tospann.participation.models import Hearing, HearingBody
from tospann.participation.selectors import usual_deadline
from tospann.partnerships.models import Partnership
from tospann.structure.study.kind import KIND_NAME

ADVISER = "radgiver-sor-salten"
TITLE = "Eksempel: høring om ett kontor for tre kommuner"
INTRODUCTION = (
    "Dette er en høring som er laget for å vise hvordan Tospann virker. Ingen er spurt, og ingen "
    "har svart. Instansene og svarene er oppdiktede eksempler.\n\n"
    "Utredningen sammenligner dagens kontorer med to alternativer og tilrår alternativ A. Vi ber "
    "om svar på spørsmålene under. Alle svar blir lagt ut sammen med det som kom av dem."
)
COUNCIL, ELDERLY, DISABILITY, YOUTH, USERS, STAFF, GOVERNOR = (
    NewBody("Eksempel: kommunestyret i en kommune", "council"),
    NewBody("Eksempel: eldrerådet i en kommune", "elderly"),
    NewBody("Eksempel: rådet for personer med funksjonsnedsettelse i en kommune", "disability"),
    NewBody("Eksempel: ungdomsrådet i en kommune", "youth"),
    NewBody("Eksempel: et brukerutvalg", "users"),
    NewBody("Eksempel: tillitsvalgte i en kommune", "staff"),
    NewBody("Eksempel: en statsforvalter", "governor"),
)
BODIES = (COUNCIL, ELDERLY, DISABILITY, YOUTH, USERS, STAFF, GOVERNOR)
QUESTIONS = (
    "Støtter dere alternativ A i utredningen? Hvorfor, eller hvorfor ikke?",
    "Hva betyr alternativet for reiseveien, og for hvor lett det er å møte noen fra Nav?",
    "Hva betyr det for de ansatte?",
)
# who | replies in the order of the questions; "" is no remark, None is not answered
ANSWERS: dict[NewBody, tuple[str | None, ...]] = {
    ELDERLY: (
        "Eksempel: Rådet støtter alternativ A hvis det fortsatt er noen å møte i hver kommune.",
        "Eksempel: To dager i uken er for lite for dem som ikke bruker nett. Rådet ber om tre.",
        "",
    ),
    USERS: (
        "Eksempel: Utvalget støtter alternativ A. Flere fagfolk på ett sted gir raskere svar.",
        "Eksempel: Ferjetidene bør bestemme når kontoret holder åpent.",
        None,
    ),
    STAFF: (
        "Eksempel: De tillitsvalgte kan ikke støtte noe alternativ før bemanningen er avklart.",
        "",
        "Eksempel: Ingen må miste jobben, og ingen må flyttes uten egen avtale.",
    ),
}
# what came of the replies in ANSWERS that say something, in their order
FOLLOWED: dict[NewBody, tuple[tuple[str, str], ...]] = {
    ELDERLY: (
        (
            "taken",
            "Eksempel: Fordi eierne er enige om at det skal være noen å møte i alle kommunene.",
        ),
        (
            "partly",
            "Eksempel: Fordi tre dager lar seg bemanne om vinteren, men ikke hele året.",
        ),
    ),
    USERS: (("noted", ""),),
}


def events(stage: Stage, sor_salten: Partnership) -> list[Event]:
    """Sent the day after the study was opened, answered and followed up since."""
    made: dict[str, Hearing] = {}

    def sent() -> None:
        made["hearing"] = _sent(stage, sor_salten)

    return [  # later in the day for every step, since days that are a weekend fall on one Friday
        Event(5, 14, sent),
        Event(3, 15, lambda: _answered(stage, made["hearing"], ELDERLY)),
        Event(3, 15, lambda: _answered(stage, made["hearing"], USERS)),
        Event(2, 15, lambda: _answered(stage, made["hearing"], STAFF)),
        Event(2, 15, lambda: _declined(stage, made["hearing"], GOVERNOR)),
        Event(1, 16, lambda: _followed(stage, made["hearing"], ELDERLY)),
        Event(1, 16, lambda: _followed(stage, made["hearing"], USERS)),
    ]


def _sent(stage: Stage, partnership: Partnership) -> Hearing:
    actor = stage.actor(ADVISER)
    documents = Document.objects.filter(partnership=partnership, kind=KIND_NAME)
    document = documents.latest("created_at")
    hearing = actions.begin_hearing(
        actor=actor,
        document=document,
        title=TITLE,
        introduction=INTRODUCTION,
        bodies=BODIES,
        questions=QUESTIONS,
        deadline=usual_deadline(clock.today()),
    )
    return actions.send_hearing(
        actor=actor,
        hearing=hearing,
        revision=hearing.revision,
        version=document.versions.latest("number"),
    )


def _body(hearing: Hearing, body: NewBody) -> HearingBody:
    return HearingBody.objects.select_related("hearing__document").get(
        hearing=hearing, name=body.name
    )


def _answered(stage: Stage, hearing: Hearing, body: NewBody) -> None:
    questions = hearing.questions.order_by("number")
    actions.register_answer(
        actor=stage.actor(ADVISER),
        body=_body(hearing, body),
        revision=0,
        received_on=clock.today(),
        replies={
            question.pk: text
            for question, text in zip(questions, ANSWERS[body], strict=True)
            if text is not None
        },
    )


def _declined(stage: Stage, hearing: Hearing, body: NewBody) -> None:
    actions.register_answer(
        actor=stage.actor(ADVISER),
        body=_body(hearing, body),
        revision=0,
        received_on=clock.today(),
        replies={},
        declined=True,
    )


def _followed(stage: Stage, hearing: Hearing, body: NewBody) -> None:
    asked = zip(hearing.questions.order_by("number"), ANSWERS[body], strict=True)
    said = [question for question, text in asked if text]
    actions.follow_up(
        actor=stage.actor(ADVISER),
        body=_body(hearing, body),
        answer=1,
        followed=[
            Followed(question.pk, outcome, reason)
            for question, (outcome, reason) in zip(said, FOLLOWED[body], strict=False)
        ],
    )
