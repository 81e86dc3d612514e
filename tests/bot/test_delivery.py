"""Sending what is in the outbox: what Slack answers decides what becomes of a message, and none is sent twice."""

import logging
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from slack_sdk import WebClient
from sqlalchemy import make_url, select

from bot.app.delivery import AT_ONCE, drain
from bot.app.fates import MOST_ATTEMPTS
from bot.app.following import NOTICES
from bot.app.jobs import send
from bot.digest.posting.digest import post_digest
from bot.kit.slack import make_client
from bot.rhythm.jobs import remind
from storage import outbox, people, sending
from storage.outbox import Note, OutboxRow, Turn
from storage.sqlite import File
from storage.tables import outbox as rows
from tests.bot.answers import HTML, answering
from tests.journeys.conftest import Office, id_of, open_office, staff
from tests.reminded import remind_at

HELLO = {"text": "Hello <Tom> & co", "blocks": []}


@pytest.fixture
def office(sqlite_url: str) -> Iterator[Office]:
    """A workspace and its bot, everybody on the list."""
    for made in open_office(sqlite_url):
        yield staff(made)


@pytest.fixture
def any_office(database_url: str) -> Iterator[Office]:
    """The same on both kinds of database."""
    for made in open_office(database_url):
        yield staff(made)


@pytest.mark.parametrize(
    ("fault", "state", "error", "waits"),
    [
        ({"kind": "429", "seconds": 30}, "pending", "ratelimited", 30),
        ({"kind": "429", "seconds": 10**12}, "pending", "ratelimited", 1),
        ({"kind": "429", "seconds": 0}, "pending", "ratelimited", 1),
        ({"kind": "500"}, "pending", "http_500", 1),
        ({"kind": "error", "error": "ratelimited"}, "pending", "ratelimited", 1),
        ({"kind": "error", "error": "service_unavailable"}, "pending", "service_unavailable", 1),
        ({"kind": "error", "error": "team_added_to_org"}, "pending", "team_added_to_org", 1),
        ({"kind": "error", "error": "org_login_required"}, "pending", "org_login_required", 1),
        ({"kind": "error", "error": "accesslimited"}, "pending", "accesslimited", 1),
        ({"kind": "error", "error": "invalid_auth"}, "pending", "invalid_auth", 1),
        ({"kind": "error", "error": "token_revoked"}, "pending", "token_revoked", 1),
        ({"kind": "drop_before"}, "unknown", "RemoteDisconnected", 0),
        ({"kind": "drop_after"}, "unknown", "RemoteDisconnected", 0),
        ({"kind": "delay", "seconds": 1.5}, "unknown", "TimeoutError", 0),
        ({"kind": "error", "error": "internal_error"}, "unknown", "internal_error", 0),
        ({"kind": "error", "error": "fatal_error"}, "unknown", "fatal_error", 0),
        ({"kind": "error", "error": "channel_not_found"}, "failed", "channel_not_found", 0),
        ({"kind": "error", "error": "is_archived"}, "failed", "is_archived", 0),
        ({"kind": "error", "error": "not_in_channel"}, "failed", "not_in_channel", 0),
        ({"kind": "error", "error": "msg_too_long"}, "failed", "msg_too_long", 0),
        ({"kind": "error", "error": "invalid_blocks"}, "failed", "invalid_blocks", 0),
        ({"kind": "error", "error": "an_error_of_next_year"}, "failed", "an_error_of_next_year", 0),
    ],
)
def test_what_slack_answers_decides_what_becomes_of_a_message(
    office: Office,
    fault: dict[str, Any],
    state: str,
    error: str,
    waits: int,
    caplog: pytest.LogCaptureFixture,
) -> None:
    _put(office)
    office.workspace.faults.add(method="chat.postMessage", **fault)

    _drain(office, make_client(office.house.settings, timeout=1))

    row = _row(office)
    assert (row.state, row.error) == (state, error)
    assert row.due_at == office.now + timedelta(seconds=waits)
    level = logging.WARNING if state == "pending" else logging.ERROR
    assert (level, f"note to U0TOM: {error}, so it is {state}") in [
        (record.levelno, record.getMessage()) for record in caplog.records
    ]


