"""Every form and every action refuses what is about a person; none can be made that does not."""

import ast
import importlib
import inspect
from collections.abc import Callable, Iterator
from datetime import date
from itertools import cycle
from typing import Any

import pytest
from allauth.mfa import app_settings
from allauth.utils import get_form_class
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

import invented
from architecture.program import Source, actions, calls, public_functions, source, sources
from engines.structure.small import territory as small_territory
from offices import rows
from posting import posted
from tospann.access.actor import STRANGER
from tospann.accounts import forms as accounts
from tospann.agreed import forms as agreed
from tospann.agreements.forms import body, pages
from tospann.agreements.kinds import KINDS
from tospann.authority.forms import questions, registers
from tospann.authority.selectors.questions import Options
from tospann.authority.selectors.registers import Choices as EvidenceChoices
from tospann.base import entrance
from tospann.base import forms as base
from tospann.base.errors import IdentityNumber
from tospann.base.views import Example
from tospann.demo import agreements as demo
from tospann.imports import forms as imports
from tospann.imports.found import Bad as BadCell
from tospann.indicators import forms as indicators
from tospann.indicators.models import Indicator
from tospann.journal import forms as journal
from tospann.journal.selectors import Choices
from tospann.offices import forms as offices
from tospann.offices.register import Register
from tospann.offices.selectors import Window
from tospann.participation import forms as hearings
from tospann.participation.models import HearingBody, Question, Reply
from tospann.participation.selectors import BodyLine, ReplyLine
from tospann.partnerships import forms as partnerships
from tospann.plans import forms as plans
from tospann.portal import forms as portal
from tospann.reports import forms as reports
from tospann.results import forms as results
from tospann.structure import forms as scenario_forms
from tospann.structure.forms import assessments
from tospann.structure.forms import choosing as structures
from tospann.structure.forms import datasets as structure_datasets
from tospann.structure.forms import runs as asking
from tospann.structure.study import forms as study
from tospann.structure.study.proposal import forms as proposal
from tospann.wheel import forms as wheel

COUNT = 300
FIRST = date(2020, 11, 9)
NUMBERS = [text for _digits, _way, text in invented.texts(COUNT, seed=5)]

# --- Forms ------------------------------------------------------------------------------


BY_HAND = Indicator(code="I1", measure="share", frequency="month")
NO_CHOICES = EvidenceChoices([], [], [], [], [], [])
NO_OPTIONS = Options([], [], [], [])


class _Passkey:
    """What allauth's form asks a stored passkey for."""

    def wrap(self) -> "_Passkey":
        return self

    name = "Telefonen"


