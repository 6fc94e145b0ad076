"""Figures: what came in, what was shown of it, and what has been said about it.

A measurement is a figure for one indicator, place, period and split. It is never changed: a
correction is a new edition, and the old one stays to be read. What anybody reads is not this
table but `Published`: the figures of a period as disclosure control let them be shown.

A place is the whole office (""), a municipality ("1841"), a county ("18") or the country ("0").
Figures without a partnership are for a county or the country, and shared by everybody.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tospann.base.ids import uuid7

OFFICE = ""  # the place of a figure for the whole office


class Mark(models.TextChoices):
    """What stands in a cell. Zero is a number. "Not yet due" is reckoned, never kept."""

    NUMBER = "n", _("tall")
    MISSING = "m", _("mangler")
    NOT_APPLICABLE = "a", _("ikke aktuelt")
    SUPPRESSED = "s", _("skjult i kilden")


class Quality(models.TextChoices):
    """How far a figure can be trusted."""

    FINAL = "f", _("endelig")
    PRELIMINARY = "p", _("foreløpig")
    ESTIMATED = "e", _("anslag")
    ILLUSTRATIVE = "i", _("illustrasjon")


class ImportSort(models.TextChoices):
    """How figures came in."""

    TYPED = "typed", _("skrevet inn")
    FILE = "file", _("lest fra fil")
    CORRECTION = "correction", _("rettelse")


class Import(models.Model):
    """Figures that came in together, from one source. They can be taken back together."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    partnership = models.ForeignKey(
        "partnerships.Partnership", models.PROTECT, null=True, related_name="figure_imports"
    )
    sort = models.CharField(max_length=10, choices=ImportSort)
    source = models.CharField(max_length=200)  # where the figures are from, in words
    source_on = models.DateField(null=True)  # the source's own date
    reason = models.CharField(max_length=400, blank=True)  # why a correction was made
    file = models.ForeignKey("files.File", models.PROTECT, null=True, related_name="+")
    row_count = models.PositiveIntegerField()
    taken_at = models.DateTimeField()
    taken_by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, related_name="+")
    revert_asked_at = models.DateTimeField(null=True)  # of the queue, where there is much
    revert_asked_by = models.ForeignKey(
        "accounts.Person", models.PROTECT, null=True, related_name="+"
    )
    reverted_at = models.DateTimeField(null=True)
    reverted_by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, related_name="+")
    reverted_because = models.CharField(max_length=400, blank=True)

    class Meta:
        ordering = ["-taken_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    reverted_at=None, reverted_by=None, reverted_because="", revert_asked_at=None
                )
                | (
                    (Q(reverted_at__isnull=False) | Q(revert_asked_at__isnull=False))
                    & ~Q(reverted_because="")
                ),
                name="import_reverted_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(revert_asked_at=None, revert_asked_by=None)
                | Q(revert_asked_at__isnull=False, revert_asked_by__isnull=False),
                name="import_revert_asked_at_and_by_together",
            ),
            models.CheckConstraint(
                condition=~Q(sort="correction") | ~Q(reason=""),
                name="import_correction_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.source

    @property
    def is_being_reverted(self) -> bool:
        """Whether the queue is to take it back, and has not yet."""
        return self.revert_asked_at is not None and self.reverted_at is None


class MeasurementQuerySet(models.QuerySet):
    """Editions of figures."""

    def standing(self) -> "MeasurementQuerySet":
        """The edition that counts, for every cell."""
        return self.filter(standing=True)


class Measurement(models.Model):
    """One edition of one figure. Only `standing` ever changes; a trigger holds that.

    Of the editions of a cell whose import was not taken back, the latest stands. The indexes are
    made for a million and a half rows: one partnership's series are read in order, and no column
    has an index of its own but the import.
    """

    id = models.BigAutoField(primary_key=True)
    indicator = models.ForeignKey(
        "indicators.Indicator", models.PROTECT, related_name="measurements", db_index=False
    )
    partnership = models.ForeignKey(
        "partnerships.Partnership",
        models.PROTECT,
        null=True,
        related_name="measurements",
        db_index=False,
    )
    place = models.CharField(max_length=4, blank=True)  # see the top of the file
    split = models.CharField(max_length=20, blank=True)  # "18–24", "k"; "" is everybody
    period = models.CharField(max_length=8)  # as `engines.results.periods` writes it
    first_on = models.DateField()
    last_on = models.DateField()
    mark = models.CharField(max_length=1, choices=Mark)
    value = models.DecimalField(max_digits=18, decimal_places=4, null=True)  # the unit is in words
    numerator = models.DecimalField(max_digits=16, decimal_places=2, null=True)
    denominator = models.DecimalField(max_digits=16, decimal_places=2, null=True)
    quality = models.CharField(max_length=1, choices=Quality, default=Quality.FINAL)
    edition = models.PositiveSmallIntegerField()
    standing = models.BooleanField()
    batch = models.ForeignKey(Import, models.PROTECT, related_name="measurements")

    objects = MeasurementQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=[
                    *("partnership", "indicator", "place", "split", "period", "edition"),
                ],
                nulls_distinct=False,
                name="one_measurement_per_edition",
            ),
            models.UniqueConstraint(
                fields=["partnership", "indicator", "period", "place", "split"],
                condition=Q(standing=True),
                nulls_distinct=False,
                name="one_measurement_stands",
            ),
            models.CheckConstraint(
                condition=Q(mark="n", value__isnull=False)
                | Q(~Q(mark="n"), value=None, numerator=None, denominator=None),
                name="measurement_has_a_value_when_marked_so",
            ),
            models.CheckConstraint(
                condition=Q(numerator=None) | Q(denominator__gt=0),
                name="measurement_numerator_has_a_denominator",
            ),
            models.CheckConstraint(
                condition=Q(place__regex=r"^(|0|\d{2}|\d{4})$"), name="measurement_is_of_a_place"
            ),
            models.CheckConstraint(
                condition=Q(partnership__isnull=False) | Q(place__regex=r"^(0|\d{2})$"),
                name="measurement_is_of_an_office_or_shared",
            ),
            models.CheckConstraint(
                condition=Q(first_on__lte=F("last_on")), name="measurement_period_in_order"
            ),
            models.CheckConstraint(condition=Q(edition__gte=1), name="measurement_edition_from_1"),
        ]


