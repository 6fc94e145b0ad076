from dataclasses import replace
from datetime import date

import pytest
from django.utils.translation import override

from offices.rows import change, coverage, municipality, office
from tospann.offices import selectors
from tospann.offices.models import MunicipalityChange, Office
from tospann.offices.selectors import Span

JUNE_2019, JUNE_2020 = date(2019, 6, 1), date(2020, 6, 1)
TODAY = date(2026, 11, 22)


def serving(number, day):
    (line,) = [
        line for line in selectors.municipalities_on(day) if line.municipality.number == number
    ]
    return line.serving


def office_of(number, day):
    served = serving(number, day)
    assert not served.divided
    (one,) = served.offices
    return one.name


# --- Nordland ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "count"), [(date(2015, 1, 1), 45), (JUNE_2019, 45), (JUNE_2020, 42), (TODAY, 42)]
)
def test_the_municipalities_of_a_day_are_those_that_existed(nordland, day, count):
    # 44 in Nordland and 41 from 2020, and Gratangen, which is served from Narvik.
    assert len(selectors.municipalities_on(day)) == count


def test_tysfjord_was_split_between_narvik_and_hamaroy(nordland):
    page = selectors.municipality_page("1850", TODAY)
    assert [(c.successor.number, float(c.share), c.quality) for c in page.successions] == [
        ("1875", 0.532, "approximate"),
        ("1806", 0.468, "approximate"),
    ]
    assert page.span.last == date(2019, 12, 31)


def test_both_halves_of_tysfjord_have_an_office_from_the_first_day(nordland):
    assert office_of("1806", date(2020, 1, 1)) == "Nav Narvik"
    assert office_of("1875", date(2020, 1, 1)) == "NAV Hamarøy"
    assert office_of("1875", date(2020, 11, 9)) == "Nav Indre Salten"


def test_gratangen_is_one_place_with_three_numbers_and_one_office(nordland):
    numbers = {
        year: next(
            line.municipality.number
            for line in selectors.municipalities_on(date(year, 6, 1))
            if line.municipality.name == "Gratangen"
        )
        for year in (2019, 2021, 2025)
    }
    assert numbers == {2019: "1919", 2021: "5414", 2025: "5516"}
    assert {
        office_of(number, date(year, 6, 1)) for year, number in numbers.items()
    } == {"Nav Narvik"}  # fmt: skip


def test_luroy_has_its_state_services_from_rana_from_the_day(nordland):
    assert office_of("1834", date(2021, 1, 12)) == "Nav Lurøy"

    after = serving("1834", date(2021, 1, 13))

    assert after.divided
    assert [str(one) for one in after.state] == ["Nav Rana"]
    assert [str(one) for one in after.municipal] == ["Nav Lurøy"]


def test_a_unit_number_says_nothing_about_the_municipality(nordland):
    narvik = Office.objects.get(unit_number="1805")
    served = {row.municipality.number for row in narvik.coverages.on(TODAY)}
    assert served == {"1806", "1853", "5516"}


def test_an_office_is_called_what_it_was_called_on_the_day(nordland):
    assert office_of("1841", date(2020, 11, 8)) == "NAV Fauske"
    assert office_of("1841", date(2020, 11, 9)) == "Nav Indre Salten"
    assert office_of("1860", JUNE_2019) == "NAV Vestvågøy"


def test_the_list_is_in_norwegian_order(nordland):
    names = [line.municipality.name for line in selectors.municipalities_on(TODAY)]
    assert names[0] == "Alstahaug"
    assert names[-4:] == ["Vevelstad", "Værøy", "Vågan", "Øksnes"]


def test_nordland_has_no_gap_and_no_overlap(nordland, on_2026):
    window = selectors.window()
    assert (window.first, window.last) == (date(2015, 1, 1), on_2026)
    assert selectors.coverage_findings(window.first, window.last) == []
    assert selectors.followed_count() == 49


def test_the_days_that_matter_are_those_with_a_known_date(nordland):
    assert selectors.turning_points(date(2015, 1, 1), TODAY) == [
        date(2019, 1, 1),
        date(2020, 1, 1),
        date(2020, 11, 9),
        date(2021, 1, 13),
        date(2024, 1, 1),
    ]


def test_what_is_not_certain_is_listed(nordland):
    rows = selectors.uncertain_coverage()
    assert {row.quality for row, _ in rows} == {"approximate", "inferred"}
    assert all(row.note for row, _ in rows if row.quality == "inferred")


# --- Sami duties ------------------------------------------------------------------------


def duties(unit_number, day):
    found = selectors.sami_duties([Office.objects.get(unit_number=unit_number)], day)
    return [(duty.language, duty.municipality.name) for duty in found if duty.holds]


def test_duties_follow_the_area_served_from_the_day_it_is_served(nordland):
    assert duties("1841", date(2020, 11, 8)) == []
    assert duties("1841", date(2020, 11, 9)) == [("smj", "Hamarøy")]


def test_duties_end_when_the_municipality_leaves_the_office(nordland):
    hamaroy = Office.objects.get(unit_number="1849")
    (duty,) = selectors.sami_duties([hamaroy], TODAY)
    assert duty.span == Span(date(2020, 1, 1), date(2020, 11, 8))
    assert not duty.holds


