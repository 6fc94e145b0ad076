import dataclasses
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction

from tospann.agreed import actions
from tospann.agreed.errors import (
    AllHaveRatified,
    AlreadyRatified,
    AnotherText,
    DecidedInTheFuture,
    NothingToWithdraw,
    RatifiedFirst,
    StrongerSignInNeeded,
    Superseded,
)
from tospann.agreed.models import Document, Draft, Ratification, Version
from tospann.agreed.standing import State, in_force, standings, with_rows
from tospann.base import clock
from tospann.base.errors import IdentityNumber, NotPermitted
from tospann.files import actions as files
from tospann.journal.models import Entry, Head


def now(document: Document, day: date | None = None):
    fresh = with_rows(Document.objects.filter(pk=document.pk)).get()
    return standings(fresh, day or clock.today())


def kinds() -> list[str]:
    return list(Entry.objects.values_list("kind", flat=True))


def test_in_force_when_every_owner_has_ratified(cast):
    version = cast.version()

    for owner in cast.owners:
        assert in_force(now(version.document)) is None
        cast.ratify(version, owner)

    assert in_force(now(version.document)).version == version
    assert kinds()[-2:] == ["version.ratified", "version.agreed"]
    assert Head.objects.count() == 3


@pytest.mark.parametrize(
    "who",
    [
        "nav",
        "aas",
        "leader",
        "secretary",
        "project_leader",
        "adviser",
        "staff",
        "user_council",
        "councillor",
        "administrator",
        "stranger",
    ],
)
def test_nobody_ratifies_for_an_owner_without_its_representatives_seat(cast, who):
    version = cast.version()
    before = Entry.objects.count()

    with pytest.raises(NotPermitted):
        cast.ratify(version, cast.fjordbygd, cast.actor(who))

    assert not Ratification.objects.exists()
    assert Entry.objects.count() == before


def test_ratify_asks_for_a_second_factor(cast):
    with pytest.raises(StrongerSignInNeeded):
        cast.ratify(cast.version(), cast.fjordbygd, cast.actor("fjordbygd", strong=False))


def test_ratify_twice_is_refused(cast):
    version = cast.version()
    cast.ratify(version, cast.fjordbygd)

    with pytest.raises(AlreadyRatified, match="Fjordbygd kommune har allerede"):
        cast.ratify(version, cast.fjordbygd)


def test_ratify_refuses_a_version_that_a_newer_one_replaced(cast):
    version = cast.version()
    cast.write(version.document, text="Kontoret er åpent alle dager.")
    cast.open(version.document)

    with pytest.raises(Superseded, match="Versjon 1 er erstattet av versjon 2"):
        cast.ratify(version, cast.fjordbygd)


def test_ratify_refuses_another_fingerprint_than_the_one_read(cast):
    with pytest.raises(AnotherText):
        cast.ratify(cast.version(), cast.fjordbygd, sha256="0" * 64)


def test_ratify_refuses_a_decision_of_tomorrow(cast):
    with pytest.raises(DecidedInTheFuture):
        cast.ratify(cast.version(), cast.fjordbygd, decided_on=clock.today() + timedelta(days=1))


def test_a_new_version_asks_again_and_keeps_what_was_given_to_the_old(cast):
    version = cast.version()
    cast.ratify(version, cast.fjordbygd)
    cast.write(version.document, text="Kontoret er åpent alle dager.")
    newer = cast.open(version.document)

    found = now(version.document)

    assert [(one.version.number, one.state, one.ratified_count) for one in found] == [
        (2, State.OPEN, 0),
        (1, State.REPLACED, 1),
    ]
    assert newer.number == 2


def test_the_old_version_holds_until_every_owner_has_ratified_the_new(cast):
    version = cast.version()
    for owner in cast.owners:
        cast.ratify(version, owner)
    cast.write(version.document, text="Kontoret er åpent alle dager.")
    newer = cast.open(version.document)
    cast.ratify(newer, cast.fjordbygd)

    assert in_force(now(version.document)).version == version

    cast.ratify(newer, cast.nav)
    cast.ratify(newer, cast.aas)

    assert [one.state for one in now(version.document)] == [State.IN_FORCE, State.SUPERSEDED]


def test_a_no_from_one_owner_leaves_the_yes_of_another(cast):
    version = cast.version()
    cast.ratify(version, cast.fjordbygd)

    actions.send_back(
        actor=cast.actor("nav"), version=version, owner=cast.nav, reason="Punkt 1 er uklart."
    )

    newest = now(version.document)[0]
    assert newest.ratified_count == 1
    assert next(a for a in newest.answers if a.owner == cast.nav).returned.reason


def test_an_owner_withdraws_before_it_returns(cast):
    version = cast.version()
    cast.ratify(version, cast.nav)

    with pytest.raises(RatifiedFirst):
        actions.send_back(
            actor=cast.actor("nav"), version=version, owner=cast.nav, reason="Uklart."
        )


def test_withdraw_leaves_the_row_to_be_read(cast):
    version = cast.version()
    cast.ratify(version, cast.nav)

    actions.withdraw(actor=cast.actor("nav"), version=version, owner=cast.nav, reason="Feil sak.")

    assert now(version.document)[0].ratified_count == 0
    assert Ratification.objects.get().withdrawn_because == "Feil sak."
    cast.ratify(version, cast.nav)
    assert now(version.document)[0].ratified_count == 1


