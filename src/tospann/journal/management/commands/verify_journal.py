from django.core.management.base import BaseCommand, CommandError

from tospann.journal.models import Entry, Head
from tospann.journal.verify import faults


class Command(BaseCommand):
    help = "Kontrollerer journalen: kjeden, de signerte hodene og radene de forteller om."

    def handle(self, **options):
        found = list(faults())
        for fault in found:
            self.stderr.write(f"oppføring {fault.number}: {fault.what}")
        if found:
            raise CommandError(f"Journalen stemmer ikke: {len(found)} feil.")
        self.stdout.write(
            f"Journalen stemmer: {Entry.objects.count()} oppføringer, "
            f"{Head.objects.count()} signerte hoder."
        )
