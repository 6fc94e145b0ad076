"""What is asked for in each row of the matrix: the address, and what is sent."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from permissions import (
    boards,
    bringing,
    datasets,
    figures,
    hearings,
    lab,
    planning,
    reporting,
    running,
    studies,
    wheel_rows,
)
from permissions.world import PAPER, Place, World, delegation, indicator, typed, yes
from tospann.base import clock
from tospann.imports.looking import look
from tospann.imports.selectors import reading_of
from tospann.indicators.selectors import by_code
from tospann.journal.models import Entry

MISSING = UUID("01980000-0000-7000-8000-000000000000")


@dataclass(frozen=True)
class Ask:
    """How to make one request. `given` are the arguments of the route, `sends` the form."""

    given: Callable[[Place], list[Any]] = lambda home: []
    sends: Callable[[Place], Any] = lambda home: {}
    query: str | Callable[[Place], str] = ""
    headers: dict[str, str] = field(default_factory=dict)


def _of(document: str, number: int | None = None) -> Callable[[Place], list[Any]]:
    return lambda home: [getattr(home, document).pk, *([number] if number else [])]


def _ratification(home: Place) -> dict[str, Any]:
    return {
        **yes(home.version(home.waiting)),
        "owner": home.municipality.pk,
        "decided_on": "2026-02-02",
        "earlier": "on",
        "has_read": "on",
    }


def _for_owner(home: Place, **more: Any) -> dict[str, Any]:
    return {"owner": home.municipality.pk, "reason": "Vi er ikke enige.", **more}


def _revision(home: Place) -> dict[str, Any]:
    return {"revision": type(home.waiting).objects.get(pk=home.waiting.pk).draft.revision}


def number_of(kind: str, partnership_id: UUID) -> int:
    """The first entry of a kind about a partnership."""
    found = Entry.objects.filter(kind=kind, partnership_id=partnership_id)
    return found.order_by("number").values_list("number", flat=True)[0]


def _paper() -> SimpleUploadedFile:
    return SimpleUploadedFile("papir.pdf", PAPER + b"nytt")


def _slug(sends: Callable[[Place], Any] = lambda home: {}) -> Ask:
    return Ask(lambda home: [home.partnership.slug], sends)


def _employment(home: Place, **more: Any) -> dict[str, Any]:
    return {
        "title": "veileder",
        "code": "V2",
        "position": "caseworker",
        "employer": "owner",
        "office_unit": "9999",
        "count": 1,
        "since": "2026-01-01",
        **more,
    }


def _delegation(home: Place, **more: Any) -> dict[str, Any]:
    return delegation(since="2026-01-01", decided_on="2026-01-01") | more


def _step(home: Place, **more: Any) -> dict[str, Any]:
    return {
        "document": home.host.pk,
        "sort": "instruction",
        "body": "Kommunestyret",
        "decided_on": "2026-01-01",
        "case_reference": "PS 2",
        **more,
    }


def _indicator(**more: Any) -> dict[str, Any]:
    return {**indicator(), "decimals": 0, "due_days": 30, **more}


# route, or "route · what is special" | how to ask
ASKS: dict[str, Ask] = {
    "portal:partnership": Ask(lambda home: [home.partnership.slug]),
    "portal:search": Ask(query="?q=lukket"),
    "indicators:indicator": Ask(lambda home: ["I1"]),
    "indicators:own": Ask(lambda home: [home.partnership.slug]),
    "indicators:new": Ask(lambda home: [home.partnership.slug], lambda home: _indicator()),
    "indicators:one": Ask(lambda home: [home.partnership.slug, "E1"]),
    "indicators:change": Ask(
        lambda home: [home.partnership.slug, "E1"], lambda home: _indicator(revision=1)
    ),
    "indicators:retirement": Ask(
        lambda home: [home.partnership.slug, "E1"],
        lambda home: {"because": "Måles ikke mer.", "revision": 1},
    ),
    "partnerships:seats": Ask(lambda home: [home.municipality.pk]),
    "partnerships:invitations": Ask(
        lambda home: [home.municipality.pk],
        lambda home: {"email": "ny@example.no", "role": "councillor"},
    ),
    "partnerships:withdrawn_invitation": Ask(lambda home: [home.invitation.pk]),
    "partnerships:ended_seat": Ask(lambda home: [home.seat.pk]),
    "partnerships:invitation": Ask(
        lambda home: [home.token],
        lambda home: {"name": "Ny Person", "password": "en ganske lang setning"},
    ),
    "partnerships:invitation · used link": Ask(lambda home: ["finnes-ikke"]),
    "agreed:document": Ask(_of("waiting")),
    "agreed:document · never opened": Ask(_of("unopened")),
    "agreed:document · internal kind": Ask(_of("inside")),
    "agreed:new_draft": Ask(_of("half")),
    "agreed:draft": Ask(_of("waiting"), lambda home: typed(home.waiting)),
    "agreed:draft · never opened": Ask(_of("unopened"), lambda home: typed(home.unopened)),
    "agreed:draft · autosave": Ask(
        _of("waiting"), lambda home: typed(home.waiting), headers={"X-Autosave": "1"}
    ),
    "agreed:discarded_draft": Ask(_of("waiting"), _revision),
    "agreed:opening": Ask(_of("waiting"), _revision),
    "agreed:version": Ask(_of("waiting", 2)),
    "agreed:version · sent back": Ask(_of("waiting", 1)),
    "agreed:version · internal kind": Ask(_of("inside", 1)),
    "agreed:changes": Ask(_of("waiting", 2)),
    "agreed:pdf": Ask(_of("waiting", 2)),
    "agreed:pdf · sent back": Ask(_of("waiting", 1)),
    "agreed:pdf · internal kind": Ask(_of("inside", 1)),
    "agreed:content": Ask(_of("waiting", 2)),
    "agreed:content · internal kind": Ask(_of("inside", 1)),
    "agreed:ratification": Ask(_of("waiting", 2), _ratification),
    "agreed:withdrawal": Ask(_of("half", 1), _for_owner),
    "agreed:return": Ask(_of("waiting", 2), _for_owner),
    "agreed:notice": Ask(
        _of("bound", 1), lambda home: _for_owner(home, given_on="2026-03-01", understood="on")
    ),
    "agreed:annexes": Ask(
        _of("waiting", 2), lambda home: {"title": "Et papir", "part_id": "", "file": _paper()}
    ),
    "agreements:register": Ask(),
    "agreements:new_document": Ask(
        lambda home: [home.partnership.slug],
        lambda home: {"kind": "cooperation_agreement", "title": "Enda en avtale"},
    ),
    "agreements:portfolio": Ask(lambda home: [home.partnership.slug]),
    "authority:rule": Ask(lambda home: ["nav_14"]),
    "authority:checks": Ask(
        lambda home: ["nav_14"],
        lambda home: {
            "role": "jurist",
            "body": "kommunen",
            "checked_on": "2026-02-02",
            "outcome": "agrees",
        },
    ),
    "authority:decisions": _slug(),
    "authority:new_decision": _slug(
        lambda home: {
            "owner": home.municipality.pk,
            "title": "Ny struktur",
            "decided_on": "2026-06-01",
            "municipalities": [home.municipality.code],
        }
    ),
    "authority:decision": Ask(_of("decision")),
    "authority:preparations": Ask(
        _of("decision"),
        lambda home: {
            "owner": home.municipality.pk,
            "sort": "municipal",
            "happened_on": "2026-02-02",
            "reference": "Referat 1",
        },
    ),
    "authority:clarification": Ask(_of("clarification")),
    "authority:answers": Ask(
        _of("clarification"),
        lambda home: {
            "answered_by": "noen",
            "answered_on": "2026-02-02",
            "answer": "Nei.",
            "confidence": "low",
        },
    ),
    "authority:struck": Ask(
        lambda home: ["delegering", home.delegation.pk], lambda home: {"because": "Ført feil."}
    ),
    "authority:restored": Ask(lambda home: ["delegering", home.struck.pk]),
    "authority:registers": _slug(),
    "authority:employments": _slug(),
    "authority:new_employment": _slug(lambda home: _employment(home, owner=home.municipality.pk)),
    "authority:employment": Ask(_of("employment"), lambda home: _employment(home, revision=1)),
    "authority:delegations": _slug(),
    "authority:new_delegation": _slug(lambda home: _delegation(home, owner=home.municipality.pk)),
    "authority:delegation": Ask(_of("delegation")),
    "authority:delegation · struck": Ask(_of("struck")),
    "authority:changed": Ask(_of("delegation"), lambda home: _delegation(home, revision=1)),
    "authority:withdrawn": Ask(
        _of("delegation"), lambda home: {"last_day": "2026-02-02", "reason": "Nytt vedtak."}
    ),
    "authority:councils": _slug(),
    "authority:new_step": _slug(lambda home: _step(home, owner=home.municipality.pk)),
    "authority:step": Ask(_of("step"), lambda home: _step(home, revision=1)),
    "authority:trials": _slug(),
    "authority:new_trial": _slug(
        lambda home: {
            "owner": home.municipality.pk,
            "title": "Et forsøk",
            "deviates_from": "sosialtjenesteloven § 3",
            "about": "Felles vedtak.",
            "office_unit": "9999",
            "services": ["M1"],
            "municipalities": [home.municipality.code],
            "relations": ["other"],
        }
    ),
    "authority:trial": Ask(_of("trial")),
    "authority:trial_events": Ask(
        _of("trial"),
        lambda home: {
            "owner": home.municipality.pk,
            "sort": "applied",
            "happened_on": "2026-02-02",
            "body": "kommunen",
        },
    ),
    "authority:new_question": _slug(
        lambda home: {
            "owner": home.municipality.pk,
            "question": "Hva sier loven?",
            "asked_whom": "noen",
            "asked_on": "2026-02-02",
        }
    ),
    "wheel:wheel": _slug(),
    "wheel:poster": Ask(lambda home: [home.partnership.slug, 2026]),
    "wheel:joint": _slug(),
    "wheel:template": _slug(lambda home: {"owner": home.municipality.pk, "year": 2026}),
    "wheel:new_event": _slug(lambda home: wheel_rows.typed() | {"owner": home.municipality.pk}),
    "wheel:event": Ask(lambda home: wheel_rows.key(home.partnership, "ring denne")),
    "wheel:event · public": Ask(lambda home: wheel_rows.key(home.partnership, "ser denne")),
    "wheel:done": Ask(lambda home: wheel_rows.key(home.partnership, "ring denne")),
    "wheel:undone": Ask(lambda home: wheel_rows.key(home.partnership, "Gjort")),
    "wheel:changed": Ask(
        lambda home: [wheel_rows.event(home.partnership, "ring denne").pk],
        lambda home: wheel_rows.typed() | {"revision": 1},
    ),
    "wheel:struck": Ask(lambda home: [wheel_rows.event(home.partnership, "ring denne").pk]),
    "wheel:restored": Ask(lambda home: [wheel_rows.event(home.partnership, "Tatt ut").pk]),
    "wheel:calendars": Ask(sends=lambda home: {"name": "Min kalender", "what": ""}),
    "wheel:revoked_calendar": Ask(lambda home: [wheel_rows.calendar(home.partnership).pk]),
    "wheel:feed": Ask(lambda home: [wheel_rows.TOKENS[home.partnership.pk]["open"]]),
    "wheel:feed · closed": Ask(lambda home: [wheel_rows.TOKENS[home.partnership.pk]["closed"]]),
    "offices:municipality": Ask(lambda home: ["9999"]),
    "offices:office": Ask(lambda home: ["9999"]),
    "files:file": Ask(lambda home: [home.file.pk]),
    "journal:entry": Ask(lambda home: [1]),
    "journal:entry · draft": Ask(
        lambda home: [number_of("draft.started", home.partnership.pk)],
    ),
    "journal:entry · seat": Ask(lambda home: [number_of("seat.given", home.partnership.pk)]),
    "base:scheme": Ask(sends=lambda home: {"scheme": "dark", "next": "/"}),
    "set_language": Ask(sends=lambda home: {"language": "nn", "next": "/"}),
    "closed": Ask(),
    "account_confirm_email": Ask(lambda home: ["abc"]),
    "account_reset_password_from_key": Ask(lambda home: ["abc", "def"]),
    "mfa_remove_webauthn": Ask(lambda home: [1]),
    "mfa_edit_webauthn": Ask(lambda home: [1]),
    "demo:role": Ask(lambda home: ["fylkesdirektor"]),
}


ASKS |= {
    "agreed:earlier_drafts": Ask(_of("waiting")),
    "agreed:earlier_drafts · never opened": Ask(lambda home: [planning.next_of(home).pk]),
    "agreed:earlier_draft": Ask(
        lambda home: [
            planning.next_of(home).pk,
            planning.earlier_of(planning.next_of(home)).pk,
        ],
        lambda home: {"revision": planning.next_of(home).draft.revision},
    ),
    "plans:plan": _slug(),
    "plans:new_plan": _slug(lambda home: {"year": 2030, "title": "Enda en plan", "source": ""}),
    "plans:coverage": _slug(),
    "plans:coverage · draft": Ask(
        lambda home: [home.partnership.slug],
        query=lambda home: f"?vis={planning.next_of(home).pk}",
    ),
    "plans:grid": Ask(lambda home: [planning.next_of(home).pk], planning.grid),
    "plans:understanding": Ask(
        lambda home: [planning.next_of(home).pk],
        lambda home: {
            "owner": home.municipality.pk,
            "understood": "nei",
            "remark": "Slik er det ikke ment.",
            "sha256": planning.fingerprint(planning.next_of(home), home.municipality),
        },
    ),
    "plans:measure": Ask(
        lambda home: [planning.plan_of(home).pk, "tiltak-team"],
        lambda home: {
            "owner": home.municipality.pk,
            "status": "delayed",
            "on": "2026-02-02",
            "text": "Vi venter.",
        },
    ),
    "plans:judgement": Ask(
        lambda home: [planning.plan_of(home).pk, "mal-arbeid"],
        lambda home: {
            "owner": home.municipality.pk, "outlook": "at_risk", "reason": "Det går sent.",
        },
    ),
    "plans:signals": _slug(),
    "plans:new_signal": _slug(lambda home: planning.sent(owner=home.municipality.pk)),
    "plans:signal": Ask(lambda home: [planning.open_of(home).pk]),
    "plans:signal · internal": Ask(lambda home: [planning.closed_of(home).pk]),
    "plans:changed_signal": Ask(
        lambda home: [planning.open_of(home).pk], lambda home: planning.sent(revision=1)
    ),
    "plans:changed_signal · internal": Ask(lambda home: [planning.closed_of(home).pk]),
    "plans:struck_signal": Ask(
        lambda home: [planning.open_of(home).pk], lambda home: {"because": "Ført feil."}
    ),
    "plans:restored_signal": Ask(lambda home: [planning.struck_of(home).pk]),
    "plans:conflicts": _slug(),
    "plans:new_conflict": _slug(
        lambda home: {
            "owner": home.municipality.pk,
            "chosen": [planning.open_of(home).pk, planning.closed_of(home).pk],
            "about": "Begge kan ikke følges.",
        }
    ),
    "plans:conflict": Ask(
        lambda home: [planning.conflict_of(home).pk],
        lambda home: {
            "owner": home.municipality.pk,
            "settled": "ja",
            "text": "Vi deler.",
            "decided_on": "2026-02-02",
            "decided_where": "partnerskapsmøtet",
        },
    ),
    "plans:struck_conflict": Ask(
        lambda home: [planning.conflict_of(home).pk], lambda home: {"because": "Merket feil."}
    ),
    "plans:restored_conflict": Ask(lambda home: [planning.conflict_of(home, struck=True).pk]),
}  # fmt: skip


ASKS |= {
    "portal:board_new_view": Ask(
        sends=lambda home: {"name": "Ny visning", "owner": "meg"}, query="?avtale=overdue"
    ),
    "portal:board_view": Ask(lambda home: [boards.view_of(home).pk]),
    "portal:board_view_change": Ask(
        lambda home: [boards.view_of(home).pk],
        lambda home: {"name": "Nytt navn", "owner": "meg", "revision": 1},
    ),
    "portal:board_view_removal": Ask(lambda home: [boards.view_of(home).pk]),
    "portal:board_indicator": Ask(lambda home: ["I1"]),
    "portal:board_indicator_csv": Ask(lambda home: ["I1"]),
    "portal:board_indicator_xlsx": Ask(lambda home: ["I1"]),
}


def address(row: str, place: Place) -> str:
    """The path and query of a row."""
    ask = ASKS.get(row, Ask())
    query = ask.query if isinstance(ask.query, str) else ask.query(place)
    return reverse(row.partition(" · ")[0], args=ask.given(place)) + query


def ask(client, method: str, row: str, world: World):
    """Make the request; a POST carries what the row sends."""
    how = ASKS.get(row, Ask())
    url = address(row, world.home)
    if method == "POST":
        data = how.sends(world.home)
        if hasattr(data, "urlencode"):
            return client.post(
                url,
                data.urlencode(),
                content_type="application/x-www-form-urlencoded",
                headers=how.headers,
            )
        return client.post(url, data, headers=how.headers)
    return client.get(url, headers=how.headers)


# --- Results ----------------------------------------------------------------------------


def _indicator_of(*more: str) -> Callable[[Place], list[Any]]:
    return lambda home: [home.partnership.slug, "I23", *more]


ASKS |= {
    "results:card": _slug(),
    "results:card · json": Ask(lambda home: [home.partnership.slug], query="?format=json"),
    "results:indicator": Ask(_indicator_of()),
    "results:indicator · csv": Ask(_indicator_of(), query="?format=csv"),
    "results:sources": _slug(),
    "results:grid": Ask(
        lambda home: [home.partnership.slug],
        lambda home: {"I23_value": "12", "I23_denominator": "90", "source": "Fagsystemet"},
        query="?periode=2025M06",
    ),
    "results:correction": Ask(
        _indicator_of("2025M01"),
        lambda home: {"value": "40", "denominator": "90", "reason": "Tastefeil."},
    ),
    "results:correction · joint": Ask(lambda home: [home.partnership.slug, "I33", "2024K4"]),
    "results:new_base": Ask(
        _indicator_of(),
        lambda home: {"period": "2025M04", "reason": "Nytt fagsystem."},
    ),
    "results:explanation": Ask(
        _indicator_of(),
        lambda home: {"story": "Flere søknader.", "next_step": "Møte om køen."},
    ),
    "results:withdrawn_base": Ask(lambda home: [figures.rebase_of(home).pk]),
    "results:reverted": Ask(
        lambda home: [figures.batch_of(home).pk], lambda home: {"reason": "Feil fil."}
    ),
}


# --- Reports ----------------------------------------------------------------------------


def _of_report(*more: Any) -> Callable[[Place], list[Any]]:
    """A version everybody can read; `HOME` stands for the municipality's own number."""
    return lambda home: [
        home.partnership.slug,
        reporting.version_of(home).pk,
        *(home.municipality.code if one == "HOME" else one for one in more),
    ]


