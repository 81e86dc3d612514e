"""During the week the digest's message is one: updated as things move, replaced when asked for, with its thread."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select

from bot.sandbox.messages import Message
from flows.company.subjects import Status
from storage import digest_messages, outbox
from storage.outbox import State
from storage.tables import outbox as rows
from tests.journeys.conftest import Office, id_of, staff, texts_in

ONCE = ["message_not_found", "cant_update_message", "edit_window_closed"]


@pytest.fixture
def sales(any_staffed: Office) -> Office:
    """The company with #sales as the digest's channel, a red deal and a green one, on the Monday of a digest."""
    any_staffed.set_digest("C1")
    any_staffed.passes(days=6, hours=22)
    tom = id_of(any_staffed, "U0TOM")
    any_staffed.reviewed(any_staffed.add("Wharf", tom, days=150), "U0TOM", 0)
    any_staffed.reviewed(any_staffed.add("Crane", tom, days=150, amount=Decimal(800_000)), "U0TOM", 2)
    any_staffed.passes(hours=1)
    any_staffed.tick()
    return any_staffed


@pytest.fixture
def any_staffed(any_office: Office) -> Office:
    """Everybody on the list, on both kinds of database."""
    return staff(any_office)


def posted(office: Office) -> list[Message]:
    """The messages in #sales."""
    return office.workspace.messages("C1")


def said(message: Message) -> str:
    """All texts of a message, one a line."""
    return "\n".join(texts_in(message.blocks))


def thread(office: Office, message: Message) -> list[str]:
    """The first line of each message under one."""
    return [each.text.splitlines()[0] for each in office.workspace.messages("C1", message.ts)[1:]]


def passes(office: Office, **delta: float) -> None:
    """Let time pass, and all that follows from it be sent."""
    office.passes(**delta)
    office.tick()
    office.tick()


def updates(office: Office) -> int:
    """How many calls have updated a message."""
    return len([call for call in office.workspace.calls if call.method == "chat.update"])


def test_while_nothing_moves_nothing_is_said(sales: Office) -> None:
    for _ in range(30):
        passes(sales, hours=1)

    assert updates(sales) == 0
    assert len(posted(sales)) == 1


def test_what_moves_is_shown_in_the_same_message_with_mondays_figures_beside(sales: Office) -> None:
    (before,) = posted(sales)
    sales.reviewed(sales.add("Quay", id_of(sales, "U0TOM"), days=150), "U0TOM", 2)
    passes(sales, minutes=30)
    assert said(posted(sales)[0]) == said(before)  # an hour has not passed

    passes(sales, minutes=30)

    (now,) = posted(sales)
    assert now.ts == before.ts
    assert "As of Monday 30 November, 09:00" in said(now)
    assert "🟢 Green 2 · DKK 2m" in said(now)
    assert (
        "Monday 30 November, 08:00: 🟢 Green 1 · DKK 800,000   🟨 Yellow 0   🔺 Red 1 · DKK 1.2m   ⚪ Not reviewed 0"
    ) in said(now)
    assert thread(sales, now) == ["🔺 Red: 1", "🟢 Green: 2"]


def test_a_deal_that_turns_red_or_is_red_no_longer_is_a_line_in_the_thread_that_mentions_nobody(
    sales: Office,
) -> None:
    (message,) = posted(sales)
    assert thread(sales, message) == ["🔺 Red: 1", "🟢 Green: 1"]
    sales.reviewed(2, "U0TOM", 0)
    sales.changes(1, "status", Status.OPEN, Status.WON)

    passes(sales, hours=1)

    assert thread(sales, message)[-1] == "🔺 Crane · Tom Seller is red now."
    under = sales.workspace.messages("C1", message.ts)[-1]
    assert under.text.splitlines() == [
        "🔺 Crane · Tom Seller is red now.",
        "Wharf · Tom Seller was red, and is won.",
    ]
    assert "<@" not in str(under)
    passes(sales, hours=1)
    assert sales.workspace.messages("C1", message.ts)[-1] == under  # said once

    sales.now += timedelta(minutes=1)
    sales.reviewed(2, "U0TOM", 2)
    passes(sales, hours=1)
    assert thread(sales, message)[-1] == "🟢 Crane · Tom Seller is red no longer, but green."


