"""Hearings: who is asked what about which text, what they answered, and what came of it."""

from datetime import date
from enum import StrEnum

from django.db import models
from django.db.models import F, Q
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from tospann.base.ids import uuid7


def _by(*, null: bool = True) -> models.ForeignKey:
    return models.ForeignKey("accounts.Person", models.PROTECT, null=null, related_name="+")


def _together(stem: str) -> Q:
    """No person without a moment; a moment may be the program's own."""
    return Q(**{f"{stem}_at": None, f"{stem}_by": None}) | Q(**{f"{stem}_at__isnull": False})


class State(StrEnum):
    """Where a hearing stands."""

    DRAFT = "draft"
    DROPPED = "dropped"  # before it was sent
    SENT = "sent"
    CLOSED = "closed"
    CALLED_OFF = "called_off"  # after it was sent, with a reason


class Hearing(models.Model):
    """One question round about one document. From the day it is sent it is open to everybody.

    When it is sent, the version that is heard, the title, the introduction and the questions stay
    as they are, and the deadline is never shortened: triggers refuse.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    document = models.ForeignKey(
        "agreed.Document", models.PROTECT, related_name="hearings", db_index=True
    )
    title = models.CharField(max_length=200)
    introduction = models.TextField(blank=True)
    deadline = models.DateField(null=True)  # the last day to answer
    revision = models.PositiveIntegerField(default=1)  # of the draft
    begun_at = models.DateTimeField()
    begun_by = _by()
    dropped_at = models.DateTimeField(null=True)
    dropped_by = _by()
    version = models.ForeignKey(  # what is heard, word for word
        "agreed.Version", models.PROTECT, null=True, related_name="hearings"
    )
    short_because = models.TextField(blank=True)  # why the time to answer is short
    sent_at = models.DateTimeField(null=True)
    sent_by = _by()
    closed_at = models.DateTimeField(null=True)
    closed_by = _by()
    called_off_because = models.TextField(blank=True)
    called_off_at = models.DateTimeField(null=True)
    called_off_by = _by()

    class Meta:
        ordering = ["-begun_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["document"],
                condition=Q(sent_at=None, dropped_at=None),
                name="one_hearing_draft_per_document",
            ),
            models.CheckConstraint(
                condition=Q(sent_at=None, version=None, short_because="")
                | Q(
                    sent_at__isnull=False,
                    version__isnull=False,
                    deadline__isnull=False,
                    dropped_at=None,
                ),
                name="sent_with_version_and_deadline",
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None, called_off_at=None)
                | Q(sent_at__isnull=False, closed_at=None)
                | Q(sent_at__isnull=False, called_off_at=None),
                name="hearing_ends_in_one_way",
            ),
            models.CheckConstraint(
                condition=Q(called_off_at=None, called_off_because="")
                | (Q(called_off_at__isnull=False) & ~Q(called_off_because="")),
                name="called_off_with_a_reason",
            ),
            *(
                models.CheckConstraint(
                    condition=_together(stem), name=f"hearing_{stem}_at_and_by_together"
                )
                for stem in ("dropped", "sent", "closed", "called_off")
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def state(self) -> State:
        """Where it stands; whether the deadline has passed is another matter."""
        if self.called_off_at is not None:
            return State.CALLED_OFF
        if self.closed_at is not None:
            return State.CLOSED
        if self.sent_at is not None:
            return State.SENT
        return State.DROPPED if self.dropped_at is not None else State.DRAFT

    @property
    def sent_on(self) -> date | None:
        """The day in Norway it was sent."""
        return localtime(self.sent_at).date() if self.sent_at else None


class BodySort(models.TextChoices):
    """What sort of body is asked."""

    COUNCIL = "council", _("Kommune eller kommunestyre")
    ELDERLY = "elderly", _("Eldreråd")
    DISABILITY = "disability", _("Råd for personer med funksjonsnedsettelse")
    YOUTH = "youth", _("Ungdomsråd")
    USERS = "users", _("Brukerutvalg")
    STAFF = "staff", _("Tillitsvalgte eller medbestemmelsesutvalg")
    SAFETY = "safety", _("Verneombud")
    GOVERNOR = "governor", _("Statsforvalter")
    SAMI = "sami", _("Sametinget")
    NEIGHBOUR = "neighbour", _("Nabokommune")
    OTHER = "other", _("Annen instans")


class HearingBody(models.Model):
    """A body that is asked, never a person. `place` orders those of one hearing, from 1."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    hearing = models.ForeignKey(Hearing, models.PROTECT, related_name="bodies")
    place = models.PositiveIntegerField()
    name = models.CharField(max_length=160)
    sort = models.CharField(max_length=20, choices=BodySort)
    added_at = models.DateTimeField()
    added_by = _by()

    class Meta:
        ordering = ["hearing", "place", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["hearing", "name"], name="each_body_once"),
            models.UniqueConstraint(fields=["hearing", "place"], name="one_body_per_place"),
        ]

    def __str__(self) -> str:
        return self.name


