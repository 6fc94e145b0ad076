"""What all four agreements share: parties, and from when to when they hold."""

from collections.abc import Iterable, Iterator
from datetime import date

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from pydantic import BaseModel

from tospann.agreed.body import Missing, Term
from tospann.agreements.complete import dates_in_order, law_day
from tospann.agreements.points import Ask, Point, Row, Rows, in_full, listed
from tospann.agreements.sources import Source
from tospann.base import clock
from tospann.partnerships.models import Part as OwnerPart
from tospann.partnerships.models import Partnership
from tospann.partnerships.selectors import owners_on


class Line(TextChoices):
    """The two steering lines."""

    STATE = "state", _l("staten")
    MUNICIPALITY = "municipality", _l("kommunen")


class Role(TextChoices):
    """What a municipality is in the agreement."""

    PARTY = "party", _l("kommunal eier")
    PARTICIPANT = "participant", _l("samarbeidskommune")


class Municipality(Row):
    """A municipality as the agreement names it."""

    number: str = ""
    name: str = ""
    org_number: str = ""
    role: Role = Role.PARTY

    @property
    def choice(self) -> tuple[str, str]:
        """What others choose it by."""
        return self.number, self.name

    @property
    def key(self) -> str:
        """What the law's tests know it by: its number, or its row while that is empty."""
        return self.number or self.id


class WithTerm(BaseModel):
    """From when to when, and how it is left."""

    since: date | None = None
    until: date | None = None
    notice_months: int | None = None
    revise_by: date | None = None
    revised: str = ""


MUNICIPALITY_ROWS = Rows(
    "municipalities",
    _l("Kommuner"),
    _l("en kommune"),
    (
        Ask("name", _l("Navn"), blocks=True),
        Ask("number", _l("Kommunenummer"), blocks=True),
        Ask("org_number", _l("Organisasjonsnummer"), optional=True),
        Ask("role", _l("Rolle")),
    ),
    least=1,
    blocks=True,
)
NOTE = Ask("note", _l("Merknad"), long=True, optional=True)
TERM_ASKS = (
    Ask("since", _l("Første dag"), blocks=True, said=True),
    Ask("until", _l("Siste dag"), _l("La stå tom når avtalen er løpende."), optional=True,
        said=True),
    Ask("notice_months", _l("Frist for oppsigelse"), _l("I måneder."), said=True, most=120),
    Ask("revise_by", _l("Neste revisjon senest"), said=True),
    Ask("revised", _l("Slik revideres avtalen"), long=True, optional=True),
)  # fmt: skip


def term(body: WithTerm) -> Term:
    """The term as the kernel keeps it."""
    return Term(body.since, body.until, body.notice_months, body.revise_by)


def term_sentences(body: WithTerm) -> Iterator[str]:
    """The term in full sentences; what is not filled in is not said."""
    if body.since and body.until:
        yield _("Avtalen gjelder fra og med %(since)s til og med %(until)s.") % {
            "since": in_full(body.since),
            "until": in_full(body.until),
        }
    elif body.since:
        yield _("Avtalen gjelder fra og med %s, til den blir avløst eller sagt opp.") % in_full(
            body.since
        )
    if body.notice_months is not None:
        yield _("Hver part kan si opp avtalen skriftlig. Fristen er %s.") % months(
            body.notice_months
        )
    if body.revise_by:
        yield _("Partene skal ha gått gjennom avtalen på nytt senest %s.") % in_full(
            body.revise_by
        )


def months(count: int) -> str:
    """`1 måned`, `12 måneder`."""
    return _("1 måned") if count == 1 else _("%s måneder") % count


def term_point(number: str, source: Source) -> Point:
    """The last point of an agreement without rules of its own about its end."""
    return Point("term", number, _l("Varighet, oppsigelse og revisjon"), source, TERM_ASKS,
                 says=term_sentences)  # fmt: skip


def term_faults(body: WithTerm, source: Source) -> Iterator[Missing]:
    """Dates in the wrong order."""
    return dates_in_order(
        "term",
        since=body.since,
        until=body.until,
        revise_by=body.revise_by,
        source=source.on(law_day(body.since)),
    )


def names(municipalities: Iterable[Municipality]) -> str:
    """`Fauske kommune, Saltdal kommune og Beiarn kommune`."""
    return listed([one.name for one in municipalities if one.name])


def called(municipalities: Iterable[Municipality]) -> tuple[tuple[str, str], ...]:
    """What the law's tests shall call each of them, by `key`."""
    return tuple((one.key, one.name) for one in municipalities if one.name)


def parties_of(partnership: Partnership) -> tuple[str, list[Municipality]]:
    """The state owner's name, and today's municipalities as rows of a body. One query.

    The municipal party comes first, then participants by name. Before the first day of the
    partnership, or after its last, there are none.
    """
    owners = owners_on(partnership, clock.today())
    state = next((one.owner.name for one in owners if one.part == OwnerPart.STATE), "")
    roles = {OwnerPart.MUNICIPAL_PARTY: Role.PARTY, OwnerPart.PARTICIPANT: Role.PARTICIPANT}
    rows = [
        Municipality(
            id=f"k{one.owner.code}",
            number=one.owner.code,
            name=one.owner.name,
            role=roles[OwnerPart(one.part)],
        )
        for one in owners
        if one.part in roles
    ]
    return state, rows
