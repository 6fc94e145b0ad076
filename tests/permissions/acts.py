"""Every action a person can reach, and the permission it rests on."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from permissions.world import AGREEMENT, PAPER, Place, yes
from tospann.access.actor import Actor
from tospann.access.roles import Permission
from tospann.agreed import actions as agreed
from tospann.agreed.kinds import kind_of
from tospann.agreed.models import Document, Draft
from tospann.agreed.selectors import visible_to
from tospann.agreements.selectors import register
from tospann.base import clock
from tospann.base.errors import NotPermitted
from tospann.files import actions as files
from tospann.files.selectors import file_for
from tospann.partnerships import actions as partnerships


@dataclass(frozen=True)
class Act:
    """Something to do in the partnership; `NotPermitted` or False means: not for you."""

    permission: Permission
    do: Callable[[Actor, Place], Any]

    def may(self, actor: Actor, home: Place) -> bool:
        """Whether this person may; other refusals than `NotPermitted` are faults."""
        try:
            return self.do(actor, home) is not False
        except NotPermitted:
            return False


def _draft(home: Place) -> Draft:
    return Document.objects.get(pk=home.waiting.pk).draft


def _save(actor: Actor, home: Place):
    draft = _draft(home)
    return agreed.save_draft(
        actor=actor,
        document=home.waiting,
        revision=draft.revision,
        title=draft.title,
        language="nb",
        body=draft.body,
    )


def _for_owner(action: Callable, document: str, **given: Any) -> Callable[[Actor, Place], Any]:
    def do(actor: Actor, home: Place):
        version = home.version(getattr(home, document))
        return action(actor=actor, version=version, owner=home.municipality, **given)

    return do


def _ratify(actor: Actor, home: Place):
    version = home.version(home.waiting)
    return agreed.ratify(actor=actor, version=version, owner=home.municipality, **yes(version))


def _for_revision(action: Callable) -> Callable[[Actor, Place], Any]:
    return lambda actor, home: (
        action(actor=actor, document=home.waiting, revision=_draft(home).revision), True
    )  # fmt: skip


# action | the permission it rests on, and how to do it
ACTS: dict[str, Act] = {
    "agreed.create_document": Act(
        Permission.DRAFT_EDIT,
        lambda actor, home: agreed.create_document(
            actor=actor, kind=kind_of(AGREEMENT), partnership=home.partnership, title="Ny"
        ),
    ),
    "agreed.start_draft": Act(
        Permission.DRAFT_EDIT,
        lambda actor, home: agreed.start_draft(actor=actor, document=home.half),
    ),
    "agreed.save_draft": Act(Permission.DRAFT_EDIT, _save),
    "agreed.discard_draft": Act(Permission.DRAFT_EDIT, _for_revision(agreed.discard_draft)),
    "agreed.open_version": Act(Permission.VERSION_OPEN, _for_revision(agreed.open_version)),
    "agreed.ratify": Act(Permission.VERSION_RATIFY, _ratify),
    "agreed.withdraw": Act(
        Permission.VERSION_RATIFY, _for_owner(agreed.withdraw, "half", reason="Ny sak.")
    ),
    "agreed.send_back": Act(
        Permission.VERSION_RETURN, _for_owner(agreed.send_back, "waiting", reason="Nei.")
    ),
    "agreed.give_notice": Act(
        Permission.NOTICE_GIVE,
        _for_owner(agreed.give_notice, "bound", given_on=date(2026, 3, 1), reason="Ut."),
    ),
    "agreed.note_first_reading": Act(
        Permission.INTERNAL_READ, _for_owner(agreed.note_first_reading, "waiting")
    ),
    "agreed.attach_annex": Act(
        Permission.ANNEX_ATTACH,
        lambda actor, home: agreed.attach_annex(
            actor=actor, version=home.version(home.waiting), file=home.file, title="Papir"
        ),
    ),
    "files.upload": Act(
        Permission.FILE_UPLOAD,
        lambda actor, home: files.upload(
            actor=actor,
            partnership=home.partnership,
            upload=SimpleUploadedFile("papir.pdf", PAPER),
        ),
    ),
    "partnerships.give_seat": Act(
        Permission.SEAT_MANAGE,
        lambda actor, home: partnerships.give_seat(
            actor=actor,
            person=home.people[f"{home.name}_state"],
            owner=home.municipality,
            role="adviser",
        ),
    ),
    "partnerships.end_seat": Act(
        Permission.SEAT_MANAGE,
        lambda actor, home: partnerships.end_seat(actor=actor, seat=home.seat),
    ),
    "partnerships.invite": Act(
        Permission.SEAT_MANAGE,
        lambda actor, home: partnerships.invite(
            actor=actor, email="ny@example.no", owner=home.municipality, role="councillor"
        ),
    ),
    "partnerships.withdraw_invitation": Act(
        Permission.SEAT_MANAGE,
        lambda actor, home: partnerships.withdraw_invitation(
            actor=actor, invitation=home.invitation
        ),
    ),
}

# Reads that rest on a permission.
READS: dict[str, Act] = {
    "a file": Act(
        Permission.INTERNAL_READ,
        lambda actor, home: file_for(actor, home.file.pk) is not None,
    ),
    "a document that was never opened": Act(
        Permission.DRAFT_READ,
        lambda actor, home: visible_to(actor).filter(pk=home.unopened.pk).exists(),
    ),
    "the register": Act(
        Permission.REGISTER_READ, lambda actor, home: bool(register(actor, clock.today()))
    ),
}

# Actions that ask no seat | why.
ASK_NO_SEAT = {
    "accounts.forget_second_factors": "no page reaches it",
    "accounts.open_account": "an invitation, or the set-up, has asked before",
    "offices.load_register": "no page reaches it",
    "partnerships.accept_invitation": "whoever holds the link",
    "partnerships.begin_ownership": "no page reaches it",
    "partnerships.end_ownership": "no page reaches it",
    "partnerships.form_partnership": "no page reaches it",
    "partnerships.found_owner": "no page reaches it",
    "partnerships.offer_administration": "no page reaches it",
    "partnerships.register_owner": "no page reaches it",
}
