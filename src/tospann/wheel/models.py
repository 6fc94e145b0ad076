"""What an owner sets on its own ring, what has been ticked off, and the calendars people follow.

The joint ring is no table here: it is a governed document (`tospann.wheel.joint`). What other
apps know is no table either: it is asked for (`tospann.wheel.sources`).
"""

import hashlib

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tospann.base.ids import uuid7
from tospann.engines.wheel import DayOff, Every, On, Recurrence, Sort, Subject


class SortLabel(models.TextChoices):
    """The engine's sorts, in words."""

    SIGNALS = Sort.SIGNALS.value, _("Styringssignal")
    PLAN_SIGNED = Sort.PLAN_SIGNED.value, _("Planen vedtas")
    FIGURES = Sort.FIGURES.value, _("Tallene er klare")
    CUT_OFF = Sort.CUT_OFF.value, _("Siste dag som telles med")
    REPORT_DUE = Sort.REPORT_DUE.value, _("Frist for rapport")
    PAPERS_DUE = Sort.PAPERS_DUE.value, _("Frist for sakspapirer")
    PARTNERSHIP_MEETING = Sort.PARTNERSHIP_MEETING.value, _("Partnerskapsmøte")
    COUNCIL_MEETING = Sort.COUNCIL_MEETING.value, _("Møte i kommunestyret")
    BUDGET_PROPOSAL = Sort.BUDGET_PROPOSAL.value, _("Forslag til budsjett")
    LEADER_DIALOGUE = Sort.LEADER_DIALOGUE.value, _("Lederdialog")
    PARTICIPATION = Sort.PARTICIPATION.value, _("Medvirkning og drøfting")
    GATHERING = Sort.GATHERING.value, _("Samling")
    SURVEY = Sort.SURVEY.value, _("Undersøkelse")
    AGREEMENT = Sort.AGREEMENT.value, _("Dato i en avtale")
    TRIAL = Sort.TRIAL.value, _("Forsøk")
    SCHOOL_BREAK = Sort.SCHOOL_BREAK.value, _("Skoleferie")
    DEADLINE = Sort.DEADLINE.value, _("Annen frist")
    OTHER = Sort.OTHER.value, _("Annet")


class SubjectLabel(models.TextChoices):
    """The engine's subjects, in words."""

    NONE = Subject.NONE.value, _("Ikke noe av dette")
    YEAR = Subject.YEAR.value, _("Året som er gått")
    TERTIAL_1 = Subject.TERTIAL_1.value, _("Første tertial")
    TERTIAL_2 = Subject.TERTIAL_2.value, _("Andre tertial")
    BUDGET = Subject.BUDGET.value, _("Budsjettet")
    PLAN = Subject.PLAN.value, _("Virksomhetsplanen")


class EveryLabel(models.TextChoices):
    """How often something comes back, in words."""

    ONCE = Every.ONCE.value, _("Bare denne gangen")
    YEAR = Every.YEAR.value, _("Hvert år")
    TERTIAL = Every.TERTIAL.value, _("Hvert tertial (hver fjerde måned)")
    QUARTER = Every.QUARTER.value, _("Hvert kvartal")
    MONTH = Every.MONTH.value, _("Hver måned")
    RULE = Every.RULE.value, _("Etter en egen regel")


class OnLabel(models.TextChoices):
    """On which day of the month, in words."""

    DATE = On.DATE.value, _("Samme dato")
    WEEKDAY = On.WEEKDAY.value, _("Samme ukedag, for eksempel tredje torsdag")
    FIRST_WORKING = On.FIRST_WORKING.value, _("Første virkedag i måneden")
    LAST_WORKING = On.LAST_WORKING.value, _("Siste virkedag i måneden")


class DayOffLabel(models.TextChoices):
    """What happens on a day off, in words."""

    MOVE = DayOff.MOVE.value, _("Flytt til neste virkedag")
    LEAVE = DayOff.LEAVE.value, _("La den stå, og si fra")


class OwnEventQuerySet(models.QuerySet):
    """Events of owners' rings, struck ones included."""

    def standing(self) -> "OwnEventQuerySet":
        """Those not struck."""
        return self.filter(struck_at=None)


