"""What a proposal must keep, and what it is weighed by, as forms."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tospann.base.forms import Form
from tospann.engines.structure import norwegian
from tospann.engines.structure.assumptions import ILLUSTRATIVE
from tospann.structure.forms.numbers import Decimals, Whole
from tospann.structure.selectors import words

Names = Sequence[tuple[str, str]]


def _number(label: Any, help_text: Any = "", *, least: int = 0, most: int) -> forms.Field:
    return Whole(label=label, help_text=help_text, required=False, min_value=least, max_value=most)


def _checks(label: Any, help_text: Any = "") -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, help_text=help_text, required=False, widget=forms.CheckboxSelectMultiple
    )


# the field | the rule | the name of its number
SINGLE = (
    ("members", "AtMostMembers", "count"),
    ("minutes", "WithinMinutes", "minutes"),
    ("fte", "AtLeastFte", "fte"),
    ("residents", "AtLeastResidents", "count"),
    ("fields_in_twos", "FieldsInTwos", "count"),
    ("at_most_areas", "AtMostAreas", "count"),
    ("at_least_areas", "AtLeastAreas", "count"),
    ("at_most_kroner", "AtMostKroner", "kroner"),
)
SIZES = ("AtLeastFte", "AtLeastResidents")


class Limits(Form):
    """The rules that hold for every area."""

    members = _number(_("Høyst så mange kommuner i et område"), least=1, most=62)
    minutes = _number(
        _("Høyst så mange minutter til vertens kommunesenter"),
        _("Fra hver kommunes eget kommunesenter, én vei."),
        most=1440,
    )
    fte = _number(
        _("Minst så mange årsverk i området"),
        _("Begge arbeidsgiverne og alle oppgavene til sammen."),
        most=10_000,
    )
    residents = _number(_("Minst så mange innbyggere i området"), most=10_000_000)
    fields_in_twos = _number(
        _("Minst så mange fag hos to eller flere"),
        _("Da er det noen på jobb med faget selv om én er borte."),
        most=100,
    )
    exempt = _checks(
        _("Unntatt fra minste antall årsverk og innbyggere"),
        _("Et område med bare disse trenger ikke være så stort. Bruk det for øyer langt fra "
          "andre."),
    )  # fmt: skip
    at_most_areas = _number(_("Høyst så mange områder i alt"), least=1, most=1000)
    at_least_areas = _number(_("Minst så mange områder i alt"), most=1000)
    at_most_kroner = _number(
        _("Høyst så mange kroner i året"), _("Alle områdene til sammen."), most=10**12
    )
    models = _checks(_("Bare disse modellene"), _("Kryss av ingen for å tillate alle."))
    inside_groups = forms.BooleanField(label=_("Ingen områder over fylkesgrensen"), required=False)
    revision = forms.IntegerField(widget=forms.HiddenInput)
    then = forms.ChoiceField(  # the button that goes on to a proposal
        label=_("Lagre og foreslå kontorområder"),
        choices=[("", ""), ("areas", "")],
        required=False,
        widget=forms.HiddenInput,
    )

    def __init__(
        self, data=None, *, municipalities: Names = (), models: Sequence[str] = (), **kwargs
    ):
        super().__init__(data, **kwargs)
        self.fields["exempt"].choices = list(municipalities)  # type: ignore[attr-defined]
        self.fields["models"].choices = [  # type: ignore[attr-defined]
            (name, words.named(name, words.MODELS).capitalize()) for name in models
        ]

    @staticmethod
    def initial_of(rules: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
        """What the fields show for rules kept as JSON."""
        shown: dict[str, Any] = {}
        for rule in rules:
            for field, name, key in SINGLE:
                if rule["rule"] == name:
                    value = rule[key]
                    shown[field] = int(value) if float(value).is_integer() else value
            if rule["rule"] in SIZES and rule.get("except_"):
                shown["exempt"] = list(rule["except_"])
            if rule["rule"] == "Models" and not rule.get("numbers"):
                shown["models"] = list(rule["allowed"])
            if rule["rule"] == "InsideGroups":
                shown["inside_groups"] = True
        return shown

    def rules(self) -> list[dict[str, Any]]:
        """What was filled in, as `engines.structure.asked` reads it."""
        given, made = self.cleaned_data, []
        for field, name, key in SINGLE:
            if given[field] is not None:
                rule = {"rule": name, key: given[field]}
                if name in SIZES and given["exempt"]:
                    rule["except_"] = given["exempt"]
                made.append(rule)
        if given["models"]:
            made.append({"rule": "Models", "allowed": given["models"], "numbers": None})
        if given["inside_groups"]:
            made.append({"rule": "InsideGroups"})
        return made

    def clean(self) -> dict[str, Any]:
        """An exemption is from something."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        sizes = ("fte", "residents")
        nothing = not any(name in self.errors or given.get(name) is not None for name in sizes)
        if given.get("exempt") and nothing:
            self.add_error(
                "exempt",
                _("Unntaket gjelder årsverk og innbyggere. Fyll ut minst ett av dem, eller ta "
                  "bort unntakene."),
            )  # fmt: skip
        least, most = given.get("at_least_areas"), given.get("at_most_areas")
        if least is not None and most is not None and least > most:
            self.add_error("at_least_areas", _("Minst kan ikke være mer enn høyst."))
        return given


