"""The pages of datasets: what there is, and taking in new ones from the files to the page."""

import csv
import io
import json
import zipfile
from datetime import timedelta
from hashlib import sha256

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engines.structure.published import COMMUTING, FILES, POPULATION
from engines.structure.small import territory
from tospann.access.actor import STRANGER
from tospann.base.errors import NotPermitted
from tospann.engines.structure import folder, report, travel
from tospann.engines.structure.assumptions import ILLUSTRATIVE
from tospann.engines.structure.gathering import About
from tospann.engines.structure.measures import measure
from tospann.journal.models import Entry
from tospann.structure import reader, tasks
from tospann.structure.actions import datasets as system
from tospann.structure.actions import drafts as actions
from tospann.structure.bringing import brought
from tospann.structure.errors import DraftChanged, NameTaken, TooManyDrafts
from tospann.structure.models import Dataset, DatasetDraft
from tospann.structure.selectors import datasets as selectors
from tospann.structure.selectors.territories import present

pytestmark = pytest.mark.django_db
LIST = "/struktur/datasett/"
NEW = "/struktur/datasett/nytt/"
SIGNS = "\ud800\x00"


IN_A_PROCESS = reader.read


def here(files, about, base):
    """What the process would answer, without the seconds it takes to start."""
    found = brought(files, About(**about), base)
    return found.plain(base), found.archive


@pytest.fixture(autouse=True)
def without_a_process(monkeypatch):
    monkeypatch.setattr(reader, "read", here)


@pytest.fixture
def adviser(cast, client):
    client.force_login(cast.people["adviser"])
    return client


@pytest.fixture
def there(db) -> Dataset:
    here = territory()
    return system.take_dataset(
        actor=STRANGER, name=here.name, title=here.title, archive=folder.packed(here)
    )


def uploads(files=FILES) -> list[SimpleUploadedFile]:
    return [SimpleUploadedFile(name, content) for name, content in files.items()]


def bring(client, files=FILES, **given):
    return client.post(
        NEW,
        {"title": "Fylket", "name": "fylket", "area": "91", "tables": uploads(files)} | given,
    )


def draft() -> DatasetDraft:
    return DatasetDraft.objects.get()


def at(row: DatasetDraft, part: str = "") -> str:
    return f"/struktur/datasett/utkast/{row.pk}/{part}"


def confirm(client, row: DatasetDraft, **given):
    return client.post(
        at(row, "bekreftelse/"), {"b-revision": row.revision, "b-sha256": row.sha256} | given
    )


# --- From files to a dataset ------------------------------------------------------------


def test_public_tables_become_a_dataset_that_everybody_can_open(adviser, client):
    answer = bring(adviser)
    assert answer.status_code == 302
    page = adviser.get(answer.url).content.decode()
    assert "Fylket kan tas inn" in page
    assert "Befolkning på rutenett 1 km" in page
    assert "2 gamle kommunenumre er regnet om" in page
    assert not Dataset.objects.exists()

    taken = confirm(adviser, draft())

    client.logout()
    page = client.get(taken.url).content.decode()
    assert "2 kommuner og 607 bosatte" in page
    assert Dataset.objects.get().sha256 in page
    assert "Statistisk sentralbyrå: Pendlingsstrømmer (tabell 03321)" in page


def test_a_draft_that_was_taken_keeps_no_files_and_leads_to_the_dataset(adviser):
    bring(adviser)
    confirm(adviser, draft())

    row = draft()
    assert (row.files, row.found, row.archive) == (None, None, None)
    assert adviser.get(at(row)).url == reverse("structure:dataset", args=[row.dataset_id])


