"""Scenarios and studies for the cast, on a territory whose municipalities own its office."""

from dataclasses import replace
from typing import Any

from engines.structure.small import territory
from tospann.access.actor import STRANGER
from tospann.agreed import actions as agreed
from tospann.agreed.models import Document, Version
from tospann.engines.structure import folder
from tospann.engines.structure.territory import Territory
from tospann.structure.actions import datasets, scenarios
from tospann.structure.models import Dataset, Scenario
from tospann.structure.selectors.territories import newest
from tospann.structure.study import actions, live
from tospann.structure.study.body import Study

NUMBERS = ("9901", "9902", "9903", "9904")  # Vest and Sund are owners of the cast
RISK = {"id": "sen-ikt", "what": "IKT er sen.", "likelihood": "large", "measure": "Prøv tidlig."}
START = {"id": "start", "name": "Formell start", "on": "2028-01-01"}
TYPED = {"bakgrunn": "Eierne har bedt om en utredning.", "medvirkning": "De ansatte er hørt."}


def owned(**changes: Any) -> Territory:
    """The small territory with the numbers of the cast's owners."""
    here = territory()
    outlines = dict(zip(NUMBERS, here.outlines.values(), strict=True))
    municipalities = replace(here.municipalities, numbers=NUMBERS)
    return replace(here, municipalities=municipalities, outlines=outlines, **changes)


def taken(here: Territory) -> Dataset:
    """A version of the dataset."""
    datasets.take_dataset(
        actor=STRANGER, name=here.name, title=here.title, archive=folder.packed(here)
    )
    found = newest(here.name)
    assert found is not None
    return found


def hosted(*numbers: str, by: str) -> dict[str, Any]:
    """Differences that let one municipality host others."""
    return {"municipalities": {n: {"host": by, "model": "host"} for n in (by, *numbers)}}


def posted(form: Any) -> dict[str, str | list[str]]:
    """What a browser sends of the writer's form when nothing is changed but the texts emptied."""
    found = dict.fromkeys(form.forms[0].fields, "")
    for several in ("others", "seen"):
        found.pop(several)
    for section in form.sections:
        for rows in section.formsets:
            for one in (rows.management_form, *rows.forms):
                for bound in one:
                    value = bound.value()
                    if bound.name != "DELETE":
                        found[bound.html_name] = "" if value is None else value
    return found


class Studying:
    """Two scenarios in one partnership, and studies of them."""

    def __init__(self, cast: Any) -> None:
        self.cast = cast
        self.dataset = taken(owned())
        self.near = self.scenario(
            "Vest er vert", hosted("9902", by="9901"), proof={"proven": True}
        )
        self.far = self.scenario("Ås er vert", hosted("9902", by="9903"))

    def scenario(self, title: str, differences: dict[str, Any], **given: Any) -> Scenario:
        return scenarios.create_scenario(
            actor=self.cast.actor("adviser"),
            partnership=self.cast.partnership,
            dataset=given.pop("dataset", self.dataset),
            title=title,
            differences=differences,
            **given,
        )

    def begin(self, *others: Scenario, recommended: Scenario | None = None) -> Document:
        return actions.begin_study(
            actor=self.cast.actor("adviser"),
            partnership=self.cast.partnership,
            recommended=recommended or self.near,
            others=others,
        )

    def save(self, document: Document, **changed: Any) -> None:
        """Put fields into the draft's body."""
        draft = Document.objects.get(pk=document.pk).draft
        agreed.save_draft(
            actor=self.cast.actor("leader"),
            document=document,
            revision=draft.revision,
            title=draft.title,
            language="nb",
            body=draft.body | changed,
        )

    def written(self) -> Document:
        """A draft of both scenarios that can be opened."""
        document = self.begin(self.far)
        words = [{"id": id, "text": text} for id, text in TYPED.items()]
        self.save(document, words=words, risks=[RISK], milestones=[START])
        return document

    def version(self) -> Version:
        """A study opened for all owners."""
        return self.cast.open(self.written())

    def now(self, document: Document) -> Study:
        """The draft with what it quotes."""
        draft = Document.objects.get(pk=document.pk).draft
        return live.quoted(document, Study.model_validate(draft.body))

    def body(self, version: Version) -> Study:
        return Study.model_validate(version.read().body)
