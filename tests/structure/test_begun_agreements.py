"""Agreements begun out of a proposal: what is filled in, what is not begun, and who may."""

import pytest
from django.utils import translation

from structure.deciding import Deciding
from structure.studying import hosted
from tospann.agreed import actions as agreed
from tospann.agreed.kinds import kind_of
from tospann.agreed.models import Document
from tospann.agreed.selectors import missing_in
from tospann.base.errors import NotPermitted
from tospann.journal.models import Entry
from tospann.structure.errors import (
    AgreementsBegun,
    NoAgreementHere,
    NotAgreedByAll,
    ProposalReplaced,
    ProposalWithoutStructure,
)
from tospann.structure.models import ProposalAgreement
from tospann.structure.study.agreements.actions import begin_agreements

HOST, PARTNERSHIP = "host_agreement", "partnership_agreement"


@pytest.fixture
def deciding(cast) -> Deciding:
    return Deciding(cast)


def test_both_agreements_are_begun_as_drafts(deciding):
    made = deciding.begun()

    assert {one.kind for one in made.documents} == {HOST, PARTNERSHIP}
    assert not made.outside
    assert Document.objects.filter(kind__in=[HOST, PARTNERSHIP], versions=None).count() == 2
    print(deciding.draft_of(HOST)); print(deciding.draft_of(PARTNERSHIP)["places"], deciding.of(HOST), deciding.of(PARTNERSHIP))
    assert 0
