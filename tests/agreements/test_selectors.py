from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tospann.agreed import actions as agreed
from tospann.agreements import selectors
from tospann.base import clock
from tospann.offices.models import Municipality, MunicipalityChange, Source

DAY = date(2026, 11, 22)


def titles(lines) -> list[str]:
    return [line.document.title for line in lines]


def test_register_is_in_norwegian_order(archive):
    for title in (
        "Åsavtalen",
        "Øyavtalen",
        "Ærfuglavtalen",
        "Zoneavtalen",
        "avtale",
        "Aasavtalen",
    ):
        archive.open("cooperation_agreement", title=title)

    assert titles(selectors.register(archive.cast.actor("leader"), DAY)) == [
        "avtale",
        "Zoneavtalen",
        "Ærfuglavtalen",
        "Øyavtalen",
        "Aasavtalen",
        "Åsavtalen",
    ]


@pytest.mark.parametrize("who", ["staff", "user_council", "councillor", "stranger"])
def test_register_is_empty_for_those_who_may_not_read_it(archive, who):
    archive.open("cooperation_agreement")

    assert selectors.register(archive.cast.actor(who), DAY) == []


def test_an_administrator_sees_no_drafts_in_the_register(archive):
    archive.draft("cooperation_agreement", title="Utkast")
    archive.open("operation_agreement", title="Åpnet")

    assert titles(selectors.register(archive.cast.actor("administrator"), DAY)) == ["Åpnet"]
    assert titles(selectors.register(archive.cast.actor("leader"), DAY)) == ["Utkast", "Åpnet"]


def test_filters(archive):
    archive.agreed("operation_agreement", title="Drift", since=date(2022, 1, 1))
    archive.open("cooperation_agreement", title="Skole")
    archive.draft("host_agreement", title="Vert")
    lines = selectors.register(archive.cast.actor("leader"), DAY)

    def shown(**filters):
        return titles(selectors.matching(lines, **filters))

    assert shown() == ["Drift", "Skole", "Vert"]
    assert shown(kind="host_agreement") == ["Vert"]
    assert shown(state="in_force") == ["Drift"]
    assert shown(state="open") == ["Skole"]
    assert shown(state="draft") == ["Vert"]
    assert shown(overdue=True) == ["Drift"]
    assert shown(partnership=str(archive.cast.partnership.pk)) == ["Drift", "Skole", "Vert"]
    assert shown(partnership="annet") == []


def test_overdue_begins_the_day_after_the_revision_day(archive):
    archive.agreed("operation_agreement", since=date(2026, 2, 2))
    actor = archive.cast.actor("leader")

    on_the_day, after = (
        selectors.register(actor, day)[0].overdue for day in (date(2027, 2, 2), date(2027, 2, 3))
    )

    assert (on_the_day, after) == (False, True)


def test_register_takes_the_same_number_of_queries_for_many_agreements(archive):
    def count() -> int:
        actor = archive.cast.actor("leader")
        with CaptureQueriesContext(
            connection,
        ) as queries:
            selectors.register(actor, DAY)
        return len(queries)

    archive.agreed("partnership_agreement")
    few = count()
    for _n in range(5):
        archive.agreed("operation_agreement")

    assert count() == few == 8


def test_cooperations_show_counterpart_meetings_and_revision(archive):
    archive.agreed("cooperation_agreement", title="Skole")
    archive.open("operation_agreement", title="Drift")
    archive.draft("cooperation_agreement", title="Utkast")

    lines = selectors.register(archive.cast.actor("leader"), DAY)
    (found,) = selectors.cooperations(lines)

    assert found.counterpart == "oppfølgingstjenesten i Nordland fylkeskommune"
    assert found.meetings_per_year == 4
    assert found.contact == "lederen av ungdomsteamet"
    assert found.revise_by == date(2028, 1, 1)


