"""What a proposal must keep: small frozen rules, each with a sentence in bokmål.

Most rules say something about one area and only decide which areas there are to choose among.
Three say something about all areas together (`AtMostAreas`, `AtLeastAreas`, `AtMostKroner`).
`Connected` and `Reachable` always hold; they are rules too, so that an explanation can name them.

Municipalities are named by number, as in the tables. `checked` refuses numbers that are not in
the territory and rules that contradict themselves; rules that contradict each other are found,
and named, when a proposal is asked for.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from tospann.engines.structure.assumptions import Assumptions
from tospann.engines.structure.errors import NoAnswer
from tospann.engines.structure.territory import Territory


def listed(words: Sequence[str]) -> str:
    """«a», «a og b», «a, b og c»."""
    return " og ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))


def _names(territory: Territory, *numbers: str) -> list[str]:
    municipalities = territory.municipalities
    return [municipalities.names[municipalities.index(number)] for number in numbers]


def _named(territory: Territory, *numbers: str) -> str:
    return listed(_names(territory, *numbers))


def _excepting(territory: Territory, numbers: Sequence[str]) -> str:
    """What is added to a sentence about every area when some need not keep it."""
    if not numbers:
        return ""
    return f", men det gjelder ikke områder med bare {_either(_names(territory, *numbers))}"


def _grouped(number: int) -> str:
    return f"{number:,}".replace(",", "\u00a0")


def _plain(number: float) -> str:
    return f"{number:,g}".replace(",", "\u00a0").replace(".", ",")


@dataclass(frozen=True)
class AtMostMembers:
    """An area has at most so many municipalities."""

    count: int

    def sentence(self, territory: Territory) -> str:
        return f"Hvert område har høyst {self.count} {_municipalities(self.count)}"

    def fault(self) -> str:
        return "" if self.count >= 1 else "Et område må kunne ha minst én kommune."


@dataclass(frozen=True)
class WithinMinutes:
    """From every member's seat to the host's seat, one way."""

    minutes: float

    def sentence(self, territory: Territory) -> str:
        return (
            f"Ingen kommune har mer enn {_plain(self.minutes)} minutter fra eget "
            "kommunesenter til vertskommunens"
        )

    def fault(self) -> str:
        return "" if self.minutes >= 0 else "Reisetiden kan ikke være negativ."


@dataclass(frozen=True)
class AtLeastFte:
    """Full-time equivalents of both employers and all functions together, in each area.

    An area made only of municipalities in `except_` need not reach it: far islands never can.
    """

    fte: float
    except_: tuple[str, ...] = ()

    def sentence(self, territory: Territory) -> str:
        size = f"Hvert område har minst {_plain(self.fte)} årsverk"
        return size + _excepting(territory, self.except_)

    def fault(self) -> str:
        return "" if self.fte >= 0 else "Antallet årsverk kan ikke være negativt."


@dataclass(frozen=True)
class AtLeastResidents:
    """In each area, but for those made only of municipalities in `except_`."""

    count: int
    except_: tuple[str, ...] = ()

    def sentence(self, territory: Territory) -> str:
        size = f"Hvert område har minst {_grouped(self.count)} innbyggere"
        return size + _excepting(territory, self.except_)

    def fault(self) -> str:
        return "" if self.count >= 0 else "Antallet innbyggere kan ikke være negativt."


@dataclass(frozen=True)
class FieldsInTwos:
    """So many competence fields are held by two people or more in each area."""

    count: int

    def sentence(self, territory: Territory) -> str:
        fields = "fagfelt" if self.count == 1 else "fagfelt hver"
        return f"Hvert område har minst to ansatte på minst {self.count} {fields}"

    def fault(self) -> str:
        return "" if self.count >= 0 else "Antallet fagfelt kan ikke være negativt."


@dataclass(frozen=True)
class Together:
    """These are in the same area, whichever it is."""

    numbers: tuple[str, ...]

    def sentence(self, territory: Territory) -> str:
        return f"{_named(territory, *self.numbers)} er i samme område"

    def fault(self) -> str:
        return "" if len(set(self.numbers)) > 1 else "Nevn minst to kommuner."


@dataclass(frozen=True)
class Apart:
    a: str
    b: str

    def sentence(self, territory: Territory) -> str:
        return f"{_named(territory, self.a, self.b)} er i hvert sitt område"

    def fault(self) -> str:
        return "" if self.a != self.b else "En kommune er alltid i samme område som seg selv."


@dataclass(frozen=True)
class StandsAlone:
    """A council says no to any joint area."""

    number: str

    def sentence(self, territory: Territory) -> str:
        return f"{_named(territory, self.number)} har kontor alene"

    def fault(self) -> str:
        return ""


@dataclass(frozen=True)
class RefusesHost:
    """A council says no to being hosted by one other."""

    number: str
    host: str

    def sentence(self, territory: Territory) -> str:
        return (
            f"{_named(territory, self.number)} sier nei til "
            f"{_named(territory, self.host)} som vertskommune"
        )

    def fault(self) -> str:
        return "" if self.number != self.host else "En kommune kan ikke nekte seg selv."


@dataclass(frozen=True)
class RefusesWith:
    """A council says no to sharing an area with one other."""

    number: str
    other: str

    def sentence(self, territory: Territory) -> str:
        return (
            f"{_named(territory, self.number)} sier nei til å være i område med "
            f"{_named(territory, self.other)}"
        )

    def fault(self) -> str:
        return "" if self.number != self.other else "En kommune kan ikke nekte seg selv."


@dataclass(frozen=True)
class Hosts:
    """Hosts whatever area it is in."""

    number: str

    def sentence(self, territory: Territory) -> str:
        return f"{_named(territory, self.number)} er vertskommune"

    def fault(self) -> str:
        return ""


@dataclass(frozen=True)
class NeverHosts:
    """Never the seat of an area's main office, so never alone either."""

    number: str

    def sentence(self, territory: Territory) -> str:
        return f"{_named(territory, self.number)} er aldri vertskommune"

    def fault(self) -> str:
        return ""


