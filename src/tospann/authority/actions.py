"""Changes to the registers of authority. Each owner keeps its own rows."""

from datetime import date
from typing import Any

from tospann.access.actor import Actor
from tospann.access.roles import Permission
from tospann.agreed.models import Document
from tospann.authority.errors import (
    AlreadyWithdrawn,
    BeforeItBegan,
    ChangedMeanwhile,
    LineCannotGive,
    NoPeriod,
    OnlyMunicipalities,
    OtherSide,
    StillToCome,
)
from tospann.authority.models import (
    Clarification,
    ClarificationAnswer,
    CouncilStep,
    Delegation,
    DelegationWithdrawal,
    Employment,
    EventSort,
    Kept,
    Preparation,
    PreparationSort,
    ProvisionCheck,
    Receiver,
    StructureDecision,
    Trial,
    TrialEvent,
)
from tospann.base import clock
from tospann.base.errors import AlreadyStruck, NotPermitted, NotStruck
from tospann.files.models import File
from tospann.journal.record import action, record
from tospann.partnerships.errors import NotAnOwner
from tospann.partnerships.models import Owner, OwnerKind, Partnership

# --- Positions --------------------------------------------------------------------------


@action
def register_employment(
    *, actor: Actor, partnership: Partnership, owner: Owner, **given: Any
) -> Employment:
    """Enter a position. `given` are the fields of `Employment`.

    Refuses with `NotPermitted` or `NotAnOwner`.
    """
    _ask_keeper(actor, owner, partnership)
    employment = Employment.objects.create(**_kept(actor, owner, partnership), **given)
    record(
        "employment.registered",
        actor=actor,
        partnership_id=partnership.pk,
        subject=employment,
        **_about_position(employment),
    )
    return employment


@action
def change_employment(
    *, actor: Actor, employment: Employment, revision: int, **given: Any
) -> Employment:
    """Change a position as it was at a revision.

    Refuses with `NotPermitted`, `NotAnOwner`, `ChangedMeanwhile` or `AlreadyStruck`.
    """
    employment = _locked(actor, employment, revision)
    _write(employment, given)
    record(
        "employment.changed",
        actor=actor,
        partnership_id=employment.partnership_id,
        subject=employment,
        **_about_position(employment),
    )
    return employment


def _about_position(employment: Employment) -> dict[str, Any]:
    return {
        "owner": employment.owner.name,
        "title": employment.title,
        "code": employment.code,
        "since": employment.since,
        "until": employment.until,
    }


# --- Delegations ------------------------------------------------------------------------


@action
def register_delegation(
    *, actor: Actor, partnership: Partnership, owner: Owner, **given: Any
) -> Delegation:
    """Enter a decision to delegate. `given` are the fields of `Delegation`.

    Refuses with `NotPermitted`, `NotAnOwner`, `LineCannotGive` or `StillToCome`.
    """
    _ask_keeper(actor, owner, partnership)
    _ask_line(owner, given["receiver"])
    _ask_past(given["decided_on"])
    _ask_of_partnership(partnership, given.get("document"), given.get("file"))
    delegation = Delegation.objects.create(**_kept(actor, owner, partnership), **given)
    record(
        "delegation.registered",
        actor=actor,
        partnership_id=partnership.pk,
        subject=delegation,
        **_about_delegation(delegation),
    )
    return delegation


@action
def change_delegation(
    *, actor: Actor, delegation: Delegation, revision: int, **given: Any
) -> Delegation:
    """Correct what was entered about a delegation, as it was at a revision.

    Refuses with `NotPermitted`, `NotAnOwner`, `LineCannotGive`, `StillToCome`,
    `ChangedMeanwhile` or `AlreadyStruck`.
    """
    delegation = _locked(actor, delegation, revision)
    _ask_line(delegation.owner, given.get("receiver", delegation.receiver))
    _ask_past(given.get("decided_on", delegation.decided_on))
    _ask_of_partnership(delegation.partnership, given.get("document"), given.get("file"))
    _write(delegation, given)
    record(
        "delegation.changed",
        actor=actor,
        partnership_id=delegation.partnership_id,
        subject=delegation,
        **_about_delegation(delegation),
    )
    return delegation


