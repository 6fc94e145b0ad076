"""The questions people ask, as they stand in the address."""

from contextlib import suppress
from datetime import date
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from tospann.authority.selectors.matrices import Side
from tospann.authority.selectors.questions import Asked, Options
from tospann.authority.selectors.sharing import AskedToShare
from tospann.authority.selectors.wording import lazy_said
from tospann.base import clock
from tospann.base.forms import Form
from tospann.engines.authority.sharing import BASIS_LABELS, PURPOSE_LABELS
from tospann.partnerships.models import OrganisationModel

CHOOSE = ("", _("Velg"))


def _in_norwegian(data: Any) -> Any:
    """The days of an address as people write them; today when the first is left out."""
    if data is None:
        return None
    shown = data.copy()
    shown["dag"] = data.get("dag") or clock.today().isoformat()
    for name in ("dag", "dag2"):
        with suppress(ValueError):
            shown[name] = f"{date.fromisoformat(shown.get(name, '')):%d.%m.%Y}"
    return shown


class OnDay(Form):
    """A form about a day; today when none is given."""

    dag = forms.DateField(label=_("Dag"), required=False)

    def __init__(self, data: Any = None) -> None:
        super().__init__(_in_norwegian(data), initial={"dag": clock.today()})

    def clean_dag(self):
        """The day, today when it was left empty."""
        return self.cleaned_data["dag"] or clock.today()

    def offer(self, name: str, given: Any) -> None:
        """Fill a field with what can be chosen."""
        cast(forms.ChoiceField, self.fields[name]).choices = given


class Question(OnDay):
    """Five choices, and what only some questions need."""

    tjeneste = forms.ChoiceField(
        label=_("Hva skal avgjøres?"), error_messages={"required": _("Velg en tjeneste.")}
    )
    opphold = forms.ChoiceField(
        label=_("Hvor oppholder personen seg?"),
        help_text=_("Oppholdsstedet avgjør, ikke adressen i folkeregisteret."),
        error_messages={"required": _("Velg kommunen personen oppholder seg i.")},
    )
    arbeidsgiver = forms.ChoiceField(
        label=_("Hvem er den ansatte ansatt hos?"),
        required=False,
        error_messages={"required": _("Velg arbeidsgiveren til den ansatte.")},
    )
    stilling = forms.ChoiceField(
        label=_("Stilling"),
        required=False,
        choices=[
            ("caseworker", _("Medarbeider")),
            ("leader", _("Leder av kontoret")),
            ("board", _("Den felles folkevalgte nemnda")),
        ],
    )
    kontor = forms.ChoiceField(label=_("Hvor arbeider den ansatte?"), required=False)
    gjelder = forms.ChoiceField(
        label=_("Hva skal gjøres?"),
        required=False,
        choices=[("decide", _("Fatte vedtak")), ("guide", _("Veilede uten vedtak"))],
    )
    prinsipiell = forms.ChoiceField(
        label=_("Er saken prinsipiell?"),
        required=False,
        choices=[
            ("", _("Ikke vurdert")),
            ("no", _("Nei, en vanlig enkeltsak")),
            ("yes", _("Ja, den er prinsipiell")),
        ],
        help_text=_("For eksempel kommunens retningslinjer for stønad."),
    )
    ogsa = forms.ChoiceField(
        label=_("Også ansatt hos"),
        required=False,
        help_text=_("Bare når den ansatte har to arbeidsgivere."),
    )
    tidligere = forms.ChoiceField(
        label=_("Er personen i institusjon? Hvor var oppholdet før?"),
        required=False,
        help_text=_("Kommunen før innleggelsen har fortsatt ansvaret."),
    )
    registrert = forms.ChoiceField(
        label=_("Stilling fra registeret"),
        required=False,
        help_text=_("Da hentes arbeidsgiver og kontor derfra."),
    )
    tilknytning = forms.BooleanField(label=_("Den ansatte kjenner noen i saken"), required=False)

    main = ("tjeneste", "opphold", "arbeidsgiver", "kontor", "dag")
    more = ("stilling", "gjelder", "prinsipiell", "ogsa", "tidligere", "registrert", "tilknytning")

    def __init__(self, data: Any = None, *, options: Options) -> None:
        super().__init__(data)
        self.offer("tjeneste", [CHOOSE, *options.services])
        self.offer("opphold", [CHOOSE, *options.municipalities])
        self.offer("arbeidsgiver", [CHOOSE, *options.employers])
        self.offer("ogsa", [("", _("Ingen andre")), *options.employers])
        self.offer("kontor", [("", _("Kontoret som betjener kommunen")), *options.offices])
        self.offer("tidligere", [("", _("Nei")), *options.municipalities])
        self.offer("registrert", [("", _("Ingen")), *options.positions])
        if not options.positions:
            del self.fields["registrert"]
            self.fields["arbeidsgiver"].required = True
        else:
            self.fields["arbeidsgiver"].help_text = _(
                "Kan stå tomt når du velger en stilling fra registeret under «Flere opplysninger»."
            )

    def clean(self) -> dict[str, Any]:
        """There is an employer, or a position that tells who it is."""
        given = cast(dict[str, Any], super().clean())
        if "registrert" in self.fields and not (
            given.get("arbeidsgiver") or given.get("registrert")
        ):
            self.add_error("arbeidsgiver", _("Velg arbeidsgiveren til den ansatte."))
        return given

    @property
    def first(self) -> list[Any]:
        """The five choices."""
        return [self[name] for name in self.main]

    @property
    def rest(self) -> list[Any]:
        """What only some questions need."""
        return [self[name] for name in self.more if name in self.fields]

    @property
    def special(self) -> bool:
        """Whether something besides the five is chosen."""
        return any(
            self.data.get(name) not in {None, "", "caseworker", "decide"} for name in self.more
        )

    @property
    def asked(self) -> Asked:
        """The question; only after `is_valid()`."""
        given = self.cleaned_data
        return Asked(
            given["tjeneste"],
            given["opphold"],
            given["arbeidsgiver"],
            given["dag"],
            office=given["kontor"],
            position=given["stilling"] or "caseworker",
            also=given["ogsa"],
            act=given["gjelder"] or "decide",
            principle=given["prinsipiell"],
            before=given["tidligere"],
            related=given["tilknytning"],
            code=given.get("registrert", ""),
        )


