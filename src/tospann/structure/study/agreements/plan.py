"""Which agreements a proposal asks for: begun here, or why not and what to do.

The agreements that are needed, and what becomes of those that stand, are reckoned by
`selectors.consequences.agreements`, as on the page of consequences, from the structure that was
frozen in the proposal.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tospann.agreed.kinds import kind_of
from tospann.agreed.models import Document, Version
from tospann.agreed.standing import Standing, parties, standings
from tospann.agreements.points import listed, percent
from tospann.base import clock
from tospann.engines.authority import Model
from tospann.engines.structure import norwegian
from tospann.engines.structure.errors import BadData
from tospann.partnerships.models import Owner, OwnerKind
from tospann.partnerships.models import Part as OwnerPart
from tospann.structure.models import Dataset, ProposalAgreement, Scenario
from tospann.structure.selectors.consequences.agreements import (
    FORMAL,
    HOST,
    WORDS,
    Touched,
    address_of,
    needed,
    says_of,
    touched,
)
from tospann.structure.selectors.consequences.ground import Area, Ground, ground_of
from tospann.structure.selectors.consequences.told import Fate, Rule, Statement
from tospann.structure.study.body import Area as Drawn
from tospann.structure.study.proposal.body import Proposal


class Way(StrEnum):
    """How an agreement is begun."""

    NEW = "new"  # a document of its own
    VERSION = "version"  # the next version of one that stands
    KEPT = "kept"  # somebody is writing the next version already: it is not written over
    BEGUN = "begun"  # from this very proposal, before


@dataclass(frozen=True, slots=True)
class Asked:
    """An agreement that is to be begun, or was. `document` is None for a new one.

    `members` are owners by today's number, the host first; `drawn` is their area as it was
    decided. `others` are owners who will be asked to say yes although it does not bind them.
    """

    kind: str
    label: str
    title: str
    way: Way
    says: str
    rules: tuple[Rule, ...]
    host: str  # today's number
    members: dict[str, Owner]
    drawn: Drawn
    today: dict[str, str]  # today's number by the one in `drawn`
    document: Document | None
    others: tuple[Owner, ...]

    @property
    def others_named(self) -> str:
        """`Rødøy kommune og Gildeskål kommune`."""
        return listed([one.name for one in self.others])

    @property
    def places(self) -> list[str]:
        """Where there will be somebody to meet, and how often."""
        return [f"{one.name}: {week(one.days)}" for one in self.drawn.sites if one.days]

    @property
    def key(self) -> list[str]:
        """What each municipality bears, when the study says it for all of them."""
        found = [(one.name, one.percent) for one in self.drawn.members]
        if any(part is None for _name, part in found):
            return []
        return [f"{name}: {percent(part)}" for name, part in found if part is not None]


def week(days: float) -> str:
    """`2 dager i uken`."""
    text = norwegian.decimal(days).removesuffix(",0")
    return ngettext("%(days)s dag i uken", "%(days)s dager i uken", 1 if days == 1 else 2) % {
        "days": text
    }


@dataclass(frozen=True, slots=True)
class Outside:
    """An agreement that is not begun here, why, and what to do."""

    says: str
    because: str
    mend: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a proposal asks for."""

    state: Owner | None
    since: date
    asked: tuple[Asked, ...]
    outside: tuple[Outside, ...]

    @property
    def waiting(self) -> tuple[Asked, ...]:
        """Those that would be begun now."""
        return tuple(one for one in self.asked if one.way is not Way.BEGUN)


def plan_of(version: Version, body: Proposal) -> Plan | None:
    """The plan of an opened proposal. 33 queries at most, and the dataset the first time.

    `version` comes with its document from `agreed.standing.with_rows`. None when the proposal
    holds no structure as data, or its dataset is gone.
    """
    document = version.document
    ground = _ground(document, body)
    if ground is None:
        return None
    own = {
        row.owner.code: (row.owner, OwnerPart(row.part))
        for row in document.partnership.ownerships.all()
        if row.owner.kind == OwnerKind.MUNICIPALITY
        and row.since <= ground.day
        and (row.until is None or ground.day <= row.until)
    }
    state = next(
        (owner for owner, part in parties(document, ground.day) if part is OwnerPart.STATE),
        None,
    )
    making = _Making(document, version, ground, own, body)
    asked: list[Asked] = []
    outside: list[Outside] = []
    for area in ground.areas():
        for statement in needed(ground, area):
            found = making.asked(area, statement)
            if isinstance(found, Asked):
                asked.append(found)
            else:
                outside.append(found)
    outside += making.left()
    assert body.since is not None  # nothing is opened without
    return Plan(state, body.since, tuple(asked), tuple(outside))


