"""The scorecard files: the shipped ones say what the method says, a company's own are checked."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.scorecards.loading import ScorecardsError, load
from flows.company.subjects import Kind
from flows.scorecards.areas import Level
from flows.scorecards.scorecard import Scorecard
from flows.scorecards.words import Words
from tests.flows.test_choosing import subject

SHARED = Path(__file__).parents[2] / "../shared/method/scorecards.json"
SHIPPED = Path(__file__).parents[2] / "flows/scorecards"
LANGUAGES = ("en", "da")
PERISHABLE = {"D1.1", "D1.3", "D3.1", "D3.3", "D5.1", "D5.2", "D5.3"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A company's own copy of the two plain scorecards."""
    for file in (SHIPPED / "deal.yml", SHIPPED / "customer.yml"):
        (tmp_path / file.name).write_text(file.read_text("utf-8"), "utf-8")
    return tmp_path


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


def refused(folder: Path) -> list[str]:
    with pytest.raises(ScorecardsError) as caught:
        load(folder)
    return str(caught.value).splitlines()


def test_the_shipped_scorecards_are_read_by_kind() -> None:
    shipped = load(None)

    assert shipped.for_(subject()) is shipped.deal
    assert shipped.for_(subject(kind=Kind.CUSTOMER)) is shipped.customer
    assert (shipped.deal.kind, shipped.customer.kind) == ("deal", "customer")


def test_a_folder_replaces_the_shipped_ones(folder: Path) -> None:
    edit(folder / "deal.yml", "due_before_days: 7", "due_before_days: 3")

    assert load(folder).deal.due_before_days == 3
    assert load(folder).customer == load(None).customer


def test_a_calendar_without_a_zone_has_the_companys(folder: Path) -> None:
    edit(folder / "customer.yml", "  country: DK\n", "  country: DK\n  timezone: Asia/Tokyo\n")
    (folder / "own.yml").write_text(
        "like: customer\nname: {en: x, da: y}\napplies_to: {segments: [x]}\ncalendar: {country: SE}\n",
        "utf-8",
    )

    found = load(folder, timezone="Europe/Stockholm")

    zones = [each.calendar.timezone for each in (found.deal, found.customer, *found.others)]
    assert zones == ["Europe/Stockholm", "Asia/Tokyo", "Asia/Tokyo"]
    assert load(None, timezone="Europe/Stockholm").deal.calendar.timezone == "Europe/Stockholm"
    assert load(None).deal.calendar.timezone == "Europe/Copenhagen"


def test_a_company_may_say_that_red_areas_do_not_ask_for_an_action(folder: Path) -> None:
    assert load(folder).customer.red_asks_for_action

    edit(folder / "customer.yml", "red_asks_for_action: true", "red_asks_for_action: false")

    assert not load(folder).customer.red_asks_for_action
    edit(folder / "deal.yml", "red_asks_for_action: true", "red_asks_for_action: sometimes")
    with pytest.raises(ScorecardsError, match="red_asks_for_action"):
        load(folder)


def test_the_shipped_texts_are_those_of_the_method() -> None:
    if not SHARED.exists():
        pytest.skip("the method's folder is not beside this repository")
    source = {area["id"]: area for area in json.loads(SHARED.read_text("utf-8"))}
    shipped = load(None)

    found = {area["id"]: area for card in (shipped.deal, shipped.customer) for area in as_source(card)}

    assert found == source


def as_source(scorecard: Scorecard) -> Iterator[dict[str, Any]]:
    """The areas of a scorecard in the shape of the method's file."""
    for area in scorecard.areas:
        yield {
            "id": area.id,
            **area.name.model_dump(),
            "short": area.short.model_dump(),
            "purpose": area.purpose.model_dump(),
            "questions": [
                {
                    "id": question.id,
                    **{
                        language: {
                            "text": question.text[language],
                            "levels": [level_as_source(level, language) for level in question.levels],
                            "evidence": question.evidence[language],
                        }
                        for language in LANGUAGES
                    },
                }
                for question in area.questions
            ],
        }


def level_as_source(level: Level, language: str) -> str | dict[str, str]:
    text = level.text[language]
    return text if level.note is None else {"text": text, "note": level.note[language]}


def test_the_shipped_questions_age_as_the_method_says() -> None:
    shipped = load(None)

    assert {q.id for q in shipped.deal.questions() if q.freshness == "perishable"} == PERISHABLE
    assert {q.freshness for q in shipped.deal.questions()} == {"perishable", "lasting"}
    assert {q.freshness for q in shipped.customer.questions()} == {"lasting"}
    assert shipped.deal.freshness["perishable"].working_days == 20
    assert shipped.deal.freshness["lasting"].days == 90
    assert shipped.customer.freshness["lasting"].days == 180
    assert (shipped.deal.evidence.fresh.days, shipped.customer.evidence.fresh.days) == (90, 365)


