from itertools import pairwise

import pytest
from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st

from tospann.agreed.body import Line, Part, Table
from tospann.agreed.difference import (
    Op,
    Piece,
    Status,
    after,
    before,
    compare,
    difference,
    words,
)


def shown(old: str, new: str) -> str:
    """The pieces as text: [-gone-] and {+come+}."""
    sign = {Op.SAME: "{}", Op.DELETED: "[-{}-]", Op.INSERTED: "{{+{}+}}"}
    return "".join(sign[piece.op].format(piece.text) for piece in compare(old, new))


TABLE = [
    ("Avtalen gjelder i to år.", "Avtalen gjelder i fire år.",
     "Avtalen gjelder i [-to-]{+fire+} år."),
    ("Frist 4. mars 2026 kl. 12.00.", "Frist 5. mars 2026 kl. 12.00.",
     "Frist [-4. mars 2026-]{+5. mars 2026+} kl. 12.00."),
    ("Etter Nav-loven § 13 deler eierne.", "Etter Nav-loven § 14 deler eierne.",
     "Etter Nav-loven [-§ 13-]{+§ 14+} deler eierne."),
    ("Beløpet er 1 234 567,5 kroner.", "Beløpet er 1 234 568,5 kroner.",
     "Beløpet er [-1 234 567,5-]{+1 234 568,5+} kroner."),
    ("Nav-kontoret er åpent hver dag.", "Nav kontoret er åpent hver dag.",
     "[-Nav-kontoret-]{+Nav kontoret+} er åpent hver dag."),
    ("Kontoret er åpent.", "Kontoret er åpent mandag.", "Kontoret er åpent{+ mandag+}."),
    ("Lik tekst.", "Lik tekst.", "Lik tekst."),
    ("Alt er annerledes.", "Noe ganske nytt!", "[-Alt er annerledes.-]{+Noe ganske nytt!+}"),
    ("", "Ny.", "{+Ny.+}"),
    ("eierne møtes hver tredje uke i rådhuset", "eierne møtes to ganger i rådhuset",
     "eierne møtes [-hver tredje uke-]{+to ganger+} i rådhuset"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "reads"), TABLE)
def test_a_sentence_shows_what_changed_in_whole_words(old, new, reads):
    assert shown(old, new) == reads


@pytest.mark.parametrize(
    "whole",
    ["Nav-kontor", "04.03.2026", "2026-03-04", "12,5", "§ 14", "1 000", "24. desember 2026"],
)
def test_a_compound_a_number_and_a_date_stay_whole(whole):
    assert words(f"Før {whole} etter") == ["Før", " ", whole, " ", "etter"]


TEXT = st.one_of(
    st.text(max_size=60),
    st.lists(
        st.sampled_from(
            ["eier", "Nav-kontor", "og", " ", "  ", "\n", ",", ".", "4. mars 2026", "å"]
        ),
        max_size=30,
    ).map("".join),
)
LINE = st.builds(Line, text=TEXT, label=st.sampled_from(["", "", "Frist", "Sted"]) | TEXT)


@st.composite
def tables(draw):
    width = draw(st.integers(1, 4))
    row = st.tuples(*[TEXT] * width)
    return Table(draw(TEXT), draw(row), tuple(draw(st.lists(row, max_size=4))))


@st.composite
def readings(draw):
    ids = draw(st.lists(st.sampled_from("abcdef"), unique=True, max_size=5))
    return [
        Part(
            part_id,
            str(number),
            draw(TEXT),
            tuple(draw(st.lists(LINE, max_size=4))),
            tuple(draw(st.lists(tables(), max_size=2))),
        )
        for number, part_id in enumerate(ids, 1)
    ]


@given(TEXT)
def test_the_words_joined_are_the_text(text):
    assert "".join(words(text)) == text


@given(TEXT, TEXT)
def test_the_pieces_hold_both_texts_to_the_last_space(old, new):
    pieces = compare(old, new)

    assert before(pieces) == old
    assert after(pieces) == new
    assert all(piece.text for piece in pieces)
    assert all(a.op is not b.op for a, b in pairwise(pieces))


@given(TEXT)
def test_equal_texts_have_no_changes(text):
    assert compare(text, text) == ((Piece(Op.SAME, text),) if text else ())


def swapped(pieces):
    """Each change turned round, what is now deleted first."""
    other = {Op.SAME: Op.SAME, Op.DELETED: Op.INSERTED, Op.INSERTED: Op.DELETED}
    turned = [Piece(other[piece.op], piece.text) for piece in pieces]
    for n in range(len(turned) - 1):
        if (turned[n].op, turned[n + 1].op) == (Op.INSERTED, Op.DELETED):
            turned[n], turned[n + 1] = turned[n + 1], turned[n]
    return tuple(turned)


@given(TEXT, TEXT)
def test_the_other_way_round_swaps_inserted_and_deleted(old, new):
    assert compare(new, old) == swapped(compare(old, new))


def reading(parts, text, gone):
    """The parts as one of the two readings: `text` reads pieces, `gone` is not in it."""
    return {
        part.id: (
            text(part.title),
            [(text(x.label), text(x.text)) for x in part.lines if x.status is not gone],
            [
                (
                    text(table.caption),
                    [text(h) for h, c in zip(table.header, table.columns, strict=True)
                     if c is not gone],
                    [
                        [text(cell) for cell, c in zip(row.cells, table.columns, strict=True)
                         if c is not gone]
                        for row in table.rows
                        if row.status is not gone
                    ],
                )
                for table in part.tables
                if table.status is not gone
            ],
        )
        for part in parts
        if part.status is not gone
    }  # fmt: skip


