"""Names as lists and systems write them, and whom they mean."""

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.company.called import known, meant, nearest
from flows.company.names import given_first, has_left, name_words
from flows.company.naming import addresses, fold, spellings
from flows.company.people import Person, Role


def a_person(number: int, name: str, email: str, listed_as: str | None = None) -> Person:
    return Person(number, name, email, Role.SELLER, None, None, 0, time(9), "UTC", "da", listed_as=listed_as)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("anne@example.dk", ("anne@example.dk",)),
        ("Anne Jensen <Anne.J+x@Example.co.uk>", ("anne.j+x@example.co.uk",)),
        ("mailto:o'brien@example.dk?subject=Hi", ("o'brien@example.dk",)),
        ("a@x.dk; b@x.dk, a@x.dk", ("a@x.dk", "b@x.dk")),
        ("'a@x.dk'", ("a@x.dk",)),
        ("anne@example", ()),
        ("@", ()),
        ("Anne Jensen", ()),
    ],
)
def test_addresses_are_found_without_what_stands_around_them(text: str, found: tuple[str, ...]) -> None:
    assert addresses(text) == found


@pytest.mark.parametrize(
    ("name", "email", "turned"),
    [
        ("Jensen, Anne", "", "Anne Jensen"),
        ("Jensen,Anne", "", "Anne Jensen"),
        ("Holm Jensen, Anne Marie", "amj@x.dk", "Anne Marie Holm Jensen"),
        ("Jensen, Anne (Sales)", "", "Anne Jensen (Sales)"),
        ("Anne Jensen, PhD", "", "Anne Jensen, PhD"),
        ("Anne Jensen, Sales", "anne.jensen@x.dk", "Anne Jensen, Sales"),
        ("Jensen,", "", "Jensen,"),
        (", Anne", "", ", Anne"),
        ("Anne Jensen", "", "Anne Jensen"),
        ("", "", ""),
    ],
)
def test_a_family_name_in_front_goes_behind(name: str, email: str, turned: str) -> None:
    assert given_first(name, email=email) == turned


@pytest.mark.parametrize(
    ("name", "left"),
    [
        *(("Bo Lund (Deactivated)", True), ("Bo Lund [Inactive User]", True), ("INACTIVE - Bo Lund", True)),
        *(("Deactivated: Bo Lund", True), ("Bo Lund (fratrådt)", True), ("Bo Lund (ext)", False)),
        *(
            ("Bo Lund (Sales)", False),
            ("Bo Lund (former Nordvand)", False),
            ("Former Lund", False),
            ("Anne-Left Jensen", False),
            ("", False),
        ),
    ],
)
def test_a_name_may_say_that_somebody_has_left(name: str, left: bool) -> None:
    assert has_left(name) is left


@given(st.text())
def test_any_text_may_be_asked_for_and_means_nobody_among_nobody(text: str) -> None:
    assert meant(text, known([])) is None
    assert nearest(text, []) is None


@given(st.text(max_size=30))
def test_everybody_is_found_by_their_own_name(name: str) -> None:
    person = a_person(1, name, "p@example.dk")

    if name.strip() and not addresses(name):
        assert meant(name, known([person])) == person


@given(st.text(max_size=30))
def test_turning_a_name_at_its_comma_keeps_its_words(name: str) -> None:
    assert name_words(given_first(name)) == name_words(name)


@given(st.text())
def test_the_first_way_to_spell_a_text_is_the_folded_one(text: str) -> None:
    assert spellings(text)[0] == fold(text)


def test_who_has_another_name_in_slack_is_found_by_both() -> None:
    person = a_person(1, "Mette Nygaard", "m@example.dk", listed_as="Mette Jensen")

    assert meant("Jensen, Mette", known([person])) == person
    assert meant("Nygaard, Mette", known([person])) == person
