"""The writer's form: which alternatives, and one field for each chapter. Figures are no fields."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BaseFormSet, BoundField
from django.http import QueryDict
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from tospann.agreements.forms.body import BodyForm, Choice, Several, Text
from tospann.agreements.points import Point
from tospann.agreements.sources import PRACTICE
from tospann.base.forms import Form
from tospann.partnerships.models import Partnership
from tospann.structure.selectors.scenarios import scenarios, titles_of
from tospann.structure.study import chapters, live, milestones, risks
from tospann.structure.study.body import Goal, Study, Words
from tospann.structure.study.text import MILESTONES, PROPOSAL, RISKS

LONG, GOAL = 8000, 2000  # signs
MOST = 4  # alternatives beside the one that is recommended
ROWS = (
    Point(RISKS, "10.1", _("Hva som kan gå galt"), PRACTICE, rows=(risks.ROWS,)),
    Point(MILESTONES, "10.2", _("Når ting skal være nådd"), PRACTICE, rows=(milestones.ROWS,)),
)
Asked = tuple[str, forms.Field, Any]  # name, field, what stands in it


class NewStudy(Form):
    """Which scenario is recommended, which stand beside it, and what the study is called."""

    recommended = forms.ChoiceField(
        label=_("Hvilket scenario tilrår dere?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Velg scenarioet dere tilrår."),
            "invalid_choice": _("Velg et scenario i listen."),
        },
    )
    others = forms.MultipleChoiceField(
        label=_("Hvilke andre skal stå ved siden av?"),
        help_text=_("Velg høyst fire. Dagens kontorer er alltid med."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    title = forms.CharField(
        label=_("Hva skal utredningen hete?"),
        help_text=_("Navnet kan endres til utredningen åpnes."),
        max_length=200,
        required=False,
    )

    def __init__(self, data: QueryDict | None = None, *, choices: list[tuple[str, str]]) -> None:
        super().__init__(data)
        for name in ("recommended", "others"):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices

    def clean_others(self) -> list[str]:
        """At most four."""
        found = self.cleaned_data["others"]
        if len(found) > MOST:
            raise forms.ValidationError(_now("Velg høyst fire."))
        return found


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the form, as the kernel's draft page prints it."""

    id: str
    number: str
    title: str
    help: str
    fields: list[BoundField]
    formsets: Sequence[BaseFormSet] = ()
    folded: str = ""  # what stands on the fold; empty when it is not folded
    open: bool = True


