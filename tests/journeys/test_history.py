"""The history of a subject: the strip, what changed, the chart, copies, and corrections."""

import re
from datetime import timedelta
from typing import Any

import pytest

from bot.history.usecases import history_of
from bot.history.views import history
from bot.history.views.chart import chart_message
from bot.home.views import home
from bot.kit import doors
from bot.kit.refusal import Refusal
from bot.kit.texts import Texts
from bot.review.usecases.correcting import correctable
from bot.review.views import correcting
from bot.review.views import page as review
from bot.sandbox.payloads import interaction
from flows.company.subjects import Status
from flows.review.review import Review
from storage import reviews as stored
from storage import workspaces
from tests.journeys.conftest import Actor, Office, id_of, texts_in

NOTE = "12.11.2026: the CFO wrote “we have approved the budget” by mail"
NEWER = "23.11.2026: the CFO wrote “we have signed” by mail"


def answered(
    office: Office, subject_id: int, levels: str, *, evidence: str = "", percent: str = "50"
) -> None:
    """Tom has reviewed the subject with these levels."""
    tom = office.person("U0TOM")
    tom.forges(doors.REVIEW, str(subject_id))
    tom.reviews(levels, evidence=evidence, probability=percent)
    tom.modal_with("Result")
    tom.closes()


@pytest.fixture
def deal(staffed: Office) -> int:
    """Tom's deal, reviewed on 23 November and three weeks later."""
    subject_id = staffed.add("Service agreement", id_of(staffed, "U0TOM"), customer="Nordlys", days=60)
    answered(staffed, subject_id, "322 222 100 2-2 222", percent="40")
    staffed.passes(days=21)
    answered(staffed, subject_id, "322 222 200 222 222", evidence=NEWER, percent="60")
    return subject_id


def opened(office: Office, who: str, subject_id: int) -> Actor:
    """Somebody at the open history."""
    actor = office.person(who)
    actor.forges(doors.WHY, str(subject_id))
    actor.presses(doors.HISTORY)
    return actor


def all_of(office: Office, subject_id: int) -> list[Review]:
    """The reviews of the subject, the newest first."""
    with office.read() as desk:
        return stored.history(desk.tx, subject_id, limit=100)


def choose(actor: Actor, menu: str, review_id: int) -> None:
    """Choose a review in a menu and wait for what it shows."""
    before = actor.modal["hash"]
    [block] = [b["block_id"] for b in actor.modal["blocks"] if b["block_id"].startswith(menu)]
    actor.workspace.fill(actor.id, block, menu, str(review_id))
    actor.workspace.wait_for(lambda: actor.modal["hash"] != before)


def strip(actor: Actor) -> list[str]:
    """The lines of the strip: each with a date, shapes and what was said."""
    rows = actor.modal["blocks"][1]["elements"][0]["elements"]
    return "".join(element["text"] for element in rows).split("\n")


def test_the_strip_has_one_line_a_review_with_areas_the_whole_who_and_the_estimate(
    staffed: Office, deal: int, nothing_refused: None
) -> None:
    tom = opened(staffed, "U0TOM", deal)

    assert strip(tom) == [
        "14 December  🟢🟨🔺🟨🟨  🔺 Red · 27 of 45 · Tom Seller · own estimate 60%",
        "23 November  🟨🟨🔺⚪🟨  🔺 Red · 12 of 45 · Tom Seller · own estimate 40%",
    ]


def test_the_colours_are_those_that_the_result_showed(staffed: Office, deal: int) -> None:
    tom = staffed.person("U0TOM")
    tom.forges(doors.REVIEW, str(deal))
    tom.reviews("333 2-- 111 000 222", evidence=NEWER)
    tom.modal_with("Result")
    shown = re.findall(r"^([🟢🟨🔺⚪]) [^:\n]+: \d of 9", tom.screen, re.MULTILINE)
    staffed.passes(days=100)

    assert len(shown) == 5
    assert f"  {''.join(shown)}  " in strip(opened(staffed, "U0TOM", deal))[0]


