"""What a joint plan must hold together: the stated table, and what a body lacks by it.

A rule that blocks stops the opening for ratification; the others are shown and left to the
owners. The table is printed in docs/reference/plan-rules.md.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from tospann.agreed.body import Missing
from tospann.plans.body import Aim, Goal, JointPlan, Measure, Quote
from tospann.plans.models import Obligation

OUTCOME = "outcome"  # the type of an indicator that tells what came of it
SIGNALS, GOALS, MEASURES, INDICATORS = "signaler", "mal", "tiltak", "indikatorer"  # points


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of the table. `found` gives the part and the sentence of each breach."""

    code: str
    asks: str | Promise
    blocks: bool
    why: str | Promise
    found: Callable[[JointPlan], Iterator[tuple[str, str]]]


# --- From signals to goals --------------------------------------------------------------


def unanswered(body: JointPlan) -> list[Quote]:
    """The signals that no goal answers, by number."""
    answered = {one for goal in body.goals for one in goal.signals}
    return [one for one in body.signals if one.id not in answered]


def _must(body: JointPlan) -> Iterator[tuple[str, str]]:
    for one in unanswered(body):
        if one.obligation == Obligation.MUST:
            yield (
                SIGNALS,
                _("%(signal)s er et krav, og ingen mål svarer på det. Kryss det av under et mål.")
                % {"signal": one.label},
            )


def _should(body: JointPlan) -> Iterator[tuple[str, str]]:
    for one in unanswered(body):
        if one.obligation == Obligation.SHOULD:
            yield (
                SIGNALS,
                _("Ingen mål svarer på %(signal)s, som bør følges.") % {"signal": one.label},
            )


def _gone(body: JointPlan) -> Iterator[tuple[str, str]]:
    known = {one.id for one in body.signals}
    for goal in body.goals:
        if set(goal.signals) - known:
            yield (
                goal.part_id,
                _(
                    "«%(goal)s» svarer på et signal som er tatt ut av registeret, eller som ikke "
                    "gjelder i året. Fjern det under målet."
                )
                % {"goal": goal.title},
            )


def _owners_without_signal(body: JointPlan) -> Iterator[tuple[str, str]]:
    have = {one.owner for one in body.signals}
    for owner in body.owners:
        if owner.code not in have:
            yield (
                SIGNALS,
                _("Ingen styringssignaler er ført inn fra %(owner)s.") % {"owner": owner.name},
            )


def asked_by_nobody(body: JointPlan) -> list[Goal]:
    """The goals that answer no signal of the year."""
    known = {one.id for one in body.signals}
    return [goal for goal in body.goals if not known & set(goal.signals)]


def _goal_without_signal(body: JointPlan) -> Iterator[tuple[str, str]]:
    for goal in asked_by_nobody(body):
        yield goal.part_id, _("«%(goal)s» svarer ikke på noe signal.") % {"goal": goal.title}


def _nameless(body: JointPlan) -> Iterator[tuple[str, str]]:
    for goal in body.goals:
        if not goal.title:
            yield goal.part_id, _("Skriv hva målet er.")
    for one in body.measures:
        if not one.title:
            yield one.part_id, _("Skriv hva tiltaket er.")


def _unexplained(body: JointPlan) -> Iterator[tuple[str, str]]:
    for goal in body.goals:
        if goal.signals and not goal.answer:
            yield (
                goal.part_id,
                _("Skriv hvordan «%(goal)s» svarer på signalene.") % {"goal": goal.title},
            )


# --- From goals to measures -------------------------------------------------------------


def _goal_without_measure(body: JointPlan) -> Iterator[tuple[str, str]]:
    for goal in body.goals:
        if not body.measures_of(goal.id):
            yield goal.part_id, _("«%(goal)s» har ingen tiltak.") % {"goal": goal.title}


def _measure_without_goal(body: JointPlan) -> Iterator[tuple[str, str]]:
    known = {goal.id for goal in body.goals}
    for one in body.measures:
        if one.goal not in known:
            yield one.part_id, _("Velg hvilket mål «%(measure)s» hører til.") % _of(one)


def _nobody_responsible(body: JointPlan) -> Iterator[tuple[str, str]]:
    for one in body.measures:
        if not one.responsible:
            yield (
                one.part_id,
                _("Velg hvilken eier som har ansvaret for «%(measure)s».") % _of(one),
            )


def _without_role(body: JointPlan) -> Iterator[tuple[str, str]]:
    for one in body.measures:
        if not one.role:
            yield one.part_id, _("Skriv hvilken rolle som følger opp «%(measure)s».") % _of(one)


def _without_deadline(body: JointPlan) -> Iterator[tuple[str, str]]:
    for one in body.measures:
        if one.deadline is None and not one.continuous:
            yield (
                one.part_id,
                _("«%(measure)s» har ingen frist. Sett en, eller si at tiltaket er løpende.")
                % _of(one),
            )


def _backwards(body: JointPlan) -> Iterator[tuple[str, str]]:
    for one in body.measures:
        if one.start and one.deadline and one.deadline < one.start:
            yield one.part_id, _("«%(measure)s» har frist før det begynner.") % _of(one)


def _without_payer(body: JointPlan) -> Iterator[tuple[str, str]]:
    for one in body.measures:
        if one.kroner and not one.payer:
            yield one.part_id, _("«%(measure)s» koster penger. Velg hvem som betaler.") % _of(one)


def _of(measure: Measure) -> dict[str, str]:
    return {"measure": measure.title or _("tiltak uten navn")}


# --- From goals to indicators -----------------------------------------------------------


def without_outcome(body: JointPlan) -> list[Goal]:
    """The goals that no indicator of what came of it follows."""
    followed = {one.goal for one in body.aims if one.type == OUTCOME}
    return [goal for goal in body.goals if goal.id not in followed]


