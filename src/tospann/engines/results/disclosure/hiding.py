"""What is hidden in a system, with the proof that it is enough."""

from dataclasses import dataclass, field

from .bands import Role
from .moves import PATIENT, Move
from .system import System

Aims = dict[int, tuple[int, int]]  # figure -> how far down and up it must be able to go


@dataclass(slots=True)
class Hiding:
    """What is hidden in a system, and the proof that it is enough.

    proof : for each protected figure the moves that reach its lowest and its highest value.
    ahead : how the moves are searched for, see `moves.find`.
    """

    hidden: set[int] = field(default_factory=set)
    proof: dict[int, tuple[Move, Move]] = field(default_factory=dict)
    ahead: int = PATIENT

    def reach(self, system: System, figure: int) -> tuple[int, int]:
        """The proven range of a protected figure: no reader can tell more than this."""
        down, up = self.proof[figure]
        value = system.value[figure]
        return value + down.get(figure, 0), value + up.get(figure, 0)

    def protects(self, system: System) -> dict[int, list[int]]:
        """For each figure hidden for the sake of others: those others."""
        for_whom: dict[int, list[int]] = {f: [] for f in self.hidden if is_secondary(system, f)}
        for figure, (down, up) in self.proof.items():
            for other in {*down, *up} & for_whom.keys():
                for_whom[other].append(figure)
        return {other: sorted(figures) for other, figures in for_whom.items()}


def is_secondary(system: System, figure: int) -> bool:
    """Is the figure one that may be hidden for the sake of others only?"""
    return system.role[figure] is Role.FREE
