"""Two partnerships that must not see into each other, and everyone who might ask.

Every text that not everybody may read is a marker: a word found nowhere else, so that one look
through the bytes of an answer tells whether it held what it should not.
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict

from cast_kind import NOTE
from permissions import (
    boards,
    bringing,
    figures,
    hearings,
    lab,
    planning,
    reporting,
    studies,
    wheel_rows,
)
from tospann.access.actor import STRANGER, Actor
from tospann.access.roles import GRANTS, Permission, Role
from tospann.accounts.models import Person
from tospann.agreed import actions as agreed
from tospann.agreed import kinds
from tospann.agreed.kinds import Kind, kind_of
from tospann.agreed.models import Document, Version
from tospann.authority import actions as authority
from tospann.authority.models import (
    Clarification,
    CouncilStep,
    Delegation,
    Employment,
    StructureDecision,
    Trial,
)
from tospann.demo import agreements as bodies
from tospann.files import actions as files
from tospann.files.models import File
from tospann.indicators import actions as indicators
from tospann.indicators.models import Indicator
from tospann.partnerships import actions as partnerships
from tospann.partnerships.models import (
    Invitation,
    Owner,
    OwnerKind,
    Part,
    Partnership,
    Seat,
)
from tospann.partnerships.selectors import actor_for

NOBODY = Actor(person_id=None)
FORMED = date(2020, 1, 1)
PASSWORD = "et langt passord til prøver"
PAPER = b"%PDF-1.7 "
AGREEMENT = "cooperation_agreement"  # the state and the municipal party must ratify
INSIDE = replace(NOTE, name="inside_note", label="internt notat", public=False)
kinds.register(INSIDE)

# column | role | in which partnership: "home", or "away"; a column without a role has no seat
WHO: dict[str, tuple[Role | None, str]] = {
    "anonymous": (None, ""),
    "stranger": (None, ""),
    "representative": (Role.OWNER_REPRESENTATIVE, "home"),
    "leader": (Role.OFFICE_LEADER, "home"),
    "secretary": (Role.SECRETARY, "home"),
    "project_leader": (Role.PROJECT_LEADER, "home"),
    "adviser": (Role.ADVISER, "home"),
    "staff": (Role.STAFF_REPRESENTATIVE, "home"),
    "user_council": (Role.USER_COUNCIL_MEMBER, "home"),
    "councillor": (Role.COUNCILLOR, "home"),
    "administrator": (Role.OWNER_ADMINISTRATOR, "home"),
    "other_representative": (Role.OWNER_REPRESENTATIVE, "away"),
    "other_administrator": (Role.OWNER_ADMINISTRATOR, "away"),
}


@dataclass
class Place:
    """One partnership: its owners, its people and its papers."""

    name: str
    partnership: Partnership
    state: Owner
    municipality: Owner
    people: dict[str, Person]
    waiting: Document  # version 1 returned, version 2 open, a draft being written
    half: Document  # ratified by the municipality alone
    bound: Document  # in force
    unopened: Document  # a draft and nothing else
    inside: Document  # opened, of a kind that is not for everybody
    file: File
    seat: Seat
    invitation: Invitation
    token: str
    host: Document  # a host agreement, opened
    employment: Employment
    delegation: Delegation
    step: CouncilStep
    trial: Trial
    clarification: Clarification
    decision: StructureDecision
    struck: Delegation  # taken out of its register
    indicator: Indicator

    def actor(self, who: str) -> Actor:
        return actor_for(self.people[who], strong=True)

    def version(self, document: Document) -> Version:
        return document.versions.latest("number")

    def marker(self, what: str) -> str:
        return marker(self.name, what)


def marker(place: str, what: str) -> str:
    """A word in small letters that stands nowhere else, for one thing in one partnership."""
    return f"lukket{place}{what}"


@dataclass
class World:
    """Home, where the columns of the matrix have their seats, and away."""

    home: Place
    away: Place
    stranger: Person

    def person(self, who: str) -> Person | None:
        if who == "anonymous":
            return None
        if who == "stranger":
            return self.stranger
        return self.place_of(who).people[who]

    def place_of(self, who: str) -> Place:
        return self.away if WHO[who][1] == "away" else self.home


# What each marker is | the permission that lets one read it, in its own partnership.
READ_BY = {
    "utkast": Permission.DRAFT_READ,  # the text of a draft
    "signal": Permission.INTERNAL_READ,  # an internal signal
    "motstrid": Permission.INTERNAL_READ,  # what owners do not agree on
    "navnløs": Permission.DRAFT_READ,  # the title of a document that was never opened
    "begrunnelse": Permission.INTERNAL_READ,  # why an owner returned a version
    "forklaring": Permission.INTERNAL_READ,  # what an office says about a figure
    "struktur": Permission.INTERNAL_READ,  # a decision on the structure
    "ansatt": Permission.INTERNAL_READ,  # a position in the register
    "feilført": Permission.INTERNAL_READ,  # why a row was struck
    "ring": Permission.INTERNAL_READ,  # an event of an owner's own ring
    "fil": Permission.INTERNAL_READ,  # an uploaded file: its name and its bytes
    "internt": Permission.INTERNAL_READ,  # a released version of a kind that is not public
    "stilling": Permission.INTERNAL_READ,  # the title of a seat in the partnership
    "person": Permission.INTERNAL_READ,  # the name of somebody who acted there
    "visning": Permission.INTERNAL_READ,  # the name of a view that an owner's people share
    "adresse": Permission.SEAT_MANAGE,  # an e-mail address with an open invitation
}


def readable(who: str, place: str, what: str) -> bool:
    """Whether the marker may occur in an answer to this column."""
    role, at = WHO[who]
    return role is not None and at == place and READ_BY[what] in GRANTS[role]


def hidden(who: str) -> list[str]:
    """Every marker this column must never meet."""
    return [
        marker(place, what)
        for place in ("home", "away")
        for what in READ_BY
        if not readable(who, place, what)
    ]


def build() -> World:
    """Write it all, through the program's own actions."""
    indicators.take_catalogue(actor=STRANGER)
    home = _place("home", "9901", [who for who, (_, at) in WHO.items() if at == "home"])
    away = _place("away", "9911", ["other_leader", "other_representative", "other_administrator"])
    stranger = Person.objects.create_user(
        email="fremmed@example.no", name="Uten plass", password=PASSWORD
    )
    for place in (home, away):
        planning.give(place)
    Person.objects.create_user(email="fylkesdirektor@demo.invalid", name="Fra demoen")
    for place in (home, away):
        figures.give(place)
        bringing.give(place)
        lab.give(place)
        studies.give(place)
        hearings.give(place)
        reporting.give(place)
        boards.give(place)
    return World(home, away, stranger)


