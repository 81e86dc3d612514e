"""The YAML files of the repository, of which a second key of one name would silently replace the first."""

from pathlib import Path

import pytest
import yaml

from bot.scorecards.files import OneOfEach

ROOT = Path(__file__).parents[2]
PARTS = ("bot", "flows", "storage", "tests")
FILES = [
    path.relative_to(ROOT)
    for pattern in ("*.yml", "*.yaml")
    for path in (*ROOT.glob(pattern), *(found for part in PARTS for found in (ROOT / part).rglob(pattern)))
]


@pytest.mark.parametrize("file", FILES, ids=str)
def test_no_key_stands_twice(file: Path) -> None:
    yaml.load((ROOT / file).read_text(encoding="utf-8"), Loader=OneOfEach)  # noqa: S506 - a safe one


def test_the_files_are_found() -> None:
    names = {path.name for path in FILES}

    assert {"manifest.yml", "headings.yml", "phrases.yml", "da.yml", "deal.yml", "company.yml"} <= names


def test_a_key_that_stands_twice_is_an_error() -> None:
    with pytest.raises(yaml.YAMLError, match="won stands twice"):
        yaml.load("word:\n  won: a\n  lost: b\n  won: c\n", Loader=OneOfEach)  # noqa: S506 - a safe one
