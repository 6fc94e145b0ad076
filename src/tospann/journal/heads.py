"""Signed heads: what others keep, so that nobody can rewrite the journal unseen.

The note follows C2SP `tlog-checkpoint` and `signed-note` (Ed25519, algorithm byte 0x01), with
the chain's last hash in the place of the tree's root.
"""

import base64
import hashlib
import os
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings

from tospann.base import clock
from tospann.journal.models import Entry, Head

ORIGIN = "tospann-journal"


def _private_key(file: Path) -> Ed25519PrivateKey:
    """The signing key; made, readable by its owner alone, when there is none."""
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        made = Ed25519PrivateKey.generate().private_bytes_raw()
        try:
            descriptor = os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
            with os.fdopen(descriptor, "wb") as opened:
                opened.write(made)
        except FileExistsError:  # another process was first
            pass
    return Ed25519PrivateKey.from_private_bytes(file.read_bytes())


def public_key() -> bytes:
    """The 32 bytes that check the signatures."""
    return (
        _private_key(settings.JOURNAL_KEY_FILE)
        .public_key()
        .public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
    )


def verifier_key() -> str:
    """The public key as one line, `name+id+key`, in the form of C2SP `signed-note`."""
    key = b"\x01" + public_key()
    return f"{ORIGIN}+{key_id(public_key()).hex()}+{base64.b64encode(key).decode()}"


def key_id(key: bytes) -> bytes:
    """The first four bytes of SHA-256(name ‖ newline ‖ algorithm ‖ key)."""
    return hashlib.sha256(ORIGIN.encode() + b"\n\x01" + key).digest()[:4]


def body(*, number: int, digest: str) -> str:
    """The text that is signed: origin, number of entries, last hash in base 64."""
    return f"{ORIGIN}\n{number}\n{base64.b64encode(bytes.fromhex(digest)).decode()}\n"


def sign_head() -> Head | None:
    """Sign the chain as it stands; an already signed state is returned as it is.

    None when the journal is empty. Called inside the transaction of the entry it covers.
    """
    last = Entry.objects.only("number", "hash").order_by("-number").first()
    if last is None:
        return None
    if signed := Head.objects.filter(number=last.number).first():
        return signed
    text = body(number=last.number, digest=last.hash)
    key = _private_key(settings.JOURNAL_KEY_FILE)
    signature = base64.b64encode(key_id(public_key()) + key.sign(text.encode())).decode()
    return Head.objects.create(
        number=last.number,
        hash=last.hash,
        signed_at=clock.now(),
        note=f"{text}\n— {ORIGIN} {signature}\n",
    )
