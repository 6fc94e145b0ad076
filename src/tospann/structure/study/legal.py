"""What law and agreements say of the recommended alternative, out of its consequences.

Every sentence carries the provision it rests on. The rules are guidance: no lawyer has checked
them, and the study says so.
"""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from tospann.agreements.points import listed
from tospann.structure.models import Scenario
from tospann.structure.selectors.consequences import Verdict, consequences_of
from tospann.structure.selectors.consequences.told import (
    Consequences,
    Pair,
    Rule,
    Services,
    Statement,
)
from tospann.structure.study.body import Column, Table

STAR = "*"


def told(scenario: Scenario) -> Consequences:
    """All of it. 32 queries. Raises `BadData` when the scenario makes no structure."""
    return consequences_of(scenario)


def verdict(found: Consequences) -> Iterator[str]:
    """Whether the rules allow it, and what is not allowed or unclear and why."""
    yield {
        Verdict.LAWFUL: _("Reglene som er lagt inn i Tospann, tillater alternativ A."),
        Verdict.UNCLEAR: _("Noe ved alternativ A er uklart etter reglene som er lagt inn."),
        Verdict.UNLAWFUL: _("Noe ved alternativ A er ikke tillatt etter reglene som er lagt inn."),
    }[found.verdict]
    yield _("Reglene er veiledning. Ingen jurist har kontrollert dem.")
    for one in found.elements:
        yield _with(f"{one.says}: {one.because} {one.mend}", one.rules)


def agreements_needed(found: Consequences) -> Iterator[str]:
    """What must be made after the councils' yes, area by area; named where there are several."""
    for area in found.areas:
        for one in (*area.agreements, *area.afterwards):
            said = stated(one)
            several = len(found.areas) > 1
            yield _("%(area)s: %(says)s") % {"area": area.name, "says": said} if several else said


def preparations(found: Consequences) -> Iterator[str]:
    """What must be done before the councils decide, in order."""
    for one in found.preparations:
        yield stated(one)


def duties(found: Consequences) -> Iterator[str]:
    """Duties of language that follow a municipality into an area."""
    for area in found.areas:
        for one in area.duties:
            said = " ".join(part for part in (one.says, one.because, one.kept) if part)
            yield _with(said, one.rules)


def employers(found: Consequences) -> Iterator[str]:
    """Whose municipal staff get another employer, or may get one."""
    for one in found.municipalities:
        if not one.workplaces.new_employer:
            continue
        given = {
            "name": one.name,
            "before": one.workplaces.employer_before,
            "after": one.workplaces.employer_after,
        }
        if one.workplaces.employer_after:
            yield (
                _(
                    "Med alternativ A kan de kommunalt ansatte i %(name)s få ny arbeidsgiver: "
                    "%(after)s i stedet for %(before)s."
                )
                % given
            )
        else:
            yield (
                _(
                    "Det er uklart hvem som blir arbeidsgiver for de kommunalt ansatte i %(name)s "
                    "med alternativ A."
                )
                % given
            )


def council_decides(found: Consequences, number: str) -> list[str]:
    """What one council decides, with the provision."""
    return [stated(one) for one in found.councils if number in one.municipalities]


def council_authority(found: Consequences, number: str) -> list[str]:
    """Who may decide what in one municipality: what changes, or that nothing does."""
    one = next((each for each in found.municipalities if each.number == number), None)
    if one is None:
        return []
    if one.refusal:
        return [one.refusal]
    said = [_changed(services, pair) for services in one.changed for pair in _moved(services)]
    return said or [_("Ingen ansatte får bestemme noe annet enn i dag.")]


def _moved(services: Services) -> list[Pair]:
    return [pair for pair in services.pairs if pair.changed]


def _changed(services: Services, pair: Pair) -> str:
    return _("Ansatte i %(employer)s – %(services)s: %(before)s i dag, %(after)s etterpå.") % {
        "employer": _("staten") if pair.employer == _("Staten") else pair.employer,
        "services": _lower(_named(services)),
        "before": _lower(pair.before),
        "after": _lower(pair.after),
    }


def _lower(said: str) -> str:
    return said[:1].lower() + said[1:]


def _named(services: Services) -> str:
    return services.group if services.every else ", ".join(services.names)


def authority(found: Consequences) -> Table | None:
    """Who may decide what before and after, where that changes, with the reason.

    Municipalities with the same answer and reason share a row. What each answers for itself is
    the same answer.
    """
    names: dict[tuple[str, ...], list[str]] = {}
    for one in found.municipalities:
        for services in one.changed:
            for pair in _moved(services):
                employer = "" if pair.employer == one.name else pair.employer
                because = _with(" ".join((pair.because, *pair.lacks)), pair.rules)
                key = (_named(services), employer, pair.before, pair.after, because)
                names.setdefault(key, []).append(one.name)
    rows = [
        [listed(mine), services, employer or _themselves(mine), *answer]
        for (services, employer, *answer), mine in names.items()
    ]
    columns = (
        ("municipality", _("Kommune")),
        ("services", _("Tjenester")),
        ("employer", _("Ansatte i")),
        ("today", _("I dag")),
        ("after", _("Etterpå")),
        ("because", _("Hvorfor, og hvor det står")),
    )
    return _table(
        "myndighet", _("Hvem kan bestemme hva, i dag og med alternativ A"), columns, rows
    )


def _themselves(municipalities: list[str]) -> str:
    return municipalities[0] if len(municipalities) == 1 else _("egen kommune")


def agreements(found: Consequences) -> Table | None:
    """T14: what becomes of the agreements that stand."""
    rows = [
        [one.title, one.word, _with(f"{one.says} {one.notice}".strip(), one.rules)]
        for one in found.agreements
    ]
    columns = (
        ("agreement", _("Avtale")),
        ("fate", _("Hva skjer")),
        ("says", _("Hva det betyr, og hvor det står")),
    )
    return _table("t14", _("T14 Avtaler som må sies opp, endres eller vurderes"), columns, rows)


def _table(
    id: str, caption: str, columns: Iterable[tuple[str, str]], rows: list[list[str]]
) -> Table | None:
    if not rows:
        return None
    return Table(
        id=id,
        caption=caption,
        columns=[Column(name=name, title=title) for name, title in columns],
        shown=rows,
        plain=rows,
        source=_("Reglene som er lagt inn i Tospann, og avtalene som gjelder"),
    )


def stated(one: Statement) -> str:
    """A statement with its provisions."""
    return _with(one.says, one.rules)


def _with(said: str, rules: Iterable[Rule]) -> str:
    cited = citations(rules)
    return f"{said} ({cited})" if cited else said


def citations(rules: Iterable[Rule]) -> str:
    """Each provision once; with a star where the text of the act was not read."""
    found = dict.fromkeys((one.text, one.read) for one in rules if one.text)
    return "; ".join(text if read else f"{text}{STAR}" for text, read in found)


def starred(said: Iterable[str]) -> list[str]:
    """What the star means, after the sentences that have one."""
    found = list(said)
    if any(STAR in one for one in found):
        found.append(
            _("Stjernen (*) betyr at vi ikke har kontrollert bestemmelsen mot lovteksten.")
        )
    return found
