from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from psycopg.types.range import DateRange

from tospann.offices.models import (
    Municipality,
    MunicipalityChange,
    Office,
    Population,
    Source,
)

pytestmark = pytest.mark.django_db
NEW_YEAR = date(2020, 1, 1)


@pytest.fixture
def source():
    return Source.objects.create(key="kilde", title="En liste", publisher="Noen", published="2026")


@pytest.fixture
def municipality(source):
    def create(number, first=None, end=None, **more):
        return Municipality.objects.create(
            number=number,
            name="Ås",
            sort_key="}s",
            county="99",
            period=DateRange(first, end),
            source=source,
            **more,
        )

    return create


def refused(name):
    return pytest.raises(IntegrityError, match=name)


def test_a_number_is_used_once_a_day(municipality):
    municipality("9901", None, NEW_YEAR)
    with refused("one_municipality_per_number_and_day"):
        municipality("9901", date(2019, 12, 31), None)


def test_a_number_may_be_used_again_when_the_first_has_ended(municipality):
    municipality("9901", None, NEW_YEAR)
    municipality("9901", NEW_YEAR, None)
    assert Municipality.objects.on(NEW_YEAR).count() == 1


@pytest.mark.parametrize("number", ["181", "K184", ""])
def test_a_municipality_number_is_four_digits(municipality, number):
    with refused("municipality_number_is_four_digits"):
        municipality(number)


def test_a_period_has_at_least_a_day(municipality):
    with refused("municipality_period_is_not_empty"):
        municipality("9901", NEW_YEAR, NEW_YEAR)


def test_a_centre_with_latitude_and_longitude_swapped_is_refused(municipality):
    with refused("municipality_centre_is_in_norway"):
        municipality("9901", latitude=15.4, longitude=67.3)


def changes(source, old, *successors):
    return [
        MunicipalityChange(
            predecessor=old,
            successor=successor,
            on=NEW_YEAR,
            share=Decimal(share),
            quality="exact",
            source=source,
        )
        for successor, share in successors
    ]


def settle():
    """Run the checks that wait for the end of the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_the_shares_of_a_split_sum_to_one(source, municipality):
    old, east, west = municipality("9901"), municipality("9902"), municipality("9903")
    MunicipalityChange.objects.bulk_create(changes(source, old, (east, "0.468"), (west, "0.532")))
    settle()


def test_a_split_that_loses_people_is_refused_by_the_database(source, municipality):
    old, east, west = municipality("9901"), municipality("9902"), municipality("9903")
    with refused("sum to 0.9"), transaction.atomic():
        MunicipalityChange.objects.bulk_create(changes(source, old, (east, "0.4"), (west, "0.5")))
        settle()


def test_removing_one_half_of_a_split_is_refused_by_the_database(source, municipality):
    old, east, west = municipality("9901"), municipality("9902"), municipality("9903")
    rows = changes(source, old, (east, "0.5"), (west, "0.5"))
    MunicipalityChange.objects.bulk_create(rows)
    settle()
    with refused("sum to 0.5"), transaction.atomic():
        rows[0].delete()
        settle()


def test_no_municipality_succeeds_itself(source, municipality):
    old = municipality("9901")
    with refused("no_municipality_succeeds_itself"):
        MunicipalityChange.objects.bulk_create(changes(source, old, (old, "1")))


def test_age_groups_add_up_to_the_total(source, municipality):
    with refused("age_groups_add_up_or_are_absent"):
        Population.objects.create(
            municipality=municipality("9901"),
            year=2026,
            total=100,
            age_0_17=20,
            age_18_29=20,
            age_30_66=40,
            age_67_up=19,
            source=source,
        )


def test_three_age_groups_without_the_fourth_are_refused(source, municipality):
    with refused("age_groups_add_up_or_are_absent"):
        Population.objects.create(
            municipality=municipality("9901"),
            year=2026,
            total=80,
            age_0_17=20,
            age_18_29=20,
            age_30_66=40,
            source=source,
        )


@pytest.fixture
def office(source):
    def create(unit_number, **more):
        return Office.objects.create(
            unit_number=unit_number,
            name="Nav Ås",
            sort_key="}s",
            period=DateRange(None, None),
            quality="exact",
            source=source,
            **more,
        )

    return create


def test_a_unit_number_is_used_once_ever(office):
    office("1841")
    with refused("unit_number"):
        office("1841")


def test_an_earlier_name_needs_its_last_day(office):
    with refused("earlier_name_with_date_and_quality"):
        office("1841", earlier_name="NAV Fauske", earlier_name_quality="exact")


def test_a_renamed_office_has_its_old_name_until_the_day():
    renamed = Office(name="Nav Indre Salten", earlier_name="NAV Fauske", renamed_on=NEW_YEAR)
    assert renamed.name_on(date(2019, 12, 31)) == "NAV Fauske"
    assert renamed.name_on(NEW_YEAR) == "Nav Indre Salten"
