"""The registry of kinds. Adding one is one schema, one form, one line here."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from django.http import QueryDict
from django.utils.functional import Promise
from pydantic import BaseModel

from tospann.agreed.body import Missing, Part, RequiredAnnex, Term
from tospann.partnerships.models import Part as OwnerPart
from tospann.partnerships.models import Partnership

if TYPE_CHECKING:
    from tospann.agreed.models import Document


class BodyForm(Protocol):
    """What edits a body in the browser: the shape every kind's form has."""

    @property
    def sections(self) -> Any:
        """Titled groups of fields, in the order of the document, for the template."""

    @property
    def forms(self) -> Any:
        """Every form that may hold errors, in order."""

    def is_valid(self) -> bool:
        """Whether all that was typed could be read."""

    def body(self) -> dict[str, Any]:
        """The body as typed; only after `is_valid()`."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A sort of governed document.

    schema : the body's shape; lenient, so that a draft may be unfinished.
    ratified_by : which parts of ownership must ratify.
    parts, missing, annexes, term : read a body, and the clock for the law of today.
    form : makes the editing form for a partnership, from a body or from what was posted.
    new_body : the first draft's body for a partnership.
    public : whether released versions may be read by everyone.
    quoted : a draft's body with what it quotes from live rows written into it, so that the frozen
        text can be read alone. Asked whenever a draft is shown, tested or opened.
    hinders : what lies outside the text and must be in place before it is opened; what blocks
        stops the opening. Asked with the quoted body, under the lock of the document.
    pages : the kind's own pages about a document, as words and address, linked from the draft.
    """

    name: str
    label: str | Promise
    schema: type[BaseModel]
    ratified_by: frozenset[OwnerPart]
    parts: Callable[[Any], list[Part]]
    missing: Callable[[Any], list[Missing]]
    annexes: Callable[[Any], list[RequiredAnnex]]
    term: Callable[[Any], Term]
    form: Callable[[Partnership, Mapping[str, Any] | None, QueryDict | None], BodyForm]
    new_body: Callable[[Partnership], dict[str, Any]]
    public: bool = True
    quoted: Callable[["Document", Any], Any] = lambda document, body: body
    hinders: Callable[["Document", Any], list[Missing]] = lambda document, body: []
    pages: Callable[["Document"], list[tuple[str | Promise, str]]] = lambda document: []


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Make a kind known; called from the `kinds` module of the app that owns it."""
    if kind.name in _kinds:
        raise ValueError(f"{kind.name!r} is registered twice")
    _kinds[kind.name] = kind


def kind_of(name: str) -> Kind:
    """The kind with this name. `LookupError` when nobody registered it."""
    try:
        return _kinds[name]
    except KeyError:
        raise LookupError(f"no kind of document is called {name!r}") from None


Traces = Callable[["Document"], list[tuple[str | Promise, str]]]
_traces: list[Traces] = []


def trace(found: Traces) -> None:
    """Make known what tells where a document comes from, as words and address.

    For apps above the kernel; called when Django starts. What it tells must be everybody's, and
    cost one query.
    """
    _traces.append(found)


def traces_of(document: "Document") -> list[tuple[str | Promise, str]]:
    """Where a document comes from; mostly nothing."""
    return [line for found in _traces for line in found(document)]


def all_kinds() -> list[Kind]:
    """Every kind, in the order of registration."""
    return list(_kinds.values())
