"""The proposal as the kernel knows it: the same text to every owner, each council its own yes."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from tospann.agreed.body import Missing
from tospann.agreed.kinds import BodyForm, Kind
from tospann.agreed.models import Document, Version
from tospann.participation.selectors import hearings_by_document, hearings_of
from tospann.partnerships.models import Part, Partnership
from tospann.structure.study.body import Study
from tospann.structure.study.heard import sentences
from tospann.structure.study.kind import KIND_NAME as STUDY
from tospann.structure.study.proposal import text
from tospann.structure.study.proposal.body import Ground, Proposal

KIND_NAME = "structure_proposal"


def new_body(partnership: Partnership) -> dict[str, Any]:
    """An empty proposal; `actions.begin_proposal` gives it its study."""
    return Proposal().model_dump(mode="json")


def quoted(document: Document, body: Proposal) -> Proposal:
    """The body with the study's own words, as they were frozen, and its hearings. Four queries."""
    return written_in(document.partnership, body)


def written_in(partnership: Partnership, body: Proposal) -> Proposal:
    """As `quoted`, for a proposal that is not a document yet."""
    empty = Proposal(version=body.version, since=body.since, note=body.note)
    if not body.version:
        return empty
    version = (
        Version.objects.select_related("document")
        .filter(pk=body.version, document__kind=STUDY, document__partnership=partnership.pk)
        .first()
    )
    if version is None:
        return empty
    study = Study.model_validate(version.read().body)
    one = study.alternatives[0]
    return empty.model_copy(
        update={
            "office": study.office,
            "ground": Ground(
                document=str(version.document_id),
                title=version.title,
                number=version.number,
                sha256=version.sha256,
                heard=[*sentences(hearings_of(version.document))],
            ),
            "alternative": one.title,
            "areas": one.areas,
            "structure": one.structure,
            "dataset": study.origin.dataset,
            "text": study.proposal,
            "illustrative": study.illustrative,
        }
    )


def hinders(document: Document, body: Proposal) -> list[Missing]:
    """A newer version of the study: the proposal is then to be taken from that. One query."""
    ground = body.ground
    if ground.number is None:
        return []
    newer = Version.objects.filter(document_id=UUID(ground.document), number__gt=ground.number)
    if not newer.exists():
        return []
    said = _now("Det finnes en nyere versjon av utredningen. Lag forslaget av den i stedet.")
    return [Missing(text.GROUND, said, _now("Utredningen"), blocks=True)]


def form(partnership: Partnership, body: Any, data: Any) -> BodyForm:
    """See `forms.ProposalForm`."""
    from tospann.structure.study.proposal.forms import ProposalForm

    return ProposalForm(partnership, body, data)


def study_version(document: Document) -> str:
    """The id of the opened study a proposal is taken from; "" when it has none."""
    draft = getattr(document, "draft", None)
    newest = max(document.versions.all(), key=lambda one: one.number, default=None)
    body = newest.read().body if newest else draft.body if draft is not None else {}
    return str(body.get("version", ""))


def study_of(document: Document) -> UUID | None:
    """The document of that study. One query."""
    return study_in({"version": study_version(document)})


def study_in(body: Mapping[str, Any]) -> UUID | None:
    """The study's document, by the body of a proposal. One query."""
    if not body.get("version"):
        return None
    return Version.objects.filter(pk=body["version"]).values_list("document_id", flat=True).first()


def pages(document: Document) -> list[tuple[str | Promise, str]]:
    """The study the proposal is taken from, and what came in about it. Four queries at most."""
    version = study_version(document)
    if not version:
        return []
    address = reverse("structure:study", args=[document.partnership.slug, version])
    study = study_of(document)
    heard = hearings_by_document([study]).get(study, []) if study else []
    return [
        (_("Les utredningen med kart og filer"), address),
        *((one.title, reverse("participation:hearing", args=[one.id])) for one in heard),
    ]


KIND = Kind(
    name=KIND_NAME,
    label=_("forslag om kontorstruktur"),
    schema=Proposal,
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
