import re
import xml.etree.ElementTree as ET

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tospann.access.actor import STRANGER
from tospann.journal.models import Entry
from tospann.journal.news import last_number, latest, told
from tospann.journal.record import action, record
from tospann.partnerships import actions as partnerships
from tospann.partnerships.models import Seat
from tospann.partnerships.selectors import actor_for


def numbers(response) -> list[int]:
    """The entries a page shows, in order."""
    return [int(n) for n in re.findall(r'href="/journal/(\d+)/"', response.text)]


def read(client, who=None, url="/journal/", **query):
    if who:
        client.force_login(who)
    return client.get(url, query)


@action
def fill(cast, count, kind="version.agreed"):
    for n in range(count):
        record(
            kind,
            actor=cast.actor("leader"),
            subject=cast.partnership,
            partnership_id=cast.partnership.pk,
            title=f"Notat {n}",
            version=1,
            revision=n,
        )


def test_a_stranger_reads_what_is_public_newest_first(client, cast):
    cast.ratify(cast.version(), cast.nav)

    response = read(client)

    shown = numbers(response)
    kinds = dict(Entry.objects.values_list("number", "kind"))
    assert shown == sorted(shown, reverse=True)
    assert "version.ratified" in {kinds[n] for n in shown}
    assert not {kinds[n] for n in shown} & {"draft.started", "draft.saved", "seat.given"}
    assert "Nav Testland godkjente «Notat», versjon 1." in response.text


@pytest.mark.parametrize(
    ("period", "said"), [("2026T1", "1. tertial 2026"), ("året 2026", "året 2026")]
)
def test_a_period_is_said_in_words_also_where_the_entry_holds_no_code(cast, period, said):
    @action
    def write():
        facts = {"owner": "Nav Testland", "indicator": "I1", "period": period}
        subject = cast.partnership
        return record(
            "chart.rebase_withdrawn", actor=cast.actor("leader"), subject=subject, **facts
        )

    assert f"fra {said}." in told(write()).sentence


def test_a_stranger_sees_role_and_owner_and_no_name(client, cast):
    cast.ratify(cast.version(), cast.nav)

    text = read(client).text

    assert "Eierrepresentant, Nav Testland" in text
    assert not any(person.name in text for person in cast.people.values())


def test_those_inside_see_names_and_drafts(client, cast):
    cast.ratify(cast.version(), cast.nav)

    text = read(client, cast.people["councillor"]).text

    assert cast.people["nav"].name in text
    assert "Et utkast ble påbegynt." in text


def test_a_person_of_another_partnership_sees_neither(client, cast):
    vik = partnerships.register_owner(
        actor=STRANGER, kind="municipality", code="9903", name="Vik kommune"
    )
    other = partnerships.form_partnership(
        actor=STRANGER, slug="vik", name="Nav Vik", model="own_office"
    )
    cast.document()
    reader = cast.people["stranger"]
    partnerships.begin_ownership(
        actor=STRANGER, partnership=other, owner=vik, part="municipal_party",
        since="2020-01-01",
    )  # fmt: skip
    Seat.objects.create(person=reader, owner=vik, role="office_leader", since="2020-01-01")

    text = read(client, reader).text

    assert "Et utkast ble påbegynt." not in text
    assert cast.people["leader"].name not in text


def test_a_matter_of_no_partnership_is_shown_to_the_one_who_did_it(client, cast):
    @action
    def opened(who):
        return record("account.opened", actor=cast.actor(who), subject=cast.people[who])

    entry = opened("stranger")

    assert entry.number in numbers(read(client, cast.people["stranger"]))
    assert entry.number not in numbers(read(client, cast.people["leader"]))
    client.logout()
    assert client.get(f"/journal/{entry.number}/").status_code == 404


def test_autosaves_are_shown_when_asked_for(client, cast):
    cast.document()
    saved = Entry.objects.get(kind="draft.saved").number

    assert saved not in numbers(read(client, cast.people["leader"]))
    assert saved in numbers(read(client, alle="on"))
    client.logout()
    assert saved not in numbers(read(client, alle="on"))


def test_a_page_keeps_its_entries_when_more_is_added(client, cast):
    fill(cast, 120)
    first = read(client)
    assert len(numbers(first)) == 50
    older = re.search(r'href="(\?[^"]*under=\d+[^"]*)"', first.text)[1].replace("&amp;", "&")

    second = numbers(client.get(f"/journal/{older}"))
    fill(cast, 3)

    assert second == numbers(client.get(f"/journal/{older}"))
    assert second[0] == numbers(first)[-1] - 1
    newer = numbers(read(client, over=second[0]))
    assert newer == numbers(first)


LIMITS = [
    ({"partnerskap": "fjordbygd"}, {"partnership.formed", "version.opened", "ownership.began"}),
    ({"emne": "agreed"}, {"version.opened", "version.ratified"}),
    ({"emne": "partnerships"}, {"partnership.formed", "owner.registered"}),
    ({"tekst": "nota"}, {"version.opened", "version.ratified"}),
    ({"tekst": "finnes ikke"}, set()),
    ({"fra": "01.01.2099"}, set()),
    ({"til": "31.12.2020"}, set()),
]


