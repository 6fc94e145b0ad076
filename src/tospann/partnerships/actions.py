"""Changes to partnerships, owners, seats and invitations."""

import secrets
from datetime import date, timedelta

from tospann.access.actor import Actor
from tospann.access.roles import Permission, Role
from tospann.accounts.actions import open_account
from tospann.accounts.models import Person
from tospann.base import clock
from tospann.base.errors import NotPermitted
from tospann.journal.record import action, record
from tospann.partnerships.errors import (
    AlreadyPast,
    InvitationOver,
    LastAdministrator,
    NotAnOwner,
    NotYourInvitation,
    SeatEnded,
    SeatTaken,
)
from tospann.partnerships.models import (
    Invitation,
    Owner,
    Ownership,
    Partnership,
    Seat,
    hash_of,
)

INVITATION_DAYS = 14


@action
def register_owner(*, actor: Actor, kind: str, code: str, name: str) -> Owner:
    """Make a state region or a municipality known. Only the set-up commands call it."""
    owner = Owner.objects.create(kind=kind, code=code, name=name)
    record("owner.registered", actor=actor, subject=owner, owner=name)
    return owner


@action
def form_partnership(
    *,
    actor: Actor,
    slug: str,
    name: str,
    model: str,
    office_unit: str = "",
    summary: str = "",
    note: str = "",
) -> Partnership:
    """Make a partnership known. Only the set-up commands call it."""
    partnership = Partnership.objects.create(
        slug=slug, name=name, model=model, office_unit=office_unit, summary=summary, note=note
    )
    record(
        "partnership.formed",
        actor=actor,
        partnership_id=partnership.pk,
        subject=partnership,
        name=name,
    )
    return partnership


@action
def begin_ownership(
    *, actor: Actor, partnership: Partnership, owner: Owner, part: str, since: date
) -> Ownership:
    """Give an owner its part in a partnership from a day. Only the set-up commands call it."""
    ownership = Ownership.objects.create(
        partnership=partnership, owner=owner, part=part, since=since
    )
    record(
        "ownership.began",
        actor=actor,
        partnership_id=partnership.pk,
        subject=ownership,
        owner=owner.name,
        name=partnership.name,
        since_on=since,
    )
    return ownership


@action
def end_ownership(*, actor: Actor, ownership: Ownership, until: date) -> Ownership:
    """End an owner's part after a day. Only the set-up commands call it."""
    ownership.until = until
    ownership.save(update_fields=["until"])
    record(
        "ownership.ended",
        actor=actor,
        partnership_id=ownership.partnership_id,
        subject=ownership,
        owner=ownership.owner.name,
        name=ownership.partnership.name,
        until_on=until,
    )
    return ownership


@action
def give_seat(
    *,
    actor: Actor,
    person: Person,
    owner: Owner,
    role: str,
    partnership: Partnership | None = None,
    title: str = "",
    since: date | None = None,
    until: date | None = None,
) -> Seat:
    """Give a person a seat from a day (today when not said) to a last day, if that is known.

    Refuses with `NotPermitted`, `NotAnOwner`, `AlreadyPast` or `SeatTaken`.
    """
    _ask_seat_manager(actor, owner)
    _ask_to_come(until)
    return _seat(actor, person, owner, role, partnership, title, since or clock.today(), until)


@action
def found_owner(*, actor: Actor, person: Person, owner: Owner, title: str = "") -> Seat:
    """Give an owner its first administrator. Only the set-up commands call it.

    Every later seat is given by an administrator. Refuses with `NotPermitted` when the owner
    has one, and with `SeatTaken` when the person has the seat but a closed account.
    """
    Owner.objects.select_for_update().get(pk=owner.pk)
    if _administrators(owner).exists():
        raise NotPermitted
    return _seat(actor, person, owner, Role.OWNER_ADMINISTRATOR, None, title, clock.today())


@action
def offer_administration(*, actor: Actor, owner: Owner, email: str) -> tuple[Invitation, str]:
    """Invite an owner's first administrator. Refuses when it has one (`NotPermitted`).

    Only the set-up commands call it. Returns the invitation and its token.
    """
    Owner.objects.select_for_update().get(pk=owner.pk)
    if _administrators(owner).exists():
        raise NotPermitted
    owner.invitations.filter(
        role=Role.OWNER_ADMINISTRATOR, accepted_at=None, withdrawn_at=None
    ).update(expires_at=clock.now())  # the newest link is the only one
    return _invitation(actor, email, owner, Role.OWNER_ADMINISTRATOR, None, "")


@action
def end_seat(*, actor: Actor, seat: Seat) -> Seat:
    """End a seat; yesterday was its last day.

    Refuses with `NotPermitted`, `SeatEnded` or `LastAdministrator`.
    """
    _ask_seat_manager(actor, seat.owner)
    Owner.objects.select_for_update().get(pk=seat.owner_id)  # administrators go one at a time
    seat = Seat.objects.select_related("owner").get(pk=seat.pk)
    today = clock.today()
    if seat.until is not None and seat.until < today:
        raise SeatEnded
    if (
        seat.role == Role.OWNER_ADMINISTRATOR
        and not _administrators(seat.owner).filter(until=None).exclude(pk=seat.pk).exists()
    ):
        raise LastAdministrator(owner=seat.owner.name)
    seat.until = today - timedelta(days=1)
    seat.save(update_fields=["until"])
    record(
        "seat.ended",
        actor=actor,
        partnership_id=seat.partnership_id,
        subject=seat,
        owner=seat.owner.name,
        title=seat.title or str(seat.get_role_display()),
    )
    return seat