class OwnEvent(models.Model):
    """Something on one owner's ring. `revision` rises with every change.

    Without a partnership it stands in every partnership the owner has a part in: a region's
    wheel is entered once. All occurrences follow from `since` and how it comes back.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    owner = models.ForeignKey("partnerships.Owner", models.PROTECT, related_name="ring_events")
    partnership = models.ForeignKey(
        "partnerships.Partnership", models.PROTECT, null=True, related_name="ring_events"
    )
    title = models.CharField(max_length=120)
    details = models.CharField(max_length=600, blank=True)
    sort = models.CharField(max_length=30, choices=SortLabel, default=SortLabel.OTHER)
    subject = models.CharField(max_length=20, choices=SubjectLabel, blank=True, default="")
    since = models.DateField()
    length = models.PositiveSmallIntegerField(default=1)  # days that each occurrence lasts
    begins = models.TimeField(null=True)  # the clock in Norway; None is the whole day
    ends = models.TimeField(null=True)
    every = models.CharField(max_length=10, choices=EveryLabel, default=EveryLabel.ONCE)
    on = models.CharField(max_length=20, choices=OnLabel, default=OnLabel.DATE)
    rule = models.CharField(max_length=200, blank=True)  # RFC 5545, when `every` is a rule
    until = models.DateField(null=True)  # no occurrence begins after this day
    day_off = models.CharField(max_length=10, choices=DayOffLabel, default=DayOffLabel.MOVE)
    public = models.BooleanField(default=False)
    revision = models.PositiveIntegerField(default=1)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, related_name="+")
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, related_name="+")
    struck_at = models.DateTimeField(null=True)
    struck_by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, related_name="+")

    objects = OwnEventQuerySet.as_manager()

    class Meta:
        ordering = ["since", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="ring_event_in_order"
            ),
            models.CheckConstraint(
                condition=Q(length__gte=1, length__lte=366), name="ring_event_lasts"
            ),
            models.CheckConstraint(
                condition=Q(every=Every.RULE.value) ^ Q(rule=""), name="ring_event_rule_when_ruled"
            ),
            models.CheckConstraint(
                condition=Q(begins=None, ends=None)
                | Q(begins__isnull=False, ends__gt=F("begins"), length=1),
                name="ring_event_time_in_order",
            ),
            models.CheckConstraint(
                condition=Q(struck_at__isnull=False) | Q(struck_by=None),
                name="ring_event_struck_together",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def recurrence(self) -> Recurrence:
        """The first day and how it comes back, as the engine counts."""
        return Recurrence(
            self.since,
            Every(self.every),
            On(self.on),
            DayOff(self.day_off),
            self.length,
            self.until,
            self.rule,
        )


class TickQuerySet(models.QuerySet):
    """Ticks, undone ones included."""

    def standing(self) -> "TickQuerySet":
        """Those not undone."""
        return self.filter(undone_at=None)


class Tick(models.Model):
    """That one occurrence has been done. A row; undoing it leaves it to be read."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    partnership = models.ForeignKey("partnerships.Partnership", models.PROTECT, related_name="+")
    key = models.CharField(max_length=80)  # the occurrence's own
    done_at = models.DateTimeField()
    done_by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, related_name="+")

    objects = TickQuerySet.as_manager()

    class Meta:
        ordering = ["done_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "key"],
                condition=Q(undone_at=None),
                name="one_standing_tick",
            ),
        ]


def hash_of(token: str) -> str:
    """What is kept of a calendar's secret address: its SHA-256."""
    return hashlib.sha256(token.encode()).hexdigest()


class Calendar(models.Model):
    """A secret address where a person's calendar program reads. The token itself is not kept.

    Without a partnership: all that the person's seats reach. `ring` is an owner's code, "felles"
    for the joint ring, or empty for all.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    partnership = models.ForeignKey(
        "partnerships.Partnership", models.PROTECT, null=True, related_name="+"
    )
    ring = models.CharField(max_length=20, blank=True)
    name = models.CharField(max_length=160)
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="calendars")
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["made_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ring="") | Q(partnership__isnull=False),
                name="calendar_ring_of_a_partnership",
            ),
        ]
