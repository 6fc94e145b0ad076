"""What the ids in entries are called today, asked of the apps that own them.

An app's `names.py` defines `NAMES`: a word for what is named, and a function from ids (None
for all) to what they are called, in the order to show them. So the journal keeps ids, shows
names, and imports no app above it.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import cache

from tospann.journal.sentences import modules_called


@dataclass(frozen=True, slots=True)
class Named:
    """Something with an id, as it is called today. `slug` is its word in addresses, if any."""

    id: str
    name: str
    slug: str = ""


@cache
def _sources() -> dict[str, Callable[[Collection[str] | None], list[Named]]]:
    found = {}
    for module in modules_called("names"):
        found |= module.NAMES
    return found


def names(what: str, ids: Collection[str] | None = None) -> dict[str, Named]:
    """Those with the ids, or all, by id. At most one query, none for no ids.

    `LookupError` when no app names such things.
    """
    if ids is not None and not ids:
        return {}
    try:
        source = _sources()[what]
    except KeyError:
        raise LookupError(f"no names.py names a {what!r}") from None
    return {named.id: named for named in source(ids)}
