"""Reads of files."""

from uuid import UUID

from tospann.access.actor import Actor
from tospann.access.roles import Permission
from tospann.files.models import File


def file_for(actor: Actor, file_id: UUID) -> File | None:
    """The file, if a seat of the person's reaches its partnership. One query."""
    row = File.objects.filter(pk=file_id).first()
    if row and actor.may_in(Permission.INTERNAL_READ, partnership_id=row.partnership_id):
        return row
    return None
