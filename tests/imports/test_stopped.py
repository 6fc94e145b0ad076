"""Work in the queue that fails for good: it is told, nothing is done by halves, and again it goes.

A real worker does the work on committed rows. It fails because somebody else holds a row for
longer than it may wait, because what was read is spoiled, or because the job is thrown away.
"""

import os
import subprocess
import sys
import zlib
from contextlib import contextmanager

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from imports.conftest import Desk
from tospann.access.actor import STRANGER
from tospann.imports import actions, reading, tasks
from tospann.imports.models import Draft, State
from tospann.indicators import actions as indicators
from tospann.indicators.models import Indicator
from tospann.journal.models import Entry
from tospann.partnerships.models import Partnership
from tospann.results import actions as results
from tospann.results import tasks as results_tasks
from tospann.results.models import Import, Measurement


@pytest.fixture
def desk(real_cast, client) -> Desk:
    ProcrastinateJob.objects.all().delete()  # no model of Django's, so no test empties it
    indicators.take_catalogue(actor=STRANGER)
    every = {one.code: one for one in Indicator.objects.all()}
    return Desk(real_cast, client, every).sign_in("leader")


def drain() -> None:
    """A worker does what waits, and ends."""
    server = os.environ["DATABASE_URL"].rpartition("/")[0]
    subprocess.run(
        [sys.executable, "-m", "django", "procrastinate", "worker", "--one-shot", "-c", "1"],
        env={
            **os.environ,
            "DATABASE_URL": f"{server}/{connection.settings_dict['NAME']}",
            "DJANGO_SETTINGS_MODULE": "tospann.config.settings",
        },
        check=True,
        capture_output=True,
        timeout=120,
    )


@contextmanager
def held(rows, **found):
    """Somebody else has the row for themselves."""
    with transaction.atomic():
        rows.select_for_update().get(**found)
        yield


def statuses(task: str) -> list[str]:
    jobs = ProcrastinateJob.objects.filter(task_name=task).order_by("pk")
    return list(jobs.values_list("status", flat=True))


def said(answer) -> str:
    assert answer.status_code == 200
    return answer.content.decode()


def taken(desk, *rows) -> Import:
    """A small table, taken."""
    headings = "indikator;kontor;periode;verdi\n"
    draft = desk.draft(headings + "\n".join(f"I33;fjordbygd;{row}" for row in rows) + "\n")
    desk.send("choose", draft, source="Personal")
    desk.send("confirm", draft)
    return Import.objects.latest("taken_at")


def standing() -> dict[str, int]:
    return {row.period: int(row.value) for row in Measurement.objects.standing()}


# --- Taking back ------------------------------------------------------------------------

REVERT = "tospann.results.tasks.revert"


@pytest.fixture
def asked(desk, monkeypatch) -> Import:
    """An import that the queue is to take back."""
    monkeypatch.setattr(results, "REVERTED_AT_ONCE", 2)
    taken(desk, "2024K1;1")
    batch = taken(desk, "2024K1;11", "2024K3;33", "2024K4;44")
    desk.client.post(reverse("results:reverted", args=[batch.pk]), {"reason": "Feil fil."})
    return batch


def test_a_taking_back_that_fails_is_told_and_can_be_asked_again(desk, asked):
    page, ask = (
        reverse("imports:batch", args=[asked.pk]),
        reverse("results:reverted", args=[asked.pk]),
    )
    with held(Partnership.objects, pk=desk.cast.partnership.pk):
        drain()

    assert statuses(REVERT) == ["failed"]
    assert standing() == {"2024K1": 11, "2024K3": 33, "2024K4": 44}  # nothing by halves
    told = said(desk.client.get(page))
    assert "Tallene ble ikke tatt tilbake." in told
    assert "Databasen var opptatt" in told
    assert "Tas tilbake" not in told
    assert ask in told
    for name in ("results:sources", "imports:bring"):
        listed = said(desk.client.get(reverse(name, args=[desk.slug])))
        assert "Ble ikke tatt tilbake" in listed
        assert "Tas tilbake nå" not in listed
    stranger = said(Client().get(page))
    assert "Tallene ble ikke tatt tilbake." in stranger
    assert ask not in stranger

    desk.client.post(ask, {"reason": "Feil fil, en gang til."})
    assert "Tas tilbake …" in said(desk.client.get(page))
    drain()
    assert standing() == {"2024K1": 1}
    told = said(desk.client.get(page))
    assert "ikke tatt tilbake" not in told
    assert "Feil fil, en gang til." in told


