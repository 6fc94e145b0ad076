"""What people ask for as plain data: rules to JSON and back, in the order of the command line.

A rule is its name with its fields, as `{"rule": "AtLeastFte", "fte": 15}`. Fields are read from
the classes of `rules.py`, so a rule that is added there can be asked for here.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import MISSING, Field, fields
from typing import Any, get_args, get_type_hints

from tospann.engines.structure.errors import BadData, Fault
from tospann.engines.structure.rules import (
    Apart,
    AtLeastAreas,
    AtLeastFte,
    AtLeastResidents,
    AtMostAreas,
    AtMostKroner,
    AtMostMembers,
    FieldsInTwos,
    FixedArea,
    Hosts,
    InsideGroups,
    Models,
    NeverHosts,
    RefusesHost,
    RefusesWith,
    Rule,
    StandsAlone,
    Together,
    WithinMinutes,
)

KINDS: dict[str, Any] = {kind.__name__: kind for kind in get_args(Rule)}
MEMBERS, MINUTES = 7, 90  # unless something else is asked for
ONCE = (  # these hold for all areas, so each is said once
    AtMostMembers,
    WithinMinutes,
    AtLeastFte,
    AtLeastResidents,
    FieldsInTwos,
    AtMostAreas,
    AtLeastAreas,
    AtMostKroner,
)
ORDER = (
    *ONCE,
    *(Together, Apart, RefusesWith, RefusesHost),
    *(StandsAlone, Hosts, NeverHosts, FixedArea, Models, InsideGroups),
)
TABLE = "rules"  # as faults name it


def rules_as(rules: Iterable[Rule]) -> list[dict[str, Any]]:
    """The rules as plain data that JSON keeps."""
    return [{"rule": type(rule).__name__, **_fields_as(rule)} for rule in rules]


def _fields_as(rule: Rule) -> dict[str, Any]:
    values = {each.name: getattr(rule, each.name) for each in fields(rule)}
    return {
        name: list(value) if isinstance(value, tuple) else value for name, value in values.items()
    }


def rules_from(data: Sequence[Mapping[str, Any]]) -> tuple[Rule, ...]:
    """What `rules_as` was given. A field with a default may be left out.

    Raises
    ------
    BadData
        With every fault by the number of the rule, counted from 1, and the name of the field: a
        rule nobody knows, a field unknown, missing or of the wrong kind, a rule that contradicts
        itself.
    """
    faults: list[Fault] = []
    made = [_rule(number, one, faults) for number, one in enumerate(data, start=1)]
    if faults:
        raise BadData(tuple(faults))
    return tuple(rule for rule in made if rule is not None)


def _rule(number: int, data: Any, faults: list[Fault]) -> Rule | None:
    """One rule, or None with what is wrong added to the faults."""

    def wrong(column: str, what: str, cure: str) -> None:
        faults.append(Fault(TABLE, number, column, what, cure))

    name = data.get("rule") if isinstance(data, Mapping) else None
    if not isinstance(name, str) or name not in KINDS:
        wrong("rule", "Kravet er ukjent.", f"Bruk {', '.join(KINDS)}.")
        return None
    kind, before = KINDS[name], len(faults)
    known = {each.name: each for each in fields(kind)}
    hints = get_type_hints(kind)
    given: dict[str, Any] = {}
    for key in data:
        if key != "rule" and key not in known:
            cure = f"Bruk {', '.join(known)}." if known else "Kravet har ingen felt."
            wrong(str(key), "Feltet er ukjent.", cure)
    for key, field in known.items():
        if key not in data:
            if _needed(field):
                wrong(key, "Feltet mangler.", "Ta det med.")
            continue
        fits, value = _value(hints[key], data[key])
        if fits:
            given[key] = value
        else:
            wrong(key, "Verdien er av feil slag.", f"Skriv {_wanted(hints[key])}.")
    if len(faults) > before:
        return None
    rule = kind(**given)
    if fault := rule.fault():
        wrong("", "Kravet gir ikke mening.", fault)
        return None
    return rule


def _needed(field: Field) -> bool:
    return field.default is MISSING and field.default_factory is MISSING


def _value(hint: Any, value: Any) -> tuple[bool, Any]:
    """Whether the value is of the kind, and the value as the rule has it."""
    single = isinstance(value, str | int | float) and not isinstance(value, bool)
    kinds = get_args(hint) if type(None) in get_args(hint) else (hint,)
    if value is None:
        return type(None) in kinds, None
    for kind in kinds:
        if kind is float and single and not isinstance(value, str) and math.isfinite(value):
            return True, value
        if kind in (int, str) and single and isinstance(value, kind):
            return True, value
        several = isinstance(value, list | tuple) and kind not in (int, float, str, type(None))
        if several and all(isinstance(one, str) for one in value):
            return True, tuple(value)
    return False, None


def _wanted(hint: Any) -> str:
    kinds = get_args(hint) if type(None) in get_args(hint) else (hint,)
    if int in kinds:
        return "et helt tall"
    if float in kinds:
        return "et tall"
    return "en tekst" if str in kinds else "en liste med tekster"


def ordered(rules: Iterable[Rule]) -> tuple[Rule, ...]:
    """Each rule once, in the order of the command line, with the limits it takes for granted.

    The order decides in which order the answer names the rules, so a command can only give the
    same answer when the question was asked in its order.

    Raises
    ------
    BadData
        If a rule about all areas is said twice with different limits.
    """
    said = list(dict.fromkeys(rules))
    kinds = [type(rule) for rule in said]
    if AtMostMembers not in kinds:
        said.append(AtMostMembers(MEMBERS))
    if WithinMinutes not in kinds:
        said.append(WithinMinutes(MINUTES))
    twice = [kind for kind in ONCE if kinds.count(kind) > 1]
    if twice:
        what, cure = "Kravet er stilt to ganger med ulik grense.", "Behold det ene."
        raise BadData(tuple(Fault(TABLE, None, kind.__name__, what, cure) for kind in twice))
    return tuple(
        sorted((rule for rule in said if type(rule) in ORDER), key=lambda r: ORDER.index(type(r)))
    )
