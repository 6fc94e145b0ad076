"""The points of the partnership agreement: what is asked, and the sentences it becomes.

Numbers, order and titles follow the guide's table of contents. Point 1 and 8 have no number of
that kind in it; the title of point 5.0 is inferred.
"""

from collections.abc import Iterator
from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from tospann.agreed.body import Table
from tospann.agreements import sources
from tospann.agreements.kinds.common import (
    MUNICIPALITY_ROWS,
    NOTE,
    TERM_ASKS,
    Role,
    names,
    term_sentences,
)
from tospann.agreements.kinds.partnership.body import (
    Delegation,
    Goal,
    Leadership,
    PartnershipAgreement,
    ServiceRow,
)
from tospann.agreements.points import Ask, Point, Rows, in_full, listed
from tospann.agreements.services import MUNICIPAL_CHOICES, SERVICES, STATE_CHOICES
from tospann.agreements.shares import KEY_ASKS
from tospann.agreements.sources import guide


def _parties(body: PartnershipAgreement) -> Iterator[str]:
    party = names(one for one in body.municipalities if one.role is Role.PARTY)
    others = names(one for one in body.municipalities if one.role is Role.PARTICIPANT)
    if body.state_party and party:
        yield _(
            "Dette er partnerskapsavtalen mellom %(state)s og %(municipality)s om det felles "
            "lokale Nav-kontoret."
        ) % {"state": body.state_party, "municipality": party}
    if others and party:
        yield _(
            "%(host)s er vertskommune. Kontoret betjener også innbyggerne i %(others)s, etter "
            "en egen avtale om vertskommunesamarbeid."
        ) % {"host": party, "others": others}
    yield _(
        "Avtalen bygger på Nav-loven §§ 13 og 14. Staten og kommunen er likeverdige eiere. "
        "Ingen av dem kan instruere den andre. Formelle beslutninger tas i hver sin styringslinje."
    )


def _purpose(body: PartnershipAgreement) -> Iterator[str]:
    yield body.purpose
    if body.vision:
        yield _("Eiernes felles visjon: %s") % body.vision
    if body.plan:
        yield _("Målene følges opp i «%s».") % body.plan
    elif body.plan_by:
        yield _("Eierne skal ha en felles virksomhetsplan på plass innen %s.") % in_full(
            body.plan_by
        )


def _places(body: PartnershipAgreement) -> Iterator[str]:
    count = len(body.places)
    if count == 1:
        yield _("Kontoret har ett sted å møte innbyggerne.")
    elif count:
        yield _("Kontoret har %s steder å møte innbyggerne.") % count


def _operation(body: PartnershipAgreement) -> Iterator[str]:
    if body.operation_agreement:
        yield _("Drift, eiendom og fordeling av kostnader er avtalt i «%s».") % (
            body.operation_agreement
        )
    if body.cost_key:
        yield _("Eierne deler felles kostnader etter nøkkelen i tabellen.")


def _steering(body: PartnershipAgreement) -> Iterator[str]:
    if body.leadership is Leadership.UNITARY:
        yield _(
            "Kontoret har enhetlig ledelse. Én leder har ansvaret for begge eiernes tjenester."
        )
    if body.leadership is Leadership.DUAL:
        yield _("Kontoret har todelt ledelse. Hver eier har sin leder.")
    if body.state_superior and body.municipal_superior:
        yield _(
            "I den statlige linjen rapporterer lederen til %(state)s. I den kommunale linjen "
            "rapporterer lederen til %(municipality)s."
        ) % {"state": body.state_superior, "municipality": body.municipal_superior}
    if body.meetings_per_year:
        yield _("Eierne holder partnerskapsmøte minst %s ganger i året.") % body.meetings_per_year


def _goals_followed(body: PartnershipAgreement) -> Iterator[str]:
    yield _(
        "Kontoret styres etter statens mål- og disponeringsbrev og kommunens styringsdokumenter. "
        "Eierne samordner kravene i partnerskapsmøtet og følger målene med de samme tallene."
    )


def _delegation(body: PartnershipAgreement) -> Iterator[str]:
    if body.delegates is None:
        return
    if body.delegates:
        yield _(
            "Staten og kommunen lar ansatte utføre oppgaver på hverandres områder, slik det "
            "står under hvert område nedenfor. Ansvaret flyttes ikke, og utgifter flyttes ikke "
            "mellom budsjettene."
        )
        yield _(
            "Vedtaket om delegering skal ligge ved avtalen for hvert område. Uten vedtaket er "
            "ingen myndighet overført."
        )
    else:
        yield _("Ingen myndighet er delegert mellom staten og kommunen.")


