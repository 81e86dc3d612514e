"""Several scorecards: which one a deal gets, what its first page says, and what happens when that changes."""

import pytest

from bot.kit.doors import WHY
from bot.review.views import page as views
from flows.company.subjects import Kind
from flows.review.review import Review
from storage import reviews
from tests.journeys.conftest import Actor, Office, id_of

pytestmark = pytest.mark.usefixtures("nothing_refused")

NOTE = "12.11.2026: the mayor wrote “we have approved the budget” by mail"
FIVE = ("D1.1", "D2.1", "D3.3", "D4.3", "D5.2")


@pytest.fixture
def tom(staffed: Office) -> Actor:
    """Tom, who carries one deal."""
    staffed.add("Service agreement 2027", id_of(staffed, "U0TOM"), customer="Nordlys")
    return staffed.person("U0TOM")


def opens(actor: Actor) -> None:
    """Open the review of the deal."""
    actor.closes()
    actor.says("/review service")
    actor.modal_with("Nordlys · Service agreement 2027")


def chooses(actor: Actor, segment: str) -> str:
    """Change the segment from Slack; gives what Revisor says of it."""
    actor.closes()
    actor.forges("subject.change", "1")
    actor.workspace.fill(actor.id, "change.segment.1", "change.value", segment)
    actor.submits()
    said = actor.screen
    actor.closes()
    return said


def segments(actor: Actor) -> list[str]:
    """What the form offers."""
    (block,) = [b for b in actor.modal["blocks"] if b["block_id"].startswith("change.segment")]
    return [option["text"]["text"] for option in block["element"]["options"]]


def answers(actor: Actor, *question_ids: str, level: int) -> None:
    """Answer the questions of a page with evidence for all of them, and go on."""
    area = question_ids[0].split(".")[0]
    for id_ in question_ids:
        actor.picks(id_, level)
    actor.writes(area, NOTE)
    actor.workspace.fill(actor.id, actor._block(f"{area}.covers"), views.COVERS, list(question_ids))
    actor.submits()


def history(office: Office) -> list[Review]:
    """The reviews of the deal, the newest first."""
    with office.read() as desk:
        return reviews.history(desk.tx, 1, limit=9)


def test_the_plain_one_is_not_named_and_another_is(tom: Actor) -> None:
    opens(tom)
    assert "Scorecard:" not in tom.screen

    assert "Segment: nothing → Tender" in chooses(tom, "Tender")
    opens(tom)
    assert "Scorecard: Public tender" in tom.screen
    assert "Do we know who evaluates the tenders and who decides?" in tom.screen
    tom.forges(WHY, "1")
    assert "Scorecard: Public tender" in tom.screen


def test_a_dane_chooses_and_reads_in_danish(staffed: Office) -> None:
    staffed.add("Havneudbud", id_of(staffed, "U0METTE"))
    mette = staffed.person("U0METTE")
    mette.forges("subject.change", "1")
    assert segments(mette) == ["Intet", "Udbud", "Forhandler", "Lille"]
    mette.workspace.fill(mette.id, "change.segment.1", "change.value", "Udbud")
    mette.submits()
    mette.closes()

    mette.says("/review havneudbud")
    mette.modal_with("Spørgsmål til: Offentligt udbud")
    mette.closes()
    mette.forges("subject.change", "1")
    (block,) = [b for b in mette.modal["blocks"] if b["block_id"].startswith("change.segment")]
    assert block["element"]["initial_option"]["value"] == "Udbud"


def test_a_segment_that_no_scorecard_names_is_shown_and_kept(staffed: Office, tom: Actor) -> None:
    staffed.changes(1, "segment", None, "Enterprise")
    tom.forges("subject.change", "1")
    assert segments(tom) == ["None", "Tender", "Reseller", "Small", "Enterprise"]
    tom.submits()
    assert "Nothing was different" in tom.screen

    assert "Segment: Enterprise → nothing" in chooses(tom, "-")


def test_a_forged_segment_is_refused_beside_its_field(tom: Actor) -> None:
    tom.forges("subject.change", "1")
    view = tom.modal
    forged = {"change.segment.1": {"change.value": {"selected_option": {"value": "Anything"}}}}
    view = {**view, "state": {"values": {**view["state"]["values"], **forged}}}

    assert tom.submits_again(view) == 'Choose one of the segments, or "None".'


def test_a_small_deal_is_five_answers_and_at_most_yellow(staffed: Office, tom: Actor) -> None:
    chooses(tom, "Small")
    opens(tom)
    for id_ in FIVE:
        answers(tom, id_, level=3)
    tom.estimates("80")
    tom.submits()

    assert "At most yellow: a small deal is looked at with five questions only" in tom.screen
    [review] = history(staffed)
    assert (review.colour, review.known, review.asked) == ("yellow", 5, 5)


def test_an_old_review_keeps_its_scorecard_and_the_next_one_asks_what_the_new_one_asks(
    staffed: Office, tom: Actor
) -> None:
    chooses(tom, "Small")
    opens(tom)
    for id_ in FIVE:
        answers(tom, id_, level=3)
    tom.submits()
    [first] = history(staffed)
    chooses(tom, "-")
    assert tom.home.count("🟨") >= 1
    staffed.passes(days=2)

    opens(tom)
    assert "the scorecard has changed: asked anew" in tom.screen
    tom.submits()
    assert tom.chosen("D1.1").startswith("3 · ")
    assert tom.chosen("D1.2") == "Not known yet"
    for area in range(1, 6):
        answers(tom, *(f"D{area}.{n}" for n in (1, 2, 3)), level=3)
    tom.submits()

    second, again = history(staffed)
    assert again == first
    assert second.asked == 15
    assert second.colour == "green"


def test_a_segment_that_changes_while_the_review_is_open_moves_the_draft(tom: Actor) -> None:
    opens(tom)
    answers(tom, "D1.1", "D1.2", "D1.3", level=2)
    chooses(tom, "Reseller")
    opens(tom)

    assert "The scorecard has changed since you began." in tom.screen
    assert "Relations is asked again." in tom.screen
    assert "Scorecard: Through a reseller" in tom.screen


def test_a_small_customer_has_its_own(staffed: Office) -> None:
    staffed.add("Havblik", id_of(staffed, "U0TOM"), kind=Kind.CUSTOMER)
    tom = staffed.person("U0TOM")
    tom.forges("subject.change", "1")
    assert segments(tom) == ["None", "Small"]
    tom.workspace.fill(tom.id, "change.segment.1", "change.value", "Small")
    tom.submits()
    tom.closes()
    tom.says("/review havblik")

    tom.modal_with("Scorecard: Small customer")
