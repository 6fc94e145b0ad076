"""The provisions the engine rests on, and who has held them against their source."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from tospann.access.actor import Actor
from tospann.access.roles import Permission
from tospann.authority.models import ProvisionCheck
from tospann.authority.selectors import wording
from tospann.engines.authority import CHAINS, LINKS, Provision, cells, provisions, services
from tospann.partnerships.models import Owner, Ownership, Partnership


@dataclass(frozen=True, slots=True)
class Rule:
    """A provision in all its versions, with the checks of it, newest first."""

    key: str
    versions: tuple[Provision, ...]  # oldest first
    checks: tuple[ProvisionCheck, ...]

    @property
    def newest(self) -> Provision:
        """The version that came last."""
        return self.versions[-1]

    @property
    def name(self) -> str:
        """The act and the paragraph of the newest version."""
        return str(self.newest)

    @property
    def confidence(self) -> str:
        """How sure we are of it, in a word."""
        return wording.confidence(self.newest.confidence)

    @property
    def latest(self) -> ProvisionCheck | None:
        """The last check, if there is one."""
        return self.checks[0] if self.checks else None


def _rows(keys: Iterable[str] | None = None) -> dict[str, list[ProvisionCheck]]:
    rows = ProvisionCheck.objects.standing().select_related("owner")
    if keys is not None:
        rows = rows.filter(provision__in=set(keys))
    found: dict[str, list[ProvisionCheck]] = defaultdict(list)
    for row in rows.order_by("-checked_on", "pk"):
        found[row.provision].append(row)
    return found


def rules() -> list[Rule]:
    """Every provision, by act and in the order of the table. One query."""
    checks = _rows()
    versions: dict[str, list[Provision]] = defaultdict(list)
    for one in provisions():
        versions[one.key].append(one)
    return [Rule(key, tuple(v), tuple(checks.get(key, ()))) for key, v in versions.items()]


def checks_of(keys: Iterable[str]) -> dict[str, list[ProvisionCheck]]:
    """The checks of some provisions, newest first. One query."""
    return _rows(keys)


def names() -> dict[str, str]:
    """What each provision is called, by its key. No queries."""
    return {one.key: str(one) for one in provisions()}


@dataclass(frozen=True, slots=True)
class RulePage:
    """A rule, where the engine uses it, and for whom this person can enter a check."""

    rule: Rule
    links: list[str]  # the links of evidence that rest on it
    matrices: list[str]  # the answers that rest on it, each once
    services: list[str]
    owners: tuple[Owner, ...]


def rule_page(actor: Actor, key: str) -> RulePage | None:
    """A rule by its key, or None. Two queries."""
    rule = next((one for one in rules() if one.key == key), None)
    if rule is None:
        return None
    used = {
        wording.label(alternative.code)
        for cell in cells().values()
        if key in cell.provisions
        for alternative in cell.alternatives[:1]
    }
    chained = {link for chain in CHAINS.values() for link in chain.links}
    return RulePage(
        rule,
        [
            wording.said(one.name)
            for one in LINKS.values()
            if one.provision == key and one.id in chained
        ],
        sorted(used),
        [wording.service_name(one.code) for one in services().values() if one.provision == key],
        tuple(keepers(actor)),
    )


def keepers(actor: Actor) -> dict[Owner, Partnership]:
    """The owners this person keeps rows for, each with one of its partnerships. One query."""
    rows = (
        Ownership.objects.filter(partnership__in=actor.partnership_ids)
        .select_related("owner", "partnership")
        .order_by("owner__sort_key", "partnership__sort_key", "pk")
    )
    found: dict[Owner, Partnership] = {}
    for row in rows:
        if row.owner not in found and actor.may_for(
            Permission.EVIDENCE_KEEP, owner_id=row.owner_id, partnership_id=row.partnership_id
        ):
            found[row.owner] = row.partnership
    return found
