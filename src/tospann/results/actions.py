"""Changes to the figures. Whatever changes a figure publishes what may be shown, there and then.

Nothing waits for somebody to release it: the moment a figure is taken, every owner and everybody
else sees the same, hidden where few people stand behind it.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from procrastinate.contrib.django import app

from tospann.access.actor import Actor
from tospann.access.roles import Permission
from tospann.base import clock
from tospann.base.errors import NotPermitted
from tospann.engines.results import periods
from tospann.files.models import File
from tospann.indicators import actions as indicators
from tospann.indicators.models import Indicator
from tospann.journal.record import action, record
from tospann.partnerships.models import Owner, Partnership
from tospann.partnerships.selectors import owners_on
from tospann.results import lines, protection, summaries
from tospann.results.cells import as_rows
from tospann.results.errors import (
    AlreadyRebased,
    AlreadyReverted,
    AlreadyWithdrawn,
    ChangedMeanwhile,
    NoFigures,
    NoFigureThere,
    NothingNew,
    OtherLine,
    ReasonNeeded,
)
from tospann.results.figures import Figure, ask, whole
from tospann.results.models import (
    GoalSummary,
    Import,
    ImportSort,
    Mark,
    Measurement,
    Note,
    Published,
    Rebase,
    Summary,
)
from tospann.results.selectors import files
from tospann.results.selectors.people import places_of, state_owner_ids
from tospann.results.targets import planned

_ROWS = 2000  # rows in one statement
_SHOWN = 200  # published periods in one statement
REVERTED_AT_ONCE = 3000  # figures taken back while the person waits; more are by the queue

# --- Taking figures in ------------------------------------------------------------------


@action
def take_figures(
    *,
    actor: Actor,
    partnership: Partnership | None,
    figures: Sequence[Figure],
    source: str,
    source_on: date | None = None,
    sort: str = ImportSort.FILE,
    reason: str = "",
    file: File | None = None,
    foreseen: protection.Foreseen | None = None,
) -> Import:
    """Take in figures from one source, all or none. Equal ones that stand already are passed over.

    Without a partnership the figures are for a county or the country. Typed figures that differ
    from what stands need a reason; a file's are the source's own new edition. `foreseen` spares
    the transaction the work that was done before it began.

    Refuses with `OtherLine`, `NoFigures`, `NothingNew` or `ReasonNeeded`. What is wrong with a
    figure itself is refused by `figures.ask`.
    """
    if not figures:
        raise NoFigures
    _ask_giver(actor, partnership, figures)
    places = places_of(partnership) if partnership else frozenset()
    ask(figures, places=places, today=clock.today())
    _lock(partnership, {one.indicator.pk: one.indicator for one in figures}.values())
    kept = [whole(one) for one in figures]
    stands = _standing(partnership, kept)
    new = [one for one in kept if not _is_same(stands.get(one.cell), one)]
    if not new:
        raise NothingNew
    replaced = [stands[one.cell] for one in new if one.cell in stands]
    if sort == ImportSort.TYPED and not reason:
        _ask_reason(new, stands)
    batch = _take(
        actor,
        partnership,
        new,
        replaced,
        sort=sort,
        source=source,
        source_on=source_on,
        reason=reason,
        file=file,
        foreseen=foreseen,
    )
    ordered = sorted(new, key=lambda one: periods.parse(one.period).first_day)
    record(
        "figures.taken",
        actor=actor,
        partnership_id=batch.partnership_id,
        subject=batch,
        count=batch.row_count,
        source=source,
        indicators=_codes(one.indicator for one in new),
        first_period=ordered[0].period,
        last_period=ordered[-1].period,
    )
    return batch


@action
def correct(
    *,
    actor: Actor,
    measurement: Measurement,
    reason: str,
    mark: str = Mark.NUMBER,
    value: Decimal | None = None,
    numerator: Decimal | None = None,
    denominator: Decimal | None = None,
    source: str = "",
) -> Measurement:
    """Give a new edition of one figure. The old one stays to be read.

    Refuses with `OtherLine`, `ChangedMeanwhile`, `NothingNew` or `ReasonNeeded`. What is wrong
    with the figure itself is refused by `figures.ask`.
    """
    old = Measurement.objects.select_related("indicator", "partnership", "batch").get(
        pk=measurement.pk
    )
    figure = Figure(
        indicator=old.indicator,
        period=old.period,
        place=old.place,
        split=old.split,
        mark=mark,
        value=value,
        numerator=numerator,
        denominator=denominator,
        quality=old.quality,
    )
    _ask_giver(actor, old.partnership, [figure])
    if not reason:
        raise ReasonNeeded(code=old.indicator.code, period=old.period)
    places = places_of(old.partnership) if old.partnership else frozenset()
    ask([figure], places=places, today=clock.today())
    _lock(old.partnership, [old.indicator])
    old.refresh_from_db(fields=["standing"])
    if not old.standing:
        raise ChangedMeanwhile
    figure = whole(figure)
    if _is_same(old, figure):
        raise NothingNew
    batch = _take(
        actor,
        old.partnership,
        [figure],
        [old],
        sort=ImportSort.CORRECTION,
        source=source or old.batch.source,
        source_on=old.batch.source_on,
        reason=reason,
        file=None,
    )
    new = batch.measurements.get()
    record(
        "figure.corrected",
        actor=actor,
        partnership_id=old.partnership_id,
        subject=batch,
        indicator=old.indicator.code,
        period=old.period,
        reason=reason,
    )
    return new


@action
def revert_import(*, actor: Actor, batch: Import, reason: str) -> Import:
    """Take back everything that came in together: at once, or by the queue when it is much.

    What stood before stands again. A figure that has been given anew since keeps its newer
    edition. What has been shown cannot be made unseen, and disclosure control goes on reckoning
    with it.

    Refuses with `OtherLine`, `AlreadyReverted` or `ReasonNeeded`.
    """
    batch = Import.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    rows = files.touched(batch)
    _ask_giver(actor, batch.partnership, rows)
    if batch.reverted_at or batch.revert_asked_at:
        raise AlreadyReverted
    if not reason:
        raise ReasonNeeded(code=rows[0].indicator.code, period=rows[0].period)
    batch.reverted_because = reason
    if batch.row_count <= REVERTED_AT_ONCE:
        _revert(actor, batch, rows)
        return batch
    batch.revert_asked_at, batch.revert_asked_by_id = clock.now(), actor.person_id
    batch.save(update_fields=["revert_asked_at", "revert_asked_by", "reverted_because"])
    app.configure_task("tospann.results.tasks.revert").defer(batch_id=str(batch.pk))
    record(
        "figures.revert_asked",
        actor=actor,
        partnership_id=batch.partnership_id,
        subject=batch,
        count=batch.row_count,
        source=batch.source,
        reason=reason,
    )
    return batch


@action
def finish_revert(
    *, actor: Actor, batch: Import, foreseen: protection.Foreseen | None = None
) -> None:
    """The queue takes back what a person has asked for; who may was settled then.

    `foreseen` is what the queue has found out before, while nothing was locked. Refuses with
    `AlreadyReverted`.
    """
    batch = Import.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    if not batch.is_being_reverted:
        raise AlreadyReverted
    _revert(actor, batch, files.touched(batch), foreseen)


@action
def stop_revert(*, actor: Actor, batch: Import, because: str) -> None:
    """The queue could not take it back. Everything stands as before, and it may be asked again.

    Refuses with `AlreadyReverted` what is taken back after all, or is not asked for.
    """
    batch = Import.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    if not batch.is_being_reverted:
        raise AlreadyReverted
    batch.revert_asked_at, batch.revert_asked_by, batch.reverted_because = None, None, ""
    batch.save(update_fields=["revert_asked_at", "revert_asked_by", "reverted_because"])
    record(
        "figures.revert_stopped",
        actor=actor,
        partnership_id=batch.partnership_id,
        subject=batch,
        count=batch.row_count,
        source=batch.source,
        because=because,
    )


def _revert(
    actor: Actor,
    batch: Import,
    rows: Sequence[Figure],
    foreseen: protection.Foreseen | None = None,
) -> None:
    """What stood before stands again, and is shown."""
    _lock(batch.partnership, {row.indicator.pk: row.indicator for row in rows}.values())
    batch.reverted_at, batch.reverted_by_id = clock.now(), actor.person_id
    batch.save(update_fields=["reverted_at", "reverted_by", "reverted_because"])
    again = [row.pk for row in files.before(batch)]
    batch.measurements.filter(standing=True).update(standing=False)
    for start in range(0, len(again), _ROWS):
        Measurement.objects.filter(pk__in=again[start : start + _ROWS]).update(standing=True)
    _show(actor, batch, rows, foreseen)
    record(
        "figures.reverted",
        actor=actor,
        partnership_id=batch.partnership_id,
        subject=batch,
        count=batch.row_count,
        source=batch.source,
        reason=batch.reverted_because,
    )


# --- What is said about a series --------------------------------------------------------


@action
def rebase(
    *, actor: Actor, partnership: Partnership, indicator: Indicator, period: str, reason: str
) -> Rebase:
    """Let the chart reckon its ordinary variation anew from a period on.

    It takes someone who may give figures of the indicator, and counts as their owner's doing.
    Refuses with `OtherLine`, `NoFigureThere`, `AlreadyRebased` or `ReasonNeeded`.
    """
    owner = _giver(actor, partnership, indicator)
    if not reason:
        raise ReasonNeeded(code=indicator.code, period=period)
    found = Published.objects.filter(
        partnership=partnership, indicator=indicator, period=period, standing=True
    ).first()
    if found is None:
        raise NoFigureThere(period=period)
    _lock(partnership, [indicator])
    here = Rebase.objects.filter(partnership=partnership, indicator=indicator, period=period)
    if here.filter(withdrawn_at=None).exists():
        raise AlreadyRebased(period=period)
    made = Rebase.objects.create(
        partnership=partnership,
        indicator=indicator,
        owner=owner,
        period=period,
        first_on=found.first_on,
        reason=reason,
        rebased_at=clock.now(),
        rebased_by_id=actor.person_id,
    )
    _summarise(partnership, [indicator])
    record(
        "chart.rebased",
        actor=actor,
        partnership_id=partnership.pk,
        subject=made,
        owner=owner.name,
        indicator=indicator.code,
        period=period,
        reason=reason,
    )
    return made


@action
def withdraw_rebase(*, actor: Actor, made: Rebase) -> Rebase:
    """Take a new base back; the chart is reckoned without it.

    Refuses with `OtherLine` or `AlreadyWithdrawn`.
    """
    made = Rebase.objects.select_for_update(of=("self",)).get(pk=made.pk)
    owner = _giver(actor, made.partnership, made.indicator)
    if made.withdrawn_at:
        raise AlreadyWithdrawn
    made.withdrawn_at = clock.now()
    made.withdrawn_by_id = actor.person_id
    made.save(update_fields=["withdrawn_at", "withdrawn_by"])
    _summarise(made.partnership, [made.indicator])
    record(
        "chart.rebase_withdrawn",
        actor=actor,
        partnership_id=made.partnership_id,
        subject=made,
        owner=owner.name,
        indicator=made.indicator.code,
        period=made.period,
    )
    return made


@action
def write_note(
    *,
    actor: Actor,
    partnership: Partnership,
    indicator: Indicator,
    story: str,
    next_step: str,
    partners: str = "",
    works: str = "",
) -> Note:
    """Say what lies behind the latest figure, and what is done next. For those inside.

    Refuses with `NotPermitted` or `NoFigureThere`.
    """
    if not actor.may_in(Permission.FIGURES_ENTER, partnership_id=partnership.pk):
        raise NotPermitted
    summary = Summary.objects.filter(partnership=partnership, indicator=indicator).first()
    if summary is None:
        raise NoFigureThere(period=indicator.code)
    note = Note.objects.create(
        partnership=partnership,
        indicator=indicator,
        period=summary.period,
        story=story,
        partners=partners,
        works=works,
        next_step=next_step,
        written_at=clock.now(),
        written_by_id=actor.person_id,
    )
    _summarise(partnership, [indicator])
    record(
        "note.written",
        actor=actor,
        partnership_id=partnership.pk,
        subject=note,
        indicator=indicator.code,
        period=summary.period,
    )
    return note


@action
def refresh_summaries(*, actor: Actor, partnership: Partnership) -> None:
    """Reckon the partnership's lines anew, after its plan or its targets changed."""
    Partnership.objects.select_for_update().get(pk=partnership.pk)
    followed = Indicator.objects.filter(published__partnership=partnership).distinct()
    _summarise(partnership, list(followed))
    record("summaries.refreshed", actor=actor, partnership_id=partnership.pk, subject=partnership)


