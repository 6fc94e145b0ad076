"""A study: what is live in a draft, frozen in a version, and the same on every paper."""

import csv
import io
import re
import zipfile
from dataclasses import replace
from datetime import UTC, datetime

import pikepdf
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from docx import Document as Word
from docx.oxml.ns import qn

from pdf import text as pdf_text
from structure.studying import Studying, hosted, owned, posted, taken
from tospann.agreed import actions as agreed
from tospann.agreed.errors import NotComplete
from tospann.agreed.models import Document, Draft
from tospann.agreed.selectors import missing_in
from tospann.base import clock
from tospann.base.errors import NotPermitted
from tospann.engines.structure import report
from tospann.structure.actions import scenarios
from tospann.structure.errors import NoUsableScenario, OtherDataset
from tospann.structure.selectors.scenarios import comparison_of
from tospann.structure.study import live, sentences
from tospann.structure.study.body import Study
from tospann.structure.study.titles import study_title


@pytest.fixture
def studying(cast) -> Studying:
    return Studying(cast)


def address(version, name, *more):
    return reverse(
        f"structure:{name}", args=[version.document.partnership.slug, version.pk, *more]
    )


def squeezed(said: str) -> str:
    """Without spaces and soft hyphens, as the PDF's own text is read."""
    return re.sub(r"[\s\u00ad\u00a0\u202f]", "", said)


def got(client, url) -> bytes:
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.content


def page_text(client, url) -> str:
    plain = re.sub(r"<[^>]+>", " ", got(client, url).decode())
    return squeezed(plain.replace("&nbsp;", " ").replace("&#x27;", "'"))


def word_text(raw: bytes) -> str:
    document = Word(io.BytesIO(raw))
    cells = [c.text for table in document.tables for row in table.rows for c in row.cells]
    return squeezed(" ".join([*(p.text for p in document.paragraphs), *cells]))


# --- The same figures everywhere --------------------------------------------------------


def test_every_cell_reads_the_same_on_page_in_pdf_and_in_word(client, studying):
    version = studying.version()
    body = studying.body(version)
    page = page_text(client, address(version, "study"))
    pdf = pdf_text(pikepdf.open(io.BytesIO(got(client, address(version, "study_file", "pdf")))))
    word = word_text(got(client, address(version, "study_file", "docx")))

    cells = {
        squeezed(cell)
        for chapter in body.chapters
        for table in chapter.tables
        for row in table.shown
        for cell in row
    }
    assert len(cells) > 40
    for cell in cells:
        assert cell in page
        assert cell in pdf
        assert cell in word


def test_the_csv_is_the_engines_own(client, studying):
    version = studying.version()
    data = report.compared(comparison_of(studying.near))
    whole = report.as_csv(report.shifts_table(data, "host")).splitlines()

    mine = got(client, address(version, "study_table", "t7-a-host")).decode().splitlines()

    assert mine[0] == whole[0]
    assert len(mine) == 4  # Ås is there for the other alternative
    assert set(mine) <= set(whole)


def test_what_is_shown_and_what_is_in_csv_are_the_same_figure(studying):
    body = studying.body(studying.version())

    for table in body.tables:
        for shown, plain in zip(table.shown, table.plain, strict=True):
            for column, told, cell in zip(table.columns, shown, plain, strict=True):
                if not column.number or cell in ("", ":"):
                    continue
                factor = 100 if column.name.endswith("_share") else 1
                digits = squeezed(told).replace("%", "").replace("−", "-").replace(",", ".")
                assert float(digits) == pytest.approx(float(cell) * factor, abs=1e-9)


def test_every_table_is_in_the_zip(client, studying):
    version = studying.version()

    packed = zipfile.ZipFile(io.BytesIO(got(client, address(version, "study_tables"))))

    assert {f"{one.id}.csv" for one in studying.body(version).tables} == set(packed.namelist())
    rows = [*csv.reader(io.StringIO(packed.read("t1.csv").decode()))]
    assert rows[0][:2] == ["name", "residents_2025"]
    assert rows[1][:3] == ["Vest", ":", "1200"]


def test_the_pdf_is_tagged_and_its_pictures_are_told(client, studying):
    version = studying.version()

    pdf = pikepdf.open(io.BytesIO(got(client, address(version, "study_file", "pdf"))))

    assert pdf.Root.MarkInfo.Marked
    assert pdf.Root.Lang == "nb-NO"
    told = [str(one.Alt) for one in pdf.objects if _is_figure(one)]
    assert len(told) == len(studying.body(version).pictures)
    assert any("Vest med Sund" in one for one in told)