ASKS |= {
    "reports:index": _slug(),
    "reports:new": _slug(lambda home: {"period": reporting.FREE}),
    "reports:preview": Ask(lambda home: [reporting.draft_of(home).pk]),
    "reports:state": Ask(_of_report()),
    "reports:state_file": Ask(_of_report("pdf")),
    "reports:municipality": Ask(_of_report("HOME")),
    "reports:municipality_file": Ask(_of_report("HOME", "docx")),
    "reports:council": Ask(_of_report("HOME")),
    "reports:council_pdf": Ask(_of_report("HOME")),
    "reports:sheet": Ask(_of_report()),
}


# --- Tables on their way in -------------------------------------------------------------


def _draft(**sends: Any) -> Ask:
    return Ask(lambda home: [bringing.draft_of(home).pk], lambda home: sends)


def _confirmed(home: Place) -> dict[str, Any]:
    """What the page of the one who may give all of it would send."""
    draft = bringing.draft_of(home)
    known = by_code(home.partnership)
    found, targets = reading_of(draft, known)
    giver = home.actor("representative" if "representative" in home.people else
                       "other_representative")  # fmt: skip
    seen = look(giver, home.partnership, found, targets, known)
    return {"b-revision": draft.revision, "b-fingerprint": seen.fingerprint}


