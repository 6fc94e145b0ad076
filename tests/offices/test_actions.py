from dataclasses import replace
from datetime import date

import pytest

from offices.rows import change, coverage, municipality, office
from tospann.journal.models import Entry
from tospann.journal.record import content_of
from tospann.offices.errors import NothingChanged, SharesDoNotAddUp, UnknownReference
from tospann.offices.models import Coverage, Municipality, Office, RegisterLoad

NEW_YEAR = date(2020, 1, 1)


def facts():
    return content_of(Entry.objects.order_by("-number")[0])["facts"]


def test_loading_fills_the_register_and_leaves_one_entry(small, load):
    load(small)

    assert [row.name for row in Municipality.objects.order_by("sort_key")] == ["Fjordbygd", "Ås"]
    assert Entry.objects.get().kind == "register.loaded"
    assert {name: facts()[name] for name in ("added", "changed", "removed")} == {
        "added": 8,
        "changed": 0,
        "removed": 0,
    }
    assert facts()["sha256"] == RegisterLoad.objects.get().sha256


def test_loading_the_same_again_is_refused_and_leaves_no_entry(small, load):
    load(small)
    with pytest.raises(NothingChanged, match="Ingenting er endret"):
        load(small)
    assert Entry.objects.count() == 1


def test_the_order_of_the_rows_makes_no_difference(small, load):
    load(small)
    with pytest.raises(NothingChanged):
        load(small, municipalities=small.municipalities[::-1])


def test_a_row_that_changes_keeps_its_id(small, load):
    load(small)
    before = Office.objects.get(unit_number="9901").pk

    load(small, offices=[office("9901", "Nav Fjorden"), small.offices[1]])

    assert Office.objects.get(name="Nav Fjorden").pk == before
    assert (facts()["added"], facts()["changed"], facts()["removed"]) == (0, 1, 0)


def test_a_row_that_is_gone_is_removed_with_what_pointed_at_it(small, load):
    load(small)
    load(small, offices=small.offices[:1], coverages=small.coverages[:1])
    assert Office.objects.get().unit_number == "9901"
    assert Coverage.objects.get().office.unit_number == "9901"
    assert facts()["removed"] == 2


def test_the_last_day_is_included(small, load):
    load(small, offices=[small.offices[0], replace(small.offices[1], last=date(2019, 12, 31))])
    assert Office.objects.on(date(2019, 12, 31)).count() == 2
    assert Office.objects.on(NEW_YEAR).count() == 1


def test_shares_that_lose_people_are_refused(small, load):
    with pytest.raises(SharesDoNotAddUp, match=r"9901 blir 90\.00 prosent"):
        load(small, changes=[change("9901", "9902", NEW_YEAR, "0.9")])
    assert not Municipality.objects.exists()


def test_a_row_that_names_an_unknown_municipality_is_refused(small, load):
    with pytest.raises(UnknownReference, match="kommune «1841»"):
        load(small, coverages=[coverage("9901", "1841")])
    assert not Entry.objects.exists()


def test_a_row_that_names_an_unknown_office_is_refused(small, load):
    with pytest.raises(UnknownReference, match="kontor «1841»"):
        load(small, coverages=[coverage("1841", "9901")])


def test_names_are_sorted_as_norwegians_sort(small, load):
    names = ["Ås", "Aarborte", "Øksnes", "Ærfugl", "Vågan", "Bodø", "Åfjord"]
    rows = [municipality(f"99{n:02}", name) for n, name in enumerate(names)]
    load(small, municipalities=rows, offices=[], coverages=[], populations=[])
    assert [row.name for row in Municipality.objects.order_by("sort_key", "pk")] == [
        "Bodø",
        "Vågan",
        "Ærfugl",
        "Øksnes",
        "Åfjord",
        "Aarborte",
        "Ås",
    ]
