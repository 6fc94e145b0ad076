"""Where text from people comes in: nothing about one who uses Nav is let through.

There are two doors. Every form is a `base.forms.Form`, which refuses at the field. Every write
is an `@action`, which calls `admit` with all it was given before anything is written, so that
commands, imports and whatever comes later meet the same check.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any

from django.core.files.base import File
from django.utils.translation import gettext_lazy as _

from tospann.base.errors import AboutAPerson, IdentityNumber, OnePersonsCase, PhoneAndName
from tospann.engines.personal import Kind, digits_in, signs

_REFUSALS: dict[Kind, type[AboutAPerson]] = {
    Kind.IDENTITY_NUMBER: IdentityNumber,
    Kind.PHONE_AND_NAME: PhoneAndName,
    Kind.CASE: OnePersonsCase,
}
CODES = frozenset(refusal.code for refusal in _REFUSALS.values())

# What an action is given that no person wrote, and that is never kept as it came.
NOT_WRITTEN = frozenset({"actor", "password", "sha256", "token"})
# What people call that which an action is given.
_LABELS = {
    "because": _("Begrunnelse"),
    "about": _("Hva er det som ikke går sammen?"),
    "area": _("Hvilke kommuner?"),
    "bodies": _("Høringsinstanser"),
    "body": _("Utkastet"),
    "case_reference": _("Saksnummer"),
    "choices": _("Valgene"),
    "code": _("Kode"),
    "definition": _("Definisjon"),
    "decided_by": _("Hvem gjorde vedtaket?"),
    "decided_where": _("Hvor ble det avklart?"),
    "details": _("Mer om hendelsen"),
    "email": _("E-postadresse"),
    "figures": _("Tallene"),
    "followed": _("Hva kom av det?"),
    "introduction": _("Innledning"),
    "name": _("Navn"),
    "next_step": _("Hva gjør dere nå?"),
    "note": _("Hva skal det vise?"),
    "partners": _("Hvem må være med for at det skal snu?"),
    "questions": _("Spørsmål"),
    "reason": _("Begrunnelse"),
    "remark": _("Hva må rettes?"),
    "register": _("Registeret"),
    "replies": _("Svar"),
    "rule": _("Egen regel"),
    "source": _("Kilde"),
    "story": _("Hva ligger bak tallet?"),
    "text": _("Teksten"),
    "title": _("Tittel"),
    "upload": _("Filnavn"),
    "works": _("Hva vet vi at virker?"),
}
_JOINED = re.compile(r"(?<=\w)[-.+](?=[^\W\d])")  # words of a file's name

# What XML cannot hold, what turns the direction of the text that follows, and other signs that
# are not seen; tabs and line ends are.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
_OTHER_BREAKS = re.compile("[\x0b\x0c\x85\u2028\u2029]")  # as word processors end lines and pages


def readable(text: str, *, line_end: str = " ") -> str:
    """The text without control characters; unusual line and page ends become `line_end`."""
    return _UNSEEN.sub("", _OTHER_BREAKS.sub(line_end, text))


def admit(given: Mapping[str, Any]) -> None:
    """Let an action have what it was given, or refuse with a subclass of `AboutAPerson`."""
    seen: set[str] = set()  # a large import says the same few words many times
    for name, value in given.items():
        if name in NOT_WRITTEN:
            continue
        for path, text in _texts(value):
            if text in seen:
                continue
            seen.add(text)
            label = str(_LABELS.get(name, name))
            refuse(text, field=f"{label} ({', '.join(path)})" if path else label)


def refuse(text: str, *, field: str, phones: bool = True) -> None:
    """Refuse with a subclass of `AboutAPerson` when the text seems to be about a person."""
    if found := signs(text, phones=phones):
        raise _REFUSALS[found[0].kind](field=field, around=found[0].around)


def refusal_in(value: Any, *, field: str) -> AboutAPerson | None:
    """Why something sent in a form is refused; None when it may come in."""
    try:
        for _path, text in _texts(value):
            refuse(text, field=field)
    except AboutAPerson as refusal:
        return refusal
    return None


def _texts(value: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    """Every text inside a value, however deep, with the way to it. Rows count from 1."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, File):
        yield path, _JOINED.sub(" ", value.name or "")
        yield path, value.name or ""
    elif isinstance(value, int):
        if digits := digits_in(value):
            yield path, digits
    elif isinstance(value, Mapping):
        for key, one in value.items():
            yield from _texts(key, path)
            yield from _texts(one, (*path, str(key)))
    elif isinstance(value, list | tuple | set | frozenset):
        for number, one in enumerate(value, start=1):
            yield from _texts(one, (*path, str(number)))
    elif is_dataclass(value) and not isinstance(value, type):
        for name in _names(type(value)):
            one = getattr(value, name)
            if isinstance(one, str):
                yield (*path, name), one
            elif one is not None:
                yield from _texts(one, (*path, name))


@cache
def _names(kind: type) -> tuple[str, ...]:
    """The fields of a dataclass."""
    return tuple(one.name for one in fields(kind))
