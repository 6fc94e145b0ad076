"""A seat for each municipality."""

from tospann.engines.structure import grid
from tospann.engines.structure.gathering.work import Work, listed, living


def seats(work: Work) -> None:
    """A seat for each municipality: the site of the table, else the densest place."""
    sites = list(work.tables.get("sites", []))
    seat: dict[str, str] = {}
    for kind in ("seat", "main", "branch"):
        for row in sites:
            if row.get("kind") == kind:
                seat.setdefault(str(row.get("municipality", "")), str(row.get("site", "")))
    made: list[str] = []
    for row in work.tables.get("municipalities", []):
        number = str(row.get("number", ""))
        if row.get("seat"):
            continue
        if (
            number not in seat
            and (site := _densest(work, number, str(row.get("name", "")))) is not None
        ):
            sites.append(site)
            seat[number] = site["site"]
            made.append(site["name"])
        row["seat"] = seat.get(number, "")
    if made:
        work.tables["sites"] = sites
        work.notes.append(
            f"Ingen tabell sier hvor kommunesenteret er i {listed(made)}. Den tettest "
            "bebodde ruten er brukt."
        )
        if "sites" not in work.given:
            cells_of = work.of("cells")
            if cells_of:
                work.made["sites"] = (
                    cells_of[0], "approximate",
                    "Den tettest bebodde ruten i hver kommune, ikke et virkelig kontor.",
                )  # fmt: skip


def _densest(work: Work, number: str, name: str) -> dict[str, str] | None:
    here = [
        row for row in work.tables.get("places", [])
        if row.get("municipality") == number and grid.is_cell(str(row.get("place", "")))
    ]  # fmt: skip
    if not here:
        return None
    cell = max(here, key=lambda row: (living(row), row["place"]))["place"]
    latitude, longitude = grid.centres([cell])
    return {
        "site": f"{number}-senter", "name": name, "kind": "seat", "municipality": number,
        "latitude": f"{latitude[0]:.5f}", "longitude": f"{longitude[0]:.5f}",
    }  # fmt: skip
