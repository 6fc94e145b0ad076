"""docs/reference/plan-rules.md is what the code says. Run this file to write it anew."""

from pathlib import Path

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "plan-rules.md"
HEAD = """# The rules of a joint plan

What a plan must hold together before it can be opened for ratification. The table is made from
`plans/rules.py` by `python tests/plans/test_reference.py`. A rule that stops the opening must be
met; the others are shown in the draft and in the coverage, and left to the owners. The rules are
Tospann's own: no act sets the content of such a plan.

"""
AFTER = """
These stop the opening as well:

- every owner with signals of its own for the year has confirmed, to the wording as it stands, that
  they are rightly understood;
- the partnership has no other plan for the year, opened or in writing;
- the points of the plan that every text needs: at least one goal.

A signal counts for a year when it holds on some day of it and has not been taken out of the
register. Conflicts between signals do not stop a plan. They stay on the list, and on the plan's
page, until every owner concerned has settled them.
"""


def table() -> str:
    """The rules as a Markdown table."""
    from tospann.plans.rules import RULES

    lines = ["| Rule | Asks | Stops the opening | Because |", "|---|---|---|---|"]
    lines += [
        f"| {one.code} | {one.asks} | {'yes' if one.blocks else 'no'} | {one.why} |"
        for one in RULES
    ]
    return "\n".join(lines) + "\n"


def test_the_page_says_what_the_code_says():
    from django.utils import translation

    with translation.override("nb"):
        assert PAGE.read_text() == HEAD + table() + AFTER


if __name__ == "__main__":
    import os

    import django
    from django.utils import translation

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tospann.config.settings")
    django.setup()
    with translation.override("nb"):
        PAGE.write_text(HEAD + table() + AFTER)
