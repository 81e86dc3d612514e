"""Names are found however they are typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.company.naming import fold, searchable, words


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Køleanlæg", "koeleanlaeg"),
        ("ÅRHUS", "aarhus"),
        ("A\u030arhus", "aarhus"),
        ("Café Zürich", "cafe zurich"),
        ("Straße", "strasse"),
        ("", ""),
    ],
)
def test_accents_and_capitals_fold_away_and_danish_letters_become_two(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ærø Færger A/S", ("aeroe", "faerger", "a", "s")),
        ("  100 % og C_D ", ("100", "og", "c", "d")),
        ("ja, ja – ja!", ("ja",)),
        ("%_*", ()),
    ],
)
def test_words_are_what_stands_between_signs_each_once(text: str, found: tuple[str, ...]) -> None:
    assert words(text) == found


def test_something_is_searchable_with_and_without_danish_spelling() -> None:
    assert searchable("Ørsted", "Århus") == "oersted aarhus orsted arhus"


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.lists(st.text(max_size=20), max_size=3))
def test_everything_is_found_by_each_of_its_own_words(texts: list[str]) -> None:
    held = searchable(*texts)

    assert all(word in held for text in texts for word in words(text))
