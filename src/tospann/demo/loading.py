"""Fill an empty installation with the demo, and empty it again."""

from django.contrib.sessions.models import Session
from django.db import connection, transaction

from tospann.access.actor import Actor
from tospann.demo import offices, stories, structure
from tospann.indicators import actions as indicators
from tospann.indicators.selectors import missing_from_catalogue
from tospann.partnerships.models import Partnership
from tospann.portal.board import keeping

SETUP = Actor(person_id=None)

# Every table that the demo fills. Their triggers refuse TRUNCATE to everyone else.
_TABLES = [
    "portal_savedview",
    "portal_line",
    "portal_reckoning",
    "participation_followup",
    "participation_reply",
    "participation_answer",
    "participation_extension",
    "participation_question",
    "participation_hearingbody",
    "participation_hearing",
    "structure_job",
    "structure_run",
    "structure_scenario",
    "structure_dataset",
    "journal_entry",
    "journal_head",
    "wheel_calendar",
    "wheel_tick",
    "wheel_ownevent",
    "results_goalsummary",
    "results_summary",
    "results_note",
    "results_rebase",
    "results_published",
    "results_measurement",
    "results_import",
    "indicators_indicator",
    "authority_preparation",
    "authority_structuredecision",
    "authority_provisioncheck",
    "authority_clarificationanswer",
    "authority_clarification",
    "authority_trialevent",
    "authority_trial",
    "authority_councilstep",
    "authority_delegationwithdrawal",
    "authority_delegation",
    "authority_employment",
    "plans_judgement",
    "plans_progress",
    "plans_understanding",
    "plans_settlement",
    "plans_conflict_signals",
    "plans_conflict",
    "plans_signal",
    "agreed_earlierdraft",
    "agreed_draft",
    "agreed_annex",
    "agreed_notice",
    "agreed_reading",
    "agreed_release",
    "agreed_return",
    "agreed_ratification",
    "agreed_version",
    "agreed_document",
    "files_file",
    "partnerships_invitation",
    "partnerships_seat",
    "partnerships_ownership",
    "partnerships_partnership",
    "partnerships_owner",
    "account_emailaddress",
    "mfa_authenticator",
    "accounts_person",
]


def load() -> bool:
    """Fill the database, unless it holds a partnership. Says whether it did.

    One transaction: a demo is whole or not there.
    """
    with transaction.atomic():
        if Partnership.objects.exists():
            return False
        offices.load(SETUP)
        _tell()
        return True


def reset() -> None:
    """Throw away everything people did in the demo and tell the stories anew.

    The register of municipalities and offices stays: nobody can change it here. This is the one
    place that lifts the guards, and it exists in demo mode only.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            for table in _TABLES:
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            cursor.execute(f"TRUNCATE {', '.join(_TABLES)} CASCADE")
            for table in _TABLES:
                cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
        Session.objects.all().delete()
        _tell()


def _tell() -> None:
    """Everything but the register of municipalities and offices."""
    if missing_from_catalogue():
        indicators.take_catalogue(actor=SETUP)
    structure.take(SETUP)
    stories.tell(SETUP)
    keeping.catch_up()
