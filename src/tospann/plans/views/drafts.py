"""Where a plan is worked on: a new one, its measures in a grid, and what each owner says of it."""

from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tospann.agreed import actions as agreed
from tospann.agreed.forms import Revision
from tospann.base import clock
from tospann.base.errors import Refused
from tospann.base.http import Request
from tospann.plans import actions, forms
from tospann.plans.kind import grid_form
from tospann.plans.pages import (
    address,
    entered,
    hand_of,
    partnership_of,
    plan_in_writing,
    refuse,
    titled,
)
from tospann.plans.selectors import plans as selectors
from tospann.plans.selectors import understanding as understandings


@login_required
@require_http_methods(["GET", "POST"])
def new_plan(request: Request, slug: str) -> HttpResponse:
    """POST: the plan of a year is begun, empty or grown from another."""
    partnership = partnership_of(slug)
    if not hand_of(request, partnership).writes:
        refuse()
    lines = selectors.plans_of(partnership)
    sources = {str(one.document.pk): one for one in lines if one.standings}
    year = max([clock.today().year - 1, *(one.year for one in lines)]) + 1
    form = forms.NewPlan(
        request.POST or None,
        sources=[(key, one.document.title) for key, one in sources.items()],
        initial={
            "year": year,
            "title": _("Felles virksomhetsplan %(year)s") % {"year": year},
            "source": next(iter(sources), ""),
        },
    )

    def act(given: dict[str, Any]) -> Any:
        source = sources.get(given.pop("source"))
        return actions.begin_plan(
            actor=request.actor,
            partnership=partnership,
            source=source.document if source else None,
            **given,
        )

    return entered(
        request,
        form,
        act,
        said=_("Utkastet er laget. Planen som gjelder i år, står som før."),
        to=lambda made: reverse("agreed:draft", args=[made.pk]),
        template="plans/form.html",
        context=titled(
            _("Ny plan"),
            partnership,
            (_("Planen"), address("plan", partnership.slug)),
            lead=_("Neste års plan vokser ved siden av årets. Hvert år har én plan."),
            button=_("Lag utkastet"),
        ),
    )


@login_required
@require_http_methods(["GET", "POST"])
def grid(request: Request, document_id: UUID) -> HttpResponse:
    """Every measure of the draft in one table. POST saves them all at once."""
    document = plan_in_writing(request, document_id, writes=True)
    posted = request.POST if request.method == "POST" else None
    form = grid_form(document.draft.body, posted)
    head = Revision(posted, initial={"revision": document.draft.revision})
    status = 200
    if posted is not None:
        status = 422
        if head.is_valid() and form.is_valid():
            try:
                agreed.save_draft(
                    actor=request.actor,
                    document=document,
                    title=document.draft.title,
                    language=document.draft.language,
                    body=form.body(),
                    **head.cleaned_data,
                )
            except Refused as refusal:
                status = refusal.status
                head.add_error(None, str(refusal))
            else:
                messages.success(
                    request,
                    _("Tiltakene er lagret. Slik de var før, finner du under tidligere utkast."),
                )
                return redirect("plans:grid", document.pk)
    rows = form.sections[0].formsets[0]
    context = {
        "document": document,
        "partnership": document.partnership,
        "head": head,
        "form": form,
        "rows": rows,
    }
    return render(request, "plans/grid.html", context, status=status)


@login_required
@require_http_methods(["GET", "POST"])
def understanding(request: Request, document_id: UUID) -> HttpResponse:
    """What each owner says of how its signals are understood. POST: an owner says it."""
    document = plan_in_writing(request, document_id, writes=False)
    hands = hand_of(request, document.partnership)
    body = understandings.body_of(document.draft)
    views = understandings.views_of(document, body, hands.owners)
    own = {one.pk for one in hands.speaks}
    answering = tuple(one.owner for one in views if one.owner.pk in own)
    if request.method == "POST" and not answering:
        refuse()
    posted = None
    status = 200
    if request.method == "POST":
        status = 422
        posted = forms.Understood(request.POST, owners=answering)
        if posted.is_valid():
            try:
                actions.say_understood(
                    actor=request.actor, document=document, **posted.cleaned_data
                )
            except Refused as refusal:
                status = refusal.status
                posted.add_error(None, str(refusal))
            else:
                messages.success(request, _("Svaret er lagret. Svarene fra de andre står."))
                return redirect("plans:understanding", document.pk)
    shown = [(view, _form_for(view, own, posted)) for view in views]
    context = {
        "document": document,
        "partnership": document.partnership,
        "body": body,
        "views": shown,
        "posted": posted,
        "waiting": [view for view in views if not view.confirmed],
    }
    return render(request, "plans/understanding.html", context, status=status)


def _form_for(view, own: set, posted: forms.Understood | None) -> forms.Understood | None:
    """The form of an owner this person speaks for; what was just typed stands in it."""
    if view.owner.pk not in own:
        return None
    if posted is not None and posted["owner"].value() == str(view.owner.pk):
        kept = cast(QueryDict, posted.data).copy()
        kept["sha256"] = view.sha256  # the wording they have in front of them now
        posted.data = kept
        return posted
    return forms.Understood(
        owners=(view.owner,), initial={"sha256": view.sha256}, auto_id=f"id_{view.owner.pk}_%s"
    )