@action
def withdraw_delegation(
    *, actor: Actor, delegation: Delegation, last_day: date, reason: str, case_reference: str = ""
) -> DelegationWithdrawal:
    """Enter that a delegation was taken back; `last_day` is the last it can be used.

    Refuses with `NotPermitted`, `NotAnOwner`, `AlreadyStruck`, `AlreadyWithdrawn` or
    `BeforeItBegan`.
    """
    _ask_keeper(actor, delegation.owner, delegation.partnership)
    delegation = Delegation.objects.select_for_update().get(pk=delegation.pk)
    if delegation.struck_at is not None:
        raise AlreadyStruck
    if DelegationWithdrawal.objects.filter(delegation=delegation).exists():
        raise AlreadyWithdrawn
    if last_day < delegation.since:
        raise BeforeItBegan(since=f"{delegation.since:%d.%m.%Y}")
    withdrawal = DelegationWithdrawal.objects.create(
        delegation=delegation,
        last_day=last_day,
        reason=reason,
        case_reference=case_reference,
        withdrawn_at=clock.now(),
        withdrawn_by_id=actor.person_id,
    )
    record(
        "delegation.withdrawn",
        actor=actor,
        partnership_id=delegation.partnership_id,
        subject=delegation,
        **_about_delegation(delegation),
        last_day_on=last_day,
    )
    return withdrawal


def _about_delegation(delegation: Delegation) -> dict[str, Any]:
    return {
        "owner": delegation.owner.name,
        "delegated_by": delegation.delegated_by,
        "to": delegation.to,
        "receiver": delegation.receiver,
        "services": list(delegation.services),
        "since_on": delegation.since,
        "case": delegation.case_reference,
    }


# --- What councils have done ------------------------------------------------------------


@action
def register_council_step(
    *, actor: Actor, partnership: Partnership, owner: Owner, **given: Any
) -> CouncilStep:
    """Enter what a council did for a host agreement. `given` are the fields of `CouncilStep`.

    Refuses with `NotPermitted`, `NotAnOwner`, `OnlyMunicipalities` or `StillToCome`.
    """
    _ask_keeper(actor, owner, partnership)
    if owner.kind != OwnerKind.MUNICIPALITY:
        raise OnlyMunicipalities
    _ask_past(given["decided_on"])
    _ask_of_partnership(partnership, given.get("document"), None)
    step = CouncilStep.objects.create(**_kept(actor, owner, partnership), **given)
    record(
        "council_step.registered",
        actor=actor,
        partnership_id=partnership.pk,
        subject=step,
        **_about_step(step),
    )
    return step


@action
def change_council_step(
    *, actor: Actor, step: CouncilStep, revision: int, **given: Any
) -> CouncilStep:
    """Correct what was entered about a council, as it was at a revision.

    Refuses with `NotPermitted`, `NotAnOwner`, `StillToCome`, `ChangedMeanwhile` or
    `AlreadyStruck`.
    """
    step = _locked(actor, step, revision)
    _ask_past(given.get("decided_on", step.decided_on))
    _ask_of_partnership(step.partnership, given.get("document"), None)
    _write(step, given)
    record(
        "council_step.changed",
        actor=actor,
        partnership_id=step.partnership_id,
        subject=step,
        **_about_step(step),
    )
    return step


def _about_step(step: CouncilStep) -> dict[str, Any]:
    return {
        "owner": step.owner.name,
        "body": step.body,
        "step": str(step.get_sort_display()),
        "sort": step.sort,
        "decided_on": step.decided_on,
        "case": step.case_reference,
        "document": step.document_id,
    }


# --- Trials -----------------------------------------------------------------------------


@action
def register_trial(*, actor: Actor, partnership: Partnership, owner: Owner, **given: Any) -> Trial:
    """Enter a trial that somebody wants. `given` are the fields of `Trial`.

    Refuses with `NotPermitted` or `NotAnOwner`.
    """
    _ask_keeper(actor, owner, partnership)
    trial = Trial.objects.create(**_kept(actor, owner, partnership), **given)
    record(
        "trial.registered",
        actor=actor,
        partnership_id=partnership.pk,
        subject=trial,
        owner=owner.name,
        title=trial.title,
    )
    return trial