class Published(models.Model):
    """What was shown of one indicator for one period, as disclosure control let it be shown.

    `cells` is a list of objects in the order of place and split: `place`, `split`, `mark` (those
    of `Mark`, and "h" for hidden here), `why` (why it is hidden), `value`, `numerator`,
    `denominator` (numbers as text, exact, or null), `quality`, `source`, `source_on`, `edition`.
    Earlier outcomes stay: what has once been shown cannot be hidden again, and disclosure
    control must know it.
    """

    id = models.BigAutoField(primary_key=True)
    indicator = models.ForeignKey(
        "indicators.Indicator", models.PROTECT, related_name="published", db_index=False
    )
    partnership = models.ForeignKey(
        "partnerships.Partnership",
        models.PROTECT,
        null=True,
        related_name="published",
        db_index=False,
    )
    period = models.CharField(max_length=8)
    first_on = models.DateField()
    number = models.PositiveSmallIntegerField()  # 1 is the first that was shown
    standing = models.BooleanField()
    cells = models.JSONField()
    batch = models.ForeignKey(  # what changed it: it came in, or was taken back
        Import, models.PROTECT, related_name="published", db_index=False
    )
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(
        "accounts.Person", models.PROTECT, null=True, related_name="+", db_index=False
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "indicator", "period", "number"],
                nulls_distinct=False,
                name="one_published_per_number",
            ),
            models.UniqueConstraint(
                fields=["partnership", "indicator", "period"],
                condition=Q(standing=True),
                nulls_distinct=False,
                name="one_published_stands",
            ),
        ]


