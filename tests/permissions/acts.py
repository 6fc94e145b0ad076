"""Every action a person can reach, and the permission it rests on."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from permissions import (
    bringing,
    datasets,
    figures,
    hearings,
    lab,
    planning,
    reporting,
    running,
    studies,
    wheel_rows,
)
from permissions.world import AGREEMENT, PAPER, Place, delegation, indicator, yes
from tospann.access.actor import Actor
from tospann.access.roles import Permission
from tospann.agreed import actions as agreed
from tospann.agreed.kinds import kind_of
from tospann.agreed.models import Document, Draft
from tospann.agreed.selectors import visible_to
from tospann.agreements.selectors import register
from tospann.authority import actions as authority
from tospann.base import clock
from tospann.base.errors import NotPermitted
from tospann.files import actions as files
from tospann.files.selectors import file_for
from tospann.imports import actions as imports
from tospann.indicators import actions as indicators
from tospann.participation import actions as participation
from tospann.partnerships import actions as partnerships
from tospann.plans import actions as plans
from tospann.reports import actions as reports
from tospann.results import actions as results
from tospann.structure.actions import assessments, drafts, points, prices, runs, scenarios
from tospann.structure.study import actions as study
from tospann.structure.study.agreements.actions import begin_agreements
from tospann.structure.study.hearing import actions as study_hearing
from tospann.structure.study.proposal import actions as proposal
from tospann.wheel import actions as wheel


@dataclass(frozen=True)
class Act:
    """Something to do in the partnership; `NotPermitted` or False means: not for you."""

    permission: Permission
    do: Callable[[Actor, Place], Any]

    def may(self, actor: Actor, home: Place) -> bool:
        """Whether this person may; other refusals than `NotPermitted` are faults."""
        try:
            return self.do(actor, home) is not False
        except NotPermitted:
            return False


def _draft(home: Place) -> Draft:
    return Document.objects.get(pk=home.waiting.pk).draft


def _save(actor: Actor, home: Place):
    draft = _draft(home)
    return agreed.save_draft(
        actor=actor,
        document=home.waiting,
        revision=draft.revision,
        title=draft.title,
        language="nb",
        body=draft.body,
    )


def _for_owner(action: Callable, document: str, **given: Any) -> Callable[[Actor, Place], Any]:
    def do(actor: Actor, home: Place):
        version = home.version(getattr(home, document))
        return action(actor=actor, version=version, owner=home.municipality, **given)

    return do


def _ratify(actor: Actor, home: Place):
    version = home.version(home.waiting)
    return agreed.ratify(actor=actor, version=version, owner=home.municipality, **yes(version))


def _for_revision(action: Callable) -> Callable[[Actor, Place], Any]:
    return lambda actor, home: (
        action(actor=actor, document=home.waiting, revision=_draft(home).revision), True
    )  # fmt: skip


def _kept(action: Callable, **given: Any) -> Act:
    """A row entered for the municipality."""
    return Act(
        Permission.EVIDENCE_KEEP,
        lambda actor, home: action(
            actor=actor, partnership=home.partnership, owner=home.municipality, **given
        ),
    )


# action | the permission it rests on, and how to do it
ACTS: dict[str, Act] = {
    "indicators.define": Act(
        Permission.INDICATOR_DEFINE,
        lambda actor, home: indicators.define(
            actor=actor, partnership=home.partnership, **indicator()
        ),
    ),
    "indicators.change": Act(
        Permission.INDICATOR_DEFINE,
        lambda actor, home: indicators.change(
            actor=actor, indicator=home.indicator, revision=1, title="Ny"
        ),
    ),
    "indicators.retire": Act(
        Permission.INDICATOR_DEFINE,
        lambda actor, home: indicators.retire(
            actor=actor, indicator=home.indicator, revision=1, because="Slutt"
        ),
    ),
    "agreed.create_document": Act(
        Permission.DRAFT_EDIT,
        lambda actor, home: agreed.create_document(
            actor=actor, kind=kind_of(AGREEMENT), partnership=home.partnership, title="Ny"
        ),
    ),
    "agreed.start_draft": Act(
        Permission.DRAFT_EDIT,
        lambda actor, home: agreed.start_draft(actor=actor, document=home.half),
    ),
    "agreed.save_draft": Act(Permission.DRAFT_EDIT, _save),
    "agreed.discard_draft": Act(Permission.DRAFT_EDIT, _for_revision(agreed.discard_draft)),
    "agreed.open_version": Act(Permission.VERSION_OPEN, _for_revision(agreed.open_version)),
    "agreed.ratify": Act(Permission.VERSION_RATIFY, _ratify),
    "agreed.withdraw": Act(
        Permission.VERSION_RATIFY, _for_owner(agreed.withdraw, "half", reason="Ny sak.")
    ),
    "agreed.send_back": Act(
        Permission.VERSION_RETURN, _for_owner(agreed.send_back, "waiting", reason="Nei.")
    ),
    "agreed.give_notice": Act(
        Permission.NOTICE_GIVE,
        _for_owner(agreed.give_notice, "bound", given_on=date(2026, 3, 1), reason="Ut."),
    ),
    "agreed.note_first_reading": Act(
        Permission.INTERNAL_READ, _for_owner(agreed.note_first_reading, "waiting")
    ),
    "agreed.attach_annex": Act(
        Permission.ANNEX_ATTACH,
        lambda actor, home: agreed.attach_annex(
            actor=actor, version=home.version(home.waiting), file=home.file, title="Papir"
        ),
    ),
    "authority.register_employment": _kept(
        authority.register_employment,
        office_unit="9999",
        code="V2",
        title="veileder",
        since=date(2026, 1, 1),
    ),
    "authority.change_employment": Act(
        Permission.EVIDENCE_KEEP,
        lambda actor, home: authority.change_employment(
            actor=actor, employment=home.employment, revision=1, title="leder"
        ),
    ),
    "authority.register_delegation": _kept(authority.register_delegation, **delegation()),
    "authority.change_delegation": Act(
        Permission.EVIDENCE_KEEP,
        lambda actor, home: authority.change_delegation(
            actor=actor, delegation=home.delegation, revision=1, to="lederen"
        ),
    ),
    "authority.withdraw_delegation": Act(
        Permission.EVIDENCE_KEEP,
        lambda actor, home: authority.withdraw_delegation(
            actor=actor, delegation=home.delegation, last_day=date(2026, 3, 1), reason="Ny."
        ),
    ),
    "authority.register_council_step": Act(
        Permission.EVIDENCE_KEEP,
        lambda actor, home: authority.register_council_step(
            actor=actor,
            partnership=home.partnership,
            owner=home.municipality,
            document=home.host,
            sort="election",
            body="Kommunestyret",
            decided_on=date(2026, 1, 1),
            case_reference="PS 2",
        ),
    ),
    "authority.change_council_step": Act(
        Permission.EVIDENCE_KEEP,
        lambda actor, home: authority.change_council_step(
            actor=actor, step=home.step, revision=1, case_reference="PS 3"
        ),
    ),
    "authority.register_trial": _kept(
        authority.register_trial,
        title="Et forsøk",
        deviates_from="en lov",
        about="Om det.",
        office_unit="9999",
        services=["M1"],
        municipalities=["9901"],
        relations=["other"],
    ),
    "authority.register_trial_event": Act(
        Permission.EVIDENCE_KEEP,
        lambda actor, home: authority.register_trial_event(
            actor=actor,
            trial=home.trial,
            owner=home.municipality,
            sort="applied",
            happened_on=date(2026, 1, 1),
            body="kommunen",
        ),
    ),
    "authority.ask_clarification": _kept(
        authority.ask_clarification,
        question="Hva sier loven?",
        asked_whom="noen",
        asked_on=date(2026, 1, 1),
    ),
    "authority.answer_clarification": Act(
        Permission.EVIDENCE_KEEP,
        lambda actor, home: authority.answer_clarification(
            actor=actor,
            clarification=home.clarification,
            answered_by="noen",
            answered_on=date(2026, 1, 1),
            answer="Nei.",
            confidence="low",
        ),
    ),
    "authority.check_provision": _kept(
        authority.check_provision,
        provision="nav_14",
        role="jurist",
        body="kommunen",
        checked_on=date(2026, 1, 1),
        outcome="agrees",
    ),
    "authority.register_decision": _kept(
        authority.register_decision,
        title="Ny struktur",
        decided_on=date(2026, 6, 1),
        municipalities=["9901"],
    ),
    "authority.register_preparation": Act(
        Permission.EVIDENCE_KEEP,
        lambda actor, home: authority.register_preparation(
            actor=actor,
            decision=home.decision,
            owner=home.municipality,
            sort="municipal",
            happened_on=date(2026, 1, 1),
            reference="Referat 1",
        ),
    ),
    "authority.strike": Act(
        Permission.EVIDENCE_KEEP,
        lambda actor, home: authority.strike(actor=actor, row=home.delegation, because="Feil."),
    ),
    "authority.restore": Act(
        Permission.EVIDENCE_KEEP,
        lambda actor, home: authority.restore(actor=actor, row=home.struck),
    ),
    "files.upload": Act(
        Permission.FILE_UPLOAD,
        lambda actor, home: files.upload(
            actor=actor,
            partnership=home.partnership,
            upload=SimpleUploadedFile("papir.pdf", PAPER),
        ),
    ),
    "partnerships.give_seat": Act(
        Permission.SEAT_MANAGE,
        lambda actor, home: partnerships.give_seat(
            actor=actor,
            person=home.people[f"{home.name}_state"],
            owner=home.municipality,
            role="adviser",
        ),
    ),
    "partnerships.end_seat": Act(
        Permission.SEAT_MANAGE,
        lambda actor, home: partnerships.end_seat(actor=actor, seat=home.seat),
    ),
    "partnerships.invite": Act(
        Permission.SEAT_MANAGE,
        lambda actor, home: partnerships.invite(
            actor=actor, email="ny@example.no", owner=home.municipality, role="councillor"
        ),
    ),
    "partnerships.withdraw_invitation": Act(
        Permission.SEAT_MANAGE,
        lambda actor, home: partnerships.withdraw_invitation(
            actor=actor, invitation=home.invitation
        ),
    ),
}


def _ring(action: Callable, which: str, **given: Any) -> Act:
    """Something done with an event of the municipality's ring."""
    return Act(
        Permission.RING_EDIT,
        lambda actor, home: action(
            actor=actor, event=wheel_rows.event(home.partnership, which), **given
        ),
    )


