"""An admin imports a file in Slack: shown first, asked about, then done, once; everything else is a sentence."""

import json
import logging
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from itertools import count
from typing import Any

import pytest

from bot.crm import views
from bot.crm.questions import ANSWER
from bot.crm.slack_file import CHUNK, MOST, may_follow, read_until
from bot.crm.usecases.deals import AT_ONCE
from bot.kit.refusal import Refusal
from bot.kit.scopes import FILES, SCOPES
from bot.sandbox.downloads import METHOD
from flows.company.people import Role
from storage import people
from tests.journeys.conftest import Actor, Office, id_of, staff, texts_in
from tests.journeys.import_acts import (
    FILE,
    HEAD,
    ROWS,
    block_of,
    chooses,
    deals,
    looks,
    opens,
    says_more,
    sends,
)


@pytest.fixture
def karin(staffed: Office) -> Actor:
    """Karin, the admin."""
    return staffed.person("U0KARIN")


@pytest.mark.usefixtures("nothing_refused")
def test_a_file_is_shown_first_and_imported_when_somebody_says_so(staffed: Office, karin: Actor) -> None:
    shown = looks(karin)

    assert "This is what the file would do. Nothing is changed yet." in shown
    assert "2 deals found, source csv." in shown
    assert "2 new, 0 changed, 0 unchanged, 0 refused." in shown
    assert "New:\n• Packing line\n• Cold room" in shown
    assert deals(staffed) == {}

    assert "The deals are in: 2 new, 0 changed. New customers: 1." in sends(karin)

    assert {name: each.owner_id for name, each in deals(staffed).items()} == {
        "Packing line": id_of(staffed, "U0TOM"),
        "Cold room": id_of(staffed, "U0METTE"),
    }
    staffed.tick()
    (told,) = karin.messages()
    assert told.startswith("The deals are in: 2 new, 0 changed. New customers: 1.")


def test_the_same_file_again_has_nothing_to_change(staffed: Office, karin: Actor) -> None:
    looks(karin)
    sends(karin)

    assert "Nothing to change: what can be read of it is here already." in looks(karin)
    assert "0 new, 0 changed, 2 unchanged, 0 refused." in karin.screen


def test_what_changes_and_what_wants_a_look_is_shown_by_its_kind(staffed: Office, karin: Actor) -> None:
    looks(karin)
    sends(karin)
    changed = ROWS.replace("485000", "500000").replace("mette@example.dk", "who@example.dk")
    odd = "".join(
        f"E-{number},Odd {number},Havblik,,about {number},DKK,2027-01-01,Proposal\n" for number in "123"
    )

    shown = looks(karin, (HEAD + changed + odd).encode())

    assert "0 new, 1 changed, 1 unchanged, 3 refused." in shown
    assert "• Packing line: amount 485,000 -> 500,000" in shown
    assert "Refused:\n• line 4: the amount “about 1” is not a number (and 2 more of this kind)" in shown
    assert "Owner stays, the file's is in doubt:\n• who@example.dk: 1 (nobody has that e-mail)" in shown


def test_customers_and_people_come_in_the_same_way(staffed: Office, karin: Actor) -> None:
    customers = b"name,owner,yearly value\nHavblik,tom@example.com,90000\n"
    assert "1 new, 0 changed, 0 unchanged, 0 refused." in looks(karin, customers, what="customers")
    assert "The customers are in: 1 new, 0 changed." in sends(karin)

    listed = b"name,email,role,manager email\nNy Person,ny@example.dk,seller,anne@example.com\n"
    shown = looks(karin, listed, what="people")
    assert "New:\n• Ny Person (seller)" in shown
    assert "Known here but not on the list" in shown
    assert "The list of people is in: 1 new, 0 changed." in sends(karin)
    with staffed.read() as desk:
        found = people.by_email(desk.tx, "ny@example.dk")
    assert found is not None
    assert found.manager_id == id_of(staffed, "U0ANNE")