@action
def register_trial_event(*, actor: Actor, trial: Trial, owner: Owner, **given: Any) -> TrialEvent:
    """Enter something that happened to a trial. `given` are the fields of `TrialEvent`.

    Refuses with `NotPermitted`, `NotAnOwner`, `AlreadyStruck`, `OnlyMunicipalities`,
    `StillToCome` or `NoPeriod`.
    """
    _ask_keeper(actor, owner, trial.partnership)
    _ask_standing(trial)
    if given["sort"] == EventSort.REGULATION and owner.kind != OwnerKind.MUNICIPALITY:
        raise OnlyMunicipalities
    _ask_past(given["happened_on"])
    if given["sort"] != EventSort.APPROVED:
        given = {**given, "since": None, "until": None}
    elif not (given.get("since") and given.get("until")):
        raise NoPeriod
    event = TrialEvent.objects.create(
        trial=trial, **_kept(actor, owner, trial.partnership), **given
    )
    record(
        "trial_event.registered",
        actor=actor,
        partnership_id=trial.partnership_id,
        subject=event,
        owner=owner.name,
        title=trial.title,
        event=str(event.get_sort_display()),
        sort=event.sort,
        happened_on=event.happened_on,
    )
    return event


# --- Clarifications ---------------------------------------------------------------------


@action
def ask_clarification(
    *, actor: Actor, partnership: Partnership, owner: Owner, **given: Any
) -> Clarification:
    """Enter a legal question that was put to somebody. Every partnership sees it.

    `given` are the fields of `Clarification`. Refuses with `NotPermitted`, `NotAnOwner` or
    `StillToCome`.
    """
    _ask_keeper(actor, owner, partnership)
    _ask_past(given["asked_on"])
    clarification = Clarification.objects.create(**_kept(actor, owner, partnership), **given)
    record(
        "clarification.asked",
        actor=actor,
        partnership_id=partnership.pk,
        subject=clarification,
        owner=owner.name,
        asked_whom=clarification.asked_whom,
    )
    return clarification


@action
def answer_clarification(
    *, actor: Actor, clarification: Clarification, **given: Any
) -> ClarificationAnswer:
    """Enter the answer that came. `given` are the fields of `ClarificationAnswer`.

    Only the owner that asked. Refuses with `NotPermitted`, `NotAnOwner`, `AlreadyStruck` or
    `StillToCome`.
    """
    owner, partnership = clarification.owner, clarification.partnership
    _ask_keeper(actor, owner, partnership)
    _ask_standing(clarification)
    _ask_past(given["answered_on"])
    answer = ClarificationAnswer.objects.create(
        clarification=clarification, **_kept(actor, owner, partnership), **given
    )
    record(
        "clarification.answered",
        actor=actor,
        partnership_id=partnership.pk,
        subject=clarification,
        owner=owner.name,
        answered_by=answer.answered_by,
    )
    return answer


# --- Checks of the rules ----------------------------------------------------------------


@action
def check_provision(
    *, actor: Actor, partnership: Partnership, owner: Owner, **given: Any
) -> ProvisionCheck:
    """Enter that a provision was held against its source. `given`: fields of `ProvisionCheck`.

    Refuses with `NotPermitted`, `NotAnOwner` or `StillToCome`.
    """
    _ask_keeper(actor, owner, partnership)
    _ask_past(given["checked_on"])
    check = ProvisionCheck.objects.create(**_kept(actor, owner, partnership), **given)
    record(
        "provision.checked",
        actor=actor,
        partnership_id=partnership.pk,
        subject=check,
        owner=owner.name,
        provision=check.provision,
        body=check.body,
        outcome=str(check.get_outcome_display()),
    )
    return check


# --- Before a structure decision --------------------------------------------------------


@action
def register_decision(
    *, actor: Actor, partnership: Partnership, owner: Owner, **given: Any
) -> StructureDecision:
    """Enter a decision on the office structure that is coming, or was taken.

    `given` are the fields of `StructureDecision`. Refuses with `NotPermitted` or `NotAnOwner`.
    """
    _ask_keeper(actor, owner, partnership)
    decision = StructureDecision.objects.create(**_kept(actor, owner, partnership), **given)
    record(
        "structure_decision.registered",
        actor=actor,
        partnership_id=partnership.pk,
        subject=decision,
        owner=owner.name,
        title=decision.title,
        decided_on=decision.decided_on,
    )
    return decision


