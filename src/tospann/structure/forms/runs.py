"""What is asked of the engine, and of the answer."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from tospann.base.forms import Form
from tospann.engines.structure.territory import Territory
from tospann.structure.forms.numbers import Whole
from tospann.structure.models import Sort

MOST_FUTURES = 10_000
LARGEST_SEED = 2**31 - 1


class Ask(Form):
    """What every question has. `sort` says which it is."""

    sort: Sort

    mail = forms.BooleanField(label=_l("Send meg e-post når svaret er klart"), required=False)
    again = forms.BooleanField(label=_l("Regn det ut på nytt likevel"), required=False)

    def __init__(self, *args: Any, territory: Territory, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields([name for name in self.fields if name not in ("mail", "again")])
        self.fields["again"].widget = forms.HiddenInput()

    @property
    def asked(self) -> dict[str, Any]:
        """What the action takes, apart from who asks and whether an e-mail is wanted."""
        return {
            name: value
            for name, value in self.cleaned_data.items()
            if name not in ("mail", "again")
        }

    def offer_again(self) -> None:
        """Let the person say that the same is to be computed once more."""
        self.fields["again"].widget = forms.CheckboxInput()


def _seed() -> Whole:
    return Whole(
        label=_l("Startall"),
        help_text=_l("Samme tall gir samme svar. Behold det hvis du ikke har en grunn."),
        min_value=0,
        max_value=LARGEST_SEED,
        initial=0,
    )


class AskAreas(Ask):
    """Proposals under the scenario's rules."""

    sort = Sort.AREAS

    alternatives = forms.TypedChoiceField(
        label=_l("Hvor mange forslag?"),
        help_text=_l("Det beste kommer først. De neste er de beste blant dem som er annerledes."),
        choices=[(number, str(number)) for number in range(1, 6)],
        coerce=int,
        initial=1,
    )
    prices = forms.BooleanField(
        label=_l("Regn ut hva hvert krav koster"),
        help_text=_l("Vi spør én gang til uten hvert krav. Det tar lengre tid."),
        required=False,
    )
    seed = _seed()


class AskFront(Ask):
    """The trade-off between two or three objectives."""

    sort = Sort.FRONT

    objectives = forms.ChoiceField(
        label=_l("Hva skal veies mot hverandre?"),
        widget=forms.RadioSelect,
        choices=[
            ("access,cost", _l("Reisevei og kostnad")),
            ("access,exposed", _l("Reisevei og fagmiljø")),
            ("access,cost,exposed", _l("Reisevei, kostnad og fagmiljø")),
        ],
        initial="access,cost",
    )

    def __init__(self, *args: Any, territory: Territory, **kwargs: Any) -> None:
        super().__init__(*args, territory=territory, **kwargs)
        if territory.staff is None:  # then nobody knows who meets an uncovered field
            field = self.fields["objectives"]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [("access,cost", _("Reisevei og kostnad"))]

    def clean_objectives(self) -> tuple[str, ...]:
        """As the engine names them."""
        return tuple(self.cleaned_data["objectives"].split(","))


class _Percent(Whole):
    """Whole per cent, 0 to 50, nothing for none; a share when it is cleaned."""

    def __init__(self, **given: Any) -> None:
        super().__init__(min_value=0, max_value=50, initial=0, required=False, **given)

    def clean(self, value: Any) -> float:  # type: ignore[override]
        return (super().clean(value) or 0) / 100


class AskFutures(Ask):
    """The same question in many futures. Only what the dataset has figures for is asked about."""

    sort = Sort.FUTURES

    futures = Whole(
        label=_l("Hvor mange framtider?"),
        help_text=_l("200 gir et godt bilde. 1000 gir et sikrere."),
        min_value=10,
        max_value=MOST_FUTURES,
        initial=200,
    )
    year = forms.TypedChoiceField(
        label=_l("Folketall i et senere år"),
        help_text=_l("Endringene fra tidligere år trekkes på nytt, fram til dette året."),
        coerce=int,
        empty_value=None,
        required=False,
    )
    roads = forms.BooleanField(
        label=_l("Reisetiden på hver vei og ferje er usikker"),
        help_text=_l("Hver strekning trekkes innenfor feilen som står i datasettet."),
        required=False,
    )
    journeys = _Percent(
        label=_l("Hvor mye reisetidene kan være feil, i prosent"),
        help_text=_l(
            "Datasettet mangler veier. Hver reisetid trekkes opp til så mye kortere eller lengre."
        ),
    )
    away = _Percent(
        label=_l("Sjansen for at en ansatt er borte, i prosent"),
        help_text=_l("Hver som har et fagområde, er borte med denne sjansen."),
    )
    refusal = _Percent(
        label=_l("Sjansen for at et kommunestyre sier nei, i prosent"),
        help_text=_l(
            "En kommune som sier nei, har kontor alene i den framtiden. Er den for liten for "
            "kravene, finnes det ingen struktur som holder dem."
        ),
    )
    in_turn = forms.BooleanField(
        label=_l("Prøv et nei fra hvert kommunestyre, etter tur"), required=False
    )
    seed = _seed()

    def __init__(self, *args: Any, territory: Territory, **kwargs: Any) -> None:
        super().__init__(*args, territory=territory, **kwargs)
        self.fields["in_turn"].help_text = _(
            "I hver framtid sier ett kommunestyre nei. Alle får prøve når det er minst %(count)s "
            "framtider."
        ) % {"count": len(territory.municipalities)}
        if territory.ages is None or len(territory.ages.years) < 2:
            del self.fields["year"]
        else:
            last = max(territory.ages.years)
            years = [(str(last + ahead), str(last + ahead)) for ahead in range(1, 31)]
            field = self.fields["year"]
            assert isinstance(field, forms.TypedChoiceField)
            field.choices = [("", _("Som i dag")), *years]
        del self.fields["journeys" if territory.roads is not None else "roads"]
        if territory.staff is None:
            del self.fields["away"]

    def clean(self) -> dict[str, Any]:
        """Something must be able to come otherwise."""
        given = super().clean() or self.cleaned_data
        names = ("year", "roads", "journeys", "away", "refusal", "in_turn")
        doubts = [given.get(name) for name in names]
        if not self.errors and not any(doubts):
            self.add_error(None, _("Velg minst én ting som kan bli annerledes."))
        return given


ASKS: dict[str, type[Ask]] = {form.sort: form for form in (AskAreas, AskFront, AskFutures)}


class KeepPoint(Form):
    """A point of a front becomes a scenario."""

    title = forms.CharField(label=_l("Navn på scenarioet"), max_length=120)
