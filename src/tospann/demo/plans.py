"""Signals and joint plans for two areas of Nordland.

The kinds of documents are public: the state's yearly letter of goals and money (mål- og
disponeringsbrev), the agreement between KS and the ministry for 2023–2026, the directorate's
yearly letter on the social services, a council's economic plan. What they are made to say here,
and every figure, is an illustration and marked as one.
"""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from tospann.agreed import actions as agreed
from tospann.agreed.forms import deciding_body
from tospann.agreed.models import Document, Version
from tospann.base import clock
from tospann.demo.roles import STATE
from tospann.demo.stage import Event, Stage
from tospann.partnerships.models import Owner, Partnership
from tospann.partnerships.selectors import owners_on
from tospann.plans import actions
from tospann.plans.kind import body_for
from tospann.plans.models import Conflict, Line, Obligation, Outlook, Signal, Status
from tospann.plans.selectors import understanding

NOTE = "Illustrasjon: planen er laget for demonstrasjon og er ikke den virkelige planen."
LEADER = "nav-leder-indre-salten"
SECRETARY = "sekretaer-ofoten"
ROLE = "avdelingsleder"


def events(
    stage: Stage, indre_salten: Partnership, ofoten: Partnership, *, reported: int
) -> list[Event]:
    """What is entered, agreed and told, and when.

    What rests on something else comes three days after it at least: a weekend moves both.
    `reported` is the year the demo's report is about, which must have had a plan.
    """
    before = _year_before(stage, indre_salten) if reported < stage.today.year else []
    return [*_indre_salten(stage, indre_salten), *before, *_ofoten(stage, ofoten)]


# --- Signals ----------------------------------------------------------------------------


def _signal(
    stage: Stage,
    partnership: Partnership,
    owner: str,
    text: str,
    *,
    document: str,
    sender: str,
    dated_on: date,
    since: date,
    until: date | None = None,
    line: Line | None = None,
    obligation: Obligation = Obligation.MUST,
    **more: Any,
) -> Signal:
    by = stage.owners[owner]
    return actions.enter_signal(
        actor=stage.representative(by),
        partnership=partnership,
        owner=by,
        line=line or (Line.STATE if owner == STATE else Line.MUNICIPALITY),
        sender=sender,
        document=f"{document} (illustrasjon)",
        dated_on=dated_on,
        since=since,
        until=until,
        obligation=obligation,
        text=text,
        **({"public": True} | more),
    )


def _yearly_signals(stage: Stage, partnership: Partnership, year: int) -> list[Signal]:
    """A year's signals in Indre Salten, in the order of their numbers.

    Those of an earlier year ended with it, so that this year's plan has its own to answer.
    """
    first, last = date(year, 1, 1), date(year, 12, 31)
    told = stage.moment(352, 9).date()
    state: dict[str, Any] = {
        "owner": STATE,
        "document": f"Mål- og disponeringsbrev {year}",
        "sender": "Arbeids- og velferdsdirektoratet",
        "dated_on": told,
        "since": first,
        "until": last,
    }

    def council(owner: str, name: str) -> dict[str, Any]:
        return {
            "owner": owner,
            "document": f"Økonomiplan {year}–{year + 3}",
            "sender": f"{name} kommunestyre",
            "dated_on": told - timedelta(days=12),
            "since": first,
        }

    given: list[dict[str, Any]] = [
        state | {"place": "punkt 3.1", "text": "Kontoret skal bidra til at flere med nedsatt "
                 "arbeidsevne kommer i arbeid."},
        state | {"place": "punkt 3.2", "text": "Unge under 30 år skal ha tilbud om oppfølging "
                 "innen åtte uker."},
        state | {"place": "punkt 4.1", "obligation": Obligation.SHOULD,
                 "text": "Arbeidsgivere bør møte én kontakt, også på tvers av kommunegrenser."},
        council("1841", "Fauske") | {"place": "side 34", "text": "Antallet som har sosialhjelp "
                 "som hovedinntekt i mer enn seks måneder, skal gå ned."},
        council("1841", "Fauske") | {"place": "side 12", "text": "Sykefraværet i egne tjenester "
                 "skal ned mot 7,5 prosent."},
        council("1875", "Hamarøy") | {"place": "side 20", "obligation": Obligation.SHOULD,
                 "text": "Innbyggerne bør få veiledning på lulesamisk når de ber om det.",
                 "municipalities": ["1875"], "public": False},
        council("1840", "Saltdal") | {"place": "side 17", "text": "Kontorstedet på Rognan skal ha "
                 "åpen dør to dager i uken.", "municipalities": ["1840"]},
        state | {"place": "punkt 5.2", "text": "Møter med brukere skal avtales på forhånd. "
                 "Digitalt møte skal være førstevalget."},
        {"owner": STATE, "line": Line.KS, "document": "Samarbeidsavtalen mellom KS og "
         "departementet 2023–2026", "sender": "KS og Arbeids- og inkluderingsdepartementet",
         "dated_on": date(2023, 1, 4), "since": date(2023, 1, 4), "until": date(2026, 12, 31),
         "obligation": Obligation.INFORMATION, "text": "Avtalen har tre felter: digitalisering, "
         "tilgjengelige tjenester og forebygging, og arenaer og prosesser."},
        {"owner": STATE, "line": Line.JOINT, "document": "Årlig brev om de sosiale tjenestene",
         "sender": "Arbeids- og velferdsdirektoratet", "dated_on": told, "since": first,
         "until": last, "obligation": Obligation.SHOULD,
         "text": "Barns behov bør kartlegges i saker der det er barn i familien."},
    ]  # fmt: skip
    over: dict[str, Any] = {"until": last} if year < stage.today.year else {}
    return [_signal(stage, partnership, **one | over) for one in given]


