"""What a load balancer asks."""

import pytest
from django.db import OperationalError, connection

from tospann.base import health


def test_livez_answers_without_the_database(client):
    answer = client.get("/livez")
    assert answer.status_code == 200
    assert answer["Cache-Control"].startswith("max-age=0")


def test_readyz_is_yes_when_tables_are_up_to_date(client, db, monkeypatch):
    monkeypatch.setattr(health, "_tables_seen_ready", False)
    assert client.get("/readyz").status_code == 200


def test_readyz_asks_once_about_the_tables(client, db, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(health, "_tables_seen_ready", False)
    client.get("/readyz")
    with django_assert_num_queries(1):
        client.get("/readyz")


def test_readyz_is_no_when_a_migration_waits(client, db, monkeypatch):
    monkeypatch.setattr(health, "_tables_seen_ready", False)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'journal'")
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert "tabellene" in answer.content.decode()


def test_readyz_is_no_when_the_database_is_gone(client, monkeypatch):
    def gone():
        raise OperationalError("gone")

    monkeypatch.setattr(health.connection, "cursor", gone)
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert "databasen svarer ikke" in answer.content.decode()


@pytest.mark.parametrize("path", ["/livez", "/readyz"])
def test_a_machine_may_only_ask(client, path):
    assert client.post(path).status_code == 405
