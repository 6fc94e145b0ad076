from datetime import date

import pytest

from tospann.access.actor import STRANGER
from tospann.demo import offices as demo
from tospann.journal.models import Entry


@pytest.fixture(scope="module")
def register():
    return demo.register()


def test_loading_twice_leaves_one_entry(db):
    demo.load(STRANGER)
    demo.load(STRANGER)
    assert Entry.objects.filter(kind="register.loaded").count() == 1


def test_nordland_has_as_many_residents_as_the_statistics_say(register):
    # SSB 07459, 1 January 2026: 243 272, without Gratangen, which lies in Troms.
    total = sum(
        row.total
        for row in register.populations
        if row.year == 2026 and row.municipality.startswith("18")
    )
    assert total == 243_272


def test_every_followed_municipality_has_a_figure_for_every_year_it_existed(register):
    years = {(row.municipality, row.year) for row in register.populations}
    for row in register.municipalities:
        if row.followed:
            first = row.first.year if row.first else 2015
            last = row.last.year if row.last else 2026
            assert {(row.number, year) for year in range(first, last + 1)} <= years


def test_every_source_is_used_or_says_what_it_supports(register):
    tables = (
        register.municipalities,
        register.offices,
        register.coverages,
        register.changes,
        register.sami_areas,
        register.populations,
        register.outlines,
        register.sites,
    )
    used = {row.source for table in tables for row in table}
    supporting = {source.key for source in register.sources if source.supports}
    assert used | supporting == {source.key for source in register.sources}


def test_a_date_with_a_wording_is_never_called_exact(register):
    for row in [*register.offices, *register.coverages]:
        if row.starts_wording or row.ends_wording:
            assert row.quality != "exact", row


def test_an_inferred_row_says_why(register):
    for row in [*register.coverages, *register.sites]:
        assert row.quality != "inferred" or row.note, row


def test_closed_offices_have_an_end_and_open_ones_none(register):
    # The list spells offices in operation "Nav" and closed ones "NAV".
    for row in register.offices:
        assert (row.last is not None) == row.name.startswith("NAV "), row


def test_coverage_stays_within_the_life_of_the_office(register):
    ends = {row.unit_number: row.last or date.max for row in register.offices}
    for row in register.coverages:
        assert (row.last or date.max) <= ends[row.unit_number], row


def test_the_outlines_are_small_and_share_their_corners(register):
    file = demo.OUTLINES
    assert file.stat().st_size < 200_000
    corners = {}
    for row in register.outlines:
        for ring in row.rings:
            for corner in zip(ring[::2], ring[1::2], strict=True):
                corners.setdefault(corner, set()).add(row.municipality)
    shared = {frozenset(found) for found in corners.values() if len(found) > 1}
    # Neighbours by land that a gap between would part.
    for pair in (("1840", "1841"), ("1824", "1825"), ("1806", "1875"), ("1811", "1813")):
        assert any(set(pair) <= found for found in shared), pair