# --- The plan of Indre Salten -----------------------------------------------------------


def _body(partnership: Partnership, year: int, signals: list[Signal]) -> dict[str, Any]:
    ids = [str(one.pk) for one in signals]
    before = f"{year - 1}"

    def measure(id: str, goal: str, title: str, responsible: str, **more: Any) -> dict[str, Any]:
        return {"id": id, "goal": goal, "title": title, "responsible": responsible,
                "role": ROLE, "line": "joint"} | more  # fmt: skip

    def aim(goal: str, code: str, baseline: str) -> dict[str, Any]:
        return {"id": f"{goal}-{code.lower()}", "goal": goal, "code": code,
                "baseline": baseline, "baseline_period": before}  # fmt: skip

    def steps(aim: str, *values: str) -> list[dict[str, Any]]:
        days = (date(year, 6, 30), date(year, 12, 31), date(year + 1, 12, 31))
        return [
            {"id": f"{aim}-{n}", "aim": aim, "on": day.isoformat(), "value": value}
            for n, (day, value) in enumerate(zip(days, values, strict=False), start=1)
        ]

    told: dict[str, Any] = {
        "mandate": "Planen bygger på Nav-loven § 14 og avtalene mellom eierne av Nav Indre "
        "Salten. Staten og de fem kommunene er likeverdige eiere.",
        "challenges": "Mange unge står utenfor arbeid og utdanning, avstandene er lange, og "
        "flere tjenester hviler på én medarbeider. Tallene er illustrasjoner.",
        "sources": "Nav og KOSTRA. Verdiene i demoen er illustrasjoner.",
        "goals": [
            {"id": "arbeid", "title": "Flere med nedsatt arbeidsevne kommer i arbeid",
             "signals": [ids[0]], "answer": "Vi går gjennom sakene sammen hver uke og finner "
             "arbeidsgivere i hele området."},
            {"id": "unge", "title": "Unge under 30 år er i arbeid eller utdanning innen åtte uker",
             "signals": [ids[1]], "answer": "Ett ungdomsteam for alle fem kommunene gir tilbud "
             "innen åtte uker."},
            {"id": "sosialhjelp", "title": "Færre trenger sosialhjelp over lang tid",
             "signals": [ids[3], ids[9]], "answer": "Alle saker gås gjennom etter seks måneder, "
             "og barnas situasjon kartlegges når det er barn i familien."},
            {"id": "arbeidsgiver", "title": "Arbeidsgivere får én kontakt i Nav",
             "signals": [ids[2]], "answer": "Ett markedsteam dekker hele området."},
            {"id": "fravar", "title": "Sykefraværet blant våre egne går ned",
             "signals": [ids[4]], "answer": "Begge arbeidsgivere følger opp fraværet likt."},
            {"id": "naer", "title": "Brukerne møter et kontor nær seg, på sitt språk",
             "signals": [ids[5], ids[6], ids[7]], "answer": "Rognan har faste dager, møter kan "
             "avtales på nett, og veiledning på lulesamisk tilbys når noen ber om det."},
        ],
        "measures": [
            measure("saksteam", "arbeid", "Ukentlig saksteam for dem med nedsatt arbeidsevne",
                    STATE, start=date(year, 2, 1), continuous=True, line="state"),
            measure("arbeidsgiverpool", "arbeid", "Liste over arbeidsgivere som tar imot på "
                    "prøve", STATE, start=date(year, 1, 15), deadline=date(year, 6, 30),
                    kroner=60_000, payer="shared"),
            measure("ungdomsteam", "unge", "Felles ungdomsteam for alle kommunene", "1841",
                    start=date(year, 1, 15), deadline=date(year, 12, 15), kroner=850_000,
                    payer="shared"),
            measure("sommerjobb", "unge", "Sommerjobb til alle mellom 16 og 19 år som vil ha det",
                    "1841", start=date(year, 3, 1), deadline=date(year, 8, 31), kroner=400_000,
                    payer="1841", line="municipality"),
            measure("seksmaneder", "sosialhjelp", "Gjennomgang av saker etter seks måneder",
                    "1841", start=date(year, 2, 1), continuous=True, line="municipality"),
            measure("kvp", "sosialhjelp", "Vurdere kvalifiseringsprogram for alle i målgruppen",
                    "1841", start=date(year, 3, 1), deadline=date(year, 11, 1),
                    line="municipality"),
            measure("markedsteam", "arbeidsgiver", "Ett markedsteam på tvers av kommunene", STATE,
                    start=date(year, 2, 1), deadline=date(year, 9, 30), line="state"),
            measure("jobbrotasjon", "fravar", "Jobbrotasjon og felles vikarordning", STATE,
                    start=date(year, 4, 1), deadline=date(year, 12, 15), kroner=120_000,
                    payer="shared"),
            measure("apningsplan", "naer", "Åpningsplan for alle kontorstedene", "1841",
                    start=date(year, 1, 15), deadline=date(year, 5, 1)),
            measure("lulesamisk", "naer", "Veiledning på lulesamisk på Oppeid", "1875",
                    start=date(year, 2, 1), continuous=True, kroner=90_000, payer="1875",
                    line="municipality"),
        ],
        "aims": [
            aim("arbeid", "I1", "41.2"), aim("arbeid", "I7", "71"),
            aim("unge", "I12", "11.8"), aim("unge", "I11", "62"), aim("unge", "I10", "14"),
            aim("sosialhjelp", "I18", "38"), aim("sosialhjelp", "I20", "2.1"),
            aim("arbeidsgiver", "I15", "4.4"), aim("arbeidsgiver", "I13", "120"),
            aim("fravar", "I30", "8.6"), aim("naer", "I26", "4.5"), aim("naer", "I27", "4.6"),
        ],
        "steps": [
            *steps("arbeid-i1", "42", "43", "44.5"), *steps("arbeid-i7", "78", "85"),
            *steps("unge-i12", "11.4", "10.8", "10"), *steps("unge-i11", "72", "80", "90"),
            *steps("unge-i10", "11", "8"), *steps("sosialhjelp-i18", "37", "35", "32"),
            *steps("sosialhjelp-i20", "2.4", "2.8", "3"), *steps("arbeidsgiver-i15", "4.5", "4.6"),
            *steps("arbeidsgiver-i13", "80", "160"), *steps("fravar-i30", "8.2", "7.8", "7.5"),
            *steps("naer-i26", "4.5", "4.6", "4.7"), *steps("naer-i27", "4.6", "4.7", "4.8"),
        ],
        "competence": "Minst to medarbeidere skal kunne hver lovpålagt oppgave.",
        "staffing": "Ingen endring i årsverk. Ungdomsteamet bemannes fra alle avdelingene.",
        "cooperation": "Videregående skole, oppfølgingstjenesten, fastlegene og næringslivet.",
        "participation": "Brukerutvalget og de tillitsvalgte har gitt råd til utkastet.",
        "risks": [
            {"id": "sarbar", "text": "Oppgaver som bare én medarbeider kan", "role": "Nav-leder",
             "response": "Opplæring av en til i hver oppgave innen juni"},
            {"id": "avstand", "text": "Lange avstander gjør at unge ikke møter", "role": ROLE,
             "response": "Møter på skolen og på nett"},
        ],
        "reporting": "Eierne får status hvert tertial. Kommunestyrene får én side etter året.",
        "frames": [
            {"id": f"r{n}", "owner": code, "kroner": kroner, "note": "illustrasjon"}
            for n, (code, kroner) in enumerate(
                ((STATE, 14_500_000), ("1841", 7_900_000), ("1839", 1_050_000),
                 ("1875", 1_900_000), ("1840", 4_100_000), ("1845", 1_700_000)), start=1)
        ],
        "note": NOTE,
    }  # fmt: skip
    plan = body_for(partnership, year)
    return type(plan).model_validate(plan.model_dump() | told).model_dump(mode="json")