def _without_outcome(body: JointPlan) -> Iterator[tuple[str, str]]:
    for goal in without_outcome(body):
        yield (
            goal.part_id,
            _(
                "«%(goal)s» har ingen indikator som viser resultat for brukerne. Aktivitet alene "
                "viser ikke om målet er nådd."
            )
            % {"goal": goal.title},
        )


def _aim_without_goal(body: JointPlan) -> Iterator[tuple[str, str]]:
    known = {goal.id for goal in body.goals}
    for one in body.aims:
        if one.goal not in known or not one.code:
            yield INDICATORS, _("Velg både mål og indikator for %(indicator)s.") % _called(one)


def _unknown(body: JointPlan) -> Iterator[tuple[str, str]]:
    for one in body.aims:
        if one.code and not one.title:
            yield INDICATORS, _("%(indicator)s finnes ikke i katalogen lenger.") % _called(one)


def _without_baseline(body: JointPlan) -> Iterator[tuple[str, str]]:
    for one in body.aims:
        if one.baseline is None or not one.baseline_period:
            yield (
                INDICATORS,
                _("Fyll ut verdi og periode ved start for %(indicator)s.") % _called(one),
            )


def _without_target(body: JointPlan) -> Iterator[tuple[str, str]]:
    for one in body.aims:
        if not body.path_of(one.id):
            yield (
                INDICATORS,
                _("Sett minst ett måltall med dato for %(indicator)s.") % _called(one),
            )


def _twice(body: JointPlan) -> Iterator[tuple[str, str]]:
    seen = Counter((one.goal, one.code) for one in body.aims if one.code)
    for (_goal, code), count in seen.items():
        if count > 1:
            yield (
                INDICATORS,
                _("%(indicator)s står flere ganger under det samme målet.") % {"indicator": code},
            )


def _wrong_way(body: JointPlan) -> Iterator[tuple[str, str]]:
    for one in body.aims:
        path = body.path_of(one.id)
        last = path[-1].value if path else None
        if one.baseline is None or last is None:
            continue
        if (one.direction == "up" and last < one.baseline) or (
            one.direction == "down" and last > one.baseline
        ):
            yield (
                INDICATORS,
                _("Siste måltall for %(indicator)s er dårligere enn verdien ved start.")
                % _called(one),
            )


def _called(aim: Aim) -> dict[str, str]:
    return {"indicator": aim.choice[1] or _("indikator uten navn")}


# --- The table --------------------------------------------------------------------------

_EQUAL = _l("Eierne er likeverdige: det en eier krever, må få et svar.")
_CHAIN = _l("Sammenheng fra signal til mål, tiltak og indikator.")
_HONEST = _l("Aktivitet alene er aldri nok til å nå et mål.")
_CLEAR = _l("Ansvar og penger må ha en adresse.")
RULES = (
    Rule("R1", _l("Hvert signal som er et krav (skal), er besvart av minst ett mål."), True,
         _EQUAL, _must),
    Rule("R2", _l("Hvert signal som bør følges, er besvart av minst ett mål."), False, _EQUAL,
         _should),
    Rule("R3", _l("Mål svarer bare på signaler som står i registeret og gjelder i året."), True,
         _EQUAL, _gone),
    Rule("R4", _l("Hver eier har ført inn minst ett signal."), False, _EQUAL,
         _owners_without_signal),
    Rule("R5", _l("Hvert mål svarer på minst ett signal."), False, _CHAIN, _goal_without_signal),
    Rule("R6", _l("Hvert mål forklarer hvordan det svarer på signalene."), True, _EQUAL,
         _unexplained),
    Rule("R7", _l("Hvert mål har minst ett tiltak."), False, _CHAIN, _goal_without_measure),
    Rule("R8", _l("Hvert tiltak hører til et mål."), False, _CHAIN, _measure_without_goal),
    Rule("R9", _l("Hvert tiltak har en ansvarlig eier."), True, _CLEAR, _nobody_responsible),
    Rule("R10", _l("Hvert tiltak har en rolle som følger det opp."), False, _CLEAR,
         _without_role),
    Rule("R11", _l("Hvert tiltak har en frist, eller er løpende."), False, _CHAIN,
         _without_deadline),
    Rule("R12", _l("Ingen frist er før tiltaket begynner."), True, _CHAIN, _backwards),
    Rule("R13", _l("Et tiltak som koster penger, sier hvem som betaler."), False, _CLEAR,
         _without_payer),
    Rule("R14", _l("Hvert mål har minst én indikator som viser resultat for brukerne."), False,
         _HONEST, _without_outcome),
    Rule("R15", _l("Hver indikator hører til et mål og er valgt i katalogen."), True, _CHAIN,
         _aim_without_goal),
    Rule("R16", _l("Hver indikator finnes i katalogen."), True, _CHAIN, _unknown),
    Rule("R17", _l("Hver indikator har verdi og periode ved start."), False, _HONEST,
         _without_baseline),
    Rule("R18", _l("Hver indikator har minst ett måltall med dato."), False, _HONEST,
         _without_target),
    Rule("R19", _l("Ingen indikator står to ganger under det samme målet."), True, _CHAIN, _twice),
    Rule("R20", _l("Siste måltall er ikke dårligere enn verdien ved start."), False, _HONEST,
         _wrong_way),
    Rule("R21", _l("Hvert mål og hvert tiltak har et navn."), True, _CLEAR, _nameless),
)  # fmt: skip


def breaches(body: JointPlan) -> list[Missing]:
    """What the plan lacks, in the order of the table. The body has its quotes."""
    return [
        Missing(part_id, text, str(rule.why).rstrip("."), blocks=rule.blocks)
        for rule in RULES
        for part_id, text in rule.found(body)
    ]
