from django.core.management.base import BaseCommand

from tospann.demo.loading import load


class Command(BaseCommand):
    help = "Laster Nordland-demoen i en tom installasjon. Gjør ingenting hvis den er lastet."

    def handle(self, **options):
        self.stdout.write("Demoen er lastet." if load() else "Demoen er lastet fra før.")