class Question(models.Model):
    """What every body is asked. `number` orders those of one hearing, from 1."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    hearing = models.ForeignKey(Hearing, models.PROTECT, related_name="questions")
    number = models.PositiveIntegerField()
    text = models.CharField(max_length=400)

    class Meta:
        ordering = ["hearing", "number"]
        constraints = [
            models.UniqueConstraint(fields=["hearing", "number"], name="one_question_per_number"),
        ]

    def __str__(self) -> str:
        return self.text


class Extension(models.Model):
    """A deadline moved to a later day. Never changed."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    hearing = models.ForeignKey(Hearing, models.PROTECT, related_name="extensions")
    earlier = models.DateField()
    deadline = models.DateField()
    because = models.TextField()
    extended_at = models.DateTimeField()
    extended_by = _by()

    class Meta:
        ordering = ["hearing", "extended_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(deadline__gt=F("earlier")) & ~Q(because=""), name="extended_to_later"
            ),
        ]


class Answer(models.Model):
    """What a body has answered, as it was entered. Never changed: a correction is a new revision.

    `declined`: the body has said that it will not answer, and there are no replies.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    body = models.ForeignKey(HearingBody, models.PROTECT, related_name="answers")
    revision = models.PositiveIntegerField()
    received_on = models.DateField()
    declined = models.BooleanField(default=False)
    registered_at = models.DateTimeField()
    registered_by = _by()

    class Meta:
        ordering = ["body", "revision"]
        constraints = [
            models.UniqueConstraint(fields=["body", "revision"], name="one_answer_per_revision"),
        ]


class Reply(models.Model):
    """The answer to one question. Empty text: the body has no remark. Never changed."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    answer = models.ForeignKey(Answer, models.PROTECT, related_name="replies")
    question = models.ForeignKey(Question, models.PROTECT, related_name="replies")
    text = models.TextField(blank=True)

    class Meta:
        ordering = ["answer", "question__number"]
        constraints = [
            models.UniqueConstraint(fields=["answer", "question"], name="one_reply_per_question"),
        ]


class Outcome(models.TextChoices):
    """What came of a reply."""

    TAKEN = "taken", _("Tatt til følge")
    PARTLY = "partly", _("Delvis tatt til følge")
    NOT_TAKEN = "not_taken", _("Ikke tatt til følge")
    NOTED = "noted", _("Tatt til etterretning")


class FollowUp(models.Model):
    """What came of one reply, and why. A corrected reply needs its own."""

    reply = models.OneToOneField(Reply, models.PROTECT, primary_key=True, related_name="follow_up")
    outcome = models.CharField(max_length=20, choices=Outcome)
    reason = models.TextField(blank=True)
    revision = models.PositiveIntegerField(default=1)
    followed_at = models.DateTimeField()
    followed_by = _by()

    class Meta:
        ordering = ["reply_id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="noted") | ~Q(reason=""), name="an_outcome_has_its_reason"
            ),
        ]
