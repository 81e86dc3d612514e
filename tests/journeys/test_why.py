"""Why a subject has its colour, in one click, for those who may read it."""

from dataclasses import replace

import pytest

from bot.kit.doors import WHY as OPEN
from bot.why.views.answers import ANSWERS
from flows.scorecards.scorecard import parse
from tests.journeys.action_item_acts import WHAT, adds
from tests.journeys.conftest import Office, id_of

NOTE = "12.11.2026: the CFO wrote “we have approved the budget” by mail"


def reviewed(office: Office) -> int:
    """Tom's deal, reviewed: the process is weak, and nobody wrote when and where."""
    subject_id = office.add("Service agreement", id_of(office, "U0TOM"), customer="Nordlys", days=22)
    tom = office.person("U0TOM")
    tom.says("/review")
    tom.modal_with("Service agreement")
    tom.reviews("322 222 100 2-2 222")
    tom.workspace.close(tom.id)
    return subject_id


def test_home_opens_why_with_what_to_do_next_the_reasons_and_the_way_up(staffed: Office) -> None:
    subject_id = reviewed(staffed)
    tom = staffed.person("U0TOM")
    assert "Open" in tom.home

    tom.clicks("subject.open", on="home", value=str(subject_id))
    tom.modal_with("answered on 23 November by Tom Seller")

    assert "🔺 Red" in tom.screen
    assert tom.screen.index("Next step:") < tom.screen.index("Red: ")
    assert tom.screen.index("Red: ") < tom.screen.index("Shortest way to yellow:")
    assert tom.screen.index("Shortest way to yellow:") < tom.screen.index("Actions")
    assert "Not known yet: " in tom.screen


def test_all_answers_are_one_click_away_and_lead_back(staffed: Office) -> None:
    subject_id = reviewed(staffed)
    tom = staffed.person("U0TOM")
    tom.forges(OPEN, str(subject_id))
    assert "counts as 1 for now" not in tom.screen

    tom.presses(ANSWERS)

    assert (
        "3 · Has given us a dated commitment in writing in the last 60 days (counts as 1 for now)"
        in tom.screen
    )
    assert "🔺 Process: 1 of 9 · Red" in tom.screen
    tom.presses(OPEN)
    assert "Shortest way to yellow:" in tom.screen


def test_the_next_step_is_the_first_review_then_the_first_step_up_then_the_action_that_is_open(
    staffed: Office,
) -> None:
    new = staffed.add("Alpha", id_of(staffed, "U0TOM"))
    tom = staffed.person("U0TOM")
    assert "a first review, about 3 minutes" in tom.forges(OPEN, str(new))
    staffed.reviewed(new, "U0TOM", 1)
    first = tom.forges(OPEN, str(new)).split("Next step:")[1].splitlines()[1].strip()
    assert first.startswith("Relations: ")

    adds(tom, new)

    assert f"Next step:\n By Monday 30 November · Tom Seller · {WHAT}" in tom.forges(OPEN, str(new))


@pytest.mark.parametrize("who", ["U0METTE", "U0KARIN"])
def test_answers_are_for_those_who_may_read_them(staffed: Office, who: str) -> None:
    said = staffed.person(who).forges(ANSWERS, str(reviewed(staffed)))

    assert "Process" not in said


@pytest.mark.parametrize(
    ("who", "way", "more"),
    [("U0TOM", "A way to yellow:", "and 4 more"), ("U0METTE", "En vej til gul:", "og 4 mere")],
)
def test_a_way_that_may_not_be_the_shortest_is_not_called_so(
    staffed: Office, who: str, way: str, more: str
) -> None:
    raw = staffed.cards.deal.model_dump(mode="json")
    plain = raw["areas"][0]
    raw["areas"] = [
        plain
        | {"id": f"A{n}", "weight": weight}
        | {"questions": [each | {"id": f"A{n}.{each['id'][-1]}"} for each in plain["questions"]]}
        for n, weight in enumerate((1, 2, 3, 5, 7, 11, 13))
    ]
    raw["knockouts"] = [rule for rule in raw["knockouts"] if rule["when"] == "red_areas"]
    staffed.restart(replace(staffed.cards, deal=parse(raw)))
    deal = staffed.add("Service agreement", id_of(staffed, who), customer="Nordlys")
    staffed.reviewed(deal, who, None)

    reader = staffed.person(who)
    reader.forges(OPEN, str(deal))

    assert way in reader.screen
    assert more in reader.screen