# form | how to make one of what was sent
FORMS: dict[type[forms.Form], Callable[..., forms.Form]] = {
    results.Filter: lambda data, files: results.Filter(data),
    results.Beside: lambda data, files: results.Beside(data, offices=[]),
    results.Group: lambda data, files: results.Group(data, groups=[]),
    results.Pick: lambda data, files: results.Pick(data, periods=[], places=[]),
    results.Grid: lambda data, files: results.Grid(data, indicators=[BY_HAND]),
    results.Correction: lambda data, files: results.Correction(data, indicator=BY_HAND),
    results.NewBase: lambda data, files: results.NewBase(data, periods=[]),
    results.Explanation: lambda data, files: results.Explanation(data),
    results.TakeBack: lambda data, files: results.TakeBack(data),
    reports.NewReport: lambda data, files: reports.NewReport(data, periods=[]),
    reports.Writing: lambda data, files: reports.Writing(data),
    structures.Which: lambda data, files: structures.Which(data, choices=[]),
    structures.Beside: lambda data, files: structures.Beside(data, choices=[]),
    structures.Offices: lambda data, files: structures.Offices(data, counties=[]),
    study.NewStudy: lambda data, files: study.NewStudy(data, choices=[]),
    study.Chapters: lambda data, files: study.Chapters(data),
    proposal.Typed: lambda data, files: proposal.Typed(data),
    indicators.Definition: lambda data, files: indicators.Definition(data),
    indicators.Retire: lambda data, files: indicators.Retire(data),
    agreed.ForOwner: lambda data, files: agreed.ForOwner(data, owners=()),
    agreed.Ratify: lambda data, files: agreed.Ratify(data, owners=()),
    agreed.WithReason: lambda data, files: agreed.WithReason(data, owners=()),
    agreed.GiveNotice: lambda data, files: agreed.GiveNotice(data, owners=()),
    agreed.AttachAnnex: lambda data, files: agreed.AttachAnnex(data, files, required=[]),
    agreed.Revision: lambda data, files: agreed.Revision(data),
    agreed.DraftHead: lambda data, files: agreed.DraftHead(data),
    pages.RegisterFilter: lambda data, files: pages.RegisterFilter(
        data, kinds=KINDS, partnerships=()
    ),
    pages.NoticeDay: lambda data, files: pages.NoticeDay(data, agreements=()),
    pages.NewDocument: lambda data, files: pages.NewDocument(data, kinds=KINDS),
    body.RowForm: lambda data, files: body.RowForm(data),
    **{
        form: lambda data, files, form=form: form(data, owners=(), choices=NO_CHOICES)
        for form in (
            *(registers.Row, registers.WithPeriod, registers.EmploymentRow),
            *(registers.CouncilStepRow, registers.TrialRow, registers.TrialEventRow),
            *(registers.DecisionRow, registers.PreparationRow, registers.ClarificationRow),
        )
    },
    registers.DelegationRow: lambda data, files: registers.DelegationRow(
        data, files, owners=(), choices=NO_CHOICES
    ),
    registers.WithdrawDelegation: lambda data, files: registers.WithdrawDelegation(data),
    registers.AnswerRow: lambda data, files: registers.AnswerRow(data),
    registers.CheckRow: lambda data, files: registers.CheckRow(data, owners=()),
    registers.Strike: lambda data, files: registers.Strike(data),
    questions.OnDay: lambda data, files: questions.OnDay(data),
    **{
        form: lambda data, files, form=form: form(data, options=NO_OPTIONS)
        for form in (
            *(questions.Question, questions.Matrix, questions.Comparison, questions.Sharing),
        )
    },
    questions.Duties: lambda data, files: questions.Duties(data, offices=[]),
    journal.Ask: lambda data, files: journal.Ask(data, choices=Choices([], [], {})),
    offices.OnDay: lambda data, files: offices.OnDay(data, window=Window(FIRST, FIRST)),
    partnerships.Invite: lambda data, files: partnerships.Invite(data, owner=None),
    partnerships.Accept: lambda data, files: partnerships.Accept(data),
    portal.BoardFilter: lambda data, files: portal.BoardFilter(data, regions=()),
    portal.RegionFilter: lambda data, files: portal.RegionFilter(data, regions=()),
    portal.ViewName: lambda data, files: portal.ViewName(data, owners=()),
    accounts.AddPasskey: lambda data, files: accounts.AddPasskey(data, user=None),
    accounts.RenamePasskey: lambda data, files: accounts.RenamePasskey(data, instance=_Passkey()),
    agreed.RevisionSeen: lambda data, files: agreed.RevisionSeen(data),
    plans.SignalRow: lambda data, files: plans.SignalRow(data, municipalities=[]),
    plans.SignalFilter: lambda data, files: plans.SignalFilter(data, owners=(), years=()),
    plans.Strike: lambda data, files: plans.Strike(data),
    plans.ConflictRow: lambda data, files: plans.ConflictRow(data, signals=()),
    plans.NewPlan: lambda data, files: plans.NewPlan(data, sources=()),
    plans.WhichPlan: lambda data, files: plans.WhichPlan(data, texts=()),
    **{
        form: lambda data, files, form=form: form(data, owners=())
        for form in (plans.Settle, plans.Understood, plans.Report, plans.Judge)
    },
    Example: lambda data, files: Example(data),
    wheel.Show: lambda data, files: wheel.Show(data),
    wheel.RingEventForm: lambda data, files: wheel.RingEventForm(data),
    wheel.FillRing: lambda data, files: wheel.FillRing(data, owners=()),
    wheel.NewCalendar: lambda data, files: wheel.NewCalendar(data, partnerships=[]),
    **{
        form: lambda data, files, form=form: form(data, territory=small_territory())
        for form in (asking.Ask, asking.AskAreas, asking.AskFront, asking.AskFutures)
    },
    asking.KeepPoint: lambda data, files: asking.KeepPoint(data),
    **{
        form: lambda data, files, form=form: form(data)
        for form in (
            *(scenario_forms.Start, scenario_forms.Naming, scenario_forms.Title),
            *(scenario_forms.Revision, scenario_forms.Drawing, scenario_forms.Outside),
            *(scenario_forms.Limits, scenario_forms.About, scenario_forms.Weights),
        )
    },
}

