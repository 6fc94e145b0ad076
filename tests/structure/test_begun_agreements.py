"""Agreements begun out of a proposal: what is filled in, what is not begun, and who may."""

import re
import threading
from dataclasses import replace

import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext

from structure.deciding import SINCE, Deciding
from structure.studying import hosted
from tospann.agreed import actions as agreed
from tospann.agreed.kinds import kind_of
from tospann.agreed.models import Document, Draft
from tospann.agreed.selectors import missing_in
from tospann.base.errors import NotPermitted
from tospann.journal.models import Entry
from tospann.journal.record import content_of
from tospann.partnerships.models import Ownership
from tospann.structure.errors import (
    AgreementsBegun,
    NoAgreementHere,
    NotAgreedByAll,
    ProposalReplaced,
    ProposalWithoutStructure,
)
from tospann.structure.models import ProposalAgreement
from tospann.structure.selectors.consequences import consequences_of
from tospann.structure.study.agreements.actions import begin_agreements
from tospann.structure.study.agreements.plan import Way, plan_of
from tospann.structure.study.proposal.body import Proposal

HOST, PARTNERSHIP = "host_agreement", "partnership_agreement"


@pytest.fixture
def deciding(cast) -> Deciding:
    return Deciding(cast)


def body_in(version) -> Proposal:
    return Proposal.model_validate(version.read().body)


def planned(version):
    return plan_of(_fresh(version), body_in(version))


def _fresh(version):
    version.document = Document.objects.get(pk=version.document_id)
    return version


# --- The structure follows as data ------------------------------------------------------


def test_the_structure_is_kept_as_data_from_study_to_proposal(deciding):
    study = deciding.version()

    body = body_in(deciding.opened(study))

    (area,) = body.structure
    assert area == deciding.body(study).alternatives[0].structure[0]
    assert (area.host, area.model) == ("9901", "host")
    assert [one.number for one in area.members] == ["9901", "9902"]
    assert [one.host_before for one in area.members] == ["9901", "9902"]
    assert {one.name: one.days for one in area.sites} == {"Vest": 5.0, "Sund": 5.0}
    assert sum(one.percent for one in area.members) == 100
    assert body.dataset == str(deciding.dataset.pk)


def test_the_proposal_is_read_in_sentences_never_in_numbers(deciding):
    version = deciding.opened()

    said = str(version.read().parts)

    assert not re.search(r"\b990\d\b", said + version.text)
    assert "host_before" not in said


def test_documents_opened_before_read_as_before():
    old = {"version": "", "since": SINCE, "areas": ["Vest med Sund deler kontor."]}

    assert Proposal.model_validate(old).structure == []


# --- What is filled in ------------------------------------------------------------------


def test_both_agreements_are_begun_as_drafts(deciding):
    made = deciding.begun()

    assert {one.kind for one in made.documents} == {HOST, PARTNERSHIP}
    assert not made.outside
    assert Document.objects.filter(kind__in=[HOST, PARTNERSHIP], versions=None).count() == 2
    assert deciding.of(HOST).title == "Vertskommuneavtale mellom Vest og Sund"
    assert deciding.of(PARTNERSHIP).title == "Partnerskapsavtale for Vest og Sund"


def test_they_are_those_the_page_of_consequences_asks_for(deciding):
    told = consequences_of(deciding.near)
    asked = planned(deciding.agreed()).asked

    assert [one.says for area in told.areas for one in area.agreements] == [
        one.says for one in asked
    ]


def test_a_host_agreement_gets_host_participants_model_day_and_key(deciding):
    deciding.begun()

    body = deciding.draft_of(HOST)

    assert [(one["name"], one["role"]) for one in body["municipalities"]] == [
        ("Fjordbygd kommune", "party"),
        ("Ås kommune", "participant"),
    ]
    assert (body["model"], body["since"], body["transfer_on"]) == ("administrative", SINCE, SINCE)
    assert {one["service"] for one in body["tasks"]} == {"M1", "M2", "M3", "M4", "M5"}
    assert {tuple(one["municipalities"]) for one in body["tasks"]} == {("9902",)}
    assert sum(float(one["share"]) for one in body["cost_key"]) == 100
    assert "eksempel" in body["note"]