@pytest.mark.parametrize(
    ("status", "body", "state", "error"),
    [
        (502, HTML, "unknown", "http_502"),
        (504, HTML, "unknown", "http_504"),
        (503, HTML, "pending", "http_503"),
        (500, b"", "pending", "http_500"),
        (429, b"", "pending", "http_429"),
        (403, HTML, "pending", "http_403"),
        (404, HTML, "pending", "http_404"),
        (407, HTML, "pending", "http_407"),
        (451, HTML, "pending", "http_451"),
        (404, b"", "pending", "http_404"),
        (403, b'{"ok": false, "error": "channel_not_found"}', "failed", "channel_not_found"),
        (200, HTML, "unknown", "http_200"),
        (200, b"", "unknown", "http_200"),
        (200, b"null", "unknown", "http_200"),
        (200, b'{"ok": true, "ts": "\xff"}', "unknown", "UnicodeDecodeError"),
    ],
)
def test_an_answer_that_is_not_slacks_own_says_nothing_of_the_message(
    office: Office, status: int, body: bytes, state: str, error: str
) -> None:
    _put(office)

    with answering(status, body) as url:
        _drain(office, _client(office, url))

    assert (_row(office).state, _row(office).error) == (state, error)


def test_what_waits_when_the_clock_is_set_back_goes_out_all_the_same(any_office: Office) -> None:
    _put(any_office)
    any_office.now -= timedelta(hours=1)

    send(any_office.house)

    assert _row(any_office).state == "sent"


def test_what_was_put_off_or_held_when_the_clock_is_set_back_goes_out_all_the_same(
    any_office: Office,
) -> None:
    _put(any_office)
    any_office.workspace.faults.add(method="chat.postMessage", kind="429", seconds=60)
    send(any_office.house)
    with any_office.write() as desk:
        outbox.put(desk.tx, Note("note", "U0METTE", "held", HELLO))
        sending.claim(desk.tx, limit=50, lease=timedelta(minutes=10))

    any_office.now -= timedelta(hours=1)
    send(any_office.house)

    assert any_office.person("U0TOM").messages() == ["Hello &lt;Tom&gt; &amp; co"]
    assert any_office.person("U0METTE").messages() == ["Hello &lt;Tom&gt; &amp; co"]


def test_slack_is_asked_again_after_a_quarter_of_an_hour_whatever_it_wants(any_office: Office) -> None:
    _put(any_office)
    any_office.workspace.faults.add(method="chat.postMessage", kind="429", seconds=86_400)

    for _ in range(2):  # not at once, though a quarter of an hour is the longest that anything may be put off
        send(any_office.house)
        assert _row(any_office).due_at == any_office.now + timedelta(minutes=15)

    any_office.now += timedelta(minutes=15)
    send(any_office.house)
    assert _row(any_office).state == "sent"


def test_half_an_answer_leaves_the_message_unknown(office: Office) -> None:
    _put(office)

    with answering(200, b'{"ok": true', missing=5) as url:
        _drain(office, _client(office, url))

    assert (_row(office).state, _row(office).error) == ("unknown", "IncompleteRead")


@pytest.mark.parametrize("address", ["http://127.0.0.1:1/api/", "http://no-such-host.invalid/api/"])
def test_a_slack_that_is_out_of_reach_has_not_taken_the_message(office: Office, address: str) -> None:
    _put(office)
    nowhere = _client(office, address)

    waits = []
    for _ in range(4):
        _drain(office, nowhere)
        waits.append((_row(office).due_at - office.now).total_seconds())
        office.now = _row(office).due_at

    assert waits == [1, 2, 4, 8]
    _drain(office)
    assert _row(office).state == "sent"
    assert len(office.person("U0TOM").messages()) == 1


