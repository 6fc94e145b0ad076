"""A national identity number sent to any address, in any value, is refused and kept nowhere."""

import logging
from collections.abc import Iterator
from dataclasses import replace
from itertools import cycle
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.http import HttpResponse

import invented
from permissions.matrix import MATRIX, Row
from permissions.requests import ASKS, address, ask
from permissions.world import PAPER, WHO, World

pytestmark = pytest.mark.django_db

NUMBERS = cycle([digits for _kind, digits in invented.numbers(900, seed=7)])
# Counts of rows, and ticks: a tick is there or not, whatever is sent.
NO_TEXT = ("_FORMS", "-DELETE", "has_read", "understood")
# address | the value | why it is not refused with 422
LET_BE = {
    ("base:scheme", "scheme"): "one of three names, or nothing is kept",
    ("base:scheme", "next"): "a path to go back to",
    ("set_language", "language"): "one of four names, or nothing is kept",
    ("set_language", "next"): "a path to go back to",
    ("agreed:discarded_draft", "revision"): "no such revision, so nothing is done",
}


def senders() -> list[tuple[Row, str]]:
    """Every address that takes a form, with somebody whose form is accepted."""
    found = []
    for row in MATRIX:
        taken = [who for who in WHO if row.cells[who] in {"200", "201", "302"}]
        if row.method == "POST" and taken and row.name in ASKS:
            found.append((row, taken[0]))
    return found


def rows_with(*texts: str) -> list[str]:
    """Every table with one of the texts in some row, whatever the column: text, JSON or bytes."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT quote_ident(table_name) FROM information_schema.tables"
            " WHERE table_schema = 'public' AND table_type = 'BASE TABLE' ORDER BY 1"
        )
        tables = [name for (name,) in cursor.fetchall()]
        sought = "|".join(one for text in texts for one in (text, text.encode().hex()))
        cursor.execute(
            " UNION ALL ".join(
                f"SELECT '{name}' WHERE EXISTS (SELECT 1 FROM {name} AS row"
                " WHERE row::text ~ %(sought)s)"
                for name in tables
            ),
            {"sought": sought},
        )
        return [name for (name,) in cursor.fetchall()]


def with_number(data: Any, name: str, number: str) -> Any:
    """What a browser sends, with the number in one value."""
    changed = data.copy()
    if isinstance(data[name], SimpleUploadedFile):
        changed[name] = SimpleUploadedFile(f"papir {number}.pdf", PAPER)
    else:
        changed[name] = number
    return changed


@pytest.mark.parametrize(("row", "who"), senders(), ids=lambda one: str(one))
def test_no_value_of_any_form_takes_an_identity_number(world: World, as_, monkeypatch, row, who):
    how = ASKS[row.name]
    client, sent, passed = as_(who), {}, {}
    for name in [name for name in how.sends(world.home) if not name.endswith(NO_TEXT)]:
        sent[name] = next(NUMBERS)
        data = with_number(how.sends(world.home), name, sent[name])
        monkeypatch.setitem(ASKS, row.name, replace(how, sends=lambda home, data=data: data))
        status = ask(client, "POST", row.name, world).status_code
        if (status in {400, 422}) == ((row.route, name) in LET_BE):
            passed[name] = status

    assert passed == {}
    assert not sent or rows_with(*sent.values()) == []


def test_what_is_let_be_is_still_there():
    assert {route for route, _name in LET_BE} <= {row.route for row, _who in senders()}


def test_a_number_that_was_kept_would_be_found(world):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE partnerships_owner SET name = 'Nav 29029600013 Nord'")
        assert rows_with("29029600013") == ["partnerships_owner"]
        transaction.set_rollback(True)
    assert rows_with("29029600013") == []


def test_a_kept_version_would_be_found_in_its_bytes(world):
    assert "agreed_version" in rows_with("Samarbeid om skole")


# --- One address, three hundred numbers ---------------------------------------------------


def saves(world: World, as_, *purposes: str) -> Iterator[HttpResponse]:
    """The answers when a draft is saved while someone writes."""
    how, client = ASKS["agreed:draft · autosave"], as_("leader")
    data, url = how.sends(world.home), address("agreed:draft · autosave", world.home)
    for data["purpose"] in purposes:
        yield client.post(
            url,
            data.urlencode(),
            content_type="application/x-www-form-urlencoded",
            headers=how.headers,
        )


def test_three_hundred_numbers_are_refused_in_a_draft(world, as_):
    answers, told = set(), set()
    texts = [text for _digits, _way, text in invented.texts(300, seed=8)]
    for response in saves(world, as_, *texts):
        answers.add(response.status_code)
        told |= set(response.json()["message"].replace("1234.56.78903", ""))

    assert answers == {422}
    assert not any(char.isdigit() for char in told)


def test_auto_save_says_why_it_did_not_save(world, as_):
    (response,) = saves(world, as_, "Gjelder 29029600013")

    assert "fødselsnummer" in response.json()["message"]


def test_what_was_typed_is_still_on_the_page(world, as_):
    sent = {"owner": world.home.municipality.pk, "reason": "Gjelder 29029600013 og flere."}

    response = as_("representative").post(address("agreed:return", world.home), sent)

    page = response.content.decode()
    assert response.status_code == 422
    assert "Gjelder 29029600013 og flere.</textarea>" in page
    assert page.count("29029600013") == 1
    assert "fødselsnummer eller D-nummer i «Begrunnelse»" in page


# --- Searching, and the log ---------------------------------------------------------------


@pytest.mark.parametrize(("row", "name"), [("portal:search", "q"), ("journal:index", "tekst")])
def test_nobody_is_looked_for_by_number(world, as_, row, name):
    client, url = as_("leader"), address(row, world.home).partition("?")[0]

    found = client.get(url, {name: "29029600013"}, headers={"HX-Request": "true"})

    assert found.status_code == 422
    assert "fødselsnummer" in found.content.decode()
    if row == "portal:search":
        assert found["HX-Push-Url"] == "false"
        assert 'value="29029600013"' in client.get(url, {name: "29029600013"}).content.decode()


def test_nothing_of_it_is_logged(world, as_, caplog, capfd):
    caplog.set_level(logging.DEBUG)

    url = address("agreed:return", world.home)
    sent = {"owner": world.home.municipality.pk, "reason": "Gjelder 29029600013"}
    as_("representative").post(url, sent)
    as_("leader").get(address("portal:search", world.home).partition("?")[0], {"q": "29029600013"})

    written = capfd.readouterr()
    logged = "".join(
        str(one.__dict__) for one in caplog.records if one.name != "django.db.backends"
    )
    assert "29029600013" not in written.out + written.err + logged
