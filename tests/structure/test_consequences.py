"""What a scenario means by law: held against the authority engine and against known answers."""

from dataclasses import replace

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils.formats import date_format

from engines.structure.small import territory
from tospann.access.actor import STRANGER
from tospann.agreed.actions import months_after
from tospann.agreed.models import Version
from tospann.base import clock
from tospann.demo import loading
from tospann.engines import authority as engine
from tospann.engines.authority import Model
from tospann.engines.structure import folder
from tospann.partnerships.models import Partnership, Seat
from tospann.partnerships.selectors import actor_for
from tospann.structure.actions import datasets
from tospann.structure.actions import scenarios as actions
from tospann.structure.selectors.consequences import Verdict, consequences_of, legality_of
from tospann.structure.selectors.consequences.authority import answers_of
from tospann.structure.selectors.consequences.ground import ground_of
from tospann.structure.selectors.consequences.rows import rows_of
from tospann.structure.selectors.territories import newest
from tospann.structure.study import legal

pytestmark = pytest.mark.django_db
ROEDOEY, MELOEY, FAUSKE = "1836", "1837", "1841"
OWN = "egen kommune"


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
    return actions.create_scenario(
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


def part_of(told, number):
    return next(one for one in told.municipalities if one.number == number)


def pair_of(part, service, employer):
    services = next(one for one in part.services if service in one.names)
    return next(one for one in services.pairs if one.employer == employer)


def test_no_authority_moves_to_meloey_with_professional_cooperation(demo):
    told = consequences_of(
        scenario(
            "sor-salten",
            _1836=(MELOEY, "professional_cooperation"),
            _1837=(MELOEY, "professional_cooperation"),
        )
    )
    part = part_of(told, ROEDOEY)

    own = pair_of(part, "Økonomisk stønad", "Rødøy")
    host = pair_of(part, "Økonomisk stønad", "Meløy")
    assert (own.before, own.after) == ("kan avgjøre", "kan avgjøre")
    assert (host.before, host.after) == ("kan ikke", "kan ikke")
    assert "Vertskommuneavtale" not in " ".join(
        one.says for area in told.areas for one in area.agreements
    )


def test_a_host_gets_the_authority_by_the_provision_on_host_municipalities(demo):
    moved = consequences_of(scenario("sor-salten", _1836=(FAUSKE, "host"), _1837=(MELOEY, "own")))
    host = pair_of(part_of(moved, ROEDOEY), "Økonomisk stønad", "Fauske")
    assert (host.before, host.after) == ("kan ikke", "kan avgjøre for hjemkommunen")
    assert "Kommuneloven § 20-2" in {one.text for one in host.rules}
    home = pair_of(part_of(moved, ROEDOEY), "Økonomisk stønad", "Rødøy")
    assert (home.before, home.after) == ("kan avgjøre", "kan forberede")


def test_a_scenario_that_is_today_changes_nobody(demo):
    # The office register's structure has Meløy as host for Rødøy already.
    told = consequences_of(scenario("sor-salten", _1836=(MELOEY, "host"), _1837=(MELOEY, "host")))

    assert (told.municipalities, told.elements, told.verdict) == ((), (), Verdict.LAWFUL)


def test_municipalities_with_one_answer_share_a_row_in_a_study_and_no_reason_is_lost(demo):
    told = consequences_of(
        scenario(
            "sor-salten",
            **dict.fromkeys(("_1836", "_1837", "_1838"), (MELOEY, "host")),
        )
    )
    moved = [
        (one, services, pair)
        for one in told.municipalities
        for services in one.changed
        for pair in services.pairs
        if pair.changed
    ]

    rows = legal.authority(told).shown

    assert (len(moved), len(rows)) == (18, 11)
    for one, services, pair in moved:
        (found,) = [
            row
            for row in rows
            if one.name in row[0]
            and (row[1] == services.group or row[1] == ", ".join(services.names))
            and (row[2] == pair.employer or (pair.employer == one.name and row[2] == OWN))
        ]
        assert found[3:5] == [pair.before, pair.after]
        assert found[5].startswith(pair.because)
        assert all(rule.text in found[5] for rule in pair.rules)
    shared = [row[:3] for row in rows if row[2] == OWN]
    assert shared[0] == ["Rødøy og Gildeskål", "Sosiale tjenester med vedtak", OWN]


def test_every_answer_afterwards_is_the_engines_own(demo):
    made = scenario("sor-salten", _1836=(FAUSKE, "host"), _1837=(MELOEY, "own"))
    ground = ground_of(made)
    answers = answers_of(ground, ROEDOEY)
    facts = engine.under_model(
        replace(ground.found.facts, trials=()),
        engine.ModelPeriod(
            Model.HOST_ADMINISTRATIVE, frozenset(ground.new[ROEDOEY].members), "x", host=FAUSKE
        ),
        office=ground.office(FAUSKE),
    )

    for (service, n), finding in answers.after.items():
        job = engine.Employment(answers.employers[n].code, "x", ground.office(FAUSKE))
        asked = engine.Question(
            service,
            engine.Stay(ROEDOEY),
            (job,),
            ground.day,
            office=ground.office(FAUSKE),
            of_principle=False,
        )
        assert engine.answer(facts, asked, assume=True).code is finding.code, (service, job)


def test_a_task_community_leaves_its_own_staff_unclear_with_the_source(demo):
    told = consequences_of(
        scenario("sor-salten", _1836=(MELOEY, "task_community"), _1837=(MELOEY, "task_community"))
    )

    assert told.verdict is Verdict.UNCLEAR
    about = [one for one in told.elements if "oppgavefellesskapet" in one.says]
    assert {rule.text for one in about for rule in one.rules} >= {"Kommuneloven kapittel 19"}
    social = pair_of(part_of(told, ROEDOEY), "Økonomisk stønad", "Oppgavefellesskapet")
    assert social.after == "uklart"


def test_one_office_for_two_without_a_form_of_cooperation_is_unlawful_and_first(demo):
    told = consequences_of(scenario("sor-salten", _1836=(MELOEY, "own"), _1837=(MELOEY, "own")))

    assert told.verdict is Verdict.UNLAWFUL
    assert told.elements[0].unlawful
    assert told.elements[0].mend
    assert told.elements[0].rules[0].text == "Kommuneloven § 17-1"
    assert legality_of(scenario("sor-salten", _1836=(MELOEY, "own"), _1837=(MELOEY, "own"))) == (
        Verdict.UNLAWFUL,
        len(told.unlawful),
    )


def test_a_host_of_nobody_is_unlawful(demo):
    told = consequences_of(scenario("sor-salten", _1836=(ROEDOEY, "joint_board")))

    assert "Rødøy er vertskommune uten samarbeidskommuner" in [one.says for one in told.unlawful]


def test_lule_sami_follows_hamaroey_to_a_new_office(demo):
    told = consequences_of(
        scenario("indre-salten", _1875=("1804", "host"), _1804=("1804", "host"))
    )
    area = next(one for one in told.areas if one.host == "Bodø")

    assert all(one.new for one in area.duties)
    assert any("lulesamisk" in one.says for one in area.duties)
    assert any("Samelova" in rule.text for one in area.duties for rule in one.rules)
    assert any("Sametinget" in one.says for one in told.preparations)


def test_the_notice_is_the_agreements_own(demo):
    told = consequences_of(scenario("ofoten", _1853=("1853", "own"), _1806=("1806", "own")))
    host = next(one for one in told.agreements if one.kind == "vertskommuneavtale")
    version = Version.objects.filter(
        document__partnership__slug="ofoten", document__kind="host_agreement"
    ).latest("number")

    assert host.fate == "ends"
    assert f"{version.notice_months} måneder" in host.notice
    assert date_format(months_after(clock.today(), version.notice_months)) in host.notice


def test_those_who_must_decide_and_are_no_owners_are_named(demo):
    told = consequences_of(scenario("sor-salten", _1836=(FAUSKE, "host"), _1837=(MELOEY, "own")))

    assert set(told.outsiders) == {"Fauske", "Beiarn", "Saltdal", "Sørfold", "Hamarøy"}
    assert len(told.councils) == 7


def test_the_shares_of_the_cost_are_those_of_the_measures(demo):
    made = scenario("sor-salten", _1836=(FAUSKE, "host"), _1837=(MELOEY, "own"))
    area = next(one for one in consequences_of(made).areas if one.host == "Fauske")

    assert sum(one.kroner for one in area.shares) == area.kroner
    assert sum(round(one.percent * 100) for one in area.shares) == 10_000


def test_an_agreement_between_three_lists_them_once(demo):
    told = consequences_of(
        scenario("sor-salten", _1836=(MELOEY, "host"), _1837=(MELOEY, "host"),
                 _1838=(MELOEY, "host"))
    )  # fmt: skip

    said = [one.says for area in told.areas for one in area.agreements]
    assert "Vertskommuneavtale mellom Meløy, Rødøy og Gildeskål. Den skal være skriftlig." in said


def test_a_municipality_the_register_does_not_know_gets_the_engines_refusal(cast):
    here = territory()
    datasets.take_dataset(
        actor=STRANGER, name=here.name, title=here.title, archive=folder.packed(here)
    )
    made = actions.create_scenario(
        actor=cast.actor("adviser"),
        partnership=cast.partnership,
        dataset=newest(here.name),
        title="To sammen",
        differences={
            "municipalities": {
                "1801": {"host": "1801", "model": "host"},
                "1802": {"host": "1801", "model": "host"},
            }
        },
    )

    told = consequences_of(made)
    assert told.verdict is Verdict.UNCLEAR
    assert all("finnes ikke i registeret" in one.refusal for one in told.municipalities)


def test_the_number_of_queries_does_not_grow_with_the_municipalities(demo):
    few = scenario("sor-salten", _1836=(ROEDOEY, "own"), _1837=(MELOEY, "own"))
    many = scenario("sor-salten", _1836=(FAUSKE, "host"), _1837=(FAUSKE, "host"))

    def asked(made) -> int:
        with CaptureQueriesContext(connection) as found:
            consequences_of(made)
        return len(found)

    asked(few)  # the dataset is read once
    # prefetched rows that there are none of take no query
    assert asked(few) <= asked(many) <= 33


def test_the_table_says_what_the_page_says(demo):
    told = consequences_of(scenario("sor-salten", _1836=(MELOEY, "own"), _1837=(MELOEY, "own")))
    rows = rows_of(told)

    assert [one.about for one in rows if one.part == "Ulovlig"] == [
        one.says for one in told.unlawful
    ]
    assert sum(one.part == "Kommunestyre" for one in rows) == len(told.councils)