@pytest.mark.parametrize(("asked", "kinds"), LIMITS)
def test_the_journal_is_limited_as_asked(client, cast, asked, kinds):
    cast.ratify(cast.version(), cast.nav)

    shown = numbers(read(client, **asked))

    found = set(Entry.objects.filter(number__in=shown).values_list("kind", flat=True))
    assert kinds <= found
    assert bool(kinds) == bool(found)


def test_the_journal_of_one_owner(client, cast):
    version = cast.version()
    cast.ratify(version, cast.nav)
    cast.ratify(version, cast.aas)

    shown = numbers(read(client, eier=str(cast.aas.pk), emne="agreed"))

    assert list(Entry.objects.filter(number__in=shown).values_list("kind", flat=True)) == [
        "version.ratified"
    ]


@pytest.mark.parametrize("asked", [{"fra": "i går"}, {"partnerskap": "nei"}, {"under": "x"}])
def test_what_cannot_be_read_is_answered_with_a_reason(client, cast, asked):
    assert read(client, **asked).status_code == 422


def test_an_entry_shows_its_content_and_place_in_the_chain(client, cast):
    cast.ratify(cast.version(), cast.nav)
    entry = Entry.objects.get(kind="version.ratified")

    text = client.get(f"/journal/{entry.number}/").text

    assert entry.hash in text
    assert entry.previous in text
    assert "&quot;case_reference&quot;:&quot;26/17&quot;" in text
    assert f"Hodet etter oppføring {entry.number} dekker denne." in text


def test_an_entry_that_is_not_for_the_reader_does_not_exist(client, cast):
    cast.document()
    hidden = Entry.objects.get(kind="draft.started").number

    assert client.get(f"/journal/{hidden}/").status_code == 404
    assert client.get("/journal/999999/").status_code == 404
    client.force_login(cast.people["councillor"])
    assert client.get(f"/journal/{hidden}/").status_code == 200


@pytest.mark.parametrize("who", [None, "leader"])
def test_the_number_of_queries_does_not_follow_the_number_of_entries(client, cast, who):
    if who:
        client.force_login(cast.people[who])
    cast.ratify(cast.version(), cast.nav)

    def count():
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get("/journal/")
        return len(queries)

    count()
    few = count()
    fill(cast, 40)

    assert count() == few
    assert few <= (9 if who is None else 14)


def test_a_browser_that_has_the_page_is_told_when_nothing_is_new(client, cast):
    first = client.get("/journal/")

    assert client.get("/journal/", headers={"if-none-match": first["ETag"]}).status_code == 304
    fill(cast, 1)
    assert client.get("/journal/", headers={"if-none-match": first["ETag"]}).status_code == 200
    assert "no-cache" in first["Cache-Control"]


def test_what_a_signed_in_person_saw_is_kept_nowhere(client, cast):
    response = read(client, cast.people["leader"])

    assert "no-store" in response["Cache-Control"]
    assert "ETag" not in response


def test_the_feed_holds_what_is_public_and_the_newest_head(client, cast):
    cast.ratify(cast.version(), cast.nav)

    root = ET.fromstring(client.get("/journal/feed.atom").content)

    atom = "{http://www.w3.org/2005/Atom}"
    titles = [title.text for title in root.iterfind(f"{atom}entry/{atom}title")]
    assert any("godkjente «Notat»" in title for title in titles)
    assert any("Signert hode" in title for title in titles)
    assert not any("utkast" in title for title in titles)


def test_the_feed_can_be_read_whatever_was_once_written(client, cast):
    cast.ratify(cast.version(), cast.nav, case_reference="26\x07/\x0b18")

    root = ET.fromstring(client.get("/journal/feed.atom").content)

    assert "26/ 18" in "".join(root.itertext())


def test_the_feed_of_one_partnership(client, cast):
    titles = client.get("/journal/feed.atom?partnerskap=fjordbygd").text

    assert "Nav Fjordbygd ble registrert" in titles
    assert "ble registrert som eier" not in titles
    assert client.get("/journal/feed.atom?partnerskap=nei").status_code == 404


@pytest.mark.parametrize("url", ["om/", "hoder.txt", "kontroll.py", "eksport.jsonl"])
def test_the_means_to_check_are_open_to_all(client, cast, url):
    assert client.get(f"/journal/{url}").status_code == 200


def test_hostile_text_is_shown_as_text(client, cast):
    @action
    def write():
        record(
            "version.agreed", actor=cast.actor("leader"), subject=cast.partnership,
            title="<script>alert(1)</script>", version=1,
        )  # fmt: skip

    write()

    for url in ["/journal/", f"/journal/{last_number()}/", "/journal/feed.atom"]:
        assert "<script>alert" not in client.get(url).text


def test_the_latest_takes_one_query(cast, django_assert_num_queries):
    cast.ratify(cast.version(), cast.nav)
    actor = cast.actor("leader")
    number = Entry.objects.get(kind="version.ratified").number

    with django_assert_num_queries(1):
        told = latest(actor, limit=5, partnership_id=cast.partnership.pk)

    assert told[0].number == number
    assert not latest(actor, limit=5, after=number)
    assert not latest(actor_for(cast.people["stranger"]), limit=5, inside_only=True)


def test_every_app_says_what_its_entries_are_about():
    from tospann.journal.sentences import modules_called

    for module in modules_called("entries"):
        assert str(module.SUBJECT)
