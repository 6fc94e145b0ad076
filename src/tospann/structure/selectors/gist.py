"""What a table says, in a sentence: it stands outside while the table is folded.

A sentence holds only figures that the table, or the measures it is made of, hold already rounded.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tospann.engines.structure import norwegian, report
from tospann.engines.structure.report import Plain, Table


def gist(name: str, made: Table, data: Plain) -> str:
    """The sentence about one of `tables.TABLES`; empty when there is nothing to say.

    `data` : `report.measured` of the structure; empty before anything is measured.
    """
    said = _GISTS.get(name)
    return said(made.rows, data) if said else ""


def shifted(made: Table, kind: str) -> str:
    """How many get a longer and a shorter way, of everybody. Empty for a table without rows.

    `made` : `report.shifts_table`, everybody first; `kind` is "meet" or "host".
    """
    if not made.rows:
        return ""
    whole = made.rows[0][kind]
    return _("Kortere vei: %(shorter)s innbyggere. Lengre vei: %(longer)s innbyggere.") % {
        "shorter": _count(whole["shorter_residents"]),
        "longer": _count(whole["longer_residents"]),
    }


def bands(tallied: Plain) -> str:
    """How many are near somebody to meet. `tallied` : `report.measured`, its `whole`."""
    near = tallied["meet"]["within_share"]["30"]
    if not _told(near):
        return ""
    return _("%(share)s av innbyggerne har under 30 minutter til noen å møte.") % {
        "share": report.share_told(near)
    }


def _areas(rows: Sequence[Plain], _data: Plain) -> str:
    known = [(row["residents"], row["name"]) for row in rows if _told(row["residents"])]
    if not known:
        return ""
    (few, least), (many, most) = min(known), max(known)
    return _(
        "%(count)s kontorområder. Færrest innbyggere: %(few)s i %(least)s. Flest: %(many)s "
        "i %(most)s."
    ) % {
        "count": norwegian.whole(len(rows)),
        "few": norwegian.whole(few),
        "least": least,
        "many": norwegian.whole(many),
        "most": most,
    }


def _residents(rows: Sequence[Plain], _data: Plain) -> str:
    whole = rows[0]
    if not _told(whole["residents"]):
        return ""
    return _("%(count)s innbyggere i alt.") % {"count": norwegian.whole(whole["residents"])}


def _staff(_rows: Sequence[Plain], data: Plain) -> str:
    known = [
        (sum(area["environment"]["fte"].values()), area["name"])
        for area in data["areas"]
        if area["environment"]
    ]
    if not known:
        return ""
    (few, least), (many, most) = min(known), max(known)
    return _(
        "Færrest årsverk, stat og kommune sammen: %(few)s i %(least)s. Flest: %(many)s i %(most)s."
    ) % {
        "few": report.fte_told(few),
        "least": least,
        "many": report.fte_told(many),
        "most": most,
    }


def _competence(rows: Sequence[Plain], _data: Plain) -> str:
    alone = sum(bool(row["alone"]) for row in rows)
    return ngettext(
        "I %(alone)s av %(count)s kontor hviler minst ett fagområde på én person.",
        "I %(alone)s av %(count)s kontorer hviler minst ett fagområde på én person.",
        len(rows),
    ) % {"alone": norwegian.whole(alone), "count": norwegian.whole(len(rows))}


def _ways(kind: str) -> Callable[[Sequence[Plain], Plain], str]:
    def said(rows: Sequence[Plain], _data: Plain) -> str:
        whole, *each = rows
        known = [
            (row[kind]["mean_minutes"], row["name"])
            for row in each
            if _told(row[kind]["mean_minutes"])
        ]
        if not known or not _told(whole[kind]["mean_minutes"]):
            return ""
        far, name = max(known)
        return _("%(mean)s i snitt for alle. Lengst i snitt: %(far)s i %(name)s.") % {
            "mean": norwegian.minutes(whole[kind]["mean_minutes"]),
            "far": norwegian.minutes(far),
            "name": name,
        }

    return said


def _commuting(rows: Sequence[Plain], _data: Plain) -> str:
    known = [(row["share"], row["name"]) for row in rows if _told(row["share"])]
    if not known:
        return ""
    (low, least), (high, most) = min(known), max(known)
    return _(
        "Minst andel som jobber der de bor: %(low)s i %(least)s. Størst: %(high)s i %(most)s."
    ) % {
        "low": report.share_told(low),
        "least": least,
        "high": report.share_told(high),
        "most": most,
    }


def _opening(rows: Sequence[Plain], _data: Plain) -> str:
    daily = sum(_told(row["days"]) and row["days"] >= 5 for row in rows)
    return ngettext(
        "%(count)s sted. Åpent hver dag: %(daily)s.",
        "%(count)s steder. Åpent hver dag: %(daily)s.",
        len(rows),
    ) % {"count": norwegian.whole(len(rows)), "daily": norwegian.whole(daily)}


def _told(value: Any) -> bool:
    """Is it a figure, neither hidden nor lacking?"""
    return value is not None and not isinstance(value, Mapping)


def _count(value: Plain) -> str:
    if value is None:
        return "–"
    return _("skjult antall") if isinstance(value, Mapping) else norwegian.whole(value)


_GISTS: dict[str, Callable[[Sequence[Plain], Plain], str]] = {
    "omrader": _areas,
    "t1": _residents,
    "t2": _staff,
    "t4": _competence,
    "t7": _ways("meet"),
    "t7b": _ways("host"),
    "t8": _commuting,
    "t10": _opening,
}
