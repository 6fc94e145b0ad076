"""What the journal says about documents, and whether the rows still say the same."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from tospann.agreed.models import Ratification, Version
from tospann.journal.models import Entry
from tospann.journal.record import content_of
from tospann.journal.sentences import Sentence

SUBJECT = _("Dokumenter og godkjenninger")
SENTENCES = {
    "draft.started": Sentence(_("Et utkast ble påbegynt."), public=False),
    "draft.saved": Sentence(
        _("Utkastet ble lagret (utgave %(revision)s)."), public=False, quiet=True
    ),
    "draft.discarded": Sentence(_("Et utkast ble forkastet."), public=False),
    "version.opened": Sentence(
        _(
            "«%(title)s», versjon %(version)s, ble åpnet for godkjenning og gjort "
            "tilgjengelig for alle eierne samtidig."
        )
    ),
    "version.ratified": Sentence(
        _(
            "%(owner)s godkjente «%(title)s», versjon %(version)s. Vedtatt av %(decided_by)s "
            "%(decided_on)s, sak %(case_reference)s."
        )
    ),
    "version.agreed": Sentence(_("Alle eierne har nå godkjent «%(title)s», versjon %(version)s.")),
    "version.returned": Sentence(
        _("%(owner)s sendte «%(title)s», versjon %(version)s, i retur med begrunnelse.")
    ),
    "ratification.withdrawn": Sentence(
        _("%(owner)s trakk sin godkjenning av «%(title)s», versjon %(version)s.")
    ),
    "annex.attached": Sentence(
        _("Vedlegget «%(annex)s» ble lagt ved «%(title)s», versjon %(version)s.")
    ),
    "version.first_read": Sentence(
        _("%(owner)s åpnet «%(title)s», versjon %(version)s, for første gang."), public=False
    ),
    "notice.given": Sentence(_("%(owner)s sa opp «%(title)s». Siste dag er %(last_day_on)s.")),
}


def reconcile() -> Iterator[tuple[int | None, str]]:
    """Versions and ratifications compared with what the journal says of them. Three queries."""
    told: dict[str, dict[str, tuple[int, dict]]] = {}
    kinds = ("version.opened", "version.ratified", "ratification.withdrawn")
    for entry in Entry.objects.filter(kind__in=kinds).order_by("number").iterator(2000):
        told.setdefault(entry.kind, {})[entry.subject_id] = (
            entry.number,
            content_of(entry)["facts"],
        )

    opened = told.get("version.opened", {})
    for version in Version.objects.order_by("pk").iterator(200):
        number, facts = opened.pop(str(version.pk), (None, {}))
        if facts.get("sha256") != version.sha256:
            yield number, f"version {version.pk} is not the text the journal says was opened"
    for subject, (number, _facts) in opened.items():
        yield number, f"version {subject} is gone"

    ratified = told.get("version.ratified", {})
    withdrawn = told.get("ratification.withdrawn", {})
    for row in Ratification.objects.select_related("owner").order_by("pk").iterator(2000):
        number, facts = ratified.pop(str(row.pk), (None, {}))
        said = (
            facts.get("owner_id"),
            facts.get("sha256"),
            facts.get("decided_on"),
            facts.get("case_reference"),
        )
        if said != (
            str(row.owner_id),
            row.sha256,
            row.decided_on.isoformat(),
            row.case_reference,
        ):
            yield number, f"ratification {row.pk} is not what the journal says"
        if (str(row.pk) in withdrawn) != (row.withdrawn_at is not None):
            yield number, f"ratification {row.pk} is withdrawn in one place only"
    for subject, (number, _facts) in ratified.items():
        yield number, f"ratification {subject} is gone"
