"""Structures beside a curve: each has its letter, and none lies on another."""

import re

from tospann.engines.structure import norwegian
from tospann.engines.structure.charts import Axis, Line, Mark, curve

AXIS = Axis("Kroner", norwegian.whole)


def test_marks_on_the_same_point_are_lifted_apart_and_told_by_name():
    marks = [Mark("A", "I dag", (2, 2)), Mark("B", "Nytt", (2, 2)), Mark("C", "Eldre", (1, 3))]

    drawn = curve("Avveiningen", AXIS, AXIS, [Line("Best", [(1, 3), (3, 1)])], marks=marks)

    rings = re.findall(r'<circle cx="([\d.]+)" cy="([\d.]+)" r="10"', drawn)
    in_curve = [(float(x), float(y)) for x, y in rings][:3]
    assert in_curve[0][0] == in_curve[1][0]
    assert in_curve[0][1] - in_curve[1][1] >= 20
    assert "Nytt: 2 og 2." in drawn
    assert drawn.count(">B<") == 2  # on the curve and in the key
