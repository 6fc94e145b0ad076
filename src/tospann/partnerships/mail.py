"""The e-mail that carries an invitation."""

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from tospann.partnerships.models import Invitation


def send_invitation(invitation: Invitation, *, link: str) -> None:
    """Send the link to the invited address. A failing mail server raises `SMTPException`."""
    send_mail(
        subject=_("Invitasjon til Tospann"),
        message=render_to_string(
            "partnerships/invitation.txt", {"invitation": invitation, "link": link}
        ),
        from_email=settings.DEFAULT_FROM_EMAIL,
        recipient_list=[invitation.email],
    )
