"""The services an office can hold: M mandatory, O optional municipal, S state."""

from dataclasses import dataclass
from functools import cache

from tospann.engines.authority.codes import Group
from tospann.engines.authority.law import rows
from tospann.engines.authority.words import Message, Unanswerable, known

UNKNOWN_SERVICE = Message("Tjenesten «%(code)s» finnes ikke. Velg en fra tabellen.")


@dataclass(frozen=True, slots=True)
class Service:
    """A service: its group, the provision a decision rests on, and who treats an appeal."""

    code: str
    group: Group
    provision: str
    appeal: str  # state, governor, sector or none
    name: Message


@cache
def services() -> dict[str, Service]:
    """Every service by its code, in the order of the table. Read once per process."""
    return {row["code"]: _service(row) for row in rows("services.csv")}


def _service(row: dict[str, str]) -> Service:
    name = row["name"]
    return Service(
        row["code"], Group(row["group"]), row["provision"], row["appeal"], Message(name)
    )


def service(code: str) -> Service:
    """The service with this code. Raises `Unanswerable` when there is none."""
    found = services().get(code)
    if found is None:
        raise Unanswerable(UNKNOWN_SERVICE, code=code)
    return found


def messages() -> tuple[str, ...]:
    """Every text of the engine that may be translated, sorted; the services' names too."""
    services()
    return known()
