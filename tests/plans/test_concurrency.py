"""A confirmation, an edit and an opening in the same moment, on real connections."""

import pytest

from agreed.test_concurrency import at_once
from tospann.agreed.errors import DraftChanged, NotComplete
from tospann.agreed.models import Document, Draft, Version
from tospann.plans.errors import WordingChanged
from tospann.plans.models import Understanding


@pytest.mark.parametrize("_round", range(5))
def test_a_confirmation_against_an_edit_of_what_it_confirms(real_planning, _round):
    planning, cast = real_planning, real_planning.cast
    document = planning.drafted(planning.signal(cast.nav))
    goals = [goal.model_dump() | {"answer": "Nytt."} for goal in planning.body(document).goals]
    read, actor = planning.view(document, cast.nav).sha256, cast.representative(cast.nav)

    said, saved = at_once(
        lambda: planning.confirm(document, cast.nav, sha256=read, actor=actor),
        lambda: planning.write(document, goals=goals),
    )

    assert isinstance(said, Understanding | WordingChanged)
    assert saved is None
    view = planning.view(document, cast.nav)
    assert not view.confirmed  # what was confirmed is not what is written
    with pytest.raises(NotComplete):
        planning.open(document)


@pytest.mark.parametrize("_round", range(5))
def test_an_edit_against_the_opening_of_a_confirmed_draft(real_planning, _round):
    planning, cast = real_planning, real_planning.cast
    document = planning.drafted(planning.signal(cast.nav))
    planning.confirm(document, cast.nav)
    goals = [goal.model_dump() | {"answer": "Nytt."} for goal in planning.body(document).goals]

    opened, _saved = at_once(
        lambda: planning.open(document), lambda: planning.write(document, goals=goals)
    )

    if isinstance(opened, Version):
        assert opened.read().body["goals"][0]["answer"] == "Vi finner arbeidsgivere."
    else:
        assert isinstance(opened, NotComplete | DraftChanged)
        assert Draft.objects.get(document=document).body["goals"][0]["answer"] == "Nytt."
        assert not Document.objects.get(pk=document.pk).versions.exists()
