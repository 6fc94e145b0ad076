"""Reads of tables on their way in."""

from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tospann.access.actor import Actor
from tospann.access.roles import Permission
from tospann.base import clock, drafts
from tospann.engines.tables import LAYOUTS
from tospann.imports import looking, matching
from tospann.imports.found import Asked, Bad, Found, unpacked
from tospann.imports.models import OPEN, Draft, Feed, Habit, State
from tospann.indicators.models import Indicator
from tospann.indicators.selectors import by_code, followable
from tospann.journal.selectors import who_did
from tospann.partnerships.models import Partnership
from tospann.partnerships.selectors import owners_on
from tospann.results import lines, wording
from tospann.results.models import Import, Measurement, Summary
from tospann.results.selectors.card import CardLine

BAD_FIELDS = 30  # cells that can be mended on the page at a time

# --- The drafts -------------------------------------------------------------------------


def may_bring(actor: Actor, partnership: Partnership) -> bool:
    """Whether the actor may bring figures to the partnership, of one line or another."""
    return actor.may_in(Permission.FIGURES_ENTER, partnership_id=partnership.pk)


def may_open(actor: Actor, draft: Draft) -> bool:
    """Whether the table is theirs: they brought it, or it was fetched and they may give figures.

    One query.
    """
    own = draft.created_by_id == actor.person_id or draft.feed_id is not None
    return own and may_bring(actor, draft.partnership)


def draft_of(row_id: UUID) -> Draft | None:
    """A draft by its id. One query."""
    return Draft.objects.select_related("partnership", "feed", "batch").filter(pk=row_id).first()


def drafts_of(actor: Actor, partnership: Partnership) -> QuerySet[Draft]:
    """What waits for the actor, newest first, without the tables. One query."""
    return (
        Draft.objects.filter(partnership=partnership, state__in=OPEN)
        .filter(Q(created_by=actor.person_id) | Q(feed__isnull=False))
        .defer("data", "found")
    )


def draft_to_do(row_id: str, state: State) -> Draft | None:
    """A draft the queue is to work on; None when that is over. One query."""
    return (
        Draft.objects.select_related("partnership", "feed", "created_by", "confirmed_by")
        .filter(pk=row_id, state=state)
        .first()
    )


def drafts_to_do(state: State) -> list[Draft]:
    """Every draft the queue is to work on, without what was read of it. One query."""
    rows = Draft.objects.filter(state=state).select_related("partnership", "feed")
    return list(rows.defer("data", "found"))


def too_old() -> list[Draft]:
    """Unfinished drafts that are thrown away, oldest first. One query."""
    unfinished = Draft.objects.filter(state__in=(State.READING, State.READ))
    return drafts.too_old(unfinished, "created_at")


def reading_of(draft: Draft, known: Mapping[str, Indicator]) -> tuple[Found, dict[str, str]]:
    """What was read, and what each series is as far as it is known. One query."""
    assert draft.found is not None
    found = Found(unpacked(draft.found))
    habits = _habits(draft.partnership, found.layout)
    series = matching.series_of(found.figures)
    return found, matching.targets(series, known, draft.targets, habits)


def reading_of_answer(
    partnership: Partnership, found: Found, known: Mapping[str, Indicator]
) -> tuple[dict[str, str], bool]:
    """What each series of a table was the last time, and whether all are known. One query."""
    series = matching.series_of(found.figures)
    targets = matching.targets(series, known, {}, _habits(partnership, found.layout))
    return targets, len(targets) == len(series)


class Ready:
    """A table that was looked over: what it would do, and what each series is.

    waiting : something must be answered first, and nothing was looked over.
    """

    def __init__(
        self, look: looking.Look, layout: str, targets: dict[str, str], *, waiting: bool
    ) -> None:
        """No dataclass: texts from people are let in where the figures are taken, once."""
        self.look, self.layout, self.targets, self.waiting = look, layout, targets, waiting


def ready(actor: Actor, draft: Draft) -> Ready:
    """What would be taken. Eight queries, and two for the municipalities of before."""
    known = by_code(draft.partnership)
    found, targets = reading_of(draft, known)
    keys = [one.key for one in matching.series_of(found.figures)]
    waiting = _waits(draft, found, keys, targets)
    look = (
        looking.Look()
        if waiting
        else looking.look(actor, draft.partnership, found, targets, known)
    )
    return Ready(look, found.layout, targets, waiting=waiting)


