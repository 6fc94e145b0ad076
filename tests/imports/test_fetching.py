"""Tables fetched from a statbank: over real HTTP, to a server on this machine."""

import json
import time
from datetime import date

import pytest
from django.urls import reverse

from imports.statbank import open_statbank
from tospann.imports import fetching, tasks, web
from tospann.imports.errors import HostNotAllowed, NotFetched
from tospann.imports.models import Draft, Feed
from tospann.imports.selectors import feeds_due
from tospann.results.models import Import, Measurement

QUERY = json.dumps(
    {
        "query": [
            {"code": "Region", "selection": {"filter": "item", "values": ["9901"]}},
            {"code": "ContentsCode", "selection": {"filter": "all", "values": ["*"]}},
            {"code": "Tid", "selection": {"filter": "top", "values": ["3"]}},
        ],
        "response": {"format": "json-stat2"},
    }
)


@pytest.fixture
def bank(settings, monkeypatch):
    monkeypatch.setattr(fetching, "PAUSE", 0)
    with open_statbank() as opened:
        settings.PXWEB_HOSTS, settings.PXWEB_LOCAL = [opened.host], True
        yield opened


def subscribe(desk, address, query=QUERY):
    return desk.client.post(
        reverse("imports:subscribe", args=[desk.slug]),
        {
            "address": address,
            "query": query,
            "publisher": "Prøvebanken",
            "licence": "CC BY 4.0",
            "every_days": "30",
        },
    )


@pytest.mark.django_db
def test_a_table_is_kept_fetched_seen_and_taken(desk, bank):
    assert subscribe(desk, bank.address("07459/")).status_code == 302
    feed = Feed.objects.get()
    assert feed.title == "Mottakere av sosialhjelp"

    tasks.fetch(str(feed.pk))

    feed.refresh_from_db()
    assert feed.outcome == "Hentet. Nye tall venter på at noen ser over dem."
    assert [one[0] for one in bank.asked] == ["GET", "GET", "POST"]
    assert bank.asked[-1][2]["query"][0]["selection"] == {"filter": "item", "values": ["9901"]}
    draft = Draft.objects.get()
    series = {one.measure: f"s_{one.key}" for one in desk.client.get(
        reverse("imports:draft", args=[draft.pk])).context["page"].series}  # fmt: skip
    given = {series["Personer"]: "I16:numerator", series["Innbyggere"]: "I16:denominator"}
    desk.send("choose", draft, **given)
    assert desk.send("confirm", draft).status_code == 302

    figure = Measurement.objects.select_related("batch").get(period="2024")
    assert (figure.place, figure.numerator, figure.denominator) == ("9901", 44, 1020)
    assert figure.batch.source.startswith("Prøvebanken, tabell 07459, hentet ")
    assert figure.batch.source.endswith(", CC BY 4.0")
    assert figure.batch.source_on == date(2025, 6, 20)

    tasks.fetch(str(feed.pk))
    feed.refresh_from_db()
    assert feed.outcome == "Hentet. Ingenting nytt."
    assert not Draft.objects.filter(state="read").exists()

    bank.figures["Personer"]["2024"] = 45
    tasks.fetch(str(feed.pk))
    again = Draft.objects.get(state="read")
    assert "1 nye" not in desk.page(again)
    assert "endrede tall</dt><dd>1" in desk.page(again)
    assert Import.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("00404", "har ingen tabell med dette nummeret"),
        ("00429", "ber oss vente"),
        ("00302", "viser videre til en annen adresse"),
        ("00666", "er ikke en tabell vi kan lese"),
        ("00999", "Utvalget gir"),
    ],
)
def test_a_table_that_cannot_be_fetched_is_not_kept_and_the_form_says_why(desk, bank, table, said):
    query = QUERY.replace('"item", "values": ["9901"]', '"all", "values": ["*"]').replace(
        '"top", "values": ["3"]', '"all", "values": ["*"]'
    )
    answer = subscribe(desk, bank.address(table), query)

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Feed.objects.exists()


@pytest.mark.django_db
def test_an_endless_answer_and_a_slow_one_are_given_up(bank, monkeypatch):
    monkeypatch.setattr(web, "LARGEST", 1_000_000)
    with pytest.raises(NotFetched, match="større enn"):
        web.ask(bank.address("00777"), {"query": []})

    monkeypatch.setattr(web, "SECONDS", 0.4)
    began = time.monotonic()
    with pytest.raises(NotFetched, match="for langsomt"):
        web.ask(bank.address("00888"), {"query": []})
    assert time.monotonic() - began < 3


@pytest.mark.parametrize(
    "address",
    [
        "http://data.ssb.no/api/v0/no/table/07459",
        "https://data.ssb.no.example.org/api/v0/no/table/07459",
        "https://data.ssb.no@example.org/table/07459",
        "https://user:pass@data.ssb.no/table/07459",
        "https://data.ssb.no:8443/table/07459",
        "https://127.0.0.1/table/07459",
        "https://2130706433/table/07459",
        "https://[::1]/table/07459",
        "file:///etc/passwd",
        "https://data.ssb.no:port/",
        "gopher://data.ssb.no/",
        "07459",
    ],
)
def test_only_the_named_hosts_are_asked(address):
    with pytest.raises(HostNotAllowed):
        web.ask(address)


@pytest.mark.parametrize(
    "inner",
    [
        *("127.0.0.1", "10.1.2.3", "192.168.0.1", "169.254.169.254", "172.16.0.1", "0.0.0.0"),
        *("::1", "fe80::1%eth0", "fd00::1", "::ffff:127.0.0.1", "2002:7f00:1::", "224.0.0.1"),
    ],
)
def test_a_named_host_with_an_inner_address_is_not_asked(inner, monkeypatch):
    monkeypatch.setattr(web.socket, "getaddrinfo", lambda *_a, **_k: [(0, 0, 0, "", (inner, 443))])
    monkeypatch.setattr(web.socket, "create_connection", None)

    with pytest.raises(HostNotAllowed):
        web.ask("https://data.ssb.no/api/v0/no/table/07459")


def test_a_public_address_is_public():
    assert web.is_public("185.79.188.10")
    assert web.is_public("2a02:26f0::1")


@pytest.mark.parametrize(
    "query", ["", "{}", "[]", "7", '{"query": []}', '{"query": [{"code": "Tid"}]}', "null",
              '{"query": [{"code": 1, "selection": {"filter": "item", "values": ["1"]}}]}']
)  # fmt: skip
@pytest.mark.django_db
def test_what_is_no_query_is_refused_at_its_field(desk, bank, query):
    answer = subscribe(desk, bank.address("07459"), query)

    assert answer.status_code == 422
    assert not Feed.objects.exists()
    assert bank.asked == []


@pytest.mark.django_db
def test_a_table_is_due_when_its_days_have_passed(desk, bank):
    subscribe(desk, bank.address("07459"))
    assert len(feeds_due()) == 1

    tasks.fetch_due(0)

    assert feeds_due() == []
    assert Draft.objects.count() == 1


@pytest.mark.django_db
def test_only_those_inside_who_may_give_figures_ask_for_a_table(desk, bank):
    subscribe(desk, bank.address("07459"))
    feed = Feed.objects.get()

    for who, status in [("stranger", 404), ("staff", 403), ("secretary", 302)]:
        for page in ("fetch", "unsubscribe"):
            answer = desk.sign_in(who).client.post(reverse(f"imports:{page}", args=[feed.pk]))
            assert answer.status_code == status, (who, page)
    assert feeds_due() == []
