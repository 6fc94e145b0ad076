"""The report as the kernel knows it. Every owner must ratify it, participants too."""

from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tospann.agreed.kinds import Kind
from tospann.agreed.models import Document
from tospann.partnerships.models import Part, Partnership
from tospann.reports import text
from tospann.reports.body import Report
from tospann.reports.forms import ReportForm
from tospann.reports.selectors.live import quoted
from tospann.reports.selectors.reports import KIND_NAME


def new_body(partnership: Partnership) -> dict[str, Any]:
    """An empty report; `actions.begin_report` gives it a period."""
    return Report().model_dump(mode="json")


def pages(document: Document) -> list[tuple[str | Promise, str]]:
    """The draft as it will read, with the figures as they are now."""
    if getattr(document, "draft", None) is None:
        return []
    return [(_("Slik blir rapporten"), reverse("reports:preview", args=[document.pk]))]


KIND = Kind(
    name=KIND_NAME,
    label=_("rapport"),
    schema=Report,
    ratified_by=frozenset(Part),
    parts=text.parts,
    missing=text.missing,
    annexes=lambda body: [],
    term=lambda body: body.term,
    form=ReportForm,
    new_body=new_body,
    quoted=quoted,
    pages=pages,
)