def _habits(partnership: Partnership, layout: str) -> dict[str, str]:
    rows = Habit.objects.filter(partnership=partnership, layout=layout)
    return dict(rows.values_list("series", "target"))


@dataclass(frozen=True, slots=True)
class Page:
    """A draft that was read: what it is, what is asked, what is wrong, what it would do."""

    draft: Draft
    layouts: list[str]
    facts: list[tuple[str, str]]
    grids: list[tuple[str, int, list[list[str]]]]
    notes: list[str]
    steps: list[dict[str, Any]]
    step_count: int
    questions: list[Asked]
    series: list[matching.Series]
    more_series: int
    targets: dict[str, str]
    offers: list[Any]
    look: dict[str, Any]
    bad: list[Bad]
    left: list[str]

    @property
    def waiting(self) -> bool:
        """Whether something must be answered before the figures can be told."""
        return bool(self.questions) or any(one.key not in self.targets for one in self.series)

    def offered(self, key: str) -> list[Any]:
        """What a series can be; what it is already too, when others answer for that one."""
        target = self.targets.get(key, "")
        if not target or target in self.codes or target == matching.LEFT_OUT:
            return self.offers
        words = _("%(code)s (en annen svarer for tallene)") % {"code": target}
        return [*self.offers, (target, words)]

    @property
    def codes(self) -> set[str]:
        """Every target that is offered."""
        return {
            code
            for first, second in self.offers
            for code in ([first] if isinstance(second, str) else [one for one, _text in second])
        }

    @property
    def mendable(self) -> list[Bad]:
        """Bad cells that can be mended on the page, each cell once."""
        once = {one.cell: one for one in reversed(self.bad) if one.cell}
        return [one for one in self.bad if once.get(one.cell) is one][:BAD_FIELDS]

    @property
    def other_bad(self) -> list[Bad]:
        """What is wrong and is in no cell."""
        return [one for one in self.bad if not one.cell]

    @property
    def ready(self) -> bool:
        """Whether the person can confirm."""
        return not self.waiting and not self.look["bad_count"] and bool(self.look["take"])


def looked_over(actor: Actor, draft: Draft) -> dict[str, Any]:
    """What the page tells of a table that was read, as plain data. Ten queries.

    It takes seconds for a large table; there the queue does it, and it is kept as `looked`, in
    `language`, for the one who brought the table.
    """
    known = by_code(draft.partnership)
    found, targets = reading_of(draft, known)
    return {
        "found": found.about,
        "periods": _ends(one.period for one in found.figures),
        "units": sorted({one.unit for one in found.figures if one.unit}),
        "series": [astuple(one) for one in matching.series_of(found.figures)],
        "targets": targets,
        "look": looking.look(actor, draft.partnership, found, targets, known).plain(),
    }


def kept(actor: Actor, draft: Draft) -> dict[str, Any] | None:
    """What the queue saw in a large table; None where it did not look for this actor."""
    if draft.looked is None or draft.created_by_id != actor.person_id:
        return None
    return unpacked(draft.looked)


def page(actor: Actor, draft: Draft) -> Page:
    """Everything about a draft that was read. Twelve queries at most, however large it is."""
    same = draft.language == get_language()
    seen = (kept(actor, draft) if same else None) or looked_over(actor, draft)
    found, look = Found(seen["found"]), seen["look"]
    series = [matching.Series(*one) for one in seen["series"]]
    titles = {one.code: _(one.title) for one in LAYOUTS} | {"json_stat": "JSON-stat 2"}
    return Page(
        draft=draft,
        layouts=list(dict.fromkeys(titles.get(one, one) for one in found.layouts.values())),
        facts=_facts(found, seen["periods"], seen["units"]),
        grids=[
            (name, count, [[_cell(cell) for cell in row] for row in rows])
            for name, count, rows in found.data["grids"]
        ],
        notes=found.notes,
        steps=found.steps,
        step_count=found.data["step_count"],
        questions=found.questions,
        series=series[: matching.MOST],
        more_series=max(0, len(series) - matching.MOST),
        targets=seen["targets"],
        offers=matching.offers(giveable(actor, draft.partnership)),
        look=look,
        bad=[Bad(*one) for one in look["bad"]],
        left=[looking.left_words(one) for one in look["left"]],
    )