def _ticking(action: Callable, title: str) -> Act:
    return Act(
        Permission.RING_EDIT,
        lambda actor, home: action(
            actor=actor,
            partnership=home.partnership,
            owner=home.municipality,
            key=wheel_rows.key(home.partnership, title)[-1],
            title=title,
        ),
    )


ACTS |= {
    "wheel.enter_event": Act(
        Permission.RING_EDIT,
        lambda actor, home: wheel.enter_event(
            actor=actor,
            partnership=home.partnership,
            owner=home.municipality,
            title="Ny",
            since=date(2026, 5, 5),
        ),
    ),
    "wheel.change_event": _ring(wheel.change_event, "ring denne", revision=1, title="Ny"),
    "wheel.strike_event": _ring(wheel.strike_event, "ring denne"),
    "wheel.restore_event": _ring(wheel.restore_event, "Tatt ut"),
    "wheel.fill_ring": Act(
        Permission.RING_EDIT,
        lambda actor, home: wheel.fill_ring(
            actor=actor, partnership=home.partnership, owner=home.municipality, year=2026
        ),
    ),
    "wheel.tick": _ticking(wheel.tick, "ring denne"),
    "wheel.untick": _ticking(wheel.untick, "Gjort"),
}

# Reads that rest on a permission.
READS: dict[str, Act] = {
    "a file": Act(
        Permission.INTERNAL_READ,
        lambda actor, home: file_for(actor, home.file.pk) is not None,
    ),
    "a document that was never opened": Act(
        Permission.DRAFT_READ,
        lambda actor, home: visible_to(actor).filter(pk=home.unopened.pk).exists(),
    ),
    "the register": Act(
        Permission.REGISTER_READ, lambda actor, home: bool(register(actor, clock.today()))
    ),
}

