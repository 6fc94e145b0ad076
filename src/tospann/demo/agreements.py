"""Example bodies of the four agreements, for three areas of Nordland.

The texts are ours. They show what such agreements hold; they are not the real ones, and every
body says so. Municipalities, host and dates of establishment are public facts; shares, rents,
opening hours and dates of review are illustrations.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from tospann.agreed.actions import months_after

NOTE = "Illustrasjon: teksten er laget for demonstrasjon og er ikke den virkelige avtalen."
NAV_NORDLAND = "Nav Nordland"
EVERY_DAY = "Hverdager 10–14 uten avtale, ellers etter avtale"
TWO_DAYS = "Tirsdag og torsdag 10–14, ellers etter avtale"
MANDATORY = ("M1", "M2", "M3", "M4", "M5")


@dataclass(frozen=True, slots=True)
class Place:
    """Where the office meets people. `serves` are municipality numbers."""

    id: str
    name: str
    sort: str
    serves: tuple[str, ...]
    opening: str


@dataclass(frozen=True, slots=True)
class Area:
    """An office and who owns it; the first municipality is the municipal party."""

    office: str
    municipalities: tuple[tuple[str, str], ...]
    places: tuple[Place, ...]
    shares: tuple[tuple[str, str], ...]  # owner, per cent with two decimals
    rents: tuple[tuple[str, str, int], ...]  # place, lessee, kroner a year

    @property
    def numbers(self) -> tuple[str, ...]:
        """Every municipality's number."""
        return tuple(number for number, _name in self.municipalities)

    @property
    def host(self) -> str:
        """The municipal party's name."""
        return self.municipalities[0][1]


INDRE_SALTEN = Area(
    office="Nav Indre Salten",
    municipalities=(
        ("1841", "Fauske kommune"),
        ("1839", "Beiarn kommune"),
        ("1875", "Hamarøy kommune"),
        ("1840", "Saltdal kommune"),
        ("1845", "Sørfold kommune"),
    ),
    places=(
        Place(
            "fauske",
            "Fauske",
            "main",
            ("1841",),
            EVERY_DAY,
        ),
        Place(
            "rognan",
            "Rognan",
            "branch",
            ("1840",),
            TWO_DAYS,
        ),
        Place(
            "oppeid",
            "Oppeid",
            "branch",
            ("1875",),
            TWO_DAYS,
        ),
        Place("moldjord", "Moldjord", "location", ("1839",), "Onsdag etter avtale"),
        Place("straumen", "Straumen", "location", ("1845",), "Torsdag etter avtale"),
    ),
    shares=(
        (NAV_NORDLAND, "55.00"),
        ("Fauske kommune", "20.25"),
        ("Beiarn kommune", "4.00"),
        ("Hamarøy kommune", "6.50"),
        ("Saltdal kommune", "9.50"),
        ("Sørfold kommune", "4.75"),
    ),
    rents=(
        ("Fauske", "state", 1_450_000),
        ("Rognan", "municipality", 310_000),
        ("Oppeid", "municipality", 240_000),
        ("Moldjord", "municipality", 60_000),
        ("Straumen", "municipality", 75_000),
    ),
)

OFOTEN = Area(
    office="Nav Ofoten",
    municipalities=(
        ("1806", "Narvik kommune"),
        ("1853", "Evenes kommune"),
        ("5516", "Gratangen kommune"),
    ),
    places=(
        Place("narvik", "Narvik", "main", ("1806",), EVERY_DAY),
        Place("evenes", "Bogen", "location", ("1853",), "Tirsdag etter avtale"),
        Place("gratangen", "Årstein", "location", ("5516",), "Torsdag etter avtale"),
    ),
    shares=(
        (NAV_NORDLAND, "56.00"),
        ("Narvik kommune", "38.50"),
        ("Evenes kommune", "3.00"),
        ("Gratangen kommune", "2.50"),
    ),
    rents=(("Narvik", "state", 2_300_000), ("Bogen", "municipality", 70_000),
           ("Årstein", "municipality", 65_000)),
)  # fmt: skip


def _own_office(number: str, name: str, place: str, state: str, own: str, rent: int) -> Area:
    """An office for one municipality, as in Sør-Salten."""
    return Area(
        office=f"Nav {name}",
        municipalities=((number, f"{name} kommune"),),
        places=(
            Place(place.lower(), place, "main", (number,), "Hverdager 11–14, ellers etter avtale"),
        ),
        shares=((NAV_NORDLAND, state), (f"{name} kommune", own)),
        rents=((place, "municipality", rent),),
    )


