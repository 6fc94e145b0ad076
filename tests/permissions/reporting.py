"""Reports in a place of the world: one that everybody can read, and one being written."""

from typing import Any

from tospann.access.actor import Actor
from tospann.agreed import actions as agreed
from tospann.agreed.models import Document, Version
from tospann.reports import actions

OPENED, WRITTEN, FREE = "2026T1", "2026T2", "2026"  # the last has none yet


def give(place: Any) -> None:
    """Open the report of the first tertial, and write on that of the second."""
    ours = next(w for w in place.people if w in {"representative", "other_representative"})
    actor = place.actor(ours)
    opened = _begun(place, actor, OPENED, summary="Et godt tertial.")
    agreed.open_version(actor=actor, document=opened, revision=2)
    _begun(place, actor, WRITTEN, summary=place.marker("utkast"))


def _begun(place: Any, actor: Actor, period: str, **typed: Any) -> Document:
    document = actions.begin_report(actor=actor, partnership=place.partnership, period=period)
    draft = Document.objects.get(pk=document.pk).draft
    agreed.save_draft(
        actor=actor,
        document=document,
        revision=draft.revision,
        title=draft.title,
        language="nb",
        body=draft.body | typed,
    )
    return document


def _reports(place: Any) -> Any:
    return Document.objects.filter(partnership=place.partnership, kind="report")


def version_of(place: Any) -> Version:
    """The report everybody can read."""
    return _reports(place).get(versions__isnull=False).versions.get()


def draft_of(place: Any) -> Document:
    """The report that is only being written."""
    return _reports(place).get(versions=None)