# Actions that ask no seat | why.
ASK_NO_SEAT = {
    "accounts.forget_second_factors": "no page reaches it",
    "accounts.open_account": "an invitation, or the set-up, has asked before",
    "indicators.freeze": "the action that takes figures in has asked before",
    "indicators.take_catalogue": "no page reaches it",
    "offices.load_register": "no page reaches it",
    "partnerships.accept_invitation": "whoever holds the link",
    "partnerships.begin_ownership": "no page reaches it",
    "partnerships.end_ownership": "no page reaches it",
    "partnerships.form_partnership": "no page reaches it",
    "partnerships.found_owner": "no page reaches it",
    "partnerships.offer_administration": "no page reaches it",
    "partnerships.register_owner": "no page reaches it",
    "portal.change_view": "its maker alone; to share asks a seat of the owner, tried in portal",
    "portal.remove_view": "its maker, or who gives seats for its owner, tried in portal",
    "portal.save_view": "any person for themselves; to share asks a seat, tried in portal",
    "structure.ask": "no page reaches it",
    "wheel.make_calendar": "one's own, which shows what its maker may see",
    "wheel.revoke_calendar": "one's own only",
    "structure.keep_result": "the queue, when a part is done",
    "structure.refuse": "the queue, when the engine has no answer",
    "structure.take_dataset": "those who run the installation; pages reach confirm_draft alone",
}


