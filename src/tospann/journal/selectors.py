"""Reads from the journal: pages of it, one entry, the signed heads."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Model

from tospann.journal.models import Entry, Head


@dataclass(frozen=True, slots=True)
class SignedHead:
    """A head as others keep it: the number of entries it covers and the signed note."""

    number: int
    note: str


def head_covering(subjects: Iterable[Model]) -> SignedHead | None:
    """The newest signed head, if it covers the last entry about the subjects. Two queries."""
    every = list(subjects)
    about = Entry.objects.filter(
        subject_type__in={one._meta.label_lower for one in every},
        subject_id__in={str(one.pk) for one in every},
    )
    last = about.order_by("-number").values_list("number", flat=True).first()
    head = Head.objects.order_by("-number").first()
    if last is None or head is None or head.number < last:
        return None
    return SignedHead(head.number, head.note)
