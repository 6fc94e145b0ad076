"""docs/reference/authority, made from the tables that the engine reads.

python scripts/authority_reference.py write   # make the pages anew
python scripts/authority_reference.py check   # exit 1 when a page is stale
"""

import argparse
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from tospann.engines.authority import (
    CHAINS,
    FIRST_DAY,
    GROUP_LABELS,
    LABELS,
    LINKS,
    MEANINGS,
    MODEL_LABELS,
    RELATION_LABELS,
    Cell,
    Code,
    Group,
    Model,
    Provision,
    Relation,
    cells,
    provisions,
    services,
)
from tospann.engines.authority.law import rows

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "reference" / "authority"
MADE = """\
*Made from the tables in `src/tospann/engines/authority/tables/` by
`python scripts/authority_reference.py write`. Correct the table, not this page.*

"""
GUIDANCE = """\
This is guidance, not a decision. **No rule here has been checked by a lawyer.** Confidence is high
(H), medium (M) or low (L) and says how sure the one who wrote the rule was.
"""
LETTERS = {
    Model.OWN_OFFICE: "A",
    Model.MERGED: "B",
    Model.HOST_ADMINISTRATIVE: "C",
    Model.HOST_JOINT_BOARD: "D",
    Model.TASK_COMMUNITY: "E",
    Model.PROFESSIONAL_COOPERATION: "F",
}
ENGLISH = {
    Model.OWN_OFFICE: "Own office",
    Model.MERGED: "Merged municipality",
    Model.HOST_ADMINISTRATIVE: "Administrative host municipality",
    Model.HOST_JOINT_BOARD: "Host with a joint elected board",
    Model.TASK_COMMUNITY: "Task community",
    Model.PROFESSIONAL_COOPERATION: "Professional cooperation",
}


def table(head: list[str], lines: Iterator[list[str]] | list[list[str]]) -> str:
    """A Markdown table."""
    whole = [head, ["---"] * len(head), *lines]
    return "".join(f"| {' | '.join(line)} |\n" for line in whole) + "\n"


def paragraphs(keys: tuple[str, ...]) -> str:
    """The versions behind keys, each once."""
    return "; ".join(str(one) for key in keys for one in provisions() if one.key == key)


def shown(one: Cell) -> str:
    """A cell as a reader of the matrix wants it."""
    parts = [
        f"**{each.code}**" + (f" ({each.chain})" if each.chain else "")
        for each in one.alternatives
    ]
    text = ", else ".join(parts)
    if one.default:
        text += f", until settled {one.default}"
    return text + (f" (also {one.also})" if one.also else "")


def matrices() -> str:
    """A to G."""
    text = "# Who may decide: matrices A to G\n\n" + MADE + GUIDANCE
    text += (
        "\nA cell lists its alternatives from the left. The first whose chain of evidence is "
        "complete is the answer; the chains are in [links](links.md), the codes in "
        "[codes](codes.md). Columns name the employer, seen from the municipality that is "
        f"responsible. Rules are laid in from {FIRST_DAY.isoformat()}.\n\n"
    )
    for model in Model:
        text += f"## {LETTERS[model]}. {ENGLISH[model]} ({MODEL_LABELS[model]})\n\n"
        if model is Model.MERGED:
            text += (
                "As A from the day of the merger. Before it each old municipality is on its own. "
                "An agreement that names the old municipality lapses with it.\n\n"
            )
            continue
        text += _matrix(model)
    return text + (
        "## G. Trial (forsøk)\n\nThe matrix of the underlying model, except that a cell named in "
        "an approved local regulation becomes **D5** (trial) in the period. Pending, refused, "
        "expired or withdrawn: no effect. D and D1 to D4 stay as they are.\n"
    )


def _matrix(model: Model) -> str:
    held = {key[1:]: one for key, one in cells().items() if key[0] is model}
    columns = [one for one in Relation if any(relation is one for _g, relation in held)]
    text = table(
        ["Service group", *(f"{one.value} ({RELATION_LABELS[one]})" for one in columns)],
        [
            [
                str(GROUP_LABELS[group]),
                *(shown(held[group, one]) if (group, one) in held else "–" for one in columns),
            ]
            for group in Group
        ],
    )
    return text + table(
        ["Group", "Employer", "Basis", "Confidence", "Note"],
        [
            [group.value, relation.value, paragraphs(one.provisions), one.confidence, one.note]
            for (group, relation), one in held.items()
        ],
    )


def codes() -> str:
    """The result codes, the groups and the services in them."""
    text = "# Result codes and services\n\n" + MADE
    text += "The best code wins when a person has two jobs: the order of the table.\n\n"
    text += table(
        ["Code", "Norwegian label", "Meaning"],
        [[f"**{one}**", str(LABELS[one]), str(MEANINGS[one])] for one in Code],
    )
    text += "## Services\n\nThe group decides the row of the matrix.\n\n"
    return text + table(
        ["Code", "Service", "Group", "Decisions rest on", "Appeal"],
        [
            [one.code, str(one.name), one.group.value, paragraphs((one.provision,)), one.appeal]
            for one in services().values()
        ],
    )


