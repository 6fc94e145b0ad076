"""The words of the product: one table, the page that shows it, and the file made from it."""

import importlib.util
import re
from html import unescape
from pathlib import Path

import pytest
from django.utils import translation

from tospann.base import glossary
from tospann.base.sorting import norwegian_key
from tospann.partnerships.models import RoleLabel

SCRIPT = Path(__file__).resolve().parents[2] / "scripts" / "glossary.py"
spec = importlib.util.spec_from_file_location("glossary_script", SCRIPT)
script = importlib.util.module_from_spec(spec)
spec.loader.exec_module(script)

NB = {"accept-language": "nb"}


def shown(response) -> list[str]:
    """The bokmål words of a page, in its order."""
    return [unescape(word) for word in re.findall(r'<dt>.*?lang="nb">(.*?)</a>', response.text)]


@pytest.fixture
def page(client, db):
    return client.get("/ordliste/", headers=NB)


# --- The table --------------------------------------------------------------------------


def test_every_word_has_its_forms_and_its_meaning():
    for word in glossary.words():
        assert word.bokmaal, word
        assert word.nynorsk, word
        assert word.english, word
        assert word.meaning_nb.endswith("."), word
        assert word.meaning_en.endswith("."), word


def test_no_idea_has_two_words_and_no_word_two_ideas():
    for field in ("identifier", "bokmaal", "anchor"):
        said = [getattr(word, field) for word in glossary.words()]
        assert sorted(said) == sorted(set(said))


def test_every_role_is_explained_by_the_word_the_pages_use():
    words = {word.identifier: word.bokmaal for word in glossary.words()}

    with translation.override("nb"):
        for role in RoleLabel:
            assert words[role.value].casefold() == str(role.label).casefold()


def test_words_stand_in_norwegian_order():
    words = [word.bokmaal for word in glossary.words()]

    assert words == sorted(words, key=norwegian_key)
    assert words[-1] == "årshjul"


# --- The search -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("eierre", "eierrepresentant"),
        ("EIGARSK", "eierskap"),
        ("ratification", "godkjenning"),
        ("šiehtadus", "avtale"),
        ("telefon", None),
    ],
)
def test_a_word_is_found_in_all_its_languages(text, word):
    found = [one.bokmaal for one in glossary.matching(text)]

    assert word in found if word else found == []


def test_words_that_begin_with_the_text_come_first():
    assert glossary.matching("versjon")[0].bokmaal == "versjon"
    assert glossary.matching("eigar")[0].bokmaal == "eier"


# --- The page ---------------------------------------------------------------------------


def test_everybody_may_read_it_and_finds_the_way_from_the_footer(page):
    assert page.status_code == 200
    assert shown(page) == [word.bokmaal for word in glossary.words()]
    footer = page.text.partition("<footer")[2]
    assert 'href="/ordliste/"' in footer


def test_every_word_can_be_pointed_at(page):
    for word in glossary.words():
        assert f'id="{word.anchor}"' in page.text


def test_the_page_says_that_no_speaker_has_checked_the_sami_words(page):
    assert "De samiske ordene er ikke kontrollert av en språkkyndig." in page.text
    assert '<span lang="se">gielda</span>' in page.text


def test_the_filter_works_without_a_script(client, db):
    response = client.get("/ordliste/", {"q": "utkast"}, headers=NB)

    assert "utkast" in shown(response)
    assert "vertskommune" not in shown(response)
    assert 'value="utkast"' in response.text
    assert "<html" in response.text


def test_htmx_gets_the_words_alone(client, db):
    response = client.get("/ordliste/", {"q": "utkast"}, headers={**NB, "HX-Request": "true"})

    assert "<html" not in response.text
    assert response.text.lstrip().startswith('<div id="ord">')
    assert "HX-Request" in response["Vary"]


def test_a_word_that_is_not_there_is_said_and_not_run(client, db):
    response = client.get("/ordliste/", {"q": "<b>x"}, headers=NB)

    assert shown(response) == []
    assert "Ingen ord passer med «&lt;b&gt;x»." in response.text


def test_in_english_the_meaning_is_in_english(client, db):
    with translation.override("nb"):  # what the request activates ends with it
        response = client.get("/ordliste/", headers={"accept-language": "en"})

    assert "The text while it is being written." in response.text
    assert "Teksten mens den blir skrevet." not in response.text


# --- The file ---------------------------------------------------------------------------


def test_the_file_is_the_table():
    assert list(script.faults()) == []


def test_a_stale_file_and_a_word_that_is_not_in_the_code_are_found(tmp_path, monkeypatch):
    stale = tmp_path / "GLOSSARY.md"
    stale.write_text("# Glossary\n")
    monkeypatch.setattr(script, "PAGE", stale)
    monkeypatch.setattr(script, "CODE", tmp_path)
    (tmp_path / "code.py").write_text("owner = seat = None\n")

    found = list(script.faults())

    assert "GLOSSARY.md is stale; run python scripts/glossary.py write" in found
    assert "glossary.csv: ratification is not in the code" in found
    assert "glossary.csv: owner is not in the code" not in found
