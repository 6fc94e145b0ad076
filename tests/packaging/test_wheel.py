"""The package that people install."""

import zipfile
from pathlib import Path

import pytest
from hatchling.builders.wheel import WheelBuilder

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def names(tmp_path_factory):
    """The names of the files in a freshly built wheel."""
    folder = tmp_path_factory.mktemp("wheel")
    built = next(WheelBuilder(str(ROOT)).build(directory=str(folder), versions=["standard"]))
    with zipfile.ZipFile(built) as wheel:
        return set(wheel.namelist())


def test_the_wheel_carries_what_the_build_made(names):
    for wanted in ("ds.css", "tema.css", "htmx.js", "inter.woff2", "vendor.json",
                   "maplibre-gl.mjs", "maplibre-gl-worker.mjs", "maplibre-gl.css",
                   "licences/maplibre.txt"):  # fmt: skip
        assert f"tospann/base/static/vendor/{wanted}" in names
    assert any(name.startswith("tospann/base/fonts/") and name.endswith(".ttf") for name in names)


def test_the_wheel_carries_every_template_migration_and_text(names):
    for pattern in ("**/templates/**/*.*", "**/migrations/*.py", "locale/**/*.po", "demo/**/*.*"):
        for path in (ROOT / "src/tospann").glob(pattern):
            if "__pycache__" not in path.parts:
                assert path.relative_to(ROOT / "src").as_posix() in names
    for text in (ROOT / "src/tospann/locale").glob("*/LC_MESSAGES/*.po"):
        assert text.with_suffix(".mo").relative_to(ROOT / "src").as_posix() in names


def test_the_wheel_carries_nothing_else(names):
    for name in names:
        assert name.startswith(("tospann/", "tospann-")), name
        assert "__pycache__" not in name
