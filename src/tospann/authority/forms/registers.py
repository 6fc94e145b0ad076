"""The shape of what people enter in the registers of authority; rules live in the actions."""

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from tospann.agreed.forms import ForOwner
from tospann.agreements.services import MUNICIPAL_CHOICES, STATE_CHOICES
from tospann.authority.models import (
    Confidence,
    Employer,
    EventSort,
    Outcome,
    Position,
    PreparationSort,
    Receiver,
    Relation,
    StepSort,
)
from tospann.authority.selectors.registers import Choices
from tospann.base import clock
from tospann.base.forms import Form
from tospann.partnerships.models import OrganisationModel

NO_NAMES = _("Skriv stillingen eller organet, aldri navnet på en person.")
SERVICE_CHOICES = [*MUNICIPAL_CHOICES, *STATE_CHOICES]
ARCHIVE = _("Slik saken heter i arkivet, for eksempel 20/1234-5.")


class Row(ForOwner):
    """A row that one of the person's owners keeps. Without `owners`, a row that exists."""

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, data=None, files=None, *, choices: Choices, owners=(), **kwargs):
        super().__init__(data, files=files, owners=tuple(owners), **kwargs)
        if not owners:
            del self.fields["owner"]
        self.choices = choices

    def offer(self, name: str, given: Iterable[tuple[str, Any]]) -> None:
        """Fill a field with what can be chosen in this partnership."""
        cast(forms.ChoiceField, self.fields[name]).choices = list(given)


class WithPeriod(Row):
    """From when to when."""

    since = forms.DateField(label=_("Gjelder fra"))
    until = forms.DateField(
        label=_("Gjelder til og med"),
        required=False,
        help_text=_("La stå tomt når ingen siste dag er bestemt."),
    )

    field_order: Any = None

    def clean(self) -> dict[str, Any]:
        """The last day is not before the first."""
        given = cast(dict[str, Any], super().clean())
        since, until = given.get("since"), given.get("until")
        if since and until and until < since:
            self.add_error("until", _("Siste dag kan ikke være før første dag."))
        return given


class EmploymentRow(WithPeriod):
    """A position, without a name."""

    title = forms.CharField(
        label=_("Stilling"), max_length=120, help_text=_("For eksempel veileder. Aldri et navn.")
    )
    code = forms.CharField(
        label=_("Stillingskode"),
        max_length=30,
        help_text=_(
            "En kode dere finner på, for eksempel V3. Har den samme personen stilling hos to "
            "eiere, bruker begge den samme koden. Da ser alle at det er en dobbeltstilling."
        ),
    )
    position = forms.ChoiceField(label=_("Rolle i kontoret"), choices=Position.choices)
    employer = forms.ChoiceField(label=_("Ansatt hos"), choices=Employer.choices)
    office_unit = forms.ChoiceField(label=_("Kontor"))
    count = forms.IntegerField(label=_("Antall stillinger"), min_value=1, max_value=999, initial=1)
    lent_reference = forms.CharField(
        label=_("Avtale om utlån til vertskommunen"),
        max_length=60,
        required=False,
        help_text=_("Saksnummer, hvis en samarbeidskommune låner ut stillingen."),
    )
    field_order = (
        *("owner", "title", "code", "position", "employer", "office_unit", "count"),
        *("lent_reference", "since", "until", "revision"),
    )

    def __init__(self, data=None, **kwargs):
        super().__init__(data, **kwargs)
        self.offer("office_unit", self.choices.offices)


