"""Where a layout lays what it finds: each cell looked up once, each doubt kept with its place.

A label or a number that comes a thousand times is understood once. Problems above the limit are
counted; the first of each kind are kept.
"""

from collections.abc import Callable, Mapping

from tospann.engines.tables import marks, regions, said
from tospann.engines.tables.cells import Cell, Grid, address, shown
from tospann.engines.tables.found import (
    Choice,
    Free,
    Note,
    Observation,
    Problem,
    Question,
    Reading,
)
from tospann.engines.tables.limits import Limits
from tospann.engines.tables.marks import Decimal, Value
from tospann.engines.tables.periods import period
from tospann.engines.tables.regions import Region
from tospann.engines.tables.register import Kind, Register, fold
from tospann.engines.tables.words import Message, Reason, reason

STEP = 10_000  # observations between two reports of progress


class Desk:
    """One sheet being read into a reading."""

    def __init__(
        self,
        reading: Reading,
        grid: Grid,
        register: Register,
        answers: Mapping[str, str],
        limits: Limits,
        progress: Callable[[int, int], None] | None = None,
    ) -> None:
        """Nothing is read yet."""
        self.reading = reading
        self.grid = grid
        self.register = register
        self.answers = answers
        self.limits = limits
        self.progress = progress
        self._decimal: Decimal | None = None
        self._values: dict[tuple[Cell, bool | None], Value | None] = {}
        self._regions: dict[
            tuple[Cell, int | None, str, Kind | None], Region | Message | None
        ] = {}
        self._periods: dict[Cell, str | None] = {}
        self._asked = {one.key for one in reading.questions}
        self._noted: set[str] = set()

    # --- Say ------------------------------------------------------------------------------

    def problem(
        self, code: str, message: Message, row: int, column: int, *, blocking: bool = True,
        **params: object,
    ) -> None:  # fmt: skip
        """Keep a problem with the cell it stands in."""
        reading = self.reading
        if len(reading.problems) >= self.limits.problems:
            reading.more_problems += 1
            return
        cells = self.grid.rows[row] if 0 <= row < len(self.grid.rows) else []
        found = shown(cells[column]) if 0 <= column < len(cells) else ""
        place = address(row, column)
        text = reason(message, found=found[:60], address=place, sheet=self.grid.name, **params)
        reading.problems.append(Problem(code, text, self.grid.name, place, found[:200], blocking))

    def note(self, code: str, message: Message, row: int = 0, column: int = 0, **params: object
             ) -> None:  # fmt: skip
        """Keep a note, once for each code and sheet."""
        if code not in self._noted:
            self._noted.add(code)
            text = reason(message, sheet=self.grid.name, **params)
            self.reading.notes.append(Note(code, text, self.grid.name, address(row, column)))

    def ask(
        self,
        key: str,
        message: Message,
        choices: tuple[tuple[str, Message | Reason], ...] = (),
        *,
        free: Free = Free.NO,
        row: int = 0,
        column: int = 0,
        **params: object,
    ) -> str | None:
        """The answer to a question, or None once it has been asked.

        An answer that is not among the choices is asked for again.
        """
        answer = self.answers.get(key)
        if answer is not None and (free or answer in {value for value, _text in choices}):
            return answer
        if key not in self._asked:
            self._asked.add(key)
            self.reading.questions.append(
                Question(
                    key,
                    reason(message, sheet=self.grid.name, **params),
                    tuple(
                        Choice(value, text if isinstance(text, Reason) else reason(text, **params))
                        for value, text in choices
                    ),
                    free,
                    self.grid.name,
                    address(row, column),
                )
            )
        return None

    # --- Understand -----------------------------------------------------------------------

    @property
    def decimal(self) -> Decimal:
        """The decimal sign: what the person answered, or what the grid gives away."""
        if self._decimal is None:
            answer = self.answers.get(f"decimal:{self.grid.name}")
            known = {one.value for one in Decimal}
            if answer in known and answer != Decimal.UNKNOWN:
                self._decimal = Decimal(answer)
            else:
                self._decimal = marks.decimal_of(self.grid)
        return self._decimal

    def value(
        self, cell: Cell, row: int, column: int, *, dash_zero: bool | None = None
    ) -> Value | None:
        """The number or mark of a cell, or None where it had to be asked or is wrong."""
        found = self._values.get((cell, dash_zero))
        if found is None:
            found = self._value(cell, row, column, dash_zero)
            if found is not None:
                self._values[cell, dash_zero] = found
        return found

    def _value(self, cell: Cell, row: int, column: int, dash_zero: bool | None) -> Value | None:
        try:
            return marks.value(cell, self.decimal, dash_zero=dash_zero)
        except marks.Ambiguous:
            self.ask(
                f"decimal:{self.grid.name}",
                said.ASK_DECIMAL,
                ((Decimal.COMMA.value, said.COMMA), (Decimal.POINT.value, said.POINT)),
                row=row,
                column=column,
                found=shown(cell),
            )
        except marks.Dash:
            answer = self.ask(
                f"dash:{self.grid.name}",
                said.ASK_DASH,
                (("zero", said.DASH_ZERO), ("missing", said.DASH_MISSING)),
                row=row,
                column=column,
            )
            if answer:
                return marks.value(cell, self.decimal, dash_zero=answer == "zero")
        except marks.Unknown:
            self.problem("unknown_sign", _cure(cell), row, column)
        return None

    def region(
        self,
        cell: Cell,
        row: int,
        column: int,
        *,
        year: int | None = None,
        county: str = "",
        kind: Kind | None = None,
    ) -> Region | None:
        """The place of a label, or None where it is unknown, asked about or left out."""
        key = (cell, year, county, kind)
        if key not in self._regions:
            self._regions[key] = self._region(cell, row, column, year, county, kind)
        found = self._regions[key]
        if isinstance(found, Region):
            return found
        if found is not None:
            message = said.NO_LABEL if not shown(cell).strip() else found
            self.problem("unknown_region", message, row, column)
        return None

    def _region(
        self, cell: Cell, row: int, column: int, year: int | None, county: str, kind: Kind | None
    ) -> Region | Message | None:
        try:
            return regions.resolve(cell, self.register, year=year, county=county, kind=kind)
        except regions.NoPlace:
            self.note("left_out", said.LEFT_OUT, row, column, found=shown(cell))
        except regions.UnknownPlace:
            return said.UNKNOWN_REGION
        except regions.Disagree as fault:
            self.problem("name_and_number", said.DISAGREE, row, column, name=str(fault))
        except regions.SeveralPlaces as several:
            label = shown(cell).strip()
            choices = tuple(
                (f"{one.kind.value}:{one.code}", reason(said.PLACE, code=one.code, name=one.name))
                for one in several.units
            )
            answer = self.ask(
                f"region:{fold(label)}",
                said.ASK_REGION,
                choices,
                row=row,
                column=column,
                found=label,
            )
            for one in several.units:
                if answer == f"{one.kind.value}:{one.code}":
                    return Region(one.kind, one.code, one.name, label)
        return None

    def period(self, cell: Cell, row: int, column: int) -> str | None:
        """The time of a cell in its one form, or None with a problem kept."""
        if cell not in self._periods:
            self._periods[cell] = period(cell)
        found = self._periods[cell]
        if found is None:
            self.problem("unknown_period", said.UNKNOWN_PERIOD, row, column)
        return found

    def asked_period(self, row: int = 0) -> str | None:
        """The time of a table that does not tell: the person's answer, or None once asked."""
        key = f"period:{self.grid.name}"
        if found := period(self.answers.get(key, "")):
            return found
        self._again(key, said.ASK_PERIOD, Free.PERIOD, row)
        return None

    def asked_region(self, row: int = 0) -> Region | None:
        """The place of a table that does not tell: the person's answer, or None once asked."""
        key = f"place:{self.grid.name}"
        try:
            return regions.resolve(self.answers.get(key, ""), self.register)
        except (regions.UnknownPlace, regions.NoPlace, regions.Disagree, regions.SeveralPlaces):
            self._again(key, said.ASK_ONE_REGION, Free.REGION, row)
        return None

    def _again(self, key: str, message: Message, free: Free, row: int) -> None:
        """Ask a question whose answer is missing or is no answer."""
        if key not in self._asked:
            self._asked.add(key)
            text = reason(message, sheet=self.grid.name)
            place = address(row, 0)
            self.reading.questions.append(
                Question(key, text, free=free, sheet=self.grid.name, address=place)
            )

    # --- Lay down -------------------------------------------------------------------------

    def observe(
        self,
        region: Region,
        period: str,
        measure: str,
        splits: tuple[tuple[str, str], ...],
        value: Value,
        row: int,
        column: int,
        unit: str = "",
        numerator: float | None = None,
        denominator: float | None = None,
        code: str = "",
    ) -> None:
        """Keep one figure."""
        kept = self.reading.observations
        kept.append(
            Observation(
                region,
                period,
                measure,
                splits,
                value.value,
                value.mark,
                value.below,
                numerator,
                denominator,
                value.unit or unit,
                self.grid.name,
                row,
                column,
                code,
            )
        )
        if self.progress and len(kept) % STEP == 0:
            self.progress(row + 1, len(self.grid.rows))


def _cure(cell: Cell) -> Message:
    """The sentence for a sign nobody knows, as exact as the sign allows."""
    text = shown(cell).strip()
    if text.startswith("#"):
        return said.FORMULA_ERROR
    if text[:1] == "=":
        return said.FORMULA_TEXT
    return said.UNKNOWN_SIGN
