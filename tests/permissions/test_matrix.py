"""Every address, every method, everybody: what they get, and what they must never see."""

import re
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import get_resolver, reverse

from permissions import planning
from permissions.answers import everything_in, outcome, requested
from permissions.matrix import MATRIX, Row, read
from permissions.requests import ASKS, MISSING, address, ask
from permissions.world import WHO, hidden, marker
from tospann.accounts.strength import DEMO_ROLE

pytestmark = pytest.mark.django_db


def routes(resolver=None, before: str = "") -> Iterator[str]:
    """The name of every route, ours and the libraries'."""
    for one in (resolver or get_resolver()).url_patterns:
        if hasattr(one, "url_patterns"):
            space = f"{one.namespace}:" if one.namespace else ""
            yield from routes(one, before + space)
        else:
            yield before + (one.name or str(one.pattern))


def undeclared(rows: list[Row]) -> set[tuple[str, str]]:
    """Routes and methods of the program that the table does not hold, and the other way."""
    walked = {(name, method) for name in routes() for method in ("GET", "POST")}
    return walked ^ {(row.route, row.method) for row in rows}


# --- The table --------------------------------------------------------------------------


def test_every_route_and_method_is_declared():
    assert undeclared(MATRIX) == set()


def test_a_route_that_is_not_declared_is_found():
    without = [row for row in MATRIX if row.name != "files:file"]

    assert undeclared(without) - undeclared(MATRIX) == {
        ("files:file", "GET"),
        ("files:file", "POST"),
    }


def test_a_row_with_too_few_cells_is_found():
    with pytest.raises(ValueError, match="zip"):
        read("files:file GET | login | 200 | 404")


def test_every_request_described_is_declared():
    assert set(ASKS) <= {row.name for row in MATRIX}


# --- The cells --------------------------------------------------------------------------

# The page behind the link in an invitation says to whom it was sent.
SAYS = {"partnerships:invitation": marker("home", "adresse")}


@pytest.mark.parametrize("row", MATRIX, ids=str)
def test_everybody_gets_what_the_table_says_and_sees_nothing_more(world, as_, row):
    got, seen = {}, {}
    for who in WHO:
        got[who], told = requested(as_(who), row.method, row.name, world)
        secrets = [secret for secret in hidden(who) if secret != SAYS.get(row.name)]
        seen[who] = [secret for secret in secrets if secret in told.lower()]

    assert got == row.cells
    assert {who: secrets for who, secrets in seen.items() if secrets} == {}


@pytest.mark.parametrize(
    ("row", "who", "what"),
    [
        ("agreed:draft", "secretary", "utkast"),
        ("agreed:document · never opened", "adviser", "navnløs"),
        ("agreed:version · sent back", "councillor", "begrunnelse"),
        ("agreed:pdf · internal kind", "staff", "internt"),
        ("agreed:version · internal kind", "user_council", "internt"),
        ("files:file", "administrator", "fil"),
        ("authority:employments", "councillor", "ansatt"),
        ("authority:decision", "staff", "struktur"),
        ("authority:delegations", "user_council", "feilført"),
        ("journal:entry · seat", "leader", "stilling"),
        ("plans:signal · internal", "councillor", "signal"),
        ("plans:conflicts", "staff", "motstrid"),
        ("plans:coverage · draft", "adviser", "signal"),
        ("journal:index", "project_leader", "person"),
        ("partnerships:seats", "administrator", "adresse"),
    ],
)
def test_those_who_may_do_see_it(world, as_, row, who, what):
    """Else a look for markers would prove nothing."""
    _, told = requested(as_(who), "GET", row, world)

    assert marker("home", what) in told.lower()


@pytest.mark.parametrize("who", ["anonymous", "representative"])
def test_other_methods_change_nothing(world, as_, who):
    ours = [row for row in MATRIX if row.method == "GET" and ":" in row.route]

    got = {
        (str(row), method): outcome(getattr(as_(who), method)(address(row.name, world.home)))
        for row in ours
        for method in ("put", "patch", "delete")
    }

    allowed = {"405", "login"} if who == "anonymous" else {"405"}
    redirects = {
        (str(row), method)
        for row in ours
        for method in ("put", "patch", "delete")
        if row.route == "base:favicon"
    }
    assert {one: told for one, told in got.items() if told not in allowed} == dict.fromkeys(
        redirects, "301"
    )


# --- What words a refusal has, and what it does not tell --------------------------------


def without_the_moment(told: str) -> str:
    """An answer without what differs from one request to the next."""
    told = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "ID", told)
    told = re.sub(r"csrfmiddlewaretoken\" value=\"\w+\"", "TOKEN", told)
    return re.sub(r"\b[0-9a-f]{10}\b|tospann-csrf=[^;]+|expires=[^;]+", "MOMENT", told)


