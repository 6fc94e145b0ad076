"""One answer for htmx and for browsers without it."""

import pytest
from django.test import RequestFactory

from tospann.base.answer import answer

PAIR = {"fragment": "ui/save_state.html", "page": "base/accessibility.html"}


def get(**headers):
    return RequestFactory().get("/", headers=headers)


def test_a_browser_gets_the_whole_page():
    response = answer(get(), {}, **PAIR)

    assert "<html" in response.content.decode()
    assert response["Vary"] == "HX-Request"


def test_htmx_gets_the_fragment_alone():
    response = answer(get(**{"HX-Request": "true"}), {}, **PAIR)

    assert "save-state" in response.content.decode()
    assert "<html" not in response.content.decode()
    assert "HX-Request" in response["Vary"]


def test_htmx_gets_the_whole_page_when_it_restores_history():
    restoring = get(**{"HX-Request": "true", "HX-History-Restore-Request": "true"})

    assert "<html" in answer(restoring, {}, **PAIR).content.decode()


@pytest.mark.parametrize("status", [200, 409, 422])
def test_the_status_is_kept(status):
    assert answer(get(), {}, **PAIR, status=status).status_code == status