def _place(name: str, code: str, people: list[str]) -> Place:
    state = partnerships.register_owner(
        actor=NOBODY, kind=OwnerKind.STATE, code=f"nav-{name}", name=f"Nav {name}"
    )
    municipality = partnerships.register_owner(
        actor=NOBODY, kind=OwnerKind.MUNICIPALITY, code=code, name=f"{name.capitalize()} kommune"
    )
    partnership = partnerships.form_partnership(
        actor=NOBODY, slug=name, name=f"Nav {name}", model="own_office", office_unit="9999"
    )
    for owner, part in [(state, Part.STATE), (municipality, Part.MUNICIPAL_PARTY)]:
        partnerships.begin_ownership(
            actor=NOBODY, partnership=partnership, owner=owner, part=part, since=FORMED
        )
    held = {}
    for who in [*people, f"{name}_state"]:
        held[who] = Person.objects.create_user(
            email=f"{who}@example.no",
            name=f"{marker(name, 'person')} {who}",
            password=PASSWORD,
        )
        Seat.objects.create(
            person=held[who],
            owner=state if who == f"{name}_state" else municipality,
            role=WHO[who][0] if who in WHO else _ROLES[who],
            since=FORMED,
        )
    leader = actor_for(held[_first(held, "leader")])
    answers = {
        owner: actor_for(held[who], strong=True)
        for owner, who in [
            (state, f"{name}_state"),
            (municipality, _first(held, "representative")),
        ]
    }
    secret = partial_marker(name)
    waiting = _document(leader, partnership, "Samarbeid om skole")
    first = _open(leader, waiting)
    agreed.send_back(
        actor=answers[state], version=first, owner=state, reason=secret("begrunnelse")
    )
    agreed.start_draft(actor=leader, document=waiting)
    _save(leader, waiting, purpose="Flere fullfører videregående, og flere får læreplass.")
    _open(leader, waiting)
    agreed.start_draft(actor=leader, document=waiting)
    _save(leader, waiting, purpose=secret("utkast"))
    half = _document(leader, partnership, "Samarbeid om helse")
    _ratify(_open(leader, half), municipality, answers[municipality])
    bound = _document(leader, partnership, "Samarbeid om bolig", notice_months=6)
    version = _open(leader, bound)
    for owner, actor in answers.items():
        _ratify(version, owner, actor)
    unopened = _document(leader, partnership, secret("navnløs"))
    inside = _document(leader, partnership, secret("internt"), kind=INSIDE)
    _open(leader, inside)
    file = files.upload(
        actor=leader,
        partnership=partnership,
        upload=SimpleUploadedFile(f"{secret('fil')}.pdf", PAPER + secret("fil").encode()),
    )
    newest = waiting.versions.latest("number")
    agreed.attach_annex(actor=leader, version=newest, file=file, title="Vedlegg til skole")
    administrator = actor_for(held[_first(held, "administrator")])
    seat = partnerships.give_seat(
        actor=administrator,
        person=Person.objects.create_user(email=f"plass@{name}.example.no", name="Plassen"),
        owner=municipality,
        role=Role.ADVISER,
        partnership=partnership,
        title=secret("stilling"),
    )
    invitation, token = partnerships.invite(
        actor=administrator,
        email=f"{secret('adresse')}@example.no",
        owner=municipality,
        role=Role.COUNCILLOR,
    )
    wheel_rows.enter(leader, answers[municipality], partnership, municipality, secret("ring"))
    return Place(
        name, partnership, state, municipality, held, waiting, half, bound, unopened, inside,
        file, seat, invitation, token, **_registers(leader, partnership, municipality, secret),
        indicator=indicators.define(actor=leader, partnership=partnership, **indicator()),
    )  # fmt: skip


