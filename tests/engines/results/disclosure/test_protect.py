"""What is hidden, shown and told in tables small enough to see through."""

import ctypes
from dataclasses import replace

import pytest

from engines.results.disclosure.grids import grid, row
from engines.results.disclosure.test_attack import recovered
from tospann.engines.results.disclosure.attack import ranges, stands
from tospann.engines.results.disclosure.classes import OPEN, U1, U2, U3, U4
from tospann.engines.results.disclosure.protect import protect
from tospann.engines.results.disclosure.quiet import quiet
from tospann.engines.results.disclosure.suppress import with_totals
from tospann.engines.results.disclosure.system import build
from tospann.engines.results.disclosure.tables import (
    Cell,
    Dimension,
    Edition,
    Mark,
    Prints,
    Status,
    Table,
)

SHOWN, ZERO, HIDDEN, OTHERS = (
    Status.SHOWN,
    Status.ZERO,
    Status.HIDDEN,
    Status.HIDDEN_FOR_OTHERS,
)


def statuses(protected, table):
    """Status by key, keys of one label as that label."""
    return {
        key[0] if len(key) == 1 else key: verdict.status
        for key, verdict in protected.of(table).items()
    }


def hidden(protected, table):
    return {
        key for key, status in statuses(protected, table).items() if status in (HIDDEN, OTHERS)
    }


def test_a_table_without_small_numbers_is_shown_whole():
    table = row(12, 5, 0, 30)
    assert set(statuses(protect([table]), table).values()) == {SHOWN, ZERO}


def test_a_small_number_is_not_left_to_be_subtracted_from_its_total():
    table = row(3, 20, 40)
    found = statuses(protect([table]), table)
    assert found["a"] is HIDDEN
    assert [found[name] for name in "bc"].count(OTHERS) == 1
    assert found["all"] is SHOWN


def test_the_smaller_of_two_is_hidden_to_protect():
    table = row(3, 20, 400)
    assert statuses(protect([table]), table)["b"] is OTHERS


def test_two_small_numbers_that_settle_each_other_need_a_third():
    # 1 + 1 = 2: hidden both, they are still plain from what is left of the total.
    table = row(1, 1, 50, 60)
    protected = protect([table])
    assert hidden(protected, table) > {"a", "b"}
    assert not recovered([table], protected)


def test_two_small_numbers_that_may_be_anything_need_no_third():
    table = row(2, 3, 50, 60)
    assert hidden(protect([table]), table) == {"a", "b"}


def test_a_partner_without_room_is_not_enough():
    # 1 + 5 = 6: a reader who knows that 5 is no small number would know the 1.
    table = row(1, 5, 0)
    protected = protect([table])
    assert "all" in hidden(protected, table)
    assert not recovered([table], protected)


def test_small_parts_of_a_small_total_are_not_told_by_their_reasons():
    # Four parts and a total, all "1 to 4", could only be ones.
    table = row(1, 1, 1, 1)
    found = statuses(protect([table]), table)
    assert [found[name] for name in "abcd"] == [HIDDEN] * 4
    assert found["all"] is OTHERS


def test_zero_is_shown_as_zero():
    table = row(0, 0, 3, 40, 50)
    found = statuses(protect([table]), table)
    assert found["a"] is found["b"] is ZERO
    assert found["c"] is HIDDEN


def test_nobody_is_hidden_in_a_row_of_zeros():
    table = row(0, 0, 0)
    assert set(statuses(protect([table]), table).values()) == {ZERO}


AREAS = Dimension("area", {"all": ["a", "b", "c"]})
SEX = Dimension("sex", {"both": ["k", "m"]})


def test_a_pair_in_its_row_is_still_alone_in_its_column():
    leaves = {
        ("a", "k"): 2, ("a", "m"): 3, ("b", "k"): 30,
        ("b", "m"): 40, ("c", "k"): 50, ("c", "m"): 60,
    }  # fmt: skip
    table = grid((AREAS, SEX), leaves)
    protected = protect([table])
    away = hidden(protected, table)
    for key in (("a", "k"), ("a", "m")):
        column = {k for k in away if k[1] == key[1]} - {key}
        assert column, f"{key} stands alone in its column"
    assert not recovered([table], protected)


def test_a_nested_total_gives_nothing_back():
    area = Dimension("area", {"county": ["x", "y"], "x": ["a", "b"], "y": ["c", "d"]})
    table = grid((area,), {("a",): 3, ("b",): 30, ("c",): 40, ("d",): 50})
    protected = protect([table])
    away = hidden(protected, table)
    assert "a" in away
    assert len(away & {"b", "x"}) >= 1
    assert not recovered([table], protected)


