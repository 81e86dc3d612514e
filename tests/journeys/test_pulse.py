"""The pulse: who is asked and when, answering and changing, what is closed, and what directors and managers see."""

import logging
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from bot.kit import doors
from bot.pulse.views import form
from bot.rhythm.views import reminders
from bot.sandbox.people import User
from bot.sandbox.workspace import Workspace
from flows.company.people import Role
from storage import absences, meetings, occurrences, people, sign_offs, tables
from tests.journeys.conftest import CHANNELS, USERS, Actor, Office, id_of, open_office, staff, texts_in
from tests.journeys.rhythm_acts import at

METTE, TOM, JENS, ANNE, DORTE = "U0METTE", "U0TOM", "U0JENS", "U0ANNE", "U0DORTE"
KARIN, VERA, AUGUST = "U0KARIN", "U0VERA", "U0AUGUST"
JUST_OPEN = "2027-01-01T09:00"  # New Year's Day, in working hours
MONDAY = "2027-01-04T09:00"
CLOSED = "2027-01-14T16:00"


@pytest.fixture
def asking(staffed: Office) -> Office:
    """The staffed office in the first working morning after the quarter: everybody has been asked."""
    staffed.tick()
    at(staffed, JUST_OPEN)
    at(staffed, MONDAY)
    return staffed


def chooses(actor: Actor, **answers: str) -> None:
    """Choose in the form, by statement, once it is open."""
    assert actor.modal
    for statement, value in answers.items():
        actor.workspace.fill(actor.id, f"{form.BLOCK}{statement}", form.CHOSEN, value)


def sends(actor: Actor, **answers: str) -> str:
    """Open the pulse, choose, send; gives what the window says then."""
    actor.closes()
    actor.says("pulse")
    chooses(actor, **answers)
    actor.submits()
    said = "\n".join(texts_in(actor.modal_with("Your answers are in")))
    actor.closes()
    return said


def asked_in(actor: Actor) -> list[str]:
    """The statements that the open window asks, by their ids."""
    return [
        block["block_id"].removeprefix(form.BLOCK)
        for block in actor.modal["blocks"]
        if block["type"] == "input"
    ]


def kept(office: Office) -> list[tuple[str, int | None]]:
    """All answers that the database holds."""
    r = tables.pulse_answers.c
    with office.read() as desk:
        rows = desk.tx.execute(select(r.statement, r.answer).order_by(r.ask_id, r.statement))
        return [tuple(row) for row in rows]  # type: ignore[misc]


# Who is asked, and when


def test_everybody_is_asked_once_in_the_first_working_morning_after_the_quarter(staffed: Office) -> None:
    staffed.tick()
    at(staffed, "2026-12-31T15:00")
    at(staffed, JUST_OPEN)
    people_ = [staffed.person(each) for each in (METTE, TOM, JENS, ANNE)]
    assert [each.messages() for each in people_] == [[], [], [], []]

    at(staffed, "2027-01-04T07:59")  # 08:59 in Copenhagen
    assert staffed.person(METTE).messages() == []
    at(staffed, "2027-01-04T08:00")
    (asked,) = staffed.person(METTE).messages()
    assert asked.startswith(
        "Hej Mette. Hvordan ser du på det efter 4. kvartal 2026? Her er tre udsagn: Det tager cirka et minut,"
    )
    assert "til torsdag den 14. januar kl. 17.00, og jeg skriver ikke mere om den" in asked
    assert staffed.person(TOM).messages() == []  # eight in London
    at(staffed, "2027-01-04T09:00")
    (asked,) = staffed.person(TOM).messages()
    assert "until Thursday 14 January at 16:00" in asked

    for moment in ("2027-01-04T09:00", "2027-01-05T09:00", "2027-01-01T09:00", "2027-01-12T09:00"):
        at(staffed, moment)  # the clock is set back, too
    assert [len(each.messages()) for each in people_] == [1, 1, 1, 1]


def test_sellers_are_asked_three_leaders_two_and_who_sells_too_all_five(asking: Office) -> None:
    asked = {}
    for slack_id in (TOM, ANNE):
        actor = asking.person(slack_id)
        actor.clicks(form.ANSWER, on="message")
        asked[slack_id] = asked_in(actor)
    assert asked == {TOM: ["P2", "P4", "P5"], ANNE: ["P1", "P3"]}
    for slack_id in (DORTE, KARIN, VERA, AUGUST):  # Dorte leads nobody here
        assert asking.person(slack_id).messages() == []


