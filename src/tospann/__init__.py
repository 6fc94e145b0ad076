"""Tospann: where the state and the municipalities steer a Nav office together."""

__version__ = "0.1.0"
