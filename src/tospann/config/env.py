"""Typed readers of the environment. Each stops with the name, the value and an example."""

import os
import secrets
from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

YES = {"1", "true", "yes", "ja", "on"}
NO = {"0", "false", "no", "nei", "off"}


def text(name: str, *, default: str) -> str:
    """The value as written, or the default when unset or empty."""
    return os.environ.get(name, "").strip() or default


def flag(name: str, *, default: bool) -> bool:
    """Yes or no. Accepts 1/0, true/false, yes/no, ja/nei."""
    value = os.environ.get(name, "").strip().lower()
    if not value:
        return default
    if value in YES:
        return True
    if value in NO:
        return False
    raise ImproperlyConfigured(f"{name}={value!r} is neither yes nor no. Example: {name}=yes")


def number(name: str, *, default: int) -> int:
    """A whole number."""
    value = os.environ.get(name, "").strip()
    if not value:
        return default
    try:
        return int(value)
    except ValueError:
        raise ImproperlyConfigured(
            f"{name}={value!r} is not a whole number. Example: {name}={default}"
        ) from None


def template(name: str, *, parts: tuple[str, ...]) -> str:
    """An address with every part in braces in it; empty when unset or no.

    Must be https unless it is this machine.
    """
    value = text(name, default="")
    if value.lower() in {"", *NO}:
        return ""
    place = urlsplit(value)
    safe = place.scheme == "https" or place.hostname in {"localhost", "127.0.0.1"}
    if not safe or not place.hostname or any(part not in place.path for part in parts):
        raise ImproperlyConfigured(
            f"{name}={value!r} is no https address with {' and '.join(parts)} in it. "
            f"Example: {name}=https://kart.example.no/{'/'.join(parts)}.png"
        )
    return value


def secret(name: str, *, file: Path) -> str:
    """A secret from the environment, or from a file that only its owner may read.

    The file is made with 64 random characters when neither exists.
    """
    if value := os.environ.get(name, "").strip():
        if len(value) < 32:
            raise ImproperlyConfigured(
                f"{name} is {len(value)} characters long; it needs at least 32. "
                f"Example: {name}=$(openssl rand -base64 48)"
            )
        return value
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        try:
            descriptor = os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
            with os.fdopen(descriptor, "w") as opened:
                opened.write(secrets.token_urlsafe(48))
        except FileExistsError:  # another process was first
            pass
    return file.read_text().strip()
