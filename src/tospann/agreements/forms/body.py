"""The editing form of an agreement, made from its points. Shape only: a draft may be unfinished.

Nothing here demands that a field is filled in; what a complete text needs is told beside the
form by the kind's own tests. What cannot be read (a date that is none) stops the saving, and
stays in its field with a sentence about how to mend it.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, cast

from django import forms
from django.db.models import TextChoices
from django.forms import BaseFormSet, BoundField, formset_factory
from django.http import QueryDict
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from pydantic import BaseModel

from tospann.agreements.points import (
    Ask,
    Point,
    Row,
    Rows,
    choices_among,
    in_words,
    new_id,
    type_in,
)
from tospann.base.forms import Form
from tospann.partnerships.models import Partnership

BLANK_ROWS = 1  # in each list, so that rows can be added without JavaScript
MOST_ROWS = 200  # in one list; a guard, far above any real agreement
Choices = Mapping[str, Sequence[tuple[str, str]]]


class _MayBeEmpty(forms.Field):
    """Marked as needed, yet saved without complaint while it is empty."""

    def validate(self, value: Any) -> None:
        if value not in self.empty_values:
            super().validate(value)


class Text(_MayBeEmpty, forms.CharField):
    pass


class Whole(_MayBeEmpty, forms.IntegerField):
    default_error_messages = {"invalid": _("Skriv et helt tall, for eksempel 12.")}
    widget = forms.TextInput(attrs={"inputmode": "numeric", "size": 6, "data-width": "auto"})


class Day(_MayBeEmpty, forms.DateField):
    default_error_messages = {
        "invalid": _("Skriv datoen som dag.måned.år, for eksempel 09.11.2020.")
    }
    widget = forms.DateInput(format="%d.%m.%Y")

    def __init__(self, **given: Any) -> None:
        super().__init__(input_formats=["%d.%m.%Y", "%d.%m.%y", "%Y-%m-%d"], **given)


class Percent(_MayBeEmpty, forms.DecimalField):
    """A share in per cent with two decimals; comma or point."""

    default_error_messages = {
        "invalid": _("Skriv andelen som et tall fra 0 til 100, for eksempel 33,33."),
        "min_value": _("Andelen kan ikke være under 0."),
        "max_value": _("Andelen kan ikke være over 100."),
        "max_decimal_places": _("Skriv høyst to desimaler, for eksempel 33,33."),
    }
    widget = forms.TextInput(attrs={"inputmode": "decimal", "size": 8, "data-width": "auto"})

    def __init__(self, **given: Any) -> None:
        super().__init__(min_value=0, max_value=100, decimal_places=2, **given)

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str):
            value = value.replace(" ", "").replace("\u00a0", "").rstrip("%").replace(",", ".")
        return super().to_python(value)

    def prepare_value(self, value: Any) -> Any:
        return f"{value}".replace(".", ",") if isinstance(value, Decimal) else value


class Figure(_MayBeEmpty, forms.DecimalField):
    """A figure of any size with up to four decimals; comma or point, spaces between groups."""

    default_error_messages = {
        "invalid": _("Skriv et tall, for eksempel 42,5."),
        "max_digits": _("Tallet er for langt."),
        "max_whole_digits": _("Tallet er for langt."),
        "max_decimal_places": _("Skriv høyst fire desimaler."),
    }
    widget = forms.TextInput(attrs={"inputmode": "decimal", "size": 8, "data-width": "auto"})

    def __init__(self, **given: Any) -> None:
        super().__init__(max_digits=16, decimal_places=4, **given)

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str):
            value = value.replace(" ", "").replace("\u00a0", "").replace(",", ".")
        return super().to_python(value)

    def prepare_value(self, value: Any) -> Any:
        return f"{value}".replace(".", ",") if isinstance(value, Decimal) else value


class Choice(_MayBeEmpty, forms.ChoiceField):
    pass


class Several(_MayBeEmpty, forms.MultipleChoiceField):
    widget = forms.CheckboxSelectMultiple


class YesNo(_MayBeEmpty, forms.TypedChoiceField):
    widget = forms.RadioSelect

    def __init__(self, **given: Any) -> None:
        super().__init__(
            choices=[("True", _("Ja")), ("False", _("Nei"))],
            coerce=lambda value: value == "True",
            empty_value=None,
            **given,
        )

    def prepare_value(self, value: Any) -> Any:
        return str(value) if isinstance(value, bool) else value


@dataclass(frozen=True, slots=True)
class Section:
    """A point of the form: its own fields, and its lists as formsets."""

    id: str
    number: str
    title: str
    help: str
    fields: list[BoundField]
    formsets: list[BaseFormSet]


def form_for(
    points: Sequence[Point], schema: type[BaseModel]
) -> Callable[[Partnership, Mapping[str, Any] | None, QueryDict | None], "BodyForm"]:
    """What the kernel calls to edit a body of this kind."""
    return lambda partnership, body, data: BodyForm(points, schema, body, data)


class BodyForm:
    """All points of an agreement at once. Satisfies `agreed.kinds.BodyForm`; no queries.

    Give `data` for what was posted; then `body` is what the posted text replaces.
    """

    def __init__(
        self,
        points: Sequence[Point],
        schema: type[BaseModel],
        body: Mapping[str, Any] | None,
        data: QueryDict | None,
    ) -> None:
        self._points, self._schema, self._data = points, schema, data
        held = schema.model_validate(dict(body or {}))
        self._before = held
        choices = self._choices(held)
        asks = [ask for point in points for ask in point.asks]
        self._form = _form_class(asks, schema, choices)(
            data, initial={ask.name: getattr(held, ask.name) for ask in asks}
        )
        self._formsets = {
            rows.name: self._formset(rows, held, choices)
            for point in points
            for rows in point.rows
        }

    @property
    def sections(self) -> list[Section]:
        """The points in the order of the document."""
        return [
            Section(
                point.id,
                point.number,
                str(point.title),
                str(point.help),
                [self._form[ask.name] for ask in point.asks],
                [self._formsets[rows.name] for rows in point.rows],
            )
            for point in self._points
        ]

    @property
    def is_bound(self) -> bool:
        return self._data is not None

    @property
    def forms(self) -> list[forms.Form]:
        """Every form that may hold errors, in order, for a summary of them."""
        return [self._form, *(row for one in self._formsets.values() for row in one.forms)]

    def non_form_errors(self) -> list[str]:
        """What is wrong with a list as a whole."""
        return [str(text) for one in self._formsets.values() for text in one.non_form_errors()]

    def is_valid(self) -> bool:
        """Whether all that was typed could be read. Asks every part, so that all errors show."""
        return all([self._form.is_valid(), *(one.is_valid() for one in self._formsets.values())])

    def body(self) -> dict[str, Any]:
        """The body as typed, in the kind's shape. Only after `is_valid()`."""
        typed = {
            **self._before.model_dump(),
            **self._form.cleaned_data,
            **{name: list(one.filled()) for name, one in self._formsets.items()},
        }
        shaped = {
            name: None if value == "" and self._may_be_none(name) else value
            for name, value in typed.items()
        }
        return self._schema.model_validate(shaped).model_dump(mode="json")

    def _may_be_none(self, name: str) -> bool:
        return self._schema.model_fields[name].default is None

    def _formset(self, rows: Rows, held: BaseModel, choices: Choices) -> "RowSet":
        row_schema, _several = type_in(self._schema, rows.name)
        made = cast(
            "type[RowSet]",
            formset_factory(
                _form_class(rows.asks, row_schema, choices, base=RowForm),
                formset=RowSet,
                extra=BLANK_ROWS,
                can_delete=True,
                absolute_max=MOST_ROWS,
                max_num=MOST_ROWS,
            ),
        )
        initial = [
            {name: getattr(row, name) for name in ("id", *(ask.name for ask in rows.asks))}
            for row in getattr(held, rows.name)
        ]
        return made(
            self._data, initial=initial, prefix=rows.name, rows=rows, schema=row_schema, body=held
        )

    def _choices(self, held: BaseModel) -> Choices:
        """What can be chosen among: rows of the body, and rows just typed."""
        found: dict[str, list[tuple[str, str]]] = {}
        for point in self._points:
            for rows in point.rows:
                row_schema, _several = type_in(self._schema, rows.name)
                if hasattr(row_schema, "choice"):
                    typed = list(_typed(rows, row_schema, self._data)) if self._data else []
                    kept = [] if self._data else getattr(held, rows.name)
                    found[rows.name] = choices_among([*kept, *typed])
        return found


