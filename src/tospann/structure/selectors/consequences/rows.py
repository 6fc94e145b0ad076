"""Everything that is told, as rows of one table: what the page shows, for a spreadsheet."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tospann.engines.structure.norwegian import decimal
from tospann.structure.selectors.consequences.told import (
    AreaPart,
    Consequences,
    MunicipalityPart,
    Rule,
    Statement,
)


def headings() -> list[str]:
    """What the columns are called."""
    return [
        _("Del"),
        _("Gjelder"),
        _("Hva"),
        _("Ansatt i"),
        _("I dag"),
        _("Etter"),
        _("Forklaring"),
        _("Kilde"),
        _("Hvor sikkert"),
    ]


PARTS = {
    "unlawful": gettext_lazy("Ulovlig"),
    "unclear": gettext_lazy("Uklart"),
    "model": gettext_lazy("Modell"),
    "host": gettext_lazy("Hovedkontor"),
    "authority": gettext_lazy("Myndighet"),
    "lacks_today": gettext_lazy("Mangler i registeret i dag"),
    "positions": gettext_lazy("Årsverk"),
    "duty": gettext_lazy("Plikt"),
    "cost_key": gettext_lazy("Kostnadsnøkkel, kroner i året"),
    "new_agreement": gettext_lazy("Ny avtale"),
    "after_councils": gettext_lazy("Etter kommunestyrene"),
    "agreement": gettext_lazy("Avtale som gjelder eller venter"),
    "before_councils": gettext_lazy("Før kommunestyrene"),
    "councils": gettext_lazy("Kommunestyre"),
    "no_owner": gettext_lazy("Må vedta, men er ikke eier her"),
}


class Row(NamedTuple):
    """One line. Empty where a column does not apply."""

    part: str
    subject: str = ""
    about: str = ""
    employer: str = ""
    today: str = ""
    after: str = ""
    says: str = ""
    source: str = ""
    confidence: str = ""


def rows_of(told: Consequences) -> list[Row]:
    """In the order of the page."""
    return [row._replace(part=str(PARTS[row.part])) for row in _rows(told)]


def _rows(told: Consequences) -> Iterator[Row]:
    for one in told.elements:
        yield Row(
            "unlawful" if one.unlawful else "unclear",
            ", ".join(one.municipalities),
            one.says,
            says=f"{one.because} {one.mend}",
            source=_cited(one.rules),
            confidence=_sure(one.rules),
        )
    for municipality in told.municipalities:
        yield from _of_municipality(municipality)
    for area in told.areas:
        yield from _of_area(area)
    for agreement in told.agreements:
        yield Row(
            "agreement",
            ", ".join(agreement.municipalities),
            agreement.title,
            after=agreement.word,
            says=f"{agreement.says} {agreement.notice}".strip(),
            source=_cited(agreement.rules),
            confidence=_sure(agreement.rules),
        )
    yield from _stated("before_councils", told.preparations)
    yield from _stated("councils", told.councils)
    for name in told.outsiders:
        yield Row("no_owner", name)


def _of_municipality(one: MunicipalityPart) -> Iterator[Row]:
    subject = f"{one.number} {one.name}"
    yield Row("model", subject, "", "", one.model_before, one.model_after, one.basis)
    yield Row("host", subject, "", "", one.host_before, one.host_after)
    if one.refusal:
        yield Row("authority", subject, says=one.refusal)
    for services in one.services:
        for pair in services.pairs:
            yield Row(
                "authority",
                subject,
                f"{services.group}: {', '.join(services.names)}",
                pair.employer,
                pair.before,
                pair.after,
                " ".join((pair.because, *pair.lacks)),
                _cited(pair.rules),
                pair.confidence,
            )
    for lacking in one.lacking:
        yield Row("lacks_today", subject, says=lacking)
    work = one.workplaces
    for employer, fte in ((_("Staten"), work.state), (_("Kommunen"), work.municipal)):
        if fte is not None:
            yield Row(
                "positions",
                subject,
                decimal(fte),
                employer,
                "" if employer == _("Staten") else work.employer_before,
                "" if employer == _("Staten") else work.employer_after,
                _("Hovedkontoret blir i %(host)s.") % {"host": one.host_after}
                if work.moved
                else "",
            )


def _of_area(one: AreaPart) -> Iterator[Row]:
    for duty in one.duties:
        yield Row(
            "duty",
            one.name,
            duty.municipality,
            after=_("ny for kontoret") if duty.new else _("som i dag"),
            says=" ".join(filter(None, (duty.says, duty.because, duty.kept))),
            source=_cited(duty.rules),
            confidence=_sure(duty.rules),
        )
    for share in one.shares:
        yield Row(
            "cost_key",
            one.name,
            share.name,
            after=str(share.kroner),
            says=f"{decimal(share.percent, 2)} %",
        )
    yield from _stated("new_agreement", one.agreements, one.name)
    yield from _stated("after_councils", one.afterwards, one.name)


def _stated(part: str, found: Iterable[Statement], subject: str = "") -> Iterator[Row]:
    for number, one in enumerate(found, 1):
        yield Row(
            part,
            subject or ", ".join(one.municipalities),
            str(number),
            says=one.says,
            source=_cited(one.rules),
            confidence=_sure(one.rules),
        )


def _cited(rules: Iterable[Rule]) -> str:
    return "; ".join(one.text for one in rules)


def _sure(rules: Iterable[Rule]) -> str:
    return "; ".join(one.confidence for one in rules if one.confidence)