@dataclass(frozen=True)
class FixedArea:
    """Decided already: exactly these, and the host if it is decided too."""

    numbers: tuple[str, ...]
    host: str | None = None

    def sentence(self, territory: Territory) -> str:
        host = f" med {_named(territory, self.host)} som vertskommune" if self.host else ""
        if len(self.numbers) == 1:
            return f"{_named(territory, *self.numbers)} er et eget område"
        return f"{_named(territory, *self.numbers)} er ett område{host}"

    def fault(self) -> str:
        if not self.numbers:
            return "Nevn minst én kommune."
        if self.host is not None and self.host not in self.numbers:
            return "Vertskommunen må være en av kommunene i området."
        return ""


@dataclass(frozen=True)
class Models:
    """Only these organisation models, for areas with any of `numbers` (None: for all)."""

    allowed: tuple[str, ...]
    numbers: tuple[str, ...] | None = None

    def sentence(self, territory: Territory) -> str:
        where = (
            "Alle områder"
            if self.numbers is None
            else f"Området til {_named(territory, *self.numbers)}"
        )
        return f"{where} bruker {_either(self.allowed)}"

    def fault(self) -> str:
        if self.numbers == ():
            return "Nevn minst én kommune, eller la kravet gjelde alle."
        return "" if self.allowed else "Nevn minst én modell."


@dataclass(frozen=True)
class InsideGroups:
    """No area crosses the border of a county, or of a named group of counties."""

    def sentence(self, territory: Territory) -> str:
        return "Ingen områder går over grensen mellom fylker eller fylkesgrupper"

    def fault(self) -> str:
        return ""


@dataclass(frozen=True)
class AtMostAreas:
    count: int

    def sentence(self, territory: Territory) -> str:
        return f"Det er høyst {self.count} {_areas(self.count)} i alt"

    def fault(self) -> str:
        return "" if self.count >= 1 else "Det må kunne være minst ett område."


@dataclass(frozen=True)
class AtLeastAreas:
    count: int

    def sentence(self, territory: Territory) -> str:
        return f"Det er minst {self.count} {_areas(self.count)} i alt"

    def fault(self) -> str:
        return "" if self.count >= 0 else "Antallet områder kan ikke være negativt."