def test_previous_months_and_the_year_do_not_give_back_a_month():
    months = [f"m{n}" for n in range(12)]
    year = Dimension(
        "month",
        {
            "year": ["t1", "t2", "t3"],
            "t1": months[:4],
            "t2": months[4:8],
            "t3": months[8:],
        },
    )
    table = grid((year,), {(m,): 4 if m == "m7" else 20 + n for n, m in enumerate(months)})
    protected = protect([table])
    assert "m7" in hidden(protected, table)
    assert len(hidden(protected, table)) >= 2
    assert not recovered([table], protected)


def test_a_share_with_a_known_base_is_hidden_like_its_count():
    area = Dimension("area", {"all": ["a", "b", "c"]})
    cells = (
        Cell(("a",), 3, 41), Cell(("b",), 20, 60), Cell(("c",), 30, 80), Cell(("all",), 53, 181),
    )  # fmt: skip
    table = Table("I5", U1, (area,), cells, Prints.SHARE, decimals=1)
    protected = protect([table])
    assert "a" in hidden(protected, table)
    assert len(hidden(protected, table)) >= 2
    assert not recovered([table], protected)


def test_rounding_that_hides_enough_spares_the_others():
    area = Dimension("area", {"all": ["a", "b"]})
    cells = (Cell(("a",), 3, 4100), Cell(("b",), 3000, 9000), Cell(("all",), 3003, 13100))
    table = Table("I3", U1, (area,), cells, Prints.SHARE, decimals=0)
    assert hidden(protect([table]), table) == {"a"}


def test_a_share_of_fewer_than_twenty_is_not_given():
    area = Dimension("area")
    table = Table("I5", U1, (area,), (Cell(("a",), 6, 19), Cell(("b",), 6, 20)), Prints.SHARE)
    assert statuses(protect([table]), table) == {"a": Status.SMALL_BASE, "b": SHOWN}


@pytest.mark.parametrize(
    ("count", "base", "status"),
    [(40, 50, SHOWN), (41, 50, HIDDEN), (50, 50, HIDDEN), (10, 50, SHOWN), (0, 50, ZERO)],
)
def test_a_sensitive_count_that_leaves_out_few_is_hidden(count, base, status):
    table = Table("I24", U2, (Dimension("area"),), (Cell(("a",), count, base),))
    assert statuses(protect([table]), table) == {"a": status}


def test_nearly_all_is_shown_when_being_outside_is_not_sensitive():
    table = Table("I5", U1, (Dimension("area"),), (Cell(("a",), 49, 50),))
    assert statuses(protect([table]), table) == {"a": SHOWN}


def test_nothing_is_told_of_a_group_of_two_not_even_zero():
    table = Table("I5", U1, (Dimension("area"),), (Cell(("a",), 0, 2), Cell(("b",), 0, 200)))
    assert statuses(protect([table]), table) == {"a": HIDDEN, "b": ZERO}


def test_what_an_earlier_edition_printed_is_no_help_to_hide_now():
    table = row(3, 20, 40, 600)
    assert hidden(protect([table]), table) == {"a", "b"}
    before = Edition("spring", {table.place(("b",)): (20, 20)})
    protected = protect([table], published_before=[before])
    assert hidden(protected, table) == {"a", "c"}
    assert not protected.leaks
    assert not recovered([table], protected, [before])


def test_what_an_earlier_edition_gives_away_is_told():
    table = row(3, 20, 40)
    before = Edition(
        "spring", {table.place((n,)): (v, v) for n, v in [("b", 20), ("c", 40), ("all", 63)]}
    )
    (leak,) = protect([table], published_before=[before]).leaks
    assert (leak.place, leak.low, leak.high) == (table.place(("a",)), 3, 3)
    assert leak.because == ("spring",)
    assert "3 to 3 is given away by spring" in str(leak)


def test_a_revised_figure_does_not_hide_what_the_old_sum_gives_away():
    table = row(3, 20, 41)  # c was 40 in the spring, and the total 63
    before = Edition(
        "spring",
        {table.place((n,)): (v, v) for n, v in [("b", 20), ("c", 40), ("all", 63)]},
    )
    (leak,) = protect([table], published_before=[before]).leaks
    assert leak.place == table.place(("a",))


def test_an_edition_is_what_was_printed():
    table = row(3, 20, 40)
    protected = protect([table])
    printed = protected.edition("spring").printed
    assert len(printed) == 4 - len(hidden(protected, table))
    assert protect([table], published_before=[protected.edition("spring")]).leaks == ()


