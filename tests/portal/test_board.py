"""The board: every partnership on one line, the same on the page and in the files."""

import csv
import io
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import product

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from portal import boarding
from tospann.access.actor import STRANGER
from tospann.base import clock
from tospann.portal.board import columns, keeping, lines, page
from tospann.portal.board.lines import Asked
from tospann.portal.board.papers import Paper
from tospann.portal.board.reckoned import reckoned
from tospann.portal.forms import BoardFilter, as_query, choices_of
from tospann.portal.models import Line, Reckoning

pytestmark = pytest.mark.django_db


@pytest.fixture
def as_(client, cast):
    def sign_in(who: str):
        client.force_login(cast.people[who], "django.contrib.auth.backends.ModelBackend")
        return client

    return sign_in


def row_of(actor, slug: str = "fjordbygd") -> lines.Row:
    return next(r for r in lines.board(actor).rows if r.partnership.slug == slug)


def text_of(key: str, row: lines.Row) -> str:
    return columns.BY_KEY[key].cell(row).text


def keep(where, **given) -> Line:
    """Overwrite what was reckoned, to try what the page makes of it."""
    Line.objects.filter(partnership=where).update(**given)
    return Line.objects.get(partnership=where)


# --- What is reckoned -------------------------------------------------------------------


def test_a_partnership_with_nothing_has_its_line(cast):
    keeping.catch_up()

    row = row_of(STRANGER)

    assert text_of("avtale", row) == "Ingen"
    assert text_of("vertsavtale", row) == "Ingen"  # the model asks for one
    assert text_of("plan", row) == "Ingen"
    assert text_of("mal", row) == "Ingen plan gjelder"
    assert text_of("forverring", row) == "Ingen tall"
    assert text_of("frist", row) == "Ingen"
    assert text_of("eiere", row) == "Nav Testland"
    assert columns.BY_KEY["eiere"].cell(row).note == "2 kommuner"


def test_a_host_agreement_is_no_concern_of_an_office_of_its_own(cast):
    boarding.partnership("eget", "Nav Eget", state=cast.nav)
    keeping.catch_up()

    assert text_of("vertsavtale", row_of(STRANGER, "eget")) == "Ikke aktuelt"


def test_what_has_not_been_reckoned_says_so_and_is_not_zero(cast):
    row = row_of(STRANGER)

    assert text_of("sene", row) == "Ikke regnet ut ennå"
    headings, rows = columns.table([row], columns.filed(Asked(), internal=False))
    assert dict(zip(headings, rows[0], strict=True))["Sene tall"] == "Ikke regnet ut ennå"


def test_zero_missing_and_not_concerned_are_three_things(cast):
    keeping.catch_up()
    keep(cast.partnership, followed_count=37, late_count=0, host=None)
    row = row_of(STRANGER)
    headings, rows = columns.table([row], columns.filed(Asked(), internal=False))
    told = dict(zip(headings, rows[0], strict=True))

    assert told["Sene tall"] == 0
    assert told["Indikatorer med reell forverring"] == 0
    assert told["Mål i planen"] == "Ingen plan gjelder"
    assert told["Vertskommuneavtale"] == "Ikke aktuelt"
    assert told["Partnerskapsavtale: revideres innen"] is None


def test_figures_are_counted_as_the_card_counts_them(cast):
    catalogue = boarding.catalogue()
    monthly = [one for one in catalogue.values() if one.frequency == "month"][:3]
    today = clock.today()
    old = date(today.year - 1, 1, 31)
    boarding.summary(cast.partnership, monthly[0], period="2020M01", last_on=old)
    boarding.summary(cast.partnership, monthly[1], last_on=today, variation="concern")
    boarding.summary(cast.partnership, monthly[2], last_on=today, variation="improvement")
    keeping.catch_up()

    line = Line.objects.get(partnership=cast.partnership)

    assert (line.followed_count, line.worse_count, line.late_count) == (3, 1, 1)


def test_overdue_is_in_force_and_past_its_day():
    day = date(2026, 11, 22)
    paper = Paper(state="in_force", revise_by=day)

    assert not paper.overdue(day)
    assert paper.overdue(day + timedelta(days=1))
    assert not replace(paper, state="ended").overdue(day + timedelta(days=1))


@pytest.fixture
def in_september():
    with clock.pretend(datetime(2026, 9, 22, 9, tzinfo=UTC)):
        yield


def test_the_board_calls_nothing_late_from_before_the_plan_began(cast):
    with clock.pretend(datetime(2026, 2, 3, 9, tzinfo=UTC)):
        boarding.Plans(cast).plan()
        keeping.catch_up()

        row = row_of(STRANGER)

    assert text_of("plan", row) == "Gjelder"
    assert row.line.late_count == 0  # the figure of December was nobody's to give


