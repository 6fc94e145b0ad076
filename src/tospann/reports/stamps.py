"""What is said beside the content: when it was frozen, and who stands behind it."""

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from tospann.reports.covers import Stamp
from tospann.reports.selectors.reports import Opened


def stamp(found: Opened) -> Stamp:
    """Of an opened version. Under `translation.override(found.language)`; no queries."""
    at = localtime(found.version.opened_at)
    frozen = _("Tallene er frosset %(day)s kl. %(time)s, da versjon %(number)s ble åpnet.") % {
        "day": date_format(at, "j. F Y", use_l10n=False),
        "time": f"{at:%H:%M}",
        "number": found.version.number,
    }
    return Stamp(found.language, frozen, _stands(found), found.version.sha256)


def draft_stamp(language: str) -> Stamp:
    """Of a draft: nothing is frozen."""
    return Stamp(
        language,
        _("Utkast: Tallene er som de er nå. De fryses når rapporten åpnes for godkjenning."),
        _("Ingen har godkjent utkastet."),
    )


def _stands(found: Opened) -> str:
    standing = found.standing
    if found.is_agreed:
        return _("Godkjent av alle eierne (%(all)s av %(all)s).") % {"all": standing.owner_count}
    names = ", ".join(answer.owner.name for answer in standing.waiting)
    said = {"yes": standing.ratified_count, "all": standing.owner_count, "owners": names}
    if found.is_newest:
        return _("Godkjent av %(yes)s av %(all)s eiere. Venter på %(owners)s.") % said
    return _("Avløst av en nyere versjon. Godkjent av %(yes)s av %(all)s eiere.") % said
