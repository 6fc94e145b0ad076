"""Signals and plans in a place of the world: some open to all, some not, one plan in force."""

from datetime import date
from typing import Any

from django.http import QueryDict

from tospann.access.actor import Actor
from tospann.agreed import actions as agreed
from tospann.agreed.models import Document, EarlierDraft
from tospann.plans import actions
from tospann.plans.kind import grid_form
from tospann.plans.models import Conflict, Signal
from tospann.plans.selectors import understanding

YEAR = 2026


def signal(**changed: Any) -> dict[str, Any]:
    """The fields of a municipality's signal."""
    return {
        "line": "municipality",
        "sender": "Kommunestyret",
        "document": "Økonomiplan",
        "dated_on": date(2025, 12, 1),
        "since": date(YEAR, 1, 1),
        "obligation": "must",
        "text": "Flere skal i arbeid.",
    } | changed


def sent(**changed: Any) -> dict[str, Any]:
    """A signal as a form sends it."""
    told = signal(**changed)
    return told | {"dated_on": "01.12.2025", "since": "01.01.2026"}


def give(place: Any) -> None:
    """Enter signals, mark a conflict, agree on a plan for 2026 and write on one for 2027."""
    ours, state = _speakers(place)
    kept = {"partnership": place.partnership, "owner": place.municipality}
    open_ = actions.enter_signal(actor=ours, **kept, **signal(public=True))
    closed = actions.enter_signal(actor=ours, **kept, **signal(text=place.marker("signal")))
    struck = actions.enter_signal(actor=ours, **kept, **signal(document="Feil dokument"))
    actions.strike_signal(actor=ours, signal=struck, because=place.marker("signal"))
    about = place.marker("motstrid")
    actions.mark_conflict(actor=ours, **kept, chosen=[open_, closed], about=about)
    mistaken = actions.mark_conflict(actor=ours, **kept, chosen=[open_, closed], about=about)
    actions.strike_conflict(actor=ours, conflict=mistaken, because="Feil.")
    plan = _written(place, ours, YEAR, [open_, closed])
    say(plan, ours, place.municipality)
    version = agreed.open_version(
        actor=ours, document=plan, revision=Document.objects.get(pk=plan.pk).draft.revision
    )
    for owner, actor in ((place.state, state), (place.municipality, ours)):
        agreed.ratify(
            actor=actor, version=version, owner=owner, sha256=version.sha256,
            decided_by="Øverste organ", decided_on=date(2026, 2, 2), case_reference="26/17",
        )  # fmt: skip
    _written(place, ours, YEAR + 1, [open_, closed])


def _speakers(place: Any) -> tuple[Actor, Actor]:
    ours = next(w for w in place.people if w in {"representative", "other_representative"})
    return place.actor(ours), place.actor(next(w for w in place.people if w.endswith("_state")))


def _written(place: Any, actor: Actor, year: int, signals: list[Signal]) -> Document:
    document = actions.begin_plan(
        actor=actor, partnership=place.partnership, year=year, title=f"Plan {year}"
    )
    draft = Document.objects.get(pk=document.pk).draft
    told = {
        "mandate": place.marker("utkast") if year > YEAR else "Avtalen.",
        "goals": [
            {
                "id": "arbeid",
                "title": "Flere i arbeid",
                "signals": [str(one.pk) for one in signals],
                "answer": "Vi finner arbeidsgivere.",
            }
        ],
        "measures": [{"id": "team", "goal": "arbeid", "title": "Et team", "responsible": "9901"}],
    }
    agreed.save_draft(
        actor=actor, document=document, revision=draft.revision, title=draft.title,
        language="nb", body=draft.body | told,
    )  # fmt: skip
    agreed.discard_draft(actor=actor, document=document, revision=draft.revision + 1)
    agreed.restore_draft(actor=actor, earlier=earlier_of(document), revision=None)
    return document


def fingerprint(document: Document, owner: Any) -> str:
    """What an owner must have read to answer now."""
    draft = Document.objects.get(pk=document.pk).draft
    body = understanding.body_of(draft)
    return understanding.views_of(document, body, [owner])[0].sha256


def say(document: Document, actor: Actor, owner: Any) -> Any:
    """The owner says that its signals are rightly understood."""
    return actions.say_understood(
        actor=actor,
        document=document,
        owner=owner,
        sha256=fingerprint(document, owner),
        understood=True,
    )


def _plans(place: Any) -> Any:
    return Document.objects.filter(partnership=place.partnership, kind="joint_plan")


def plan_of(place: Any) -> Document:
    """The plan in force."""
    return _plans(place).get(title=f"Plan {YEAR}")


def next_of(place: Any) -> Document:
    """The plan that was never opened."""
    return _plans(place).get(title=f"Plan {YEAR + 1}")


def earlier_of(document: Document) -> EarlierDraft:
    """What a draft was before."""
    return EarlierDraft.objects.filter(document=document).latest("saved_at", "pk")


def open_of(place: Any) -> Signal:
    """A signal that everybody reads."""
    return Signal.objects.get(partnership=place.partnership, public=True)


def closed_of(place: Any) -> Signal:
    """A signal for those inside."""
    return Signal.objects.standing().get(partnership=place.partnership, public=False)


def struck_of(place: Any) -> Signal:
    """A signal that was taken out."""
    return Signal.objects.get(partnership=place.partnership, struck_at__isnull=False)


def conflict_of(place: Any, *, struck: bool = False) -> Conflict:
    """The conflict that stands, or the one that was a mistake."""
    return Conflict.objects.get(partnership=place.partnership, struck_at__isnull=not struck)


def grid(place: Any) -> QueryDict:
    """What a browser sends when the grid is saved untouched."""
    draft = next_of(place).draft
    rows = grid_form(draft.body, None).sections[0].formsets[0]
    data = QueryDict(mutable=True)
    data["revision"] = str(draft.revision)
    for bound in [bound for row in [rows.management_form, *rows] for bound in row]:
        shown = bound.field.widget.format_value(bound.value())
        shown = shown[0] if isinstance(shown, list) and shown else shown
        data[bound.html_name] = "" if shown in (None, []) else str(shown)
    return data
