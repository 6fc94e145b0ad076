"""What people fill in about the office structure."""

from tospann.structure.forms.rules import KINDS, SIZES, About, Limits, Weights, is_general
from tospann.structure.forms.scenarios import Drawing, Naming, Outside, Revision, Start, Title

__all__ = [
    "KINDS",
    "SIZES",
    "About",
    "Drawing",
    "Limits",
    "Naming",
    "Outside",
    "Revision",
    "Start",
    "Title",
    "Weights",
    "is_general",
]