class RowForm(Form):
    """One row. `id` follows it through all versions; `part_id` is the part it reads as."""

    id = forms.SlugField(widget=forms.HiddenInput, required=False, max_length=40)
    legend = ""
    part_id = ""


class RowSet(BaseFormSet):
    """The rows of a list. Knows its title, and how a row is added."""

    def __init__(
        self,
        data: QueryDict | None,
        *,
        initial: list[dict[str, Any]],
        prefix: str,
        rows: Rows,
        schema: type[BaseModel],
        body: BaseModel,
    ) -> None:
        self.rows = rows
        self._schema, self._body = schema, body
        self._saved = {row["id"]: row for row in initial}
        # What is posted stands alone: a saved row at the same place may be another one.
        super().__init__(data, initial=initial if data is None else None, prefix=prefix)

    @property
    def legend(self) -> str:
        """What the list is called."""
        return str(self.rows.title)

    @property
    def help(self) -> str:
        return str(self.rows.help)

    @property
    def add_label(self) -> str:
        """What the button that saves and redraws with blank rows says."""
        return _now("Legg til %s") % self.rows.one

    def add_fields(self, form: forms.Form, index: int | None) -> None:
        """Every row can be marked for removal; a new one gets its name before it is sent."""
        super().add_fields(form, index)
        form.fields["DELETE"].label = _("Fjern")
        if not self.is_bound and (index is None or index >= self.initial_form_count()):
            form.initial["id"] = new_id()
        row, saved = cast(RowForm, form), self._saved.get(form["id"].value())
        first = self.rows.asks[0]
        words = in_words(saved[first.name], first, self._body) if saved else ""
        row.legend = words or _now("Ny rad")
        row.part_id = f"{self.rows.part}-{saved['id']}" if saved and self.rows.part else ""

    def filled(self) -> Iterator[dict[str, Any]]:
        """The rows with something in them that were not marked for removal, in order."""
        for form in self.forms:
            cleaned = dict(form.cleaned_data)
            if not cleaned.pop("DELETE", False) and any(
                value not in (None, "", []) for name, value in cleaned.items() if name != "id"
            ):
                yield _without_empty(cleaned, self._schema)


