"""What holds a colour down whatever the points: every rule of the shipped scorecards."""

from datetime import UTC, datetime, timedelta

import pytest

from flows.scoring.rating import Rating
from flows.scoring.score import CloseMove, Facts, Score, score
from tests.flows.samples import CUSTOMER, DEAL, NOW, TODAY, all_at, rated, without

CLOSE = {"early": 200, "middle": 90, "late": 45}


def deal(group: str = "middle", **levels: int) -> Score:
    facts = Facts(close_date=TODAY + timedelta(days=CLOSE[group]))
    return score(DEAL, all_at(DEAL, 3, **levels), facts, now=NOW)


@pytest.mark.parametrize(
    ("question", "level", "group", "colour"),
    [
        ("D1_1", 1, "early", "green"),
        ("D1_1", 1, "middle", "yellow"),
        ("D1_1", 1, "late", "red"),
        ("D1_1", 0, "middle", "yellow"),
        ("D1_1", 2, "late", "green"),
        ("D3_1", 1, "early", "green"),
        ("D3_1", 1, "middle", "yellow"),
        ("D3_1", 1, "late", "yellow"),
        ("D3_1", 0, "late", "yellow"),
        ("D3_1", 2, "late", "green"),
        ("D2_1", 0, "early", "green"),
        ("D2_1", 0, "middle", "red"),
        ("D2_1", 0, "late", "red"),
        ("D2_1", 1, "late", "green"),
        ("D4_3", 0, "late", "green"),
    ],
)
def test_a_low_answer_holds_a_deal_down_according_to_its_stage_group(
    question: str, level: int, group: str, colour: str
) -> None:
    assert deal(group, **{question: level}).colour == colour


@pytest.mark.parametrize(
    ("level", "days", "colour"),
    [(1, 29, "red"), (0, 29, "red"), (1, 30, "green"), (2, 29, "green"), (1, 0, "red"), (1, -5, "red")],
)
def test_money_not_stated_holds_a_deal_that_closes_in_under_30_days_at_red(
    level: int, days: int, colour: str
) -> None:
    facts = Facts(close_date=TODAY + timedelta(days=days))

    assert score(DEAL, all_at(DEAL, 3, D4_3=level), facts, now=NOW).colour == colour


def test_money_not_stated_holds_nothing_without_an_expected_close() -> None:
    assert score(DEAL, all_at(DEAL, 3, D4_3=0), Facts(), now=NOW).colour == "green"


@pytest.mark.parametrize(
    ("since", "colour"),
    [
        (datetime(2026, 11, 20, 8, tzinfo=UTC), "green"),  # today, a Friday
        (datetime(2026, 11, 17, 8, tzinfo=UTC), "green"),  # Tuesday: three working days have passed
        (datetime(2026, 11, 16, 8, tzinfo=UTC), "red"),  # Monday: four
        (datetime(2026, 11, 16, 22, 59, tzinfo=UTC), "red"),  # still Monday in Copenhagen
        (datetime(2026, 11, 16, 23, 1, tzinfo=UTC), "green"),  # already Tuesday there
    ],
)
def test_no_next_step_holds_a_deal_at_red_after_more_than_three_working_days(
    since: datetime, colour: str
) -> None:
    none = Rating(0, 0, NOW, since, NOW + timedelta(days=9))

    assert score(DEAL, all_at(DEAL, 3) | {"D3.3": none}, Facts(), now=NOW).colour == colour


def test_weekends_holidays_and_closed_weeks_do_not_count_towards_the_three_days() -> None:
    since = datetime(2026, 12, 18, 8, tzinfo=UTC)  # Friday; week 52 is closed
    none = Rating(0, 0, since, since, since + timedelta(days=60))
    ratings = {id_: Rating(3, 3, since, since, since + timedelta(days=60)) for id_ in DEAL.by_id}
    ratings["D3.3"] = none

    def colour(day: datetime) -> str:
        return score(DEAL, ratings, Facts(), now=day).colour

    # 28 to 30 December are the three working days after it, New Year's Eve is the fourth
    assert colour(datetime(2026, 12, 30, 12, tzinfo=UTC)) == "green"
    assert colour(datetime(2026, 12, 31, 12, tzinfo=UTC)) == "red"


def moved(*ago: float, days: int = 15) -> tuple[CloseMove, ...]:
    return tuple(CloseMove(NOW - timedelta(days=n), TODAY, TODAY + timedelta(days=days)) for n in ago)


