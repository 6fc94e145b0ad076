"""What is worked out before an import is written is what would be worked out while writing."""

from decimal import Decimal

import pytest
from django.db import transaction

from tospann.results import protection, shielding
from tospann.results.figures import whole
from tospann.results.models import Published

pytestmark = pytest.mark.django_db

COUNTS = {"9901": 3, "9902": 12, "": 15}
MONTHS = [f"2025M{month:02}" for month in range(1, 11)]


def figures(office, months=MONTHS, counts=COUNTS):
    return [
        whole(
            office.figure(
                "I3", month, place=place, numerator=count + n * bool(place != "9901"),
                denominator=120 if not place else 60,
            )
        )
        for n, month in enumerate(months)
        for place, count in counts.items()
    ]  # fmt: skip


def nothing(_done, _all):
    pass


def foreseen(office, given):
    return protection.foresee(office.cast.partnership, given, nothing)


def cells():
    return {
        (one.indicator.code, one.period): one.cells
        for one in Published.objects.filter(standing=True).select_related("indicator")
    }


def taken_without(office, given):
    """What is published when nothing was worked out beforehand; taken back afterwards."""
    with transaction.atomic():
        office.take("nav", *given)
        found = cells()
        transaction.set_rollback(True)
    return found


def refuses(*_args, **_given):
    raise AssertionError("worked out while the transaction waits")


def test_the_same_is_published_and_nothing_is_worked_out_while_writing(office, monkeypatch):
    given = figures(office)
    wanted = taken_without(office, given)
    before = foreseen(office, given)

    monkeypatch.setattr(protection, "hidden_for", refuses)
    office.take("nav", *given, foreseen=before)

    assert cells() == wanted
    assert any(cell["mark"] == "h" for one in wanted.values() for cell in one)


def test_what_has_changed_since_is_worked_out_anew(office):
    given = figures(office)
    before = foreseen(office, [one for one in given if one.place])
    office.take("nav", *[one for one in given if not one.place])
    parts = [one for one in given if one.place]
    wanted = taken_without(office, parts)

    office.take("nav", *parts, foreseen=before)

    assert cells() == wanted
    assert all(sum(cell["mark"] == "h" for cell in one) >= 2 for one in wanted.values())


def test_a_correction_is_foreseen_with_what_was_shown_before(office, monkeypatch):
    given = figures(office)
    office.take("nav", *given)
    corrected = [
        whole(office.figure("I3", one.period, place="9902", denominator=60,
                            numerator=(one.numerator or Decimal(0)) + 1))
        for one in given
        if one.place == "9902"
    ]  # fmt: skip
    wanted = taken_without(office, corrected)
    before = foreseen(office, corrected)

    monkeypatch.setattr(protection, "hidden_for", refuses)
    office.take("nav", *corrected, foreseen=before)

    assert cells() == wanted


def test_the_numbers_alone_decide_what_is_hidden(office):
    """The same cells in another order and from another source are hidden for the same reasons."""
    from dataclasses import replace

    from tospann.results.cells import Cell

    indicator = office.indicators["I3"]
    table = [
        Cell(one.place, one.split, one.mark, one.value, one.numerator, one.denominator)
        for one in figures(office, MONTHS[:1])
    ]
    other = [replace(cell, source="En annen", edition=7, quality="p") for cell in table]

    first = shielding.hidden_for(indicator, table, ["9901", "9902"])
    assert first == shielding.hidden_for(indicator, other, ["9901", "9902"])
    assert first["9901", ""] == "small"


def test_it_stops_when_it_is_told_to_and_tells_how_far_it_is(office):
    told = []

    class Stop(Exception):
        pass

    def stop(done, every):
        told.append((done, every))
        if done >= 9:
            raise Stop

    with pytest.raises(Stop):
        protection.foresee(office.cast.partnership, figures(office), stop)

    assert told == [(0, 30), (3, 30), (6, 30), (9, 30)]
    assert not Published.objects.exists()


@pytest.mark.parametrize("months", [1, 10])
def test_the_queries_are_as_many_for_one_month_as_for_ten(
    office, django_assert_num_queries, months
):
    given = figures(office, MONTHS[:months])
    office.take("nav", *[one for one in given if not one.place])
    with django_assert_num_queries(4):
        foreseen(office, given)


def test_where_nothing_can_be_proved_nothing_is_foreseen_to_be_shown(office, monkeypatch):
    def fails(*_args, **_given):
        raise RuntimeError("no proof")

    monkeypatch.setattr(shielding, "protect", fails)
    given = figures(office, MONTHS[:1])
    (reasons,) = (why for _asked, why in foreseen(office, given).reasons.values())

    assert set(reasons.values()) == {"unsure"}
    assert len(reasons) == len(given)
