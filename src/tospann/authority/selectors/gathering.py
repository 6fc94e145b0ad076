"""What the engine is told: everything on record about some municipalities, as of a day.

Offices, mergers and languages come from `offices`; agreements from `agreed`, by the version
that stands that day; delegations, instructions and trials from the registers here. Nothing is
assumed: what is not on record is not told.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Prefetch
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tospann.agreed.models import Document, Ratification
from tospann.agreed.standing import Standing, State, in_force, standings, with_rows
from tospann.agreements.kinds.host import HostAgreement
from tospann.agreements.kinds.host import Model as HostModel
from tospann.agreements.kinds.partnership.body import Delegation as ClauseRow
from tospann.agreements.kinds.partnership.body import Leadership, PartnershipAgreement
from tospann.agreements.services import SERVICES, STATE
from tospann.authority.models import (
    CouncilStep,
    Delegation,
    Receiver,
    StepSort,
    Trial,
    TrialEvent,
    ends,
)
from tospann.engines import authority as engine
from tospann.offices.models import (
    Coverage,
    Municipality,
    MunicipalityChange,
    Office,
    SamiLanguageArea,
)
from tospann.partnerships.models import (
    OrganisationModel,
    Owner,
    OwnerKind,
    Ownership,
    Partnership,
)
from tospann.partnerships.models import Part as OwnerPart

DAY = timedelta(days=1)
RENAMED = date(2021, 1, 1)  # fylkesmannen became statsforvalteren
# County number | the seat of its county governor. From common knowledge; not held against law.
SEATS = {
    "03": "Østfold, Buskerud, Oslo og Akershus",
    "11": "Rogaland",
    "15": "Møre og Romsdal",
    "18": "Nordland",
    "19": "Troms og Finnmark",
    "20": "Troms og Finnmark",
    "31": "Østfold, Buskerud, Oslo og Akershus",
    "32": "Østfold, Buskerud, Oslo og Akershus",
    "33": "Østfold, Buskerud, Oslo og Akershus",
    "34": "Innlandet",
    "39": "Vestfold og Telemark",
    "40": "Vestfold og Telemark",
    "42": "Agder",
    "46": "Vestland",
    "50": "Trøndelag",
    "54": "Troms og Finnmark",
    "55": "Troms og Finnmark",
    "56": "Troms og Finnmark",
}
COUNTIES = {
    "03": "Oslo", "11": "Rogaland", "15": "Møre og Romsdal", "18": "Nordland", "19": "Troms",
    "20": "Finnmark", "31": "Østfold", "32": "Akershus", "33": "Buskerud", "34": "Innlandet",
    "39": "Vestfold", "40": "Telemark", "42": "Agder", "46": "Vestland", "50": "Trøndelag",
    "54": "Troms og Finnmark", "55": "Troms", "56": "Finnmark",
}  # fmt: skip


@dataclass(slots=True)
class References:
    """Gives every paper a name of its own, and remembers where it can be read."""

    addresses: dict[str, str] = field(default_factory=dict)

    def name(self, text: str, address: str) -> str:
        """The text, with a number when another paper has that name."""
        name, number = text, 1
        while self.addresses.get(name, address) != address:
            number += 1
            name = f"{text} ({number})"
        self.addresses[name] = address
        return name


@dataclass(frozen=True, slots=True)
class Gathered:
    """The facts of a day, and the page of each paper they name."""

    facts: engine.Facts
    addresses: dict[str, str]
    partnerships: tuple[Partnership, ...]  # those the municipalities own a part of that day
    day: date


def gathered(day: date, numbers: Collection[str] | None = None) -> Gathered:
    """What is on record about municipalities on a day; about all of them when None.

    Queries: 21, however many municipalities and agreements.
    """
    known = References()
    owned = _owned(numbers)
    partnerships = {one.partnership_id: one.partnership for one in owned}
    holding = [one for one in owned if _on(one, day)]
    documents = list(
        with_rows(
            Document.objects.filter(
                partnership__in=partnerships,
                kind__in=("partnership_agreement", "host_agreement"),
                versions__isnull=False,
            ).distinct()
        ).order_by("title", "pk")
    )
    delegations = list(
        Delegation.objects.standing()
        .filter(partnership__in=partnerships)
        .select_related("owner", "withdrawal")
        .order_by("since", "pk")
    )
    agreements = _Agreements(day, known, documents, delegations)
    facts = engine.Facts(
        municipalities=tuple(_municipalities(day)),
        changes=tuple(_changes()),
        offices=tuple(_offices(day)),
        coverage=tuple(_coverage(known)),
        models=tuple(_models(known, holding, day)),
        partnership_agreements=tuple(agreements.partnership_agreements()),
        host_agreements=tuple(agreements.host_agreements()),
        papers=tuple(agreements.papers(_steps(partnerships))),
        portfolio=tuple(agreements.portfolio()),
        trials=tuple(_trials(known, partnerships)),
        sami_area=tuple(_sami()),
        language_forms=tuple(_language_forms()),
    )
    here = {one.partnership_id: one.partnership for one in holding}
    return Gathered(facts, known.addresses, tuple(here.values()), day)


def _on(row: Ownership, day: date) -> bool:
    return row.since <= day and (row.until is None or day <= row.until)


def _owned(numbers: Collection[str] | None) -> list[Ownership]:
    """Every owner's part in the partnerships some municipalities are in, at any time."""
    rows = Ownership.objects.select_related("owner", "partnership")
    if numbers is not None:
        rows = rows.filter(
            partnership__in=Ownership.objects.filter(
                owner__kind=OwnerKind.MUNICIPALITY, owner__code__in=numbers
            ).values("partnership")
        )
    return list(rows.order_by("partnership__sort_key", "since", "owner__sort_key", "pk"))


