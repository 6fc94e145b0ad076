"""Identifiers that sort by the time they were made."""

from uuid import UUID

import uuid6


def uuid7() -> UUID:
    """A new UUID, version 7 (RFC 9562). Later calls in one process give greater values."""
    return UUID(int=uuid6.uuid7().int)
