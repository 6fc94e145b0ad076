"""Datasets: what there are, one version's page, and taking in new ones."""

import csv
import io
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_GET,
    require_http_methods,
    require_POST,
    require_safe,
)

from tospann.base.errors import NotPermitted, Refused
from tospann.base.http import Request
from tospann.engines.structure.report import harmless
from tospann.structure import reader
from tospann.structure.actions import drafts as actions
from tospann.structure.forms import datasets as forms
from tospann.structure.models import Dataset, DatasetDraft
from tospann.structure.selectors import datasets as selectors

SHOWN_FAULTS = 200
SHOWN_MOVED = 400  # municipalities; there are 357

# --- What there is ----------------------------------------------------------------------


@require_safe
def datasets(request: Request) -> HttpResponse:
    """Open to all: every dataset and its versions."""
    may = selectors.may_take(request.actor)
    context = {
        "lines": selectors.datasets(),
        "may_take": may,
        "drafts": selectors.drafts_of(request.actor) if may else [],
    }
    return render(request, "structure/datasets.html", context)


@require_safe
def dataset(request: Request, row_id: UUID) -> HttpResponse:
    """Open to all: one version, its quality, its tables, and what differs from the one before."""
    page = selectors.version(row_id)
    if page is None:
        raise Http404
    context = {"page": page, "dataset": page.dataset, "found": page.found,
               "may_take": selectors.may_take(request.actor)}  # fmt: skip
    return render(request, "structure/dataset.html", context)


@require_GET
def dataset_zip(request: Request, row_id: UUID) -> HttpResponse:
    """Open to all: the very bytes that were taken in."""
    row = selectors.dataset_of(row_id)
    if row is None:
        raise Http404
    name = f"{row.name}-{row.sha256[:12]}.zip"
    return HttpResponse(
        bytes(row.archive),
        content_type="application/zip",
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Cache-Control": "public, max-age=31536000, immutable",
        },
    )


# --- Bringing files ---------------------------------------------------------------------


@login_required
@require_http_methods(["GET", "POST"])
def new_dataset(request: Request) -> HttpResponse:
    """POST: files are read into a draft. Nothing is taken in before it is confirmed."""
    _may(request)
    return _begun(request, forms.New(request.POST or None, request.FILES or None), None)


@login_required
@require_http_methods(["GET", "POST"])
def new_version(request: Request, row_id: UUID) -> HttpResponse:
    """POST: the same upon a version that is there; its other tables stay as they are."""
    _may(request)
    base = selectors.dataset_of(row_id)
    if base is None:
        raise Http404
    form = forms.Version(
        request.POST or None, request.FILES or None, initial={"title": base.title}
    )
    return _begun(request, form, base)


def _begun(request: Request, form: Any, base: Dataset | None) -> HttpResponse:
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            given = form.cleaned_data
            files = _contents(given["tables"])
            about = _about(given, base.name if base else given["name"])
            try:
                draft = actions.begin_draft(
                    actor=request.actor,
                    base=base,
                    files=_packed(files),
                    **about,
                    **_read(files, about, base),
                )
            except Refused as refusal:
                status = refusal.status
                form.add_error("name" if "name" in form.fields else None, str(refusal))
            else:
                return redirect("structure:dataset_draft", draft.pk)
    return render(request, "structure/dataset_new.html", {"form": form, "base": base},
                  status=status)  # fmt: skip


def _about(given: Mapping[str, Any], name: str) -> dict[str, Any]:
    return {"name": name, "title": given["title"], "area": given.get("area", ""),
            "scaled": given["scaled"]}  # fmt: skip


def _contents(uploads: Sequence[UploadedFile]) -> dict[str, bytes]:
    """Content by name; of two with one name the last."""
    return {
        (one.name or "fil").replace("\\", "/").rpartition("/")[2][:120]: one.read()
        for one in uploads
    }


