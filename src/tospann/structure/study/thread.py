"""The thread of a study: from scenario to agreements in force, step by step.

What a step says follows from rows and versions; nobody sets it. Drafts and scenarios are told
only to those who may read them.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from uuid import UUID

from django.db.models import (
    BinaryField,
    Exists,
    F,
    Func,
    IntegerField,
    OuterRef,
    Q,
    Value,
)
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tospann.access.actor import Actor
from tospann.access.roles import Permission
from tospann.agreed.kinds import kind_of
from tospann.agreed.models import Document, Version
from tospann.agreed.selectors import page_of, visible_to
from tospann.agreed.standing import Standing, State, standings, with_rows
from tospann.agreements.points import listed
from tospann.base import clock
from tospann.participation.models import State as HearingState
from tospann.participation.selectors import HearingSummary, hearings_by_document
from tospann.partnerships.models import Partnership
from tospann.structure.models import ProposalAgreement, Scenario
from tospann.structure.study.body import Study
from tospann.structure.study.kind import KIND_NAME as STUDY
from tospann.structure.study.opened import ProposalLine, StudyLine, studies
from tospann.structure.study.resolutions import Resolution, told


class Word(StrEnum):
    """How far a step has come."""

    DONE = "done"
    GOING = "now"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class Item:
    """Something in a step: a text, where it is, and how it stands."""

    title: str
    address: str = ""
    note: str = ""
    standing: Standing | None = None
    draft: bool = False
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Next:
    """The one thing to do. No address: somebody else must do it."""

    says: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the thread. `told` is its state in words."""

    id: str
    title: str
    word: Word
    told: str
    day: date | None = None
    items: tuple[Item, ...] = ()
    next: Next | None = None
    more: Next | None = None  # something to read


@dataclass(frozen=True, slots=True)
class Thread:
    """A study and what it led to."""

    study: StudyLine
    partnership: Partnership
    illustrative: bool
    steps: tuple[Step, ...]
    resolutions: tuple[Resolution, ...] = field(default=())

    @property
    def now(self) -> Step | None:
        """The first step that is not done after the last that is; None when that is the end."""
        done = [n for n, one in enumerate(self.steps) if one.word is Word.DONE]
        return next(iter(self.steps[done[-1] + 1 if done else 0 :]), None)


def threads(actor: Actor, partnership: Partnership) -> list[Thread]:
    """Those this person may see, the newest first. 27 queries at most, however many."""
    lines = studies(actor, partnership)
    rows = list(
        ProposalAgreement.objects.filter(version__document__partnership=partnership)
        .select_related("version")
        .order_by("begun_at", "pk")
    )
    seen = visible_to(actor).filter(pk__in={row.document_id for row in rows})
    documents = {one.pk: one for one in with_rows(seen)} if rows else {}
    inside = actor.may_in(Permission.INTERNAL_READ, partnership_id=partnership.pk)
    live = {str(one.pk): one for one in _scenarios(partnership)} if inside else {}
    heard = hearings_by_document(
        {
            pk
            for line in lines
            for pk in (line.document.pk, *(one.document.pk for one in line.proposals))
        },
        drafts=actor.may_in(Permission.DRAFT_READ, partnership_id=partnership.pk),
    )
    return [
        _Telling(actor, partnership, line, rows, documents, live, heard).thread() for line in lines
    ]


def thread_of(actor: Actor, slug: str, document_id: UUID) -> Thread | None:
    """The thread of one study; None when this person may not see it. 28 queries at most."""
    partnership = Partnership.objects.filter(slug=slug).first()
    if partnership is None:
        return None
    every = threads(actor, partnership)
    return next((one for one in every if one.study.document.pk == document_id), None)


