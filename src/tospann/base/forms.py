"""Django's forms in the dress of the design system.

`FORM_RENDERER` names `Renderer`, so every form of the product and of its packages gets the
same fields without a word in the form itself.
"""

from django import forms
from django.forms import boundfield, renderers
from django.utils.translation import gettext_lazy as _

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
