"""Several scorecards in one folder: the shipped variants, files that are like another, and what is wrong with them."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.scorecards.loading import ScorecardsError, load
from bot.scorecards.variants import merged
from flows.company.colour import Colour
from flows.company.subjects import Kind
from flows.scorecards.scorecard import Scorecard
from flows.scoring.score import Facts, score
from flows.scoring.way_up import way_up
from tests.flows.samples import NOW, all_at
from tests.flows.test_choosing import subject

SHIPPED = load(None)
BY_ID = {card.id: card for card in SHIPPED.others}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A company's own copy of the shipped scorecards."""
    for file in (Path(__file__).parents[2] / "flows/scorecards").glob("*.yml"):
        (tmp_path / file.name).write_text(file.read_text("utf-8"), "utf-8")
    return tmp_path


def refused(folder: Path) -> list[str]:
    """What is wrong."""
    with pytest.raises(ScorecardsError) as caught:
        load(folder)
    return str(caught.value).splitlines()


@pytest.mark.parametrize(
    ("segment", "kind", "chosen"),
    [
        ("Tender", Kind.DEAL, "tender"),
        ("udbud", Kind.DEAL, "tender"),
        ("Reseller", Kind.DEAL, "reseller"),
        ("Forhandler", Kind.DEAL, "reseller"),
        ("small", Kind.DEAL, "small_deal"),
        ("Lille", Kind.DEAL, "small_deal"),
        ("Lille", Kind.CUSTOMER, "small_customer"),
        ("Udbud", Kind.CUSTOMER, None),
        (None, Kind.DEAL, None),
        ("Enterprise", Kind.DEAL, None),
    ],
)
def test_the_shipped_variants_are_chosen_by_segment_in_either_language(
    segment: str | None, kind: Kind, chosen: str | None
) -> None:
    assert SHIPPED.for_(subject(segment=segment, kind=kind)).id == chosen


@pytest.mark.parametrize("card", SHIPPED.others, ids=lambda card: str(card.id))
def test_every_variant_has_the_five_areas_and_the_rules_of_its_kind(card: Scorecard) -> None:
    plain = SHIPPED.deal if card.kind is Kind.DEAL else SHIPPED.customer

    assert [(area.id, area.short) for area in card.areas] == [(area.id, area.short) for area in plain.areas]
    assert (card.groups, card.stages, card.evidence) == (plain.groups, plain.stages, plain.evidence)
    assert card.review_every == plain.review_every
    assert card.name != plain.name


@pytest.mark.parametrize("id_", ["small_deal", "small_customer"])
def test_a_small_one_has_one_question_an_area_and_is_at_most_yellow(id_: str) -> None:
    card = BY_ID[id_]

    assert [len(area.questions) for area in card.areas] == [1] * 5
    best = score(card, all_at(card, 3), Facts(), now=NOW)
    assert best.colour is Colour.YELLOW
    assert best.reasons[0].words is not None
    assert "five questions only" in best.reasons[0].words.en
    assert way_up(card, all_at(card, 3), Facts(), now=NOW) is None
    found = way_up(card, all_at(card, 0), Facts(), now=NOW)
    assert found is not None
    assert found.to is Colour.YELLOW


def test_the_small_deal_asks_what_the_method_names() -> None:
    assert list(BY_ID["small_deal"].by_id) == ["D1.1", "D2.1", "D3.3", "D4.3", "D5.2"]


@pytest.mark.parametrize("id_", ["tender", "reseller"])
def test_the_others_ask_fifteen_questions_and_can_be_green(id_: str) -> None:
    assert list(BY_ID[id_].by_id) == list(SHIPPED.deal.by_id)
    assert score(BY_ID[id_], all_at(BY_ID[id_], 3), Facts(), now=NOW).colour is Colour.GREEN


