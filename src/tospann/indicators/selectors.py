"""Reads of the catalogue and of a partnership's own indicators."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from tospann.indicators import catalogue
from tospann.indicators.models import Indicator, Line
from tospann.partnerships.models import Partnership


def missing_from_catalogue() -> list[dict[str, Any]]:
    """Rows of the common catalogue that this installation lacks. One query."""
    there = set(Indicator.objects.filter(partnership=None).values_list("code", flat=True))
    return [row for row in catalogue.rows() if row["code"] not in there]


def followable(partnership: Partnership) -> QuerySet[Indicator]:
    """What a partnership can follow: the catalogue first, then its own; retired ones left out."""
    return Indicator.objects.filter(
        Q(partnership=None) | Q(partnership=partnership), retired_at=None
    ).order_by("partnership_id", "created_at", "pk")


def by_code(partnership: Partnership) -> dict[str, Indicator]:
    """What a partnership's plans and figures may name, retired ones too. One query."""
    rows = Indicator.objects.filter(Q(partnership=None) | Q(partnership=partnership))
    return {row.code: row for row in rows}


def choices(partnership: Partnership) -> list[tuple[str, str]]:
    """(code, words) of what can be followed, for a form. One query."""
    return [(row.code, str(row)) for row in followable(partnership)]


@dataclass(frozen=True, slots=True)
class Group:
    """The indicators of one line."""

    line: Line
    indicators: list[Indicator]


def in_catalogue() -> list[Group]:
    """The common catalogue by whose it is. One query."""
    return _grouped(list(Indicator.objects.filter(partnership=None)))


def catalogue_with(words: str) -> QuerySet[Indicator]:
    """Indicators of the common catalogue in use that have the words, first those so called."""
    said = Q(title__icontains=words) | Q(definition__icontains=words) | Q(code__iexact=words)
    rows = Indicator.objects.filter(said, partnership=None, retired_at=None)
    return rows.annotate(titled=Q(title__icontains=words)).order_by("-titled", "created_at", "pk")


def own(partnership: Partnership) -> list[Indicator]:
    """A partnership's own indicators, those in use first. One query."""
    rows = Indicator.objects.filter(partnership=partnership)
    return sorted(rows, key=lambda row: row.retired_at is not None)


def one(code: str, partnership: Partnership | None = None) -> Indicator | None:
    """An indicator by its code, in the catalogue or in a partnership. One query."""
    return (
        Indicator.objects.select_related("partnership")
        .filter(code=code, partnership=partnership)
        .first()
    )


def _grouped(rows: list[Indicator]) -> list[Group]:
    groups = [Group(line, [row for row in rows if row.line == line]) for line in Line]
    return [group for group in groups if group.indicators]
