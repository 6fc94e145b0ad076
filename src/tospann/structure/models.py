"""Datasets as they were taken in, scenarios of another structure, and long computations.

A dataset is never changed: a new version of the figures is a new row with another fingerprint,
so that an old answer can be computed again. A run is a question cut into jobs that do not need
each other; the queue hands them to whichever worker is free, on any machine.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tospann.base.ids import uuid7


class Dataset(models.Model):
    """A territory's tables, packed, under the SHA-256 of the bytes."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(max_length=60)
    title = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64, unique=True)
    archive = models.BinaryField()  # zip of CSV tables
    taken_at = models.DateTimeField()
    taken_by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-taken_at", "pk"]

    def __str__(self) -> str:
        return self.title


class DatasetDraft(models.Model):
    """Files on their way to become a dataset. Only the one who brought them sees them.

    `files` is a .zip of what was uploaded, as it came; `found` is what was read in it, plain data
    as `bringing.Brought.plain` gives it, and `archive` the dataset it would be, None while
    anything is wrong. All three are thrown away when it is taken, left, or thirty days old.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    base = models.ForeignKey(Dataset, models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=60)
    title = models.CharField(max_length=200)
    area = models.CharField(max_length=400, blank=True)  # numbers with commas; empty for all
    scaled = models.BooleanField(default=False)  # places adjusted to the newest population
    files = models.BinaryField(null=True)
    found = models.JSONField(null=True)
    archive = models.BinaryField(null=True)
    sha256 = models.CharField(max_length=64, blank=True)  # of the archive
    revision = models.PositiveIntegerField(default=1)
    dataset = models.OneToOneField(Dataset, models.PROTECT, null=True, related_name="draft")
    begun_at = models.DateTimeField()
    begun_by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-begun_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at=None, dataset=None, files__isnull=False)
                | Q(ended_at__isnull=False, files=None, found=None, archive=None),
                name="dataset_draft_ended_keeps_no_files",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Scenario(models.Model):
    """A named set of differences from the structure of today, in one partnership.

    `differences`: {"municipalities": {"1841": {"host": "1841", "model": "host"}}, "days":
    {site id: days a week}}, see `engines.structure.drawn.with_differences`. `rules` and
    `assumptions` are what the engine was, or is to be, told: `engines.structure.asked` and
    `engines.structure.stated` read them. `proof` says what the engine proved about exactly these
    differences and these rules, and goes when either is changed. A dropped scenario can be taken
    back. `revision` rises with every change.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    partnership = models.ForeignKey("partnerships.Partnership", models.PROTECT, related_name="+")
    dataset = models.ForeignKey(Dataset, models.PROTECT, related_name="scenarios")
    title = models.CharField(max_length=120)
    note = models.TextField(blank=True)  # what it is meant to show, in plain words
    illustrative = models.BooleanField(default=False)
    copied_from = models.ForeignKey("self", models.PROTECT, null=True, related_name="copies")
    differences = models.JSONField(default=dict)
    rules = models.JSONField(default=list)
    assumptions = models.JSONField(default=dict)
    proof = models.JSONField(null=True)
    revision = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, related_name="+")
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, related_name="+")
    dropped_at = models.DateTimeField(null=True)
    dropped_by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-made_at", "pk"]

    def __str__(self) -> str:
        return self.title


class Sort(models.TextChoices):
    """What a run asks."""

    AREAS = "areas", _("Forslag til kontorområder")
    FRONT = "front", _("Avveining mellom reisevei og kostnad")
    FUTURES = "futures", _("Mange mulige framtider")


