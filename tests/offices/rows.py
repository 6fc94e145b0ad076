"""Rows of a register, with only what a test is about."""

from decimal import Decimal

from tospann.offices.register import (
    ChangeRow,
    CoverageRow,
    MunicipalityRow,
    OfficeRow,
    SourceRow,
)

SOURCE = SourceRow("kilde", "En liste", "Noen", "2026", "CC0", "", "Noen")


def municipality(number, name, first=None, last=None, **more):
    return MunicipalityRow(
        number=number,
        name=name,
        county="99",
        language_form="nb",
        first=first,
        last=last,
        source="kilde",
        **more,
    )


def office(unit_number, name, first=None, last=None, **more):
    return OfficeRow(unit_number, name, first, last, "exact", "kilde", **more)


def coverage(unit_number, number, first=None, last=None, part="both", **more):
    return CoverageRow(unit_number, number, part, first, last, "exact", "kilde", **more)


def change(predecessor, successor, on, share):
    return ChangeRow(predecessor, successor, on, Decimal(share), "exact", "kilde")
