"""Importing again: only what changed changes, before and after are kept, nothing is lost or guessed."""

import os
import pty
import subprocess
import sys
from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from flows.company.subjects import Status
from tests.bot.terminal import Terminal

HEADING = "id,name,account,owner_email,stage,amount,currency,probability,created,close_date,status"
ROWS = {
    "D1": "D1,Nordlys - Service,Nordlys A/S,mette@example.dk,Proposal,1000.50,DKK,40,2026-09-01,2026-12-15,open",
    "D2": "D2,Lumen - Renewal,Lumen GmbH,mette@example.dk,Proposal,2000,EUR,50,2026-09-01,2026-12-16,open",
    "D3": "D3,Fjord - Booking,Fjord ApS,jens@example.dk,Closed Won,3000,DKK,100,2026-01-01,2026-06-30,won",
}
PEOPLE = ("Mette Sørensen,mette@example.dk,seller,,,", "Jens Åberg,jens@example.dk,seller,,,")


def a_file(*rows: str, heading: str = HEADING) -> str:
    return "\n".join((heading, *(rows or ROWS.values()), ""))


def changed(**rows: tuple[str, str]) -> str:
    """The file with a text replaced in some rows."""
    return a_file(*(row.replace(*rows[id_]) if id_ in rows else row for id_, row in ROWS.items()))


@pytest.fixture
def imported(terminal: Terminal) -> Terminal:
    """Three deals of two sellers are there."""
    terminal.loads(*PEOPLE)
    assert terminal.imports(a_file()).code == 0
    return terminal


@pytest.mark.parametrize(
    ("row", "old", "new", "noted", "shown"),
    [
        ("D1", "1000.50", "2500", ("amount", "1000.5", "2500"), "amount 1,000.50 -> 2,500.00"),
        ("D1", "1000.50", "", ("amount", "1000.5", None), "amount 1,000.50 -> not known"),
        (
            "D2",
            "2026-12-16",
            "2027-01-31",
            ("close_date", "2026-12-16", "2027-01-31"),
            "close date 2026-12-16 -> 2027-01-31",
        ),
        ("D2", "Proposal", "Negotiation", ("stage", "Proposal", "Negotiation"), "stage Proposal -> Negotiation"),
        ("D2", ",50,", ",75,", ("probability", "50", "75"), "probability 50 -> 75"),
        ("D2", "EUR", "SEK", ("currency", "EUR", "SEK"), "currency EUR -> SEK"),
        (
            "D2",
            "Lumen - Renewal",
            "Lumen - Ny aftale",
            ("name", "Lumen - Renewal", "Lumen - Ny aftale"),
            "name Lumen - Renewal -> Lumen - Ny aftale",
        ),
        ("D2", "2026-09-01", "", ("created_on", "2026-09-01", None), "created on 2026-09-01 -> not known"),
    ],
)  # fmt: skip
def test_what_changed_is_shown_and_kept_with_before_and_after_and_its_day(
    imported: Terminal, row: str, old: str, new: str, noted: tuple[str, str | None, str | None], shown: str
) -> None:
    others = {key: deal for key, deal in imported.deals().items() if key[1] != row}
    before = datetime.now(UTC)

    said = imported.imports(changed(**{row: (old, new)}))

    assert "0 new, 1 changed, 2 unchanged, 0 refused." in said.out
    [line] = said.under("Changed")
    assert line.endswith(f": {shown}")
    assert imported.noted() == [(*noted, "import csv")]
    assert before <= imported.noted_at()[0] <= datetime.now(UTC)
    assert {key: deal for key, deal in imported.deals().items() if key[1] != row} == others


def test_a_deal_that_changes_hands_is_shown_with_both_names(imported: Terminal) -> None:
    said = imported.imports(changed(D1=("mette@", "jens@")))

    assert said.under("Changed") == ["Nordlys - Service: owner Mette Sørensen -> Jens Åberg"]
    assert imported.owner(imported.deals()["csv", "D1"]) == "jens@example.dk"
    ids = {person.email: str(person.id) for person in imported.people().values()}
    assert imported.noted() == [
        ("owner_id", ids["mette@example.dk"], ids["jens@example.dk"], "import csv"),
    ]


