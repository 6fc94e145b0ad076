"""The three pilots of Nordland, told as the sources tell them.

Who owns what, and in which order they decided, is public. Dates, case numbers and texts are
illustrations: they are placed in the months before the day the demo is loaded.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

import typst
from django.core.files.uploadedfile import SimpleUploadedFile

from tospann.access.actor import Actor
from tospann.access.roles import Role
from tospann.accounts import actions as accounts
from tospann.accounts.models import Person
from tospann.agreed import actions as agreed
from tospann.agreed.forms import deciding_body
from tospann.agreed.kinds import kind_of
from tospann.agreed.models import Document, Version
from tospann.base import clock
from tospann.demo import agreements as bodies
from tospann.demo import (
    authority,
    hearings,
    plans,
    reports,
    results,
    structure,
    studies,
    threads,
    wheel,
)
from tospann.demo.roles import MUNICIPALITIES, ROLES, STATE
from tospann.demo.stage import Event, Stage, Thread
from tospann.files import actions as files
from tospann.partnerships import actions as partnerships
from tospann.partnerships.models import (
    OrganisationModel,
    OwnerKind,
    Part,
    Partnership,
)
from tospann.partnerships.selectors import actor_for

NOTE = (
    "Hvem som eier kontoret, og hvem som hadde vedtatt hva, er hentet fra åpne kilder. "
    "Avtaletekster, datoer og saksnumre er illustrasjoner laget for demoen."
)


def tell(setup: Actor) -> None:
    """Make the owners, the people by role, and the three partnerships, in the order of time."""
    stage = Stage(setup, clock.today(), {}, {})
    with stage.at(500):
        _owners(stage)
        indre_salten, ofoten, sor_salten = _partnerships(stage)
        _people(stage)
    events = [
        *_ofoten(stage, ofoten),
        *_sor_salten(stage, sor_salten),
        *_indre_salten(stage, indre_salten),
        *authority.events(stage, indre_salten, ofoten, sor_salten),
        *plans.events(stage, indre_salten, ofoten, reported=reports.newest_period(stage).year),
        *results.events(stage, indre_salten, ofoten),
        *reports.events(stage, indre_salten),
        *studies.events(stage, sor_salten),
        *threads.events(stage, sor_salten),
        *hearings.events(stage, sor_salten),
        *wheel.events(stage, indre_salten, ofoten, sor_salten),
        *structure.events(stage, indre_salten, sor_salten),
    ]
    for event in sorted(events, key=lambda e: stage.moment(e.days_ago, e.hour)):
        with stage.at(event.days_ago, event.hour):
            event.act()


def _owners(stage: Stage) -> None:
    stage.owners[STATE] = partnerships.register_owner(
        actor=stage.setup, kind=OwnerKind.STATE, code=STATE, name="Nav Nordland"
    )
    for code, name in MUNICIPALITIES.items():
        stage.owners[code] = partnerships.register_owner(
            actor=stage.setup,
            kind=OwnerKind.MUNICIPALITY,
            code=code,
            name=f"{name} kommune",
        )


def _partnerships(stage: Stage) -> list[Partnership]:
    told: list[tuple[dict[str, Any], list[tuple[str, Part]], date]] = [
        (
            {
                "slug": "indre-salten",
                "name": "Indre Salten",
                "model": OrganisationModel.HOST_ADMINISTRATIVE,
                "office_unit": "1841",
                "summary": "Fauske er vertskommune for Sørfold, Saltdal, Beiarn og Hamarøy. "
                "Kontoret har ledelsen i Fauske, avdelinger i Saltdal og Hamarøy og kontorsteder "
                "i Beiarn og Sørfold.",
                "note": "Demoen viser en ny vertskommuneavtale i den stillingen kildene beskriver "
                "fra før samarbeidet ble opprettet: fire av fem kommunestyrer hadde sagt ja, og "
                "Fauske skulle behandle saken. I virkeligheten startet Nav Indre Salten "
                f"9. november 2020. {NOTE}",
            },
            [
                ("1841", Part.MUNICIPAL_PARTY),
                *((code, Part.PARTICIPANT) for code in ("1845", "1840", "1839", "1875")),
            ],
            date(2020, 11, 9),
        ),
        (
            {
                "slug": "ofoten",
                "name": "Ofoten",
                "model": OrganisationModel.HOST_ADMINISTRATIVE,
                "office_unit": "1805",
                "summary": "Narvik er vertskommune for Evenes og Gratangen. Ballangen og østre "
                "del av Tysfjord ble en del av Narvik 1. januar 2020.",
                "note": NOTE,
            },
            [
                ("1806", Part.MUNICIPAL_PARTY),
                ("1853", Part.PARTICIPANT),
                ("5516", Part.PARTICIPANT),
            ],
            date(2020, 1, 1),
        ),
        (
            {
                "slug": "sor-salten",
                "name": "Sør-Salten",
                "model": OrganisationModel.PROFESSIONAL_COOPERATION,
                "office_unit": "1837",
                "summary": "Meløy, Rødøy og Gildeskål samarbeider faglig og administrativt, uten "
                "å flytte myndighet mellom kommunene.",
                "note": "Prosjektet anbefalte ikke å føre modellen videre, fordi reglene om "
                f"myndighet og taushetsplikt stenger for det. {NOTE} Sakene om ny kontorstruktur "
                "er også illustrasjoner: Ingen kommunestyrer har behandlet dem.",
            },
            [(code, Part.MUNICIPAL_PARTY) for code in ("1837", "1836", "1838")],
            date(2017, 6, 1),
        ),
    ]
    made: list[Partnership] = []
    for about, owners, since in told:
        partnership = partnerships.form_partnership(actor=stage.setup, **about)
        for code, part in [(STATE, Part.STATE), *owners]:
            partnerships.begin_ownership(
                actor=stage.setup,
                partnership=partnership,
                owner=stage.owners[code],
                part=part,
                since=since,
            )
        made.append(partnership)
    return made


def _people(stage: Stage) -> None:
    """Administrators first: they give every other seat."""
    every = sorted(ROLES.values(), key=lambda role: role.role != Role.OWNER_ADMINISTRATOR)
    since = clock.today()
    administrators: dict[str, Person] = {}
    for role in every:
        person = accounts.open_account(
            actor=stage.setup, email=role.email, name=role.name, password=None
        )
        stage.people[role.key] = person
        owner = stage.owners[role.owner]
        if role.role == Role.OWNER_ADMINISTRATOR:
            partnerships.found_owner(
                actor=stage.setup, person=person, owner=owner, title=role.title
            )
            administrators[role.owner] = person
            continue
        partnerships.give_seat(
            actor=actor_for(administrators[role.owner]),
            person=person,
            owner=owner,
            role=role.role,
            partnership=(
                Partnership.objects.get(slug=role.partnership) if role.partnership else None
            ),
            title=role.title,
            since=since,
        )


def _write(writer: Actor, partnership: Partnership, kind: str, title: str, body: dict) -> Document:
    document = agreed.create_document(
        actor=writer, kind=kind_of(kind), partnership=partnership, title=title
    )
    agreed.save_draft(
        actor=writer, document=document, revision=1, title=title, language="nb", body=body
    )
    return document


def _rewrite(writer: Actor, document: Document, body: dict) -> None:
    draft = agreed.start_draft(actor=writer, document=document)
    agreed.save_draft(
        actor=writer,
        document=document,
        revision=draft.revision,
        title=draft.title,
        language=draft.language,
        body=body,
    )


def _open(writer: Actor, document: Document) -> Version:
    draft = Document.objects.select_related("draft").get(pk=document.pk).draft
    return agreed.open_version(actor=writer, document=document, revision=draft.revision)


def _ratify(stage: Stage, version: Version, code: str, case: str) -> None:
    owner = stage.owners[code]
    actor = stage.representative(owner)
    if not version.readings.filter(owner=owner).exists():
        agreed.note_first_reading(actor=actor, version=version, owner=owner)
    agreed.ratify(
        actor=actor,
        version=version,
        owner=owner,
        sha256=version.sha256,
        decided_by=deciding_body(owner),
        decided_on=clock.today(),
        case_reference=case,
    )


def _attach_demanded(writer: Actor, version: Version) -> None:
    """Lay a paper with every point that demands one."""
    for annex in version.read().annexes:
        file = files.upload(
            actor=writer,
            partnership=version.document.partnership,
            upload=SimpleUploadedFile(f"{annex.part_id}.pdf", _paper(annex.title)),
        )
        agreed.attach_annex(
            actor=writer, version=version, file=file, title=annex.title, part_id=annex.part_id
        )


_PAPER = """
#set document(title: sys.inputs.title)
#set text(lang: "nb", size: 11pt)
#set page(margin: 25mm)
= #sys.inputs.title
Illustrasjon: vedlegget er laget for demonstrasjon og er ikke et virkelig vedtak.
"""


def _paper(title: str) -> bytes:
    """A one-page PDF that says what it stands for."""
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[])
    made = typst.compile(
        _PAPER.encode(), sys_inputs={"title": title}, font_paths=fonts, format="pdf"
    )
    return bytes(made)


def _agree(
    stage: Stage,
    partnership: Partnership,
    writer: str,
    kind: str,
    title: str,
    body: Callable[[date], dict],
    *,
    days_ago: int,
    answers: dict[str, str],
) -> list[Event]:
    """Write, open and have every owner ratify, a week apart."""
    thread = Thread()

    def opened() -> None:
        thread.document = _write(
            stage.actor(writer), partnership, kind, title, body(clock.today())
        )
        thread.version = _open(_opener(stage, writer), thread.document)
        _attach_demanded(stage.actor(writer), thread.version)

    def ratified(code: str, case: str) -> Callable[[], None]:
        return lambda: _ratify(stage, thread.version, code, case)

    return [
        Event(days_ago, 10, opened),
        *(
            Event(days_ago - 7 * step, 13, ratified(code, case))
            for step, (code, case) in enumerate(answers.items(), start=1)
        ),
    ]


def _opener(stage: Stage, writer: str) -> Actor:
    """An adviser writes, but an owner opens."""
    actor = stage.actor(writer)
    if any(seat.role is Role.ADVISER for seat in actor.seats):
        return stage.representative(stage.owners["1837"])
    return actor


def _ofoten(stage: Stage, partnership: Partnership) -> list[Event]:
    return [
        *_agree(
            stage,
            partnership,
            "sekretaer-ofoten",
            "host_agreement",
            "Vertskommuneavtale for Nav Ofoten",
            lambda day: bodies.host_agreement_body(bodies.OFOTEN, since=day),
            days_ago=400,
            answers={"1806": "PS 61", "1853": "PS 34", "5516": "PS 27"},
        ),
        *_agree(
            stage,
            partnership,
            "sekretaer-ofoten",
            "partnership_agreement",
            "Partnerskapsavtale for Nav Ofoten",
            lambda day: bodies.partnership_agreement_body(bodies.OFOTEN, since=day),
            days_ago=370,
            answers={STATE: "NAV 112", "1806": "PS 70"},
        ),
    ]


def _sor_salten(stage: Stage, partnership: Partnership) -> list[Event]:
    return _agree(
        stage,
        partnership,
        "radgiver-sor-salten",
        "cooperation_agreement",
        "Faglig samarbeid i Sør-Salten",
        lambda day: bodies.professional_cooperation_body(since=day),
        days_ago=450,
        answers={STATE: "NAV 87", "1837": "PS 40", "1836": "PS 22", "1838": "PS 31"},
    )


def _indre_salten(stage: Stage, partnership: Partnership) -> list[Event]:
    """Four of five councils have said yes to the host agreement; Fauske is to decide."""
    leader, fauske = "nav-leder-indre-salten", stage.owners["1841"]
    host, joint = Thread(), Thread()

    def body(notice_months: int) -> dict:
        return bodies.host_agreement_body(
            bodies.INDRE_SALTEN, since=stage.month_start, notice_months=notice_months
        )

    def first() -> None:
        host.document = _write(
            stage.actor(leader),
            partnership,
            "host_agreement",
            "Vertskommuneavtale for Nav Indre Salten",
            body(6),
        )
        host.version = _open(stage.actor(leader), host.document)

    def returned() -> None:
        agreed.send_back(
            actor=stage.actor("kommunedirektor-fauske"),
            version=host.version,
            owner=fauske,
            reason="Seks måneder er for kort tid til å bygge opp et eget kontor igjen. "
            "Kommuneloven § 20-8 har ett år som hovedregel.",
        )

    def second() -> None:
        _rewrite(stage.actor(leader), host.document, body(12))
        host.version = _open(stage.actor(leader), host.document)

    def ratified(code: str, case: str) -> Callable[[], None]:
        return lambda: _ratify(stage, host.version, code, case)

    def joint_opened() -> None:
        joint.document = _write(
            stage.actor(leader),
            partnership,
            "partnership_agreement",
            "Partnerskapsavtale for Nav Indre Salten",
            bodies.partnership_agreement_body(bodies.INDRE_SALTEN, since=stage.month_start),
        )
        joint.version = _open(stage.actor(leader), joint.document)
        _attach_demanded(stage.actor(leader), joint.version)

    return [
        Event(130, 10, first),
        Event(112, 14, returned),
        Event(96, 10, second),
        Event(68, 15, ratified("1845", "PS 48")),
        Event(61, 15, ratified("1840", "PS 55")),
        Event(54, 15, ratified("1839", "PS 39")),
        Event(40, 15, ratified("1875", "PS 63")),
        *_agree(
            stage,
            partnership,
            leader,
            "operation_agreement",
            "Drifts- og eiendomsavtale for Nav Indre Salten",
            lambda day: bodies.operation_agreement_body(bodies.INDRE_SALTEN, since=day),
            days_ago=90,
            answers={STATE: "NAV 140", "1841": "PS 44"},
        ),
        *_agree(
            stage,
            partnership,
            leader,
            "cooperation_agreement",
            "Samarbeidsavtale med oppfølgingstjenesten",
            lambda day: bodies.cooperation_agreement_body(bodies.INDRE_SALTEN, since=day),
            days_ago=83,
            answers={STATE: "NAV 141", "1841": "PS 45"},
        ),
        Event(30, 10, joint_opened),
        Event(23, 11, lambda: _ratify(stage, joint.version, STATE, "NAV 152")),
    ]