def test_faults_are_told_by_file_and_row_and_can_be_mended_one_file_at_a_time(adviser):
    broken = FILES | {"03321.csv": COMMUTING.replace('"8102";5', '"8102";:').encode()}
    page = adviser.get(bring(adviser, broken).url).content.decode()
    assert "1 feil må rettes" in page
    assert "Tallet er «skjult», ikke null." in page
    assert "Ta inn datasettet" not in page

    row = draft()
    answer = adviser.post(
        at(row, "filer/"),
        {"title": "Fylket", "area": "91", "revision": 1,
         "tables": uploads({"03321.csv": FILES["03321.csv"]})},
    )  # fmt: skip

    assert answer.status_code == 302
    assert "Fylket kan tas inn" in adviser.get(at(row)).content.decode()


def test_every_fault_is_in_the_file_of_faults(adviser):
    rows = "".join(f"r{n},9101,{n},8,..\n" for n in range(300))
    places = f"place,municipality,latitude,longitude,residents\n{rows}".encode()
    bring(adviser, {**FILES, "places.csv": places})
    row = draft()

    shown = adviser.get(at(row)).content.decode()
    answer = adviser.get(at(row, "feil.csv"))

    faults = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert faults[0] == ["Fil eller tabell", "Rad", "Kolonne", "Feil", "Slik rettes den"]
    assert len(faults) == row.found["fault_count"] + 1 > 300
    assert "Viser 200 av" in shown


def test_a_fault_is_no_formula_in_a_spreadsheet(adviser):
    bring(adviser, {"=1+1.csv": b"a;b\n1;2\n"})

    text = adviser.get(at(draft(), "feil.csv")).content.decode("utf-8-sig")

    assert "\n'=1+1.csv;" in text


def test_signs_that_only_json_can_write_stop_nothing(adviser):
    """A database holds neither a null character nor half a pair of surrogates."""
    feature = {"properties": {"kommunenummer": SIGNS}, "geometry": {"type": "Polygon"}}
    document = {"features": [feature]}
    answer = bring(adviser, FILES | {"rart.json": json.dumps(document).encode()})

    assert answer.status_code == 302
    assert adviser.get(answer.url).status_code == 200
    assert not {"\x00", "\ud800"} & set(str(draft().found))


def test_a_file_can_be_taken_away_but_not_the_last(adviser):
    bring(adviser, {**FILES, "rart.csv": b"a;b\n1;2\n"})
    row = draft()
    sent = {"title": "Fylket", "area": "91", "revision": 1}

    last = adviser.post(at(row, "filer/"), sent | {"remove": [*FILES, "rart.csv"]})
    assert last.status_code == 422
    assert "Minst én fil må bli igjen" in last.content.decode()
    adviser.post(at(row, "filer/"), sent | {"remove": ["rart.csv"]})
    assert draft().found["fault_count"] == 0


def test_a_draft_can_be_left_and_nothing_of_it_is_kept(adviser):
    bring(adviser)
    answer = adviser.post(at(draft(), "avbrudd/"))

    assert answer.url == LIST
    assert draft().files is None
    assert not Dataset.objects.exists()


def test_what_was_written_stays_when_it_is_refused(adviser):
    answer = bring(adviser, name="Ikke Bra", area="42, x")

    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="Ikke Bra"' in page
    assert "Bruk bare små bokstaver" in page
    assert "«x» er verken et fylkesnummer" in page
    assert not DatasetDraft.objects.exists()


def test_a_name_that_is_taken_is_refused_at_the_field(adviser, there):
    answer = bring(adviser, name=there.name)

    assert answer.status_code == 422
    assert "Det finnes et datasett med kortnavnet" in answer.content.decode()


# --- A new version ----------------------------------------------------------------------


