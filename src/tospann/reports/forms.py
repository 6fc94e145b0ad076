"""The writer's form: one field for each thing typed, grouped as the report is read.

What is quoted (goals, measures, figures) is no field: it stands in the headings and helps.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.http import QueryDict
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from tospann.agreements.forms.body import Several, Text, Whole
from tospann.base.forms import Form
from tospann.partnerships.models import Partnership
from tospann.reports import text, words
from tospann.reports.body import MOST_FOR_COUNCIL, Choice, Cost, Goal, Report
from tospann.reports.selectors.live import written_in

SUMMARY, LONG, SHORT, LINE = 700, 2000, 160, 200  # signs
MOST_KRONER = 10_000_000_000
Asked = tuple[str, forms.Field | None, Any]  # name, field unless declared, what stands in it


class NewReport(Form):
    """Which period to report on."""

    period = forms.ChoiceField(
        label=_("Hvilken periode?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Velg en periode."),
            "invalid_choice": _("Velg en periode i listen."),
        },
    )

    def __init__(self, data: QueryDict | None = None, *, periods: list[tuple[str, str]]) -> None:
        super().__init__(data)
        field = self.fields["period"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = periods


def _long(
    label: Any, length: int, *, optional: bool = False, help: Any = "", rows: int = 2
) -> forms.Field:
    return Text(
        label=label,
        max_length=length,
        required=not optional,
        help_text=help,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


def _line(label: Any, length: int, *, optional: bool = False, help: Any = "") -> forms.Field:
    return Text(label=label, max_length=length, required=not optional, help_text=help)


class Writing(Form):
    """Every field of the draft. Those about a goal, an owner or a figure are added by its id."""

    use_required_attribute = False

    summary = _long(_("Hva skjedde i perioden?"), SUMMARY, rows=4)
    cost_source = _line(
        _("Hvor er beløpene hentet fra?"), LINE, help=_("For eksempel: Regnskap per 30. april.")
    )
    common_choice = _long(_("Det samme for alle kommunestyrene"), 400, optional=True)
    note = _long(_("Merknad"), LONG, optional=True, rows=3)


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the form, as the kernel's draft page prints it."""

    id: str
    number: str
    title: str
    help: str
    fields: list[BoundField]
    formsets: tuple = ()