def test_an_outage_of_six_hours_loses_nothing_and_then_an_end_is_made(office: Office) -> None:
    _put(office)
    nowhere = _client(office, "http://127.0.0.1:1/api/")
    begun = office.now

    while _row(office).state == "pending":
        office.now = _row(office).due_at
        _drain(office, nowhere)

    assert office.now - begun > timedelta(hours=6)
    assert (_row(office).state, _row(office).attempts) == ("failed", MOST_ATTEMPTS - 1)


@pytest.mark.parametrize("kind", ["429", "500"])
def test_a_postponed_message_goes_out_once_when_its_time_has_come(any_office: Office, kind: str) -> None:
    _put(any_office)
    any_office.workspace.faults.add(method="chat.postMessage", kind=kind, seconds=30)

    _drain(any_office)
    assert any_office.person("U0TOM").messages() == []
    _drain(any_office)
    assert any_office.person("U0TOM").messages() == []

    any_office.now += timedelta(seconds=30)
    _drain(any_office)
    _drain(any_office)
    row = _row(any_office)
    assert (row.state, row.sent_at, row.error) == ("sent", any_office.now, None)
    assert len(any_office.person("U0TOM").messages()) == 1


PLAINER = {
    "text": "Points: 3, 4",
    "blocks": [{"type": "divider"}],
    "fallback": [{"type": "section", "text": {"type": "plain_text", "text": "Points: 3, 4"}}],
}


