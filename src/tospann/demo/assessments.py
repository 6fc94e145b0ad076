"""Two assessments in Sør-Salten: one that is closed, and one that waits for answers.

Every weight, score and remark is an illustration. Nobody has been asked.
"""

from datetime import timedelta

from tospann.base import clock
from tospann.demo.stage import Event, Stage
from tospann.demo.structure import BODO, MELOY
from tospann.partnerships.models import Partnership
from tospann.structure.actions import assessments as actions
from tospann.structure.models import Assessment, Scenario
from tospann.structure.selectors.criteria import CRITERIA, seats_that_weigh

ADVISER = "radgiver-sor-salten"
TIME = timedelta(days=14)  # to answer
UNKNOWN = "."

# What each role answers, in the order of `CRITERIA`. The staff and the users have one answer each,
# too few to be shown, and too few leaders have said anything about Sami: the page says so.
WEIGHTS = """
    nav-leder-meloy              5  4  3  5  5  3  3  3  2  3  4  3  .  3  3  2
    nav-leder-rodoy              5  4  4  5  5  3  2  3  2  3  4  3  2  3  3  2
    nav-leder-gildeskal          5  4  3  5  4  4  3  3  3  3  4  2  .  3  4  3
    tillitsvalgt-sor-salten      4  4  4  4  5  3  2  3  2  2  5  3  2  2  3  3
    brukerutvalg-sor-salten      5  5  5  3  4  3  2  5  3  2  2  2  3  2  4  3
    kommunestyremedlem-meloy     4  4  4  3  4  4  3  3  5  4  4  4  .  2  3  4
    kommunestyremedlem-rodoy     4  4  5  3  4  4  2  3  5  3  5  4  2  2  4  4
    kommunestyremedlem-gildeskal 4  4  5  3  4  4  3  3  5  4  5  4  .  2  4  4
    kommunedirektor-meloy        4  4  3  4  5  4  3  3  3  4  4  4  2  3  3  3
    kommunedirektor-rodoy        4  4  4  4  5  4  2  3  4  4  4  4  2  3  3  3
    kommunedirektor-gildeskal    4  4  4  4  5  4  3  3  3  5  4  4  .  3  4  3
    fylkesdirektor               5  5  3  5  5  5  4  3  3  4  3  4  3  3  2  2
"""
SCORES = {
    MELOY: """
    nav-leder-meloy              1  1  0  2  2  1  1  0 -1  1  1  1  .  0  0  1
    nav-leder-rodoy              1  1  0  1  2  1  0  0  0  1  1  1  0  0  0  1
    nav-leder-gildeskal          1  1 -1  2  2  1  1  0 -1  1  0  1  .  0 -1  1
    tillitsvalgt-sor-salten      0  1  0  1  1  0  0  0  0  0 -1  1  0  0  0  1
    brukerutvalg-sor-salten      1  1  0  1  1  0  0  0  0  0  0  0  0  0  0  1
    kommunestyremedlem-meloy     1  1  1  1  1  0  1  0  0  1  2  0  .  0  0  1
    kommunestyremedlem-rodoy     1  1  0  1  1  0  0  0  0  1  1  1  0  0  0  1
    kommunestyremedlem-gildeskal 0  1 -1  1  1  0  0  0 -1  0  0  0  .  0 -1  1
    kommunedirektor-meloy        1  1  0  2  2  1  1  0  0  1  1  1  0  0  0  1
    kommunedirektor-rodoy        1  1  0  1  2  0  0  0  0  1  1  1  0  0  0  1
    kommunedirektor-gildeskal    1  1 -1  1  2  0  0  0 -1  0  0  1  .  0 -1  1
    fylkesdirektor               1  1  0  1  1  1  1  0  0  1  0  1  0  0  0  1
""",
    BODO: """
    nav-leder-meloy              2  1 -2  2  2  1  2  0 -2  1 -1  1  .  0  0  0
    nav-leder-rodoy              2  2 -2  2  2  1  1  0 -2  1 -1  1  0  1  0  0
    nav-leder-gildeskal          2  2  0  2  2  1  2  0 -1  1  0  1  .  1  1  0
    tillitsvalgt-sor-salten      0  1 -1  1  1  0  0  0 -1  0 -2  1  0  0  0  0
    brukerutvalg-sor-salten      0  1 -2  1  1  0  0 -1 -1  0  0  0  0  0 -1  0
    kommunestyremedlem-meloy     0  0 -2  1  1  0  1  0 -2  0 -2  0  .  0 -1 -1
    kommunestyremedlem-rodoy     0  0 -2  1  0  0  0 -1 -2  0 -2  0  0  0 -1 -1
    kommunestyremedlem-gildeskal 1  1  1  1  1  1  1  0 -1  1  0  0  .  0  1  0
    kommunedirektor-meloy        0  1 -2  1  1  0  1  0 -2  0 -2  1  0  0 -1 -1
    kommunedirektor-rodoy        0  1 -2  1  1  0  0  0 -2  0 -1  0  0  0 -1 -1
    kommunedirektor-gildeskal    2  1  1  2  2  1  1  0 -1  1  0  1  .  0  1  0
    fylkesdirektor               2  2 -1  2  2  1  2  0 -1  1  0  1  0  1  0  0
""",
}
REMARKS = {
    "nav-leder-rodoy": "Eksempel: Fagmiljøet blir større, men ferja setter grenser.",
    "kommunestyremedlem-gildeskal": "Eksempel: Nord i kommunen er veien kortere til Bodø.",
    "kommunedirektor-meloy": "Eksempel: Vi trenger en kostnadsnøkkel før vi tar stilling.",
}
WAITING = ("nav-leder-gildeskal", "kommunedirektor-meloy")  # have answered the open one already