def test_what_must_be_written_is_left_empty_and_told(deciding):
    deciding.begun()
    document = deciding.of(HOST)

    body = document.draft.body
    told = " ".join(one.text for one in missing_in(document, document.draft))

    assert not any((body["informs"], body["settlement"], body["exit"], body["winding_up"]))
    assert {one["authority"] for one in body["tasks"]} == {None}
    assert "Slik får kommunene vite om vedtak" in told


def test_a_partnership_agreement_gets_its_places_and_their_days(cast, deciding):
    differences = hosted("9902", by="9901") | {"days": {"S2": 2, "M2": 1}}
    near = deciding.scenario("To dager", differences)
    deciding.begun(deciding.agreed(cast.open(_study(deciding, near))))

    body = deciding.draft_of(PARTNERSHIP)

    assert body["state_party"] == "Nav Testland"
    assert body["since"] == SINCE
    assert [
        (one["name"], one["sort"], one["opening"], one["serves"]) for one in body["places"]
    ] == [
        ("Vest", "main", "5 dager i uken", ["9901"]),
        ("Sund", "location", "2 dager i uken", ["9902"]),
        ("Sundnes", "meeting_point", "1 dag i uken", ["9902"]),
    ]
    assert body["cost_key"] == []  # the study does not say what the state bears
    assert {tuple(one["municipalities"]) for one in body["services"]} == {("9901", "9902")}


def test_who_has_no_place_is_served_by_the_main_office(cast, deciding):
    near = deciding.scenario("Stengt i Sund", hosted("9902", by="9901") | {"days": {"S2": 0}})
    deciding.begun(deciding.agreed(cast.open(_study(deciding, near))))

    (place,) = deciding.draft_of(PARTNERSHIP)["places"]

    assert (place["name"], place["serves"]) == ("Vest", ["9901", "9902"])


def test_a_joint_board_has_a_row_for_each_municipality(cast, deciding):
    differences = {
        "municipalities": {n: {"host": "9901", "model": "joint_board"} for n in ("9901", "9902")}
    }
    near = deciding.scenario("Nemnd", differences)
    deciding.begun(deciding.agreed(cast.open(_study(deciding, near))))

    body = deciding.draft_of(HOST)

    assert body["model"] == "joint_board"
    assert [(one["municipality"], one["count"]) for one in body["board"]] == [
        ("9901", None),
        ("9902", None),
    ]


def test_a_scenario_that_is_changed_later_changes_nothing(deciding):
    version = deciding.agreed()
    deciding.near.differences = {}
    deciding.near.save()

    assert len(deciding.begun(version).documents) == 2


def _study(deciding, recommended) -> Document:
    document = deciding.begin(recommended=recommended)
    words = [{"id": id, "text": text} for id, text in (("bakgrunn", "B"), ("medvirkning", "M"))]
    deciding.save(document, words=words)
    return document


# --- What stands, gets a new version ----------------------------------------------------


def _standing(cast, kind: str, **body) -> Document:
    """An agreement for the host alone that its parties have said yes to."""
    document = agreed.create_document(
        actor=cast.actor("leader"), kind=kind_of(kind), partnership=cast.partnership, title="Vår"
    )
    draft = Draft.objects.get(document=document)
    host = {"id": "v", "number": "9901", "name": "Fjordbygd kommune", "role": "party"}
    place = {
        "id": "p",
        "name": "Vest",
        "sort": "main",
        "serves": ["9901"],
        "opening": "Alltid 9–15",
    }
    agreed.save_draft(
        actor=cast.actor("leader"),
        document=document,
        revision=draft.revision,
        title="Vår avtale",
        language="nb",
        body=draft.body
        | {"municipalities": [host], "since": "2020-01-01", "purpose": "Ord som skal stå."}
        | {"places": [place], "state_party": "Nav Testland"}
        | body,
    )
    version = cast.open(document)
    for owner in (cast.nav, cast.fjordbygd):
        cast.ratify(version, owner)
    return document


@pytest.fixture
def standing(cast, monkeypatch):
    """The kind's own demands are tested elsewhere."""
    kind = kind_of(PARTNERSHIP)
    loose = replace(kind, missing=lambda body: [], annexes=lambda body: [])
    monkeypatch.setitem(__import__("tospann.agreed.kinds", fromlist=["_kinds"])._kinds,
                        PARTNERSHIP, loose)  # fmt: skip
    return _standing(cast, PARTNERSHIP)


