"""Downloads: always as attachments, never shown in the browser."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404
from django.views.decorators.http import require_GET

from tospann.base.http import Request
from tospann.files import selectors, store


@login_required
@require_GET
def file(request: Request, file_id: UUID) -> FileResponse:
    """One file, to those who reach its partnership."""
    row = selectors.file_for(request.actor, file_id)
    if row is None or not store.path_of(row.sha256).exists():
        raise Http404
    return FileResponse(
        store.path_of(row.sha256).open("rb"),
        as_attachment=True,
        filename=row.name,
        content_type=row.media_type,
    )