def is_general(rule: Mapping[str, Any]) -> bool:
    """Does the rule hold for every area, so that `Limits` says it?"""
    names = {name for _field, name, _key in SINGLE} | {"InsideGroups"}
    return rule["rule"] in names or (rule["rule"] == "Models" and not rule.get("numbers"))


# the word in the address | the rule, the fields it has, its heading and what it means
KINDS: dict[str, tuple[str, tuple[str, ...], Promise, Promise]] = {
    "alene": (
        "StandsAlone",
        ("number",),
        _("En kommune skal ha kontor alene"),
        _("Kommunestyret sier nei til alt felles kontor."),
    ),
    "ikke-vert": (
        "NeverHosts",
        ("number",),
        _("En kommune skal ikke være vert"),
        _("Kommunen kan være med i et område, men hovedkontoret ligger et annet sted."),
    ),
    "vert": (
        "Hosts",
        ("number",),
        _("En kommune skal være vert"),
        _("Kommunen er vert i det området den er med i."),
    ),
    "sammen": (
        "Together",
        ("numbers",),
        _("Kommuner som skal være i samme område"),
        _("De kan få flere med seg."),
    ),
    "hver-for-seg": (
        "Apart",
        ("number", "other"),
        _("To kommuner i hvert sitt område"),
        _("Begge kan være sammen med andre."),
    ),
    "nei-til-vert": (
        "RefusesHost",
        ("number", "other"),
        _("En kommune sier nei til en annen som vert"),
        _("De kan være i samme område når en tredje er vert."),
    ),
    "nei-til-omrade": (
        "RefusesWith",
        ("number", "other"),
        _("En kommune sier nei til å dele område med en annen"),
        _("Gjelder begge veier."),
    ),
    "bestemt": (
        "FixedArea",
        ("numbers", "host"),
        _("Et område som er bestemt"),
        _("Akkurat disse kommunene, ingen flere."),
    ),
    "modell": (
        "Models",
        ("numbers", "allowed"),
        _("En modell for noen kommuner"),
        _("Området som har en av disse, bruker en av modellene."),
    ),
}


