"""Where each table comes from."""

from tospann.engines.structure.gathering.work import Work, listed
from tospann.engines.structure.schema import BY_NAME

UNKNOWN_DATE = "ikke oppgitt"


def sources(work: Work) -> None:
    """Where each table comes from. A table that is replaced loses the source it had."""
    replaced = (set(work.given) | set(work.made)) - {"sources"}
    rows = [
        row for row in work.tables.get("sources", [])
        if "sources" in work.given or row.get("table") not in replaced
    ]  # fmt: skip
    told = {row.get("table") for row in rows}
    undated: list[str] = []
    for table, (piece, quality, note) in work.made.items():
        if piece.source is None or table in told or table not in BY_NAME:
            continue
        title, publisher, licence = piece.source
        if not piece.date and piece.file and piece.file not in undated:
            undated.append(piece.file)
        rows.append(
            {"table": table, "title": title, "publisher": publisher,
             "date": piece.date or UNKNOWN_DATE, "licence": licence, "quality": quality,
             "note": note}
        )  # fmt: skip
    work.tables["sources"] = rows
    if undated:
        work.notes.append(
            f"Det står ikke når {listed(undated)} er fra. Sett årstallet i filnavnet."
        )
