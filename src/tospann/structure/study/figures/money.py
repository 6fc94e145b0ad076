"""Tables of what the offices cost and who pays, by the stated assumptions: T11 and T12."""

from django.utils.translation import gettext as _

from tospann.engines.structure import norwegian, report
from tospann.engines.structure.report import Column, path
from tospann.structure.study import body
from tospann.structure.study.figures.cells import frozen, name_column
from tospann.structure.study.figures.lab import Lab, each_area, members, paid


def costs(lab: Lab) -> body.Table:
    """T11: what each area costs a year, by the stated assumptions."""
    kinds = (
        ("main_office", _("Hovedkontor, kr")),
        ("model", _("Samarbeid, kr")),
        ("presence", _("Nærvær ellers, kr")),
        ("total", _("Til sammen, kr")),
    )
    rows = [
        {"structure": title, "name": members(lab, area), **area["cost"]}
        for title, area in each_area(lab)
    ]
    columns = (
        Column("structure", _("Struktur"), path("structure")),
        Column("area", _("Område"), path("name")),
        *(
            Column(f"{kind}_kroner", title, path(f"{kind}_kroner"), norwegian.whole)
            for kind, title in kinds
        ),
    )
    return frozen(
        "t11",
        _("T11 Kostnader per år etter oppgitte forutsetninger"),
        report.Table(columns, tuple(rows)),
        source=_("Oppgitte forutsetninger, se vedlegget"),
        illustrative=True,
    )


def key(lab: Lab) -> body.Table | None:
    """T12: what each municipality pays by the stated cost key."""
    structures = [("today", _("I dag, kr"), lab.before)]
    structures += [
        (one.letter.lower(), _("%(letter)s, kr") % {"letter": one.letter}, one.data["after"])
        for one in lab.counted
    ]
    rows = []
    for number in lab.concerned:
        found = {name: paid(data, number) for name, _title, data in structures}
        rows.append({"name": lab.name(number), **found})
    if not any(row[name] for row in rows for name, _title, _data in structures):
        return None
    columns = [name_column()]
    for name, title, _data in structures:
        columns.append(Column(f"{name}_kroner", title, path(name, "kroner"), norwegian.whole))
        columns.append(
            Column(f"{name}_percent", _("Andel av området"), path(name, "percent"), _percent)
        )
    return frozen(
        "t12",
        _("T12 Fordeling etter oppgitt nøkkel"),
        report.Table(tuple(columns), tuple(rows)),
        source=_("Oppgitte forutsetninger, se vedlegget"),
        illustrative=True,
    )


def _percent(value: float) -> str:
    return norwegian.decimal(value, 2) + norwegian.FIXED + "%"
