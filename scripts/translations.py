"""The words of the product in its languages, without GNU gettext on the machine.

    python scripts/translations.py extract   # bring the .po files up to date with the code
    python scripts/translations.py compile   # make the .mo files the program reads
    python scripts/translations.py check     # what is missing or does not agree; exit 1 if any

Message ids are bokmål. Nynorsk and English must be complete; North Sami covers what has been
translated, and the rest falls back to bokmål. The bokmål file holds only `REWORDED`: sentences
that Django and allauth have in English and that we say in other words than they do.
"""

import argparse
import csv
import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract as babel_extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "tospann"
LOCALE = SOURCE / "locale"
DOMAIN = Path("LC_MESSAGES") / "django.po"

COMPLETE = ("nn", "en")
PARTIAL = ("se",)
REWORDED_IN = ("nb", "nn")
LANGUAGES = (*COMPLETE, *PARTIAL, "nb")
PLURALS = {
    "nb": "nplurals=2; plural=(n != 1);",
    "nn": "nplurals=2; plural=(n != 1);",
    "en": "nplurals=2; plural=(n != 1);",
    "se": "nplurals=3; plural=(n == 1 ? 0 : n == 2 ? 1 : 2);",
}

KEYWORDS = {
    "Message": None,  # the sentences of the authority engine
    "_": None,
    "_l": None,
    "_now": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
# Tables whose words people read, and the columns they stand in.
TABLES = {
    "engines/authority/tables/services.csv": ("name",),
    "indicators/catalogue.csv": ("title", "definition", "unit", "base"),
}

REWORDED = (
    "This field is required.",
    "Enter a valid date.",
    "Enter a valid email address.",
    "Enter a whole number.",
    "Enter a number.",
    "Ensure this value is greater than or equal to %(limit_value)s.",
    "Ensure this value is less than or equal to %(limit_value)s.",
    (
        "Ensure this value has at most %(limit_value)d character (it has %(show_value)d).",
        "Ensure this value has at most %(limit_value)d characters (it has %(show_value)d).",
    ),
    "Select a valid choice. %(value)s is not one of the available choices.",
    "Select a valid choice. That choice is not one of the available choices.",
    "This password is too common.",
    "Incorrect code.",
    "Incorrect password.",
    "The email address and/or password you specified are not correct.",
    "Too many failed login attempts. Try again later.",
    "Please type your current password.",
    "You must type the same password each time.",
    "Use a security key",
    "Use authenticator app or code",
    "Use your password",
    "Master key",
    "Backup key",
    "Authenticator code",
)

PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w*\}")


# --- Extract ----------------------------------------------------------------------------


def messages_in(path: Path) -> Iterator[tuple[str | tuple[str, str], str | None]]:
    """Each message of a Python file or a template, with its context.

    Raises `SyntaxError` with the file's name when a tag cannot be read.
    """
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        # Django turns the tags into calls and everything else into X. What is left to mend
        # is indentation, which means nothing in a template and something in Python.
        text = "\n".join(line.strip() for line in templatize(text, str(path)).splitlines())
    for _line, message, _comments, context in babel_extract(
        "python", io.BytesIO(text.encode()), keywords=KEYWORDS, options={"encoding": "utf-8"}
    ):
        yield (tuple(message) if isinstance(message, (list, tuple)) else message), context


def sources() -> list[Path]:
    """Every file that may hold a message, in a fixed order."""
    found = [p for p in SOURCE.rglob("*") if p.suffix in {".py", ".html", ".txt"}]
    return sorted(p for p in found if "static" not in p.parts and "fonts" not in p.parts)


def in_code() -> Catalog:
    """Every message of the product, in code, templates and tables, with where it stands."""
    catalog = Catalog()
    for path in sources():
        for message, context in messages_in(path):
            if message and (message[0] if isinstance(message, tuple) else message):
                place = (path.relative_to(ROOT).as_posix(), 0)
                catalog.add(message, locations=[place], context=context)
    for name, columns in TABLES.items():
        path = SOURCE / name
        with path.open(encoding="utf-8", newline="") as table:
            for row in csv.DictReader(table):
                for text in filter(None, (row[column] for column in columns)):
                    catalog.add(text, locations=[(path.relative_to(ROOT).as_posix(), 0)])
    return catalog


def wanted(language: str, code: Catalog) -> Catalog:
    """What the file of one language should hold."""
    catalog = Catalog()
    if language != "nb":
        for message in code:
            if message.id:
                catalog.add(message.id, locations=message.locations, context=message.context)
    if language in REWORDED_IN:
        for text in REWORDED:
            catalog.add(text, auto_comments=["Django and allauth say this in English"])
    return catalog


# --- Files ------------------------------------------------------------------------------


