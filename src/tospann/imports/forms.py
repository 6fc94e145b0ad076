"""What is written about a table on its way in."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from tospann.base.forms import Form
from tospann.imports import matching

LONGEST = 2_000_000  # letters that may be pasted


class Bring(Form):
    """A table, pasted or as a file."""

    text = forms.CharField(
        label=_("Lim inn tabellen"),
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false", "class": "paste"}),
        max_length=LONGEST,
        required=False,
        strip=False,
        help_text=_("Merk tabellen i regnearket, kopier den, og lim den inn her."),
    )
    file = forms.FileField(
        label=_("Eller velg en fil"),
        required=False,
        help_text=_("Regneark (.xlsx), CSV eller JSON-stat. Høyst 20 MB."),
    )

    def clean(self) -> dict[str, Any]:
        """One of the two, and not both."""
        given = self.cleaned_data
        text, file = (given.get("text") or "").strip(), given.get("file")
        if not text and not file and not self.errors:
            self.add_error("text", _("Lim inn en tabell, eller velg en fil."))
        if text and file:
            self.add_error("file", _("Velg enten teksten eller filen, ikke begge."))
        if file and (file.size or 0) > settings.MAX_FILE_BYTES:
            self.add_error("file", _("Filen er større enn 20 MB. Del den i flere filer."))
        return given

    @property
    def table(self) -> tuple[bytes, str]:
        """The bytes, and the name of the file; empty for pasted text."""
        file = self.cleaned_data.get("file")
        if file:
            return file.read(), (file.name or "fil").replace("\\", "/").rpartition("/")[2]
        return self.cleaned_data["text"].encode(), ""


class Revised(Form):
    """What is written stands on what was seen."""

    revision = forms.IntegerField(widget=forms.HiddenInput)


class Choose(Revised):
    """Answers to what the table does not tell, what each series is, and the source."""

    def __init__(self, *args: Any, page: Any = None, **given: Any) -> None:
        super().__init__(*args, **given)
        self.page = page
        self.answers: dict[str, str] = {}
        if page is None:
            self._about()
            return
        for number, one in enumerate(page.questions):
            if one.choices:
                made: forms.Field = forms.ChoiceField(
                    label=one.text, choices=one.choices, widget=forms.RadioSelect
                )
            else:
                made = forms.CharField(
                    label=one.text, max_length=120, help_text=_HELP.get(one.free, "")
                )
            self.fields[f"q{number}"] = made
        for one in page.series:
            self.fields[f"s_{one.key}"] = forms.ChoiceField(
                label=one.label,
                choices=[
                    ("", _("Velg")),
                    (matching.LEFT_OUT, _("Tas ikke med")),
                    *page.offered(one.key),
                ],
                initial=page.targets.get(one.key, ""),
            )
        self._about()

    def _about(self) -> None:
        self.fields["source"] = forms.CharField(
            label=_("Kilde"),
            max_length=200,
            help_text=_("For eksempel Nav, statistikk om arbeidssøkere."),
        )
        self.fields["source_on"] = forms.DateField(label=_("Kildens dato"), required=False)

    @property
    def asked(self) -> list[Any]:
        """The fields of the questions."""
        return [self[name] for name in self.fields if name.startswith("q")]

    @property
    def series(self) -> list[tuple[Any, Any]]:
        """Each series with its field."""
        return [(one, self[f"s_{one.key}"]) for one in self.page.series]

    @property
    def about(self) -> list[Any]:
        """The fields about the source."""
        return [self["source"], self["source_on"]]

    @property
    def given(self) -> dict[str, Any]:
        """What was chosen, as the action takes it."""
        data = self.cleaned_data
        return {
            "revision": data["revision"],
            "source": data["source"],
            "source_on": data["source_on"],
            "answers": {
                one.key: data[f"q{number}"]
                for number, one in enumerate(self.page.questions)
                if data.get(f"q{number}")
            },
            "targets": {
                one.key: data[f"s_{one.key}"]
                for one in self.page.series
                if data.get(f"s_{one.key}")
            },
        }


_HELP = {
    "period": _("For eksempel 2026, 2026K1 eller mars 2026."),
    "region": _("Skriv navnet eller nummeret på kommunen eller kontoret."),
    "text": _("Skriv det med egne ord, eller koden til indikatoren."),
}


class Mend(Revised):
    """What is to stand in cells instead: a field for each bad cell."""

    def __init__(self, *args: Any, bad: Any = (), **given: Any) -> None:
        super().__init__(*args, **given)
        self.bad = list(bad)
        for number, one in enumerate(self.bad):
            self.fields[f"c{number}"] = forms.CharField(
                label=_("Nytt innhold i %(cell)s") % {"cell": one.address},
                max_length=200,
                required=False,
                widget=forms.TextInput(attrs={"autocomplete": "off", "size": 12}),
            )

    @property
    def cells(self) -> list[tuple[Any, Any]]:
        """Each bad cell with its field."""
        return [(one, self[f"c{number}"]) for number, one in enumerate(self.bad)]

    @property
    def mended(self) -> dict[str, str]:
        """What was written, by cell."""
        return {
            one.cell: self.cleaned_data[f"c{number}"].strip()
            for number, one in enumerate(self.bad)
            if self.cleaned_data.get(f"c{number}", "").strip()
        }


class Confirm(Revised):
    """The person has seen what will happen."""

    fingerprint = forms.CharField(widget=forms.HiddenInput, max_length=32)


class Subscribe(Form):
    """A table to fetch now and then: its address and query, as the statbank shows them."""

    address = forms.CharField(
        label=_("Adressen til tabellen"),
        max_length=200,
        help_text=_("For eksempel https://data.ssb.no/api/v0/no/table/07459/"),
    )
    query = forms.CharField(
        label=_("Spørringen"),
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false", "class": "paste"}),
        max_length=20_000,
        help_text=_(
            "Lag tabellen i Statistikkbanken, velg «API-spørring for denne tabellen» under den, "
            "og kopier teksten i den store ruten."
        ),
    )
    publisher = forms.CharField(
        label=_("Hvem gir ut tallene?"), max_length=120, initial=_("Statistisk sentralbyrå")
    )
    licence = forms.CharField(label=_("Lisens"), max_length=60, initial="CC BY 4.0")
    every_days = forms.TypedChoiceField(
        label=_("Hvor ofte skal vi se etter nye tall?"),
        coerce=int,
        choices=[
            (30, _("Hver måned")),
            (90, _("Hvert kvartal")),
            (365, _("Hvert år")),
            (7, _("Hver uke")),
            (0, _("Bare når noen ber om det")),
        ],
    )