def test_a_new_population_shows_what_will_be_different_and_leaves_the_rest(adviser):
    bring(adviser)
    first = confirm(adviser, draft()).url
    DatasetDraft.objects.all().delete()
    new = POPULATION.replace("2026", "2028").replace(";301\n", ";401\n").encode("cp1252")

    answer = adviser.post(
        f"{first}ny-versjon/",
        {"title": "Fylket 2027", "scaled": "on", "tables": uploads({"07459.csv": new})},
    )

    page = adviser.get(answer.url).content.decode()
    assert "Det som blir annerledes" in page
    assert "2 kommuner får et annet antall bosatte" in page
    assert "+104" in page
    second = confirm(adviser, draft())
    page = adviser.get(second.url).content.decode()
    assert "Forskjell fra versjonen før" in page
    assert "Innbyggere etter alder" in page
    assert "Dette er en eldre versjon" in adviser.get(first).content.decode()
    assert Dataset.objects.filter(name="fylket").count() == 2


def test_the_very_same_tables_are_not_taken_twice(adviser, there):
    adviser.post(
        f"{LIST}{there.pk}/ny-versjon/",
        {"title": there.title, "tables": [SimpleUploadedFile("alt.zip", bytes(there.archive))]},
    )

    answer = confirm(adviser, draft())

    assert answer.status_code == 422
    assert "Akkurat disse tabellene er tatt inn før" in answer.content.decode()


# --- The same figures everywhere --------------------------------------------------------


def test_the_download_is_the_bytes_that_were_taken_in(client, there):
    answer = client.get(f"{LIST}{there.pk}/tabeller.zip")

    assert sha256(answer.content).hexdigest() == there.sha256
    assert "immutable" in answer["Cache-Control"]


def test_what_is_downloaded_is_measured_alike(client, there):
    content = client.get(f"{LIST}{there.pk}/tabeller.zip").content
    again = folder.unpacked(content)

    measured = [
        report.as_json(report.measured(measure(one, travel.best(one), present(one), ILLUSTRATIVE)))
        for one in (folder.unpacked(bytes(there.archive)), again)
    ]

    assert measured[0] == measured[1]


# --- Who may, and how often -------------------------------------------------------------


def test_a_draft_is_seen_by_nobody_else(cast, adviser):
    bring(adviser)

    adviser.force_login(cast.people["leader"])
    assert adviser.get(at(draft())).status_code == 404
    assert selectors.draft_of(STRANGER, draft().pk) is None


def test_those_without_the_grant_are_refused_in_words(cast, client):
    client.force_login(cast.people["leader"])

    answer = client.get(NEW)

    assert answer.status_code == 403
    assert "Plassen din gir deg ikke rett" in answer.content.decode()


def test_somebody_elses_draft_cannot_be_confirmed(cast, adviser):
    bring(adviser)
    row = draft()
    row.begun_by = cast.people["leader"]
    row.save()

    with pytest.raises(NotPermitted):
        actions.confirm_draft(
            actor=cast.actor("adviser"), draft=row, revision=1, sha256=row.sha256
        )


def test_what_was_changed_in_another_window_is_not_confirmed(cast, adviser):
    bring(adviser)
    row = draft()
    for sent in ({"revision": 2, "sha256": row.sha256}, {"revision": 1, "sha256": "0" * 64}):
        with pytest.raises(DraftChanged):
            actions.confirm_draft(actor=cast.actor("adviser"), draft=row, **sent)


def test_a_name_taken_in_the_meantime_is_refused_at_the_end(cast, adviser):
    bring(adviser)
    here = territory(name="fylket")
    system.take_dataset(
        actor=STRANGER, name="fylket", title="Et annet", archive=folder.packed(here)
    )

    with pytest.raises(NameTaken):
        actions.confirm_draft(
            actor=cast.actor("adviser"), draft=draft(), revision=1, sha256=draft().sha256
        )


def test_there_is_an_end_to_how_many_wait(cast, adviser):
    bring(adviser)
    for _ in range(actions.OPEN_AT_ONCE - 1):
        row = draft() if DatasetDraft.objects.count() == 1 else DatasetDraft.objects.first()
        row.pk = None
        row._state.adding = True
        row.id = DatasetDraft._meta.get_field("id").get_default()
        row.save()

    with pytest.raises(TooManyDrafts):
        actions.begin_draft(
            actor=cast.actor("adviser"), name="et-til", title="Et til", area="", scaled=False,
            files=b"x", found={}, archive=None,
        )  # fmt: skip