# --- Asking -----------------------------------------------------------------------------


def _ask_giver(
    actor: Actor, partnership: Partnership | None, rows: Sequence[Figure | Measurement]
) -> None:
    """Refuse with `OtherLine` unless the actor may give every one of the figures."""
    wanted = {(row.indicator.pk, row.place): row for row in rows}
    if partnership is None:
        state = state_owner_ids()
        allowed = lines.may_give_shared(actor, state)
        if not allowed:
            raise OtherLine(code=rows[0].indicator.code)
        return
    owners = owners_on(partnership, clock.today())
    for row in wanted.values():
        if not lines.may_give(
            actor, row.indicator, partnership=partnership, owners=owners, place=row.place
        ):
            raise OtherLine(code=row.indicator.code)


def _giver(actor: Actor, partnership: Partnership, indicator: Indicator) -> Owner:
    """The owner on whose behalf the actor may give the office's figures, or `OtherLine`."""
    owners = owners_on(partnership, clock.today())
    if lines.may_give(actor, indicator, partnership=partnership, owners=owners):
        held = {seat.owner_id for seat in actor.seats if partnership.pk in seat.partnership_ids}
        for one in owners:
            if one.owner.pk in held:
                return one.owner
    raise OtherLine(code=indicator.code)


def _ask_reason(new: Iterable[Figure], stands: dict) -> None:
    for one in new:
        old = stands.get(one.cell)
        if old is not None and old.mark == Mark.NUMBER:
            raise ReasonNeeded(code=one.indicator.code, period=one.period)


