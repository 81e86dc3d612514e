"""The list of people, loaded from the command line."""

import csv
from dataclasses import replace
from datetime import UTC, datetime, time

import pytest
from sqlalchemy import update

from bot.kit.member import Member
from bot.people.usecases.meeting import link
from flows.company.people import Role
from storage import occurrences, tables
from storage import people as stored
from tests.bot.terminal import Terminal

PAIR = (
    "Mette Sælger,mette@example.dk,seller,jens@example.dk,Wednesday,10:30",
    "Jens Leder,jens@example.dk,manager,,,",
)


def test_a_list_in_english_is_loaded_with_roles_managers_and_moments(terminal: Terminal) -> None:
    said = terminal.loads(*PAIR)

    people = terminal.people()
    mette, jens = people["mette@example.dk"], people["jens@example.dk"]
    assert said.code == 0
    assert "2 new, 0 changed, 0 unchanged, 0 refused." in said.out
    assert said.under("New") == ["Mette Sælger (seller)", "Jens Leder (manager)"]
    assert (mette.role, mette.manager_id, mette.weekday, mette.at) == (Role.SELLER, jens.id, 2, time(10, 30))
    assert (jens.role, jens.manager_id, jens.weekday, jens.at) == (Role.MANAGER, None, 0, time(9))


def test_a_danish_list_in_another_order_gives_the_same(terminal: Terminal) -> None:
    terminal.loads(*PAIR)
    english = terminal.people()

    said = terminal.loads(
        "onsdag;10.30;sælger;mette@example.dk;jens@example.dk;Mette Sælger",
        ";;leder;jens@example.dk;;Jens Leder",
        heading="ugedag;tidspunkt;rolle;e-mail;leders e-mail;navn",
    )

    assert "0 new, 0 changed, 2 unchanged" in said.out
    assert terminal.people() == english


@pytest.mark.parametrize("role", [role.value for role in Role])
def test_every_role_can_be_given(light: Terminal, role: str) -> None:
    light.loads(f"Mette,mette@example.dk,{role},,,")

    assert light.people()["mette@example.dk"].role == role


@pytest.mark.parametrize(
    ("day", "number"),
    [("Monday", 0), ("mandag", 0), ("Tirsdag", 1), ("wed", 2), ("tor", 3), ("FREDAG", 4), ("søndag", 6), ("", 0)],
)  # fmt: skip
def test_a_weekday_may_be_english_or_danish_and_empty_is_monday(
    light: Terminal, day: str, number: int
) -> None:
    light.loads(f"Mette,mette@example.dk,seller,,{day},")

    assert light.people()["mette@example.dk"].weekday == number


def test_a_manager_may_be_known_from_before_and_need_not_be_on_the_list(light: Terminal) -> None:
    light.loads(PAIR[1])
    light.loads(PAIR[0])

    people = light.people()
    assert people["mette@example.dk"].manager_id == people["jens@example.dk"].id


def test_a_manager_whom_nobody_knows_is_listed_and_found_once_he_is_known(light: Terminal) -> None:
    said = light.loads(PAIR[0])

    assert said.under("Without a manager, because nobody has that e-mail") == [
        "Mette Sælger: jens@example.dk"
    ]
    assert light.people()["mette@example.dk"].manager_id is None

    light.loads(*PAIR)
    people = light.people()
    assert people["mette@example.dk"].manager_id == people["jens@example.dk"].id


def test_the_same_list_again_changes_nothing(terminal: Terminal) -> None:
    terminal.loads(*PAIR)
    before = terminal.everything()

    said = terminal("people", terminal.folder / "people.csv")

    assert said.code == 0
    assert "0 new, 0 changed, 2 unchanged, 0 refused." in said.out
    assert "Nothing to change." in said.out
    assert terminal.everything() == before