def _long(label: Any, length: int, *, help: Any = "", rows: int = 5) -> forms.Field:
    return Text(
        label=label,
        max_length=length,
        required=False,
        help_text=help,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class Chapters(Form):
    """Every field of the draft. Those of chapters and goals are added by their ids."""

    use_required_attribute = False

    proposal = _long(
        _("Forslag til vedtak"), LONG, help=_("Den samme teksten går til alle kommunestyrene.")
    )


class StudyForm:
    """Edits a study's body. Satisfies `agreed.kinds.BodyForm`.

    Three queries, and one more when a scenario is put aside.
    """

    def __init__(
        self,
        partnership: Partnership,
        body: Mapping[str, Any] | None,
        data: QueryDict | None,
    ) -> None:
        stored = Study.model_validate(dict(body or {}))
        self._before = live.written_in(partnership, stored)
        self._choices = [(str(one.pk), one.title) for one in scenarios(partnership)]
        known = {id for id, _title in self._choices}
        gone = titles_of([id for id in stored.scenarios if id not in known])
        self._choices += [
            (id, _now("%(title)s (lagt bort)") % {"title": title}) for id, title in gone.items()
        ]
        self._form = Chapters(data)
        listed = {"risks": self._before.risks, "milestones": self._before.milestones}
        self._rows = BodyForm(ROWS, Study, listed, data)
        self.is_bound = data is not None
        self.sections = [self._alternatives()]
        for one in chapters.ALL:
            self.sections.append(self._chapter(one))
            if one.id == chapters.ADVICE:
                self.sections.append(self._goals())
                self.sections.append(self._proposal())
            if one.id == chapters.CARRYING_OUT:
                self.sections += self._lists()

    # --- The parts of the form ----------------------------------------------------------

    def _section(
        self, id: str, number: str, title: str, asked: Iterable[Asked], help: str = ""
    ) -> Section:
        names = []
        for name, field, initial in asked:
            self._form.fields[name] = field
            self._form.initial[name] = initial
            names.append(name)
        return Section(id, number, title, help, [self._form[name] for name in names])

    def _alternatives(self) -> Section:
        chosen = self._before.scenarios
        return self._section(
            "scenarier",
            "0",
            _now("Scenariene utredningen er laget av"),
            [
                (
                    "recommended",
                    Choice(label=_now("Alternativ A, det som tilrås"), choices=self._choices),
                    chosen[0] if chosen else "",
                ),
                (
                    "others",
                    Several(
                        label=_now("Andre alternativer"), choices=self._choices, required=False
                    ),
                    chosen[1:],
                ),
            ],
            _now("Tall, kart og tabeller hentes fra scenariene til utredningen åpnes."),
        )

    def _chapter(self, one: chapters.Heading) -> Section:
        asked: list[Asked] = [
            (
                f"text-{one.id}",
                _long(_now("Teksten deres"), LONG, help=one.asks),
                self._before.text_of(one.id),
            )
        ]
        if said := self._before.chapter(one.id).said:
            asked.append(
                (
                    f"said-{one.id}",
                    forms.BooleanField(
                        label=_now("Ta med setningene som er laget av tallene"),
                        help_text=" ".join(said),
                        required=False,
                    ),
                    one.id not in self._before.silent,
                )
            )
        return self._section(one.id, one.number, str(one.title), asked)

    def _goals(self) -> Section:
        asked = [
            (
                f"goal-{one.id}",
                _long(one.title, GOAL, help=" ".join(one.said), rows=2),
                one.text,
            )
            for one in self._before.goals
        ]
        return self._section(
            "mal",
            "9.1",
            _now("Målene"),
            asked,
            _now("Skriv hva alternativ A betyr for målet. Mål uten tekst og tall tas ikke med."),
        )

    def _proposal(self) -> Section:
        self._form.initial["proposal"] = self._before.proposal
        title = _now("Forslag til vedtak i alle kommunestyrene")
        return Section(PROPOSAL, "9.2", title, "", [self._form["proposal"]])

    def _lists(self) -> list[Section]:
        """Risks and milestones: rows, folded until something in them is wrong."""
        before = self._before
        self._form.fields["seen"] = Several(
            label=_now("Risikoer andre har møtt"),
            help_text=_now(
                "Kryss av for dem som gjelder dere. De blir rader når dere lagrer. Kilde: "
                "%(source)s."
            )
            % {"source": risks.SOURCE},
            choices=risks.offered(before.risks),
            required=False,
        )
        risk, milestone = self._rows.sections
        dated = sum(one.on is not None for one in before.milestones)
        return [
            Section(
                risk.id,
                risk.number,
                risk.title,
                _now(
                    "Det som er ulovlig eller uklart ved alternativ A, kommer med av seg selv. "
                    "Skriv roller, ikke navn på personer."
                ),
                [self._form["seen"]],
                risk.formsets,
                ngettext("%(count)s risiko", "%(count)s risikoer", len(before.risks))
                % {"count": len(before.risks)},
                self._is_open(risk.formsets),
            ),
            Section(
                milestone.id,
                milestone.number,
                milestone.title,
                _now(
                    "Sett en dato der dere vet den, og fjern det som ikke hører til. Uten dato "
                    "står det at den ikke er satt."
                ),
                [],
                milestone.formsets,
                ngettext(
                    "%(count)s milepæl, %(dated)s med dato",
                    "%(count)s milepæler, %(dated)s med dato",
                    len(before.milestones),
                )
                % {"count": len(before.milestones), "dated": dated},
                self._is_open(milestone.formsets),
            ),
        ]

    def _is_open(self, formsets: Sequence[BaseFormSet]) -> bool:
        """Whether a row could not be read, so that its error must be seen."""
        return self.is_bound and not all(one.is_valid() for one in formsets)

    # --- What was typed -----------------------------------------------------------------

    @property
    def forms(self) -> list[forms.Form]:
        """The chapters, and then each row."""
        return [self._form, *self._rows.forms]

    def non_form_errors(self) -> list[str]:
        """What is wrong with a list as a whole."""
        return self._rows.non_form_errors()

    def is_valid(self) -> bool:
        """Whether all that was typed could be read, and there are no more than five."""
        valid = all([self._form.is_valid(), self._rows.is_valid()])
        if len(self._form.cleaned_data.get("others", [])) > MOST:
            self._form.add_error("others", _now("Velg høyst fire."))
            return False
        return valid

    def body(self) -> dict[str, Any]:
        """What people chose and wrote; the rest is quoted anew. Only after `is_valid()`."""
        given, before = self._form.cleaned_data, self._before
        first = given["recommended"]
        others = [one for one in given["others"] if one != first]
        silent = [
            one.id
            for one in chapters.ALL
            if (one.id in before.silent and f"said-{one.id}" not in given)
            or given.get(f"said-{one.id}") is False
        ]
        rows = Study.model_validate(self._rows.body())
        held = {one.id for one in rows.risks}
        return Study(
            risks=[*rows.risks, *risks.chosen(one for one in given["seen"] if one not in held)],
            milestones=rows.milestones,
            scenarios=[one for one in (first, *others) if one],
            words=[
                Words(id=one.id, text=given[f"text-{one.id}"])
                for one in chapters.ALL
                if given[f"text-{one.id}"]
            ],
            silent=silent,
            goals=[
                Goal(id=one.id, title=one.title, text=given[f"goal-{one.id}"])
                for one in before.goals
            ],
            proposal=given["proposal"],
        ).model_dump(mode="json")
