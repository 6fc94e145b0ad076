"""Addresses of static files change with their content."""

import hashlib
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage

from tospann.base.storage import fingerprint


def test_the_address_carries_the_fingerprint_of_the_content():
    content = Path(finders.find("tospann/layout.css")).read_bytes()

    address = staticfiles_storage.url("tospann/layout.css")

    assert address == f"/static/tospann/layout.css?v={hashlib.sha256(content).hexdigest()[:12]}"


def test_a_file_that_is_not_there_has_no_fingerprint():
    assert fingerprint("tospann/nope.css") == ""
    assert staticfiles_storage.url("tospann/nope.css") == "/static/tospann/nope.css"


@pytest.mark.parametrize("name", ["ds.css", "ds.js", "htmx.js", "tema.css", "icons.json"])
def test_what_the_build_writes_is_what_vendor_json_says(name):
    import json

    table = json.loads(Path(finders.find("vendor/vendor.json")).read_text())
    row = next(row for row in table if row["file"].endswith(f"/{name}"))

    content = Path(finders.find(f"vendor/{name}")).read_bytes()
    assert row["sha256"] == hashlib.sha256(content).hexdigest()
    assert row["version"]
    assert row["licence"]