def links() -> str:
    """Links and chains."""
    text = "# Links and chains of evidence\n\n" + MADE
    text += (
        "Take one link away and exactly that link is named as missing. What lies inside a paper "
        "that is itself missing is not named apart from it.\n\n"
    )
    text += table(
        ["Link", "Name", "To mend it", "Provision"],
        [
            [f"`{one.id}`", str(one.name), str(one.mend), paragraphs((one.provision,))]
            for one in LINKS.values()
        ],
    )
    text += "## Chains\n\n"
    return text + table(
        ["Chain", "Links, in order"],
        [[name, ", ".join(one.links)] for name, one in CHAINS.items()],
    )


def law() -> str:
    """Every provision and its sources."""
    text = "# Provisions\n\n" + MADE + GUIDANCE
    text += (
        "\n`council` is the day the municipality's council was constituted after the election of "
        "2019. Without a record of that day, the answer between 10 September and 31 October 2019 "
        "names the act of 1992 with low confidence. The text of the law is not copied here.\n\n"
    )
    text += table(
        ["Key", "Act", "Provision", "From", "To", "Source", "Confidence", "What it is used for",
         "Checked by"],
        [
            [one.key, one.act, one.paragraph, *_days(one), one.source, one.confidence, one.about,
             one.checked_by or "nobody"]
            for one in provisions()
        ],
    )  # fmt: skip
    text += "## Sources\n\n"
    return text + table(
        ["Mark", "Source"], [[row["mark"], row["source"]] for row in rows("sources.csv")]
    )


def _days(one: Provision) -> tuple[str, str]:
    since = one.valid_from.isoformat() if one.valid_from else ""
    until = one.valid_to.isoformat() if one.valid_to else ""
    if one.by_council == "from":
        since = "council"
    if one.by_council == "to":
        until = "council"
    return since if one.known else "unknown", until


def traps() -> str:
    """The ten traps."""
    text = "# Ten traps\n\n" + MADE
    text += "Each is a test in `tests/engines/authority/test_traps.py`.\n\n"
    return text + table(
        ["", "Trap", "Answer", "Handled by", "Test"],
        [
            [row["number"], row["trap"], row["answer"], row["handled_by"], f"`{row['test']}`"]
            for row in rows("traps.csv")
        ],
    )


def sheets() -> str:
    """A page to print, with a box for each cell and each provision."""
    text = "# Checked by: a sheet for each rule\n\n" + MADE
    text += (
        "Print it, hold each line against the text of the law, and tick one box. A correction "
        "goes into the table; the name and the day go into `checked_by` of the provision.\n\n"
        "Checked by: ______________________   Day: ______________   Edition used: "
        "______________________\n\n"
    )
    for one in cells().values():
        text += f"## {one.table}: {one.group} × {one.relation}\n\n"
        text += f"Rule: {shown(one)}. Confidence: {one.confidence}."
        text += f" {one.note}\n\n" if one.note else "\n\n"
        chained = [each.chain for each in one.alternatives if each.chain]
        keys = dict.fromkeys(
            (
                *one.provisions,
                *(LINKS[link].provision for name in chained for link in CHAINS[name].links),
            )
        )
        text += table(
            ["Provision", "Right", "Wrong", "Correction"],
            [
                [f"{each}: {each.about}", "☐", "☐", ""]
                for key in keys
                for each in provisions()
                if each.key == key
            ],
        )
    return text


PAGES: dict[str, Callable[[], str]] = {
    "matrices.md": matrices,
    "codes.md": codes,
    "links.md": links,
    "provisions.md": law,
    "traps.md": traps,
    "checked-by.md": sheets,
}


def page(name: str) -> str:
    """The whole file, ending in one line break."""
    return PAGES[name]().rstrip() + "\n"


def faults() -> Iterator[str]:
    """The pages that do not agree with the tables."""
    for name in PAGES:
        file = FOLDER / name
        if not file.exists() or file.read_text(encoding="utf-8") != page(name):
            yield f"{name} is stale; run python scripts/authority_reference.py write"


def main() -> int:
    """Run one of the two; the exit status is 1 when `check` finds something."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("what", choices=["write", "check"])
    if parser.parse_args().what == "write":
        FOLDER.mkdir(parents=True, exist_ok=True)
        for name in PAGES:
            (FOLDER / name).write_text(page(name), encoding="utf-8")
        return 0
    found = list(faults())
    sys.stdout.writelines(f"{line}\n" for line in found)
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main())
