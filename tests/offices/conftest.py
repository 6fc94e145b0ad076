"""A register small enough to hold in the head, and Nordland's own."""

from dataclasses import replace
from datetime import date

import pytest

from offices.rows import SOURCE, coverage, municipality, office
from tospann.access.actor import STRANGER
from tospann.demo import offices as demo
from tospann.offices.actions import load_register
from tospann.offices.register import PopulationRow, Register


@pytest.fixture
def small() -> Register:
    """Fjordbygd and Ås, an office each, and one figure that opens the register in 2015."""
    return Register(
        sources=[SOURCE],
        municipalities=[municipality("9901", "Fjordbygd"), municipality("9902", "Ås")],
        offices=[office("9901", "Nav Fjordbygd"), office("9902", "NAV Ås")],
        coverages=[coverage("9901", "9901"), coverage("9902", "9902")],
        populations=[PopulationRow("9901", 2015, 1000, "kilde")],
    )


@pytest.fixture
def load(db):
    """Load a register, with some of its tables replaced."""

    def loaded(register, **tables):
        return load_register(actor=STRANGER, register=replace(register, **tables))

    return loaded


@pytest.fixture
def nordland(db) -> None:
    demo.load(STRANGER)


@pytest.fixture
def on_2026(monkeypatch) -> date:
    """Pages and checks that end today end on a fixed day."""
    day = date(2026, 11, 22)
    monkeypatch.setattr("tospann.base.clock.today", lambda: day)
    return day
