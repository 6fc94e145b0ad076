"""Nordland's municipalities and offices, from the tables of public facts beside this file."""

import csv
import json
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

from tospann.access.actor import Actor
from tospann.demo import territories
from tospann.offices import register as rows
from tospann.offices.actions import load_register
from tospann.offices.errors import NothingChanged

TABLES = Path(__file__).parent / "tables"
OUTLINES = territories.find("nordland") / "outlines.json"


def load(actor: Actor) -> None:
    """Load the register. Loading the same tables again changes nothing."""
    try:
        load_register(actor=actor, register=register())
    except NothingChanged:
        return


def register() -> rows.Register:
    """The tables as rows. Raises `KeyError` or `ValueError` when a table is malformed."""
    return rows.Register(
        sources=[rows.SourceRow(**line) for line in _lines("sources")],
        municipalities=[
            rows.MunicipalityRow(
                number=line["number"],
                name=line["name"],
                county=line["county"],
                language_form=line["language_form"],
                first=_day(line["valid_from"]),
                last=_day(line["valid_to"]),
                source=line["source"],
                followed=line["followed"] == "yes",
                sami_name=line["sami_name"],
                sami_language=line["sami_language"],
                centre=line["centre"],
                latitude=float(line["latitude"]) if line["latitude"] else None,
                longitude=float(line["longitude"]) if line["longitude"] else None,
            )
            for line in _lines("municipalities")
        ],
        changes=[
            rows.ChangeRow(
                predecessor=line["predecessor"],
                successor=line["successor"],
                on=date.fromisoformat(line["on"]),
                share=Decimal(line["share"]),
                quality=line["quality"],
                source=line["source"],
                note=line["note"],
            )
            for line in _lines("municipality_changes")
        ],
        sami_areas=[
            rows.SamiAreaRow(**_renamed(line, {"from": "first", "to": "last"}))
            for line in _lines("sami_language_area")
        ],
        populations=[
            rows.PopulationRow(
                municipality=line["municipality"],
                source=line["source"],
                year=int(line["year"]),
                total=int(line["total"]),
                **{
                    group: int(line[group]) if line[group] else None
                    for group in ("age_0_17", "age_18_29", "age_30_66", "age_67_up")
                },
            )
            for line in _lines("population")
        ],
        outlines=list(_outlines()),
        offices=[
            rows.OfficeRow(
                **_renamed(
                    line,
                    {
                        "valid_from": "first",
                        "valid_to": "last",
                        "valid_from_wording": "starts_wording",
                        "valid_to_wording": "ends_wording",
                    },
                )
            )
            for line in _lines("offices")
        ],
        coverages=[
            rows.CoverageRow(
                **_renamed(
                    line,
                    {
                        "from": "first",
                        "to": "last",
                        "from_wording": "starts_wording",
                        "to_wording": "ends_wording",
                    },
                )
            )
            for line in _lines("office_coverage")
        ],
        sites=[
            rows.SiteRow(
                **{
                    **_renamed(line, {"from": "first", "to": "last"}),
                    "latitude": float(line["latitude"]),
                    "longitude": float(line["longitude"]),
                }
            )
            for line in _lines("sites")
        ],
    )


def _outlines() -> Iterator[rows.OutlineRow]:
    drawn = json.loads(OUTLINES.read_text(encoding="utf-8"))
    for number, rings in drawn["outlines"].items():
        yield rows.OutlineRow(
            municipality=number,
            rings=rings,
            borders_on=date.fromisoformat(drawn["borders_on"]),
            source=drawn["source"],
        )


def _lines(table: str) -> list[dict[str, str]]:
    with (TABLES / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _renamed(line: dict[str, str], names: dict[str, str]) -> dict:
    """The line with its columns renamed; its days are dates."""
    named = {names.get(column, column): value for column, value in line.items()}
    return {
        column: _day(value) if column in ("first", "last", "renamed_on") else value
        for column, value in named.items()
    }


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
