"""Refusals about the wheel."""

from django.utils.translation import gettext_lazy as _

from tospann.base.errors import Refused


class EventChanged(Refused):
    """Somebody else changed the event after this page was opened."""

    text = _(
        "Hendelsen er endret av noen andre siden du åpnet den. Åpne den på nytt, og prøv igjen."
    )
    code = "event_changed"


class EventStruck(Refused):
    """The event was taken out before."""

    text = _("Hendelsen er allerede tatt ut av årshjulet.")
    code = "event_struck"


class EventStands(Refused):
    """The event is on the wheel."""

    text = _("Hendelsen står i årshjulet. Det er ingenting å angre.")
    code = "event_stands"


class NoSuchRing(Refused):
    """The owner has no part in the partnership, and so no ring."""

    status = 422
    text = _("%(owner)s har ingen ring i dette årshjulet. Velg en eier som er med.")
    code = "no_such_ring"


class RuleNotUnderstood(Refused):
    """A recurrence rule that is none, or that comes too often."""

    status = 422
    text = _(
        "Vi kan ikke følge regelen. Den må begynne med FREQ=YEARLY, FREQ=MONTHLY eller "
        "FREQ=WEEKLY og gi høyst 60 hendelser i året."
    )
    code = "rule_not_understood"


class AlreadyTicked(Refused):
    """The occurrence has been ticked off."""

    text = _("Hendelsen er allerede merket som gjort.")
    code = "already_ticked"


class NotTicked(Refused):
    """The occurrence has not been ticked off."""

    text = _("Hendelsen er ikke merket som gjort. Det er ingenting å angre.")
    code = "not_ticked"


class RingFilled(Refused):
    """The ring has the events of the template."""

    text = _("De faste hendelsene står allerede i årshjulet til %(owner)s.")
    code = "ring_filled"


class CalendarRevoked(Refused):
    """The calendar was closed before."""

    text = _("Kalenderen er allerede stengt.")
    code = "calendar_revoked"


class TooManyCalendars(Refused):
    """More calendars than one person needs."""

    text = _("Du har %(count)s åpne kalendere. Steng en du ikke bruker, og prøv igjen.")
    code = "too_many_calendars"
