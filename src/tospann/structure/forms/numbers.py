"""Numbers as people write them."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tospann.engines.structure import norwegian


class Whole(forms.IntegerField):
    """A whole number between two others, that may be written with spaces between thousands.

    A field for text, since one for numbers throws away what is not a number.
    """

    widget = forms.TextInput

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """The keys of digits on a phone, and no wider than the number, unless said otherwise."""
        usual = {"inputmode": "numeric", "size": 8, "data-width": "auto"}
        return super().widget_attrs(widget) | usual | widget.attrs

    def clean(self, value: Any) -> int | None:
        """What is no such number is told with both ends of what may be written."""
        try:
            return super().clean(value)
        except forms.ValidationError:
            least, most = self.min_value, self.max_value
            if (
                value in self.empty_values
                or not isinstance(least, int)
                or not isinstance(most, int)
            ):
                raise
            ends = {"least": norwegian.whole(least), "most": norwegian.whole(most)}
            wrong = _("Skriv et helt tall fra %(least)s til %(most)s.")
            raise forms.ValidationError(wrong, code="range", params=ends) from None

    def to_python(self, value: Any) -> int | None:
        """Spaces of every kind are dropped."""
        return super().to_python("".join(value.split()) if isinstance(value, str) else value)


class Decimals(forms.FloatField):
    """A number with a comma or a point."""

    def to_python(self, value: Any) -> float | None:  # type: ignore[override]
        """Spaces are dropped, and a comma is a point."""
        plain = "".join(value.split()).replace(",", ".") if isinstance(value, str) else value
        return super().to_python(plain)
