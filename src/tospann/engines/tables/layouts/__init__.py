"""The layouts that are recognised, one file each. The order is the order of the reference page."""

from tospann.engines.tables.layouts import (
    imdi,
    nav_job_seekers,
    nav_press,
    nav_reduced_capacity,
    own_month,
    own_table,
    ssb_commuting,
    ssb_sick_leave,
    ssb_statbank,
    tidy_long,
)
from tospann.engines.tables.layouts.layout import Layout

ALL: tuple[Layout, ...] = (
    own_table.LAYOUT,
    own_month.LAYOUT,
    ssb_statbank.LAYOUT,
    ssb_commuting.LAYOUT,
    ssb_sick_leave.LAYOUT,
    nav_job_seekers.LAYOUT,
    nav_reduced_capacity.LAYOUT,
    nav_press.LAYOUT,
    tidy_long.LAYOUT,
    imdi.LAYOUT,
)
