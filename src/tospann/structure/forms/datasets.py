"""What is written about a dataset on its way in."""

import re
from typing import Any, cast

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from tospann.base.forms import Form
from tospann.structure.bringing import FILE_BYTES, MOST_FILES, NAMES, TOGETHER_BYTES

NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*", re.ASCII)
AREA = re.compile(r"\d{2}|\d{4}", re.ASCII)


class Many(forms.FileInput):
    """A control that takes several files at once."""

    allow_multiple_selected = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"multiple": True} | (attrs or {}))

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[UploadedFile]:
        """Every file that was sent under the name."""
        return files.getlist(name) if hasattr(files, "getlist") else files.get(name) or []


class Files(forms.FileField):
    """Several files, each within its limit, and all of them together."""

    widget = Many

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        """Every file, or what is wrong with one of them."""
        given = data if isinstance(data, list | tuple) else [data] if data else []
        if self.required and not given:
            raise forms.ValidationError(_("Velg minst én fil."))
        if len(given) > MOST_FILES:
            raise forms.ValidationError(
                _("Du valgte %(count)s filer. Grensen er %(limit)s."),
                params={"count": len(given), "limit": MOST_FILES},
            )
        for one in given:
            super().clean(one, initial)
            if one.size > FILE_BYTES:
                raise forms.ValidationError(
                    _("%(name)s er større enn %(limit)s MB. Del filen, eller ta bort rader."),
                    params={"name": one.name, "limit": FILE_BYTES // 1_000_000},
                )
        if sum(one.size for one in given) > TOGETHER_BYTES:
            raise forms.ValidationError(
                _("Filene er større enn %(limit)s MB til sammen. Ta bare med det som trengs."),
                params={"limit": TOGETHER_BYTES // 1_000_000},
            )
        return list(given)


class About(Form):
    """Title of a dataset, and the files it is read from."""

    title = forms.CharField(
        label=_("Navn"), max_length=200, help_text=_("Navnet folk leser. For eksempel Agder 2026.")
    )
    scaled = forms.BooleanField(
        label=_("Juster bostedene til det nyeste folketallet i hver kommune"),
        required=False,
        help_text=_(
            "Velg dette når rutenettet er eldre enn folketallet. Hver kommune får da folketallet "
            "sitt, fordelt på rutene som før."
        ),
    )
    tables = Files(
        label=_("Filer"),
        help_text=_(
            "CSV, regneark (.xlsx), JSON, GeoJSON eller en .zip med tabeller. Du kan velge flere "
            "på én gang. Høyst 20 MB i hver og 40 MB til sammen."
        ),
    )


class Placed(About):
    """The same, with the municipalities it is about."""

    area = forms.CharField(
        label=_("Hvilke kommuner?"),
        max_length=400,
        required=False,
        help_text=_(
            "Fylkesnummer eller kommunenumre med komma mellom, for eksempel 42. La det stå tomt "
            "når filene bare gjelder området."
        ),
    )

    def clean_area(self) -> str:
        """Numbers with commas between."""
        parts = [one for one in re.split(r"[,;\s]+", self.cleaned_data["area"].strip()) if one]
        if wrong := [one for one in parts if not AREA.fullmatch(one)]:
            raise forms.ValidationError(
                _("«%(part)s» er verken et fylkesnummer eller et kommunenummer."),
                params={"part": wrong[0][:20]},
            )
        return ",".join(parts)


class New(Placed):
    """A dataset that is not there yet."""

    field_order = ["title", "name", "area", "scaled", "tables"]
    name = forms.CharField(
        label=_("Kortnavn"),
        max_length=60,
        help_text=_("Brukes i adresser. Bare a–z, tall og bindestrek, for eksempel agder."),
    )

    def clean_name(self) -> str:
        """Small letters, digits and hyphens, and no page's address."""
        name = self.cleaned_data["name"].strip()
        if not NAME.fullmatch(name) or name in NAMES:
            raise forms.ValidationError(
                _("Bruk bare små bokstaver a–z, tall og bindestrek, og ikke navnet på en side.")
            )
        return name


class Version(About):
    """A new version of a dataset: the tables that are new."""


class Change(Placed):
    """More files, or the same ones mended; files that are not wanted after all."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    remove = forms.MultipleChoiceField(
        label=_("Ta bort filer"), required=False, widget=forms.CheckboxSelectMultiple
    )
    field_order = ["tables", "remove", "title", "area", "scaled", "revision"]

    def __init__(self, *args: Any, names: list[str], is_version: bool, **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields["tables"].required = False
        self.fields["tables"].label = _("Flere filer, eller rettede")
        self.fields["tables"].help_text = _("En fil med samme navn erstatter den som var der.")
        cast(forms.MultipleChoiceField, self.fields["remove"]).choices = [
            (name, name) for name in names
        ]
        if is_version:
            del self.fields["area"]


class Confirm(Form):
    """The person has seen what will be taken in."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    sha256 = forms.CharField(widget=forms.HiddenInput, max_length=64)