def starred(*counts, total):
    table = row(*(count or 0 for count in counts), total=total)
    cells = [
        replace(cell, count=None, mark=Mark.SUPPRESSED, low=1, high=3) if count is None else cell
        for cell, count in zip(table.cells, (*counts, total), strict=True)
    ]
    return replace(table, cells=tuple(cells))


def test_what_the_source_suppressed_is_not_computed_from_our_total():
    table = starred(None, 20, 30, total=52)
    protected = protect([table])
    assert statuses(protected, table)["a"] is Status.SUPPRESSED_BY_SOURCE
    assert hidden(protected, table)
    assert not recovered([table], protected)
    number = protected.system.number[table.place(("a",))]
    assert ranges(protected.system, protected.hiding.hidden, [number]) == {number: (1, 3)}


def test_a_source_whose_stars_do_not_add_up_is_taken_as_it_is():
    table = starred(None, 20, 30, total=90)
    assert hidden(protect([table]), table) == set()


def test_missing_is_neither_zero_nor_hidden():
    table = row(7, 20, 40)
    cells = (Cell(("a",), mark=Mark.MISSING), *table.cells[1:])
    table = replace(table, cells=cells)
    assert statuses(protect([table]), table) == {
        "a": Status.MISSING, "b": SHOWN, "c": SHOWN, "all": SHOWN,
    }  # fmt: skip


def test_a_table_by_sex_does_not_give_back_one_by_age():
    age = Dimension("age", {"all": ["young", "old"]}, whole="all")
    sex = Dimension("sex", {"all": ["k", "m"]}, whole="all")
    by_age = grid((age,), {("young",): 3, ("old",): 40})
    by_sex = grid((sex,), {("k",): 3, ("m",): 40})
    protected = protect([by_age, by_sex])
    assert not recovered([by_age, by_sex], protected)
    assert statuses(protected, by_age)["all"] == statuses(protected, by_sex)["all"]


def test_money_of_few_or_of_one_who_has_most_of_it_is_hidden():
    area = Dimension("area", {"all": ["a", "b", "c", "d"]})
    cells = (
        Cell(("a",), 3, amount=90_000, largest=40_000),
        Cell(("b",), 30, amount=900_000, largest=800_000),
        Cell(("c",), 30, amount=900_000, largest=60_000),
        Cell(("d",), 40, amount=1_200_000, largest=60_000),
        Cell(("all",), 103, amount=3_090_000, largest=800_000),
    )
    table = Table("I35", U4, (area,), cells, Prints.AMOUNT)
    protected = protect([table])
    found = statuses(protected, table)
    assert found["a"] is found["b"] is HIDDEN
    numbers = [protected.system.number[table.place((n,))] for n in "ab"]
    told = ranges(protected.system, protected.hiding.hidden, numbers)
    assert told[numbers[0]][0] <= 72_000
    assert told[numbers[0]][1] >= 108_000
    assert told[numbers[1]][0] <= 720_000
    assert told[numbers[1]][1] >= 1_080_000


def test_a_mean_is_not_got_back_from_the_mean_of_all():
    area = Dimension("area", {"all": ["a", "b", "c"]})
    cells = (
        Cell(("a",), 4, amount=18), Cell(("b",), 30, amount=130),
        Cell(("c",), 40, amount=170), Cell(("all",), 74, amount=318),
    )  # fmt: skip
    rule = replace(U4, largest_share=None)
    table = Table("I26", rule, (area,), cells, Prints.MEAN, decimals=2, scale=(1, 6))
    protected = protect([table])
    assert statuses(protected, table)["a"] is HIDDEN
    number = protected.system.number[table.place(("a",))]
    low, high = ranges(protected.system, protected.hiding.hidden, [number])[number]
    assert low <= 14
    assert high >= 22


def test_figures_about_nobody_are_never_hidden():
    table = row(1, 2, 3, rule=OPEN)
    assert set(statuses(protect([table]), table).values()) == {SHOWN}


def test_every_figure_hidden_for_others_says_for_whom():
    table = row(3, 20, 40)
    told = [v for v in protect([table]).of(table).values() if v.status is OTHERS]
    assert [verdict.protects for verdict in told] == [(table.place(("a",)),)]


def test_the_same_tables_give_the_same_answer():
    table = row(1, 2, 30, 31, 32, 33)
    assert protect([table]).of(table) == protect([table]).of(table)


