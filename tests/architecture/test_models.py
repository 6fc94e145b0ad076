"""Migrations match the models, and every moment has its person."""

from collections.abc import Iterator
from io import StringIO

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import models
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ModelState, ProjectState

from architecture.program import PACKAGE

# moment | why nobody's name stands beside it
ALONE = {
    "Person.created_at": "the journal tells who opened the account",
    "Release.released_at": "the version tells who opened it",
    "Reading.first_read_at": "an owner has read, not a person",
    "Entry.at": "its person_id, which is no foreign key",
    "Head.signed_at": "the program signs",
    "Invitation.expires_at": "a term nobody chose",
    "Run.mailed_at": "the queue sends",
    "Reckoning.reckoned_at": "the program reckons",
}


def our_models() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith("tospann.")]


def moments_without_person(every: list[type[models.Model]]) -> Iterator[str]:
    """Fields `*_at` with no `*_by` in the same model, and `*_by` with no `*_at`."""
    for model in every:
        names = {field.name for field in model._meta.get_fields()}
        for field in model._meta.get_fields():
            stem, _, last = field.name.rpartition("_")
            if isinstance(field, models.DateTimeField) and last == "at":
                if f"{stem}_by" not in names:
                    yield f"{model.__name__}.{field.name}"
            elif (
                isinstance(field, models.ForeignKey) and last == "by" and f"{stem}_at" not in names
            ):
                yield f"{model.__name__}.{field.name}"


def misnamed(every: list[type[models.Model]]) -> Iterator[str]:
    """Moments that do not end in `_at`, and days that pretend to be moments."""
    for model in every:
        for field in model._meta.local_fields:
            if field.name == "at":  # the journal's own clock
                continue
            moment = isinstance(field, models.DateTimeField)
            if moment != field.name.endswith("_at") and field.name != "last_login":
                yield f"{model.__name__}.{field.name}"


def test_every_moment_has_its_person():
    assert set(moments_without_person(our_models())) == set(ALONE)


def test_moments_are_called_at():
    assert list(misnamed(our_models())) == []


def test_a_moment_without_its_person_is_found():
    class Plan(models.Model):
        finished_at = models.DateTimeField()
        dropped = models.DateTimeField()

        class Meta:
            app_label = "bad_example"
            apps = apps.__class__()

    assert list(moments_without_person([Plan])) == ["Plan.finished_at"]
    assert list(misnamed([Plan])) == ["Plan.dropped"]


@pytest.mark.django_db
def test_migrations_match_the_models():
    call_command("makemigrations", check=True, dry_run=True, stdout=StringIO())


@pytest.mark.django_db
def test_a_field_without_a_migration_is_found():
    loader = MigrationLoader(None)
    state = ProjectState.from_apps(apps)
    document = state.models["agreed", "document"]
    state.add_model(
        ModelState(
            "agreed",
            "Document",
            [*document.fields.items(), ("forgotten", models.TextField(default=""))],
            document.options,
        )
    )

    changes = MigrationAutodetector(loader.project_state(), state).changes(graph=loader.graph)

    assert "agreed" in changes


def test_migrations_never_import_live_models():
    assert [
        str(path.relative_to(PACKAGE))
        for path in PACKAGE.glob("*/migrations/0*.py")
        if ".models import" in path.read_text().replace("django.db.models import", "")
    ] == []
