"""The areas of an alternative as data, for the agreements that follow when it is decided."""

from decimal import Decimal

from tospann.structure.study.body import Area, Member, Site
from tospann.structure.study.figures.lab import Counted, Lab, Plain


def areas(lab: Lab, one: Counted) -> list[Area]:
    """Those the study tells of, in its order: with an owner in them, or not as today."""
    return [_area(lab, one, area) for area in lab.told(one)]


def _area(lab: Lab, one: Counted, area: Plain) -> Area:
    host = area["host_municipality"]
    members = sorted(area["members"], key=lambda number: (number != host, number))
    key = area["key"]
    shares = {row["municipality"]: row["percent"] for row in key["owners"]} if key else {}
    return Area(
        host=host,
        model=area["model"],
        members=[_member(lab, number, shares.get(number)) for number in members],
        sites=[site for number in members for site in _sites(lab, one, number)],
    )


def _member(lab: Lab, number: str, percent: float | None) -> Member:
    today = lab.area(lab.before, number)
    return Member(
        number=number,
        name=lab.name(number),
        host_before=today["host_municipality"],
        model_before=today["model"],
        percent=None if percent is None else Decimal(f"{percent:.2f}"),
    )


def _sites(lab: Lab, one: Counted, number: str) -> list[Site]:
    sites = lab.territory.sites
    here = lab.territory.municipalities.index(number)
    return [
        Site(
            id=sites.ids[i],
            name=sites.names[i],
            kind=sites.kinds[i],
            municipality=number,
            days=float(one.structure.days[i]),
            days_before=float(lab.today.days[i]),
        )
        for i in range(len(sites))
        if sites.municipality[i] == here and (one.structure.days[i] or lab.today.days[i])
    ]
