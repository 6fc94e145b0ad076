"""Whom to ask about a study, and what. A proposal: those who lead the hearing change it freely."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from tospann.agreed.models import Document
from tospann.base import clock
from tospann.engines.structure.comparison import changes
from tospann.engines.structure.errors import BadData
from tospann.participation.actions import NewBody
from tospann.participation.models import BodySort
from tospann.partnerships.models import OwnerKind, Partnership
from tospann.partnerships.selectors import owners_on
from tospann.structure.models import Scenario
from tospann.structure.selectors.scenarios import structure_of
from tospann.structure.selectors.territories import present, territory_of
from tospann.structure.study.kind import KIND_NAME


@dataclass(frozen=True, slots=True)
class Asked:
    """Those a study is about. `municipalities` are names: the owners first, then the others."""

    municipalities: tuple[str, ...]
    sami: bool  # whether one of them is in the area for Sami languages, by the dataset


def study_of(scenario: Scenario) -> Document | None:
    """The newest study that recommends a scenario, written or opened. Two queries at most."""
    found = (
        Document.objects.filter(partnership=scenario.partnership_id, kind=KIND_NAME)
        .select_related("draft", "partnership")
        .prefetch_related("versions")
        .order_by("-created_at", "-pk")
    )
    return next((one for one in found if str(scenario.pk) in _recommended(one)), None)


def recommended(document: Document) -> Scenario | None:
    """The scenario a study recommends, as it is written now. Three queries at most."""
    found = Scenario.objects.filter(
        partnership=document.partnership_id, pk__in=_recommended(document)
    )
    by_id = {str(one.pk): one for one in found.defer("dataset__archive")}
    return next((by_id[one] for one in _recommended(document) if one in by_id), None)


def _recommended(document: Document) -> list[str]:
    """Ids of what the draft and the newest version recommend, the draft's first."""
    draft = getattr(document, "draft", None)
    newest = max(document.versions.all(), key=lambda one: one.number, default=None)
    bodies: list[dict[str, Any]] = [draft.body] if draft is not None else []
    if newest is not None:
        bodies.append(newest.read().body)
    return [one["scenarios"][0] for one in bodies if one.get("scenarios")]


def asked_about(document: Document) -> Asked:
    """The owners, and those whom the recommended scenario changes. Five queries at most."""
    owners = owners_on(document.partnership, clock.today())
    own = {
        o.owner.code: _bare(o.owner.name) for o in owners if o.owner.kind == OwnerKind.MUNICIPALITY
    }
    scenario = recommended(document)
    if scenario is None:
        return Asked(_told_apart(own), sami=False)
    territory = territory_of(scenario.dataset_id)
    try:
        after = structure_of(scenario)
    except BadData:
        return Asked(_told_apart(own), sami=False)
    moved = [one.municipality for one in changes(territory, present(territory), after)]
    numbers, names = territory.municipalities.numbers, territory.municipalities.names
    others = {one: names[numbers.index(one)] for one in moved if one not in own}
    concerned = own | others
    sami = any(
        one.kind == "sami_language" and numbers[one.municipality] in concerned
        for one in territory.obligations
    )
    return Asked(_told_apart(concerned), sami)


def _told_apart(names: Mapping[str, str]) -> tuple[str, ...]:
    """The names; with the number where two municipalities share one, as Herøy and Våler do."""
    every = list(names.values())
    return tuple(
        f"{name} ({number})" if every.count(name) > 1 else name for number, name in names.items()
    )


def _bare(name: str) -> str:
    """`Meløy` of `Meløy kommune`."""
    return name.removesuffix(" kommune")


def _office(partnership: Partnership) -> str:
    """`Nav Sør-Salten` of the partnership Sør-Salten."""
    name = partnership.name
    return name if name.startswith("Nav ") else f"Nav {name}"


def bodies(partnership: Partnership, asked: Asked) -> list[NewBody]:
    """Each municipality's council and statutory boards, the users, the staff, the state, Sami."""
    return [*_bodies(partnership, asked)]


def _bodies(partnership: Partnership, asked: Asked) -> Iterator[NewBody]:
    for name in asked.municipalities:
        of = {"name": name}
        yield NewBody(_("%(name)s kommunestyre") % of, BodySort.COUNCIL)
        yield NewBody(_("Eldrerådet i %(name)s") % of, BodySort.ELDERLY)
        yield NewBody(
            _("Rådet for personer med funksjonsnedsettelse i %(name)s") % of, BodySort.DISABILITY
        )
        yield NewBody(_("Ungdomsrådet i %(name)s") % of, BodySort.YOUTH)
    office = {"office": _office(partnership)}
    yield NewBody(_("Brukerutvalget ved %(office)s") % office, BodySort.USERS)
    state = _("De tillitsvalgte for de statlig ansatte ved %(office)s")
    local = _("De tillitsvalgte for de kommunalt ansatte ved %(office)s")
    yield NewBody(state % office, BodySort.STAFF)
    yield NewBody(local % office, BodySort.STAFF)
    yield NewBody(_("Verneombudet ved %(office)s") % office, BodySort.SAFETY)
    yield NewBody(_("Statsforvalteren"), BodySort.GOVERNOR)
    if asked.sami:
        yield NewBody(_("Sametinget"), BodySort.SAMI)


def questions(asked: Asked) -> list[str]:
    """What councils weigh, asked so that each answer can be followed up."""
    found = [
        _("Støtter dere alternativ A i utredningen? Hvorfor, eller hvorfor ikke?"),
        _("Hva betyr alternativet for reiseveien, og for hvor lett det er å møte noen fra Nav?"),
        _("Hva betyr det for fagmiljøet og for hvor gode tjenestene blir?"),
        _("Hva betyr det for de ansatte?"),
        _("Hva betyr det for økonomien, og er måten å dele kostnadene på rimelig?"),
        _("Hva betyr det for den folkevalgte styringen av kontoret?"),
    ]
    if asked.sami:
        found.append(_("Blir retten til å bruke samisk ivaretatt?"))
    return [*found, _("Er det noe annet eierne bør vite før de bestemmer seg?")]


def introduction(document: Document) -> str:
    """What it is about, to be changed by those who lead it."""
    return _(
        "Eierne av %(office)s utreder hvor Nav skal ha kontor, og hvilke kommuner som skal dele "
        "kontor. Utredningen sammenligner alternativer med dagens kontorer og tilrår ett av dem, "
        "alternativ A. Vi ber om svar på spørsmålene under. Dere kan la være å svare på noen av "
        "dem. Alle svar blir lagt ut sammen med det som kom av dem, og hvorfor. Svarene skal ikke "
        "ha opplysninger om enkeltpersoner."
    ) % {"office": _office(document.partnership)}