# --- Writing ----------------------------------------------------------------------------


def _lock(partnership: Partnership | None, every: Iterable[Indicator]) -> None:
    """One writer at a time in a partnership; for shared figures, of an indicator.

    Others may go on referring to the row meanwhile, so that a large import stops nobody's page.
    """
    if partnership is not None:
        Partnership.objects.select_for_update(no_key=True).get(pk=partnership.pk)
    else:
        keys = [one.pk for one in every]
        rows = Indicator.objects.select_for_update(of=("self",), no_key=True)
        list(rows.filter(pk__in=keys).order_by("pk"))


def _rows_of(partnership: Partnership | None, figures: Iterable[Figure | Measurement]):
    """Every edition that may be about one of the cells; a few too many, never too few."""
    figures = list(figures)
    return Measurement.objects.filter(
        partnership=partnership,
        indicator__in={one.indicator.pk for one in figures},
        period__in={one.period for one in figures},
    )


def _cell_of(row: Measurement) -> tuple[str, str, str, str]:
    return str(row.indicator_id), row.period, row.place, row.split


def _standing(partnership: Partnership | None, figures: Iterable[Figure]) -> dict:
    return {_cell_of(row): row for row in _rows_of(partnership, figures).standing()}


def _is_same(old: Measurement | None, new: Figure) -> bool:
    return old is not None and all(
        getattr(old, name) == getattr(new, name)
        for name in ("mark", "value", "numerator", "denominator", "quality")
    )