def test_where_slack_refuses_its_blocks_a_message_goes_once_more_with_plainer_ones(
    any_office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    _put(any_office, facts=PLAINER)
    any_office.workspace.faults.add(method="chat.postMessage", kind="error", error="invalid_blocks")

    assert _drain(any_office) == 2

    assert _row(any_office).state == "sent"
    [message] = any_office.workspace.messages(any_office.workspace.dm_of("U0TOM"))
    assert (message.text, message.blocks[0]["type"]) == ("Points: 3, 4", "section")
    assert "note to U0TOM: invalid_blocks, so it goes with plainer blocks" in caplog.text


def test_plainer_blocks_that_are_refused_too_end_it(office: Office) -> None:
    _put(office, facts=PLAINER)
    office.workspace.faults.add(method="chat.postMessage", kind="error", error="invalid_blocks", times=5)

    assert _drain(office) >= 2

    assert (_row(office, "note").state, _row(office, "note").error) == ("failed", "invalid_blocks")
    assert [f.times for f in office.workspace.faults.pending()] == [3]


def test_another_refusal_sends_no_plainer_blocks(office: Office) -> None:
    _put(office, facts=PLAINER)
    office.workspace.faults.add(method="chat.postMessage", kind="error", error="channel_not_found")

    _drain(office)

    assert (_row(office, "note").state, _row(office, "note").facts) == ("failed", PLAINER)


def test_a_message_in_doubt_is_never_sent_again(any_office: Office) -> None:
    _put(any_office)
    any_office.workspace.faults.add(method="chat.postMessage", kind="drop_after")

    for _ in range(3):
        _drain(any_office)
        any_office.now += timedelta(days=1)

    assert _row(any_office).state == "unknown"
    assert len(any_office.person("U0TOM").messages()) == 1


def test_two_senders_at_once_send_each_message_once(any_office: Office) -> None:
    for number in range(30):
        _put(any_office, key=f"note {number}")

    with ThreadPoolExecutor(2) as senders:
        tried = list(senders.map(lambda _: _drain(any_office), range(2)))

    assert sum(tried) == 30
    assert len(any_office.person("U0TOM").messages()) == 30


REMINDED = ("U0TOM", "U0METTE", "U0ANNE")
OTHERS = (*REMINDED, "U0DORTE", "U0VERA", "U0AUGUST")  # more than are claimed at once


def _waiting_reminders(office: Office) -> None:
    """The moment of some has come, and none of their reminders is sent yet."""
    for slack_id in REMINDED:
        office.add("Service agreement", id_of(office, slack_id))
        with office.write() as desk:
            remind_at(desk.tx, id_of(office, slack_id), desk.now)
    remind(office.house)
    assert len([row for row in _rows(office) if row.kind == "reminder"]) == len(REMINDED)


def _posted_to(office: Office) -> list[str]:
    calls = [call for call in office.workspace.calls if call.method == "chat.postMessage"]
    return [str(call.arguments["channel"]) for call in calls]


def test_an_answer_waits_for_no_reminder_not_even_for_its_own_readers(any_office: Office) -> None:
    _waiting_reminders(any_office)
    any_office.now += timedelta(minutes=5)
    for slack_id in ("U0KARIN", "U0TOM"):
        _put(any_office, key=slack_id, to=slack_id)

    _drain(any_office)

    posted = _posted_to(any_office)
    assert posted[:2] == ["U0KARIN", "U0TOM"]
    assert sorted(posted[2:]) == sorted(REMINDED)


def test_an_answer_that_comes_while_thousands_are_sent_waits_for_a_few(any_office: Office) -> None:
    with any_office.write() as desk:
        for number, slack_id in enumerate(OTHERS * 2):
            outbox.put(desk.tx, Note("note", slack_id, f"late {number}", HELLO, turn=Turn.LAST))
    rows = count()

    def asks_at_the_second() -> bool:
        if next(rows) == 2:
            _put(any_office, to="U0KARIN")
        return False

    drain(any_office.house, any_office.id, NOTICES, stopped=asks_at_the_second)

    posted = _posted_to(any_office)
    assert (posted.index("U0KARIN"), len(posted)) == (AT_ONCE, 2 * len(OTHERS) + 1)


def test_where_slack_wants_a_pause_only_one_of_thousands_has_asked(any_office: Office) -> None:
    _waiting_reminders(any_office)
    any_office.workspace.faults.add(method="chat.postMessage", kind="429", seconds=30, times=9)

    assert _drain(any_office) == 1
    assert [fault.times for fault in any_office.workspace.faults.pending()] == [8]


def test_a_name_in_a_message_is_escaped_and_nothing_is_unfurled(office: Office) -> None:
    _put(office)

    _drain(office)

    call = office.workspace.calls[-1]
    assert call.arguments["text"] == "Hello &lt;Tom&gt; &amp; co"
    assert [call.arguments[name] for name in ("mrkdwn", "unfurl_links", "unfurl_media")] == [False] * 3


def test_what_belongs_into_the_thread_follows_once_the_message_stands(any_office: Office) -> None:
    below = [{"text": f"List {number}", "blocks": []} for number in range(2)]
    _put(any_office, to="C1", facts={**HELLO, "thread": below})
    any_office.workspace.faults.add(method="chat.postMessage", kind="500")

    _drain(any_office)
    assert _keys(any_office) == ["note 1"]

    any_office.now += timedelta(seconds=1)
    _drain(any_office)
    _drain(any_office)
    (parent,) = any_office.workspace.messages("C1")
    thread = any_office.workspace.messages("C1", thread_ts=parent.ts)
    assert [message.text for message in thread[1:]] == ["List 0", "List 1"]
    assert _keys(any_office) == ["note 1", "note 1.1", "note 1.2"]


@pytest.mark.parametrize("kind", ["500", "drop_before", "drop_after", "429"])
def test_a_home_is_published_again_whatever_went_wrong(office: Office, kind: str) -> None:
    _ask_home(office, "U0TOM")
    office.workspace.faults.add(method="views.publish", kind=kind)

    send(office.house)
    assert _row(office, "home").state == "pending"

    office.now += timedelta(seconds=2)
    send(office.house)
    assert _row(office, "home").state == "sent"
    assert office.workspace.home("U0TOM") is not None


def test_what_is_noted_of_a_call_waits_for_the_disk_for_a_message_and_not_for_a_home(
    office: Office, sqlite_url: str
) -> None:
    _ask_home(office, "U0TOM")
    disk = Disk(office)

    _drain_on(disk, office, sqlite_url)
    assert (_row(office, "home").state, disk.found) == ("sent", [])

    _put(office)
    _drain_on(disk, office, sqlite_url)
    assert (_row(office, "note").state, disk.found) == ("sent", ["sending", "sent"])


def test_the_home_of_somebody_who_left_is_not_published(office: Office) -> None:
    _ask_home(office, "U0TOM")
    with office.write() as desk:
        people.unlink(desk.tx, id_of(office, "U0TOM"))

    send(office.house)

    assert _row(office, "home").state == "sent"
    assert office.workspace.home("U0TOM") is None


@pytest.mark.parametrize(
    ("fault", "line"),
    [
        ({"kind": "drop_after"}, "One message may or may not have arrived. It is not sent again:"),
        ({"kind": "error", "error": "msg_too_long"}, "Slack refused one message in the last week:"),
    ],
)
def test_the_admins_home_shows_at_once_what_did_not_go_well(
    office: Office, fault: dict[str, Any], line: str
) -> None:
    assert line not in office.person("U0KARIN").home
    office.tick()
    office.passes(seconds=10)  # at most one Home in as many
    _put(office, kind="reminder")
    office.workspace.faults.add(method="chat.postMessage", **fault)

    send(office.house)

    shown = str(office.workspace.home("U0KARIN"))
    assert line in shown
    assert "• Reminder · U0TOM" in shown


def test_a_refused_message_leaves_the_admins_home_after_a_week(office: Office) -> None:
    _put(office, kind="reminder")
    office.workspace.faults.add(method="chat.postMessage", kind="error", error="msg_too_long")
    _drain(office)

    office.now += timedelta(days=8)

    assert "Slack refused" not in office.person("U0KARIN").home


def test_an_admins_home_that_slack_refuses_does_not_ask_for_itself_forever(office: Office) -> None:
    _ask_home(office, "U0KARIN")
    office.workspace.faults.add(method="views.publish", kind="error", error="invalid_blocks", times=9)

    for _ in range(3):
        send(office.house)

    assert len(_keys(office)) == 1


@pytest.mark.parametrize(
    ("error", "english", "danish"),
    [
        ("is_archived", "posted: their channel is archived. Another", "vises: kanalen er arkiveret. En"),
        ("not_in_channel", "posted: I am not in their channel", "vises: jeg er ikke med i kanalen"),
        ("channel_not_found", "posted: I can't see their channel", "vises: jeg kan ikke se kanalen"),
        ("restricted_action", "posted: Slack says restricted_action", "vises: Slack siger restricted_action"),
    ],
)
def test_a_digest_that_slack_refuses_is_told_to_the_admin_and_to_whoever_asked(
    office: Office, error: str, english: str, danish: str
) -> None:
    office.add("Service agreement", id_of(office, "U0TOM"))
    office.set_digest("C1")
    with office.write() as desk:
        post_digest(desk, office.who("U0JENS"), key="digest.typed:1")
    office.workspace.faults.add(method="chat.postMessage", kind="error", error=error)

    _drain(office)

    assert [english in text for text in office.person("U0KARIN").messages()] == [True]
    assert [danish in text for text in office.person("U0JENS").messages() if "1-til-1" not in text] == [True]
    assert office.workspace.messages("C1") == []


def test_nothing_more_is_sent_once_the_process_has_to_end(office: Office) -> None:
    _put(office)

    assert drain(office.house, office.id, NOTICES, stopped=lambda: True) == 0
    assert _row(office).state == "pending"


def test_what_a_dead_sender_left_is_logged_for_the_operator(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    _put(office)
    with office.write() as desk:
        [row] = sending.claim(desk.tx, limit=5, lease=timedelta(seconds=15))
        sending.begin(desk.tx, row.id, lease=timedelta(seconds=15))

    _drain(office)
    assert _row(office).state == "sending"
    office.now += timedelta(seconds=15)
    _drain(office)

    assert _row(office).state == "unknown"
    assert "note to U0TOM may or may not have arrived: the bot ended while sending it" in caplog.messages


class Disk:
    """Where the message stands whenever somebody waits for the disk."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self.found: list[str] = []

    def sync(self, _path: Path) -> None:
        self.found.append(_row(self._office, "note").state)


def _put(office: Office, *, to: str = "U0TOM", kind: str = "note", key: str = "note 1", **more: Any) -> None:
    with office.write() as desk:
        outbox.put(desk.tx, Note(kind, to, key, more.get("facts", HELLO)))


def _ask_home(office: Office, slack_id: str) -> None:
    with office.write() as desk:
        people.note_home(desk.tx, slack_id)
        outbox.ask_homes(desk.tx, [id_of(office, slack_id)])


def _client(office: Office, url: str | None = None) -> WebClient:
    settings = replace(office.house.settings, slack_api_url=url or office.house.settings.slack_api_url)
    return make_client(settings, timeout=2)


def _drain(office: Office, client: WebClient | None = None) -> int:
    house = replace(office.house, clients={office.id: client or _client(office)})
    return drain(house, office.id, NOTICES)


def _drain_on(disk: Disk, office: Office, url: str) -> None:
    database = replace(office.house.database, file=File(make_url(url), disk.sync))
    drain(replace(office.house, database=database), office.id, NOTICES)


def _row(office: Office, kind: str = "") -> OutboxRow:
    """The message, or the only one of its kind."""
    return next(row for row in _rows(office) if not kind or row.kind == kind)


def _rows(office: Office) -> list[Any]:
    with office.read() as desk:
        return list(desk.tx.execute(select(rows).order_by(rows.c.id)))


def _keys(office: Office) -> list[str]:
    return [row.key for row in _rows(office)]


def _calls(office: Office) -> int:
    return len([call for call in office.workspace.calls if call.method == "chat.postMessage"])


def test_a_kind_of_block_that_slack_has_refused_is_not_tried_again_for_a_month(any_office: Office) -> None:
    any_office.workspace.refuse_blocks("divider")
    for key in ("one", "two"):
        _put(any_office, key=key, facts=PLAINER)
        _drain(any_office)
    assert _calls(any_office) == 3  # of the first one twice

    any_office.workspace.refuse_blocks()
    any_office.now += timedelta(days=31)
    _put(any_office, key="three", facts=PLAINER)
    _drain(any_office)

    kinds = [each.blocks[0]["type"] for each in any_office.workspace.messages("D0TOM")]
    assert kinds == ["section", "section", "divider"]


def test_what_is_wrong_with_another_block_says_nothing_of_the_kinds_that_have_a_fallback(
    office: Office,
) -> None:
    wrong = {"type": "section", "text": {"type": "plain_text", "text": ""}}
    _put(office, key="one", facts={**PLAINER, "blocks": [{"type": "divider"}, wrong]})
    _drain(office)
    _put(office, key="two", facts=PLAINER)
    _drain(office)

    assert [each.blocks[0]["type"] for each in office.workspace.messages("D0TOM")] == ["section", "divider"]


def test_where_the_plainer_blocks_are_refused_too_nothing_is_kept_of_it(office: Office) -> None:
    _put(office, key="one", facts=PLAINER)
    office.workspace.faults.add(method="chat.postMessage", kind="error", error="invalid_blocks", times=2)
    _drain(office)
    _put(office, key="two", facts=PLAINER)
    _drain(office)

    assert [each.blocks[0]["type"] for each in office.workspace.messages("D0TOM")] == ["divider"]
