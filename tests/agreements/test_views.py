from datetime import date

import pytest
from django.urls import reverse

from posting import posted
from tospann.agreed.kinds import kind_of
from tospann.agreed.models import Document
from tospann.base import clock

SIGNED_IN = ["register", "cooperations", "ceased", "notice_period"]


@pytest.fixture
def as_leader(client, archive):
    client.force_login(archive.cast.people["leader"])
    return client


@pytest.mark.parametrize("page", SIGNED_IN)
def test_the_registers_ask_who_you_are(client, db, page):
    assert client.get(reverse(f"agreements:{page}")).status_code == 302


@pytest.mark.parametrize("page", SIGNED_IN)
@pytest.mark.parametrize("who", ["staff", "stranger", "councillor"])
def test_the_registers_are_refused_without_a_seat_that_reads_them(client, archive, page, who):
    client.force_login(archive.cast.people[who])

    assert client.get(reverse(f"agreements:{page}")).status_code == 403


@pytest.mark.parametrize("page", SIGNED_IN)
def test_the_registers_can_be_empty(as_leader, page):
    assert as_leader.get(reverse(f"agreements:{page}")).status_code == 200


@pytest.mark.parametrize("page", SIGNED_IN)
def test_the_registers_show_agreements(as_leader, archive, page):
    archive.agreed("partnership_agreement", title="Partnerskapsavtalen vår")
    archive.agreed("cooperation_agreement", title="Skoleavtalen", since=date(2022, 1, 1))

    answer = as_leader.get(reverse(f"agreements:{page}"))

    assert answer.status_code == 200
    assert any(one in answer.text for one in ("Skoleavtalen", "Oppfølgingstjenesten"))


def test_the_register_can_show_only_what_is_overdue(as_leader, archive):
    archive.agreed("operation_agreement", title="Gammel", since=date(2022, 1, 1))
    archive.agreed("operation_agreement", title="Frisk", since=clock.today())

    answer = as_leader.get(reverse("agreements:register"), {"forfalt": "on"})

    assert "1 av 2 avtaler" in answer.text
    assert "Gammel" in answer.text
    assert "Frisk" not in answer.text


def test_an_unknown_filter_shows_everything(as_leader, archive):
    archive.open("operation_agreement", title="Drift")

    assert "Drift" in as_leader.get(reverse("agreements:register"), {"slag": "tull"}).text


def test_the_register_turns_its_pages(as_leader, archive):
    for n in range(51):
        archive.draft("cooperation_agreement", title=f"Avtale {n:02}")

    first = as_leader.get(reverse("agreements:register")).text
    second = as_leader.get(reverse("agreements:register"), {"side": 2}).text

    assert "Avtale 49" in first
    assert "Avtale 50" not in first
    assert "Avtale 50" in second


def test_the_calculator_says_last_day_and_replacement(as_leader, archive):
    version = archive.agreed("partnership_agreement")

    answer = as_leader.get(
        reverse("agreements:notice_period"),
        {"avtale": version.document_id, "dato": "31.08.2026"},
    )

    assert "31.\u00a0august\u00a02027" in answer.text
    assert "Nav-loven § 13" in answer.text
    assert "Drøft endringene" in answer.text


@pytest.mark.parametrize(
    ("dato", "says"),
    [("31.02.2026", "Skriv datoen som"), ("", "Skriv en dato"), ("01.01.2099", "slutt før")],
)
def test_the_calculator_refuses_a_day_that_makes_no_sense(as_leader, archive, dato, says):
    version = archive.agreed("operation_agreement", changed={"until": "2027-12-31"})

    answer = as_leader.get(
        reverse("agreements:notice_period"), {"avtale": version.document_id, "dato": dato}
    )

    assert answer.status_code == 422
    assert says in answer.text


def test_a_new_document_opens_its_draft(as_leader, archive):
    url = reverse("agreements:new_document", args=["fjordbygd"])

    assert as_leader.get(url).status_code == 200
    answer = as_leader.post(url, {"kind": "host_agreement", "title": "Vertskommuneavtalen"})

    document = Document.objects.get()
    assert (document.kind, document.title) == ("host_agreement", "Vertskommuneavtalen")
    assert answer.url == reverse("agreed:draft", args=[document.pk])
    assert as_leader.get(answer.url).status_code == 200


def test_a_new_document_needs_kind_and_title(as_leader):
    answer = as_leader.post(reverse("agreements:new_document", args=["fjordbygd"]), {"title": ""})

    assert answer.status_code == 422
    assert "Skriv en tittel." in answer.text
    assert not Document.objects.exists()