def test_a_deal_whose_new_owner_is_nobody_we_know_keeps_its_owner_and_is_listed(imported: Terminal) -> None:
    said = imported.imports(changed(D1=("mette@", "integration@")))

    assert said.under("Owner stays, the file's is in doubt") == [
        "integration@example.dk: 1 (nobody has that e-mail)"
    ]
    assert "Left without owner" not in said.out
    assert imported.owner(imported.deals()["csv", "D1"]) == "mette@example.dk"
    assert imported.noted() == []


def test_several_changes_of_many_deals_are_each_kept(imported: Terminal) -> None:
    imported.imports(
        changed(D1=("1000.50,DKK,40", "7,DKK,41"), D2=("2000,EUR,50", "8,EUR,51"), D3=("3000", "9"))
    )

    assert sorted(imported.noted()) == [
        ("amount", "1000.5", "7", "import csv"),
        ("amount", "2000", "8", "import csv"),
        ("amount", "3000", "9", "import csv"),
        ("probability", "40", "41", "import csv"),
        ("probability", "50", "51", "import csv"),
    ]
    assert {id_: deal.amount for (_, id_), deal in imported.deals().items()} == {"D1": 7, "D2": 8, "D3": 9}


def test_a_changed_name_is_found_by_its_new_words(imported: Terminal) -> None:
    imported.imports(changed(D1=("Nordlys - Service", "Vinterlys - Drift")))

    [row] = [row for row in imported.rows("subjects") if row.source_id == "D1"]
    assert "vinterlys" in row.folded
    assert "service" not in row.folded


def test_thousands_of_changes_are_each_kept(light: Terminal) -> None:
    rows = [f"D{n},Deal {n},Firm {n},,Proposal,{n},DKK,50,,,open" for n in range(1, 1301)]
    light.imports(a_file(*rows))

    light.imports(a_file(*(row.replace("Proposal", "Contract") for row in rows)))

    assert light.noted() == [("stage", "Proposal", "Contract", "import csv")] * 1300
    assert {deal.stage for deal in light.deals().values()} == {"Contract"}


def test_a_closed_deal_wants_no_review_and_one_that_opens_again_wants_one_now(imported: Terminal) -> None:
    won = ("Proposal", "Closed Won"), (",open", ",won")
    row = ROWS["D1"]
    for pair in won:
        row = row.replace(*pair)
    deals = imported.deals()
    assert deals["csv", "D1"].due_at is not None
    assert deals["csv", "D3"].due_at is None

    imported.imports(a_file(row, ROWS["D2"], ROWS["D3"]))
    closed = imported.deals()["csv", "D1"]
    assert (closed.status, closed.due_at) == (Status.WON, None)
    assert ("status", "open", "won", "import csv") in imported.noted()

    before = datetime.now(UTC)
    imported.imports(a_file())
    opened = imported.deals()["csv", "D1"]
    assert opened.status is Status.OPEN
    assert opened.due_at is not None
    assert before <= opened.due_at <= datetime.now(UTC)


def test_the_actual_close_of_a_file_is_kept_and_no_news_when_it_is_repeated(imported: Terminal) -> None:
    won = changed(D2=(",2026-12-16,open", ",2026-11-20,won"))

    said = imported.imports(won)

    assert said.under("Changed") == [
        "Lumen - Renewal: close date 2026-12-16 -> 2026-11-20, status open -> won, closed on not known -> 2026-11-20"
    ]
    closed = {id_: deal.closed_on for (_, id_), deal in imported.deals().items()}
    assert closed == {"D1": None, "D2": date(2026, 11, 20), "D3": date(2026, 6, 30)}
    assert "0 new, 0 changed, 3 unchanged" in imported.imports(won).out
    imported.imports(a_file())
    assert imported.deals()["csv", "D2"].closed_on is None


