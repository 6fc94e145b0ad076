"""The roles one can enter the demo as. Roles, not persons: nobody here has a name."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from tospann.access.roles import Role


@dataclass(frozen=True, slots=True)
class DemoRole:
    """A seat to try. `owner` is an owner's code; `partnership` a slug, or empty for all."""

    key: str
    name: str
    owner: str
    role: Role
    title: str
    partnership: str = ""
    comes_for: object = ""

    @property
    def email(self) -> str:
        """An address that cannot receive anything (RFC 2606)."""
        return f"{self.key}@demo.invalid"


MUNICIPALITIES = {
    "1841": "Fauske",
    "1845": "Sørfold",
    "1840": "Saltdal",
    "1839": "Beiarn",
    "1875": "Hamarøy",
    "1806": "Narvik",
    "1853": "Evenes",
    "5516": "Gratangen",
    "1837": "Meløy",
    "1836": "Rødøy",
    "1838": "Gildeskål",
}
STATE = "nav-nordland"

_FEATURED = [
    DemoRole(
        "kommunedirektor-fauske",
        "Kommunedirektør, Fauske",
        "1841",
        Role.OWNER_REPRESENTATIVE,
        "kommunedirektør",
        comes_for=_("Vertskommuneavtalen venter på Fauske. Les hva som er endret, og godkjenn."),
    ),
    DemoRole(
        "fylkesdirektor",
        "Fylkesdirektør, Nav Nordland",
        STATE,
        Role.OWNER_REPRESENTATIVE,
        "fylkesdirektør",
        comes_for=_("Alle partnerskapene i fylket på én side."),
    ),
    DemoRole(
        "nav-leder-indre-salten",
        "Nav-leder, Indre Salten",
        "1841",
        Role.OFFICE_LEADER,
        "Nav-leder",
        "indre-salten",
        _("To overordnede, ett utkast: skriv på partnerskapsavtalen og åpne den for eierne."),
    ),
    DemoRole(
        "prosjektleder-indre-salten",
        "Prosjektleder, Indre Salten",
        STATE,
        Role.PROJECT_LEADER,
        "nøytral prosjektleder",
        "indre-salten",
        _("Ser begge sider og driver arbeidet, men binder ingen eier."),
    ),
    DemoRole(
        "tillitsvalgt-indre-salten",
        "Tillitsvalgt, Indre Salten",
        "1841",
        Role.STAFF_REPRESENTATIVE,
        "tillitsvalgt",
        "indre-salten",
        _("Leser avtalene samtidig med eierne."),
    ),
    DemoRole(
        "brukerutvalg-indre-salten",
        "Medlem av brukerutvalget, Indre Salten",
        "1841",
        Role.USER_COUNCIL_MEMBER,
        "medlem av brukerutvalget",
        "indre-salten",
        _("Ser hva kontoret skal gjøre for hvem."),
    ),
    DemoRole(
        "kommunestyremedlem-hamaroy",
        "Kommunestyremedlem, Hamarøy",
        "1875",
        Role.COUNCILLOR,
        "kommunestyremedlem",
        comes_for=_("Hva kommunen har gått med på, og hva de andre har bestemt."),
    ),
    DemoRole(
        "administrator-fauske",
        "Administrator, Fauske",
        "1841",
        Role.OWNER_ADMINISTRATOR,
        "administrator",
        comes_for=_("Gir plasser til Fauskes egne, men kan ikke godkjenne noe."),
    ),
    DemoRole(
        "radgiver-sor-salten",
        "Rådgiver, Sør-Salten",
        "1837",
        Role.ADVISER,
        "rådgiver",
        "sor-salten",
        _("Faglig samarbeid mellom tre kommuner, uten formell endring."),
    ),
    DemoRole(
        "sekretaer-ofoten",
        "Sekretær, Ofoten",
        STATE,
        Role.SECRETARY,
        "sekretær",
        "ofoten",
        _("Holder avtalene i Ofoten i orden."),
    ),
]

_KEYS = {
    "1875": "hamaroy",
    "1845": "sorfold",
    "1837": "meloy",
    "1836": "rodoy",
    "1838": "gildeskal",
}


def _representative(code: str, name: str) -> DemoRole:
    key = _KEYS.get(code, name.lower())
    return DemoRole(
        f"kommunedirektor-{key}",
        f"Kommunedirektør, {name}",
        code,
        Role.OWNER_REPRESENTATIVE,
        "kommunedirektør",
    )


def _administrator(code: str, name: str) -> DemoRole:
    key = _KEYS.get(code, name.lower())
    return DemoRole(
        f"administrator-{key}",
        f"Administrator, {name}",
        code,
        Role.OWNER_ADMINISTRATOR,
        "administrator",
    )


def _sor_salten(code: str, name: str) -> Iterable[DemoRole]:
    """Those who weigh the scenarios of Sør-Salten, where each municipality has its own office."""
    key = _KEYS[code]
    yield DemoRole(
        f"nav-leder-{key}",
        f"Nav-leder, {name}",
        code,
        Role.OFFICE_LEADER,
        "Nav-leder",
        "sor-salten",
    )
    yield DemoRole(
        f"kommunestyremedlem-{key}",
        f"Kommunestyremedlem, {name}",
        code,
        Role.COUNCILLOR,
        "kommunestyremedlem",
    )


FEATURED: tuple[DemoRole, ...] = tuple(_FEATURED)
OTHERS: tuple[DemoRole, ...] = (
    *(_representative(c, n) for c, n in MUNICIPALITIES.items() if c != "1841"),
    DemoRole(
        "administrator-nav-nordland",
        "Administrator, Nav Nordland",
        STATE,
        Role.OWNER_ADMINISTRATOR,
        "administrator",
    ),
    *(_administrator(c, n) for c, n in MUNICIPALITIES.items() if c != "1841"),
    *(role for c in ("1837", "1836", "1838") for role in _sor_salten(c, MUNICIPALITIES[c])),
    DemoRole(
        "tillitsvalgt-sor-salten",
        "Tillitsvalgt, Sør-Salten",
        "1837",
        Role.STAFF_REPRESENTATIVE,
        "tillitsvalgt",
        "sor-salten",
    ),
    DemoRole(
        "brukerutvalg-sor-salten",
        "Medlem av brukerutvalget, Sør-Salten",
        "1837",
        Role.USER_COUNCIL_MEMBER,
        "medlem av brukerutvalget",
        "sor-salten",
    ),
)
ROLES: dict[str, DemoRole] = {role.key: role for role in (*FEATURED, *OTHERS)}