def test_what_holds_a_colour_down_never_calls_itself_a_rule_and_ends_without_a_full_stop() -> None:
    shipped = load(None)
    for knockout in (*shipped.deal.knockouts, *shipped.customer.knockouts):
        for text in (knockout.words["en"], knockout.words["da"]):
            assert "knock" not in text.lower()
            assert text[0].islower() or text[0] == "é"
            assert text[-1] not in ".!"


def test_english_and_danish_are_never_the_same_sentence() -> None:
    shipped = load(None)
    same = [
        words["en"]
        for card in (shipped.deal, shipped.customer)
        for words in all_words(card)
        if words["en"] == words["da"]
    ]

    assert same == ["Position", "Position"]  # a Danish word too, in both scorecards


def all_words(scorecard: Scorecard) -> Iterator[Words]:
    yield scorecard.name
    yield from (knockout.words for knockout in scorecard.knockouts)
    for area in scorecard.areas:
        yield from (area.name, area.short, area.purpose)
        for question in area.questions:
            yield from (question.text, question.evidence)
            for level in question.levels:
                yield level.text
                if level.note is not None:
                    yield level.note


def test_a_missing_file_is_named(folder: Path) -> None:
    (folder / "customer.yml").unlink()

    assert refused(folder) == [f"customer.yml: there is no such file in {folder}"]


def test_a_missing_folder_is_said_once_for_each_file(tmp_path: Path) -> None:
    gone = tmp_path / "gone"

    assert refused(gone) == [
        f"deal.yml: there is no such file in {gone}",
        f"customer.yml: there is no such file in {gone}",
    ]


def test_broken_yaml_is_said_with_its_line(folder: Path) -> None:
    (folder / "deal.yml").write_text("kind: deal\nname: {en: Deal, da: Salg\nareas: []\n", "utf-8")

    [line] = refused(folder)

    assert line.startswith("deal.yml: line 3: this is not YAML: ")


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        ("9" * 4301, f"{'9' * 40} is no number and no date"),
        ("2026-13-01", "2026-13-01 is no number and no date"),
        ("{? [a] : b}", "found unhashable key"),
    ],
)
def test_a_value_that_yaml_cannot_hold_is_said_with_its_line(folder: Path, value: str, problem: str) -> None:
    (folder / "deal.yml").write_text(f"kind: deal\nweight: {value}\n", "utf-8")

    assert refused(folder) == [f"deal.yml: line 2: this is not YAML: {problem}"]


def test_a_file_that_is_not_text_is_said_so(folder: Path) -> None:
    (folder / "deal.yml").write_bytes(b"kind: deal\nname: S\xf8ren\n")

    assert refused(folder) == ["deal.yml: is not UTF-8 text; save it as UTF-8"]


def test_a_file_that_windows_saved_with_its_mark_is_read(folder: Path) -> None:
    file = folder / "deal.yml"
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes())

    assert load(folder).deal == load(None).deal


def test_an_empty_file_is_said_so(folder: Path) -> None:
    (folder / "deal.yml").write_text("", "utf-8")

    assert refused(folder) == ["deal.yml: must be a list of keys with their values"]


def test_files_that_were_swapped_are_noticed(folder: Path) -> None:
    (folder / "customer.yml").write_text((folder / "deal.yml").read_text("utf-8"), "utf-8")

    assert refused(folder) == ["customer.yml: kind: must be customer in this file, and it is deal"]


def test_the_problems_of_both_files_are_listed_with_their_places(folder: Path) -> None:
    edit(folder / "deal.yml", "da: Relationer\n", f"da: {'R' * 30}\n")
    edit(folder / "customer.yml", "question: C5.2", "question: C9.9")

    assert refused(folder) == [
        "deal.yml: areas[0].short.da: is 30 characters long; at most 24 fit",
        "customer.yml: knockouts[0].question: there is no question C9.9",
    ]


def test_a_key_that_stands_twice_is_named_with_its_line(folder: Path) -> None:
    """The second would silently replace the first: a knock-out would be gone and nobody told."""
    file = folder / "deal.yml"
    file.write_text(file.read_text("utf-8") + "\nknockouts: []\n", "utf-8")

    assert any(line.startswith("deal.yml: ") and "knockouts stands twice" in line for line in refused(folder))