def test_every_proof_stands():
    table = row(1, 1, 4, 50, 60)
    protected = protect([table])
    for moves in protected.hiding.proof.values():
        assert all(stands(protected.system, protected.hiding.hidden, move) for move in moves)


def test_one_place_cannot_have_two_figures():
    with pytest.raises(ValueError, match="both 3 and 4"):
        protect([row(3, 20), row(4, 20)])


@pytest.mark.parametrize("cell", [Cell(("a",), -1), Cell(("a",), None), Cell(("a",), 5, 4)])
def test_an_impossible_figure_is_refused(cell):
    with pytest.raises(ValueError, match="I3"):
        protect([Table("I3", U1, (Dimension("area"),), (cell,))])


def test_a_threshold_may_be_raised_and_never_lowered():
    table = row(7, 40, 50, rule=U1.raised(10))
    assert statuses(protect([table]), table)["a"] is HIDDEN
    with pytest.raises(ValueError, match="would show more"):
        U1.raised(4)


def test_a_total_that_is_one_group_of_five_does_not_say_that_it_is_all_five():
    area = Dimension("area", {"all": ["a", "b"]})
    cells = (Cell(("a",), 5, 5), Cell(("b",), 0, 30), Cell(("all",), 5, 35))
    table = Table("U", U3, (area,), cells)
    protected = protect([table])
    assert hidden(protected, table) == {"a", "all"}
    assert not recovered([table], protected)


@pytest.mark.parametrize(
    ("base", "share", "ranked"), [(19, False, False), (20, True, False), (30, True, True)]
)
def test_percentages_and_ranks_ask_for_larger_groups(base, share, ranked):
    table = Table("I5", U1, (Dimension("area"),), (Cell(("a",), 8, base),))
    (verdict,) = protect([table]).of(table).values()
    assert (verdict.status, verdict.share, verdict.ranked) == (SHOWN, share, ranked)


def test_a_total_of_four_ones_is_not_told_exactly():
    protected = protect([row(1, 1, 1, 1)])
    assert not protected.leaks
    total = len(protected.system.value) - 1
    assert protected.hiding.reach(protected.system, total) == (4, 5)


NESTED = Dimension("area", {"all": ["g", "h"], "g": ["a", "b", "c", "d"], "h": ["e", "f"]})


def test_the_total_of_a_total_beside_zeros_does_not_say_that_four_parts_are_ones():
    counts = dict(zip("abcdef", (1, 1, 1, 1, 0, 0), strict=True))
    table = grid((NESTED,), {(name,): count for name, count in counts.items()})
    protected = protect([table])
    found = statuses(protected, table)
    assert found["g"] is found["all"] is OTHERS
    assert not protected.leaks
    assert not recovered([table], protected)


@pytest.mark.parametrize("prints", [Prints.COUNT, Prints.SHARE])
@pytest.mark.parametrize("alone", [0, 1])
def test_a_total_of_a_total_does_not_say_that_its_parts_are_no_small_number(prints, alone):
    # 4 + 1 of one = 5: were "all" known to be at least five, the 4 would be known.
    counts = dict(zip("abcdef", (4, 1, 0, 0, alone, 0), strict=True))
    bases = dict(zip("abcdef", (40, 1, 30, 30, alone or 30, 30), strict=True))
    leaves, below = ({(n,): v for n, v in found.items()} for found in (counts, bases))
    table = grid((NESTED,), leaves, U1, prints, below)
    protected = protect([table])
    a = protected.system.number[table.place(("a",))]
    assert protected.hiding.reach(protected.system, a) == (1, 4)
    assert not protected.leaks
    assert not recovered([table], protected)


def test_a_share_of_few_is_hidden_when_it_would_say_that_its_parts_are_many():
    area = Dimension("area", {"all": ["a", "b"]})
    cells = (Cell(("a",), 4, 5), Cell(("b",), 1, 1), Cell(("all",), 5, 6))
    table = Table("I5", U1, (area,), cells, Prints.SHARE)
    protected = protect([table])
    assert statuses(protected, table) == {"a": HIDDEN, "b": HIDDEN, "all": OTHERS}
    assert not protected.leaks


def test_the_class_of_a_total_does_not_tell_which_half_a_small_group_lies_in():
    # 3 of 8 may be anything from 1 to 8; a total called "1 to 4" would say that it is no more.
    area = Dimension("area", {"all": ["a", "b"]})
    cells = (Cell(("a",), 3, 8), Cell(("b",), 0, 30), Cell(("all",), 3, 38))
    table = Table("U", U3, (area,), cells)
    protected = protect([table])
    assert statuses(protected, table)["all"] is OTHERS
    a = protected.system.number[table.place(("a",))]
    assert protected.hiding.reach(protected.system, a) == (1, 8)