FORMS |= {
    imports.Bring: lambda data, files: imports.Bring(data, files),
    imports.Revised: lambda data, files: imports.Revised(data),
    imports.Choose: lambda data, files: imports.Choose(data),
    imports.Mend: lambda data, files: imports.Mend(
        data, bad=[BadCell("", "C7: «x» er ikke et tall.", "Ark1", "C7", "x")]
    ),
    imports.Confirm: lambda data, files: imports.Confirm(data),
    imports.Subscribe: lambda data, files: imports.Subscribe(data),
}

FORMS |= {
    structure_datasets.About: lambda data, files: structure_datasets.About(data, files),
    structure_datasets.Placed: lambda data, files: structure_datasets.Placed(data, files),
    structure_datasets.New: lambda data, files: structure_datasets.New(data, files),
    structure_datasets.Version: lambda data, files: structure_datasets.Version(data, files),
    structure_datasets.Change: lambda data, files: structure_datasets.Change(
        data, files, names=[], is_version=False
    ),
    structure_datasets.Confirm: lambda data, files: structure_datasets.Confirm(data),
    assessments.OpenAssessment: lambda data, files: assessments.OpenAssessment(data, scenarios=[]),
    assessments.Answer: lambda data, files: assessments.Answer(data, scenarios=[], seats=[]),
}


def _somebody() -> BodyLine:
    """A body that has answered one question."""
    said = ReplyLine(Question(number=1, text="Er dere for?"), Reply(text="Ja."), None, False)
    return BodyLine(HearingBody(name="Rådet"), None, (), False, False, (said,))


FORMS |= {
    hearings.NewHearing: lambda data, files: hearings.NewHearing(data, documents=[]),
    hearings.Draft: lambda data, files: hearings.Draft(data),
    hearings.Send: lambda data, files: hearings.Send(data),
    hearings.Extend: lambda data, files: hearings.Extend(data),
    hearings.AddBody: lambda data, files: hearings.AddBody(data),
    hearings.CallOff: lambda data, files: hearings.CallOff(data),
    hearings.Register: lambda data, files: hearings.Register(data, line=_somebody()),
    hearings.FollowUpForm: lambda data, files: hearings.FollowUpForm(data, line=_somebody()),
}


def program_forms(cls: type = forms.BaseForm) -> Iterator[type]:
    """Every form class of the program, once all its files are loaded."""
    for one in sources():
        if one.file not in {"__main__.py", "wsgi.py"}:
            importlib.import_module(f"tospann.{one.name[:-3].replace('/', '.')}")
    yield from _under(cls)


def _under(cls: type) -> Iterator[type]:
    for one in cls.__subclasses__():
        if one.__module__.startswith("tospann.") and one.__name__ != "PointForm":
            yield one
        yield from _under(one)


def plain_forms(one: Source) -> Iterator[str]:
    """Classes in a file that stand on Django's forms, and so let anything in."""
    for node in ast.walk(one.tree):
        if isinstance(node, ast.ClassDef):
            under = {ast.unparse(above) for above in node.bases}
            plain = under & {"forms.Form", "forms.ModelForm", "forms.BaseForm", "ModelForm"}
            if plain and "NothingPersonal" not in under:
                yield node.name


def takes_text(field: forms.Field) -> bool:
    """Whether what is sent can be kept as it came: all but ticks and what nobody writes."""
    return not (
        isinstance(field.widget, forms.CheckboxInput | forms.PasswordInput)
        or isinstance(field, forms.JSONField)
    )


