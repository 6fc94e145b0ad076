"""Travel times and commuting."""

from tospann.engines.structure.gathering.work import Work


def ways(work: Work) -> None:
    """A matrix between places and sites as it is; one between centres as a graph of them."""
    found = work.of("centres")
    if found is None:
        return
    piece, rows = found
    sites = {str(row.get("site", "")): row for row in work.tables.get("sites", [])}
    seats = {
        str(row.get("number", "")): str(row.get("seat", ""))
        for row in work.tables.get("municipalities", [])
    }

    def site(text: str) -> str:
        return text if text in sites else seats.get(text, "")

    places = {str(row.get("place", "")) for row in work.tables.get("places", [])}
    if any(row["a"] in places for row in rows):
        work.tables["travel"] = [
            {"place": row["a"], "site": site(row["b"]) or row["b"], "minutes": row["minutes"]}
            for row in rows
        ]
        work.made["travel"] = (piece, "approximate", "")
        return
    edges: dict[frozenset[str], str] = {}
    for row in rows:
        a, b = site(row["a"]), site(row["b"])
        if a and b and a != b and row["minutes"].strip() not in ("", ".", ".."):
            edges.setdefault(frozenset((a, b)), row["minutes"])
    if not edges:
        work.fault(
            piece.file, "", "Ingen av stedene finnes i datasettet.",
            "Skriv bostedets id, stedets id eller kommunenummeret i kolonnene from og to.",
        )  # fmt: skip
        return
    used = sorted({one for pair in edges for one in pair})
    work.tables["nodes"] = [
        {"node": one, **{key: sites[one].get(key, "")
                         for key in ("municipality", "latitude", "longitude")}}
        for one in used
    ]  # fmt: skip
    work.tables["edges"] = [
        dict(zip(("a", "b"), sorted(pair), strict=True)) | {"drive": minutes}
        for pair, minutes in edges.items()
    ]
    note = "Tider mellom sentrene. Den siste delen av veien er regnet i luftlinje."
    work.made["nodes"] = work.made["edges"] = (piece, "approximate", note)
    work.notes.append(f"{piece.file}: {note}")


def commuting(work: Work) -> None:
    """Commuting under the numbers of today."""
    if found := work.of("commuting"):
        piece, rows = found
        work.tables["commuting"] = work.moved(piece, rows, ("home", "work"), "employed")
        work.made["commuting"] = (piece, "exact", "")
