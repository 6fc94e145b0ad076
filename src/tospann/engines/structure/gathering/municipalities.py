"""Which municipalities a dataset is about."""

from tospann.engines.structure.gathering.work import Work
from tospann.engines.structure.public import COUNTIES, Piece


def known(work: Work) -> None:
    """The municipalities: those of the table, else those named in public tables."""
    if work.tables.get("municipalities"):
        work.numbers = [str(row.get("number", "")) for row in work.tables["municipalities"]]
        return
    names: dict[str, str] = {}
    sources: list[Piece] = []
    for piece in sorted(work.pieces, key=lambda piece: piece.layout != "klass_codes"):
        for row in piece.rows.get("names", []):
            names.setdefault(row["number"], row["name"])
        if piece.rows.get("names"):
            sources.append(piece)
    counted = work.of("residents")
    if work.about.area:
        wanted = {n for n in names if any(n.startswith(one) for one in work.about.area)}
    elif counted:
        wanted = {row["municipality"] for row in counted[1]} & set(names)
    else:
        wanted = set(names)
    work.numbers = sorted(wanted)
    if not work.numbers:
        work.fault(
            "municipalities", "", "Ingen av filene sier hvilke kommuner det gjelder.",
            "Ta med kommunenumrene fra Klass, kommunegrensene, eller tabellen municipalities.",
        )  # fmt: skip
        return
    work.tables["municipalities"] = [
        {"number": number, "name": names[number], "seat": "",
         "group": COUNTIES.get(number[:2], number[:2])}
        for number in work.numbers
    ]  # fmt: skip
    work.made["municipalities"] = (sources[0], "exact", "")
