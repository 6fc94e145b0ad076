"""The journal: what happened, in order, for good."""

from django.db import models


class Entry(models.Model):
    """One thing that happened. Never changed, never removed: triggers refuse.

    `content` is the truth, canonical JSON as bytes; the other columns repeat it for searching.
    It holds ids and plain facts, no foreign keys and no names of people.
    """

    number = models.BigIntegerField(primary_key=True)  # 1, 2, 3 … without gaps
    content = models.BinaryField()
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    at = models.DateTimeField(db_index=True)
    kind = models.CharField(max_length=60, db_index=True)
    person_id = models.UUIDField(null=True)
    partnership_id = models.UUIDField(null=True)
    subject_type = models.CharField(max_length=60)
    subject_id = models.CharField(max_length=60)

    class Meta:
        ordering = ["number"]
        indexes = [
            models.Index(fields=["partnership_id", "number"], name="entry_partnership_number"),
            models.Index(fields=["subject_type", "subject_id"], name="entry_subject"),
        ]


class Head(models.Model):
    """The signed state of the chain after `number` entries.

    `note` is a checkpoint as in C2SP `tlog-checkpoint`, signed with Ed25519. Whoever holds an
    old head can prove a later rewriting of what came before it.
    """

    number = models.BigIntegerField(primary_key=True)
    hash = models.CharField(max_length=64)
    signed_at = models.DateTimeField()
    note = models.TextField()

    class Meta:
        ordering = ["number"]
