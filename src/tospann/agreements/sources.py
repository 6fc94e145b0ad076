"""Where the rules of the agreements come from, and how sure we are of each.

`read` says that the part we use was read in a public copy of the text. What was not, says so
wherever it is shown: such a rule must be held against the text of the act before it is relied on.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


@dataclass(frozen=True, slots=True)
class Source:
    """A provision or a point of a guide."""

    name: str | Promise
    read: bool = True

    def __str__(self) -> str:
        """The name, with the reservation when the text itself was not read."""
        if self.read:
            return str(self.name)
        return _("%(source)s (ikke kontrollert mot lovteksten)") % {"source": self.name}


NAV_13 = Source("Nav-loven § 13")
NAV_14 = Source("Nav-loven § 14")
CROSS_LINE = Source("Forskrift 26. januar 2007 nr. 107 § 1")
LEADER_DELEGATION = Source("Forskrift 26. januar 2007 nr. 107 § 2")
DISPUTES = Source("Forskrift 12. mars 2007 nr. 294")
HOST = Source("Kommuneloven § 20-1")
HOST_ADMINISTRATIVE = Source("Kommuneloven § 20-2", read=False)
HOST_BOARD = Source("Kommuneloven § 20-3", read=False)
HOST_CONTENT = Source("Kommuneloven § 20-4", read=False)
HOST_EXIT = Source("Kommuneloven § 20-8", read=False)
LAW_CHANGE = Source("Kommuneloven (2018), ikrafttredelsen høsten 2019")
PRACTICE = Source(gettext_lazy("Vanlig praksis; ikke fastsatt i lov"))
_GUIDE = gettext_lazy("Veileder til partnerskapsavtalen (KS og Nav, versjon 3.0), punkt {point}")


def guide(point: str) -> Source:
    """A point of the guide by KS and the directorate, version 3.0 of May 2019."""
    return Source(format_lazy(_GUIDE, point=point))