def newest_of(document: Document) -> Standing:
    """The newest version of an opened proposal from `with_rows`, bound to it. No queries."""
    newest = standings(document, clock.today())[0]
    newest.version.document = document
    return newest


def waited_for(newest: Standing) -> str:
    """The owners that have not said yes."""
    return listed([one.owner.name for one in newest.waiting])


def _ground(document: Document, body: Proposal) -> Ground | None:
    """The ground of the structure as it was decided, not of a scenario as it is now."""
    if not body.structure or not Dataset.objects.filter(pk=UUID(body.dataset)).exists():
        return None
    drawn = Scenario(
        partnership=document.partnership,
        dataset_id=UUID(body.dataset),
        title=body.alternative,
        differences={
            "municipalities": {
                one.number: {"host": area.host, "model": area.model}
                for area in body.structure
                for one in area.members
            },
            "days": {site.id: site.days for area in body.structure for site in area.sites},
        },
    )
    try:
        return ground_of(drawn)
    except BadData:
        return None


class _Making:
    """Finds, for one proposal, what each needed agreement is to be made of."""

    def __init__(
        self,
        document: Document,
        version: Version,
        ground: Ground,
        own: dict[str, tuple[Owner, OwnerPart]],
        body: Proposal,
    ) -> None:
        self.document, self.version, self.ground, self.own = document, version, ground, own
        self.language = version.read().language
        self.drawn = {area.host: area for area in body.structure}
        self.touched = touched(ground)
        self.used: set[UUID] = set()  # documents that are told of
        every = ProposalAgreement.objects.filter(version__document=document)
        self.rows = list(
            every.select_related("document__draft", "version").order_by("-version__number")
        )

    def asked(self, area: Area, statement: Statement) -> Asked | Outside:
        """The agreement, or why it is not begun here."""
        if hindrance := self._hindrance(area, statement):
            return hindrance
        ground, kind = self.ground, statement.kind
        host = ground.today[area.host]
        members = {ground.today[one]: self.own[ground.today[one]][0] for one in area.members}
        way, document = self._document(area, kind, host)
        if way is None:
            assert document is not None
            return Outside(
                document.title,
                _("Avtalen som står, passer allerede til forslaget."),
                _("Se over den. Steder og åpningsdager kan ha blitt andre."),
                self._address(document),
            )
        return Asked(
            kind=kind,
            label=str(kind_of(kind).label),
            title=document.title if document else self._title(kind, area),
            way=way,
            says=statement.says,
            rules=statement.rules,
            host=host,
            members=members,
            drawn=self.drawn[area.host],
            today=ground.today,
            document=document,
            others=self._others(kind, host, members),
        )

    def left(self) -> Iterator[Outside]:
        """What stands, must be ended, replaced or looked over, and is not begun here."""
        for one in self.touched:
            if one.fate is None or one.document.pk in self.used:
                continue
            own = one.document.partnership_id == self.document.partnership_id
            yield Outside(
                f"{one.standing.version.title}: {WORDS[one.fate]().lower()}",
                says_of(self.ground, one, one.fate),
                _mend(one, own=own),
                address_of(one),
            )

    # --- Why it is not begun here -------------------------------------------------------

    def _hindrance(self, area: Area, statement: Statement) -> Outside | None:
        ground = self.ground
        if not statement.kind:
            return Outside(statement.says, *_without_kind(area))
        strangers = [one for one in area.members if ground.today[one] not in self.own]
        if len(strangers) == len(area.members):
            return Outside(
                statement.says,
                _("Ingen av kommunene er eier i dette partnerskapet."),
                _("Avtalen lages i partnerskapet som har kontoret i %(host)s.")
                % {"host": ground.name(area.host)},
            )
        if strangers:
            names = listed(ground.names(strangers))
            return Outside(
                statement.says,
                _("%(names)s er ikke eier i dette partnerskapet, og kan ikke si ja til avtalen "
                  "her. Ingen skal bindes av noe de ikke har godkjent.") % {"names": names},
                _("Be den som driver Tospann, om å føre inn %(names)s som eier. Da blir %(names)s "
                  "også spurt om forslaget, og avtalen kan begynnes når alle har sagt ja.")
                % {"names": names},
            )  # fmt: skip
        _owner, part = self.own[ground.today[area.host]]
        if statement.kind != HOST and part is not OwnerPart.MUNICIPAL_PARTY:
            name = ground.name(area.host)
            return Outside(
                statement.says,
                _("%(name)s er ikke kommunal eier i dette partnerskapet i dag, og ville ikke "
                  "blitt bedt om å godkjenne avtalen.") % {"name": name},
                _("Be den som driver Tospann, om å føre %(name)s som kommunal eier. Begynn "
                  "avtalen da.") % {"name": name},
            )  # fmt: skip
        return None

    # --- Which document it becomes ------------------------------------------------------

    def _document(self, area: Area, kind: str, host: str) -> tuple[Way | None, Document | None]:
        """How it is begun and the document it is begun in. No way: one that stands will do."""
        for row in self.rows:
            if (row.kind, row.host) != (kind, host):
                continue
            self.used.add(row.document_id)
            if row.version_id == self.version.pk:
                return Way.BEGUN, row.document
            if hasattr(row.document, "draft"):
                return Way.KEPT, row.document
        for one in self.touched:
            mine = one.document.partnership_id == self.document.partnership_id
            if not mine or one.document.kind != kind or one.party != area.host:
                continue
            if one.fate is Fate.ENDS or one.document.pk in self.used - self._earlier(kind, host):
                continue
            self.used.add(one.document.pk)
            if one.fate is None:
                return None, one.document
            return (Way.KEPT if hasattr(one.document, "draft") else Way.VERSION), one.document
        return Way.NEW, None

    def _earlier(self, kind: str, host: str) -> set[UUID]:
        """Documents that earlier versions of the proposal began for the same area."""
        return {one.document_id for one in self.rows if (one.kind, one.host) == (kind, host)}

    def _title(self, kind: str, area: Area) -> str:
        """In the language of the proposal, which the draft will be in."""
        with translation.override(self.language):
            title = (
                _("Vertskommuneavtale mellom %(names)s")
                if kind == HOST
                else _("Partnerskapsavtale for %(names)s")
            )
            return (title % {"names": listed(self.ground.names(area.members))})[:200]

    def _address(self, document: Document) -> str:
        return next(address_of(one) for one in self.touched if one.document.pk == document.pk)

    def _others(self, kind: str, host: str, members: dict[str, Owner]) -> tuple[Owner, ...]:
        """Owners the kernel will ask although the agreement does not bind them."""
        bound = set(members) if kind == HOST else {host}
        return tuple(
            owner
            for owner, part in self.own.values()
            if part in kind_of(kind).ratified_by and owner.code not in bound
        )


def _without_kind(area: Area) -> tuple[str, str]:
    """Why an agreement that Tospann has no kind for is not begun, and what to do."""
    if area.model is Model.PROFESSIONAL_COOPERATION:
        return (
            _("Hver kommune beholder avtalen den har med staten."),
            _("Gå gjennom avtalene, og rett dem der samarbeidet endrer noe."),
        )
    if area.model is Model.TASK_COMMUNITY:
        return (
            _("Tospann har ingen mal for oppgavefellesskap."),
            _("Skriv avtalen utenfor Tospann. Kommunestyrene vedtar den."),
        )
    return (_("Vi kjenner ikke reglene for denne modellen."), _("Spør en jurist."))


def _mend(one: Touched, *, own: bool) -> str:
    if not own:
        return _("Den hører til partnerskapet %(name)s. Eierne der må gjøre det.") % {
            "name": one.document.partnership.name
        }
    if one.fate is Fate.REVIEW:
        return _("Gå gjennom den, og begynn en ny versjon hvis noe må rettes.")
    if one.fate is Fate.ENDS and one.document.kind in FORMAL:
        return _("Si den opp, eller bli enige om en siste dag.")
    return _("Begynn en ny versjon av den.")