class Run(models.Model):
    """One question to the engine. The same dataset, question and software give the same bytes.

    It waits until it has an answer, a refusal, or is cancelled: at most one of the three.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    dataset = models.ForeignKey(Dataset, models.PROTECT, related_name="runs")
    sort = models.CharField(max_length=20, choices=Sort, default=Sort.FUTURES)
    partnership = models.ForeignKey(  # none when asked from the command line
        "partnerships.Partnership", models.PROTECT, null=True, related_name="+"
    )
    scenario = models.ForeignKey(Scenario, models.PROTECT, null=True, related_name="runs")
    software = models.CharField(max_length=40)  # the version that was asked
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, related_name="+")
    cancelled_at = models.DateTimeField(null=True)
    cancelled_by = models.ForeignKey(
        "accounts.Person", models.PROTECT, null=True, related_name="+"
    )
    answer = models.BinaryField(null=True)  # canonical JSON, `engines.structure.answered`
    refusal = models.TextField(default="")  # why the engine gave no answer
    clash = models.JSONField(null=True)  # {"conflict": [rules], "help": [ways]}, in bokmål
    mail_wanted = models.BooleanField(default=False)  # by the one who asked, when it has ended
    mailed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-asked_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answer=None, refusal="")
                | Q(cancelled_at=None, refusal="")
                | Q(cancelled_at=None, answer=None),
                name="run_ends_in_one_way",
            ),
            models.CheckConstraint(
                condition=Q(clash=None) | ~Q(refusal=""), name="only_a_refused_run_has_a_clash"
            ),
        ]

    @property
    def ended(self) -> bool:
        """Answered, refused or cancelled."""
        return self.answer is not None or bool(self.refusal) or self.cancelled_at is not None


class Job(models.Model):
    """A part of a run that one worker computes by itself."""

    run = models.ForeignKey(Run, models.PROTECT, related_name="jobs")
    number = models.PositiveIntegerField()  # from 1, in the order the question was cut
    part = models.BinaryField()  # canonical JSON, the seed in it
    result = models.BinaryField(null=True)  # canonical JSON
    step = models.CharField(max_length=120, default="")  # what is being done, in bokmål
    share = models.FloatField(null=True)  # 0 to 1 of the step; None when nobody can tell

    class Meta:
        ordering = ["run", "number"]
        constraints = [
            models.UniqueConstraint(fields=["run", "number"], name="one_job_per_number"),
        ]


class Group(models.TextChoices):
    """Who weighs the criteria; each group is shown by itself."""

    LEADERS = "leaders", _("Ledere")
    STAFF = "staff", _("Ansatte")
    USERS = "users", _("Brukere")
    COUNCILLORS = "councillors", _("Kommunestyremedlemmer")
    OWNERS = "owners", _("Eiere")


class Assessment(models.Model):
    """Scenarios that are weighed by role, until it is closed. At most one is open at a time."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    partnership = models.ForeignKey("partnerships.Partnership", models.PROTECT, related_name="+")
    scenarios = models.ManyToManyField(Scenario, related_name="assessments")
    deadline = models.DateField()  # the last day to answer
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-opened_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership"],
                condition=Q(closed_at=None),
                name="one_open_assessment_per_partnership",
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None, closed_by=None)
                | Q(closed_at__isnull=False, closed_by__isnull=False),
                name="assessment_closed_at_and_by_together",
            ),
        ]


class AssessmentAnswer(models.Model):
    """One answer, and only while the assessment is open whose it is.

    `weights`: {criterion: 0 to 5}; `scores`: {scenario id: {criterion: -2 to 2}}. What is not
    there was not answered. `owner` stands for the owners' answers alone.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="answers")
    group = models.CharField(max_length=20, choices=Group)
    owner = models.ForeignKey("partnerships.Owner", models.PROTECT, null=True, related_name="+")
    weights = models.JSONField(default=dict)
    scores = models.JSONField(default=dict)
    remark = models.TextField(blank=True)
    revision = models.PositiveIntegerField(default=1)
    answered_at = models.DateTimeField()
    answered_by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["assessment", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "answered_by"], name="one_answer_per_person"
            ),
            models.CheckConstraint(
                condition=Q(group="owners", owner__isnull=False)
                | (~Q(group="owners") & Q(owner=None)),
                name="owners_alone_are_named",
            ),
        ]


class ProposalAgreement(models.Model):
    """An agreement whose draft was begun from a version of a proposal that all owners agreed on.

    One for each kind and host: `host` is the number of the municipality that hosts the area.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    version = models.ForeignKey("agreed.Version", models.PROTECT, related_name="+")
    document = models.ForeignKey("agreed.Document", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=60)
    host = models.CharField(max_length=4)
    begun_at = models.DateTimeField()
    begun_by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["begun_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "kind", "host"], name="one_agreement_per_kind_and_host"
            ),
        ]