MELOEY = _own_office("1837", "Meløy", "Ørnes", "52.00", "48.00", 420_000)
ROEDOEY = _own_office("1836", "Rødøy", "Vågaholmen", "45.00", "55.00", 120_000)
GILDESKAAL = _own_office("1838", "Gildeskål", "Inndyr", "50.00", "50.00", 160_000)

# Optional services and the municipalities that have put them in the office (numbers).
INDRE_SALTEN_SERVICES: Mapping[str, tuple[str, ...]] = {
    "O1": ("1841", "1840", "1845"),
    "O4": ("1841", "1840"),
    "O6": ("1841", "1839", "1875", "1840", "1845"),
    "O24": ("1841", "1875"),
}
_BECAUSE = {
    "O1": "Nye innbyggere får ett sted å gå til på veien mot arbeid.",
    "O2": "Bosetting og oppfølging planlegges sammen.",
    "O4": "Bolig og økonomi henger sammen for de fleste som søker hjelp.",
    "O6": "Søknadene gjelder ofte de samme familiene.",
    "O15": "Ungdom skal ha én fast voksen over tid.",
    "O24": "Ungdom får sin første erfaring fra arbeidslivet hjemme.",
}


def partnership_agreement_body(
    area: Area = INDRE_SALTEN,
    *,
    since: date,
    services: Mapping[str, Sequence[str]] | None = None,
    openings: Mapping[str, str] | None = None,
    notice_months: int = 12,
) -> dict[str, Any]:
    """A complete partnership agreement.

    services : optional service code to the municipalities that have it; Indre Salten's when None.
    openings : place id to opening hours that differ from the area's own.

    A second version that differs in `openings`, in one more service and in `notice_months` makes
    a short and readable difference.
    """
    if services is None:
        services = INDRE_SALTEN_SERVICES if area is INDRE_SALTEN else {"O6": area.numbers}
    openings = openings or {}
    review_on = months_after(since, 24)
    several = len(area.municipalities) > 1
    return {
        "state_party": NAV_NORDLAND,
        "state_signs": "direktøren i Nav Nordland",
        "municipality_signs": f"kommunestyret i {area.host}",
        "municipalities": _municipalities(area),
        "note": NOTE,
        "purpose": (
            "Avtalen skal gi innbyggerne et helhetlig tilbud fra ett kontor. Flere skal komme i "
            "arbeid og aktivitet, og den som trenger hjelp, skal få den i tide, uansett hvor i "
            "området hun eller han bor."
        ),
        "vision": "Ett kontor, like gode tjenester, nær der folk bor.",
        "goals": [
            {"id": "arbeid", "text": "Flere med nedsatt arbeidsevne kommer i arbeid."},
            {"id": "unge", "text": "Unge under 30 år får oppfølging innen åtte uker."},
            {"id": "barn", "text": "Barns behov blir sett i alle saker der familien søker hjelp."},
        ],
        "plan": f"Felles virksomhetsplan for {area.office}",
        "places": [
            {
                "id": place.id,
                "name": place.name,
                "sort": place.sort,
                "serves": list(place.serves),
                "opening": openings.get(place.id, place.opening),
                "lease": {name: lessee for name, lessee, _rent in area.rents}.get(place.name),
            }
            for place in area.places
        ],
        "accessibility": (
            "Lokalene er kontrollert av verneombud og brukerutvalg sammen. Alle steder har "
            "trinnfri inngang og teleslynge i minst ett møterom."
        ),
        "operation_agreement": f"Avtale om drift, eiendom og kostnadsfordeling for {area.office}",
        "cost_key": _key(area),
        "economy": (
            "Hver eier dekker lønn og ytelser for sine egne oppgaver. Felles kostnader deles "
            "etter kostnadsnøkkelen."
        ),
        "leadership": "unitary",
        "state_superior": "direktøren i Nav Nordland",
        "municipal_superior": f"kommunedirektøren i {area.host}",
        "meetings_per_year": 3,
        "meeting_members": (
            "Kommunedirektørene i alle kommunene, direktøren i Nav Nordland og lederen av "
            "kontoret, som er sekretær."
            if several
            else "Kommunedirektøren, direktøren i Nav Nordland og lederen av kontoret, som er "
            "sekretær."
        ),
        "meeting_chair": "Eierne leder møtene annethvert år.",
        "leader_employer": "municipality",
        "appointment": (
            "Eierne lyser ut lederstillingen sammen. Et utvalg med to fra hver eier og de "
            "tillitsvalgte innstiller. Medarbeidere ansettes av den eieren de skal arbeide for."
        ),
        "deputy": "Lederen peker ut en stedfortreder med ansettelse hos den andre eieren.",
        "appointment_disagreement": (
            "Blir eierne ikke enige om hvem som skal ansettes, tas saken opp i et "
            "partnerskapsmøte innen 14 dager. Stillingen lyses ut på nytt hvis de fortsatt er "
            "uenige."
        ),
        "access": (
            "Ansatte har tilgang til de opplysningene de trenger for oppgavene ved kontoret. "
            "Lederen går gjennom tilgangene to ganger i året."
        ),
        "emergency_plan_on": _iso(months_after(since, -2)),
        "emergency_roles": "Lederen varsler begge eiere. Kommunens kriseledelse leder lokalt.",
        "processes": [
            {"id": "stat", "name": "Statlige ytelser og oppfølging", "controller": "state"},
            {"id": "sosial", "name": "Tjenester etter sosialtjenesteloven",
             "controller": "municipality"},
            {"id": "annet", "name": "Andre kommunale tjenester", "controller": "municipality"},
        ],
        "state_staff": "Tillitsvalgte etter hovedavtalen i staten og statens verneombud",
        "municipal_staff": "Tillitsvalgte etter hovedavtalen i KS og kommunens verneombud",
        "codetermination": (
            "Leder, tillitsvalgte og verneombud fra begge sider møtes hver måned. "
            "Arbeidsmiljøet følges opp i én felles gruppe."
        ),
        "indicators": [
            {"id": "i1", "goal": "arbeid", "name": "Overgang til arbeid, nedsatt arbeidsevne",
             "source": "Navs statistikk", "reported": "hvert tertial"},
            {"id": "i11", "goal": "unge", "name": "Unge som fikk oppfølging innen åtte uker",
             "source": "Navs statistikk", "reported": "hver måned"},
            {"id": "i24", "goal": "barn", "name": "Barns situasjon er kartlagt",
             "source": "Kommunens egen telling", "reported": "hvert tertial"},
        ],
        "insight": (
            "Begge eiere ser alle styringstall for kontoret samtidig, i den samme rapporten."
        ),
        "competence_plan_on": _iso(months_after(since, -6)),
        "competence": "Eierne lager én plan og deler utgiftene til felles kurs.",
        "induction": "Nye får den samme opplæringen den første måneden, uansett arbeidsgiver.",
        "delegates": True,
        "delegation_change": (
            "Den som har delegert, kan trekke delegeringen tilbake skriftlig når som helst. "
            "Endringer tas opp i partnerskapsmøtet først."
        ),
        "delegations": [
            {
                "id": "stonad",
                "area": "Økonomisk stønad",
                "direction": "to_state",
                "to": "statlig ansatte veiledere ved kontoret",
                "act": "Sosialtjenesteloven §§ 18–19",
                "regulation": "ingen",
                "instruction": "Kommunens retningslinjer for økonomisk stønad",
                "since": _iso(since),
                "limits": "Inntil 30 000 kroner i den enkelte saken",
            },
            {
                "id": "bistand",
                "area": "Vurdering av behovet for bistand",
                "direction": "to_municipality",
                "to": "kommunalt ansatte veiledere ved kontoret",
                "act": "Nav-loven § 14 a",
                "regulation": "ingen",
                "instruction": "Statens retningslinjer for oppfølging",
                "since": _iso(since),
            },
        ],
        "state_services": [f"S{n}" for n in range(1, 10)],
        "services": [
            *(
                _service(code, area.numbers, since, review_on, "Lovpålagt i alle Nav-kontor.")
                for code in MANDATORY
            ),
            *(
                _service(code, numbers, since, review_on, _BECAUSE.get(code, ""))
                for code, numbers in services.items()
            ),
        ],
        "participation_responsible": "lederen av kontoret",
        "user_council": (
            "Kontoret har et brukerutvalg med medlemmer fra alle kommunene. Utvalget møtes fire "
            "ganger i året og får svar på alle råd."
            if several
            else "Kontoret har et brukerutvalg. Utvalget møtes fire ganger i året og får svar på "
            "alle råd."
        ),
        "participation_plan": "Utvalget vedtar en plan for året i det første møtet.",
        "surveys": "Kontoret spør brukerne hvert år og viser svarene til utvalget først.",
        "cooperations": [
            {"id": "skole", "counterpart": "oppfølgingstjenesten i Nordland fylkeskommune",
             "about": "unge utenfor skole og arbeid", "responsible": "lederen av ungdomsteamet",
             "review_on": _iso(review_on)},
            {"id": "helse", "counterpart": "helse- og omsorgstjenesten i kommunene",
             "about": "rus, psykisk helse og bolig", "responsible": "lederen av kontoret",
             "review_on": _iso(review_on)},
        ],
        "ladder": [
            {"id": "leder", "level": "lederen av kontoret", "within_days": 14},
            {"id": "mote", "level": "partnerskapsmøtet", "within_days": 30},
            {"id": "direktorer", "level": "direktøren i Nav Nordland og kommunedirektøren",
             "within_days": 60},
        ],
        "statutory_step": True,
        "since": _iso(since),
        "notice_months": notice_months,
        "revise_by": _iso(review_on),
        "revised": (
            "Partnerskapsmøtet går gjennom avtalen hvert år og reviderer den i hver valgperiode."
        ),
    }  # fmt: skip


