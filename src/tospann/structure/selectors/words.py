"""What codes and columns of the engine are called on pages. The engine itself speaks bokmål."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MODELS: dict[str, str | Promise] = {
    "own": _("eget kontor"),
    "host": _("vertskommune"),
    "joint_board": _("felles nemnd"),
    "task_community": _("oppgavefellesskap"),
    "professional_cooperation": _("faglig samarbeid"),
}
EMPLOYERS: dict[str, str | Promise] = {"state": _("Stat"), "municipality": _("Kommune")}
SITE_KINDS: dict[str, str | Promise] = {
    "seat": _("kommunesenter"),
    "main": _("hovedkontor"),
    "branch": _("avdelingskontor"),
    "meeting_point": _("møtested"),
    "candidate": _("mulig sted"),
}
QUALITIES: dict[str, str | Promise] = {
    "exact": _("nøyaktig"),
    "approximate": _("omtrentlig"),
    "illustrative": _("bare et eksempel"),
}
FUNCTIONS: dict[str, str | Promise] = {
    "management": _("ledelse"),
    "follow_up": _("oppfølging"),
    "reception": _("mottak"),
    "social_services": _("sosiale tjenester"),
}
FIELDS: dict[str, str | Promise] = {
    "social_assistance": _("sosialhjelp"),
    "sick_leave_follow_up": _("sykefravær"),
    "youth_follow_up": _("ungdom"),
    "employer_contact": _("arbeidsgivere"),
    "qualification_programme": _("kvalifiserings\u00adprogram"),
    "integration": _("integrering"),
    "housing": _("bolig"),
    "debt_counselling": _("gjeldsrådgivning"),
}
CELLS = {"model": MODELS, "employer": EMPLOYERS, "site_kind": SITE_KINDS, "quality": QUALITIES}

HEADINGS: dict[str, str | Promise] = {
    "code": _("Nr."),
    "name": _("Navn"),
    "residents": _("Innbyggere"),
    "others": _("Sammen med"),
    "members": _("Kommuner"),
    "host_municipality": _("Vertskommune"),
    "model": _("Modell"),
    "state_fte": _("Statlige årsverk"),
    "municipality_fte": _("Kommunale årsverk"),
    "fields_in_twos": _("Fag hos minst to"),
    "uncovered_share": _("Dager uten fagperson"),
    "exposed_residents": _("Møter et udekket fag"),
    "employed": _("Sysselsatte"),
    "inside_share": _("Jobber i området"),
    "main_office_kroner": _("Hovedkontor, kr"),
    "model_kroner": _("Modell, kr"),
    "presence_kroner": _("Andre steder, kr"),
    "total_kroner": _("Kostnad i året, kr"),
    **{f"{way}_mean_minutes": _("Snitt, min") for way in ("meet", "host")},
    **{f"{way}_within_30_share": _("Innen 30 min") for way in ("meet", "host")},
    **{f"{way}_within_60_share": _("Innen 60 min") for way in ("meet", "host")},
    **{f"{way}_within_90_share": _("Innen 90 min") for way in ("meet", "host")},
    **{f"{way}_no_same_day_share": _("Ikke tur-retur på en dag") for way in ("meet", "host")},
    **{f"{way}_no_route_residents": _("Uten vei eller båt") for way in ("meet", "host")},
    **{f"{way}_worst_minutes": _("Lengst, min") for way in ("meet", "host")},
    **{f"{way}_worst_residents": _("Så mange har lengst") for way in ("meet", "host")},
    "shorter_residents": _("Kortere vei"),
    "same_residents": _("Som før"),
    "longer_residents": _("Lengre vei"),
    "longer_by_15_residents": _("Over 15 min lengre"),
    "longer_by_30_residents": _("Over 30 min lengre"),
    "most_minutes": _("Mest, min"),
}


def heading(name: str, otherwise: str) -> str:
    """What a column is called on a page: ours where we have one, else the engine's own."""
    return str(HEADINGS.get(name, otherwise))


def cell(name: str, value: str) -> str:
    """A code in a cell in words, or the text as it stands."""
    return str(CELLS[name].get(value, value)) if name in CELLS else value


def named(code: str, among: dict[str, str | Promise]) -> str:
    """The words for a code of the dataset; a code that is not ours is shown as it was written."""
    return str(among.get(code, code.replace("_", " ")))
