"""Every command: an example in its help, its exit codes, and one plain sentence for every trouble."""

import os
import re
import shlex
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
import typer
from sqlalchemy import make_url

from bot.cli.app import app
from tests.bot.terminal import Said, Terminal

COMMANDS = ["run", "demo", "migrate", "import", "people", "remove", "check", "move", "status"]
COMMANDS += ["targets", "rates", "report"]
ON_DATABASE = [
    ["status"],
    ["status", "--json"],
    ["import", "x.csv"],
    ["people", "x.csv"],
    ["remove", "x@example.dk"],
    ["move"],
]
SCRIPT = Path(sys.executable).with_name("revisor")
TOKENS = {"SLACK_BOT_TOKEN": "xoxb-1-secret", "SLACK_APP_TOKEN": "xapp-1-secret"}


def as_process(terminal: Terminal, *args: str, **env: str) -> subprocess.CompletedProcess[bytes]:
    """Run the installed command as somebody would, without a terminal."""
    told = {**os.environ, "DATABASE_URL": terminal.url, **env}
    return subprocess.run([SCRIPT, *args], env=told, capture_output=True, timeout=60, check=False)


def test_the_commands_are_those_that_are_promised() -> None:
    assert list(typer.main.get_command(app).commands) == COMMANDS


@pytest.mark.parametrize("command", COMMANDS)
def test_every_help_has_an_example_that_is_a_line_of_its_own_and_could_be_typed(
    light: Terminal, command: str
) -> None:
    said = light(command, "--help")
    examples = re.findall(rf"^ *(?:Example: )?(revisor {command}\b.*)$", said.out, re.MULTILINE)

    assert said.code == 0
    assert examples
    for example in examples:
        options = [word for word in shlex.split(example) if word.startswith("--")]
        assert all(option in said.out.split("Options:")[1] for option in options)


def test_help_names_every_command(light: Terminal) -> None:
    assert re.findall(r"^  ([a-z]+)  ", light("--help").out, re.MULTILINE) == COMMANDS


@pytest.mark.parametrize(
    "args",
    [
        ["nonsense"],
        ["--nonsense"],
        ["status", "--nonsense"],
        ["import"],
        ["people"],
        ["people", "a.csv", "b.csv"],
        ["demo", "--port", "many"],
    ],
)
def test_wrong_usage_is_said_with_code_2(light: Terminal, args: list[str]) -> None:
    said = light(*args)

    assert said.code == 2
    assert "Error: " in said.err


def without_tables(light: Terminal) -> Path:
    file = Path(light.url.removeprefix("sqlite:///"))
    file.unlink()
    return file


@pytest.mark.parametrize("args", ON_DATABASE)
def test_a_database_that_was_never_migrated_is_refused_with_what_to_do(
    light: Terminal, args: list[str]
) -> None:
    without_tables(light)

    said = light(*args)

    assert (said.code, said.out) == (1, "")
    assert said.err == "The database is not up to date. Run `revisor migrate` first.\n"


def test_run_refuses_a_database_that_was_never_migrated(
    light: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_tables(light)
    for name, token in TOKENS.items():
        monkeypatch.setenv(name, token)

    said = light("run")

    assert (said.code, said.out) == (1, "")
    assert said.err == "The database is not up to date. Run `revisor migrate` first.\n"


def test_run_says_what_is_missing_before_it_does_anything(light: Terminal) -> None:
    file = without_tables(light)

    said = light("run")

    assert said.code == 2
    assert [line.split()[0] for line in said.err.splitlines()] == ["SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"]
    assert not file.exists()


def test_migrate_makes_the_database_and_a_second_time_finds_it_made(
    clean: Path, empty_url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATABASE_URL", empty_url)
    terminal = Terminal(clean, empty_url, capsys)
    assert terminal("status").code == 1

    for _ in range(2):
        assert terminal("migrate") == Said(0, "The database is up to date.\n", "")
    assert terminal("status", "--json").code == 0


def test_a_database_of_a_newer_revisor_is_left_alone(light: Terminal) -> None:
    with sqlite3.connect(light.url.removeprefix("sqlite:///")) as tx:
        tx.execute("UPDATE alembic_version SET version_num = 'newer'")
    tx.close()

    said = light("migrate")

    assert said.code == 2
    assert said.err == "The database was made by a newer version of Revisor: update Revisor first.\n"


@pytest.mark.parametrize("command", [["migrate"], *ON_DATABASE])
@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        (
            "postgresql+psycopg://me:hunter2@127.0.0.1:1/db",
            "The database postgresql://127.0.0.1/db cannot be opened: ",
        ),
        ("postgresql+psycopg://me:hunter2@127.0.0.1:none/db", "DATABASE_URL is no address of a database: "),
        ("sqlite:////no/such/folder/x.db", "The database sqlite:////no/such/folder/x.db cannot be opened: "),
        ("sqlite:///:memory:", "DATABASE_URL is no address of a database: "),
        ("mysql://me:hunter2@host/db", "DATABASE_URL begins with sqlite:/// or postgresql+psycopg://"),
    ],
)
def test_a_database_that_cannot_be_reached_is_said_without_its_password(
    light: Terminal, monkeypatch: pytest.MonkeyPatch, command: list[str], url: str, sentence: str
) -> None:
    monkeypatch.setenv("DATABASE_URL", url)

    said = light(*command)

    assert (said.code, said.out) == (2, "")
    assert said.err.startswith(sentence)
    assert len(said.err.splitlines()) == 1
    assert "hunter2" not in said.err


