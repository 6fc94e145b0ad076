"""docs/reference/indicators.md, made from the catalogue that the product holds.

python scripts/indicators_reference.py write   # make the page anew
python scripts/indicators_reference.py check   # exit 1 when it is stale
"""

import argparse
import csv
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TABLE = ROOT / "src" / "tospann" / "indicators" / "catalogue.csv"
PAGE = ROOT / "docs" / "reference" / "indicators.md"
HEAD = """\
# The common catalogue of indicators

*Made from `src/tospann/indicators/catalogue.csv`; correct the table, not this page, and run
`python scripts/indicators_reference.py write`.*

Thirty-seven indicators that both owners of an office can follow. A partnership chooses among them
in its plan and may define its own (codes E1, E2 and so on). Texts are as the product shows them in
bokmål; definitions follow KOSTRA and Nav where they publish one.

- **Type.** *Input* and *activity* never make a goal green. *Context* is never coloured.
- **Due** is how many days after the period its figure is usually known. It is our estimate, and
  decides when a figure is late.
- **Hidden** is the class of suppression: `public_count` hides 1 to 4, `sensitive` 1 to 9,
  `survey` fewer than 5 answers, `money` amounts for fewer than 5 recipients.

| Code | Indicator | Definition | Unit | Better | Every | Due | Source | Whose | Type | Hidden |
|---|---|---|---|---|---|---|---|---|---|---|
"""
BETTER = {"up": "higher", "down": "lower", "none": "neither"}


def page() -> str:
    """The whole page."""
    with TABLE.open(encoding="utf-8", newline="") as table:
        return HEAD + "".join(
            f"| {row['code']} | {row['title']} | {row['definition']} | {row['unit']} "
            f"| {BETTER[row['direction']]} | {row['frequency'].replace('_', '-')} "
            f"| {row['due_days']} | {row['source']} | {row['line']} | {row['type']} "
            f"| `{row['suppression']}` |\n"
            for row in csv.DictReader(table)
        )


def main() -> int:
    """Write the page, or say whether it is stale."""
    parser = argparse.ArgumentParser(description="The reference of indicators.")
    parser.add_argument("what", choices=["write", "check"])
    if parser.parse_args().what == "write":
        PAGE.write_text(page(), encoding="utf-8")
        return 0
    if PAGE.exists() and PAGE.read_text(encoding="utf-8") == page():
        return 0
    print(
        "docs/reference/indicators.md is stale; run python scripts/indicators_reference.py write"
    )
    return 1


if __name__ == "__main__":
    sys.exit(main())