# --- Results ----------------------------------------------------------------------------

ACTS |= {
    "results.take_figures": Act(
        Permission.FIGURES_ENTER,
        lambda actor, home: results.take_figures(
            actor=actor, partnership=home.partnership, figures=[figures.figure()], source="Prøven"
        ),
    ),
    "results.correct": Act(
        Permission.FIGURES_ENTER,
        lambda actor, home: results.correct(
            actor=actor,
            measurement=figures.first_of(home),
            value=Decimal(40),
            denominator=Decimal(90),
            reason="Tastefeil.",
        ),
    ),
    "results.revert_import": Act(
        Permission.FIGURES_ENTER,
        lambda actor, home: results.revert_import(
            actor=actor, batch=figures.batch_of(home), reason="Feil fil."
        ),
    ),
    "results.rebase": Act(
        Permission.FIGURES_ENTER,
        lambda actor, home: results.rebase(
            actor=actor,
            partnership=home.partnership,
            indicator=figures.code("I23"),
            period="2025M04",
            reason="Nytt fagsystem.",
        ),
    ),
    "results.withdraw_rebase": Act(
        Permission.FIGURES_ENTER,
        lambda actor, home: results.withdraw_rebase(actor=actor, made=figures.rebase_of(home)),
    ),
    "results.write_note": Act(
        Permission.FIGURES_ENTER,
        lambda actor, home: results.write_note(
            actor=actor,
            partnership=home.partnership,
            indicator=figures.code("I23"),
            story="Flere søknader.",
            next_step="Møte om køen.",
        ),
    ),
}
READS |= {
    "figures of both owners": Act(
        Permission.FIGURES_ENTER_OFFICE,
        lambda actor, home: results.take_figures(
            actor=actor,
            partnership=home.partnership,
            figures=[figures.figure("I33", "2025K1", 12, None)],
            source="Prøven",
        ),
    ),
}
ASK_NO_SEAT |= {"results.refresh_summaries": "the queue asks, after the plan has changed"}
ASK_NO_SEAT |= {"results.finish_revert": "the queue, for the one who was asked and could"}
ASK_NO_SEAT |= {"results.stop_revert": "the queue, when what was asked could not be taken back"}
ASK_NO_SEAT |= {"imports.stop_reading": "the queue, when a reading came to nothing"}
# --- Signals and plans ------------------------------------------------------------------


def _of_municipality(
    permission: Permission, action: Callable, subject: Callable[[Place], dict], **given: Any
) -> Act:
    """Something said or entered for the municipality."""
    return Act(
        permission,
        lambda actor, home: action(actor=actor, owner=home.municipality, **subject(home), **given),
    )


def _about(action: Callable, name: str, subject: Callable[[Place], Any], **given: Any) -> Act:
    """A change to a signal or a conflict that the municipality keeps."""
    return Act(
        Permission.SIGNAL_ENTER,
        lambda actor, home: action(actor=actor, **{name: subject(home)}, **given),
    )