def test_a_taking_back_whose_job_is_gone_is_told(desk, asked):
    results_tasks.give_up(timestamp=0)
    asked.refresh_from_db()
    assert asked.is_being_reverted  # the job waits, and is let be

    ProcrastinateJob.objects.filter(task_name=REVERT).update(status="aborted")
    results_tasks.give_up(timestamp=0)
    results_tasks.give_up(timestamp=0)

    told = said(desk.client.get(reverse("imports:batch", args=[asked.pk])))
    assert "Arbeidet ble stanset før det var ferdig." in told
    assert Entry.objects.filter(kind="figures.revert_stopped").count() == 1


# --- Coming in --------------------------------------------------------------------------

TAKE, READ = "tospann.imports.tasks.take", "tospann.imports.tasks.read"


def large() -> str:
    rows = [f"I33;fjordbygd;{2000 + n // 4}K{n % 4 + 1};{n}" for n in range(40)]
    return "indikator;kontor;periode;verdi\n" + "\n".join(rows) + "\n"


@pytest.fixture
def confirmed(desk, monkeypatch) -> Draft:
    """A table of forty figures that the queue is to take."""
    monkeypatch.setattr(actions, "TAKEN_AT_ONCE", 10)
    draft = desk.draft(large())
    desk.send("choose", draft, source="Personal")
    desk.send("confirm", draft)
    return draft


def test_a_taking_that_fails_gives_the_table_back_to_be_confirmed_again(desk, confirmed):
    with held(Partnership.objects, pk=desk.cast.partnership.pk):
        drain()

    assert statuses(TAKE) == ["failed"]
    assert not Measurement.objects.exists()
    page = desk.page(confirmed)
    assert "Databasen var opptatt" in page
    assert "Ingen av tallene er lagret. Se over dem, og prøv igjen." in page

    desk.send("confirm", confirmed)
    drain()
    assert Measurement.objects.count() == 40


def test_a_fault_of_the_program_is_told_as_one(desk, confirmed):
    kept = Draft.objects.get().found
    Draft.objects.update(found=b"spoiled")
    with pytest.raises(zlib.error):
        tasks.take(str(confirmed.pk))

    assert not Measurement.objects.exists()
    Draft.objects.update(found=kept)
    assert "Den som drifter Tospann, finner den i loggen." in desk.page(confirmed)


def test_a_taking_whose_job_is_gone_is_given_back(desk, confirmed):
    tasks.give_up(timestamp=0)
    assert Draft.objects.get().state == State.TAKING

    ProcrastinateJob.objects.filter(task_name=TAKE).delete()
    tasks.give_up(timestamp=0)

    assert "Arbeidet ble stanset før det var ferdig." in desk.page(confirmed)


def test_a_first_reading_that_fails_says_so_and_keeps_nothing(desk, monkeypatch):
    monkeypatch.setattr(reading, "SMALL_BYTES", 100)
    draft = desk.draft(large())
    tasks.give_up(timestamp=0)
    assert Draft.objects.get().state == State.READING  # its job waits
    # as when not even the failure could be written down
    ProcrastinateJob.objects.filter(task_name=READ).update(status="failed")

    tasks.give_up(timestamp=0)

    assert (Draft.objects.get().state, Draft.objects.get().data) == (State.REFUSED, None)
    page = desk.page(draft)
    assert "Arbeidet ble stanset før det var ferdig. Ingen tall er endret. Prøv igjen." in page
    assert reverse("imports:bring", args=[desk.slug]) in page


def test_a_second_reading_that_fails_leaves_what_was_read_before(desk, monkeypatch):
    monkeypatch.setattr(reading, "SMALL_BYTES", 100)
    draft = desk.draft(large())
    tasks.read(str(draft.pk))
    ProcrastinateJob.objects.all().delete()
    held_before = bytes(Draft.objects.get().found)
    draft.refresh_from_db()
    actions.change(
        actor=desk.cast.actor("leader"), draft=draft, revision=draft.revision, answers={"a": "b"}
    )
    ProcrastinateJob.objects.filter(task_name=READ).update(status="cancelled")
    tasks.give_up(timestamp=0)

    row = Draft.objects.get()
    assert (row.state, bytes(row.found)) == (State.READ, held_before)
    assert "Arbeidet ble stanset før det var ferdig." in desk.page(draft)
    actions.change(
        actor=desk.cast.actor("leader"), draft=row, revision=row.revision, answers={"a": "c"}
    )
    tasks.read(str(draft.pk))
    assert "Arbeidet ble stanset" not in desk.page(draft)
