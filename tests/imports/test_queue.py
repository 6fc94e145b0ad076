"""Large tables: read and taken by the queue, stopped in time, and never by halves."""

import time
from decimal import Decimal

import pytest
from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from tospann.base.apart import Stopped
from tospann.imports import actions, looking, progress, reading, selectors, tasks
from tospann.imports.errors import Moved
from tospann.imports.models import Draft, State
from tospann.journal.models import Entry
from tospann.results import actions as results
from tospann.results import protection
from tospann.results import tasks as results_tasks
from tospann.results.errors import AlreadyReverted
from tospann.results.figures import Figure
from tospann.results.models import Import, Measurement

pytestmark = pytest.mark.django_db


def large(count: int = 40) -> str:
    """A table that is read by the queue for its size alone."""
    rows = [f"I33;;{2000 + n // 4}K{n % 4 + 1};{n}" for n in range(count)]
    return "indikator;kontor;periode;verdi\n" + "\n".join(rows) + "\n"


@pytest.fixture
def by_queue(monkeypatch):
    monkeypatch.setattr(reading, "SMALL_BYTES", 100)


def test_a_large_table_is_read_by_the_queue_and_shown_as_it_goes(desk, by_queue):
    draft = desk.draft(large().replace(";;", ";fjordbygd;"))
    assert draft.state == State.READING
    assert ProcrastinateJob.objects.filter(task_name="tospann.imports.tasks.read").count() == 1
    assert "Venter på tur" in desk.page(draft)

    assert progress.teller(draft)(1000, 4000)
    page = desk.page(draft)
    assert "1\u00a0000 av 4\u00a0000 rader er lest." in page
    assert '<meta http-equiv="refresh" content="2">' in page

    tasks.read(str(draft.pk))
    assert "40</dd>" in desk.page(draft)
    tasks.read(str(draft.pk))  # a worker that was thought lost
    assert Draft.objects.get().state == State.READ


def test_one_who_leaves_stops_the_reading(desk, by_queue):
    draft = desk.draft(large())
    desk.client.post(reverse("imports:leave", args=[draft.pk]))

    assert not progress.teller(draft)(1, 2)
    tasks.read(str(draft.pk))
    assert Draft.objects.get().state == State.LEFT


def test_a_reading_nobody_wants_ends_within_a_second():
    table = large(120_000).encode()
    asked: list[float] = []

    def no_longer(_done: int, _all: int) -> bool:
        asked.append(time.monotonic())
        return False

    with pytest.raises(Stopped):
        reading.read_bytes(table, "", limits=reading.QUEUED, wanted=no_longer)

    assert time.monotonic() - asked[0] < 1


def test_what_cannot_be_read_is_thrown_away_by_the_queue(desk, by_queue):
    draft = desk.draft(file=b'{"ikke": "JSON-stat"}' + b" " * 200, name="tall.json")

    tasks.read(str(draft.pk))

    draft.refresh_from_db()
    assert (draft.state, draft.data) == (State.REFUSED, None)
    assert "JSON-stat 2" in desk.page(draft)


def test_many_figures_are_taken_by_the_queue_all_or_none(desk, monkeypatch):
    monkeypatch.setattr(actions, "TAKEN_AT_ONCE", 10)
    draft = desk.draft(large().replace(";;", ";fjordbygd;"))
    desk.send("choose", draft, source="Personal")
    desk.send("confirm", draft)
    assert Draft.objects.get().state == State.TAKING
    assert not Measurement.objects.exists()
    assert "Tallene lagres" in desk.page(draft)

    def dies(*_args, **_given):
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr("tospann.results.actions._show", dies)
        with pytest.raises(KeyboardInterrupt):
            tasks.take(str(draft.pk))
    assert not Measurement.objects.exists()
    assert not Import.objects.exists()

    tasks.take(str(draft.pk))
    tasks.take(str(draft.pk))
    assert Measurement.objects.count() == 40
    assert Draft.objects.get().state == State.TAKEN