def host_agreement_body(
    area: Area = INDRE_SALTEN, *, since: date, act: str = "2018", notice_months: int = 12
) -> dict[str, Any]:
    """A complete agreement on an administrative host municipality."""
    participants = area.numbers[1:]
    return {
        "municipalities": _municipalities(area),
        "act": act,
        "purpose": (
            "Kommunene vil gi innbyggerne like gode tjenester med et større og mindre sårbart "
            "fagmiljø. Ingen steder skal legges ned."
        ),
        "note": NOTE,
        "tasks": [
            {"id": code.lower(), "service": code, "municipalities": list(participants),
             "authority": "decides"}
            for code in MANDATORY
        ],
        "onward_to_state": True,
        "transfer_on": _iso(since),
        "informs": (
            "Vertskommunen sender hver måned en liste over antall vedtak til hver kommune, uten "
            "opplysninger om enkeltpersoner. En kommune kan be om innsyn i vedtak som gjelder "
            "dens egne innbyggere."
        ),
        "settlement": (
            "Hver kommune dekker stønad til sine egne innbyggere. Lønn og drift deles etter "
            "nøkkelen. Vertskommunen sender regning hvert kvartal og avregning innen 15. februar."
        ),
        "cost_key": _municipal_key(area),
        "since": _iso(since),
        "notice_months": notice_months,
        "revise_by": _iso(months_after(since, 48)),
        "revised": "Kommunene evaluerer samarbeidet én gang i hver valgperiode.",
        "exit": (
            "En kommune sier opp skriftlig til de andre. Kommunene lager sammen en plan for "
            "ansatte, saker og arkiv innen tre måneder."
        ),
        "winding_up": (
            "Samarbeidet oppløses når alle kommunestyrene vedtar det. Saker og arkiv går tilbake "
            "til hver kommune. Ansatte har rettigheter etter arbeidsmiljøloven."
        ),
        "model": "administrative",
    }  # fmt: skip