def plain(parts):
    return {
        part.id: (
            part.title,
            [(line.label, line.text) for line in part.lines],
            [(t.caption, list(t.header), [list(row) for row in t.rows]) for t in part.tables],
        )
        for part in parts
    }


@given(readings(), readings())
def test_both_readings_can_be_read_out_of_their_difference(old, new):
    parts = difference(old, new)

    assert reading(parts, before, Status.ADDED) == plain(old)
    assert reading(parts, after, Status.REMOVED) == plain(new)
    assert [p.id for p in parts if p.status is not Status.REMOVED] == [p.id for p in new]


@given(readings(), readings())
def test_swapped_readings_swap_what_became_of_each_part(old, new):
    other = {Status.ADDED: Status.REMOVED, Status.REMOVED: Status.ADDED}

    there = {part.id: part for part in difference(old, new)}
    back = {part.id: part for part in difference(new, old)}

    assert {i: other.get(p.status, p.status) for i, p in there.items()} == {
        i: p.status for i, p in back.items()
    }
    for part_id, part in there.items():
        assert back[part_id].title == swapped(part.title)
        assert sorted(x.status for x in back[part_id].lines) == sorted(
            other.get(x.status, x.status) for x in part.lines
        )


@given(readings())
def test_a_reading_compared_with_itself_is_the_same_throughout(parts):
    found = difference(parts, parts)

    assert found.summary.nothing_changed
    for part in found:
        pieces = [*part.title, *(p for x in part.lines for p in (*x.label, *x.text))]
        pieces += [p for t in part.tables for row in t.rows for cell in row.cells for p in cell]
        assert {piece.op for piece in pieces} <= {Op.SAME}


def test_a_removed_part_stands_where_it_was():
    def parts(ids):
        return [Part(one, str(n), one) for n, one in enumerate(ids, 1)]

    found = difference(parts("abcde"), parts("xaed"))

    assert [(p.id, p.status.value) for p in found] == [
        ("x", "added"), ("a", "same"), ("b", "removed"), ("c", "removed"), ("e", "same"),
        ("d", "same"),
    ]  # fmt: skip
    assert (found[1].old_number, found[1].number) == ("1", "2")


def test_a_line_with_a_label_is_found_again_among_others():
    old = Part("a", "1", "Møter", (Line("hver uke", "Hvor ofte"), Line("Bodø", "Sted")))
    new = Part("a", "1", "Møter", (Line("Navs lokaler", "Vert"), Line("Fauske", "Sted")))

    (part,) = difference([old], [new])

    assert [(line.status.value, after(line.label)) for line in part.lines] == [
        ("removed", ""), ("added", "Vert"), ("changed", "Sted"),
    ]  # fmt: skip


def test_a_row_is_found_again_by_its_first_cell_and_a_column_by_its_head():
    old = Table("Andeler", ("Eier", "Andel"), (("Nav", "50 %"), ("Ås", "50 %")))
    new = Table(
        "Andeler", ("Eier", "Årsverk", "Andel"), (("Nav", "4", "40 %"), ("Vik", "6", "60 %"))
    )

    (part,) = difference(
        [Part("a", "1", "T", tables=(old,))], [Part("a", "1", "T", tables=(new,))]
    )
    (table,) = part.tables

    assert [c.value for c in table.columns] == ["same", "added", "same"]
    assert [row.status.value for row in table.rows] == ["changed", "removed", "added"]
    assert table.rows[0].cells[2] == (Piece(Op.DELETED, "50 %"), Piece(Op.INSERTED, "40 %"))


def test_two_parts_with_one_id_are_refused():
    with pytest.raises(ValueError, match="share an id"):
        difference([Part("a", "1", "A"), Part("a", "2", "B")], [])


def test_sixty_pages_take_less_than_a_third_of_a_second():
    # 60 pages of 400 words: 60 parts, 10 lines each, 40 words a line, one word changed in each
    def parts(year):
        return [
            Part(
                f"p{n}",
                str(n),
                f"Punkt {n}",
                tuple(
                    Line(
                        " ".join(f"ord{(n * 7 + m * 13 + k) % 900}" for k in range(39))
                        + f" {year}."
                    )
                    for m in range(10)
                ),
            )
            for n in range(60)
        ]

    old, new = parts(2026), parts(2027)

    assert difference(old, new).summary.changed == 60


OLD = [Part("a", "1", "Møter", (Line("hver uke", "Hvor ofte"),)), Part("b", "2", "Lik")]
NEW = [Part("a", "1", "Møter", (Line("hver måned", "Hvor ofte"),)), Part("b", "2", "Lik")]


def page(rf, query=""):
    request = rf.get(f"/{query}")
    context = {
        "differences": difference(OLD, NEW),
        "only_changes": request.GET.get("bare") == "endringer",
    }
    return render_to_string("agreed/_difference.html", context, request=request)


def test_the_page_says_first_how_much_changed_and_links_to_it(rf):
    html = page(rf)

    assert "1 punkt er endret." in html
    assert "1 er uendret." in html
    assert 'href="#endring-a"' in html
    assert 'id="endring-a"' in html


def test_a_screen_reader_hears_what_was_added_and_taken_out(rf):
    html = page(rf)

    assert 'hver <del><span class="ds-sr-only">(tatt ut: </span>uke' in html
    assert '<ins><span class="ds-sr-only">(lagt til: </span>måned' in html


def test_only_the_changed_points_when_asked_for(rf):
    assert 'id="endring-b"' in page(rf)
    assert 'id="endring-b"' not in page(rf, "?bare=endringer")
