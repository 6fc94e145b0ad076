"""Whether each owner holds that a draft has understood its signals.

What an owner answers to is its signals and the wording of the goals that answer them, as one
fingerprint. Change a word of either, and the answer is stale.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from tospann.agreed.body import Missing
from tospann.agreed.models import Document, Draft
from tospann.journal import chain
from tospann.partnerships.models import Owner
from tospann.plans.body import JointPlan
from tospann.plans.models import Signal, Understanding
from tospann.plans.rules import SIGNALS
from tospann.plans.selectors.signals import OWN_LINES, of_year


@dataclass(frozen=True, slots=True)
class Wording:
    """One signal and the goals that answer it, as the owner reads them."""

    signal: Signal
    goals: tuple[tuple[str, str, str], ...]  # id, title, answer
    changed: bool  # since the owner's latest answer


@dataclass(frozen=True, slots=True)
class OwnersView:
    """What an owner has to say about a draft, and has said."""

    owner: Owner
    wordings: tuple[Wording, ...]
    sha256: str
    latest: Understanding | None

    @property
    def has_answers(self) -> bool:
        """Whether some goal answers some signal of the owner's."""
        return any(one.goals for one in self.wordings)

    @property
    def is_stale(self) -> bool:
        """Whether something was changed after the owner answered."""
        return self.latest is not None and self.latest.sha256 != self.sha256

    @property
    def confirmed(self) -> bool:
        """Whether the owner stands by this very wording."""
        return self.latest is not None and not self.is_stale and self.latest.understood

    @property
    def disputed(self) -> bool:
        """Whether the owner has said of this very wording that it is wrong."""
        return self.latest is not None and not self.is_stale and not self.latest.understood


def content_for(owner: Owner, signals: Iterable[Signal], body: JointPlan) -> dict[str, Any]:
    """What an owner answers to: its own signals, and the goals that answer them. No queries."""
    return {
        "owner": owner.code,
        "signals": [
            {
                "id": str(one.pk),
                "number": one.number,
                "document": one.document,
                "place": one.place,
                "obligation": one.obligation,
                "text": one.text,
                "goals": [
                    {"id": goal.id, "title": goal.title, "answer": goal.answer}
                    for goal in body.goals
                    if str(one.pk) in goal.signals
                ],
            }
            for one in signals
            if one.owner_id == owner.pk and one.line in OWN_LINES
        ],
    }


def fingerprint(content: dict[str, Any]) -> str:
    """The SHA-256 of what an owner answers to."""
    return hashlib.sha256(chain.canonical(content)).hexdigest()


def views_of(document: Document, body: JointPlan, owners: Iterable[Owner]) -> list[OwnersView]:
    """Every owner with signals in the plan's year, in the order given. Two queries."""
    signals = list(of_year(document.partnership_id, body.year)) if body.year else []
    said: dict[Any, Understanding] = {
        row.owner_id: row
        for row in Understanding.objects.filter(document=document).order_by("said_at", "pk")
    }
    views = [view_for(owner, signals, body, said.get(owner.pk)) for owner in owners]
    return [one for one in views if one is not None]


def view_for(
    owner: Owner, signals: list[Signal], body: JointPlan, latest: Understanding | None
) -> OwnersView | None:
    """What an owner has to say about a body, and has said; None without signals. No queries."""
    content = content_for(owner, signals, body)
    if not content["signals"]:
        return None
    before = {one["id"]: one for one in latest.content["signals"]} if latest is not None else {}
    by_id = {str(one.pk): one for one in signals}
    return OwnersView(
        owner=owner,
        wordings=tuple(
            Wording(
                by_id[one["id"]],
                tuple((g["id"], g["title"], g["answer"]) for g in one["goals"]),
                latest is not None and before.get(one["id"]) != one,
            )
            for one in content["signals"]
        ),
        sha256=fingerprint(content),
        latest=latest,
    )


def body_of(draft: Draft) -> JointPlan:
    """A draft's body, without quotes. No queries."""
    return JointPlan.model_validate(draft.body)


def hinders(document: Document, body: JointPlan, owners: Iterable[Owner]) -> list[Missing]:
    """What stands in the way of opening: owners that have not confirmed. Two queries."""
    found = []
    for view in views_of(document, body, owners):
        name = {"owner": view.owner.name}
        if view.confirmed:
            continue
        if view.disputed:
            text = _("%(owner)s mener at signalene ikke er riktig forstått. Rett målene.") % name
        elif view.is_stale:
            text = (
                _("Ordlyden er endret siden %(owner)s svarte. Be eieren bekrefte på nytt.") % name
            )
        else:
            text = _("%(owner)s har ikke bekreftet at signalene er riktig forstått.") % name
        found.append(Missing(SIGNALS, text, _("hver eier bekrefter sine signaler"), blocks=True))
    return found
