"""The study as the kernel knows it. Every owner says yes to it as the common ground of facts.

The engine is loaded when something is asked of a study, never when Django starts.
"""

from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tospann.agreed.body import Missing
from tospann.agreed.kinds import BodyForm, Kind
from tospann.agreed.models import Document
from tospann.partnerships.models import Part, Partnership
from tospann.structure.models import Scenario
from tospann.structure.study import text
from tospann.structure.study.body import Study

KIND_NAME = "structure_study"


def new_body(partnership: Partnership) -> dict[str, Any]:
    """An empty study; `actions.begin_study` gives it its alternatives."""
    return Study().model_dump(mode="json")


def quoted(document: Document, body: Study) -> Study:
    """See `live.quoted`."""
    from tospann.structure.study import live

    return live.quoted(document, body)


def hinders(document: Document, body: Study) -> list[Missing]:
    """Scenarios that cannot be told: put aside, of other tables, or in pieces. One query."""
    told = {one.id for one in body.alternatives}
    gone = [one for one in body.scenarios if one not in told]
    if not gone:
        return []
    titles = Scenario.objects.filter(pk__in=gone, partnership=document.partnership_id)
    return [
        Missing(
            "alternativer",
            _(
                "Scenarioet «%(title)s» kan ikke være med: Det er lagt bort, bygger på et annet "
                "datasett enn det som tilrås, eller henger ikke sammen. Rett det, eller ta det ut."
            )
            % {"title": title},
            str(_("Utredningen")),
            blocks=True,
        )
        for title in titles.values_list("title", flat=True)
    ]


def form(partnership: Partnership, body: Any, data: Any) -> BodyForm:
    """See `forms.StudyForm`."""
    from tospann.structure.study.forms import StudyForm

    return StudyForm(partnership, body, data)


def pages(document: Document) -> list[tuple[str | Promise, str]]:
    """The draft as it will read, and each opened version with its maps and files."""
    slug = document.partnership.slug
    found: list[tuple[str | Promise, str]] = []
    if getattr(document, "draft", None) is not None:
        found.append(
            (_("Slik blir utredningen"), reverse("structure:study_draft", args=[document.pk]))
        )
    newest = max(document.versions.all(), key=lambda one: one.number, default=None)
    if newest is not None:
        found.append(
            (
                _("Les utredningen med kart og filer"),
                reverse("structure:study", args=[slug, newest.pk]),
            )
        )
    return found


KIND = Kind(
    name=KIND_NAME,
    label=_("utredning om kontorstruktur"),
    schema=Study,
    ratified_by=frozenset(Part),
    parts=text.parts,
    missing=text.missing,
    annexes=lambda body: [],
    term=lambda body: body.term,
    form=form,
    new_body=new_body,
    quoted=quoted,
    hinders=hinders,
    pages=pages,
)
