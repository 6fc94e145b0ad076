"""Templates keep to the content-security policy, to the layout and to routes that exist."""

import re
from collections.abc import Iterator

import pytest
from django.urls import get_resolver

from architecture.program import Source, called, calls, source, sources, templates

UNSAFE = {
    "inline style": re.compile(r"<style\b|\sstyle\s*=", re.IGNORECASE),
    "inline script": re.compile(
        r"<script(?![^>]*\s(src=|type=.application/json))[^>]*>", re.IGNORECASE
    ),
    "handler": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "htmx handler": re.compile(r"\bhx-(on|vals=.js:|vars)\b", re.IGNORECASE),
    "javascript address": re.compile(r"javascript:", re.IGNORECASE),
    "unescaped text": re.compile(r"\|\s*safe(seq)?\b|autoescape\s+off"),
    "another's file": re.compile(
        r"(src|href)\s*=\s*[\"'](https?:)?//(?![^\"']*\{\{)[^\"']*\.(js|css)"
    ),
}
# The one page that must work when nothing else does: its colours stand in the page's own file.
ROOTS = {"base/templates/base/layout.html", "base/templates/base/bare_error.html"}


def without_comments(text: str) -> str:
    return re.sub(r"\{#.*?#\}|\{% comment %\}.*?\{% endcomment %\}", "", text, flags=re.DOTALL)


def unsafe(text: str) -> list[str]:
    """What in a template the content-security policy or the escaping would not allow."""
    return [name for name, pattern in UNSAFE.items() if pattern.search(without_comments(text))]


def is_fragment(name: str) -> bool:
    """Fragments begin with `_`; components and allauth's parts have folders of their own."""
    folder, _, file = name.rpartition("/")
    return file.startswith("_") or folder.endswith(("templates/ui", "elements", "snippets"))


def homeless(name: str, text: str) -> bool:
    """True for a page that stands outside the layout."""
    if is_fragment(name) or name in ROOTS:
        return False
    return bool(without_comments(text).strip()) and not re.match(
        r"\s*\{% extends ", without_comments(text)
    )


def routes() -> set[str]:
    """The name of every route, with its app's name before it."""

    def walk(resolver, before: str) -> Iterator[str]:
        for name in resolver.reverse_dict:
            if isinstance(name, str):
                yield before + name
        for space, (_, below) in resolver.namespace_dict.items():
            yield from walk(below, f"{before}{space}:")

    return set(walk(get_resolver(), ""))


def dead_links(text: str) -> list[str]:
    """Names in `{% url %}` that no route has."""
    named = re.findall(r"\{%\s*url\s+['\"]([^'\"]+)['\"]", without_comments(text))
    return [name for name in named if name not in routes()]


def marks_safe(one: Source) -> bool:
    """True when a file takes text past the escaping."""
    return any(called(call) in {"mark_safe", "SafeString", "SafeText"} for call in calls(one.tree))


@pytest.mark.parametrize("name", templates())
def test_a_template_keeps_to_the_rules(name):
    text = templates()[name]

    assert unsafe(text) == []
    assert not homeless(name, text)
    assert dead_links(text) == []


def test_no_file_takes_text_past_the_escaping():
    assert [one.name for one in sources() if marks_safe(one)] == []


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ('<p style="color: red">', "inline style"),
        ("<script>alert(1)</script>", "inline script"),
        ('<button onclick="go()">', "handler"),
        ('<button hx-on:click="go()">', "htmx handler"),
        ('<a href="javascript:go()">', "javascript address"),
        ("{{ body|safe }}", "unescaped text"),
        ('<script src="https://cdn.example/x.js"></script>', "another's file"),
    ],
)
def test_an_unsafe_template_is_found(text, fault):
    assert unsafe(text) == [fault]


def test_a_page_outside_the_layout_is_found():
    assert homeless("plans/templates/plans/plan.html", "<h1>Plan</h1>")
    assert not homeless("plans/templates/plans/_line.html", "<li>Plan</li>")


def test_a_link_to_nowhere_is_found():
    assert dead_links("{% url 'portal:front' %}{% url 'surveys:survey' %}") == ["surveys:survey"]


def test_a_file_that_marks_text_as_safe_is_found():
    assert marks_safe(source("plans/views.py", "text = mark_safe(body)"))
