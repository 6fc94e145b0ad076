"""What happens around every request."""

import pytest
from structlog.testing import capture_logs

from tospann.base import middleware


@pytest.fixture
def lines(monkeypatch):
    """The lines the request log writes while a test runs."""
    import structlog

    monkeypatch.setattr(middleware, "log", structlog.get_logger("test"))
    with capture_logs() as captured:
        yield captured


@pytest.mark.django_db
def test_a_request_is_one_line_without_what_was_asked(client, lines):
    client.get("/ui/?q=hemmelig")

    (line,) = [line for line in lines if line["event"] == "request"]
    assert (line["method"], line["route"], line["status"]) == ("GET", "base:components", 200)
    assert line["ms"] >= 0
    assert "hemmelig" not in str(line)


@pytest.mark.django_db
def test_every_answer_has_a_number_of_its_own(client):
    first, second = client.get("/ui/"), client.get("/ui/")

    assert first["X-Request-ID"] != second["X-Request-ID"]


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/kommuner/%00/", "/sok/?q=%00"])
def test_an_address_that_no_page_can_have_is_refused(client, address):
    client.raise_request_exception = False

    assert client.get(address).status_code == 400


@pytest.mark.django_db
def test_what_anyone_may_read_may_be_kept(client):
    assert "no-store" not in client.get("/ui/").get("Cache-Control", "")


def test_what_a_signed_in_person_reads_is_not_kept(client, cast):
    client.force_login(cast.people["leader"])

    assert "no-store" in client.get("/ui/")["Cache-Control"]
