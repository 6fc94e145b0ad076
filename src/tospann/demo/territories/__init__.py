"""The datasets that come with the product: Nordland in detail, Norway in outline.

Usable without Django, from a notebook or the command line:

    from tospann.demo import territories
    from tospann.engines.structure import folder
    nordland = folder.read(territories.find("nordland"))

Every table says in `sources.csv` where it comes from and how far it can be trusted. Staff,
competence and open days are illustrative.
"""

from pathlib import Path

FOLDER = Path(__file__).parent
NAMES = ("nordland", "norway")


def find(name: str) -> Path:
    """The folder of a dataset. Raises `KeyError` if there is none of that name."""
    if name not in NAMES:
        raise KeyError(name)
    return FOLDER / name
