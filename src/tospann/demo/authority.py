"""The papers behind who may decide, in the three areas.

Public facts: which municipalities are in which cooperation, that Nav Indre Salten began on
9 November 2020 with Fauske as host, and that the project in Sør-Salten applied for a trial that
was never answered, in spite of reminders. Everything else is an illustration and says so: no
decision, case number or date below is a real body's.
"""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

from tospann.agreed import actions as agreed
from tospann.agreed.forms import deciding_body
from tospann.agreed.kinds import kind_of
from tospann.agreed.models import Document
from tospann.authority import actions
from tospann.demo import agreements as bodies
from tospann.demo.roles import MUNICIPALITIES, STATE
from tospann.demo.stage import Event, Stage
from tospann.partnerships.models import Partnership

BEGAN = date(2020, 11, 9)  # Nav Indre Salten
MANDATORY = list(bodies.MANDATORY)
ACT = "kommuneloven §§ 13-1 og 20-2, sosialtjenesteloven § 3"
EARLIER = "Vertskommuneavtale for Nav Indre Salten fra 2020 (illustrasjon)"


def events(
    stage: Stage, indre_salten: Partnership, ofoten: Partnership, sor_salten: Partnership
) -> list[Event]:
    """What is entered in the registers, and when."""
    return [
        Event(484, 9, lambda: _earlier_agreement(stage, indre_salten)),
        Event(483, 9, lambda: _indre_salten(stage, indre_salten)),
        Event(482, 9, lambda: _trial(stage, sor_salten)),
        Event(481, 9, lambda: _positions(stage, indre_salten)),
        Event(350, 9, lambda: _ofoten(stage, ofoten)),
        Event(349, 9, lambda: _clarifications(stage, indre_salten, sor_salten)),
        Event(44, 9, lambda: _structure(stage, indre_salten)),
        Event(39, 9, lambda: _instructions_anew(stage, indre_salten)),
    ]


def _kept(stage: Stage, partnership: Partnership, code: str) -> dict[str, Any]:
    owner = stage.owners[code]
    return {"actor": stage.representative(owner), "partnership": partnership, "owner": owner}


# --- Indre Salten -----------------------------------------------------------------------


def _earlier_agreement(stage: Stage, partnership: Partnership) -> None:
    """The agreement the office began with, entered long after: it ran out last month."""
    leader = stage.actor("nav-leder-indre-salten")
    document = agreed.create_document(
        actor=leader, kind=kind_of("host_agreement"), partnership=partnership, title=EARLIER
    )
    last = stage.month_start - timedelta(days=1)
    body = bodies.host_agreement_body(bodies.INDRE_SALTEN, since=BEGAN) | {
        "until": last.isoformat(),
        "revise_by": None,
    }
    agreed.save_draft(
        actor=leader, document=document, revision=1, title=EARLIER, language="nb", body=body
    )
    version = agreed.open_version(actor=leader, document=document, revision=2)
    for n, code in enumerate(bodies.INDRE_SALTEN.numbers):
        owner = stage.owners[code]
        agreed.ratify(
            actor=stage.representative(owner),
            version=version,
            owner=owner,
            sha256=version.sha256,
            decided_by=deciding_body(owner),
            decided_on=date(2020, 9, 7) + timedelta(days=7 * n),
            case_reference=f"PS {30 + n}/20",
        )


def _document(partnership: Partnership, *, earlier: bool) -> Document:
    rows = Document.objects.filter(partnership=partnership, kind="host_agreement")
    rows = rows.filter(title=EARLIER) if earlier else rows.exclude(title=EARLIER)
    return rows.get()


def _indre_salten(stage: Stage, partnership: Partnership) -> None:
    """Every link of the chain from each council to the staff in Fauske."""
    document = _document(partnership, earlier=True)
    for n, code in enumerate(bodies.INDRE_SALTEN.numbers[1:]):
        _instruction(stage, partnership, document, code, date(2020, 10, 5 + n), f"PS {50 + n}/20")
        _to_host(stage, partnership, code, "Fauske", date(2020, 10, 26), BEGAN, f"20/{310 + n}")
    actions.register_delegation(
        **_kept(stage, partnership, "1841"),
        delegated_by="Kommunedirektøren i Fauske",
        receiver="leader",
        to="lederen av Nav Indre Salten og veilederne der",
        office_unit="1841",
        services=MANDATORY,
        rests_on="kommuneloven § 13-1, Fauskes delegeringsreglement",
        decided_on=date(2020, 11, 2),
        case_reference="20/330",
        since=BEGAN,
    )


