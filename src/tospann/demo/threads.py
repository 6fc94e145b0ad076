"""A thread in Sør-Salten that has come all the way: decided by all owners, agreements begun.

An illustration from end to end, and it says so. No municipality has treated such a case.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from tospann.agreed import actions as agreed
from tospann.agreed.forms import deciding_body
from tospann.agreed.models import Document, Version
from tospann.base import clock
from tospann.demo.roles import STATE
from tospann.demo.stage import Event, Stage
from tospann.partnerships.models import Partnership
from tospann.structure.actions.scenarios import create_scenario
from tospann.structure.models import Scenario
from tospann.structure.selectors.territories import newest
from tospann.structure.study import actions as studies
from tospann.structure.study.agreements.actions import begin_agreements
from tospann.structure.study.proposal import actions as proposals

ADVISER, OPENER = "radgiver-sor-salten", "1837"
SCENARIO = "Felles nemnd for Meløy og Rødøy"
TITLE = "Eksempel: utredning om felles nemnd for Meløy og Rødøy"
PROPOSED = "Eksempel: forslag om felles nemnd for Meløy og Rødøy"
TYPED = {
    "bakgrunn": (
        "Eksempel: Rødøy deler kontor med Meløy i dag. Eierne vil vite hva en felles folkevalgt "
        "nemnd betyr, og hva den koster."
    ),
    "medvirkning": "Eksempel: De tillitsvalgte og brukerutvalget har fått utredningen.",
}
PROPOSAL = (
    "Eksempel: Kommunestyret går inn for at Meløy og Rødøy får en felles folkevalgt nemnd for "
    "Nav-kontoret, med Meløy som vertskommune. Vedtaket gjelder når alle eierne har sagt ja til "
    "den samme teksten."
)
# Days ago of each owner's yes to the study and to the proposal, with illustrative case numbers.
STUDY_YES = ((170, STATE, "NAV 90"), (163, "1837", "PS 51"), (156, "1836", "PS 29"),
             (149, "1838", "PS 37"))  # fmt: skip
PROPOSAL_YES = ((115, STATE, "NAV 104"), (108, "1837", "PS 66"), (101, "1836", "PS 40"),
                (94, "1838", "PS 48"))  # fmt: skip


def events(stage: Stage, sor_salten: Partnership) -> list[Event]:
    """Drawn, studied, proposed, decided owner by owner, and the agreements begun."""
    made: dict[str, Any] = {}

    def studied() -> None:
        made["study"] = _open(stage, _study(stage, sor_salten))

    def proposed() -> None:
        made["proposal"] = _open(stage, _proposal(stage, made["study"]))

    return [
        Event(200, 9, lambda: _draw(stage, sor_salten)),
        Event(185, 12, studied),
        *(Event(days, 14, _yes(stage, made, "study", *who)) for days, *who in STUDY_YES),
        Event(130, 12, proposed),
        *(Event(days, 14, _yes(stage, made, "proposal", *who)) for days, *who in PROPOSAL_YES),
        Event(
            20,
            10,
            lambda: begin_agreements(actor=stage.actor(ADVISER), version=made["proposal"]),
        ),
    ]


def _draw(stage: Stage, partnership: Partnership) -> None:
    dataset = newest("nordland")
    if dataset is None:
        raise LookupError("the territories come before what is drawn on them")
    create_scenario(
        actor=stage.actor(ADVISER),
        partnership=partnership,
        dataset=dataset,
        title=SCENARIO,
        note="Rødøy har Meløy som vert i dag. Hva om de fikk en folkevalgt nemnd? Illustrasjon.",
        differences={
            "municipalities": {
                number: {"host": "1837", "model": "joint_board"} for number in ("1837", "1836")
            }
        },
        illustrative=True,
    )


def _study(stage: Stage, partnership: Partnership) -> Document:
    document = studies.begin_study(
        actor=stage.actor(ADVISER),
        partnership=partnership,
        recommended=Scenario.objects.get(partnership=partnership, title=SCENARIO),
    )
    words = [{"id": id, "text": text} for id, text in TYPED.items()]
    _write(stage, document, TITLE, words=words, proposal=PROPOSAL)
    return document


def _proposal(stage: Stage, study: Version) -> Document:
    document = proposals.begin_proposal(actor=stage.actor(ADVISER), version=study)
    _write(stage, document, PROPOSED, since=date(stage.today.year + 1, 1, 1).isoformat())
    return document


def _write(stage: Stage, document: Document, title: str, **changed: Any) -> None:
    draft = Document.objects.select_related("draft").get(pk=document.pk).draft
    agreed.save_draft(
        actor=stage.actor(ADVISER),
        document=document,
        revision=draft.revision,
        title=title,
        language="nb",
        body=draft.body | changed,
    )


def _open(stage: Stage, document: Document) -> Version:
    return agreed.open_version(
        actor=stage.representative(stage.owners[OPENER]),
        document=document,
        revision=Document.objects.select_related("draft").get(pk=document.pk).draft.revision,
    )


def _yes(stage: Stage, made: dict[str, Any], what: str, code: str, case: str) -> Callable:
    def act() -> None:
        owner, version = stage.owners[code], made[what]
        agreed.ratify(
            actor=stage.representative(owner),
            version=version,
            owner=owner,
            sha256=version.sha256,
            decided_by=f"Eksempel: {deciding_body(owner)}",
            decided_on=clock.today(),
            case_reference=case,
        )

    return act
