"""A deal given to an auditor: scored as if nobody had reviewed it, and only then held against the seller's review."""

import pytest

from bot.views import audits, review, subject
from storage import reviews, scores, subjects
from tests.journeys.conftest import Actor, Office, id_of

pytestmark = pytest.mark.usefixtures("nothing_refused")

NOTE = "12.11.2026: the CFO wrote “we have approved the budget” by mail"
GIVEN = "What others said of it is hidden until you have sent your own answers."


@pytest.fixture
def deal(staffed: Office) -> int:
    """Tom's deal, which he has reviewed."""
    subject_id = staffed.add("Service agreement", id_of(staffed, "U0TOM"), customer="Nordlys", days=22)
    tom = staffed.person("U0TOM")
    tom.says("/review")
    tom.modal_with("Service agreement")
    tom.reviews("322 222 100 2-2 222", evidence=NOTE)
    tom.closes()
    return subject_id


@pytest.fixture
def dorte(staffed: Office) -> Actor:
    """The director."""
    return staffed.person("U0DORTE")


@pytest.fixture
def august(staffed: Office) -> Actor:
    """The auditor."""
    return staffed.person("U0AUGUST")


def gives(dorte: Actor, deal: int) -> None:
    """Dorte gives the deal to August, and he hears of it."""
    dorte.forges(subject.OPEN, str(deal))
    dorte.modal_with("Give to an auditor")
    dorte.presses(audits.OPEN)
    dorte.submits()
    dorte.modal_with("is given to August Auditor")
    dorte.closes()
    dorte.office.tick()


def scores_it(august: Actor, deal: int, levels: str = "222 222 222 222 222") -> None:
    """August answers all of it from his message, to the two reviews side by side."""
    august.clicks(review.OPEN, on="message", value=str(deal))
    august.modal_with("Page 1 of 6")
    for area, digits in enumerate(levels.split(), 1):
        for number, digit in enumerate(digits, 1):
            august.picks(f"D{area}.{number}", int(digit))
        august.submits()
    august.submits()


def test_a_director_gives_a_deal_and_the_auditor_is_told_what_is_hidden(
    dorte: Actor, august: Actor, deal: int
) -> None:
    gives(dorte, deal)

    (message,) = august.messages()
    assert f"Nordlys · Service agreement is given to you to score. {GIVEN}" in message
    home = august.home
    assert "One is given to you to score." in home
    assert "Nordlys · Service agreement\nDKK 1.2m · expected close 15 December" in home
    assert "🔺 Red" not in home.replace("🔺 Red: where help is worth most", "")
    assert "Reviewed on" not in home


@pytest.mark.parametrize("who", ["U0TOM", "U0ANNE", "U0VERA", "U0AUGUST"])
def test_nobody_but_a_director_may_give(staffed: Office, deal: int, who: str) -> None:
    actor = staffed.person(who)

    actor.forges(subject.OPEN, str(deal))

    assert "Give to an auditor" not in actor.modal_with("answered on")["blocks"].__str__()
    assert "for directors" in actor.forges(audits.OPEN, str(deal))


def standing_of(office: Office, deal: int) -> object:
    """Everything that a review changes: the current score, the due date, and who reviewed last."""
    with office.desk.database.read() as tx:
        workspace = office.desk.workspace
        latest = reviews.latest(tx, workspace, deal)
        due = [each.due_at for each in subjects.everything(tx, workspace, open_only=False)]
        count = reviews.count(tx, workspace)
        return scores.of(tx, workspace, None), due, latest, count


@pytest.mark.parametrize("action_id", [subject.OPEN, subject.HISTORY, subject.COPY, subject.HELP])
def test_until_they_have_submitted_no_button_shows_an_auditor_what_others_said(
    dorte: Actor, august: Actor, deal: int, action_id: str
) -> None:
    gives(dorte, deal)

    said = august.forges(action_id, str(deal))

    assert GIVEN in said
    assert "Nordlys" not in said


def test_the_overview_of_an_auditor_leaves_out_what_was_given_to_them(
    staffed: Office, dorte: Actor, august: Actor, deal: int
) -> None:
    staffed.add("Another deal", id_of(staffed, "U0METTE"))
    gives(dorte, deal)

    august.says("/review status")

    assert "One open deal" in august.modal_with("One open deal")["blocks"].__str__()
    assert "Service agreement" not in august.screen
    august.closes()
    dorte.says("/review status")
    assert "Service agreement" in dorte.screen


def test_an_auditor_begins_as_if_nobody_had_reviewed_it(dorte: Actor, august: Actor, deal: int) -> None:
    gives(dorte, deal)

    august.clicks(review.OPEN, on="message")
    august.modal_with("Page 1 of 6")

    assert august.chosen("D1.1") == "Not known yet"
    assert august.noted("D1") is None
    for told in ("Last time", "approved", "Red on", "What has changed?", "since then"):
        assert told not in august.screen
    for _ in range(5):
        august.submits()
    assert "you see your levels beside the seller's" in august.screen
    assert "probability" not in august.screen


def test_a_draft_of_an_auditor_goes_on_where_they_left(dorte: Actor, august: Actor, deal: int) -> None:
    gives(dorte, deal)
    august.clicks(review.OPEN, on="message")
    august.modal_with("Page 1 of 6")
    august.picks("D1.1", 2)
    august.writes("D1", "seen in the contract")
    august.submits()
    august.closes()

    august.home  # noqa: B018 - opens it
    august.clicks(review.OPEN, on="home", value=str(deal))
    august.modal_with("Page 2 of 6")
    august.presses(review.BACK)

    assert august.noted("D1") == "seen in the contract"


