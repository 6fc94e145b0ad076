"""What is read in office documents, and what an upload with a case in it is told."""

import io
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

import invented
from tospann.base.errors import IdentityNumber, OnePersonsCase
from tospann.files import actions, words
from tospann.files.models import File
from tospann.files.words import words_in

NUMBER = "29029600013"


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.FILES = tmp_path / "files"
    return settings.FILES


def archive(**members: str) -> io.BytesIO:
    """An office document with these members; `__` in a name is a slash, `_xml` its ending."""
    file = io.BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as opened:
        for name, content in members.items():
            opened.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    file.seek(0)
    return file


def word(*paragraphs: str) -> io.BytesIO:
    """A Word document; a number is cut in two, as Word does when it has looked at the spelling."""
    runs = "".join(
        f"<w:p><w:r><w:t>{text[:6]}</w:t></w:r><w:r><w:t>{text[6:]}</w:t></w:r></w:p>"
        for text in paragraphs
    )
    return archive(word__document_xml=f"<w:document><w:body>{runs}</w:body></w:document>")


def upload(cast, name: str, file: io.BytesIO) -> File:
    return actions.upload(
        actor=cast.actor("leader"),
        partnership=cast.partnership,
        upload=SimpleUploadedFile(name, file.getvalue()),
    )


FILES = {
    "Word": word("Vedtak", NUMBER),
    "a heading in Word": archive(word__header1_xml=f"<w:p><w:t>{NUMBER}</w:t></w:p>"),
    "OpenDocument": archive(content_xml=f"<text:p>Om <text:span>{NUMBER}</text:span></text:p>"),
    "a tabulator": archive(content_xml="<text:p>290296<text:tab/>00013</text:p>"),
    "a text in Excel": archive(xl__sharedStrings_xml=f"<si><t>A</t></si><si><t>{NUMBER}</t></si>"),
    "a number in Excel": archive(xl__worksheets__sheet1_xml=f"<row><c><v>{NUMBER}</v></c></row>"),
    "the title of the file": archive(docProps__core_xml=f"<dc:title>Om {NUMBER}</dc:title>"),
    "letters by number": archive(content_xml="<text:p>290296&#32;00013</text:p>"),
}


@pytest.mark.parametrize("file", FILES.values(), ids=FILES)
def test_a_number_in_a_document_is_read_and_refused(cast, folder, file):
    with pytest.raises(IdentityNumber, match="«Innholdet i filen»"):
        upload(cast, "notat.docx", file)

    assert not File.objects.exists()
    assert not folder.exists()


def test_three_hundred_numbers_in_documents_are_refused(cast):
    passed = []
    for digits, _way, text in invented.texts(300, seed=9):
        try:
            upload(cast, "notat.docx", archive(content_xml=f"<text:p>{text}</text:p>"))
        except IdentityNumber:
            continue
        passed.append(digits)

    assert passed == []


def test_three_hundred_numbers_in_names_are_refused(cast):
    passed = []
    for digits, _way, text in invented.texts(300, seed=10):
        name = " ".join(text.split()).replace("/", "-") + ".docx"
        try:
            upload(cast, name, word("Et notat"))
        except IdentityNumber:
            continue
        passed.append(digits)

    assert passed == []


def test_a_number_that_lost_its_zero_in_a_sheet_is_found():
    number = next(digits for _kind, digits in invented.numbers(100) if digits[0] == "0")
    sheet = f"<row><c><v>{number[1:]}</v></c><c><v>42</v></c></row>"

    assert number in words_in(archive(xl__worksheets__sheet1_xml=sheet))


def test_the_case_of_one_person_in_a_document_is_refused(cast):
    with pytest.raises(OnePersonsCase):
        upload(cast, "notat.docx", word("Vedtak om sosialhjelp for Kari Nordmann"))


def test_a_letterhead_with_a_telephone_is_kept(cast):
    assert upload(cast, "brev.docx", word("Saksbehandler: Kari Nordmann, tlf. 412 34 567")).pk


def test_an_ordinary_document_is_kept_whole(cast):
    file = word("Kommunestyret vedtok avtalen.", "Org.nr. 974 760 673")

    kept = upload(cast, "vedtak.docx", file)

    assert kept.bytes_count == len(file.getvalue())


@pytest.mark.parametrize("content", [b"PK\x03\x04 broken", b"%PDF-1.7 words", b""])
def test_what_cannot_be_read_has_no_words(content):
    assert words_in(io.BytesIO(content)) == ""


def test_an_archive_that_swells_is_read_to_a_limit(monkeypatch):
    monkeypatch.setattr(words, "MOST_BYTES", 1_000)

    found = words_in(archive(content_xml="a" * 1_000_000))

    assert len(found) == 1_000