def test_old_colours_stay_what_they_were_when_time_and_the_deal_move_on(staffed: Office, deal: int) -> None:
    before = strip(opened(staffed, "U0TOM", deal))

    staffed.passes(days=10)
    staffed.changes(deal, "stage", None, "Negotiating")
    staffed.changes(deal, "close_date", staffed.now.date(), staffed.now.date() + timedelta(days=400))
    staffed.passes(days=5)

    assert strip(opened(staffed, "U0TOM", deal)) == before


def test_eight_reviews_stand_in_the_strip_and_all_in_the_menus(staffed: Office, deal: int) -> None:
    for _ in range(8):
        staffed.passes(days=1)
        staffed.reviewed(deal, "U0TOM", 2)

    tom = opened(staffed, "U0TOM", deal)

    assert len(strip(tom)) == 8
    menus = [block["accessory"] for block in tom.modal["blocks"] if "accessory" in block]
    assert [len(menu["options"]) for menu in menus] == [10, 10]


def test_what_changed_is_said_question_by_question_with_evidence_and_estimate(
    staffed: Office, deal: int
) -> None:
    tom = opened(staffed, "U0TOM", deal)

    assert "Process 1: 1 → 2 · " in tom.screen
    assert f"(evidence: {NEWER})" in tom.screen
    assert "2: Not known yet → 2 · " in tom.screen
    assert f"Process: evidence added, of 23 November: {NEWER}" in tom.screen
    assert "Own estimate: 40% → 60%" in tom.screen
    assert "Insight 1: " not in tom.screen


def test_any_two_reviews_are_compared_the_older_first_in_whatever_order_they_are_chosen(
    staffed: Office, deal: int
) -> None:
    staffed.passes(days=1)
    answered(staffed, deal, "322 222 200 222 222", evidence=NEWER, percent="60")
    latest, middle, first = all_of(staffed, deal)
    tom = opened(staffed, "U0TOM", deal)
    assert "Nothing changed between these two" in tom.screen

    choose(tom, history.TO, first.id)

    assert "Process 1: 1 → 2 · " in tom.screen
    menus = [block["accessory"] for block in tom.modal["blocks"] if "accessory" in block]
    assert [menu["initial_option"]["value"] for menu in menus] == [str(first.id), str(middle.id)]

    choose(tom, history.FROM, middle.id)
    assert "one and the same review" in tom.screen

    choose(tom, history.TO, latest.id)
    assert "Nothing changed between these two" in tom.screen


def test_who_may_not_read_the_subject_sees_no_history_and_gets_no_chart(staffed: Office, deal: int) -> None:
    mette = staffed.person("U0METTE")
    for action in (doors.HISTORY, history.CHART, doors.CORRECT):
        assert "Den hører ikke til dem, du" in mette.forges(action, str(deal))
    karin = staffed.person("U0KARIN")
    assert "isn't yours to read" in karin.forges(doors.HISTORY, str(deal))
    staffed.tick()
    assert [text for text in mette.messages() if "Nordlys" in text] == []


def test_a_review_of_another_subject_is_not_compared(staffed: Office, deal: int) -> None:
    other = staffed.add("Secret", id_of(staffed, "U0METTE"))
    staffed.reviewed(other, "U0METTE", 2)
    [foreign] = all_of(staffed, other)
    tom = opened(staffed, "U0TOM", deal)
    view = tom.modal
    for block in view["state"]["values"].values():
        for element in block.values():
            element["selected_option"]["value"] = str(foreign.id)

    answer = compared_with(staffed, tom, view)

    assert "That review belongs to something else" in answer
    assert "Secret" not in answer


def compared_with(office: Office, actor: Actor, view: dict[str, Any]) -> str:
    """Touch a menu in a forged view; what the modal says then."""
    about = interaction(office.workspace.records, actor.id, "block_actions")
    menu = {"type": "static_select", "action_id": history.TO, "block_id": "b"}
    office.workspace.deliver("interactive", {**about, "view": view, "actions": [menu]})
    return "\n".join(texts_in(actor.modal_with("That review")))


def test_history_of_what_was_never_reviewed_is_refused_in_words(staffed: Office) -> None:
    new = staffed.add("New", id_of(staffed, "U0TOM"))
    tom = staffed.person("U0TOM")

    assert "never reviewed" in tom.forges(doors.HISTORY, str(new))
    assert "from an older message" in tom.forges(doors.HISTORY, "x")


