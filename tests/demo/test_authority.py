"""The demo's papers answer the questions the pilots stumbled on."""

from datetime import date

import pytest
from django.db import transaction

from tospann.access.actor import STRANGER
from tospann.agreed import actions as agreed
from tospann.agreed.models import Version
from tospann.authority.models import Clarification, Trial
from tospann.authority.selectors import questions, registers
from tospann.base import clock
from tospann.demo import loading
from tospann.partnerships.models import Owner, Partnership, Seat
from tospann.partnerships.selectors import actor_for

pytestmark = pytest.mark.django_db  # runs them before any browser holds the thread's event loop
FAUSKE, HAMAROEY = "1841", "1875"


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker):
    """Loaded once, in a transaction that is never committed."""
    with django_db_blocker.unblock(), transaction.atomic():
        assert loading.load()
        yield
        transaction.set_rollback(True)


def ask(municipality: str, employer: str, day: date, service: str = "M1"):
    asked = questions.Asked(service, municipality, employer, day, principle="no")
    return questions.answered(STRANGER, asked, names={})


@pytest.mark.parametrize(
    ("day", "code", "missing"),
    [
        (date(2019, 11, 1), "N", []),  # two municipalities, each with its own office
        (date(2020, 11, 8), "N", []),
        (date(2020, 11, 9), "D2", []),  # Nav Indre Salten begins
        (date(2023, 5, 17), "D2", []),
    ],
)
def test_may_fauske_decide_for_hamaroey(demo, day, code, missing):
    page = ask(HAMAROEY, FAUSKE, day)

    assert (page.code, [link.id for link in page.missing]) == (code, missing)


def test_today_the_answer_waits_for_fauske_alone_and_turns_with_its_yes(demo):
    before = ask(HAMAROEY, FAUSKE, clock.today())
    version = Version.objects.filter(
        document__partnership__slug="indre-salten", document__kind="host_agreement"
    ).latest("opened_at")
    owner = Owner.objects.get(code=FAUSKE)
    seat = Seat.objects.get(owner=owner, role="owner_representative")
    agreed.ratify(
        actor=actor_for(seat.person, strong=True), version=version, owner=owner,
        sha256=version.sha256, decided_by="Fauske kommunestyre", decided_on=clock.today(),
        case_reference="PS 45",
    )  # fmt: skip

    assert (before.code, [link.id for link in before.missing]) == ("N", ["host_decision"])
    assert ask(HAMAROEY, FAUSKE, clock.today()).code == "D2"


def test_meloey_may_not_decide_for_roedoey_and_the_trial_changes_nothing(demo):
    page = ask("1836", "1837", date(2018, 10, 1))

    assert page.code == "N"
    assert {link.id for link in page.missing} == {"trial_regulation", "trial_approval"}


def test_the_trial_has_waited_since_2018_in_spite_of_reminders(demo):
    (line,) = registers.trials_of(
        STRANGER, Partnership.objects.get(slug="sor-salten"), date(2020, 1, 1)
    ).lines

    assert (line.standing.state, line.standing.reminder_count) == ("waiting", 2)
    assert line.standing.days_waiting == (date(2020, 1, 1) - date(2018, 3, 15)).days


def test_what_is_made_up_says_so(demo):
    told = [
        *Trial.objects.values_list("about", flat=True),
        *Clarification.objects.values_list("question", flat=True),
    ]

    assert told
    assert all(text.startswith("Illustrasjon:") for text in told)
    assert not Clarification.objects.filter(answers__isnull=False).exists()