def _chosen(home: Place) -> dict[str, Any]:
    draft = bringing.draft_of(home)
    _found, targets = reading_of(draft, by_code(home.partnership))
    return {
        "revision": draft.revision,
        "source": "Fagsystemet",
        **{f"s_{key}": target for key, target in targets.items()},
    }


ASKS |= {
    "imports:bring": Ask(
        lambda home: [home.partnership.slug], lambda home: {"text": bringing.TABLE}
    ),
    "imports:subscribe": _slug(),
    "imports:draft": _draft(),
    "imports:choose": Ask(lambda home: [bringing.draft_of(home).pk], _chosen),
    "imports:mend": _draft(),
    "imports:errors": _draft(),
    "imports:confirm": Ask(lambda home: [bringing.draft_of(home).pk], _confirmed),
    "imports:leave": _draft(),
    "imports:fetch": Ask(lambda home: [bringing.feed_of(home).pk]),
    "imports:unsubscribe": Ask(lambda home: [bringing.feed_of(home).pk]),
    "imports:batch": Ask(lambda home: [figures.batch_of(home).pk]),
}


# --- The structure lab: scenarios ---------------------------------------------------------


def _scenario(*more: Any, query: str = "", **sends: Any) -> Ask:
    return Ask(lambda home: [lab.scenario_of(home).pk, *more], lambda home: sends, query=query)