def _is_figure(one) -> bool:
    return isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/Figure"


def test_word_has_real_headings_and_described_pictures(client, studying):
    version = studying.version()

    word = Word(io.BytesIO(got(client, address(version, "study_file", "docx"))))

    styles = [p.style.name for p in word.paragraphs]
    assert styles.count("Heading 1") == 12
    pictures = word.element.findall(f".//{qn('wp:docPr')}")
    assert len(pictures) == len(studying.body(version).pictures)
    assert all(one.get("descr") for one in pictures)


# --- Live and frozen --------------------------------------------------------------------


def test_a_draft_follows_its_scenario_and_a_version_does_not(client, studying):
    version = studying.version()
    before = bytes(version.content)
    agreed.start_draft(actor=studying.cast.actor("leader"), document=version.document)

    scenarios.change_scenario(
        actor=studying.cast.actor("adviser"),
        scenario=studying.near,
        revision=1,
        differences=hosted("9902", "9903", by="9901"),
    )

    version.refresh_from_db()
    assert bytes(version.content) == before
    assert studying.now(version.document).alternatives[0].areas == [
        "Vest, Sund og Ås deler kontor. Vest er vertskommune."
    ]
    assert "Vest,SundogÅsdelerkontor" not in page_text(client, address(version, "study"))


def test_a_new_version_of_the_dataset_moves_nothing(client, studying):
    version = studying.version()
    before = got(client, address(version, "study_tables"))
    here = owned()
    more = replace(here.places, residents=here.places.residents * 2)

    taken(replace(here, places=more))

    assert got(client, address(version, "study_tables")) == before


def test_what_people_type_is_all_that_a_draft_stores(studying):
    document = studying.written()

    body = Document.objects.get(pk=document.pk).draft.body

    assert body["chapters"] == []
    assert body["alternatives"] == []


def test_a_scenario_put_aside_stops_the_opening_and_says_so(studying):
    document = studying.written()
    scenarios.drop_scenario(actor=studying.cast.actor("adviser"), scenario=studying.far)

    draft = Document.objects.get(pk=document.pk).draft

    told = [one.text for one in missing_in(document, draft) if one.blocks]
    assert told
    assert "«Ås er vert»" in told[0]
    with pytest.raises(NotComplete):
        studying.cast.open(document)


# --- Beginning one ----------------------------------------------------------------------


def test_a_study_begins_with_what_is_true_of_it(studying):
    document = studying.begin(studying.far)

    body = studying.now(document)

    assert [one.letter for one in body.alternatives] == ["A", "B"]
    assert body.text_of("bakgrunn") == (
        "Eierne av Nav Fjordbygd er Nav Testland, Fjordbygd kommune og Ås kommune. Utredningen "
        "sammenligner kontorene i dag med A: «Vest er vert» og B: «Ås er vert»."
    )
    assert "«Vest er vert»" in body.proposal


def test_scenarios_of_different_tables_are_not_compared(studying):
    here = owned()
    other = taken(replace(here, title="Fjorden, ny utgave"))
    newer = studying.scenario("På nye tall", {}, dataset=other)

    with pytest.raises(OtherDataset):
        studying.begin(newer)


def test_a_scenario_put_aside_keeps_its_name_in_the_draft(client, studying):
    document = studying.written()
    scenarios.drop_scenario(actor=studying.cast.actor("adviser"), scenario=studying.far)
    client.force_login(studying.cast.people["leader"])

    page = client.get(reverse("agreed:draft", args=[document.pk])).content.decode()

    assert "Ås er vert (lagt bort)" in page


def test_a_scenario_put_aside_begins_no_study(studying):
    scenarios.drop_scenario(actor=studying.cast.actor("adviser"), scenario=studying.near)

    with pytest.raises(NoUsableScenario):
        studying.begin(recommended=studying.near)


def test_those_who_may_not_write_begin_none(cast, studying):
    from tospann.structure.study import actions

    with pytest.raises(NotPermitted):
        actions.begin_study(
            actor=cast.actor("councillor"), partnership=cast.partnership, recommended=studying.near
        )


# --- What the sentences say -------------------------------------------------------------


def test_a_longer_way_is_told_with_the_figure_of_the_table(studying):
    body = studying.now(studying.begin())

    table = body.table("t7-a-host")
    row = next(row for row in table.plain if row[0] == "Sund")
    longer = dict(zip([one.name for one in table.columns], row, strict=True))

    said = body.chapter("reisevei").said
    assert longer["longer_by_30_residents"] == "400"
    assert (
        "Med alternativ A får 400 innbyggere i Sund mer enn 30 minutter lengre vei til "
        "hovedkontoret." in said
    )