def _services(body: PartnershipAgreement) -> Iterator[str]:
    yield _(
        "Kontoret ivaretar statens oppgaver og alle kommunens oppgaver etter "
        "sosialtjenesteloven. Kommunene kan legge flere tjenester til kontoret. Tabellene viser "
        "hva som gjelder i hver kommune."
    )


def _portfolio_tables(body: PartnershipAgreement) -> Iterator[Table]:
    """Who has what: one table for the mandatory services and one for the others."""
    for mandatory, caption in (
        (True, _("Lovpålagte tjenester, kommune for kommune")),
        (False, _("Andre kommunale tjenester, kommune for kommune")),
    ):
        rows = [
            (
                str(service.name),
                *(
                    _("ja") if holds(body, service.code, one.number) else _("nei")
                    for one in body.municipalities
                ),
            )
            for service in SERVICES.values()
            if service.mandatory is mandatory
            and any(row.service == service.code for row in body.services)
        ]
        if rows:
            header = (_("Tjeneste"), *(one.name for one in body.municipalities))
            yield Table(caption, header, tuple(rows))


def holds(body: PartnershipAgreement, service: str, municipality: str) -> bool:
    """Whether the office has the service for that municipality (number), by this text."""
    return any(
        row.service == service and municipality in row.municipalities for row in body.services
    )


def _interaction(body: PartnershipAgreement) -> Iterator[str]:
    if body.cooperations:
        yield _("Kontoret har faste avtaler om samarbeid med %s.") % listed(
            [one.counterpart for one in body.cooperations if one.counterpart]
        )


def _disagreement(body: PartnershipAgreement) -> Iterator[str]:
    yield _("Uenighet løses på lavest mulig nivå, trinn for trinn.")
    if body.statutory_step:
        yield _(
            "Blir partene ikke enige, kan hver av dem kreve mekling hos statsforvalteren og "
            "deretter behandling i tvistenemnda. Det følger av forskrift 12. mars 2007 nr. 294. "
            "Ordningen gjelder avtalen, ikke enkeltsaker."
        )


def _term(body: PartnershipAgreement) -> Iterator[str]:
    yield from term_sentences(body)
    yield _(
        "Plikten til å ha et felles lokalt Nav-kontor kan ikke sies opp (Nav-loven § 13). Den som "
        "sier opp, skal derfor straks ta initiativ til en ny avtale."
    )
    yield _("Endringer gjelder når alle partene har godkjent den samme teksten.")


def _goal_heading(goal: Goal) -> str:
    return _("Felles mål")


def _service_heading(row: ServiceRow) -> str:
    service = SERVICES.get(row.service)
    return str(service.name) if service else _("Kommunal tjeneste")


def _service_act(row: ServiceRow) -> Iterator[str]:
    if row.service in SERVICES:
        yield _("Vedtak bygger på %s.") % SERVICES[row.service].act
    if row.service and not row.municipalities:
        yield _("Tjenesten er vurdert. Nav-kontoret har den ikke for noen av kommunene.")


def _delegation_heading(delegation: Delegation) -> str:
    return delegation.area or _("Delegert område")