def _revised(*more: Any, **sends: Any) -> Ask:
    """As `_scenario`, with the revision the page showed."""
    return _scenario(*more, revision="1", **sends)


ASKS |= {
    "structure:lab": Ask(lambda home: [home.partnership.slug]),
    "structure:new_scenario": Ask(
        lambda home: [home.partnership.slug],
        lambda home: {"title": "Nytt", "start": "fjorden:alone", "note": ""},
    ),
    "structure:scenario": _scenario(),
    "structure:naming": _revised(title="Nytt navn", note=""),
    "structure:copy": _scenario(title="Kopien"),
    "structure:drop": _scenario(),
    "structure:take_back": _scenario(),
    "structure:renew": Ask(lambda home: [lab.outdated(home).pk], lambda home: {"revision": "1"}),
    "structure:draw": _revised(h_1804="1803"),
    "structure:draw · one area": _scenario(query="?vis=1801"),
    "structure:live": _revised(h_1804="1803"),
    "structure:rules": _revised(members="3"),
    "structure:exemption": _revised(),
    "structure:weights": _revised(absence="12"),
    "structure:rule_about": _revised("alene", number="1804"),
    "structure:struck_rule": Ask(
        lambda home: [lab.ruled(home).pk, 0], lambda home: {"revision": "1"}
    ),
    "structure:why_not": _scenario(),
    "structure:price": _scenario(number="1804", rule="StandsAlone"),
    "structure:keep": Ask(
        lambda home: [lab.answered(home).pk, 1], lambda home: {"title": "Forslaget"}
    ),
}


