"""The day of a decision is asked about when the text was not there yet."""

from datetime import date

import pytest

from tospann.agreed.forms import Ratify

pytestmark = pytest.mark.django_db
OPENED = date(2026, 8, 18)


def form(cast, **changed) -> Ratify:
    """What the owner sends, about a text that was opened on 18 August 2026."""
    sent = {
        "owner": cast.fjordbygd.pk,
        "decided_by": "Fjordbygd kommunestyre",
        "decided_on": "18.09.2026",
        "case_reference": "PS 45/26",
        "sha256": "0" * 64,
        "has_read": "on",
    }
    return Ratify(sent | changed, owners=(cast.fjordbygd,), opened_on=OPENED)


@pytest.mark.parametrize("day", ["18.08.2026", "18.09.2026"])
def test_a_decision_about_a_text_that_was_there_needs_no_more(cast, day):
    asked = form(cast, decided_on=day)

    assert asked.is_valid()
    assert 'type="checkbox" name="earlier"' not in str(asked)


def test_a_decision_before_the_text_was_there_is_asked_about(cast):
    asked = form(cast, decided_on="18.09.2025")

    assert not asked.is_valid()
    assert "Teksten ble åpnet her 18. august 2026" in asked.errors["decided_on"][0]
    assert 'type="checkbox" name="earlier"' in str(asked)


def test_a_decision_from_before_is_taken_when_it_is_said_to_be_right(cast):
    asked = form(cast, decided_on="18.09.2025", earlier="on")

    assert asked.is_valid()