class Rebase(models.Model):
    """From a period on the chart reckons its ordinary variation anew, for a stated reason."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    indicator = models.ForeignKey(
        "indicators.Indicator", models.PROTECT, related_name="rebases", db_index=False
    )
    partnership = models.ForeignKey(
        "partnerships.Partnership", models.PROTECT, related_name="rebases"
    )
    owner = models.ForeignKey("partnerships.Owner", models.PROTECT, related_name="+")
    period = models.CharField(max_length=8)  # the first of the new base
    first_on = models.DateField()
    reason = models.CharField(max_length=400)
    rebased_at = models.DateTimeField()
    rebased_by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(
        "accounts.Person", models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ["first_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "indicator", "period"],
                condition=Q(withdrawn_at=None),
                name="one_rebase_per_period",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="rebase_has_a_reason"),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=False) | Q(withdrawn_by=None),
                name="rebase_withdrawn_by_somebody_at_a_time",
            ),
        ]


class Note(models.Model):
    """What the office says about a figure that is off track. Internal; the latest counts."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    indicator = models.ForeignKey(
        "indicators.Indicator", models.PROTECT, related_name="notes", db_index=False
    )
    partnership = models.ForeignKey(
        "partnerships.Partnership", models.PROTECT, related_name="notes"
    )
    period = models.CharField(max_length=8)  # the figure it was written about
    story = models.TextField()  # what lies behind the figure
    partners = models.TextField(blank=True)  # who must take part for it to turn
    works = models.TextField(blank=True)  # what is known to work
    next_step = models.TextField()
    written_at = models.DateTimeField()
    written_by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-written_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(story="") & ~Q(next_step=""), name="note_says_why_and_what_next"
            ),
        ]


class Summary(models.Model):
    """The latest of one indicator in one partnership, for lists and boards.

    Reckoned from what is published, by the action that changed it. `points` holds the last
    periods of the office, oldest first: period, shown number or null, and what the chart says
    of it ("" ordinary, "better", "worse", "change", "hidden"). `limits` are those of the latest
    point, and null where each period has its own. `words` are sentences of
    `engines.results.words`, as `series.kept` writes them.
    """

    id = models.BigAutoField(primary_key=True)
    indicator = models.ForeignKey("indicators.Indicator", models.PROTECT, related_name="summaries")
    partnership = models.ForeignKey(
        "partnerships.Partnership", models.PROTECT, related_name="summaries", db_index=False
    )
    period = models.CharField(max_length=8)
    first_on = models.DateField()
    last_on = models.DateField()
    mark = models.CharField(max_length=1)  # as in the cells of `Published`
    why = models.CharField(max_length=20, blank=True)
    value = models.DecimalField(max_digits=18, decimal_places=4, null=True)
    base = models.DecimalField(max_digits=16, decimal_places=2, null=True)  # the denominator
    quality = models.CharField(max_length=1, choices=Quality)
    source = models.CharField(max_length=200)
    source_on = models.DateField(null=True)
    entered_on = models.DateField()
    variation = models.CharField(max_length=20)  # `engines.results.charts.Variation`
    assurance = models.CharField(max_length=20)  # `engines.results.charts.Assurance`
    words = models.JSONField()
    target = models.DecimalField(max_digits=18, decimal_places=4, null=True)  # on `last_on`
    met = models.BooleanField(null=True)  # the value meets the target
    points = models.JSONField()
    limits = models.JSONField(null=True)  # lower, centre, upper
    has_note = models.BooleanField()  # somebody has said what lies behind this very figure

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "indicator"], name="one_summary_per_indicator"
            ),
        ]

    @property
    def off_track(self) -> bool:
        """Whether the office must say what lies behind the figure."""
        short = self.assurance == "too_few" and self.met is False
        return self.variation == "concern" or self.assurance == "misses" or short


class GoalSummary(models.Model):
    """How it stands with one goal of the plan in force, for lists and boards."""

    id = models.BigAutoField(primary_key=True)
    partnership = models.ForeignKey(
        "partnerships.Partnership", models.PROTECT, related_name="goal_summaries", db_index=False
    )
    document = models.ForeignKey("agreed.Document", models.PROTECT, related_name="+")
    part_id = models.CharField(max_length=60)
    number = models.PositiveSmallIntegerField()
    title = models.TextField()
    standing = models.CharField(max_length=20)  # `engines.results.status.Standing`
    has = models.PositiveSmallIntegerField()  # indicators with a figure
    of = models.PositiveSmallIntegerField()
    words = models.JSONField()  # the reasons, the weightiest first

    class Meta:
        ordering = ["number", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "part_id"], name="one_summary_per_goal"
            ),
        ]