# --- The present office structure -------------------------------------------------------

ASKS |= {
    "structure:index": Ask(),
    "structure:offices": Ask(),
    "structure:offices_csv": Ask(),
    **{
        f"structure:{name}": Ask(lambda home: ["fjorden"])
        for name in (
            *("present", "present_json", "present_geojson", "present_svg"),
            "dataset_comparison",
        )
    },
    "structure:table_csv": Ask(lambda home: ["fjorden", "t1"]),
    "structure:comparison": _slug(),
    "structure:scenario_archive": Ask(lambda home: [lab.scenario_of(home).pk]),
}


# --- The structure lab: runs --------------------------------------------------------------


def _fronted(*more: Any, **sends: Any) -> Ask:
    return Ask(lambda home: [running.fronted(home).pk, *more], lambda home: sends)


ASKS |= {
    "structure:runs": Ask(lambda home: [home.partnership.slug]),
    "structure:ask": Ask(
        lambda home: [lab.scenario_of(home).pk, "areas"],
        lambda home: {"alternatives": "1", "seed": "0"},
    ),
    "structure:run": _fronted(),
    "structure:run_progress": _fronted(),
    "structure:run_cancelled": Ask(lambda home: [running.waiting(home).pk]),
    "structure:point": _fronted(1, title="Punktet"),
    "structure:answer": _fronted(),
    "structure:answer_table": _fronted("punkter"),
    "structure:answer_picture": _fronted("avveining"),
    "structure:run_again": _fronted(),
}