def operation_agreement_body(area: Area = INDRE_SALTEN, *, since: date) -> dict[str, Any]:
    """A complete agreement on operation, premises and the sharing of costs."""
    return {
        "state_party": NAV_NORDLAND,
        "municipalities": _municipalities(area),
        "note": NOTE,
        "premises": [
            {"id": name.lower(), "name": name, "lessee": lessee, "rent_per_year": rent}
            for name, lessee, rent in area.rents
        ],
        "duties": [
            {"id": "ikt", "what": "IKT for statlige oppgaver", "who": "state", "shared": False},
            {"id": "kikt", "what": "IKT for kommunale oppgaver", "who": "municipality",
             "shared": False},
            {"id": "renhold", "what": "Renhold", "who": "municipality", "shared": True},
            {"id": "vakt", "what": "Sikkerhet og vakt", "who": "state", "shared": True},
        ],
        "cost_key": _key(area),
        "key_covers": "Husleie, strøm, renhold, sikkerhet, møbler og felles utstyr.",
        "key_basis": "Antall årsverk hos hver eier ved årsskiftet.",
        "settlements_per_year": 2,
        "settlement": (
            "Den som leier lokalet, betaler først og sender regning til de andre eierne innen "
            "31. juli og 31. januar."
        ),
        "key_revised": (
            "Lederen legger fram årsverk og regnskap i det første partnerskapsmøtet hvert år. "
            "Eierne godkjenner nøkkelen for det neste året."
        ),
        "since": _iso(since),
        "notice_months": 6,
        "revise_by": _iso(months_after(since, 12)),
    }  # fmt: skip