# --- Places -----------------------------------------------------------------------------


def _municipalities(day: date) -> Iterator[engine.Municipality]:
    words = _("Statsforvalteren i %s") if day >= RENAMED else _("Fylkesmannen i %s")
    for row in Municipality.objects.order_by("number", "pk"):
        seat = SEATS.get(row.county, COUNTIES.get(row.county, row.county))
        yield engine.Municipality(
            row.number,
            row.name,
            COUNTIES.get(row.county, row.county),
            words % seat,
            row.period.lower,
            _last(row.period.upper),
        )


def _last(upper: date | None) -> date | None:
    return upper - DAY if upper else None


def _changes() -> Iterator[engine.Change]:
    rows = MunicipalityChange.objects.select_related("predecessor", "successor", "source")
    for row in rows.order_by("on", "pk"):
        yield engine.Change(row.predecessor.number, row.successor.number, row.on, row.source.title)


def _offices(day: date) -> Iterator[engine.Office]:
    for row in Office.objects.order_by("unit_number"):
        yield engine.Office(
            row.unit_number, row.name_on(day), row.period.lower, _last(row.period.upper)
        )


def _coverage(known: References) -> Iterator[engine.Coverage]:
    rows = Coverage.objects.select_related("office", "municipality")
    for row in rows.order_by("office__unit_number", "period", "pk"):
        text = _("Register over kontorer: %(office)s betjener %(municipality)s") % {
            "office": row.office.name,
            "municipality": row.municipality.name,
        }
        address = reverse("offices:office", args=[row.office.unit_number])
        yield engine.Coverage(
            row.office.unit_number,
            row.municipality.number,
            known.name(text, address),
            row.period.lower,
            _last(row.period.upper),
        )


def _sami() -> Iterator[engine.SamiArea]:
    rows = SamiLanguageArea.objects.select_related("municipality", "source")
    for row in rows.order_by("municipality__number", "language", "pk"):
        yield engine.SamiArea(
            row.municipality.number,
            row.language,
            row.source.title,
            since=row.period.lower,
            until=_last(row.period.upper),
        )


def _language_forms() -> Iterator[engine.LanguageForm]:
    rows = Municipality.objects.exclude(language_form="").select_related("source")
    for row in rows.order_by("number", "pk"):
        yield engine.LanguageForm(
            row.number,
            row.language_form,
            row.source.title,
            row.period.lower,
            _last(row.period.upper),
        )


# --- Models -----------------------------------------------------------------------------

HOSTED = {
    OrganisationModel.HOST_ADMINISTRATIVE,
    OrganisationModel.HOST_JOINT_BOARD,
    OrganisationModel.TASK_COMMUNITY,
}