ACTS |= {
    "agreed.restore_draft": Act(
        Permission.DRAFT_EDIT,
        lambda actor, home: agreed.restore_draft(
            actor=actor,
            earlier=planning.earlier_of(planning.next_of(home)),
            revision=planning.next_of(home).draft.revision,
        ),
    ),
    "plans.enter_signal": _of_municipality(
        Permission.SIGNAL_ENTER,
        plans.enter_signal,
        lambda home: {"partnership": home.partnership},
        **planning.signal(),
    ),
    "plans.change_signal": _about(
        plans.change_signal, "signal", planning.open_of, revision=1, text="Nytt."
    ),
    "plans.strike_signal": _about(
        plans.strike_signal, "signal", planning.open_of, because="Feil."
    ),
    "plans.restore_signal": _about(plans.restore_signal, "signal", planning.struck_of),
    "plans.mark_conflict": _of_municipality(
        Permission.SIGNAL_ENTER,
        plans.mark_conflict,
        lambda home: {
            "partnership": home.partnership,
            "chosen": [planning.open_of(home), planning.closed_of(home)],
        },
        about="Nei.",
    ),
    "plans.strike_conflict": _about(
        plans.strike_conflict, "conflict", planning.conflict_of, because="Feil."
    ),
    "plans.restore_conflict": _about(
        plans.restore_conflict, "conflict", lambda home: planning.conflict_of(home, struck=True)
    ),
    "plans.answer_conflict": _of_municipality(
        Permission.OWNER_SPEAK,
        plans.answer_conflict,
        lambda home: {"conflict": planning.conflict_of(home)},
        settled=True,
        text="Vi deler.",
        decided_on=date(2026, 2, 2),
        decided_where="møtet",
    ),
    "plans.begin_plan": Act(
        Permission.DRAFT_EDIT,
        lambda actor, home: plans.begin_plan(
            actor=actor, partnership=home.partnership, year=2030, title="Plan 2030"
        ),
    ),
    "plans.say_understood": Act(
        Permission.OWNER_SPEAK,
        lambda actor, home: planning.say(planning.next_of(home), actor, home.municipality),
    ),
    "plans.report_progress": _of_municipality(
        Permission.PROGRESS_REPORT,
        plans.report_progress,
        lambda home: {"document": planning.plan_of(home)},
        part_id="tiltak-team",
        status="done",
        on=date(2026, 2, 2),
    ),
    "plans.judge_goal": _of_municipality(
        Permission.OWNER_SPEAK,
        plans.judge_goal,
        lambda home: {"document": planning.plan_of(home)},
        part_id="mal-arbeid",
        outlook="at_risk",
        reason="Sent.",
    ),
}
# --- Reports ----------------------------------------------------------------------------

ACTS |= {
    "reports.begin_report": Act(
        Permission.DRAFT_EDIT,
        lambda actor, home: reports.begin_report(
            actor=actor, partnership=home.partnership, period=reporting.FREE
        ),
    ),
}


# --- Tables on their way in -------------------------------------------------------------

