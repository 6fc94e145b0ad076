"""Partnerships, who owns them, and who may act for an owner."""

import hashlib
from datetime import date, timedelta

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tospann.access.roles import Role
from tospann.base.ids import uuid7
from tospann.base.sorting import norwegian_key


class OwnerKind(models.TextChoices):
    """Which steering line an owner belongs to."""

    STATE = "state", _("Staten")
    MUNICIPALITY = "municipality", _("Kommune")


class Owner(models.Model):
    """A state region or a municipality: someone who can own a Nav office together with others."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=20, choices=OwnerKind)
    code = models.CharField(max_length=20)  # municipality number, or the state region's short name
    name = models.CharField(max_length=120)
    sort_key = models.CharField(max_length=400, editable=False, db_collation="C")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "code"], name="one_owner_per_code")]
        ordering = ["sort_key", "pk"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs) -> None:
        """Keeps the sort key in step with the name."""
        self.sort_key = norwegian_key(self.name)
        super().save(*args, **kwargs)


class OrganisationModel(models.TextChoices):
    """How an office for one or more municipalities is organised."""

    OWN_OFFICE = "own_office", _("Eget kontor")
    MERGED = "merged", _("Kommunesammenslåing")
    HOST_ADMINISTRATIVE = "host_administrative", _("Vertskommune, administrativt samarbeid")
    HOST_JOINT_BOARD = "host_joint_board", _("Vertskommune med felles folkevalgt nemnd")
    TASK_COMMUNITY = "task_community", _("Kommunalt oppgavefellesskap")
    PROFESSIONAL_COOPERATION = "professional_cooperation", _("Faglig samarbeid")


class Partnership(models.Model):
    """The owners of one local Nav office, and what they steer together."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=120)
    model = models.CharField(max_length=40, choices=OrganisationModel)
    office_unit = models.CharField(max_length=4, blank=True)  # the Nav unit's own number
    summary = models.TextField(blank=True)  # plain language, public
    note = models.TextField(blank=True)  # what is illustrative, public
    sort_key = models.CharField(max_length=400, editable=False, db_collation="C")

    class Meta:
        ordering = ["sort_key", "pk"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs) -> None:
        """Keeps the sort key in step with the name."""
        self.sort_key = norwegian_key(self.name)
        super().save(*args, **kwargs)


class Part(models.TextChoices):
    """What an owner is in a partnership."""

    STATE = "state", _("statlig eier")
    MUNICIPAL_PARTY = "municipal_party", _("kommunal eier")  # the host, in a host model
    PARTICIPANT = "participant", _("samarbeidskommune")


class InPeriod(models.QuerySet):
    """Rows with `since` and `until`; both days count."""

    def on(self, day: date) -> "InPeriod":
        """Those in force on the day."""
        return self.filter(Q(until=None) | Q(until__gte=day), since__lte=day)


def _period_in_order(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(condition=Q(until=None) | Q(until__gte=F("since")), name=name)


class Ownership(models.Model):
    """An owner's part in a partnership, from day to day."""

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="ownerships")
    owner = models.ForeignKey(Owner, models.PROTECT, related_name="ownerships")
    part = models.CharField(max_length=20, choices=Part)
    since = models.DateField()
    until = models.DateField(null=True)

    objects = InPeriod.as_manager()

    class Meta:
        constraints = [
            _period_in_order("ownership_period_in_order"),
            models.UniqueConstraint(
                fields=["partnership", "owner"],
                condition=Q(until=None),
                name="one_open_ownership_per_owner",
            ),
        ]


class RoleLabel(models.TextChoices):
    """The roles of `access`, in words."""

    OWNER_REPRESENTATIVE = Role.OWNER_REPRESENTATIVE.value, _("Eierrepresentant")
    OWNER_ADMINISTRATOR = Role.OWNER_ADMINISTRATOR.value, _("Administrator for eieren")
    OFFICE_LEADER = Role.OFFICE_LEADER.value, _("Nav-leder")
    SECRETARY = Role.SECRETARY.value, _("Sekretær")
    PROJECT_LEADER = Role.PROJECT_LEADER.value, _("Prosjektleder")
    ADVISER = Role.ADVISER.value, _("Rådgiver")
    STAFF_REPRESENTATIVE = Role.STAFF_REPRESENTATIVE.value, _("Tillitsvalgt eller verneombud")
    USER_COUNCIL_MEMBER = Role.USER_COUNCIL_MEMBER.value, _("Medlem av brukerutvalget")
    COUNCILLOR = Role.COUNCILLOR.value, _("Kommunestyremedlem")


class Seat(models.Model):
    """A person's place, given by one owner for a period.

    Without a partnership the seat reaches every partnership that the owner has a part in.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey("accounts.Person", models.PROTECT, related_name="seats")
    owner = models.ForeignKey(Owner, models.PROTECT, related_name="seats")
    partnership = models.ForeignKey(
        Partnership, models.PROTECT, null=True, blank=True, related_name="seats"
    )
    role = models.CharField(max_length=40, choices=RoleLabel)
    title = models.CharField(max_length=120, blank=True)  # "kommunedirektør"
    since = models.DateField()
    until = models.DateField(null=True)

    objects = InPeriod.as_manager()

    class Meta:
        ordering = ["since", "pk"]
        constraints = [
            # The day before the first is a seat that was taken back on the day it was given.
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since") - timedelta(days=1)),
                name="seat_period_in_order",
            ),
            models.UniqueConstraint(
                fields=["person", "owner", "partnership", "role"],
                condition=Q(until=None),
                nulls_distinct=False,
                name="one_open_seat_of_a_kind",
            ),
        ]


def hash_of(token: str) -> str:
    """What is kept of an invitation's token: its SHA-256."""
    return hashlib.sha256(token.encode()).hexdigest()


class Invitation(models.Model):
    """An owner's offer of a seat, sent to an address. The token itself is not kept."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    email = models.EmailField()
    owner = models.ForeignKey(Owner, models.PROTECT, related_name="invitations")
    partnership = models.ForeignKey(Partnership, models.PROTECT, null=True, blank=True)
    role = models.CharField(max_length=40, choices=RoleLabel)
    title = models.CharField(max_length=120, blank=True)
    until = models.DateField(null=True, blank=True)  # the seat's last day, if it is known
    token_hash = models.CharField(max_length=64, unique=True)
    invited_at = models.DateTimeField()
    invited_by = models.ForeignKey(
        "accounts.Person", models.PROTECT, null=True, related_name="invitations_sent"
    )
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.ForeignKey(
        "accounts.Person", models.PROTECT, null=True, related_name="invitations_accepted"
    )
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(
        "accounts.Person", models.PROTECT, null=True, related_name="invitations_withdrawn"
    )

    class Meta:
        ordering = ["-invited_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(accepted_at=None) | Q(withdrawn_at=None),
                name="invitation_not_both_accepted_and_withdrawn",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at=None, accepted_by=None)
                | Q(accepted_at__isnull=False, accepted_by__isnull=False),
                name="accepted_at_and_by_together",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_by=None)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                name="invitation_withdrawn_at_and_by_together",
            ),
        ]