def test_a_file_that_is_no_database_is_said_so(light: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    light.file("letter.db", "Dear Sir or Madam, this is no database at all.")
    monkeypatch.setenv("DATABASE_URL", "sqlite:///letter.db")

    said = light("migrate")

    assert (said.code, said.err) == (
        2,
        "The database sqlite:///letter.db cannot be opened: file is not a database\n",
    )


def test_a_wrong_password_is_said_without_the_password(
    postgres_url: str, light: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = make_url(postgres_url).set(username="stranger", password="hunter2")
    monkeypatch.setenv("DATABASE_URL", url.render_as_string(hide_password=False))

    said = light("status")

    assert said.code == 2
    assert "hunter2" not in said.err
    assert len(said.err.splitlines()) == 1


def test_a_database_that_somebody_else_keeps_locked_is_said_so_and_nothing_is_changed(
    light: Terminal,
) -> None:
    file = light.file("deals.csv", "id,name\n1,Nordlys\n")
    other = sqlite3.connect(light.url.removeprefix("sqlite:///"), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    said = light("import", file, "--yes")
    other.execute("ROLLBACK")
    other.close()

    assert (said.code, said.err) == (1, "The database could not be used: database is locked\n")
    assert light.deals() == {}


@pytest.mark.parametrize("command", ["migrate", "import", "people", "check", "status"])
def test_these_commands_need_neither_token_nor_slack(light: Terminal, command: str) -> None:
    files = {
        "import": light.file("deals.csv", "id,name\n1,Nordlys\n"),
        "people": light.file("people.csv", "name,email,role\nMette,mette@example.dk,seller\n"),
    }
    args = [command, *([str(files[command]), "--yes"] if command in files else [])]

    for tokens in ({}, {"SLACK_BOT_TOKEN": "wrong-secret", "SLACK_API_URL": "http://127.0.0.1:1/api"}):
        done = as_process(light, *args, **tokens)

        assert (done.returncode, done.stderr) == (0, b"")
        assert b"secret" not in done.stdout


def test_the_installed_command_ends_with_the_code_and_the_sentence(light: Terminal) -> None:
    done = as_process(light, "import", "gone.csv")

    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr == b"gone.csv cannot be read: No such file or directory.\n"


def test_the_installed_command_says_its_usage_without_arguments(light: Terminal) -> None:
    done = as_process(light)

    assert done.returncode == 2
    assert b"Commands:" in done.stdout + done.stderr


def test_a_terminal_that_cannot_show_a_letter_shows_the_rest(light: Terminal) -> None:
    light.file("deals.csv", "id,name\n1,Æblegaarden 🎉 - Pakkelinje\n")

    done = as_process(light, "import", "deals.csv", "--yes", PYTHONIOENCODING="latin-1")

    assert (done.returncode, done.stderr) == (0, b"")
    assert "Æblegaarden ? - Pakkelinje".encode("latin-1") in done.stdout
    assert light.deals()["csv", "1"].name == "Æblegaarden 🎉 - Pakkelinje"
    assert as_process(light, "status", PYTHONIOENCODING="latin-1").returncode == 0


def test_a_reader_that_goes_away_early_is_no_trouble(light: Terminal) -> None:
    with subprocess.Popen(
        [SCRIPT, "status"],
        env={**os.environ, "DATABASE_URL": light.url},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        said = process.stderr.read()

    assert b"Traceback" not in said
