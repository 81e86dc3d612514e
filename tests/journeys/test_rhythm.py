"""A pair's reminders: one to prepare, one on the day, then quiet; and one list for the manager."""

from datetime import UTC, date, datetime, time

import pytest
from sqlalchemy import update

from bot.kit import doors
from bot.rhythm.feature import FEATURE
from bot.rhythm.views import reminders as views
from flows.rhythm.pair import Every
from flows.rhythm.reminders import Snooze
from storage import absences, mutes, occurrences, people
from tests.journeys.conftest import Office, id_of
from tests.journeys.rhythm_acts import at, paired, told

pytestmark = pytest.mark.usefixtures("nothing_refused")


def test_one_to_prepare_a_day_ahead_one_on_the_day_and_then_quiet(staffed: Office) -> None:
    tom, anne = paired(staffed), staffed.person("U0ANNE")

    at(staffed, "2026-11-25T09:59")
    assert tom.messages() == []
    at(staffed, "2026-11-25T10:00")
    first = tom.messages()[0]
    assert first.startswith("You and Anne have your 1-to-1 tomorrow, Thursday 26 November, at 10:00.")
    assert "Two deals are ready for you: about 6 minutes" in first
    assert told(anne) == []

    at(staffed, "2026-11-26T08:00")
    assert tom.messages()[1].startswith(
        "There are two deals left before you meet Anne at 10:00, about 6 minutes."
    )
    assert told(anne)[0].startswith("Not ready yet for today's 1-to-1: Tom (2 left).")

    for moment in ("2026-11-26T10:00", "2026-11-27T10:00", "2026-12-03T10:00", "2026-12-09T09:59"):
        at(staffed, moment)
    assert (len(tom.messages()), len(told(anne))) == (2, 1)
    at(staffed, "2026-12-09T10:00")  # two weeks later
    assert len(tom.messages()) == 3


def test_who_is_ready_is_not_reminded_on_the_day_and_nobody_hears_of_it(staffed: Office) -> None:
    tom = paired(staffed)
    at(staffed, "2026-11-25T10:00")
    for number in (1, 2):
        staffed.reviewed(int(staffed.nth(number)), "U0TOM", 2)

    at(staffed, "2026-11-26T08:00")

    assert len(tom.messages()) == 1
    assert told(staffed.person("U0ANNE")) == []


def test_the_manager_gets_one_list_of_all_and_the_channel_nothing(staffed: Office) -> None:
    staffed.set_digest("C1")
    paired(staffed)
    paired(staffed, "U0METTE")
    staffed.reviewed(int(staffed.nth(3)), "U0METTE", 2)

    at(staffed, "2026-11-25T10:00")
    at(staffed, "2026-11-26T07:00")  # eight where Mette is, and an hour earlier where Tom is
    at(staffed, "2026-11-26T08:00")

    (message,) = told(staffed.person("U0ANNE"))
    assert message.startswith("Not ready yet for today's 1-to-1s: Mette (1 left) and Tom (2 left).")
    assert staffed.workspace.messages("C1") == []


def test_in_danish(staffed: Office) -> None:
    mette = paired(staffed, "U0METTE", "U0JENS")

    at(staffed, "2026-11-25T09:00")
    at(staffed, "2026-11-26T07:00")

    first, second = mette.messages()
    assert first.startswith(
        "Du og Jens har 1-til-1 i morgen, torsdag den 26. november, kl. 10.00. To salgsmuligheder"
    )
    assert second.startswith(
        "Der er to salgsmuligheder tilbage, før du mødes med Jens kl. 10.00 – cirka 6 minutter."
    )
    (listed,) = told(staffed.person("U0JENS"))
    assert listed.startswith("Endnu ikke klar til dagens 1-til-1: Mette (2 tilbage). Der er sendt besked")


def test_its_button_starts_the_run_through_all_that_is_ready(staffed: Office) -> None:
    tom = paired(staffed)
    at(staffed, "2026-11-25T10:00")

    tom.clicks(doors.RUN, on="message")

    tom.modal_with("1 of 2")


def test_a_monthly_pair_keeps_its_hour_and_its_zone_wherever_the_seller_flies(staffed: Office) -> None:
    tom = paired(staffed, every=Every.MONTH, nth=2, weekday=1, at=time(14))
    staffed.workspace.change_user("U0TOM", tz="America/New_York")
    staffed.wait_for_zone("U0TOM", "America/New_York")

    at(staffed, "2026-12-07T13:59")
    assert len(tom.messages()) == 1  # the question whether it is to follow
    at(staffed, "2026-12-07T14:00")
    assert "tomorrow, Tuesday 8 December, at 14:00" in tom.messages()[1]