def studies_with(actor: Actor, scenario: Scenario) -> list[Document]:
    """The studies a scenario stands in, that this person may see, by title. One query."""
    here = Position(Value(str(scenario.pk).encode(), BinaryField()), F("content"))
    quoting = Version.objects.annotate(here=here).filter(document=OuterRef("pk"), here__gt=0)
    stands = Q(Exists(quoting))
    if actor.may_in(Permission.DRAFT_READ, partnership_id=scenario.partnership_id):
        stands |= Q(draft__body__scenarios__contains=[str(scenario.pk)])
    found = visible_to(actor).filter(partnership=scenario.partnership_id, kind=STUDY)
    return list(found.filter(stands).order_by("title", "pk"))


class Position(Func):
    """Where some bytes begin inside others, from 1; 0 when nowhere."""

    function = "position"
    arg_joiner = " IN "
    output_field = IntegerField()


def _scenarios(partnership: Partnership) -> Iterable[Scenario]:
    return Scenario.objects.filter(partnership=partnership).only("title", "revision", "dropped_at")


class _Telling:
    """Tells one thread to one person. No queries."""

    def __init__(
        self,
        actor: Actor,
        partnership: Partnership,
        line: StudyLine,
        rows: list[ProposalAgreement],
        documents: dict[UUID, Document],
        live: dict[str, Scenario],
        heard: dict[UUID, list[HearingSummary]],
    ) -> None:
        self.actor, self.partnership, self.line, self.live = actor, partnership, line, live
        self.reads = actor.may_in(Permission.DRAFT_READ, partnership_id=partnership.pk)
        self.writes = actor.may_in(Permission.DRAFT_EDIT, partnership_id=partnership.pk)
        self.today = clock.today()
        newest = line.newest
        draft = getattr(line.document, "draft", None) if line.is_draft else None
        body = newest.version.read().body if newest else draft.body if draft else {}
        self.body = Study.model_validate(body)
        mine = {one.document.pk for one in line.proposals}
        self.hearings = [
            one for pk in (line.document.pk, *mine) for one in reversed(heard.get(pk, []))
        ]
        self.rows = [row for row in rows if row.version.document_id in mine]
        self.agreements = [
            documents[pk]
            for pk in dict.fromkeys(row.document_id for row in self.rows)
            if pk in documents
        ]

    def thread(self) -> Thread:
        return Thread(
            self.line,
            self.partnership,
            self.body.illustrative,
            (
                self._scenario_step(),
                self._study_step(),
                self._hearing_step(),
                self._proposal_step(),
                self._decision_step(),
                self._agreement_step(),
            ),
            tuple(
                told(
                    [
                        self.line.document,
                        *(one.document for one in self.line.proposals),
                        *self.agreements,
                    ]
                )
            ),
        )

    # --- Scenarios ----------------------------------------------------------------------

    def _scenario_step(self) -> Step:
        quoted = {one.id: one for one in self.body.alternatives}
        items = []
        for n, id in enumerate(self.body.scenarios):
            one, now = quoted.get(id), self.live.get(id)
            title = one.title if one else now.title if now else ""
            if not title:
                continue
            letter = one.letter if one else "ABCDEF"[n]
            items.append(
                Item(
                    _("Alternativ %(letter)s: «%(title)s»") % {"letter": letter, "title": title},
                    reverse("structure:scenario", args=[now.pk]) if now else "",
                    self._scenario_note(n, one.revision if one else None, now),
                )
            )
        opened = self.line.newest is not None
        return Step(
            "scenarier",
            _("Scenarier"),
            Word.DONE if opened else Word.GOING,
            _("Ferdig") if opened else _("Pågår: tallene følger scenariene til utredningen åpnes"),
            items=tuple(items),
        )

    def _scenario_note(self, n: int, quoted: int | None, now: Scenario | None) -> str:
        said = [_("Tilrådd.")] if n == 0 else []
        if quoted is not None:
            said.append(_("Utgave %(revision)s er sitert.") % {"revision": quoted})
        if now is not None and quoted is not None and now.revision > quoted:
            said.append(
                _("Scenarioet er endret siden, og er nå i utgave %(revision)s.")
                % {"revision": now.revision}
            )
        return " ".join(said)

    # --- The study ----------------------------------------------------------------------

    def _study_step(self) -> Step:
        line, newest = self.line, self.line.newest
        items = [
            Item(
                _("Versjon %(number)s") % {"number": one.version.number},
                reverse("structure:study", args=[self.partnership.slug, one.version.pk]),
                _yes_told(one),
                one,
                day=localtime(one.version.opened_at).date(),
            )
            for one in line.standings
        ]
        if line.is_draft:
            items.append(
                Item(
                    _("Utkast til ny versjon") if newest else _("Utkast"),
                    reverse("structure:study_draft", args=[line.document.pk]),
                    draft=True,
                )
            )
        if newest is None:
            return Step(
                "utredning",
                _("Utredning"),
                Word.GOING,
                _("Pågår: skrives"),
                items=tuple(items),
                next=Next(
                    _("Skriv utredningen ferdig, og åpne den for alle eierne."),
                    reverse("agreed:draft", args=[line.document.pk]) if self.writes else "",
                ),
            )
        done = newest.all_have_ratified
        return Step(
            "utredning",
            _("Utredning"),
            Word.DONE if done else Word.GOING,
            _("Ferdig: alle eierne har sagt ja til grunnlaget") if done else _waiting(newest),
            localtime(newest.version.opened_at).date(),
            tuple(items),
            None if done else self._answer(line.document, newest),
        )

    # --- Hearings -----------------------------------------------------------------------

    def _hearing_step(self) -> Step:
        title, held = (
            _("Høring"),
            [h for h in self.hearings if h.state is not HearingState.CALLED_OFF],
        )
        items = tuple(self._hearing(one) for one in self.hearings)
        if not held:
            told = _("Ikke begynt") if self.reads else _("Ikke sendt ennå")
            if self._opened():
                told = _("Ingen høring er sendt")
            return Step("horing", title, Word.LATER, told, items=items, next=self._first_hearing())
        going = [one for one in held if one.state is not HearingState.CLOSED]
        if not going:
            last = max((one.closed_on for one in held if one.closed_on), default=None)
            return Step(
                "horing", title, Word.DONE, _("Ferdig: svarene er oppsummert"), last, items
            )
        one = going[-1]
        if one.state is HearingState.DRAFT:
            return Step(
                "horing",
                title,
                Word.GOING,
                _("Pågår: forberedes"),
                items=items,
                next=Next(
                    _("Skriv ferdig høringen, og send den."),
                    reverse("participation:draft", args=[one.id]) if self.writes else "",
                ),
            )
        return Step(
            "horing",
            title,
            Word.GOING,
            _("Venter på svar"),
            one.sent_on,
            items,
            Next(
                _("Følg opp svarene, og avslutt høringen når fristen er ute."),
                reverse("participation:hearing", args=[one.id]) if self.writes else "",
            ),
        )

    def _hearing(self, one: HearingSummary) -> Item:
        draft = one.state is HearingState.DRAFT
        page = "summary" if one.state is HearingState.CLOSED else "draft" if draft else "hearing"
        said = []
        if one.sent_on:
            said.append(_("Sendt %(day)s.") % {"day": date_format(one.sent_on, "DATE_FORMAT")})
        if not draft:
            said.append(
                _("%(answered)s av %(bodies)s har svart.")
                % {"answered": one.answered_count, "bodies": one.bodies_count}
            )
        if one.state is HearingState.SENT and one.deadline:
            said.append(_("Frist: %(day)s.") % {"day": date_format(one.deadline, "DATE_FORMAT")})
        if one.state is HearingState.CALLED_OFF:
            said[1:] = [_("Avlyst.")]
        return Item(
            one.title,
            reverse(f"participation:{page}", args=[one.id]),
            " ".join(said),
            draft=draft,
        )

    def _first_hearing(self) -> Next | None:
        """Nobody is sent back to a hearing once the proposal is with the councils."""
        if self.line.newest is None or self._opened() or not self.reads:
            return None
        address = reverse("participation:new", args=[self.partnership.slug])
        return Next(
            _("Send utredningen på høring."),
            f"{address}?dokument={self.line.document.pk}" if self.writes else "",
        )

    # --- The proposal and what the owners decide ----------------------------------------

    def _proposal_step(self) -> Step:
        title = _("Forslag til kommunestyrene")
        newest = self.line.newest
        opened = self._opened()
        items = []
        for line in self.line.proposals:
            items += [
                Item(
                    _("%(title)s, versjon %(number)s")
                    % {"title": one.version.title, "number": one.version.number},
                    reverse("agreed:version", args=[line.document.pk, one.version.number]),
                    standing=one,
                    day=localtime(one.version.opened_at).date(),
                )
                for one in line.standings
            ]
            if line.is_draft:
                items.append(
                    Item(
                        line.document.title,
                        reverse("agreed:draft", args=[line.document.pk]),
                        draft=True,
                    )
                )
        if opened is not None:
            at = opened.standings[0].version.opened_at
            return Step(
                "forslag", title, Word.DONE, _("Ferdig: sendt til alle eierne"),
                localtime(at).date(), tuple(items),
            )  # fmt: skip
        if items:
            draft = next(one for one in self.line.proposals if one.is_draft)
            return Step(
                "forslag",
                title,
                Word.GOING,
                _("Pågår: skrives"),
                items=tuple(items),
                next=Next(
                    _("Skriv fra hvilken dag strukturen skal gjelde, og åpne forslaget."),
                    reverse("agreed:draft", args=[draft.document.pk]) if self.writes else "",
                ),
            )
        address = (
            reverse("structure:study", args=[self.partnership.slug, newest.version.pk])
            if newest and self.writes
            else ""
        )
        return Step(
            "forslag",
            title,
            Word.LATER,
            self._not_begun(),
            next=Next(
                _("Lag forslaget av utredningen."), f"{address}#forslaget" if address else ""
            )
            if newest and self.reads
            else None,
        )

    def _decision_step(self) -> Step:
        title, opened = _("Vedtak hos eierne"), self._opened()
        if opened is None:
            return Step("vedtak", title, Word.LATER, self._not_begun())
        newest = opened.standings[0]
        items = tuple(
            Item(
                answer.owner.name,
                note=_answer_told(answer),
                day=answer.ratification.decided_on if answer.ratification else None,
            )
            for answer in newest.answers
        )
        if newest.all_have_ratified:
            last = max(a.ratification.decided_on for a in newest.answers if a.ratification)
            return Step(
                "vedtak", title, Word.DONE, _("Ferdig: alle eierne har sagt ja"), last, items
            )
        return Step(
            "vedtak",
            title,
            Word.GOING,
            _waiting(newest),
            items=items,
            next=self._answer(opened.document, newest),
        )

    # --- The agreements -----------------------------------------------------------------

    def _agreement_step(self) -> Step:
        title = _("Avtaler")
        agreed = self._agreed()
        items, standing = [], []
        for document in self.agreements:
            every = standings(document, self.today)
            draft = self.reads and hasattr(document, "draft")
            newest = every[0] if every else None
            standing.append(newest.state is State.IN_FORCE if newest and not draft else False)
            items.append(
                Item(
                    document.title,
                    reverse("agreed:draft" if draft else "agreed:document", args=[document.pk]),
                    str(kind_of(document.kind).label).capitalize(),
                    newest,
                    draft=draft or newest is None,
                    day=localtime(newest.version.opened_at).date() if newest else None,
                )
            )
        more = self._asked_for(agreed)
        if items and all(standing):
            return Step(
                "avtaler",
                title,
                Word.DONE,
                _("Ferdig: avtalene gjelder"),
                items=tuple(items),
                more=more,
            )
        if items:
            return Step(
                "avtaler",
                title,
                Word.GOING,
                _agreements_told(items),
                items=tuple(items),
                next=self._next_agreement(items),
                more=more,
            )
        if agreed is None or not self.reads:
            return Step("avtaler", title, Word.LATER, self._not_begun())
        return Step(
            "avtaler",
            title,
            Word.LATER,
            self._not_begun(),
            next=Next(
                _("Begynn avtalene forslaget krever."),
                self._plan(agreed) if self.writes else "",
            ),
        )

    def _plan(self, agreed: Standing) -> str:
        return reverse(
            "structure:proposal_agreements", args=[self.partnership.slug, agreed.version.pk]
        )

    def _asked_for(self, agreed: Standing | None) -> Next | None:
        """What was begun, and what must be done apart: for those who write."""
        if agreed is None or not self.writes:
            return None
        return Next(_("Se hva forslaget krever, og hva som må gjøres for seg"), self._plan(agreed))

    def _next_agreement(self, items: list[Item]) -> Next:
        for document, item in zip(self.agreements, items, strict=True):
            if item.draft:
                return Next(
                    _("Skriv ferdig «%(title)s», og åpne avtalen for eierne.")
                    % {"title": document.title},
                    item.address if self.writes else "",
                )
            newest = item.standing
            if newest is not None and newest.state is State.OPEN:
                return self._answer(document, newest)
        return Next(
            _("Vent til den første dagen i avtalene, eller legg ved papirene som mangler.")
        )

    # --- What the steps share -----------------------------------------------------------

    def _not_begun(self) -> str:
        """Whether there is a draft is told only to those who may read it."""
        return _("Ikke begynt") if self.reads else _("Ikke åpnet ennå")

    def _opened(self) -> ProposalLine | None:
        """The newest proposal that is opened."""
        return next((one for one in self.line.proposals if one.standings), None)

    def _agreed(self) -> Standing | None:
        """The newest version of the proposal, when every owner has said yes to it."""
        opened = self._opened()
        newest = opened.standings[0] if opened else None
        return newest if newest and newest.all_have_ratified else None

    def _answer(self, document: Document, newest: Standing) -> Next:
        """An owner's answer is next; the link is for those who may give one."""
        may = page_of(self.actor, document, self.today).may
        waits = {one.owner.pk for one in newest.waiting}
        mine = [owner for owner in may.ratify if owner.pk in waits]
        names = listed([one.owner.name for one in newest.waiting])
        if mine:
            return Next(
                _("Si ja for %(names)s, eller send teksten i retur.")
                % {"names": listed([one.name for one in mine])},
                reverse("agreed:version", args=[document.pk, newest.version.number]),
            )
        return Next(_("Svar fra %(names)s.") % {"names": names})


