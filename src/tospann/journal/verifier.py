#!/usr/bin/env python3
# ruff: noqa: T201, PTH123 - it talks to a terminal, and knows old Pythons
"""Kontrollerer en nedlastet journal fra Tospann. Trenger bare Python 3.8 eller nyere.

    python kontroll.py eksport.jsonl hoder.txt [--old-head gammelt.txt] [--key NØKKEL]

Den regner ut hele kjeden på nytt, kontrollerer signaturen på hvert hode, og ser etter at
gamle hoder du har tatt vare på, fortsatt passer. Svaret er 0 når alt stemmer, 1 når noe er
galt, 2 når en fil ikke lar seg lese. Skriptet bruker ikke nettet og deler ingen kode med
Tospann: Ed25519 er skrevet etter RFC 8032, notene etter C2SP signed-note.
"""

import argparse
import base64
import hashlib
import json
import sys

START = "0" * 64
ORIGIN = "tospann-journal"

# --- Ed25519 (RFC 8032, 5.1): is this signature made with the key? -----------------------

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT = pow(2, (P - 1) // 4, P)  # of -1


def add(a, b):
    """The sum of two points in extended coordinates (X, Y, Z, T)."""
    m, n = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    t, z = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    e, f, g, h = n - m, z - t, z + t, n + m
    return (e * f % P, g * h % P, f * g % P, e * h % P)


def times(number, point):
    """The point added to itself, `number` times in all."""
    total = (0, 1, 1, 0)
    while number:
        if number & 1:
            total = add(total, point)
        point, number = add(point, point), number >> 1
    return total


def point_of(raw):
    """The point behind 32 bytes, or None when there is none."""
    y = int.from_bytes(raw, "little")
    sign, y = y >> 255, y & ((1 << 255) - 1)
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT % P
    if (x * x - square) % P or (x == 0 and sign):
        return None
    x = P - x if x & 1 != sign else x
    return (x, y, 1, x * y % P)


BASE = point_of(bytes([0x58] + [0x66] * 31))


def holds(key, message, signature):
    """Whether the 64 bytes sign the message with the 32-byte key."""
    if len(key) != 32 or len(signature) != 64:
        return False
    owner, r = point_of(key), point_of(signature[:32])
    s = int.from_bytes(signature[32:], "little")
    if owner is None or r is None or s >= L:
        return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % L
    left, right = times(s, BASE), add(r, times(h, owner))
    return not (
        (left[0] * right[2] - right[0] * left[2]) % P
        or (left[1] * right[2] - right[1] * left[2]) % P
    )


# --- The files ---------------------------------------------------------------------------


def read_chain(path, say):
    """The hash after each entry, by number; what does not follow is said."""
    hashes, previous, withheld = {0: START}, START, 0
    with open(path, encoding="utf-8") as lines:
        for expected, line in enumerate((line for line in lines if line.strip()), 1):
            entry = json.loads(line)
            number, content, digest = entry["number"], entry["content"], entry["digest"]
            if number != expected:
                say(f"Oppføring {expected}: her står nummer {number}. Noe mangler.")
            if content is None:
                withheld += 1
            else:
                if hashlib.sha256(content.encode()).hexdigest() != digest:
                    say(f"Oppføring {number}: innholdet er et annet enn summen sier.")
                if json.loads(content)["number"] != number:
                    say(f"Oppføring {number}: innholdet hører til et annet nummer.")
            if entry["previous"] != previous:
                say(f"Oppføring {number}: følger ikke etter den som står foran.")
            link = hashlib.sha256(bytes.fromhex(entry["previous"]) + bytes.fromhex(digest))
            if link.hexdigest() != entry["hash"]:
                say(f"Oppføring {number}: kjedesummen stemmer ikke.")
            hashes[number] = previous = entry["hash"]
    return hashes, withheld


def read_notes(path):
    """Key (or empty) and signed notes: (number, hash, signed text, signature with key id)."""
    key, notes = "", []
    with open(path, encoding="utf-8") as file:
        lines = [line.rstrip("\r\n") for line in file]
    for n, line in enumerate(lines):
        if line.startswith(ORIGIN + "+"):
            key = line
        if line.strip() == ORIGIN:
            signed = next((x for x in lines[n + 3 : n + 6] if x.startswith("— " + ORIGIN)), "")
            number, root = int(lines[n + 1]), base64.b64decode(lines[n + 2]).hex()
            text = f"{ORIGIN}\n{number}\n{lines[n + 2]}\n".encode()
            notes.append((number, root, text, base64.b64decode(signed.rpartition(" ")[2])))
    return key, notes


def check_notes(notes, key, hashes, called, say):
    """Say which notes are not signed with the key, or not of this chain."""
    raw = base64.b64decode(key.split("+", 2)[2])[1:]
    key_id = hashlib.sha256(f"{ORIGIN}\n".encode() + b"\x01" + raw).digest()[:4]
    seen = {}
    for number, root, text, signature in notes:
        if signature[:4] != key_id:
            say(f"{called} {number}: er signert med en annen nøkkel.")
        elif not holds(raw, text, signature[4:]):
            say(f"{called} {number}: signaturen er falsk.")
        if number not in hashes:
            say(f"{called} {number}: journalen har færre oppføringer nå. Noe er tatt bort.")
        elif hashes[number] != root:
            say(f"{called} {number}: journalen er en annen nå enn da hodet ble signert.")
        if seen.setdefault(number, root) != root:
            say(f"{called} {number}: det finnes to hoder med samme nummer og ulikt innhold.")


def main(arguments=None):
    """Run the check; see the top of the file."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("export", help="eksport.jsonl")
    parser.add_argument("heads", help="hoder.txt")
    parser.add_argument("--old-head", action="append", default=[], help="hoder du har spart på")
    parser.add_argument("--key", default="", help="nøkkelen du har spart på")
    given = parser.parse_args(arguments)
    faults = []
    try:
        hashes, withheld = read_chain(given.export, faults.append)
        published, notes = read_notes(given.heads)
        old = []
        for path in given.old_head:
            kept = read_notes(path)[1]
            old += kept
            if not kept:
                raise ValueError(f"{path} har ikke noe hode")
        key = given.key or published
        if given.key and published != given.key:
            faults.append("Nøkkelen som er publisert, er en annen enn den du har spart på.")
        check_notes(notes, key, hashes, "Hode", faults.append)
        check_notes(old, key, hashes, "Spart hode", faults.append)
    except (OSError, ValueError, KeyError, TypeError, IndexError) as error:
        print(f"Filene lar seg ikke lese: {error!r}", file=sys.stderr)
        return 2
    last, signed = max(hashes), max((note[0] for note in notes + old), default=0)
    print(f"Oppføringer: {last}, hvorav {withheld} uten innhold (ikke åpne for alle).")
    print(f"Signerte hoder: {len(notes)}. Det nyeste dekker oppføring {signed}.")
    print(f"Spart på av deg: {len(old)} hoder.")
    if not old:
        print("Uten et hode du selv har spart på, kan hele journalen være skrevet om.")
    if signed < last:
        print(f"Oppføring {signed + 1} til {last} er ikke signert ennå.")
    for fault in faults:
        print(f"FEIL: {fault}")
    print(f"Journalen stemmer ikke: {len(faults)} feil." if faults else "Journalen stemmer.")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
