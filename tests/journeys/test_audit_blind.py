"""An auditor scores as if nobody had reviewed it, and only then sees both reviews side by side."""

import pytest

from bot.kit import doors
from bot.review.views import page as review
from bot.second_views.views.agreement import COMPARE
from bot.why.views import subject
from storage import reviews, scores, subjects
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


def standing_of(office: Office, deal: int) -> object:
    """Everything that a review changes: the current score, the due date, and who reviewed last."""
    with office.read() as desk:
        latest = reviews.latest(desk.tx, deal)
        due = [each.due_at for each in subjects.everything(desk.tx, open_only=False)]
        count = reviews.count(desk.tx)
        return scores.of(desk.tx, None), due, latest, count


@pytest.mark.parametrize("action_id", [doors.WHY, doors.HISTORY, subject.COPY, subject.HELP])
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

    august.clicks(doors.REVIEW, on="message")
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
    august.clicks(doors.REVIEW, on="message")
    august.modal_with("Page 1 of 6")
    august.picks("D1.1", 2)
    august.writes("D1", "seen in the contract")
    august.submits()
    august.closes()

    august.home  # noqa: B018 - opens it
    august.clicks(doors.REVIEW, on="home", value=str(deal))
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


def test_history_and_the_next_review_know_nothing_of_an_audit(
    staffed: Office, dorte: Actor, august: Actor, deal: int
) -> None:
    gives(dorte, deal)
    scores_it(august, deal, "000 000 000 000 000")
    tom = staffed.person("U0TOM")

    assert "August" not in tom.forges(doors.HISTORY, str(deal))
    tom.forges(doors.REVIEW, str(deal))
    assert "What has changed?" in tom.screen
    tom.says_all_changed()
    assert tom.chosen("D1.1").startswith("3")


def test_a_later_audit_is_as_blind_as_the_first(dorte: Actor, august: Actor, deal: int) -> None:
    gives(dorte, deal)
    scores_it(august, deal)
    august.closes()

    gives(dorte, deal)

    august.forges(doors.REVIEW, str(deal))
    assert august.chosen("D1.1") == "Not known yet"
    assert GIVEN in august.forges(doors.WHY, str(deal))


@pytest.mark.parametrize("who", ["U0TOM", "U0ANNE", "U0VERA", "U0KARIN"])
def test_only_directors_and_auditors_compare(
    staffed: Office, dorte: Actor, august: Actor, deal: int, who: str
) -> None:
    gives(dorte, deal)
    scores_it(august, deal)

    said = staffed.person(who).forges(COMPARE, "1")

    assert "August" not in said
    assert "Nordlys" not in said


def test_an_open_audit_is_compared_by_nobody(dorte: Actor, august: Actor, deal: int) -> None:
    gives(dorte, deal)

    assert GIVEN in august.forges(COMPARE, "1")
    assert "isn't yours to read" in dorte.forges(COMPARE, "1")