@pytest.mark.parametrize(
    ("old", "new", "field", "value"),
    [
        ("Mette Sælger", "Mette Nygaard", "name", "Mette Nygaard"),
        (",seller,", ",director,", "role", Role.DIRECTOR),
        ("jens@example.dk", "", "manager_id", None),
        ("Wednesday", "fredag", "weekday", 4),
        ("10:30", "", "at", time(9)),
    ],
)
def test_a_changed_line_changes_the_person_and_nobody_else(
    light: Terminal, old: str, new: str, field: str, value: object
) -> None:
    light.loads(*PAIR)
    jens = light.people()["jens@example.dk"]

    said = light.loads(PAIR[0].replace(old, new), PAIR[1])

    assert "0 new, 1 changed, 1 unchanged, 0 refused." in said.out
    assert getattr(light.people()["mette@example.dk"], field) == value
    assert light.people()["jens@example.dk"] == jens


def test_a_loop_of_managers_is_refused_and_the_rest_goes_in(terminal: Terminal) -> None:
    terminal.loads("Eva,eva@example.dk,manager,,,", "Bo,bo@example.dk,manager,eva@example.dk,,")

    said = terminal.loads(
        "Eva,eva@example.dk,manager,ida@example.dk,,",
        "Ida,ida@example.dk,manager,bo@example.dk,,",
        "Per,per@example.dk,seller,eva@example.dk,,",
    )

    people = terminal.people()
    assert said.under("Refused, because their managers go round in a loop") == [
        "Eva: ida@example.dk",
        "Ida: bo@example.dk",
    ]
    assert "1 new, 0 changed, 0 unchanged" in said.out
    assert set(people) == {"eva@example.dk", "bo@example.dk", "per@example.dk"}
    assert people["eva@example.dk"].manager_id is None


def test_an_address_in_capitals_is_the_same_person(light: Terminal) -> None:
    light.loads(*PAIR)
    said = light.loads(PAIR[0].replace("mette@example.dk", "Mette@Example.DK"))

    assert "0 new, 0 changed, 1 unchanged" in said.out


def test_nobody_is_removed_for_not_being_on_the_list(light: Terminal) -> None:
    light.loads(*PAIR)
    light.loads("Ida,ida@example.dk,viewer,,,")

    assert set(light.people()) == {"mette@example.dk", "jens@example.dk", "ida@example.dk"}


def test_a_list_without_a_column_leaves_what_was_said_there(light: Terminal) -> None:
    light.loads(*PAIR)
    before = light.people()["mette@example.dk"]

    said = light.loads("Mette Sælger,mette@example.dk,seller", heading="name,email,role")

    assert "0 new, 0 changed, 1 unchanged" in said.out
    assert light.people()["mette@example.dk"] == before


def test_who_is_known_but_not_on_the_list_is_named_with_what_they_carry(terminal: Terminal) -> None:
    carrying(terminal)

    said = terminal.loads(PAIR[1])

    assert said.under("Known here but not on the list (the role none ends all access)") == [
        "Mette Sælger (mette@example.dk); open: Northern wharf"
    ]
    assert "Nothing to change." in said.out
    assert terminal.people()["mette@example.dk"].slack_id == "U1"


@pytest.mark.parametrize("word", ["none", "ingen"])
def test_the_role_none_ends_all_access_and_reminders(terminal: Terminal, word: str) -> None:
    carrying(terminal)

    said = terminal.loads(PAIR[0].replace("seller", word), PAIR[1])

    assert said.under("All access ends") == ["Mette Sælger (mette@example.dk); open: Northern wharf"]
    gone(terminal)
    assert "Nothing to change." in terminal.loads(PAIR[1]).out


def test_a_command_ends_all_access_of_somebody(terminal: Terminal) -> None:
    carrying(terminal)

    said = terminal("remove", "Mette@Example.dk", "--yes")

    assert said.under("All access and all reminders end") == [
        "Mette Sælger (mette@example.dk); open: Northern wharf"
    ]
    gone(terminal)
    again = terminal("remove", "mette@example.dk", "--yes")
    assert (again.code, again.err) == (1, "Nobody on the list has the e-mail mette@example.dk.\n")


