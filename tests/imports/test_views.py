"""The walk: paste, answer, mend, confirm, take back."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tospann.imports.models import Draft, Habit, State
from tospann.journal.models import Entry
from tospann.results import actions as results
from tospann.results.figures import Figure
from tospann.results.models import Import, Measurement

pytestmark = pytest.mark.django_db

HIDDEN_VALUE = 17  # days; of three cases, and so never shown


@pytest.fixture
def office_figures(desk):
    """Case times of four months, one of so few cases that it is hidden."""
    cases = {"2025M01": (21, 60), "2025M02": (22, 61), "2025M03": (HIDDEN_VALUE, 3)}
    figures = [
        Figure(desk.indicators["I23"], period, value=Decimal(days), denominator=Decimal(count))
        for period, (days, count) in cases.items()
    ]
    figures += [
        Figure(
            desk.indicators["I20"], "2024T1", place, numerator=Decimal(n), denominator=Decimal(d)
        )
        for place, n, d in (("9901", 31, 4000), ("9902", 12, 900))
    ]
    return results.take_figures(
        actor=desk.cast.actor("leader"),
        partnership=desk.cast.partnership,
        figures=figures,
        source="Fagsystemet",
    )


def test_a_month_with_two_bad_cells_is_mended_and_taken(desk, table):
    rows = [
        "I23;fjordbygd;;2025M05;19;;60;",
        "I23;fjordbygd;;2025M06;tjue;;64;",
        "I32;fjordbygd;;2025H1;12;3;25;",
        "I33;fjordbygd;;2025K2;#REF!;;;",
    ]
    draft = desk.draft(table(*rows))

    page = desk.page(draft)
    assert "2 ruter må rettes" in page
    assert "«tjue» er ikke et tall. Skriv tallet." in page
    assert "Excel viser feilen «#REF!»" in page
    assert not Measurement.objects.exists()

    assert desk.send("mend", draft, c0="20", c1="0").status_code == 302
    answer = desk.send("choose", draft, source="Fagsystemet")
    assert answer.status_code == 302
    page = desk.page(draft)
    assert "Klar til å tas imot" in page
    assert "Ta imot 4 tall" in page

    answer = desk.send("confirm", draft)
    batch = Import.objects.get()
    assert answer.url == reverse("imports:batch", args=[batch.pk])
    assert Measurement.objects.get(indicator__code="I33", period="2025K2").value == 0
    assert Measurement.objects.get(indicator__code="I23", period="2025M06").value == 20
    assert Entry.objects.filter(kind="figures.taken").count() == 1
    page = desk.client.get(answer.url).content.decode()
    assert "4 tall kom inn" in page
    assert "Nav-leder" in page

    desk.client.post(reverse("results:reverted", args=[batch.pk]), {"reason": "Feil måned."})
    assert not Measurement.objects.standing().exists()
    assert "Alle tallene er tatt tilbake" in desk.client.get(answer.url).content.decode()


def test_what_the_results_page_exports_comes_in_again_as_nothing_new(desk, office_figures):
    exported = desk.client.get(reverse("results:card", args=[desk.slug]) + "?format=csv").content

    draft = desk.draft(file=exported, name="resultater.csv")

    page = desk.page(draft)
    assert "Ingenting nytt" in page
    assert "må rettes" not in page
    desk.send("choose", draft, source="Egen eksport")
    assert desk.send("confirm", draft).status_code == 422
    assert Import.objects.count() == 1


def test_a_hidden_figure_is_not_told_and_never_replaced_by_a_sign(desk, office_figures, table):
    row = f"I23;fjordbygd;;2025M03;{HIDDEN_VALUE};;3;"
    same = desk.page(desk.draft(table(row)))
    assert "Ingenting nytt" in same

    page = desk.page(desk.draft(table("I23;fjordbygd;;2025M03;44;;3;")))
    assert ">skjult<" in page
    assert f">{HIDDEN_VALUE}" not in page

    page = desk.page(desk.draft(table("I23;fjordbygd;;2025M03;;;;skjult")))
    assert "Skjult i tabellen, men tallet er kjent her: 1 tall (E2)" in page


def test_old_and_new_stand_side_by_side(desk, office_figures, table):
    page = desk.page(desk.draft(table("I23;fjordbygd;;2025M01;25;;60;")))

    assert "endrede tall</dt><dd>1" in page
    assert "21\u00a0dager" in page
    assert "25\u00a0dager" in page


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("I23;;1841 Fauske;2025M06;20;;60;", "Steder utenfor partnerskapet: 1 tall"),
        ("I23;;0;2025M06;20;;60;", "Tall for fylket eller landet: 1 tall (Landet)"),
        ("I3;fjordbygd;;2025M06;2,5;50;2000;", "nye tall</dt><dd>2"),
        ("I23;fjordbygd;;2025M06;;;;", "Tomme ruter: 1 tall (E3)"),
    ],
)
def test_what_is_not_taken_with_is_counted_and_said(desk, table, row, said):
    page = desk.page(desk.draft(table("I23;fjordbygd;;2025M05;19;;60;", row)))

    assert said in page


def test_missing_and_hidden_and_zero_are_kept_apart(desk, table):
    rows = [
        "I33;fjordbygd;;2025K1;0;;;",
        "I33;fjordbygd;;2025K2;;;;mangler",
        "I33;fjordbygd;;2025K3;;;;skjult i kilden",
        "I33;fjordbygd;;2024K4;;;;ikke aktuelt",
    ]
    draft = desk.draft(table(*rows))
    desk.send("choose", draft, source="Personal")
    desk.send("confirm", draft)

    marks = dict(Measurement.objects.values_list("period", "mark"))
    assert marks == {"2025K1": "n", "2025K2": "m", "2025K3": "s", "2024K4": "a"}
    assert Measurement.objects.get(period="2025K1").value == 0


def test_a_table_with_its_own_headings_is_asked_about_and_remembered(desk):
    month = "Nav-kontor\tSaksbehandlingstid\tSaker\nNav Fjordbygd\t{}\t{}\n"
    draft = desk.draft(f"Tall for juni 2025\n\n{month.format('21', '60')}")
    page = desk.page(draft)
    assert "Noe må du svare på" in page
    assert "Vi gjetter ikke" in page

    series = {one.label: f"s_{one.key}" for one in desk.client.get(
        reverse("imports:draft", args=[draft.pk])).context["page"].series}  # fmt: skip
    given = {series["Saksbehandlingstid"]: "I23", series["Saker"]: "I23:denominator"}
    assert desk.send("choose", draft, source="Fagsystemet", **given).status_code == 302
    desk.send("confirm", draft)
    figure = Measurement.objects.get()
    assert (figure.value, figure.denominator, figure.period) == (21, 60, "2025M06")
    assert Habit.objects.count() == 2

    again = desk.page(desk.draft(f"Tall for juli 2025\n\n{month.format('23', '61')}"))
    assert "Klar til å tas imot" in again


def test_what_a_bad_figure_lacks_is_said_with_its_cell(desk, table):
    page = desk.page(desk.draft(table("I23;fjordbygd;;2025M05;19;;;")))

    assert "Rute E2" in page
    assert "I23 mangler nevner for mai 2025" in page
    assert "1 rute må rettes" in page


def test_a_table_with_an_identity_number_is_refused_and_nothing_is_kept(desk, table):
    row = "I23;fjordbygd;;2025M05;19;;60;290296 00013"
    answer = desk.bring(table(row))
    assert answer.status_code == 422

    answer = desk.bring(file=table(row).encode())
    assert answer.status_code == 422
    assert "fødselsnummer" in answer.content.decode()
    assert not Draft.objects.exists()
    assert not Entry.objects.filter(kind__startswith="draft_import").exists()


def test_a_case_about_a_person_in_a_file_is_refused(desk, table):
    row = "I23;fjordbygd;;2025M05;19;;60;Kari Nordmann fikk avslag på sosialhjelp"
    answer = desk.bring(file=table(row).encode())

    assert answer.status_code == 422
    assert "ligner opplysninger om én person" in answer.content.decode()
    assert not Draft.objects.exists()


def test_what_was_pasted_stays_when_it_cannot_be_read(desk):
    answer = desk.bring('{"ikke": "JSON-stat"}')

    assert answer.status_code == 422
    assert "men ikke JSON-stat 2" in answer.content.decode()
    assert "JSON-stat&quot;}" in answer.content.decode()
    assert not Draft.objects.exists()


def test_nobody_else_opens_a_draft(desk, table):
    draft = desk.draft(table("I23;fjordbygd;;2025M05;19;;60;"))

    for who in ("secretary", "fjordbygd", "stranger", "staff"):
        desk.sign_in(who).page(draft, status=404)


def test_an_import_seen_before_somebody_else_changed_the_figure_is_stopped(desk, table):
    first = desk.draft(table("I23;fjordbygd;;2025M05;19;;60;"))
    desk.send("choose", first, source="A")
    seen = desk.client.get(reverse("imports:draft", args=[first.pk])).context["confirm"]
    sent = {
        seen.add_prefix(name): seen.get_initial_for_field(field, name)
        for name, field in seen.fields.items()
    }
    other = desk.sign_in("fjordbygd").draft(table("I23;fjordbygd;;2025M05;18;;60;"))
    desk.send("choose", other, source="B")
    assert desk.send("confirm", other).status_code == 302

    answer = desk.sign_in("leader").client.post(reverse("imports:confirm", args=[first.pk]), sent)

    assert answer.status_code == 409
    assert "endret av noen andre" in answer.content.decode()
    assert Measurement.objects.standing().get().value == 18


def test_leaving_keeps_nothing_of_the_table(desk, table):
    draft = desk.draft(table("I23;fjordbygd;;2025M05;19;;60;"))
    desk.client.post(reverse("imports:leave", args=[draft.pk]))

    draft.refresh_from_db()
    assert (draft.state, draft.data, draft.found) == (State.LEFT, None, None)
    assert "Importen er forkastet" in desk.page(draft)


def test_the_marked_workbook_names_the_bad_cells(desk, table):
    draft = desk.draft(table("I23;fjordbygd;;2025M05;tjue;;60;"))

    answer = desk.client.get(reverse("imports:errors", args=[draft.pk]))

    assert answer.status_code == 200
    assert answer.content.startswith(b"PK")


def test_the_page_of_a_draft_takes_as_many_queries_however_many_rows(desk, table):
    def asked(count: int) -> int:
        rows = [f"I33;fjordbygd;;{2000 + n // 4}K{n % 4 + 1};{n};;;" for n in range(count)]
        draft = desk.draft(table(*rows))
        with CaptureQueriesContext(connection) as seen:
            desk.page(draft)
        return len(seen)

    asked(1)
    assert asked(2) == asked(80)