def test_a_single_review_has_a_history_only_for_whoever_may_correct_it(staffed: Office) -> None:
    deal = staffed.add("Service agreement", id_of(staffed, "U0TOM"))
    staffed.reviewed(deal, "U0TOM", 2)

    for who, shown in (("U0TOM", True), ("U0DORTE", False), ("U0ANNE", False)):
        actor = staffed.person(who)
        actor.forges(doors.WHY, str(deal))
        assert ("History" in actor.screen.split("\n")) is shown
        actor.closes()


def test_the_chart_comes_once_by_message_with_the_same_in_words(staffed: Office, deal: int) -> None:
    tom = opened(staffed, "U0TOM", deal)
    view = tom.modal
    tom.presses(history.CHART)
    assert "on its way to your messages" in tom.screen
    clicked_again(staffed, tom, view)
    staffed.tick()
    staffed.tick()

    [message] = [
        m for m in staffed.workspace.messages(staffed.workspace.dm_of("U0TOM")) if "percent" in m.text
    ]
    assert message.text.endswith(": 23 November 27%, 14 December 60%.")
    [chart] = [block for block in message.blocks if block["type"] == "data_visualization"]
    [series] = chart["chart"]["series"]
    assert series["data"] == [{"label": "23 Nov", "value": 27}, {"label": "14 Dec", "value": 60}]
    assert chart["chart"]["axis_config"]["categories"] == ["23 Nov", "14 Dec"]

    tom.presses(history.CHART)
    staffed.tick()
    assert len([text for text in tom.messages() if "percent" in text]) == 2


def clicked_again(office: Office, actor: Actor, view: dict[str, Any]) -> None:
    """The same click on the same window, delivered once more."""
    about = interaction(office.workspace.records, actor.id, "block_actions")
    subject_id = view["private_metadata"]
    button = {"type": "button", "action_id": history.CHART, "block_id": "b", "value": subject_id}
    office.workspace.deliver("interactive", {**about, "view": view, "actions": [button]})


def test_where_slack_has_no_charts_yet_the_words_come_alone(staffed: Office, deal: int) -> None:
    tom = opened(staffed, "U0TOM", deal)
    tom.presses(history.CHART)
    staffed.workspace.faults.add(method="chat.postMessage", kind="error", error="invalid_blocks")

    staffed.tick()

    [message] = [
        m for m in staffed.workspace.messages(staffed.workspace.dm_of("U0TOM")) if "percent" in m.text
    ]
    assert [block["type"] for block in message.blocks] == ["section", "actions"]
    assert "14 December 60%" in message.text


def test_a_chart_has_twenty_points_at_most_and_labels_that_differ(staffed: Office, deal: int) -> None:
    for number in range(22):
        staffed.now += timedelta(days=number % 2)
        staffed.reviewed(deal, "U0TOM", number % 4)
    tom = staffed.who("U0TOM")
    assert tom is not None

    with staffed.read() as desk:
        message = chart_message(history_of(desk, tom, deal), Texts("en"), now=staffed.now)

    labels = message["blocks"][1]["chart"]["axis_config"]["categories"]
    assert len(labels) == len(set(labels)) == 20
    assert max(len(label) for label in labels) <= 20


def test_a_correction_is_a_new_review_that_names_the_old_one_and_both_stay(
    staffed: Office, deal: int, nothing_refused: None
) -> None:
    was = all_of(staffed, deal)
    staffed.passes(days=1)
    tom = opened(staffed, "U0TOM", deal)
    tom.presses(doors.CORRECT)
    assert "You submitted this review on 14 December." in tom.screen
    tom.workspace.fill("U0TOM", correcting.REASON, correcting.REASON, "Wrong customer in mind")
    tom.submits()

    assert "This corrects an earlier review: Wrong customer in mind" in tom.screen
    tom.says_all_changed()
    assert "This corrects an earlier review: Wrong customer in mind" in tom.screen
    assert tom.chosen("D1.1").startswith("3 · ")
    assert tom.noted("D1") == NEWER
    for _ in range(2):
        tom.submits()
    tom.picks("D3.1", 0)
    for _ in range(3):
        tom.submits()
    assert next(iter(tom.modal["state"]["values"]["probability.v7"].values()))["value"] == "60"
    tom.submits()
    tom.modal_with("Result")

    corrected, *rest = all_of(staffed, deal)
    assert rest == was
    assert (corrected.corrects_id, corrected.reason) == (was[0].id, "Wrong customer in mind")
    assert corrected.answers["D3.1"].level == 0
    tom = opened(staffed, "U0TOM", deal)
    assert strip(tom)[1] == "Correction of 14 December: Wrong customer in mind"
    assert len(strip(tom)) == 4
    assert "answered on 15 December" in staffed.person("U0TOM").forges(doors.WHY, str(deal))


