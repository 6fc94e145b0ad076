"""The suppression classes: how small a number must be before it is hidden.

SSB hides, for example, cells of fewer than three and writes ":"; Nav hides counts below four and
writes "*". Ours are stricter. A partnership may raise a threshold, never lower it.

Sources: SSB, "Personopplysninger i statistikken" (the sign, the example of three, and that other
cells must be hidden too); Hundepool et al., *Statistical Disclosure Control*, Wiley 2012,
doi:10.1002/9781118348239, chapters 4 and 5 (threshold, dominance and group disclosure).
"""

from dataclasses import dataclass, replace
from fractions import Fraction

SMALLEST_BASE = 20  # people: the smallest group a percentage is given of
SMALLEST_RANKED = 30  # people: the smallest group that is ranked beside others


@dataclass(frozen=True, slots=True)
class Rule:
    """One class of figures.

    below : people; a count of 1 to `below` - 1 is hidden. 1 hides nothing.
    complement : is it as telling to be outside the count? Then a count that leaves out fewer
        than `below` of its base is hidden too, and so is everybody (100 per cent): that tells
        something about each of them.
    largest_share : of an amount; hidden when one case is more than this share of it.
    margin : of an amount; how far to each side, as a share, a hidden one must stay unknown.
    """

    code: str
    name: str
    below: int
    complement: bool = False
    largest_share: Fraction | None = None
    margin: Fraction = Fraction(1, 5)

    def raised(self, below: int) -> "Rule":
        """The same class with a stricter threshold. Raises `ValueError` for a weaker one."""
        if below < self.below:
            raise ValueError(f"{self.code} hides below {self.below}; {below} would show more")
        return replace(self, below=below)


U1 = Rule("U1", "public count", below=5)
U2 = Rule("U2", "sensitive small group", below=10, complement=True)
U3 = Rule("U3", "survey answers", below=5, complement=True)
U3_SPLIT = Rule("U3s", "survey answers by background", below=10, complement=True)
U4 = Rule("U4", "money per recipient", below=5, largest_share=Fraction(4, 5))
OPEN = Rule("-", "not about residents", below=1)

RULES = {rule.code: rule for rule in (U1, U2, U3, U3_SPLIT, U4, OPEN)}


def may_show_share(base: int) -> bool:
    """Is the group large enough for a percentage?"""
    return base >= SMALLEST_BASE


def may_rank(base: int) -> bool:
    """Is the group large enough to be ranked beside others?"""
    return base >= SMALLEST_RANKED