@pytest.fixture
def confirmed(desk, monkeypatch):
    """A table of forty figures that the queue is to take."""
    monkeypatch.setattr(actions, "TAKEN_AT_ONCE", 10)
    monkeypatch.setattr(progress, "PATIENCE", 0)
    draft = desk.draft(large().replace(";;", ";fjordbygd;"))
    desk.send("choose", draft, source="Personal")
    desk.send("confirm", draft)
    draft.refresh_from_db()
    assert draft.state == State.TAKING
    return draft


def test_the_check_of_a_large_table_is_shown_as_it_goes_and_can_be_stopped(desk, confirmed):
    go_on = progress.stopper(confirmed)
    assert "Venter på tur" in desk.page(confirmed)

    go_on(10, 40)
    assert "10 av 40 tall er kontrollert." in desk.page(confirmed)
    assert "Avbryt og forkast importen" in desk.page(confirmed)
    go_on(40, 40)
    assert "Lagrer …" in desk.page(confirmed)

    desk.client.post(reverse("imports:leave", args=[confirmed.pk]))
    with pytest.raises(Stopped):
        go_on(20, 40)
    tasks.take(str(confirmed.pk))
    assert Draft.objects.get().state == State.LEFT
    assert not Measurement.objects.exists()


def test_one_who_stops_it_between_the_check_and_the_saving_gets_nothing_saved(
    desk, confirmed, monkeypatch
):
    foresee = tasks.protection.foresee

    def left_at_last(*args):
        found = foresee(*args)
        desk.client.post(reverse("imports:leave", args=[confirmed.pk]))
        return found

    monkeypatch.setattr(tasks.protection, "foresee", left_at_last)
    tasks.take(str(confirmed.pk))

    assert Draft.objects.get().state == State.LEFT
    assert not Measurement.objects.exists()


def test_what_is_being_saved_cannot_be_stopped_by_halves(desk, confirmed, monkeypatch):
    locks = QuerySet.select_for_update

    def held(rows, **given):
        """As the database answers while the queue holds the row."""
        return rows.none() if given.get("skip_locked") else locks(rows, **given)

    monkeypatch.setattr(QuerySet, "select_for_update", held)
    answer = desk.client.post(reverse("imports:leave", args=[confirmed.pk]), follow=True)

    assert "Tallene lagres akkurat nå." in answer.content.decode()
    assert Draft.objects.get().state == State.TAKING


def test_unfinished_tables_are_thrown_away_after_thirty_days(desk, table):
    desk.draft(table("I33;fjordbygd;;2025K1;1;;;"))
    tasks.clear_out(0)
    assert Draft.objects.get().state == State.READ

    from datetime import timedelta

    from django.utils import timezone

    Draft.objects.update(created_at=timezone.now() - timedelta(days=31))
    tasks.clear_out(0)
    assert Draft.objects.get().data is None


# --- What the queue has looked over -----------------------------------------------------


@pytest.fixture
def looked_over(desk, by_queue):
    """A large table that was read, matched and looked over; nothing more of it is in a request."""
    draft = desk.draft(large().replace(";;", ";fjordbygd;"))
    tasks.read(str(draft.pk))
    desk.send("choose", draft, source="Personal")
    tasks.read(str(draft.pk))
    draft.refresh_from_db()
    return draft


@pytest.fixture
def in_requests(monkeypatch):
    """How many times a table was looked over."""
    times = []
    look = looking.look

    def counted(*given):
        times.append(given)
        return look(*given)

    monkeypatch.setattr(looking, "look", counted)
    return times


def test_a_large_table_is_looked_over_by_the_queue_alone(desk, looked_over, in_requests):
    page = desk.page(looked_over)
    assert "Ta imot 40 tall" in page
    assert "1. kvartal 2000 – 4. kvartal 2009" in page

    desk.send("confirm", looked_over)
    assert Draft.objects.get().state == State.TAKING
    assert not in_requests

    tasks.take(str(looked_over.pk))
    assert Measurement.objects.count() == 40
    assert Draft.objects.get().looked is None


def test_what_is_changed_before_the_queue_takes_it_is_shown_anew(desk, looked_over):
    desk.send("confirm", looked_over)
    results.take_figures(
        actor=desk.cast.actor("leader"),
        partnership=desk.cast.partnership,
        figures=[Figure(desk.indicators["I33"], "2001K1", value=Decimal(99))],
        source="Håndskrevet",
    )

    tasks.take(str(looked_over.pk))

    assert Measurement.objects.count() == 1
    page = desk.page(looked_over)
    assert "Tall her er endret av noen andre" in page
    assert page.count("endrede tall</dt><dd>1</dd>") == 1


