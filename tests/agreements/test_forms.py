"""What is typed comes back as it was meant; what cannot be read stays, and says how to mend it."""

from datetime import date

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from posting import posted
from tospann.agreed.forms import DraftHead
from tospann.agreements.forms.body import BLANK_ROWS
from tospann.agreements.kinds import KINDS
from tospann.base.entrance import readable
from tospann.demo import agreements as demo

FIRST = date(2020, 11, 9)
EXAMPLES = {
    "partnership_agreement": demo.partnership_agreement_body(since=FIRST),
    "host_agreement": demo.host_agreement_body(since=FIRST),
    "operation_agreement": demo.operation_agreement_body(since=FIRST),
    "cooperation_agreement": demo.cooperation_agreement_body(since=FIRST),
}
BY_NAME = {kind.name: kind for kind in KINDS}


def shaped(name: str, body: dict | None = None) -> dict:
    schema = BY_NAME[name].schema
    return schema.model_validate(body or EXAMPLES[name]).model_dump(mode="json")


def form_of(name: str, body: dict | None = None, data: QueryDict | None = None):
    return BY_NAME[name].form(None, body if body is not None else EXAMPLES[name], data)


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_full_body_passes_through_its_form_unchanged(name):
    form = form_of(name, data=posted(form_of(name)))

    assert form.is_valid(), [one.errors for one in form.forms if one.errors]
    assert form.body() == shaped(name)


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_empty_draft_can_be_saved(name):
    form = form_of(name, {}, posted(form_of(name, {})))

    assert form.is_valid()
    assert form.body() == shaped(name, {"note": ""})


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_form_follows_the_document(name):
    kind = BY_NAME[name]
    body = kind.schema.model_validate(EXAMPLES[name])
    points = [part.id for part in kind.parts(body) if "-" not in part.id]

    assert [section.id for section in form_of(name).sections] == points


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_field_of_the_schema_is_asked_for(name):
    asked = {
        *(bound.name for section in form_of(name).sections for bound in section.fields),
        *(one.prefix for section in form_of(name).sections for one in section.formsets),
    }

    assert asked == set(BY_NAME[name].schema.model_fields)


def test_blank_rows_are_drawn_and_one_that_is_filled_is_kept_with_its_id():
    form = form_of("partnership_agreement")
    ladder = next(s for s in form.sections if s.id == "disagreement").formsets[0]
    data = posted(form)
    data["ladder-3-level"] = "et felles møte med KS"

    saved = form_of("partnership_agreement", data=data)

    assert len(ladder.forms) == 3 + BLANK_ROWS
    assert ladder.add_label == "Legg til et trinn"
    assert saved.is_valid()
    assert saved.body()["ladder"][3] == {
        "id": data["ladder-3-id"],
        "level": "et felles møte med KS",
        "within_days": None,
    }


def test_a_row_is_removed_by_its_box():
    data = posted(form_of("partnership_agreement"))
    data["ladder-0-DELETE"] = "on"

    saved = form_of("partnership_agreement", data=data)

    assert saved.is_valid()
    assert [row["id"] for row in saved.body()["ladder"]] == ["mote", "direktorer"]


@pytest.mark.parametrize(
    ("field", "typed", "found"),
    [
        ("since", "09.11.2020", "2020-11-09"),
        ("since", "9.11.2020", "2020-11-09"),
        ("since", "2020-11-09", "2020-11-09"),
        ("notice_months", " 6 ", 6),
        ("cost_key-0-share", "33,33", "33.33"),
        ("cost_key-0-share", "33.3", "33.30"),
        ("cost_key-0-share", "33 %", "33.00"),
        ("premises-0-rent_per_year", "1450000", 1450000),
    ],
)
def test_norwegian_dates_and_numbers_are_read(field, typed, found):
    data = posted(form_of("operation_agreement"))
    data[field] = typed

    form = form_of("operation_agreement", data=data)

    assert form.is_valid(), [one.errors for one in form.forms if one.errors]
    held = form.body()
    for step in field.split("-"):
        held = held[int(step) if step.isdigit() else step]
    assert held == found


@pytest.mark.parametrize(
    ("field", "typed", "says"),
    [
        ("since", "31.02.2020", "Skriv datoen som dag.måned.år, for eksempel 09.11.2020."),
        ("notice_months", "et år", "Skriv et helt tall, for eksempel 12."),
        (
            "cost_key-0-share",
            "en tredel",
            "Skriv andelen som et tall fra 0 til 100, for eksempel 33,33.",
        ),
        ("cost_key-0-share", "33,333", "Skriv høyst to desimaler, for eksempel 33,33."),
        ("cost_key-0-share", "-1", "Andelen kan ikke være under 0."),
    ],
)
def test_what_cannot_be_read_stays_and_says_how_to_mend_it(field, typed, says):
    data = posted(form_of("operation_agreement"))
    data[field] = typed

    form = form_of("operation_agreement", data=data)

    assert not form.is_valid()
    bound = next(b for one in form.forms for b in one if b.html_name == field)
    assert list(bound.errors) == [says]
    assert bound.value() == typed


def test_a_municipality_just_typed_can_be_chosen_at_once():
    data = posted(form_of("partnership_agreement"))
    data["municipalities-5-name"] = "Bodø kommune"
    data["municipalities-5-number"] = "1804"
    data.appendlist("services-0-municipalities", "1804")

    form = form_of("partnership_agreement", data=data)

    assert form.is_valid(), [one.errors for one in form.forms if one.errors]
    assert "1804" in form.body()["services"][0]["municipalities"]


@given(
    st.lists(
        st.tuples(st.text(max_size=40), st.decimals(0, 100, places=2)), min_size=1, max_size=8
    )
)
def test_any_cost_key_passes_through_the_form(rows):
    body = {
        "cost_key": [
            {"id": f"r{n}", "owner": " ".join(readable(o).split()), "share": str(s)}
            for n, (o, s) in enumerate(rows)
        ]
    }

    form = form_of("operation_agreement", body, posted(form_of("operation_agreement", body)))

    assert form.is_valid()
    assert form.body()["cost_key"] == shaped("operation_agreement", body)["cost_key"]


def test_saving_twice_keeps_a_row_just_added():
    data = posted(form_of("partnership_agreement"))
    data["ladder-3-level"] = "et felles møte med KS"
    once = form_of("partnership_agreement", data=data)
    assert once.is_valid()

    twice = form_of("partnership_agreement", once.body(), data)

    assert twice.is_valid()
    assert twice.body() == once.body()


def test_a_row_removed_stays_removed_when_the_same_is_sent_again():
    data = posted(form_of("partnership_agreement"))
    data["ladder-0-DELETE"] = "on"
    once = form_of("partnership_agreement", data=data)
    assert once.is_valid()

    twice = form_of("partnership_agreement", once.body(), data)

    assert twice.is_valid()
    assert [row["id"] for row in twice.body()["ladder"]] == ["mote", "direktorer"]


def test_rows_are_called_by_their_first_words_and_know_their_part():
    services = next(s for s in form_of("partnership_agreement").sections if s.id == "services")
    rows = services.formsets[0].forms

    assert (rows[0].legend, rows[0].part_id) == ("Økonomisk stønad", "service-m1")
    assert (rows[-1].legend, rows[-1].part_id) == ("Ny rad", "")


@pytest.mark.parametrize("name", EXAMPLES)
def test_no_point_takes_a_name_that_the_draft_itself_posts(name):
    asked = {*posted(form_of(name))}

    assert asked & {*DraftHead.base_fields, "open", "csrfmiddlewaretoken"} == set()