def test_its_submit_starts_the_review_where_it_stands(staffed: Office) -> None:
    subject_id = reviewed(staffed)
    tom = staffed.person("U0TOM")
    assert tom.home

    tom.clicks("subject.open", on="home", value=str(subject_id))
    tom.modal_with("answered on")
    tom.submits()

    assert "What has changed?" in tom.screen


def test_evidence_stands_with_its_date_and_author_and_what_is_too_old_says_so(staffed: Office) -> None:
    subject_id = staffed.add("Service agreement", id_of(staffed, "U0TOM"))
    tom = staffed.person("U0TOM")
    tom.says("/review")
    tom.modal_with("Service agreement")
    tom.reviews("333 333 333 333 333", evidence=NOTE)
    tom.workspace.close(tom.id)
    staffed.passes(days=40)
    assert tom.home

    tom.clicks("subject.open", on="home", value=str(subject_id))
    tom.modal_with(f"Tom Seller: {NOTE}")

    assert "a new review, since answers have grown too old" in tom.screen
    tom.presses(ANSWERS)
    assert "(too old since 28 December 2026)" in tom.screen


def test_evidence_that_names_no_date_gets_the_day_it_was_written(staffed: Office) -> None:
    subject_id = staffed.add("Service agreement", id_of(staffed, "U0TOM"))
    tom = staffed.person("U0TOM")
    tom.says("/review")
    tom.modal_with("Service agreement")
    tom.reviews("222 222 222 222 222", evidence="told us on the phone")
    tom.workspace.close(tom.id)
    assert tom.home

    tom.clicks("subject.open", on="home", value=str(subject_id))

    tom.modal_with("Tom Seller: 23 November: told us on the phone")


def test_a_director_reads_why_but_starts_no_review(staffed: Office) -> None:
    subject_id = reviewed(staffed)
    dorte = staffed.person("U0DORTE")
    assert dorte.home

    dorte.clicks("subject.open", on="home", value=str(subject_id))

    assert dorte.modal_with("answered on")["submit"] is None


def test_the_digest_opens_why_only_for_those_who_may_read(staffed: Office) -> None:
    reviewed(staffed)
    staffed.set_digest("C1")
    staffed.person("U0ANNE").says("/review digest")
    staffed.tick()

    for who, seen in (("U0TOM", "answered on"), ("U0METTE", "Den hører ikke til dem, du må læse")):
        staffed.workspace.click(who, surface="message", action_id="subject.open", channel="C1")
        staffed.person(who).modal_with(seen)


def test_help_goes_to_the_manager_once_with_the_reason_and_a_button(staffed: Office) -> None:
    subject_id = reviewed(staffed)
    tom, anne = staffed.person("U0TOM"), staffed.person("U0ANNE")
    assert tom.home
    tom.clicks("subject.open", on="home", value=str(subject_id))
    tom.modal_with("Ask for help")

    tom.clicks("help.ask")
    tom.modal_with("Anne Manager has been told")
    staffed.tick()
    staffed.tick()

    [message] = [text for text in anne.messages() if "would like your help" in text]
    assert "Tom Seller would like your help with Nordlys · Service agreement." in message
    assert "🔺 Red: " in message
    anne.clicks("subject.open", on="message")
    anne.modal_with("answered on 23 November by Tom Seller")
