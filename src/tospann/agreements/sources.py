"""Where the rules of the agreements come from, and how sure we are of each.

Law is named by its key in the table of `engines.authority`, which knows the versions and what was
read in a public copy of the text. What was not, says so wherever it is shown: such a rule must be
held against the text of the act before it is relied on.
"""

from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tospann.base import clock
from tospann.engines.authority import Provision, version


@dataclass(frozen=True, slots=True)
class Source:
    """A provision of law, by its key, or else a point of a guide or a practice, by its name."""

    name: str | Promise = ""
    provision: str = ""

    def on(self, day: date) -> str:
        """What it is called on a day; empty for a provision that there was none of then."""
        if not self.provision:
            return str(self.name)
        found = version(self.provision, day)
        return cited(found) if found else ""

    def __str__(self) -> str:
        """What it is called today."""
        return self.on(clock.today())


def cited(provision: Provision) -> str:
    """A provision in few words, with the reservation when the text itself was not read."""
    if provision.read:
        return provision.short
    return _("%(source)s (ikke kontrollert mot lovteksten)") % {"source": provision.short}


NAV_6 = Source(provision="nav_6")
NAV_13 = Source(provision="nav_13")
NAV_14 = Source(provision="nav_14")
CROSS_LINE = Source(provision="cross_line")
DISPUTES = Source(provision="disputes")
HOST = Source(provision="host")
HOST_CONTENT = Source(provision="host_content")
HOST_EXIT = Source(provision="host_exit")
PRACTICE = Source(gettext_lazy("Vanlig praksis; ikke fastsatt i lov"))
_GUIDE = gettext_lazy("Veileder til partnerskapsavtalen (KS og Nav, versjon 3.0), punkt {point}")


def guide(point: str) -> Source:
    """A point of the guide by KS and the directorate, version 3.0 of May 2019."""
    return Source(format_lazy(_GUIDE, point=point))