def test_an_empty_group_is_a_zero_that_leaves_its_neighbour_alone_in_the_total():
    area = Dimension("area", {"all": ["a", "b", "c"]})
    cells = (
        Cell(("a",), 1, 1), Cell(("b",), 0, 0), Cell(("c",), 0, 30), Cell(("all",), 1, 31),
    )  # fmt: skip
    table = Table("I5", U1, (area,), cells, Prints.SHARE, decimals=2)
    protected = protect([table])
    assert statuses(protected, table) == {
        "a": HIDDEN, "b": Status.SMALL_BASE, "c": ZERO, "all": HIDDEN,
    }  # fmt: skip
    assert not protected.leaks
    assert not recovered([table], protected)


@pytest.mark.parametrize(
    ("count", "base", "decimals", "known"),
    [
        (400, 401, 0, (399, 401)),  # 100 per cent, and never more than everybody
        (6, 6000, 0, (5, 29)),  # 0 per cent, and no small number
        (0, 503, 0, (0, 0)),  # shown as zero
        (1, 200, 0, None),
        (5, 200, 0, (5, 5)),  # 2.5 per cent: a half may be rounded either way
        (7, 19, 0, (5, 19)),  # no percentage, and no small number
    ],
)
def test_a_share_tells_what_its_rounding_its_base_and_its_class_tell(count, base, decimals, known):
    cells = (Cell(("a",), count, base),)
    table = Table("I5", U1, (Dimension("area"),), cells, Prints.SHARE, decimals)
    printed = protect([table]).edition("spring").printed
    assert printed.get(table.place(("a",))) == known


def test_a_mean_tells_no_more_than_the_scale_allows():
    cells = (Cell(("a",), 100, amount=599),)
    table = Table("I26", U4, (Dimension("area"),), cells, Prints.MEAN, 0, scale=(1, 6))
    assert list(protect([table]).edition("spring").printed.values()) == [(551, 600)]


def test_none_of_few_is_shown_as_zero_and_not_as_a_share():
    table = Table("I5", U1, (Dimension("area"),), (Cell(("a",), 0, 7),), Prints.SHARE)
    (verdict,) = protect([table]).of(table).values()
    assert (verdict.status, verdict.share) == (ZERO, False)


def test_two_groups_with_no_money_are_hidden_with_their_total():
    area = Dimension("area", {"all": ["a", "b"]})
    cells = tuple(Cell((n,), people, amount=0) for n, people in (("a", 3), ("b", 4), ("all", 7)))
    table = Table("I35", U4, (area,), cells, Prints.AMOUNT)
    protected = protect([table])
    assert hidden(protected, table) == {"a", "b", "all"}
    assert not protected.leaks


def test_a_figure_can_always_move_with_every_total_above_it():
    # Three nested dimensions: more totals above one cell than a search looks through.
    dimensions = tuple(
        Dimension(name, {"all": ["g", "h"], "g": ["a", "b"], "h": ["c"]})
        for name in ("x", "y", "z")
    )
    leaves = {(a, b, c): 50 for a in "abc" for b in "abc" for c in "abc"}
    table = grid(dimensions, leaves | {("a", "a", "a"): 3})
    system = build([table])
    figure = system.number[table.place(("a", "a", "a"))]
    move = with_totals(system, figure, -2)
    assert len(move) == 27
    assert stands(system, set(range(len(system.value))), move)


def test_the_solver_prints_nothing(capfd):
    c = ctypes.CDLL(None)
    with quiet():
        c.puts(b"said by the solver")
    c.puts(b"said by another")
    c.fflush(None)
    assert capfd.readouterr().out == "said by another\n"


def test_why_an_earlier_edition_hid_a_total_is_not_forgotten():
    # In the spring only the total was published: "1 to 4". Its four parts can only be ones.
    table = row(1, 1, 1, 1)
    early = replace(table, cells=tuple(cell for cell in table.cells if cell.key == ("all",)))
    edition = protect([early]).edition("spring")
    assert edition.reasons == {table.place(("all",)): (1, 4)}
    leaks = protect([table], published_before=[edition]).leaks
    assert {leak.place for leak in leaks} == {
        table.place((n,)) for n in ("a", "b", "c", "d", "all")
    }
    assert all(leak.because == ("spring",) for leak in leaks)