class About(Form):
    """A rule about some municipalities; which fields it has depends on the kind."""

    number = forms.ChoiceField(label=_("Kommune"))
    other = forms.ChoiceField(label=_("Den andre kommunen"))
    numbers = _checks(_("Kommuner"))
    host = forms.ChoiceField(
        label=_("Vert"), required=False, help_text=_("La stå tomt når verten ikke er bestemt.")
    )
    allowed = _checks(_("Modeller"))
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self,
        data=None,
        *,
        kind: str = "alene",
        municipalities: Names = (),
        models: Sequence[str] = (),
        **kwargs,
    ):
        super().__init__(data, **kwargs)
        self.rule, wanted, _title, _lead = KINDS[kind]
        choices: dict[str, list[tuple[str, Any]]] = {
            "number": [("", gettext("Velg kommune")), *municipalities],
            "other": [("", gettext("Velg kommune")), *municipalities],
            "numbers": list(municipalities),
            "host": [("", gettext("Ikke bestemt")), *municipalities],
            "allowed": [(name, words.named(name, words.MODELS).capitalize()) for name in models],
        }
        for name, offered in choices.items():
            if name in wanted:
                self.fields[name].choices = offered  # type: ignore[attr-defined]
                self.fields[name].required = name != "host"
            else:
                del self.fields[name]

    def rules(self) -> list[dict[str, Any]]:
        """The rule, as `engines.structure.asked` reads it."""
        given = {name: value for name, value in self.cleaned_data.items() if name != "revision"}
        match self.rule:
            case "Apart":
                given = {"a": given["number"], "b": given["other"]}
            case "RefusesHost":
                given = {"number": given["number"], "host": given["other"]}
            case "FixedArea":
                given["host"] = given["host"] or None
        return [{"rule": self.rule, **given}]

    def clean(self) -> dict[str, Any]:
        """Two are two, and a host is one of its own."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if given.get("number") and given.get("number") == given.get("other"):
            self.add_error("other", _("Velg to forskjellige kommuner."))
        if self.rule == "Together" and len(given.get("numbers") or []) == 1:
            self.add_error("numbers", _("Velg minst to kommuner."))
        if given.get("host") and given["host"] not in (given.get("numbers") or []):
            self.add_error("host", _("Verten må være en av kommunene i området."))
        return given


# ---- assumptions ---------------------------------------------------------------------------

SINGLE_FIGURES: dict[str, tuple[Promise, Promise]] = {
    "main_office_kroner": (_("Et hovedkontor, kroner i året"), _("Lokaler og drift.")),
    "visits": (_("Besøk per innbygger i året"), _("I snitt, tur og retur.")),
    "kroner_per_hour": (_("En time av innbyggernes reisetid, kroner"), _("Verdien av tiden.")),
    "kroner_per_exposed": (
        _("Å møte et fag uten noen på jobb, kroner i året"),
        _("For hver innbygger det gjelder."),
    ),
    "absence": (
        _("Dager en ansatt er borte, prosent"),
        _("Sykdom, ferie og kurs. Brukes til å regne ut hvor ofte et fag står tomt."),
    ),
}
OF_PRESENCE: dict[str, Promise] = {
    "days": _("dager i uken"),
    "met": _("besøk som løses der, prosent"),
    "kroner": _("kroner i året"),
}
OF_MODEL: dict[str, Promise] = {
    "kroner": _("kroner i året"),
    "kroner_per_partner": _("kroner for hver kommune til"),
}
PERCENT = {"absence", "met"}
MOST = {"absence": 100, "met": 100, "days": 5, "visits": 1000}


class Weights(Form):
    """What a proposal is weighed by. An empty field keeps the illustrative figure.

    Fields: the figure's own name, `p_<presence>_<figure>` and `m_<model>_<figure>`.
    """

    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data=None, *, own: Mapping[str, Any] | None = None, **kwargs):
        super().__init__(data, **kwargs)
        own = own or {}
        for name, (label, help_text) in SINGLE_FIGURES.items():
            self._add(name, name, label, getattr(ILLUSTRATIVE, name), own.get(name), help_text)
        for presence in ILLUSTRATIVE.presences:
            if presence.name == "none":
                continue
            mine = own.get("presences", {}).get(presence.name, {})
            for name, label in OF_PRESENCE.items():
                title = gettext("%(what)s: %(figure)s") % {
                    "what": PRESENCES[presence.name],
                    "figure": label,
                }
                key = f"p_{presence.name}_{name}"
                self._add(key, name, title, getattr(presence, name), mine.get(name))
        for model in ILLUSTRATIVE.models:
            mine = own.get("models", {}).get(model.name, {})
            for name, label in OF_MODEL.items():
                if model.alone and name == "kroner_per_partner":
                    continue
                title = gettext("%(what)s: %(figure)s") % {
                    "what": words.named(model.name, words.MODELS).capitalize(),
                    "figure": label,
                }
                key = f"m_{model.name}_{name}"
                self._add(key, name, title, getattr(model, name), mine.get(name))

    def _add(
        self, key: str, name: str, label: Any, stated: float, own: float | None, more: Any = ""
    ) -> None:
        kind = Whole if name.startswith("kroner") or name == "main_office_kroner" else Decimals
        otherwise = gettext("Tomt felt: %(stated)s (bare et eksempel).") % {
            "stated": _told(name, stated)
        }
        self.fields[key] = kind(
            label=label,
            required=False,
            min_value=0,
            max_value=MOST.get(name, 10**10),
            help_text=f"{more} {otherwise}".strip(),
            initial=None if own is None else _told(name, own),
            widget=forms.TextInput(
                attrs={"inputmode": "decimal", "size": 12, "data-width": "auto"}
            ),
        )

    def figures(self) -> dict[str, Any]:
        """What was filled in, as `engines.structure.stated` reads it."""
        data: dict[str, Any] = {}
        for key, value in self.cleaned_data.items():
            if value is None or key == "revision":
                continue
            kind, _dash, rest = key.partition("_")
            if kind not in ("p", "m"):
                data[key] = _kept(key, value)
                continue
            of = OF_PRESENCE if kind == "p" else OF_MODEL
            name = next(one for one in sorted(of, key=len, reverse=True) if rest.endswith(one))
            whose = rest.removesuffix(f"_{name}")
            held = data.setdefault("presences" if kind == "p" else "models", {})
            held.setdefault(whose, {})[name] = _kept(name, value)
        return data


PRESENCES: dict[str, Promise] = {
    "opening_days": _("Åpent noen dager"),
    "branch": _("Åpent hver dag"),
}


def _told(name: str, value: float) -> str:
    """The figure as people write it."""
    number = value * 100 if name in PERCENT else value
    return norwegian.decimal(number, 4).rstrip("0").removesuffix(",")


def _kept(name: str, value: float) -> float:
    return round(value / 100, 6) if name in PERCENT else value
