"""The tags every template uses."""

import json
import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.core.paginator import Paginator
from django.template import Context, Template, TemplateSyntaxError
from django.test import RequestFactory
from django.utils import translation

import tospann
from tospann.base.templatetags import ui


def render(source, **context):
    return Template(source).render(Context(context))


@pytest.mark.parametrize(
    ("value", "decimals", "shown"),
    [
        (1234567, 0, "1\u00a0234\u00a0567"),
        (1234567.5, 1, "1\u00a0234\u00a0567,5"),
        (0, 0, "0"),
        (2.5, 0, "3"),
        (-12, 0, "−12"),
        (None, 0, "–"),
    ],
)
def test_numbers_as_norwegians_write_them(value, decimals, shown):
    assert ui.number(value, decimals) == shown


def test_zero_is_not_missing():
    assert ui.percent(0) == "0,0\u00a0%"
    assert ui.percent(None) == "–"
    assert ui.kroner(0) == "kr\u00a00"
    assert ui.kroner(None) == "–"


def test_a_share_is_shown_as_percent():
    assert ui.percent(0.125) == "12,5\u00a0%"


def test_dates_are_for_people_and_machines():
    day = date(2026, 3, 4)

    assert ui.date_long(day) == '<time datetime="2026-03-04">4.\u00a0mars\u00a02026</time>'
    assert ui.date_short(day) == '<time datetime="2026-03-04">04.03.2026</time>'
    assert ui.date_long(None) == ""


def test_a_moment_is_shown_in_norwegian_time():
    html = ui.moment(datetime(2026, 7, 1, 22, 30, tzinfo=UTC))

    assert "2.\u00a0juli\u00a02026\u00a0kl.\u00a000:30" in html
    assert 'datetime="2026-07-02T00:30:00+0200"' in html


def test_the_day_of_a_moment_is_the_day_in_norway():
    assert "2.\u00a0juli" in ui.date_long(datetime(2026, 7, 1, 22, 30, tzinfo=UTC))


def test_an_icon_is_hidden_from_screen_readers_unless_it_stands_alone():
    assert 'aria-hidden="true"' in render('{% icon "handshake" %}')
    assert 'role="img" aria-label="Lukk"' in render('{% icon "x-mark" "Lukk" %}')


def test_an_unknown_icon_is_refused():
    with pytest.raises(TemplateSyntaxError, match=r"icons\.json"):
        render('{% icon "unicorn" %}')


def test_every_icon_named_in_a_template_exists():
    named = set()
    for path in Path(tospann.__file__).parent.rglob("*.html"):
        named |= set(re.findall(r'{% icon "([^"]+)"', path.read_text()))
        named |= set(re.findall(r'\sicon="([a-z0-9-]+)"', path.read_text()))

    assert named <= set(json.loads(ui.ICONS.read_text()))


@pytest.mark.parametrize("kind", ["state", "municipality", "joint"])
def test_an_owner_is_told_by_word_and_icon_as_well_as_colour(kind):
    html = render("{% owner_tag kind %}", kind=kind)

    color, _, word = ui.OWNERS[kind]
    assert f'data-color="{color}"' in html
    assert str(word) in html
    assert "<svg" in html


def test_text_in_a_tag_is_escaped():
    assert "&lt;b&gt;" in render("{% tag text %}", text="<b>")


def test_breadcrumbs_lead_up_and_name_the_page():
    html = render('{% breadcrumbs "Forsiden" "/" "Avtaler" "/a/" "Bodø" %}')

    assert re.findall(r'href="([^"]+)"', html) == ["/a/", "/", "/a/"]
    assert '<span aria-current="page">Bodø</span>' in html


def test_breadcrumbs_without_the_page_itself_are_refused():
    with pytest.raises(TemplateSyntaxError):
        render('{% breadcrumbs "Forsiden" "/" %}')


def test_pagination_keeps_the_rest_of_the_question():
    request = RequestFactory().get("/?q=bod%C3%B8&side=2")
    page = Paginator(range(50), 10).page(2)

    html = render("{% pagination page %}", request=request, page=page)

    assert 'href="?q=bod%C3%B8&amp;side=3"' in html
    assert re.search(r'aria-label="Side 2" aria-current="true"', html)


def test_pagination_of_one_page_says_nothing():
    request = RequestFactory().get("/")
    page = Paginator(range(3), 10).page(1)

    assert render("{% pagination page %}", request=request, page=page).strip() == ""


def test_dates_follow_the_language_of_the_reader():
    with translation.override("en"):
        assert "March" in ui.date_long(date(2026, 3, 4))