def _packed(files: Mapping[str, bytes]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in sorted(files.items()):
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return written.getvalue()


def _unpacked(files: bytes) -> dict[str, bytes]:
    """What `_packed` packed: ours, within the limits of the form."""
    with zipfile.ZipFile(io.BytesIO(files)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _read(
    files: Mapping[str, bytes], about: Mapping[str, Any], base: Dataset | None
) -> dict[str, Any]:
    """What is in the files, as the actions take it."""
    found, archive = reader.read(
        sorted(files.items()),
        dict(about) | {"area": tuple(one for one in about["area"].split(",") if one)},
        bytes(base.archive) if base else None,
    )
    return {"found": found, "archive": archive}


# --- One draft --------------------------------------------------------------------------


@login_required
@require_safe
def dataset_draft(request: Request, row_id: UUID) -> HttpResponse:
    """What was recognised, what is wrong, the quality report, and what would differ."""
    return _page(request, _draft(request, row_id))


def _page(
    request: Request, draft: DatasetDraft, *, status: int = 200, **bound: Any
) -> HttpResponse:
    """The page of a draft, with forms that were not accepted as they were sent."""
    if draft.dataset_id:
        return redirect("structure:dataset", draft.dataset_id)
    if draft.ended_at:
        return redirect("structure:datasets")
    found = draft.found or {}
    context = {
        "draft": draft,
        "found": found,
        "faults": found.get("faults", [])[:SHOWN_FAULTS],
        "change": _change(draft),
        "confirm": forms.Confirm(
            initial={"revision": draft.revision, "sha256": draft.sha256}, prefix="b"
        ),
    }
    return render(request, "structure/dataset_draft.html", context | bound, status=status)


def _change(draft: DatasetDraft, *sent: Any) -> forms.Change:
    names = sorted(_unpacked(bytes(draft.files))) if draft.files is not None else []
    initial = {
        "revision": draft.revision, "title": draft.title, "area": draft.area,
        "scaled": draft.scaled,
    }  # fmt: skip
    return forms.Change(*sent, names=names, is_version=draft.base_id is not None, initial=initial)


@login_required
@require_POST
def dataset_draft_change(request: Request, row_id: UUID) -> HttpResponse:
    """POST: more files, or mended ones; others are taken away. Everything is read anew."""
    draft = _open(request, row_id)
    assert draft.files is not None
    form = _change(draft, request.POST, request.FILES)
    if form.is_valid():
        given = form.cleaned_data
        files = _unpacked(bytes(draft.files)) | _contents(given["tables"])
        files = {name: files[name] for name in files if name not in given["remove"]}
        if not files:
            form.add_error("remove", _("Minst én fil må bli igjen. Du kan forkaste alt i stedet."))
        elif sum(map(len, files.values())) > forms.TOGETHER_BYTES:
            form.add_error("tables", _("Filene er for store til sammen. Ta bort noen av dem."))
        else:
            base = selectors.dataset_of(draft.base_id) if draft.base_id else None
            about = _about(given, draft.name)
            del about["name"]
            try:
                actions.change_draft(
                    actor=request.actor,
                    draft=draft,
                    revision=given["revision"],
                    files=_packed(files),
                    **about,
                    **_read(files, about | {"name": draft.name}, base),
                )
            except Refused as refusal:
                form.add_error(None, str(refusal))
                return _page(request, draft, status=refusal.status, change=form)
            messages.success(request, _("Filene er lest på nytt."))
            return redirect("structure:dataset_draft", draft.pk)
    return _page(request, draft, status=422, change=form)


@login_required
@require_GET
def dataset_draft_faults(request: Request, row_id: UUID) -> HttpResponse:
    """Every fault as CSV: file or table, row, column, what and the cure."""
    draft = _open(request, row_id)
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(
        [_("Fil eller tabell"), _("Rad"), _("Kolonne"), _("Feil"), _("Slik rettes den")]
    )
    for fault in (draft.found or {}).get("faults", []):
        writer.writerow(["" if cell is None else harmless(str(cell)) for cell in fault])
    return HttpResponse(
        "\ufeff" + text.getvalue(),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{draft.name}-feil.csv"'},
    )


@login_required
@require_POST
def dataset_draft_confirm(request: Request, row_id: UUID) -> HttpResponse:
    """POST: the dataset is taken in, for everybody."""
    draft = _open(request, row_id)
    form = forms.Confirm(request.POST, prefix="b")
    if not form.is_valid():
        return _page(request, draft, status=422, confirm=form)
    try:
        taken = actions.confirm_draft(actor=request.actor, draft=draft, **form.cleaned_data)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return _page(request, draft, status=refusal.status)
    messages.success(request, _("Datasettet er tatt inn. Alle kan bruke det nå."))
    return redirect("structure:dataset", taken.pk)


@login_required
@require_POST
def dataset_draft_leave(request: Request, row_id: UUID) -> HttpResponse:
    """POST: the files are thrown away."""
    draft = _open(request, row_id)
    try:
        actions.leave_draft(actor=request.actor, draft=draft)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("structure:dataset_draft", draft.pk)
    messages.success(request, _("Utkastet er forkastet. Ingenting er tatt inn."))
    return redirect("structure:datasets")


# --- What the views share ---------------------------------------------------------------


def _may(request: Request) -> None:
    if not selectors.may_take(request.actor):
        raise PermissionDenied(str(NotPermitted()))


def _draft(request: Request, row_id: UUID) -> DatasetDraft:
    """A draft, for the one who brought it; others are not told that it is there."""
    draft = selectors.draft_of(request.actor, row_id)
    if draft is None:
        raise Http404
    return draft


def _open(request: Request, row_id: UUID) -> DatasetDraft:
    """A draft that waits; any other has nothing to change."""
    draft = _draft(request, row_id)
    if draft.ended_at:
        raise Http404
    return draft