def refused(form: forms.Form) -> set[str]:
    """The fields that said they had found an identity number, and nothing else."""
    return {
        name
        for name, errors in form.errors.as_data().items()
        if [error.code for error in errors] == ["identity_number"]
    }


def sent(form: forms.Form, texts: Iterator[str]) -> tuple[QueryDict, MultiValueDict]:
    """A number in every field that takes text."""
    data, files = QueryDict(mutable=True), MultiValueDict()
    for name, field in form.fields.items():
        if isinstance(field, forms.FileField):
            files[name] = SimpleUploadedFile(next(texts).replace("/", "-"), b"%PDF-1.7 ")
        elif takes_text(field):
            data[name] = next(texts)
    return data, files


@pytest.fixture(autouse=True)
def without_owners(monkeypatch):
    """The choices of owners and partnerships are of no interest here, and need a database."""
    monkeypatch.setattr(partnerships.Invite, "__init__", _without_partnerships)
    monkeypatch.setattr(agreed.ForOwner, "__init__", _without_owner_rows)
    monkeypatch.setattr(
        "allauth.mfa.webauthn.forms.get_adapter",
        lambda: type("Adapter", (), {"generate_authenticator_name": lambda *_: "Nøkkel"}),
    )


def _without_partnerships(self, data=None, *, owner, **kwargs):
    super(partnerships.Invite, self).__init__(data, **kwargs)


def _without_owner_rows(self, data=None, *, owners, **kwargs):
    super(agreed.ForOwner, self).__init__(data, **kwargs)


def test_every_form_of_the_program_is_tried():
    assert set(program_forms()) == {*FORMS, base.Form}


