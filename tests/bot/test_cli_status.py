"""`revisor status`: exactly the figures that are promised, as JSON and for people."""

import json
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import insert

from bot.review.usecases import reviews
from flows.company.people import Person
from flows.review.draft import Said as PageSaid
from storage import outbox, tables
from tests.bot.terminal import WORKSPACE, Terminal

NONE = {"count": 0, "value": {}, "unknown": 0}
COLOURS = ["red", "yellow", "green", "grey"]
PROOF = "“we have approved the budget”, said the CFO"
HEADING = "id,name,owner_email,amount,currency,close_date,status"


def figures(terminal: Terminal) -> dict[str, Any]:
    """What `status --json` prints, which is one line of JSON and nothing else."""
    said = terminal("status", "--json")
    assert (said.code, said.err) == (0, "")
    assert len(said.out.splitlines()) == 1
    found: dict[str, Any] = json.loads(said.out)
    return found


def filled(terminal: Terminal, *rows: str) -> Person:
    """One seller with these deals: id, amount, currency, status."""
    terminal.loads("Mette,mette@example.dk,seller,,,")
    close = (datetime.now(UTC) + timedelta(days=120)).date()
    lines = [row.split(",") for row in rows]
    terminal.imports(
        "\n".join((HEADING, *(f"{i},{i},mette@example.dk,{a},{c},{close},{s}" for i, a, c, s in lines), ""))
    )
    return terminal.people()["mette@example.dk"]


def review(terminal: Terminal, person: Person, name: str, level: int | None, *, submit: bool = True) -> None:
    """Review a deal with every question at one level, as the bot does it."""
    with terminal.desk() as desk:
        subject = terminal.deals()["csv", name]
        page = reviews.open_review(desk, person, subject.id)
        if page.is_start:
            draft, everything = page.draft, [area.id for area in page.scorecard.areas]
            page = reviews.choose_areas(desk, person, draft.id, version=draft.version, ticked=everything)
        for area in page.scorecard.areas:
            ids = tuple(question.id for question in area.questions)
            said = PageSaid(area.id, dict.fromkeys(ids, level), PROOF, ids)
            draft = page.draft
            page = reviews.turn_page(
                desk, person, draft, version=draft.version, page=draft.page, said=said, by=1
            )
        if submit:
            reviews.submit(desk, person, page.draft.id, version=page.draft.version, probability=Decimal(50))


def test_an_empty_database_has_every_key_and_nothing_in_it(terminal: Terminal) -> None:
    assert figures(terminal) == {
        "deals": dict.fromkeys(COLOURS, NONE),
        "customers": dict.fromkeys(COLOURS, NONE),
        "coverage": {"deals": 0.0, "customers": 0.0},
        "reviews": {"submitted": 0, "drafts": 0},
        "outbox": {"pending": 0, "sent": 0, "failed": 0, "unknown": 0},
    }


def test_the_keys_come_in_the_promised_order(light: Terminal) -> None:
    found = figures(light)

    assert list(found) == ["deals", "customers", "coverage", "reviews", "outbox"]
    assert list(found["deals"]) == list(found["customers"]) == COLOURS
    assert list(found["deals"]["red"]) == ["count", "value", "unknown"]
    assert list(found["coverage"]) == ["deals", "customers"]
    assert list(found["reviews"]) == ["submitted", "drafts"]
    assert list(found["outbox"]) == ["pending", "sent", "failed", "unknown"]


def test_open_deals_are_counted_by_colour_with_value_by_currency_and_unknown_amounts(
    terminal: Terminal,
) -> None:
    mette = filled(
        terminal,
        *("Good,1200000.50,DKK,open", "Better,99.50,EUR,open", "Bad,1000,DKK,open", "Best,,DKK,open"),
        *("Draft,5,DKK,open", "New,7,EUR,open", "Unvalued,,DKK,open", "Won,1000,DKK,won", "Lost,9,DKK,lost"),
    )
    for name in ("Good", "Better", "Best"):
        review(terminal, mette, name, 3)
    review(terminal, mette, "Bad", 0)
    review(terminal, mette, "Draft", 3, submit=False)

    found = figures(terminal)

    assert found["deals"] == {
        "red": {"count": 1, "value": {"DKK": 1000.0}, "unknown": 0},
        "yellow": NONE,
        "green": {"count": 3, "value": {"DKK": 1200000.5, "EUR": 99.5}, "unknown": 1},
        "grey": {"count": 3, "value": {"DKK": 5.0, "EUR": 7.0}, "unknown": 1},
    }
    assert found["coverage"] == {"deals": 0.5714, "customers": 0.0}
    assert found["reviews"] == {"submitted": 4, "drafts": 1}


def test_coverage_is_by_count_and_not_by_value(light: Terminal) -> None:
    mette = filled(light, "Small,1,DKK,open", "Large,1000000,DKK,open", "Other,5,DKK,open", "Last,5,DKK,open")
    review(light, mette, "Small", 3)

    assert figures(light)["coverage"]["deals"] == 0.25


