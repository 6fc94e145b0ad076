"""Reads about accounts."""

from allauth.mfa.models import Authenticator

from tospann.accounts.models import Person


def second_factors(person: Person) -> frozenset[str]:
    """What the person can prove who they are with: "webauthn" is a passkey, "totp" a code.

    One query. Recovery codes come with the others and are left out.
    """
    kinds = Authenticator.objects.filter(user=person).values_list("type", flat=True)
    return frozenset(kinds) - {Authenticator.Type.RECOVERY_CODES}
