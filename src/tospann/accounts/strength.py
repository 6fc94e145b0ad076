"""How surely do we know who this is?"""

from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.http import HttpRequest

from tospann.base import clock

DEMO_ROLE = "demo_role"  # session key, set by the demo's entrance alone


def is_strong(request: HttpRequest) -> bool:
    """True if a passkey or one-time code was given within STRONG_SIGN_IN_SECONDS.

    In demo mode, entering as a role counts as strong; nowhere else.
    """
    if settings.DEMO and request.session.get(DEMO_ROLE):
        return True
    since = clock.now().timestamp() - settings.STRONG_SIGN_IN_SECONDS
    return any(
        record.get("method") == "mfa" and record.get("at", 0) >= since
        for record in get_authentication_records(request, request.user)
    )
