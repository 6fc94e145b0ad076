"""The structure lab."""

from django.urls import path

from tospann.structure.views import consequences

app_name = "structure"

_consequences = [
    path(
        "struktur/scenarier/<uuid:scenario_id>/konsekvenser/",
        consequences.consequences,
        name="consequences",
    ),
    path(
        "struktur/scenarier/<uuid:scenario_id>/konsekvenser.csv",
        consequences.consequences_csv,
        name="consequences_csv",
    ),
]

urlpatterns = [*_consequences]