def test_a_manager_who_carries_a_deal_is_asked_both_and_a_director_who_leads_what_leaders_are(
    staffed: Office,
) -> None:
    staffed.add("Own deal", id_of(staffed, ANNE))
    with staffed.write() as desk:
        dorte, jens = id_of(staffed, DORTE), people.by_slack(desk.tx, JENS)
        assert jens is not None
        people.set_pair(desk.tx, seller_id=jens.id, manager_id=dorte, weekday=0, at=jens.at)
    staffed.tick()
    at(staffed, MONDAY)

    for slack_id, asked in ((ANNE, ["P1", "P2", "P3", "P4", "P5"]), (DORTE, ["P1", "P3"])):
        actor = staffed.person(slack_id)
        actor.clicks(form.ANSWER, on="message")
        assert asked_in(actor) == asked


def test_who_is_away_is_asked_when_they_are_back_and_who_is_longer_away_not_at_all(staffed: Office) -> None:
    staffed.tick()
    with staffed.write() as desk:
        absences.begin(desk.tx, id_of(staffed, TOM), until=date(2027, 1, 8))
        absences.begin(desk.tx, id_of(staffed, ANNE), until=date(2027, 1, 14))
    for day in range(1, 15):
        at(staffed, f"2027-01-{day:02}T10:00")
        if day < 11:
            assert staffed.person(TOM).messages() == []

    assert len(staffed.person(TOM).messages()) == 1
    assert staffed.person(ANNE).messages() == []


def test_who_mutes_it_or_pauses_has_no_message_and_home_offers_it_quietly(staffed: Office) -> None:
    staffed.tick()
    mette, tom = staffed.person(METTE), staffed.person(TOM)
    tom.forges(doors.MUTES, "-")
    assert "The pulse after each quarter" in tom.screen
    wanted = [
        each
        for each in tom.modal["state"]["values"][reminders.WANTED][reminders.WANTED]["selected_options"]
        if each["value"] != "pulse"
    ]
    tom.workspace.fill(TOM, reminders.WANTED, reminders.WANTED, [each["value"] for each in wanted])
    tom.submits()
    tom.closes()
    with staffed.write() as desk:
        people.set_paused(desk.tx, id_of(staffed, METTE), paused=True)
    at(staffed, MONDAY)

    assert (mette.messages(), tom.messages()) == ([], [])
    assert "The pulse after Q4 2026 is open until Thursday 14 January at 16:00: about a minute." in tom.home
    tom.clicks(form.ANSWER, on="home")
    chooses(tom, P2="4")
    tom.submits()
    tom.modal_with("Your answers are in")
    tom.closes()
    assert "about a minute" not in tom.home


def test_who_left_is_not_asked_and_who_comes_to_slack_meanwhile_is(staffed: Office) -> None:
    staffed.tick()
    staffed.workspace.change_user(TOM, deleted=True)
    staffed.wait_for_zone(TOM, None)
    with staffed.write() as desk:
        people.set_role(desk.tx, id_of(staffed, ANNE), Role.NONE)
    at(staffed, MONDAY)
    staffed.workspace.change_user(TOM, deleted=False)
    staffed.wait_for_zone(TOM, "Europe/London")
    at(staffed, "2027-01-04T15:00")
    assert staffed.person(TOM).messages() == []

    at(staffed, "2027-01-05T09:00")
    assert len(staffed.person(TOM).messages()) == 1
    assert staffed.person(ANNE).messages() == []


def test_a_company_that_came_after_the_quarter_is_asked_after_the_next(office: Office) -> None:
    office.now = datetime(2026, 11, 23, tzinfo=UTC)
    staff(office)
    with office.write() as desk:
        late = datetime(2027, 1, 2, tzinfo=UTC)
        desk.tx.execute(tables.workspaces.update().values(created_at=late))
    at(office, MONDAY)
    assert office.person(TOM).messages() == []
    office.person(TOM).says("pulse")
    assert "The next one comes on 1 April." in office.person(TOM).screen

    at(office, "2027-04-01T08:00")
    assert "after Q1 2027" in office.person(TOM).messages()[0]