def test_a_doubt_is_a_choice_and_its_answer_goes_on_to_the_preview(staffed: Office, karin: Actor) -> None:
    unclear = (HEAD + ROWS.replace("2027-02-26", "02/03/2027").replace("2027-03-31", "04/05/2027")).encode()

    shown = looks(karin, unclear)

    assert "The file leaves something open. Nothing is changed yet." in shown
    question = block_of(karin, ANSWER)
    (asked,) = [block["element"] for block in karin.modal["blocks"] if block["block_id"] == question]
    assert [each["value"] for each in asked["options"]] == ["dmy", "mdy"]
    assert "How are dates written in this file?" in shown
    assert "The day comes first" in shown
    assert "The dates in the column “Close Date” can be read in two ways (“02/03/2027” on line 2)." in shown

    karin.workspace.fill(karin.id, question, ANSWER, "dmy")
    assert "2 new, 0 changed" in sends(karin)
    assert "Read with: dates=dmy" in karin.screen
    sends(karin)
    assert f"{deals(staffed)['Packing line'].close_date}" == "2027-03-02"


def test_the_preview_can_be_read_another_way_before_anything_is_done(staffed: Office, karin: Actor) -> None:
    two = HEAD.replace("Amount", "Amount,Of Ours") + ROWS.replace("485000", "485000,1").replace(
        "92000", "92000,2"
    )
    looks(karin, two.encode())

    says_more(karin, 'amount=Of Ours\n--map source="crm"')
    shown = sends(karin)

    assert "source crm." in shown
    assert "Read with: amount=Of Ours, source=crm" in shown
    assert deals(staffed) == {}
    says_more(karin, "source=")
    assert "Read with: amount=Of Ours" in sends(karin)
    assert "source crm" not in karin.screen
    sends(karin)
    assert deals(staffed)["Packing line"].amount == 1


def test_a_file_that_cannot_be_read_says_why_and_takes_another_way(staffed: Office, karin: Actor) -> None:
    odd = b"Our Number,What,Whose\n1,Packing line,Nordlys\n2,Cold room,Havblik\n"

    assert "The file can't be read as it is." in looks(karin, odd)

    says_more(karin, "number=Our Number")
    assert "knows no field" in sends(karin)
    assert (
        karin.modal["state"]["values"][block_of(karin, views.MORE)][views.MORE]["value"]
        == "number=Our Number"
    )
    says_more(karin, 'id=Our Number\n--map "name=What"\ncustomer="Whose"')
    assert "2 new, 0 changed" in sends(karin)


def test_in_danish_all_of_it_is_danish(staffed: Office, karin: Actor) -> None:
    staffed.workspace.change_user("U0METTE", is_admin=True)
    mette = staffed.person("U0METTE")
    row = "D-3,Lager,Havblik,ukendt@example.dk,omkring 3,DKK,2027-01-01,Proposal\n"

    shown = looks(mette, (HEAD + ROWS + row).encode())

    assert "Det her ville filen gøre. Intet er ændret endnu." in shown
    assert "2 nye, 0 ændrede, 0 uændrede, 1 afvist." in shown
    assert "Afvist:\n• linje 4: beløbet »omkring 3« er ikke et tal" in shown
    assert "Salgsmulighederne er inde: 2 nye, 0 ændrede. Nye kunder: 1." in sends(mette)


# Who may


@pytest.mark.parametrize("who", ["U0TOM", "U0ANNE", "U0DORTE", "U0VERA", "U0AUGUST", "U0NEW"])
def test_who_is_no_admin_is_told_who_may(staffed: Office, who: str) -> None:
    person = staffed.person(who)

    person.says("/review import")

    person.modal_with("Importing is for workspace admins and for those whom the list calls admin.")


def test_a_guest_is_told_nothing_more_than_anywhere(staffed: Office) -> None:
    guest = staffed.person("U0GUEST")

    guest.says("/review import")

    guest.modal_with("Revisor is for the company's own people")


def test_who_is_no_admin_any_more_imports_nothing(staffed: Office, karin: Actor) -> None:
    looks(karin)
    with staffed.write() as desk:
        people.set_role(desk.tx, id_of(staffed, "U0KARIN"), Role.VIEWER)
    staffed.workspace.change_user("U0KARIN", is_admin=False)

    assert "Importing is for workspace admins" in sends(karin)
    assert deals(staffed) == {}


# Trouble


def test_without_the_scope_the_admin_is_told_which_and_what_to_do(staffed: Office, karin: Actor) -> None:
    staffed.workspace.reinstall(*(scope for scope in SCOPES if scope != FILES))

    karin.says("/review import")

    karin.modal_with("I don't have the permission files:read in Slack")