@pytest.mark.parametrize("cls", FORMS, ids=lambda cls: cls.__name__)
def test_no_field_of_a_form_takes_an_identity_number(cls):
    texts, make = cycle(NUMBERS), FORMS[cls]
    fields = {name for name, field in make({}, None).fields.items() if takes_text(field)}

    for _ in range(COUNT // len(fields)):
        assert refused(make(*sent(make({}, None), texts))) == fields


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_no_field_of_an_agreement_takes_an_identity_number(kind):
    example = getattr(demo, f"{kind.name}_body")(since=FIRST)
    data = posted(kind.form(None, example, None))
    texts, filled = cycle(NUMBERS), 0
    for name in data:
        if not name.endswith(("_FORMS", "DELETE")):
            data[name] = next(texts)
            filled += 1

    form = kind.form(None, example, data)

    assert not form.is_valid()
    assert sum(len(refused(one)) for one in form.forms) == filled > 30


def test_what_was_typed_is_still_in_the_form():
    form = agreed.DraftHead({"title": "Om 290296 00013", "language": "nb", "revision": 1})

    assert not form.is_valid()
    assert form["title"].value() == "Om 290296 00013"
    assert form.errors["title"] == [
        str(IdentityNumber(field="Tittel", around="•• •••••• •••••")),
    ]


@pytest.mark.parametrize(
    ("page", "form"),
    [("add_webauthn", accounts.AddPasskey), ("edit_webauthn", accounts.RenamePasskey)],
)
def test_the_pages_about_passkeys_use_our_forms(page, form):
    assert get_form_class(app_settings.FORMS, page, forms.Form) is form


def test_no_form_stands_on_django_alone():
    assert {(one.name, name) for one in sources() for name in plain_forms(one)} == set()


@pytest.mark.parametrize("above", ["forms.Form", "forms.ModelForm"])
def test_a_form_that_stands_on_django_alone_is_found(above):
    plain = source("plans/forms.py", f"class Plan({above}):\n    name = forms.CharField()\n")

    assert list(plain_forms(plain)) == ["Plan"]


def test_a_field_that_takes_a_number_would_be_found():
    class Plain(forms.Form):
        name = forms.CharField()

    assert refused(Plain({"name": NUMBERS[0]})) == set()


# --- What is read without a form --------------------------------------------------------

# file | why nothing of it is kept
READS_WITHOUT_FORM = {"base/views.py": "the name of a colour scheme, and a path to go back to"}


def reads_without_form(one: Source) -> bool:
    """True when a file takes single values out of what was posted."""
    reads = {"request.POST.get", "request.POST.getlist", "request.FILES.get"}
    return any(ast.unparse(call.func) in reads for call in calls(one.tree)) or any(
        isinstance(node, ast.Subscript)
        and ast.unparse(node.value) in {"request.POST", "request.FILES", "request.body"}
        for node in ast.walk(one.tree)
    )


def test_what_is_posted_is_read_by_forms():
    assert {one.name for one in sources() if reads_without_form(one)} == set(READS_WITHOUT_FORM)


@pytest.mark.parametrize("read", ["request.POST.get('name')", "request.POST['name']"])
def test_a_view_that_reads_past_the_forms_is_found(read):
    assert reads_without_form(source("plans/views.py", f"def page(request):\n    return {read}"))


# --- Actions ----------------------------------------------------------------------------


def hidden_in(annotation: Any, text: str) -> Any:
    """A value of the kind an action takes, with the text somewhere in it; None when it cannot."""
    if annotation in (str, str | None):
        return text
    if "dict" in str(annotation):
        return {"purpose": "Formål", "goals": [{"id": "m1", "text": text}]}
    if "UploadedFile" in str(annotation):
        return SimpleUploadedFile(text.replace("/", "-") + ".pdf", b"%PDF-1.7 ")
    if annotation is Register:
        return Register([], [rows.municipality("9901", text)], [], [])
    return None


def text_arguments() -> Iterator[tuple[Callable, str, Any]]:
    """Every action with each argument that can hold text from people."""
    for one in actions():
        module = importlib.import_module(one.module)
        for node in public_functions(one.tree):
            function = getattr(module, node.name)
            for name, given in inspect.signature(function).parameters.items():
                if name not in entrance.NOT_WRITTEN and hidden_in(given.annotation, "x"):
                    yield function, name, given.annotation


@pytest.mark.parametrize(
    ("function", "name", "annotation"),
    [pytest.param(*one, id=f"{one[0].__name__} {one[1]}") for one in text_arguments()],
)
def test_no_action_takes_an_identity_number(function, name, annotation):
    """The refusal comes before the action asks who acts, so nothing else need be given."""
    passed = []
    for text in NUMBERS:
        try:
            function(actor=STRANGER, **{name: hidden_in(annotation, text)})
        except IdentityNumber as refusal:
            around = refusal.facts["around"]
            passed += [around] if any(char.isdigit() for char in around) else []
        else:
            passed.append(text)

    assert passed == []


def test_the_arguments_left_out_are_never_kept_as_they_came():
    every = {
        name
        for one in actions()
        for node in public_functions(one.tree)
        for name in [argument.arg for argument in node.args.kwonlyargs]
    }

    assert {"actor", "password", "sha256", "token"} == entrance.NOT_WRITTEN
    assert every >= entrance.NOT_WRITTEN


def test_a_number_that_lost_its_zero_is_refused():
    number = next(int(digits) for _kind, digits in invented.numbers(100) if digits[0] == "0")

    with pytest.raises(IdentityNumber):
        entrance.admit({"body": {"people": number}})


def test_the_way_to_a_number_in_an_import_is_told():
    named = [rows.municipality("9901", "Ås"), rows.municipality("9902", "29029600013")]
    register = Register([], named, [], [])

    with pytest.raises(IdentityNumber, match=r"«Registeret \(municipalities, 2, name\)»"):
        entrance.admit({"register": register})


def test_every_upload_is_named_by_its_words():
    for name in ["Vedtak-sosialhjelp-Kari-Nordmann.pdf", "Vedtak sosialhjelp Kari Nordmann.pdf"]:
        with pytest.raises(entrance.AboutAPerson):
            entrance.admit({"upload": SimpleUploadedFile(name, b"%PDF-1.7 ")})
    entrance.admit({"upload": SimpleUploadedFile("Nav-Bodø-12.03.2024.pdf", b"%PDF-1.7 ")})
