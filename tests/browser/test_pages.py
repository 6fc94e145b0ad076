"""Every sort of page, for everyone: light and dark, wide and narrow, under the strict policy."""

import re
import time
from dataclasses import dataclass
from datetime import date

import pytest

from browser.site import COLOURS, RULES, Site

# The dark scheme has other colours and nothing else, so it is asked about them alone.
SCHEMES, WIDTHS = {"light": RULES, "dark": COLOURS}, (1280, 320)

LAB = "radgiver-sor-salten"
ADVISER = "nav-leder-indre-salten"
FAUSKE = "kommunedirektor-fauske"
HAMAROY = "tjeneste=M1&opphold=1875&arbeidsgiver=1841"
SHARING = "identifiserbar=yes&tjeneste=M1&opphold=1836&har=1836&far=1837&dag=2020-01-01"


COMPILING = 240  # seconds the first computation on a machine may take
FREE = f"{date.today():%Y}"  # the year's report, which the demo has not begun


@dataclass(frozen=True)
class Sort:
    """A page: who opens it, where it is, and how it answers.

    A word in braces is looked up among the documents of the demo.
    """

    name: str
    path: str
    role: str = ""
    status: int = 200


SORTS = [
    Sort("front", "/"),
    Sort("demo", "/demo/"),
    Sort("map", "/kommuner/"),
    Sort("map on another day", "/kommuner/?dag=2019-12-31"),
    Sort("municipality", "/kommuner/1841/"),
    Sort("offices", "/kontorer/"),
    Sort("office", "/kontorer/1841/"),
    Sort("coverage", "/kontorer/dekning/"),
    Sort("sources", "/kilder/"),
    Sort("datasets", "/struktur/datasett/"),
    Sort("new dataset", "/struktur/datasett/nytt/", "prosjektleder-indre-salten"),
    Sort("indicators", "/indikatorer/"),
    Sort("indicator", "/indikatorer/I17/"),
    Sort("own indicators", "/partnerskap/indre-salten/indikatorer/", ADVISER),
    Sort("new indicator", "/partnerskap/indre-salten/indikatorer/ny/", ADVISER),
    Sort("board", "/oversikt/"),
    Sort("board from inside", "/oversikt/?grupper=on&sorter=mal", "fylkesdirektor"),
    Sort("board, narrowed to nothing", "/oversikt/?modell=merged&sene=on"),
    Sort("board, refused", "/oversikt/?region=finnes-ikke", status=422),
    Sort("saved views", "/oversikt/visninger/", "fylkesdirektor"),
    Sort("new view", "/oversikt/visninger/ny/?avtale=overdue", "fylkesdirektor"),
    Sort("indicators for all", "/oversikt/indikatorer/"),
    Sort("one indicator for all", "/oversikt/indikatorer/I1/"),
    Sort("results", "/partnerskap/indre-salten/resultater/"),
    Sort("results from inside", "/partnerskap/indre-salten/resultater/", ADVISER),
    Sort("results that need a look", "/partnerskap/indre-salten/resultater/?vis=oppfolging"),
    Sort("results of an indicator", "/partnerskap/indre-salten/resultater/I7/"),
    Sort("results with hidden numbers", "/partnerskap/indre-salten/resultater/I24/"),
    Sort("results beside others", "/partnerskap/indre-salten/resultater/I3/?med=ofoten", ADVISER),
    Sort("entering figures", "/partnerskap/indre-salten/resultater/tall/", ADVISER),
    Sort("sources of figures", "/partnerskap/indre-salten/resultater/kilder/"),
    Sort("explaining a figure", "/partnerskap/indre-salten/resultater/I23/forklaring/", ADVISER),
    Sort("structure lab", "/partnerskap/sor-salten/struktur/"),
    Sort("structure lab from inside", "/partnerskap/sor-salten/struktur/", "radgiver-sor-salten"),
    Sort(
        "new scenario",
        "/partnerskap/sor-salten/struktur/scenarier/ny/",
        "radgiver-sor-salten",
    ),
    Sort("partnerships", "/partnerskap/"),
    Sort("partnership", "/partnerskap/indre-salten/"),
    Sort("partnership from inside", "/partnerskap/indre-salten/", ADVISER),
    Sort("portfolio", "/partnerskap/ofoten/oppgaver/"),
    Sort("portfolio without an agreement", "/partnerskap/indre-salten/oppgaver/"),
    Sort("document", "{host}"),
    Sort("document from inside", "{host}", FAUSKE),
    Sort("document in force", "{ofoten host}", "sekretaer-ofoten"),
    Sort("version", "{host}versjoner/2/"),
    Sort("version from inside", "{host}versjoner/2/", FAUSKE),
    Sort("version sent back", "{host}versjoner/1/", FAUSKE),
    Sort("changes", "{host}versjoner/2/endringer/"),
    Sort("only the changes", "{host}versjoner/2/endringer/?bare=endringer"),
    Sort("ratification", "{host}versjoner/2/godkjenning/", FAUSKE),
    Sort("return", "{host}versjoner/2/retur/", FAUSKE),
    Sort("withdrawal", "{host}versjoner/2/tilbaketrekking/", "kommunedirektor-sorfold"),
    Sort("notice", "{ofoten host}versjoner/1/oppsigelse/", "kommunedirektor-narvik"),
    Sort("draft", "{draft}utkast/", ADVISER),
    Sort("draft that one may only read", "{draft}utkast/", "prosjektleder-indre-salten"),
    Sort("opening", "{draft}utkast/apning/", ADVISER),
    Sort("draft of a partnership agreement", "{new partnership_agreement}utkast/", ADVISER),
    Sort("draft of a host agreement", "{new host_agreement}utkast/", ADVISER),
    Sort("draft of an operation agreement", "{new operation_agreement}utkast/", ADVISER),
    Sort("draft of a cooperation agreement", "{new cooperation_agreement}utkast/", ADVISER),
    Sort("opening of an empty draft", "{new host_agreement}utkast/apning/", ADVISER),
    Sort("new agreement", "/partnerskap/indre-salten/avtaler/ny/", ADVISER),
    Sort("register", "/avtaler/", ADVISER),
    Sort("cooperations", "/avtaler/samarbeid/", ADVISER),
    Sort("municipalities that cease", "/avtaler/kommuner/", "fylkesdirektor"),
    Sort("time of notice", "/avtaler/oppsigelsesfrist/", "sekretaer-ofoten"),
    Sort("my page", "/min-side/", FAUSKE),
    Sort("my page for all of Nordland", "/min-side/", "fylkesdirektor"),
    Sort("my page with nothing to do", "/min-side/", "kommunestyremedlem-hamaroy"),
    Sort("seats", "{seats}", "administrator-fauske"),
    Sort("invitation", "{invitation}"),
    Sort("invitation that is over", "/invitasjon/brukt/", status=410),
    Sort("journal", "/journal/"),
    Sort("journal from inside", "/journal/", FAUSKE),
    Sort("journal entry", "{entry}"),
    Sort("about the journal", "/journal/om/"),
    Sort("search", "/sok/?q=avtale"),
    Sort("search without an answer", "/sok/?q=giraff"),
    Sort("glossary", "/ordliste/"),
    Sort("accessibility", "/tilgjengelighet/"),
    Sort("components", "/ui/"),
    Sort("login", "/konto/login/"),
    Sort("logout", "/konto/logout/", FAUSKE),
    Sort("forgotten password", "/konto/password/reset/"),
    Sort("forgotten password, sent", "/konto/password/reset/done/"),
    Sort("a link that is too old", "/konto/password/reset/key/a-b/"),
    Sort("closed sign-up", "/konto/signup/"),
    Sort("new password", "/konto/password/set/", FAUSKE),
    Sort("safety", "/konto/2fa/", FAUSKE),
    Sort("codes", "/konto/2fa/totp/activate/", FAUSKE),
    Sort("keys", "/konto/2fa/webauthn/", FAUSKE),
    Sort("new key", "/konto/2fa/webauthn/add/", FAUSKE),
    Sort("authority", "/myndighet/"),
    Sort("authority: no", f"/myndighet/?{HAMAROY}&dag=2019-11-01"),
    Sort("authority: unclear", f"/myndighet/?{HAMAROY}&dag=2020-11-10", FAUSKE),
    Sort("authority: yes", f"/myndighet/?{HAMAROY}&dag=2020-11-10&prinsipiell=no"),
    Sort("authority: something lacks", f"/myndighet/?{HAMAROY}&prinsipiell=no"),
    Sort("authority: refused", f"/myndighet/?{HAMAROY}&dag=1999-01-01", status=422),
    Sort("authority matrix", "/myndighet/matrise/?opphold=1875&dag=2020-11-10"),
    Sort("authority comparison", "/myndighet/sammenligning/?opphold=1836&til=host_administrative"),
    Sort("authority duties", "/myndighet/plikter/?kontor=1841"),
    Sort("sharing", f"/myndighet/deling/?{SHARING}"),
    Sort("rules", "/myndighet/regler/"),
    Sort("rule", "/myndighet/regler/cross_line/", FAUSKE),
    Sort("new check", "/myndighet/regler/cross_line/kontroller/ny/", FAUSKE),
    Sort("registers", "/partnerskap/indre-salten/myndighet/", FAUSKE),
    Sort("positions", "/partnerskap/indre-salten/stillinger/", FAUSKE),
    Sort("new position", "/partnerskap/indre-salten/stillinger/ny/", FAUSKE),
    Sort("delegations", "/partnerskap/ofoten/delegeringer/"),
    Sort("delegation", "{delegation}"),
    Sort("new delegation", "/partnerskap/indre-salten/delegeringer/ny/", FAUSKE),
    Sort("councils", "/partnerskap/indre-salten/kommunestyrer/", FAUSKE),
    Sort("new council step", "/partnerskap/indre-salten/kommunestyrer/ny/", FAUSKE),
    Sort("trials", "/partnerskap/sor-salten/forsok/"),
    Sort("trial", "{trial}", "radgiver-sor-salten"),
    Sort("new trial", "/partnerskap/sor-salten/forsok/ny/", "radgiver-sor-salten"),
    Sort("clarifications", "/myndighet/avklaringer/", FAUSKE),
    Sort("clarification", "{clarification}", FAUSKE),
    Sort("new clarification", "/partnerskap/indre-salten/avklaringer/ny/", FAUSKE),
    Sort("structure decisions", "/partnerskap/indre-salten/strukturvedtak/", FAUSKE),
    Sort("structure decision", "{decision}", FAUSKE),
    Sort("striking a row", "{decision struck}", FAUSKE),
    Sort("reports", "/partnerskap/indre-salten/rapporter/"),
    Sort("reports from inside", "/partnerskap/indre-salten/rapporter/", ADVISER),
    Sort("no reports", "/partnerskap/sor-salten/rapporter/"),
    Sort("new report", "/partnerskap/indre-salten/rapporter/ny/", ADVISER),
    Sort("report to the state", "{report}stat/"),
    Sort("report to a municipality", "{report}kommune/1840/"),
    Sort("page for a council", "{report}kommunestyret/1840/"),
    Sort("draft of a report", "{new report}utkast/", ADVISER),
    Sort("preview of a report", "{new report}utkast/rapport/?omslag=1840", ADVISER),
    Sort("study", "{study}"),
    Sort("case for a council about the offices", "{study}sak/1838/"),
    Sort("new study", "/partnerskap/sor-salten/struktur/utredning/ny/", "radgiver-sor-salten"),
    Sort("draft of a study", "{study draft}", "radgiver-sor-salten"),
    Sort("preview of a study", "{study draft}utredning/", "radgiver-sor-salten"),
    Sort("thread of a study", "{thread}"),
    Sort("thread from inside", "{thread}", LAB),
    Sort("agreements a proposal asks for", "{asked agreements}", LAB),
    Sort("plan", "/partnerskap/indre-salten/plan/"),
    Sort("plan from inside", "/partnerskap/indre-salten/plan/", FAUSKE),
    Sort("plan that waits", "/partnerskap/ofoten/plan/", "sekretaer-ofoten"),
    Sort("no plan", "/partnerskap/sor-salten/plan/"),
    Sort("new plan", "/partnerskap/indre-salten/plan/ny/", ADVISER),
    Sort("plan document", "{plan document}", FAUSKE),
    Sort("draft of a plan", "{plan draft}", ADVISER),
    Sort("earlier drafts", "{plan draft}tidligere/", ADVISER),
    Sort("earlier draft", "{earlier draft}", ADVISER),
    Sort("opening of a plan", "{plan draft}apning/", ADVISER),
    Sort("grid", "{grid}", ADVISER),
    Sort("understanding", "{understanding}", FAUSKE),
    Sort("coverage of a plan", "/partnerskap/indre-salten/plan/dekning/"),
    Sort("coverage of a draft", "{draft coverage}", ADVISER),
    Sort("measure", "{measure}"),
    Sort("measure from inside", "{measure}", ADVISER),
    Sort("an owner's view", "{judgement}", FAUSKE),
    Sort("signals", "/partnerskap/indre-salten/signaler/"),
    Sort("signals from inside", "/partnerskap/indre-salten/signaler/?behandlet=nei", ADVISER),
    Sort("signal", "{signal}", FAUSKE),
    Sort("new signal", "/partnerskap/indre-salten/signaler/nytt/", FAUSKE),
    Sort("conflicts", "/partnerskap/indre-salten/konflikter/", FAUSKE),
    Sort("conflict", "{conflict}", "fylkesdirektor"),
    Sort("new conflict", "/partnerskap/indre-salten/konflikter/ny/", FAUSKE),
    Sort("wheel", "/partnerskap/indre-salten/arshjul/"),
    Sort("wheel from inside", "/partnerskap/indre-salten/arshjul/?visning=hjul", ADVISER),
    Sort("wheel of chosen rings", "/partnerskap/indre-salten/arshjul/?ring=felles&ring=1841"),
    Sort("wheel as a list", "/partnerskap/ofoten/arshjul/?visning=liste", "sekretaer-ofoten"),
    Sort("wheel as a timeline", "/partnerskap/ofoten/arshjul/?visning=tidslinje"),
    Sort("wheel of an empty year", "/partnerskap/sor-salten/arshjul/?ar=2001"),
    Sort("event of the wheel", "{ring event}", FAUSKE),
    Sort("new event of the wheel", "/partnerskap/indre-salten/arshjul/ny/", FAUSKE),
    Sort("calendars", "/min-side/kalendere/", FAUSKE),
    Sort("import of figures", "/partnerskap/indre-salten/resultater/import/", ADVISER),
    Sort("tables to fetch", "/partnerskap/indre-salten/resultater/hentinger/", ADVISER),
    Sort("scenario", "{scenario}", LAB),
    Sort("scenario drawn", "{scenario}rediger/", LAB),
    Sort("rules of a scenario", "{scenario}krav/", LAB),
    Sort("a rule about one", "{scenario}krav/ny/alene/", LAB),
    Sort("weights of a scenario", "{scenario}krav/vekter/", LAB),
    Sort("why not this scenario", "{scenario}hvorfor-ikke/", LAB),
    Sort("consequences", "{scenario}konsekvenser/", LAB),
    Sort("asking for areas", "{scenario}beregninger/ny/areas/", LAB),
    Sort("asking for a trade-off", "{scenario}beregninger/ny/front/", LAB),
    Sort("asking for futures", "{scenario}beregninger/ny/futures/", LAB),
    Sort("long computations", "/partnerskap/sor-salten/struktur/beregninger/", LAB),
    Sort("a long computation, answered", "{answered run}", LAB),
    Sort("a proposal to keep", "{answered run}forslag/1/scenario/", LAB),
    Sort("a long computation, going", "{going run}", LAB),
    Sort("stopping a long computation", "{going run}avbrudd/", LAB),
    Sort("a long computation, stopped", "{stopped run}", LAB),
    Sort("assessment", "/partnerskap/sor-salten/struktur/vurdering/", LAB),
    Sort("answer to an assessment", "{assessment}svar/", "kommunestyremedlem-meloy"),
    Sort("closing an assessment", "{assessment}avslutning/", LAB),
    Sort("version of a dataset", "{dataset}"),
    Sort("office structures", "/struktur/"),
    Sort("present structure", "/struktur/nordland/"),
    Sort("another structure", "/struktur/nordland/?struktur=indre_salten"),
    Sort("structure, refused", "/struktur/nordland/?struktur=borte", status=422),
    Sort("dataset without a structure", "/struktur/norway/"),
    Sort("all offices of the country", "/struktur/kontorer/"),
    Sort("offices by distance", "/struktur/kontorer/?sorter=avstand&retning=ned&side=2"),
    Sort("offices, none found", "/struktur/kontorer/?navn=giraff"),
    Sort("comparison", "/struktur/nordland/sammenligning/?a=present&b=indre_salten"),
    Sort("comparison, refused", "/struktur/nordland/sammenligning/?a=borte", status=422),
    Sort("comparison from inside", "/partnerskap/indre-salten/struktur/sammenligning/", ADVISER),
    Sort("refused", "{host}versjoner/2/godkjenning/", "tillitsvalgt-indre-salten", 403),
    Sort("not found", "/finnes-ikke/", status=404),
    Sort("assessment before any", "/partnerskap/ofoten/struktur/vurdering/", "fylkesdirektor"),
    Sort("new assessment", "/partnerskap/indre-salten/struktur/vurdering/ny/", "fylkesdirektor"),
    Sort("hearings", "/partnerskap/sor-salten/horinger/"),
    Sort("hearings before any", "/partnerskap/ofoten/horinger/", "sekretaer-ofoten"),
    Sort("hearing", "{hearing}"),
    Sort("hearing from inside", "{hearing}", LAB),
    Sort("summary of a hearing", "{hearing}oppsummering/"),
    Sort("answer to a hearing", "{hearing answer}", LAB),
    Sort("what came of an answer", "{hearing follow-up}", LAB),
    Sort("more time to answer", "{hearing}frist/", LAB),
    Sort("one more to hear", "{hearing}instanser/ny/", LAB),
    Sort("calling off a hearing", "{hearing}avlysning/", LAB),
    Sort("new hearing", "/partnerskap/sor-salten/horinger/ny/", LAB),
    Sort("draft of a hearing", "{hearing draft}", LAB),
    Sort("writing a hearing", "{hearing draft}utkast/", LAB),
    Sort("sending a hearing", "{hearing draft}utkast/utsending/", LAB),
]