def test_a_list_that_is_over_goes_and_one_that_begins_comes(sales: Office) -> None:
    (message,) = posted(sales)
    sales.reviewed(1, "U0TOM", 2)
    passes(sales, hours=1)
    assert thread(sales, message) == ["🟢 Green: 2", "🟢 Wharf · Tom Seller is red no longer, but green."]

    sales.add("Quay", id_of(sales, "U0TOM"), days=150)
    passes(sales, hours=1)

    assert set(thread(sales, message)) == {
        "⚪ Not reviewed: 1",
        "🟢 Green: 2",
        "🟢 Wharf · Tom Seller is red no longer, but green.",
    }


def test_in_the_evening_it_waits_for_the_morning(sales: Office) -> None:
    passes(sales, hours=8, minutes=30)  # 16:30
    sales.reviewed(2, "U0TOM", 0)
    passes(sales, hours=1)
    (message,) = posted(sales)
    assert updates(sales) == 0

    passes(sales, hours=14, minutes=30)  # Tuesday, 08:00

    assert updates(sales) > 0
    assert thread(sales, message)[-1] == "🔺 Crane · Tom Seller is red now."


def test_the_next_monday_has_a_message_of_its_own_and_the_old_one_rests(sales: Office) -> None:
    passes(sales, days=7)
    old, new = posted(sales)
    sales.reviewed(2, "U0TOM", 0)

    passes(sales, hours=1)

    assert posted(sales)[0] == old
    assert "🔺 Red 2" in said(posted(sales)[1])
    assert "Monday 7 December, 08:00:" in said(posted(sales)[1])
    assert thread(sales, old) == ["🔺 Red: 1", "🟢 Green: 1"]
    assert thread(sales, new)[-1] == "🔺 Crane · Tom Seller is red now."


@pytest.mark.parametrize("error", ONCE)
@pytest.mark.parametrize("how", ["asked for", "moved"])
def test_where_slack_lets_it_be_edited_no_more_one_new_message_takes_its_place_with_its_thread(
    sales: Office, error: str, how: str
) -> None:
    (old,) = posted(sales)
    sales.reviewed(sales.add("Quay", id_of(sales, "U0TOM"), days=150), "U0TOM", 2)
    sales.workspace.faults.add(method="chat.update", kind="error", error=error)

    if how == "asked for":
        sales.person("U0DORTE").says("/review digest", channel="C2")
    passes(sales, hours=1)

    before, new = posted(sales)
    assert before == old
    assert "🟢 Green 2" in said(new)
    assert thread(sales, new) == ["🔺 Red: 1", "🟢 Green: 2"]
    with sales.read() as desk:
        assert outbox.counts(desk.tx)[State.FAILED] == 0

    sales.reviewed(2, "U0TOM", 0)
    passes(sales, hours=1)
    assert len(posted(sales)) == 2
    assert "🔺 Red 2" in said(posted(sales)[1])
    assert thread(sales, new)[-1] == "🔺 Crane · Tom Seller is red now."


def test_a_message_that_somebody_deleted_and_a_list_of_it_come_again_where_they_stood(sales: Office) -> None:
    (message,) = posted(sales)
    red = sales.workspace.messages("C1", message.ts)[1]
    sales.workspace.delete_message("C1", red.ts)
    sales.reviewed(2, "U0TOM", 0)
    passes(sales, hours=1)
    assert "🔺 Red: 2" in thread(sales, message)
    assert len(posted(sales)) == 1

    for each in sales.workspace.messages("C1", message.ts):
        sales.workspace.delete_message("C1", each.ts)
    sales.reviewed(2, "U0TOM", 2)
    passes(sales, hours=1)

    passes(sales, seconds=1)
    (new,) = posted(sales)
    assert {"🔺 Red: 1", "🟢 Green: 1"} < set(thread(sales, new))


def test_where_messages_may_be_edited_for_an_hour_only_one_new_one_takes_its_place(sales: Office) -> None:
    sales.workspace.allow_edits(for_=timedelta(minutes=90))
    sales.workspace.clock.move(timedelta(hours=2))
    sales.reviewed(2, "U0TOM", 0)

    passes(sales, hours=2)

    assert len(posted(sales)) == 2


def test_a_new_message_whose_post_was_cut_off_is_not_posted_again(sales: Office) -> None:
    sales.reviewed(2, "U0TOM", 0)
    sales.workspace.faults.add(method="chat.update", kind="error", error="message_not_found")
    sales.workspace.faults.add(method="chat.postMessage", kind="drop_after")

    passes(sales, hours=1)
    passes(sales, hours=1)

    assert len([each for each in posted(sales) if each.text.startswith("Week")]) == 2