def _instruction(
    stage: Stage, partnership: Partnership, document: Document, code: str, on: date, case: str
) -> None:
    actions.register_council_step(
        **_kept(stage, partnership, code),
        document=document,
        sort="instruction",
        body=deciding_body(stage.owners[code]),
        decided_on=on,
        case_reference=case,
    )


def _to_host(
    stage: Stage,
    partnership: Partnership,
    code: str,
    host: str,
    decided_on: date,
    since: date,
    case: str,
) -> None:
    actions.register_delegation(
        **_kept(stage, partnership, code),
        delegated_by=f"Kommunedirektøren i {MUNICIPALITIES[code]}",
        receiver="host",
        to=f"kommunedirektøren i {host}",
        office_unit=partnership.office_unit,
        services=MANDATORY,
        rests_on=ACT,
        decided_on=decided_on,
        case_reference=case,
        since=since,
    )


def _instructions_anew(stage: Stage, partnership: Partnership) -> None:
    """The four councils that have adopted the new agreement have instructed anew."""
    document = _document(partnership, earlier=False)
    on = stage.moment(39, 9).date()
    for n, code in enumerate(("1839", "1840", "1845", "1875")):
        _instruction(stage, partnership, document, code, on, f"PS {70 + n}")


def _positions(stage: Stage, partnership: Partnership) -> None:
    for code, title, key, position, count in (
        ("1841", "leder av kontoret (illustrasjon)", "L1", "leader", 1),
        ("1841", "veileder, kommunale tjenester (illustrasjon)", "V1", "caseworker", 6),
        ("1841", "ungdomsveileder (illustrasjon)", "V7", "caseworker", 1),
        ("1875", "ungdomsveileder (illustrasjon)", "V7", "caseworker", 1),
        (STATE, "veileder, statlige tjenester (illustrasjon)", "S1", "caseworker", 14),
    ):
        actions.register_employment(
            **_kept(stage, partnership, code),
            office_unit="1841",
            code=key,
            title=title,
            position=position,
            count=count,
            since=BEGAN,
        )


def _structure(stage: Stage, partnership: Partnership) -> None:
    """A decision that is coming: the state's staff is heard, one municipality's is."""
    decision = actions.register_decision(
        **_kept(stage, partnership, "1841"),
        title="Færre åpningsdager i Beiarn og Sørfold (illustrasjon)",
        about="Illustrasjon: eierne vurderer om kontorstedene skal ha faste dager hver måned.",
        decided_on=stage.today + timedelta(days=30),
        municipalities=["1839", "1845"],
    )
    on = stage.moment(50, 9).date()
    for code, sort, reference, disagreed in (
        (STATE, "state", "Referat fra møte om medbestemmelse, sak 4", False),
        ("1839", "municipal", "Drøftingsreferat, Beiarn", True),
    ):
        kept = _kept(stage, partnership, code)
        actions.register_preparation(
            actor=kept["actor"],
            decision=decision,
            owner=kept["owner"],
            sort=sort,
            happened_on=on,
            reference=reference,
            disagreed=disagreed,
        )


# --- Ofoten -----------------------------------------------------------------------------