def cooperation_agreement_body(
    area: Area = INDRE_SALTEN,
    *,
    since: date,
    counterpart: str = "oppfølgingstjenesten i Nordland fylkeskommune",
    sort: str = "school",
    purpose: str = "Unge som slutter på videregående skole, skal få et tilbud innen åtte uker.",
    tasks: str = (
        "Oppfølgingstjenesten sier fra om unge som ønsker hjelp. Nav-kontoret gir en fast "
        "kontaktperson og et møte innen to uker."
    ),
    meetings_per_year: int = 4,
    review_months: int = 24,
) -> dict[str, Any]:
    """A complete agreement with another service."""
    return {
        "state_party": NAV_NORDLAND,
        "municipalities": [
            {"id": f"k{number}", "number": number, "name": name, "role": "party"}
            for number, name in area.municipalities
        ],
        "counterpart": counterpart,
        "counterpart_sort": sort,
        "note": NOTE,
        "purpose": purpose,
        "tasks": tasks,
        "meetings_per_year": meetings_per_year,
        "meetings": "Lederne møtes. De ser på tallene og på hva som stoppet opp.",
        "contact": "lederen av ungdomsteamet" if sort == "school" else "lederen av kontoret",
        "counterpart_contact": "lederen av tjenesten",
        "since": _iso(since),
        "notice_months": 3,
        "revise_by": _iso(months_after(since, review_months)),
    }


def professional_cooperation_body(area: Area = MELOEY, *, since: date) -> dict[str, Any]:
    """Sør-Salten: offices that work together without any formal change."""
    others = [one.office for one in (MELOEY, ROEDOEY, GILDESKAAL) if one is not area]
    return cooperation_agreement_body(
        area,
        since=since,
        counterpart=" og ".join(others),
        sort="nav",
        purpose=(
            "Kontorene i Sør-Salten deler kunnskap og hjelper hverandre når noen er borte. Ingen "
            "myndighet flyttes mellom kommunene."
        ),
        tasks=(
            "Felles fagdager, felles arbeid mot bedrifter og råd til hverandre i saker uten "
            "opplysninger om hvem saken gjelder. Hver kommune fatter vedtak for sine egne."
        ),
        meetings_per_year=6,
    )


def _municipalities(area: Area) -> list[dict[str, Any]]:
    return [
        {
            "id": f"k{number}",
            "number": number,
            "name": name,
            "role": "party" if n == 0 else "participant",
        }
        for n, (number, name) in enumerate(area.municipalities)
    ]


def _key(area: Area) -> list[dict[str, Any]]:
    return [
        {"id": f"eier{n}", "owner": owner, "share": share}
        for n, (owner, share) in enumerate(area.shares)
    ]


def _municipal_key(area: Area) -> list[dict[str, Any]]:
    """An illustration: equal shares, the host takes the rest of the division."""
    count = len(area.municipalities)
    each = 10_000 // count
    hundredths = [10_000 - each * (count - 1), *([each] * (count - 1))]
    return [
        {"id": f"k{number}", "owner": name, "share": f"{part // 100}.{part % 100:02}"}
        for (number, name), part in zip(area.municipalities, hundredths, strict=True)
    ]


def _service(
    code: str, numbers: Sequence[str], since: date, review_on: date, reason: str
) -> dict[str, Any]:
    return {
        "id": code.lower(),
        "service": code,
        "municipalities": list(numbers),
        "since": _iso(since),
        "budget_owner": "kommunen der innbyggeren oppholder seg",
        "decided_by": "lederen av kontoret, med rett til å delegere videre",
        "review_on": _iso(review_on),
        "reason": reason,
    }


def _iso(day: date) -> str:
    return day.isoformat()