POINTS = (
    Point("parties", "1", _l("Innledning og parter"), sources.NAV_14, (
        Ask("state_party", _l("Statlig eier"), _l("For eksempel Nav Nordland."), blocks=True),
        Ask("state_org_number", _l("Statlig eiers organisasjonsnummer"), optional=True),
        Ask("state_signs", _l("For staten godkjenner"),
            _l("Stilling, ikke navn. For eksempel direktøren i Nav Nordland.")),
        Ask("municipality_signs", _l("For kommunen godkjenner"),
            _l("Stilling eller organ. For eksempel kommunestyret.")),
        NOTE,
    ), (replace(MUNICIPALITY_ROWS, law="municipalities"),), says=_parties),
    Point("purpose", "2.0", _l("Formålet med partnerskapsavtalen"), guide("2.0"), (
        Ask("purpose", _l("Formål"), _l("Hva skal dere få til sammen?"), long=True, blocks=True,
            said=True),
        Ask("vision", _l("Felles visjon"), optional=True, said=True),
        Ask("plan", _l("Felles virksomhetsplan"), _l("Navnet på planen, hvis den finnes."),
            optional=True, said=True),
        Ask("plan_by", _l("Planen skal være klar innen"),
            _l("Fyll ut hvis dere ikke har en plan ennå."), optional=True, said=True),
    ), (
        Rows("goals", _l("Felles mål"), _l("et felles mål"), (Ask("text", _l("Mål")),),
             least=1, part="goal", heading=_goal_heading),
    ), says=_purpose),
    Point("location", "2.1", _l("Fysisk lokalisering og utforming"), guide("2.1"), (
        Ask("accessibility", _l("Universell utforming"),
            _l("Når ble lokalene kontrollert, og hva ble funnet?"), long=True),
    ), (
        Rows("places", _l("Steder å møte kontoret"), _l("et sted"), (
            Ask("name", _l("Sted")),
            Ask("sort", _l("Type")),
            Ask("address", _l("Adresse"), optional=True),
            Ask("serves", _l("Betjener"), among="municipalities"),
            Ask("opening", _l("Åpningstid og måte å møtes på")),
            Ask("lease", _l("Leier lokalet")),
        ), least=1, law="location"),
    ), says=_places),
    Point("operation", "3.0", _l("Organisering og drift av Nav-kontoret"), guide("3.0"), (
        Ask("operation_agreement", _l("Avtale om drift og eiendom"),
            _l("Navnet på avtalen, hvis dere har en egen."), optional=True, said=True),
        Ask("economy", _l("Økonomiske rammer"), long=True),
    ), (Rows("cost_key", _l("Kostnadsnøkkel"), _l("en eier"), KEY_ASKS),), says=_operation),
    Point("steering", "3.1", _l("Styring og ledelse"), guide("3.1"), (
        Ask("leadership", _l("Ledelse"), said=True, law="organisation"),
        Ask("coherence", _l("Slik får brukerne en samlet tjeneste"),
            _l("Må fylles ut ved todelt ledelse."), long=True, optional=True),
        Ask("state_superior", _l("Lederens overordnede i staten"), said=True),
        Ask("municipal_superior", _l("Lederens overordnede i kommunen"), said=True),
        Ask("meetings_per_year", _l("Partnerskapsmøter i året"), said=True),
        Ask("meeting_members", _l("Deltakere i partnerskapsmøtet"), long=True),
        Ask("meeting_chair", _l("Ledelse av møtene"), optional=True),
    ), says=_steering),
    Point("appointment", "3.2", _l("Ansettelse av leder og medarbeidere"), guide("3.2"), (
        Ask("leader_employer", _l("Lederens arbeidsgiver")),
        Ask("appointment", _l("Slik ansettes leder og medarbeidere"), long=True),
        Ask("deputy", _l("Stedfortreder"), optional=True),
        Ask("appointment_disagreement", _l("Ved uenighet om ansettelse"), long=True),
    )),
    Point("privacy", "3.3", _l("Personvern, informasjonssikkerhet og beredskap"), guide("3.3"), (
        Ask("access", _l("Tilgang til opplysninger"), long=True),
        Ask("emergency_plan_on", _l("Beredskapsplanen er fra")),
        Ask("emergency_roles", _l("Roller i beredskap"), long=True, optional=True),
    ), (
        Rows("processes", _l("Behandlingsansvar"), _l("en behandling av personopplysninger"), (
            Ask("name", _l("Behandling")),
            Ask("controller", _l("Behandlingsansvarlig"), _l("Nøyaktig én for hver behandling.")),
        ), least=1),
    )),
    Point("codetermination", "3.4", _l("Medbestemmelse"), guide("3.4"), (
        Ask("state_staff", _l("Statlig side"),
            _l("Hvilke tillitsvalgte og verneombud deltar? Skriv roller, ikke navn.")),
        Ask("municipal_staff", _l("Kommunal side"),
            _l("Hvilke tillitsvalgte og verneombud deltar? Skriv roller, ikke navn.")),
        Ask("codetermination", _l("Felles møter og arbeidsmiljøarbeid"), long=True),
    )),
    Point("results", "3.5", _l("Mål og resultatkrav"), guide("3.5"), (
        Ask("insight", _l("Innsyn i hverandres styringsinformasjon"), long=True),
    ), (
        Rows("indicators", _l("Indikatorer for felles mål"), _l("en indikator"), (
            Ask("name", _l("Indikator")),
            Ask("goal", _l("Mål"), _l("Lagre først hvis målet ikke står i listen."),
                among="goals"),
            Ask("source", _l("Kilde")),
            Ask("reported", _l("Rapporteres"), optional=True),
        )),
    ), says=_goals_followed),
    Point("competence", "3.6", _l("Kompetanseutvikling"), guide("3.6"), (
        Ask("competence_plan_on", _l("Felles kompetanseplan er fra")),
        Ask("competence", _l("Slik utvikler eierne kompetansen"), long=True),
        Ask("induction", _l("Felles opplæring av nye"), long=True, optional=True),
    )),
    Point("delegation", "3.7",
          _l("Delegert myndighet og oppgaver på hverandres områder"), sources.CROSS_LINE, (
        Ask("delegates", _l("Skal ansatte kunne utføre oppgaver på den andre eierens område?"),
            said=True),
        Ask("delegation_change", _l("Slik endres eller trekkes delegeringen tilbake"), long=True,
            optional=True),
    ), (
        Rows("delegations", _l("Delegerte områder"), _l("et delegert område"), (
            Ask("area", _l("Område")),
            Ask("direction", _l("Retning")),
            Ask("to", _l("Delegeres til"), _l("Stilling, ikke navn.")),
            Ask("receiver", _l("Mottakeren er"),
                _l("Med to ledere kan ikke myndighet delegeres til lederen på tvers."),
                optional=True),
            Ask("act", _l("Lov"), law="delegation_cites"),
            Ask("regulation", _l("Forskrift"), _l("Skriv «ingen» hvis det ikke finnes noen."),
                law="delegation_cites"),
            Ask("instruction", _l("Instruks eller rundskriv"), law="delegation_cites"),
            Ask("since", _l("Fra og med"), law="delegation_period"),
            Ask("until", _l("Til og med"), optional=True),
            Ask("limits", _l("Beløpsgrenser og unntak"), optional=True),
        ), part="delegation", heading=_delegation_heading),
    ), says=_delegation),
    Point("services", "4.0", _l("Tjenestetilbud ved Nav-kontoret"), guide("4.0"), (
        Ask("state_services", _l("Statlige tjenester"), choices=STATE_CHOICES),
    ), (
        Rows("services", _l("Kommunale tjenester"), _l("en tjeneste"), (
            Ask("service", _l("Tjeneste"), choices=MUNICIPAL_CHOICES, said=True),
            Ask("municipalities", _l("Gjelder for"),
                _l("Kommuner uten hake har ikke tjenesten på Nav-kontoret."),
                among="municipalities", optional=True),
            Ask("since", _l("Fra og med"), optional=True),
            Ask("budget_owner", _l("Betales av")),
            Ask("decided_by", _l("Vedtak fattes av"), _l("Stilling, ikke navn.")),
            Ask("review_on", _l("Vurderes på nytt")),
            Ask("reason", _l("Begrunnelse"), optional=True),
            Ask("note", _l("Merknad"), optional=True),
        ), part="service",
                heading=_service_heading,
                says=_service_act,
                asked_of=lambda row: bool(row.municipalities)),
    ), says=_services, tables=_portfolio_tables),
    Point("participation", "5.0", _l("Brukermedvirkning"), guide("5.0"), (
        Ask("participation_responsible", _l("Ansvarlig"), _l("Stilling, ikke navn.")),
        Ask("user_council", _l("Brukerutvalg"), long=True, law="user_dialogue"),
        Ask("participation_plan", _l("Plan for året"), long=True),
        Ask("surveys", _l("Brukerundersøkelser"), long=True, optional=True),
    )),
    Point("interaction", "6.0", _l("Samhandling med øvrige tjenester i kommunen og regionen"),
          guide("6.0"), rows=(
        Rows("cooperations", _l("Faste samarbeid"), _l("et samarbeid"), (
            Ask("counterpart", _l("Samarbeider med")),
            Ask("about", _l("Om"), optional=True),
            Ask("responsible", _l("Ansvarlig"), _l("Stilling, ikke navn.")),
            Ask("review_on", _l("Vurderes på nytt")),
        ), least=1, law="contact"),
    ), says=_interaction),
    Point("disagreement", "7.0", _l("Prinsipper for tvisteløsning ved uenighet"), sources.DISPUTES,
          (
        Ask("statutory_step",
            _l("Skal avtalen vise til tvisteordningen i forskrift 12. mars 2007 nr. 294?"),
            said=True),
    ), (
        Rows("ladder", _l("Trinn for trinn"), _l("et trinn"), (
            Ask("level", _l("Løses av")),
            Ask("within_days", _l("Frist i dager"), optional=True),
        ), least=1),
    ), says=_disagreement),
    Point("term", "8", _l("Varighet, oppsigelse og revisjon"), sources.PRACTICE, TERM_ASKS,
          says=_term),
)  # fmt: skip