def _take(
    actor: Actor,
    partnership: Partnership | None,
    new: Sequence[Figure],
    replaced: Sequence[Measurement],
    *,
    sort: str,
    source: str,
    source_on: date | None,
    reason: str,
    file: File | None,
    foreseen: protection.Foreseen | None = None,
) -> Import:
    """Write the editions, and show what may be shown.

    The journal has one writer at a time, so what is recorded is recorded last.
    """
    batch = Import.objects.create(
        partnership=partnership,
        sort=sort,
        source=source,
        source_on=source_on,
        reason=reason,
        file=file,
        row_count=len(new),
        taken_at=clock.now(),
        taken_by_id=actor.person_id,
    )
    unfrozen = Indicator.objects.select_for_update(of=("self",), no_key=True).filter(
        pk__in={one.indicator.pk for one in new}, frozen_at=None
    )
    kinds_to_fix = list(unfrozen.order_by("pk"))
    editions: dict = defaultdict(int)
    for *cell, edition in _rows_of(partnership, new).values_list(
        "indicator_id", "period", "place", "split", "edition"
    ):
        where = str(cell[0]), *cell[1:]
        editions[where] = max(editions[where], edition)
    gone = [row.pk for row in replaced]
    for start in range(0, len(gone), _ROWS):
        Measurement.objects.filter(pk__in=gone[start : start + _ROWS]).update(standing=False)
    for start in range(0, len(new), _ROWS):
        Measurement.objects.bulk_create(
            [_edition(batch, one, editions[one.cell] + 1) for one in new[start : start + _ROWS]]
        )
    _show(actor, batch, new, foreseen)
    for indicator in kinds_to_fix:
        indicators.freeze(actor=actor, indicator=indicator)
    return batch


