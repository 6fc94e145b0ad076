"""What the engine answers when it has no answer: sentences a person can act on."""

from dataclasses import dataclass


class NoAnswer(Exception):
    """The question has no answer that can be stood by. Never replaced by a number."""


@dataclass(frozen=True)
class Fault:
    """One thing wrong in one table: where, what, and the cure."""

    table: str
    row: int | None  # counted from 1, the header line being 1; None = the whole table
    column: str
    what: str
    cure: str

    def __str__(self) -> str:
        row = f", rad {self.row}" if self.row is not None else ""
        column = f", kolonnen {self.column}" if self.column else ""
        return f"{self.table}{row}{column}: {self.what} {self.cure}"


class BadData(NoAnswer):
    """The tables cannot be used. `faults` says where and how to mend each."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        self.faults = faults
        super().__init__("\n".join(str(fault) for fault in faults))

    def __reduce__(self) -> tuple:  # whole from one process to another
        return type(self), (self.faults,)


class Infeasible(NoAnswer):
    """No structure keeps every rule. `conflict` is a smallest set of rules that clash."""

    def __init__(self, conflict: tuple[str, ...], help_: tuple[str, ...] = ()) -> None:
        self.conflict, self.help = conflict, help_
        super().__init__("Disse kravene kan ikke oppfylles samtidig: " + "; ".join(conflict))

    def __reduce__(self) -> tuple:  # whole from one process to another
        return type(self), (self.conflict, self.help)


class Stopped(NoAnswer):
    """Time ran out, or somebody cancelled, before any answer was found."""