def test_who_joins_while_it_is_open_is_asked_the_next_time(asking: Office) -> None:
    asking.add_person("U0NEW", Role.SELLER, manager=ANNE)
    at(asking, "2027-01-05T09:00")
    new = asking.person("U0NEW")
    assert new.messages() == []
    new.says("pulse")
    assert "This pulse does not ask you." in new.screen


# Answering


def test_answers_are_sent_changed_and_counted_once(asking: Office) -> None:
    tom = asking.person(TOM)
    tom.clicks(form.ANSWER, on="message")
    assert "Nobody sees your answers, nor your manager: only figures of five people or more" in tom.screen
    first = tom.modal
    chooses(tom, P2="4", P4="unknown")
    tom.submits()
    tom.modal_with("You can change them until Thursday 14 January at 16:00")
    assert kept(asking) == [("P2", 4), ("P4", None)]

    tom.presses(form.ANSWER)
    assert _chosen(tom) == {"P2": "4", "P4": "unknown", "P5": None}
    chooses(tom, P2="1", P5="5")
    again = tom.modal
    tom.submits()
    tom.modal_with("Your answers are in")
    assert kept(asking) == [("P2", 1), ("P4", None), ("P5", 5)]

    tom.closes()
    assert "Your answers are in" in tom.submits_again(again)  # Slack delivers it twice
    assert kept(asking) == [("P2", 1), ("P4", None), ("P5", 5)]
    assert first["private_metadata"] == again["private_metadata"]


def _chosen(actor: Actor) -> dict[str, str | None]:
    return {
        block_id.removeprefix(form.BLOCK): (held[form.CHOSEN].get("selected_option") or {}).get("value")
        for block_id, held in actor.modal["state"]["values"].items()
    }


def test_a_form_without_an_answer_says_so_and_keeps_nothing(asking: Office) -> None:
    tom = asking.person(TOM)
    tom.clicks(form.ANSWER, on="message")
    answer = tom.acknowledgement_of(tom.modal)
    assert answer["errors"] == {
        f"{form.BLOCK}P2": "Choose at least one answer, or close the window. You needn't answer them all."
    }
    assert kept(asking) == []


@pytest.mark.parametrize(
    ("block", "value"),
    [("P2", "6"), ("P2", "0"), ("P2", "-1"), ("P2", "x" * 3000), ("P1", "4"), ("P9", "4"), ("", "unknown")],
)
def test_a_forged_value_and_a_statement_that_they_are_not_asked_are_refused(
    asking: Office, block: str, value: str
) -> None:
    tom = asking.person(TOM)
    tom.clicks(form.ANSWER, on="message")
    state = {"values": {f"{form.BLOCK}{block}": {form.CHOSEN: {"selected_option": {"value": value}}}}}

    assert "Nothing was changed" in tom.submits_again({**tom.modal, "state": state})
    assert kept(asking) == []


def test_what_is_closed_other_peoples_and_forged_is_answered_in_words(asking: Office) -> None:
    tom, pulse = asking.person(TOM), asking.nth(1, tables.pulses)
    tom.clicks(form.ANSWER, on="message")
    chooses(tom, P2="4")
    open_window = tom.modal
    for slack_id in (DORTE, KARIN, VERA, AUGUST):
        assert "This pulse does not ask you." in asking.person(slack_id).forges(form.ANSWER, pulse)
    for value in ("9999", "x", "-", "[1]"):
        assert "button" in tom.forges(form.ANSWER, value)
    assert "know you" in asking.person("U0NEW").forges(form.ANSWER, pulse)

    at(asking, CLOSED)
    assert "That pulse is closed" in tom.submits_again(open_window)
    assert "That pulse is closed" in tom.forges(form.ANSWER, pulse)
    assert "is open until" not in tom.home
    assert kept(asking) == []


def test_who_becomes_a_viewer_meanwhile_sends_nothing_more_and_who_leaves_stays_counted(
    asking: Office,
) -> None:
    tom = asking.person(TOM)
    sends(tom, P2="4")
    tom.says("pulse")
    window = tom.modal
    with asking.write() as desk:
        people.set_role(desk.tx, id_of(asking, TOM), Role.VIEWER)
    assert "This pulse does not ask you." in tom.submits_again(window)
    asking.workspace.change_user(TOM, deleted=True)
    asking.wait_for_zone(TOM, None)
    assert kept(asking) == [("P2", 4)]


