"""Tables of residents and of those who work at the offices: T1, T2, T4 and T8."""

from typing import Any

import numpy as np
from django.utils.translation import gettext as _

from tospann.engines.structure import norwegian, report
from tospann.engines.structure.hidden import (
    Hidden,
    complement,
    count,
    few,
    nested,
    of_background,
    share,
)
from tospann.engines.structure.report import Column, path
from tospann.engines.structure.territory import EMPLOYERS
from tospann.structure.study import body, words
from tospann.structure.study.figures.cells import frozen, name_column
from tospann.structure.study.figures.lab import Lab, each_area, members


def ages(lab: Lab) -> body.Table | None:
    """T1: residents by age in the newest year, and all of them in the first year."""
    known = lab.territory.ages
    if known is None:
        return None
    rows = []
    for number in lab.concerned:
        people = known.residents[lab.territory.municipalities.index(number)]
        newest = [int(one) for one in people[:, -1]]
        hide = complement(newest, [few(one) for one in newest])
        rows.append(
            {
                "name": lab.name(number),
                "first": report.shown(count(int(people[:, 0].sum()))),
                "now": report.shown(count(sum(newest))),
                **{
                    group: report.shown(Hidden.FEW if hidden else one)
                    for group, one, hidden in zip(known.groups, newest, hide, strict=True)
                },
            }
        )
    columns = (
        name_column(),
        Column(f"residents_{known.years[0]}", str(known.years[0]), path("first"), norwegian.whole),
        Column(f"residents_{known.years[-1]}", str(known.years[-1]), path("now"), norwegian.whole),
        *(
            Column(
                f"residents_{known.years[-1]}_age_{group}",
                _("%(ages)s år") % {"ages": group.replace("-", "–")},
                path(group),
                norwegian.whole,
            )
            for group in known.groups
        ),
    )
    return frozen(
        "t1",
        _("T1 Innbyggere og alder per 1. januar %(year)s") % {"year": known.years[-1]},
        report.Table(columns, tuple(rows)),
        source=lab.source("residents"),
        illustrative=lab.is_illustrative("residents"),
    )


def staff(lab: Lab) -> body.Table | None:
    """T2: full-time equivalents by where they sit today, employer and function."""
    known = lab.territory.staff
    if known is None:
        return None
    at = [lab.territory.municipalities.index(number) for number in lab.concerned]
    rows = [_positions(lab.name(n), known.fte[i]) for n, i in zip(lab.concerned, at, strict=True)]
    rows.append(_positions(_("Til sammen"), known.fte[at].sum(axis=0)))
    columns = (
        name_column(),
        *(
            Column(f"{employer}_fte", title, path(employer), report.fte_told)
            for employer, title in zip(EMPLOYERS, (_("Statlige"), _("Kommunale")), strict=True)
        ),
        *(
            Column(
                f"{name}_fte", words.capital(words.function(name)), path(str(i)), report.fte_told
            )
            for i, name in enumerate(known.functions)
        ),
    )
    return frozen(
        "t2",
        _("T2 Årsverk etter arbeidsgiver og oppgave"),
        report.Table(columns, tuple(rows)),
        source=lab.source("staff"),
        illustrative=lab.is_illustrative("staff"),
    )


def _positions(name: str, fte: Any) -> dict[str, Any]:
    by_employer, by_function = fte.sum(axis=1), fte.sum(axis=0)
    return {
        "name": name,
        **{
            employer: report.shown(float(by_employer[i]), report.FTE)
            for i, employer in enumerate(EMPLOYERS)
        },
        **{str(i): report.shown(float(one), report.FTE) for i, one in enumerate(by_function)},
    }


def competence(lab: Lab) -> body.Table | None:
    """T4: which fields rest on one person, and which nobody holds, in each municipality.

    Fields that tell of a person's background are left out.
    """
    known = lab.territory.staff
    fields = [i for i, name in enumerate(known.fields) if not of_background(name)] if known else []
    if known is None or not fields:
        return None
    rows = []
    for number in lab.concerned:
        people = known.people[lab.territory.municipalities.index(number)][fields]

        def held(by: Any) -> str:
            found = [words.field(known.fields[fields[i]]) for i in np.flatnonzero(by)]
            return ", ".join(found) or _("ingen")

        rows.append(
            {
                "name": lab.name(number),
                "twos": int((people >= 2).sum()),
                "alone": held(people == 1),
                "nobody": held(people == 0),
            }
        )
    columns = (
        name_column(),
        Column("fields_in_twos", _("Fag hos to eller flere"), path("twos"), norwegian.whole),
        Column("held_by_one", _("Hviler på én person"), path("alone")),
        Column("held_by_nobody", _("Ingen har"), path("nobody")),
    )
    return frozen(
        "t4",
        _("T4 Fagområder og sårbarhet i dag"),
        report.Table(columns, tuple(rows)),
        source=lab.source("competence"),
        illustrative=lab.is_illustrative("competence"),
    )


def environment(lab: Lab) -> body.Table | None:
    """T2: size of the professional environments, today and with each alternative."""
    rows = [
        {**area, "structure": title, "name": members(lab, area)}
        for title, area in each_area(lab)
        if area["environment"]
    ]
    if not rows:
        return None
    columns = (
        Column("structure", _("Struktur"), path("structure")),
        Column("area", _("Område"), path("name")),
        *(
            Column(f"{employer}_fte", title, path("environment", "fte", employer), report.fte_told)
            for employer, title in zip(
                EMPLOYERS, (_("Årsverk, stat"), _("Årsverk, kommune")), strict=True
            )
        ),
        Column(
            "fields_in_twos",
            _("Fag hos to eller flere"),
            path("environment", "fields_in_twos"),
            norwegian.whole,
        ),
        Column(
            "uncovered_share",
            _("Dager uten noen med faget"),
            path("environment", "uncovered_share"),
            report.share_told,
        ),
    )
    return frozen(
        "t2-omrade",
        _("T2 Fagmiljø etter område"),
        report.Table(columns, tuple(rows)),
        source=lab.source("staff", "competence"),
        illustrative=lab.is_illustrative("staff", "competence"),
    )


def commuting(lab: Lab) -> body.Table | None:
    """T8: who works at home and inside the area concerned."""
    known = lab.territory.commuting
    if known is None:
        return None
    at = [lab.territory.municipalities.index(number) for number in lab.concerned]
    rows = []
    for number, i in zip(lab.concerned, at, strict=True):
        everybody = int(known[i].sum())
        own, inside = int(known[i, i]), int(known[i, at].sum())
        hide = nested([own, inside], everybody)
        shares = [
            Hidden.FEW if hidden else share(people, everybody)
            for people, hidden in zip((own, inside), hide, strict=True)
        ]
        rows.append(
            {
                "name": lab.name(number),
                "employed": report.shown(count(everybody)),
                "own": report.shown(shares[0], report.SHARE),
                "inside": report.shown(shares[1], report.SHARE),
            }
        )
    columns = (
        name_column(),
        Column("employed", _("Sysselsatte"), path("employed"), norwegian.whole),
        Column("own_share", _("Arbeider i egen kommune"), path("own"), report.share_told),
        Column("inside_share", _("Arbeider i kommunene her"), path("inside"), report.share_told),
    )
    return frozen(
        "t8",
        _("T8 Pendling"),
        report.Table(columns, tuple(rows)),
        source=lab.source("commuting"),
        illustrative=lab.is_illustrative("commuting"),
    )