def test_a_scope_that_is_taken_away_meanwhile_is_told_in_the_window(staffed: Office, karin: Actor) -> None:
    chooses(opens(karin))
    staffed.workspace.reinstall(*(scope for scope in SCOPES if scope != FILES))
    karin.submits()
    karin.modal_with("I don't have the permission files:read in Slack")

    staffed.workspace.reinstall(*SCOPES)
    assert "2 new, 0 changed" in sends(karin)


@pytest.mark.parametrize(
    ("kind", "more", "told"),
    [
        ("429", {}, "Slack did not give me the file (http_429). Nothing was changed."),
        ("500", {}, "Slack did not give me the file (http_500)."),
        ("drop_before", {}, "Slack did not give me the file (RemoteDisconnected)."),
        ("drop_after", {}, "Slack did not give me the file"),
        ("error", {}, "I don't have the permission files:read in Slack"),
    ],
)
def test_a_download_that_goes_wrong_is_told_and_may_be_tried_again(
    staffed: Office, karin: Actor, kind: str, more: dict[str, Any], told: str
) -> None:
    chooses(opens(karin))
    staffed.workspace.faults.add(method=METHOD, kind=kind, **more)

    assert told in sends(karin)

    assert "2 new, 0 changed" in sends(karin)


def test_a_slack_that_does_not_say_which_file_it_is_may_be_asked_again(staffed: Office, karin: Actor) -> None:
    chooses(opens(karin))
    staffed.workspace.faults.add(method="files.info", kind="500")

    assert "Slack did not give me the file (http_500). Nothing was changed." in sends(karin)
    assert "2 new, 0 changed" in sends(karin)


@pytest.mark.parametrize("before", ["it is read", "it is imported"])
def test_a_file_that_is_gone_is_told_and_another_one_can_be_chosen(
    staffed: Office, karin: Actor, before: str
) -> None:
    file_id = chooses(opens(karin))
    if before == "it is imported":
        sends(karin)
    staffed.workspace.delete_file(file_id)

    assert "That file is no longer in Slack, or I can't see it. Nothing was changed." in sends(karin)

    chooses(karin)
    assert "2 new, 0 changed" in sends(karin)


def test_a_file_that_is_another_one_than_was_looked_at_is_not_imported(staffed: Office, karin: Actor) -> None:
    file_id = chooses(opens(karin))
    sends(karin)
    files = staffed.workspace.records.files
    files[file_id] = replace(files[file_id], data=FILE.replace(b"485000", b"1"))

    assert "The file in Slack is another one than you looked at. Nothing was changed." in sends(karin)
    assert deals(staffed) == {}


@pytest.mark.parametrize("known", ["when it is looked up", "when it comes"])
def test_a_file_that_is_too_large_is_not_fetched(staffed: Office, karin: Actor, known: str) -> None:
    file_id = chooses(opens(karin))
    files = staffed.workspace.records.files
    large = replace(files[file_id], data=b"x" * (MOST + 1))
    if known == "when it is looked up":
        files[file_id] = large

    def grow() -> None:
        if staffed.workspace.calls[-1].method == "files.info":
            files[file_id] = large

    staffed.workspace.subscribe(grow)

    assert "That file has more than 25 MB. Export fewer rows or columns, or use the command line." in sends(
        karin
    )


class Endless:
    """Bytes without an end; `given` counts them."""

    given = 0

    def read(self, amount: int, /) -> bytes:
        """Some more."""
        self.given += amount
        return b"x" * amount


def test_what_never_ends_is_not_read_for_ever() -> None:
    endless = Endless()

    with pytest.raises(Refusal) as refused:
        read_until(endless, until=float("inf"))

    assert refused.value.code == "import_large"
    assert endless.given <= MOST + CHUNK
    with pytest.raises(TimeoutError):
        read_until(Endless(), until=float("-inf"))


def test_a_window_that_slack_does_not_open_is_told_by_message(staffed: Office, karin: Actor) -> None:
    staffed.workspace.faults.add(method="views.open", kind="error", error="expired_trigger_id", times=2)

    karin.says("/review import")
    staffed.stop()
    staffed.tick()

    (told,) = karin.messages()
    assert told.startswith("Slack was slow, and the window may not have opened.")


