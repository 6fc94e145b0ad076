"""Gathering and checking the words to translate."""

import importlib.util
from pathlib import Path

import pytest
from babel.messages.catalog import Message

from tospann.engines.authority import messages

SCRIPT = Path(__file__).resolve().parents[2] / "scripts" / "translations.py"
spec = importlib.util.spec_from_file_location("translations", SCRIPT)
translations = importlib.util.module_from_spec(spec)
spec.loader.exec_module(translations)


def found(path, text):
    path.write_text(text)
    return list(translations.messages_in(path))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{% translate "Forsiden" %}', ("Forsiden", None)),
        ("<p\n  title=\"{% translate 'Forsiden' %}\">", ("Forsiden", None)),
        ('{% translate "Mai" context "måned" %}', (("måned", "Mai"), "måned")),
        ('{% tag _("Gjelder") "success" %}', ("Gjelder", None)),
        (
            "{% blocktranslate %}Fjerne {{ name }}?{% endblocktranslate %}",
            ("Fjerne %(name)s?", None),
        ),
        (
            "{% blocktranslate trimmed %}\n  To\n  linjer\n{% endblocktranslate %}",
            ("To linjer", None),
        ),
        (
            "{% blocktranslate count n=x %}{{ n }} x{% plural %}{{ n }} y{% endblocktranslate %}",
            (("%(n)s x", "%(n)s y"), None),
        ),
        ("{% blocktranslate %}12 %{% endblocktranslate %}", ("12 %%", None)),
    ],
)
def test_words_are_found_in_templates(tmp_path, text, message):
    (one,) = found(tmp_path / "page.html", f"    <div>\n  {text}\n</div>")

    assert one[0] in (message[0], message[0][-1] if message[1] else message[0])
    assert one[1] == message[1]


def test_words_are_found_in_python(tmp_path):
    text = (
        'a = _("Avtale")\nb = ngettext("%(n)d eier", "%(n)d eiere", n)\n'
        'c = pgettext("måned", "Mai")\nd = _(\n    "To "\n    "deler"\n)\n'
        'e = _l("Formål")\nf = _now("Ny rad")\n'
    )

    messages = [message for message, _ in found(tmp_path / "code.py", text)]

    assert "Avtale" in messages
    assert ("%(n)d eier", "%(n)d eiere") in messages
    assert "To deler" in messages
    assert {"Formål", "Ny rad"} <= set(messages)


def test_a_comment_is_not_for_translation(tmp_path):
    assert (
        found(tmp_path / "page.html", "{# _('nei') #}{% comment %}_('nei'){% endcomment %}") == []
    )


@pytest.mark.parametrize(
    ("original", "written", "fault"),
    [
        ("%(owner)s svarte", "%(owner)s svara", None),
        ("%(owner)s svarte", "%(eigar)s svara", "which the original has not"),
        ("%(owner)s svarte", "Svar", "has lost %(owner)s"),
        ("Lagret kl. {time}", "Lagra", "has lost {time}"),
        ("100 %% av", "100 %% av", None),
        ("Hei", "", "is not translated"),
        ("Hei\n", "Hei", "line break"),
    ],
)
def test_a_translation_must_agree_with_its_original(original, written, fault):
    faults = list(translations.faults_in(Message(original, written), may_be_empty=False))

    assert (not faults) if fault is None else any(fault in line for line in faults)


def test_a_plural_form_may_leave_out_the_number_only_where_the_original_does():
    message = Message(("Én eier", "%(n)s eiere"), ("Ein eigar", "%(n)s eigarar"))

    assert not list(translations.faults_in(message, may_be_empty=False))


def test_a_half_translated_plural_is_a_fault_even_where_gaps_are_allowed():
    message = Message(("%(n)s eier", "%(n)s eiere"), ("%(n)s eaiggát", ""))

    assert list(translations.faults_in(message, may_be_empty=True))
    assert not list(translations.faults_in(Message("Hei", ""), may_be_empty=True))


def test_extraction_finds_the_words_of_the_layout():
    catalog = translations.in_code()

    assert catalog.get("Hopp til innholdet") is not None
    assert catalog.get("Kontorer og kommuner") is not None


def test_extraction_finds_every_sentence_of_the_authority_engine():
    missing = set(messages()) - {message.id for message in translations.in_code()}

    assert missing == set()


def test_what_django_says_in_english_is_said_in_plain_bokmal():
    catalog = translations.read("nb")

    assert {m.id for m in catalog if m.id} == set(translations.REWORDED)
    assert all(message.string for message in catalog if message.id)