@pytest.mark.parametrize(
    ("moves", "explained_at", "level", "colour"),
    [
        (moved(50), 60, 3, "green"),
        (moved(50, 20), 60, 3, "yellow"),
        (moved(50, 20), 30, 3, "yellow"),
        (moved(50, 20), 20, 3, "yellow"),
        (moved(50, 20), 10, 3, "green"),
        (moved(50, 20), 10, 2, "green"),
        (moved(50, 20), 10, 1, "yellow"),
        (moved(90, 20), 60, 3, "yellow"),
        (moved(90.4, 20), 60, 3, "yellow"),
        (moved(90.5, 20), 60, 3, "green"),
        (moved(50, 20, days=14), 60, 3, "green"),
        (moved(50, 20, days=-40), 60, 3, "green"),
        (moved(50, 20, 5), 60, 3, "yellow"),
    ],
)
def test_a_close_moved_twice_holds_a_deal_at_yellow_until_the_customer_explains_it(
    moves: tuple[CloseMove, ...], explained_at: float, level: int, colour: str
) -> None:
    ratings = all_at(DEAL, 3) | {"D2.3": rated(level, days_ago=explained_at)}

    assert score(DEAL, ratings, Facts(moves=moves), now=NOW).colour == colour


@pytest.mark.parametrize(
    ("moves", "next_step", "colour"),
    [
        (moved(60, 40, 20), 1, "red"),
        (moved(60, 40, 20), 2, "green"),
        (moved(60, 40), 1, "green"),
        (moved(91, 40, 20), 1, "green"),
    ],
)
def test_a_close_moved_three_times_without_an_accepted_next_step_holds_a_deal_at_red(
    moves: tuple[CloseMove, ...], next_step: int, colour: str
) -> None:
    found = score(DEAL, all_at(DEAL, 3, D3_3=next_step), Facts(moves=moves), now=NOW)

    assert found.colour == colour


def test_an_unknown_explanation_could_be_either_so_the_deal_is_grey() -> None:
    ratings = without(all_at(DEAL, 3), "D2.3")

    assert score(DEAL, ratings, Facts(moves=moved(50, 20)), now=NOW).colour == "grey"


@pytest.mark.parametrize(
    ("red", "colour", "knockouts"),
    [(("D4",), "yellow", ("K7a",)), (("D4", "D5"), "red", ("K7a", "K7b"))],
)
def test_red_areas_hold_the_whole_down(red: tuple[str, ...], colour: str, knockouts: tuple[str, ...]) -> None:
    ratings = all_at(DEAL, 3)
    ratings |= {f"{area}.{n}": rated(0) for area in red for n in (1, 2, 3)}

    found = score(DEAL, ratings, Facts(close_date=TODAY + timedelta(days=45)), now=NOW)

    assert (found.colour, found.knockouts) == (colour, knockouts)


def test_of_two_rules_about_the_same_thing_only_the_stronger_is_a_reason() -> None:
    ratings = all_at(DEAL, 3) | {f"{area}.{n}": rated(0) for area in ("D4", "D5") for n in (1, 2, 3)}

    found = score(DEAL, ratings, Facts(), now=NOW)

    assert [(reason.kind, reason.ref) for reason in found.reasons] == [
        ("knockout", "K7b"),
        ("area", "D4"),
        ("area", "D5"),
    ]


@pytest.mark.parametrize(
    ("question", "level", "colour", "knockout"),
    [
        ("C5_2", 0, "red", ("KC1",)),
        ("C5_2", 1, "green", ()),
        ("C4_3", 0, "red", ("KC2",)),
        ("C4_3", 1, "green", ()),
        ("C1_2", 0, "yellow", ("KC3",)),
        ("C1_2", 1, "green", ()),
        ("C4_2", 0, "yellow", ("KC4",)),
        ("C4_2", 1, "green", ()),
    ],
)
def test_a_zero_where_it_matters_most_holds_a_customer_down(
    question: str, level: int, colour: str, knockout: tuple[str, ...]
) -> None:
    found = score(CUSTOMER, all_at(CUSTOMER, 3, **{question: level}), Facts(), now=NOW)

    assert (found.colour, found.knockouts) == (colour, knockout)


@pytest.mark.parametrize(("red", "colour"), [(("C2",), "yellow"), (("C2", "C3"), "red")])
def test_red_areas_hold_a_customer_down(red: tuple[str, ...], colour: str) -> None:
    ratings = all_at(CUSTOMER, 3) | {f"{area}.{n}": rated(0) for area in red for n in (1, 2, 3)}

    assert score(CUSTOMER, ratings, Facts(), now=NOW).colour == colour


def test_a_reason_says_in_words_what_holds_the_colour_down() -> None:
    found = deal("middle", D1_1=1)

    assert found.reasons[0].words is not None
    assert found.reasons[0].words["en"] == "the decision maker has not spoken with us in the last 60 days"
    assert found.reasons[0].words["da"] == "beslutningstageren har ikke talt med os de seneste 60 dage"