def test_an_agreement_that_stands_gets_a_draft_of_its_next_version(deciding, standing):
    made = deciding.begun()

    assert standing in made.documents
    assert Document.objects.filter(kind=PARTNERSHIP).count() == 1
    draft = Draft.objects.get(document=standing)
    assert draft.based_on == standing.versions.get()
    assert draft.body["purpose"] == "Ord som skal stå."
    assert draft.body["since"] == SINCE
    assert [one["number"] for one in draft.body["municipalities"]] == ["9901", "9902"]
    assert [one["opening"] for one in draft.body["places"]] == ["Alltid 9–15", "5 dager i uken"]
    assert not standing.versions.get().read().body["until"]


def test_a_draft_that_somebody_writes_is_not_written_over(cast, deciding, standing):
    agreed.start_draft(actor=cast.actor("leader"), document=standing)
    deciding.save(standing, purpose="Halvveis skrevet.")

    made = deciding.begun()

    assert standing in made.documents
    assert Draft.objects.get(document=standing).body["purpose"] == "Halvveis skrevet."
    assert Draft.objects.get(document=standing).body["since"] == "2020-01-01"


def test_an_agreement_that_fits_is_told_and_left(cast, deciding, standing):
    both = [
        {"id": "v", "number": "9901", "name": "Fjordbygd kommune", "role": "party"},
        {"id": "s", "number": "9902", "name": "Ås kommune", "role": "participant"},
    ]
    agreed.start_draft(actor=cast.actor("leader"), document=standing)
    deciding.save(standing, municipalities=both)
    version = cast.open(standing)
    for owner in (cast.nav, cast.fjordbygd):
        cast.ratify(version, owner)

    made = deciding.begun()

    assert [one.kind for one in made.documents] == [HOST]
    (told,) = made.outside
    assert told.says == "Vår avtale"
    assert "passer allerede" in told.because


# --- What is not begun ------------------------------------------------------------------


def test_a_municipality_that_is_no_owner_is_not_bound_and_is_told(cast, deciding):
    near = deciding.scenario("Ås med", hosted("9902", "9903", by="9901"))
    version = deciding.agreed(cast.open(_study(deciding, near)))

    with pytest.raises(NoAgreementHere):
        deciding.begun(version)

    told = planned(version).outside
    assert len(told) == 2
    assert all("Ås er ikke eier i dette partnerskapet" in one.because for one in told)
    assert all("føre inn Ås som eier" in one.mend for one in told)
    assert not ProposalAgreement.objects.exists()


def test_a_host_that_the_kernel_would_not_ask_is_told(cast, deciding):
    """Ås kommune (9902) takes part; the state's agreement is signed by the municipal party."""
    near = deciding.scenario("Sund er vert", hosted("9901", by="9902"))
    made = deciding.begun(deciding.agreed(cast.open(_study(deciding, near))))

    assert [one.kind for one in made.documents] == [HOST]
    (told,) = made.outside
    assert "Sund er ikke kommunal eier" in told.because


@pytest.mark.parametrize(
    ("model", "because"),
    [
        ("task_community", "ingen mal for oppgavefellesskap"),
        ("professional_cooperation", "beholder avtalen den har med staten"),
        ("nytt", "kjenner ikke reglene"),
    ],
)
def test_models_without_a_form_here_are_told(deciding, model, because):
    version = deciding.agreed()
    body = body_in(version)
    (area,) = body.structure
    other = body.model_copy(update={"structure": [area.model_copy(update={"model": model})]})

    told = plan_of(_fresh(version), other)

    assert not told.asked
    assert all(because in one.because for one in told.outside)


def test_an_owner_the_agreement_does_not_bind_is_told_of(deciding):
    """The kernel asks every owner; one that is to leave must be known before it is opened."""
    version = deciding.agreed()
    deciding.third_owner()

    asked = planned(version).asked

    assert {one.kind: [o.name for o in one.others] for one in asked} == {
        HOST: ["Ny kommune"],
        PARTNERSHIP: [],  # the state and the municipal party say yes to it
    }


# --- Refusals ---------------------------------------------------------------------------


def test_nothing_is_begun_before_all_have_said_yes_and_the_missing_are_named(cast, deciding):
    version = deciding.opened()
    cast.ratify(version, cast.nav)

    with pytest.raises(NotAgreedByAll, match="Fjordbygd kommune og Ås kommune"):
        deciding.begun(version)

    assert not Document.objects.filter(kind__in=[HOST, PARTNERSHIP]).exists()


