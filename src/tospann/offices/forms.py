from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from tospann.base.forms import Form
from tospann.offices.selectors import Window


class OnDay(Form):
    """Which day the page should show."""

    dato = forms.DateField(label=_("Vis slik det var"), required=False)

    def __init__(self, data, *, window: Window):
        # Without a date in the address the field shows the day the page is about.
        super().__init__(data if "dato" in data else {"dato": window.last})
        self.window = window

    def clean_dato(self) -> date:
        """The day, today if none was given. Refuses days before the register begins."""
        day = self.cleaned_data["dato"] or self.window.last
        if day < self.window.first:
            raise forms.ValidationError(
                _("Registeret begynner %(first)s. Velg en senere dato."),
                code="before_the_register",
                params={"first": self.window.first.strftime("%d.%m.%Y")},
            )
        return day

    @property
    def day(self) -> date:
        """The day to show: the one asked for, or today when that one cannot be shown."""
        return self.cleaned_data["dato"] if self.is_valid() else self.window.last