def test_hidden_people_are_somebody(studying):
    shift = {
        "longer_residents": {"hidden": "few"},
        "longer_by_residents": {"30": {"hidden": "few"}},
    }

    class Seen:
        letter = "A"
        data = {"longer_minutes": [15, 30]}

    class Here:
        def rows(self, data):
            return [{"name": "Øya", "meet": shift}]

    assert [*sentences.longer(Here(), Seen(), "meet")] == [
        (
            "Med alternativ A får noen få innbyggere (tallet er skjult) i Øya mer enn 30 minutter "
            "lengre vei til et møtested."
        )
    ]


def test_the_proof_is_told_and_what_is_not_proved_is_too(studying):
    one, other = studying.now(studying.begin(studying.far)).alternatives

    assert one.proof == "Bevist best under disse kravene og med disse tallene."
    assert other.proof.startswith("Ikke bevist")


def test_examples_are_marked_where_they_stand(studying):
    body = studying.now(studying.begin())

    assert body.table("t2").illustrative
    assert not body.table("t1").illustrative
    assert all("(eksempeltall)" in said for said in body.chapter("okonomi").said)
    assert "Disse tabellene i datasettet er eksempler og ikke fakta: Årsverk." in body.said(
        "vet-ikke"
    )


def test_the_writer_can_leave_the_sentences_out(client, studying):
    document = studying.written()
    studying.save(document, silent=["okonomi"])
    version = studying.cast.open(document)

    assert "kosterkontoreneher" not in page_text(client, address(version, "study"))


# --- The councils' cases ----------------------------------------------------------------


def test_every_council_reads_the_same_proposal_and_its_own_figures(client, studying):
    version = studying.version()
    body = studying.body(version)
    pages = {
        number: page_text(client, address(version, "study_case", number))
        for number in ("9901", "9902")
    }

    for page in pages.values():
        assert squeezed(body.proposal) in page
    assert "400innbyggereiSund" in pages["9902"]
    assert "400innbyggereiSund" not in pages["9901"]
    assert "KommunestyretiSundvedtarvertskommuneavtalenmedVest" in pages["9902"]


@pytest.mark.parametrize("ending", ["pdf", "docx"])
def test_a_case_reads_the_same_on_paper(client, studying, ending):
    version = studying.version()
    council = studying.body(version).council("9902")

    raw = got(client, address(version, "study_case_file", "9902", ending))

    told = pdf_text(pikepdf.open(io.BytesIO(raw))) if ending == "pdf" else word_text(raw)
    for row in council.tables[0].shown:
        assert all(squeezed(cell) in told for cell in row)
    assert all(squeezed(said) in told for said in (*council.travel, *council.money))


def test_a_municipality_that_owns_nothing_has_no_case(client, studying):
    version = studying.version()

    assert client.get(address(version, "study_case", "9903")).status_code == 404


# --- Pages ------------------------------------------------------------------------------


def test_a_scenario_leads_to_a_study_that_recommends_it(client, studying):
    client.force_login(studying.cast.people["adviser"])
    told = client.get(reverse("structure:scenario", args=[studying.far.pk])).content.decode()
    new = reverse("structure:study_new", args=[studying.cast.partnership.slug])
    page = f"{new}?scenario={studying.far.pk}"

    assert f'href="{page}"' in told
    assert client.get(page).context["form"].initial["recommended"] == str(studying.far.pk)


def test_a_study_is_begun_from_its_page(client, studying):
    client.force_login(studying.cast.people["adviser"])
    page = reverse("structure:study_new", args=[studying.cast.partnership.slug])

    answer = client.post(page, {"recommended": studying.near.pk, "others": [studying.far.pk]})

    document = Document.objects.get(kind="structure_study")
    assert answer.headers["Location"] == reverse("agreed:draft", args=[document.pk])


def test_two_studies_begun_the_same_month_are_told_apart(studying):
    with clock.pretend(datetime(2026, 7, 9, 12, tzinfo=UTC)):
        one, other, third = (studying.begin() for _ in range(3))
    with clock.pretend(datetime(2026, 8, 3, 12, tzinfo=UTC)):
        later = studying.begin()

    assert one.title == "Utredning om kontorstruktur for Nav Fjordbygd, juli 2026"
    assert other.title == "Utredning om kontorstruktur for Nav Fjordbygd, juli 2026 (2)"
    assert third.title == "Utredning om kontorstruktur for Nav Fjordbygd, juli 2026 (3)"
    assert later.title == "Utredning om kontorstruktur for Nav Fjordbygd, august 2026"


