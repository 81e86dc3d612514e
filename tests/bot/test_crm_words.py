"""Every reason has a sentence."""

import ast
from pathlib import Path

import pytest

from bot.crm.files.words import SENTENCES, say
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


def test_every_reason_has_its_sentence_and_every_sentence_a_reason() -> None:
    assert codes_in_source() == set(SENTENCES)


@pytest.mark.parametrize("field", ["close_date", "name"])
def test_a_field_is_named_in_words(field: str) -> None:
    said = say(reason("not_a_date", field=field, value="soon"))

    assert said == f"the {field.replace('_', ' ')} “soon” is not a date"
