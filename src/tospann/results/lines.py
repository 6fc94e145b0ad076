"""Who may give figures: the leader and the secretary of the office, or the line they belong to.

Those two serve both owners and give any figure about the office. For the rest, the state's figures
are given by someone with a seat from the state, and the municipalities' by someone with a seat
from the municipality it is about or from the host of the office. Figures for a county or the whole
country are shared, and given by the state's side.
"""

from collections.abc import Sequence

from tospann.access.actor import Actor
from tospann.access.roles import Permission
from tospann.indicators.models import Indicator, Line
from tospann.partnerships.models import OwnerKind, Part, Partnership
from tospann.partnerships.selectors import OwnerPart
from tospann.results.models import OFFICE


def may_give(
    actor: Actor,
    indicator: Indicator,
    *,
    partnership: Partnership,
    owners: Sequence[OwnerPart],
    place: str = OFFICE,
) -> bool:
    """Whether the actor may give figures of the indicator for a place in a partnership.

    `owners` are those of the partnership today. A number that is no owner's today (one from
    before a merger) is given by any of the municipalities.
    """
    serves_both = actor.may_in(Permission.FIGURES_ENTER_OFFICE, partnership_id=partnership.pk)
    if indicator.line == Line.JOINT:
        return serves_both
    if serves_both and actor.may_in(Permission.FIGURES_ENTER, partnership_id=partnership.pk):
        return True
    if indicator.line == Line.STATE:
        givers = [one for one in owners if one.owner.kind == OwnerKind.STATE]
    else:
        givers = _municipal_givers(owners, place)
    return any(
        actor.may_for(
            Permission.FIGURES_ENTER, owner_id=one.owner.pk, partnership_id=partnership.pk
        )
        for one in givers
    )


def may_give_any(actor: Actor, partnership: Partnership) -> bool:
    """Whether there is an indicator whose figures the actor may give. No queries."""
    return any(
        actor.may_in(permission, partnership_id=partnership.pk)
        for permission in (Permission.FIGURES_ENTER, Permission.FIGURES_ENTER_OFFICE)
    )


def _municipal_givers(owners: Sequence[OwnerPart], place: str) -> list[OwnerPart]:
    municipal = [one for one in owners if one.owner.kind == OwnerKind.MUNICIPALITY]
    if place not in {one.owner.code for one in municipal} | {OFFICE}:
        return municipal
    return [
        one for one in municipal if one.owner.code == place or one.part == Part.MUNICIPAL_PARTY
    ]


def may_give_shared(actor: Actor, state_owner_ids: set) -> bool:
    """Whether the actor may give figures for a county or the country."""
    return any(
        actor.may_for(Permission.FIGURES_ENTER, owner_id=owner_id) for owner_id in state_owner_ids
    )