def test_a_plan_in_force_tells_goals_deadlines_and_what_is_late(cast, in_september):
    planning = boarding.Plans(cast)
    document = planning.plan()
    keeping.catch_up()

    row = row_of(STRANGER)

    assert text_of("plan", row) == "Gjelder"
    assert (row.line.goal_count, row.line.unknown_count) == (1, 1)
    assert text_of("mal", row) == "0 av 1"
    assert row.line.late_count == 1  # the indicator of the goal has no figure at all
    assert (row.line.signal_count, row.line.conflict_count) == (0, 0)
    assert row.line.deadline_sort == "measure"
    coming = row.line.deadline_on
    planning.report(document, "done")
    keeping.catch_up()
    assert row_of(STRANGER).line.deadline_on != coming


def test_signals_nobody_has_handled_and_conflicts_not_settled_are_counted(cast, in_september):
    planning = boarding.Plans(cast)
    sides = [planning.signal(cast.nav), planning.signal(cast.fjordbygd)]
    conflict = planning.conflict(*sides)
    keeping.catch_up()
    line = Line.objects.get()
    assert (line.signal_count, line.conflict_count) == (2, 1)

    planning.settle(conflict, cast.nav)
    keeping.catch_up()
    assert Line.objects.get().conflict_count == 1  # one owner does not settle it for two

    planning.settle(conflict, cast.fjordbygd)
    keeping.catch_up()
    assert Line.objects.get().conflict_count == 0


def test_an_agreement_waits_for_so_many_of_its_owners(cast):
    version = boarding.agreement(cast)
    keeping.catch_up()
    assert text_of("avtale", row_of(STRANGER)) == "0 av 2 har godkjent"

    cast.ratify(version, cast.nav)
    keeping.catch_up()
    assert text_of("avtale", row_of(STRANGER)) == "1 av 2 har godkjent"

    cast.ratify(version, cast.fjordbygd)
    keeping.catch_up()
    row = row_of(STRANGER)
    assert text_of("avtale", row) in {"Gjelder", "Mangler vedlegg"}
    assert columns.BY_KEY["avtale"].cell(row).url


# --- In step with the journal -----------------------------------------------------------


def test_only_what_the_journal_has_touched_is_reckoned_again(cast):
    other = boarding.partnership("annet", "Nav Annet", state=cast.nav)
    assert keeping.catch_up() == 2
    cast.version()

    assert keeping.catch_up() == 1
    assert keeping.catch_up() == 0
    assert other.board_line


def test_a_page_says_when_something_has_happened_since(cast, client):
    keeping.catch_up()
    assert "Ingenting har skjedd siden" in client.get(reverse("portal:board")).text

    cast.version()
    told = client.get(reverse("portal:board")).text

    assert "Noe har skjedd i 1 partnerskap siden" in told
    assert "Endret siden" in told


def test_every_line_is_reckoned_anew_on_a_new_day(cast):
    keeping.catch_up()
    tomorrow = clock.now() + timedelta(days=1)

    with clock.pretend(tomorrow):
        assert lines.board(STRANGER).behind_count == 1
        assert keeping.catch_up() == 1
        assert lines.board(STRANGER).behind_count == 0


def test_saved_views_and_seats_touch_no_line(cast, as_):
    keeping.catch_up()
    as_("nav").post(reverse("portal:board_new_view"), {"name": "Min", "owner": "meg"})

    assert keeping.catch_up() == 0
    assert Reckoning.objects.get().read_to > 0


def test_a_button_reckons_at_once(cast, as_):
    cast.version()

    told = as_("nav").post(reverse("portal:board_refreshed"), follow=True).text

    assert "1 rad er regnet på nytt" in told
    assert lines.board(STRANGER).behind_count == 0


# --- Who sees what ----------------------------------------------------------------------


def test_what_is_internal_is_in_no_answer_to_outsiders(cast, client):
    keeping.catch_up()
    keep(cast.partnership, signal_count=31787, conflict_count=31887)

    for name in ("board", "board_csv", "board_xlsx"):
        answer = client.get(reverse(f"portal:{name}"), {"kolonner": ["signaler", "konflikter"]})
        told = str(cells_of(answer.content)) if name == "board_xlsx" else answer.text
        assert "31787" not in told
        assert "31887" not in told


def test_those_inside_see_it_in_their_own_rows_only(cast, as_):
    other = boarding.partnership("annet", "Nav Annet")
    keeping.catch_up()
    keep(cast.partnership, signal_count=777)
    keep(other, signal_count=888)

    told = as_("councillor").get(reverse("portal:board_csv")).text

    assert "777" in told
    assert "888" not in told
    assert "Ikke innsyn" in told


