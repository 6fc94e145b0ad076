"""Where offices lie and which municipalities share one: measures, proposals and their proof."""

from tospann.engines.structure import compiled

compiled.find_a_place()  # before anything here loads numba, whoever started us