def test_a_review_of_nothing_known_is_submitted_and_covers_nothing(light: Terminal) -> None:
    mette = filled(light, "Unknown,1,DKK,open")
    review(light, mette, "Unknown", None)

    found = figures(light)
    assert found["reviews"]["submitted"] == 1
    assert (found["deals"]["grey"]["count"], found["coverage"]["deals"]) == (1, 0.0)


def test_a_second_review_is_counted_and_both_stay(light: Terminal) -> None:
    mette = filled(light, "Deal,1,DKK,open")
    review(light, mette, "Deal", 3)
    review(light, mette, "Deal", 0)

    found = figures(light)
    assert found["reviews"]["submitted"] == 2
    assert found["deals"]["red"]["count"] == 1


def test_money_is_a_number_and_never_in_exponent_form(light: Terminal) -> None:
    filled(light, "Large,999999999999.99,DKK,open")

    assert '"value": {"DKK": 999999999999.99}' in light("status", "--json").out


def test_customers_are_counted_apart(terminal: Terminal) -> None:
    terminal.imports("id,account,product,status,amount\n1,Nordlys,GTX,won,5\n")
    terminal(
        *("import", "--customers", "--yes"),
        terminal.file("c.csv", "name,yearly value,currency\nSolvang,2500.5,EUR\n"),
    )

    found = figures(terminal)
    assert found["customers"]["grey"] == {"count": 2, "value": {"EUR": 2500.5}, "unknown": 1}
    assert found["deals"]["grey"]["count"] == 0


def test_messages_are_counted_by_their_four_states(terminal: Terminal) -> None:
    now = datetime.now(UTC)
    terminal("status")
    states = [*("pending",) * 2, *("sent",) * 3, "failed", "unknown"]
    with terminal.desk() as desk:
        for number, state in enumerate(states):
            row = {"kind": "note", "verb": "post", "address": "U1", "key": str(number), "facts": {}}
            row |= {"due_at": now, "asked_at": now, "part": 0, "plain": False}
            desk.tx.execute(
                insert(tables.outbox).values(workspace_id=WORKSPACE, state=state, attempts=0, **row)
            )
        assert set(outbox.counts(desk.tx)) == set(states)

    assert figures(terminal)["outbox"] == {"pending": 2, "sent": 3, "failed": 1, "unknown": 1}


def test_the_table_for_people_shows_the_same_figures(light: Terminal) -> None:
    mette = filled(light, "Good,1200000.50,DKK,open", "New,7,EUR,open", "Unvalued,,DKK,open")
    review(light, mette, "Good", 3)

    rows = [[cell.strip() for cell in line.split("│")[1:-1]] for line in light("status").out.splitlines()]

    deals = [row for row in rows if len(row) == 4][:4]
    assert [row[0].split()[-1] for row in deals] == COLOURS
    assert [row[1:] for row in deals] == [
        ["0", "-", "0"],
        ["0", "-", "0"],
        ["1", "DKK 1,200,000.50", "0"],
        ["2", "EUR 7.00", "1"],
    ]


@pytest.mark.parametrize(
    ("amount", "currency", "shown"),
    [
        ("1234", "JPY", "JPY 1,234"),
        ("1234.5", "ISK", "ISK 1,235"),
        ("1234.5675", "KWD", "KWD 1,234.568"),
        ("1234.125", "EUR", "EUR 1,234.13"),
    ],
)
def test_the_table_shows_each_currency_with_its_own_decimals(
    light: Terminal, amount: str, currency: str, shown: str
) -> None:
    filled(light, f"Deal,{amount},{currency},open")

    assert f"│ {shown} " in light("status").out


def test_the_table_says_coverage_reviews_and_messages(light: Terminal) -> None:
    mette = filled(light, "Good,1200000.50,DKK,open", "New,7,EUR,open", "Unvalued,,DKK,open")
    review(light, mette, "Good", 3)

    said = light("status").out
    assert "33% reviewed" in said
    assert "Reviews: 1 submitted, 0 drafts" in said
    assert "Messages: 0 pending, 0 sent, 0 failed, 0 unknown" in said


@pytest.mark.parametrize(("others", "shown"), [(0, "100%"), (7, "13%"), (299, "1%")])
def test_coverage_is_rounded_as_everywhere_else(light: Terminal, others: int, shown: str) -> None:
    mette = filled(light, "Good,7,DKK,open", *(f"New {number},7,DKK,open" for number in range(others)))
    review(light, mette, "Good", 3)

    assert f"\n{shown} reviewed" in light("status").out


@pytest.mark.parametrize("option", [[], ["--json"]])
def test_looking_changes_nothing(light: Terminal, option: list[str]) -> None:
    mette = filled(light, "Good,1200000.50,DKK,open", "New,7,EUR,open")
    review(light, mette, "Good", 3)
    before = light.everything()

    light("status", *option)

    assert light.everything() == before
