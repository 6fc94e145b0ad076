"""Who may decide what, for whom, when and why: law and agreement as data, findings with reasons.

>>> from datetime import date
>>> from tospann.engines.authority import (
...     STATE, Employment, Facts, Municipality, Question, Stay, answer
... )
>>> facts = Facts(municipalities=(
...     Municipality("1841", "Fauske", "Nordland", "Statsforvalteren i Nordland"),
... ))
>>> job = Employment(STATE, "stilling 1", since=date(2020, 1, 1))
>>> found = answer(facts, Question("S6", Stay("1841"), (job,), date(2024, 1, 1)))
>>> str(found.code), str(found.evidence[0])
('D', 'Arbeidsforholdet gjelder denne dagen: stilling 1, 1. januar 2020')
"""