def _dataset_draft() -> Ask:
    return Ask(lambda home: [datasets.draft_of(home).pk])


def _dataset() -> Ask:
    return Ask(lambda home: [datasets.dataset_of(home).pk])


# --- Maps of the office structure that can be moved ---------------------------------------

ASKS |= {
    "structure:zoomed_dataset": _dataset(),
    "structure:zoomed_scenario": Ask(lambda home: [lab.scenario_of(home).pk]),
    "structure:zoomed_offices": Ask(),
}


# --- The present office structure -------------------------------------------------------

ASKS |= {
    "structure:dataset": _dataset(),
    "structure:dataset_zip": _dataset(),
    "structure:new_dataset": Ask(
        sends=lambda home: {"title": "Prøven", "name": "prove", "tables": datasets.files()}
    ),
    "structure:new_version": Ask(
        lambda home: [datasets.dataset_of(home).pk],
        lambda home: {"title": "Prøven", "tables": datasets.files()},
    ),
    "structure:dataset_draft": _dataset_draft(),
    "structure:dataset_draft_change": Ask(
        lambda home: [datasets.draft_of(home).pk],
        lambda home: {"title": "Prøven", "revision": 1, "tables": datasets.files()},
    ),
    "structure:dataset_draft_faults": _dataset_draft(),
    "structure:dataset_draft_confirm": Ask(
        lambda home: [datasets.draft_of(home).pk],
        lambda home: {"b-revision": 1, "b-sha256": datasets.draft_of(home).sha256},
    ),
    "structure:dataset_draft_leave": _dataset_draft(),
}