def test_without_a_terminal_nobodys_access_ends_unless_yes_is_said(light: Terminal) -> None:
    carrying(light)

    said = light("remove", "mette@example.dk")

    assert (said.code, said.err) == (1, "Nothing was changed: without a terminal, say --yes.\n")
    assert light.people()["mette@example.dk"].role is Role.SELLER


def test_the_list_brings_back_whom_it_had_given_the_role_none(light: Terminal) -> None:
    carrying(light)
    light("remove", "mette@example.dk", "--yes")

    light.loads(*PAIR)
    seen(light)

    mette = light.people()["mette@example.dk"]
    assert (mette.role, mette.slack_id) == (Role.SELLER, "U1")


def carrying(terminal: Terminal) -> None:
    """The pair on the list; Mette is found in Slack, carries an open deal, and is to be reminded."""
    terminal.loads(*PAIR)
    seen(terminal)
    terminal(
        "import",
        terminal.file(
            "deals.csv", "id,name,amount,currency,owner_email\nD1,Northern wharf,1,DKK,mette@example.dk\n"
        ),
        "--yes",
    )


def gone(terminal: Terminal) -> None:
    """Mette has no part in it: Slack finds nobody, and nothing is planned for her."""
    seen(terminal)
    with terminal.looking() as tx:
        assert stored.by_slack(tx, "U1") is None
        assert stored.unlinked(tx) == [terminal.people()["jens@example.dk"]]
    [row] = [row for row in terminal.rows("people") if row.email == "mette@example.dk"]
    assert (row.role, row.slack_id) == ("none", None)
    assert [each for each in terminal.rows("occurrences") if each.seller_id == row.id] == []
    assert [each.ended_at is None for each in terminal.rows("pairs") if each.seller_id == row.id] == [False]


def test_what_slack_has_told_of_somebody_stays(light: Terminal) -> None:
    light.loads(*PAIR)
    with light.desk() as desk:
        link(desk, [Member("U1", "mette@example.dk", "M", "Europe/London", "en", False, False)])

    light.loads(PAIR[0].replace("Mette Sælger", "Mette Nygaard"))

    mette = light.people()["mette@example.dk"]
    assert (mette.name, mette.slack_id, mette.timezone, mette.language) == (
        *("Mette Nygaard", "U1", "Europe/London", "en"),
    )


def seen(terminal: Terminal, **more: str) -> None:
    """Slack says of Mette what it says, and besides what is different."""
    told = {
        "slack_id": "U1",
        "email": "mette@example.dk",
        "name": "Mette Sælger",
        "timezone": "Europe/London",
    }
    with terminal.desk() as desk:
        link(desk, [Member(**told | more, language="en", is_guest=False, is_admin=False)])  # type: ignore[arg-type]


def test_a_new_name_in_slack_stays_until_the_list_has_a_new_one_of_its_own(terminal: Terminal) -> None:
    terminal.loads(*PAIR)
    seen(terminal)
    seen(terminal, name="Mette Nygaard")

    assert "0 new, 0 changed, 2 unchanged" in terminal.loads(*PAIR).out
    assert terminal.people()["mette@example.dk"].name == "Mette Nygaard"

    terminal.loads(PAIR[0].replace("Mette Sælger", "Mette N. Sælger"), PAIR[1])
    assert terminal.people()["mette@example.dk"].name == "Mette N. Sælger"


def test_a_new_address_that_slack_knows_is_the_same_person(terminal: Terminal) -> None:
    terminal.loads(*PAIR)
    seen(terminal)
    seen(terminal, email="mn@example.dk")
    before = terminal.people()["mette@example.dk"]

    said = terminal.loads(PAIR[0].replace("mette@", "mn@"), PAIR[1])

    assert "0 new, 0 changed, 2 unchanged" in said.out
    assert said.under("New address") == ["Mette Sælger: mette@example.dk -> mn@example.dk"]
    assert terminal.people()["mn@example.dk"] == replace(before, email="mn@example.dk")
    assert "Nothing to change." in terminal.loads(PAIR[0].replace("mette@", "mn@"), PAIR[1]).out


