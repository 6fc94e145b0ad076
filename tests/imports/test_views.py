"""The walk: paste, answer, mend, confirm, take back."""

import pytest
from django.urls import reverse

from tospann.journal.models import Entry
from tospann.results.models import Import, Measurement

pytestmark = pytest.mark.django_db

MONTH = "I23;fjordbygd;;2025M06;{};;{};"


def test_a_month_with_two_bad_cells_is_mended_and_taken(desk, table):
    rows = [
        "I23;fjordbygd;;2025M05;19;;60;",
        "I23;fjordbygd;;2025M06;tjue;;64;",
        "I32;fjordbygd;;2025H1;12;3;25;",
        "I33;fjordbygd;;2025K2;#REF!;;;",
    ]
    draft = desk.draft(table(*rows))

    page = desk.page(draft)
    assert "2 ruter må rettes" in page
    assert "E3: «tjue» er verken et tall" in page
    assert "E5: Excel viser feilen «#REF!»" in page
    assert not Measurement.objects.exists()

    assert desk.send("mend", draft, c0="20", c1="0").status_code == 302
    answer = desk.send("choose", draft, source="Fagsystemet")
    assert answer.status_code == 302
    page = desk.page(draft)
    assert "Klar til å tas imot" in page
    assert "Ta imot 4 tall" in page

    answer = desk.send("confirm", draft)
    batch = Import.objects.get()
    assert answer.url == reverse("imports:batch", args=[batch.pk])
    assert Measurement.objects.get(indicator__code="I33", period="2025K2").value == 0
    assert Measurement.objects.get(indicator__code="I23", period="2025M06").value == 20
    assert Entry.objects.filter(kind="figures.taken").count() == 1
    page = desk.client.get(answer.url).content.decode()
    assert "4 tall kom inn" in page
    assert "Nav-leder" in page

    desk.client.post(reverse("results:reverted", args=[batch.pk]), {"reason": "Feil måned."})
    assert not Measurement.objects.standing().exists()
    assert "Alle tallene er tatt tilbake" in desk.client.get(answer.url).content.decode()
