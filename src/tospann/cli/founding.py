"""The first rows of a real installation: owners, partnerships, and who administers them."""

from datetime import date

from tospann.cli.errors import Stopped

MODELS = (
    "own_office",
    "merged",
    "host_administrative",
    "host_joint_board",
    "task_community",
    "professional_cooperation",
)
_KINDS = {"stat": "state", "kommune": "municipality"}


def load_nordland() -> None:
    """Load the register of Nordland's municipalities and offices. Safe to run twice."""
    from tospann.access.actor import STRANGER
    from tospann.demo import offices

    offices.load(STRANGER)


def owner(*, kind: str, code: str, name: str, administrator: str | None) -> str:
    """Register an owner if it is new; the link of its first administrator's invitation, or "".

    Stops when someone administers it already: they give the seats.
    """
    from django.conf import settings
    from django.urls import reverse

    from tospann.access.actor import STRANGER
    from tospann.base.errors import NotPermitted
    from tospann.partnerships import actions
    from tospann.partnerships.models import Owner

    found = Owner.objects.filter(kind=_KINDS[kind], code=code).first()
    if found is None:
        found = actions.register_owner(actor=STRANGER, kind=_KINDS[kind], code=code, name=name)
    if administrator is None:
        return ""
    try:
        _offer, token = actions.offer_administration(
            actor=STRANGER, owner=found, email=administrator
        )
    except NotPermitted:
        raise Stopped(
            f"{found.name} har en administrator. Be den personen om å invitere flere."
        ) from None
    return settings.BASE_URL + reverse("partnerships:invitation", args=[token])


def partnership(
    *,
    slug: str,
    name: str,
    model: str,
    state: str,
    municipality: str,
    participant: tuple[str, ...],
    since: date,
    office_unit: str,
) -> None:
    """Register a partnership and its owners' parts from a day; all or nothing."""
    from django.db import transaction

    from tospann.access.actor import STRANGER
    from tospann.partnerships import actions
    from tospann.partnerships.models import Owner, OwnerKind, Part, Partnership

    wanted = [
        (OwnerKind.STATE, state, Part.STATE),
        (OwnerKind.MUNICIPALITY, municipality, Part.MUNICIPAL_PARTY),
        *((OwnerKind.MUNICIPALITY, code, Part.PARTICIPANT) for code in participant),
    ]
    if Partnership.objects.filter(slug=slug).exists():
        raise Stopped(f"Det finnes et partnerskap med adressen {slug}. Velg en annen.")
    with transaction.atomic():
        made = actions.form_partnership(
            actor=STRANGER, slug=slug, name=name, model=model, office_unit=office_unit
        )
        for kind, code, part in wanted:
            owner = Owner.objects.filter(kind=kind, code=code).first()
            if owner is None:
                raise Stopped(
                    f"Ingen eier har koden {code}. Registrer den først: "
                    f"tospann owner {'stat' if kind == OwnerKind.STATE else 'kommune'} "
                    f"{code} NAVN"
                )
            actions.begin_ownership(
                actor=STRANGER, partnership=made, owner=owner, part=part, since=since
            )


def departure(*, slug: str, kind: str, code: str, until: date) -> str:
    """End an owner's part in a partnership after a day; the owner's name."""
    from tospann.access.actor import STRANGER
    from tospann.partnerships import actions
    from tospann.partnerships.models import Ownership

    ownership = (
        Ownership.objects.filter(
            partnership__slug=slug, owner__kind=_KINDS[kind], owner__code=code, until=None
        )
        .select_related("owner", "partnership")
        .first()
    )
    if ownership is None:
        raise Stopped(f"Ingen eier med koden {code} er med i partnerskapet {slug}.")
    if until < ownership.since:
        raise Stopped(f"Eieren kom først med {ownership.since:%d.%m.%Y}. Velg en senere dag.")
    actions.end_ownership(actor=STRANGER, ownership=ownership, until=until)
    return ownership.owner.name


def forget_second_factors(email: str) -> int:
    """Remove someone's lost passkeys and codes; how many there were."""
    from tospann.access.actor import STRANGER
    from tospann.accounts import actions
    from tospann.accounts.models import Person

    person = Person.objects.filter(email=email.strip().lower()).first()
    if person is None:
        raise Stopped(f"Ingen konto har adressen {email}.")
    return actions.forget_second_factors(actor=STRANGER, person=person)
