"""The measurements run and find what they look for; how long anything takes is no matter here."""

from pathlib import Path

import pytest

from bot.digest.usecases.figures import status
from storage import people, reviews, subjects
from tests.bench.company import BLOCK, NOW, Shape, deals_of, open_house, settle
from tests.bench.load import under_load
from tests.bench.parts import single, tables
from tests.bench.plan import Kind, Plan

PLAN = Plan(
    databases=(Kind.SQLITE,), sellers=(1, 3), seconds=0.3, rounds=1, starts=1, clicks=1, tables=(BLOCK,)
)


def test_sellers_under_load_submit_reviews_and_meet_nothing_unexpected(
    sqlite_url: str, tmp_path: Path
) -> None:
    found = under_load(PLAN, Shape(BLOCK, sellers=3, managers=2), sqlite_url, tmp_path)

    assert [load.sellers for load in found.loads] == [1, 3]
    assert all(turn.tally.done for load in found.loads for turn in (*load.ours, *load.bare))
    assert not any(turn.tally.unexpected for load in found.loads for turn in load.ours)
    assert not [*found.ours.errors, *found.bare.errors]


def test_tables_and_single_acts_are_measured_and_printed(capsys: pytest.CaptureFixture[str]) -> None:
    said = [*tables(PLAN), *single(PLAN)]

    assert all("load average" in line for line in said)
    printed = capsys.readouterr().out
    for what in (
        "a director's Home",
        f"reminders claimed: {BLOCK} of {BLOCK}",
        "revisor import",
        "The report, made and not printed",
        "turn a page",
    ):
        assert what in printed


def test_a_company_of_copies_is_the_same_company_several_times_over(database_url: str) -> None:
    house, workspace = open_house(database_url, lambda: NOW)
    settle(house, workspace, Shape(3 * BLOCK, sellers=6))
    with house.read(workspace) as desk:
        deals, by_colour = deals_of(desk.tx), status(desk)["deals"]
        found = subjects.everything(desk.tx, open_only=True)
        writers = {each.id: reviews.latest(desk.tx, each.id) for each in found}
        everybody = people.all_of(desk.tx)
    house.database.close()

    assert {len(ids) for ids in deals.values()} == {3 * BLOCK // 6}
    assert len({each.name for each in found}) == len(found)
    assert all(of["count"] % 3 == 0 for of in by_colour.values())
    assert all(of["count"] for of in by_colour.values())
    assert all(
        review is None or review.person_id == each.owner_id for each in found if (review := writers[each.id])
    )
    assert len({person.slack_id for person in everybody}) == len(everybody) == 6 + 10 + 2