def test_no_log_holds_an_answer(asking: Office, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    tom = asking.person(TOM)
    sends(tom, P2="4", P4="unknown", P5="2")

    said = [record.getMessage() for record in caplog.records if "pulse" in record.getMessage()]
    ours = [line for line in said if "payload" not in line and "Sending" not in line and "body" not in line]
    assert any("pulse.send" in line for line in ours)
    assert not any("P2" in line or "unknown" in line for line in ours)


# What comes of it

SELLERS = tuple(
    User(f"U0S{number}", f"Seller {number}", f"s{number}@example.dk", locale="en-GB") for number in range(13)
)


@pytest.fixture
def large(sqlite_url: str) -> Office:
    """Jens leads six sellers and Mette, Anne five and Tom, Vera's former team two; all have been asked."""
    workspace = Workspace((*USERS, *SELLERS), CHANNELS)
    for office in open_office(sqlite_url, workspace=workspace):
        staff(office)
        office.add_people(
            *(
                (each.id, Role.SELLER, JENS if number < 6 else ANNE)
                for number, each in enumerate(SELLERS[:11])
            ),
            (SELLERS[11].id, Role.MANAGER, JENS),
            (SELLERS[12].id, Role.SELLER, SELLERS[11].id),
        )
        office.tick()
        at(office, MONDAY)
        yield office


def answers_as(office: Office, numbers: range, **answers: str) -> None:
    """These sellers send the same."""
    for each in SELLERS[numbers.start : numbers.stop]:
        sends(office.person(each.id), **answers)


def test_a_director_sees_the_trend_and_the_teams_of_five_or_more(large: Office) -> None:
    answers_as(large, range(6), P2="4", P4="2")
    answers_as(large, range(6, 11), P2="1", P5="unknown")
    dorte = large.person(DORTE)
    dorte.says("pulse")
    assert "There are no results yet." in dorte.screen  # it is open: nothing is shown of it
    dorte.closes()

    at(large, CLOSED)
    assert "The pulse" in dorte.home
    dorte.clicks(doors.PULSE, on="home")
    assert "┊ Original survey: 20%" in dorte.screen
    assert "Q4 2026 ■■■■┊■■■■■■■□□□□□□□□□ 55% (28% to 79%) · 11 answered, 0 don't know" in dorte.screen
    assert "Q4 2026 □□□□□┊□□□□□□□□□□□□□□□ 0% (0% to 39%) · 6 answered, 0 don't know" in dorte.screen
    assert dorte.screen.count("fewer than five answers, so not shown") == 3
    teams = dorte.screen.partition("Teams, Q4 2026")[2]
    of_anne, _, of_jens = teams.partition("Team of Jens Leder")
    assert "Method, not gut feeling ■■■■┊■■■■■■■■■■■■■■■■ 100% (61% to 100%)" in of_jens
    assert "Team of Anne Manager" in of_anne
    assert "Method, not gut feeling □□□□┊□□□□□□□□□□□□□□□□ 0% (0% to 43%)" in of_anne
    assert "One team is not shown" in teams


@pytest.mark.parametrize(
    ("people", "said"),
    [
        (5, "Q4 2026 · 3.8 on average, said by 5 people"),
        (4, "Q4 2026 · fewer than five people, so not shown"),
    ],
)
def test_whether_1_to_1s_were_worth_the_time_is_shown_of_five_people_or_more(
    large: Office, people: int, said: str
) -> None:
    signs(large, datetime(2026, 12, 31, 22, 59, tzinfo=UTC), dict.fromkeys(range(1, people), 4) | {0: 3})
    signs(
        large, datetime(2026, 12, 31, 23, tzinfo=UTC), dict.fromkeys(range(people, 11), 1)
    )  # in Copenhagen it is 2027
    at(large, CLOSED)

    large.person(DORTE).says("pulse")

    assert said in large.person(DORTE).screen


def signs(office: Office, moment: datetime, worth: dict[int, int]) -> None:
    """Sellers (by number) hold a 1-to-1 at a moment and sign it, each saying how much it was worth."""
    later, office.now = office.now, moment
    with office.write() as desk:
        for number, each in worth.items():
            seller = id_of(office, SELLERS[number].id)
            planned = occurrences.next_of(desk.tx, seller)
            assert planned is not None
            manager = id_of(office, JENS)
            held, _ = meetings.begin(desk.tx, planned.id, seller, manager, (), by=seller, place="actions")
            sign_offs.add(desk.tx, held.id, seller, remark=None, worth=each)
    office.now = later


def test_a_manager_who_is_asked_answers_from_the_results_while_it_is_open(asking: Office) -> None:
    anne = asking.person(ANNE)
    anne.says("pulse")
    assert (
        "The pulse after Q4 2026 is open until Thursday 14 January at 17:00. What comes of it" in anne.screen
    )
    assert "There are no results yet." in anne.screen
    anne.presses(form.ANSWER)
    chooses(anne, P1="2", P3="3")
    anne.submits()
    anne.modal_with("Your answers are in")
    anne.closes()
    anne.says("pulse")
    assert "Change my answers" in anne.screen
    assert kept(asking) == [("P1", 2), ("P3", 3)]


def test_what_would_give_a_small_team_away_is_not_shown_either(large: Office) -> None:
    answers_as(large, range(6), P2="4")
    answers_as(large, range(6, 11), P2="1")
    answers_as(large, range(12, 13), P2="5")
    at(large, CLOSED)
    dorte = large.person(DORTE)
    dorte.says("pulse")

    teams = dorte.screen.partition("Teams, Q4 2026")[2]
    assert "Team of Jens Leder" in teams
    assert "Team of Anne Manager" not in teams  # the smaller one: else the rest were one person
    assert "2 teams are not shown" in teams


def test_a_manager_sees_their_own_team_and_those_below_and_readers_the_company_only(large: Office) -> None:
    answers_as(large, range(6), P2="4")
    answers_as(large, range(6, 11), P2="1")
    at(large, CLOSED)
    anne, jens = large.person(ANNE), large.person(JENS)
    anne.says("pulse")
    assert "Team of Anne Manager" in anne.screen
    assert "Jens Leder" not in anne.screen
    jens.says("puls")
    assert "Team under Jens Leder" in jens.screen
    assert "Ét team vises ikke" in jens.screen
    assert "┊ Den oprindelige undersøgelse: 20 %" in jens.screen
    assert (
        "4. kvartal 2026 ■■■■┊■■■■■■■□□□□□□□□□ 55 % (28 % til 79 %) · 11 har svaret, 0 ved ikke"
        in jens.screen
    )
    for slack_id in (VERA, AUGUST):
        reader = large.person(slack_id)
        reader.says("pulse")
        assert "55% (28% to 79%)" in reader.screen
        assert "Team of" not in reader.screen
        assert "left out" not in reader.screen


def test_who_sees_no_results_is_told_so_or_when_the_next_one_comes(large: Office) -> None:
    at(large, CLOSED)
    for slack_id, said in ((TOM, "The next one comes on 1 April."), (KARIN, "for directors, managers")):
        large.person(slack_id).says("pulse")
        assert said in large.person(slack_id).screen


def test_what_was_shown_stays_when_people_change_teams(large: Office) -> None:
    answers_as(large, range(6), P2="4")
    answers_as(large, range(6, 11), P2="1")
    at(large, CLOSED)
    dorte = large.person(DORTE)
    dorte.says("pulse")
    before = dorte.screen
    dorte.closes()
    with large.write() as desk:
        mover = people.by_slack(desk.tx, SELLERS[0].id)
        assert mover is not None
        people.set_pair(desk.tx, seller_id=mover.id, manager_id=id_of(large, ANNE), weekday=0, at=mover.at)
    dorte.says("pulse")

    assert dorte.screen == before


# In Danish


def test_it_is_answered_in_danish(asking: Office) -> None:
    mette = asking.person(METTE)
    mette.clicks(form.ANSWER, on="message")
    assert "Hvor enig er du, når du tænker på 4. kvartal 2026?" in mette.screen
    assert (
        "Mine 1-til-1-samtaler er strukturerede, går i dybden og følger samme metode hver gang."
        in mette.screen
    )
    assert "1: helt uenig\n2\n3\n4\n5: helt enig\nVed ikke" in mette.screen
    chooses(mette, P4="3")
    mette.submits()
    mette.modal_with("Tak. Dine svar er sendt, og ingen andre kan se dem.")