# a row of a register | where it is listed, its address there, who looks
LISTED = {
    "delegation": ("/partnerskap/ofoten/delegeringer/", r'"(/delegeringer/[\w-]+/)"', ""),
    "trial": ("/partnerskap/sor-salten/forsok/", r'"(/forsok/[\w-]+/)"', ""),
    "clarification": ("/myndighet/avklaringer/", r'"(/myndighet/avklaringer/[\w-]+/)"', FAUSKE),
    "ring event": (
        "/partnerskap/indre-salten/arshjul/?visning=liste&ring=1841",
        r'"(/partnerskap/indre-salten/arshjul/\d+/egen-[\w-]+/)"',
        FAUSKE,
    ),
    "decision": (
        *("/partnerskap/indre-salten/strukturvedtak/", r'"(/strukturvedtak/[\w-]+/)"', FAUSKE),
    ),
}
LISTED |= {
    "scenario": (*("/partnerskap/sor-salten/struktur/", r'"(/struktur/scenarier/[\w-]+/)"', LAB),),
    "dataset": ("/struktur/datasett/", r'"(/struktur/datasett/[\w-]{36}/)"', ""),
}
LISTED |= {
    "run": (
        "/partnerskap/sor-salten/struktur/beregninger/",
        r'"(/struktur/beregninger/[\w-]{36}/)"',
        LAB,
    ),
    "assessment": (
        "/partnerskap/sor-salten/struktur/vurdering/",
        r'"(/struktur/vurderinger/[\w-]{36}/)svar/"',
        "kommunestyremedlem-meloy",
    ),
}
LISTED |= {
    "plan draft": ("/partnerskap/indre-salten/plan/", r'"(/dokumenter/[\w-]+/utkast/)"', ADVISER),
    "plan document": ("/partnerskap/indre-salten/plan/", r'"(/dokumenter/[\w-]+/)"', ""),
    "measure": ("/partnerskap/indre-salten/plan/", r'"(/planer/[\w-]+/tiltak/[\w-]+/)"', ""),
    "judgement": ("/partnerskap/indre-salten/plan/", r'"(/planer/[\w-]+/mal/[\w-]+/)"', FAUSKE),
    "signal": ("/partnerskap/indre-salten/signaler/", r'"(/signaler/[\w-]+/)"', FAUSKE),
    "conflict": ("/partnerskap/indre-salten/konflikter/", r'"(/konflikter/[\w-]+/)"', FAUSKE),
}
LISTED |= {
    "study": (
        "/partnerskap/sor-salten/struktur/",
        r'"(/partnerskap/sor-salten/struktur/utredning/[\w-]{36}/)"',
        "",
    ),
    "study draft": (
        "/partnerskap/sor-salten/struktur/",
        r'"(/dokumenter/[\w-]+/utkast/)"',
        "radgiver-sor-salten",
    ),
    "thread": (  # the last one listed has come the farthest
        "/partnerskap/sor-salten/struktur/",
        r'"(/partnerskap/sor-salten/struktur/saksgang/[\w-]+/)"(?![\s\S]*/saksgang/)',
        "",
    ),
}
LISTED |= {
    "hearing": ("/partnerskap/sor-salten/horinger/", r'"(/horinger/[\w-]{36}/)"', ""),
}
# a page about who is heard | its address on the hearing's page
ON_A_HEARING = {
    "hearing answer": r'"(/horinger/[\w-]+/instanser/[\w-]+/svar/)"',
    "hearing follow-up": r'"(/horinger/[\w-]+/instanser/[\w-]+/oppfolging/)"',
}
# a page about the draft of a plan | where in the draft, or its list, its address is found
ON_A_DRAFT = {
    "grid": ("", r'"(/planer/[\w-]+/tiltakstabell/)"'),
    "understanding": ("", r'"(/planer/[\w-]+/forstaelse/)"'),
    "draft coverage": ("", r'"(/partnerskap/indre-salten/plan/dekning/\?vis=[\w-]+)"'),
    "earlier draft": ("tidligere/", r'"(/dokumenter/[\w-]+/utkast/tidligere/[\w-]+/)"'),
}


