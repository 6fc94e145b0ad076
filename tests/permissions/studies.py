"""Studies in a place of the world: one that everybody can read, and one being written."""

from dataclasses import replace
from typing import Any

from engines.structure.small import territory
from tospann.access.actor import STRANGER
from tospann.agreed import actions as agreed
from tospann.agreed.models import Document, Version
from tospann.base import clock
from tospann.engines.structure import folder
from tospann.structure.actions import datasets, scenarios
from tospann.structure.models import Scenario
from tospann.structure.selectors.territories import newest
from tospann.structure.study import actions
from tospann.structure.study.agreements.actions import begin_agreements
from tospann.structure.study.proposal import actions as proposal

NUMBERS = ("9901", "9902", "9911", "9912")  # home and away are the first and the third
TITLE = "Felles kontor"


def give(place: Any) -> None:
    """A scenario of its own, an opened study of it, and one that is being written."""
    if newest("eierne") is None:
        here = territory(name="eierne")
        here = replace(
            here,
            municipalities=replace(here.municipalities, numbers=NUMBERS),
            outlines=dict(zip(NUMBERS, here.outlines.values(), strict=True)),
        )
        datasets.take_dataset(
            actor=STRANGER, name=here.name, title="Fjorden", archive=folder.packed(here)
        )
    actor = place.actor(next(who for who in place.people if who.endswith("representative")))
    number = place.municipality.code
    scenarios.create_scenario(
        actor=actor,
        partnership=place.partnership,
        dataset=newest("eierne"),
        title=TITLE,
        differences={"municipalities": {number: {"model": "host"}}},
        assumptions={"models": {"host": {"alone": True}}},
    )
    opened = _begun(place, actor, "Eierne har bedt om den.")
    agreed.open_version(actor=actor, document=opened, revision=opened.draft.revision)
    followed = begin_agreements(actor=actor, version=_agreed(place, actor))
    for one in followed.documents:
        Document.objects.filter(pk=one.pk).update(title=place.marker("navnløs"))
    _agreed(place, actor)
    _begun(place, actor, place.marker("utkast"))


def _begun(place: Any, actor: Any, text: str) -> Document:
    document = actions.begin_study(
        actor=actor, partnership=place.partnership, recommended=scenario_of(place)
    )
    document = Document.objects.get(pk=document.pk)
    agreed.save_draft(
        actor=actor,
        document=document,
        revision=document.draft.revision,
        title="Utredning",
        language="nb",
        body=document.draft.body | {"words": [{"id": "bakgrunn", "text": text}]},
    )
    return Document.objects.get(pk=document.pk)


def _agreed(place: Any, actor: Any) -> Version:
    """A proposal of the study that both owners have said yes to."""
    document = proposal.begin_proposal(actor=actor, version=version_of(place))
    draft = Document.objects.get(pk=document.pk).draft
    agreed.save_draft(
        actor=actor,
        document=document,
        revision=draft.revision,
        title=draft.title,
        language="nb",
        body=draft.body | {"since": "2027-01-01"},
    )
    version = agreed.open_version(actor=actor, document=document, revision=draft.revision + 1)
    for owner, who in ((place.state, f"{place.name}_state"), (place.municipality, None)):
        agreed.ratify(
            actor=place.actor(who) if who else actor,
            version=version,
            owner=owner,
            sha256=version.sha256,
            decided_by="Øverste organ",
            decided_on=clock.today(),
            case_reference="26/1",
        )
    return version


def agreed_proposal(place: Any) -> Version:
    """A proposal that no agreement is begun of."""
    held = Document.objects.filter(partnership=place.partnership, kind="structure_proposal")
    return held.filter(versions__isnull=False).latest("created_at").versions.get()


def scenario_of(place: Any) -> Scenario:
    """The scenario the studies are made of."""
    return Scenario.objects.select_related("dataset", "partnership").get(
        partnership=place.partnership, title=TITLE
    )


def _studies(place: Any) -> Any:
    return Document.objects.filter(partnership=place.partnership, kind="structure_study")


def version_of(place: Any) -> Version:
    """The study everybody can read."""
    return _studies(place).get(versions__isnull=False).versions.get()


def draft_of(place: Any) -> Document:
    """The study that is only being written."""
    return _studies(place).get(versions=None)
