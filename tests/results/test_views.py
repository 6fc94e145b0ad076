"""What people see of the figures: the same marks on every page and in every file."""

import csv
import io
import json
import re
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.urls import reverse

from tospann.access.actor import STRANGER
from tospann.base import clock
from tospann.engines.results.periods import Due
from tospann.results import actions, exports
from tospann.results.errors import NothingNew
from tospann.results.models import Mark
from tospann.results.selectors.card import Filters, card, figures_due

pytestmark = pytest.mark.django_db


@pytest.fixture
def filled(office, months):
    """Three years of one series with every mark in it, and a few others."""
    figures = [
        office.figure("I3", period, numerator=60 + n % 5, denominator=3000)
        for n, period in enumerate(months(34))
    ]
    figures[-1] = office.figure("I3", "2025M10", numerator=0, denominator=3000)
    figures[5] = office.figure("I3", "2023M06", mark=Mark.MISSING)
    figures[6] = office.figure("I3", "2023M07", mark=Mark.NOT_APPLICABLE)
    figures[7] = office.figure("I3", "2023M08", mark=Mark.SUPPRESSED)
    figures[8] = office.figure("I3", "2023M09", numerator=3, denominator=3000)
    office.take("nav", *figures, office.figure("I13", "2025M10", 14))
    return office


def url(office, name, *more):
    return reverse(f"results:{name}", args=[office.cast.partnership.slug, *more])


def client_of(client, office, who):
    client.force_login(office.cast.people[who])
    return client


def test_the_card_shows_every_indicator_that_has_a_figure(client, filled):
    html = client.get(url(filled, "card")).content.decode()

    assert "Registrerte helt ledige" in html
    assert "Arbeidsgivermøter" in html or "møter" in html
    assert "0,0\xa0%" in html


def test_the_page_of_an_indicator_keeps_the_marks_apart(client, filled):
    html = client.get(url(filled, "indicator", "I3")).content.decode()

    for words in ("skjult i kilden", "ikke aktuelt", "mangler", ">skjult<", "0,0\xa0%"):
        assert words in html, words
    assert "Forsinket" in html or "Ventes" in html


def rows_of(body):
    return list(csv.DictReader(io.StringIO(body.decode("utf-8-sig")), delimiter=";"))


def test_every_file_keeps_the_marks_apart(client, filled):
    address = url(filled, "indicator", "I3")
    table = rows_of(client.get(f"{address}?format=csv").content)
    data = json.loads(client.get(f"{address}?format=json").content)

    marks = {row["periode"]: (row["verdi"], row["merke"]) for row in table}
    assert marks["2025M10"] == ("0", "")
    assert marks["2023M06"] == ("", "mangler")
    assert marks["2023M07"] == ("", "ikke aktuelt")
    assert marks["2023M08"] == ("", "skjult i kilden")
    assert marks["2023M09"] == ("", "skjult")
    assert "2025M11" not in marks
    codes = {one["period"]: (one["value"], one["mark"]) for one in data["figures"]}
    assert codes["2025M10"] == ("0", "number")
    assert codes["2023M06"] == (None, "missing")
    assert codes["2023M07"] == (None, "not_applicable")
    assert codes["2023M08"] == (None, "suppressed_at_source")
    assert codes["2023M09"] == (None, "hidden")


def test_the_sheet_says_the_same_as_the_table(client, filled):
    from openpyxl import load_workbook

    address = url(filled, "card")
    table = rows_of(client.get(f"{address}?format=csv").content)
    sheet = load_workbook(io.BytesIO(client.get(f"{address}?format=xlsx").content)).active
    head, *rows = sheet.iter_rows(values_only=True)

    assert len(rows) == len(table)
    for given, wanted in zip(rows, table, strict=True):
        row = dict(zip(head, given, strict=True))
        for name in ("verdi", "teller", "nevner"):
            number = wanted[name].replace(",", ".")
            assert row[name] == (float(number) if number else None)
        assert (row["merke"] or "") == wanted["merke"]