def test_another_change_leaves_alone_when_a_deal_is_due(imported: Terminal) -> None:
    before = imported.deals()["csv", "D1"].due_at
    imported.imports(changed(D1=("1000.50", "2500")))

    assert imported.deals()["csv", "D1"].due_at == before


def test_a_deal_that_is_missing_from_a_later_file_stays_as_it_is(imported: Terminal) -> None:
    before = imported.everything()

    said = imported.imports(a_file(ROWS["D2"]))

    assert "0 new, 0 changed, 1 unchanged, 0 refused." in said.out
    assert imported.everything() == before


def test_headings_alone_change_nothing(imported: Terminal) -> None:
    before = imported.everything()

    said = imported("import", imported.file("empty.csv", f"{HEADING}\n"))

    assert (said.code, said.out.splitlines()) == (
        0,
        [
            "0 deals found, source csv.",
            "0 new, 0 changed, 0 unchanged, 0 refused.",
            "Open here, but not in the file: 2 of 2 deals.",
            "Nothing to change.",
        ],
    )
    assert imported.everything() == before


def test_a_column_that_the_file_has_not_got_says_nothing_of_its_field(imported: Terminal) -> None:
    imported.imports("id,name,amount,currency\nD1,Nordlys - Service,1000.50,DKK\n")

    assert imported.noted() == []
    assert imported.deals()["csv", "D1"].close_date == date(2026, 12, 15)


def test_an_id_names_a_deal_only_within_its_source(imported: Terminal) -> None:
    said = imported.imports(a_file(), "--source", "pipedrive")

    assert "3 deals found, source pipedrive." in said.out
    assert set(imported.deals()) == {(source, id_) for source in ("csv", "pipedrive") for id_ in ROWS}


def test_the_files_name_is_no_part_of_a_deals_identity(imported: Terminal) -> None:
    said = imported.imports(imported.file("another-name.csv", a_file()))

    assert "0 new, 0 changed, 3 unchanged" in said.out


def test_an_empty_source_is_the_recognised_one(imported: Terminal) -> None:
    assert "source csv." in imported.imports(a_file(), "--source", " ").out


@pytest.mark.parametrize("share", ["0.123456789", "0.33333333", "0.1", "1"])
def test_a_probability_with_many_decimals_is_the_same_the_second_time(light: Terminal, share: str) -> None:
    file = f"Record ID,Deal Name,Deal Stage,Deal probability\n1,Nordlys,Closed Won,{share}\n"
    light.imports(file)

    assert "0 new, 0 changed, 1 unchanged" in light.imports(file).out


def test_deals_without_a_name_are_called_after_customer_and_product_or_product_and_id(
    light: Terminal,
) -> None:
    light.imports("id,account,product\n1,Nordlys,GTX Pro\n2,,GTX Pro\n3,Nordlys,\n4,,\n", "--source", "maven")

    assert {id_: deal.name for (_, id_), deal in light.deals().items()} == {
        "1": "Nordlys - GTX Pro",
        "2": "GTX Pro 2",
        "3": "Nordlys 3",
    }


def test_map_says_which_column_holds_what_and_how_the_file_is_written(light: Terminal) -> None:
    file = "Nr;Titel;Pris i alt;Lukkes\n7;Nordlys;1.250,50;04-03-2027\n"

    said = light.imports(
        file,
        *("--map", "id=Nr", "--map", "name=Titel", "--map", "amount=Pris i alt"),
        *("--map", "close_date=Lukkes", "--map", "dates=dmy"),
    )

    deal = light.deals()["csv", "7"]
    assert said.code == 0
    assert (deal.name, deal.amount, deal.close_date) == ("Nordlys", Decimal("1250.5"), date(2027, 3, 4))


