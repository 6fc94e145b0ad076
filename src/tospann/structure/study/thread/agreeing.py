"""The last step: the agreements the proposal asks for, until every one is in force."""

from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tospann.agreed.kinds import kind_of
from tospann.agreed.standing import Standing, State, standings
from tospann.structure.study.thread.ground import Ground
from tospann.structure.study.thread.shapes import Item, Next, Step, Word


def agreement_step(ground: Ground) -> Step:
    """The agreements begun from the proposal."""
    title = _("Avtaler")
    agreed = ground.agreed
    items, standing = [], []
    for document in ground.agreements:
        every = standings(document, ground.today)
        draft = ground.reads and hasattr(document, "draft")
        newest = every[0] if every else None
        standing.append(newest.state is State.IN_FORCE if newest and not draft else False)
        items.append(
            Item(
                document.title,
                reverse("agreed:draft" if draft else "agreed:document", args=[document.pk]),
                str(kind_of(document.kind).label).capitalize(),
                newest,
                draft=draft or newest is None,
                day=localtime(newest.version.opened_at).date() if newest else None,
            )
        )
    more = _asked_for(ground, agreed)
    if items and all(standing):
        return Step(
            "avtaler",
            title,
            Word.DONE,
            _("Ferdig: avtalene gjelder"),
            items=tuple(items),
            more=more,
        )
    if items:
        return Step(
            "avtaler",
            title,
            Word.GOING,
            _agreements_told(items),
            items=tuple(items),
            next=_next_agreement(ground, items),
            more=more,
        )
    if agreed is None or not ground.reads:
        return Step("avtaler", title, Word.LATER, ground.not_begun)
    return Step(
        "avtaler",
        title,
        Word.LATER,
        ground.not_begun,
        next=Next(
            _("Begynn avtalene forslaget krever."),
            _plan(ground, agreed) if ground.writes else "",
        ),
    )


def _plan(ground: Ground, agreed: Standing) -> str:
    return reverse(
        "structure:proposal_agreements", args=[ground.partnership.slug, agreed.version.pk]
    )


def _asked_for(ground: Ground, agreed: Standing | None) -> Next | None:
    """What was begun, and what must be done apart: for those who write."""
    if agreed is None or not ground.writes:
        return None
    return Next(_("Se hva forslaget krever, og hva som må gjøres for seg"), _plan(ground, agreed))


def _next_agreement(ground: Ground, items: list[Item]) -> Next:
    for document, item in zip(ground.agreements, items, strict=True):
        if item.draft:
            return Next(
                _("Skriv ferdig «%(title)s», og åpne avtalen for eierne.")
                % {"title": document.title},
                item.address if ground.writes else "",
            )
        newest = item.standing
        if newest is not None and newest.state is State.OPEN:
            return ground.answer_to(document, newest)
    return Next(_("Vent til den første dagen i avtalene, eller legg ved papirene som mangler."))


def _agreements_told(items: list[Item]) -> str:
    drafts = sum(one.draft for one in items)
    if drafts:
        return ngettext(
            "Pågår: %(count)s utkast skrives", "Pågår: %(count)s utkast skrives", drafts
        ) % {"count": drafts}
    waiting = sum(one.standing is not None and one.standing.state is State.OPEN for one in items)
    if waiting:
        return ngettext(
            "Venter på svar til %(count)s avtale", "Venter på svar til %(count)s avtaler", waiting
        ) % {"count": waiting}
    return _("Godkjent, gjelder ikke ennå")