def test_the_table_comes_in_again_without_a_difference(client, filled):
    table = rows_of(client.get(f"{url(filled, 'card')}?format=csv").content)
    back = [
        filled.figure(
            row["indikator"],
            row["periode"],
            row["verdi"].replace(",", ".") or None,
            numerator=row["teller"].replace(",", ".") or None,
            denominator=row["nevner"].replace(",", ".") or None,
            mark=next(mark for mark, word in exports.MARKS.items() if word == row["merke"]),
        )
        for row in table
        if row["merke"] != "skjult" and not row["regnet"]
    ]

    assert len(back) == len(table) - 1
    with pytest.raises(NothingNew):
        filled.take("nav", *back)


@pytest.mark.parametrize("name", ["card", "sources"])
def test_a_partnership_without_figures_says_so(client, office, name):
    html = client.get(url(office, name)).content.decode()

    assert "Ingen tall ennå" in html


def test_an_indicator_without_figures_says_so(client, office):
    assert "Ingen tall ennå" in client.get(url(office, "indicator", "I3")).content.decode()


def test_an_unknown_indicator_is_not_found(client, office):
    assert client.get(url(office, "indicator", "I99")).status_code == 404


def test_the_card_takes_as_many_queries_with_many_lines_as_with_few(
    client, office, months, django_assert_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def count(name, *more):
        client.get(url(office, name, *more))
        with CaptureQueriesContext(
            connection,
        ) as found:
            client.get(url(office, name, *more))
        return len(found)

    client_of(client, office, "nav")  # who is asked, for every import, whether it is theirs
    office.take("nav", office.figure("I13", "2025M10", 14))
    few = count("card"), count("indicator", "I13"), count("sources")
    office.take("nav", *(office.figure("I13", period, 10) for period in months(30)))
    for code in ("I1", "I2", "I3", "I4", "I5", "I6", "I7", "I9", "I11"):
        office.take("nav", office.figure(code, "2025M10", numerator=60, denominator=90))
    office.take("fjordbygd", office.figure("I16", "2024", numerator=60, denominator=900))

    assert (count("card"), count("indicator", "I13"), count("sources")) == few


# --- The grid ---------------------------------------------------------------------------


def test_the_grid_takes_what_was_filled_in(client, office):
    address = url(office, "grid") + "?periode=2025M10"
    page = client_of(client, office, "nav").get(address)
    assert page.status_code == 200
    assert "I23_value" not in page.content.decode()  # the municipality's

    answer = client.post(
        address,
        {
            "I3_numerator": "1 060",
            "I3_denominator": "30 000",
            "I13_value": "0",
            "I5_mark": "m",
            "source": "Nav",
        },
    )

    assert answer.status_code == 302
    stored = {
        row.indicator.code: (row.mark, row.numerator, row.value)
        for row in office.cast.partnership.measurements.select_related("indicator")
    }
    assert stored == {
        "I3": ("n", 1060, Decimal("3.5333")),
        "I13": ("n", None, 0),
        "I5": ("m", None, None),
    }


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"I3_numerator": "50", "I3_denominator": "40"}, "ikke et mulig tall"),
        ({"I3_numerator": "50"}, "henger ikke sammen"),
        ({"I10_value": "14"}, "mangler nevner"),
        ({"I13_value": "mange"}, "Verdi: Møter med arbeidsgivere – Skriv et tall, for"),
        ({"I3_numerator": "1.060", "I3_denominator": "30000"}, "både tusenskille og desimaltegn"),
        ({"I3_numerator": "-5", "I3_denominator": "10"}, "teller −5, nevner 10"),
        ({"I13_value": "9" * 20}, "Tallet er for stort."),
        ({}, "Det er ingen tall"),
    ],
)
def test_the_grid_keeps_what_was_typed_and_says_what_is_wrong(client, office, sent, words):
    address = url(office, "grid") + "?periode=2025M10"

    answer = client_of(client, office, "nav").post(address, {"source": "Nav", **sent})

    html = answer.content.decode()
    assert answer.status_code == 422
    assert words in html
    assert all(f'value="{text}"' in html for text in sent.values())
    assert not office.cast.partnership.measurements.exists()


