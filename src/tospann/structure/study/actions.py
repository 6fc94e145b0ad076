"""Beginning a study. Writing, opening and saying yes to it are the kernel's own actions."""

from collections.abc import Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from tospann.access.actor import Actor
from tospann.access.roles import Permission
from tospann.agreed import actions as agreed
from tospann.agreed.models import Document
from tospann.agreements.points import listed
from tospann.base.errors import NotPermitted
from tospann.journal.record import action, record
from tospann.partnerships.models import Partnership
from tospann.structure.errors import NoUsableScenario, OtherDataset
from tospann.structure.models import Scenario
from tospann.structure.study.body import Goal, Study, Words
from tospann.structure.study.chapters import BACKGROUND, GOALS
from tospann.structure.study.kind import KIND
from tospann.structure.study.titles import study_title


@action
def begin_study(
    *,
    actor: Actor,
    partnership: Partnership,
    recommended: Scenario,
    others: Sequence[Scenario] = (),
    title: str = "",
) -> Document:
    """Begin a study of some scenarios of one partnership, with a first draft of its text.

    Without a title it gets one that no other study of the partnership has.

    Refuses with `NotPermitted`, `OtherDataset` when they are not made of the same tables, or
    `NoUsableScenario` when one is put aside, or nothing in them is about anybody.
    """
    from tospann.structure.study import live

    if not actor.may_in(Permission.DRAFT_EDIT, partnership_id=partnership.pk):
        raise NotPermitted
    every = [recommended, *(one for one in others if one.pk != recommended.pk)]
    if any(one.partnership_id != partnership.pk for one in every):
        raise ValueError("a scenario of another partnership")  # a fault in our code
    if any(one.dataset_id != recommended.dataset_id for one in every):
        raise OtherDataset
    body = Study(
        scenarios=[str(one.pk) for one in every],
        goals=[Goal(id=id, title=str(title)) for id, title in GOALS],
    )
    found = live.written_in(partnership, body)
    if len(found.alternatives) != len(every):
        raise NoUsableScenario
    body = body.model_copy(
        update={
            "words": [Words(id=BACKGROUND, text=_background(found))],
            "proposal": _proposal(found),
        }
    )
    kind = replace(KIND, new_body=lambda partnership: body.model_dump(mode="json"))
    document = agreed.create_document(
        actor=actor,
        kind=kind,
        partnership=partnership,
        title=title or study_title(partnership),
    )
    record(
        "structure.study_begun",
        actor=actor,
        partnership_id=partnership.pk,
        subject=document,
        title=recommended.title,
    )
    return document


def _background(found: Study) -> str:
    """What is true of every study: who owns the office, and what is compared."""
    owners = listed([one.name for one in found.parties])
    titles = listed([f"{one.letter}: «{one.title}»" for one in found.alternatives])
    return _(
        "Eierne av %(office)s er %(owners)s. Utredningen sammenligner kontorene i dag med "
        "%(titles)s."
    ) % {"office": found.office, "owners": owners, "titles": titles}


def _proposal(found: Study) -> str:
    """A first wording, to be changed by those who propose."""
    one = found.alternatives[0]
    return _(
        "Kommunestyret slutter seg til alternativ %(letter)s, «%(title)s», slik det er beskrevet "
        "i utredningen. %(areas)s Vedtaket gjelder når alle eierne har sagt ja til den samme "
        "teksten."
    ) % {"letter": one.letter, "title": one.title, "areas": " ".join(one.areas)}