def test_duties_begin_with_the_area_when_it_came_after_the_office(nordland):
    assert duties("1826", date(2017, 6, 30)) == []
    assert duties("1826", date(2017, 7, 1)) == [("sma", "Hattfjelldal")]


def test_a_municipality_outside_the_area_learns_that_its_office_has_duties(nordland):
    page = selectors.municipality_page("1841", TODAY)
    assert page.sami_areas == []
    assert [duty.municipality.name for duty in page.duties_from_elsewhere] == ["Hamarøy"]


def test_the_forms_of_norwegian_are_those_of_the_municipalities_served(nordland):
    page = selectors.office_page("1841", TODAY)
    assert [(form, len(found)) for form, found in page.language_forms] == [
        ("bokmål", 4),
        ("nøytral", 1),
    ]


# --- Gaps and overlaps, made on purpose -------------------------------------------------


def found_in(first=date(2020, 1, 1), last=date(2020, 12, 31)):
    with override("nb"):
        return [
            (str(f.municipality), f.part, f.span.first, f.span.last, f.cause)
            for f in selectors.coverage_findings(first, last)
        ]


def test_a_closed_office_raises_an_alarm_with_its_days_and_cause(small, load):
    closed = replace(small.offices[1], last=date(2020, 6, 30))
    load(small, offices=[small.offices[0], closed])
    assert found_in() == [
        (
            "Ås",
            "alle tjenester",
            date(2020, 7, 1),
            date(2020, 12, 31),
            "Kontoret ble lagt ned.",
        )
    ]


def test_an_agreement_given_notice_of_raises_an_alarm(small, load):
    load(small, coverages=[small.coverages[0], coverage("9902", "9902", last=date(2020, 6, 30))])
    assert [line[-1] for line in found_in()] == ["Avtalen med kontoret tok slutt."]


def test_a_merger_nobody_planned_an_office_for_raises_an_alarm(small, load):
    merged = municipality("9903", "Nye Ås", first=date(2020, 7, 1))
    ended = replace(small.municipalities[1], last=date(2020, 6, 30))
    load(
        small,
        municipalities=[small.municipalities[0], ended, merged],
        changes=[change("9902", "9903", date(2020, 7, 1), "1")],
    )
    assert found_in() == [
        (
            "Nye Ås",
            "alle tjenester",
            date(2020, 7, 1),
            date(2020, 12, 31),
            "Kommunen ble slått sammen, delt eller fikk nytt nummer.",
        )
    ]


def test_two_offices_at_once_raise_an_alarm(small, load):
    load(small, coverages=[*small.coverages, coverage("9901", "9902", first=date(2020, 3, 1))])
    (finding,) = selectors.coverage_findings(date(2020, 1, 1), date(2020, 12, 31))
    assert [one.unit_number for one in finding.offices] == ["9901", "9902"]
    assert finding.span == Span(date(2020, 3, 1), date(2020, 12, 31))


def test_a_neighbour_we_do_not_follow_raises_no_alarm(small, load):
    neighbour = municipality("9903", "Nabo", followed=False)
    load(small, municipalities=[*small.municipalities, neighbour])
    assert found_in() == []


def test_days_before_a_municipality_existed_raise_no_alarm(small, load):
    young = municipality("9903", "Ny", first=date(2020, 7, 1))
    load(
        small,
        municipalities=[*small.municipalities, young],
        offices=[*small.offices, office("9903", "Nav Ny", first=date(2020, 7, 1))],
        coverages=[*small.coverages, coverage("9903", "9903")],
    )
    assert found_in() == []


def test_an_empty_register_has_no_window(db):
    assert selectors.window() is None


def test_a_number_nobody_has_gives_no_page(nordland):
    assert selectors.municipality_page("0000", TODAY) is None
    assert selectors.office_page("0000", TODAY) is None


# --- Queries ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("queries", "select"),
    [
        (1, selectors.window),
        (4, lambda: selectors.municipalities_on(TODAY)),
        (10, lambda: selectors.municipality_page("1875", TODAY)),
        (2, lambda: selectors.offices_on(TODAY)),
        (6, lambda: selectors.office_page("1841", TODAY)),
        (4, lambda: selectors.coverage_findings(date(2015, 1, 1), TODAY)),
        (1, selectors.uncertain_coverage),
        (1, lambda: selectors.turning_points(date(2015, 1, 1), TODAY)),
        (1, selectors.followed_count),
        (9, selectors.credits_and_uses),
    ],
)
def test_selectors_ask_as_often_as_they_say(nordland, django_assert_num_queries, queries, select):
    with django_assert_num_queries(queries):
        select()


def test_every_change_is_shown_on_both_its_pages(nordland):
    for change_ in MunicipalityChange.objects.select_related("predecessor", "successor"):
        before = selectors.municipality_page(change_.predecessor.number, TODAY)
        after = selectors.municipality_page(change_.successor.number, TODAY)
        assert change_ in before.successions
        assert change_ in after.origins
