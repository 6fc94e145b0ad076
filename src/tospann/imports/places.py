"""The places a table may name, as the reader wants them."""

from tospann.engines.tables import Change, Kind, Register, Unit
from tospann.offices.models import Municipality, MunicipalityChange, Office
from tospann.partnerships.models import Owner, OwnerKind, Partnership

COUNTIES = {
    "03": "Oslo", "11": "Rogaland", "15": "Møre og Romsdal", "18": "Nordland - Nordlánnda",
    "31": "Østfold", "32": "Akershus", "33": "Buskerud", "34": "Innlandet", "39": "Vestfold",
    "40": "Telemark", "42": "Agder", "46": "Vestland", "50": "Trøndelag - Trööndelage",
    "55": "Troms - Romsa - Tromssa", "56": "Finnmark - Finnmárku - Finmarkku",
}  # fmt: skip


def register() -> Register:
    """Every municipality, county, office and partnership known here. Six queries.

    A partnership is an office under its short name, as its own tables write it.
    """
    units = [Unit(code, name, Kind.COUNTY) for code, name in COUNTIES.items()]
    for number, name, period in Municipality.objects.order_by("period").values_list(
        "number", "name", "period"
    ):
        since = period.lower.year if period.lower else None
        until = period.upper.year - 1 if period.upper else None
        units.append(Unit(number, name, Kind.MUNICIPALITY, since, until))
    known = {unit.code for unit in units}
    units += [
        Unit(code, name)
        for code, name in Owner.objects.filter(kind=OwnerKind.MUNICIPALITY)
        .order_by("pk")
        .values_list("code", "name")
        if code not in known
    ]
    steered = dict(Partnership.objects.order_by("pk").values_list("slug", "name"))
    own = {unit: slug for slug, unit in Partnership.objects.exclude(office_unit="").order_by("pk")
           .values_list("slug", "office_unit")}  # fmt: skip
    for unit, name in Office.objects.order_by("pk").values_list("unit_number", "name"):
        slug = own.get(unit)
        names = (slug, steered.pop(slug)) if slug in steered else ()
        units.append(Unit(unit, name, Kind.OFFICE, names=names))
    units += [Unit(slug, name, Kind.OFFICE, names=(slug,)) for slug, name in steered.items()]
    changes = tuple(
        Change(old, new, on.year, float(share))
        for old, new, on, share in MunicipalityChange.objects.values_list(
            "predecessor__number", "successor__number", "on", "share"
        ).order_by("on", "pk")
    )
    return Register(tuple(units), changes, partial=True)
