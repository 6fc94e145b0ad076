"""`bring`: public tables put together as a dataset."""

from pathlib import Path

import click

from tospann.cli.errors import Stopped
from tospann.engines.structure import norwegian
from tospann.engines.structure.errors import BadData
from tospann.engines.structure.gathering import About
from tospann.engines.structure.quality import quality
from tospann.structure import bringing


def brought_in(
    files: tuple[Path, ...],
    name: str,
    title: str | None,
    area: str,
    scaled: bool,
    base: Path | None,
    ferry_minutes: float,
    out: Path,
) -> None:
    """Read the files, tell what was done, and write the dataset.

    Raises `Stopped` if a file cannot be read or written, `BadData` with every fault.
    """
    about = About(
        name, title or name, tuple(one.strip() for one in area.split(",") if one.strip()), scaled
    )
    extracts = [path for path in files if path.name.casefold().endswith(bringing.EXTRACT)]
    if len(extracts) > 1:
        raise Stopped("Ta med bare ett kartutdrag.")
    try:
        contents = [(path.name, path.read_bytes()) for path in files if path not in extracts]
        upon = base.read_bytes() if base else None
    except OSError as fault:
        raise Stopped(f"{fault.filename} kan ikke leses: {fault.strerror}.") from None
    found = bringing.brought(contents, about, upon)
    for extract in extracts:
        click.echo(f"- {extract.name}: kartutdrag, regner ut reisetider …")
        found = bringing.with_roads(found, extract, ferry_minutes=ferry_minutes)
    for piece in found.pieces:
        if piece.title:
            click.echo(f"- {piece.file}: {piece.title}, {norwegian.whole(piece.row_count)} rader")
    for note in found.notes:
        click.echo(f"  {note}")
    if found.archive is None or found.territory is None:
        raise BadData(tuple(found.faults))
    try:
        out.write_bytes(found.archive)
    except OSError as fault:
        raise Stopped(f"{out} kan ikke skrives: {fault.strerror}.") from None
    people = norwegian.whole(int(found.territory.places.residents.sum()))
    click.secho(f"{about.title} er skrevet til {out}: {people} bosatte.", bold=True)
    for remark in quality(found.territory):
        click.echo(f"- {remark.what}")