def test_refused_rows_are_listed_with_line_and_reason_while_the_rest_goes_in(light: Terminal) -> None:
    bad = ROWS["D2"].replace("2000", "12k")
    said = light.imports(a_file(ROWS["D1"], bad, ROWS["D3"].replace("2026-06-30", "31-02-2026"), "D9,short"))

    assert said.code == 0
    assert "1 new, 0 changed, 0 unchanged, 3 refused." in said.out
    assert said.under("Refused") == [
        "line 3: the amount “12k” is not written in full",
        "line 4: the close date “31-02-2026” is not a date",
        "line 5: 2 cells where the headings are 11",
    ]
    assert set(light.deals()) == {("csv", "D1")}


def test_a_row_that_is_refused_today_leaves_yesterdays_deal_as_it_was(imported: Terminal) -> None:
    before = imported.everything()
    imported.imports(changed(D2=("2000", "-2000")))

    assert imported.everything() == before


def test_refused_rows_are_grouped_by_kind_and_all_are_in_the_report(light: Terminal) -> None:
    report = light.folder / "report.csv"

    said = light.imports(a_file(*(f"D{n},x" for n in range(60))), "--report", str(report))

    assert said.under("Refused") == [
        "line 2: 2 cells where the headings are 11 (and 59 more of this kind; --report FILE lists all)"
    ]
    assert len(report.read_text(encoding="utf-8-sig").splitlines()) == 61


def test_a_long_list_of_new_deals_is_cut_and_says_by_how_many(light: Terminal) -> None:
    said = light.imports(a_file(*(f"D{n},Deal {n},,,,,,,,,open" for n in range(1, 31))))

    assert [*said.under("New")[:2], said.under("New")[-1]] == ["Deal 1", "Deal 2", "… and 10 more"]


def test_without_a_terminal_nothing_is_imported_unless_yes_is_said(terminal: Terminal) -> None:
    file = terminal.file("deals.csv", a_file())
    before = terminal.everything()

    said = terminal("import", file)

    assert (said.code, said.err) == (1, "Nothing was changed: without a terminal, say --yes.\n")
    assert said.under("New") == ["Nordlys - Service", "Lumen - Renewal", "Fjord - Booking"]
    assert terminal.everything() == before


@pytest.mark.parametrize(
    ("typed", "code", "there", "last"),
    [("y\n", 0, 3, "Done: 3 new"), ("n\n", 1, 0, "Nothing was changed."), ("\x04", 1, 0, "Aborted")],
)
def test_at_a_terminal_one_is_asked(light: Terminal, typed: str, code: int, there: int, last: str) -> None:
    ended, shown = at_a_terminal(["import", str(light.file("deals.csv", a_file()))], typed)

    assert ended == code
    assert "Go on? [y/N]" in shown
    assert last in shown.split("Go on?")[1]
    assert len(light.deals()) == there


def test_at_a_terminal_what_is_in_doubt_is_asked_before_it_goes_on(light: Terminal) -> None:
    file = light.file("deals.csv", "id,name,close date\n1,Nordlys,02-12-2027\n2,Lumen,03-12-2027\n")

    ended, shown = at_a_terminal(["import", str(file)], "sideways\ndmy\ny\n")

    assert ended == 0, shown
    assert light.deals()["csv", "1"].close_date == date(2027, 12, 2)
    assert "The dates in the column “close date” can be read in two ways" in shown
    assert "dmy: The day comes first" in shown
    assert shown.index("Your answer for dates") < shown.index("Go on? [y/N]")


def at_a_terminal(args: Sequence[str], typed: str) -> tuple[int, str]:
    """Run the command at a terminal of its own and type something there."""
    ours, theirs = pty.openpty()
    command = [str(Path(sys.executable).with_name("revisor")), *args]
    process = subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs)
    os.close(theirs)
    os.write(ours, typed.encode())
    shown = b""
    try:
        while part := os.read(ours, 4096):
            shown += part
    except OSError:  # on Linux the end of a terminal is an error
        os.close(ours)
    return process.wait(timeout=60), shown.decode()
