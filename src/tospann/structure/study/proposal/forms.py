"""The writer's form: from when, and a note. The text to decide on is the study's."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from tospann.agreements.forms.body import Day, Text
from tospann.base.forms import Form
from tospann.partnerships.models import Partnership
from tospann.structure.study.forms import Section
from tospann.structure.study.proposal import kind, text
from tospann.structure.study.proposal.body import Proposal


class Typed(Form):
    """What people type in a proposal."""

    use_required_attribute = False

    since = Day(label=_("Fra hvilken dag skal den nye kontorstrukturen gjelde?"), required=False)
    note = Text(
        label=_("Merknad"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ProposalForm:
    """Edits a proposal's body. Satisfies `agreed.kinds.BodyForm`. One query."""

    def __init__(
        self,
        partnership: Partnership,
        body: Mapping[str, Any] | None,
        data: QueryDict | None,
    ) -> None:
        self._before = kind.written_in(partnership, Proposal.model_validate(dict(body or {})))
        self._form = Typed(data, initial={"since": self._before.since, "note": self._before.note})
        self.is_bound = data is not None
        self.sections = [
            Section(text.DECISION, "1", _now("Forslag til vedtak"), self._before.text, []),
            Section(text.SINCE, "3", _now("Når det skal gjelde"), "", [self._form["since"]]),
            Section(text.GROUND, "4", _now("Merknad"), "", [self._form["note"]]),
        ]

    @property
    def forms(self) -> list[forms.Form]:
        """The one form there is."""
        return [self._form]

    def non_form_errors(self) -> list[str]:
        """None: every error stands at its field."""
        return []

    def is_valid(self) -> bool:
        """Whether what was typed could be read."""
        return self._form.is_valid()

    def body(self) -> dict[str, Any]:
        """What is typed; the rest is quoted anew. Only after `is_valid()`."""
        given = self._form.cleaned_data
        return Proposal(
            version=self._before.version, since=given["since"], note=given["note"]
        ).model_dump(mode="json")
