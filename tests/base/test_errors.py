"""A refusal is a sentence."""

import pytest
from django.utils.translation import gettext_lazy as _

from tospann.base.errors import NotPermitted, Refused


class Superseded(Refused):
    text = _("Versjon %(number)s er erstattet av versjon %(latest)s.")
    code = "superseded"


def test_a_refusal_puts_its_facts_into_the_sentence():
    refusal = Superseded(number=1, latest=2)

    assert str(refusal) == "Versjon 1 er erstattet av versjon 2."
    assert refusal.facts == {"number": 1, "latest": 2}
    assert (refusal.status, refusal.code) == (409, "superseded")


def test_a_percent_sign_in_a_sentence_without_facts_is_left_alone():
    class TooMuch(Refused):
        text = "Andelene er over 100 %."

    assert str(TooMuch()) == "Andelene er over 100 %."


def test_a_missing_fact_is_a_fault_of_ours():
    with pytest.raises(KeyError):
        str(Superseded(number=1))


def test_not_permitted_can_be_raised_without_a_word():
    with pytest.raises(Refused) as caught:
        raise NotPermitted

    assert caught.value.status == 403
    assert "administratoren" in str(caught.value)