def _without_empty(cleaned: dict[str, Any], schema: type[BaseModel]) -> dict[str, Any]:
    """An empty choice or date is left to the schema's own default; so is a missing id."""
    return {
        name: value
        for name, value in cleaned.items()
        if value != "" or (type_in(schema, name)[0] is str and name != "id")
    }


def _typed(rows: Rows, schema: type[Row], data: QueryDict) -> Iterator[Row]:
    """The posted rows as far as their plain texts go."""
    for n in range(MOST_ROWS):
        if f"{rows.name}-{n}-id" not in data:
            return
        texts = {
            name: data.get(f"{rows.name}-{n}-{name}", "").strip()
            for name in schema.model_fields
            if type_in(schema, name) == (str, False)
        }
        yield schema.model_validate({name: text for name, text in texts.items() if text})


def _form_class(
    asks: Sequence[Ask],
    schema: type[BaseModel],
    choices: Choices,
    *,
    base: type[Form] = Form,
) -> type[forms.Form]:
    fields: dict[str, forms.Field] = {ask.name: _field(ask, schema, choices) for ask in asks}
    return type("PointForm", (base,), {**fields, "use_required_attribute": False})


def _field(ask: Ask, schema: type[BaseModel], choices: Choices) -> forms.Field:
    """The field that fits the type in the schema."""
    kind, several = type_in(schema, ask.name)
    given: dict[str, Any] = {
        "label": ask.label,
        "help_text": ask.help,
        "required": not ask.optional,
    }
    offered = choices.get(ask.among, ()) if ask.among else ask.choices
    if several:
        return Several(choices=offered, **given)
    if kind is bool:
        return YesNo(**given)
    if issubclass(kind, TextChoices):
        return Choice(choices=[("", "–"), *kind.choices], **given)
    if ask.among or ask.choices:
        return Choice(choices=[("", "–"), *offered], **given)
    if kind is date:
        return Day(**given)
    if kind is int:
        return Whole(min_value=0, max_value=ask.most, **given)
    if kind is Decimal:
        return Figure(**given) if ask.figure else Percent(**given)
    widget = forms.Textarea(attrs={"rows": 3}) if ask.long else forms.TextInput
    return Text(widget=widget, max_length=5000 if ask.long else 500, **given)