def events(stage: Stage, sor_salten: Partnership) -> list[Event]:
    """Asked and answered before the study was opened, and asked again after."""
    return [
        Event(8, 10, lambda: _open(stage, sor_salten)),
        Event(6, 11, lambda: _answer(stage, sor_salten, tuple(_table(WEIGHTS)))),
        Event(5, 16, lambda: _close(stage, sor_salten)),
        Event(2, 16, lambda: _open(stage, sor_salten)),
        Event(1, 17, lambda: _answer(stage, sor_salten, WAITING)),
    ]


def _open(stage: Stage, partnership: Partnership) -> None:
    asked = Scenario.objects.filter(partnership=partnership, title__in=(MELOY, BODO))
    actions.open_assessment(
        actor=stage.actor(ADVISER),
        partnership=partnership,
        scenarios=[one.pk for one in asked],
        deadline=clock.today() + TIME,
    )


def _answer(stage: Stage, partnership: Partnership, roles: tuple[str, ...]) -> None:
    assessment = _standing(partnership)
    weights = _table(WEIGHTS)
    scores = {str(one.pk): _table(SCORES[one.title]) for one in assessment.scenarios.all()}
    for role in roles:
        actor = stage.actor(role)
        actions.answer_assessment(
            actor=actor,
            assessment=assessment,
            seat_id=seats_that_weigh(actor, partnership.pk)[0].seat_id,
            weights=weights[role],
            scores={key: told[role] for key, told in scores.items()},
            remark=REMARKS.get(role, ""),
        )


def _close(stage: Stage, partnership: Partnership) -> None:
    actions.close_assessment(actor=stage.actor(ADVISER), assessment=_standing(partnership))


def _standing(partnership: Partnership) -> Assessment:
    """The one that is open."""
    return Assessment.objects.get(partnership=partnership, closed_at=None)


def _table(told: str) -> dict[str, dict[str, int]]:
    """By role: {criterion: figure}, without what the role does not know."""
    found = {}
    for line in told.strip().splitlines():
        role, *figures = line.split()
        named = zip(CRITERIA, figures, strict=True)
        found[role] = {one.code: int(figure) for one, figure in named if figure != UNKNOWN}
    return found
