"""Forms in the dress of the design system."""

import re
from datetime import date

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict

from tospann.base.forms import Form
from tospann.base.templatetags.ui import error_summary


class Ratify(forms.Form):
    case_number = forms.CharField(label="Saksnummer", help_text="Slik det står hos dere")
    decided_on = forms.DateField(label="Vedtatt")
    answer = forms.ChoiceField(
        label="Svar", widget=forms.RadioSelect, choices=[("yes", "Ja"), ("no", "Nei")]
    )
    note = forms.CharField(label="Merknad", required=False, widget=forms.Textarea)
    read = forms.BooleanField(label="Lest")
    token = forms.CharField(widget=forms.HiddenInput)


def group(form, name):
    return form[name].as_field_group()


def test_label_help_and_input_belong_together():
    html = group(Ratify(), "case_number")

    assert '<label class="ds-label" for="id_case_number">Saksnummer</label>' in html
    assert 'id="id_case_number_helptext">Slik det står hos dere' in html
    assert re.search(r'<input[^>]*class="ds-input"[^>]*>', html)
    assert 'aria-describedby="id_case_number_helptext"' in html


def test_an_error_is_tied_to_its_input():
    html = group(Ratify({}), "case_number")

    assert 'aria-invalid="true"' in html
    assert 'id="id_case_number_error"' in html
    assert "id_case_number_error" in re.search(r'aria-describedby="([^"]*)"', html)[1]


@pytest.mark.parametrize("written", ["04.03.2026", "4.3.2026", "4.3.26", "2026-03-04"])
def test_a_date_is_understood_as_people_write_it(written):
    form = Ratify({"decided_on": written})

    form.is_valid()

    assert form.cleaned_data["decided_on"] == date(2026, 3, 4)


def test_a_date_field_says_how_to_write_it_and_shows_it_so():
    html = group(Ratify(initial={"decided_on": date(2026, 3, 4)}), "decided_on")

    assert "dd.mm.åååå" in html
    assert 'value="04.03.2026"' in html
    assert 'type="text"' in html


def test_radio_buttons_stand_in_a_fieldset_with_a_label_each():
    html = group(Ratify({"answer": "no"}), "answer")

    assert html.count("<fieldset") == 1
    assert "<legend>Svar" in html
    assert re.findall(r'<label[^>]*for="(id_answer_\d)"', html) == ["id_answer_0", "id_answer_1"]
    assert re.search(r'<input[^>]*value="no"[^>]*checked', html)


def test_what_may_be_left_out_is_said():
    assert "(valgfritt)" in group(Ratify(), "note")
    assert "(valgfritt)" not in group(Ratify(), "case_number")


def test_hidden_fields_are_printed_once_and_bare():
    html = str(Ratify())

    assert html.count('name="token"') == 1
    assert "ds-input" not in re.search(r'<input[^>]*name="token"[^>]*>', html)[0]


def test_the_summary_leads_to_each_control():
    form = Ratify({"decided_on": "i går"})

    lines = error_summary(form)["lines"]

    assert [(target, label) for target, label, _ in lines] == [
        ("id_case_number", "Saksnummer"),
        ("id_decided_on", "Vedtatt"),
        ("id_answer_0", "Svar"),
        ("id_read", "Lest"),
        ("id_token", "Token"),
    ]


def test_the_summary_is_empty_before_anything_is_sent():
    assert error_summary(Ratify())["lines"] == []


def test_the_summary_of_a_formset_has_its_own_errors_and_those_of_its_forms():
    formset = forms.formset_factory(Ratify, extra=0, min_num=1, validate_min=True)
    rows = formset({"form-TOTAL_FORMS": "0", "form-INITIAL_FORMS": "0"})

    rows.is_valid()

    assert [label for _, label, _ in error_summary(rows)["lines"]] == [""]


class Meeting(Form):
    held_on = forms.DateField(label="Dag")
    text = forms.CharField(label="Tekst", widget=forms.Textarea)
    password = forms.CharField(widget=forms.PasswordInput, required=False)


class Annex(Form):
    title = forms.CharField(label="Tittel")
    file = forms.FileField(label="Fil")


def test_a_file_must_be_chosen_again_when_something_else_was_wrong():
    form = Annex({"title": ""}, {"file": SimpleUploadedFile("avtale.pdf", b"%PDF")})

    assert "Velg på nytt det du valgte her" in group(form, "file")
    assert "Velg på nytt" not in group(Annex(), "file")
    assert "Velg på nytt" not in group(Annex({"title": "Vedlegg"}), "file")


def test_signs_that_nobody_sees_are_left_out_of_what_was_pasted():
    form = Meeting(
        QueryDict("held_on=4.3.2026&text=En%0Blinje%07,%00%E2%80%AE%0D%0Aen%09til&password=a%07")
    )

    assert form.is_valid()
    assert form.cleaned_data["text"] == "En\nlinje,\r\nen\ttil"
    assert form.cleaned_data["password"] == "a\x07"


@pytest.mark.parametrize("written", ["01.01.1899", "4.3.2999", "0206-03-04"])
def test_a_year_that_cannot_be_is_refused_and_named(written):
    form = Meeting({"held_on": written, "text": "Møte"})

    assert re.search(r"Året \d+ kan ikke stemme", str(form.errors))
    assert f'value="{written}"' in str(form["held_on"])