def _indre_salten(stage: Stage, partnership: Partnership) -> list[Event]:
    year = stage.today.year
    signals: list[Signal] = []
    made: dict[str, Any] = {}

    def entered() -> None:
        signals.extend(_yearly_signals(stage, partnership, year))

    def written() -> None:
        made["plan"] = _begun(stage, partnership, LEADER, year)
        _save(stage, LEADER, made["plan"], _body(partnership, year, signals))

    def opened() -> None:
        made["version"] = _open(stage, LEADER, made["plan"])

    def conflict() -> None:
        fauske = stage.owners["1841"]
        made["conflict"] = actions.mark_conflict(
            actor=stage.actor(LEADER), partnership=partnership, owner=fauske,
            chosen=[signals[6], signals[7]],
            about="Saltdal vil ha åpen dør på Rognan to dager i uken. Staten vil at møter avtales "
            "på forhånd. De samme veilederne kan ikke gjøre begge deler fullt ut.",
        )  # fmt: skip

    def answered() -> None:
        _settled(stage, made["conflict"], stage.owners["1840"])

    return [
        Event(350, 9, entered),
        Event(346, 10, written),
        *(
            Event(343 - n, 12, _confirmed(stage, made, code))
            for n, code in enumerate((STATE, "1841", "1875", "1840"))
        ),
        Event(336, 10, opened),
        *(
            Event(332 - 2 * n, 15, _ratified(stage, made, code, f"PS {81 + n}"))
            for n, code in enumerate((STATE, "1841", "1839", "1875", "1840", "1845"))
        ),
        Event(40, 10, conflict),
        Event(26, 10, answered),
        *_told(stage, made),
        *_next_year(stage, partnership, made, signals),
    ]


