"""The README fails when it is stale: its tables against roles, settings and commands, its pictures against files."""

import re
import tomllib
from pathlib import Path

import pytest
from typer.main import get_command

from bot.app.features import FEATURES
from bot.cli.app import app
from bot.digest.usecases.digests import MAY_POST
from flows.company.people import ANSWERS, READS, Reach, Role

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")


def table(heading: str) -> list[list[str]]:
    """The cells of the first table under a heading, without its head."""
    below = README.split(f"# {heading}\n", maxsplit=1)[1]
    end = next((n for n, line in enumerate(below.splitlines()) if line.startswith("#")), None)
    rows = [line for line in below.splitlines()[:end] if line.startswith("|")]
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in rows[2:]]


@pytest.mark.parametrize("row", table("Who may what"), ids=lambda row: row[0])
def test_the_table_of_roles_says_what_the_code_does(row: list[str]) -> None:
    role = Role(row[0])

    assert row[1] == READS[role]
    assert row[2] == ANSWERS.get(role, Reach.NONE)
    assert row[3] == ("yes" if role in MAY_POST else "no")
    assert row[4] == ("yes" if role is Role.ADMIN else "no")


def test_every_role_stands_in_the_table() -> None:
    assert [row[0] for row in table("Who may what")] == list(Role)


def test_every_setting_stands_in_its_table_and_in_the_example() -> None:
    listed = {row[0].strip("`") for row in table("Settings")}
    example = set(re.findall(r"^#? ?([A-Z_]+)=", (ROOT / ".env.example").read_text("utf-8"), re.MULTILINE))
    asked = set(
        re.findall(
            r'"((?:SLACK|DATABASE|REVISOR)_[A-Z_]+)"', (ROOT / "bot/kit/settings.py").read_text("utf-8")
        )
    )

    assert listed == asked
    assert example == asked


def test_every_command_stands_in_its_table() -> None:
    listed = {re.findall(r"revisor (\w+)", row[0])[0] for row in table("Commands")}

    assert listed == set(get_command(app).commands)  # type: ignore[attr-defined]


def test_every_picture_and_page_that_it_names_is_there() -> None:
    for path in re.findall(r"\]\(([^)#]+)\)", README):
        assert (ROOT / path).exists(), path
    for picture in (ROOT / "bot/sandbox/pictures").iterdir():
        assert f"pictures/{picture.name}" in README
        assert picture.stat().st_size <= 150_000


def test_the_rooms_of_the_house_are_the_folders_that_there_are() -> None:
    rooms = {row[0].strip("`") for row in table("How it is built")}
    packages = {
        folder.relative_to(ROOT).as_posix()
        for parent in ("bot", "flows")
        for folder in (ROOT / parent).iterdir()
        if (folder / "__init__.py").exists()
    }

    assert rooms == packages | {"storage"}


def test_the_floors_in_the_picture_are_those_that_lint_holds() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    floors = next(each["layers"] for each in contracts if each.get("containers") == ["bot"])

    assert f"```\n{chr(10).join(floors)}\n```" in README


def test_every_feature_is_registered_and_every_word_after_the_command_is_told() -> None:
    folders = {file.parent.name for file in (ROOT / "bot").glob("*/feature.py")} - {"kit"}
    registered = (ROOT / "bot/app/features.py").read_text("utf-8")
    (told,) = re.findall(r"^Words after `/review`: (.*)\.$", README, re.MULTILINE)

    assert [name for name in folders if f"from bot.{name}.feature import" not in registered] == []
    assert len(folders) == len(FEATURES)
    assert set(re.findall("`(.+?)`", told)) == {word for each in FEATURES for word in each.commands}
