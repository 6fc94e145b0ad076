"""The tables people bring – pasted text or files – read into observations.

>>> from tospann.engines.tables import Register, Unit, read
>>> register = Register((Unit("1841", "Fauske - Fuossko"),))
>>> table = "indikator;kommune;periode;verdi;merke\\nVenter;1841 Fauske;2026K1;1 204,5;"
>>> found = read(table.encode(), "venter.csv", register=register)
>>> found.layout, found.observations[0].value, found.observations[0].address
('own_table', 1204.5, 'D2')
"""

from tospann.engines.tables.cells import Cell, Grid, address
from tospann.engines.tables.found import (
    Choice,
    Free,
    Note,
    Observation,
    Problem,
    Question,
    Reading,
    Step,
)
from tospann.engines.tables.layouts import ALL as LAYOUTS
from tospann.engines.tables.layouts.layout import Layout
from tospann.engines.tables.layouts.own_table import written
from tospann.engines.tables.limits import LIMITS, Limits
from tospann.engines.tables.marks import MEANINGS, Mark
from tospann.engines.tables.periods import period
from tospann.engines.tables.reading import read
from tospann.engines.tables.refusals import Unreadable
from tospann.engines.tables.regions import Region
from tospann.engines.tables.register import Change, Kind, Register, Unit
from tospann.engines.tables.vintages import Vintage, convert, vintage
from tospann.engines.tables.words import Message, Reason

__all__ = [
    "LAYOUTS",
    "LIMITS",
    "MEANINGS",
    "Cell",
    "Change",
    "Choice",
    "Free",
    "Grid",
    "Kind",
    "Layout",
    "Limits",
    "Mark",
    "Message",
    "Note",
    "Observation",
    "Problem",
    "Question",
    "Reading",
    "Reason",
    "Region",
    "Register",
    "Step",
    "Unit",
    "Unreadable",
    "Vintage",
    "address",
    "convert",
    "period",
    "read",
    "vintage",
    "written",
]