def test_nothing_is_begun_of_a_version_that_is_replaced(cast, deciding):
    first = deciding.agreed()
    agreed.start_draft(actor=cast.actor("leader"), document=first.document)
    deciding.save(first.document, note="Rettet.")
    cast.open(first.document)

    with pytest.raises(ProposalReplaced, match="Versjon 2"):
        deciding.begun(first)


def test_a_proposal_without_the_structure_as_data_is_refused(deciding, monkeypatch):
    from tospann.structure.study.proposal import kind

    known = kind.written_in
    monkeypatch.setattr(
        kind,
        "written_in",
        lambda *given: known(*given).model_copy(update={"structure": [], "dataset": ""}),
    )
    version = deciding.agreed()

    with pytest.raises(ProposalWithoutStructure):
        deciding.begun(version)


@pytest.mark.parametrize("who", ["councillor", "staff", "user_council", "stranger"])
def test_those_who_may_not_write_begin_nothing(cast, deciding, who):
    version = deciding.agreed()

    with pytest.raises(NotPermitted):
        begin_agreements(actor=cast.actor(who), version=version)


def test_a_study_is_no_proposal(cast, deciding):
    with pytest.raises(ValueError, match="no proposal"):
        begin_agreements(actor=cast.actor("leader"), version=deciding.version())


# --- Twice ------------------------------------------------------------------------------


def test_pressed_twice_nothing_is_made_twice(deciding):
    version = deciding.agreed()
    deciding.begun(version)

    with pytest.raises(AgreementsBegun):
        deciding.begun(version)

    assert Document.objects.filter(kind__in=[HOST, PARTNERSHIP]).count() == 2
    assert {one.way for one in planned(version).asked} == {Way.BEGUN}


def test_a_newer_agreed_version_of_the_proposal_keeps_the_drafts(cast, deciding):
    first = deciding.agreed()
    deciding.begun(first)
    deciding.save(deciding.of(HOST), purpose="Skrevet siden.")
    agreed.start_draft(actor=cast.actor("leader"), document=first.document)
    deciding.save(first.document, note="Rettet.")
    second = cast.open(first.document)
    deciding.say_yes(second)

    deciding.begun(second)

    assert deciding.draft_of(HOST)["purpose"] == "Skrevet siden."
    assert ProposalAgreement.objects.filter(document=deciding.of(HOST)).count() == 2


def test_a_plan_takes_the_same_queries_once_the_dataset_is_read(deciding):
    version = _fresh(deciding.agreed())
    body = body_in(version)
    plan_of(version, body)

    with CaptureQueriesContext(connection) as seen:
        plan_of(version, body)

    assert len(seen) <= 33


def test_what_is_begun_is_written_in_the_journal(deciding):
    deciding.begun()

    entry = Entry.objects.get(kind="structure.agreements_begun")

    assert content_of(entry)["facts"]["count"] == 2
    assert Entry.objects.filter(kind="draft.started").count() == 4  # study, proposal, agreements


def test_an_owner_that_comes_in_later_must_say_yes_too(cast, deciding):
    version = deciding.agreed()
    deciding.third_owner()

    with pytest.raises(NotAgreedByAll, match="Ny kommune"):
        deciding.begun(version)
    assert Ownership.objects.filter(partnership=cast.partnership).count() == 4


def test_two_who_press_at_once_make_it_once(truncatable, django_db_blocker):
    from conftest import _cast

    deciding = Deciding(_cast())
    version = deciding.agreed()
    answers: list[str] = []
    gate = threading.Barrier(2)

    def press() -> None:
        try:
            gate.wait(timeout=20)
            begin_agreements(actor=deciding.cast.actor("leader"), version=version)
            answers.append("begun")
        except AgreementsBegun:
            answers.append("before")
        finally:
            connections.close_all()

    pressed = [threading.Thread(target=press) for _ in range(2)]
    for one in pressed:
        one.start()
    for one in pressed:
        one.join(timeout=60)

    assert sorted(answers) == ["before", "begun"]
    assert ProposalAgreement.objects.count() == 2
    assert Document.objects.filter(kind__in=[HOST, PARTNERSHIP]).count() == 2
