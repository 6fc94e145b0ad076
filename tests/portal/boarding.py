"""Partnerships by the dozen, for the boards."""

from datetime import date
from typing import Any

from plans.conftest import Planning
from tospann.access.actor import STRANGER
from tospann.agreed import actions as agreed
from tospann.agreed.kinds import kind_of
from tospann.agreed.models import Version
from tospann.demo import agreements as bodies
from tospann.indicators import actions as indicators
from tospann.indicators.models import Indicator
from tospann.indicators.selectors import missing_from_catalogue
from tospann.partnerships import actions as partnerships
from tospann.partnerships.models import Owner, OwnerKind, Part, Partnership
from tospann.results.models import Summary

DAY = date(2026, 10, 31)


def region(code: str, name: str) -> Owner:
    return partnerships.register_owner(actor=STRANGER, kind=OwnerKind.STATE, code=code, name=name)


def partnership(slug: str, name: str, *, state: Owner | None = None, **given: Any) -> Partnership:
    """A partnership with a state owner, if one is given, and nothing else."""
    formed = partnerships.form_partnership(
        actor=STRANGER, slug=slug, name=name, **{"model": "own_office"} | given
    )
    if state is not None:
        partnerships.begin_ownership(
            actor=STRANGER,
            partnership=formed,
            owner=state,
            part=Part.STATE,
            since=date(2020, 1, 1),
        )
    return formed


def agreement(cast: Any) -> Version:
    """A partnership agreement for the cast, open for ratification."""
    leader = cast.actor("leader")
    document = agreed.create_document(
        actor=leader,
        kind=kind_of("partnership_agreement"),
        partnership=cast.partnership,
        title="Partnerskapsavtale",
    )
    agreed.save_draft(
        actor=leader,
        document=document,
        revision=1,
        title=document.title,
        language="nb",
        body=bodies.partnership_agreement_body(since=date(2026, 1, 1)),
    )
    return cast.open(document)


class Plans(Planning):
    """Signals and plans for the cast, with the catalogue in place."""

    def __init__(self, cast: Any) -> None:
        self.cast = cast
        catalogue()


def catalogue() -> dict[str, Indicator]:
    if missing_from_catalogue():
        indicators.take_catalogue(actor=STRANGER)
    return {one.code: one for one in Indicator.objects.filter(partnership=None)}


def summary(where: Partnership, indicator: Indicator, **given: Any) -> Summary:
    """The latest figure as the results keep it."""
    told = {"code": "variation.common", "message": "Vanlig variasjon", "params": []}
    return Summary.objects.create(
        partnership=where,
        indicator=indicator,
        **{
            "period": "2026M10",
            "first_on": date(2026, 10, 1),
            "last_on": DAY,
            "mark": "n",
            "why": "",
            "value": 40,
            "base": 200,
            "quality": "f",
            "source": "Prøven",
            "entered_on": DAY,
            "variation": "common",
            "assurance": "no_target",
            "words": {"variation": told, "assurance": told},
            "target": None,
            "met": None,
            "points": [["2026M09", 38.0, ""], ["2026M10", 40.0, ""]],
            "limits": None,
            "has_note": False,
        }
        | given,
    )
