"""The e-mail that says that a long computation has ended."""

from smtplib import SMTPException

import structlog
from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from tospann.structure.models import Run

log = structlog.get_logger("tospann.mail")


def send_ended(run: Run) -> bool:
    """Tell the one who asked. False when there is no mail server, or it refuses.

    Nothing but the partnership is named: the address may have changed hands.
    """
    person = run.asked_by
    if person is None or settings.EMAIL_BACKEND.endswith(".dummy.EmailBackend"):
        return False
    link = settings.BASE_URL + reverse("structure:run", args=[run.pk])
    words = render_to_string("structure/run_ended.txt", {"run": run, "link": link})
    refused = bool(run.refusal)
    try:
        send_mail(
            subject=_("Beregningen ga ikke noe svar") if refused else _("Beregningen er ferdig"),
            message=words,
            from_email=settings.DEFAULT_FROM_EMAIL,
            recipient_list=[person.email],
        )
    except (SMTPException, OSError) as fault:
        log.warning("run_ended_not_sent", fault=type(fault).__name__)
        return False
    return True
