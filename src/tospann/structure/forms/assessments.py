"""The shape of what people send to an assessment."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tospann.base.forms import Form
from tospann.structure.models import AssessmentAnswer, Scenario
from tospann.structure.selectors.criteria import CRITERIA, Criterion

UNKNOWN = ("", _("Vet ikke"))
WEIGHTS = [
    UNKNOWN,
    ("0", _("0 – uten betydning")),
    ("1", _("1 – liten")),
    ("2", _("2 – noe")),
    ("3", _("3 – middels")),
    ("4", _("4 – stor")),
    ("5", _("5 – avgjørende")),
]
SCORES = [
    UNKNOWN,
    ("-2", _("−2 – mye dårligere")),
    ("-1", _("−1 – dårligere")),
    ("0", _("0 – som i dag")),
    ("1", _("+1 – bedre")),
    ("2", _("+2 – mye bedre")),
]


class OpenAssessment(Form):
    """Which scenarios are to be weighed, and until when."""

    scenarios = forms.MultipleChoiceField(
        label=_("Hvilke scenarier skal vurderes?"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Velg fra ett til seks."),
    )
    deadline = forms.DateField(label=_("Siste dag for å svare"))

    def __init__(self, *args: Any, scenarios: Sequence[Scenario], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scenarios"].choices = [(str(one.pk), one.title) for one in scenarios]  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Row:
    """A criterion, its weight, and each scenario's score with what is measured."""

    criterion: Criterion
    today: str
    weight: forms.BoundField
    scores: list[tuple[str, forms.BoundField, str]]  # title, field, fact


class Answer(Form):
    """One person's weights and scores. Everything may be left unanswered."""

    seat_id = forms.ChoiceField(label=_("Jeg svarer som"))
    remark = forms.CharField(
        label=_("Merknad"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Om strukturen, aldri om enkeltpersoner. Vises sammen med gruppens svar."),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(
        self,
        *args: Any,
        scenarios: Sequence[Scenario],
        seats: Sequence[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.scenarios = list(scenarios)
        self.fields["seat_id"].choices = list(seats)  # type: ignore[attr-defined]
        self.only = seats[0][0] if len(seats) == 1 else ""
        if self.only:
            del self.fields["seat_id"]  # nothing to choose
        for one in CRITERIA:
            self._add(f"w_{one.code}", WEIGHTS, _("Vekt: %(name)s"), {"name": one.name})
            for n, scenario in enumerate(self.scenarios):
                about = {"name": one.name, "title": scenario.title}
                self._add(f"s{n}_{one.code}", SCORES, _("%(title)s: %(name)s"), about)

    def _add(self, name: str, choices: Any, label: Any, about: Mapping[str, Any]) -> None:
        text = str(label) % about
        self.fields[name] = forms.ChoiceField(
            label=text,
            choices=choices,
            required=False,
            widget=forms.Select(attrs={"aria-label": text}),
        )

    def rows(self, facts: Sequence[Mapping[str, str]]) -> list[Row]:
        """The table, in the order of the criteria. facts : of today, then of each scenario."""
        today, *each = facts or [{}]
        return [
            Row(
                one,
                today.get(one.code, ""),
                self[f"w_{one.code}"],
                [
                    (
                        scenario.title,
                        self[f"s{n}_{one.code}"],
                        each[n].get(one.code, "") if n < len(each) else "",
                    )
                    for n, scenario in enumerate(self.scenarios)
                ],
            )
            for one in CRITERIA
        ]

    @property
    def given(self) -> dict[str, Any]:
        """What the action takes; only after `is_valid()`."""
        told = self.cleaned_data
        return {
            "seat_id": self.only or told["seat_id"],
            "remark": told["remark"],
            "revision": told["revision"],
            "weights": self._numbers("w"),
            "scores": {
                str(one.pk): self._numbers(f"s{n}") for n, one in enumerate(self.scenarios)
            },
        }

    def _numbers(self, prefix: str) -> dict[str, int]:
        told = {one.code: self.cleaned_data.get(f"{prefix}_{one.code}") for one in CRITERIA}
        return {code: int(value) for code, value in told.items() if value}


def initial_of(answer: AssessmentAnswer | None, scenarios: Sequence[Scenario]) -> dict[str, Any]:
    """What was answered before, for the fields of `Answer`."""
    if answer is None:
        return {"revision": 0}
    found: dict[str, Any] = {"revision": answer.revision, "remark": answer.remark}
    found |= {f"w_{code}": str(value) for code, value in answer.weights.items()}
    for n, scenario in enumerate(scenarios):
        scores = answer.scores.get(str(scenario.pk), {})
        found |= {f"s{n}_{code}": str(value) for code, value in scores.items()}
    return found
