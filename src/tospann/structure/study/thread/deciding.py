"""The steps before the councils: the proposal, and what each owner decides."""

from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from tospann.agreed.standing import Answer
from tospann.structure.study.thread.ground import Ground, waiting_told
from tospann.structure.study.thread.shapes import Item, Next, Step, Word


def proposal_step(ground: Ground) -> Step:
    """The proposals taken from the study."""
    title = _("Forslag til kommunestyrene")
    newest = ground.line.newest
    opened = ground.opened
    items = []
    for line in ground.line.proposals:
        items += [
            Item(
                _("%(title)s, versjon %(number)s")
                % {"title": one.version.title, "number": one.version.number},
                reverse("agreed:version", args=[line.document.pk, one.version.number]),
                standing=one,
                day=localtime(one.version.opened_at).date(),
            )
            for one in line.standings
        ]
        if line.is_draft:
            items.append(
                Item(
                    line.document.title,
                    reverse("agreed:draft", args=[line.document.pk]),
                    draft=True,
                )
            )
    if opened is not None:
        at = opened.standings[0].version.opened_at
        return Step(
            "forslag", title, Word.DONE, _("Ferdig: sendt til alle eierne"),
            localtime(at).date(), tuple(items),
        )  # fmt: skip
    if items:
        draft = next(one for one in ground.line.proposals if one.is_draft)
        return Step(
            "forslag",
            title,
            Word.GOING,
            _("Pågår: skrives"),
            items=tuple(items),
            next=Next(
                _("Skriv fra hvilken dag strukturen skal gjelde, og åpne forslaget."),
                reverse("agreed:draft", args=[draft.document.pk]) if ground.writes else "",
            ),
        )
    address = (
        reverse("structure:study", args=[ground.partnership.slug, newest.version.pk])
        if newest and ground.writes
        else ""
    )
    return Step(
        "forslag",
        title,
        Word.LATER,
        ground.not_begun,
        next=Next(_("Lag forslaget av utredningen."), f"{address}#forslaget" if address else "")
        if newest and ground.reads
        else None,
    )


def decision_step(ground: Ground) -> Step:
    """Each owner's answer to the newest proposal."""
    title, opened = _("Vedtak hos eierne"), ground.opened
    if opened is None:
        return Step("vedtak", title, Word.LATER, ground.not_begun)
    newest = opened.standings[0]
    items = tuple(
        Item(
            answer.owner.name,
            note=_answer_told(answer),
            day=answer.ratification.decided_on if answer.ratification else None,
        )
        for answer in newest.answers
    )
    if newest.all_have_ratified:
        last = max(a.ratification.decided_on for a in newest.answers if a.ratification)
        return Step("vedtak", title, Word.DONE, _("Ferdig: alle eierne har sagt ja"), last, items)
    return Step(
        "vedtak",
        title,
        Word.GOING,
        waiting_told(newest),
        items=items,
        next=ground.answer_to(opened.document, newest),
    )


def _answer_told(answer: Answer) -> str:
    if yes := answer.ratification:
        return _("Ja: %(body)s, sak %(case)s") % {
            "body": yes.decided_by,
            "case": yes.case_reference,
        }
    return _("Sendt i retur") if answer.returned else _("Venter")
