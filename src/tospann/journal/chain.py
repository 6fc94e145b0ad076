"""The arithmetic of the chain: canonical bytes and their hashes. Knows no database.

An entry's bytes are its canonical JSON (RFC 8785), stored as they were hashed. The hash of an
entry is SHA-256(previous hash ‖ SHA-256(bytes)), so that changing, removing, inserting or
reordering any entry changes every hash after it. Since only the digest of the bytes enters,
anybody can check the whole chain without reading the entries that are not for everybody.
"""

import hashlib
from typing import Any

import rfc8785

START = "0" * 64  # the hash before the first entry


def canonical(content: dict[str, Any]) -> bytes:
    """The one way to write `content` as bytes (RFC 8785).

    Raises `rfc8785.CanonicalizationError` for values JSON cannot carry.
    """
    return rfc8785.dumps(content)


def link(previous: str, content: bytes) -> str:
    """The hash of an entry, 64 hexadecimal digits, given the hash of the one before it."""
    return hashlib.sha256(bytes.fromhex(previous) + digest(content)).hexdigest()


def digest(content: bytes) -> bytes:
    """What stands for an entry's bytes in the chain: their SHA-256, 32 bytes."""
    return hashlib.sha256(content).digest()