# How it has gone: measure | days before the loading | status | what was said
_PROGRESS: list[tuple[str, int, str, Status, str]] = [
    ("saksteam", 240, STATE, Status.UNDER_WAY, "Saksteamet møtes hver tirsdag."),
    ("saksteam", 34, STATE, Status.UNDER_WAY, "Alle avdelingene er med. Vi ser på kvaliteten nå."),
    ("arbeidsgiverpool", 190, STATE, Status.UNDER_WAY, "31 arbeidsgivere har sagt ja."),
    ("arbeidsgiverpool", 140, STATE, Status.DONE, "Listen er i bruk, med 48 arbeidsgivere."),
    ("ungdomsteam", 230, "1841", Status.UNDER_WAY, "Teamet er i gang i Fauske og Saltdal."),
    ("ungdomsteam", 62, STATE, Status.DELAYED, "Hamarøy og Beiarn mangler fortsatt veileder."),
    (
        "ungdomsteam",
        12,
        "1841",
        Status.DELAYED,
        "Ny veileder kommer ved nyttår. Fristen glipper.",
    ),
    ("sommerjobb", 95, "1841", Status.DONE, "Alle som søkte, fikk tilbud."),
    ("seksmaneder", 71, "1841", Status.UNDER_WAY, "Gjennomført i fire av fem kommuner."),
    ("kvp", 58, "1841", Status.UNDER_WAY, "Sjekkliste er laget. Vurderingene gjenstår."),
    ("markedsteam", 120, STATE, Status.UNDER_WAY, "Felles telefonnummer er på plass."),
    ("markedsteam", 45, STATE, Status.DONE, "Teamet er etablert og har besøkt alle kommunene."),
    ("jobbrotasjon", 30, STATE, Status.UNDER_WAY, "Fire medarbeidere har byttet oppgaver."),
    ("apningsplan", 150, "1841", Status.DONE, "Planen er vedtatt og hengt opp på alle stedene."),
]


