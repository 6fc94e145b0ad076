"""What an area costs whom, and whose workplace or employer becomes another."""

from typing import Any

from django.utils.translation import gettext as _

from tospann.engines.authority import Model
from tospann.engines.structure import report
from tospann.engines.structure.territory import EMPLOYERS
from tospann.structure.selectors.consequences.elements import days_in
from tospann.structure.selectors.consequences.ground import HOSTING, Area, Ground
from tospann.structure.selectors.consequences.told import Share, Workplaces


def shares_of(
    ground: Ground, measured: Any, area: Area
) -> tuple[int | None, tuple[tuple[str, int], ...], tuple[Share, ...]]:
    """Kroner a year, what they are shared by, and each municipality's part.

    measured : the scenario as `report.measured` tells it, so that the digits are the same as
        wherever else they stand.
    """
    row = next(one for one in measured["areas"] if set(one["members"]) == set(area.members))
    total, key = row["cost"]["total_kroner"], row["key"]
    if not key:
        return total, (), ()
    weights = tuple((_basis(name), weight) for name, weight in key["weights"].items())
    shares = tuple(
        Share(ground.name(one["municipality"]), one["kroner"], one["percent"])
        for one in key["owners"]
    )
    return total, weights, shares


def _basis(name: str) -> str:
    return {
        "equal": _("like deler"),
        "residents": _("innbyggere"),
        "fte": _("kommunens egne årsverk"),
    }.get(name, name)


def workplaces_of(ground: Ground, number: str, today: Model | None) -> Workplaces:
    """Positions that sit in a municipality today, and where they belong afterwards.

    Positions are counted where they sit, and are not hidden: no row of them is a person. The
    model of today is the one on record, when there is one.
    """
    old, new = ground.old[number], ground.new[number]
    state = municipal = None
    if (staff := ground.territory.staff) is not None:
        at = ground.territory.municipalities.index(number)
        sums = staff.fte[at].sum(axis=-1)
        state = report.shown(float(sums[EMPLOYERS.index("state")]), report.FTE)
        municipal = report.shown(float(sums[EMPLOYERS.index("municipality")]), report.FTE)
    return Workplaces(
        state,
        municipal,
        new.host != number and new.host != old.host,
        _employer(ground, number, old, today),
        _employer(ground, number, new, new.model),
        days_in(ground, number),
    )


def _employer(ground: Ground, number: str, area: Area, model: Model | None) -> str:
    """Who employs the municipal staff. Empty: the rules do not say."""
    if model in HOSTING:
        return ground.name(area.host)
    if model is Model.TASK_COMMUNITY or model is None:
        return ""
    return ground.name(number)