def test_rows_out_of_reach_are_last_whichever_way_it_is_sorted(cast):
    other = boarding.partnership("annet", "Nav Annet")
    keeping.catch_up()
    keep(other, signal_count=99)
    keep(cast.partnership, signal_count=1)
    rows = lines.board(cast.actor("councillor")).rows

    for direction in ("opp", "ned"):
        found = columns.ordered(rows, Asked(sort="signaler", direction=direction))
        assert [row.partnership.slug for row in found] == ["fjordbygd", "annet"]


def test_a_draft_is_told_to_those_who_read_drafts(cast):
    keeping.catch_up()
    keep(cast.partnership, agreement=Paper(draft=True).as_data())

    assert text_of("avtale", row_of(cast.actor("adviser"))) == "Utkast"
    assert text_of("avtale", row_of(cast.actor("councillor"))) == "Ingen"
    assert text_of("avtale", row_of(STRANGER)) == "Ingen"


# --- Filters and order ------------------------------------------------------------------


@pytest.fixture
def many(cast):
    """Five partnerships in two regions and one outside, in different states."""
    north, south = boarding.region("nord", "Nav Ås"), boarding.region("sor", "Nav Ærfugl")
    made = {
        name: boarding.partnership(slug, name, state=state, model=model)
        for slug, name, state, model in [
            ("aas", "Ås", north, "own_office"),
            ("aer", "Ærdal", south, "merged"),
            ("ost", "Østby", north, "own_office"),
            ("zoo", "Zoar", south, "merged"),
            ("alf", "alfheim", None, "own_office"),
        ]
    }
    keeping.catch_up()
    yes = Paper("in_force", yes=2, of=2, revise_by=date(2090, 1, 1))
    keep(made["Ås"], agreement=yes.as_data(), missed_count=0, goal_count=2, unsure_count=0,
         unknown_count=0, late_count=3, followed_count=9)  # fmt: skip
    keep(made["Ærdal"], agreement=replace(yes, revise_by=date(2020, 1, 1)).as_data())
    keep(made["Østby"], agreement=Paper("open", yes=1, of=3).as_data(),
         plan=Paper("open").as_data(), goal_count=4, missed_count=2, unsure_count=1,
         unknown_count=1)  # fmt: skip
    keep(made["Zoar"], agreement=replace(yes, newer=True, yes=1).as_data(), late_count=1)
    return made


def names(rows) -> list[str]:
    return [row.partnership.name for row in rows]


def test_names_stand_in_norwegian_order(many):
    assert names(lines.board(STRANGER).rows) == [
        "alfheim", "Nav Fjordbygd", "Zoar", "Ærdal", "Østby", "Ås"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (Asked(region="nord"), ["Østby", "Ås"]),
        (Asked(model="merged"), ["Zoar", "Ærdal"]),
        (Asked(agreement="in_force"), ["Zoar", "Ås"]),
        (Asked(agreement="overdue"), ["Ærdal"]),
        (Asked(agreement="open"), ["Zoar", "Østby"]),
        (Asked(agreement="none"), ["alfheim", "Nav Fjordbygd"]),
        (Asked(plan="open"), ["Østby"]),
        (Asked(missed=True), ["Østby"]),
        (Asked(late=True), ["Zoar", "Ås"]),
        (Asked(late=True, region="nord"), ["Ås"]),
        (Asked(missed=True, model="merged"), []),
    ],
)
def test_filters_narrow_the_rows_together(many, asked, expected):
    assert names(lines.matching(lines.board(STRANGER).rows, asked)) == expected


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        (Asked(sort="mal"), "Østby"),  # most first, without being asked
        (Asked(sort="mal", direction="opp"), "Ås"),
        (Asked(sort="avtale"), "alfheim"),  # the most pressing first
        (Asked(sort="avtale", direction="ned"), "Ås"),
        (Asked(direction="ned"), "Ås"),
        (Asked(sort="eiere"), "alfheim"),
    ],
)
def test_rows_are_put_in_order(many, asked, first):
    assert names(columns.ordered(lines.board(STRANGER).rows, asked))[0] == first


@pytest.mark.parametrize("key", [*columns.BY_KEY, ""])
@pytest.mark.parametrize("direction", ["", "opp", "ned"])
def test_no_order_loses_a_row(many, key, direction):
    rows = lines.board(STRANGER).rows

    found = columns.ordered(rows, Asked(sort=key, direction=direction))

    assert sorted(names(found)) == sorted(names(rows))


def test_groups_are_regions_in_norwegian_order_with_those_without_one_last(many):
    found = columns.groups(lines.board(STRANGER).rows, grouped=True)

    assert [group.heading for group in found] == [
        "Nav Testland", "Nav Ærfugl", "Nav Ås", "Uten statlig eier"
    ]  # fmt: skip


