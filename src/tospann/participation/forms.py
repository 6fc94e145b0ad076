"""The shape of what people send about hearings."""

import re
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from tospann.agreed.models import Document
from tospann.base.forms import Form
from tospann.participation.actions import Followed, NewBody
from tospann.participation.models import BodySort, Hearing, Outcome, Question
from tospann.participation.selectors import BodyLine, ReplyLine

SPARE = 3  # empty rows below the bodies that are there
MOST_BODIES = 200
MOST_QUESTIONS = 30
LONGEST_QUESTION = 400
_DIGITS = re.compile(r"\d{1,4}")
SORTS = [("", _("Velg type")), *BodySort.choices]


def _text(rows: int = 4, **given: Any) -> forms.CharField:
    return forms.CharField(**given, widget=forms.Textarea(attrs={"rows": rows}))


class NewHearing(Form):
    """Which document, and what the hearing is called."""

    document = forms.ChoiceField(label=_("Hvilket dokument skal på høring?"))
    title = forms.CharField(label=_("Hva skal høringen hete?"), max_length=200)

    def __init__(self, *args: Any, documents: Sequence[Document], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["document"].choices = [(str(one.pk), one.title) for one in documents]  # type: ignore[attr-defined]


class Draft(Form):
    """The whole draft: text, bodies in rows, and a question on each line."""

    title = forms.CharField(label=_("Tittel"), max_length=200)
    introduction = _text(
        6,
        label=_("Innledning"),
        required=False,
        max_length=6000,
        help_text=_("Hva saken gjelder, og hva dere vil vite. Vanlig tekst uten overskrifter."),
    )
    questions = _text(
        8,
        label=_("Spørsmål"),
        required=False,
        max_length=MOST_QUESTIONS * (LONGEST_QUESTION + 2),  # and what parts the lines
        help_text=_(
            "Skriv ett spørsmål på hver linje. Alle instansene får de samme. Minst ett må stå her "
            "før høringen sendes."
        ),
    )
    deadline = forms.DateField(
        label=_("Siste dag for å svare"),
        required=False,
        help_text=_(
            "Seks til åtte uker er vanlig. Det er praksis, ikke lov. Setter dere en kortere "
            "frist, må dere skrive hvorfor. Datoen må stå her før høringen sendes. Skriv den som "
            "dd.mm.åååå."
        ),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    rows = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=MOST_BODIES)

    def __init__(self, *args: Any, bodies: Sequence[NewBody] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = max(len(bodies), min(len(bodies) + SPARE, MOST_BODIES))
        self.count = self._sent() if self.is_bound else rows
        self.initial["rows"] = self.count
        known = list(bodies) + [NewBody("", "")] * self.count
        for n in range(self.count):
            self._add(n, known[n])

    def _sent(self) -> int:
        """As many rows as were sent; a browser sends no other number than it was given."""
        told = str(self.data.get("rows", ""))
        return min(int(told), MOST_BODIES) if _DIGITS.fullmatch(told) else 0

    def _add(self, n: int, body: NewBody) -> None:
        number = {"number": n + 1}
        self.fields[f"name_{n}"] = forms.CharField(
            label=_now("Instans %(number)s") % number, max_length=160, required=False
        )
        self.fields[f"sort_{n}"] = forms.ChoiceField(
            label=_now("Type for instans %(number)s") % number, choices=SORTS, required=False
        )
        self.initial = {**self.initial, f"name_{n}": body.name, f"sort_{n}": body.sort}

    def clean_questions(self) -> list[str]:
        """The lines that are not empty."""
        lines = [" ".join(one.split()) for one in self.cleaned_data["questions"].splitlines()]
        found = [one for one in lines if one]
        if len(found) > MOST_QUESTIONS:
            raise forms.ValidationError(
                _("Du har skrevet %(count)s spørsmål. Ta med høyst %(most)s."),
                params={"count": len(found), "most": MOST_QUESTIONS},
            )
        if any(len(one) > LONGEST_QUESTION for one in found):
            raise forms.ValidationError(
                _("Et spørsmål kan ha høyst %(most)s tegn."), params={"most": LONGEST_QUESTION}
            )
        return found

    def clean(self) -> dict[str, Any]:
        """A body has a name and a sort, or neither."""
        told = super().clean() or self.cleaned_data
        for n in range(self.count):
            if told.get(f"name_{n}") and not told.get(f"sort_{n}"):
                self.add_error(f"sort_{n}", _("Velg hva slags instans dette er."))
            if told.get(f"sort_{n}") and not told.get(f"name_{n}"):
                told[f"sort_{n}"] = ""  # a row that was emptied
        return told

    @property
    def body_rows(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """Name and sort of each row."""
        return [(self[f"name_{n}"], self[f"sort_{n}"]) for n in range(self.count)]

    @property
    def given(self) -> dict[str, Any]:
        """What the action takes; only after `is_valid()`."""
        told = self.cleaned_data
        return {
            **{name: told[name] for name in ("title", "introduction", "questions", "deadline")},
            "revision": told["revision"],
            "bodies": [
                NewBody(" ".join(told[f"name_{n}"].split()), told[f"sort_{n}"])
                for n in range(self.count)
                if told[f"name_{n}"].strip()
            ],
        }


def draft_of(
    hearing: Hearing, bodies: Sequence[BodyLine], questions: Sequence[Question], data: Any
) -> Draft:
    """The form of a draft, as it is saved or as it was sent."""
    return Draft(
        data,
        bodies=[NewBody(one.row.name, one.row.sort) for one in bodies],
        initial={
            "title": hearing.title,
            "introduction": hearing.introduction,
            "questions": "\n".join(one.text for one in questions),
            "deadline": hearing.deadline,
            "revision": hearing.revision,
        },
    )


class Send(Form):
    """What is sent, as the sender saw it."""

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    version = forms.UUIDField(widget=forms.HiddenInput)
    reason = _text(
        3,
        label=_("Hvorfor må fristen være kortere enn seks uker?"),
        required=False,
        max_length=1000,
        help_text=_("Alle kan lese begrunnelsen."),
    )


class Extend(Form):
    """More time, and why."""

    deadline = forms.DateField(label=_("Ny siste dag for å svare"))
    reason = _text(
        3, label=_("Begrunnelse"), max_length=1000, help_text=_("Alle kan lese begrunnelsen.")
    )


class AddBody(Form):
    """One more to ask."""

    name = forms.CharField(
        label=_("Navnet på instansen"),
        max_length=160,
        help_text=_("Et råd, et utvalg, en kommune eller en annen instans. Aldri en person."),
    )
    sort = forms.ChoiceField(label=_("Type"), choices=SORTS)


class CallOff(Form):
    """Why it ends early."""

    reason = _text(
        3,
        label=_("Hvorfor avlyser dere høringen?"),
        max_length=1000,
        help_text=_("Alle kan lese begrunnelsen."),
    )


class Register(Form):
    """What a body has answered, question by question."""

    received_on = forms.DateField(label=_("Når kom svaret?"))
    declined = forms.BooleanField(
        label=_("Instansen har sagt at den ikke vil svare"), required=False
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, line: BodyLine, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.line = line
        for n, one in enumerate(line.replies, start=1):
            self._add(n, one)

    def _add(self, n: int, one: ReplyLine) -> None:
        self.fields[f"text_{n}"] = _text(
            4,
            label=_now("Svar på spørsmål %(number)s") % {"number": n},
            required=False,
            max_length=20_000,
        )
        self.fields[f"silent_{n}"] = forms.BooleanField(
            label=_now("Ingen merknad til spørsmål %(number)s") % {"number": n}, required=False
        )
        if one.reply is not None:
            said = one.reply.text
            self.initial = {**self.initial, f"text_{n}": said, f"silent_{n}": not said}

    def clean(self) -> dict[str, Any]:
        """A question is answered, or there is no remark to it; never both."""
        told = super().clean() or self.cleaned_data
        for n, _one in enumerate(self.line.replies, start=1):
            if told.get(f"text_{n}") and told.get(f"silent_{n}"):
                self.add_error(
                    f"silent_{n}",
                    _("Du har skrevet et svar. Ta bort krysset, eller ta bort svaret."),
                )
        return told

    @property
    def rows(self) -> list[tuple[Question, forms.BoundField, forms.BoundField]]:
        """Each question with the field of its answer and that of no remark."""
        return [
            (one.question, self[f"text_{n}"], self[f"silent_{n}"])
            for n, one in enumerate(self.line.replies, start=1)
        ]

    @property
    def replies(self) -> dict[UUID, str]:
        """The replies by question; only after `is_valid()`."""
        told = self.cleaned_data
        return {
            one.question.pk: told[f"text_{n}"]
            for n, one in enumerate(self.line.replies, start=1)
            if told[f"text_{n}"] or told[f"silent_{n}"]
        }


class FollowUpForm(Form):
    """What came of each of a body's replies. One may be left for later.

    The fields go by the question's number, so that none moves to another reply when the answer
    is corrected meanwhile.
    """

    answer = forms.IntegerField(widget=forms.HiddenInput, min_value=1)  # its revision, as it was

    def __init__(self, *args: Any, line: BodyLine, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.told = {one.question.number: one for one in line.replies if not one.silent}
        self.initial = {**self.initial, "answer": line.answer.revision if line.answer else 0}
        for n, one in self.told.items():
            self._add(n, one)

    def _add(self, n: int, one: ReplyLine) -> None:
        number = {"number": n}
        self.fields[f"outcome_{n}"] = forms.ChoiceField(
            label=_now("Hva kom av svaret på spørsmål %(number)s?") % number,
            choices=Outcome.choices,
            widget=forms.RadioSelect,
            required=False,
        )
        self.fields[f"reason_{n}"] = _text(
            3,
            label=_now("Hvorfor? Svar på spørsmål %(number)s") % number,
            required=False,
            max_length=4000,
            help_text=_("Begynn gjerne med «Fordi …». Alle kan lese det."),
        )
        self.fields[f"revision_{n}"] = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
        followed = one.followed
        self.initial = {
            **self.initial,
            f"outcome_{n}": followed.outcome if followed else "",
            f"reason_{n}": followed.reason if followed else "",
            f"revision_{n}": followed.revision if followed else 0,
        }

    def clean(self) -> dict[str, Any]:
        """A reason where one is wanted, an outcome where there is a reason, and something said."""
        told = super().clean() or self.cleaned_data
        for n in self.told:
            outcome, reason = told.get(f"outcome_{n}"), told.get(f"reason_{n}")
            if reason and not outcome:
                self.add_error(f"outcome_{n}", _("Velg hva som kom av svaret."))
            if outcome and outcome != Outcome.NOTED and not reason:
                self.add_error(f"reason_{n}", _("Skriv hvorfor."))
        if not self.errors and not self.followed:
            self.add_error(None, _("Du har ikke endret noe. Velg hva som kom av minst ett svar."))
        return told

    @property
    def rows(self) -> list[tuple[ReplyLine, forms.BoundField, forms.BoundField, forms.BoundField]]:
        """Each reply with its fields: outcome, reason, revision."""
        return [
            (one, self[f"outcome_{n}"], self[f"reason_{n}"], self[f"revision_{n}"])
            for n, one in self.told.items()
        ]

    @property
    def followed(self) -> list[Followed]:
        """What was changed; only after `is_valid()`, or in `clean`."""
        told = self.cleaned_data
        return [
            Followed(
                one.question.pk,
                told[f"outcome_{n}"],
                told[f"reason_{n}"],
                told[f"revision_{n}"],
            )
            for n, one in self.told.items()
            if told.get(f"outcome_{n}") and self._differs(n)
        ]

    def _differs(self, n: int) -> bool:
        return any(
            (self.cleaned_data.get(f"{name}_{n}") or "") != (self.initial[f"{name}_{n}"] or "")
            for name in ("outcome", "reason")
        )


def with_newest(form: Form, **revisions: int) -> None:
    """What was typed, to be saved over what somebody else has saved meanwhile."""
    sent = form.data.copy()  # type: ignore[attr-defined]
    for name, revision in revisions.items():
        sent[name] = str(revision)
    form.data = sent
