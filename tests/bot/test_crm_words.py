"""Every reason and every field of a file has its words, in both languages."""

import ast
from pathlib import Path

import pytest

from bot.crm.files.columns.headings import CUSTOMERS, DEALS, PEOPLE
from bot.crm.files.words import say
from bot.kit.texts import entries
from flows.company.changes import FIELDS
from flows.imports import reason


def codes_in_source() -> set[str]:
    """Every code that bot/crm gives to a reason."""
    package = Path(__file__).parents[2] / "bot" / "crm"
    calls = (
        node
        for file in package.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    )
    named = (call for call in calls if call.func.id in {"reason", "RowRefused"})  # type: ignore[attr-defined]
    first = (argument for call in named for argument in call.args[:1])
    return {
        node.value
        for argument in first
        for node in ast.walk(argument)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def words_for(group: str, language: str) -> set[str]:
    """The keys of a group of texts."""
    start = f"import.{group}."
    return {key.removeprefix(start) for key in entries(language) if key.startswith(start)}


@pytest.mark.parametrize("language", ["en", "da"])
def test_every_reason_and_every_field_of_a_file_has_words(language: str) -> None:
    fields = {*FIELDS, *(name for layout in (DEALS, CUSTOMERS, PEOPLE) for name in layout.names)}

    assert words_for("reason", language) == codes_in_source()
    assert words_for("field", language) == fields


@pytest.mark.parametrize("field", ["close_date", "name"])
def test_a_field_is_named_in_words(field: str) -> None:
    said = say(reason("not_a_date", field=field, value="soon"))

    assert said == f"the {field.replace('_', ' ')} “soon” is not a date"
