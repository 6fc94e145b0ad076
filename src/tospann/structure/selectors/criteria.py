"""The criteria an office structure is weighed by, and who weighs them. Loads no engine.

Source of the list: what feasibility studies of Nav offices weigh, and the research on host
cooperation, which finds that views differ with position.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tospann.access.actor import Actor, HeldSeat
from tospann.access.roles import GRANTS, Permission, Role
from tospann.structure.models import Group

WEIGHTS = range(6)  # 0: of no importance, 5: decisive
SCORES = range(-2, 3)  # much worse than today to much better
FEWEST = {  # answers a group must have before anything of it is shown
    Group.LEADERS: 3,
    Group.STAFF: 5,
    Group.USERS: 5,
    Group.COUNCILLORS: 3,
    Group.OWNERS: 3,
}
WHO = {  # in the middle of a sentence
    Group.LEADERS: _("lederne"),
    Group.STAFF: _("de ansatte"),
    Group.USERS: _("brukerne"),
    Group.COUNCILLORS: _("kommunestyremedlemmene"),
    Group.OWNERS: _("eierne"),
}
GROUPS = {  # whose voice a role has; whether it weighs at all is for the role table
    Role.OFFICE_LEADER: Group.LEADERS,
    Role.SECRETARY: Group.LEADERS,
    Role.PROJECT_LEADER: Group.LEADERS,
    Role.ADVISER: Group.LEADERS,
    Role.STAFF_REPRESENTATIVE: Group.STAFF,
    Role.USER_COUNCIL_MEMBER: Group.USERS,
    Role.COUNCILLOR: Group.COUNCILLORS,
    Role.OWNER_REPRESENTATIVE: Group.OWNERS,
    Role.OWNER_ADMINISTRATOR: Group.OWNERS,
}


@dataclass(frozen=True, slots=True)
class Criterion:
    """Something that matters, as a question."""

    code: str
    name: str | Promise
    asks: str | Promise


CRITERIA: tuple[Criterion, ...] = (
    Criterion("quality", _("Kvalitet i tjenesten"), _("Får brukerne bedre hjelp?")),
    Criterion("equality", _("Likebehandling"), _("Får like saker likt svar i alle kommunene?")),
    Criterion("nearness", _("Nærhet"), _("Er det kort vei til noen å møte?")),
    Criterion("environment", _("Fagmiljø"), _("Blir det flere å drøfte faget med?")),
    Criterion("vulnerability", _("Sårbarhet"), _("Tåler kontoret at noen er borte?")),
    Criterion("work", _("Arbeid først"), _("Kommer flere i arbeid?")),
    Criterion("employers", _("Hjelp til arbeidsgivere"), _("Får bedriftene bedre hjelp?")),
    Criterion("users", _("Brukermedvirkning"), _("Får brukerne mer å si?")),
    Criterion("democracy", _("Lokaldemokrati"), _("Kan kommunestyret fortsatt styre?")),
    Criterion("economy", _("Økonomi"), _("Bruker vi pengene bedre?")),
    Criterion(
        "staff",
        _("De ansatte og arbeidsplasser i distriktene"),
        _("Blir det gode arbeidsplasser der folk bor?"),
    ),
    Criterion("law", _("Lovlig å gjennomføre"), _("Er det rettslig trygt?")),
    Criterion("sami", _("Samisk språk"), _("Får samisktalende hjelp på sitt språk?")),
    Criterion("ict", _("IKT"), _("Kan systemene støtte det?")),
    Criterion(
        "link",
        _("Kontakt med andre kommunale tjenester"),
        _("Er det lett å samarbeide med resten av kommunen?"),
    ),
    Criterion("undo", _("Mulig å gjøre om"), _("Kan vi gå tilbake hvis det ikke virker?")),
)
CODES = frozenset(one.code for one in CRITERIA)


def seats_that_weigh(actor: Actor, partnership_id: UUID) -> Sequence[HeldSeat]:
    """The seats a person may answer from, one for each group and owner, in their order."""
    found: dict[tuple[Group, UUID | None], HeldSeat] = {}
    for seat in actor.seats:
        if Permission.CRITERIA_WEIGH not in GRANTS[seat.role]:
            continue
        if partnership_id not in seat.partnership_ids:
            continue
        group = GROUPS[seat.role]
        found.setdefault((group, seat.owner_id if group == Group.OWNERS else None), seat)
    return list(found.values())