class ReportForm:
    """Edits a report's body. Satisfies `agreed.kinds.BodyForm`. The queries of `written_in`."""

    def __init__(
        self,
        partnership: Partnership,
        body: Mapping[str, Any] | None,
        data: QueryDict | None,
    ) -> None:
        self._stored = Report.model_validate(dict(body or {}))
        every_figure = self._stored.model_copy(update={"left_out": []})
        self._before = written_in(partnership, every_figure)
        self._form = Writing(data)
        self.is_bound = data is not None
        self.sections = [
            self._summary(),
            *(self._goal(n, one) for n, one in enumerate(self._before.goals, start=1)),
            self._figures(),
            self._costs(),
            self._choices(),
            self._note(),
        ]

    # --- The parts of the form ----------------------------------------------------------

    def _section(
        self, id: str, number: str, title: str, asked: Iterable[Asked], help: str = ""
    ) -> Section:
        names = []
        for name, field, initial in asked:
            if field is not None:
                self._form.fields[name] = field
            self._form.initial[name] = initial
            names.append(name)
        return Section(id, number, title, help, [self._form[name] for name in names])

    def _summary(self) -> Section:
        return self._section(
            text.SUMMARY,
            "1",
            _now("Kort sagt"),
            [("summary", None, self._before.summary)],
            _now("Tre til fem setninger som et kommunestyremedlem leser på et halvt minutt."),
        )

    def _goal(self, number: int, goal: Goal) -> Section:
        return self._section(
            goal.part_id,
            f"2.{number}",
            goal.title,
            [
                (
                    f"goal-{goal.id}-text",
                    _long(_now("Hva vi gjorde, og hva som kom ut av det"), LONG, rows=4),
                    goal.text,
                ),
                (
                    f"goal-{goal.id}-short",
                    _line(
                        _now("I én setning, til kommunestyrene"),
                        SHORT,
                        help=_now("Høyst 160 tegn. Uten fagord."),
                    ),
                    goal.short,
                ),
                *(
                    (
                        f"measure-{one.id}",
                        _long(
                            _now("Tiltak: %(title)s") % {"title": one.title},
                            500,
                            optional=True,
                            help=text.status(one),
                        ),
                        one.text,
                    )
                    for one in self._before.measures_of(goal.id)
                ),
            ],
        )

    def _figures(self) -> Section:
        codes = [(one.id, f"{one.id} {one.title}") for one in self._before.figures]
        left_out = set(self._stored.left_out)
        return self._section(
            text.FIGURES,
            "3",
            _now("Tall"),
            [
                (
                    "shown",
                    Several(label=_now("Tall i rapporten"), choices=codes, required=False),
                    [code for code, _words in codes if code not in left_out],
                ),
                (
                    "for_council",
                    Several(
                        label=_now("Tall på siden til kommunestyrene"),
                        choices=codes,
                        required=False,
                        help_text=_now(
                            "Velg høyst fire. Velger du ingen, tar vi de første som viser "
                            "resultater."
                        ),
                    ),
                    list(self._stored.for_council),
                ),
            ],
            _now(
                "Tallene hentes fra resultatene, og du skriver dem ikke her. De følger "
                "resultatene til rapporten åpnes for godkjenning, og fryses da."
            ),
        )

    def _costs(self) -> Section:
        asked: list[Asked] = []
        for party in self._before.parties:
            cost = self._before.cost_of(party.code) or Cost(id=party.code)
            owner = {"owner": party.name}
            spent = Whole(
                label=_now("Kroner brukt av %(owner)s") % owner,
                min_value=0,
                max_value=MOST_KRONER,
                help_text=text.frame(party),
            )
            note = _line(_now("Merknad til beløpet for %(owner)s") % owner, LINE, optional=True)
            asked += [
                (f"cost-{party.code}-kroner", spent, cost.kroner),
                (f"cost-{party.code}-note", note, cost.note),
            ]
        asked.append(("cost_source", None, self._before.cost_source))
        return self._section(
            text.COSTS, "4", _now("Kostnader"), asked, _now("I hele kroner, for perioden.")
        )

    def _choices(self) -> Section:
        return self._section(
            text.CHOICES,
            "5",
            _now("Hva kommunestyrene kan bestemme"),
            [
                ("common_choice", None, self._before.common_choice),
                *(
                    (
                        f"choice-{party.code}",
                        _long(
                            _now("Bare for kommunestyret i %(municipality)s")
                            % {"municipality": words.short_name(party.name)},
                            400,
                            optional=True,
                        ),
                        self._before.choice_of(party.code),
                    )
                    for party in self._before.municipalities
                ),
            ],
        )

    def _note(self) -> Section:
        asked = ("note", None, self._before.note)
        return self._section(text.NOTE, "6", _now("Merknad"), [asked])

    # --- What was typed -----------------------------------------------------------------

    @property
    def forms(self) -> list[forms.Form]:
        """The one form there is."""
        return [self._form]

    def non_form_errors(self) -> list[str]:
        """None: every error stands at its field."""
        return []

    def is_valid(self) -> bool:
        """Whether all that was typed could be read, and the councils' figures fit on the page."""
        valid = self._form.is_valid()
        if len(self._form.cleaned_data.get("for_council", [])) > MOST_FOR_COUNCIL:
            self._form.add_error("for_council", _now("Velg høyst fire tall."))
            return False
        return valid

    def body(self) -> dict[str, Any]:
        """The body as typed. Only after `is_valid()`."""
        given, before = self._form.cleaned_data, self._before
        typed = {name: given[name] for name in ("summary", "cost_source", "common_choice", "note")}
        typed["for_council"] = given["for_council"]
        typed["left_out"] = [one.id for one in before.figures if one.id not in given["shown"]]
        typed["figures"] = [one for one in before.figures if one.id in given["shown"]]
        typed["goals"] = [
            one.model_copy(
                update={name: given[f"goal-{one.id}-{name}"] for name in ("text", "short")}
            )
            for one in before.goals
        ]
        typed["measures"] = [
            one.model_copy(update={"text": given.get(f"measure-{one.id}", one.text)})
            for one in before.measures
        ]
        typed["costs"] = [
            Cost(
                id=one.code,
                kroner=given[f"cost-{one.code}-kroner"],
                note=given[f"cost-{one.code}-note"],
            )
            for one in before.parties
        ]
        typed["choices"] = [
            Choice(id=one.code, text=given[f"choice-{one.code}"]) for one in before.municipalities
        ]
        return before.model_copy(update=typed).model_dump(mode="json")
