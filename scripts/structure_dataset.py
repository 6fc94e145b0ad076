"""docs/reference/structure-dataset.md, made from the schema that the engine reads by.

python scripts/structure_dataset.py write   # make the page
python scripts/structure_dataset.py check   # exit 1 when it is stale
"""

import argparse
from pathlib import Path

from tospann.engines.structure import folder
from tospann.engines.structure.schema import TABLES, Column, Table
from tospann.structure.bringing import FILE_BYTES, MOST_FILES, TOGETHER_BYTES
from tospann.structure.reader import LIMITS

PAGE = Path(__file__).resolve().parent.parent / "docs/reference/structure-dataset.md"
HEAD = f"""\
# A dataset for the structure engine

What the structure engine knows of a territory is a folder, or a .zip, of CSV files: one for each
table below, named after it. Four tables are needed: `dataset`, `municipalities`, `sites` and
`places`. Every other one makes more questions possible, and the quality report says which are
missing.

The meanings are in bokmål, because those who put a dataset together read them. The page is made
from `engines/structure/schema.py`; after a change there, run
`python scripts/structure_dataset.py write`.

Two datasets come with the product, `nordland` and `norway`, in `src/tospann/demo/territories/`.
They are the best examples to start from:

```python
from tospann.demo import territories
from tospann.engines.structure import folder, travel
from tospann.engines.structure.quality import quality

nordland = folder.read(territories.find("nordland"))
minutes = travel.by_roads(nordland).seconds / 60
for remark in quality(nordland):
    print(remark.table, remark.what)
```

## Put together from public tables

On the page *Datasett for kontorstruktur*, or by `tospann structure bring`, these are read as they
are published, whatever the files are called:

- **Population grid** of Statistics Norway, by the columns `SSBID1000M` and `pop_tot`: `places`,
  each cell in the municipality its middle lies in.
- **Table 07459**, population by age, as the statbank's CSV or workbook or as JSON-stat 2:
  `residents`. Single years are put together as 0-17, 18-29, 30-66 and 67+.
- **Table 03321**, commuting, as the statbank's CSV or workbook: `commuting`, the newest year.
- **Klass 131**, codes, by the columns `code` and `name`: `municipalities`. Its changes, by the key
  `codeChanges`, move old numbers to those of today; a municipality that was split is a fault.
- **Municipal boundaries** of Kartverket, GeoJSON with `kommunenummer`: `outlines`, and `adjacency`
  from common borders.
- **NORG**, `enhet` and `enhet/navkontorer`, by the keys `enhetNr` and `navKontorId`: `structures`
  and `presence`. Who hosts is inferred, and opening days are assumed.
- **Travel times** of any tool, by the columns `from`, `to` and `minutes`: `travel` where they
  begin at places, `nodes` and `edges` where they go between centres.
- **A map extract** of OpenStreetMap (.osm.pbf): `travel`, over every road and ferry. Only by the
  command, with the extra `openstreetmap` (half a gigabyte) and room for some times the extract
  while it works. `--ferry-minutes` is the wait for each ferry; put the year in the file's name. No
  more than {folder.MOST_ROWS // 10**6} million pairs of place and site: a county, not the country.

A table of the dataset's own stands before what is worked out. Every step is told before anything
is taken in. Through the pages: {FILE_BYTES // 10**6} MB a file, {TOGETHER_BYTES // 10**6} MB
together, {MOST_FILES} files and {LIMITS.seconds} seconds.
[The tutorial](../tutorial/second-county.md) does it for Agder.

## How the files are read

- UTF-8 with or without a byte order mark, or what Windows writes; comma, semicolon or tab. The
  first line names the columns, in any order. Columns that may be empty can be left out.
- Numbers have a decimal comma or point, and spaces between thousands or none.
- `-` is zero where a count may be zero. `.` (not applicable), `..` (missing), `:` and `*`
  (withheld) are never read as zero: they are faults, except that a travel time may be `.` or `..`
  where there is no way.
- Every fault is told at once, with table, row and column and what to do. Nothing is mended in
  silence.
- Limits: {folder.MOST_BYTES // folder.MEGABYTE} MB a file unpacked,
  {folder.MOST_BYTES_TOGETHER // folder.MEGABYTE} MB together, {folder.MOST_ROWS // 10**6} million
  rows together, {folder.MOST_FILES} files.
- No row may describe a person. The smallest counts are places and municipalities.

## Travel times

`travel.by_roads` searches the graph of `nodes` and `edges`, `travel.brought` uses `travel`, and
`travel.straight_line` needs neither but knows no fjord. `openstreetmap.build` and
`openstreetmap.by_openstreetmap` measure over every road in a map extract with Valhalla; it knows
crossings but no timetables.
"""


def page() -> str:
    """The whole file."""
    return HEAD + "".join(map(_table, TABLES))


def _table(table: Table) -> str:
    needed = "må være med" if table.required else "kan være med"
    lines = [
        f"\n## {table.title}\n\n`{table.name}.csv`, {needed}. {table.meaning}",
        f" Nøkkel: {', '.join(f'`{name}`' for name in table.key)}.\n" if table.key else "\n",
        "\n| kolonne | innhold | enhet | må fylles ut | betydning |\n|---|---|---|---|---|\n",
        *(_column(column) for column in table.columns),
    ]
    return "".join(lines)


def _column(column: Column) -> str:
    needed = "ja" if column.required else "nei"
    return f"| `{column.name}` | {_kind(column)} | {column.unit} | {needed} | {column.meaning} |\n"


def _kind(column: Column) -> str:
    if column.kind == "choice":
        return ", ".join(f"`{choice}`" for choice in column.choices)
    kind = {
        "text": "tekst",
        "municipality": "kommunenummer",
        "whole": f"helt tall {_bounds(column)}",
        "number": f"tall {_bounds(column)}",
    }[column.kind]
    return f"{kind}, finnes i `{column.refers}`" if column.refers else kind


def _bounds(column: Column) -> str:
    return f"{_norwegian(column.low)} til {_norwegian(column.high)}"


def _norwegian(bound: float) -> str:
    whole = f"{bound:,.0f}" if bound >= 10_000 else f"{bound:g}"
    return whole.replace(".", ",") if bound < 10_000 else whole.replace(",", " ")


def main() -> int:
    """Run one of the two; the exit status is 1 when `check` finds the page stale."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("what", choices=["write", "check"])
    if parser.parse_args().what == "write":
        PAGE.write_text(page(), encoding="utf-8")
        return 0
    if PAGE.exists() and PAGE.read_text(encoding="utf-8") == page():
        return 0
    print(f"{PAGE.name} is stale; run python scripts/structure_dataset.py write")
    return 1


if __name__ == "__main__":
    raise SystemExit(main())