class DelegationRow(WithPeriod):
    """A decision to delegate."""

    delegated_by = forms.CharField(label=_("Hvem delegerte?"), max_length=120, help_text=NO_NAMES)
    receiver = forms.ChoiceField(label=_("Hvem fikk myndighet?"), choices=Receiver.choices)
    to = forms.CharField(
        label=_("Stilling eller enhet"),
        max_length=160,
        help_text=_("For eksempel veilederne ved kontoret. Aldri et navn."),
    )
    employers = forms.MultipleChoiceField(
        label=_("Gjelder også ansatte i"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Kryss av når vedtaket nevner ansatte i andre kommuner enn den kommunale eieren."
        ),
    )
    office_unit = forms.ChoiceField(label=_("Kontor"))
    services = forms.MultipleChoiceField(
        label=_("Hva gjelder det?"),
        widget=forms.CheckboxSelectMultiple,
        choices=[
            (_("Kommunale tjenester"), MUNICIPAL_CHOICES),
            (_("Statlige tjenester"), STATE_CHOICES),
        ],
    )
    rests_on = forms.CharField(
        label=_("Lover, forskrifter og instrukser vedtaket viser til"), max_length=200
    )
    limits = forms.CharField(
        label=_("Grenser"),
        max_length=300,
        required=False,
        help_text=_("For eksempel et høyeste beløp."),
    )
    decided_on = forms.DateField(label=_("Vedtaksdato"))
    case_reference = forms.CharField(
        label=_("Saksnummer"), max_length=60, required=False, help_text=ARCHIVE
    )
    upload = forms.FileField(
        label=_("Vedtaket"),
        required=False,
        help_text=_("Skriv saksnummer, legg ved vedtaket, eller gjør begge deler."),
    )
    document = forms.ChoiceField(
        label=_("Avtalen det hører til"),
        required=False,
        help_text=_(
            "Myndighet mellom staten og kommunen gjelder bare når vedtaket er lagt ved "
            "partnerskapsavtalen."
        ),
    )
    part_id = forms.ChoiceField(label=_("Punkt i avtalen"), required=False)
    field_order = (
        *("owner", "delegated_by", "receiver", "to", "employers", "office_unit", "services"),
        *("rests_on", "limits", "decided_on", "case_reference", "upload", "document"),
        *("part_id", "since", "until", "revision"),
    )

    def __init__(self, data=None, files=None, *, has_file: bool = False, **kwargs):
        super().__init__(data, files, **kwargs)
        self.has_file = has_file
        self.offer("office_unit", self.choices.offices)
        self.offer("employers", self.choices.municipalities)
        self.offer("document", [("", _("Ingen avtale")), *self.choices.documents])
        self.offer("part_id", [("", _("Ikke oppgitt")), *self.choices.clauses])

    def clean(self) -> dict[str, Any]:
        """There is a paper to find: a case number or the decision itself."""
        given = super().clean()
        if not (given.get("case_reference") or given.get("upload") or self.has_file):
            self.add_error("case_reference", _("Skriv saksnummeret, eller legg ved vedtaket."))
        return given


class WithdrawDelegation(Form):
    """The decision that takes a delegation back."""

    last_day = forms.DateField(label=_("Siste dag delegeringen gjelder"))
    case_reference = forms.CharField(
        label=_("Saksnummer"), max_length=60, required=False, help_text=ARCHIVE
    )
    reason = forms.CharField(
        label=_("Begrunnelse"), max_length=400, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, data=None):
        super().__init__(data, initial={"last_day": clock.today()})


class CouncilStepRow(Row):
    """What a council did."""

    document = forms.ChoiceField(label=_("Vertskommuneavtalen det gjelder"))
    sort = forms.ChoiceField(label=_("Hva gjorde kommunestyret?"), choices=StepSort.choices)
    body = forms.CharField(label=_("Hvem vedtok?"), max_length=120, help_text=NO_NAMES)
    decided_on = forms.DateField(label=_("Vedtaksdato"))
    case_reference = forms.CharField(label=_("Saksnummer"), max_length=60, help_text=ARCHIVE)
    field_order = ("owner", "document", "sort", "body", "decided_on", "case_reference", "revision")

    def __init__(self, data=None, **kwargs):
        super().__init__(data, **kwargs)
        self.offer("document", self.choices.host_agreements)


class TrialRow(Row):
    """A trial that somebody wants."""

    title = forms.CharField(label=_("Navn på forsøket"), max_length=160)
    deviates_from = forms.CharField(
        label=_("Hva skal det gjøres unntak fra?"),
        max_length=200,
        help_text=_("Loven og paragrafen."),
    )
    about = forms.CharField(label=_("Kort om forsøket"), widget=forms.Textarea(attrs={"rows": 4}))
    office_unit = forms.ChoiceField(label=_("Kontor"))
    municipalities = forms.MultipleChoiceField(
        label=_("Kommuner"), widget=forms.CheckboxSelectMultiple
    )
    services = forms.MultipleChoiceField(
        label=_("Hva gjelder det?"),
        widget=forms.CheckboxSelectMultiple,
        choices=[
            (_("Kommunale tjenester"), MUNICIPAL_CHOICES),
            (_("Statlige tjenester"), STATE_CHOICES),
        ],
    )
    relations = forms.MultipleChoiceField(
        label=_("Hvem skal kunne fatte vedtak?"),
        widget=forms.CheckboxSelectMultiple,
        choices=Relation.choices,
    )
    field_order = (
        *("owner", "title", "deviates_from", "about", "office_unit", "municipalities"),
        *("services", "relations", "revision"),
    )

    def __init__(self, data=None, **kwargs):
        super().__init__(data, **kwargs)
        self.offer("office_unit", self.choices.offices)
        self.offer("municipalities", self.choices.municipalities)


class TrialEventRow(Row):
    """One thing that happened to a trial."""

    sort = forms.ChoiceField(label=_("Hva skjedde?"), choices=EventSort.choices)
    happened_on = forms.DateField(label=_("Dato"))
    body = forms.CharField(
        label=_("Hvem sendte, svarte eller vedtok?"), max_length=120, help_text=NO_NAMES
    )
    case_reference = forms.CharField(
        label=_("Saksnummer"), max_length=60, required=False, help_text=ARCHIVE
    )
    since = forms.DateField(
        label=_("Første dag i forsøket"), required=False, help_text=_("Bare for en godkjenning.")
    )
    until = forms.DateField(
        label=_("Siste dag i forsøket"), required=False, help_text=_("Bare for en godkjenning.")
    )
    field_order = (
        *("owner", "sort", "happened_on", "body", "case_reference", "since", "until", "revision"),
    )

    def clean(self) -> dict[str, Any]:
        """The last day is not before the first."""
        given = cast(dict[str, Any], super().clean())
        since, until = given.get("since"), given.get("until")
        if since and until and until < since:
            self.add_error("until", _("Siste dag kan ikke være før første dag."))
        return given


