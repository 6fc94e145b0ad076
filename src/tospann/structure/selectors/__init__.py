"""Reads of the office structure."""
