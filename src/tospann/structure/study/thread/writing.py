"""The first two steps: the scenarios a study is made of, and the study itself."""

from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from tospann.agreed.standing import Standing
from tospann.agreements.points import listed
from tospann.structure.models import Scenario
from tospann.structure.study.thread.ground import Ground, waiting_told
from tospann.structure.study.thread.shapes import Item, Next, Step, Word


def scenario_step(ground: Ground) -> Step:
    """The scenarios, the recommended one first."""
    quoted = {one.id: one for one in ground.body.alternatives}
    items = []
    for n, id in enumerate(ground.body.scenarios):
        one, now = quoted.get(id), ground.live.get(id)
        title = one.title if one else now.title if now else ""
        if not title:
            continue
        letter = one.letter if one else "ABCDEF"[n]
        items.append(
            Item(
                _("Alternativ %(letter)s: «%(title)s»") % {"letter": letter, "title": title},
                reverse("structure:scenario", args=[now.pk]) if now else "",
                _scenario_note(n, one.revision if one else None, now),
            )
        )
    opened = ground.line.newest is not None
    return Step(
        "scenarier",
        _("Scenarier"),
        Word.DONE if opened else Word.GOING,
        _("Ferdig") if opened else _("Pågår: tallene følger scenariene til utredningen åpnes"),
        items=tuple(items),
    )


def _scenario_note(n: int, quoted: int | None, now: Scenario | None) -> str:
    said = [_("Tilrådd.")] if n == 0 else []
    if quoted is not None:
        said.append(_("Utgave %(revision)s er sitert.") % {"revision": quoted})
    if now is not None and quoted is not None and now.revision > quoted:
        said.append(
            _("Scenarioet er endret siden, og er nå i utgave %(revision)s.")
            % {"revision": now.revision}
        )
    return " ".join(said)


def study_step(ground: Ground) -> Step:
    """The study's versions, and its draft to those who may read it."""
    line, newest = ground.line, ground.line.newest
    items = [
        Item(
            _("Versjon %(number)s") % {"number": one.version.number},
            reverse("structure:study", args=[ground.partnership.slug, one.version.pk]),
            _yes_told(one),
            one,
            day=localtime(one.version.opened_at).date(),
        )
        for one in line.standings
    ]
    if line.is_draft:
        items.append(
            Item(
                _("Utkast til ny versjon") if newest else _("Utkast"),
                reverse("structure:study_draft", args=[line.document.pk]),
                draft=True,
            )
        )
    if newest is None:
        return Step(
            "utredning",
            _("Utredning"),
            Word.GOING,
            _("Pågår: skrives"),
            items=tuple(items),
            next=Next(
                _("Skriv utredningen ferdig, og åpne den for alle eierne."),
                reverse("agreed:draft", args=[line.document.pk]) if ground.writes else "",
            ),
        )
    done = newest.all_have_ratified
    return Step(
        "utredning",
        _("Utredning"),
        Word.DONE if done else Word.GOING,
        _("Ferdig: alle eierne har sagt ja til grunnlaget") if done else waiting_told(newest),
        localtime(newest.version.opened_at).date(),
        tuple(items),
        None if done else ground.answer_to(line.document, newest),
    )


def _yes_told(one: Standing) -> str:
    """Which owners have said yes."""
    names = [answer.owner.name for answer in one.answers if answer.ratification]
    return _("Ja fra %(names)s.") % {"names": listed(names)} if names else ""