@pytest.mark.parametrize("who", ["staff", "administrator", "stranger"])
def test_a_new_document_is_refused_without_a_seat_that_writes(client, archive, who):
    client.force_login(archive.cast.people[who])
    url = reverse("agreements:new_document", args=["fjordbygd"])

    answer = client.post(url, {"kind": "host_agreement", "title": "Avtale"})

    assert answer.status_code == 403
    assert not Document.objects.exists()


def test_the_portfolio_is_open_to_all(client, archive):
    archive.agreed("partnership_agreement", given={"services": {"O4": ("9901",)}})

    text = client.get(reverse("agreements:portfolio", args=["fjordbygd"])).text

    assert "Boligsosialt arbeid" in text
    assert "Midlertidig botilbud" in text
    assert ">Fjordbygd</th>" in text


def test_the_portfolio_says_when_it_is_missing(client, archive):
    url = reverse("agreements:portfolio", args=["fjordbygd"])
    assert "Ingen partnerskapsavtale er registrert" in client.get(url).text

    version = archive.open("partnership_agreement")
    archive.cast.ratify(version, archive.cast.nav)
    assert "1 av 2 eiere har godkjent" in client.get(url).text


def test_the_portfolio_of_nobody_is_not_found(client, db):
    assert client.get(reverse("agreements:portfolio", args=["tull"])).status_code == 404


@pytest.mark.parametrize(
    "kind",
    ["partnership_agreement", "host_agreement", "operation_agreement", "cooperation_agreement"],
)
def test_every_kind_can_be_written_read_and_printed(as_leader, archive, kind):
    version = archive.agreed(kind)
    draft = archive.draft(kind, title="Nytt utkast")

    pages = [
        reverse("agreed:draft", args=[draft.pk]),
        reverse("agreed:version", args=[version.document_id, 1]),
        reverse("agreed:pdf", args=[version.document_id, 1]),
    ]

    assert [as_leader.get(page).status_code for page in pages] == [200, 200, 200]


def test_a_row_is_added_and_removed_through_the_drafts_own_page(as_leader, archive):
    document = archive.draft("partnership_agreement", title="Avtalen")
    url = reverse("agreed:draft", args=[document.pk])

    def send(**typed):
        draft = Document.objects.get(pk=document.pk).draft
        form = kind_of(document.kind).form(archive.cast.partnership, draft.body, None)
        data = posted(form)
        data.update({"title": "Avtalen", "language": "nb", "revision": draft.revision, **typed})
        assert as_leader.post(url, data.dict() | dict(data.lists())).status_code == 302
        return Document.objects.get(pk=document.pk).draft.body["ladder"]

    added = send(**{"ladder-3-level": "et felles møte med KS", "ladder-3-within_days": "90"})
    assert [(row["level"], row["within_days"]) for row in added][3:] == [
        ("et felles møte med KS", 90)
    ]

    left = send(**{"ladder-0-DELETE": "on"})
    assert left == added[1:]


def test_a_time_of_notice_no_calendar_can_hold_is_refused(as_leader, archive):
    document = archive.draft("cooperation_agreement", title="Avtalen")
    draft = Document.objects.get(pk=document.pk).draft
    data = posted(kind_of(document.kind).form(archive.cast.partnership, draft.body, None))
    sent = data.dict() | dict(data.lists())
    sent |= {"title": "Avtalen", "language": "nb", "revision": draft.revision}

    answer = as_leader.post(
        reverse("agreed:draft", args=[document.pk]), sent | {"notice_months": "1000000"}
    )

    assert answer.status_code == 422
    assert 'value="1000000"' in answer.content.decode()


def test_who_discards_the_first_draft_is_led_back_to_it(as_leader, archive):
    document = archive.draft("cooperation_agreement", title="Avtalen")
    revision = Document.objects.get(pk=document.pk).draft.revision
    as_leader.post(reverse("agreed:discarded_draft", args=[document.pk]), {"revision": revision})

    page = as_leader.get(reverse("agreed:document", args=[document.pk])).content.decode()
    again = as_leader.post(reverse("agreed:new_draft", args=[document.pk]), follow=True)

    assert "Utkastet er forkastet" in page
    assert reverse("agreed:earlier_drafts", args=[document.pk]) in page
    assert "ingen tekst å begynne fra" in again.content.decode()
