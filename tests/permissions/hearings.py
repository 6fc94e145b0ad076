"""Hearings in a place of the world: one being prepared, others made when they are asked for."""

from datetime import date, timedelta
from typing import Any

from permissions import studies
from tospann.agreed.models import Document
from tospann.base import clock
from tospann.participation import actions
from tospann.participation.actions import NewBody
from tospann.participation.models import Hearing, HearingBody

LONG_AGO = timedelta(days=70)


def give(place: Any) -> None:
    """A hearing that only those who read drafts may see."""
    _begun(place, place.bound, place.marker("utkast"))


def _leader(place: Any) -> Any:
    return place.actor(next(who for who in place.people if who.endswith("leader")))


def _begun(place: Any, document: Document, title: str) -> Hearing:
    return actions.begin_hearing(
        actor=_leader(place),
        document=document,
        title=title,
        introduction="",
        bodies=[NewBody("Eldrerådet", "elderly")],
        questions=["Er dere for?"],
        deadline=clock.today() + timedelta(days=50),
    )


def _of(place: Any, document: Document) -> Hearing:
    """The hearing of a document that was sent; sent now when there is none."""
    held = Hearing.objects.filter(document=document, sent_at__isnull=False).first()
    if held:
        return held
    hearing = _begun(place, document, "Åpen høring")
    return actions.send_hearing(
        actor=_leader(place),
        hearing=hearing,
        revision=1,
        version=document.versions.latest("number"),
    )


def draft_of(place: Any) -> Hearing:
    """The one being prepared."""
    return Hearing.objects.get(document=place.bound, sent_at=None)


def sent_of(place: Any) -> Hearing:
    """One that is open."""
    return _of(place, place.half)


def passed_of(place: Any) -> Hearing:
    """One whose deadline has passed."""
    with clock.pretend(clock.now() - LONG_AGO):
        return _of(place, place.host)


def later() -> date:
    """A day after the deadline of one that is open."""
    return clock.today() + timedelta(days=90)


def body_of(place: Any) -> HearingBody:
    """Who is asked."""
    return sent_of(place).bodies.select_related("hearing__document").get()


def answered_of(place: Any) -> HearingBody:
    """The same, when it has answered."""
    body = body_of(place)
    if not body.answers.exists():
        actions.register_answer(
            actor=_leader(place),
            body=body,
            revision=0,
            received_on=clock.today(),
            replies={body.hearing.questions.get().pk: "Ja."},
        )
    return body


def of_body(find: Any) -> Any:
    """The arguments of an address about a body."""

    def given(place: Any) -> list[Any]:
        body = find(place)
        return [body.hearing_id, body.pk]

    return given


def study_of(place: Any) -> Document:
    """A study that may be heard."""
    return studies.version_of(place).document


def draft_form(place: Any) -> dict[str, Any]:
    """The draft, saved as it would be written."""
    return {
        "title": "Høring",
        "introduction": "Les og svar.",
        "questions": "Er dere for?",
        "deadline": f"{clock.today() + timedelta(days=60):%d.%m.%Y}",
        "revision": draft_of(place).revision,
        "rows": 1,
        "name_0": "Ungdomsrådet",
        "sort_0": "youth",
    }
