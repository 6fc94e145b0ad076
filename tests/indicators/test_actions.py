"""The catalogue is the same for everybody, and figures fix what an indicator means."""

import pytest
from django.db import DatabaseError, transaction

from tospann.access.actor import STRANGER
from tospann.base.errors import NotPermitted
from tospann.indicators import actions, catalogue, selectors
from tospann.indicators.errors import (
    AlreadyRetired,
    ChangedMeanwhile,
    Frozen,
    InTheCatalogue,
    LessHidden,
)
from tospann.indicators.models import Indicator
from tospann.journal.models import Entry

pytestmark = pytest.mark.django_db

OWN = {
    "title": "Besøk uten avtale",
    "definition": "Antall besøk uten avtale.",
    "measure": "count",
    "unit": "besøk",
    "direction": "down",
    "frequency": "month",
    "source": "Kontoret",
    "line": "joint",
    "type": "activity",
    "suppression": "public_count",
}


@pytest.fixture
def visits(cast):
    return actions.define(actor=cast.actor("fjordbygd"), partnership=cast.partnership, **OWN)


def test_the_catalogue_is_taken_once():
    assert selectors.missing_from_catalogue()
    assert actions.take_catalogue(actor=STRANGER) == 37
    assert not selectors.missing_from_catalogue()
    assert [one.code for one in Indicator.objects.all()] == [f"I{n}" for n in range(1, 38)]


def test_every_row_of_the_table_is_one_the_model_knows():
    for row in catalogue.rows():
        Indicator(**row).clean_fields(exclude=["partnership", "created_at", "created_by",
            "frozen_at", "frozen_by", "retired_at", "retired_by"])  # fmt: skip


def test_what_is_neither_better_nor_worse_is_context_or_effort():
    without = [row for row in catalogue.rows() if row["direction"] == "none"]

    assert {row["type"] for row in without} == {"context", "input"}
    assert all(row["direction"] == "none" for row in catalogue.rows() if row["type"] == "context")


def test_own_indicators_get_their_own_codes(cast, visits):
    actor = cast.actor("fjordbygd")
    second = actions.define(actor=actor, partnership=cast.partnership, **OWN)

    assert (visits.code, second.code) == ("E1", "E2")
    assert Entry.objects.latest("number").kind == "indicator.defined"


@pytest.mark.parametrize("who", ["project_leader", "councillor", "stranger"])
def test_few_define_indicators(cast, who):
    with pytest.raises(NotPermitted):
        actions.define(actor=cast.actor(who), partnership=cast.partnership, **OWN)


def test_nobody_changes_the_catalogue(cast):
    actions.take_catalogue(actor=STRANGER)
    indicator = selectors.one("I1")

    with pytest.raises(InTheCatalogue):
        actions.change(actor=cast.actor("fjordbygd"), indicator=indicator, revision=1, title="A")


def test_words_may_change_after_figures_but_not_the_kind(cast, visits):
    actor = cast.actor("fjordbygd")
    actions.freeze(actor=actor, indicator=visits)

    actions.change(actor=actor, indicator=visits, revision=1, title="Besøk utenom avtale")
    with pytest.raises(Frozen):
        actions.change(actor=actor, indicator=visits, revision=2, measure="share")
    with pytest.raises(LessHidden):
        actions.change(actor=actor, indicator=visits, revision=2, suppression="none")
    actions.change(actor=actor, indicator=visits, revision=2, suppression="sensitive")

    visits.refresh_from_db()
    assert (visits.title, visits.measure, visits.suppression) == (
        *("Besøk utenom avtale", "count"),
        "sensitive",
    )


def test_the_database_keeps_the_kind_too(cast, visits):
    actions.freeze(actor=cast.actor("fjordbygd"), indicator=visits)

    with pytest.raises(DatabaseError, match="is fixed"), transaction.atomic():
        Indicator.objects.filter(pk=visits.pk).update(direction="up")
    with pytest.raises(DatabaseError, match="never deleted"), transaction.atomic():
        Indicator.objects.filter(pk=visits.pk).delete()


def test_two_people_do_not_overwrite_each_other(cast, visits):
    actor = cast.actor("fjordbygd")
    actions.change(actor=actor, indicator=visits, revision=1, title="En")

    with pytest.raises(ChangedMeanwhile):
        actions.change(actor=actor, indicator=visits, revision=1, title="To")


def test_a_retired_indicator_stays_and_is_no_longer_offered(cast, visits):
    actor = cast.actor("fjordbygd")
    actions.retire(actor=actor, indicator=visits, revision=1, because="Måles ikke mer.")

    assert "E1" not in dict(selectors.choices(cast.partnership))
    assert "E1" in selectors.by_code(cast.partnership)
    visits.refresh_from_db()
    with pytest.raises(AlreadyRetired):
        actions.retire(actor=actor, indicator=visits, revision=2, because="Igjen.")
