"""Today's structure, from which office serves which municipality."""

from tospann.engines.structure.gathering.work import Work, count, listed, living
from tospann.engines.structure.public import Piece, Rows


def offices(work: Work) -> None:
    """Today's structure, from which office serves which municipality."""
    units, serves = work.of("units"), work.of("serves")
    if units is None and serves is None:
        return
    if units is None or serves is None:
        piece = (units or serves or (Piece("", "", ""), []))[0]
        lacking = "enhet/navkontorer" if units else "enhet"
        work.fault(
            piece.file, "", "Kontorene kan ikke leses av denne filen alene.",
            f"Ta også med NORGs {lacking}.",
        )  # fmt: skip
        return
    named = {row["unit"]: row["name"] for row in units[1]}
    inside = set(work.numbers)
    served: dict[str, list[str]] = {}
    for row in serves[1]:
        if row["municipality"] in inside and row["unit"] in named:
            members = served.setdefault(row["unit"], [])
            if row["municipality"] not in members:
                members.append(row["municipality"])
    taken: set[str] = set()
    rows: Rows = []
    guessed: list[str] = []
    for unit, members in sorted(served.items(), key=lambda one: min(one[1])):
        members = sorted(number for number in members if number not in taken)
        taken |= set(members)
        if not members:
            continue
        host, sure = _host(work, named[unit], members)
        if not sure:
            guessed.append(named[unit])
        for number in members:
            rows.append(_line(number, host, "own" if len(members) == 1 else "host"))
    alone = [number for number in work.numbers if number not in taken]
    rows += [_line(number, number, "own") for number in alone]
    work.tables["structures"] = sorted(rows, key=lambda row: row["municipality"])
    seat = {
        str(row.get("number", "")): row.get("seat", "")
        for row in work.tables.get("municipalities", [])
    }
    note = "Verten er sluttet av kontorets navn og folketallet. Listen sier ikke hvem det er."
    work.made["structures"] = (serves[0], "approximate", note)
    if guessed:
        work.notes.append(
            f"Hvem som er vert for {listed(guessed)}, står ikke. Kommunen med flest bosatte "
            "er brukt."
        )
    if alone:
        work.notes.append(
            f"{listed(alone)} står ikke i listen over kontor, og er satt til eget kontor."
        )
    if "presence" in work.given:
        return
    hosts = sorted({row["host"] for row in rows})
    work.tables["presence"] = [
        {"structure": "present", "site": seat[host], "days": "5"}
        for host in hosts
        if seat.get(host)
    ]
    work.made["presence"] = (
        Piece("", "assumed", "Åpne dager", source=("Åpne dager", "Tospann", "CC0"),
              date=serves[0].date),
        "illustrative",
        "Listen sier ikke hvor det er åpent. Fem dager hos verten er antatt.",
    )  # fmt: skip
    work.notes.append(
        f"{count(len(hosts))} kontor er satt til å være åpne fem dager i uken hos verten. "
        "Andre steder er ikke med. Vet dere mer, ta med tabellen presence."
    )


def _line(number: str, host: str, model: str) -> dict[str, str]:
    return {
        "structure": "present", "title": "Dagens kontorer", "municipality": number,
        "host": host, "model": model, "illustrative": "",
    }  # fmt: skip


def _host(work: Work, unit: str, members: list[str]) -> tuple[str, bool]:
    """The municipality the office is named after, else the one with most residents."""
    if len(members) == 1:
        return members[0], True
    words = unit.casefold().removeprefix("nav ").strip()
    for row in work.tables.get("municipalities", []):
        names = [part.strip().casefold() for part in str(row.get("name", "")).split(" - ")]
        if row.get("number") in members and words in names:
            return str(row["number"]), True
    people: dict[str, int] = {}
    for row in work.tables.get("places", []):
        number = str(row.get("municipality", ""))
        if number in members:
            people[number] = people.get(number, 0) + living(row)
    return max(members, key=lambda number: (people.get(number, 0), number)), False
