import io
import re

import pikepdf
import pytest

from pdf import text
from tospann.agreed.body import Part
from tospann.agreed.models import Document
from tospann.agreed.print import _parts, render_pdf
from tospann.agreed.standing import Standing, standings, with_rows
from tospann.base import clock

URL = "https://tospann.example.no/dokumenter/1/versjoner/1/"


def standing(version) -> Standing:
    fresh = with_rows(Document.objects.filter(pk=version.document_id)).get()
    return next(one for one in standings(fresh, clock.today()) if one.version == version)


def made(version) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(render_pdf(standing(version), public_url=URL)))


def xmp(pdf: pikepdf.Pdf) -> str:
    return pdf.Root.Metadata.read_bytes().decode()


def test_the_file_declares_accessible_and_archivable(cast):
    pdf = made(cast.version())

    assert pdf.Root.MarkInfo.Marked
    assert str(pdf.Root.Lang).startswith("nb")
    assert re.search(r"<pdfuaid:part>1</pdfuaid:part>", xmp(pdf))
    assert re.search(r"<pdfaid:part>2</pdfaid:part>", xmp(pdf))
    assert re.search(r"<pdfaid:conformance>A</pdfaid:conformance>", xmp(pdf))


def test_the_metadata_names_the_document_and_no_person(cast):
    version = cast.version()
    for owner in cast.owners:
        cast.ratify(version, owner)

    raw = render_pdf(standing(version), public_url=URL)
    pdf = pikepdf.open(io.BytesIO(raw))

    assert str(pdf.docinfo["/Title"]) == "Notat"
    assert str(pdf.docinfo["/Author"]) == "Tospann"
    told = text(pdf) + xmp(pdf)
    for person in cast.people.values():
        assert person.name.replace(" ", "") not in told
        assert person.email not in told


def test_the_receipt_holds_the_answers_the_fingerprint_and_the_head(cast):
    version = cast.version()
    cast.ratify(version, cast.fjordbygd)

    told = text(made(version))

    assert "Fjordbygdkommune,øversteorgan" in told
    assert "02.02.2026" in told
    assert "26/17" in told
    assert "venter" in told
    assert version.sha256 in told
    assert f"{URL}innhold.json" in told
    assert "tospann-journal" in told
    assert "1av3eiere" in told


def test_a_version_that_does_not_hold_says_so_on_every_page(cast):
    version = cast.version()

    assert text(made(version)).count("Ikkeikraft") >= 2
    for owner in cast.owners:
        cast.ratify(version, owner)
    told = text(made(version))
    assert "Ikkeikraft" not in told
    assert "Gjelderfra2.februar2026." in told


def test_the_same_version_gives_the_same_bytes(cast):
    version = cast.version()
    cast.ratify(version, cast.nav)

    first = render_pdf(standing(version), public_url=URL)

    assert render_pdf(standing(version), public_url=URL) == first


@pytest.mark.parametrize(
    "hostile", ["#panic()", "*fet* $x$ `rå`", "= Overskrift\n- liste", "\\", '"][']
)
def test_text_is_never_read_as_markup(cast, hostile):
    told = text(made(cast.version(text=hostile)))

    assert re.sub(r"\s", "", hostile) in told


def test_an_attached_paper_is_listed_with_its_fingerprint(cast, tmp_path, settings):
    from tospann.agreed import actions
    from tospann.files.models import File

    version = cast.version(demands_paper=True)
    told = text(made(version))
    assert "Mangler:Etpapir" in told

    paper = File.objects.create(
        partnership=cast.partnership,
        name="delegering.pdf",
        sha256="ab" * 32,
        bytes_count=1,
        media_type="application/pdf",
        uploaded_at=clock.now(),
    )
    actions.attach_annex(
        actor=cast.actor("leader"), version=version, file=paper, title="Delegering", part_id="text"
    )

    told = text(made(version))
    assert "Delegering" in told
    assert "delegering.pdf" not in told
    assert "ab" * 32 in told


def test_a_short_document_stays_small(cast):
    assert len(render_pdf(standing(cast.version()), public_url=URL)) < 150_000


def test_a_chapter_stands_above_its_points_and_no_level_is_skipped():
    def levels(*numbers):
        return [one["level"] for one in _parts([Part(n, n, "T") for n in numbers])]

    assert levels("1", "2.0", "2.1", "2.1.1", "3.0", "3.1.1") == [1, 1, 2, 3, 1, 2]
