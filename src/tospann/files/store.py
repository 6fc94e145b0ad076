"""Bytes on disk under their own hash."""

import hashlib
import os
import tempfile
from pathlib import Path

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

# What a file of each kind begins with; zip covers docx, xlsx and odt, told apart by name.
_SIGNATURES = {
    ".pdf": (b"%PDF-", "application/pdf"),
    ".png": (b"\x89PNG\r\n\x1a\n", "image/png"),
    ".jpg": (b"\xff\xd8\xff", "image/jpeg"),
    ".jpeg": (b"\xff\xd8\xff", "image/jpeg"),
    ".docx": (
        b"PK\x03\x04",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    ".xlsx": (b"PK\x03\x04", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ".odt": (b"PK\x03\x04", "application/vnd.oasis.opendocument.text"),
}
ALLOWED = ", ".join(sorted(suffix.lstrip(".") for suffix in _SIGNATURES))


def media_type_of(name: str, beginning: bytes) -> str | None:
    """The media type that name and first bytes agree on; None when they do not."""
    signature, media_type = _SIGNATURES.get(Path(name).suffix.lower(), (None, None))
    return media_type if signature and beginning.startswith(signature) else None


def path_of(sha256: str) -> Path:
    """Where the bytes with this hash lie."""
    return Path(settings.FILES) / sha256[:2] / sha256[2:]


def keep(upload: UploadedFile) -> tuple[str, int]:
    """Write the bytes to disk, whole or not at all. Returns their SHA-256 and their number.

    Bytes that nobody's row points at are harmless: an action that rolls back leaves them.
    """
    root = Path(settings.FILES)
    root.mkdir(parents=True, exist_ok=True, mode=0o700)
    digest, count = hashlib.sha256(), 0
    with tempfile.NamedTemporaryFile(dir=root, delete=False) as written:
        for chunk in upload.chunks():
            digest.update(chunk)
            count += len(chunk)
            written.write(chunk)
        written.flush()
        os.fsync(written.fileno())
    target = path_of(digest.hexdigest())
    target.parent.mkdir(exist_ok=True, mode=0o700)
    Path(written.name).replace(target)
    return digest.hexdigest(), count
