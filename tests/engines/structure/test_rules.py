"""Rules say themselves in bokmål, and are refused when they mean nothing."""

import pytest

from engines.structure import maps
from tospann.engines.structure import rules
from tospann.engines.structure.assumptions import ILLUSTRATIVE
from tospann.engines.structure.errors import NoAnswer
from tospann.engines.structure.rules import checked

TERRITORY = maps.territory([1, 2, 3, 4], [(0, 1)], fte=[1, 2, 3, 4])

# rule | what it says
SENTENCES = [
    (rules.AtMostMembers(1), "Hvert område har høyst 1 kommune"),
    (rules.AtMostMembers(7), "Hvert område har høyst 7 kommuner"),
    (
        rules.WithinMinutes(7.5),
        "Ingen kommune har mer enn 7,5 minutter fra eget kommunesenter til vertskommunens",
    ),
    (rules.AtLeastFte(12), "Hvert område har minst 12 årsverk"),
    (
        rules.AtLeastFte(15, ("1003", "1004")),
        "Hvert område har minst 15 årsverk, men det gjelder ikke områder med bare By2 eller By3",
    ),
    (
        rules.AtLeastResidents(500, ("1001",)),
        "Hvert område har minst 500 innbyggere, men det gjelder ikke områder med bare By0",
    ),
    (rules.AtLeastResidents(12000), "Hvert område har minst 12\u00a0000 innbyggere"),
    (rules.FieldsInTwos(3), "Hvert område har minst to ansatte på minst 3 fagfelt hver"),
    (rules.Together(("1001", "1002", "1003")), "By0, By1 og By2 er i samme område"),
    (rules.Apart("1001", "1002"), "By0 og By1 er i hvert sitt område"),
    (rules.StandsAlone("1003"), "By2 har kontor alene"),
    (rules.RefusesHost("1001", "1002"), "By0 sier nei til By1 som vertskommune"),
    (rules.RefusesWith("1001", "1002"), "By0 sier nei til å være i område med By1"),
    (rules.Hosts("1001"), "By0 er vertskommune"),
    (rules.NeverHosts("1001"), "By0 er aldri vertskommune"),
    (rules.FixedArea(("1001",)), "By0 er et eget område"),
    (
        rules.FixedArea(("1001", "1002"), "1002"),
        "By0 og By1 er ett område med By1 som vertskommune",
    ),
    (rules.Models(("own", "host")), "Alle områder bruker own eller host"),
    (rules.Models(("own",), ("1001",)), "Området til By0 bruker own"),
    (rules.AtMostAreas(1), "Det er høyst 1 område i alt"),
    (rules.AtLeastAreas(2), "Det er minst 2 områder i alt"),
    (
        rules.AtMostKroner(1_500_000),
        "Alle områdene koster til sammen høyst 1\u00a0500\u00a0000 kroner i året",
    ),
]


@pytest.mark.parametrize(("rule", "sentence"), SENTENCES)
def test_a_rule_says_itself(rule, sentence):
    assert rule.sentence(TERRITORY) == sentence
    assert rule in checked([rule], TERRITORY, ILLUSTRATIVE)


@pytest.mark.parametrize(
    ("rule", "refusal"),
    [
        (rules.StandsAlone("9999"), "Kommunenummer 9999 finnes ikke"),
        (rules.FixedArea(("1001",), "9999"), "Kommunenummer 9999 finnes ikke"),
        (rules.AtLeastFte(15, ("9999",)), "Kommunenummer 9999 finnes ikke"),
        (rules.Models(("guild",)), "Modellen guild finnes ikke"),
        (rules.AtMostMembers(0), "minst én kommune"),
        (rules.WithinMinutes(-1), "kan ikke være negativ"),
        (rules.AtLeastFte(-0.5), "kan ikke være negativt"),
        (rules.Together(("1001",)), "minst to kommuner"),
        (rules.Apart("1001", "1001"), "samme område som seg selv"),
        (rules.RefusesHost("1001", "1001"), "kan ikke nekte seg selv"),
        (rules.RefusesWith("1001", "1001"), "kan ikke nekte seg selv"),
        (rules.FixedArea(("1001",), "1002"), "en av kommunene i området"),
        (rules.FixedArea(()), "minst én kommune"),
        (rules.Models(()), "minst én modell"),
        (rules.Models(("own",), ()), "la kravet gjelde alle"),
        (rules.AtMostAreas(0), "minst ett område"),
        (rules.AtMostKroner(-1), "kan ikke være negativt"),
    ],
)
def test_a_rule_that_means_nothing_is_refused(rule, refusal):
    with pytest.raises(NoAnswer, match=refusal):
        checked([rule], TERRITORY, ILLUSTRATIVE)


def test_figures_that_are_not_there_are_asked_for():
    bare = maps.territory([1, 2], [(0, 1)])
    for rule in (rules.AtLeastFte(1), rules.FieldsInTwos(1)):
        with pytest.raises(NoAnswer, match="trenger tall for ansatte"):
            checked([rule], bare, ILLUSTRATIVE)


def test_a_rule_asked_twice_is_kept_once_with_those_that_always_hold():
    kept = checked([rules.Hosts("1001")] * 2, TERRITORY, ILLUSTRATIVE)
    assert kept == (rules.Hosts("1001"), rules.Connected(), rules.Reachable())