@dataclass(frozen=True)
class AtMostKroner:
    """A year, all areas together."""

    kroner: int

    def sentence(self, territory: Territory) -> str:
        return f"Alle områdene koster til sammen høyst {_grouped(self.kroner)} kroner i året"

    def fault(self) -> str:
        return "" if self.kroner >= 0 else "Beløpet kan ikke være negativt."


@dataclass(frozen=True)
class Connected:
    """Always holds: the members touch each other, inside the area, by land or by crossing."""

    def sentence(self, territory: Territory) -> str:
        return "Kommunene i et område henger sammen over land, bro, tunnel eller ferje"

    def fault(self) -> str:
        return ""


@dataclass(frozen=True)
class Reachable:
    """Always holds: every resident has a route to the host's seat."""

    def sentence(self, territory: Territory) -> str:
        return "Alle innbyggere har en reisevei til vertskommunens kommunesenter"

    def fault(self) -> str:
        return ""


Rule = (
    AtMostMembers
    | WithinMinutes
    | AtLeastFte
    | AtLeastResidents
    | FieldsInTwos
    | Together
    | Apart
    | StandsAlone
    | RefusesHost
    | RefusesWith
    | Hosts
    | NeverHosts
    | FixedArea
    | Models
    | InsideGroups
    | AtMostAreas
    | AtLeastAreas
    | AtMostKroner
    | Connected
    | Reachable
)

ALWAYS: tuple[Rule, ...] = (Connected(), Reachable())


def _municipalities(count: int) -> str:
    return "kommune" if count == 1 else "kommuner"


def _areas(count: int) -> str:
    return "område" if count == 1 else "områder"


def _either(words: Sequence[str]) -> str:
    return " eller ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))


def numbers_of(rule: Rule) -> tuple[str, ...]:
    """Every municipality number a rule is about; those it excepts are not."""
    match rule:
        case Together(numbers):
            return numbers
        case FixedArea(numbers, host):
            return numbers + ((host,) if host is not None else ())
        case Models(_, numbers):
            return numbers or ()
        case Apart(a, b) | RefusesWith(a, b) | RefusesHost(a, b):
            return (a, b)
        case StandsAlone(number) | Hosts(number) | NeverHosts(number):
            return (number,)
        case _:
            return ()


def excepted(rule: Rule) -> tuple[str, ...]:
    """The municipalities whose areas need not keep a least size."""
    return rule.except_ if isinstance(rule, AtLeastFte | AtLeastResidents) else ()


def about_map(rules: Sequence[Rule]) -> tuple[Rule, ...]:
    """Those that need only the map and travel times, not people, models or kroner."""
    others = (
        AtLeastFte,
        AtLeastResidents,
        FieldsInTwos,
        Models,
        AtMostAreas,
        AtLeastAreas,
        AtMostKroner,
        Reachable,
    )
    return tuple(rule for rule in rules if not isinstance(rule, others))


def checked(
    rules: Sequence[Rule], territory: Territory, assumptions: Assumptions
) -> tuple[Rule, ...]:
    """The rules with those that always hold, each once, in the order given.

    Raises
    ------
    NoAnswer
        If a rule names a municipality or model that is not there, contradicts itself, or asks
        for figures the dataset does not hold. The sentence says which, and what to do.
    """
    known = set(territory.municipalities.numbers)
    models = [model.name for model in assumptions.models]
    for rule in rules:
        for number in (*numbers_of(rule), *excepted(rule)):
            if number not in known:
                raise NoAnswer(
                    f"Kommunenummer {number} finnes ikke i datasettet. Rett nummeret i kravet."
                )
        if isinstance(rule, Models):
            for name in rule.allowed:
                if name not in models:
                    raise NoAnswer(
                        f"Modellen {name} finnes ikke i forutsetningene. "
                        f"Velg mellom {listed(models)}."
                    )
        if fault := rule.fault():
            raise NoAnswer(f"Kravet «{rule.sentence(territory)}» gir ikke mening: {fault}")
        if isinstance(rule, AtLeastFte | FieldsInTwos) and territory.staff is None:
            raise NoAnswer(
                f"Kravet «{rule.sentence(territory)}» trenger tall for ansatte, "
                "og datasettet har ingen. Legg til tabellene over årsverk og fagfelt."
            )
    return tuple(dict.fromkeys((*rules, *ALWAYS)))