def _ofoten(stage: Stage, partnership: Partnership) -> None:
    """The chain of the host arrangement, and a decision across the lines that was taken back."""
    document = _document(partnership, earlier=False)
    joint = Document.objects.get(partnership=partnership, kind="partnership_agreement")
    since = stage.moment(400, 9).date()
    for n, code in enumerate(("1853", "5516")):
        _instruction(stage, partnership, document, code, since, f"PS {80 + n}")
        _to_host(stage, partnership, code, "Narvik", since, since, f"25/{210 + n}")
    actions.register_delegation(
        **_kept(stage, partnership, "1806"),
        delegated_by="Kommunedirektøren i Narvik",
        receiver="leader",
        to="lederen av Nav Ofoten og veilederne der",
        office_unit="1805",
        services=MANDATORY,
        rests_on="kommuneloven § 13-1, Narviks delegeringsreglement",
        decided_on=since,
        case_reference="25/230",
        since=since,
    )
    across: dict[str, Any] = {
        "receiver": "other_staff",
        "office_unit": "1805",
        "rests_on": "sosialtjenesteloven §§ 18–19, Narviks retningslinjer for økonomisk stønad",
        "document": joint,
        "part_id": "stonad",
        "services": ["M1"],
        "limits": "Inntil 30 000 kroner i den enkelte saken",
    }
    first, second = stage.moment(365, 9).date(), stage.moment(351, 9).date()
    old = actions.register_delegation(
        **_kept(stage, partnership, "1806"),
        **across,
        delegated_by="Kommunedirektøren i Narvik",
        to="alle statlig ansatte ved kontoret",
        decided_on=first,
        case_reference="25/240",
        since=first,
    )
    actions.withdraw_delegation(
        actor=stage.representative(stage.owners["1806"]),
        delegation=old,
        last_day=second,
        reason="Illustrasjon: erstattet av et vedtak som bare gjelder veilederne.",
        case_reference="25/251",
    )
    actions.register_delegation(
        **_kept(stage, partnership, "1806"),
        **across,
        delegated_by="Kommunedirektøren i Narvik",
        to="statlig ansatte veiledere ved kontoret",
        decided_on=second,
        case_reference="25/251",
        since=second + timedelta(days=1),
    )


# --- Sør-Salten -------------------------------------------------------------------------


def _trial(stage: Stage, partnership: Partnership) -> None:
    """The application that was never answered. The dates are illustrations."""
    kept = _kept(stage, partnership, "1837")
    trial = actions.register_trial(
        **kept,
        title="Felles vedtak i Sør-Salten (illustrasjon)",
        deviates_from="sosialtjenesteloven § 3 og § 44",
        about="Illustrasjon: Kildene forteller at prosjektet søkte om et forsøk og ikke fikk "
        "svar, trass i purringer. Datoene her er laget for demoen. Kontorene ville fatte vedtak "
        "for hverandres innbyggere når noen var borte.",
        office_unit="1837",
        services=MANDATORY,
        municipalities=["1837", "1836", "1838"],
        relations=["other"],
    )
    for event in _happened():
        actions.register_trial_event(
            actor=kept["actor"], trial=trial, owner=kept["owner"], **event
        )


def _happened() -> Iterator[dict[str, Any]]:
    who = "Kommunene i Sør-Salten"
    yield {"sort": "applied", "happened_on": date(2018, 3, 15), "body": who}
    for on in (date(2018, 8, 20), date(2019, 1, 14)):
        yield {"sort": "reminded", "happened_on": on, "body": who}


# --- Clarifications ---------------------------------------------------------------------


def _clarifications(stage: Stage, indre_salten: Partnership, sor_salten: Partnership) -> None:
    asked: Callable[..., Any] = actions.ask_clarification
    on = stage.moment(349, 9).date()
    asked(
        **_kept(stage, indre_salten, "1841"),
        question="Illustrasjon: Hvilken statsforvalter behandler klagen når vertskommunen og "
        "hjemkommunen ligger i hvert sitt fylke?",
        asked_whom="statsforvalteren (spørsmålet er ikke sendt i virkeligheten)",
        asked_on=on,
        model="host_administrative",
        provision="sotjl_47",
    )
    asked(
        **_kept(stage, sor_salten, "1837"),
        question="Illustrasjon: Kan en ansatt i nabokommunen få delegert statlige oppgaver "
        "gjennom vår partnerskapsavtale når kontorene bare samarbeider faglig?",
        asked_whom="statsforvalteren (spørsmålet er ikke sendt i virkeligheten)",
        asked_on=on,
        model="professional_cooperation",
        provision="cross_line",
    )