def test_a_correction_wants_a_reason(staffed: Office, deal: int) -> None:
    tom = opened(staffed, "U0TOM", deal)
    tom.presses(doors.CORRECT)
    form = tom.modal
    form["state"]["values"][correcting.REASON][correcting.REASON]["value"] = "  "

    assert "Write a few words." in tom.submits_again(form)
    assert len(all_of(staffed, deal)) == 2


def test_a_draft_that_is_there_is_carried_on_as_the_correction(staffed: Office, deal: int) -> None:
    tom = staffed.person("U0TOM")
    tom.forges(doors.REVIEW, str(deal))
    tom.says_all_changed()
    tom.picks("D1.1", 0)
    tom.submits()
    tom.closes()

    tom = opened(staffed, "U0TOM", deal)
    tom.presses(doors.CORRECT)
    tom.workspace.fill("U0TOM", correcting.REASON, correcting.REASON, "Wrong customer in mind")
    tom.submits()

    assert "Page 3 of 7" in tom.screen
    assert "This corrects an earlier review" in tom.screen


def test_a_correction_that_was_left_can_become_an_ordinary_review_and_keeps_what_is_ticked(
    staffed: Office, deal: int
) -> None:
    tom = opened(staffed, "U0TOM", deal)
    tom.presses(doors.CORRECT)
    tom.workspace.fill("U0TOM", correcting.REASON, correcting.REASON, "Wrong customer in mind")
    tom.submits()
    tom.closes()
    staffed.passes(days=7)
    tom.forges(doors.REVIEW, str(deal))
    assert "This corrects an earlier review: Wrong customer in mind" in tom.screen
    tom.ticks("D1")

    tom.presses(review.DROP)

    assert "This corrects" not in tom.screen
    tom.submits()
    assert tom.chosen("D1.1").startswith("3 · ")
    for _ in range(2):
        tom.submits()
    tom.modal_with("Result")
    assert (all_of(staffed, deal)[0].corrects_id, all_of(staffed, deal)[0].reason) == (None, None)


def test_another_persons_correction_is_not_dropped(staffed: Office, deal: int) -> None:
    tom = opened(staffed, "U0TOM", deal)
    tom.presses(doors.CORRECT)
    tom.workspace.fill("U0TOM", correcting.REASON, correcting.REASON, "Wrong customer in mind")
    tom.submits()
    [block] = [b for b in tom.modal["blocks"] if b.get("accessory")]

    assert "isn't yours" in staffed.person("U0ANNE").forges(review.DROP, block["accessory"]["value"])
    assert "sent already" in staffed.person("U0ANNE").forges(review.DROP, "9999")


def test_only_who_submitted_the_latest_review_corrects_it(staffed: Office, deal: int) -> None:
    latest, first = all_of(staffed, deal)
    for who in ("U0ANNE", "U0DORTE"):
        assert "Correct" not in opened(staffed, who, deal).screen.split("\n")
    assert "Only the latest" in staffed.person("U0ANNE").forges(doors.CORRECT, str(latest.id))
    assert "isn't yours" in staffed.person("U0DORTE").forges(doors.CORRECT, str(latest.id))
    tom = staffed.person("U0TOM")
    assert "Only the latest" in tom.forges(doors.CORRECT, str(first.id))
    assert "isn't yours" in tom.forges(doors.CORRECT, "9999")

    tom = opened(staffed, "U0TOM", deal)
    tom.presses(doors.CORRECT)
    tom.workspace.fill("U0TOM", correcting.REASON, correcting.REASON, "Wrong")
    staffed.reviewed(deal, "U0ANNE", 2)
    tom.submits()
    assert "Only the latest review can be corrected" in tom.screen


