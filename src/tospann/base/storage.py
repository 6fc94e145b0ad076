"""Static files whose address changes when their content does."""

import hashlib
from functools import cache
from pathlib import Path

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import StaticFilesStorage


@cache
def fingerprint(name: str) -> str:
    """The first twelve hexadecimal digits of the file's SHA-256; empty when there is no file.

    Computed once per process: a running server serves one build.
    """
    found = finders.find(name)
    if not isinstance(found, str) or not Path(found).is_file():
        return ""
    return hashlib.sha256(Path(found).read_bytes()).hexdigest()[:12]


class VersionedStaticFiles(StaticFilesStorage):
    """Adds `?v=<fingerprint>` to each address, so that browsers never show an old file.

    Needs neither `collectstatic` nor a manifest: an installed wheel works as it is.
    """

    def url(self, name: str | None) -> str:
        """The address of a static file, with its fingerprint."""
        address = super().url(name)
        version = fingerprint(name) if name else ""
        return f"{address}?v={version}" if version else address
