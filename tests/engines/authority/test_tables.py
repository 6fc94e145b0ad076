"""The tables agree with each other, with their documents and with the words people read."""

import csv
import doctest
import importlib.util
import re
from datetime import date
from pathlib import Path

import pytest

import tospann.engines.authority as authority
from tospann.engines.authority import (
    CHAINS,
    LINKS,
    RELATION_LABELS,
    Code,
    Group,
    Model,
    Reason,
    Relation,
    cells,
    messages,
    provisions,
    services,
    version,
)
from tospann.engines.authority.law import FIRST_DAY, TABLES, rows

ROOT = Path(__file__).resolve().parents[3]
SCRIPT = ROOT / "scripts" / "authority_reference.py"
spec = importlib.util.spec_from_file_location("authority_reference", SCRIPT)
script = importlib.util.module_from_spec(spec)
spec.loader.exec_module(script)


def test_the_documents_are_the_tables():
    assert list(script.faults()) == []


def test_a_stale_document_is_found(tmp_path, monkeypatch):
    monkeypatch.setattr(script, "FOLDER", tmp_path)

    assert len(list(script.faults())) == len(script.PAGES)


def test_every_cell_has_an_end_and_chains_that_exist():
    for one in cells().values():
        assert one.alternatives[-1].chain == "", one
        for each in one.alternatives[:-1]:
            assert each.chain in CHAINS, one
        assert (one.alternatives[0].code is Code.UNCLEAR) == (one.default is not None)


def test_alternatives_come_best_first_except_where_authority_was_handed_over():
    for one in cells().values():
        ranks = [each.code.rank for each in one.alternatives]
        handed_over = any("delegated" in each.chain for each in one.alternatives)
        assert handed_over or ranks == sorted(ranks, reverse=True), one


def test_every_model_has_every_group():
    for model in set(Model) - {Model.MERGED}:
        assert {group for m, group, _r in cells() if m is model} == set(Group)


def test_every_provision_named_is_in_the_table():
    named = {key for one in cells().values() for key in one.provisions}
    named |= {one.provision for one in services().values()}
    named |= {one.provision for one in LINKS.values()}

    assert all(version(key, FIRST_DAY) for key in named)


def test_every_provision_has_a_source_and_every_source_is_listed():
    marks = {row["mark"] for row in rows("sources.csv")}
    used = {mark for one in provisions() for mark in re.findall(r"S\d+|M", one.source)}

    assert used <= marks
    assert all(re.findall(r"S\d+|M", one.source) for one in provisions())


def test_a_provision_is_called_by_a_short_name_and_says_whether_it_was_read():
    host, content = version("host", FIRST_DAY), version("host_content", date(2024, 1, 1))

    assert host.short == "Kommuneloven 1992 § 28-1 a"
    assert content.short == "Kommuneloven § 20-4"
    assert version("guide_37", FIRST_DAY).short == (
        "Veileder til partnerskapsavtalen (KS og Nav, versjon 3.0) punkt 3.7"
    )
    assert (host.read, content.read) == (False, False)
    assert version("nav_13", FIRST_DAY).read
    assert version("sotjl_44", FIRST_DAY).read  # "S13 (2016 text)": read, in an older copy


@pytest.mark.parametrize("row", rows("traps.csv"), ids=lambda row: row["trap"])
def test_every_trap_has_its_test(row):
    text = (Path(__file__).parent / "test_traps.py").read_text(encoding="utf-8")

    assert f"def {row['test']}(" in text


def test_tables_have_a_value_in_every_column_that_needs_one():
    for file in TABLES.glob("*.csv"):
        with file.open(encoding="utf-8", newline="") as opened:
            for row in csv.DictReader(opened):
                assert None not in row, (file.name, row)
                assert None not in row.values(), (file.name, row)


# --- Words -------------------------------------------------------------------------------


def test_messages_are_tidy():
    assert {str(one.name) for one in services().values()} <= set(messages())
    for text in messages():
        assert text == text.strip()
        assert "  " not in text
        assert "NAV" not in text
        assert text.count("%(") == len(re.findall(r"%\(\w+\)s", text))


def test_a_reason_can_be_said_in_another_language():
    english = {
        "Fra %(day)s er det %(who)s.": "From %(day)s it is %(who)s.",
        "vertskommunen": "the host",
    }
    who = RELATION_LABELS[Relation.HOST]
    one = Reason("Fra %(day)s er det %(who)s.", (("who", who), ("day", date(2020, 11, 9))))

    assert str(one) == "Fra 9. november 2020 er det vertskommunen."
    assert one.said(lambda text: english.get(text, text), str) == "From 2020-11-09 it is the host."


@pytest.mark.parametrize("module", ["authority", "authority.coverage"])
def test_the_examples_in_docstrings_run(module):
    found = doctest.testmod(importlib.import_module(f"tospann.engines.{module}"))

    assert (found.attempted > 0, found.failed) == (True, 0)


def test_every_public_name_exists_and_is_explained():
    for name in authority.__all__:
        value = getattr(authority, name)
        if callable(value):
            assert value.__doc__, name
