"""What the journal says about accounts. Never a name."""

from collections.abc import Collection

from django.utils.translation import gettext_lazy as _

from tospann.accounts.models import Person
from tospann.journal.names import Named
from tospann.journal.sentences import Sentence

SUBJECT = _("Kontoer")
SENTENCES = {
    "account.opened": Sentence(_("En konto ble opprettet."), public=False),
    "account.renamed": Sentence(_("En person endret navnet som vises."), public=False),
}


def _people(ids: Collection[str] | None) -> list[Named]:
    rows = Person.objects.order_by("pk")
    rows = rows if ids is None else rows.filter(pk__in=ids)
    return [Named(str(row.pk), row.name) for row in rows.only("name")]


NAMES = {"person": _people}