# How last year's plan went, where it is told: measure | status | what was said
_ENDED: list[tuple[str, str, Status, str]] = [
    ("saksteam", STATE, Status.UNDER_WAY, "Saksteamet møttes hver uke hele året."),
    ("arbeidsgiverpool", STATE, Status.DONE, "Listen er i bruk."),
    ("ungdomsteam", "1841", Status.DELAYED, "To kommuner manglet fortsatt veileder."),
    ("sommerjobb", "1841", Status.DONE, "Alle som søkte, fikk tilbud."),
    ("seksmaneder", "1841", Status.UNDER_WAY, "Gjennomført i fire av fem kommuner."),
    ("kvp", "1841", Status.DELAYED, "Sjekkliste er laget. Vurderingene gjenstår."),
    ("markedsteam", STATE, Status.DONE, "Teamet er etablert og har besøkt alle kommunene."),
    ("jobbrotasjon", STATE, Status.DONE, "Prøvd i to avdelinger."),
    ("apningsplan", "1841", Status.DONE, "Planen er vedtatt og hengt opp på alle stedene."),
    ("lulesamisk", "1875", Status.UNDER_WAY, "Veiledningen er i gang på Oppeid."),
]


def _year_before(stage: Stage, partnership: Partnership) -> list[Event]:
    """Last year's plan, ratified and gone by, when the demo's report is about that year."""
    year = stage.today.year - 1
    signals: list[Signal] = []
    made: dict[str, Any] = {}

    def entered() -> None:
        signals.extend(_yearly_signals(stage, partnership, year))

    def written() -> None:
        made["plan"] = _begun(stage, partnership, LEADER, year)
        _save(stage, LEADER, made["plan"], _body(partnership, year, signals))

    def opened() -> None:
        made["version"] = _open(stage, LEADER, made["plan"])

    def ended() -> None:
        told_on = min(date(year, 12, 31), clock.today())
        for measure, owner, status, text in _ENDED:
            actions.report_progress(
                actor=stage.representative(stage.owners[owner]), document=made["plan"],
                part_id=f"tiltak-{measure}", owner=stage.owners[owner], status=status,
                on=told_on, text=f"{text} (illustrasjon)",
            )  # fmt: skip

    return [
        Event(350, 11, entered),
        Event(346, 12, written),
        *(
            Event(343 - n, 14, _confirmed(stage, made, code))
            for n, code in enumerate((STATE, "1841", "1875", "1840"))
        ),
        Event(336, 12, opened),
        *(
            Event(332 - 2 * n, 16, _ratified(stage, made, code, f"PS {61 + n}"))
            for n, code in enumerate((STATE, "1841", "1839", "1875", "1840", "1845"))
        ),
        Event(13, 9, ended),
    ]


def _told(stage: Stage, made: dict[str, Any]) -> list[Event]:
    """What was told of the measures; nothing from before the plan's own year."""

    def reported(measure: str, days_ago: int, owner: str, status: Status, text: str) -> Event:
        def act() -> None:
            actions.report_progress(
                actor=stage.representative(stage.owners[owner]), document=made["plan"],
                part_id=f"tiltak-{measure}", owner=stage.owners[owner], status=status,
                on=stage.moment(days_ago, 13).date(), text=f"{text} (illustrasjon)",
            )  # fmt: skip

        return Event(days_ago, 13, act)

    def judged(owner: str, outlook: Outlook, reason: str) -> Callable[[], Any]:
        return lambda: actions.judge_goal(
            actor=stage.representative(stage.owners[owner]),
            document=made["plan"],
            part_id="mal-unge",
            owner=stage.owners[owner],
            outlook=outlook,
            reason=reason,
        )

    first = date(stage.today.year, 1, 1)
    return [
        *(reported(*one) for one in _PROGRESS if stage.moment(one[1], 13).date() >= first),
        Event(11, 10, judged(STATE, Outlook.AT_RISK,
              "Teamet dekker ikke alle kommunene, og ventetiden øker. (illustrasjon)")),
        Event(9, 10, judged("1841", Outlook.ON_TRACK,
              "I Fauske får alle tilbud innen åtte uker. (illustrasjon)")),
    ]  # fmt: skip


