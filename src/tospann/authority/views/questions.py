"""Who may decide: questions, and what follows from the answers. They only read."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tospann.authority.forms.questions import Comparison, Duties, Matrix, Question, Sharing
from tospann.authority.selectors import duties as duty_selectors
from tospann.authority.selectors import matrices, questions
from tospann.authority.selectors import sharing as sharing_selectors
from tospann.base.answer import answer
from tospann.base.http import Request


def _wants_json(request: HttpRequest) -> bool:
    return request.GET.get("format") == "json"


def _refused(text: str, status: int = 422) -> JsonResponse:
    return JsonResponse({"guidance": True, "error": text}, status=status)


@require_safe
def question(request: Request) -> HttpResponse:
    """Open to all: five choices and the answer, with all that it rests on."""
    options = questions.options(request.actor)
    form = Question(request.GET if "tjeneste" in request.GET else None, options=options)
    page: Any = None
    if form.is_valid():
        page = questions.answered(
            request.actor, form.asked, names=questions.names_of(options.employers)
        )
    refusal = page if isinstance(page, questions.Refusal) else None
    if _wants_json(request):
        if page is None:
            return _refused(_texts(form) or _("Velg først tjeneste, oppholdssted og arbeidsgiver"))
        return _refused(refusal.text) if refusal else JsonResponse(questions.as_data(page))
    context = {"form": form, "page": None if refusal else page, "refusal": refusal}
    return answer(
        request,
        context,
        fragment="authority/_answer.html",
        page="authority/question.html",
        status=_status(form, refusal),
    )


@require_safe
def matrix(request: Request) -> HttpResponse:
    """Open to all: every service and employer for one municipality and day."""
    form = Matrix(request.GET if "opphold" in request.GET else None, options=questions.options())
    page: Any = None
    if form.is_valid():
        page = matrices.matrix_page(form.cleaned_data["opphold"], form.cleaned_data["dag"])
    refusal = page if isinstance(page, questions.Refusal) else None
    if _wants_json(request):
        if page is None or refusal:
            return _refused(refusal.text if refusal else _texts(form) or _("Velg en kommune"))
        return JsonResponse(matrices.as_data(page))
    context = {"form": form, "page": None if refusal else page, "refusal": refusal}
    return render(request, "authority/matrix.html", context, status=_status(form, refusal))


@require_safe
def comparison(request: Request) -> HttpResponse:
    """Open to all: what another model, or another day, changes."""
    form = Comparison(
        request.GET if "opphold" in request.GET else None, options=questions.options()
    )
    page: Any = None
    if form.is_valid():
        given = form.cleaned_data
        page = matrices.comparison(
            given["opphold"], *form.sides, host=given["vert"], only_changes=not given["alle"]
        )
    refusal = page if isinstance(page, questions.Refusal) else None
    context = {"form": form, "page": None if refusal else page, "refusal": refusal}
    return render(request, "authority/comparison.html", context, status=_status(form, refusal))


@require_safe
def duties(request: Request) -> HttpResponse:
    """Open to all: what an office must do because of whom it serves."""
    form = Duties(
        request.GET if "kontor" in request.GET else None,
        offices=duty_selectors.offices_to_choose(),
    )
    page = None
    if form.is_valid():
        page = duty_selectors.duties_page(form.cleaned_data["kontor"], form.cleaned_data["dag"])
    context = {"form": form, "page": page}
    return render(request, "authority/duties.html", context, status=_status(form))


@require_safe
def sharing(request: Request) -> HttpResponse:
    """Open to all: may this be shared with them? Nothing about a person is asked or kept."""
    form = Sharing(request.GET if "tjeneste" in request.GET else None, options=questions.options())
    page = sharing_selectors.sharing_page(form.asked) if form.is_valid() else None
    refused = bool(page and page.refused)
    context = {"form": form, "page": page}
    return render(request, "authority/sharing.html", context, status=_status(form, refused))


def _status(form: Any, refused: Any = None) -> int:
    return 422 if refused or (form.is_bound and form.errors) else 200


def _texts(form: Any) -> str:
    return " ".join(text for errors in form.errors.values() for text in errors)