# --- The structure lab: consequences and assessment -------------------------------------

ASKS |= {
    "structure:consequences": Ask(lambda home: [lab.scenario_of(home).pk]),
    "structure:consequences_csv": Ask(lambda home: [lab.scenario_of(home).pk]),
    "structure:assessment": _slug(),
    "structure:new_assessment": _slug(
        lambda home: {"scenarios": [lab.scenario_of(home).pk], "deadline": clock.today()}
    ),
    "structure:assessment_answer": Ask(
        lambda home: [lab.assessment_of(home).pk], lambda home: {"revision": 0, "w_law": "3"}
    ),
    "structure:assessment_closing": Ask(lambda home: [lab.assessment_of(home).pk]),
    "structure:assessment_csv": Ask(lambda home: [lab.closed_assessment_of(home).pk]),
}


# --- Studies ----------------------------------------------------------------------------


def _of_study(*more: Any) -> Callable[[Place], list[Any]]:
    """A version everybody can read; `HOME` stands for the municipality's own number."""
    return lambda home: [
        home.partnership.slug,
        studies.version_of(home).pk,
        *(home.municipality.code if one == "HOME" else one for one in more),
    ]


ASKS |= {
    "structure:study_new": _slug(
        lambda home: {"recommended": str(studies.scenario_of(home).pk), "others": []}
    ),
    "structure:study_draft": Ask(lambda home: [studies.draft_of(home).pk]),
    "structure:study_draft_picture": Ask(lambda home: [studies.draft_of(home).pk, "kart-a"]),
    "structure:study": Ask(_of_study()),
    "structure:study_picture": Ask(_of_study("kart-a")),
    "structure:study_table": Ask(_of_study("t1")),
    "structure:study_tables": Ask(_of_study()),
    "structure:study_file": Ask(_of_study("pdf")),
    "structure:study_proposal": Ask(_of_study()),
    "structure:study_case": Ask(_of_study("HOME")),
    "structure:study_case_file": Ask(_of_study("HOME", "docx")),
}


