"""Signals and a joint plan for the cast: Nav, Fjordbygd and Ås each ask for something."""

from datetime import date
from typing import Any

import pytest

from tospann.agreed import actions as agreed
from tospann.agreed.models import Document, Version
from tospann.base import clock
from tospann.indicators import actions as indicators
from tospann.indicators.selectors import missing_from_catalogue
from tospann.partnerships.models import Owner
from tospann.plans import actions
from tospann.plans.body import JointPlan
from tospann.plans.models import Conflict, Signal
from tospann.plans.selectors import understanding

YEAR = 2026


class Planning:
    """Enters signals and writes plans for the cast; each owner by its own people."""

    def __init__(self, cast: Any) -> None:
        self.cast = cast
        if missing_from_catalogue():
            indicators.take_catalogue(actor=cast.actor("stranger"))

    def signal(self, owner: Owner | None = None, *, actor=None, **changed: Any) -> Signal:
        owner = owner or self.cast.fjordbygd
        given = {
            "line": "state" if owner == self.cast.nav else "municipality",
            "sender": owner.name,
            "document": "Et brev",
            "place": "punkt 3",
            "dated_on": date(2025, 12, 1),
            "since": date(YEAR, 1, 1),
            "obligation": "must",
            "text": f"{owner.name} vil noe.",
            "public": True,
        }
        return actions.enter_signal(
            actor=actor or self.cast.representative(owner),
            partnership=self.cast.partnership,
            owner=owner,
            **(given | changed),
        )

    def conflict(self, *signals: Signal) -> Conflict:
        return actions.mark_conflict(
            actor=self.cast.actor("leader"),
            partnership=self.cast.partnership,
            owner=self.cast.fjordbygd,
            chosen=signals,
            about="Begge kan ikke følges.",
        )

    def settle(self, conflict: Conflict, owner: Owner, *, settled: bool = True):
        return actions.answer_conflict(
            actor=self.cast.representative(owner),
            conflict=conflict,
            owner=owner,
            settled=settled,
            text="Vi deler på det.",
            decided_on=clock.today(),
            decided_where="partnerskapsmøtet",
        )

    def begin(self, year: int = YEAR, source: Document | None = None) -> Document:
        return actions.begin_plan(
            actor=self.cast.actor("leader"),
            partnership=self.cast.partnership,
            year=year,
            title=f"Felles virksomhetsplan {year}",
            source=source,
        )

    def body(self, document: Document) -> JointPlan:
        draft = Document.objects.get(pk=document.pk).draft
        return JointPlan.model_validate(draft.body)

    def write(self, document: Document, **changed: Any) -> None:
        draft = Document.objects.get(pk=document.pk).draft
        agreed.save_draft(
            actor=self.cast.actor("leader"),
            document=document,
            revision=draft.revision,
            title=draft.title,
            language="nb",
            body=draft.body | changed,
        )

    def drafted(self, *signals: Signal, year: int = YEAR) -> Document:
        """A draft with one goal that answers the signals, and all that a goal needs."""
        document = self.begin(year)
        self.write(document, **whole(*signals, year=year))
        return document

    def view(self, document: Document, owner: Owner) -> understanding.OwnersView:
        found = understanding.views_of(document, self.body(document), self.cast.owners)
        return next(one for one in found if one.owner == owner)

    def confirm(self, document: Document, owner: Owner, *, understood: bool = True, **changed):
        given = {
            "actor": self.cast.representative(owner),
            "document": document,
            "owner": owner,
            "sha256": changed.get("sha256") or self.view(document, owner).sha256,
            "understood": understood,
            "remark": "" if understood else "Slik er det ikke ment.",
        }
        return actions.say_understood(**(given | changed))

    def open(self, document: Document) -> Version:
        return self.cast.open(document)

    def plan(self, year: int = YEAR) -> Document:
        """A plan in force: two signals, one goal, two measures; every owner has ratified."""
        signals = [self.signal(self.cast.nav), self.signal(self.cast.fjordbygd)]
        document = self.drafted(*signals, year=year)
        self.confirm(document, self.cast.nav)
        self.confirm(document, self.cast.fjordbygd)
        version = self.open(document)
        for owner in self.cast.owners:
            self.cast.ratify(version, owner)
        return document

    def report(self, document: Document, status: str, on: date | None = None, **changed: Any):
        owner = changed.pop("owner", self.cast.fjordbygd)
        given = {
            "actor": self.cast.representative(owner),
            "document": document,
            "part_id": "tiltak-team",
            "owner": owner,
            "status": status,
            "on": on or clock.today(),
            "text": "Det går.",
        }
        return actions.report_progress(**(given | changed))


def whole(*signals: Signal, year: int = YEAR) -> dict[str, Any]:
    """The fields of a plan that lacks nothing that blocks."""
    return {
        "mandate": "Avtalen.",
        "challenges": "Mange er unge.",
        "participation": "Brukerutvalget har gitt råd.",
        "reporting": "Hvert tertial.",
        "goals": [
            {
                "id": "arbeid",
                "title": "Flere i arbeid",
                "signals": [str(one.pk) for one in signals],
                "answer": "Vi finner arbeidsgivere.",
            }
        ],
        "measures": [
            {
                "id": "team",
                "goal": "arbeid",
                "title": "Et team",
                "line": "joint",
                "responsible": "9901",
                "role": "avdelingsleder",
                "deadline": f"{year}-10-01",
            },
            {
                "id": "liste",
                "goal": "arbeid",
                "title": "En liste",
                "line": "state",
                "responsible": "nav-test",
                "role": "veileder",
                "continuous": True,
            },
        ],
        "aims": [
            {
                "id": "a1",
                "goal": "arbeid",
                "code": "I1",
                "baseline": "41.2",
                "baseline_period": str(year - 1),
            }
        ],
        "steps": [{"id": "s1", "aim": "a1", "on": f"{year}-12-31", "value": "43"}],
    }


@pytest.fixture
def planning(cast) -> Planning:
    return Planning(cast)


@pytest.fixture
def real_planning(real_cast) -> Planning:
    return Planning(real_cast)