ACTS |= {
    "imports.begin": Act(
        Permission.FIGURES_ENTER,
        lambda actor, home: imports.begin(
            actor=actor, partnership=home.partnership, name="", data=b"x", source="Prøven"
        ),
    ),
    "imports.change": Act(
        Permission.FIGURES_ENTER,
        lambda actor, home: imports.change(
            actor=actor, draft=bringing.draft_of(home), revision=1, source="Prøven"
        ),
    ),
    "imports.confirm": Act(
        Permission.FIGURES_ENTER,
        lambda actor, home: imports.confirm(
            actor=actor,
            draft=bringing.draft_of(home),
            revision=1,
            fingerprint=bringing.fingerprint(home, actor),
        ),
    ),
    "imports.leave": Act(
        Permission.FIGURES_ENTER,
        lambda actor, home: imports.leave(actor=actor, draft=bringing.draft_of(home)),
    ),
    "imports.keep_feed": Act(
        Permission.FIGURES_ENTER,
        lambda actor, home: imports.keep_feed(
            actor=actor,
            partnership=home.partnership,
            base="https://data.ssb.no/api/v0/no/table/",
            table="07459",
            title="Folketall",
            publisher="Statistisk sentralbyrå",
            licence="CC BY 4.0",
            selection=[],
            every_days=30,
        ),
    ),
    "imports.ask_fetch": Act(
        Permission.FIGURES_ENTER,
        lambda actor, home: imports.ask_fetch(actor=actor, feed=bringing.feed_of(home)),
    ),
    "imports.remove_feed": Act(
        Permission.FIGURES_ENTER,
        lambda actor, home: imports.remove_feed(actor=actor, feed=bringing.feed_of(home)),
    ),
}
ASK_NO_SEAT |= {
    "imports.keep_reading": "the queue, when the table is read",
    "imports.refuse_reading": "the queue, when the table cannot be read",
    "imports.take": "the queue, for the one who confirmed; results asks that person's seats",
    "imports.give_back": "the queue, when what was confirmed could not be taken",
    "imports.clear_out": "the queue, thirty days after the table came",
    "imports.note_fetch": "the queue, when it has asked the statbank",
}
ACTS |= {
    "structure.create_scenario": Act(
        Permission.DRAFT_EDIT,
        lambda actor, home: scenarios.create_scenario(
            actor=actor,
            partnership=home.partnership,
            dataset=lab.scenario_of(home).dataset,
            title="Et til",
        ),
    ),
    "structure.change_scenario": Act(
        Permission.DRAFT_EDIT,
        lambda actor, home: scenarios.change_scenario(
            actor=actor, scenario=lab.scenario_of(home), revision=1, title="Nytt navn"
        ),
    ),
    "structure.drop_scenario": Act(
        Permission.DRAFT_EDIT,
        lambda actor, home: scenarios.drop_scenario(actor=actor, scenario=lab.scenario_of(home)),
    ),
    "structure.take_back_scenario": Act(
        Permission.DRAFT_EDIT,
        lambda actor, home: scenarios.take_back_scenario(
            actor=actor, scenario=lab.scenario_of(home)
        ),
    ),
}
ACTS |= {
    "structure.renew_scenario": Act(
        Permission.DRAFT_EDIT,
        lambda actor, home: scenarios.renew_scenario(
            actor=actor, scenario=lab.outdated(home), revision=1
        ),
    ),
    "structure.keep_proposal": Act(
        Permission.DRAFT_EDIT,
        lambda actor, home: scenarios.keep_proposal(
            actor=actor, run=lab.answered(home), number=1, title="Forslaget"
        ),
    ),
    "structure.ask_price": Act(
        Permission.DRAFT_EDIT,
        lambda actor, home: prices.ask_price(
            actor=actor,
            scenario=lab.scenario_of(home),
            title="Øya alene",
            rule="StandsAlone",
            number="1804",
        ),
    ),
}
ACTS |= {
    "structure.ask_areas": Act(
        Permission.DRAFT_EDIT,
        lambda actor, home: runs.ask_areas(actor=actor, scenario=lab.scenario_of(home)),
    ),
    "structure.ask_front": Act(
        Permission.DRAFT_EDIT,
        lambda actor, home: runs.ask_front(
            actor=actor, scenario=lab.scenario_of(home), objectives=("access", "cost")
        ),
    ),
    "structure.ask_futures": Act(
        Permission.DRAFT_EDIT,
        lambda actor, home: runs.ask_futures(
            actor=actor, scenario=lab.scenario_of(home), futures=10, refusal=0.1
        ),
    ),
    "structure.cancel": Act(
        Permission.DRAFT_EDIT,
        lambda actor, home: (runs.cancel(actor=actor, run=running.waiting(home)), True),
    ),
    "structure.keep_point": Act(
        Permission.DRAFT_EDIT,
        lambda actor, home: points.keep_point(
            actor=actor, run=running.fronted(home), number=1, title="Punktet"
        ),
    ),
}
ASK_NO_SEAT |= {"structure.note_mail": "the queue, when it has sent the e-mail"}


def _begin_draft(actor: Actor, home: Place) -> Any:
    return drafts.begin_draft(
        actor=actor, name="prove", title="Prøven", area="", scaled=False, files=b"x", found={},
        archive=None,
    )  # fmt: skip


def _change_draft(actor: Actor, home: Place) -> Any:
    return drafts.change_draft(
        actor=actor, draft=datasets.begun(actor.person_id), revision=1, title="Prøven", area="",
        scaled=False, files=b"x", found={}, archive=None,
    )  # fmt: skip


def _confirm_draft(actor: Actor, home: Place) -> Any:
    draft = datasets.begun(actor.person_id)
    return drafts.confirm_draft(actor=actor, draft=draft, revision=1, sha256=draft.sha256)


ACTS |= {
    "structure.begin_draft": Act(Permission.DATASET_TAKE, _begin_draft),
    "structure.change_draft": Act(Permission.DATASET_TAKE, _change_draft),
    "structure.confirm_draft": Act(Permission.DATASET_TAKE, _confirm_draft),
    "structure.leave_draft": Act(
        Permission.DATASET_TAKE,
        lambda actor, home: drafts.leave_draft(actor=actor, draft=datasets.begun(actor.person_id)),
    ),
}
ASK_NO_SEAT |= {
    "structure.clear_drafts": "the queue, thirty days after the files came",
}
ACTS |= {
    "structure.open_assessment": Act(
        Permission.DRAFT_EDIT,
        lambda actor, home: assessments.open_assessment(
            actor=actor,
            partnership=home.partnership,
            scenarios=[lab.scenario_of(home).pk],
            deadline=clock.today(),
        ),
    ),
    "structure.close_assessment": Act(
        Permission.DRAFT_EDIT,
        lambda actor, home: assessments.close_assessment(
            actor=actor, assessment=lab.assessment_of(home)
        ),
    ),
    "structure.answer_assessment": Act(
        Permission.CRITERIA_WEIGH,
        lambda actor, home: assessments.answer_assessment(
            actor=actor,
            assessment=lab.assessment_of(home),
            seat_id=lab.seat_that_weighs(actor, home),
            weights={"law": 3},
            scores={},
        ),
    ),
}


