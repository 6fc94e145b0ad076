"""The card of an office: every indicator it follows, whose it is, and how it goes."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext as _

from tospann.access.actor import Actor
from tospann.access.roles import Permission
from tospann.agreed.models import Document
from tospann.base import clock
from tospann.engines.results.periods import Due
from tospann.engines.results.status import LABELS, Standing
from tospann.indicators.models import Indicator
from tospann.indicators.selectors import by_code
from tospann.partnerships.models import Partnership
from tospann.results import wording
from tospann.results.goals import followed_since, judged, latest_wanted, wanted_in_a_year
from tospann.results.lines import may_give_any
from tospann.results.models import Mark, Summary
from tospann.results.series import told
from tospann.results.targets import Planned, planned

STANDING_ICONS = {
    Standing.REACHED: ("checkmark-circle", "success"),
    Standing.MOVING: ("trend-up", "info"),
    Standing.UNSURE: ("questionmark-circle", "neutral"),
    Standing.MISSED: ("x-mark-octagon", "warning"),
    Standing.ACTIVITY_AS_PLANNED: ("tasklist", "neutral"),
    Standing.ACTIVITY_BEHIND: ("hourglass", "neutral"),
    Standing.UNKNOWN: ("circle", "neutral"),
}


@dataclass(frozen=True, slots=True)
class Word:
    """One of the two words about a series, with the icon and colour that say the same."""

    text: str
    icon: str
    color: str


@dataclass(frozen=True, slots=True)
class CardLine:
    """One indicator on the card. `summary` is None while no figure has come."""

    indicator: Indicator
    summary: Summary | None
    wanted: str  # the period whose figure must have come by now, in words
    late: bool
    expected: int
    reported: int

    @property
    def owner_kind(self) -> str:
        """For the tag of whose it is."""
        return {"municipal": "municipality"}.get(self.indicator.line, self.indicator.line)

    @property
    def amount(self) -> str:
        """The latest value without its unit, or what stands there instead."""
        if self.summary is None:
            return ""
        if self.summary.mark == Mark.NUMBER and self.summary.value is not None:
            return wording.bare(self.summary.value, self.indicator)
        return wording.mark_words(self.summary.mark)

    @property
    def unit(self) -> str:
        """The word after a number; empty when there is none."""
        return wording.unit(self.indicator)

    @property
    def is_number(self) -> bool:
        """Zero is a number."""
        return self.summary is not None and self.summary.mark == Mark.NUMBER

    @property
    def why(self) -> str:
        """Why it is hidden."""
        return wording.why_words(self.summary.why) if self.summary else ""

    @property
    def period(self) -> str:
        """The period of the latest figure."""
        return wording.period_words(self.summary.period) if self.summary else ""

    @property
    def target(self) -> str:
        """The target for that period, without its unit."""
        if self.summary is None or self.summary.target is None:
            return ""
        return wording.bare(self.summary.target, self.indicator)

    @property
    def words(self) -> list[Word]:
        """What the figures say: variation, then assurance."""
        if self.summary is None:
            return []
        codes = {"variation": self.summary.variation, "assurance": self.summary.assurance}
        if codes["variation"] == "too_few" or codes["assurance"] == "no_target":
            codes.pop("assurance")
        return [
            Word(
                told(self.summary.words[name]).said(_),
                wording.ICONS.get(code, "circle"),
                wording.COLORS.get(code, "neutral"),
            )
            for name, code in codes.items()
        ]

    @property
    def needs_note(self) -> bool:
        """Off track, and nobody has said why."""
        return bool(self.summary and self.summary.off_track and not self.summary.has_note)


@dataclass(frozen=True, slots=True)
class GoalGroup:
    """A goal of the plan with its indicators; without a goal, those followed besides."""

    number: int | None
    part_id: str
    title: str
    standing: Standing | None
    reasons: tuple[str, ...]
    has: int
    of: int
    lines: tuple[CardLine, ...]

    @property
    def label(self) -> str:
        """How it stands, in words."""
        return _(LABELS[self.standing]) if self.standing else ""

    @property
    def icon(self) -> str:
        """The icon that says the same."""
        return STANDING_ICONS[self.standing][0] if self.standing else ""

    @property
    def color(self) -> str:
        """The colour that says the same."""
        return STANDING_ICONS[self.standing][1] if self.standing else ""


@dataclass(frozen=True, slots=True)
class Filters:
    """Which lines are asked for. Empty means all."""

    line: str = ""
    type: str = ""
    attention: bool = False

    def takes(self, one: CardLine) -> bool:
        """Whether a line is among those asked for."""
        if self.line and one.indicator.line != self.line:
            return False
        if self.type and one.indicator.type != self.type:
            return False
        return not self.attention or one.late or bool(one.summary and one.summary.off_track)


@dataclass(frozen=True, slots=True)
class Card:
    """The whole card."""

    partnership: Partnership
    year: int | None  # of the plan in force
    groups: tuple[GoalGroup, ...]
    line_count: int
    shown_count: int
    expected: int
    reported: int
    late_count: int
    may_enter: bool
    inside: bool


def card(actor: Actor, partnership: Partnership, filters: Filters) -> Card:
    """The card as everybody sees it; those inside are told what waits for a word.

    The plan's goals in their order, then what is followed besides, by code. The number of
    queries does not depend on how many lines or goals there are.
    """
    today = clock.today()
    plan = planned(partnership, today)
    rows = Summary.objects.filter(partnership=partnership)
    codes = {one.pk: one.code for one in plan.indicators.values()}
    summaries = {codes[row.indicator_id]: row for row in rows if row.indicator_id in codes}
    for code, row in summaries.items():
        row.indicator = plan.indicators[code]
    followed = [*plan.codes, *sorted(summaries.keys() - set(plan.codes), key=_code_order)]
    lines = {
        code: _line(plan.indicators[code], summaries.get(code), today, plan) for code in followed
    }
    groups = [*_goals(plan, summaries, lines, today), _besides(plan, lines)]
    shown = [_filtered(group, filters) for group in groups]
    return Card(
        partnership=partnership,
        year=plan.year,
        groups=tuple(group for group in shown if group.lines),
        line_count=len(lines),
        shown_count=len({one.indicator.pk for group in shown for one in group.lines}),
        expected=sum(one.expected for one in lines.values()),
        reported=sum(one.reported for one in lines.values()),
        late_count=sum(one.late for one in lines.values()),
        may_enter=may_give_any(actor, partnership),
        inside=actor.may_in(Permission.INTERNAL_READ, partnership_id=partnership.pk),
    )


def _there(points: list[list]) -> set[str]:
    """The periods that have a figure; a hidden one has come too."""
    return {code for code, value, flag in points if value is not None or flag == "hidden"}


def _first(points: list[list]) -> str:
    """The first period with a figure, or a mark; "" for none."""
    return points[0][0] if points else ""


def _code_order(code: str) -> tuple[str, int]:
    return code[0], int(code[1:])


def _line(indicator: Indicator, summary: Summary | None, today: date, plan: Planned) -> CardLine:
    points = summary.points if summary else []
    since = followed_since(_first(points), plan.since(indicator.code))
    wanted = wanted_in_a_year(indicator, today, since)
    there = _there(points)
    late = bool(wanted) and (summary is None or summary.last_on < wanted[-1].last_day)
    return CardLine(
        indicator=indicator,
        summary=summary,
        wanted=wanted[-1].label.said(_) if wanted else "",
        late=late,
        expected=len(wanted),
        reported=sum(str(period) in there for period in wanted),
    )


def _goals(
    plan: Planned, summaries: dict[str, Summary], lines: dict[str, CardLine], today: date
) -> list[GoalGroup]:
    return [
        GoalGroup(
            number=goal.number,
            part_id=goal.part_id,
            title=goal.title,
            standing=status.standing,
            reasons=tuple(reason.said(_) for reason in status.reasons),
            has=status.has,
            of=status.of,
            lines=tuple(lines[one.code] for one in goal.indicators if one.code in lines),
        )
        for goal, status in judged(plan, summaries, today)
    ]


def _besides(plan: Planned, lines: dict[str, CardLine]) -> GoalGroup:
    """What is followed without standing in the plan."""
    rest = tuple(line for code, line in lines.items() if code not in plan.codes)
    title = _("Følges i tillegg") if plan.goals else _("Alle indikatorer")
    return GoalGroup(None, "ellers", title, None, (), 0, 0, rest)


def _filtered(group: GoalGroup, filters: Filters) -> GoalGroup:
    return replace(group, lines=tuple(one for one in group.lines if filters.takes(one)))


# --- For the year -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class FigureDue:
    """A figure that is to come: of what, for which period, by when, and whether it has."""

    indicator: Indicator
    period: str
    due_on: date
    reported: bool
    state: Due  # as on the day asked; what has come is never late


def figures_due(
    partnership: Partnership,
    first: date,
    last: date,
    documents: Iterable[Document] | None = None,
) -> list[FigureDue]:
    """The figures whose last day to come lies from first to last, by day, then by code.

    Of what the partnership follows: it has a figure, or stands in the plan. Twelve queries, two
    when the partnership's documents are given.
    """
    today = clock.today()
    plan = planned(partnership, today, documents)
    known = plan.indicators or by_code(partnership)
    codes = {one.pk: one.code for one in known.values()}
    there: dict[str, set[str]] = {}
    first_ones: dict[str, str] = {}
    for key, points in Summary.objects.filter(partnership=partnership).values_list(
        "indicator", "points"
    ):
        there[codes[key]], first_ones[codes[key]] = _there(points), _first(points)
    found = []
    for code in sorted({*plan.codes, *there}, key=_code_order):
        indicator = known[code]
        since = followed_since(first_ones.get(code, ""), plan.since(code))
        period = latest_wanted(indicator, last).next
        while period.due_on(indicator.due_days) >= first:
            due = period.due_on(indicator.due_days)
            state = period.due(today, indicator.due_days, since)
            if due <= last and state is not Due.NOT_FOLLOWED:
                reported = str(period) in there.get(code, set())
                state = Due.DUE if reported else state
                found.append(FigureDue(indicator, str(period), due, reported, state))
            period = period.previous
    return sorted(found, key=lambda one: (one.due_on, _code_order(one.indicator.code)))
