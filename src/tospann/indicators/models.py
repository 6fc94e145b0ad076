"""What an office is followed up by: the common catalogue, and a partnership's own indicators."""

from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from tospann.base.ids import uuid7


class Measure(models.TextChoices):
    """How the value is made. Numerator and denominator belong to shares, rates and money."""

    SHARE = "share", _("andel i prosent")
    RATE = "rate", _("antall per 1 000")
    COUNT = "count", _("antall")
    MEAN = "mean", _("gjennomsnitt")
    MEDIAN = "median", _("median")
    SCORE = "score", _("poeng på en skala fra 1 til 6")
    MONEY = "money", _("kroner per person")


class Direction(models.TextChoices):
    """Which way is better. `NONE` is never coloured."""

    UP = "up", _("høyere er bedre")
    DOWN = "down", _("lavere er bedre")
    NONE = "none", _("verken høyere eller lavere er bedre")


class Frequency(models.TextChoices):
    """How long a period is."""

    MONTH = "month", pgettext_lazy("frequency", "hver måned")
    QUARTER = "quarter", pgettext_lazy("frequency", "hvert kvartal")
    TERTIAL = "tertial", pgettext_lazy("frequency", "hvert tertial")
    HALF_YEAR = "half_year", pgettext_lazy("frequency", "hvert halvår")
    YEAR = "year", pgettext_lazy("frequency", "hvert år")


class Line(models.TextChoices):
    """Whose indicator it is: who answers for the figures."""

    STATE = "state", _("staten")
    MUNICIPAL = "municipal", _("kommunen")
    JOINT = "joint", _("felles")


class Type(models.TextChoices):
    """Where in the chain from effort to effect it stands."""

    INPUT = "input", _("innsats")
    ACTIVITY = "activity", _("aktivitet")
    OUTPUT = "output", _("leveranse")
    OUTCOME = "outcome", _("resultat for brukerne")
    CONTEXT = "context", _("kjennetegn ved området")


class Suppression(models.TextChoices):
    """How small numbers are hidden. The engine of disclosure control holds the thresholds."""

    NONE = "none", _("vises alltid")
    PUBLIC_COUNT = "public_count", _("skjules fra 1 til 4")
    SENSITIVE = "sensitive", _("følsom gruppe, skjules fra 1 til 9")
    SURVEY = "survey", _("undersøkelse, skjules under 5 svar")
    MONEY = "money", _("beløp per mottaker, skjules under 5 mottakere")


# What figures already given would no longer mean if it changed.
KIND_FIELDS = ("measure", "unit", "direction", "frequency", "type", "base")
LOOSEST_FIRST = (
    Suppression.NONE, Suppression.MONEY, Suppression.SURVEY, Suppression.PUBLIC_COUNT,
    Suppression.SENSITIVE,
)  # fmt: skip


class Indicator(models.Model):
    """A named figure with its definition. Without a partnership it is in the common catalogue.

    Once figures exist (`frozen_at`) its kind is fixed, and small numbers can only be hidden
    harder; a trigger refuses anything else.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    partnership = models.ForeignKey(
        "partnerships.Partnership", models.PROTECT, null=True, related_name="indicators"
    )
    code = models.CharField(max_length=8)  # "I17" in the catalogue, "E1" for one's own
    title = models.CharField(max_length=120)
    definition = models.TextField()
    measure = models.CharField(max_length=10, choices=Measure)
    unit = models.CharField(max_length=40)
    decimals = models.PositiveSmallIntegerField(default=0)
    direction = models.CharField(max_length=5, choices=Direction)
    frequency = models.CharField(max_length=10, choices=Frequency)
    due_days = models.PositiveSmallIntegerField(default=30)  # after the end of the period
    source = models.CharField(max_length=120)
    line = models.CharField(max_length=10, choices=Line)
    type = models.CharField(max_length=10, choices=Type)
    base = models.CharField(max_length=200, blank=True)  # what the denominator counts
    suppression = models.CharField(max_length=14, choices=Suppression)
    revision = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, related_name="+")
    frozen_at = models.DateTimeField(null=True)  # when the first figure was given
    frozen_by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, related_name="+")
    retired_at = models.DateTimeField(null=True)
    retired_by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, related_name="+")
    retired_because = models.CharField(max_length=400, blank=True)

    class Meta:
        ordering = ["created_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "code"], nulls_distinct=False, name="one_indicator_per_code"
            ),
            models.CheckConstraint(
                condition=Q(retired_at=None, retired_because="")
                | (Q(retired_at__isnull=False) & ~Q(retired_because="")),
                name="retired_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(partnership=None, code__startswith="I")
                | Q(partnership__isnull=False, code__startswith="E"),
                name="own_codes_differ",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    @property
    def name(self) -> str:
        """The title in the reader's language; a partnership's own as they wrote it."""
        return self.title if self.partnership_id else gettext(self.title)

    @property
    def meaning(self) -> str:
        """The definition in the reader's language."""
        return self.definition if self.partnership_id else gettext(self.definition)

    @property
    def unit_name(self) -> str:
        """The unit in the reader's language."""
        return self.unit if self.partnership_id else gettext(self.unit)

    @property
    def base_name(self) -> str:
        """What the denominator counts, in the reader's language; empty when there is none."""
        return self.base if self.partnership_id or not self.base else gettext(self.base)

    @property
    def per(self) -> int:
        """What numerator ÷ denominator is multiplied with to give the value."""
        return {Measure.SHARE: 100, Measure.RATE: 1000}.get(Measure(self.measure), 1)

    @property
    def floor(self) -> Decimal:
        """The least value there can be."""
        return Decimal(1) if self.measure == Measure.SCORE else Decimal(0)

    @property
    def ceiling(self) -> Decimal | None:
        """The greatest value there can be; None without one."""
        return {Measure.SHARE: Decimal(100), Measure.SCORE: Decimal(6)}.get(Measure(self.measure))

    @property
    def has_parts(self) -> bool:
        """Whether a figure is a numerator over a denominator."""
        return self.measure in (Measure.SHARE, Measure.RATE, Measure.MONEY)