def waiting_since(terminal: Terminal, moment: datetime) -> None:
    """A reminder of everybody has been waiting since then."""
    with terminal.desk() as desk:
        desk.tx.execute(update(tables.people).values(slack_id="U1"))
        desk.tx.execute(update(tables.occurrences).values(due_at=moment))


def test_a_reminder_that_is_waiting_is_not_lost_when_a_name_changes(light: Terminal) -> None:
    light.loads(PAIR[0])
    moment = datetime(2026, 1, 5, 9, tzinfo=UTC)
    waiting_since(light, moment)

    light.loads(PAIR[0].replace("Mette Sælger", "Mette Nygaard"))

    with light.looking() as tx:
        [mette] = stored.all_of(tx)
        assert occurrences.next_of(tx, mette.id).step.due_at == moment
    assert mette.name == "Mette Nygaard"


def test_another_weekday_or_time_plans_the_next_reminder_anew(light: Terminal) -> None:
    light.loads(PAIR[0])
    waiting_since(light, datetime(2026, 1, 5, 9, tzinfo=UTC))

    before = datetime.now(UTC)
    light.loads(PAIR[0].replace("Wednesday", "Thursday"))

    [row] = light.rows("occurrences")
    assert row.due_at > before
    assert row.due_at.weekday() == 3


def test_bad_lines_are_listed_while_the_rest_goes_in(terminal: Terminal) -> None:
    said = terminal.loads(
        "Ida,ida@example.dk,boss,,,",
        "Bo,not an address,seller,,,",
        "Pia,pia@example.dk,seller,,Caturday,",
        "Ulf,ulf@example.dk,seller,,,25:00",
        "Eva,eva@example.dk,seller,eva@example.dk,,",
        "Per,per@example.dk,seller,,,",
        "Per,per@example.dk,manager,,,",
        ",nobody@example.dk,seller,,,",
        *PAIR,
        options=("--report", str(terminal.folder / "report.csv")),
    )

    assert said.code == 0
    assert "2 new, 0 changed, 0 unchanged, 8 refused." in said.out
    listed = csv.reader((terminal.folder / "report.csv").read_text(encoding="utf-8-sig").splitlines())
    assert [f"line {line}: {why}" for _, line, why in list(listed)[1:]] == [
        "line 2: the role “boss” is none of seller, manager, director, viewer, auditor, admin, none",
        "line 3: the email “not an address” is not an e-mail address",
        "line 4: “Caturday” is not a weekday in English or Danish",
        "line 5: the time “25:00” is not a time of day such as 09:00",
        "line 6: the manager is the person themselves",
        "line 7: “per@example.dk” stands on several rows that differ (lines 7, 8)",
        "line 8: “per@example.dk” stands on several rows that differ (lines 7, 8)",
        "line 9: no name",
    ]
    assert set(terminal.people()) == {"mette@example.dk", "jens@example.dk"}


def test_without_a_terminal_nobody_is_loaded_unless_yes_is_said(light: Terminal) -> None:
    file = light.file("people.csv", "name,email,role\nMette,mette@example.dk,seller\n")

    said = light("people", file)

    assert (said.code, said.err) == (1, "Nothing was changed: without a terminal, say --yes.\n")
    assert light.people() == {}


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("", "The file is empty."),
        (
            "name,role\nMette,seller\n",
            "No column holds the email; the file has “name, role”. Name one: --map email=HEADING.",
        ),
        ("1,2,3\n", "There is no known column heading in the first row: “1, 2, 3”."),
    ],
)
def test_a_list_that_cannot_be_read_changes_nothing(light: Terminal, content: str, sentence: str) -> None:
    said = light("people", light.file("people.csv", content), "--yes")

    assert (said.code, said.out, said.err) == (1, "", f"{sentence}\n")
