"""Do versions and ratifications still stand as the journal says they were given?"""

from collections.abc import Iterator

from tospann.agreed.models import Ratification, Version
from tospann.journal.replay import Said, said


def reconcile() -> Iterator[tuple[int | None, str]]:
    """Each difference between rows and journal, with the entry's number. Three queries."""
    by_kind: dict[str, dict[str, Said]] = {
        "version.opened": {},
        "version.ratified": {},
        "ratification.withdrawn": {},
    }
    for one in said(by_kind):
        by_kind[one.kind][one.subject_id] = one
    yield from _versions(by_kind["version.opened"])
    yield from _ratifications(by_kind["version.ratified"], by_kind["ratification.withdrawn"])


def _versions(opened: dict[str, Said]) -> Iterator[tuple[int | None, str]]:
    for version in Version.objects.order_by("pk").iterator(200):
        one = opened.pop(str(version.pk), None)
        if one is None or one.facts["sha256"] != version.sha256:
            yield _number(one), f"version {version.pk} is not the text that was opened"
    for one in opened.values():
        yield one.number, f"version {one.subject_id} is gone"


def _ratifications(
    ratified: dict[str, Said], withdrawn: dict[str, Said]
) -> Iterator[tuple[int | None, str]]:
    for row in Ratification.objects.order_by("pk").iterator(2000):
        one = ratified.pop(str(row.pk), None)
        stands = {
            "owner_id": str(row.owner_id),
            "sha256": row.sha256,
            "decided_by": row.decided_by,
            "decided_on": row.decided_on.isoformat(),
            "case_reference": row.case_reference,
        }
        if one is None or not stands.items() <= one.facts.items():
            yield _number(one), f"ratification {row.pk} is not the one that was given"
        if (str(row.pk) in withdrawn) != (row.withdrawn_at is not None):
            yield _number(one), f"ratification {row.pk} is withdrawn in one place only"
    for one in ratified.values():
        yield one.number, f"ratification {one.subject_id} is gone"


def _number(one: Said | None) -> int | None:
    return one.number if one else None