def community(partnership: Partnership) -> str:
    """What the engine calls a task community as an employer."""
    return f"fellesskap-{partnership.slug}"


def _models(
    known: References, holding: list[Ownership], day: date
) -> Iterator[engine.ModelPeriod]:
    owners: dict[UUID, list[Ownership]] = defaultdict(list)
    for row in holding:
        if row.owner.kind == OwnerKind.MUNICIPALITY:
            owners[row.partnership_id].append(row)
    for rows in owners.values():
        partnership = rows[0].partnership
        host = next((r.owner.code for r in rows if r.part == OwnerPart.MUNICIPAL_PARTY), "")
        text = _("partnerskapet %(name)s") % {"name": partnership.name}
        yield engine.ModelPeriod(
            engine.Model(partnership.model),
            frozenset(row.owner.code for row in rows),
            known.name(text, reverse("portal:partnership", args=[partnership.slug])),
            since=max(row.since for row in rows),
            host=host if partnership.model in HOSTED else "",
            community=community(partnership)
            if partnership.model == OrganisationModel.TASK_COMMUNITY
            else "",
        )


# --- Agreements -------------------------------------------------------------------------


def services_of_clause(row: ClauseRow) -> frozenset[str]:
    """The services a point on delegation is about, by the act it names and by its own words."""
    every = (*SERVICES.values(), *STATE)
    area, act = row.area.casefold().strip(), row.act.casefold().strip()
    with translation.override("nb"):  # the language of the catalogue
        named = {one.code for one in every if str(one.name).casefold() == area}
    resting = {one.code for one in every if act and one.act.casefold() == act}
    # An act that stands for one subject says it all; a wide one is narrowed by the words.
    return frozenset(named or resting)