@action
def invite(
    *,
    actor: Actor,
    email: str,
    owner: Owner,
    role: str,
    partnership: Partnership | None = None,
    title: str = "",
    until: date | None = None,
) -> tuple[Invitation, str]:
    """Offer a seat to an address for INVITATION_DAYS days.

    Returns the invitation and its token, which is shown once and kept only as a hash.
    Refuses with `NotPermitted`, `NotAnOwner` or `AlreadyPast`.
    """
    _ask_seat_manager(actor, owner)
    _ask_owner_of(owner, partnership)
    _ask_to_come(until)
    return _invitation(actor, email, owner, role, partnership, title, until)


def _invitation(
    actor: Actor,
    email: str,
    owner: Owner,
    role: str,
    partnership: Partnership | None,
    title: str,
    until: date | None = None,
) -> tuple[Invitation, str]:
    token = secrets.token_urlsafe(32)
    now = clock.now()
    invitation = Invitation.objects.create(
        email=email.strip().lower(),
        owner=owner,
        partnership=partnership,
        role=role,
        title=title,
        until=until,
        token_hash=hash_of(token),
        invited_at=now,
        invited_by_id=actor.person_id,
        expires_at=now + timedelta(days=INVITATION_DAYS),
    )
    record(
        "invitation.sent",
        actor=actor,
        partnership_id=partnership.pk if partnership else None,
        subject=invitation,
        owner=owner.name,
        title=title or str(invitation.get_role_display()),
    )
    return invitation, token


@action
def withdraw_invitation(*, actor: Actor, invitation: Invitation) -> Invitation:
    """Make the link of an invitation worthless. Refuses with `NotPermitted`, `InvitationOver`."""
    _ask_seat_manager(actor, invitation.owner)
    invitation = _open_invitation(invitation.token_hash)
    invitation.withdrawn_at = clock.now()
    invitation.withdrawn_by_id = actor.person_id
    invitation.save(update_fields=["withdrawn_at", "withdrawn_by"])
    record(
        "invitation.withdrawn",
        actor=actor,
        partnership_id=invitation.partnership_id,
        subject=invitation,
        owner=invitation.owner.name,
        title=invitation.title or str(invitation.get_role_display()),
    )
    return invitation


@action
def accept_invitation(
    *,
    actor: Actor,
    token: str,
    signed_in: Person | None = None,
    name: str = "",
    password: str | None = None,
) -> Person:
    """Take the offered seat: with one's account, or with a new one.

    Refuses with `InvitationOver`, `AlreadyPast`, `NotYourInvitation`, `NotAnOwner`, `SeatTaken` or
    `AddressInUse`.
    """
    invitation = _open_invitation(hash_of(token))
    _ask_to_come(invitation.until)
    # Before anything is recorded: rows are locked first and the journal last, everywhere.
    Owner.objects.select_for_update().get(pk=invitation.owner_id)
    if signed_in is not None:
        if signed_in.email.lower() != invitation.email:
            raise NotYourInvitation
        person = signed_in
    else:
        person = open_account(actor=actor, email=invitation.email, name=name, password=password)
    acting = Actor(person_id=person.pk)
    _seat(
        acting,
        person,
        invitation.owner,
        invitation.role,
        invitation.partnership,
        invitation.title,
        clock.today(),
        invitation.until,
    )
    invitation.accepted_at = clock.now()
    invitation.accepted_by = person
    invitation.save(update_fields=["accepted_at", "accepted_by"])
    record(
        "invitation.accepted",
        actor=acting,
        partnership_id=invitation.partnership_id,
        subject=invitation,
        owner=invitation.owner.name,
        title=invitation.title or str(invitation.get_role_display()),
    )
    return person


def _ask_seat_manager(actor: Actor, owner: Owner) -> None:
    if not actor.may_for(Permission.SEAT_MANAGE, owner_id=owner.pk):
        raise NotPermitted


def _ask_owner_of(owner: Owner, partnership: Partnership | None) -> None:
    if partnership is None:
        return
    if not partnership.ownerships.on(clock.today()).filter(owner=owner).exists():
        raise NotAnOwner(owner=owner.name, partnership=partnership.name)


def _ask_to_come(until: date | None) -> None:
    if until is not None and until < clock.today():
        raise AlreadyPast


def _administrators(owner: Owner):
    return owner.seats.on(clock.today()).filter(
        role=Role.OWNER_ADMINISTRATOR, person__is_active=True
    )


def _seat(
    actor: Actor,
    person: Person,
    owner: Owner,
    role: str,
    partnership: Partnership | None,
    title: str,
    since: date,
    until: date | None = None,
) -> Seat:
    _ask_owner_of(owner, partnership)
    Owner.objects.select_for_update().get(pk=owner.pk)  # two equal seats come one after another
    same = Seat.objects.on(clock.today()).filter(
        person=person, owner=owner, partnership=partnership, role=role
    )
    if same.exists():
        raise SeatTaken
    seat = Seat.objects.create(
        person=person,
        owner=owner,
        partnership=partnership,
        role=role,
        title=title,
        since=since,
        until=until,
    )
    record(
        "seat.given",
        actor=actor,
        partnership_id=partnership.pk if partnership else None,
        subject=seat,
        owner=owner.name,
        title=title or str(seat.get_role_display()),
    )
    return seat


def _open_invitation(token_hash: str) -> Invitation:
    try:
        invitation = Invitation.objects.select_for_update(of=("self",)).get(token_hash=token_hash)
    except Invitation.DoesNotExist:
        raise InvitationOver from None
    if (
        invitation.accepted_at is not None
        or invitation.withdrawn_at is not None
        or invitation.expires_at < clock.now()
    ):
        raise InvitationOver
    return invitation