def _next_year(
    stage: Stage, partnership: Partnership, made: dict[str, Any], signals: list[Signal]
) -> list[Event]:
    """Next year's plan grows beside: two owners have confirmed, and one of them must again."""
    year = stage.today.year + 1

    def letter() -> None:
        _signal(
            stage, partnership, STATE,
            "Kontoret skal gi samlet oppfølging til familier der foreldre og unge trenger hjelp.",
            document=f"Foreløpig mål- og disponeringsbrev {year}", place="punkt 2.4",
            sender="Arbeids- og velferdsdirektoratet", dated_on=stage.moment(30, 9).date(),
            since=date(year, 1, 1), until=date(year, 12, 31),
        )  # fmt: skip

    def begun() -> None:
        made["next"] = _begun(stage, partnership, LEADER, year, source=made["plan"])
        body = Document.objects.get(pk=made["next"].pk).draft.body
        known = {str(one.pk) for one in signals if one.until is None or one.until.year >= year}
        goals = [
            goal | {"signals": [one for one in goal["signals"] if one in known]}
            for goal in body["goals"]
        ]
        _save(stage, LEADER, made["next"], body | {"goals": goals})

    def reworded() -> None:
        body = Document.objects.get(pk=made["next"].pk).draft.body
        for goal in body["goals"]:
            if goal["id"] == "sosialhjelp":
                goal["answer"] += " Fra neste år gås sakene gjennom allerede etter fire måneder."
        _save(stage, LEADER, made["next"], body)

    return [
        Event(29, 9, letter),
        Event(25, 9, begun),
        Event(18, 11, _confirmed(stage, made, "1841", plan="next")),
        Event(16, 11, _confirmed(stage, made, "1840", plan="next")),
        Event(10, 11, reworded),
    ]


# --- The plan of Ofoten -----------------------------------------------------------------