class _Agreements:
    """The agreements that stand on a day, each read once."""

    def __init__(
        self,
        day: date,
        known: References,
        documents: Iterable[Document],
        delegations: list[Delegation],
    ) -> None:
        self.day, self.known = day, known
        self.delegations: dict[UUID, list[Delegation]] = defaultdict(list)
        for row in delegations:
            self.delegations[row.partnership_id].append(row)
        self.partnership: list[tuple[Document, Standing, PartnershipAgreement, str]] = []
        self.host: list[tuple[Document, Standing, HostAgreement, str]] = []
        for document in documents:
            self._read(document)

    def _read(self, document: Document) -> None:
        found = standings(document, self.day)
        standing = in_force(found)
        if document.kind == "host_agreement":
            standing = standing or self._waiting(found)
            if standing:
                host = HostAgreement.model_validate(standing.version.read().body)
                self.host.append((document, standing, host, self._name(standing)))
        elif standing:
            body = PartnershipAgreement.model_validate(standing.version.read().body)
            self.partnership.append((document, standing, body, self._name(standing)))

    def _waiting(self, found: list[Standing]) -> Standing | None:
        """The newest text that some council has adopted: what it still lacks is named."""
        newest = found[0] if found else None
        if newest and newest.ratified_count and newest.state in {State.OPEN, State.AGREED}:
            return newest
        return None

    def _name(self, standing: Standing) -> str:
        version = standing.version
        return self.known.name(
            _("%(title)s, versjon %(number)s")
            % {"title": version.title, "number": version.number},
            reverse("agreed:version", args=[version.document_id, version.number]),
        )

    def partnership_agreements(self) -> Iterator[engine.PartnershipAgreement]:
        for document, standing, body, name in self.partnership:
            numbers = [one.number for one in body.municipalities]
            rows = self.delegations[document.partnership_id]
            yield engine.PartnershipAgreement(
                name,
                document.partnership.office_unit,
                numbers[0] if numbers else "",
                frozenset(numbers),
                standing.since or standing.version.since,
                until=standing.version.until,
                ended_on=_noticed(standing),
                unitary_leadership=body.leadership is not Leadership.DUAL,
                clauses=tuple(self._clauses(body, rows, document)),
                delegations=tuple(self._attached(standing, body, rows, document)),
            )

    def _clauses(
        self, body: PartnershipAgreement, rows: list[Delegation], document: Document
    ) -> Iterator[engine.Clause]:
        if not body.delegates:
            return
        for one in body.delegations:
            # The words of a point may be free; a decision that rests on it says what it means.
            said = services_of_clause(one) or frozenset().union(
                *(frozenset(row.services) for row in _resting(rows, document, one.id))
            )
            if one.direction and said:
                yield engine.Clause(engine.Direction(one.direction), said)

    def _attached(
        self,
        standing: Standing,
        body: PartnershipAgreement,
        rows: list[Delegation],
        document: Document,
    ) -> Iterator[engine.Delegation]:
        across = {Receiver.OTHER_LEADER, Receiver.OTHER_STAFF}
        for row in rows:
            if row.document_id == document.pk and row.receiver in across:
                yield self._registered(row)
        annexes = {one.part_id: one for one in standing.version.annexes.all()}
        for one in body.delegations if body.delegates else []:
            annex = annexes.get(f"delegation-{one.id}")
            if annex is None or one.direction is None or list(_resting(rows, document, one.id)):
                continue
            address = reverse("agreed:version", args=[document.pk, standing.version.number])
            yield engine.Delegation(
                self.known.name(annex.title, f"{address}#{one.id}"),
                one.since or standing.version.since,
                engine.Direction(one.direction),
                services_of_clause(one),
                cites=tuple(filter(None, (one.act, one.regulation, one.instruction))),
                since=one.since,
                until=one.until,
            )

    def _registered(self, row: Delegation) -> engine.Delegation:
        to_state = row.owner.kind == OwnerKind.MUNICIPALITY
        last = ends(row)
        return engine.Delegation(
            self._paper_name(row),
            row.decided_on,
            engine.Direction.TO_STATE if to_state else engine.Direction.TO_MUNICIPALITY,
            frozenset(row.services),
            cites=(row.rests_on,),
            employers=frozenset(row.employers),
            since=row.since,
            until=last,
        )

    def host_agreements(self) -> Iterator[engine.HostAgreement]:
        for _document, standing, body, name in self.host:
            parties = [one.number for one in body.municipalities if one.role == "party"]
            yield engine.HostAgreement(
                name,
                parties[0] if parties else "",
                frozenset(one.number for one in body.municipalities if one.role == "participant"),
                max(filter(None, (body.transfer_on, standing.version.since))),
                until=standing.version.until,
                ended_on=_noticed(standing),
                transfers=tuple(
                    engine.Transfer(
                        task.service, frozenset(task.municipalities), task.authority == "decides"
                    )
                    for task in body.tasks
                ),
                onward_to_state=bool(body.onward_to_state),
                joint_board=body.model is HostModel.JOINT_BOARD,
                act=str(body.act) if body.act else "2018",
            )

    def papers(self, steps: Iterable[CouncilStep]) -> Iterator[engine.Paper]:
        by_document: dict[UUID, list[CouncilStep]] = defaultdict(list)
        for step in steps:
            by_document[step.document_id].append(step)
        for document, standing, body, name in self.host:
            for answer in standing.answers:
                if answer.ratification:
                    yield self._decision(answer.owner, answer.ratification, standing, name)
            for step in by_document[document.pk]:
                yield self._step(step, name)
            parties = {one.number for one in body.municipalities if one.role == "party"}
            for row in self.delegations[document.partnership_id]:
                kind = _kind_of_paper(row, parties)
                if kind and row.document_id in {None, document.pk}:
                    yield engine.Paper(
                        kind,
                        self._paper_name(row),
                        max(row.decided_on, row.since),
                        row.owner.code,
                        name,
                        services=frozenset(row.services),
                        until=ends(row),
                    )

    def _decision(
        self, owner: Owner, given: Ratification, standing: Standing, name: str
    ) -> engine.Paper:
        version = standing.version
        return engine.Paper(
            engine.PaperKind.COUNCIL_DECISION,
            self.known.name(
                f"{given.decided_by}, {_('sak')} {given.case_reference}",
                reverse("agreed:version", args=[version.document_id, version.number]),
            ),
            given.decided_on,
            owner.code,
            name,
        )

    def _step(self, step: CouncilStep, name: str) -> engine.Paper:
        address = reverse("authority:councils", args=[step.partnership.slug])
        return engine.Paper(
            _STEPS[StepSort(step.sort)],
            self.known.name(
                f"{step.body}, {_('sak')} {step.case_reference}", f"{address}#{step.pk}"
            ),
            step.decided_on,
            step.owner.code,
            name,
        )

    def portfolio(self) -> Iterator[engine.Portfolio]:
        for _document, _standing, body, name in self.partnership:
            for row in body.services:
                for number in row.municipalities:
                    yield engine.Portfolio(number, row.service, name, row.since)

    def _paper_name(self, row: Delegation) -> str:
        text = f"{row.delegated_by} → {row.to}"
        if row.case_reference:
            text = f"{text}, {_('sak')} {row.case_reference}"
        return self.known.name(text, reverse("authority:delegation", args=[row.pk]))


