"""A cost key: shares in hundredths of a per cent, which must make exactly one hundred."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Annotated

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import AfterValidator

from tospann.agreements.points import Ask, Row, percent

Share = Annotated[Decimal, AfterValidator(lambda share: share.quantize(Decimal("0.01")))]
WHOLE = Decimal(100)


class KeyRow(Row):
    """An owner's share of the cost, in per cent."""

    owner: str = ""
    share: Share | None = None


KEY_ASKS = (
    Ask("owner", gettext_lazy("Eier"), blocks=True),
    Ask(
        "share", gettext_lazy("Andel"), gettext_lazy("I prosent, for eksempel 33,33."), blocks=True
    ),
)


def total(rows: Iterable[KeyRow]) -> Decimal:
    """The sum of the shares in per cent; a share not filled in counts as none."""
    return sum((row.share or Decimal(0) for row in rows), Decimal("0.00"))


def fault(rows: Iterable[KeyRow]) -> str:
    """What is wrong with the sum, in words to act on; empty when it makes one hundred.

    Empty also while a share is not filled in: that is told for itself.
    """
    rows = list(rows)
    found = total(rows)
    if found == WHOLE or any(row.share is None for row in rows):
        return ""
    return " ".join(
        (
            _("Kostnadsnøkkelen blir %(found)s. Den må bli nøyaktig %(whole)s.")
            % {"found": percent(found), "whole": percent(WHOLE)},
            (_("Legg til %s.") if found < WHOLE else _("Trekk fra %s."))
            % percent(abs(WHOLE - found)),
        )
    )