def test_an_older_sight_of_a_large_table_is_not_confirmed(desk, looked_over):
    answer = desk.send("confirm", looked_over, fingerprint="0" * 32)

    assert answer.status_code == Moved.status
    assert Draft.objects.get().state == State.READ


def test_another_language_is_never_shown_the_words_of_the_first(desk, looked_over, in_requests):
    assert looked_over.language == "nb"
    desk.client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"

    desk.page(looked_over)

    assert len(in_requests) == 1


def test_what_was_seen_for_one_is_not_told_to_another(desk, looked_over):
    assert selectors.kept(desk.cast.actor("leader"), looked_over) is not None
    assert selectors.kept(desk.cast.actor("adviser"), looked_over) is None


# --- Taking back ------------------------------------------------------------------------


def take(desk, *rows):
    """A small table, taken."""
    headings = "indikator;kontor;periode;verdi\n"
    draft = desk.draft(headings + "\n".join(f"I33;fjordbygd;{row}" for row in rows) + "\n")
    desk.send("choose", draft, source="Personal")
    desk.send("confirm", draft)
    return Import.objects.latest("taken_at")


def standing() -> dict[str, int]:
    return {row.period: int(row.value) for row in Measurement.objects.standing()}


def test_a_large_import_is_taken_back_by_the_queue_and_what_stood_before_stands(desk, monkeypatch):
    monkeypatch.setattr(results, "REVERTED_AT_ONCE", 2)
    take(desk, "2024K1;1", "2024K2;2")
    batch = take(desk, "2024K1;11", "2024K3;33", "2024K4;44")
    take(desk, "2024K4;444")

    answer = desk.client.post(
        reverse("results:reverted", args=[batch.pk]), {"reason": "Feil fil."}, follow=True
    )

    page = answer.content.decode()
    assert "Tas tilbake …" in page
    assert "Angre hele importen" not in page
    assert standing() == {"2024K1": 11, "2024K2": 2, "2024K3": 33, "2024K4": 444}
    assert "Tas tilbake nå: Feil fil." in sources(desk)

    results_tasks.revert(str(batch.pk))
    results_tasks.revert(str(batch.pk))  # a worker that was thought lost

    assert standing() == {"2024K1": 1, "2024K2": 2, "2024K4": 444}
    assert "Tatt tilbake" in sources(desk)
    assert Entry.objects.filter(kind="figures.reverted").count() == 1


def sources(desk) -> str:
    return desk.client.get(reverse("results:sources", args=[desk.slug])).content.decode()


def test_what_the_queue_is_taking_back_is_not_asked_for_twice(desk, monkeypatch):
    monkeypatch.setattr(results, "REVERTED_AT_ONCE", 1)
    batch = take(desk, "2024K1;1", "2024K2;2")
    leader = desk.cast.actor("leader")
    results.revert_import(actor=leader, batch=batch, reason="Feil fil.")

    with pytest.raises(AlreadyReverted):
        results.revert_import(actor=leader, batch=batch, reason="En gang til.")

    assert ProcrastinateJob.objects.filter(task_name="tospann.results.tasks.revert").count() == 1


def test_what_is_foreseen_of_a_taking_back_is_what_is_shown_then(desk, monkeypatch):
    monkeypatch.setattr(results, "REVERTED_AT_ONCE", 1)
    take(desk, "2024K1;1", "2024K2;2")
    batch = take(desk, "2024K1;11", "2024K2;22", "2024K3;3")
    results.revert_import(actor=desk.cast.actor("leader"), batch=batch, reason="Feil fil.")
    worked_out = []
    hidden_for = protection.hidden_for
    monkeypatch.setattr(
        protection, "hidden_for", lambda *given: worked_out.append(given) or hidden_for(*given)
    )

    results_tasks.revert(str(batch.pk))

    assert len(worked_out) == 2  # each period once, and none of them while anything was locked
