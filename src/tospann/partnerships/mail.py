"""The e-mail that carries an invitation."""

from smtplib import SMTPException

import structlog
from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from tospann.partnerships.models import Invitation

log = structlog.get_logger("tospann.mail")


def send_invitation(invitation: Invitation, *, link: str) -> bool:
    """Send the link to the invited address. False when there is no mail server, or it refuses.

    The invitation stands either way: the page shows the link to the one who invited.
    """
    if settings.EMAIL_BACKEND.endswith(".dummy.EmailBackend"):
        return False
    words = render_to_string(
        "partnerships/invitation.txt", {"invitation": invitation, "link": link}
    )
    try:
        send_mail(
            subject=_("Invitasjon til Tospann"),
            message=words,
            from_email=settings.DEFAULT_FROM_EMAIL,
            recipient_list=[invitation.email],
        )
    except (SMTPException, OSError) as fault:
        log.warning("invitation_not_sent", fault=type(fault).__name__)
        return False
    return True