class Matrix(OnDay):
    """Whose residents, and when."""

    opphold = forms.ChoiceField(
        label=_("For dem som oppholder seg i"),
        error_messages={"required": _("Velg en kommune.")},
    )
    field_order = ("opphold", "dag")

    def __init__(self, data: Any = None, *, options: Options) -> None:
        super().__init__(data)
        self.offer("opphold", [CHOOSE, *options.municipalities])


MODELS = [("", _("Slik det er registrert")), *OrganisationModel.choices]


class Comparison(OnDay):
    """Two models, or two days."""

    opphold = forms.ChoiceField(
        label=_("For dem som oppholder seg i"),
        error_messages={"required": _("Velg en kommune.")},
    )
    dag = forms.DateField(label=_("Første dag"), required=False)
    fra = forms.ChoiceField(label=_("Første modell"), required=False, choices=MODELS)
    dag2 = forms.DateField(
        label=_("Andre dag"), required=False, help_text=_("Tom: den samme dagen.")
    )
    til = forms.ChoiceField(label=_("Andre modell"), required=False, choices=MODELS)
    vert = forms.ChoiceField(
        label=_("Vertskommune i en tenkt modell"),
        required=False,
        help_text=_("Tom: den som er registrert."),
    )
    alle = forms.BooleanField(label=_("Vis også det som er likt"), required=False)
    field_order = ("opphold", "dag", "fra", "dag2", "til", "vert", "alle")

    def __init__(self, data: Any = None, *, options: Options) -> None:
        super().__init__(data)
        self.offer("opphold", [CHOOSE, *options.municipalities])
        self.offer("vert", [("", _("Ikke valgt")), *options.municipalities])

    @property
    def sides(self) -> tuple[Side, Side]:
        """What is held against what; only after `is_valid()`."""
        given = self.cleaned_data
        second = given["dag2"] or given["dag"]
        return Side(given["dag"], given["fra"]), Side(second, given["til"])


class Duties(OnDay):
    """Which office, and when."""

    kontor = forms.ChoiceField(
        label=_("Kontor"), error_messages={"required": _("Velg et kontor.")}
    )
    field_order = ("kontor", "dag")

    def __init__(self, data: Any = None, *, offices: list[tuple[str, str]]) -> None:
        super().__init__(data)
        self.offer("kontor", [CHOOSE, *offices])


def _labelled(labels: Any) -> list[tuple[str, Any]]:
    """The engine's words as choices, in the language in use."""
    return [(one.value, lazy_said(text)) for one, text in labels.items()]


class Sharing(OnDay):
    """Who wants to share with whom, for what and on which basis."""

    identifiserbar = forms.ChoiceField(
        label=_("Kan noen forstå hvem saken gjelder?"),
        choices=[("yes", _("Ja")), ("no", _("Nei, opplysningene er anonyme"))],
    )
    tjeneste = forms.ChoiceField(label=_("Hva gjelder saken?"))
    opphold = forms.ChoiceField(label=_("Hvor oppholder personen seg?"))
    har = forms.ChoiceField(label=_("Hvem har opplysningene? Ansatt hos"))
    har_kontor = forms.ChoiceField(label=_("Kontoret der de arbeider"), required=False)
    far = forms.ChoiceField(label=_("Hvem skal få dem? Ansatt hos"))
    far_kontor = forms.ChoiceField(label=_("Kontoret der mottakeren arbeider"), required=False)
    formal = forms.ChoiceField(label=_("Hva skal opplysningene brukes til?"), required=False)
    grunnlag = forms.ChoiceField(label=_("Hva bygger delingen på?"), required=False)
    dokumentert = forms.BooleanField(
        label=_("Samtykket eller vurderingen er skrevet ned og ligger i arkivet"), required=False
    )
    field_order = (
        *("identifiserbar", "tjeneste", "opphold", "har", "har_kontor", "far", "far_kontor"),
        *("formal", "grunnlag", "dokumentert", "dag"),
    )

    def __init__(self, data: Any = None, *, options: Options) -> None:
        super().__init__(data)
        self.offer("tjeneste", [CHOOSE, *options.services])
        self.offer("opphold", [CHOOSE, *options.municipalities])
        for name in ("har", "far"):
            self.offer(name, [CHOOSE, *options.employers])
            self.offer(f"{name}_kontor", [("", _("Ikke ved et Nav-kontor")), *options.offices])
        self.offer("formal", [("", _("Ikke bestemt")), *_labelled(PURPOSE_LABELS)])
        self.offer("grunnlag", [("", _("Ikke funnet")), *_labelled(BASIS_LABELS)])

    @property
    def asked(self) -> AskedToShare:
        """The question; only after `is_valid()`."""
        given = self.cleaned_data
        return AskedToShare(
            given["tjeneste"],
            given["opphold"],
            given["har"],
            given["har_kontor"],
            given["far"],
            given["far_kontor"],
            given["dag"],
            identifiable=given["identifiserbar"] == "yes",
            purpose=given["formal"],
            basis=given["grunnlag"],
            documented=given["dokumentert"],
        )