FOREIGN = [
    ("get", "agreed:document", lambda away: [away.unopened.pk], [MISSING]),
    ("get", "agreed:document", lambda away: [away.inside.pk], [MISSING]),
    ("get", "agreed:version", lambda away: [away.inside.pk, 1], [MISSING, 1]),
    ("get", "agreed:pdf", lambda away: [away.inside.pk, 1], [MISSING, 1]),
    ("get", "agreed:content", lambda away: [away.inside.pk, 1], [MISSING, 1]),
    ("get", "agreed:changes", lambda away: [away.inside.pk, 1], [MISSING, 1]),
    ("get", "agreed:draft", lambda away: [away.unopened.pk], [MISSING]),
    ("get", "agreed:opening", lambda away: [away.unopened.pk], [MISSING]),
    ("get", "agreed:ratification", lambda away: [away.inside.pk, 1], [MISSING, 1]),
    ("post", "agreed:return", lambda away: [away.inside.pk, 1], [MISSING, 1]),
    ("post", "agreed:annexes", lambda away: [away.inside.pk, 1], [MISSING, 1]),
    ("post", "agreed:new_draft", lambda away: [away.unopened.pk], [MISSING]),
    ("get", "authority:delegation", lambda away: [away.struck.pk], [MISSING]),
    ("get", "authority:changed", lambda away: [away.delegation.pk], [MISSING]),
    ("get", "authority:employment", lambda away: [away.employment.pk], [MISSING]),
    ("get", "authority:decision", lambda away: [away.decision.pk], [MISSING]),
    ("get", "authority:step", lambda away: [away.step.pk], [MISSING]),
    (
        "post",
        "authority:restored",
        lambda away: ["delegering", away.struck.pk],
        ["delegering", MISSING],
    ),
    ("get", "agreed:earlier_drafts", lambda away: [planning.next_of(away).pk], [MISSING]),
    ("get", "plans:signal", lambda away: [planning.closed_of(away).pk], [MISSING]),
    ("get", "plans:changed_signal", lambda away: [planning.closed_of(away).pk], [MISSING]),
    ("post", "plans:restored_signal", lambda away: [planning.struck_of(away).pk], [MISSING]),
    ("get", "plans:conflict", lambda away: [planning.conflict_of(away).pk], [MISSING]),
    ("post", "plans:struck_conflict", lambda away: [planning.conflict_of(away).pk], [MISSING]),
    ("get", "plans:grid", lambda away: [planning.next_of(away).pk], [MISSING]),
    ("get", "plans:understanding", lambda away: [planning.next_of(away).pk], [MISSING]),
    (
        "get",
        "plans:measure",
        lambda away: [planning.next_of(away).pk, "tiltak-team"],
        [MISSING, "tiltak-team"],
    ),
    ("get", "files:file", lambda away: [away.file.pk], [MISSING]),
    ("post", "partnerships:ended_seat", lambda away: [away.seat.pk], [MISSING]),
    ("post", "partnerships:withdrawn_invitation", lambda away: [away.invitation.pk], [MISSING]),
]


@pytest.mark.parametrize(("method", "route", "foreign", "missing"), FOREIGN)
def test_what_is_foreign_answers_like_what_is_missing(world, as_, method, route, foreign, missing):
    for who in ("anonymous", "stranger", "representative", "administrator"):
        answers = [
            getattr(as_(who), method)(reverse(route, args=args))
            for args in (foreign(world.away), missing)
        ]

        assert answers[0].status_code in {302, 404}
        told = [without_the_moment(everything_in(one)) for one in answers]
        assert told[0] == told[1]


REFUSED = [row for row in MATRIX if ":" in row.route and "403" in row.cells.values()]


@pytest.mark.parametrize("row", REFUSED, ids=str)
def test_a_refusal_is_told_in_words(world, as_, row):
    who = next(who for who, cell in row.cells.items() if cell == "403")

    told = ask(as_(who), row.method, row.name, world).content.decode()

    assert re.search(
        r"gir deg ikke rett til|Bare den som representerer en eier|er sendt til en annen", told
    )


# --- A second factor --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "strong", "weak"),
    [
        ("agreed:ratification", "302", "403"),
        ("agreed:withdrawal", "302", "403"),
        ("agreed:notice", "302", "403"),
        ("agreed:return", "302", "302"),
    ],
)
def test_what_binds_an_owner_needs_a_fresh_second_factor(world, as_, row, strong, weak):
    def weakly() -> Client:
        client = as_("representative")
        session = client.session
        del session[DEMO_ROLE]
        session.save()
        return client

    assert requested(as_("representative"), "POST", row, world)[0] == strong
    got, told = requested(weakly(), "POST", row, world)
    assert got == weak
    if weak == "403":
        assert "bekrefte hvem du er" in told
