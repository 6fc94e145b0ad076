"""A hearing of a document of the cast, taken as far as a test needs."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from tospann.access.actor import Actor
from tospann.agreed.models import Document, Version
from tospann.base import clock
from tospann.participation import actions
from tospann.participation.actions import Followed, NewBody
from tospann.participation.models import Answer, Hearing, HearingBody
from tospann.participation.selectors import hearing_page

BODIES = (
    NewBody("Fjordbygd kommunestyre", "council"),
    NewBody("Eldrerådet i Fjordbygd", "elderly"),
    NewBody("Ungdomsrådet i Ås", "youth"),
)
QUESTIONS = ("Støtter dere alternativ A?", "Hva betyr det for reiseveien?")
DAYS = 50


def noon(day: date) -> datetime:
    return datetime.combine(day, time(12), timezone.get_default_timezone())


class Asking:
    """One hearing and its document. `who` writes unless another is named."""

    def __init__(self, cast: Any, document: Document | None = None, who: str = "adviser") -> None:
        self.cast = cast
        self.document = document or cast.document()
        self.who = who
        self.hearing: Hearing | None = None

    @property
    def actor(self) -> Actor:
        return self.cast.actor(self.who)

    def begin(self, **given: Any) -> Hearing:
        self.hearing = actions.begin_hearing(
            **{
                "actor": self.actor,
                "document": self.document,
                "title": "Ett kontor for to kommuner",
                "introduction": "Les utredningen, og svar på spørsmålene.",
                "bodies": BODIES,
                "questions": QUESTIONS,
                "deadline": clock.today() + timedelta(days=DAYS),
            }
            | given
        )
        return self.hearing

    def version(self) -> Version:
        """The opened version; opened now when there is none."""
        if not self.document.versions.exists():
            self.cast.open(self.document)
        return self.document.versions.latest("number")

    def send(self, **given: Any) -> Hearing:
        hearing = self.hearing or self.begin()
        self.hearing = actions.send_hearing(
            **{
                "actor": self.actor,
                "hearing": hearing,
                "revision": hearing.revision,
                "version": self.version(),
            }
            | given
        )
        return self.hearing

    def body(self, place: int = 1) -> HearingBody:
        assert self.hearing is not None
        return HearingBody.objects.select_related("hearing__document").get(
            hearing=self.hearing, place=place
        )

    def questions(self) -> list[Any]:
        assert self.hearing is not None
        return list(self.hearing.questions.order_by("number"))

    def answer(self, place: int = 1, *texts: str | None, **given: Any) -> Answer:
        """Texts in the order of the questions; None leaves one out."""
        said = texts or ("Ja.", "Kortere for de fleste.")
        replies = {
            question.pk: text
            for question, text in zip(self.questions(), said, strict=False)
            if text is not None
        }
        return actions.register_answer(
            **{
                "actor": self.actor,
                "body": self.body(place),
                "revision": 0,
                "received_on": clock.today(),
                "replies": replies,
            }
            | given
        )

    def follow(self, place: int = 1, *told: tuple[str, str], **given: Any) -> HearingBody:
        """Outcomes and reasons in the order of the questions."""
        said = told or (("taken", "Fordi flere sier det samme."), ("noted", ""))
        followed = [
            Followed(question.pk, outcome, reason)
            for question, (outcome, reason) in zip(self.questions(), said, strict=False)
        ]
        return actions.follow_up(
            **{
                "actor": self.actor,
                "body": self.body(place),
                "answer": max(
                    self.body(place).answers.values_list("revision", flat=True), default=0
                ),
                "followed": followed,
            }
            | given
        )

    def after_deadline(self, days: int = 1):
        """Let it be so many days after the deadline."""
        assert self.hearing is not None
        assert self.hearing.deadline is not None
        self.hearing.refresh_from_db()
        return clock.pretend(noon(self.hearing.deadline + timedelta(days=days)))

    def close(self) -> Hearing:
        assert self.hearing is not None
        self.hearing = actions.close_hearing(actor=self.actor, hearing=self.hearing)
        return self.hearing

    def page(self, who: str = "adviser"):
        assert self.hearing is not None
        return hearing_page(self.cast.actor(who), self.hearing.pk)