def _yes_told(one: Standing) -> str:
    """Which owners have said yes."""
    names = [answer.owner.name for answer in one.answers if answer.ratification]
    return _("Ja fra %(names)s.") % {"names": listed(names)} if names else ""


def _waiting(one: Standing) -> str:
    returned = [answer.owner.name for answer in one.waiting if answer.returned]
    if returned:
        return _("Sendt i retur av %(names)s") % {"names": listed(returned)}
    return _("Venter på %(names)s") % {"names": listed([a.owner.name for a in one.waiting])}


def _answer_told(answer) -> str:
    if yes := answer.ratification:
        return _("Ja: %(body)s, sak %(case)s") % {
            "body": yes.decided_by,
            "case": yes.case_reference,
        }
    return _("Sendt i retur") if answer.returned else _("Venter")


def _agreements_told(items: list[Item]) -> str:
    drafts = sum(one.draft for one in items)
    if drafts:
        return ngettext(
            "Pågår: %(count)s utkast skrives", "Pågår: %(count)s utkast skrives", drafts
        ) % {"count": drafts}
    waiting = sum(one.standing is not None and one.standing.state is State.OPEN for one in items)
    if waiting:
        return ngettext(
            "Venter på svar til %(count)s avtale", "Venter på svar til %(count)s avtaler", waiting
        ) % {"count": waiting}
    return _("Godkjent, gjelder ikke ennå")