@pytest.fixture
def split(db):
    """Fjordbygd gives way to Nybygd and Vik at the end of 2025; Ås stands."""
    source = Source.objects.create(
        key="test", title="Prøve", publisher="Prøve", published="2026", licence="–", credit="–"
    )

    def municipality(number, name, period):
        return Municipality.objects.create(
            number=number, name=name, sort_key=name, county="99", period=period, source=source
        )

    gone = municipality("9901", "Fjordbygd", (None, date(2026, 1, 1)))
    municipality("9902", "Ås", (None, None))
    for number, name, share in (("9911", "Nybygd", "0.4"), ("9912", "Vik", "0.6")):
        MunicipalityChange.objects.create(
            predecessor=gone,
            successor=municipality(number, name, (date(2026, 1, 1), None)),
            on=date(2026, 1, 1),
            share=share,
            quality="exact",
            source=source,
        )


def test_agreements_that_name_a_municipality_that_ceases_are_listed(
    archive, split, django_assert_num_queries
):
    archive.agreed("partnership_agreement", title="Avtalen")
    lines = selectors.register(archive.cast.actor("leader"), DAY)

    with django_assert_num_queries(2):
        found = selectors.naming_ceased(lines, DAY)

    assert [(one.line.document.title, one.number, one.last_day) for one in found] == [
        ("Avtalen", "9901", date(2025, 12, 31))
    ]
    assert [one.name for one in found[0].successors] == ["Nybygd", "Vik"]


def test_an_unknown_number_is_to_be_checked(archive):
    archive.open("operation_agreement")

    found = selectors.naming_ceased(selectors.register(archive.cast.actor("leader"), DAY), DAY)

    assert [(one.number, one.last_day) for one in found] == [("9901", None), ("9902", None)]


def test_portfolio_follows_the_agreement_in_force(archive, django_assert_num_queries):
    archive.agreed("partnership_agreement", given={"services": {"O4": ("9901",)}})

    with django_assert_num_queries(9):
        page = selectors.portfolio_page("fjordbygd", clock.today())
    (housing,) = page.portfolio.optional

    assert page.portfolio.municipalities == ("Fjordbygd", "Ås")
    assert [cell.included for cell in housing.cells] == [True, False]
    assert all(cell.included for line in page.portfolio.mandatory for cell in line.cells)
    assert len(page.portfolio.elsewhere) == 26
    assert page.waiting is None


def test_portfolio_does_not_change_before_every_owner_has_ratified(archive):
    version = archive.agreed("partnership_agreement", given={"services": {"O4": ("9901",)}})
    agreed.start_draft(actor=archive.cast.actor("leader"), document=version.document)
    draft = type(version.document).objects.get(pk=version.document_id).draft
    body = draft.body | {"services": [row for row in draft.body["services"] if row["id"] != "o4"]}
    agreed.save_draft(
        actor=archive.cast.actor("leader"),
        document=version.document,
        revision=draft.revision,
        title=draft.title,
        language="nb",
        body=body,
    )
    newer = archive.cast.open(version.document)
    archive.cast.ratify(newer, archive.cast.nav)

    page = selectors.portfolio_page("fjordbygd", clock.today())
    assert [line.service.code for line in page.portfolio.optional] == ["O4"]
    assert page.waiting.version == newer

    archive.cast.ratify(newer, archive.cast.fjordbygd)
    assert selectors.portfolio_page("fjordbygd", clock.today()).portfolio.optional == ()


def test_the_same_service_is_in_for_two_and_out_for_three():
    from types import SimpleNamespace

    from tospann.demo import agreements as demo

    body = demo.partnership_agreement_body(since=date(2020, 11, 9))
    standing = SimpleNamespace(version=SimpleNamespace(read=lambda: SimpleNamespace(body=body)))

    portfolio = selectors.portfolio_of(standing)
    housing = next(line for line in portfolio.optional if line.service.code == "O4")

    assert [cell.included for cell in housing.cells] == [True, False, False, True, False]


def test_portfolio_is_missing_without_an_agreement_in_force(archive):
    version = archive.open("partnership_agreement")

    page = selectors.portfolio_page("fjordbygd", clock.today())

    assert page.portfolio is None
    assert page.waiting.version == version
    assert selectors.portfolio_page("finnes-ikke", clock.today()) is None