# --- The thread, and the agreements of a proposal ---------------------------------------

ASKS |= {
    "structure:thread": Ask(
        lambda home: [home.partnership.slug, studies.version_of(home).document_id]
    ),
    "structure:thread_resolutions": Ask(
        lambda home: [home.partnership.slug, studies.version_of(home).document_id]
    ),
    "structure:proposal_agreements": Ask(
        lambda home: [home.partnership.slug, studies.agreed_proposal(home).pk]
    ),
}


# --- Hearings ---------------------------------------------------------------------------


def _hearing(find: Callable[[Place], Any], sends: Callable[[Place], Any] = lambda home: {}) -> Ask:
    return Ask(lambda home: [find(home).pk], sends)


ASKS |= {
    "participation:hearings": _slug(),
    "participation:new": _slug(lambda home: {"document": str(home.half.pk), "title": "Ny høring"}),
    "participation:hearing": _hearing(hearings.sent_of),
    "participation:hearing · draft": _hearing(hearings.draft_of),
    "participation:summary": _hearing(hearings.sent_of),
    "participation:summary · draft": _hearing(hearings.draft_of),
    "participation:summary_csv": _hearing(hearings.sent_of),
    "participation:draft": _hearing(hearings.draft_of, hearings.draft_form),
    "participation:sending": _hearing(
        hearings.draft_of,
        lambda home: {
            "revision": hearings.draft_of(home).revision,
            "version": str(home.version(home.bound).pk),
            "reason": "",
        },
    ),
    "participation:dropping": _hearing(hearings.draft_of),
    "participation:deadline": _hearing(
        hearings.sent_of,
        lambda home: {"deadline": f"{hearings.later():%d.%m.%Y}", "reason": "Flere ba om det."},
    ),
    "participation:new_body": _hearing(
        hearings.sent_of, lambda home: {"name": "Sametinget", "sort": "sami"}
    ),
    "participation:answer": Ask(
        hearings.of_body(hearings.body_of),
        lambda home: {
            "received_on": f"{clock.today():%d.%m.%Y}",
            "revision": 0,
            "text_1": "Ja.",
        },
    ),
    "participation:follow_up": Ask(
        hearings.of_body(hearings.answered_of),
        lambda home: {"answer": 1, "outcome_1": "taken", "reason_1": "Fordi.", "revision_1": 0},
    ),
    "participation:closing": _hearing(hearings.passed_of),
    "participation:calling_off": _hearing(
        hearings.sent_of, lambda home: {"reason": "Eierne vil vente."}
    ),
    "structure:hear": Ask(lambda home: [studies.scenario_of(home).pk]),
    "structure:study_hearing": Ask(lambda home: [hearings.study_of(home).pk]),
}