@pytest.mark.parametrize("kind", ["429", "500", "drop_before", "drop_after"])
def test_an_update_that_slack_puts_off_says_the_newest_once_it_goes_through(sales: Office, kind: str) -> None:
    sales.reviewed(2, "U0TOM", 0)
    sales.workspace.faults.add(method="chat.update", kind=kind)
    passes(sales, hours=1)
    passes(sales, minutes=5)

    (message,) = posted(sales)
    assert "🔺 Red 2" in said(message)


def test_an_update_during_which_the_bot_died_is_done_again(sales: Office) -> None:
    sales.reviewed(2, "U0TOM", 0)
    with sales.write() as desk:
        row = desk.tx.execute(select(rows).where(rows.c.kind == "digest", rows.c.part == 0)).one()
        note = outbox.Note("digest", "C1", "again", row.facts, outbox.Verb.UPDATE, row.id)
        outbox.put(desk.tx, note)
        desk.tx.execute(
            rows.update()
            .where(rows.c.key == "again")
            .values(state=State.SENDING.value, lease_until=sales.now + timedelta(seconds=25))
        )

    passes(sales, minutes=1)

    with sales.read() as desk:
        assert outbox.by_key(desk.tx, "again").state is State.SENT


def test_a_clock_set_back_neither_repeats_nor_silences_it(sales: Office) -> None:
    sales.reviewed(2, "U0TOM", 0)
    passes(sales, hours=1)
    sales.now -= timedelta(hours=1)
    sales.reviewed(2, "U0TOM", 2)
    sales.person("U0DORTE").says("/review digest", channel="C2")
    passes(sales, minutes=1)

    (message,) = posted(sales)
    assert "🔺 Red 1" in said(message)
    passes(sales, hours=3)
    assert thread(sales, message).count("🔺 Crane · Tom Seller is red now.") == 1


def test_a_look_that_a_wrong_clock_has_planned_years_ahead_is_due_now(sales: Office) -> None:
    with sales.write() as desk:
        desk.tx.execute(
            digest_messages.digest_messages.update().values(look_at=sales.now + timedelta(days=900))
        )
    sales.reviewed(2, "U0TOM", 0)

    passes(sales, seconds=1)

    assert "🔺 Red 2" in said(posted(sales)[0])


def test_asking_twice_at_once_replaces_once_each_and_posts_nothing_new(sales: Office) -> None:
    for who in ("U0DORTE", "U0KARIN", "U0ANNE"):
        sales.person(who).says("/review digest", channel="C2")
    passes(sales, minutes=1)

    assert len(posted(sales)) == 1
    assert thread(sales, posted(sales)[0]) == ["🔺 Red: 1", "🟢 Green: 1"]


def test_a_week_whose_message_failed_is_posted_when_asked_for(sales: Office) -> None:
    sales.workspace.faults.add(method="chat.postMessage", kind="error", error="restricted_action")
    passes(sales, days=7)
    assert len(posted(sales)) == 1

    sales.person("U0DORTE").says("/review digest", channel="C2")
    passes(sales, minutes=1)

    assert len(posted(sales)) == 2


def test_with_another_channel_the_weeks_message_begins_anew_there(sales: Office) -> None:
    sales.workspace.change_channel("C2", bot_is_member=True)
    sales.set_digest("C2")
    sales.reviewed(2, "U0TOM", 0)
    sales.person("U0DORTE").says("/review digest", channel="C2")

    passes(sales, hours=1)

    assert "🔺 Red 1" in said(posted(sales)[0])
    assert "🔺 Red 2" in said(sales.workspace.messages("C2")[-1])


def several_tick(office: Office, **delta: float) -> None:
    """Time passes, and several tickers find at the same moment what is due."""
    office.now += timedelta(**delta)
    for _ in range(4):
        with ThreadPoolExecutor(4) as pool:
            list(pool.map(lambda _: office.tick(), range(4)))


def test_where_several_tickers_run_everything_is_said_once(sales: Office) -> None:
    sales.reviewed(2, "U0TOM", 0)
    several_tick(sales, hours=1)
    (message,) = posted(sales)
    assert thread(sales, message) == ["🔺 Red: 2", "🔺 Crane · Tom Seller is red now."]

    sales.workspace.allow_edits(for_=timedelta(seconds=-1))
    sales.reviewed(2, "U0TOM", 2)
    several_tick(sales, hours=1)
    assert len(posted(sales)) == 2
    assert "🟢 Crane · Tom Seller is red no longer, but green." in thread(sales, posted(sales)[1])

    several_tick(sales, days=7)
    assert len(posted(sales)) == 3
