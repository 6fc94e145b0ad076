"""Changes to accounts."""

from allauth.mfa.models import Authenticator

from tospann.access.actor import Actor
from tospann.accounts.errors import AddressInUse
from tospann.accounts.models import Person
from tospann.journal.record import action, record


@action
def open_account(*, actor: Actor, email: str, name: str, password: str | None) -> Person:
    """Make an account. Refuses with `AddressInUse`.

    Called when an invitation is accepted, and by the demo; never from an open page.
    """
    if Person.objects.filter(email__iexact=email).exists():
        raise AddressInUse
    person = Person.objects.create_user(email=email, name=name, password=password)
    record("account.opened", actor=actor, subject=person)
    return person


@action
def rename(*, actor: Actor, person: Person, name: str) -> Person:
    """Change how one's own name is shown. The journal keeps the id alone."""
    if actor.person_id != person.pk:
        raise ValueError("people rename themselves")  # a fault in our code
    person.name = name
    person.save(update_fields=["name"])
    record("account.renamed", actor=actor, subject=person)
    return person


@action
def forget_second_factors(*, actor: Actor, person: Person) -> int:
    """Remove someone's lost passkeys and codes, so that new ones can be set up.

    Only the operator's command calls it: the password stands, and until a new second factor is
    there the person can bind no owner. Returns how many were removed.
    """
    removed, _rows = Authenticator.objects.filter(user=person).delete()
    record("account.second_factors_forgotten", actor=actor, subject=person)
    return removed
