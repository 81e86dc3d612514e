"""A deal given to an auditor: who may give it, what each of them hears, and what sending twice does."""

import pytest

from bot.home.views import home
from bot.kit import doors
from bot.second_views.views import giving
from bot.second_views.views.agreement import COMPARE
from tests.journeys.audited import GIVEN, gives, reviewed, scores_it
from tests.journeys.conftest import Actor, Office, id_of

pytestmark = pytest.mark.usefixtures("nothing_refused")


@pytest.fixture
def deal(staffed: Office) -> int:
    """Tom's deal, which he has reviewed."""
    return reviewed(staffed)


@pytest.fixture
def dorte(staffed: Office) -> Actor:
    """The director."""
    return staffed.person("U0DORTE")


@pytest.fixture
def august(staffed: Office) -> Actor:
    """The auditor."""
    return staffed.person("U0AUGUST")


def test_a_director_gives_a_deal_and_the_auditor_is_told_what_is_hidden(
    dorte: Actor, august: Actor, deal: int
) -> None:
    gives(dorte, deal)

    (message,) = august.messages()
    assert f"Nordlys · Service agreement is given to you to score. {GIVEN}" in message
    shown = august.home
    assert "One is given to you to score." in shown
    assert "Nordlys · Service agreement\nDKK 1.2m · expected close 15 December" in shown
    assert "🔺 Red" not in shown.replace("🔺 Red: where help is worth most", "")
    assert "Reviewed on" not in shown


@pytest.mark.parametrize("who", ["U0TOM", "U0ANNE", "U0VERA", "U0AUGUST"])
def test_nobody_but_a_director_may_give(staffed: Office, deal: int, who: str) -> None:
    actor = staffed.person(who)

    actor.forges(doors.WHY, str(deal))

    assert "Give to an auditor" not in actor.modal_with("answered on")["blocks"].__str__()
    assert "for directors" in actor.forges(giving.OPEN, str(deal))


def test_from_then_on_the_auditor_reads_it_again_and_the_director_hears_of_it(
    staffed: Office, dorte: Actor, august: Actor, deal: int
) -> None:
    gives(dorte, deal)
    scores_it(august, deal)
    august.closes()
    staffed.tick()

    assert "given to you to score" not in august.home
    assert "Tom Seller" in august.forges(doors.WHY, str(deal))
    assert "August Auditor has scored Nordlys · Service agreement." in dorte.messages()[-1]
    dorte.clicks(COMPARE, on="message")
    dorte.modal_with("10 of 15 levels are the same")


def test_an_auditor_may_have_a_copy_of_what_they_submitted(
    staffed: Office, dorte: Actor, august: Actor, deal: int
) -> None:
    gives(dorte, deal)
    assert "Send me a copy of what I submit" in august.home
    assert "Send me no more copies" in august.turns(home.COPIES)

    scores_it(august, deal)
    staffed.tick()

    assert "copy" in august.messages()[-1].lower()


def test_what_is_given_already_is_not_given_again(dorte: Actor, august: Actor, deal: int) -> None:
    gives(dorte, deal)

    said = dorte.forges(giving.OPEN, str(deal))

    assert "Service agreement is given to August Auditor already" in said


def test_the_form_sent_twice_gives_once_and_says_the_same(dorte: Actor, august: Actor, deal: int) -> None:
    dorte.forges(giving.OPEN, str(deal))
    form = dorte.modal_with("Who scores it?")

    answers = [dorte.submits_again(form) for _ in range(3)]
    dorte.office.tick()

    assert len(set(answers)) == 1
    assert "is given to August Auditor. You hear from me when it is scored." in answers[0]
    assert len(august.messages()) == 1


def test_an_old_form_does_not_give_it_a_second_time(dorte: Actor, august: Actor, deal: int) -> None:
    dorte.forges(giving.OPEN, str(deal))
    form = dorte.modal_with("Who scores it?")
    dorte.submits()
    dorte.office.tick()
    scores_it(august, deal)
    august.closes()

    dorte.submits_again(form)

    assert "given to you to score" not in august.home


def test_the_last_page_sent_twice_is_one_review_and_one_message(
    staffed: Office, dorte: Actor, august: Actor, deal: int
) -> None:
    gives(dorte, deal)
    august.clicks(doors.REVIEW, on="message")
    august.modal_with("Page 1 of 6")
    for _ in range(5):
        august.submits()
    last = august.modal_with("Page 6 of 6")

    answers = {august.submits_again(last) for _ in range(3)}
    staffed.tick()

    assert len(answers) == 1
    assert len([text for text in dorte.messages() if "has scored" in text]) == 1


def test_what_was_closed_meanwhile_is_refused_and_the_draft_kept(
    staffed: Office, dorte: Actor, august: Actor, deal: int
) -> None:
    gives(dorte, deal)
    staffed.changes(deal, "status", "open", "lost")

    assert "is closed" in august.forges(doors.REVIEW, str(deal))
    assert "given to you to score" not in august.home


def test_what_nobody_had_reviewed_is_scored_alone(staffed: Office, dorte: Actor, august: Actor) -> None:
    deal = staffed.add("Fresh deal", id_of(staffed, "U0TOM"))
    gives(dorte, deal)

    scores_it(august, deal)

    assert "Nobody else had reviewed it by then." in august.screen
    assert "Seller" not in august.screen


@pytest.mark.parametrize(
    "data", ["", "null", "[]", "[1]", '["x", 0]', "[1, 2, 3]", "[999, 0]", "[1, -1]", "[" * 9000]
)
def test_a_forged_form_gives_nothing(dorte: Actor, august: Actor, deal: int, data: str) -> None:
    dorte.forges(giving.OPEN, str(deal))
    form = {**dorte.modal_with("Who scores it?"), "private_metadata": data}

    dorte.submits_again(form)
    dorte.office.tick()

    assert august.messages() == []


@pytest.mark.parametrize("who", ["U0TOM", "U0DORTE", "U0KARIN"])
def test_a_forged_choice_of_auditor_gives_nothing(staffed: Office, dorte: Actor, deal: int, who: str) -> None:
    dorte.forges(giving.OPEN, str(deal))
    form = dorte.modal_with("Who scores it?")
    form["state"]["values"][giving.TO][giving.TO]["selected_option"]["value"] = str(id_of(staffed, who))

    assert "role auditor" in dorte.submits_again(form)


@pytest.mark.parametrize("who", ["U0VERA", "U0DORTE", "U0AUGUST"])
def test_what_was_not_given_to_them_is_scored_by_nobody_who_only_reads(
    staffed: Office, deal: int, who: str
) -> None:
    assert "isn't yours to review" in staffed.person(who).forges(doors.REVIEW, str(deal))