def is_waiting(draft: Draft, seen: Mapping[str, Any]) -> bool:
    """Whether something must be answered first, in a table that was `looked_over`."""
    keys = [key for key, *_rest in seen["series"]]
    return _waits(draft, Found(seen["found"]), keys, seen["targets"])


def _waits(draft: Draft, found: Found, keys: list[str], targets: Mapping[str, str]) -> bool:
    return bool(found.questions) or not draft.source or any(one not in targets for one in keys)


def _ends(periods: Iterable[str]) -> list[str]:
    """The first and the last; none of none."""
    every = set(periods)
    return [min(every), max(every)] if every else []


def _facts(found: Found, periods: list[str], units: list[str]) -> list[tuple[str, str]]:
    """What the table tells about itself."""
    facts = []
    if periods:
        words = [wording.period_words(one) for one in periods]
        facts.append((_("Periode"), " – ".join(dict.fromkeys(words))))
    if units:
        facts.append((_("Enhet"), ", ".join(units[:6])))
    if found.data["source"]:
        facts.append((_("Kilde"), found.data["source"]))
    if found.data["updated"]:
        facts.append((_("Oppdatert hos kilden"), found.data["updated"][:10]))
    return facts


def _cell(cell: Any) -> str:
    if isinstance(cell, float):
        text = repr(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
        return text.replace(".", ",")
    return str(cell)[:40]


def giveable(actor: Actor, partnership: Partnership) -> list[Indicator]:
    """What the actor may give for some place, in the order of the codes. Two queries."""
    owners = owners_on(partnership, clock.today())
    places = ["", *(one.owner.code for one in owners if one.owner.kind == "municipality")]
    found = [
        one
        for one in followable(partnership)
        if any(
            lines.may_give(actor, one, partnership=partnership, owners=owners, place=place)
            for place in places
        )
    ]
    return sorted(found, key=lambda one: (one.code[0], int(one.code[1:])))


# --- What was taken ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Taken:
    """An import: what it did, and how the cards stand."""

    batch: Import
    role: str  # who took it in: role and owner, never a name
    lines: list[tuple[Indicator, int]]
    first: str
    last: str
    cards: list[CardLine]
    draft: Draft | None


def taken(batch: Import) -> Taken:
    """What an import brought, by indicator, and the lines of the card. Six queries."""
    counts: dict[Any, int] = {}
    days: list[tuple[Any, str]] = []
    rows = Measurement.objects.filter(batch=batch).values_list(
        "indicator_id", "period", "first_on"
    )
    for key, period, first_on in rows:
        counts[key] = counts.get(key, 0) + 1
        days.append((first_on, period))
    indicators = Indicator.objects.filter(pk__in=counts).order_by("created_at", "pk")
    summaries = {
        one.indicator_id: one
        for one in Summary.objects.filter(
            partnership=batch.partnership, indicator__in=counts
        ).select_related("indicator")
    }
    return Taken(
        batch=batch,
        role=who_did(batch, "figures.taken"),
        lines=[(one, counts[one.pk]) for one in indicators],
        first=wording.period_words(min(days)[1]) if days else "",
        last=wording.period_words(max(days)[1]) if days else "",
        cards=[
            CardLine(one, summaries.get(one.pk), "", False, 0, 0)
            for one in indicators
            if one.pk in summaries
        ],
        draft=Draft.objects.filter(batch=batch).select_related("feed").first(),
    )


# --- Where tables are fetched -----------------------------------------------------------


def feeds_of(partnership: Partnership) -> QuerySet[Feed]:
    """The tables that are fetched, by title. One query."""
    return Feed.objects.filter(partnership=partnership, removed_at=None)


def feed_of(row_id: UUID) -> Feed | None:
    """A table that is fetched. One query."""
    return Feed.objects.select_related("partnership").filter(pk=row_id, removed_at=None).first()


def feed_to_fetch(row_id: str) -> Feed | None:
    """The same for the queue. One query."""
    return (
        Feed.objects.select_related("partnership", "created_by")
        .filter(pk=row_id, removed_at=None)
        .first()
    )


def feeds_due() -> list[Feed]:
    """The tables whose day it is: never asked for, or long enough ago. One query."""
    rows = (
        Feed.objects.select_related("partnership", "created_by")
        .filter(removed_at=None, every_days__gt=0)
        .order_by(F("fetched_on").asc(nulls_first=True), "pk")
    )
    today = clock.today()
    return [
        one
        for one in rows
        if one.fetched_on is None or (today - one.fetched_on).days >= one.every_days
    ]
