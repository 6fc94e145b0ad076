"""A study of the office structure in Sør-Salten, opened and being written on.

Owners, places and travel times are real; the scenarios, the texts and every figure of staff and
kroner are illustrations and say so. No municipality has treated such a case.
"""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from tospann.agreed import actions as agreed
from tospann.agreed.forms import deciding_body
from tospann.agreed.models import Document
from tospann.demo.stage import Event, Stage
from tospann.demo.structure import BODO, MELOY
from tospann.partnerships.models import Partnership
from tospann.structure.models import Scenario
from tospann.structure.study import actions
from tospann.structure.study.body import Risk, Study

ADVISER, OPENER = "radgiver-sor-salten", "1837"
SCENARIOS = (MELOY, BODO)
TYPED = {
    "sammendrag": (
        "Eksempel: Utredningen viser hva som skjer om de tre kommunene deler ett kontor."
    ),
    "bakgrunn": (
        "Eksempel: Eierne vil vite om et felles kontor gir tryggere fagmiljøer, og hva det koster "
        "folk i reisevei. Mandatet er å sammenligne, ikke å bestemme."
    ),
    "i-dag": "Eksempel: Kontorene er små, og flere fagområder hviler på én person.",
    "alternativer": (
        "Eksempel: Alternativ A samler de tre kommunene i ett kontor. Alternativ B prøver hva som "
        "skjer om Gildeskål heller går sammen med Bodø."
    ),
    "medvirkning": (
        "Eksempel: De tillitsvalgte, verneombudet og brukerutvalget får utredningen samtidig med "
        "eierne."
    ),
    "jus": "Eksempel: Et felles kontor krever vertskommuneavtale og ny partnerskapsavtale.",
}
GOALS = {
    "fagmiljo": "Eksempel: Et felles fagmiljø tåler fravær bedre.",
    "naerhet": "Eksempel: Det er fortsatt noen å møte på Inndyr, men bare to dager i uken.",
}
RISKS = (  # id of `risks.SEEN`, or empty for the owners' own; then as in `body.Risk`
    (
        "sent-nei",
        "",
        "medium",
        "large",
        "Eksempel: Samme sak og samme tekst til alle, og et møte med hvert formannskap først.",
        "steering_group",
    ),
    (
        "mister-folk",
        "",
        "medium",
        "large",
        "Eksempel: Samtale med hver ansatt før vedtaket.",
        "office_leader",
    ),
    (
        "",
        "Eksempel: Ferjen er innstilt, og ingen når hovedkontoret.",
        "large",
        "small",
        "Eksempel: Møter på skjerm og telefon.",
        "office_leader",
    ),
)
DAYS = {  # from the day of the demo to each milestone
    "mandat": -200,
    "styringsgruppe": -170,
    "prosjektleder": -150,
    "mba": -140,
    "kartlegging": -60,
    "ansatte": -30,
    "utkast": -8,
    "horing-ut": 14,
    "horing-slutt": 63,
    "rapport": 84,
    "vedtak": 112,
    "vertsavtale": 140,
    "partnerskapsavtale": 154,
    "start": 420,
    "tre-maneder": 510,
    "tolv-maneder": 785,
}
PROPOSAL = (
    "Eksempel: Kommunestyret går inn for at Meløy, Rødøy og Gildeskål deler Nav-kontor med Meløy "
    "som vertskommune, slik alternativ A er beskrevet i utredningen. Vedtaket gjelder når alle "
    "eierne har sagt ja til den samme teksten."
)


def events(stage: Stage, sor_salten: Partnership) -> list[Event]:
    """Begun, opened, accepted as common ground by one owner, and written on again."""
    made: dict[str, Any] = {}

    def begun() -> None:
        made["study"] = _written(stage, sor_salten)

    def opened() -> None:
        document = made["study"]
        made["version"] = agreed.open_version(
            actor=stage.representative(stage.owners[OPENER]),
            document=document,
            revision=Document.objects.get(pk=document.pk).draft.revision,
        )

    def written_on() -> None:
        agreed.start_draft(actor=stage.actor(ADVISER), document=made["study"])

    return [
        Event(7, 12, begun),
        Event(6, 13, opened),
        Event(4, 14, _accepted(stage, made)),
        Event(2, 15, written_on),
    ]


def _accepted(stage: Stage, made: dict[str, Any]) -> Callable[[], None]:
    def act() -> None:
        owner, version = stage.owners[OPENER], made["version"]
        agreed.ratify(
            actor=stage.representative(owner),
            version=version,
            owner=owner,
            sha256=version.sha256,
            decided_by=deciding_body(owner),
            decided_on=stage.moment(4, 14).date(),
            case_reference="PS 118",
        )

    return act


def _written(stage: Stage, partnership: Partnership) -> Document:
    actor = stage.actor(ADVISER)
    one, other = (Scenario.objects.get(partnership=partnership, title=t) for t in SCENARIOS)
    document = actions.begin_study(
        actor=actor, partnership=partnership, recommended=one, others=[other]
    )
    draft = document.draft
    goals = [one | {"text": GOALS.get(one["id"], "")} for one in draft.body["goals"]]
    agreed.save_draft(
        actor=actor,
        document=document,
        revision=draft.revision,
        title=draft.title,
        language="nb",
        body=draft.body
        | {
            "words": [{"id": id, "text": text} for id, text in TYPED.items()],
            "goals": goals,
            "proposal": PROPOSAL,
            "risks": _risks(),
            "milestones": _milestones(stage, partnership, draft.body),
        },
    )
    return document


def _risks() -> list[dict[str, Any]]:
    from tospann.structure.study import risks  # loads the engine

    names = ("what", "likelihood", "consequence", "measure", "responsible")
    found = []
    for id, *told in RISKS:
        row = dict(zip(names, told, strict=True))
        known = risks.chosen([id])[0].model_dump() if id else Risk().model_dump()
        found.append(known | {name: value for name, value in row.items() if value})
    return found


def _milestones(stage: Stage, partnership: Partnership, body: dict[str, Any]) -> list[Any]:
    """The usual ones, most of them with a day."""
    from tospann.structure.study import live  # loads the engine

    offered = live.written_in(partnership, Study.model_validate(body)).milestones
    return [
        one.model_copy(update={"on": _day(stage, one.id)}).model_dump(mode="json")
        for one in offered
    ]


def _day(stage: Stage, id: str) -> date | None:
    step = next((one for one in DAYS if id == one or id.startswith(f"{one}-")), None)
    return stage.today + timedelta(days=DAYS[step]) if step else None