def test_withdraw_is_refused_when_every_owner_has_ratified(cast):
    version = cast.version()
    for owner in cast.owners:
        cast.ratify(version, owner)

    with pytest.raises(AllHaveRatified):
        actions.withdraw(
            actor=cast.actor("nav"), version=version, owner=cast.nav, reason="Angrer."
        )


def test_withdraw_is_refused_without_a_ratification(cast):
    with pytest.raises(NothingToWithdraw):
        actions.withdraw(
            actor=cast.actor("nav"), version=cast.version(), owner=cast.nav, reason="–"
        )


def test_not_in_force_before_its_first_day_nor_after_its_last(cast):
    version = cast.version(since="2026-03-01", until="2026-06-30")
    for owner in cast.owners:
        cast.ratify(version, owner)

    states = [
        now(version.document, day)[0].state
        for day in (date(2026, 2, 28), date(2026, 3, 1), date(2026, 6, 30), date(2026, 7, 1))
    ]

    assert states == [State.AGREED, State.IN_FORCE, State.IN_FORCE, State.ENDED]


def test_an_owner_that_joins_must_ratify_too(cast):
    from tospann.partnerships import actions as partnerships
    from tospann.partnerships.models import Part

    version = cast.version()
    for owner in cast.owners:
        cast.ratify(version, owner)
    vik = partnerships.register_owner(
        actor=cast.actor("leader"), kind="municipality", code="9903", name="Vik kommune"
    )
    partnerships.begin_ownership(
        actor=cast.actor("leader"),
        partnership=cast.partnership,
        owner=vik,
        part=Part.PARTICIPANT,
        since=date(2026, 5, 1),
    )

    assert in_force(now(version.document, date(2026, 4, 30))).version == version
    assert in_force(now(version.document, date(2026, 5, 1))) is None


def test_the_database_refuses_to_change_a_version(cast):
    version = cast.version()

    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        Version.objects.filter(pk=version.pk).update(title="En annen")


def test_the_database_refuses_a_ratification_of_another_text(cast):
    version = cast.version()

    with pytest.raises(DatabaseError, match="fingerprint of its version"), transaction.atomic():
        Ratification.objects.create(
            version=version,
            owner=cast.nav,
            sha256="0" * 64,
            decided_by="–",
            decided_on=date(2026, 2, 2),
            case_reference="1",
            recorded_at=clock.now(),
        )


def test_the_database_refuses_to_delete_a_ratification(cast):
    cast.ratify(cast.version(), cast.nav)

    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        Ratification.objects.all().delete()


def test_standings_take_the_same_number_of_queries_for_many_documents(
    cast, django_assert_num_queries
):
    for _n in range(3):
        cast.ratify(cast.version(), cast.nav)

    with django_assert_num_queries(8):
        for document in with_rows(Document.objects.all()):
            standings(document, clock.today())


def test_what_was_ratified_reads_the_same_when_our_wording_changes(cast, monkeypatch):
    from tospann.agreed import kinds
    from tospann.agreed.body import Line, Part
    from tospann.agreed.selectors import parts_of

    version = cast.version()
    reworded = dataclasses.replace(
        kinds.kind_of("note"), parts=lambda body: [Part("text", "1", "Ny", lines=(Line("Ny."),))]
    )
    monkeypatch.setitem(kinds._kinds, "note", reworded)

    fresh = Version.objects.get(pk=version.pk)

    assert parts_of(fresh)[0].lines == (Line("Kontoret er åpent."),)


def paper(cast, name: str = "vedtak.pdf"):
    return files.upload(
        actor=cast.actor("leader"),
        partnership=cast.partnership,
        upload=SimpleUploadedFile(name, b"%PDF-1.7 et papir"),
    )


def test_a_missing_paper_keeps_it_from_holding_until_it_is_attached(cast):
    version = cast.version(demands_paper=True)
    for owner in cast.owners:
        cast.ratify(version, owner)
    assert now(version.document)[0].state is State.LACKS_ANNEX

    actions.attach_annex(
        actor=cast.actor("leader"),
        version=version,
        file=paper(cast),
        title="Et papir",
        part_id="text",
    )

    assert now(version.document)[0].state is State.IN_FORCE


def test_the_paper_can_come_after_the_next_version_was_opened(cast):
    version = cast.version(demands_paper=True)
    for owner in cast.owners:
        cast.ratify(version, owner)
    cast.write(version.document, text="Kontoret er åpent alle dager.", demands_paper=True)
    cast.open(version.document)

    actions.attach_annex(
        actor=cast.actor("leader"),
        version=version,
        file=paper(cast),
        title="Et papir",
        part_id="text",
    )

    assert in_force(now(version.document)).version == version


def test_a_replaced_version_takes_no_papers(cast):
    version = cast.version(demands_paper=True)
    cast.write(version.document, text="Kontoret er åpent alle dager.", demands_paper=True)
    cast.open(version.document)

    with pytest.raises(Superseded):
        actions.attach_annex(
            actor=cast.actor("leader"), version=version, file=paper(cast), title="Et papir"
        )


def test_a_draft_from_before_the_check_cannot_be_opened_with_a_number_in_it(cast):
    document = cast.document()
    Draft.objects.filter(document=document).update(body={"text": "Gjelder 290296-00013."})

    with pytest.raises(IdentityNumber, match=r"«Utkastet \(text\)»: «••••••• ••••••-•••••.»"):
        cast.open(document)

    assert not Version.objects.exists()
