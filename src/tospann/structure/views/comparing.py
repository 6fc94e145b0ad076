"""Two structures beside each other, as a page, a table and plain data."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tospann.base.http import Request
from tospann.engines.structure import report
from tospann.engines.structure.errors import BadData
from tospann.structure.background import may_fetch_tiles
from tospann.structure.forms.choosing import Beside
from tospann.structure.selectors import comparing
from tospann.structure.selectors.comparing import Ground
from tospann.structure.selectors.structures import PRESENT
from tospann.structure.views import drawn_once


@require_safe
@may_fetch_tiles
def of_dataset(request: Request, name: str) -> HttpResponse:
    """Two structures of a dataset. Open to all."""
    ground = comparing.ground_of(name)
    if ground is None:
        raise Http404
    return _answer(request, ground, {"dataset": ground.dataset})


@login_required
@require_safe
@may_fetch_tiles
def comparison(request: Request, slug: str) -> HttpResponse:
    """Two of a partnership's scenarios, or one beside a structure of its dataset."""
    partnership = comparing.partnership_of(slug, request.actor)
    if partnership is None:
        raise Http404
    wanted = [request.GET.get(name, "") for name in ("b", "a")]
    ground = comparing.ground_in(partnership, wanted)
    context = {"partnership": partnership}
    if ground is None:
        return render(request, "structure/comparison.html", context)
    return _answer(request, ground, context | {"dataset": ground.dataset})


def _answer(request: Request, ground: Ground, context: dict[str, Any]) -> HttpResponse:
    """The page; with `format` the same as JSON, or as CSV of the table that `tabell` names."""
    form = Beside(_asked(request.GET, ground), choices=[(s.key, s.title) for s in ground.sides])
    context |= {"form": form, "sides": ground.sides}
    if len(ground.sides) < 2:
        return render(request, "structure/comparison.html", context)
    if not form.is_valid():
        return _refused(request, context)
    a, b = (ground.side(form.cleaned_data[name]) for name in ("a", "b"))
    if a is None or b is None:
        raise ValueError("the form let through what is no choice")
    if a == b:
        form.add_error("b", _("Velg to forskjellige."))
        return _refused(request, context)
    other = next((s for s in (a, b) if s.dataset_id not in (None, ground.dataset.pk)), None)
    if other is not None:
        form.add_error(
            "b" if other is b else "a",
            _("«%(title)s» bygger på en annen utgave av datasettet. Velg to som bygger på den "
              "samme.") % {"title": other.title},
        )  # fmt: skip
        return _refused(request, context)
    sort = form.cleaned_data["sorter"]
    file = _FORMATS.get(request.GET.get("format", ""))
    try:
        if file is not None:
            return file(request, ground, comparing.compared(ground, a, b)[2], sort)
        query = urlencode({"a": a.key, "b": b.key, "sorter": sort})
        drawn = drawn_once.comparison(ground, a, b, sort, query)
    except BadData as refusal:
        for fault in refusal.faults:
            form.add_error(None, f"{fault.what} {fault.cure}")
        return _refused(request, context)
    context |= {"page": drawn.page, "body": drawn.html}
    return render(request, "structure/comparison.html", context)


def _asked(given: QueryDict, ground: Ground) -> dict[str, str]:
    """What the address says; without a choice, today beside the newest that is not today's."""
    keys = [one.key for one in ground.sides]
    own = [one.key for one in ground.sides if one.scenario]
    other = [key for key in (*own, *keys) if key != PRESENT and key != given.get("a")]
    usual = {"a": PRESENT if PRESENT in keys else keys[0], "b": other[0] if other else ""}
    return {
        "a": given.get("a") or usual["a"],
        "b": given.get("b") or usual["b"],
        "sorter": given.get("sorter", ""),
    }


def _refused(request: Request, context: dict[str, Any]) -> HttpResponse:
    return render(request, "structure/comparison.html", context, status=422)


def _json(request: Request, ground: Ground, data: report.Plain, sort: str) -> HttpResponse:
    return _file(report.as_json(data), "application/json", "sammenligning.json")


def _csv(request: Request, ground: Ground, data: report.Plain, sort: str) -> HttpResponse:
    name = request.GET.get("tabell", "alt")
    made = comparing.table_of(ground, data, name, sort)
    if made is None:
        raise Http404
    return _file(report.as_csv(made), "text/csv", f"sammenligning-{name}.csv")


_FORMATS: dict[str, Callable[[Request, Ground, report.Plain, str], HttpResponse]] = {
    "json": _json,
    "csv": _csv,
}


def _file(text: str, kind: str, name: str) -> HttpResponse:
    return HttpResponse(
        text.encode(),
        content_type=f"{kind}; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