def test_a_heading_says_how_it_is_sorted_and_turns_it_round(many, client):
    told = client.get(reverse("portal:board"), {"sorter": "mal", "region": "nord"}).text

    assert 'aria-sort="descending"' in told
    assert "?region=nord&amp;sorter=mal&amp;retning=opp" in told


def test_an_address_that_asks_for_nonsense_says_so(many, client):
    answer = client.get(reverse("portal:board"), {"region": "atlantis"})

    assert answer.status_code == 422
    assert client.get(reverse("portal:board_csv"), {"region": "atlantis"}).status_code == 302


# --- Files ------------------------------------------------------------------------------


def cells_of(content: bytes) -> list[tuple]:
    return list(load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True))


def csv_of(answer) -> list[list[str]]:
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))


ADDRESSES = [
    {**filters, **order}
    for filters, order in product(
        [{}, {"region": "nord"}, {"avtale": "open"}, {"sene": "on"}, {"modell": "merged"}],
        [{}, {"sorter": "avtale", "retning": "ned"}, {"grupper": "on"}, {"kolonner": "sene"}],
    )
]


@pytest.mark.parametrize("asked", ADDRESSES, ids=str)
def test_page_csv_and_workbook_agree(many, client, asked):
    answer = client.get(reverse("portal:board"), asked)
    on_page = [row.row.partnership.name for g in answer.context["page"].groups for row in g.rows]

    in_csv = csv_of(client.get(reverse("portal:board_csv"), asked))
    in_book = cells_of(client.get(reverse("portal:board_xlsx"), asked).content)

    assert sorted(row[0] for row in in_csv[1:]) == sorted(on_page)
    assert [row[0] for row in in_book] == [row[0] for row in in_csv]
    assert list(in_book[0]) == in_csv[0]
    if "grupper" not in asked:
        assert [row[0] for row in in_csv[1:]] == on_page


def test_a_workbook_holds_numbers_as_numbers_and_days_as_days(many, client):
    told = cells_of(client.get(reverse("portal:board_xlsx"), {"region": "nord"}).content)
    row = dict(zip(told[0], told[2], strict=True))

    assert row["Partnerskap"] == "Ås"
    assert row["Sene tall"] == 3
    assert row["Partnerskapsavtale: revideres innen"].date() == date(2090, 1, 1)
    assert row["Partnerskapsavtale"] == "Gjelder"


def test_five_hundred_and_one_rows_show_five_hundred_and_one(cast, client):
    for n in range(500):
        boarding.partnership(f"p{n}", f"Nav {n}")
    keeping.catch_up()

    told = client.get(reverse("portal:board")).text

    assert told.count('<th scope="row"') == 501
    assert len(csv_of(client.get(reverse("portal:board_csv")))) == 502


# --- Views and queries ------------------------------------------------------------------


def test_choices_come_back_unchanged_from_an_address(many):
    asked = Asked("nord", "merged", "open", "none", True, True, "mal", "opp", True, ("sene",))

    form = BoardFilter(
        QueryDict(as_query(choices_of(asked)).urlencode()),
        regions=lines.board(STRANGER).regions,
    )

    assert form.is_valid()
    assert form.asked() == asked


@pytest.mark.parametrize("count", [3, 60])
def test_a_board_takes_three_queries_however_many(cast, count, django_assert_num_queries):
    for n in range(count):
        boarding.partnership(f"p{n}", f"Nav {n}", state=cast.nav)
    keeping.catch_up()

    with django_assert_num_queries(3):
        found = lines.board(STRANGER)
        page.page_of(found, Asked(), {})


def test_lines_are_reckoned_with_as_many_queries_whatever_the_number(cast, in_september):
    planning = boarding.Plans(cast)
    planning.plan()
    planning.conflict(planning.signal(cast.nav), planning.signal(cast.fjordbygd))
    boarding.agreement(cast)
    few = [cast.partnership]
    many = few + [boarding.partnership(f"p{n}", f"Nav {n}", state=cast.nav) for n in range(60)]

    asked = []
    for those in (few, many):
        with CaptureQueriesContext(connection) as seen:
            assert len(reckoned(those, clock.today())) == len(those)
        asked.append(len(seen))

    assert asked == [17, 17]


def test_what_people_have_written_is_escaped(cast, client):
    keeping.catch_up()
    keep(
        cast.partnership,
        deadline_on=date(2090, 1, 1),
        deadline_sort="measure",
        deadline_title='<img src=x> & "x"',
    )

    told = client.get(reverse("portal:board")).text

    assert "<img src=x>" not in told
    assert "&lt;img src=x&gt; &amp; &quot;x&quot;" in told
