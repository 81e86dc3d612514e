"""A whole loop in Danish holds no English, and in English no Danish."""

import codecs
import re
from collections.abc import Iterator
from typing import Any

import pytest

from bot.kit.texts import entries
from bot.scorecards import loading as scorecards
from flows.scorecards.scorecard import Scorecard
from tests.journeys.conftest import Json, everybody, open_office, texts_in
from tests.journeys.walk import walk
from tests.journeys.walk_load import ROOMY

# Words and pieces of texts that are the same in both languages, or that a text of the other holds by chance.
EQUAL = {
    "Use as evidence",
    "Position",
    "Slack",
    "Revisor",
    "Home",
    "App",
    "setup",
    "status",
    "digest",
    "help",
    "Start",
}
CHANCE = {
    "en": {
        "for",
        "fire",
        "den",
        "syv",
        "og",
        "er",
        "i",
        "Send",
    },  # Danish pieces that are English words
    "da": {"on", "in", "of", "is", "by", "to", "at"},
}
NOT_SHOWN = ("date.", "numbers", "printed.", "report.")  # what a report says is on its pages
OF_FILES = re.compile(
    r"(\w+\.)?import[._]"
)  # the walk imports none; what is said of one has journeys of its own


def pieces_of_words(language: str) -> Iterator[str]:
    """What stands between the placeholders of every text of ours."""
    for key, entry in entries(language).items():
        if not key.startswith(NOT_SHOWN) and not OF_FILES.match(key):
            for text in words_of(entry):
                yield from re.split(r"\{\w+\}", text)


def words_of(entry: Any) -> list[str]:
    """The strings of an entry: one, a list, or plural forms."""
    if isinstance(entry, dict):
        return [*entry.values()]
    return [*entry] if isinstance(entry, list) else [str(entry)]


def pieces_of_card(card: Scorecard, language: str) -> Iterator[str]:
    """Every text of a scorecard."""
    yield card.name[language]
    for knockout in card.knockouts:
        yield knockout.words[language]
    for area in card.areas:
        yield from (area.name[language], area.short[language], area.purpose[language])
        for question in area.questions:
            yield question.text[language]
            if question.not_applicable:
                yield question.not_applicable[language]
            for level in question.levels:
                yield level.text[language]
                if level.note:
                    yield level.note[language]


def pieces(language: str) -> set[str]:
    """All that is said in a language, in pieces of at least two letters, without what both say alike."""
    cards = scorecards.load(None)
    found = {
        *pieces_of_words(language),
        *pieces_of_card(cards.deal, language),
        *pieces_of_card(cards.customer, language),
        *(piece for card in cards.others for piece in pieces_of_card(card, language)),
    }
    bare = {re.sub(r"^\W+|\W+$", "", " ".join(piece.split())) for piece in found}
    return {piece for piece in bare if len(re.findall(r"[^\W\d_]", piece)) > 1}


def foreign(texts: set[str], *, spoken: str, other: str) -> dict[str, str]:
    """The pieces of the other language that stand in these texts, each with a text that holds it."""
    strange = pieces(other) - EQUAL - CHANCE[spoken]
    longest_first = sorted(strange, key=len, reverse=True)
    pattern = re.compile(rf"(?<![\w/])({'|'.join(map(re.escape, longest_first))})(?!\w)")
    return {match: text for text in texts for match in pattern.findall(" ".join(text.split()))}


def seen_texts(sent: list[Json]) -> set[str]:
    """All texts that people see, top-level ones and the words beside fields too."""
    found = set(texts_in(sent))
    for item in sent:
        found |= {str(item["text"])} if isinstance(item.get("text"), str) else set()
        found |= set(item.get("errors", {}).values())
    return found


def nonsense(name: str) -> str:
    """A name that is a word in no language."""
    return codecs.encode(name, "rot13")


@pytest.mark.parametrize(
    ("spoken", "other", "locale", "sign"),
    [("da", "en", "da-DK", "Fortsæt"), ("en", "da", "en-GB", "Continue")],
)
def test_a_walk_shows_four_texts_of_five_and_no_word_of_the_other_language(
    sqlite_url: str, spoken: str, other: str, locale: str, sign: str
) -> None:
    for office in open_office(sqlite_url, language=spoken, users=everybody(locale, nonsense), **ROOMY):
        walk(office, nonsense)
        texts = seen_texts(office.sent())

    said = " ".join(" ".join(text.split()) for text in texts)
    ours = bare_pieces(spoken)
    unseen = sorted(piece for piece in ours if piece not in said)
    assert sign in texts
    assert len(texts) > 400
    assert foreign(texts, spoken=spoken, other=other) == {}
    assert len(unseen) < 0.2 * len(ours), unseen


def test_english_is_found_where_it_stands() -> None:
    assert foreign({"⚪ Not reviewed · ny", "Side 1 af 6"}, spoken="da", other="en") == {
        "Not reviewed": "⚪ Not reviewed · ny"
    }


def test_every_word_that_is_let_pass_is_one_that_a_language_file_holds() -> None:
    assert CHANCE["en"] & pieces("en") == set()
    assert CHANCE["da"] & pieces("da") == set()


def bare_pieces(language: str) -> set[str]:
    """The pieces of a language's file that have letters."""
    bare = {re.sub(r"^\W+|\W+$", "", " ".join(piece.split())) for piece in pieces_of_words(language)}
    return {piece for piece in bare if len(re.findall(r"[^\W\d_]", piece)) > 1}