@pytest.mark.parametrize(
    ("url", "follows"),
    [
        ("https://files.slack.com/files-pri/T1-F1/download/a.csv", True),
        ("https://firm.slack.com/files-pri/T1-F1/a.csv", True),
        ("https://firm.enterprise.slack.com/a.csv", True),
        ("https://slack-files.com/T1-F1-abc", True),
        ("https://FILES.SLACK.COM/a.csv", True),
        ("https://files.slack.com:443/a.csv", True),
        ("http://files.slack.com/a.csv", False),
        ("https://files.slack.com:8443/a.csv", False),
        ("https://files.slack.com.example.com/a.csv", False),
        ("https://notslack.com/a.csv", False),
        ("https://slack.com@example.com/a.csv", False),
        ("https://token@files.slack.com/a.csv", False),
        ("https://example.com/files.slack.com", False),
        ("https://example.com#.slack.com", False),
        ("https://example.com\\.slack.com", False),
        ("https://127.0.0.1/a.csv", False),
        ("file:///etc/passwd", False),
        ("ftp://files.slack.com/a.csv", False),
        ("https://[::1/a.csv", False),
        ("https://files.slack.com:x/a.csv", False),
        ("//files.slack.com/a.csv", False),
        ("", False),
    ],
)
def test_only_links_to_slacks_own_hosts_are_followed(url: str, follows: bool) -> None:
    assert may_follow(url, "https://slack.com/api/") is follows


def test_a_server_of_ones_own_may_hold_the_files_too() -> None:
    assert may_follow("http://127.0.0.1:8765/files-pri/a", "http://127.0.0.1:8765/api/")
    assert not may_follow("http://127.0.0.1:8766/files-pri/a", "http://127.0.0.1:8765/api/")


def test_a_link_that_leads_elsewhere_is_not_followed(
    staffed: Office, karin: Actor, caplog: pytest.LogCaptureFixture
) -> None:
    chooses(opens(karin))
    staffed.workspace.records.base_url = "https://example.com"

    assert "The link of that file does not lead to Slack's own servers" in sends(karin)
    assert "is not followed" in caplog.text
    assert [call for call in staffed.workspace.calls if call.method == METHOD] == []


def test_the_token_is_not_taken_along_to_where_a_link_leads_on(staffed: Office, karin: Actor) -> None:
    chooses(opens(karin))
    staffed.workspace.faults.add(
        method=METHOD, kind="error"
    )  # a way to the page to log in, which isn't there

    assert "I don't have the permission files:read in Slack" in sends(karin)


def test_a_first_window_without_a_file_asks_for_one(staffed: Office, karin: Actor) -> None:
    opens(karin)
    karin.submits()

    assert karin.workspace.modal_errors(karin.id) == {views.FILE: "Please complete this required field."}
    view = {**karin.modal, "state": {"values": {}}}
    karin.submits_again(view)
    karin.modal_with("Choose a file, and what it holds.")


@pytest.mark.parametrize("data", ["[]", "{}", '["deals"]', '["all", "F1"]', '["deals", "../F1"]', "x" * 4000])
def test_what_no_window_of_ours_says_is_refused(staffed: Office, karin: Actor, data: str) -> None:
    opens(karin)

    karin.submits_again({**karin.modal, "private_metadata": data})

    karin.modal_with("That button is from an older message and does nothing any more.")


# Once, and never half


def test_the_same_press_six_times_at_once_imports_once_and_says_so(any_office: Office) -> None:
    karin = staff(any_office).person("U0KARIN")
    looks(karin)
    view = karin.modal

    with ThreadPoolExecutor(6) as hands:
        list(hands.map(lambda _: karin.acknowledgement_of(view), range(6)))
    karin.modal_with("The deals are in: 2 new, 0 changed. New customers: 1.")
    any_office.stop()

    assert "The deals are in: 2 new, 0 changed. New customers: 1." in karin.screen
    any_office.tick()
    assert len(karin.messages()) == 1


