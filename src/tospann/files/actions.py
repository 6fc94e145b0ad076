"""Changes to files: they come, and stay."""

from pathlib import PurePosixPath

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from tospann.access.actor import Actor
from tospann.access.roles import Permission
from tospann.base import clock, entrance
from tospann.base.errors import NotPermitted
from tospann.files import store
from tospann.files.errors import Empty, NotAllowedKind, TooLarge
from tospann.files.models import File
from tospann.files.words import words_in
from tospann.journal.record import action, record
from tospann.partnerships.models import Partnership


@action
def upload(*, actor: Actor, partnership: Partnership, upload: UploadedFile) -> File:
    """Keep an uploaded file for a partnership.

    Refuses with `NotPermitted`, `Empty`, `TooLarge` or `NotAllowedKind`.
    """
    if not actor.may_in(Permission.FILE_UPLOAD, partnership_id=partnership.pk):
        raise NotPermitted
    name = _bare(upload.name or "")
    if not upload.size:
        raise Empty(name=name)
    if upload.size > settings.MAX_FILE_BYTES:
        raise TooLarge(
            megabytes=round(upload.size / 1e6), limit=round(settings.MAX_FILE_BYTES / 1e6)
        )
    beginning = next(upload.chunks(chunk_size=16), b"")[:16]
    media_type = store.media_type_of(name, beginning)
    if media_type is None:
        raise NotAllowedKind(name=name, allowed=store.ALLOWED)
    # A letterhead has names and telephones, so only numbers and cases are looked for inside.
    entrance.refuse(words_in(upload), field=_("Innholdet i filen"), phones=False)
    sha256, count = store.keep(upload)
    file = File.objects.create(
        partnership=partnership,
        name=name,
        sha256=sha256,
        bytes_count=count,
        media_type=media_type,
        uploaded_at=clock.now(),
        uploaded_by_id=actor.person_id,
    )
    record(
        "file.uploaded", actor=actor, partnership_id=partnership.pk, subject=file, sha256=sha256
    )
    return file


def _bare(given: str) -> str:
    """The name without any path, at most 200 characters long and with its ending kept."""
    path = PurePosixPath(given.replace("\\", "/"))
    return path.stem[: 200 - len(path.suffix)] + path.suffix[:20]