def test_the_grid_refuses_a_number_that_is_also_marked(client, office):
    """Else the number would be dropped without a word."""
    address = url(office, "grid") + "?periode=2025M10"
    sent = {"I13_value": "14", "I13_mark": "m", "source": "Nav"}

    answer = client_of(client, office, "nav").post(address, sent)

    assert answer.status_code == 422
    assert "Her står både et tall og et merke." in answer.content.decode()
    assert not office.cast.partnership.measurements.exists()


def test_what_is_no_number_is_said_once(client, office):
    address = url(office, "grid") + "?periode=2025M10"
    sent = {"I3_numerator": "mange", "I3_denominator": "100", "source": "Nav"}

    html = client_of(client, office, "nav").post(address, sent).content.decode()

    assert "Skriv et tall, for eksempel" in html
    assert "mangler teller" not in html


def test_a_correction_refuses_a_number_that_is_also_marked(client, filled):
    address = url(filled, "correction", "I3", "2025M09")
    sent = {"numerator": "90", "denominator": "3000", "mark": "m", "reason": "Tastefeil"}

    answer = client_of(client, filled, "nav").post(address, sent)

    assert answer.status_code == 422
    assert "Her står både et tall og et merke." in answer.content.decode()


def test_the_grid_is_not_for_those_who_may_give_nothing(client, office):
    for who in ("staff", "councillor", "stranger"):
        assert client_of(client, office, who).get(url(office, "grid")).status_code == 403


# --- Correcting, rebasing, explaining, taking back --------------------------------------


def test_a_figure_is_corrected_and_the_page_tells_what_stood_before(client, filled):
    address = url(filled, "correction", "I3", "2025M09")
    page = client_of(client, filled, "nav").get(address)
    assert 'value="62"' in page.content.decode()

    answer = client.post(
        address, {"numerator": "90", "denominator": "3000", "reason": "Tastefeil"}
    )

    assert answer.status_code == 302
    html = client.get(url(filled, "indicator", "I3")).content.decode()
    assert "2,1\xa0% → 3,0\xa0%" in html
    assert "Tastefeil" in html


def test_the_form_that_corrects_a_hidden_figure_does_not_tell_it(client, filled):
    html = (
        client_of(client, filled, "nav").get(url(filled, "correction", "I3", "2023M09"))
    ).content.decode()

    assert 'value="3"' not in html
    assert 'value="3000"' not in html


def test_a_new_base_is_set_shown_and_taken_back(client, filled):
    client_of(client, filled, "nav")
    answer = client.post(
        url(filled, "new_base", "I3"), {"period": "2024M06", "reason": "Nytt mottak"}
    )
    assert answer.status_code == 302
    html = client.get(url(filled, "indicator", "I3")).content.decode()
    assert "Nytt mottak" in html
    assert "chart__break" in html

    made = filled.indicators["I3"].rebases.get()
    address = reverse("results:withdrawn_base", args=[made.pk])
    assert client.get(address).status_code == 200
    assert client.post(address).status_code == 302
    assert "Nytt mottak" not in client.get(url(filled, "indicator", "I3")).content.decode()


def test_an_explanation_is_for_those_inside_only(client, filled):
    client_of(client, filled, "leader")
    answer = client.post(
        url(filled, "explanation", "I3"),
        {"story": "Et verksted stengte.", "next_step": "Møte med bedriften."},
    )
    assert answer.status_code == 302

    assert "Et verksted stengte" in client.get(url(filled, "indicator", "I3")).content.decode()
    client.logout()
    assert "verksted" not in client.get(url(filled, "indicator", "I3")).content.decode()


def test_an_import_is_taken_back_from_the_list_of_sources(client, filled):
    client_of(client, filled, "nav")
    batch = filled.cast.partnership.figure_imports.get()
    address = reverse("results:reverted", args=[batch.pk])
    assert client.get(address).status_code == 200
    assert client.post(address, {"reason": ""}).status_code == 422

    assert client.post(address, {"reason": "Feil fil"}).status_code == 302

    assert "Feil fil" in client.get(url(filled, "sources")).content.decode()
    assert "Ingen tall ennå" in client.get(url(filled, "card")).content.decode()