class DecisionRow(Row):
    """A structure decision."""

    title = forms.CharField(label=_("Hva skal avgjøres?"), max_length=160)
    about = forms.CharField(
        label=_("Kort om saken"), required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    decided_on = forms.DateField(label=_("Når avgjøres det?"))
    municipalities = forms.MultipleChoiceField(
        label=_("Kommuner det gjelder"), widget=forms.CheckboxSelectMultiple
    )
    field_order = ("owner", "title", "about", "decided_on", "municipalities", "revision")

    def __init__(self, data=None, **kwargs):
        super().__init__(data, **kwargs)
        self.offer("municipalities", self.choices.municipalities)


class PreparationRow(Row):
    """Staff or users were heard."""

    sort = forms.ChoiceField(label=_("Hvem ble hørt?"), choices=PreparationSort.choices)
    happened_on = forms.DateField(label=_("Dato"))
    reference = forms.CharField(
        label=_("Referat"), max_length=120, help_text=_("Slik referatet kan finnes igjen.")
    )
    disagreed = forms.BooleanField(
        label=_("Partene var uenige"),
        required=False,
        help_text=_("Uenighet stopper ikke saken, men skal stå i referatet."),
    )
    note = forms.CharField(
        label=_("Merknad"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    field_order = ("owner", "sort", "happened_on", "reference", "disagreed", "note", "revision")


class ClarificationRow(Row):
    """A legal question."""

    question = forms.CharField(
        label=_("Spørsmål"),
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_(
            "Alle partnerskap kan lese det. Skriv om regelen, aldri om en sak eller en person."
        ),
    )
    asked_whom = forms.CharField(
        label=_("Hvem er spurt?"), max_length=120, help_text=_("For eksempel statsforvalteren.")
    )
    asked_on = forms.DateField(label=_("Når ble det spurt?"))
    case_reference = forms.CharField(
        label=_("Saksnummer"), max_length=60, required=False, help_text=ARCHIVE
    )
    model = forms.ChoiceField(
        label=_("Organisasjonsmodell"),
        required=False,
        choices=[("", _("Alle")), *OrganisationModel.choices],
    )
    provision = forms.ChoiceField(label=_("Regel"), required=False)
    field_order = (
        *("owner", "question", "asked_whom", "asked_on", "case_reference", "model"),
        *("provision", "revision"),
    )

    def __init__(self, data=None, **kwargs):
        super().__init__(data, **kwargs)
        self.offer("provision", [("", _("Ingen bestemt")), *self.choices.provisions])
        self.fields["asked_on"].initial = clock.today


class AnswerRow(Form):
    """What was answered."""

    answered_by = forms.CharField(label=_("Hvem svarte?"), max_length=120, help_text=NO_NAMES)
    answered_on = forms.DateField(label=_("Når kom svaret?"))
    answer = forms.CharField(label=_("Svaret"), widget=forms.Textarea(attrs={"rows": 6}))
    case_reference = forms.CharField(
        label=_("Saksnummer"), max_length=60, required=False, help_text=ARCHIVE
    )
    confidence = forms.ChoiceField(
        label=_("Hvor sikkert er det?"), choices=Confidence.choices, widget=forms.RadioSelect
    )


class CheckRow(ForOwner):
    """That a provision was held against its source."""

    role = forms.CharField(
        label=_("Rolle"), max_length=120, help_text=_("For eksempel jurist. Aldri et navn.")
    )
    body = forms.CharField(label=_("Organ"), max_length=120)
    checked_on = forms.DateField(label=_("Dato"))
    outcome = forms.ChoiceField(
        label=_("Hva viste kontrollen?"), choices=Outcome.choices, widget=forms.RadioSelect
    )
    remark = forms.CharField(
        label=_("Merknad"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, data=None, *, owners, **kwargs):
        super().__init__(data, owners=tuple(owners), **kwargs)
        self.fields["checked_on"].initial = clock.today
        self.only = next(iter(owners)) if len(owners) == 1 else None
        if self.only:
            del self.fields["owner"]
        self.order_fields(["owner", "role", "body", "checked_on", "outcome", "remark"])

    def clean(self) -> dict[str, Any]:
        """Whoever speaks for one owner speaks for that one."""
        given = cast(dict[str, Any], super().clean())
        return given | {"owner": self.only} if self.only else given


class Strike(Form):
    """Why a row is taken out."""

    because = forms.CharField(
        label=_("Hvorfor?"),
        max_length=400,
        help_text=_("For eksempel at raden ble ført to ganger. De andre eierne leser det."),
    )
