"""Results: signal told from noise, goals told from activity, small numbers kept from view.

Pure arithmetic on plain values; no framework and no database.
"""