def test_two_admins_at_once_import_it_once(staffed: Office, karin: Actor) -> None:
    staffed.workspace.change_user("U0DORTE", is_admin=True)
    dorte = staffed.person("U0DORTE")
    looks(karin)
    looks(dorte)

    with ThreadPoolExecutor(2) as hands:
        said = list(hands.map(sends, (karin, dorte)))

    assert sorted("The deals are in: 2 new" in each for each in said) == [False, True]
    assert sorted("Nothing to change" in each for each in said) == [False, True]
    assert len(deals(staffed)) == 2


def test_closing_the_window_changes_nothing(staffed: Office, karin: Actor) -> None:
    looks(karin)
    karin.closes()
    chooses(opens(karin))
    karin.closes()
    staffed.stop()

    assert deals(staffed) == {}
    assert karin.messages() == []


def test_who_closes_the_window_while_it_is_imported_reads_by_message_what_came_of_it(
    staffed: Office, karin: Actor
) -> None:
    looks(karin)
    karin.submits()
    karin.closes()
    staffed.stop()

    assert len(deals(staffed)) == 2
    staffed.tick()
    (told,) = karin.messages()
    assert told.startswith("The deals are in: 2 new")


def test_a_long_import_says_how_far_it_is(staffed: Office, karin: Actor) -> None:
    rows = [f"D-{n},Deal {n},Nordlys,,{n},DKK,2027-02-26,Proposal\n" for n in range(1, 2 * AT_ONCE + 11)]
    looks(karin, (HEAD + "".join(rows)).encode())
    moments = count()
    staffed.stop()
    staffed.afterwards = None
    clock = lambda: staffed.now + timedelta(seconds=3 * next(moments))  # noqa: E731
    staffed.house = replace(staffed.house, clock=clock)
    staffed.start()

    assert f"The deals are in: {len(rows):,} new, 0 changed. New customers: 0." in sends(karin)

    shown = [
        text
        for call in staffed.workspace.calls
        if call.method == "views.update"
        for text in texts_in(call.arguments["view"])
        if "are in." in text
    ]
    assert [text.split(" are in.")[0] for text in shown] == [
        f"{done:,} of {len(rows):,}" for done in (AT_ONCE, 2 * AT_ONCE)
    ]
    staffed.tick()
    staffed.tick()
    assert [message.split(".")[0] for message in karin.messages()] == [
        f"I have begun to import what you asked for: {len(rows):,} new, 0 changed",
        f"The deals are in: {len(rows):,} new, 0 changed",
    ]


def test_an_import_that_breaks_off_says_how_much_is_in_and_goes_on_with_the_rest(
    staffed: Office, karin: Actor
) -> None:
    rows = [f"D-{n},Deal {n},Nordlys,,{n},DKK,2027-02-26,Proposal\n" for n in range(1, AT_ONCE + 11)]
    looks(karin, (HEAD + "".join(rows)).encode())
    with staffed.write() as desk:
        desk.tx.connection.exec_driver_sql(
            f"CREATE TRIGGER full BEFORE INSERT ON subjects WHEN NEW.name = 'Deal {AT_ONCE + 5}' "
            "BEGIN SELECT RAISE(ABORT, 'disk is full'); END"
        )

    assert f"It broke off half-way. {AT_ONCE} of {len(rows)} are in and stay." in sends(karin)

    with staffed.write() as desk:
        desk.tx.connection.exec_driver_sql("DROP TRIGGER full")
    assert f"10 new, 0 changed, {AT_ONCE} unchanged" in sends(karin)
    assert "The deals are in: 10 new" in sends(karin)


def test_what_nobody_foresaw_is_told_with_a_code_and_the_window_promises_nothing(
    staffed: Office, karin: Actor, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    looks(karin)
    with staffed.write() as desk:
        desk.tx.connection.exec_driver_sql(
            "CREATE TRIGGER full BEFORE INSERT ON subjects BEGIN SELECT RAISE(ABORT, 'disk is full'); END"
        )

    assert "Something went wrong at my end, so I stopped here." in sends(karin)
    staffed.stop()
    staffed.tick()
    assert "give Karin Admin the code R-" in "".join(karin.messages())
    assert deals(staffed) == {}


def test_the_file_is_kept_nowhere(staffed: Office, karin: Actor) -> None:
    looks(karin)
    sends(karin)

    carried = [call.arguments for call in staffed.workspace.calls if call.method.startswith("views.")]
    assert "tom@example.com" not in json.dumps(carried, default=str)
