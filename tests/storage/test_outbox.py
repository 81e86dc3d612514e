"""The outbox: written once, taken by one sender only, and never sent again in doubt."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from storage import outbox
from storage.engine import Database
from storage.outbox import OutboxRow, State
from tests.storage.conftest import elsewhere

LEASE = timedelta(seconds=30)


def test_a_key_is_put_once_however_often_it_is_asked_for(database: Database, company) -> None:
    assert _put(company, "reminder:1") is True
    assert _put(company, "reminder:1") is False

    with company.read() as tx:
        assert outbox.counts(tx)["pending"] == 1


def test_a_key_asked_for_by_many_at_once_is_put_once(database: Database, company) -> None:
    with ThreadPoolExecutor(8) as threads:
        assert sorted(threads.map(lambda _: _put(company, "reminder:1"), range(8)))[-2:] == [False, True]


def test_the_longest_waiting_message_goes_first_and_none_before_its_time(database: Database, company) -> None:
    for key, minutes in (("later", 1), ("second", -1), ("first", -2)):
        _put(company, key, minutes=minutes)

    taken = [_claim(company, company.now) for _ in range(3)]

    assert [row and row.key for row in taken] == ["first", "second", None]


def test_a_claimed_message_says_all_that_was_put(database: Database, company) -> None:
    with company.write() as tx:
        outbox.put(
            tx,
            kind="digest",
            recipient="C1",
            key="digest:1",
            facts={"deals": [1, 2], "næste": None},
            due_at=company.now,
            thread_ts="12.5",
        )
    row = _claim(company, company.now)

    assert (row.kind, row.recipient, row.workspace_id, row.thread_ts) == (
        "digest",
        "C1",
        company.workspace,
        "12.5",
    )
    assert row.facts == {"deals": [1, 2], "næste": None}
    assert (row.state, row.attempts, row.due_at) == (State.SENDING, 0, company.now)


def test_no_message_is_given_to_two_senders(database: Database, company) -> None:
    for number in range(40):
        _put(company, f"key {number}")

    def take_all(_: int) -> list[int]:
        mine = []
        while row := _claim(company, company.now):
            mine.append(row.id)
        return mine

    with ThreadPoolExecutor(8) as threads:
        taken = [row_id for mine in threads.map(take_all, range(8)) for row_id in mine]

    assert len(taken) == 40
    assert len(set(taken)) == 40


def test_counts_name_all_four_states_always_and_count_what_is_being_sent_as_pending(
    database: Database, company
) -> None:
    with company.read() as tx:
        assert outbox.counts(tx) == {"pending": 0, "sent": 0, "failed": 0, "unknown": 0}

    rows = [_claimed(company, f"key {number}") for number in range(5)]
    with company.write() as tx:
        outbox.mark_sent(tx, rows[0].id, channel="D1", ts="1.5")
        outbox.give_up(tx, rows[1].id, error="is_archived")
        outbox.doubt(tx, rows[2].id, error="connection lost")
        outbox.postpone(tx, rows[3].id, until=company.now, error="ratelimited")

        assert outbox.counts(tx) == {"pending": 2, "sent": 1, "failed": 1, "unknown": 1}
        assert outbox.counts(elsewhere(tx)) == {
            "pending": 0,
            "sent": 0,
            "failed": 0,
            "unknown": 0,
        }


def test_a_postponed_message_waits_until_its_time_and_remembers_that_it_was_tried(
    database: Database, company
) -> None:
    until = company.now + timedelta(seconds=30)
    row = _claimed(company, "key")
    with company.write() as tx:
        outbox.postpone(tx, row.id, until=until, error="ratelimited")

    assert _claim(company, company.now) is None
    again = _claim(company, until)
    assert (again.id, again.attempts, again.error) == (row.id, 1, "ratelimited")


@pytest.mark.parametrize("settle", ["sent", "failed", "unknown"])
def test_a_settled_message_is_never_claimed_again(database: Database, company, settle: str) -> None:
    row = _claimed(company, "key")
    with company.write() as tx:
        if settle == "sent":
            outbox.mark_sent(tx, row.id, channel="D1", ts="1.5")
        elif settle == "failed":
            outbox.give_up(tx, row.id, error="is_archived")
        else:
            outbox.doubt(tx, row.id, error="connection lost")
        outbox.expire(tx.at(company.now + 2 * LEASE), repeatable={"reminder"})

    assert _claim(company, company.now + 2 * LEASE) is None


def test_what_a_dead_sender_left_behind_becomes_unknown_and_is_shown(database: Database, company) -> None:
    row = _claimed(company, "key")
    with company.write() as tx:
        outbox.expire(tx.at(company.now + LEASE), repeatable=frozenset())
        doubtful = outbox.unknowns(tx)

    assert [(each.id, each.state) for each in doubtful] == [(row.id, State.UNKNOWN)]
    assert doubtful[0].error == "interrupted while sending"
    assert _claim(company, company.now + LEASE) is None


def test_what_does_no_harm_twice_is_sent_again_after_its_sender_died(database: Database, company) -> None:
    row = _claimed(company, "key")
    with company.write() as tx:
        outbox.expire(tx.at(company.now + LEASE), repeatable=frozenset({"reminder"}))

        assert outbox.unknowns(tx) == []
    assert _claim(company, company.now + LEASE).id == row.id


def test_a_sender_that_is_still_at_work_keeps_its_message(database: Database, company) -> None:
    _claimed(company, "key")
    with company.write() as tx:
        outbox.expire(tx.at(company.now + LEASE / 2), repeatable=frozenset({"reminder"}))

        assert outbox.counts(tx)["pending"] == 1
    assert _claim(company, company.now + LEASE / 2) is None


def test_a_message_of_a_transaction_that_breaks_off_is_never_sent(database: Database, company) -> None:
    with pytest.raises(ZeroDivisionError):
        _put_and_break_off(company)

    assert _claim(company, company.now) is None


def _put(company, key: str, minutes: int = 0) -> bool:
    with company.write() as tx:
        return outbox.put(
            tx,
            kind="reminder",
            recipient="U1",
            key=key,
            facts={},
            due_at=company.now + timedelta(minutes=minutes),
        )


def _put_and_break_off(company) -> None:
    with company.write() as tx:
        outbox.put(tx, kind="reminder", recipient="U1", key="k", facts={}, due_at=company.now)
        _ = 1 / 0


def _claim(company, at: datetime) -> OutboxRow | None:
    with company.write(at) as tx:
        return outbox.claim(tx, lease=LEASE)


def _claimed(company, key: str) -> OutboxRow:
    _put(company, key)
    row = _claim(company, company.now)
    assert row is not None
    return row


def test_a_message_put_in_other_words_goes_at_once(database: Database, company) -> None:
    _put(company, "chart:1")
    row = _claim(company, company.now)

    with company.write() as tx:
        outbox.reword(tx, row.id, facts={"text": "plain"}, error="invalid_blocks")
    again = _claim(company, company.now)

    assert again == replace(row, facts={"text": "plain"}, error="invalid_blocks")
