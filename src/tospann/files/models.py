"""Attachments, named by their content."""

from django.db import models

from tospann.base.ids import uuid7


class File(models.Model):
    """One upload. The bytes lie on disk under their SHA-256, once however often they came."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    partnership = models.ForeignKey(
        "partnerships.Partnership", models.PROTECT, related_name="files"
    )
    name = models.CharField(max_length=200)  # as the person called it; never a path
    sha256 = models.CharField(max_length=64, db_index=True)
    bytes_count = models.PositiveIntegerField()
    media_type = models.CharField(max_length=100)
    uploaded_at = models.DateTimeField()
    uploaded_by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-uploaded_at", "pk"]

    def __str__(self) -> str:
        return self.name
