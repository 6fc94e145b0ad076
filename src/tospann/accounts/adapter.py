"""How allauth behaves here: no open sign-up; people come by invitation."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class InvitedOnly(DefaultAccountAdapter):
    """Accounts are made when an invitation is accepted, nowhere else."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: the page says that an owner's administrator invites."""
        return False

    def populate_username(self, request: HttpRequest, user: Any) -> None:
        """There are no user names."""