def read(language: str) -> Catalog:
    """The file of a language as it stands; empty when there is none."""
    path = LOCALE / language / DOMAIN
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as opened:
        return read_po(opened, locale=language, abort_invalid=True)


def write(language: str, catalog: Catalog) -> None:
    """Write the file: sorted, and without dates or line numbers, so that branches merge."""
    path = LOCALE / language / DOMAIN
    path.parent.mkdir(parents=True, exist_ok=True)
    head = (
        'msgid ""\nmsgstr ""\n'
        f'"Language: {language}\\n"\n'
        '"MIME-Version: 1.0\\n"\n'
        '"Content-Type: text/plain; charset=UTF-8\\n"\n'
        '"Content-Transfer-Encoding: 8bit\\n"\n'
        f'"Plural-Forms: {PLURALS[language]}\\n"\n\n'
    )
    with path.open("wb") as opened:
        opened.write(head.encode())
        write_po(
            opened,
            catalog,
            width=92,
            omit_header=True,
            sort_output=True,
            ignore_obsolete=True,
            include_lineno=False,
        )


def merged(language: str, want: Catalog, have: Catalog) -> Catalog:
    """The wanted messages with the translations there are; new ones are left empty."""
    result = Catalog(locale=language)
    for message in want:
        if not message.id:
            continue
        old = have.get(message.id, message.context)
        same_shape = old is not None and isinstance(old.id, tuple) == message.pluralizable
        empty = ("",) * result.num_plurals if message.pluralizable else ""
        string = old.string if same_shape else empty
        result.add(
            message.id,
            string,
            locations=message.locations,
            auto_comments=message.auto_comments,
            user_comments=old.user_comments if old else (),
            context=message.context,
        )
    return result


def extract() -> None:
    """Bring every file up to date with the code."""
    code = in_code()
    for language in LANGUAGES:
        write(language, merged(language, wanted(language, code), read(language)))


def compile_all() -> None:
    """Make the file the program reads, beside each file people edit."""
    for language in LANGUAGES:
        catalog = read(language)
        with (LOCALE / language / DOMAIN).with_suffix(".mo").open("wb") as opened:
            write_mo(opened, catalog)


# --- Check ------------------------------------------------------------------------------


def forms(message: Message) -> tuple[str, ...]:
    """The translation as a tuple, one string for each plural form."""
    return message.string if isinstance(message.string, tuple) else (message.string or "",)


def placeholders(text: str) -> set[str]:
    """The places in a text where a value is put in."""
    return set(PLACEHOLDER.findall(text.replace("%%", "")))


def faults_in(message: Message, *, may_be_empty: bool) -> Iterator[str]:
    """What is wrong with one translation."""
    written = forms(message)
    if message.fuzzy:
        yield "is fuzzy"
    if not all(written):
        if not (may_be_empty and not any(written)):
            yield "is not translated"
        return
    ids = message.id if isinstance(message.id, tuple) else (message.id,)
    allowed = set().union(*(placeholders(text) for text in ids))
    needed = set.intersection(*(placeholders(text) for text in ids))
    for text in written:
        if unknown := placeholders(text) - allowed:
            yield f"has {', '.join(sorted(unknown))}, which the original has not"
        if lost := needed - placeholders(text):
            yield f"has lost {', '.join(sorted(lost))}"
        if any(text.startswith("\n") != i.startswith("\n") for i in ids) or any(
            text.endswith("\n") != i.endswith("\n") for i in ids
        ):
            yield "begins or ends with another line break than the original"


def faults() -> list[str]:
    """Everything that is missing, left over or does not agree, a line each."""
    code = in_code()
    found = []
    for language in LANGUAGES:
        want, have = wanted(language, code), read(language)
        for message in want:
            if not message.id:
                continue
            name = message.id[0] if isinstance(message.id, tuple) else message.id
            there = have.get(message.id, message.context)
            if there is None:
                found.append(f"{language}: {name!r} is not in the file; run extract")
                continue
            found += [
                f"{language}: {name!r} {fault}"
                for fault in faults_in(there, may_be_empty=language in PARTIAL)
            ]
        for message in have:
            if message.id and want.get(message.id, message.context) is None:
                name = message.id[0] if isinstance(message.id, tuple) else message.id
                found.append(f"{language}: {name!r} is no longer in the code; run extract")
        found += [f"{language}: {m.id!r} is obsolete; run extract" for m in have.obsolete.values()]
    return found


def main() -> int:
    """Run one of the three; the exit status is 1 when `check` finds something."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("what", choices=["extract", "compile", "check"])
    what = parser.parse_args().what
    if not settings.configured:
        settings.configure()
    if what == "extract":
        extract()
    elif what == "compile":
        compile_all()
    else:
        found = faults()
        sys.stdout.writelines(f"{line}\n" for line in found)
        return 1 if found else 0
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
