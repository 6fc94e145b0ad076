"""What a scenario means by law: held against the authority engine and against known answers."""

from types import SimpleNamespace

import pytest
from django.db import transaction

from tospann.access.actor import STRANGER
from tospann.demo import loading
from tospann.engines import authority as engine
from tospann.engines.authority import Code, Model
from tospann.partnerships.models import Partnership, Seat
from tospann.partnerships.selectors import actor_for
from tospann.structure.actions import scenarios as actions
from tospann.structure.selectors.consequences import Verdict, consequences_of, legality_of
from tospann.structure.selectors.territories import newest

pytestmark = pytest.mark.django_db
ROEDOEY, MELOEY, GILDESKAAL = "1836", "1837", "1838"
FAUSKE, HAMAROEY = "1841", "1875"


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker):
    """Loaded once, in a transaction that is never committed."""
    with django_db_blocker.unblock(), transaction.atomic():
        assert loading.load()
        yield
        transaction.set_rollback(True)


def scenario(slug: str, **municipalities):
    """In one partnership of the demo: {number: (host, model)}."""
    partnership = Partnership.objects.get(slug=slug)
    seat = Seat.objects.get(owner__code="nav-nordland", role="owner_representative")
    made = actions.create_scenario(
        actor=actor_for(seat.person, strong=True),
        partnership=partnership,
        dataset=newest("nordland"),
        title="Prøve",
        differences={
            "municipalities": {
                number.strip("_"): {"host": host, "model": model}
                for number, (host, model) in municipalities.items()
            }
        },
    )
    return made


def test_look(demo):
    from tospann.structure.selectors.consequences.rows import rows_of
    for given in (dict(_1836=(MELOEY, "professional_cooperation"), _1837=(MELOEY, "professional_cooperation")),
        dict(_1836=(FAUSKE, "host"), _1837=(MELOEY, "own")), dict(_1875=(HAMAROEY, "own")), dict(_1836=(MELOEY, "task_community"), _1837=(MELOEY, "task_community"))):
        print("=====", given)
        found = consequences_of(scenario("sor-salten", **given))
        for row in rows_of(found):
            if row.part in ("before_councils","positions","duty","councils","cost_key","host"): continue
            if row.part == "authority" and row.today == row.after: continue
            print(" | ".join(x[:170] for x in row))
    assert 0
