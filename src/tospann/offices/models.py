"""Municipalities and offices through time. Everything here is public.

A period is a range of days, first day in, last day out. No lower bound means that the source
gives no first day; no upper bound that it still holds. A wording ("omkring 2021") beside a date
says that the date is our reading of something less exact.
"""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import (
    DateRangeField,
    IntegerRangeField,
    RangeOperators,
)
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from tospann.base.ids import uuid7


class Quality(models.TextChoices):
    """How far a row can be trusted."""

    EXACT = "exact", _("sikker")
    APPROXIMATE = "approximate", _("omtrentlig")
    INFERRED = "inferred", _("utledet")


class Part(models.TextChoices):
    """Which of the office's two halves is meant."""

    BOTH = "both", _("alle tjenester")
    STATE = "state", _("statlige tjenester")
    MUNICIPAL = "municipal", _("kommunale tjenester")


class Language(models.TextChoices):
    """The languages of names and duties (ISO 639)."""

    NORTHERN_SAMI = "se", _("nordsamisk")
    LULE_SAMI = "smj", _("lulesamisk")
    SOUTHERN_SAMI = "sma", _("sørsamisk")


class LanguageForm(models.TextChoices):
    """What the council has decided about Norwegian in letters from the state."""

    BOKMAAL = "nb", _("bokmål")
    NYNORSK = "nn", _("nynorsk")
    NEUTRAL = "neutral", _("nøytral")
    UNKNOWN = "", _("ikke oppgitt i kilden")


class SiteKind(models.TextChoices):
    MAIN = "main", _("hovedkontor")
    BRANCH = "branch", _("avdelingskontor")
    LOCATION = "location", _("kontorsted")
    POSSIBLE = "possible", _("mulig kontorsted")


class PeriodQuerySet(models.QuerySet):
    """Rows with a period of validity."""

    def on(self, day):
        """Those that hold on the day."""
        return self.filter(period__contains=day)


class Source(models.Model):
    """Where a fact comes from, and how it must be credited."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    key = models.SlugField(unique=True)
    title = models.CharField(max_length=200)
    publisher = models.CharField(max_length=100)
    published = models.CharField(max_length=10)  # as exact as the source is: 2023, 2025-07
    licence = models.CharField(max_length=60)
    url = models.URLField(blank=True)
    credit = models.CharField(max_length=200)
    supports = models.CharField(max_length=100, blank=True)  # use that no row points at


class Municipality(models.Model):
    """A municipality under one number. A new number is a new row; changes tie them together."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    number = models.CharField(max_length=4)
    name = models.CharField(max_length=60)
    sort_key = models.CharField(max_length=130, db_collation="C")
    county = models.CharField(max_length=2)
    language_form = models.CharField(max_length=7, choices=LanguageForm, blank=True)
    period = DateRangeField()
    followed = models.BooleanField(default=True)  # False: a neighbour named by a change only
    centre = models.CharField(max_length=60, blank=True)
    latitude = models.FloatField(null=True)  # of the centre, WGS 84
    longitude = models.FloatField(null=True)
    source = models.ForeignKey(Source, models.PROTECT, related_name="+")

    objects = PeriodQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(number__regex=r"^\d{4}$"), name="municipality_number_is_four_digits"
            ),
            models.CheckConstraint(
                condition=~Q(period__isempty=True), name="municipality_period_is_not_empty"
            ),
            # Ranges on both sides, since a plain `=` here would need an extension.
            ExclusionConstraint(
                name="one_municipality_per_number_and_day",
                expressions=[
                    (
                        Func(
                            Cast(F("number"), models.IntegerField()),
                            Cast(F("number"), models.IntegerField()),
                            Value("[]"),
                            function="int4range",
                            output_field=IntegerRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                    ("period", RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(
                condition=Q(latitude=None, longitude=None)
                | Q(latitude__range=(57, 72), longitude__range=(4, 32)),
                name="municipality_centre_is_in_norway",
            ),
        ]

    def __str__(self):
        return self.name


class MunicipalityName(models.Model):
    """An official Sami name."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="names")
    language = models.CharField(max_length=3, choices=Language)
    name = models.CharField(max_length=60)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "language"], name="one_name_per_language"
            )
        ]


class SamiLanguageArea(models.Model):
    """When a municipality lies in the administrative area for Sami languages (samelova § 3-1)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="sami_areas")
    language = models.CharField(max_length=3, choices=Language)
    period = DateRangeField()
    source = models.ForeignKey(Source, models.PROTECT, related_name="+")

    objects = PeriodQuerySet.as_manager()


class MunicipalityChange(models.Model):
    """A number that gave way to another. A split has several rows; their shares sum to one.

    A deferred trigger in the database holds the sum.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    predecessor = models.ForeignKey(Municipality, models.PROTECT, related_name="successions")
    successor = models.ForeignKey(Municipality, models.PROTECT, related_name="origins")
    on = models.DateField()
    share = models.DecimalField(max_digits=6, decimal_places=5)  # of the predecessor's residents
    quality = models.CharField(max_length=11, choices=Quality)
    source = models.ForeignKey(Source, models.PROTECT, related_name="+")
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["predecessor", "successor"], name="one_change_per_pair"
            ),
            models.CheckConstraint(
                condition=Q(share__gt=0, share__lte=1), name="share_is_above_0_and_at_most_1"
            ),
            models.CheckConstraint(
                condition=~Q(predecessor=F("successor")), name="no_municipality_succeeds_itself"
            ),
        ]


class Population(models.Model):
    """Residents on 1 January, in the borders of that day."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="populations")
    year = models.PositiveSmallIntegerField()
    total = models.PositiveIntegerField()
    age_0_17 = models.PositiveIntegerField(null=True)
    age_18_29 = models.PositiveIntegerField(null=True)
    age_30_66 = models.PositiveIntegerField(null=True)
    age_67_up = models.PositiveIntegerField(null=True)
    source = models.ForeignKey(Source, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "year"], name="one_population_per_year"
            ),
            models.CheckConstraint(
                # All must be there: a sum with one missing is unknown, which a check lets pass.
                condition=Q(age_0_17=None, age_18_29=None, age_30_66=None, age_67_up=None)
                | Q(
                    age_0_17__isnull=False,
                    age_18_29__isnull=False,
                    age_30_66__isnull=False,
                    age_67_up__isnull=False,
                    total=F("age_0_17") + F("age_18_29") + F("age_30_66") + F("age_67_up"),
                ),
                name="age_groups_add_up_or_are_absent",
            ),
        ]


class Outline(models.Model):
    """The drawn border of a municipality: an SVG path in units of ten metres.

    UTM zone 33, y pointing south, so that the path can be drawn as it stands.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality = models.OneToOneField(Municipality, models.CASCADE, related_name="outline")
    path = models.TextField()
    left = models.IntegerField()
    top = models.IntegerField()
    right = models.IntegerField()
    bottom = models.IntegerField()
    borders_on = models.DateField()
    source = models.ForeignKey(Source, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(left__lt=F("right"), top__lt=F("bottom")), name="outline_has_an_extent"
            )
        ]


class Office(models.Model):
    """A Nav office as a unit in Nav's register.

    A unit number looks like a municipality number and is none: never compare the two. Nav
    Narvik is unit 1805 in municipality 1806.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit_number = models.CharField(max_length=4, unique=True)
    name = models.CharField(max_length=80)
    sort_key = models.CharField(max_length=170, db_collation="C")
    period = DateRangeField()
    starts_wording = models.CharField(max_length=40, blank=True)
    ends_wording = models.CharField(max_length=40, blank=True)
    host = models.ForeignKey(
        Municipality, models.PROTECT, null=True, related_name="hosted_offices"
    )
    earlier_name = models.CharField(max_length=80, blank=True)  # until the day before renamed_on
    renamed_on = models.DateField(null=True)
    earlier_name_quality = models.CharField(max_length=11, choices=Quality, blank=True)
    quality = models.CharField(max_length=11, choices=Quality)
    source = models.ForeignKey(Source, models.PROTECT, related_name="+")
    note = models.CharField(max_length=400, blank=True)

    objects = PeriodQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(unit_number__regex=r"^\d{4}$"), name="unit_number_is_four_digits"
            ),
            models.CheckConstraint(
                condition=~Q(period__isempty=True), name="office_period_is_not_empty"
            ),
            models.CheckConstraint(
                condition=Q(earlier_name="", renamed_on=None, earlier_name_quality="")
                | (
                    ~Q(earlier_name="") & ~Q(earlier_name_quality="") & Q(renamed_on__isnull=False)
                ),
                name="earlier_name_with_date_and_quality",
            ),
        ]

    def __str__(self):
        return self.name

    def name_on(self, day):
        """What the office was called on the day."""
        return self.earlier_name if self.renamed_on and day < self.renamed_on else self.name