def _registers(leader: Actor, partnership: Partnership, owner: Owner, secret) -> dict[str, Any]:
    """A row in each register of authority."""
    ours: dict[str, Any] = {"actor": leader, "partnership": partnership, "owner": owner}
    host = agreed.create_document(
        actor=leader,
        kind=kind_of("host_agreement"),
        partnership=partnership,
        title="Vertskommuneavtale",
    )
    agreed.save_draft(
        actor=leader,
        document=host,
        revision=1,
        title=host.title,
        language="nb",
        body=bodies.host_agreement_body(since=date(2026, 1, 1)),
    )
    _open(leader, host)
    struck = authority.register_delegation(**ours, **delegation())
    return {
        "host": host,
        "employment": authority.register_employment(
            **ours,
            office_unit="9999",
            code="V1",
            title=secret("ansatt"),
            since=FORMED,
        ),
        "delegation": authority.register_delegation(**ours, **delegation()),
        "step": authority.register_council_step(
            **ours,
            document=host,
            sort="instruction",
            body="Kommunestyret",
            decided_on=FORMED,
            case_reference="PS 1",
        ),
        "trial": authority.register_trial(
            **ours,
            title="Felles vedtak",
            deviates_from="sosialtjenesteloven § 3",
            about="Et forsøk.",
            office_unit="9999",
            services=["M1"],
            municipalities=[owner.code],
            relations=["other"],
        ),
        "clarification": authority.ask_clarification(
            **ours, question="Kan en nabo avgjøre?", asked_whom="noen", asked_on=FORMED
        ),
        "decision": authority.register_decision(
            **ours,
            title=secret("struktur"),
            decided_on=date(2026, 6, 1),
            municipalities=[owner.code],
        ),
        "struck": authority.strike(actor=leader, row=struck, because=secret("feilført")),
    }