@pytest.mark.parametrize(
    ("wakes", "count"),
    [("2026-11-25T15:00", 1), ("2026-11-26T09:29", 1), ("2026-11-26T09:45", 0), ("2026-11-28T12:00", 0)],
)
def test_a_machine_that_slept_sends_what_is_still_useful_once(
    staffed: Office, wakes: str, count: int
) -> None:
    tom = paired(staffed)

    for _ in range(3):
        at(staffed, wakes)

    assert len(tom.messages()) == count
    for _ in range(3):
        at(staffed, "2026-12-09T10:00")
    assert len(tom.messages()) == count + 1


def test_after_sleeping_over_both_reminders_the_one_on_the_day_comes(staffed: Office) -> None:
    tom = paired(staffed)

    at(staffed, "2026-11-26T08:05")
    at(staffed, "2026-11-26T08:06")

    (message,) = tom.messages()
    assert message.startswith("There are two deals left before you meet Anne at 10:00")
    assert len(told(staffed.person("U0ANNE"))) == 1


def test_over_easter_it_moves_and_is_prepared_for_before_the_holidays(staffed: Office) -> None:
    tom = paired(staffed, every=Every.WEEK)
    for _ in range(2):
        at(staffed, "2027-03-19T12:00")
    before = len(tom.messages())

    at(staffed, "2027-03-24T09:59")
    assert len(tom.messages()) == before
    at(staffed, "2027-03-24T10:00")

    assert "You and Anne have your 1-to-1 on Tuesday 30 March, at 10:00." in tom.messages()[before]


def test_each_kind_can_be_muted(staffed: Office) -> None:
    tom = paired(staffed)
    with staffed.write() as desk:
        mutes.choose(desk.tx, id_of(staffed, "U0TOM"), ["reminder_today"])
        mutes.choose(desk.tx, id_of(staffed, "U0ANNE"), ["not_prepared"])

    at(staffed, "2026-11-25T10:00")
    at(staffed, "2026-11-26T08:00")

    assert len(tom.messages()) == 1
    assert told(staffed.person("U0ANNE")) == []


def test_who_leads_managers_hears_who_is_not_ready_only_once_they_have_chosen_it(staffed: Office) -> None:
    paired(staffed)
    dorte, anne = staffed.person("U0DORTE"), staffed.person("U0ANNE")
    c = people.people.c
    with staffed.write() as desk:
        of_anne = update(people.people).where(c.id == id_of(staffed, "U0ANNE"))
        desk.tx.execute(of_anne.values(manager_id=id_of(staffed, "U0DORTE")))
    at(staffed, "2026-11-26T08:00")
    assert told(dorte) == []

    for actor in (anne, dorte):
        actor.sees_home()
        actor.clicks(doors.MUTES, on="home")
        actor.modal_with("I want")
        assert ("Of the teams below me" in actor.screen) is (actor is dorte)
    ticked = next(
        block["element"] for block in dorte.modal["blocks"] if block.get("block_id") == views.WANTED
    )
    kinds = [option["value"] for option in ticked["options"]]
    assert {option["value"] for option in ticked["initial_options"]} == set(kinds) - {"not_prepared_below"}
    dorte.workspace.fill(dorte.id, views.WANTED, views.WANTED, kinds)
    dorte.submits()

    for moment in ("2026-11-26T10:00", "2026-12-09T10:00", "2026-12-10T08:00", "2026-12-10T08:00"):
        at(staffed, moment)
    (message,) = told(dorte)
    assert message.startswith("Not ready yet for today's 1-to-1s in the teams below you.")
    assert "Anne Manager: Tom (2 left)" in message


def test_a_reminder_can_be_put_off_an_hour_and_comes_once_more(staffed: Office) -> None:
    tom = paired(staffed)
    at(staffed, "2026-11-25T10:00")
    tom.clicks(doors.LATER, on="message")
    tom.modal_with("When shall I remind you again?")
    assert "In an hour: 11:00" in tom.screen
    assert "Shortly before: Thursday 26 November, 09:30" in tom.screen

    tom.presses(views.SNOOZE[Snooze.AN_HOUR])

    assert "I'll remind you once more: 11:00." in tom.screen
    at(staffed, "2026-11-25T10:59")
    assert len(tom.messages()) == 1
    for _ in range(2):
        at(staffed, "2026-11-25T11:00")
    assert len(tom.messages()) == 2