def _edition(batch: Import, figure: Figure, edition: int) -> Measurement:
    period = periods.parse(figure.period)
    return Measurement(
        indicator=figure.indicator,
        partnership_id=batch.partnership_id,
        place=figure.place,
        split=figure.split,
        period=str(period),
        first_on=period.first_day,
        last_on=period.last_day,
        mark=figure.mark,
        value=figure.value,
        numerator=figure.numerator,
        denominator=figure.denominator,
        quality=figure.quality,
        edition=edition,
        standing=True,
        batch=batch,
    )


# --- Showing ----------------------------------------------------------------------------


def _show(
    actor: Actor,
    batch: Import,
    rows: Sequence[Figure | Measurement],
    foreseen: protection.Foreseen | None = None,
) -> None:
    """Publish anew every period that was touched, and reckon the lines of the lists."""
    partnership = batch.partnership
    every = {row.indicator.pk: row.indicator for row in rows}
    touched = {(row.indicator.pk, row.period) for row in rows}
    new, gone = [], []
    for key, shown in protection.published(partnership, every, touched, foreseen):
        cells = as_rows(shown.cells)
        if shown.standing is not None:
            if shown.standing.cells == cells:
                continue
            gone.append(shown.standing.pk)
        period = periods.parse(key[1])
        new.append(
            Published(
                indicator_id=key[0],
                partnership=partnership,
                period=str(period),
                first_on=period.first_day,
                number=shown.number + 1,
                standing=True,
                cells=cells,
                batch=batch,
                published_at=clock.now(),
                published_by_id=actor.person_id,
            )
        )
    for start in range(0, len(gone), _ROWS):
        Published.objects.filter(pk__in=gone[start : start + _ROWS]).update(standing=False)
    for start in range(0, len(new), _SHOWN):
        Published.objects.bulk_create(new[start : start + _SHOWN])
    if partnership is not None:
        _summarise(partnership, list(every.values()))


def _summarise(partnership: Partnership, every: Sequence[Indicator]) -> None:
    """Reckon anew the line of each indicator that has one figure or more."""
    today = clock.today()
    plan = planned(partnership, today)
    made = summaries.reckoned(partnership, every, plan)
    Summary.objects.filter(
        partnership=partnership, indicator__in=[one.pk for one in every]
    ).exclude(indicator__in=[one.indicator_id for one in made]).delete()
    fields = [
        field.name
        for field in Summary._meta.local_concrete_fields
        if field.name not in ("id", "partnership", "indicator")
    ]
    Summary.objects.bulk_create(
        made,
        update_conflicts=True,
        unique_fields=["partnership", "indicator"],
        update_fields=fields,
    )
    lines = Summary.objects.filter(partnership=partnership).select_related("indicator")
    GoalSummary.objects.filter(partnership=partnership).delete()
    GoalSummary.objects.bulk_create(
        summaries.goals(partnership, plan, {one.indicator.code: one for one in lines}, today)
    )


def _codes(every: Iterable[Indicator]) -> list[str]:
    codes = {one.code for one in every}
    return sorted(codes, key=lambda code: (code[0], int(code[1:])))