def test_a_mapping_changes_a_list_by_ids_null_leaves_out_and_new_ones_come_last() -> None:
    base = {"areas": [{"id": "A", "weight": 1, "name": {"en": "a", "da": "b"}}, {"id": "B"}], "kind": "deal"}
    variant = {"areas": {"A": {"name": {"en": "x"}}, "B": None, "C": {"weight": 2}}, "order": 3}

    assert merged(base, variant) == {
        "areas": [{"id": "A", "weight": 1, "name": {"en": "x", "da": "b"}}, {"id": "C", "weight": 2}],
        "kind": "deal",
        "order": 3,
    }
    assert base["areas"][1] == {"id": "B"}


def test_where_several_fit_the_lowest_order_counts_and_then_the_name_of_the_file(folder: Path) -> None:
    rule = "like: deal\nname: {en: x, da: y}\napplies_to: {segments: [Tender]}\n"
    (folder / "b.yml").write_text(rule, "utf-8")
    (folder / "a.yml").write_text(rule, "utf-8")
    tender = subject(segment="Tender")
    assert load(folder).for_(tender).id == "tender"

    (folder / "b.yml").write_text(rule + "order: 10\n", "utf-8")
    assert load(folder).for_(tender).id == "b"
    (folder / "a.yml").write_text(rule + "order: 9\n", "utf-8")
    assert load(folder).for_(tender).id == "a"


def test_a_folder_with_the_plain_two_only_has_no_others(folder: Path) -> None:
    for file in folder.glob("*.yml"):
        if file.stem not in set(Kind):
            file.unlink()

    assert load(folder) == replace(SHIPPED, others=())


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            "like: deal\nname: {en: x, da: y}\n",
            "applies_to: is missing: it says which subjects this scorecard is for",
        ),
        ("like: tender\napplies_to: {segments: [x]}\n", "like: must be deal or customer"),
        ("like: deal\napplies_to: {}\n", "applies_to: needs segments, products, amount_from or amount_below"),
        (
            "like: deal\nid: other\napplies_to: {segments: [x]}\n",
            "id: must be the file's name, own, or left out",
        ),
        (
            "like: deal\napplies_to: {segments: [x]}\nareas: {D1: {questions: {D1.1: null}}}\n",
            "knockouts[0].question: there is no question D1.1",
        ),
        (
            "like: deal\napplies_to: {segments: [x]}\nknockouts: {K9: {when: never}}\n",
            "knockouts[9]: cannot have when: never; there is answer, close_moved, red_areas and always",
        ),
        (
            "like: deal\napplies_to: {amount_from: {DKK: 5, XYZ: 5}}\n",
            "applies_to.amount_from.XYZ: there is no currency XYZ",
        ),
        (
            "like: deal\napplies_to: {amount_below: {DKR: 5}}\n",
            "applies_to.amount_below.DKR: there is no currency DKR",
        ),
        ("- a\n", "must be a list of keys with their values"),
        ("kind: deal\nkind: deal\n", "line 2: this is not YAML: kind stands twice"),
    ],
)
def test_what_is_wrong_is_named_with_its_file(folder: Path, text: str, problem: str) -> None:
    (folder / "own.yml").write_text(text, "utf-8")

    assert refused(folder) == [f"own.yml: {problem}"]


def test_all_problems_of_all_files_are_named(folder: Path) -> None:
    (folder / "deal.yml").unlink()
    (folder / "own.yml").write_text("like: customer\n", "utf-8")

    found = refused(folder)

    assert {line.split(":")[0] for line in found} == {"deal.yml", "own.yml"}


@pytest.mark.parametrize("key", ["applies_to: {segments: [x]}", "order: 3", "like: customer", "id: deal"])
def test_a_plain_one_is_for_the_rest_and_says_no_rule(folder: Path, key: str) -> None:
    file = folder / "deal.yml"
    file.write_text(file.read_text("utf-8") + f"\n{key}\n", "utf-8")

    assert refused(folder)[0].startswith("deal.yml: ")
