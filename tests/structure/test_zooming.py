"""Maps that can be moved: what they are given, and who may fetch what."""

import json
import re
from dataclasses import replace

import pytest
from django.contrib.staticfiles import finders
from django.core.exceptions import ImproperlyConfigured
from django.urls import reverse

from structure.showing import fjord, take
from tospann.config import env
from tospann.structure.selectors import structures
from tospann.structure.selectors.territories import territory_of

pytestmark = pytest.mark.django_db

TILES = "https://kart.example.no/topo/{z}/{y}/{x}.png"


@pytest.fixture
def dataset():
    return take()


def given(html: str) -> list[dict]:
    """What each map of a page is given."""
    return [
        json.loads(found)
        for found in re.findall(r'<script type="application/json">(.*?)</script>', html)
    ]


def of_kind(plain, kind):
    return [one for one in plain["features"] if one["properties"]["kind"] == kind]


def test_the_map_has_the_areas_offices_and_colours_of_the_drawn_one(client, dataset):
    (one,) = given(client.get(reverse("structure:present", args=["fjorden"])).content.decode())
    answer = client.get(one["areas"])
    plain = json.loads(answer.content)
    shown = structures.shown_map(
        territory_of(dataset.pk),
        structures.structure_named(territory_of(dataset.pk), "present"),
        structures.base_of(dataset.pk),
    )

    assert answer["Content-Type"] == "application/geo+json"
    assert [
        (held["name"], held["area"], held["tint"])
        for held in (one["properties"] for one in of_kind(plain, "municipality"))
    ] == [(shape.name, shape.area, shape.tint) for shape in shown.map.shapes]
    assert {one["properties"]["name"] for one in of_kind(plain, "site")} == {
        mark.name for mark in (*shown.map.sites, *shown.map.hosts)
    }
    assert len(plain["bbox"]) == 4


def test_another_structure_is_fetched_in_the_version_the_page_shows(client, dataset):
    address = reverse("structure:dataset_comparison", args=["fjorden"])
    first, second = given(client.get(address).content.decode())
    take(replace(fjord(), title="Fjorden på nytt"))

    assert str(dataset.pk) in first["areas"]
    before, after = (json.loads(client.get(one["areas"]).content) for one in (first, second))
    assert of_kind(before, "municipality") != of_kind(after, "municipality")
    assert first["areas"].endswith("?struktur=present")
    assert second["areas"].endswith("?struktur=together")


def test_a_structure_that_is_not_there_is_not_found(client, dataset):
    address = reverse("structure:zoomed_dataset", args=[dataset.pk])

    assert client.get(address).status_code == 200
    assert client.get(address, {"struktur": "borte"}).status_code == 404


def test_the_list_of_offices_marks_those_it_shows(client, dataset):
    html = client.get(reverse("structure:offices"), {"navn": "Ås"}).content.decode()
    (one,) = given(html)
    offices = of_kind(json.loads(client.get(one["areas"]).content), "office")

    assert [(held["properties"]["name"], held["properties"]["chosen"]) for held in offices] == [
        ("Nav Vest og Sund", False),
        ("Nav Ås", True),
    ]


def test_without_an_operators_leave_there_is_no_switch_and_no_other_host(client, dataset):
    answer = client.get(reverse("structure:present", args=["fjorden"]))

    assert "bakgrunnskart" not in answer.content.decode().replace("Bakgrunnskartet", "")
    assert given(answer.content.decode())[0]["tiles"] == ""
    policy = answer["Content-Security-Policy"] + ";"
    assert "connect-src 'self';" in policy
    assert "worker-src 'self';" in policy
    assert not {"blob:", "https:", "'unsafe-inline'", "'unsafe-eval'"} & set(policy.split())


def test_with_it_only_pages_with_such_a_map_may_ask_the_tile_server(client, dataset, settings):
    settings.MAP_TILES = TILES
    pages = {
        name: client.get(reverse(f"structure:{name}", args=args))
        for name, args in (
            ("present", ["fjorden"]),
            ("dataset_comparison", ["fjorden"]),
            ("offices", []),
            ("index", []),
            ("datasets", []),
        )
    }
    asking = {
        name
        for name, answer in pages.items()
        if "kart.example.no" in answer["Content-Security-Policy"]
    }

    assert asking == {"present", "dataset_comparison", "offices"}
    policy = pages["present"]["Content-Security-Policy"]
    assert "connect-src 'self' https://kart.example.no" in policy
    assert policy.count("kart.example.no") == 1
    assert given(pages["present"].content.decode())[0]["tiles"] == TILES
    assert "Vis bakgrunnskart fra Kartverket" in pages["present"].content.decode()


def test_no_page_loads_the_map_by_itself(client, dataset):
    for name, args in (("present", ["fjorden"]), ("offices", []), ("index", [])):
        html = client.get(reverse(f"structure:{name}", args=args)).content.decode()
        loaded = re.findall(r'(?:src|href)="([^"]*\.(?:m?js|css)[^"]*)"', html)
        assert not [one for one in loaded if "maplibre" in one or "zoomed-map" in one]
        assert any("zoom-map.js" in one for one in loaded) == (name != "index")


def test_the_files_of_the_map_are_ours_and_there(client, dataset):
    (one,) = given(client.get(reverse("structure:present", args=["fjorden"])).content.decode())

    for address in (one["drawing"], one["library"], one["worker"], *one["styles"]):
        path = address.partition("?")[0]
        assert path.startswith("/static/")
        assert finders.find(path.removeprefix("/static/")), path


@pytest.mark.parametrize(
    ("value", "read"),
    [("", ""), ("no", ""), (TILES, TILES), ("http://127.0.0.1:1/{z}/{x}/{y}", None)],
)
def test_the_setting_holds_an_address_or_nothing(monkeypatch, value, read):
    monkeypatch.setenv("TOSPANN_MAP_TILES", value)

    found = env.template("TOSPANN_MAP_TILES", parts=("{z}", "{x}", "{y}"))

    assert found == (value if read is None else read)


@pytest.mark.parametrize(
    "value", ["yes", "http://kart.example.no/{z}/{x}/{y}", "https://kart.example.no/{z}/{x}.png"]
)
def test_a_setting_that_is_no_such_address_stops_the_start(monkeypatch, value):
    monkeypatch.setenv("TOSPANN_MAP_TILES", value)

    with pytest.raises(ImproperlyConfigured, match=r"TOSPANN_MAP_TILES=.*Example"):
        env.template("TOSPANN_MAP_TILES", parts=("{z}", "{x}", "{y}"))