@action
def register_preparation(
    *, actor: Actor, decision: StructureDecision, owner: Owner, **given: Any
) -> Preparation:
    """Enter that staff or users were heard. `given` are the fields of `Preparation`.

    The state enters what its own staff was heard about, a municipality its own. Refuses with
    `NotPermitted`, `NotAnOwner`, `AlreadyStruck`, `OtherSide` or `StillToCome`.
    """
    _ask_keeper(actor, owner, decision.partnership)
    _ask_standing(decision)
    sides = {
        PreparationSort.STATE: OwnerKind.STATE,
        PreparationSort.MUNICIPAL: OwnerKind.MUNICIPALITY,
    }
    if owner.kind != sides.get(given["sort"], owner.kind):
        raise OtherSide
    _ask_past(given["happened_on"])
    preparation = Preparation.objects.create(
        decision=decision, **_kept(actor, owner, decision.partnership), **given
    )
    record(
        "preparation.registered",
        actor=actor,
        partnership_id=decision.partnership_id,
        subject=preparation,
        owner=owner.name,
        title=decision.title,
        what=str(preparation.get_sort_display()),
        happened_on=preparation.happened_on,
    )
    return preparation


# --- Any row ----------------------------------------------------------------------------


@action
def strike(*, actor: Actor, row: Kept, because: str) -> Kept:
    """Take a row that was wrong out of its register; it stays to be read, with the reason.

    Refuses with `NotPermitted`, `NotAnOwner` or `AlreadyStruck`.
    """
    _ask_keeper(actor, row.owner, row.partnership)
    row = type(row)._default_manager.select_for_update().get(pk=row.pk)
    if row.struck_at is not None:
        raise AlreadyStruck
    row.struck_at = clock.now()
    row.struck_by_id = actor.person_id
    row.struck_because = because
    row.save(update_fields=["struck_at", "struck_by", "struck_because"])
    record(
        "row.struck",
        actor=actor,
        partnership_id=row.partnership_id,
        subject=row,
        owner=row.owner.name,
        title=str(row)[:200],
        reason=because,
    )
    return row


@action
def restore(*, actor: Actor, row: Kept) -> Kept:
    """Put a struck row back. Refuses with `NotPermitted`, `NotAnOwner` or `NotStruck`."""
    _ask_keeper(actor, row.owner, row.partnership)
    row = type(row)._default_manager.select_for_update().get(pk=row.pk)
    if row.struck_at is None:
        raise NotStruck
    row.struck_at, row.struck_by_id, row.struck_because = None, None, ""
    row.save(update_fields=["struck_at", "struck_by", "struck_because"])
    record(
        "row.restored",
        actor=actor,
        partnership_id=row.partnership_id,
        subject=row,
        owner=row.owner.name,
        title=str(row)[:200],
    )
    return row


# --- What every register asks -----------------------------------------------------------


def _ask_keeper(actor: Actor, owner: Owner, partnership: Partnership) -> None:
    """The person keeps this owner's rows here, and the owner has had a part in it."""
    if not actor.may_for(
        Permission.EVIDENCE_KEEP, owner_id=owner.pk, partnership_id=partnership.pk
    ):
        raise NotPermitted
    if not partnership.ownerships.filter(owner=owner).exists():
        raise NotAnOwner(owner=owner.name, partnership=partnership.name)


def _ask_line(owner: Owner, receiver: str) -> None:
    if owner.kind == OwnerKind.STATE and receiver in {Receiver.HOST, Receiver.BOARD}:
        raise LineCannotGive


def _ask_standing(row: Kept) -> None:
    """The row is in its register now, whatever it was when the page was opened."""
    if type(row)._default_manager.select_for_update().get(pk=row.pk).struck_at is not None:
        raise AlreadyStruck


def _ask_past(day: date) -> None:
    if day > clock.today():
        raise StillToCome


def _ask_of_partnership(
    partnership: Partnership, document: Document | None, file: File | None
) -> None:
    for one in (document, file):
        if one is not None and one.partnership_id != partnership.pk:
            raise ValueError(f"{one} is not of {partnership}")


def _kept(actor: Actor, owner: Owner, partnership: Partnership) -> dict[str, Any]:
    return {
        "partnership": partnership,
        "owner": owner,
        "recorded_at": clock.now(),
        "recorded_by_id": actor.person_id,
    }


def _locked(actor: Actor, row: Any, revision: int) -> Any:
    """The row as it is now, held until the transaction ends."""
    _ask_keeper(actor, row.owner, row.partnership)
    row = type(row)._default_manager.select_for_update().get(pk=row.pk)
    if row.struck_at is not None:
        raise AlreadyStruck
    if row.revision != revision:
        raise ChangedMeanwhile
    return row


def _write(row: Any, given: dict[str, Any]) -> None:
    for name, value in given.items():
        setattr(row, name, value)
    row.revision += 1
    row.save(update_fields=[*given, "revision"])
