"""Reads of the figures. Nothing here reads a measurement but the forms that correct one."""
