"""Titles that tell the papers of one partnership apart, until somebody writes a better one."""

from itertools import count

from django.db.models import F
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tospann.agreed.models import Document
from tospann.base import clock
from tospann.partnerships.models import Partnership
from tospann.structure.study.kind import KIND_NAME as STUDY
from tospann.structure.study.proposal.kind import KIND_NAME as PROPOSAL


def study_title(partnership: Partnership) -> str:
    """For a study begun today, as none of the partnership's studies is called. One query."""
    subject = _("Utredning om kontorstruktur for %(partnership)s")
    return _dated(partnership, STUDY, subject % {"partnership": partnership.name})


def proposal_title(partnership: Partnership) -> str:
    """For a proposal begun today, as none of the partnership's proposals is called. One query."""
    subject = _("Forslag om kontorstruktur for %(partnership)s")
    return _dated(partnership, PROPOSAL, subject % {"partnership": partnership.name})


def _dated(partnership: Partnership, kind: str, subject: str) -> str:
    """The subject and the month; from the second in a month on with a number."""
    dated = f"{subject}, {date_format(clock.today(), 'F Y')}"
    held = Document.objects.filter(partnership=partnership, kind=kind)
    pairs = held.values_list("title", F("draft__title"))
    taken = {title for pair in pairs for title in pair}
    numbered = (f"{dated} ({number})" for number in count(2))
    return dated if dated not in taken else next(one for one in numbered if one not in taken)
