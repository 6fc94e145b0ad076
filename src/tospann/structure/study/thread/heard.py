"""The step of hearings: on the study, and on the proposals taken from it."""

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tospann.participation.models import State
from tospann.participation.selectors import HearingSummary
from tospann.structure.study.thread.ground import Ground
from tospann.structure.study.thread.shapes import Item, Next, Step, Word


def hearing_step(ground: Ground) -> Step:
    """Every hearing, and whether answers are waited for."""
    title = _("Høring")
    held = [one for one in ground.hearings if one.state is not State.CALLED_OFF]
    items = tuple(_hearing(one) for one in ground.hearings)
    if not held:
        told = _("Ikke begynt") if ground.reads else _("Ikke sendt ennå")
        if ground.opened:
            told = _("Ingen høring er sendt")
        return Step("horing", title, Word.LATER, told, items=items, next=_first_hearing(ground))
    going = [one for one in held if one.state is not State.CLOSED]
    if not going:
        last = max((one.closed_on for one in held if one.closed_on), default=None)
        return Step("horing", title, Word.DONE, _("Ferdig: svarene er oppsummert"), last, items)
    one = going[-1]
    if one.state is State.DRAFT:
        return Step(
            "horing",
            title,
            Word.GOING,
            _("Pågår: forberedes"),
            items=items,
            next=Next(
                _("Skriv ferdig høringen, og send den."),
                reverse("participation:draft", args=[one.id]) if ground.writes else "",
            ),
        )
    return Step(
        "horing",
        title,
        Word.GOING,
        _("Venter på svar"),
        one.sent_on,
        items,
        Next(
            _("Følg opp svarene, og avslutt høringen når fristen er ute."),
            reverse("participation:hearing", args=[one.id]) if ground.writes else "",
        ),
    )


def _hearing(one: HearingSummary) -> Item:
    draft = one.state is State.DRAFT
    page = "summary" if one.state is State.CLOSED else "draft" if draft else "hearing"
    said = []
    if one.sent_on:
        said.append(_("Sendt %(day)s.") % {"day": date_format(one.sent_on, "DATE_FORMAT")})
    if not draft:
        said.append(
            _("%(answered)s av %(bodies)s har svart.")
            % {"answered": one.answered_count, "bodies": one.bodies_count}
        )
    if one.state is State.SENT and one.deadline:
        said.append(_("Frist: %(day)s.") % {"day": date_format(one.deadline, "DATE_FORMAT")})
    if one.state is State.CALLED_OFF:
        said[1:] = [_("Avlyst.")]
    return Item(
        one.title,
        reverse(f"participation:{page}", args=[one.id]),
        " ".join(said),
        draft=draft,
    )


def _first_hearing(ground: Ground) -> Next | None:
    """Nobody is sent back to a hearing once the proposal is with the councils."""
    if ground.line.newest is None or ground.opened or not ground.reads:
        return None
    address = reverse("participation:new", args=[ground.partnership.slug])
    return Next(
        _("Send utredningen på høring."),
        f"{address}?dokument={ground.line.document.pk}" if ground.writes else "",
    )
