"""What Tospann computes: pure Python that knows no framework, database, clock or setting.

Each engine is usable alone, in a notebook or from the command line.
"""
