"""An office with the catalogue, and short ways through the pages."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from conftest import Cast
from tospann.access.actor import STRANGER
from tospann.imports.models import Draft
from tospann.indicators import actions as indicators
from tospann.indicators.models import Indicator

HEADINGS = "indikator;kontor;kommune;periode;verdi;teller;nevner;merke"


@dataclass
class Desk:
    """Somebody signed in, at the pages of the import."""

    cast: Cast
    client: Any
    indicators: dict[str, Indicator]

    def sign_in(self, who: str) -> "Desk":
        self.client.force_login(self.cast.people[who])
        return self

    @property
    def slug(self) -> str:
        return self.cast.partnership.slug

    def bring(self, text: str = "", *, file: bytes | None = None, name: str = "tall.csv") -> Any:
        """A table is pasted, or uploaded."""
        sent: dict[str, Any] = {"text": text}
        if file is not None:
            sent["file"] = SimpleUploadedFile(name, file)
        return self.client.post(reverse("imports:bring", args=[self.slug]), sent)

    def draft(self, text: str = "", **given: Any) -> Draft:
        """The draft that came of it."""
        answer = self.bring(text, **given)
        assert answer.status_code == 302, answer.content.decode()[:3000]
        return Draft.objects.get(pk=re.findall(r"[0-9a-f-]{36}", answer.url)[0])

    def page(self, draft: Draft, status: int = 200) -> str:
        answer = self.client.get(reverse("imports:draft", args=[draft.pk]))
        assert answer.status_code == status
        return answer.content.decode()

    def send(self, what: str, draft: Draft, **given: Any) -> Any:
        """A form of the draft's page, with what the page has filled in already."""
        page = self.client.get(reverse("imports:draft", args=[draft.pk])).context
        form = page[what]
        sent = {
            form.add_prefix(name): form.get_initial_for_field(field, name) or ""
            for name, field in form.fields.items()
        }
        sent |= {form.add_prefix(name): value for name, value in given.items()}
        return self.client.post(reverse(f"imports:{what}", args=[draft.pk]), sent)


@pytest.fixture
def desk(cast, client) -> Desk:
    indicators.take_catalogue(actor=STRANGER)
    every = {one.code: one for one in Indicator.objects.all()}
    return Desk(cast, client, every).sign_in("leader")


@pytest.fixture
def table() -> Callable[..., str]:
    """Tospann's own table with some rows."""
    return lambda *rows: "\n".join([HEADINGS, *rows]) + "\n"
