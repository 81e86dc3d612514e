"""The outbox: written once, taken by one sender only, in order for each reader, and never sent again in doubt."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest

from flows.company.people import Person
from storage import outbox, people, sending
from storage.engine import Database
from storage.outbox import Note, OutboxRow, State, Turn, Verb
from tests.storage.conftest import elsewhere

LEASE = timedelta(seconds=30)


def test_a_key_is_put_once_however_often_it_is_asked_for(company) -> None:
    assert _put(company, "reminder:1") is True
    assert _put(company, "reminder:1") is False

    with company.read() as tx:
        assert outbox.counts(tx)["pending"] == 1


def test_a_key_asked_for_by_many_at_once_is_put_once(company) -> None:
    with ThreadPoolExecutor(8) as threads:
        assert sorted(threads.map(lambda _: _put(company, "reminder:1"), range(8)))[-2:] == [False, True]


def test_the_longest_waiting_message_goes_first_and_none_before_its_time(company) -> None:
    for key, minutes in (("later", 1), ("second", -1), ("first", -2)):
        _put(company, key, to=key, minutes=minutes)

    assert [row.key for row in _claim(company, company.now)] == ["first", "second"]


def test_of_one_address_only_the_first_is_taken_until_it_has_its_fate(company) -> None:
    for key in ("one", "two"):
        _put(company, key)
    _put(company, "other", to="U2")

    first, other = _claim(company, company.now)
    assert (first.key, other.key) == ("one", "other")
    assert _claim(company, company.now) == []
    with company.write() as tx:
        sending.postpone(tx, first.id, until=company.now + LEASE, error="ratelimited")
    assert _claim(company, company.now) == []

    [again] = _claim(company, company.now + LEASE)
    assert again.key == "one"
    with company.write() as tx:
        sending.mark_sent(tx, again, channel="D1", ts="1.5")
    assert [row.key for row in _claim(company, company.now)] == ["two"]


def test_each_goes_in_its_turn_and_nobody_waits_for_what_goes_later_to_the_same_address(company) -> None:
    with company.write() as tx:
        for key, to, turn in (
            ("reminder 1", "U1", Turn.LAST),
            ("reminder 2", "U2", Turn.LAST),
            ("home", "U3", Turn.HOMES),
        ):
            outbox.put(tx, Note("note", to, key, {}, turn=turn))
    with company.write(company.now + timedelta(minutes=5)) as tx:
        outbox.put(tx, Note("note", "U1", "answer", {}))
    later = company.now + timedelta(minutes=5)

    assert [row.key for row in _claim(company, later, limit=3)] == ["answer", "home", "reminder 1"]
    assert [row.key for row in _claim(company, later)] == ["reminder 2"]


def test_what_comes_after_another_waits_until_that_stands(company) -> None:
    with company.write() as tx:
        outbox.put(tx, Note("digest", "C1", "above", {}))
    [above] = _claim(company, company.now)
    with company.write() as tx:
        outbox.put(tx, Note("digest", "C2", "below", {}, after_id=above.id, part=1))
    assert _claim(company, company.now) == []

    with company.write() as tx:
        sending.mark_sent(tx, above, channel="C1", ts="1.5")

    [below] = _claim(company, company.now)
    assert (below.after_id, below.part) == (above.id, 1)
    with company.read() as tx:
        stands = outbox.get(tx, above.id)
    assert (stands.channel, stands.ts) == ("C1", "1.5")


def test_a_claimed_message_says_all_that_was_put(company) -> None:
    with company.write(company.now - timedelta(minutes=1)) as tx:
        outbox.put(tx, Note("digest", "C1", "digest:1", {"deals": [1, 2], "næste": None}, Verb.UPDATE))
    [row] = _claim(company, company.now)

    assert (row.kind, row.verb, row.address, row.workspace_id) == (
        "digest",
        "update",
        "C1",
        company.workspace,
    )
    assert row.facts == {"deals": [1, 2], "næste": None}
    assert (row.state, row.attempts, row.asked_at) == ("claimed", 0, company.now - timedelta(minutes=1))


def test_no_message_is_given_to_two_senders(company) -> None:
    for number in range(40):
        _put(company, f"key {number}", to=f"U{number}")

    def take_all(_: int) -> list[int]:
        mine = []
        while rows := _claim(company, company.now, limit=3):
            mine += [row.id for row in rows]
        return mine

    with ThreadPoolExecutor(8) as threads:
        taken = [row_id for mine in threads.map(take_all, range(8)) for row_id in mine]

    assert len(taken) == 40
    assert len(set(taken)) == 40


def test_a_call_is_begun_by_whoever_has_claimed_it_and_once(company) -> None:
    row = _claimed(company, "key")
    with company.write() as tx:
        assert sending.begin(tx, row.id, lease=LEASE)
        assert not sending.begin(tx, row.id, lease=LEASE)


def test_what_was_claimed_and_not_begun_can_be_given_back(company) -> None:
    begun, waiting = _claimed(company, "begun"), _claimed(company, "waiting", to="U2")
    with company.write() as tx:
        sending.begin(tx, begun.id, lease=LEASE)
        sending.release(tx, [begun.id, waiting.id])

    assert [row.key for row in _claim(company, company.now)] == ["waiting"]


def test_counts_name_all_four_states_always_and_count_what_is_being_sent_as_pending(company) -> None:
    nothing = {"pending": 0, "sent": 0, "failed": 0, "unknown": 0}
    with company.read() as tx:
        assert outbox.counts(tx) == nothing

    rows = [_claimed(company, f"key {number}", to=f"U{number}") for number in range(6)]
    with company.write() as tx:
        sending.mark_sent(tx, rows[0], channel="D1", ts="1.5")
        sending.give_up(tx, rows[1].id, error="is_archived")
        sending.doubt(tx, rows[2].id, error="connection lost")
        sending.postpone(tx, rows[3].id, until=company.now, error="ratelimited")
        sending.begin(tx, rows[4].id, lease=LEASE)

        assert outbox.counts(tx) == {"pending": 3, "sent": 1, "failed": 1, "unknown": 1}
        assert outbox.counts(elsewhere(tx)) == nothing


def test_a_postponed_message_waits_until_its_time_and_remembers_that_it_was_tried(company) -> None:
    until = company.now + timedelta(seconds=30)
    row = _claimed(company, "key")
    with company.write() as tx:
        sending.postpone(tx, row.id, until=until, error="ratelimited")

    assert _claim(company, company.now) == []
    [again] = _claim(company, until)
    assert (again.id, again.attempts, again.error) == (row.id, 1, "ratelimited")


@pytest.mark.parametrize("settle", ["sent", "failed", "unknown"])
def test_a_settled_message_is_never_claimed_again(company, settle: str) -> None:
    row = _claimed(company, "key")
    with company.write() as tx:
        if settle == "sent":
            sending.mark_sent(tx, row, channel="D1", ts="1.5")
        elif settle == "failed":
            sending.give_up(tx, row.id, error="is_archived")
        else:
            sending.doubt(tx, row.id, error="connection lost")
        sending.expire(tx.at(company.now + 2 * LEASE))

    assert _claim(company, company.now + 2 * LEASE) == []


def test_a_call_that_a_dead_sender_had_begun_becomes_unknown_and_is_shown(company) -> None:
    row = _claimed(company, "key")
    with company.write() as tx:
        sending.begin(tx, row.id, lease=LEASE)
        lost = sending.expire(tx.at(company.now + LEASE))

        assert [(each.id, each.state) for each in lost] == [(row.id, State.UNKNOWN)]
        assert outbox.unknowns(tx)[0].error == "interrupted while sending"
    assert _claim(company, company.now + LEASE) == []


def test_what_a_dead_sender_had_only_claimed_is_sent_by_another(company) -> None:
    row = _claimed(company, "key")
    with company.write() as tx:
        assert sending.expire(tx.at(company.now + LEASE)) == []

    assert [each.id for each in _claim(company, company.now + LEASE)] == [row.id]


def test_a_sender_that_is_still_at_work_keeps_its_message(company) -> None:
    _claimed(company, "key")
    with company.write() as tx:
        sending.expire(tx.at(company.now + LEASE / 2))

        assert outbox.counts(tx)["pending"] == 1
    assert _claim(company, company.now + LEASE / 2) == []


def test_a_message_of_a_transaction_that_breaks_off_is_never_sent(company) -> None:
    with pytest.raises(ZeroDivisionError):
        _put_and_break_off(company)

    assert _claim(company, company.now) == []


def test_a_message_whose_blocks_were_refused_goes_at_once_with_plainer_ones(company) -> None:
    row = _claimed(company, "chart:1")
    with company.write() as tx:
        sending.say_plainly(tx, row.id, error="invalid_blocks")

    [again] = _claim(company, company.now)
    assert (again.id, again.plain, again.attempts, again.error) == (row.id, True, 0, "invalid_blocks")


def test_a_home_is_one_row_however_often_it_is_asked_for(company) -> None:
    anna, bo = _in_slack(company, "Anna", "U1"), _in_slack(company, "Bo", "U2")
    nobody = company.person("Carl")
    for minutes in (0, 1, 2):
        _ask(company, anna, bo, nobody, minutes=minutes)

    rows = _claim(company, company.now + timedelta(minutes=2))
    assert [(row.kind, row.verb, row.address) for row in rows] == [
        ("home", "publish", "U1"),
        ("home", "publish", "U2"),
    ]
    assert {row.asked_at for row in rows} == {company.now + timedelta(minutes=2)}


def test_the_homes_of_owners_are_asked_for_with_their_managers_once_each(company) -> None:
    jens, _other = _in_slack(company, "Jens", "U1"), _in_slack(company, "Other", "U9")
    anna = _in_slack(company, "Anna", "U2", manager=jens)
    bo = _in_slack(company, "Bo", "U3", manager=jens)
    alone = _in_slack(company, "Carl", "U4")
    with company.write() as tx:
        outbox.ask_homes(tx, [bo.id], with_managers=[anna.id, alone.id])

    assert sorted(row.address for row in _claim(company, company.now)) == ["U1", "U2", "U3", "U4"]


def test_a_home_that_is_asked_for_while_it_is_published_is_published_again(company) -> None:
    anna = _in_slack(company, "Anna", "U1")
    _ask(company, anna)
    [row] = _claim(company, company.now)
    _ask(company, anna, minutes=1)
    assert _claim(company, company.now + timedelta(minutes=1)) == []

    with company.write() as tx:
        sending.mark_sent(tx, row, channel=None, ts=None)
    [again] = _claim(company, company.now + timedelta(minutes=1))
    with company.write() as tx:
        sending.mark_sent(tx, again, channel=None, ts=None)

    assert _claim(company, company.now + timedelta(minutes=9)) == []
    _ask(company, anna, minutes=10)
    assert len(_claim(company, company.now + timedelta(minutes=10))) == 1


def test_a_home_is_published_once_in_ten_seconds_with_all_that_has_changed(company) -> None:
    anna = _in_slack(company, "Anna", "U1")
    _ask(company, anna)
    [row] = _claim(company, company.now)
    with company.write() as tx:
        sending.mark_sent(tx, row, channel=None, ts=None)
    for seconds in (3, 7, 12):
        _ask(company, anna, minutes=seconds / 60)

    assert _claim(company, company.now + timedelta(seconds=12)) == []
    [again] = _claim(company, company.now + timedelta(seconds=13))
    assert again.asked_at == company.now + timedelta(seconds=12)


def test_only_who_has_opened_their_home_of_late_has_it_published(company) -> None:
    anna, bo = _in_slack(company, "Anna", "U1"), company.person("Bo")
    with company.write() as tx:
        people.link(tx, bo.id, slack_id="U2", timezone="UTC", language="da")

    _ask(company, anna, bo)
    assert [row.address for row in _claim(company, company.now)] == ["U1"]

    _ask(company, anna, bo, minutes=3 * 24 * 60)
    with company.write(company.now + timedelta(days=4)) as tx:
        people.note_home(tx, "U2")
    _ask(company, anna, bo, minutes=4 * 24 * 60)
    assert [row.address for row in _claim(company, company.now + timedelta(days=4))] == ["U2"]


def test_a_home_waits_for_no_message_and_a_message_for_no_home(company) -> None:
    anna = _in_slack(company, "Anna", "U1")
    _put(company, "reminder:1")
    _ask(company, anna)

    assert sorted(row.kind for row in _claim(company, company.now)) == ["home", "reminder"]


def test_a_home_that_a_dead_sender_was_publishing_is_published_again(company) -> None:
    _ask(company, _in_slack(company, "Anna", "U1"))
    [row] = _claim(company, company.now)
    with company.write() as tx:
        sending.begin(tx, row.id, lease=LEASE)
        assert sending.expire(tx.at(company.now + LEASE)) == []

    assert [each.id for each in _claim(company, company.now + LEASE)] == [row.id]


def test_what_was_sent_long_ago_goes_and_what_was_not_stays(database: Database, company) -> None:
    sent = [_claimed(company, f"sent {number}", to=f"U{number}") for number in range(3)]
    failed = _claimed(company, "failed", to="U9")
    month = timedelta(days=30)
    with company.write() as tx:
        for row in sent:
            sending.mark_sent(tx, row, channel="D1", ts="1.5")
        sending.give_up(tx, failed.id, error="is_archived")
        assert sending.forget(tx, kept=month, limit=9) == 0
        assert sending.forget(tx.at(company.now + 2 * month), kept=month, limit=2) == 2
        assert outbox.counts(tx) == {"pending": 0, "sent": 1, "failed": 1, "unknown": 0}
    with database.across() as connection:
        assert sending.workspaces_to_forget(connection, now=company.now, kept=month) == []
        later = company.now + 2 * month
        assert sending.workspaces_to_forget(connection, now=later, kept=month) == [company.workspace]


def _put(company, key: str, *, to: str = "U1", minutes: int = 0) -> bool:
    with company.write(company.now + timedelta(minutes=minutes)) as tx:
        return outbox.put(tx, Note("reminder", to, key, {}))


def _put_and_break_off(company) -> None:
    with company.write() as tx:
        outbox.put(tx, Note("reminder", "U1", "k", {}))
        _ = 1 / 0


def _claim(company, at: datetime, limit: int = 10) -> list[OutboxRow]:
    with company.write(at) as tx:
        return sending.claim(tx, limit=limit, lease=LEASE)


def _claimed(company, key: str, *, to: str = "U1") -> OutboxRow:
    _put(company, key, to=to)
    [row] = _claim(company, company.now)
    return row


def _in_slack(company, name: str, slack_id: str, manager: Person | None = None) -> Person:
    person = company.person(name, manager=manager)
    with company.write() as tx:
        people.link(tx, person.id, slack_id=slack_id, timezone="UTC", language="da")
        people.note_home(tx, slack_id)
    return person


def _ask(company, *wanted: Person, minutes: float = 0) -> None:
    with company.write(company.now + timedelta(minutes=minutes)) as tx:
        outbox.ask_homes(tx, [person.id for person in wanted])
