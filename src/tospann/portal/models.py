"""The boards' own tables: a line for each partnership, reckoned from the rows below, and views.

Nothing here is the truth. A line can be thrown away and is reckoned anew; `Reckoning` says how far
in the journal it was read, so that a page can tell when something has happened since.
"""

from django.db import models
from django.db.models import Q

from tospann.base.ids import uuid7


class Line(models.Model):
    """How a partnership stood when it was reckoned. No row: it has not been reckoned yet.

    `agreement`, `host` and `plan` are objects as `board.papers.Paper` writes them; `plan` is that
    of the year of the day. Null is "nothing to count", which is not zero.
    """

    partnership = models.OneToOneField(
        "partnerships.Partnership", models.PROTECT, primary_key=True, related_name="board_line"
    )
    region = models.ForeignKey("partnerships.Owner", models.PROTECT, null=True, related_name="+")
    municipality_count = models.PositiveSmallIntegerField()
    agreement = models.JSONField()
    host = models.JSONField(null=True)  # null: the model asks for none
    plan = models.JSONField()
    goal_count = models.PositiveSmallIntegerField(null=True)  # of the plan in force; null: none
    missed_count = models.PositiveSmallIntegerField(null=True)  # goals not reached unless changed
    unsure_count = models.PositiveSmallIntegerField(null=True)
    unknown_count = models.PositiveSmallIntegerField(null=True)  # goals that cannot be judged yet
    followed_count = models.PositiveSmallIntegerField()  # indicators with a figure
    worse_count = models.PositiveSmallIntegerField()  # of these, with a real worsening
    late_count = models.PositiveSmallIntegerField()  # figures that should have come
    reported_on = models.DateField(null=True)  # when the last report was released
    signal_count = models.PositiveSmallIntegerField()  # internal: signals nobody has handled
    conflict_count = models.PositiveSmallIntegerField()  # internal: conflicts not settled
    deadline_on = models.DateField(null=True)
    deadline_sort = models.CharField(max_length=20, blank=True)
    deadline_title = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(deadline_on=None, deadline_sort="")
                | (Q(deadline_on__isnull=False) & ~Q(deadline_sort="")),
                name="board_deadline_says_of_what",
            ),
            models.CheckConstraint(
                condition=Q(
                    goal_count=None, missed_count=None, unsure_count=None, unknown_count=None
                )
                | Q(
                    goal_count__isnull=False,
                    missed_count__isnull=False,
                    unsure_count__isnull=False,
                    unknown_count__isnull=False,
                ),
                name="board_goals_are_counted_together",
            ),
        ]


class Reckoning(models.Model):
    """How far the lines have come. One row, with `id` 1."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    read_to = models.BigIntegerField(default=0)  # number of the last journal entry taken in
    day = models.DateField(null=True)  # the day the lines are true for
    reckoned_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="one_reckoning")]


class SavedView(models.Model):
    """A person's choice of filters, order and columns, with an address of its own.

    `choices` is what stands in the address of the board, as an object of lists of texts. With an
    owner it is shared with all who have a seat there.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(max_length=80)
    owner = models.ForeignKey(
        "partnerships.Owner", models.PROTECT, null=True, related_name="board_views"
    )
    choices = models.JSONField()
    revision = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey(
        "accounts.Person", models.PROTECT, related_name="board_views", editable=False
    )

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["saved_by", "name"], name="one_view_per_name"),
            models.CheckConstraint(condition=~Q(name=""), name="view_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name