def test_submitting_shows_both_side_by_side_and_moves_no_colour(
    staffed: Office, dorte: Actor, august: Actor, deal: int
) -> None:
    gives(dorte, deal)
    before = standing_of(staffed, deal)

    scores_it(august, deal)

    assert "August Auditor answered on 23 November, Tom Seller on 23 November." in august.screen
    assert "10 of 15 levels are the same" in august.screen
    assert "Tom Seller: level 3 · August Auditor: level 2" in august.screen
    assert "Tom Seller: Not known yet · August Auditor: level 2" in august.screen
    assert standing_of(staffed, deal) == before


def test_from_then_on_the_auditor_reads_it_again_and_the_director_hears_of_it(
    staffed: Office, dorte: Actor, august: Actor, deal: int
) -> None:
    gives(dorte, deal)
    scores_it(august, deal)
    august.closes()
    staffed.tick()

    assert "given to you to score" not in august.home
    assert "Tom Seller" in august.forges(subject.OPEN, str(deal))
    assert "August Auditor has scored Nordlys · Service agreement." in dorte.messages()[-1]
    dorte.clicks(audits.COMPARE, on="message")
    dorte.modal_with("10 of 15 levels are the same")


def test_history_and_the_next_review_know_nothing_of_an_audit(
    staffed: Office, dorte: Actor, august: Actor, deal: int
) -> None:
    gives(dorte, deal)
    scores_it(august, deal, "000 000 000 000 000")
    tom = staffed.person("U0TOM")

    assert "August" not in tom.forges(subject.HISTORY, str(deal))
    tom.forges(review.OPEN, str(deal))
    assert "What has changed?" in tom.screen
    tom.says_all_changed()
    assert tom.chosen("D1.1").startswith("3")


def test_a_later_audit_is_as_blind_as_the_first(dorte: Actor, august: Actor, deal: int) -> None:
    gives(dorte, deal)
    scores_it(august, deal)
    august.closes()

    gives(dorte, deal)

    august.forges(review.OPEN, str(deal))
    assert august.chosen("D1.1") == "Not known yet"
    assert GIVEN in august.forges(subject.OPEN, str(deal))


def test_what_is_given_already_is_not_given_again(dorte: Actor, august: Actor, deal: int) -> None:
    gives(dorte, deal)

    said = dorte.forges(audits.OPEN, str(deal))

    assert "Service agreement is given to August Auditor already" in said


def test_the_form_sent_twice_gives_once_and_says_the_same(dorte: Actor, august: Actor, deal: int) -> None:
    dorte.forges(audits.OPEN, str(deal))
    form = dorte.modal_with("Who scores it?")

    answers = [dorte.submits_again(form) for _ in range(3)]
    dorte.office.tick()

    assert len(set(answers)) == 1
    assert "is given to August Auditor. You hear from me when it is scored." in answers[0]
    assert len(august.messages()) == 1


def test_an_old_form_does_not_give_it_a_second_time(dorte: Actor, august: Actor, deal: int) -> None:
    dorte.forges(audits.OPEN, str(deal))
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
    august.clicks(review.OPEN, on="message")
    august.modal_with("Page 1 of 6")
    for _ in range(5):
        august.submits()
    last = august.modal_with("Page 6 of 6")

    answers = {august.submits_again(last) for _ in range(3)}
    staffed.tick()

    assert len(answers) == 1
    assert len([text for text in dorte.messages() if "has scored" in text]) == 1


@pytest.mark.parametrize("who", ["U0TOM", "U0ANNE", "U0VERA", "U0KARIN"])
def test_only_directors_and_auditors_compare(
    staffed: Office, dorte: Actor, august: Actor, deal: int, who: str
) -> None:
    gives(dorte, deal)
    scores_it(august, deal)

    said = staffed.person(who).forges(audits.COMPARE, "1")

    assert "August" not in said
    assert "Nordlys" not in said


def test_an_open_audit_is_compared_by_nobody(dorte: Actor, august: Actor, deal: int) -> None:
    gives(dorte, deal)

    assert GIVEN in august.forges(audits.COMPARE, "1")
    assert "isn't yours to read" in dorte.forges(audits.COMPARE, "1")


def test_what_was_closed_meanwhile_is_refused_and_the_draft_kept(
    staffed: Office, dorte: Actor, august: Actor, deal: int
) -> None:
    gives(dorte, deal)
    staffed.changes(deal, "status", "open", "lost")

    assert "is closed" in august.forges(review.OPEN, str(deal))
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
    dorte.forges(audits.OPEN, str(deal))
    form = {**dorte.modal_with("Who scores it?"), "private_metadata": data}

    dorte.submits_again(form)
    dorte.office.tick()

    assert august.messages() == []


@pytest.mark.parametrize("who", ["U0TOM", "U0DORTE", "U0KARIN"])
def test_a_forged_choice_of_auditor_gives_nothing(staffed: Office, dorte: Actor, deal: int, who: str) -> None:
    dorte.forges(audits.OPEN, str(deal))
    form = dorte.modal_with("Who scores it?")
    form["state"]["values"][audits.TO][audits.TO]["selected_option"]["value"] = str(id_of(staffed, who))

    assert "role auditor" in dorte.submits_again(form)


@pytest.mark.parametrize("who", ["U0VERA", "U0DORTE", "U0AUGUST"])
def test_what_was_not_given_to_them_is_scored_by_nobody_who_only_reads(
    staffed: Office, deal: int, who: str
) -> None:
    assert "isn't yours to review" in staffed.person(who).forges(review.OPEN, str(deal))
