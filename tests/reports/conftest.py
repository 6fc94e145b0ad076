"""A plan in force, figures of every sort, and reports on them, for the cast."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tospann.access.actor import STRANGER
from tospann.agreed import actions as agreed
from tospann.agreed.models import Document, Version
from tospann.indicators import actions as indicators
from tospann.indicators.models import Indicator
from tospann.indicators.selectors import missing_from_catalogue
from tospann.plans import actions as plans
from tospann.plans.body import JointPlan
from tospann.plans.selectors import understanding
from tospann.reports import actions
from tospann.reports.body import Report
from tospann.reports.selectors import live, reports
from tospann.results import actions as results
from tospann.results.figures import Figure

PERIOD = "2026T1"
GOALS = [
    {"id": "arbeid", "title": "Flere i arbeid", "answer": "Vi finner arbeidsgivere."},
    {"id": "rask", "title": "Svar i tide", "answer": "Vi deler køen."},
]
MEASURES = [
    {
        "id": "team",
        "goal": "arbeid",
        "title": "Et felles team",
        "line": "joint",
        "responsible": "9901",
        "role": "avdelingsleder",
        "deadline": "2026-10-01",
    },
    {
        "id": "koe",
        "goal": "rask",
        "title": "Én felles kø",
        "line": "municipality",
        "responsible": "9902",
        "role": "fagleder",
        "continuous": True,
    },
]
AIMS = [
    {"id": "a1", "goal": "arbeid", "code": "I1", "baseline": "41.2", "baseline_period": "2025"},
    {"id": "a2", "goal": "rask", "code": "I23", "baseline": "30", "baseline_period": "2025"},
    {"id": "a3", "goal": "rask", "code": "I33", "baseline": "20", "baseline_period": "2025"},
    {"id": "a4", "goal": "arbeid", "code": "I13", "baseline": "8", "baseline_period": "2025"},
]
STEPS = [
    {"id": "s1", "aim": "a1", "on": "2026-12-31", "value": "45"},
    {"id": "s2", "aim": "a2", "on": "2026-12-31", "value": "21"},
]


class Reporting:
    """Plans, figures and reports for the cast, each by its own people."""

    def __init__(self, cast: Any) -> None:
        self.cast = cast
        if missing_from_catalogue():
            indicators.take_catalogue(actor=STRANGER)
        self.indicators = {one.code: one for one in Indicator.objects.filter(partnership=None)}
        self.plan = self._plan()

    def _plan(self) -> Document:
        """Ratified by every owner: a signal from the state and one from Fjordbygd."""
        cast = self.cast
        signals = []
        for owner, line, text in [
            (cast.nav, "state", "Flere skal over i arbeid."),
            (cast.fjordbygd, "municipality", "Innbyggerne skal få svar i tide."),
        ]:
            signal = plans.enter_signal(
                actor=cast.representative(owner),
                partnership=cast.partnership,
                owner=owner,
                line=line,
                sender=owner.name,
                document="Brev for 2026",
                place="punkt 3",
                dated_on=date(2025, 12, 1),
                since=date(2026, 1, 1),
                obligation="must",
                text=text,
                public=True,
            )
            signals.append(str(signal.pk))
        document = plans.begin_plan(
            actor=cast.actor("leader"),
            partnership=cast.partnership,
            year=2026,
            title="Felles virksomhetsplan 2026",
        )
        goals = [goal | {"signals": [one]} for goal, one in zip(GOALS, signals, strict=True)]
        self.save(
            document,
            mandate="Avtalen.",
            challenges="Mange er unge.",
            participation="Brukerutvalget har gitt råd.",
            reporting="Hvert tertial.",
            goals=goals,
            measures=MEASURES,
            aims=AIMS,
            steps=STEPS,
            frames=[{"id": "f1", "owner": "9901", "kroner": 6_000_000}],
        )
        body = JointPlan.model_validate(Document.objects.get(pk=document.pk).draft.body)
        for view in understanding.views_of(document, body, cast.owners):
            plans.say_understood(
                actor=cast.representative(view.owner),
                document=document,
                owner=view.owner,
                sha256=view.sha256,
                understood=True,
            )
        self.agree(cast.open(document))
        return document

    # --- Figures ------------------------------------------------------------------------

    def figure(self, code: str, period: str, value: Any = None, **given: Any) -> Figure:
        """One figure; `numerator` and `denominator` give a share."""
        numbers = {
            name: Decimal(str(one))
            for name, one in {"value": value, **given}.items()
            if name in ("value", "numerator", "denominator") and one is not None
        }
        rest = {name: one for name, one in given.items() if name not in numbers}
        return Figure(self.indicators[code], period, **rest, **numbers)

    def take(self, who: str, *figures: Figure) -> None:
        """Figures from one source, by the representative of that owner or another role."""
        results.take_figures(
            actor=self.cast.actor(who),
            partnership=self.cast.partnership,
            figures=list(figures),
            source="Kildetabell",
            source_on=date(2026, 5, 12),
        )

    def give(self, who: str, code: str, period: str, value: Any = None, **given: Any) -> None:
        """One figure alone."""
        self.take(who, self.figure(code, period, value, **given))

    def figures(self) -> None:
        """I1 in April, I23 per municipality, I33 zero; of I13 nothing has come."""
        self.take(
            "nav",
            *(
                self.figure("I1", f"2026M{month:02}", numerator=count, denominator=201)
                for month, count in enumerate((80, 82, 79, 87), start=1)
            ),
        )
        self.take(
            "fjordbygd",
            self.figure("I23", "2026M04", 24, denominator=90),
            self.figure("I23", "2026M04", 26, denominator=61, place="9901"),
            self.figure("I23", "2026M04", 19, denominator=29, place="9902"),
        )
        self.give("leader", "I33", "2026K1", 0)

    def years(self) -> None:
        """Two years of I1 before, so that the engine has something to say."""
        self.take(
            "nav",
            *(
                self.figure(
                    "I1",
                    f"{year}M{month:02}",
                    numerator=70 + (month * 7 + year) % 17,
                    denominator=200,
                )
                for year in (2024, 2025)
                for month in range(1, 13)
            ),
        )

    # --- Reports ------------------------------------------------------------------------

    def begin(self, period: str = PERIOD) -> Document:
        return actions.begin_report(
            actor=self.cast.actor("leader"), partnership=self.cast.partnership, period=period
        )

    def save(self, document: Document, **changed: Any) -> None:
        """Put fields into the draft's body."""
        draft = Document.objects.get(pk=document.pk).draft
        agreed.save_draft(
            actor=self.cast.actor("leader"),
            document=document,
            revision=draft.revision,
            title=draft.title,
            language="nb",
            body=draft.body | changed,
        )

    def written(self, period: str = PERIOD) -> Document:
        """A draft with everything the writer types."""
        document = self.begin(period)
        draft = Document.objects.get(pk=document.pk).draft
        goals = [
            one | {"text": f"Vi arbeidet med «{one['title']}».", "short": f"{one['title']}: ja."}
            for one in draft.body["goals"]
        ]
        self.save(
            document,
            summary="Kontoret har hatt et godt tertial.",
            goals=goals,
            costs=[
                {"id": "nav-test", "kroner": 4_000_123, "note": ""},
                {"id": "9901", "kroner": 2_345_678, "note": "Uten stønader."},
                {"id": "9902", "kroner": 0, "note": ""},
            ],
            cost_source="Regnskap per 30. april.",
            common_choice="Kommunestyret kan be om en orientering.",
            choices=[{"id": "9902", "text": "Åpningstiden i Ås."}],
        )
        return document

    def version(self, period: str = PERIOD) -> Version:
        """A report opened for ratification."""
        return self.cast.open(self.written(period))

    def agree(self, version: Version) -> Version:
        for owner in self.cast.owners:
            self.cast.ratify(version, owner)
        return version

    def body(self, version: Version) -> Report:
        return Report.model_validate(version.read().body)

    def now(self, document: Document) -> Report:
        """The draft with what it quotes."""
        draft = Document.objects.get(pk=document.pk).draft
        return live.quoted(document, Report.model_validate(draft.body))

    def opened(self, version: Version, who: str = "leader") -> reports.Opened:
        found = reports.opened(self.cast.actor(who), self.cast.partnership.slug, version.pk)
        assert found is not None
        return found


@pytest.fixture
def reporting(cast) -> Reporting:
    made = Reporting(cast)
    made.figures()
    return made
