"""The line of each partnership, reckoned from the rows of the apps below."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import Max
from django.utils import timezone

from tospann.agreed.kinds import kind_of
from tospann.agreed.models import Document, Release
from tospann.agreed.standing import Standing, in_force, standings, with_rows
from tospann.engines.results.status import Standing as GoalStanding
from tospann.partnerships.models import OrganisationModel, Owner, OwnerKind, Ownership, Partnership
from tospann.plans.models import Progress
from tospann.plans.selectors.following import OPEN, latest_progress
from tospann.plans.selectors.plans import Plan, as_plan
from tospann.portal.board.figures import MISSED, UNKNOWN, Followed, followed
from tospann.portal.board.papers import Paper, paper_of
from tospann.portal.board.steering import Steering, steering
from tospann.portal.models import Line

AGREEMENT, HOST, PLAN, REPORT = "partnership_agreement", "host_agreement", "joint_plan", "report"
HOSTED = {OrganisationModel.HOST_ADMINISTRATIVE, OrganisationModel.HOST_JOINT_BOARD}
REVISION, MEASURE = "revision", "measure"  # sorts of deadline


@dataclass
class Papers:
    """What is agreed in one partnership, by kind, with every version as it stands."""

    opened: dict[str, list[list[Standing]]] = field(default_factory=lambda: defaultdict(list))
    drafts: set[str] = field(default_factory=set)

    def paper(self, kind: str) -> Paper:
        """The paper for one kind."""
        return paper_of(self.opened[kind], draft=kind in self.drafts)

    @property
    def answered(self) -> set[str]:
        """The ids of the signals that goals of the newest opened plans answer."""
        return {
            signal
            for found in self.opened[PLAN]
            for goal in found[0].version.read().body.get("goals", [])
            for signal in goal.get("signals", [])
        }

    @property
    def plan(self) -> Plan | None:
        """The plan in force."""
        current = next((one for one in map(in_force, self.opened[PLAN]) if one), None)
        return as_plan(current.version) if current else None


def reckoned(partnerships: Sequence[Partnership], day: date) -> list[Line]:
    """A line, not saved, for each of the partnerships, in their order.

    17 queries, however many. Nothing of a draft is read but that it is there; what is not for
    everybody is counted in fields of its own.
    """
    ids = [one.pk for one in partnerships]
    owners = _owners(ids, day)
    papers = _papers(ids, day)
    plans = {key: papers[key].plan for key in ids}
    told = latest_progress([plan.document_id for plan in plans.values() if plan])
    answered = {key: papers[key].answered for key in ids}
    steered = steering(ids, day, answered=answered, owners=owners)
    follows = followed(ids, plans, day)
    reported = _reported(ids)
    found = []
    for one in partnerships:
        line = Line(partnership=one)
        _about_owners(line, owners[one.pk])
        _about_papers(line, one, papers[one.pk])
        _about_figures(line, follows[one.pk], day)
        _about_steering(line, steered[one.pk])
        line.reported_on = reported.get(one.pk)
        _about_deadline(line, papers[one.pk], plans[one.pk], told, day)
        found.append(line)
    return found


# --- Reads ------------------------------------------------------------------------------


def _owners(ids: Collection[UUID], day: date) -> dict[UUID, list[Owner]]:
    found: dict[UUID, list[Owner]] = defaultdict(list)
    rows = Ownership.objects.on(day).filter(partnership__in=ids).select_related("owner")
    for row in rows.order_by("owner__sort_key", "pk"):
        found[row.partnership_id].append(row.owner)
    return found


def _papers(ids: Collection[UUID], day: date) -> dict[UUID, Papers]:
    """The documents of the board's kinds; a plan counts in the year of the day alone."""
    found: dict[UUID, Papers] = defaultdict(Papers)
    kinds = [name for name in (AGREEMENT, HOST, PLAN) if kind_of(name).public]
    for document in with_rows(Document.objects.filter(partnership__in=ids, kind__in=kinds)):
        papers, versions = found[document.partnership_id], standings(document, day)
        draft = getattr(document, "draft", None)
        if document.kind == PLAN:
            versions = [one for one in versions if one.version.since.year == day.year]
            draft = draft if draft and draft.body.get("year") == day.year else None
        if versions:
            papers.opened[document.kind].append(versions)
        if draft is not None:
            papers.drafts.add(document.kind)
    return found


def _reported(ids: Collection[UUID]) -> dict[UUID, date]:
    """The day the latest report was released, for those that have one."""
    rows = (
        Release.objects.filter(
            version__document__partnership__in=ids, version__document__kind=REPORT
        )
        .values("version__document__partnership")
        .annotate(latest=Max("released_at"))
        .values_list("version__document__partnership", "latest")
    )
    return {key: timezone.localdate(latest) for key, latest in rows}


# --- What a line says -------------------------------------------------------------------


def _about_owners(line: Line, owners: Sequence[Owner]) -> None:
    line.region = next((one for one in owners if one.kind == OwnerKind.STATE), None)
    line.municipality_count = sum(one.kind == OwnerKind.MUNICIPALITY for one in owners)


def _about_papers(line: Line, partnership: Partnership, papers: Papers) -> None:
    line.agreement = papers.paper(AGREEMENT).as_data()
    line.plan = papers.paper(PLAN).as_data()
    line.host = papers.paper(HOST).as_data() if partnership.model in HOSTED else None


def _about_figures(line: Line, follows: Followed, day: date) -> None:
    line.followed_count = len(follows.summaries)
    line.worse_count = follows.worse_count
    line.late_count = follows.late_count
    if follows.plan is not None:
        found = follows.standings(day)
        line.goal_count = found.total()
        line.missed_count = sum(found[one] for one in MISSED)
        line.unsure_count = found[GoalStanding.UNSURE]
        line.unknown_count = sum(found[one] for one in UNKNOWN)


def _about_steering(line: Line, steered: Steering) -> None:
    line.signal_count, line.conflict_count = steered.unhandled, steered.conflicts


def _about_deadline(
    line: Line,
    papers: Papers,
    plan: Plan | None,
    told: dict[UUID, dict[str, Progress]],
    day: date,
) -> None:
    """The nearest day from `day` on that an agreement or the plan names."""
    days = list(_revisions(papers))
    if plan is not None:
        days += _measures(plan, told.get(plan.document_id, {}))
    if coming := [one for one in days if one[0] >= day]:
        line.deadline_on, line.deadline_sort, line.deadline_title = min(coming)


def _revisions(papers: Papers) -> Iterator[tuple[date, str, str]]:
    for kind in (AGREEMENT, HOST):
        for current in filter(None, map(in_force, papers.opened[kind])):
            if current.version.revise_by:
                yield current.version.revise_by, REVISION, current.version.title


def _measures(plan: Plan, told: dict[str, Progress]) -> Iterator[tuple[date, str, str]]:
    for one in plan.measures:
        ended = one.part_id in told and told[one.part_id].status not in OPEN
        if one.deadline and not ended:
            yield one.deadline, MEASURE, one.title[:300]
