"""A plain kind of document for the tests of the kernel."""

from datetime import date

from pydantic import BaseModel

from tospann.agreed import kinds
from tospann.agreed.body import Line, Missing, Part, RequiredAnnex, Term
from tospann.partnerships.models import Part as OwnerPart


class Note(BaseModel):
    """One paragraph, with a term, and perhaps a paper it demands."""

    text: str = ""
    since: date | None = date(2026, 1, 1)
    until: date | None = None
    notice_months: int | None = None
    demands_paper: bool = False


NOTE = kinds.Kind(
    name="note",
    label="notat",
    schema=Note,
    ratified_by=frozenset(OwnerPart),
    parts=lambda body: [Part("text", "1", "Tekst", lines=(Line(body.text),))],
    missing=lambda body: [
        *([] if body.text else [Missing("text", "Skriv en tekst.", "–", blocks=True)]),
        *([] if body.since else [Missing("since", "Velg første dag.", "–", blocks=True)]),
    ],
    annexes=lambda body: [RequiredAnnex("text", "Et papir", "–")] if body.demands_paper else [],
    term=lambda body: Term(body.since, body.until, body.notice_months),
    form=lambda partnership, body, data: None,
    new_body=lambda partnership: Note().model_dump(mode="json"),
)
kinds.register(NOTE)
