"""How much is read, so that a hostile file is refused before it costs anything."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """The most of everything that one reading takes in."""

    file_bytes: int = 50_000_000  # as uploaded
    unpacked_bytes: int = 400_000_000  # a workbook's parts, summed while they are unpacked
    string_bytes: int = 400_000_000  # the texts of a workbook, each counted where it is used
    entries: int = 2_000  # parts in a workbook
    ratio: int = 200  # unpacked to packed, for a part above 1 MB
    sheets: int = 100
    rows: int = 500_000  # in one sheet
    columns: int = 1_000
    cells: int = 5_000_000  # rows times columns, all sheets together
    cube_cells: int = 1_000_000  # values in a JSON-stat cube; Statistics Norway gives 800 000
    problems: int = 1_000  # kept with their address; more are counted


LIMITS = Limits()