def found(site: Site, name: str) -> str:
    """The address of something whose id is new in every demo."""
    if name == "entry":
        return re.search(r'"(/journal/\d+/)"', site.as_role("").text("/journal/"))[1]
    if name == "seats":
        told = site.as_role("administrator-fauske").text("/min-side/")
        return re.search(r'"(/eiere/[\w-]+/plasser/)"', told)[1]
    if name == "invitation":
        seats = found(site, "seats")
        answer = site.as_role("administrator-fauske").post(
            seats.replace("plasser", "invitasjoner"),
            seats,
            email="ny@example.no",
            role="councillor",
        )
        return re.search(r"(/invitasjon/[\w-]+/)", answer.text())[1]
    if name == "report":
        told = site.as_role("").text("/partnerskap/indre-salten/rapporter/")
        return re.search(r'"(/partnerskap/indre-salten/rapporter/[\w-]{36}/)stat/', told)[1]
    if name == "new report":
        new = "/partnerskap/indre-salten/rapporter/ny/"
        answer = site.as_role(ADVISER).post(new, new, period=FREE)
        return re.search(r"(/dokumenter/[\w-]+/)utkast/", answer.url)[1]
    if name.startswith("new "):
        new = "/partnerskap/indre-salten/avtaler/ny/"
        answer = site.as_role(ADVISER).post(new, new, kind=name[4:], title="En ny avtale")
        return re.search(r"(/dokumenter/[\w-]+/)utkast/", answer.url)[1]
    if name == "draft":
        document = found(site, "agreement")
        assert site.as_role(ADVISER).post(f"{document}nytt-utkast/", document).ok
        return document
    if name in ON_A_DRAFT:
        below, wanted = ON_A_DRAFT[name]
        told = site.as_role(ADVISER).text(found(site, "plan draft") + below)
        return re.search(wanted, told)[1]
    if name == "asked agreements":
        told = site.as_role(LAB).text(found(site, "thread"))
        return re.search(r'"(/partnerskap/sor-salten/struktur/forslag/[\w-]+/avtaler/)"', told)[1]
    if name in LISTED:
        page, wanted, reader = LISTED[name]
        return re.search(wanted, site.as_role(reader).text(page))[1]
    if name == "answered run":
        return answered(site, found(site, "run"))
    if name in ON_A_HEARING:
        told = site.as_role(LAB).text(found(site, "hearing"))
        return re.search(ON_A_HEARING[name], told)[1]
    if name == "hearing draft":
        study = found(site, "study draft").split("/")[2]
        answer = site.as_role(LAB).post(
            f"/struktur/utredninger/{study}/horing/", "/partnerskap/sor-salten/horinger/ny/"
        )
        return re.search(r"/horinger/[\w-]{36}/", answer.url)[0]
    if name == "going run":  # so long that nobody waits for it
        ask = found(site, "scenario") + "beregninger/ny/futures/"
        answer = site.as_role(LAB).post(ask, ask, futures="10000", seed="0", away="1")
        return re.search(r"(/struktur/beregninger/[\w-]{36}/)", answer.url)[1]
    if name == "stopped run":  # the newest, which is the one that was going
        run = found(site, "run")
        assert site.as_role(LAB).post(f"{run}avbrudd/", f"{run}avbrudd/").ok
        return run
    if name == "decision struck":
        return f"/myndighet/rader/strukturvedtak/{found(site, 'decision').split('/')[2]}/fjerning/"
    slug, title, reader = {
        "host": ("indre-salten", "Vertskommune", ADVISER),
        "agreement": ("indre-salten", "Partnerskapsavtale", ADVISER),
        "ofoten host": ("ofoten", "Vertskommune", "sekretaer-ofoten"),
    }[name]
    told = site.as_role(reader).text(f"/partnerskap/{slug}/")
    return re.search(rf'"(/dokumenter/[\w-]+/)[^"]*">{title}', told)[1]