def test_what_nobody_finished_is_thrown_away_after_thirty_days(adviser):
    bring(adviser)
    DatasetDraft.objects.update(begun_at=timezone.now() - timedelta(days=31))

    tasks.clear_drafts(0)
    tasks.clear_drafts(0)

    assert draft().files is None
    assert Entry.objects.filter(kind="dataset_drafts.cleared").count() == 1


def test_the_journal_tells_nothing_of_the_files(adviser):
    bring(adviser)

    entry = Entry.objects.get(kind="dataset_draft.begun")
    assert "07459" not in str(entry.content)


def test_the_process_answers_what_is_read_without_it():
    files = sorted(FILES.items())
    about = {"name": "fylket", "title": "Fylket", "area": ("91",), "scaled": True}

    assert IN_A_PROCESS(files, about, None) == here(files, about, None)


# --- Hostile uploads --------------------------------------------------------------------


def test_too_many_or_too_large_files_are_refused_before_they_are_read(adviser):
    many = bring(adviser, {f"{n}.csv": b"a;b\n" for n in range(41)})
    large = bring(adviser, {"stor.csv": b"a;b\n" * 5_100_000})

    assert "Grensen er 40" in many.content.decode()
    assert "større enn 20 MB" in large.content.decode()
    assert not DatasetDraft.objects.exists()


def test_a_bomb_and_an_entity_are_answered_with_a_sentence(adviser):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("places.csv", b" " * 70_000_000)

    page = adviser.get(bring(adviser, {"alt.zip": packed.getvalue()}).url).content.decode()

    assert "Grensen er 64 MB" in page


def test_what_costs_too_much_is_stopped_and_told(adviser, monkeypatch):
    monkeypatch.setattr(reader, "read", IN_A_PROCESS)
    monkeypatch.setattr(reader, "LIMITS", reader.Limits(memory=10**9, seconds=0))

    page = adviser.get(bring(adviser).url).content.decode()

    assert "for store eller for innfløkte" in page


def test_a_file_named_after_somebody_is_refused(adviser):
    answer = bring(adviser, {"29029600013.csv": b"a;b\n"})

    assert answer.status_code == 422
    assert "fødselsnummer" in answer.content.decode()


@settings(
    max_examples=6,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    content=st.one_of(
        st.binary(min_size=1, max_size=200),
        st.binary(max_size=100).map(lambda some: b"PK\x03\x04" + some),
        st.text(min_size=1, max_size=100).map(str.encode),
    ),
    name=st.sampled_from(["places.csv", "a.json", "../../a.zip", "x" * 150 + ".xlsx"]),
)
def test_any_file_gets_a_page(adviser, content, name):
    answer = bring(adviser, {name: content})

    assert answer.status_code in (302, 422)
    if answer.status_code == 302:
        assert adviser.get(answer.url).status_code == 200
    DatasetDraft.objects.all().delete()


# --- How many queries -------------------------------------------------------------------


def queries(client, address, django_assert_max_num_queries, most=40) -> int:
    with django_assert_max_num_queries(most) as made:
        assert client.get(address).status_code == 200
    return len(made)


def test_the_pages_ask_as_much_for_many_datasets_as_for_one(
    client, there, django_assert_max_num_queries
):
    pages = [LIST, f"{LIST}{there.pk}/"]
    for page in pages:
        client.get(page)  # what is kept in the process
    before = [queries(client, page, django_assert_max_num_queries) for page in pages]
    for n in range(5):
        here = territory(name=f"fjord-{n}")
        for title in ("Før", "Nå"):
            system.take_dataset(
                actor=STRANGER, name=here.name, title=title,
                archive=folder.packed(territory(name=here.name, title=title)),
            )  # fmt: skip

    assert [queries(client, page, django_assert_max_num_queries) for page in pages] == before
