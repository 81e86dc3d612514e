"""`revisor check --scores`: what is kept, held against what is computed."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import Table, update

from bot.app.keeping import keep_all
from bot.app.wiring import make_house
from bot.kit.settings import Settings
from storage.schema import FOREVER
from storage.tables import kept_loads, kept_scores, kept_weeks
from tests.bot.terminal import Terminal

DEALS = """\
id,name,owner_email,amount,currency,close_date,status
1,Wharf,mette@example.dk,100,DKK,2027-01-31,open
2,Bridge,mette@example.dk,200,DKK,2027-02-28,open
"""


@pytest.fixture
def kept(terminal: Terminal) -> Terminal:
    """Two deals of Mette's, and all that is kept of them and of her."""
    terminal.loads("Mette,mette@example.dk,seller,,,")
    terminal.imports(DEALS)
    house = make_house(Settings(database_url=terminal.url))
    keep_all(house)
    house.database.close()
    return terminal


def _wrong(terminal: Terminal, table: Table, **values: Any) -> None:
    with terminal.desk() as desk:
        desk.tx.execute(update(table).values(**values))


def test_what_is_kept_as_it_is_is_in_order(kept: Terminal) -> None:
    said = kept("check", "--scores")

    assert (said.code, said.out) == (0, "All scores and loads that are kept are as they are computed.\n")


@pytest.mark.parametrize(
    ("table", "values", "says"),
    [
        (kept_scores, {"colour": "green"}, "Bridge (2): colour is kept as green and is grey."),
        (kept_scores, {"owner_id": None}, "Bridge (2): owner_id is kept as None and is 1."),
        (kept_scores, {"says": {}}, "Bridge (2): says is kept as {} and is {"),
        (kept_scores, {"holds_until": FOREVER - timedelta(1)}, "Bridge (2): holds_until is kept as 8999"),
        (kept_weeks, {"holds_until": FOREVER}, "Mette: the load is kept as"),
        (kept_loads, {"week": date(2020, 1, 6)}, "Mette: the load is kept as"),
    ],
)
def test_the_first_that_differs_is_named(
    kept: Terminal, table: Table, values: dict[str, Any], says: str
) -> None:
    _wrong(kept, table, **values)

    said = kept("check", "--scores")

    assert said.code != 0
    assert f"What is kept is not what is computed. {says}" in said.err


def test_what_says_nothing_any_more_is_no_difference(kept: Terminal) -> None:
    _wrong(kept, kept_scores, in_force="others", colour="green")

    assert kept("check", "--scores").code == 0


def test_a_deal_of_which_nothing_is_kept_is_named(kept: Terminal) -> None:
    with kept.desk() as desk:
        desk.tx.execute(kept_scores.delete().where(kept_scores.c.subject_id == 1))

    assert "Wharf (1): nothing is kept." in kept("check", "--scores").err