def delegation(**changed: Any) -> dict[str, Any]:
    """The fields of a delegation to the leader of the office."""
    return {
        "delegated_by": "kommunedirektøren",
        "receiver": "leader",
        "to": "lederen av kontoret",
        "office_unit": "9999",
        "services": ["M1"],
        "rests_on": "kommuneloven § 13-1",
        "decided_on": FORMED,
        "case_reference": "20/7",
        "since": FORMED,
    } | changed


_ROLES = {
    "home_state": Role.OWNER_REPRESENTATIVE,
    "away_state": Role.OWNER_REPRESENTATIVE,
    "other_leader": Role.OFFICE_LEADER,
}


def partial_marker(place: str):
    """`marker` for one partnership."""
    return lambda what: marker(place, what)


def _first(people: dict[str, Person], role: str) -> str:
    return next(who for who in people if who in {role, f"other_{role}"})


def _document(
    leader: Actor,
    partnership: Partnership,
    title: str,
    *,
    kind: Kind | None = None,
    **changed: Any,
) -> Document:
    document = agreed.create_document(
        actor=leader, kind=kind or kind_of(AGREEMENT), partnership=partnership, title=title
    )
    _save(leader, document, **changed)
    return document


def _save(leader: Actor, document: Document, **changed: Any) -> None:
    draft = Document.objects.get(pk=document.pk).draft
    body = (
        {"text": document.title}
        if document.kind == INSIDE.name
        else bodies.cooperation_agreement_body(since=date(2026, 1, 1)) | draft_keeps(draft.body)
    )
    agreed.save_draft(
        actor=leader,
        document=document,
        revision=draft.revision,
        title=draft.title,
        language="nb",
        body=body | changed,
    )


def draft_keeps(body: dict[str, Any]) -> dict[str, Any]:
    """The owners' names, which the kind put into its first draft."""
    return {name: body[name] for name in ("state_party", "municipalities")}


def _open(leader: Actor, document: Document) -> Version:
    draft = Document.objects.get(pk=document.pk).draft
    return agreed.open_version(actor=leader, document=document, revision=draft.revision)


def _ratify(version: Version, owner: Owner, actor: Actor) -> None:
    agreed.ratify(actor=actor, version=version, owner=owner, **yes(version))


def yes(version: Version) -> dict[str, Any]:
    """What an owner gives with its yes."""
    return {
        "sha256": version.sha256,
        "decided_by": "Øverste organ",
        "decided_on": date(2026, 2, 2),
        "case_reference": "26/17",
    }


def typed(document: Document) -> QueryDict:
    """What a browser sends when the form of a draft is saved untouched."""
    draft = Document.objects.get(pk=document.pk).draft
    form = kind_of(document.kind).form(document.partnership, draft.body, None)
    data = QueryDict(mutable=True)
    data["revision"] = str(draft.revision)
    data["title"], data["language"] = draft.title, draft.language
    for section in form.sections:
        rows = [row for one in section.formsets for row in [one.management_form, *one]]
        for bound in [*section.fields, *(bound for row in rows for bound in row)]:
            shown = bound.field.widget.format_value(bound.value())
            shown = shown[0] if isinstance(shown, list) and shown else shown
            data[bound.html_name] = "" if shown in (None, []) else str(shown)
    return data


def indicator() -> dict[str, Any]:
    """The fields of an indicator of a partnership's own."""
    return {
        "title": "Besøk uten avtale",
        "definition": "Antall besøk uten avtale.",
        "measure": "count",
        "unit": "besøk",
        "direction": "down",
        "frequency": "month",
        "source": "Kontoret",
        "line": "joint",
        "type": "activity",
        "suppression": "public_count",
    }