def test_a_title_that_somebody_has_written_in_a_draft_is_taken(studying):
    with clock.pretend(datetime(2026, 7, 9, 12, tzinfo=UTC)):
        proposed = study_title(studying.cast.partnership)
        document = studying.begin()
        Draft.objects.filter(document=document).update(title=f"{proposed} (2)")

        assert study_title(studying.cast.partnership) == f"{proposed} (3)"


def test_the_page_proposes_a_title_and_keeps_the_one_that_is_written(client, studying):
    client.force_login(studying.cast.people["adviser"])
    page = reverse("structure:study_new", args=[studying.cast.partnership.slug])
    proposed = study_title(studying.cast.partnership)

    assert f'value="{proposed}"' in client.get(page).content.decode()
    client.post(page, {"recommended": studying.near.pk, "title": "Ett kontor i Vest"})
    client.post(page, {"recommended": studying.near.pk, "title": ""})

    assert set(Document.objects.values_list("title", flat=True)) == {
        "Ett kontor i Vest",
        proposed,
    }


def test_what_is_written_as_title_stands_when_the_choice_is_missing(client, studying):
    client.force_login(studying.cast.people["adviser"])
    page = reverse("structure:study_new", args=[studying.cast.partnership.slug])

    answer = client.post(page, {"title": "Ett kontor i Vest"})

    assert answer.status_code == 422
    assert 'value="Ett kontor i Vest"' in answer.content.decode()


def test_without_a_choice_the_page_says_what_to_do(client, studying):
    client.force_login(studying.cast.people["adviser"])

    answer = client.post(reverse("structure:study_new", args=[studying.cast.partnership.slug]), {})

    assert answer.status_code == 422
    assert "Velg scenarioet dere tilrår." in answer.content.decode()


def test_what_is_written_in_the_form_is_kept(client, studying):
    document = studying.begin()
    client.force_login(studying.cast.people["leader"])
    page = reverse("agreed:draft", args=[document.pk])
    form = client.get(page).context["form"]
    given = posted(form) | {
        "title": "Utredning",
        "language": "nb",
        "revision": 1,
        "recommended": str(studying.far.pk),
        "text-bakgrunn": "Vi ville vite mer.",
        "said-reisevei": "on",
        "goal-naerhet": "Kortest vei.",
        "proposal": "Vi sier ja.",
    }

    answer = client.post(page, given)

    assert answer.status_code == 302, answer.context["form"].forms[0].errors
    body = studying.now(document)
    assert body.alternatives[0].title == "Ås er vert"
    assert body.text_of("bakgrunn") == "Vi ville vite mer."
    assert body.proposal == "Vi sier ja."
    assert next(one for one in body.goals if one.id == "naerhet").text == "Kortest vei."
    assert "reisevei" not in body.silent
    assert "okonomi" in body.silent


def test_the_queries_of_a_version_do_not_grow(client, studying, django_assert_num_queries):
    version = studying.version()
    client.get(address(version, "study"))

    with django_assert_num_queries(10):
        client.get(address(version, "study"))


def test_the_draft_shows_its_maps(client, studying):
    document = studying.begin()
    client.force_login(studying.cast.people["leader"])

    page = got(client, reverse("structure:study_draft", args=[document.pk])).decode()
    source = re.search(r'src="([^"]+kart-a\.svg)"', page)
    svg = client.get(source.group(1))

    assert svg["Content-Type"] == "image/svg+xml"
    assert b"Alternativ A: Vest er vert" in svg.content


def test_fewer_days_are_told_though_nobody_gets_a_longer_way(studying):
    fewer = studying.scenario("Kortere uke", {"days": {"S2": 2}})

    said = studying.now(studying.begin(recommended=fewer)).chapter("reisevei").said

    assert (
        "Med alternativ A er det noen å møte i Sund 2 dager i uken. I dag er det 5 dager." in said
    )


def test_a_draft_costs_the_same_however_many_alternatives(studying):
    one, two = studying.begin(), studying.begin(studying.far)
    studying.now(one)
    studying.now(two)

    counts = []
    for document in (one, two):
        with CaptureQueriesContext(connection) as found:
            live.quoted(document, Study.model_validate(document.draft.body))
        counts.append(len(found))

    assert counts[0] == counts[1] <= 34