def test_only_those_who_may_take_an_import_back_are_asked_to(client, filled):
    batch = filled.cast.partnership.figure_imports.get().pk
    address = reverse("results:reverted", args=[batch])
    pages = [url(filled, "sources"), reverse("imports:batch", args=[batch])]

    def offered(who=None):
        if who:
            client_of(client, filled, who)
        return [address in client.get(page).content.decode() for page in pages]

    assert offered() == [False, False]
    assert offered("fjordbygd") == [False, False]  # the figures are the state's
    assert offered("nav") == [True, True]
    client.post(address, {"reason": "Feil fil"})
    assert offered() == [False, False]


def test_offices_are_ranked_only_on_bases_of_thirty_or_more(client, filled):
    html = client.get(url(filled, "indicator", "I3")).content.decode()
    assert "Ordnet etter tallet" not in html

    actions.take_figures(
        actor=filled.cast.actor("nav"),
        partnership=None,
        figures=[filled.figure("I3", "2025M10", "1.9", place="18")],
        source="Nav",
    )
    html = client.get(url(filled, "indicator", "I3")).content.decode()
    assert "Nordland" in html
    assert "Ordnet etter navn" in html


def test_a_municipality_is_not_late_with_what_came_before_it_was_followed(client, office, months):
    """Zero, not followed, not come and not yet due are told apart."""
    with clock.pretend(datetime(2023, 8, 5, 8, tzinfo=UTC)):
        office.take("nav", *(office.figure("I13", period, 10) for period in months(7)))
        followed = months(7)[3:5]
        office.take("nav", *(office.figure("I13", one, 0, place="9901") for one in followed))
        html = client.get(url(office, "indicator", "I13")).content.decode()

    rows = re.findall(r'<tr><th scope="row">(\w+ \d+).*?</tr>', html, re.S)
    cells = re.findall(r'<td class="amount">(?:<span[^>]*>)?([^<]*)', html)
    assert len(cells) == 4 * len(rows)  # the office, two municipalities, the target
    assert list(zip(rows, cells[1::4], cells[2::4], strict=True)) == [
        ("juli 2023", "ventes", "ikke fulgt ennå"),
        ("juni 2023", "ikke kommet", "ikke fulgt ennå"),
        ("mai 2023", "0\u00a0møter", "ikke fulgt ennå"),
        ("april 2023", "0\u00a0møter", "ikke fulgt ennå"),
        ("mars 2023", "ikke fulgt ennå", "ikke fulgt ennå"),
        ("februar 2023", "ikke fulgt ennå", "ikke fulgt ennå"),
        ("januar 2023", "ikke fulgt ennå", "ikke fulgt ennå"),
    ]


def test_the_year_is_not_told_of_figures_from_before_following_began(office, months):
    with clock.pretend(datetime(2023, 9, 20, 8, tzinfo=UTC)):
        office.take("nav", *(office.figure("I13", period, 10) for period in months(7)[5:]))

        due = figures_due(office.cast.partnership, date(2023, 1, 1), date(2023, 9, 30))

    assert [(one.period, one.state) for one in due] == [
        ("2023M06", Due.DUE),
        ("2023M07", Due.DUE),
        ("2023M08", Due.LATE),
    ]


def test_the_card_counts_nothing_from_before_following_began(office, months):
    with clock.pretend(datetime(2023, 9, 20, 8, tzinfo=UTC)):
        office.take("nav", *(office.figure("I13", period, 10) for period in months(7)[5:]))

        page = card(STRANGER, office.cast.partnership, Filters())

    assert (page.reported, page.expected, page.late_count) == (2, 3, 1)


def test_the_year_is_told_which_figures_are_to_come(office, months):
    with clock.pretend(datetime(2026, 11, 20, 8, tzinfo=UTC)):
        office.take("nav", *(office.figure("I13", period, 10) for period in months(45)))

        due = figures_due(office.cast.partnership, date(2026, 10, 1), date(2026, 12, 31))

    assert [(one.period, one.due_on, one.reported, one.state) for one in due] == [
        ("2026M09", date(2026, 10, 10), True, Due.DUE),
        ("2026M10", date(2026, 11, 10), False, Due.LATE),
        ("2026M11", date(2026, 12, 10), False, Due.NOT_YET),
    ]
