"""What a draft was before is kept, found again and gone back to; a kind may add what hinders."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from cast_kind import NOTE, Note
from tospann.agreed import actions, kinds
from tospann.agreed.body import Missing
from tospann.agreed.errors import DraftChanged, NotComplete
from tospann.agreed.models import Document, EarlierDraft
from tospann.agreed.selectors import missing_in, parts_of_draft
from tospann.base import clock
from tospann.base.errors import NotPermitted


def draft_of(document):
    return Document.objects.get(pk=document.pk).draft


def texts(document):
    return [one.body["text"] for one in document.earlier_drafts.order_by("-saved_at", "-pk")]


def later(minutes):
    return clock.pretend(clock.now() + timedelta(minutes=minutes))


def test_saves_of_one_sitting_are_one(cast):
    document = cast.document(text="Første.")
    for text in ("Andre.", "Tredje."):
        cast.write(document, text=text)

    assert texts(document) == []

    with later(6):
        cast.write(document, text="Fjerde.")

    assert texts(document) == ["Tredje."]


def test_another_persons_save_keeps_what_was_there(cast):
    document = cast.document(text="Lederens.")
    draft = draft_of(document)

    actions.save_draft(
        actor=cast.actor("nav"), document=document, revision=draft.revision, title="Notat",
        language="nb", body={"text": "Statens."},
    )  # fmt: skip

    assert texts(document) == ["Lederens."]


def test_going_back_keeps_what_is_left(cast):
    document = cast.document(text="Gammelt.")
    with later(6):
        cast.write(document, text="Nytt.")
    earlier = document.earlier_drafts.get()

    draft = actions.restore_draft(
        actor=cast.actor("leader"), earlier=earlier, revision=draft_of(document).revision
    )

    assert draft.body["text"] == "Gammelt."
    assert sorted(texts(document)) == ["Gammelt.", "Nytt."]


def test_one_does_not_go_back_past_what_somebody_just_saved(cast):
    document = cast.document(text="Gammelt.")
    with later(6):
        cast.write(document, text="Nytt.")
    seen = draft_of(document).revision
    cast.write(document, text="Nyere.")

    with pytest.raises(DraftChanged):
        actions.restore_draft(
            actor=cast.actor("leader"), earlier=document.earlier_drafts.get(), revision=seen
        )

    assert draft_of(document).body["text"] == "Nyere."


def test_a_discarded_draft_comes_back_as_a_draft_of_the_same_version(cast):
    version = cast.version(text="Åpnet.")
    document = version.document
    cast.write(document, text="Neste.")
    actions.discard_draft(
        actor=cast.actor("leader"), document=document, revision=draft_of(document).revision
    )

    draft = actions.restore_draft(
        actor=cast.actor("leader"),
        earlier=document.earlier_drafts.latest("saved_at"),
        revision=None,
    )

    assert (draft.body["text"], draft.based_on) == ("Neste.", version)


def test_a_draft_begun_meanwhile_is_not_written_over(cast):
    version = cast.version(text="Åpnet.")
    document = version.document
    cast.write(document, text="Bortlagt.")
    actions.discard_draft(
        actor=cast.actor("leader"), document=document, revision=draft_of(document).revision
    )
    cast.write(document, text="Begynt på nytt.")

    with pytest.raises(DraftChanged):
        actions.restore_draft(
            actor=cast.actor("leader"),
            earlier=document.earlier_drafts.latest("saved_at"),
            revision=None,
        )


def test_only_who_writes_goes_back(cast):
    document = cast.document(text="Gammelt.")
    with later(6):
        cast.write(document, text="Nytt.")

    with pytest.raises(NotPermitted):
        actions.restore_draft(
            actor=cast.actor("councillor"), earlier=document.earlier_drafts.get(), revision=3
        )


def test_what_was_kept_is_never_changed(cast):
    document = cast.document(text="Gammelt.")
    with later(6):
        cast.write(document, text="Nytt.")
    row = document.earlier_drafts.get()

    with pytest.raises(DatabaseError), transaction.atomic():
        EarlierDraft.objects.filter(pk=row.pk).update(title="Noe annet")
    with pytest.raises(DatabaseError), transaction.atomic():
        row.delete()


# --- What a kind may add ----------------------------------------------------------------


@pytest.fixture
def hindered(monkeypatch):
    """The note with a quotation from outside, and with something outside that must be in place."""
    outside = {"quote": "Sitat.", "ready": False}
    kind = replace(
        NOTE,
        quoted=lambda document, body: Note(**body.model_dump() | {"text": outside["quote"]}),
        hinders=lambda document, body: (
            [] if outside["ready"] else [Missing("text", f"Vent på {body.text}", "–", blocks=True)]
        ),
    )
    monkeypatch.setitem(kinds._kinds, NOTE.name, kind)
    return outside


def test_what_lies_outside_the_text_stops_the_opening(cast, hindered):
    document = cast.document()

    assert [one.text for one in missing_in(document, draft_of(document))] == ["Vent på Sitat."]
    with pytest.raises(NotComplete, match=r"Vent på Sitat\."):
        cast.open(document)

    hindered["ready"] = True
    assert cast.open(document).number == 1


def test_what_is_quoted_is_shown_in_the_draft_and_frozen_when_opened(cast, hindered):
    document = cast.document(text="Skrevet.")
    assert parts_of_draft(document, draft_of(document))[0].lines[0].text == "Sitat."
    hindered["ready"] = True

    version = cast.open(document)
    hindered["quote"] = "Noe annet."

    assert version.read().body["text"] == "Sitat."
