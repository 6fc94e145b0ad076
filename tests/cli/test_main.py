"""The doors of the command line."""

import json

import pytest


def test_help_is_in_norwegian_and_names_every_command(fresh):
    shown = fresh("--help").stdout
    assert "Bruk: tospann [VALG] KOMMANDO [VALG]..." in shown
    for name in ("demo", "run", "init", "doctor", "verify", "manage", "backup", "restore"):
        assert f"\n  {name} " in shown
    for english in ("Usage", "Options", "Show this", "Commands"):
        assert english not in shown


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["demo", "--prt", "1"], "Valget --prt finnes ikke. Se tospann demo --help."),
        (["dem"], "Kommandoen finnes ikke. Se tospann --help."),
        (["backup"], "FIL"),
        (["run", "--port", "x"], "--port kan ikke brukes"),
    ],
)
def test_a_slip_on_the_command_line_is_one_sentence(fresh, arguments, said):
    done = fresh(*arguments)
    assert done.returncode == 2
    assert said in done.stderr
    assert done.stderr.count("\n") == 1


def test_init_makes_the_folder_the_key_and_the_tables_and_may_be_repeated(fresh):
    first = fresh("init")
    assert first.returncode == 0, first.stderr
    assert (fresh.data / "secret.key").stat().st_mode & 0o777 == 0o600
    second = fresh("init")
    assert "0 steg ble kjørt" in second.stdout
    assert fresh.postmaster is None


def test_a_setting_that_cannot_be_used_is_one_sentence_without_a_traceback(tospann):
    done = tospann("init", TOSPANN_BASE_URL="http://tospann.example.no")
    assert done.returncode == 1
    assert done.stderr.startswith("TOSPANN_BASE_URL=")
    assert "Traceback" not in done.stderr


def test_a_database_that_does_not_answer_is_one_sentence(tospann):
    done = tospann("init", DATABASE_URL="postgresql://nobody@127.0.0.1:9/none")
    assert done.returncode == 1
    assert done.stderr.startswith("Databasen svarer ikke")
    assert "Traceback" not in done.stderr


def test_a_data_folder_that_is_a_file_is_one_sentence(fresh):
    fresh.data.write_text("")
    done = fresh("init")
    assert done.returncode == 1
    assert "ikke en mappe" in done.stderr
    assert "Traceback" not in done.stderr
    fresh.data.unlink()


def test_verify_says_that_an_empty_journal_is_sound(tospann):
    done = tospann("verify")
    assert done.returncode == 0, done.stderr
    assert "Journalen stemmer" in done.stdout


def test_manage_passes_everything_on_to_django_and_stops_the_database(tospann):
    done = tospann("manage", "showmigrations", "--plan", "journal")
    assert "[X]  journal.0001_initial" in done.stdout
    assert tospann.postmaster is None


def test_doctor_on_a_sound_folder_finds_nothing_wrong(tospann):
    done = tospann("doctor", "--json")
    found = {line["about"]: line for line in json.loads(done.stdout)}
    for about in ("Python", "Datamappe", "Database", "Tabeller", "Journal", "Klokke"):
        assert found[about]["state"] == "ok", found[about]
    assert found["Kø"]["state"] == "warning"  # nothing runs
    assert found["E-post"]["state"] == "warning"


def test_doctor_says_what_to_do_when_the_tables_are_missing(fresh):
    done = fresh("doctor")
    assert done.returncode == 1
    assert "✗ Tabeller" in done.stdout
    assert "Kjør tospann init" in done.stdout
    assert "Journal" not in done.stdout, "what rests on the tables is left out"


def test_doctor_tells_of_a_key_that_others_can_read(tospann):
    (tospann.data / "secret.key").chmod(0o644)
    done = tospann("doctor")
    assert done.returncode == 1
    assert "chmod 600" in done.stdout


def test_doctor_tells_of_a_mail_server_that_does_not_answer(tospann):
    done = tospann("doctor", TOSPANN_SMTP_HOST="127.0.0.1", TOSPANN_SMTP_PORT="9")
    assert done.returncode == 1
    assert "✗ E-post: 127.0.0.1:9 svarer ikke" in done.stdout


def test_a_name_with_an_identity_number_is_refused_in_one_sentence(tospann):
    done = tospann("owner", "kommune", "9901", "Ås kommune 290296 00013")

    assert done.returncode == 1
    assert "ligner et fødselsnummer eller D-nummer i «Navn»" in done.stderr
    assert done.stderr.count("\n") == 1
    assert "00013" not in done.stdout + done.stderr