# --- Studies ----------------------------------------------------------------------------

ACTS |= {
    "structure.begin_proposal": Act(
        Permission.DRAFT_EDIT,
        lambda actor, home: proposal.begin_proposal(actor=actor, version=studies.version_of(home)),
    ),
    "structure.begin_study": Act(
        Permission.DRAFT_EDIT,
        lambda actor, home: study.begin_study(
            actor=actor, partnership=home.partnership, recommended=studies.scenario_of(home)
        ),
    ),
}


# --- The agreements of a proposal -------------------------------------------------------

ACTS |= {
    "structure.begin_agreements": Act(
        Permission.DRAFT_EDIT,
        lambda actor, home: begin_agreements(actor=actor, version=studies.agreed_proposal(home)),
    ),
}


# --- Hearings ---------------------------------------------------------------------------

ACTS |= {
    "participation.begin_hearing": Act(
        Permission.DRAFT_EDIT,
        lambda actor, home: participation.begin_hearing(
            actor=actor,
            document=home.half,
            title="Høring",
            introduction="",
            bodies=[],
            questions=[],
            deadline=None,
        ),
    ),
    "participation.change_hearing": Act(
        Permission.DRAFT_EDIT,
        lambda actor, home: participation.change_hearing(
            actor=actor,
            hearing=hearings.draft_of(home),
            revision=1,
            title="Høring",
            introduction="",
            bodies=[],
            questions=[],
            deadline=None,
        ),
    ),
    "participation.drop_hearing": Act(
        Permission.DRAFT_EDIT,
        lambda actor, home: participation.drop_hearing(
            actor=actor, hearing=hearings.draft_of(home)
        ),
    ),
    "participation.send_hearing": Act(
        Permission.DRAFT_EDIT,
        lambda actor, home: participation.send_hearing(
            actor=actor,
            hearing=hearings.draft_of(home),
            revision=1,
            version=home.version(home.bound),
        ),
    ),
    "participation.extend_deadline": Act(
        Permission.DRAFT_EDIT,
        lambda actor, home: participation.extend_deadline(
            actor=actor,
            hearing=hearings.sent_of(home),
            deadline=hearings.later(),
            reason="Flere ba om det.",
        ),
    ),
    "participation.add_body": Act(
        Permission.DRAFT_EDIT,
        lambda actor, home: participation.add_body(
            actor=actor,
            hearing=hearings.sent_of(home),
            body=participation.NewBody("Sametinget", "sami"),
        ),
    ),
    "participation.register_answer": Act(
        Permission.DRAFT_EDIT,
        lambda actor, home: participation.register_answer(
            actor=actor,
            body=hearings.body_of(home),
            revision=0,
            received_on=clock.today(),
            replies={},
            declined=True,
        ),
    ),
    "participation.follow_up": Act(
        Permission.DRAFT_EDIT,
        lambda actor, home: participation.follow_up(
            actor=actor,
            body=hearings.answered_of(home),
            answer=1,
            followed=[
                participation.Followed(
                    hearings.sent_of(home).questions.get().pk, "taken", "Fordi."
                )
            ],
        ),
    ),
    "participation.close_hearing": Act(
        Permission.DRAFT_EDIT,
        lambda actor, home: participation.close_hearing(
            actor=actor, hearing=hearings.passed_of(home)
        ),
    ),
    "participation.call_off_hearing": Act(
        Permission.DRAFT_EDIT,
        lambda actor, home: participation.call_off_hearing(
            actor=actor, hearing=hearings.sent_of(home), reason="Eierne vil vente."
        ),
    ),
    "structure.begin_hearing": Act(
        Permission.DRAFT_EDIT,
        lambda actor, home: study_hearing.begin_hearing(
            actor=actor, document=hearings.study_of(home)
        ),
    ),
}