def test_who_is_away_or_has_paused_meanwhile_is_not_reminded_once_more(staffed: Office) -> None:
    tom = paired(staffed)
    at(staffed, "2026-11-25T10:00")
    tom.clicks(doors.LATER, on="message")
    tom.modal_with("When shall I remind you again?")
    tom.presses(views.SNOOZE[Snooze.AN_HOUR])
    with staffed.write() as desk:
        absences.begin(desk.tx, id_of(staffed, "U0TOM"), until=date(2026, 11, 25))

    at(staffed, "2026-11-25T11:00")

    assert len(tom.messages()) == 1


def test_what_is_too_near_to_the_meeting_is_not_offered(staffed: Office) -> None:
    tom = paired(staffed)
    at(staffed, "2026-11-25T10:00")
    staffed.now = datetime(2026, 11, 26, 9, 40, tzinfo=UTC)

    tom.clicks(doors.LATER, on="message")

    assert "too near to your 1-to-1" in tom.screen


def test_home_has_a_page_that_mutes_each_kind(staffed: Office) -> None:
    tom = paired(staffed)
    assert "Which messages I want" in tom.home
    tom.clicks(doors.MUTES, on="home")
    tom.modal_with("Untick")
    tom.workspace.fill(tom.id, views.WANTED, views.WANTED, ["reminder_today", "meeting_settled"])
    tom.submits()
    assert "Noted" in tom.screen

    at(staffed, "2026-11-25T10:00")
    assert tom.messages() == []
    at(staffed, "2026-11-26T08:00")
    assert len(tom.messages()) == 1


def test_who_has_lost_their_manager_is_reminded_of_what_is_ready_and_of_no_meeting(staffed: Office) -> None:
    tom = paired(staffed)
    staffed.workspace.change_user("U0ANNE", deleted=True)
    staffed.wait_for_zone("U0ANNE", None)

    at(staffed, "2026-11-25T10:00")
    at(staffed, "2026-11-26T08:00")

    (message,) = tom.messages()
    assert message.startswith("Hi Tom. Two deals are ready for you")


def test_a_reminder_that_comes_at_its_moment_can_be_put_off_too_but_not_to_the_next_such_moment(
    staffed: Office,
) -> None:
    tom = staffed.person("U0TOM")
    staffed.add("Packing line", id_of(staffed, "U0TOM"))
    at(staffed, "2026-11-30T09:00")
    assert tom.messages()[0].startswith("Hi Tom. One deal is ready for your 1-to-1 with Anne")
    tom.clicks(doors.LATER, on="message")
    tom.modal_with("When shall I remind you again?")
    assert "In an hour: 10:00" in tom.screen
    assert "Tomorrow: Tuesday 1 December, 09:00" in tom.screen
    assert "Shortly before" not in tom.screen

    tom.presses(views.SNOOZE[Snooze.TOMORROW])

    at(staffed, "2026-12-01T08:59")
    assert len(tom.messages()) == 1
    at(staffed, "2026-12-01T09:00")
    assert len(tom.messages()) == 2
    tom.closes()
    tom.clicks(doors.AWAY, on="message")
    tom.modal_with("There's no need to say why.")


def test_a_pair_that_a_fault_has_left_without_a_next_one_gets_it_and_the_operator_a_line(
    staffed: Office, caplog: pytest.LogCaptureFixture
) -> None:
    tom = paired(staffed)
    tom_id = id_of(staffed, "U0TOM")
    with staffed.write() as desk:
        occurrences.drop(desk.tx, [tom_id])
        vera = id_of(staffed, "U0VERA")
        people.unlink(desk.tx, vera)  # who is not in Slack has none, and that is no fault
    (mends,) = (job for job in FEATURE.jobs if job.name == "plan what is missing")

    for _ in range(2):
        mends.run(staffed.house)

    with staffed.read() as desk:
        planned = occurrences.next_of(desk.tx, tom_id)
        assert occurrences.next_of(desk.tx, vera) is None
    assert planned is not None
    assert str(planned.day) == "2026-11-26"
    assert [line for line in caplog.messages if "had nothing planned" in line] == [
        f"the pair of seller {tom_id} had nothing planned: its next 1-to-1 is planned anew"
    ]
    at(staffed, "2026-11-25T10:00")
    assert len(tom.messages()) == 1
