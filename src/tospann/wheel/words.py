"""What the engine found, in words."""

from django.utils.dates import MONTHS, WEEKDAYS
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.utils.translation import ngettext

from tospann.engines.wheel import Every, Finding, On, Recurrence, Weight
from tospann.engines.wheel.recurrence import ordinal

WEIGHTS: dict[Weight, tuple[str | Promise, str]] = {  # the word, and the colour
    Weight.IMPOSSIBLE: (_l("Går ikke opp"), "danger"),
    Weight.TIGHT: (_l("Knapp tid"), "warning"),
    Weight.NOTE: (_l("Verdt å vite"), "info"),
}

# rule | the sentence when the second comes first, and when there is little time between
_ORDER: dict[str, str | Promise] = {
    "report_before_cut_off": _l("Rapporten skal bygge på tall til og med «%(first)s»."),
    "report_before_figures": _l("Rapporten trenger tallene fra «%(first)s»."),
    "papers_before_figures": _l("Sakspapirene trenger tallene fra «%(first)s»."),
    "meeting_before_report": _l("Møtet skal behandle det som kommer med «%(first)s»."),
    "meeting_before_papers": _l("Møtet skal ha papirene fra «%(first)s»."),
    "council_before_papers": _l("Kommunestyret skal ha papirene fra «%(first)s»."),
    "council_before_proposal": _l("Kommunestyret skal behandle «%(first)s»."),
    "plan_before_signals": _l("Planen skal svare på signalene i «%(first)s»."),
    "plan_before_meeting": _l("Planen skal være vedtatt i «%(first)s»."),
}
_ALONE: dict[str, str | Promise] = {
    "meeting_on_day_off": _l("«%(first)s» er lagt til en fridag. Velg en virkedag."),
    "deadline_on_day_off": _l("«%(first)s» er lagt til en fridag. Si om den skal flyttes."),
    "meeting_in_school_break": _l("«%(second)s» er lagt til «%(first)s». Spør om alle kan komme."),
    "two_meetings_a_day": _l(
        "«%(first)s» og «%(second)s» er samme dag. De samme menneskene skal kanskje være begge "
        "steder."
    ),
}


def why(finding: Finding) -> str:
    """A finding as one or two sentences a person can act on."""
    names = {
        "first": finding.first.title,
        "second": finding.second.title if finding.second else "",
    }
    if finding.code in _ALONE:
        return str(_ALONE[finding.code]) % names
    reason = str(_ORDER[finding.code]) % names
    if finding.weight is Weight.IMPOSSIBLE:
        return _("%(reason)s Likevel kommer «%(second)s» først. Flytt en av dem.") % {
            "reason": reason,
            **names,
        }
    between = ngettext(
        "%(days)s virkedag", "%(days)s virkedager", finding.days
    ) % {"days": finding.days}  # fmt: skip
    return _(
        "%(reason)s Det er %(between)s imellom. Vi anbefaler minst %(least)s."
    ) % {"reason": reason, "between": between, "least": finding.least}  # fmt: skip


# --- Recurrence -------------------------------------------------------------------------

_ORDINALS = {
    1: _l("første"), 2: _l("andre"), 3: _l("tredje"), 4: _l("fjerde"), -1: _l("siste"),
}  # fmt: skip
_TIMES: dict[Every, str | Promise] = {
    Every.TERTIAL: _l("Hver fjerde måned"),
    Every.QUARTER: _l("Hvert kvartal"),
    Every.MONTH: _l("Hver måned"),
}


def repeated(what: Recurrence) -> str:
    """How something comes back: `Hvert år, tredje torsdag i september.`"""
    if what.every is Every.ONCE:
        return _("Bare denne gangen.")
    if what.every is Every.RULE:
        return _("Etter regelen %(rule)s.") % {"rule": what.rule}
    if what.every is Every.YEAR:
        return _("Hvert år, %(day)s i %(month)s.") % {
            "day": _on(what),
            "month": MONTHS[what.since.month],
        }
    return _("%(often)s, %(day)s i måneden.") % {"often": _TIMES[what.every], "day": _on(what)}


def _on(what: Recurrence) -> str:
    if what.on is On.FIRST_WORKING:
        return _("første virkedag")
    if what.on is On.LAST_WORKING:
        return _("siste virkedag")
    if what.on is On.DATE:
        return _("den %(day)s.") % {"day": what.since.day}
    return _("%(which)s %(weekday)s") % {
        "which": _ORDINALS[ordinal(what.since)],
        "weekday": WEEKDAYS[what.since.weekday()],
    }
