"""Who lives where: population by age, and the places with their residents."""

from collections.abc import Mapping

import numpy as np

from tospann.engines.structure import cells, grid, outlining
from tospann.engines.structure.gathering.outlines import drawn
from tospann.engines.structure.gathering.work import PEOPLE, Work, count
from tospann.engines.structure.public import Piece, Rows


def people(work: Work) -> None:
    """Population by age, and the places."""
    if counted := work.of("residents"):
        piece, rows = counted
        work.tables["residents"] = work.moved(piece, rows, ("municipality",), "residents")
        work.made["residents"] = (piece, "exact", "")
        _earlier_years(work)
        years = sorted({row["year"] for row in work.tables["residents"]})
        if len(years) > 1:
            work.notes.append(f"Folketallet er med for årene {years[0]} til {years[-1]}.")
    if found := work.of("cells"):
        _places(work, *found)
    if work.about.scaled:
        _scale(work)


def _earlier_years(work: Work) -> None:
    """Years the earlier version has and the new table has not, where the ages are alike."""
    new = work.tables["residents"]
    old = [] if "residents" in work.given else work.base.get("residents", [])
    years = {row["year"] for row in new}
    kept = [row for row in old if row["year"] not in years]
    if not kept or {row["age_group"] for row in kept} != {row["age_group"] for row in new}:
        return
    work.tables["residents"] = kept + new
    said = ", ".join(sorted({row["year"] for row in kept}))
    work.notes.append(f"Folketallet for {said} er beholdt fra versjonen før.")


def _places(work: Work, piece: Piece, rows: Rows) -> None:
    """Cells of the population grid, each in the municipality its centre lies in."""
    outlines = drawn(work)
    if not outlines:
        work.fault(
            piece.file, "", "Rutene sier ikke hvilken kommune de ligger i.",
            "Ta med kommunegrensene som GeoJSON.",
        )  # fmt: skip
        return
    latitude, longitude = grid.centres([row["place"] for row in rows])
    held, metres = outlining.municipality_of(longitude, latitude, outlines)
    inside = set(work.numbers)
    kept: Rows = []
    near = near_people = far = far_people = 0
    for row, number, away in zip(rows, held, metres, strict=True):
        people = int(cells.number(row["residents"], PEOPLE))
        if number in inside:
            kept.append({"place": row["place"], "municipality": number, "residents": str(people)})
            if away:
                near, near_people = near + 1, near_people + people
        elif not number:
            far, far_people = far + 1, far_people + people
    work.tables["places"] = kept
    work.made["places"] = (
        piece, "approximate", "Kommunen er den ruten har midtpunktet i, etter omrissene."
    )  # fmt: skip
    work.notes.append(
        f"{piece.file}: {count(len(kept))} ruter med "
        f"{count(sum(int(row['residents']) for row in kept))} bosatte ligger i området."
    )
    if near:
        work.notes.append(
            f"{count(near)} ruter med {count(near_people)} bosatte har midtpunktet utenfor "
            "alle omriss, og er lagt til den nærmeste kommunen."
        )
    if far:
        work.notes.append(
            f"{count(far)} ruter med {count(far_people)} bosatte ligger mer enn "
            f"{outlining.NEAR_METRES / 1000:.0f} km fra alle omriss, og er ikke med."
        )


def _scale(work: Work) -> None:
    """Places adjusted to the newest population; the largest remainders are rounded up."""
    residents, places = work.tables.get("residents"), work.tables.get("places")
    if not residents or not places:
        work.fault(
            "places", "", "Bostedene kan ikke justeres uten folketall og bosteder.",
            "Ta med begge tabellene, eller la være å justere.",
        )  # fmt: skip
        return
    newest = max(row.get("year", "") for row in residents)
    wanted: dict[str, int] = {}
    try:
        for row in residents:
            if row["year"] == newest:
                number = cells.municipality(row["municipality"].strip())
                wanted[number] = wanted.get(number, 0) + int(
                    cells.number(row["residents"].strip(), PEOPLE)
                )
        held = [int(cells.number(row["residents"].strip(), PEOPLE)) for row in places]
    except (cells.Wrong, KeyError, AttributeError):
        return  # what is wrong in the tables themselves is told when they are read
    at: dict[str, list[int]] = {}
    for i, row in enumerate(places):
        at.setdefault(str(row.get("municipality", "")).strip(), []).append(i)
    adjusted = [dict(row) for row in places]
    for number, rows in at.items():
        if number not in wanted:
            continue
        shares = _shared(np.array([held[i] for i in rows], np.int64), wanted[number])
        for i, people in zip(rows, shares, strict=True):
            adjusted[i]["residents"] = str(people)
    work.tables["places"] = adjusted
    piece = work.made["places"][0] if "places" in work.made else None
    note = (
        f"Justert til kommunens folketall 1. januar {newest} og rundet av slik at summen stemmer."
    )
    if piece is not None:
        note = f"{work.made['places'][2]} {note}"
    work.made["places"] = (piece or _unchanged("places", work.base), "approximate", note)
    work.notes.append(f"Bostedene er justert til folketallet 1. januar {newest}.")


def _unchanged(table: str, base: Mapping[str, Rows]) -> Piece:
    """The source an earlier version gave for a table, as a piece without rows."""
    row = next((row for row in base.get("sources", []) if row.get("table") == table), None)
    if row is None:
        return Piece("", "", "")
    said = (row.get("title", ""), row.get("publisher", ""), row.get("licence", ""))
    return Piece("", "", "", source=said, date=row.get("date", ""))


def _shared(held: np.ndarray, total: int) -> list[int]:
    """`total` whole persons shared out as `held` is; the largest remainders are rounded up."""
    if not held.sum():
        return held.tolist()
    exact = held * total
    whole = exact // held.sum()
    rest = exact - whole * held.sum()
    first = np.argsort(-rest, kind="stable")[: total - int(whole.sum())]
    whole[first] += 1
    return whole.tolist()
