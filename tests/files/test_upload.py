"""Files come under their own hash, of known kinds, to those who may bring them."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tospann.base.errors import NotPermitted
from tospann.files import actions, store
from tospann.files.errors import Empty, NotAllowedKind, TooLarge
from tospann.files.models import File

PDF = b"%PDF-1.7 et papir"


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.FILES = tmp_path / "files"
    return settings.FILES


def upload(cast, name: str = "vedtak.pdf", content: bytes = PDF, who: str = "leader") -> File:
    return actions.upload(
        actor=cast.actor(who),
        partnership=cast.partnership,
        upload=SimpleUploadedFile(name, content),
    )


def test_the_bytes_lie_under_their_hash(cast):
    file = upload(cast)

    assert store.path_of(file.sha256).read_bytes() == PDF
    assert file.bytes_count == len(PDF)
    assert file.media_type == "application/pdf"


def test_the_same_bytes_lie_there_once(cast, folder):
    first, second = upload(cast), upload(cast, name="samme.pdf")

    assert first.sha256 == second.sha256
    assert len([path for path in folder.rglob("*") if path.is_file()]) == 1


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("program.exe", b"MZ\x90"),
        ("side.html", b"<script>alert(1)</script>"),
        ("bilde.svg", b"<svg onload='alert(1)'/>"),
        ("vedtak.pdf", b"<html>ikke pdf</html>"),
        ("vedtak", PDF),
        ("vedtak.pdf.exe", PDF),
    ],
)
def test_other_kinds_and_names_that_lie_are_refused(cast, folder, name, content):
    with pytest.raises(NotAllowedKind, match="ikke av en type vi tar imot"):
        upload(cast, name=name, content=content)

    assert not File.objects.exists()
    assert not folder.exists()


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Brukere\\vedtak.pdf", "vedtak.pdf"),
        ("a" * 300 + ".pdf", None),
    ],
)
def test_a_name_is_never_a_path(cast, given, kept):
    file = upload(cast, name=given)

    assert "/" not in file.name
    assert "\\" not in file.name
    assert file.name.endswith(".pdf")
    assert kept is None or file.name == kept


def test_an_empty_file_is_refused(cast):
    with pytest.raises(Empty, match="er tom"):
        upload(cast, content=b"")


def test_a_file_over_the_limit_is_refused(cast, settings):
    settings.MAX_FILE_BYTES = 10

    with pytest.raises(TooLarge, match="for stor"):
        upload(cast)


@pytest.mark.parametrize("who", ["staff", "councillor", "administrator", "stranger"])
def test_who_only_reads_brings_no_files(cast, who):
    with pytest.raises(NotPermitted):
        upload(cast, who=who)

    assert not File.objects.exists()


def test_a_download_is_an_attachment_under_the_name_it_came_with(cast, client):
    file = upload(cast, name="vedtak om økonomi.pdf")
    client.force_login(cast.people["staff"], "django.contrib.auth.backends.ModelBackend")

    answer = client.get(f"/filer/{file.pk}/")

    assert b"".join(answer.streaming_content) == PDF
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_bytes_that_are_gone_are_not_found(cast, client):
    file = upload(cast)
    store.path_of(file.sha256).unlink()
    client.force_login(cast.people["staff"], "django.contrib.auth.backends.ModelBackend")

    assert client.get(f"/filer/{file.pk}/").status_code == 404
