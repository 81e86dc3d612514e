"""`revisor targets` and `revisor rates`: what a file says is shown, and all of it is taken or nothing."""

from decimal import Decimal

import pytest

from flows.company.quarters import Quarter
from storage import rates, targets
from tests.bot.terminal import Said, Terminal

PEOPLE = ("Anne,anne@example.dk,manager,,,", "Tom,tom@example.dk,seller,anne@example.dk,,")


def sets(terminal: Terminal, content: str | bytes, command: str = "targets") -> Said:
    """Hand over a file."""
    return terminal(command, terminal.file(f"{command}.csv", content), "--yes")


def found(terminal: Terminal, quarter: str = "2026-Q4") -> set[tuple[str, Decimal, str]]:
    """The targets of a quarter: whose, how much, in which currency."""
    names = {person.id: person.name for person in terminal.people().values()}
    with terminal.looking() as tx:
        listed = targets.of(tx, Quarter.read(quarter))
    return {(names.get(each.team_id or 0, "company"), each.amount, each.currency) for each in listed}


def test_a_file_sets_targets_of_teams_and_of_the_company(terminal: Terminal) -> None:
    terminal.loads(*PEOPLE)

    said = sets(
        terminal,
        "Team,Quarter,Amount,Currency\nanne@example.dk,2026-Q4,2400000,DKK\ncompany,2026-Q4,10000000,\n",
    )

    assert said.code == 0
    assert "Anne · 2026-Q4 · DKK 2,400,000.00" in said.out
    assert found(terminal) == {("Anne", Decimal(2_400_000), "DKK"), ("company", Decimal(10_000_000), "DKK")}


def test_a_danish_file_of_excels_is_read_and_what_was_set_is_told(terminal: Terminal) -> None:
    terminal.loads(*PEOPLE)
    sets(terminal, "team,quarter,amount,currency\ncompany,2026-Q4,5,EUR\n")

    said = sets(
        terminal, "Leder;Kvartal;Beløb;Valuta\nvirksomheden;2026 K4;12.500.000,50;EUR\n".encode("cp1252")
    )

    assert "The company · 2026-Q4 · EUR 12,500,000.50 (was EUR 5.00)" in said.out
    assert found(terminal) == {("company", Decimal("12500000.5"), "EUR")}


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("nobody@example.dk,2026-Q4,5,DKK", "“nobody@example.dk” is nobody on the list"),
        ("tom@example.dk,2026-Q4,5,DKK", "Tom leads no team"),
        ("company,2026-Q5,5,DKK", "“2026-Q5” is no quarter: write 2026-Q4"),
        ("company,2026-Q4,12.500,DKK", "“12.500” is no amount that is sure"),
        ("company,2026-Q4,-5,DKK", "“-5” is no amount that is sure"),
        ("company,2026-Q4,1e9,DKK", "“1e9” is no amount that is sure"),
        ("company,2026-Q4,9999999999999,DKK", "“9999999999999” is too much"),
        ("company,2026-Q4,5,XXX", "“XXX” is no currency"),
        ("company", "“” is no quarter"),
    ],
)
def test_one_line_that_cannot_be_taken_stops_all_of_it(terminal: Terminal, line: str, why: str) -> None:
    terminal.loads(*PEOPLE)

    said = sets(terminal, f"team,quarter,amount,currency\ncompany,2026-Q4,7,DKK\n\n{line}\n")

    assert said.code == 1
    assert f"Line 4: {why}" in said.err
    assert "Nothing was changed." in said.err
    assert found(terminal) == set()


def test_a_file_without_a_heading_says_which_it_wants(terminal: Terminal) -> None:
    said = sets(terminal, "team,amount\ncompany,5\n")

    assert said.code == 1
    assert "no heading “quarter”" in said.err


def test_without_yes_and_without_a_terminal_nothing_is_changed(terminal: Terminal) -> None:
    file = terminal.file("targets.csv", "team,quarter,amount,currency\ncompany,2026-Q4,7,DKK\n")

    assert terminal("targets", file).code == 1
    assert found(terminal) == set()


def test_rates_are_set_with_their_date(terminal: Terminal) -> None:
    said = sets(terminal, "currency;rate;date\nEUR;7,4604;2026-11-01\nJPY;0.0462;2026-11-01\n", "rates")

    assert "1 EUR = 7.4604 DKK on 2026-11-01" in said.out
    with terminal.looking() as tx:
        assert {each.currency: each.rate for each in rates.all_of(tx).values()} == {
            "EUR": Decimal("7.4604"),
            "JPY": Decimal("0.0462"),
        }


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("DKK,1,2026-11-01", "DKK is the company's currency"),
        ("EUR,0,2026-11-01", "“0” is no rate"),
        ("EUR,7.46,1 November", "“1 November” is no date"),
    ],
)
def test_a_rate_that_is_none_is_refused(terminal: Terminal, line: str, why: str) -> None:
    said = sets(terminal, f"currency,rate,date\n{line}\n", "rates")

    assert said.code == 1
    assert f"Line 2: {why}" in said.err
