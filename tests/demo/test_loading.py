import pytest

from tospann.agreed.models import Document
from tospann.agreed.standing import State, standings, with_rows
from tospann.base import clock
from tospann.demo import loading
from tospann.demo.roles import ROLES
from tospann.journal.models import Entry
from tospann.journal.news import told
from tospann.journal.verify import faults
from tospann.partnerships.models import Partnership, Seat


@pytest.fixture
def demo(db):
    assert loading.load()


def newest(slug: str, kind: str):
    documents = with_rows(Document.objects.filter(partnership__slug=slug, kind=kind))
    return standings(documents.latest("created_at"), clock.today())[0]


def test_indre_salten_waits_for_fauske_alone(demo):
    standing = newest("indre-salten", "host_agreement")

    assert (standing.ratified_count, standing.owner_count) == (4, 5)
    assert [answer.owner.name for answer in standing.waiting] == ["Fauske kommune"]
    assert standing.state is State.OPEN


def test_ofoten_and_sor_salten_hold(demo):
    assert newest("ofoten", "host_agreement").state is State.IN_FORCE
    assert newest("ofoten", "partnership_agreement").state is State.IN_FORCE
    assert newest("sor-salten", "cooperation_agreement").state is State.IN_FORCE


def test_every_role_has_its_seat(demo):
    assert Seat.objects.count() == len(ROLES)


def test_the_journal_of_the_demo_holds(demo):
    assert not list(faults())


def test_every_entry_of_the_demo_can_be_told(demo):
    for entry in Entry.objects.all():
        assert "%(" not in told(entry).sentence


def test_loading_again_changes_nothing(demo):
    before = Entry.objects.count()

    assert not loading.load()

    assert Entry.objects.count() == before


def test_reset_tells_the_stories_anew(demo):
    before = Entry.objects.count()
    Partnership.objects.filter(slug="ofoten").update(name="Endret")

    loading.reset()

    assert Partnership.objects.get(slug="ofoten").name == "Ofoten"
    assert not list(faults())
    assert Entry.objects.count() < before  # the register of offices stays, its entry goes
