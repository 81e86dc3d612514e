"""Every reason and every field of a file has its words, in both languages."""

import ast
from pathlib import Path

import pytest

from bot.crm.files.columns.headings import CUSTOMERS, DEALS, PEOPLE
from bot.crm.files.errors import FileRefused
from bot.crm.files.opening.pages import PAGES
from bot.crm.files.words import how_many, say
from bot.kit.texts import Texts, entries
from flows.company.changes import FIELDS
from flows.company.people import Role
from flows.imports import reason

NODES = [
    node
    for file in (Path(__file__).parents[2] / "bot" / "crm").rglob("*.py")
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
]
STRINGS = {node.value for node in NODES if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def codes_given_to(*names: str, at: int = 0) -> set[str]:
    """Every code that bot/crm calls one of these with, as the argument in this place."""
    calls = (node for node in NODES if isinstance(node, ast.Call) and isinstance(node.func, ast.Name))
    named = (call for call in calls if call.func.id in names)  # type: ignore[attr-defined]
    given = (argument for call in named for argument in call.args[at : at + 1])
    return {
        node.value
        for argument in given
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

    assert words_for("reason", language) == codes_given_to("reason", "RowRefused")
    assert words_for("field", language) == fields


@pytest.mark.parametrize(
    ("group", "given"),
    [
        ("refusal", codes_given_to("FileRefused", "MapRefused")),
        ("doubt", codes_given_to("in_doubt", at=1)),
        ("told", codes_given_to("told")),
        ("page", {*PAGES}),
        ("role_does", {*Role}),
    ],
)
@pytest.mark.parametrize("language", ["en", "da"])
def test_whatever_is_said_of_a_whole_file_has_words(language: str, group: str, given: set[str]) -> None:
    assert given <= words_for(group, language) <= STRINGS | given


def test_what_a_file_says_stands_in_a_sentence_with_the_quotation_marks_of_its_language() -> None:
    refused = FileRefused("no_sheet", value="Juni", sheets=("Juli", "{August}"))

    assert str(refused) == "--map sheet: the workbook has no sheet “Juni”; it has “Juli”, “{August}”."
    assert refused.said(Texts("da")) == (
        "--map sheet: Projektmappen har intet ark »Juni«. Den har »Juli«, »{August}«."
    )


@pytest.mark.parametrize("field", ["close_date", "name"])
def test_a_field_is_named_in_words(field: str) -> None:
    said = say(reason("not_a_date", field=field, value="soon"))

    assert said == f"the {field.replace('_', ' ')} “soon” is not a date"


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "1 new, 2 changed, 1 unchanged, 0 refused, 1 new customer"),
        ("da", "1 ny, 2 ændrede, 1 uændret, 0 afviste, 1 ny kunde"),
    ],
)
def test_one_of_something_is_counted_as_one(language: str, said: str) -> None:
    counts = how_many(Texts(language), new=1, changed=2, unchanged=1, refused=0, customers=1)

    assert ", ".join(counts.values()) == said
