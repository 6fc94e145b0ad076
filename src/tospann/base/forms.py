"""Django's forms in the dress of the design system.

`FORM_RENDERER` names `Renderer`, so every form of the product and of its packages gets the
same fields without a word in the form itself.
"""

from datetime import date
from typing import Any

from django import forms
from django.core.validators import BaseValidator
from django.forms import boundfield, renderers
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from tospann.base import entrance

_OWN_LOOK = (forms.CheckboxSelectMultiple, forms.RadioSelect)


class Field(boundfield.BoundField):
    """A form field that knows which component draws it."""

    def __init__(self, form, field, name):
        super().__init__(form, field, name)
        field.widget.attrs.pop("placeholder", None)  # it is gone once one writes
        if isinstance(field, forms.DateField) and not self.help_text:
            self.help_text = _("Skriv datoen som dd.mm.åååå")

    @property
    def kind(self) -> str:
        """Which part of `ui/field.html` draws it: choices, checkbox or input."""
        widget = self.field.widget
        if isinstance(widget, _OWN_LOOK):
            return "choices"
        return "checkbox" if isinstance(widget, forms.CheckboxInput) else "input"

    @property
    def is_file_lost(self) -> bool:
        """A file was sent that the browser does not send again when something else is mended."""
        is_file = isinstance(self.field.widget, forms.FileInput)
        return is_file and self.form.is_bound and bool(self.data) and not self.errors

    @property
    def options(self) -> list[dict]:
        """The single choices of a radio or checkbox group, ready to print."""
        return [option.data for option in self.subwidgets]

    def build_widget_attrs(self, attrs, widget=None):
        """Django's attributes, and the class the design system styles."""
        widget = widget or self.field.widget
        attrs = super().build_widget_attrs(attrs, widget)
        if not widget.is_hidden:
            given = attrs.get("class") or widget.attrs.get("class", "")
            attrs["class"] = f"ds-input {given}".strip()
        if isinstance(self.field, forms.DateField):
            attrs |= {"inputmode": "numeric", "autocomplete": "off", "size": 12}
            attrs["data-width"] = "auto"
        return attrs


class Renderer(renderers.DjangoTemplates):
    """Draws forms, fields and error lists with the templates in `ui/`."""

    bound_field_class = Field
    form_template_name = "ui/form.html"
    field_template_name = "ui/field.html"


class NothingPersonal:
    """Mixed into a form: no field takes what seems to be about one who uses Nav.

    What was sent is read before any field makes sense of it, so a date or a hidden field refuses
    a number too, and the sentence about it is the only one on the field. What was typed stays.
    """

    def full_clean(self: Any) -> None:
        """Django's checks, and then ours on every field."""
        if not self.is_bound:
            super().full_clean()  # type: ignore[misc]
            return
        written = [(n, self[n]) for n, field in self.fields.items() if not _is_secret(field)]
        sent = {name: (bound.data, str(bound.label or name)) for name, bound in written}
        super().full_clean()  # type: ignore[misc]
        for name, (value, label) in sent.items():
            refusal = entrance.refusal_in(value, field=label)
            if refusal is not None:
                self._errors.pop(name, None)
                self.add_error(name, forms.ValidationError(str(refusal), code=refusal.code))


def _is_secret(field: forms.Field) -> bool:
    """Passwords are never kept as typed, and what a passkey sends is not written by people."""
    return isinstance(field.widget, forms.PasswordInput) or isinstance(field, forms.JSONField)


class _Year(BaseValidator):
    """A day in a year that people plan in or look back on: else a digit was mistyped."""

    message = _("Året %(show_value)s kan ikke stemme. Skriv et år fra 1900 til 2100.")
    code = "year"

    def compare(self, a: int, b: range) -> bool:
        """Whether the year is outside."""
        return a not in b

    def clean(self, x: date) -> int:
        """The year of the day."""
        return x.year


_YEARS = _Year(range(1900, 2101))


class Form(NothingPersonal, forms.Form):
    """The base of every form of the product.

    Signs that nobody sees, which come along when text is pasted, are left out: files and feeds
    cannot hold them.
    """

    def full_clean(self) -> None:
        """Django's checks on text people can read and on days that can be."""
        if isinstance(self.data, QueryDict):
            self.data = self._readable(self.data)
        for field in self.fields.values():
            if isinstance(field, forms.DateField) and _YEARS not in field.validators:
                field.validators.append(_YEARS)
        super().full_clean()

    def _readable(self, given: QueryDict) -> QueryDict:
        fields = {self.add_prefix(name): field for name, field in self.fields.items()}
        told = QueryDict(mutable=True, encoding=given.encoding)
        for name, values in given.lists():
            field = fields.get(name)
            if field is not None and _is_secret(field):
                told.setlist(name, values)
                continue
            lines = field is not None and isinstance(field.widget, forms.Textarea)
            line_end = "\n" if lines else " "
            told.setlist(name, [entrance.readable(one, line_end=line_end) for one in values])
        return told


def personal_errors(form: forms.BaseForm) -> list[str]:
    """Why fields of a form were refused as being about a person, in the order of the fields."""
    return [
        error.messages[0]
        for errors in form.errors.as_data().values()
        for error in errors
        if error.code in entrance.CODES
    ]
