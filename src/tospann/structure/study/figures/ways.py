"""Tables of the way to somebody to meet, and of the days there is somebody: T7 and T10."""

from dataclasses import replace

from django.utils.translation import gettext as _

from tospann.engines.structure import norwegian, reach, report
from tospann.engines.structure.report import Column, path
from tospann.structure.study import body
from tospann.structure.study.figures.cells import frozen, name_column
from tospann.structure.study.figures.lab import Counted, Lab, paid


def _ways(kind: str, title: str) -> tuple[Column, ...]:
    return (
        Column(f"{kind}_mean_minutes", title, path(kind, "mean_minutes"), report.minutes_told),
        *(
            Column(
                f"{kind}_within_{limit}_share",
                _("Innen %(minutes)s min") % {"minutes": limit},
                path(kind, "within_share", str(limit)),
                report.share_told,
            )
            for limit in reach.LIMITS
        ),
    )


def ways(lab: Lab) -> body.Table:
    """T7: how far it is today, to somebody to meet and to the main office."""
    columns = (
        name_column(),
        Column("residents", _("Innbyggere"), path("residents"), norwegian.whole),
        *_ways("meet", _("Møtested, snitt i min")),
        _ways("host", _("Hovedkontor, snitt i min"))[0],
        Column(
            "meet_no_same_day_share",
            _("Ikke tur-retur på én dag"),
            path("meet", "no_same_day_share"),
            report.share_told,
        ),
    )
    return frozen(
        "t7",
        _("T7 Reisevei i dag, én vei"),
        report.Table(columns, tuple(lab.rows(lab.before))),
        source=lab.source("places", "sites", lab.travel.source.table),
    )


def shifts(lab: Lab, one: Counted, kind: str) -> body.Table:
    """T7 with an alternative: who gets a shorter and who a longer way."""
    table = report.shifts_table(one.data, kind)
    titles = (
        _("Kommune"),
        _("Innbyggere"),
        _("Kortere"),
        _("Likt"),
        _("Lengre"),
        *(_("Over %(minutes)s min lengre") % {"minutes": n} for n in one.data["longer_minutes"]),
        _("Mest, min"),
    )
    columns = tuple(replace(c, title=t) for c, t in zip(table.columns, titles, strict=True))
    where = _("til møtested") if kind == "meet" else _("til hovedkontor")
    return frozen(
        f"t7-{one.letter.lower()}-{kind}",
        _("T7 Endret reisevei %(where)s med alternativ %(letter)s")
        % {"where": where, "letter": one.letter},
        report.Table(columns, tuple(lab.rows(one.data))),
        source=lab.source("places", "sites", lab.travel.source.table),
    )


def presence(lab: Lab) -> body.Table:
    """T10: days a week with somebody to meet, today and with each alternative."""
    sites, numbers = lab.territory.sites, lab.territory.municipalities.numbers
    structures = [("today", _("I dag"), lab.today)]
    structures += [(one.letter.lower(), one.letter, one.structure) for one in lab.counted]
    rows = []
    for i, name in enumerate(sites.names):
        number = numbers[sites.municipality[i]]
        days = {key: report.shown(float(one.days[i]), 1) for key, _title, one in structures}
        if number in lab.concerned and any(days.values()):
            rows.append({"site": name, "name": lab.name(number), **days})
    columns = (
        Column("site", _("Sted"), path("site")),
        name_column(),
        *(Column(f"{key}_days", title, path(key), days_told) for key, title, _one in structures),
    )
    return frozen(
        "t10",
        _("T10 Dager i uken med noen å møte"),
        report.Table(columns, tuple(rows)),
        source=lab.source("presence"),
        illustrative=lab.is_illustrative("presence"),
    )


def days_told(value: float) -> str:
    """2.0 → 2, 2.5 → 2,5."""
    return norwegian.decimal(value).removesuffix(",0")


def own(lab: Lab, number: str) -> body.Table:
    """One municipality in each structure: its ways, and what it pays."""
    before = next(one for one in lab.before["municipalities"] if one["code"] == number)
    rows = [{"structure": _("I dag"), **before, "paid": paid(lab.before, number)}]
    for one in lab.counted:
        after = next(m for m in one.data["after"]["municipalities"] if m["code"] == number)
        rows.append({"structure": one.letter, **after, "paid": paid(one.data["after"], number)})
    columns = (
        Column("structure", _("Struktur"), path("structure")),
        *_ways("meet", _("Møtested, snitt i min"))[:3],
        _ways("host", _("Hovedkontor, snitt i min"))[0],
        Column("kroner", _("Kommunen betaler, kr"), path("paid", "kroner"), norwegian.whole),
    )
    return frozen(
        f"kommune-{number}",
        _("%(municipality)s i dag og med hvert alternativ") % {"municipality": lab.name(number)},
        report.Table(columns, tuple(rows)),
        source=lab.source("places", "sites", lab.travel.source.table),
        illustrative=True,
    )