def _ofoten(stage: Stage, partnership: Partnership) -> list[Event]:
    """A plan that three of four owners have ratified."""
    year = stage.today.year + (stage.today.month > 6)
    first = date(year, 1, 1)
    made: dict[str, Any] = {}
    signals: list[Signal] = []

    def entered() -> None:
        dated = stage.moment(38, 9).date()
        signals.append(
            _signal(stage, partnership, STATE, "Flere med nedsatt arbeidsevne skal i arbeid.",
                    document=f"Mål- og disponeringsbrev {year}", place="punkt 3.1",
                    sender="Arbeids- og velferdsdirektoratet", dated_on=dated, since=first)
        )  # fmt: skip
        signals.append(
            _signal(stage, partnership, "1806", "Færre unge skal trenge sosialhjelp.",
                    document=f"Økonomiplan {year}–{year + 3}", sender="Narvik kommunestyre",
                    dated_on=dated, since=first)
        )  # fmt: skip

    def written() -> None:
        made["plan"] = _begun(stage, partnership, SECRETARY, year)
        plan = body_for(partnership, year)
        told: dict[str, Any] = {
            "mandate": "Planen bygger på Nav-loven § 14 og avtalene mellom eierne av Nav Ofoten.",
            "challenges": "Flere unge trenger hjelp lenge. Tallene er illustrasjoner.",
            "goals": [
                {"id": "arbeid", "title": "Flere med nedsatt arbeidsevne kommer i arbeid",
                 "signals": [str(signals[0].pk)], "answer": "Vi møter arbeidsgiverne sammen."},
                {"id": "unge", "title": "Færre unge trenger sosialhjelp",
                 "signals": [str(signals[1].pk)], "answer": "Unge får tilbud den første uken."},
            ],
            "measures": [
                {"id": "marked", "goal": "arbeid", "title": "Felles markedsteam", "line": "state",
                 "responsible": STATE, "role": ROLE, "deadline": date(year, 10, 1)},
                {"id": "forste-uke", "goal": "unge", "title": "Samtale den første uken",
                 "responsible": "1806", "role": ROLE, "line": "municipality", "continuous": True},
            ],
            "aims": [
                {"id": "a1", "goal": "arbeid", "code": "I1", "baseline": "40",
                 "baseline_period": str(year - 1)},
                {"id": "a2", "goal": "unge", "code": "I17", "baseline": "6.2",
                 "baseline_period": str(year - 1)},
            ],
            "steps": [
                {"id": "s1", "aim": "a1", "on": date(year, 12, 31), "value": "42"},
                {"id": "s2", "aim": "a2", "on": date(year, 12, 31), "value": "5.6"},
            ],
            "participation": "Brukerutvalget har gitt råd.",
            "reporting": "Eierne får status hvert tertial.",
            "note": NOTE,
        }  # fmt: skip
        body = type(plan).model_validate(plan.model_dump() | told)
        _save(stage, SECRETARY, made["plan"], body.model_dump(mode="json"))

    def opened() -> None:
        made["version"] = _open(stage, SECRETARY, made["plan"])

    return [
        Event(37, 9, entered),
        Event(34, 9, written),
        *(
            Event(31 - n, 9, _confirmed(stage, made, code))
            for n, code in enumerate((STATE, "1806"))
        ),
        Event(26, 9, opened),
        *(
            Event(22 - 4 * n, 9, _ratified(stage, made, code, f"PS {91 + n}"))
            for n, code in enumerate((STATE, "1806", "1853"))
        ),
    ]


# --- What both do -----------------------------------------------------------------------


def _begun(
    stage: Stage,
    partnership: Partnership,
    who: str,
    year: int,
    source: Document | None = None,
) -> Document:
    return actions.begin_plan(
        actor=stage.actor(who),
        partnership=partnership,
        year=year,
        title=f"Felles virksomhetsplan {year}",
        source=source,
    )


def _save(stage: Stage, who: str, document: Document, body: dict[str, Any]) -> None:
    draft = Document.objects.get(pk=document.pk).draft
    agreed.save_draft(
        actor=stage.actor(who),
        document=document,
        revision=draft.revision,
        title=draft.title,
        language="nb",
        body=body,
    )


def _open(stage: Stage, who: str, document: Document) -> Version:
    draft = Document.objects.get(pk=document.pk).draft
    return agreed.open_version(actor=stage.actor(who), document=document, revision=draft.revision)


def _confirmed(
    stage: Stage, made: dict[str, Any], code: str, plan: str = "plan"
) -> Callable[[], None]:
    """The owner reads the wording of the day and says that it is right."""

    def act() -> None:
        document = Document.objects.select_related("partnership").get(pk=made[plan].pk)
        owners = [one.owner for one in owners_on(document.partnership, stage.moment(0, 9).date())]
        views = understanding.views_of(document, understanding.body_of(document.draft), owners)
        view = next(one for one in views if one.owner.code == code)
        actions.say_understood(
            actor=stage.representative(view.owner),
            document=document,
            owner=view.owner,
            sha256=view.sha256,
            understood=True,
        )

    return act


def _ratified(stage: Stage, made: dict[str, Any], code: str, case: str) -> Callable[[], None]:
    def act() -> None:
        owner = stage.owners[code]
        version = made["version"]
        agreed.ratify(
            actor=stage.representative(owner),
            version=version,
            owner=owner,
            sha256=version.sha256,
            decided_by=deciding_body(owner),
            decided_on=clock.today(),
            case_reference=case,
        )

    return act


def _settled(stage: Stage, conflict: Conflict, owner: Owner) -> None:
    actions.answer_conflict(
        actor=stage.representative(owner),
        conflict=conflict,
        owner=owner,
        settled=True,
        text="For Saltdal er det nok med én åpen dag og én dag etter avtale ut året.",
        decided_on=clock.today(),
        decided_where="Formannskapet i Saltdal (illustrasjon)",
    )
