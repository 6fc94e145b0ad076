"""The role table decides, and nothing else: each grant matters, and so does each that is not."""

import inspect
from importlib import import_module

import pytest
from django.db import transaction

from architecture.program import actions
from permissions.acts import ACTS, ASK_NO_SEAT, READS, Act
from permissions.answers import requested
from permissions.matrix import MATRIX
from permissions.world import WHO, World
from tospann.access import roles
from tospann.access.actor import STRANGER, Actor
from tospann.access.roles import GRANTS, Permission, Role
from tospann.partnerships.selectors import actor_for

pytestmark = pytest.mark.django_db

# For each permission, an address whose answer hangs on it. Every grant removed changes one.
SHOWN_BY = {
    Permission.FIGURES_ENTER: ("GET", "results:correction"),
    Permission.FIGURES_ENTER_OFFICE: ("GET", "results:correction · joint"),
    Permission.INDICATOR_DEFINE: ("GET", "indicators:new"),
    Permission.INTERNAL_READ: ("GET", "files:file"),
    Permission.DRAFT_READ: ("GET", "agreed:draft"),
    Permission.DRAFT_EDIT: ("POST", "agreed:draft"),
    Permission.VERSION_OPEN: ("GET", "agreed:opening"),
    Permission.VERSION_RATIFY: ("POST", "agreed:ratification"),
    Permission.VERSION_RETURN: ("POST", "agreed:return"),
    Permission.NOTICE_GIVE: ("POST", "agreed:notice"),
    Permission.ANNEX_ATTACH: ("POST", "agreed:annexes"),
    Permission.FILE_UPLOAD: ("POST", "agreed:annexes"),
    Permission.SEAT_MANAGE: ("GET", "partnerships:seats"),
    Permission.REGISTER_READ: ("GET", "agreements:register"),
    Permission.EVIDENCE_KEEP: ("GET", "authority:new_delegation"),
    Permission.RING_EDIT: ("GET", "wheel:new_event"),
    Permission.SIGNAL_ENTER: ("GET", "plans:new_signal"),
    Permission.PROGRESS_REPORT: ("POST", "plans:measure"),
    Permission.OWNER_SPEAK: ("GET", "plans:judgement"),
    Permission.DATASET_TAKE: ("GET", "structure:new_dataset"),
    Permission.CRITERIA_WEIGH: ("GET", "structure:assessment_answer"),
}
HOME = {role: who for who, (role, at) in WHO.items() if at == "home"}
PAIRS = [(role, permission) for role in Role for permission in Permission]
GRANTED = [(role, permission) for role, permission in PAIRS if permission in GRANTS[role]]


def actor_of(world: World, who: str) -> Actor:
    person = world.person(who)
    return actor_for(person, strong=True) if person else STRANGER


def may(act: Act, world: World, who: str) -> bool:
    """Whether the column may do it at home; it is undone at once."""
    with transaction.atomic():
        answer = act.may(actor_of(world, who), world.home)
        transaction.set_rollback(True)
    return answer


def turned(role: Role, permission: Permission) -> dict[Role, frozenset[Permission]]:
    """The role table with one grant taken away, or given."""
    return {**GRANTS, role: GRANTS[role] ^ {permission}}


def acts_of(permission: Permission) -> list[Act]:
    return [act for act in (*ACTS.values(), *READS.values()) if act.permission is permission]


@pytest.mark.parametrize("name", [*ACTS, *READS])
def test_an_act_is_for_those_whose_role_grants_it_in_that_partnership(world, name):
    act = {**ACTS, **READS}[name]

    may_do = {who for who in WHO if may(act, world, who)}

    granted = {who for role, who in HOME.items() if act.permission in GRANTS[role]}
    # Whoever administers another owner has a register too: their own.
    own = {"other_representative", "other_administrator"} if name == "the register" else set()
    assert may_do == granted | own


@pytest.mark.parametrize(("role", "permission"), PAIRS)
def test_each_grant_taken_or_given_changes_what_the_role_may_do(
    world, monkeypatch, role, permission
):
    before = [may(act, world, HOME[role]) for act in acts_of(permission)]
    for key, grants in turned(role, permission).items():
        monkeypatch.setitem(roles.GRANTS, key, grants)

    after = [may(act, world, HOME[role]) for act in acts_of(permission)]

    assert before == [permission in before_the_turn(role, permission)] * len(before)
    assert after == [not one for one in before]


def before_the_turn(role: Role, permission: Permission) -> frozenset[Permission]:
    return roles.GRANTS[role] ^ {permission}


@pytest.mark.parametrize(("role", "permission"), GRANTED)
def test_each_grant_taken_turns_the_matrix_red(world, as_, monkeypatch, role, permission):
    method, name = SHOWN_BY[permission]
    row = next(row for row in MATRIX if (row.method, row.name) == (method, name))
    monkeypatch.setitem(roles.GRANTS, role, GRANTS[role] - {permission})

    got, _ = requested(as_(HOME[role]), method, name, world)

    assert got != row.cells[HOME[role]]
    assert got in {"403", "404"}


@pytest.mark.parametrize("name", ACTS)
def test_without_its_guard_an_action_is_for_everybody(world, monkeypatch, name):
    """What stops the stranger is the question about seats, not something else by chance."""
    assert not may(ACTS[name], world, "stranger")
    for question in ("may_in", "may_for", "may_anywhere"):
        monkeypatch.setattr(Actor, question, lambda self, permission, **where: True)

    assert may(ACTS[name], world, "leader")


def test_every_action_has_its_row():
    ours = {
        f"{one.app}.{name}"
        for one in actions()
        for name, function in inspect.getmembers(import_module(one.module))
        if getattr(function, "is_action", False)
        and inspect.unwrap(function).__module__ == one.module
    }

    assert ours == {*ACTS, *ASK_NO_SEAT}