class Coverage(models.Model):
    """An office serves a municipality, wholly or in part.

    Nothing here forbids a gap or an overlap: such things happen, and must be shown with their
    dates and cause (`selectors.coverage_findings`).
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    office = models.ForeignKey(Office, models.PROTECT, related_name="coverages")
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="coverages")
    part = models.CharField(max_length=9, choices=Part, default=Part.BOTH)
    period = DateRangeField()
    starts_wording = models.CharField(max_length=40, blank=True)
    ends_wording = models.CharField(max_length=40, blank=True)
    quality = models.CharField(max_length=11, choices=Quality)
    source = models.ForeignKey(Source, models.PROTECT, related_name="+")
    note = models.CharField(max_length=300, blank=True)

    objects = PeriodQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(period__isempty=True), name="coverage_period_is_not_empty"
            )
        ]


class Site(models.Model):
    """A place where an office meets people."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    office = models.ForeignKey(Office, models.CASCADE, related_name="sites")
    kind = models.CharField(max_length=8, choices=SiteKind)
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="sites")
    place = models.CharField(max_length=60)
    latitude = models.FloatField()  # of the village, WGS 84, within 0.5 km unless noted
    longitude = models.FloatField()
    period = DateRangeField()
    attendance = models.CharField(max_length=100, blank=True)
    quality = models.CharField(max_length=11, choices=Quality)
    source = models.ForeignKey(Source, models.PROTECT, related_name="+")
    note = models.CharField(max_length=200, blank=True)

    objects = PeriodQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["office", "place"], name="one_site_per_place"),
            models.CheckConstraint(
                condition=Q(latitude__range=(57, 72), longitude__range=(4, 32)),
                name="site_is_in_norway",
            ),
        ]


class RegisterLoad(models.Model):
    """The register was replaced by one with this content. The journal says when and by whom."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    sha256 = models.CharField(max_length=64)
    row_count = models.PositiveIntegerField()