def test_a_closed_deal_is_not_corrected(staffed: Office, deal: int) -> None:
    [latest, _] = all_of(staffed, deal)
    staffed.changes(deal, "status", Status.OPEN, Status.WON)

    assert "Only the latest" in staffed.person("U0TOM").forges(doors.CORRECT, str(latest.id))


def test_a_copy_of_what_is_submitted_comes_to_whoever_asked_for_it_on_home(
    staffed: Office, nothing_refused: None
) -> None:
    deal = staffed.add("Service agreement", id_of(staffed, "U0TOM"), customer="Nordlys")
    tom = staffed.person("U0TOM")
    answered(staffed, deal, "322 222 100 2-2 222")
    staffed.tick()
    assert tom.messages() == []
    assert tom.home

    assert "Send me no more copies" in tom.turns(home.COPIES)
    answered(staffed, deal, "222 222 100 2-2 222", evidence=NOTE, percent="70")
    staffed.tick()
    staffed.tick()

    [copy] = tom.messages()
    assert "Your copy of the review of Nordlys · Service agreement, submitted on 23 November: " in copy
    assert "Own estimate 70%." in copy
    assert f"\n{NOTE}" in copy
    assert "1 · " in copy
    assert "Not known yet" in copy

    assert "Send me a copy of what I submit" in tom.turns(home.COPIES)
    answered(staffed, deal, "222 222 100 2-2 222")
    staffed.tick()
    assert len(tom.messages()) == 1


def test_a_long_copy_goes_on_in_its_thread_and_nothing_is_lost(
    staffed: Office, nothing_refused: None
) -> None:
    deal = staffed.add("Service agreement", id_of(staffed, "U0TOM"))
    tom = staffed.person("U0TOM")
    assert tom.home
    tom.turns(home.COPIES)
    answered(staffed, deal, "222 222 222 222 222", evidence="“æ” " * 499)

    staffed.tick()
    staffed.tick()

    [first] = staffed.workspace.messages(staffed.workspace.dm_of("U0TOM"))
    thread = staffed.workspace.messages(first.channel, first.ts)
    assert len(thread) > 1
    said = "\n".join(text for message in thread for text in texts_in(message.blocks))
    assert said.count(("“æ” " * 499).strip()) == 5
    assert said.count("2 · ") == 15


def test_a_review_delivered_twice_gives_one_copy(staffed: Office) -> None:
    deal = staffed.add("Service agreement", id_of(staffed, "U0TOM"))
    tom = staffed.person("U0TOM")
    assert tom.home
    tom.turns(home.COPIES)
    tom.forges(doors.REVIEW, str(deal))
    for _ in range(5):
        tom.submits()
    last = tom.modal
    tom.submits()
    tom.submits_again(last)

    staffed.tick()

    assert len(tom.messages()) == 1


def test_in_danish_the_strip_and_the_changes_are_danish(staffed: Office) -> None:
    deal = staffed.add("Serviceaftale", id_of(staffed, "U0METTE"))
    staffed.reviewed(deal, "U0METTE", 1)
    staffed.passes(days=1)
    staffed.reviewed(deal, "U0METTE", 2)

    mette = opened(staffed, "U0METTE", deal)

    assert "intet eget skøn" in mette.screen
    assert "Det har ændret sig" in mette.screen
    assert "24. november kl. 9.00" in mette.screen


def test_ids_of_another_workspace_open_nothing(staffed: Office, deal: int) -> None:
    latest = all_of(staffed, deal)[0]
    tom = staffed.who("U0TOM")
    assert tom is not None
    with staffed.house.database.across(writes=True) as connection:
        other = workspaces.add(connection, now=staffed.now)

    with staffed.house.read(other.id) as elsewhere:
        with pytest.raises(Refusal, match="not_yours_to_read"):
            history_of(elsewhere, tom, deal)
        with pytest.raises(Refusal, match="not_yours"):
            correctable(elsewhere, tom, latest.id)