def _resting(rows: Iterable[Delegation], document: Document, part_id: str) -> Iterator[Delegation]:
    """The decisions entered for a point of an agreement."""
    return (row for row in rows if row.document_id == document.pk and row.part_id == part_id)


def _noticed(standing: Standing) -> date | None:
    """The last day after a notice, if one is given."""
    last = standing.last_day
    return last if last != standing.version.until else None


_STEPS = {
    StepSort.INSTRUCTION: engine.PaperKind.INSTRUCTION,
    StepSort.BOARD: engine.PaperKind.BOARD_SET_UP,
    StepSort.ELECTION: engine.PaperKind.BOARD_ELECTION,
}


def _kind_of_paper(row: Delegation, parties: Collection[str]) -> engine.PaperKind | None:
    """Which link of a host arrangement a delegation is. None: it is of another kind."""
    if row.owner.kind != OwnerKind.MUNICIPALITY:
        return None
    hosting = row.owner.code in parties
    if row.receiver == Receiver.HOST and not hosting:
        return engine.PaperKind.DELEGATION_TO_HOST
    if row.receiver in {Receiver.LEADER, Receiver.STAFF} and hosting:
        return engine.PaperKind.HOST_LINE
    if row.receiver == Receiver.BOARD:
        return engine.PaperKind.BOARD_AUTHORITY
    if row.receiver == Receiver.BOARD_STAFF and hosting:
        return engine.PaperKind.BOARD_SUBDELEGATION
    return None


def _steps(partnerships: Collection[UUID]) -> list[CouncilStep]:
    rows = CouncilStep.objects.standing().filter(partnership__in=partnerships)
    return list(rows.select_related("owner", "partnership").order_by("decided_on", "pk"))


# --- Trials -----------------------------------------------------------------------------


def _trials(known: References, partnerships: Collection[UUID]) -> Iterator[engine.Trial]:
    events = Prefetch(
        "events",
        TrialEvent.objects.standing().select_related("owner").order_by("happened_on", "pk"),
        to_attr="standing_events",
    )
    rows = Trial.objects.standing().filter(partnership__in=partnerships)
    for row in rows.prefetch_related(events).order_by("recorded_at", "pk"):
        yield from _trial(known, row)


def _trial(known: References, row: Any) -> Iterator[engine.Trial]:
    """One trial for each municipality: each council must have its own regulation."""
    by_sort: dict[str, TrialEvent] = {one.sort: one for one in row.standing_events}
    applied = by_sort.get("applied")
    if applied is None:
        return
    name = known.name(row.title, reverse("authority:trial", args=[row.pk]))
    approved, refused = by_sort.get("approved"), by_sort.get("refused")
    dropped = by_sort.get("dropped")
    for number in row.municipalities:
        regulation = next(
            (
                one
                for one in row.standing_events
                if one.sort == "regulation" and one.owner.code == number
            ),
            None,
        )
        yield engine.Trial(
            name,
            applied.happened_on,
            frozenset([number]),
            frozenset(row.services),
            frozenset(engine.Relation(one) for one in row.relations),
            regulation=_paper(known, row, regulation),
            approval=_paper(known, row, approved),
            since=approved.since if approved else None,
            until=approved.until if approved else None,
            refused_on=refused.happened_on if refused else None,
            withdrawn_on=dropped.happened_on if dropped else None,
        )


def _paper(known: References, row: Trial, event: TrialEvent | None) -> tuple[str, date] | None:
    if event is None:
        return None
    text = f"{event.body}, {date_format(event.happened_on, 'SHORT_DATE_FORMAT')}"
    address = reverse("authority:trial", args=[row.pk])
    return known.name(text, f"{address}#{event.pk}"), event.happened_on
