"""How a proposal reads as numbered parts, and what is wanting in it."""

from collections.abc import Iterator

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tospann.agreed.body import Line, Missing, Part
from tospann.structure.study.proposal.body import Proposal

DECISION, AREAS, SINCE, GROUND = "vedtak", "omrader", "gjelder", "grunnlag"


def parts(body: Proposal) -> list[Part]:
    """What is decided, what it means, from when, and what it rests on."""
    since = date_format(body.since, "j. F Y", use_l10n=False) if body.since else ""
    return [
        Part(DECISION, "1", _("Forslag til vedtak"), (Line(body.text),)),
        Part(AREAS, "2", _("Hvem som deler kontor"), tuple(Line(one) for one in body.areas)),
        Part(
            SINCE,
            "3",
            _("Når det skal gjelde"),
            (Line(since, _("Fra og med")), Line(_when_agreed())),
        ),
        Part(GROUND, "4", _("Hva forslaget bygger på"), tuple(_ground(body))),
    ]


def _when_agreed() -> str:
    return _(
        "Vedtaket gjelder når staten og alle kommunestyrene har sagt ja til akkurat denne teksten."
    )


def _ground(body: Proposal) -> Iterator[Line]:
    yield Line(
        _("%(title)s, versjon %(number)s, alternativ A: «%(alternative)s»")
        % {
            "title": body.ground.title,
            "number": body.ground.number,
            "alternative": body.alternative,
        },
        _("Utredningen"),
    )
    yield Line(body.ground.sha256, _("Fingeravtrykket til utredningen"))
    for said in body.ground.heard:
        yield Line(said, _("Høring"))
    if body.illustrative:
        yield Line(_("Utredningen har eksempeltall, som er merket der de står."))
    if body.note:
        yield Line(body.note, _("Merknad"))


def missing(body: Proposal) -> list[Missing]:
    """What stops the opening: no study, or no day."""
    found, source = [], _("Vanlig praksis; ikke fastsatt i lov")
    if not body.text:
        text = _("Utredningen forslaget bygger på, finnes ikke lenger.")
        found.append(Missing(GROUND, text, source, blocks=True))
    if body.since is None:
        text = _("Skriv fra hvilken dag den nye kontorstrukturen skal gjelde.")
        found.append(Missing(SINCE, text, source, blocks=True))
    return found
