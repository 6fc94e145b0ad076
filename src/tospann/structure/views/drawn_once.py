"""The long parts of public pages, drawn once for each language and kept in the process.

A dataset never changes, and neither do its structures: what is drawn of them is the same for
everybody until the program is another. Nothing here may depend on who asks or on the day.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

from django.template.loader import render_to_string
from django.utils.translation import get_language

from tospann.structure.models import Dataset
from tospann.structure.selectors import comparing, showing, structures
from tospann.structure.selectors.comparing import ComparisonPage, Ground, Side
from tospann.structure.selectors.showing import BarePage, StructurePage

Page = TypeVar("Page", StructurePage, ComparisonPage, BarePage)


@dataclass(frozen=True)
class Drawn(Generic[Page]):
    """What a page says, and everything below the choice at its top as HTML."""

    page: Page
    html: str


def structure(dataset: Dataset, name: str, query: str) -> Drawn[StructurePage]:
    """A structure of a dataset. `query` goes with the links to files. Raises `KeyError`."""
    return _structure(dataset, name, query, get_language())


def bare(dataset: Dataset) -> Drawn[BarePage]:
    """A dataset that does not say who shares an office."""
    return _bare(dataset, get_language())


def dataset_lines() -> str:
    """The newest version of each dataset with its map; empty when there is none. One query."""
    held = tuple(structures.newest_of_each())
    return _lines(held, get_language()) if held else ""


def comparison(ground: Ground, a: Side, b: Side, sort: str, query: str) -> Drawn[ComparisonPage]:
    """Two structures beside each other. Only those of a dataset are kept: a scenario changes.

    Raises as `comparing.compared`.
    """
    if a.scenario is None and b.scenario is None:
        return _comparison(Ground(ground.dataset, ()), a, b, sort, query, get_language())
    return _compared(ground, a, b, sort, query)


@lru_cache(maxsize=16)
def _structure(
    dataset: Dataset, name: str, query: str, _language: str | None
) -> Drawn[StructurePage]:
    page = showing.structure_page(dataset, name)
    told = {"page": page, "query": query}
    return Drawn(page, render_to_string("structure/_structure_body.html", told))


@lru_cache(maxsize=4)
def _bare(dataset: Dataset, _language: str | None) -> Drawn[BarePage]:
    page = showing.bare_page(dataset)
    return Drawn(page, render_to_string("structure/_bare_body.html", {"page": page}))


@lru_cache(maxsize=4)
def _lines(held: tuple[Dataset, ...], _language: str | None) -> str:
    lines = [showing.dataset_line(one) for one in held]
    return render_to_string("structure/_dataset_lines.html", {"lines": lines})


@lru_cache(maxsize=16)
def _comparison(
    ground: Ground, a: Side, b: Side, sort: str, query: str, _language: str | None
) -> Drawn[ComparisonPage]:
    return _compared(ground, a, b, sort, query)


def _compared(ground: Ground, a: Side, b: Side, sort: str, query: str) -> Drawn[ComparisonPage]:
    page = comparing.page_of(ground, a, b, sort)
    told = {"page": page, "query": query}
    return Drawn(page, render_to_string("structure/_comparison_body.html", told))