def answered(site: Site, run: str) -> str:
    """The run, once the worker has answered it."""
    visit = site.as_role(LAB)
    end = time.monotonic() + COMPILING
    while "svar.json" not in visit.text(run):
        assert time.monotonic() < end, "no worker came"
        time.sleep(1)
    return run


@pytest.fixture(scope="module")
def addresses(site) -> dict[str, str]:
    """What `found` has found in this demo."""
    site.reset()
    return {}


@pytest.mark.parametrize("sort", SORTS, ids=lambda sort: sort.name)
def test_a_page_can_be_used_by_everyone(site, addresses, sort):
    if named := re.search(r"\{(.+)\}", sort.path):
        if named[1] not in addresses:
            addresses[named[1]] = found(site, named[1])
        path = sort.path.replace(named[0], addresses[named[1]])
    else:
        path = sort.path
    visit = site.as_role(sort.role)
    visit.go(path, expected=sort.status)
    page = visit.page
    assert page.url == site.url + path  # and not somewhere it was sent on to
    broken, too_wide = {}, {}

    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        for scheme, rules in SCHEMES.items():
            page.emulate_media(color_scheme=scheme)
            if faults := visit.axe(rules):
                broken[scheme, width] = faults
        if (taken := page.evaluate("document.documentElement.scrollWidth")) > width:
            too_wide[width] = taken

    page.set_viewport_size({"width": WIDTHS[0], "height": 900})
    assert broken == {}
    assert too_wide == {}
    assert visit.faults == []


def test_a_faulty_page_is_found(site):
    """Else a silent axe, width and policy would prove nothing."""
    visit = site.as_role("")
    visit.go("/tilgjengelighet/")

    visit.page.evaluate(
        """() => {
          const main = document.querySelector("main");
          main.insertAdjacentHTML("beforeend", '<img src="/static/none.png">');
          main.insertAdjacentHTML("beforeend", '<p style="color: red">Rødt</p>');
          main.style.width = "3000px";
        }"""
    )
    visit.page.wait_for_load_state("networkidle")

    assert "image-alt" in {rule for rule, _, _ in visit.axe()}
    assert visit.page.evaluate("document.documentElement.scrollWidth") > WIDTHS[0]
    assert any("policy: style-src" in fault for fault in visit.faults)
    assert any("/static/none.png" in fault for fault in visit.faults)
