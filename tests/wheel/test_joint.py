"""The joint ring: the template, adoption by all, and the next year by the same rules."""

from datetime import date, datetime

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from tospann.access.actor import STRANGER
from tospann.agreed import actions as agreed
from tospann.agreed.errors import NotComplete
from tospann.base import clock
from tospann.engines.wheel import Event, Sort, Subject, collisions
from tospann.wheel import selectors
from tospann.wheel.joint import (
    KIND,
    AnnualWheel,
    from_template,
    missing,
    new_body,
    next_year,
    rolled,
)
from tospann.wheel.template import LINES

pytestmark = pytest.mark.django_db


def shown(cast, year=2026, who=None):
    partnership = selectors.partnership_of("fjordbygd")
    return selectors.year_of(cast.actor(who) if who else STRANGER, partnership, year)


def joint(page):
    return [line.event for line in page.lines if line.event.origin == "joint"]


def test_the_template_has_32_events():
    assert [line.number for line in LINES] == list(range(1, 33))
    assert len(from_template("own_office", 2026).events) == 32


def test_in_a_host_model_the_councils_dates_belong_to_their_own_rings():
    ids = {row.id for row in from_template("host_administrative", 2026).events}

    assert {f"mal{n:02}" for n in (8, 14, 15, 24, 30)}.isdisjoint(ids)
    assert "mal32" in ids  # what is joint of it: the agreement is checked, the next wheel adopted
    assert len(ids) == 27


def test_the_templates_year_has_no_collision():
    for year in range(2024, 2036):
        events = [
            Event(
                key=row.id, title=row.title, first=one.first, last=one.last, ring="felles",
                sort=Sort(row.sort), subject=Subject(row.subject),
            )
            for row in from_template("own_office", year).events
            if (one := row.occurrence(year))
        ]  # fmt: skip
        assert collisions(events) == [], year


def test_everybody_sees_it_once_every_owner_has_adopted(cast, year):
    version = year.open()
    cast.ratify(version, cast.nav)
    cast.ratify(version, cast.fjordbygd)

    assert joint(shown(cast)) == []
    inside = shown(cast, who="staff")
    assert len(joint(inside)) == 27
    assert not any(event.adopted for event in joint(inside))

    cast.ratify(version, cast.aas)

    assert len(joint(shown(cast))) == 27
    assert all(event.adopted for event in joint(shown(cast)))


def test_an_adopted_wheel_cannot_be_changed(year):
    document = year.adopted()
    version = document.versions.get()

    version.title = "Et annet"
    with pytest.raises(DatabaseError), transaction.atomic():
        version.save()


def test_a_newer_wheel_that_waits_leaves_the_adopted_one_shown(cast, year):
    document = year.adopted()
    leader = cast.actor("leader")
    draft = agreed.start_draft(actor=leader, document=document)
    body = draft.body | {"events": draft.body["events"][:3]}
    agreed.save_draft(
        actor=leader, document=document, revision=1, title=draft.title, language="nb", body=body
    )
    agreed.open_version(actor=leader, document=document, revision=2)

    assert len(joint(shown(cast))) == 27


def test_ids_stay_through_versions_and_years(cast, year):
    year.adopted()

    body = new_body(cast.partnership)

    assert body["year"] == 2027
    assert {row["id"] for row in body["events"]} == {
        row.id for row in from_template(cast.partnership.model, 2026).events
    }


def test_the_next_year_follows_the_same_rules():
    body = AnnualWheel.model_validate(
        {
            "year": 2026,
            "events": [
                {"id": "a", "title": "A", "day": "2026-09-17", "on": "weekday"},
                {"id": "b", "title": "B", "day": "2026-03-02", "on": "first_working"},
                {"id": "c", "title": "C", "day": "2026-02-15"},
                {"id": "d", "title": "D", "day": "2026-05-01", "last": "2026-08-31"},
            ],
        }
    )

    after = {row.id: (row.day, row.last) for row in rolled(body, 2027).events}

    assert after == {
        "a": (date(2027, 9, 16), None),  # third Thursday
        "b": (date(2027, 3, 1), None),
        "c": (date(2027, 2, 15), None),  # the day by the rule, though 2026's was moved
        "d": (date(2027, 5, 1), date(2027, 8, 31)),
    }


@pytest.mark.parametrize(("month", "expected"), [(3, 2026), (11, 2027)])
def test_the_first_wheel_is_this_years_until_october(cast, month, expected):
    at = datetime(2026, month, 1, 12, tzinfo=timezone.get_default_timezone())
    with clock.pretend(at):
        assert next_year(cast.partnership) == expected
        assert new_body(cast.partnership)["year"] == expected


def test_a_moved_day_is_told_in_the_text_that_is_adopted(year):
    version = year.open()

    told = {part.id: [line.text for line in part.lines] for part in version.read().parts}

    assert told["hendelse-mal06"][0] == (
        "Mandag 16. februar 2026, fordi søndag 15. februar 2026 ikke er en virkedag."
    )
    assert "Hvert år, den 15. i februar." in told["hendelse-mal06"]


def test_a_day_in_another_year_stops_the_opening(year):
    body = from_template("own_office", 2026).model_dump(mode="json")
    body["events"][0]["day"] = "2025-01-05"

    with pytest.raises(NotComplete, match="har en dag i 2025"):
        year.open(body)


def test_an_end_before_the_beginning_stops_the_opening():
    body = AnnualWheel.model_validate(
        {"year": 2026, "events": [{"title": "X", "day": "2026-05-02", "last": "2026-05-01"}]}
    )
    assert any("slutter før den begynner" in one.text and one.blocks for one in missing(body))


def test_an_empty_year_blocks():
    assert [one.part_id for one in missing(AnnualWheel()) if one.blocks] == ["year", "events"]


def test_what_the_form_gives_back_is_the_body_it_was_given(cast):
    body = from_template("own_office", 2026).model_dump(mode="json")
    form = KIND.form(cast.partnership, body, None)

    assert len(form.sections) == 2
    assert len(form.sections[1].formsets[0].initial_forms) == 32
